"""Tables that people filled in: any spreadsheet's CSV or XLSX as rows of text; what is hostile or broken is told."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from firsthand.errors import Trouble
from firsthand.read import tables
from firsthand.read.tables import rows_in


def rows(path: Path) -> list[list[str]]:
    found: list[list[str]] = json.loads(rows_in(json.dumps({"path": str(path)}).encode()))
    return found


def trouble(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        rows(path)
    return caught.value.code


@pytest.mark.parametrize(
    "raw",
    [
        "地点,原文\nཁྲག,血\n".encode(), "地点;原文\r\nཁྲག;血\r\n".encode("utf-8-sig"), "地点\t原文\nཁྲག\t血\n".encode("utf-16"), '"地点","原文"\n"ཁྲག","血"'.encode(),
    ],
)  # fmt: skip
def test_a_csv_however_it_was_saved(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(raw)
    assert rows(tmp_path / "a.csv") == [["地点", "原文"], ["ཁྲག", "血"]]


def test_the_apostrophe_of_a_neutral_cell_is_taken_off_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("'=1+1,''=1,'tis,=1\n", encoding="utf-8")
    assert rows(tmp_path / "a.csv") == [["=1+1", "'=1", "'tis", "=1"]]


def test_cells_of_an_xlsx_as_people_see_them(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["text", 8045, 8045.0, 0.1, date(2023, 6, 2), datetime.fromisoformat("2023-06-02 09:05"), True, None, "第一\n行"])
    book.active["J1"] = 0.84
    book.active["J1"].number_format = "0%"
    book.create_sheet("another").append(["not read"])
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx") == [["text", "8045", "8045", "0.1", "2023-06-02", "2023-06-02 09:05:00", "yes", "", "第一\n行", "84%"]]


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in members.items():
            packed.writestr(name, raw)
    return path


def test_what_is_no_workbook_or_a_broken_or_a_dangerous_one_is_told(tmp_path: Path) -> None:
    book = tmp_path / "good.xlsx"
    Workbook().save(book)
    with zipfile.ZipFile(book) as packed:
        good = {n: packed.read(n) for n in packed.namelist()}
    assert trouble(_zip(tmp_path / "a.xlsx", {"page.html": b"<p>x"})) == "bad-sheet"
    assert trouble(_zip(tmp_path / "b.xlsx", {**good, "xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"})) == "bad-sheet"
    assert trouble(_zip(tmp_path / "c.xlsx", {**good, "xl/workbook.xml": b"no xml"})) == "bad-sheet"
    assert trouble(_zip(tmp_path / "d.xlsx", {**good, "xl/sharedStrings.xml": bytes(300_000_000)})) == "refused"
    (tmp_path / "e.xlsx").write_bytes(book.read_bytes()[:-30])
    assert trouble(tmp_path / "e.xlsx") == "damaged"
    (tmp_path / "f.csv").write_bytes(b'a,"b\n')
    assert trouble(tmp_path / "f.csv") == "bad-sheet"


def test_an_entity_in_a_workbook_is_not_unfolded(tmp_path: Path) -> None:
    book = tmp_path / "good.xlsx"
    Workbook().save(book)
    with zipfile.ZipFile(book) as packed:
        good = {n: packed.read(n) for n in packed.namelist()}
    entity = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    sheet = (
        entity
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&x;b</t></is></c></row></sheetData></worksheet>'
    )
    path = _zip(tmp_path / "x.xlsx", {**good, "xl/worksheets/sheet1.xml": sheet})
    try:
        assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in rows(path)[0][0]
    except Trouble as told:
        assert told.code == "bad-sheet"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\nd,e,f\n", encoding="utf-8")
    for name, most in (("MOST_ROWS", 1), ("MOST_COLUMNS", 2), ("MOST_TEXT", 4), ("MOST_BYTES", 5)):
        with monkeypatch.context() as patch:
            patch.setattr(tables, name, most)
            if name == "MOST_TEXT":
                path.write_text("aa,b,c\nd,e,f\n", encoding="utf-8")
            assert trouble(path) == "too-large"
