"""A coding sheet as a person edits it: read as rows of cells by head, changed, written again as XLSX or CSV by other means than ours."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hands import Said, done, firsthand

Rows = list[dict[str, str]]


def exported(case: Path, name: str = "sheet.xlsx") -> tuple[Path, Rows]:
    """The case's coding sheet, as a file and as rows."""
    path = case.parent / name
    done("export", case, "coding-sheet", "--to", path)
    return path, rows_of(path)


def rows_of(path: Path) -> Rows:
    """The rows of a sheet by head, as a spreadsheet program shows them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    from openpyxl import load_workbook

    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [{str(h): "" if c is None else str(c) for h, c in zip(head, row, strict=True)} for row in rows]


def written(path: Path, rows: Sequence[dict[str, Any]], heads: Sequence[str] = ()) -> Path:
    """Rows as a file, the columns in the order of `heads`, else of the first row."""
    heads = heads or list(rows[0])
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heads)
            writer.writerows([row.get(h, "") for h in heads] for row in rows)
        return path
    from openpyxl import Workbook

    book = Workbook()
    for cells in (heads, *([row.get(h, "") for h in heads] for row in rows)):
        book.active.append(list(cells))
    for cell in (c for row in book.active.iter_rows() for c in row if c.data_type == "f"):
        cell.data_type = "s"  # typed as text
    book.save(path)
    return path


def edited(case: Path, change: Callable[[Rows], Rows | None], name: str = "sheet.xlsx") -> Said:
    """The sheet exported, changed and taken back; `change` works in place or gives other rows."""
    path, rows = exported(case, name)
    return firsthand("preserve", case, written(path, change(rows) or rows), "--json")


def row_with(rows: Rows, words: str) -> dict[str, str]:
    """The first row whose quote has these words."""
    return next(r for r in rows if words in r["quote"])
