"""Sources as CSL-JSON 1.0, for Zotero, Word and LaTeX: what reference programs read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from firsthand.publish.appendix import Item

PAGES = {"text/html": "webpage", "application/pdf": "report"}  # media type -> CSL type; any other is a document


def csl_of(items: tuple[Item, ...]) -> bytes:
    """The sources as a JSON array, one item each, in UTF-8."""
    return (json.dumps([_item(i) for i in items], ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _item(i: Item) -> dict[str, object]:
    at = datetime.fromtimestamp(i.captured if i.captured is not None else i.kept, UTC)
    told: dict[str, object] = {
        "id": i.name, "type": PAGES.get(i.media, "document"), "title": i.title, "publisher": i.body, "publisher-place": i.place, "URL": i.url,
        "language": i.language, "archive_location": i.archive_url, "note": f"SHA-256 {i.digest}", "accessed": {"date-parts": [[at.year, at.month, at.day]]},
    }  # fmt: skip
    if i.date:
        told["issued"] = {"date-parts": [[int(x) for x in i.date.split("-")]]} if i.date.replace("-", "").isdigit() else {"literal": i.date}
    if i.translated:
        told["title-short"] = i.translated
    return {k: v for k, v in told.items() if v}
