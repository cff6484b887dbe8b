"""A real report of the sample case: whole it checks out; whatever is changed in it is found and named."""

from __future__ import annotations

import base64
import gzip
import html as escapes
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))

from hands import done, firsthand, refused

from firsthand.case.check import check
from firsthand.case.demo import sample_case
from firsthand.case.publish import publish

EVIDENCE = re.compile(r'(<script type="application/json" id="firsthand-evidence">)(.*?)(</script>)', re.DOTALL)


@dataclass(frozen=True)
class Made:
    """The sample case and its report."""

    case: Path
    home: Path
    report: Path
    page: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    root = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case") as case:
            publish(case, "web-report", str(root / "report.html"))
        yield Made(root / "case", root / "home", root / "report.html", (root / "report.html").read_text(encoding="utf-8"))


@pytest.fixture
def keys(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(made.home))


def evidence(page: str) -> dict[str, Any]:
    """The evidence that a page carries."""
    found = EVIDENCE.search(page)
    assert found
    value: dict[str, Any] = json.loads(found[2])
    return value


def with_evidence(page: str, value: dict[str, Any]) -> str:
    """The page with other evidence, everything a reader sees as it was."""
    text = (
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    )
    return EVIDENCE.sub(lambda m: m[1] + text + m[3], page)


def seen(page: str, was: str, became: str) -> str:
    """The page with words a reader sees changed, its evidence as it was."""
    head, script, rest = page.partition('<script type="application/json" id="firsthand-evidence">')
    assert was in head, was
    return head.replace(was, became) + script + rest


def written_anew(value: dict[str, Any]) -> str:
    """A page made by our own renderer from changed evidence: what an insider would do."""
    from firsthand.model.plain import value_of
    from firsthand.publish.render.web import page
    from firsthand.publish.report import Report

    return page(value_of(Report, value))


def verdicts(page: str, folder: Path) -> list[dict[str, Any]]:
    (folder / "x.html").write_text(page, encoding="utf-8")
    return check(str(folder / "x.html"))


def test_the_report_as_published_matches_its_sources_with_and_without_its_case(made: Made, keys: None) -> None:
    rows = done("check", made.report, "--case", made.case, "--json").rows
    assert rows[-1]["summary"]["matches its source"] == len(rows) - 1 > 5
    assert all(r["verdict"] == "matches its source" and not r["why"] for r in rows[:-1])
    assert done("check", made.report).out.count("[ok]") == len(rows) - 1


# ---- tampering --------------------------------------------------------------------------------------------------------------------------------

Change = Callable[[str], str]


def on_evidence(change: Callable[[dict[str, Any]], None]) -> Change:
    def changed(page: str) -> str:
        value = evidence(page)
        change(value)
        return with_evidence(page, value)

    return changed


def anew(change: Callable[[dict[str, Any]], None]) -> Change:
    def changed(page: str) -> str:
        value = evidence(page)
        change(value)
        return written_anew(value)

    return changed


def sentence(value: dict[str, Any], words: str) -> dict[str, Any]:
    return next(s for s in value["sentences"] if words in s["text"])


def quote_changed(value: dict[str, Any]) -> None:
    passage = sentence(value, "Dorsha")["cited"][0]["claim"]["passages"][0]
    passage["quote"] = passage["quote"].replace("8,080", "8,980")


def payload_changed(value: dict[str, Any]) -> None:
    card = next(c for c in value["sources"] if c["name"] == "twin-dorsha")
    raw = gzip.decompress(base64.b64decode(card["payload"])).replace(b"8,080", b"8,980")
    card["payload"] = base64.b64encode(gzip.compress(raw)).decode()


def payload_and_digest_changed(value: dict[str, Any]) -> None:
    import hashlib

    payload_changed(value)
    card = next(c for c in value["sources"] if c["name"] == "twin-dorsha")
    card["part"]["payload"] = hashlib.sha256(gzip.decompress(base64.b64decode(card["payload"]))).hexdigest()


def line_changed(value: dict[str, Any]) -> None:
    proof = next(c for c in value["sources"] if c["name"] == "twin-dorsha")["proof"]
    proof["line"] = proof["line"].replace('"how":"file"', '"how":"warc"')


def checkpoint_changed(value: dict[str, Any]) -> None:
    log, note, key = value["checkpoints"][0]
    lines = note.split("\n")
    lines[1] = str(int(lines[1]) + 1)
    value["checkpoints"][0] = [log, "\n".join(lines), key]


def origins_changed(value: dict[str, Any]) -> None:
    origins = sentence(value, "Dorsha")["origins"]
    origins["least"], origins["greatest"] = 2, 5
    origins["words"] = "Five documents say this, from five origins."


def passage_removed(value: dict[str, Any]) -> None:
    s = sentence(value, "16,125")
    s["cited"] = s["cited"][:-1]


def denial_removed(value: dict[str, Any]) -> None:
    sentence(value, "16,125")["against"] = []


def words_changed(value: dict[str, Any]) -> None:
    s = sentence(value, "Dorsha")
    s["text"] = s["text"].replace("8,080", "8,090")


def decision_borrowed(value: dict[str, Any]) -> None:
    sentence(value, "Dorsha")["decision"] = sentence(value, "Lumtang")["decision"]


def link_removed(value: dict[str, Any]) -> None:
    """The links of the reprints are left out, so that each counts as an origin of its own."""
    value["lineage"]["links"] = []


def reordered(page: str) -> str:
    articles = re.findall(r'<article class="finding".*?</article>', page, re.DOTALL)
    return page.replace(articles[0], "@@").replace(articles[1], articles[0]).replace("@@", articles[1])


TAMPERED: dict[str, tuple[Change, str, str]] = {  # what was done: the change, the field that must fail, a word of the reason
    "a digit in the sentence a reader sees": (lambda p: seen(p, "from 8,080 people", "from 9,080 people"), "text", "other words"),
    "a digit in the quote a reader sees": (lambda p: seen(p, "已采血8,080人</mark>", "已采血9,080人</mark>"), "text", ""),
    "the origins a reader sees": (lambda p: seen(p, "One document says this.", "Nine documents say this."), "text", ""),
    "a quote in the evidence": (on_evidence(quote_changed), "span", "does not say"),
    "a quote, page written anew": (anew(quote_changed), "span", "does not say"),
    "bytes of a source": (on_evidence(payload_changed), "bytes", "not those that were kept"),
    "bytes of a source and their digest": (anew(payload_and_digest_changed), "bytes", "other bytes"),
    "an entry": (on_evidence(line_changed), "bytes", "does not lead to the checkpoint"),
    "the checkpoint": (on_evidence(checkpoint_changed), "bytes", "signature"),
    "the origins, page written anew": (anew(origins_changed), "origins", "Counted again"),
    "a passage left out, page written anew": (anew(passage_removed), "text", "passages that were accepted"),
    "the denial left out, page written anew": (anew(denial_removed), "text", "passages that were accepted"),
    "a sentence, page written anew": (anew(words_changed), "text", "accepted"),
    "the decision of another sentence": (anew(decision_borrowed), "text", "accepted"),
    "links left out, page written anew": (anew(link_removed), "origins", "Counted again"),
    "two sentences change places": (reordered, "text", ""),
    "an unknown sentence": (lambda p: seen(p, "</main>", '<p><span data-sentence="fx">Nobody was harmed in Dorsha.</span></p></main>'), "text", "does not know"),
    "words without a mark": (lambda p: seen(p, "</main>", "<p>The police have confirmed all of this.</p></main>"), "text", "does not hold"),
    "an image from elsewhere": (lambda p: seen(p, "</main>", '<img src="https://elsewhere.example/x.png"></main>'), "clearance", "fetch"),
    "an image inside the picture": (lambda p: seen(p, "</main>", '<svg><image href="//elsewhere.example/x"/></svg></main>'), "clearance", "fetch"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_in_a_report_is_found_and_named(what: str, made: Made, tmp_path: Path) -> None:
    change, name, word = TAMPERED[what]
    page = change(made.page)
    assert page != made.page
    rows = verdicts(page, tmp_path)
    failing = [r for r in rows if r["verdict"] == "fails" and r[name] == "fails"]
    assert failing, rows
    assert any(word in " ".join(r["why"]) for r in failing), failing


def test_a_style_that_shows_things_otherwise_is_not_passed_over(made: Made, tmp_path: Path) -> None:
    rows = verdicts(seen(made.page, "</style>", '.said::before { content: "Not so: " }</style>'), tmp_path)
    assert rows and all(r["verdict"] == "cannot tell" for r in rows)


# ---- with the case at hand --------------------------------------------------------------------------------------------------------------------


def test_a_report_is_not_passed_off_as_of_another_case(made: Made, keys: None, tmp_path: Path) -> None:
    done("new", tmp_path / "other")
    rows = firsthand("check", made.report, "--case", tmp_path / "other", "--json").rows
    assert all(r["bytes"] == "fails" and "another case" in " ".join(r["why"]) for r in rows[:-1])


def test_a_case_put_back_from_before_the_report_is_told(made: Made, keys: None, tmp_path: Path) -> None:
    import apsw

    shutil.copytree(made.case, tmp_path / "case")
    database = apsw.Connection(str(tmp_path / "case" / "ledger.db"))
    database.execute("DELETE FROM entries WHERE idx >= 40; DELETE FROM batches WHERE size > 40")
    database.close()
    rows = firsthand("check", made.report, "--case", tmp_path / "case", "--json").rows
    assert all(r["bytes"] == "fails" and "older copy" in " ".join(r["why"]) for r in rows[:-1]), rows[0]


def test_a_case_with_another_history_is_told(made: Made, keys: None, tmp_path: Path) -> None:
    import apsw

    shutil.copytree(made.case, tmp_path / "case")
    database = apsw.Connection(str(tmp_path / "case" / "ledger.db"))
    database.execute('UPDATE entries SET line = CAST(replace(CAST(line AS TEXT), \'"how":"file"\', \'"how":"zip"\') AS BLOB) WHERE idx = 4')
    database.execute("UPDATE entries SET line = CAST(replace(CAST(line AS TEXT), '\"v\":1', '\"v\":2') AS BLOB) WHERE idx = 5")
    database.close()
    said = firsthand("check", made.report, "--case", tmp_path / "case", "--json")
    assert said.status != 0
    assert "not those that the report was written from" in said.out or said.error["error"] in ("not-canonical", "ledger-damaged")


def test_the_case_may_have_gone_on_since(made: Made, keys: None, tmp_path: Path) -> None:
    shutil.copytree(made.case, tmp_path / "case")
    done("add", tmp_path / "case", "question", "--text", "What came of it?")
    assert done("check", made.report, "--case", tmp_path / "case")


# ---- anybody's report -------------------------------------------------------------------------------------------------------------------------


def test_anybody_s_report_is_not_evidenced(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text(
        "<h1>A report on wells</h1><p>Ninety wells were closed in Tarn in May. Nobody was told of it.</p>", encoding="utf-8"
    )
    said = firsthand("check", tmp_path / "r.html", "--json")
    assert said.status == 1 and [r["verdict"] for r in said.rows[:-1]] == ["not evidenced"] * (len(said.rows) - 1) and len(said.rows) == 3
    (tmp_path / "r.html").write_bytes("<p>据县政府网站公布，五月关闭了九十个水井，其余各口至今没有开放。</p>".encode("gb18030"))
    assert "水井" in firsthand("check", tmp_path / "r.html").out


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7\n", "damaged"),
        (b"PK\x03\x04rest", "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unsupported"),
        (b"\0" * 99, "unsupported"),
    ],
)
def test_what_is_no_report_is_told(raw: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_bytes(raw)
    assert refused("check", tmp_path / "r.html", "--json").error["error"] == code


def test_a_page_without_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("<p>...</p>", encoding="utf-8")
    assert firsthand("check", tmp_path / "r.html").status == 1
    assert "No sentence" in firsthand("check", tmp_path / "r.html").out


# ---- publishing -------------------------------------------------------------------------------------------------------------------------------


def test_a_place_that_cannot_be_written_is_told_before_anything_is_recorded(made: Made, keys: None, tmp_path: Path) -> None:
    shutil.copytree(made.case, tmp_path / "case")
    before = len(done("show", tmp_path / "case", "entries", "--json").rows)
    for to, code in ((tmp_path, "disk-error"), (tmp_path / "nowhere" / "r.html", "missing")):
        assert refused("publish", tmp_path / "case", "--to", to, "--json").error["error"] == code
    assert len(done("show", tmp_path / "case", "entries", "--json").rows) == before
    assert sorted(p.name for p in (tmp_path / "case" / "published").iterdir()) == sorted(
        p.name for p in (made.case / "published").iterdir()
    )


def test_the_words_of_the_page_are_escaped(made: Made) -> None:
    assert "<script" not in escapes.unescape(made.page.partition("<body>")[2].partition('<script type="application/json"')[0])
