"""A table as CSV or as XLSX (ISO/IEC 29500), for any spreadsheet program: cells are text, nothing in them is worked out."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from firsthand.guard.cells import neutral, shown
from firsthand.publish.render.packed import steady
from firsthand.publish.table import Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEXT = "@"  # the number format by which a program keeps what is typed as it is
HELP = "how to fill in"  # the second sheet
LINE, MOST_LINES = 15, 26  # points of a line, lines of the highest row: a program takes 409 points at most
SPARE = 1000  # empty rows below the last one that are made ready for more
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as an escape (ST_Xstring)


def csv_of(table: Table) -> bytes:
    """The table as CSV: UTF-8 with a mark, by which Excel knows it, comma, CRLF (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutral(shown(c.head)) for c in table.columns])
    writer.writerows([neutral(shown(cell)) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(table: Table, at: int) -> bytes:
    """The table as XLSX, `at` (UTC seconds) its date: head frozen, text wrapped, closed columns with their words, a second sheet that explains."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.created = datetime.fromtimestamp(at, UTC).replace(tzinfo=None)
    book.properties.creator, book.properties.title = "Firsthand", _xml(shown(table.title))
    sheet = book.active
    sheet.title = "sheet"
    _filled(sheet, table)
    _explained(book.create_sheet(HELP), table)
    _closed(sheet, table)
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), at)


def _xml(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A cell of text: whatever it looks like, it is a string."""
    cell = sheet.cell(row, column)
    cell.value = _xml(neutral(shown(text)))
    cell.data_type = "s" if text else "n"
    cell.number_format = TEXT


def _filled(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    grey, pale = PatternFill("solid", fgColor="E4E0D6"), PatternFill("solid", fgColor="F5F3EE")
    for number, column in enumerate(table.columns, 1):
        wide = sheet.column_dimensions[get_column_letter(number)]
        wide.width, wide.number_format, wide.alignment = column.width, TEXT, wrapped
        _put(sheet, 1, number, column.head)
        head = sheet.cell(1, number)
        head.font, head.fill, head.alignment = bold, grey, wrapped
    for at, row in enumerate(table.rows, 2):
        for number, (column, text) in enumerate(zip(table.columns, row, strict=True), 1):
            _put(sheet, at, number, text)
            cell = sheet.cell(at, number)
            cell.alignment = wrapped
            if column.fixed:
                cell.fill = pale
        sheet.row_dimensions[at].height = LINE * min(
            MOST_LINES, max(_lines(text, c.width) for c, text in zip(table.columns, row, strict=True))
        )
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"


def _lines(text: str, width: int) -> int:
    """How many lines a text fills in a column of so many characters; wide characters take two places."""
    return sum(max(1, -(-sum(2 if east_asian_width(c) in "WF" else 1 for c in line) // max(1, width - 2))) for line in text.split("\n"))


def _explained(sheet: Worksheet, table: Table) -> None:
    """The second sheet: each column, what stands in it, and to its right the words that it may hold."""
    from openpyxl.styles import Alignment, Font

    for number, (head, width) in enumerate(
        (("column", 16), ("what stands in it", 60), ("may be changed", 16), ("words that it may hold", 14)), 1
    ):
        _put(sheet, 1, number, head)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions["ABCD"[number - 1]].width = width
    for at, column in enumerate(table.columns, 2):
        for number, text in enumerate((column.head, column.about, "no" if column.fixed else "yes", *column.words), 1):
            _put(sheet, at, number, text)
            sheet.cell(at, number).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _closed(sheet: Worksheet, table: Table) -> None:
    """Lists to choose from in the columns that hold closed words; they stand in the second sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(table.columns, 1):
        if column.words and not column.fixed:
            last, letter = get_column_letter(3 + len(column.words)), get_column_letter(number)
            choice = DataValidation("list", f"='{HELP}'!$D${number + 1}:${last}${number + 1}", allow_blank=True, showErrorMessage=True)
            choice.error = f"This column holds one of: {', '.join(column.words)}."[:250]
            choice.add(f"{letter}2:{letter}{len(table.rows) + 1 + SPARE}")
            sheet.add_data_validation(choice)
