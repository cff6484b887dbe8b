"""What is filed beside a report: the appendix of sources, the custody statement, the list for reference programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import docx
import pytest
from hands import done, firsthand, ids, refused

FORBIDDEN = re.compile(r"\b(authentic\w*|verified|witness\w*|corroborat\w*|confidence)\b", re.IGNORECASE)


@pytest.fixture
def accepted(case: Path) -> Path:
    """The little case with two claims accepted, one source excluded, a translated title."""
    for claim in [r["id"] for r in done("show", case, "claims", "--json").rows if r["source"] in ("council", "gazette") and r["amount"]][
        :3
    ]:
        done("decide", case, claim, "accept", "--because", "Telu Marsh inside the council showed us the book")
    done("screen", case, "denial", "exclude", "--because", "another clinic")
    done("screen", case, "courier", "include")
    done("add", case, "translation", "--source", "gazette", "--quote", "Orvale clinic", "--text", "奥瓦莱诊所", "--language", "zh")
    done("add", case, "translation", "--source", "council", "--quote", "Statement", "--text", "声明", "--language", "zh")
    return case


def written(case: Path, form: str, name: str) -> Path:
    path = case.parent / name
    done("export", case, form, "--to", path)
    return path


def words(path: Path) -> str:
    """Everything that a reader of the file sees."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    read = docx.Document(str(path))
    cells = [c.text for table in read.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells, *(p.text for s in read.sections for p in s.footer.paragraphs)])


# ---- appendix ---------------------------------------------------------------------------------------------------------------------------------


def test_the_appendix_as_a_table(accepted: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(accepted, "appendix", "a.csv").read_text(encoding="utf-8-sig"))))
    assert [(r["number"], r["id"]) for r in rows] == [("1", "council"), ("2", "courier"), ("3", "gazette")], (
        "relied upon or included, nothing else"
    )
    council, courier, gazette = rows
    sources = {r["id"]: r for r in done("show", accepted, "sources", "--json").rows}
    assert (council["title"], council["translated title"], council["issued by"], council["date"]) == (
        "Statement",
        "声明",
        "Orvale Health Council",
        "2023-06-02",
    )
    assert (
        "214 patients" in council["figures relied upon"]
        and courier["figures relied upon"] == ""
        and gazette["translated title"] == "奥瓦莱诊所"
    )
    assert council["sha256"] == sources["council"]["digest"]
    assert (
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", council["kept"])
        and council["kept by the clock of"] == "this computer's clock only"
    )


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_the_appendix_to_be_filed(name: str, accepted: Path) -> None:
    told = words(written(accepted, "appendix", name))
    digest = done("show", accepted, "sources", "--source", "council", "--json").rows[0]["digest"]
    for part in (
        "Appendix",
        "Statement",
        "声明",
        "Orvale Health Council",
        "2 June 2023",
        "214 patients",
        digest,
        "this computer’s clock only",
        "another clinic",
        "Excluded",
    ):
        assert part in told, part
    assert not FORBIDDEN.search(re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL))
    assert "Telu" not in told and "friend inside" not in told


def test_where_nothing_is_accepted_the_appendix_lists_what_can_be_read(case: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(case, "appendix", "a.csv").read_text(encoding="utf-8-sig"))))
    assert [r["id"] for r in rows] == ["council", "courier", "denial", "gazette"], "in the order in which they were preserved"


def test_a_page_of_ours_fetches_nothing(accepted: Path) -> None:
    from firsthand.publish.page import page_of

    for form in ("appendix", "custody"):
        assert page_of(written(accepted, form, "x.html").read_text(encoding="utf-8")).outside == ()


def test_what_was_kept_sealed_stays_out_and_stops_what_leans_on_it(case: Path) -> None:
    (case.parent / "letter.txt").write_text(
        "Sister Ola wrote that the clinic in Orvale turned 31 patients away on 3 May 2023.\n", encoding="utf-8"
    )
    done("preserve", case, case.parent / "letter.txt", "--sealed")
    done("run", case)
    assert "letter" not in words(written(case, "appendix", "a.csv"))
    claim = next(r["id"] for r in done("show", case, "claims", "--json").rows if r["source"] == "letter")
    done("decide", case, claim, "accept")
    said = firsthand("export", case, "appendix", "--to", case.parent / "b.csv", "--json")
    assert said.status == 1 and said.error["error"] == "leans-on-sealed" and not (case.parent / "b.csv").exists()


def test_a_note_repeated_where_an_appendix_would_show_it_stops_it(accepted: Path) -> None:
    done("add", accepted, "note", "--text", "the yard behind the granary of Telu")
    claim = next(r["id"] for r in done("show", accepted, "claims", "--json").rows if r["state"] == "accepted")
    done("decide", accepted, claim, "amend", "--set", "where=the yard behind the granary of Telu")
    said = firsthand("export", accepted, "appendix", "--to", accepted.parent / "b.docx", "--json")
    assert said.status == 1 and said.error["error"] == "leak" and not (accepted.parent / "b.docx").exists()


def test_a_note_in_chinese_or_tibetan_is_a_secret_as_well(accepted: Path) -> None:
    claim = next(r["id"] for r in done("show", accepted, "claims", "--json").rows if r["state"] == "accepted")
    for secret in ("粮仓后面的院子里", "འབྲུ་ཁང་རྒྱབ་ཀྱི་ར་བ་"):
        done("add", accepted, "note", "--text", secret)
        done("decide", accepted, claim, "amend", "--set", f"where={secret}")
        assert firsthand("export", accepted, "appendix", "--to", accepted.parent / "b.docx", "--json").error["error"] == "leak"


# ---- custody ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["c.docx", "c.html", "c.txt"])
def test_the_custody_statement_says_what_the_ledger_says_and_no_more(name: str, accepted: Path) -> None:
    told = " ".join(words(written(accepted, "custody", name)).split())
    sources = done("show", accepted, "sources", "--json").rows
    for part in (
        "Name",
        "Signature",
        "Place",
        "Date",
        "Held unchanged",
        "this computer’s clock only",
        "0.1.0",
        "Four documents",
        "things accepted by a person",
        "documents excluded",
        "Nothing was erased",
    ):
        assert part in told, part
    assert all(s["digest"] in told and s["title"] in told for s in sources)
    assert not FORBIDDEN.search(re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL))
    assert "Telu" not in told and "friend inside" not in told
    root = re.search(r"\b[0-9a-f]{64}\b", told[told.index("The latest checkpoint") :])
    assert root, "the checkpoint's root"


def test_an_erasure_is_told(accepted: Path) -> None:
    done("erase", accepted, "denial", "--because", "asked by Telu Marsh")
    told = " ".join(words(written(accepted, "custody", "c.txt")).split())
    assert "Three documents" in told and "One erasure is on record" in told and "Telu" not in told


def test_no_statement_is_written_when_a_file_is_not_what_was_kept(accepted: Path) -> None:
    digest = done("show", accepted, "sources", "--source", "council", "--json").rows[0]["object"]
    place = accepted / "vault" / digest[:2] / digest[2:]
    place.chmod(0o600)
    place.write_bytes(place.read_bytes().replace(b"214", b"215"))
    assert refused("export", accepted, "custody", "--to", accepted.parent / "c.txt", "--json").error["error"] == "promise-broken"
    assert not (accepted.parent / "c.txt").exists()


# ---- reference programs, and all of them ------------------------------------------------------------------------------------------------------


def test_sources_for_reference_programs(accepted: Path) -> None:
    items = json.loads(written(accepted, "csl-json", "c.json").read_text(encoding="utf-8"))
    council = next(i for i in items if i["id"] == "council")
    assert (council["type"], council["title"], council["publisher"], council["issued"]) == (
        "document",
        "Statement",
        "Orvale Health Council",
        {"date-parts": [[2023, 6, 2]]},
    )
    assert next(i for i in items if i["id"] == "gazette")["type"] == "webpage" and council["accessed"]["date-parts"]
    assert all("" not in i.values() for i in items)


@pytest.mark.parametrize(
    ("form", "name"), [("appendix", "a.docx"), ("appendix", "a.html"), ("csl-json", "c.json")]
)  # a custody statement tells the latest checkpoint, and writing it is on record: the next one is another
def test_the_same_case_gives_the_same_bytes(form: str, name: str, accepted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = written(accepted, form, name).read_bytes()
    assert written(accepted, form, name).read_bytes() == first


@pytest.mark.parametrize(("form", "name"), [("appendix", "a.docx"), ("custody", "c.txt"), ("csl-json", "c.json")])
def test_an_empty_case_has_nothing_to_file(form: str, name: str, tmp_path: Path) -> None:
    done("new", tmp_path / "case")
    assert refused("export", tmp_path / "case", form, "--to", tmp_path / name, "--json").error["error"] == "nothing-to-list"
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("form", "name"), [("appendix", "a.txt"), ("custody", "c.csv"), ("csl-json", "c.xml"), ("appendix", "a")])
def test_an_ending_that_there_is_not_is_told_with_those_that_there_are(form: str, name: str, case: Path) -> None:
    said = refused("export", case, form, "--to", case.parent / name, "--json")
    assert said.error["error"] == "wrong-value" and "." in said.error["advice"]


def test_every_copy_that_leaves_is_on_record_with_its_digest_and_nothing_that_tells(accepted: Path) -> None:
    left = [
        (form, written(accepted, form, name))
        for form, name in (("coding-sheet", "s.csv"), ("appendix", "a.docx"), ("custody", "c.txt"), ("csl-json", "c.json"))
    ]
    with closing(sqlite3.connect(accepted / "ledger.db")) as database:
        lines = [json.loads(line) for (line,) in database.execute("SELECT line FROM entries ORDER BY place")]
    entries = [e for e in lines if e["kind"] == "exported"]
    assert [(e["form"], e["ending"], e["digest"], e["size"]) for e in entries] == [
        (form, path.suffix[1:], hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for form, path in left
    ]
    assert all(set(e) == {"v", "kind", "at", "export", "form", "ending", "digest", "size", "rows", "sealed", "box"} for e in entries)
    assert str(accepted.parent) not in json.dumps(entries), "where a copy went is sealed"
    assert all(r["held"] for r in done("audit", accepted, "--json").rows)
    told = " ".join(words(written(accepted, "custody", "d.txt")).split())
    assert "copies in other forms written How often: 4" in told


def test_a_refused_export_leaves_no_record(accepted: Path) -> None:
    before = len(done("show", accepted, "entries", "--json").rows)
    refused("export", accepted, "appendix", "--to", accepted.parent / "a.txt", "--json")
    assert len(done("show", accepted, "entries", "--json").rows) == before


SECRET = "told by Telu Marsh of the yard"


@pytest.mark.parametrize("how", ["note", "search"])
def test_a_secret_in_a_translated_title_stops_the_list_for_reference_programs(how: str, case: Path) -> None:
    """The title itself is public; what a person made of it need not be."""
    done("add", case, "translation", "--source", "council", "--quote", "Statement", "--text", f"Statement, {SECRET}", "--language", "en")
    assert SECRET in written(case, "csl-json", "c.json").read_text(encoding="utf-8"), "as long as nobody calls it secret it is shown"
    (case.parent / "c.json").unlink()
    done("add", case, how, "--text", SECRET)
    said = firsthand("export", case, "csl-json", "--to", case.parent / "c.json", "--json")
    assert said.status == 1 and said.error["error"] == "leak" and not (case.parent / "c.json").exists()
    assert len([r for r in done("show", case, "entries", "--json").rows if r["kind"] == "exported"]) == 1


def test_hostile_titles_stay_text(case: Path) -> None:
    listed = case.parent / "hostile.csv"
    title = '</td><script>alert(1)</script>=HYPERLINK("http://x.example") \u202etfel'
    (case.parent / "evil.txt").write_text("The well of Tarn was closed on 3 May 2023.\n", encoding="utf-8")
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "title", "publisher"], ["evil", title, "=1+1"]])
    done("preserve", case, case.parent / "evil.txt", "--list", listed)
    page = written(case, "appendix", "a.html").read_text(encoding="utf-8")
    assert "<script" not in page and "\u202e" not in page and "⟨U+202E⟩" in page
    with zipfile.ZipFile(written(case, "appendix", "a.docx")) as packed:
        assert "alert(1)" in packed.read("word/document.xml").decode() and "<script" not in packed.read("word/document.xml").decode()
    assert "'=1+1" in written(case, "appendix", "a.csv").read_text(encoding="utf-8-sig")
    assert ids(case, "sources")
