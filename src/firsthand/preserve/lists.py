"""Lists: a CSV that says what each file is. Every word is kept as written.

Columns: those of Listed; others are kept as `extra` and named in one warning. UTF-8 with or without a byte order mark; comma, semicolon or tab.
A list that cannot be used raises Trouble("bad-list"); a row that cannot is a Trouble("bad-row") beside the good ones.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard.limits import LIST_MOST, MIB
from firsthand.preserve.kept import Listed

COLUMNS = tuple(f.name for f in fields(Listed) if f.name != "extra")
_NAMES = ("id", "file", "url")  # cells that name something: blanks around them are slips
_CELL_MOST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A usable row: its number as a spreadsheet counts (the head line is 1), and what it says."""

    number: int
    listed: Listed


@dataclass(frozen=True, slots=True)
class SourceList:
    """A list read: where it lies, its rows in order, troubles of rows, and the heads of columns that are not ours."""

    path: Path
    rows: tuple[Row, ...]
    troubles: tuple[Trouble, ...]
    others: tuple[str, ...]


def read_list(path: Path) -> SourceList:
    """The list at `path`; raises Trouble("missing"), Trouble("unreadable"), Trouble("empty-file"), Trouble("too-large"), Trouble("bad-list")."""
    try:
        with path.open("rb") as file:
            raw = file.read(LIST_MOST + 1)
    except FileNotFoundError:
        raise Trouble("missing", path=str(path)) from None
    except OSError as why:
        raise Trouble("unreadable", path=str(path), why=why.strerror) from None
    if len(raw) > LIST_MOST:
        raise Trouble("too-large", path=str(path), limit=f"{LIST_MOST // MIB} MB")
    return list_of(raw, path)


def list_of(raw: bytes, path: Path) -> SourceList:
    """The list that these bytes are; `path` is for the troubles."""
    if not raw.strip():
        raise Trouble("empty-file", path=str(path))
    lines = _cells(_text(raw, path), path)
    head = [cell.strip().lower() for cell in lines[0][1]]
    _check_head(head, path)
    rows, troubles, seen = list[Row](), list[Trouble](), dict[str, int]()
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        why = _why_not(head, cells, seen)
        if why:
            troubles.append(Trouble("bad-row", path=str(path), row=number, why=why))
            continue
        listed = _listed(head, lines[0][1], cells)
        if listed.id:
            seen[listed.id] = number
        rows.append(Row(number, listed))
    return SourceList(
        path, tuple(rows), tuple(troubles), tuple(c.strip() for c in lines[0][1] if c.strip() and c.strip().lower() not in COLUMNS)
    )


def _text(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise Trouble("bad-list", path=str(path), why=f"it is not UTF-8 (byte {why.start}); save it again as CSV UTF-8") from None


def _cells(text: str, path: Path) -> list[tuple[int, list[str]]]:
    """The lines as cells, each with the number of its row."""
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=lambda c: sum(cell.strip().strip('"').lower() in COLUMNS for cell in first.split(c)))
    before = csv.field_size_limit(_CELL_MOST)
    try:
        return list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True), 1))
    except csv.Error as why:
        raise Trouble("bad-list", path=str(path), why=f"it is not a CSV ({why})") from None
    finally:
        csv.field_size_limit(before)


def _check_head(head: list[str], path: Path) -> None:
    if not {"id", "file"} & set(head):
        raise Trouble(
            "bad-list", path=str(path), why=f"its head line has neither a column id nor a column file, but {', '.join(head)[:200]}"
        )
    twice = next((c for c in head if c and head.count(c) > 1), None)
    if twice:
        raise Trouble("bad-list", path=str(path), why=f"two columns are called {twice}")


def _why_not(head: list[str], cells: list[str], seen: dict[str, int]) -> str:
    """Why a row cannot be used; "" when it can."""
    if any(cell.strip() for cell in cells[len(head) :]):
        return "it has more cells than the head line; is a comma inside a cell not quoted?"
    said = dict(zip(head, (c.strip() for c in cells), strict=False))
    if not said.get("id") and not said.get("file"):
        return "it has neither id nor file"
    if any(ord(c) < 32 for c in said.get("id", "") + said.get("file", "")):
        return "its id or file holds control characters"
    if said.get("id") in seen:
        return f"its id {said['id']} is the id of row {seen[said['id']]}"
    return ""


def _listed(head: list[str], heads: list[str], cells: list[str]) -> Listed:
    ours = {name: cell.strip() if name in _NAMES else cell for name, cell in zip(head, cells, strict=False) if name in COLUMNS}
    extra = tuple((h.strip(), c) for name, h, c in zip(head, heads, cells, strict=False) if name not in COLUMNS and name and c.strip())
    return Listed(**ours, extra=extra)
