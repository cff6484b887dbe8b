"""A library as RIS (Zotero, EndNote, many catalogues): lines `TAG  - value`, an entry from TY to ER. Format: Research Information Systems, 2001 and 2011.

Files stand in L1 (a text), L2 and L4 (a page, a picture) and, as Zotero writes them, relative to the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.preserve.entries import WEB, Entry, day_of, path_of

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_OURS = {
    "ID": "id", "TI": "title", "T1": "title", "CT": "title", "PB": "publisher", "T2": "publisher", "JO": "publisher", "JF": "publisher", "JA": "publisher", "BT": "publisher",
    "LA": "language",
}  # fmt: skip
_DATES = {"DA": "published", "PY": "published", "Y1": "published", "Y2": "captured"}
_NOTED = {"AU": "author", "A1": "author", "N1": "note", "CY": "place", "KW": "keywords", "AN": "number", "M3": "kind"}


def ris_entries(text: str) -> Iterator[Entry] | None:
    """The entries of a library; None when the text is no RIS."""
    first = next((line for line in text.splitlines() if line.strip("\ufeff \t")), "")
    found = _LINE.match(first)
    return _entries(text) if found and found[1] == "TY" else None


def _entries(text: str) -> Iterator[Entry]:
    number, lines = 0, list[tuple[str, str]]()
    for line in text.splitlines():
        found = _LINE.match(line)
        if found and found[1] == "TY":
            lines = []
        if found and found[1] == "ER":
            number += 1
            yield _entry(number, lines)
            lines = []
        elif found:
            lines.append((found[1], (found[2] or "").strip()))
        elif lines and line.strip():
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {line.strip()}")  # a value that runs on
    if lines:
        yield _entry(number + 1, lines)


def _entry(number: int, lines: list[tuple[str, str]]) -> Entry:
    entry = Entry(number)
    for tag in ("DA", "PY", "Y1", "Y2"):  # the day before the year, whichever stands first
        for name, value in lines:
            if name == tag and value:
                entry.say(_DATES[tag], _date(value))
    for name in ("PB", "T2", "JO", "JF", "JA", "BT"):
        for tag, value in lines:
            if tag == name:
                entry.say("publisher", value)
    for tag, value in lines:
        if tag in _OURS:
            entry.say(_OURS[tag], value)
        elif tag in _NOTED and value:
            entry.others[_NOTED[tag]] = "; ".join(x for x in (entry.others.get(_NOTED[tag], ""), value) if x)
        elif tag in ("UR", "L1", "L2", "L3", "L4", "LK"):
            _addressed(entry, tag, value)
        elif tag == "AV" and WEB.fullmatch(value):
            entry.say("archive_url", value)
    return entry


def _addressed(entry: Entry, tag: str, value: str) -> None:
    """Addresses and files; UR may hold several, parted by semicolons."""
    for one in value.split(";") if tag == "UR" else [value]:
        if WEB.match(one.strip()):
            entry.say("url" if tag in ("UR", "LK") else "file_url", one.strip())
        elif path := path_of(one.removeprefix("internal-pdf://")):
            entry.files.append(path)


def _date(value: str) -> str:
    """YYYY/MM/DD/other as a day; anything else as it is written."""
    year, *rest = value.split("/")
    return day_of(year, *rest[:2]) or value
