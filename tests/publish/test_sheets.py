"""Tables as CSV and XLSX: every cell is text, nothing is worked out, closed columns offer their words."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from firsthand.guard.cells import alike, restored
from firsthand.publish.render.sheets import csv_of, xlsx_of
from firsthand.publish.table import Column, Table

CELLS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "+41", "-2", "@x", "\t=1", "\r=1", "'=1", "_x0041_", "a\x00b", "\ud800", "ཁྲག་", "采血\n二"]
)


def table(cells: list[str]) -> Table:
    columns = (Column("first"), Column("closed", words=("yes", "no, perhaps")), Column("fixed", fixed=True))
    return Table("T", columns, (tuple(cells),))


@settings(max_examples=60, deadline=None)
@given(st.lists(CELLS, min_size=3, max_size=3))
def test_every_cell_comes_back_and_none_is_a_formula(cells: list[str]) -> None:
    made = table(cells)
    sheet = load_workbook(io.BytesIO(xlsx_of(made, 0))).worksheets[0]
    read = list(csv.reader(io.StringIO(csv_of(made).decode("utf-8-sig"), newline="")))[1]
    for column, (cell, text) in enumerate(zip(sheet[2], cells, strict=True)):
        assert cell.data_type in ("s", "n") and (cell.value is None or isinstance(cell.value, str)), "a string, or nothing"
        assert alike(restored(cell.value or ""), text) and alike(restored(read[column]), text)
        assert (cell.value or "x")[0] not in "=+-@\t\r\n" and (read[column] or "x")[0] not in "=+-@\t\r\n"


def test_the_xlsx_is_ready_to_work_in() -> None:
    book = load_workbook(io.BytesIO(xlsx_of(table(["a", "yes", "c" * 200]), 1_700_000_000)))
    sheet, explained = book.worksheets
    assert sheet.freeze_panes == "C2" and sheet["A2"].alignment.wrap_text and sheet["A2"].number_format == "@" and sheet["A1"].font.bold
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == "='how to fill in'!$D$3:$E$3" and "B2" in choice.sqref
    assert [c.value for c in explained[3]] == ["closed", None, "yes", "yes", "no, perhaps"] and explained["C4"].value == "no"
    assert sheet.row_dimensions[2].height > 100
    assert book.properties.modified.year == 2023 and book.properties.creator == "Firsthand"


def test_the_csv_opens_in_a_spreadsheet_program_as_utf_8() -> None:
    assert csv_of(table(["采血", "", ""])).startswith(b"\xef\xbb\xbffirst,closed,fixed\r\n")
