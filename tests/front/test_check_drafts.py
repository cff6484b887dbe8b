"""`firsthand check` on anybody's draft, as a person calls it: Word, PDF and HTML, with a case and without, good files and bad ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand, refused

sys.path.insert(0, str(Path(__file__).parent.parent / "read"))
from handmade_docx import call, document, docx_of, p
from handmade_pdf import pdf_of

NOTE = "Orvale Health Council, Statement, 2 June 2023."
FIELDS = {"v", "sentence", "text", "bytes", "span", "number", "origins", "stance", "clearance", "verdict", "why", "paragraph", "page", "notes", "sources", "faults", "start", "end"}  # fmt: skip


def draft(*sentences: str) -> bytes:
    """A Word draft, each sentence with a note to the council's statement."""
    return docx_of(
        p(*[x for n, s in enumerate(sentences, 1) for x in (f"{s} ", call(n))]),
        footnotes={str(n): NOTE if n == 1 else "Ibid." for n in range(1, len(sentences) + 1)},
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "council.txt").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "list.csv").write_text(
        "id,title,publisher,published\ncouncil,Statement,Orvale Health Council,2023-06-02\n", encoding="utf-8"
    )
    done("new", tmp_path / "case")
    done("preserve", tmp_path / "case", tmp_path / "council.txt", "--list", tmp_path / "list.csv")
    return tmp_path / "case"


def test_a_word_draft_is_held_against_a_case(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(draft("The clinic turned 214 patients away in May 2023.", "It turned 241 patients away in May 2023."))
    said = firsthand("check", path, "--case", case, "--json")
    assert said.status == 1
    good, bad, last = said.rows
    assert set(good) >= FIELDS and good["verdict"] == "matches its source" and good["sources"] == ["council"] and good["notes"] == ["1"]
    assert bad["verdict"] == bad["number"] == "fails" and bad["faults"][0]["code"] == "figure-differs" and "214" in bad["why"][0]
    assert last["summary"] == {"matches its source": 1, "fails": 1, "not evidenced": 0, "cannot tell": 0, "nothing to check": 0}
    people = firsthand("check", path, "--case", case).out
    assert people.index("FAILS") < people.index("241 patients") and "note 2" in people and "1 matches its source" in people


def test_a_sound_draft_needs_nobody(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(draft("The clinic turned 214 patients away in May 2023."))
    assert firsthand("check", path, "--case", case).status == 0


def test_the_same_words_in_a_page_and_a_pdf(case: Path, tmp_path: Path) -> None:
    (tmp_path / "d.html").write_text(
        f'<p>The clinic turned 241 patients away in May 2023.<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">{NOTE}</li></ol>',
        encoding="utf-8",
    )
    (tmp_path / "d.pdf").write_bytes(
        pdf_of([[(50, 700, 12, "The clinic turned 241 patients away in May 2023."), (339, 705, 7, "1"), (50, 100, 9, f"1 {NOTE}")]])
    )
    for name in ("d.html", "d.pdf"):
        rows = firsthand("check", tmp_path / name, "--case", case, "--json").rows
        assert [f["code"] for r in rows[:-1] for f in r["faults"]] == ["figure-differs"], name


def test_changes_that_are_tracked_are_told(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText> perhaps</w:delText></w:r></w:del>'
    path.write_bytes(docx_of(p("There were", gone, " 90 wells.")))
    said = firsthand("check", path)
    assert "deletions: 1 (not read)" in said.out and "Nothing is cited for the figure 90 wells" in said.out


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (docx_of("", parts={"word/document.xml": document(p("x"), head='<!DOCTYPE w [<!ENTITY x "y">]>')}), "refused"),
        (docx_of("", parts={"word/document.xml": document(p("x"))[:-9]}), "damaged"),
        (docx_of("", parts={"word/document.xml": "<a>" + " " * 60_000_000 + "</a>"}), "refused"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
    ],
    ids=["empty", "locked", "entity", "cut-off", "bomb", "no-zip", "picture"],
)
def test_a_draft_that_cannot_be_read_is_told_in_one_line(raw: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(raw)
    said = refused("check", tmp_path / "d.docx", "--json")
    assert said.error["error"] == code and not said.out


def test_a_case_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(draft("The clinic turned 214 patients away."))
    assert refused("check", tmp_path / "d.docx", "--case", tmp_path / "nowhere", "--json").error["error"] == "not-a-case"


def test_an_empty_case_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(draft("The clinic turned 214 patients away."))
    done("new", tmp_path / "empty")
    row = firsthand("check", tmp_path / "d.docx", "--case", tmp_path / "empty", "--json").rows[0]
    assert row["verdict"] == "cannot tell" and "does not hold" in row["why"][0]
