"""Whatever a person gives, the command line answers in one clear line and the next step; the rest of the batch goes on; nothing half-written remains."""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand, refused

from firsthand.front.cli.parser import COMMANDS, THINGS
from firsthand.guard import disk

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2023-06-02T10:00:00Z\r\n"
    b"WARC-Target-URI: http://council.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
PAGE = ("<html><body><p>" + COUNCIL * 20 + "</p></body></html>").encode()
LOCKED_PDF = b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>endobj\ntrailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n%%%%EOF\n" % (b"o" * 32, b"u" * 32)  # fmt: skip


def warc() -> bytes:
    answer = ANSWER % (len(PAGE), PAGE)
    return WARC % (len(answer), answer)


def overlapping_zip(path: Path) -> None:
    """Two members that share their bytes: the second's entry in the directory points at the first."""
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("a.html", PAGE)
        z.writestr("b.html", PAGE)
    raw = bytearray(path.read_bytes())
    second = raw.rindex(b"PK\x01\x02")
    raw[second + 42 : second + 46] = (0).to_bytes(4, "little")
    path.write_bytes(raw)


def sparse(path: Path) -> None:
    """200 MB of text that take no room: one line, then zeros."""
    path.write_bytes(COUNCIL.encode())
    os.truncate(path, 200_000_000)


def text_of_200_mb(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(20):
            file.write(COUNCIL.encode() * (10_000_000 // len(COUNCIL.encode())))


def bad_wacz(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("datapackage.json", '{"profile":"data-package","resources":[]}')
        z.writestr("archive/data.warc.gz", gzip.compress(warc()))
    raw = bytearray(path.read_bytes())
    at = raw.index(b"\x1f\x8b")
    raw[at + 60 : at + 90] = bytes(30)
    path.write_bytes(raw)


BAD = {
    "missing.txt": lambda p: None,
    "empty.txt": lambda p: p.write_bytes(b""),
    "fifo.txt": lambda p: os.mkfifo(p),
    "truncated.warc": lambda p: p.write_bytes(warc()[:-400]),
    "truncated.warc.gz": lambda p: p.write_bytes(gzip.compress(warc())[:-200]),
    "damaged.wacz": bad_wacz,
    "overlap.zip": overlapping_zip,
    "picture.png": lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "locked.pdf": lambda p: p.write_bytes(LOCKED_PDF),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_line_and_the_good_one_beside_it_is_kept_and_read(name: str, tmp_path: Path) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    good.write_text(COUNCIL, encoding="utf-8")
    BAD[name](bad)
    done("new", tmp_path / "case")
    kept = firsthand("preserve", tmp_path / "case", bad, good)
    read = firsthand("read", tmp_path / "case")
    assert (kept.status, read.status) in ((1, 0), (0, 1), (1, 1)), (kept, read)
    told = [line for line in (kept.err + read.err).splitlines() if Path(name).name in line or Path(name).stem in line]
    assert told and all(line.count("!") >= 1 for line in told)
    shown = {r["id"]: r for r in done("show", tmp_path / "case", "sources", "--json").rows}
    assert shown["good"]["read"] is True
    assert all(p.held for p in _audit(tmp_path / "case"))
    assert not list((tmp_path / "case").rglob(f"*{disk.UNFINISHED}"))


def _audit(case: Path):  # type: ignore[no-untyped-def]
    from firsthand.case.audit import audit

    return audit(str(case), "strict")


@pytest.mark.slow
@pytest.mark.parametrize("make", [sparse, text_of_200_mb])
def test_200_mb_of_text_are_told_and_do_not_stop_the_rest(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "huge.txt")
    (tmp_path / "good.txt").write_text(COUNCIL, encoding="utf-8")
    done("new", tmp_path / "case")
    kept = firsthand("preserve", tmp_path / "case", tmp_path / "huge.txt", tmp_path / "good.txt")
    read = firsthand("read", tmp_path / "case", "--json")
    assert 1 in (kept.status, read.status) and "huge" in kept.err + read.err
    assert read.rows[0]["texts"] == 1


def test_a_list_with_a_wrong_column_is_used_and_the_column_named(case: Path) -> None:
    listed = case.parent / "pages.csv"
    listed.write_text("id,titel\ncouncil,x\n", encoding="utf-8")
    said = firsthand("preserve", case, case.parent / "pages", "--list", listed)
    assert "titel" in said.out + said.err


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"name,when\na,b\n", "neither"),
        ("id,title\ncouncil,\xe9t\xe9\n".encode("latin-1"), "UTF-8"),
        (b"", "empty"),
        (b"\xff\xfeid\x00", "UTF-8"),
    ],
)
def test_an_unusable_list_is_told_and_the_pages_are_still_kept(raw: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "list.csv").write_bytes(raw)
    done("new", tmp_path / "case")
    alone = refused("preserve", tmp_path / "case", "--list", tmp_path / "list.csv", "--json")
    assert word in alone.error["text"]
    both = firsthand("preserve", tmp_path / "case", tmp_path / "good.txt", "--list", tmp_path / "list.csv", "--json")
    assert both.status == 1 and both.rows[0]["kept"] == 1 and word in both.error["text"]


# ---- the case itself --------------------------------------------------------------------------------------------------------------------------

ON_A_CASE = [
    ("preserve", "pages"), ("find", "x"), ("read",), ("claim",), ("trace",), ("run",), ("show", "sources"), ("origins",), ("add", "question", "--text", "x"), ("decide", "f", "accept"),
    ("screen", "council", "include"), ("publish", "--to", "report.html"), ("audit",), ("erase", "x", "--because", "y"), ("open",), ("export", "coding-sheet", "--to", "s.csv"),
    ("sync", "other"), ("pack", "--passphrase-file", "pages.csv"),
]  # fmt: skip


def test_every_command_that_takes_a_case_is_in_the_table() -> None:
    assert {w[0] for w in ON_A_CASE} == {c.name for c in COMMANDS} - {
        "new",
        "demo",
        "check",
        "estimate",
        "keys",
        "unpack",
        "lock",
    }  # estimate: tests/front/test_estimates.py; keys: names what before the case; unpack and lock take none


@pytest.mark.parametrize("words", ON_A_CASE, ids=lambda w: w[0])
def test_a_folder_that_is_no_case(words: tuple[str, ...], tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        (tmp_path / "file").write_text("x", encoding="utf-8")
        assert refused(words[0], folder, *words[1:], "--json").error["error"] == "not-a-case"


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ('id = "k1"\nformat = 99\n', "case-newer"),
        ('id = "k1\n', "case-broken"),
        ("id = 5\nformat = 1\n", "case-broken"),
        ('id = "k1"\nformat = true\n', "case-broken"),
        ("\udcff", "case-broken"),
        ("", "case-broken"),
        ("a = " + "[" * 3000, "case-broken"),
    ],
)
def test_settings_that_cannot_be_used(toml: str, code: str, case: Path) -> None:
    (case / "case.toml").write_bytes(toml.encode("utf-8", "surrogateescape"))
    assert refused("show", case, "sources", "--json").error["error"] == code
    refused("run", case)


def test_settings_of_the_wrong_type_do_not_stop_a_case(case: Path) -> None:
    text = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(
        text.replace("languages = []", "languages = 5").replace("timestamps = []", 'timestamps = "x"'), encoding="utf-8"
    )
    assert len(done("show", case, "sources", "--json").rows) == 4


def test_a_case_whose_ledger_is_gone_or_no_database(case: Path) -> None:
    (case / "ledger.db").write_bytes(b"no database at all" * 100)
    assert refused("show", case, "sources", "--json").error["error"] == "ledger-damaged"
    (case / "ledger.db").unlink()
    assert refused("show", case, "sources", "--json").error["error"] == "ledger-damaged"
    assert firsthand("audit", case).status == 1


def test_a_case_is_not_made_where_something_is(case: Path, tmp_path: Path) -> None:
    assert refused("new", case, "--json").error["error"] == "case-exists"
    assert refused("new", case.parent / "pages", "--json").error["error"] == "folder-not-empty"
    assert refused("new", case.parent / "pages.csv", "--json").error["error"] == "folder-not-empty"
    assert refused("new", case.parent / "pages.csv" / "x", "--json").error["error"] in ("disk-error", "folder-not-empty")


@pytest.mark.parametrize("step", ["create", "write", "sync", "rename", "sync_folder"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_new_case_on_a_full_disk_leaves_nothing(step: str, at: int, tmp_path: Path) -> None:
    seen = []

    def full(op: disk.Op) -> None:
        if op.step == step and "/case" in op.path:
            seen.append(op)
            if len(seen) > at:
                raise OSError(errno.ENOSPC, "No space left on device")

    with disk.watched(full):
        said = firsthand("new", tmp_path / "case", "--json")
    if said.status:  # fewer steps of this kind than `at`: nothing failed
        assert said.error["error"] == "disk-full"
        assert not (tmp_path / "case").exists() or not any((tmp_path / "case").iterdir())
    done("show", tmp_path / "case", "sources") if not said.status else done("new", tmp_path / "case")


def test_a_full_disk_in_the_middle_of_preserving_loses_nothing_that_was_acknowledged(case: Path) -> None:
    more = case.parent / "more"
    more.mkdir()
    for number in range(6):
        (more / f"page{number}.txt").write_text(COUNCIL.replace("214", str(300 + number)), encoding="utf-8")
    writes = []

    def full(op: disk.Op) -> None:
        if op.step == "write" and "vault" in op.path:
            writes.append(op)
            if len(writes) > 3:
                raise OSError(errno.ENOSPC, "No space left on device")

    with disk.watched(full):
        assert refused("preserve", case, more, "--json").error["error"] == "disk-full"
    assert len(done("show", case, "sources", "--json").rows) == 4
    assert not list(case.rglob(f"*{disk.UNFINISHED}"))
    assert done("preserve", case, more, "--json").rows[0]["sources"] == 6
    assert all(p.held for p in _audit(case))


def test_a_full_disk_while_running_is_told_and_the_next_run_goes_on(case: Path) -> None:
    shutil.rmtree(case / "made")

    def full(op: disk.Op) -> None:
        if op.step == "write" and "made" in op.path:
            raise OSError(errno.ENOSPC, "No space left on device")

    with disk.watched(full):
        assert refused("run", case, "--json").error["error"] == "disk-full"
    assert done("run", case, "--json").rows[0]["texts"] == 4


def test_a_case_that_can_only_be_read_can_be_looked_at(case: Path) -> None:
    shutil.rmtree(case / "made")

    def read_only(op: disk.Op) -> None:
        if str(case) in op.path:
            raise OSError(errno.EROFS, "Read-only file system")

    with disk.watched(read_only):
        assert len(done("show", case, "claims", "--json").rows) > 0
        assert refused("preserve", case, case.parent / "pages", "--json").error["error"] == "disk-error"


def test_what_was_made_may_be_deleted_or_damaged_at_any_moment(case: Path) -> None:
    before = done("show", case, "claims", "--json").out
    for path in (case / "made").rglob("*.gz"):
        path.write_bytes(path.read_bytes()[:-20])
    assert done("show", case, "claims", "--json").out == before
    for path in (case / "made").rglob("*.gz"):
        path.write_bytes(b"nonsense")
    assert done("run", case) and done("show", case, "claims", "--json").out == before
    shutil.rmtree(case / "made")
    assert done("run", case) and done("show", case, "claims", "--json").out == before


def test_a_second_long_verb_is_told_to_wait_and_a_short_one_goes_on(case: Path) -> None:
    with disk.held(case / "made" / "lock"):
        assert refused("run", case, "--json").error["error"] == "case-busy"
        assert refused("preserve", case, case.parent / "pages", "--json").error["error"] == "case-busy"
        done("add", case, "question", "--text", "Does a question wait?")
        done("show", case, "sources")


def test_two_appends_side_by_side_both_succeed(case: Path) -> None:
    words = [sys.executable, "-m", "firsthand", "add", str(case), "question", "--text"]
    both = [subprocess.Popen([*words, f"question {n}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for n in range(2)]
    assert [p.wait() for p in both] == [0, 0], [p.communicate() for p in both]
    kinds = [r for r in done("show", case, "entries", "--json").rows if r["kind"] == "added"]
    assert len(kinds) == 2 and all(p.held for p in _audit(case))


def test_an_object_that_is_gone_is_told_and_read_again_once_it_is_back(case: Path) -> None:
    shutil.rmtree(case / "made")
    (gone,) = [r["object"] for r in done("show", case, "sources", "--json").rows if r["id"] == "council"]
    place = case / "vault" / gone[:2] / gone[2:]
    shutil.rmtree(case / "made")
    kept = place.read_bytes()
    place.unlink()
    said = firsthand("run", case, "--json")
    assert said.status == 1 and said.rows[0]["texts"] == 3 and said.error["error"] == "object-missing" and said.error["id"] == "council"
    place.write_bytes(kept.replace(b"214", b"215"))
    changed = firsthand("run", case, "--json")
    assert changed.status == 1 and changed.error["error"] == "seal-broken"
    place.write_bytes(kept)
    assert done("run", case, "--json").rows[0]["texts"] == 4


def test_the_case_s_own_files_are_no_sources(case: Path) -> None:
    (case / "notes.txt").write_text("The council of Orvale met on 3 June 2023 and counted 12 letters.\n", encoding="utf-8")
    said = firsthand("preserve", case, case, "--json")
    assert [r["id"] for r in done("show", case, "sources", "--json").rows][4:] == ["notes"], said
    assert "left out" in " ".join(said.rows[0]["warnings"])


# ---- words ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        (), ("nonsense",), ("new",), ("preserve",), ("preserve", "CASE"), ("preserve", "CASE", "--list"), ("preserve", "CASE", "x", "--jso"), ("read",), ("claim",), ("trace",), ("run",),
        ("run", "CASE", "more"), ("show", "CASE"), ("show", "CASE", "nonsense"), ("show", "CASE", "sources", "--source", "nobody"), ("origins",), ("origins", "CASE", "--finding", "nothing"),
        ("origins", "CASE", "--claims", "nowhere.csv"), ("origins", "CASE", "--claims", "CASE"), ("add", "CASE"), ("add", "CASE", "nonsense"), ("add", "CASE", "claim"),
        ("add", "CASE", "claim", "--source", "council", "--quote", "words that are not there"), ("add", "CASE", "finding", "--text", "x", "--with", "nothing"), ("add", "CASE", "question"),
        ("add", "CASE", "link", "--source", "council", "--to", "nobody"), ("add", "CASE", "question", "--text", "x", "--set", "nonsense"), ("add", "CASE", "translation", "--text", "x"),
        ("decide", "CASE"), ("decide", "CASE", "nothing", "accept"), ("decide", "CASE", "f", "approve"), ("decide", "CASE", "", "accept"), ("screen", "CASE", "nobody", "include"), ("screen", "CASE", "council"),
        ("screen", "CASE", "council", "perhaps"), ("publish", "CASE"), ("publish", "CASE", "--to", "x.html", "--profile", "nonsense"), ("check",), ("check", "nowhere.html"), ("check", "CASE"),
        ("find",), ("find", "CASE"), ("find", "CASE", ""), ("find", "CASE", "*"), ("find", "CASE", "a" * 1001), ("find", "CASE", "x", "--in", "%"), ("find", "CASE", "x", "--in"), ("find", "nowhere", "x"),
        ("add", "CASE", "search", "--text", "x", "--found", "none"), ("audit",), ("audit", "nowhere"), ("erase", "CASE", "council"), ("erase", "CASE", "nobody", "--because", "x"), ("demo", "--to"), ("demo", "more"), ("demo", "--to", "CASE"),
        ("estimate",), ("estimate", "nonsense"), ("estimate", "counts"), ("estimate", "counts", "nowhere"), ("estimate", "counts", "--from", "nowhere.csv"), ("estimate", "counts", "--from", "CASE"),
        ("estimate", "counts", "--from", "pages.csv"), ("estimate", "counts", "CASE", "--wrong", "many"), ("estimate", "counts", "CASE", "--wrong", "-1"),
        ("open",), ("open", "nowhere"), ("open", "CASE", "--port"), ("open", "CASE", "--port", "many"), ("open", "CASE", "--port", "70000"), ("open", "CASE", "more"),
        ("add", "CASE", "protect"), ("add", "CASE", "protect", "--source", "council"), ("add", "CASE", "claim", "--source", "council", "--text", "x", "--set", "box=0,0,1,1"),
        ("export", "CASE"), ("export", "CASE", "nonsense", "--to", "x.csv"), ("export", "CASE", "coding-sheet"), ("export", "CASE", "coding-sheet", "--to", "x.txt"), ("export", "CASE", "appendix", "--to", "x.txt"),
        ("export", "CASE", "custody", "--to", "x.csv"), ("export", "CASE", "csl-json", "--to", "x"), ("export", "CASE", "custody", "--to", "x.txt", "--source", "nobody"),
        ("export", "nowhere", "coding-sheet", "--to", "x.csv"),
        ("sync",), ("sync", "CASE"), ("sync", "nowhere", "nowhere-else"), ("sync", "CASE", "pages.csv"), ("keys",), ("keys", "list"), ("keys", "list", "nowhere"), ("keys", "admit", "CASE"), ("keys", "revoke", "CASE", "nobody"),
        ("keys", "nonsense", "CASE"), ("pack",), ("pack", "nowhere"), ("pack", "CASE", "--recipient", "nonsense"), ("pack", "CASE", "--passphrase-file", "nowhere"), ("unpack",), ("unpack", "pages.csv"), ("unpack", "nowhere.age", "--to", "x"),
        ("unpack", "pages.csv", "--to", "x", "--passphrase-file", "pages.csv"), ("lock", "more"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_words(words: tuple[str, ...], case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.parent)
    given = [str(case) if w == "CASE" else w for w in words]
    if not words:
        assert done().out.startswith("usage")
        return
    refused(*given)
    if "--json" not in given:
        refused(*given, "--json")


def test_every_command_has_wrong_words_tried() -> None:
    tried = {w[0] for mark in test_wrong_words.pytestmark if mark.name == "parametrize" for w in mark.args[1] if w}  # type: ignore[attr-defined]
    assert tried >= {c.name for c in COMMANDS}


def test_things_go_by_the_beginning_of_their_id_and_two_that_begin_so_are_ambiguous(case: Path) -> None:
    assert [r["id"] for r in done("show", case, "sources", "--source", "gaz", "--json").rows] == ["gazette"]
    assert refused("show", case, "sources", "--source", "co", "--json").error["error"] == "ambiguous"
    assert refused("decide", case, "f", "accept", "--json").error["error"] in ("ambiguous", "no-such-thing")
    digest = done("show", case, "sources", "--source", "council", "--json").rows[0]["digest"]
    assert [r["id"] for r in done("show", case, "sources", "--source", digest[:12], "--json").rows] == ["council"]


@pytest.mark.parametrize("thing", THINGS)
def test_an_empty_case_shows_nothing_and_says_what_to_do(thing: str, tmp_path: Path) -> None:
    done("new", tmp_path / "case")
    assert done("show", tmp_path / "case", thing).out.strip()
    rows = done("show", tmp_path / "case", thing, "--json").rows
    assert len(rows) == (1 if thing == "entries" else 0)


def test_an_empty_case_has_no_origins_and_publishes_nothing(tmp_path: Path) -> None:
    case = tmp_path / "case"
    done("new", case)
    assert done("origins", case).out.strip() and done("origins", case, "--json").rows == []
    assert done("run", case, "--json").rows[0]["sources"] == 0
    for more in ((), ("--rehearse",)):
        said = firsthand("publish", case, "--to", tmp_path / "r.html", *more, "--json")
        assert said.status == 1 and said.error["error"] == "nothing-to-publish" and not (tmp_path / "r.html").exists()
    (tmp_path / "claims.csv").write_text(
        "claim_id,claim,doc_ids,level\na,Something happened.,,so\nb,x,nobody,so\nc,y,,perhaps\n", encoding="utf-8"
    )
    said = firsthand("origins", case, "--claims", tmp_path / "claims.csv", "--json")
    assert said.status == 1 and [r["claim_id"] for r in said.rows] == ["a"] and len(said.err.splitlines()) == 2


@pytest.mark.parametrize("raw", [b"claim_id,sentence\n1,x\n", b"claim\n\xff\n", b"claim_id,claim\n", b" "])
def test_a_list_of_claims_that_cannot_be_used(raw: bytes, case: Path) -> None:
    (case.parent / "c.csv").write_bytes(raw)
    refused("origins", case, "--claims", case.parent / "c.csv", "--json")


def test_a_clock_that_is_no_number_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert refused("add", case, "question", "--text", "x", "--json").error["error"] == "wrong-value"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    done("add", case, "question", "--text", "x")
    assert done("show", case, "entries", "--json").rows[-1]["at"] == 1_700_000_000


def test_a_reader_who_goes_away_is_no_error(case: Path) -> None:
    command = f"set -o pipefail; {sys.executable} -m firsthand show {case} claims --json | head -n 1"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert said.stderr == "" and len(said.stdout.splitlines()) == 1
