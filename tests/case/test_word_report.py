"""The Word report: it carries its evidence, and whatever is changed in it afterwards is found; what it tells of questions and searches is what a person let it tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hands import done, firsthand, ids, refused

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"


def about(case: Path, word: str) -> str:
    rows = [r for r in done("show", case, "findings", "--json").rows if word in str(r["sentence"])]
    return str(max(rows, key=lambda r: len(r["documents"]))["id"])


@pytest.fixture
def report(case: Path) -> Path:
    """The finding about 214 patients as the answer to one of two questions, a search told and one that is not, one page left out; the Word report of it all."""
    done("add", case, "question", "--text", "How many were turned away in Orvale?")
    done("add", case, "question", "--text", "Did anybody die for it?")
    first, second = (r["id"] for r in done("show", case, "questions", "--json").rows)
    done("decide", case, about(case, "214"), "accept", "--set", f"question={first[:8]}")
    done("add", case, "search", "--text", "奥瓦莱 诊所 死亡", "--language", "zh", "--found", "0", "--question", second, "--set", "told=yes")
    done("add", case, "search", "--text", "Telu Marsh death certificate", "--language", "en", "--found", "0")
    done("screen", case, "courier", "include")
    path = case.parent / "r.docx"
    done("publish", case, "--profile", "word-report", "--to", path)
    return path


def verdicts(path: Path, *more: object) -> set[str]:
    return {str(r["verdict"]) for r in firsthand("check", path, *more, "--json").rows if "verdict" in r}


def changed(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy with parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    place = path.with_name("changed.docx")
    place.write_bytes(out.getvalue())
    return place


def words(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def test_as_published_every_sentence_matches_its_source_with_and_without_the_case(case: Path, report: Path) -> None:
    assert verdicts(report) == verdicts(report, "--case", case) == {"matches its source"}
    told = words(report)
    assert "How many were turned away in Orvale?" in told and "214 patients" in told
    with zipfile.ZipFile(report) as parts:
        notes = parts.read(NOTES).decode()
    assert "turned 214 patients away in May 2023" in notes and "Held unchanged since" in notes and "SHA-256" in notes


def test_a_question_without_an_answer_and_what_was_looked_for_in_vain(report: Path) -> None:
    told = words(report)
    assert "Nothing that was accepted answers this question. One search for it found nothing: see below." in told
    assert "Looked for “奥瓦莱 诊所 死亡” in Chinese on" in told
    assert "One more search found nothing (one in English); its words are not printed." in told


def test_the_words_of_a_search_stay_at_home_unless_a_person_lets_them_out(case: Path, report: Path) -> None:
    page = case.parent / "r.html"
    done("publish", case, "--to", page)
    assert "Telu Marsh" not in page.read_text(encoding="utf-8")
    with zipfile.ZipFile(report) as parts:
        assert all(b"Telu Marsh" not in parts.read(n) for n in parts.namelist())
    assert refused("add", case, "search", "--text", "x y", "--set", "told=maybe", "--json").error["error"] == "wrong-value"


CHANGES: dict[str, Callable[[str, bytes], bytes]] = {
    "a digit of a sentence": lambda n, raw: raw.replace(b"214", b"241", 1) if n == DOCUMENT else raw,
    "a digit of a footnote": lambda n, raw: raw.replace(b"214", b"241", 1) if n == NOTES else raw,
    "a digit of the evidence": lambda n, raw: raw.replace(b"turned 214 patients", b"turned 241 patients") if n == "customXml/firsthand.xml" else raw,
    "a sentence more": lambda n, raw: re.sub(rb"(<w:sectPr)", rb"<w:p><w:r><w:t>Nine people died for it.</w:t></w:r></w:p>\1", raw) if n == DOCUMENT else raw,
    "the search said otherwise": lambda n, raw: raw.replace("死亡".encode(), "平安".encode()) if n == DOCUMENT else raw,
    "a paragraph of a footnote left out": lambda n, raw: re.sub(rb"<w:p>(?:(?!</w:p>).)*Held unchanged.*?</w:p>", b"<w:p/>", raw, count=1, flags=re.DOTALL) if n == NOTES else raw,
    "a picture from elsewhere": lambda n, raw: raw.replace(
        b"</Relationships>", b'<Relationship Id="x9" Type="http://x/image" Target="http://x.example/i.png" TargetMode="External"/></Relationships>'
    ) if n == "word/_rels/document.xml.rels" else raw,
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found(report: Path, what: str) -> None:
    assert "fails" in verdicts(changed(report, CHANGES[what]))


def test_packed_anew_it_holds_and_hidden_words_leave_it_open(report: Path) -> None:
    assert verdicts(changed(report, lambda n, raw: raw)) == {"matches its source"}
    hidden = changed(
        report,
        lambda n, raw: (
            raw.replace(b"</w:pPr><w:bookmarkStart", b"<w:rPr><w:vanish/></w:rPr></w:pPr><w:bookmarkStart") if n == DOCUMENT else raw
        ),
    )
    assert verdicts(hidden) == {"cannot tell"}


def test_a_hostile_file_is_refused_in_words(report: Path) -> None:
    evil = changed(
        report,
        lambda n, raw: (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a xmlns="urn:firsthand:evidence">&b;</a>' if "firsthand" in n else raw
        ),
    )
    assert refused("check", evil, "--json").error["error"] == "refused"


def test_erasing_names_the_word_file_that_still_tells(case: Path, report: Path) -> None:
    said = firsthand("erase", case, "council", "--because", "she asked for it")
    assert said.status == 1 and ".docx" in said.out


def test_accepting_sets_only_the_question(case: Path) -> None:
    finding, claim = about(case, "214"), ids(case, "claims")[0]
    for thing, answer, sets in ((finding, "accept", "sentence=x"), (finding, "reject", "question=x"), (claim, "accept", "stance=alleged")):
        assert refused("decide", case, thing, answer, "--set", sets, "--json").error["error"] == "wrong-use"
    assert refused("decide", case, finding, "accept", "--set", "question=qqqq", "--json").error["error"] == "no-such-thing"


def test_the_ending_and_the_profile_go_together(case: Path) -> None:
    done("decide", case, about(case, "214"), "accept")
    assert refused("publish", case, "--profile", "word-report", "--to", case.parent / "r.html", "--json").error["error"] == "wrong-value"
    assert refused("publish", case, "--to", case.parent / "r.docx", "--json").error["error"] == "wrong-value"
