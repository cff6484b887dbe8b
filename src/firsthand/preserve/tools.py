"""Lists that other tools write beside what they saved: the sheet and the CSV of auto-archiver, the table of pages of a Hunchly export.

auto-archiver: the columns of its sheet (link, archive status, archive location, archive date, upload timestamp, upload title, wacz, screenshot), or its
csv_db (status, metadata, media, each a Python value as text, of which only quoted words are looked for). Hunchly keeps each page as PAGE_ID.mhtml:
any table with a column for that id and one for the address is taken for its table of pages. Columns are matched by their heads, never by place.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from firsthand.preserve.entries import WEB, Entry, path_of

_CELL_MOST = 4 * 1024 * 1024
_HUNCHLY: dict[str, tuple[str, ...]] = {
    "id": ("page id", "page_id", "pageid"), "url": ("page url", "page_url", "url", "address"), "title": ("page title", "page_title", "title"),
    "captured": ("page timestamp", "timestamp", "capture date", "date captured", "page_date", "page date", "captured", "date"),
    "note": ("notes", "note", "page notes", "page_notes"), "file": ("file", "filename", "file name", "page file", "mhtml", "path"),
}  # fmt: skip
_ARCHIVER: dict[str, tuple[str, ...]] = {
    "url": ("link",), "captured": ("archive date",), "published": ("upload timestamp",), "title": ("upload title",), "note": ("archive status",),
}  # fmt: skip
_ARCHIVER_FILES = ("wacz", "archive location", "screenshot")
_WORD = r"(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")"
_IN_DUMP = {"url": "url", "title": "title", "timestamp": "published"}
_QUOTED = {name: re.compile(rf"['\"]{name}['\"]\s*:\s*{_WORD}") for name in (*_IN_DUMP, "key")}


def tool_entries(text: str) -> Iterator[Entry] | None:
    """The entries of a list that another tool wrote; None when it is of no such kind."""
    before = csv.field_size_limit(_CELL_MOST)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    if {"status", "metadata", "media"} <= set(heads):
        return _dumped(heads, rows[1:])
    if "link" in heads and {"archive status", "archive location"} & set(heads):
        return _sheet(heads, rows[1:])
    if set(heads) & set(_HUNCHLY["id"]) and set(heads) & set(_HUNCHLY["url"]):
        return _pages(heads, rows[1:])
    return None


def _cells(heads: list[str], row: list[str]) -> dict[str, str]:
    return {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head and cell.strip()}


def _named(entry: Entry, cells: dict[str, str], table: dict[str, tuple[str, ...]]) -> set[str]:
    """Take what the table names; the heads that were used."""
    used = set()
    for ours, heads in table.items():
        head = next((h for h in heads if h in cells), None)
        if head is not None:
            entry.say(ours, cells[head])
            used.add(head)
    return used


def _sheet(heads: list[str], rows: list[list[str]]) -> Iterator[Entry]:
    for number, row in enumerate(rows, 2):
        cells = _cells(heads, row)
        if not cells:
            continue
        entry = Entry(number)
        used = _named(entry, cells, _ARCHIVER)
        for head in _ARCHIVER_FILES:
            for one in cells.get(head, "").split():
                if WEB.match(one):
                    entry.say("archive_url", one)
                elif path := path_of(one):
                    entry.files.append(path)
        entry.others = {h: c for h, c in cells.items() if h not in used and h not in _ARCHIVER_FILES}
        yield entry


def _dumped(heads: list[str], rows: list[list[str]]) -> Iterator[Entry]:
    for number, row in enumerate(rows, 2):
        cells = _cells(heads, row)
        entry = Entry(number)
        for name, ours in _IN_DUMP.items():
            if found := _QUOTED[name].search(cells.get("metadata", "")):
                entry.say(ours, _unquoted(found))
        for found in _QUOTED["key"].finditer(cells.get("media", "")):
            if path := path_of(_unquoted(found)):
                entry.files.append(path)
        entry.say("note", cells.get("status", ""))
        if entry.ours.get("url"):
            yield entry


def _unquoted(found: re.Match[str]) -> str:
    return re.sub(r"\\(.)", r"\1", found[1] or found[2] or "")


def _pages(heads: list[str], rows: list[list[str]]) -> Iterator[Entry]:
    for number, row in enumerate(rows, 2):
        cells = _cells(heads, row)
        if not cells:
            continue
        entry = Entry(number)
        used = _named(entry, cells, _HUNCHLY)
        if file := entry.ours.pop("file", ""):
            entry.files.append(path_of(file))
        page = entry.ours.get("id", "")
        entry.files += [f"{folder}{page}.{end}" for folder in ("", "pages/", "mhtml/") for end in ("mhtml", "mht") if page]
        entry.others = {h: c for h, c in cells.items() if h not in used}
        yield entry
