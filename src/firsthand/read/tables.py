"""Reading a table that people filled in: the rows of a CSV or of the first sheet of an XLSX, every cell as text. Runs in the sandbox.

An XLSX passes the ZIP gate first. What a formula gives is read as the program that saved it worked it out. Numbers lose an empty fraction (8045.0 is
8045), dates are written as ISO 8601 writes them, shares as people do (84%).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from firsthand.errors import Trouble
from firsthand.guard.archives import members
from firsthand.guard.cells import restored
from firsthand.guard.limits import MIB, ArchiveLimits
from firsthand.read.decode import decoded

MOST_BYTES = 64 * MIB  # of the file: half a million rows
MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 200_000, 300, 64 * MIB  # rows, columns, characters together
GATE = ArchiveLimits(members=2_000, total_bytes=1024 * MIB)
XLSX = b"PK\x03\x04"


def rows_in(item: bytes) -> bytes:
    """A work of the sandbox: JSON {path} to JSON, a list of rows of text."""
    path = Path(json.loads(item)["path"])
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Trouble("too-large", path=str(path), limit=f"{MOST_BYTES // MIB} MB")
    rows = _xlsx(path) if raw.startswith(XLSX) else _csv(decoded(raw).text.removeprefix("\ufeff"), path)
    out, room = list[list[str]](), MOST_TEXT
    for row in rows:
        cells = [restored(cell) for cell in row]
        room -= sum(map(len, cells))
        if len(out) >= MOST_ROWS or len(cells) > MOST_COLUMNS or room < 0:
            raise Trouble(
                "too-large", path=str(path), limit=f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns, {MOST_TEXT // MIB} million characters"
            )
        out.append(cells)
    return json.dumps(out).encode()


def _csv(text: str, path: Path) -> Iterator[list[str]]:
    """The rows of a CSV; the sign between its cells is the one that gives its first line the most cells."""
    first = text.split("\n", 1)[0]
    before = csv.field_size_limit(MOST_TEXT)
    try:
        comma = max(",;\t", key=lambda c: len(next(csv.reader([first], delimiter=c), [])))
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    except csv.Error as why:
        if "field larger" in str(why):
            raise Trouble("too-large", path=str(path), limit=f"{MOST_TEXT // MIB} million characters in a cell") from None
        raise Trouble("bad-sheet", path=str(path), why=f"it is not a CSV ({why})") from None
    finally:
        csv.field_size_limit(before)


def _xlsx(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    names = {m.name for m in members(path, GATE)}
    if "xl/workbook.xml" not in names:
        raise Trouble("bad-sheet", path=str(path), why="it is no XLSX workbook")
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows():
            yield [_text(cell) for cell in row[: MOST_COLUMNS + 1]]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, SyntaxError, BadZipFile) as why:  # SyntaxError: XML that is none
        raise Trouble("bad-sheet", path=str(path), why=f"it is damaged ({type(why).__name__}: {why})"[:200]) from None


def _text(cell: Any) -> str:
    """A cell as people see it, whatever the program made of what they typed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        share = "%" in (cell.number_format or "")
        return _plainly(Decimal(repr(value)) * (100 if share else 1)) + ("%" if share else "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plainly(number: Decimal) -> str:
    """A number without a needless fraction: 8045.0 as 8045."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
