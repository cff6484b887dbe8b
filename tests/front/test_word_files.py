"""Word files in a case: the good ones are read with the rest, the bad ones are told in one line, the batch goes on."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from hands import done, firsthand

sys.path.insert(0, str(Path(__file__).parent.parent / "read"))
from handmade_docx import call, document, docx_of, p

DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve"> us</w:delText></w:r></w:del>'
WORDS = p("The clinic in Orvale turned 214 patients away in May 2023, the council said.", call(1)) + p("No one asked", DELETED, " why.")
GOOD = docx_of(WORDS, footnotes={"1": "Orvale Health Council, statement of 2 June 2023."})
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def test_good_word_files_are_read_and_bad_ones_are_told(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "note.docx").write_bytes(GOOD)
    (pages / "called-otherwise.bin").write_bytes(docx_of(p("It closed in June 2023.")))
    (pages / "locked.docx").write_bytes(LOCKED)
    (pages / "entity.docx").write_bytes(docx_of("", parts={"word/document.xml": document(p("x"), head='<!DOCTYPE w [<!ENTITY x "y">]>')}))
    (pages / "cut.docx").write_bytes(docx_of("", parts={"word/document.xml": document(p("x"))[:-9]}))
    with zipfile.ZipFile(pages / "saved.zip", "w") as z:
        z.writestr("inside.docx", docx_of(p("The well is dry since 2021.")))
    case = tmp_path / "case"
    done("new", case)
    kept = firsthand("preserve", case, pages, "--json")
    assert kept.status == 0 and kept.rows[-1]["sources"] == 6
    ran = firsthand("run", case, "--json")
    assert ran.status == 1 and ran.rows[-1]["texts"] == 3
    assert sorted(line.split('"error": "')[-1].split('"')[0] for line in ran.err.splitlines()) == ["damaged", "password", "refused"]
    amounts = firsthand("show", case, "amounts", "--json").rows
    assert [(a["source"], a["floor"]) for a in amounts] == [("note", 214)]
    assert {
        s["id"]: s["media_type"].rpartition(".")[2] for s in firsthand("show", case, "sources", "--json").rows if not s.get("trouble")
    } == {name: "document" for name in ("note", "called-otherwise", "inside")}
    assert "note: note holds deletions: 1 (not read)" in firsthand("run", case).out
