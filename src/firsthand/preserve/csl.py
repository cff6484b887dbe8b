"""A library as CSL-JSON (Zotero: "CSL JSON"): a list of items. Format: the CSL 1.0.2 data schema (citeproc-js); dates as date-parts, raw or literal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from firsthand.preserve.entries import WEB, Entry, day_of

_TYPES_ALONE = frozenset(("webpage", "post", "post-weblog", "article-newspaper", "article-journal", "article-magazine", "article", "report", "book", "chapter", "document", "legal_case", "legislation", "motion_picture", "broadcast", "thesis", "interview", "speech", "manuscript", "dataset", "map", "bill", "hearing", "treaty", "regulation", "personal_communication", "entry-encyclopedia", "entry-dictionary", "entry", "graphic", "song", "patent", "pamphlet", "paper-conference", "review", "review-book", "software", "standard", "figure", "classic", "collection", "event", "performance", "periodical"))  # fmt: skip


def csl_entries(text: str) -> Iterator[Entry] | None:
    """The entries of a library; None when the text is JSON of another kind, or none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = said.get("items") if isinstance(said, dict) else said
    if not isinstance(items, list) or not items or not all(isinstance(x, dict) and x.get("type") in _TYPES_ALONE for x in items):
        return None
    return (_entry(number, item) for number, item in enumerate(items, 1))


def _entry(number: int, item: dict[str, Any]) -> Entry:
    entry = Entry(number)
    entry.say(
        "id", str(item.get("citation-key") or item.get("id") or "").rstrip("/").rpartition("/")[2]
    )  # Zotero's ids are addresses with the user in them
    entry.say("title", item.get("title"))
    for name in ("publisher", "container-title", "authority", "archive-publisher"):
        entry.say("publisher", item.get(name))
    entry.say("published", _date(item.get("issued")))
    entry.say("captured", _date(item.get("accessed")))
    entry.say("url", item.get("URL"))
    entry.say("language", item.get("language"))
    for name in ("archive", "archive_location"):
        if isinstance(item.get(name), str) and WEB.fullmatch(item[name].strip()):
            entry.say("archive_url", item[name])
    entry.others = {k: v for k, v in (("author", _names(item.get("author"))), ("note", str(item.get("note") or ""))) if v}
    return entry


def _date(said: Any) -> str:
    if isinstance(said, str):
        return said
    if not isinstance(said, dict):
        return ""
    parts = said.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return day_of(*parts[0])
    return next((str(said[k]) for k in ("raw", "literal") if isinstance(said.get(k), str)), "")


def _names(said: Any) -> str:
    """People as "Family, Given" or as they are written, parted by semicolons."""
    people = said if isinstance(said, list) else []
    written = (
        str(p.get("literal") or ", ".join(str(p[k]) for k in ("family", "given") if isinstance(p.get(k), str))) for p in people if isinstance(p, dict)
    )  # fmt: skip
    return "; ".join(w for w in written if w)
