"""Audit from outside: whatever is changed in a case folder, `firsthand audit` says so, names it and exits 1."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from hands import done, firsthand

WARC_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
TEXT = (
    b"<html><body><h1>Wells</h1>"
    + b"<p>The well of Tarn was closed on 3 May 2023, the Tarn Water Board said in a notice.</p>" * 12
    + b"</body></html>"
)


def with_a_warc(case: Path) -> None:
    """The case takes one page of a WARC as a part."""
    answer = WARC_PAGE % (len(TEXT), TEXT)
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000002>\r\nWARC-Date: 2023-06-02T10:00:00Z\r\n"
        b"WARC-Target-URI: http://tarn.example/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        % len(answer)
    )
    (case.parent / "crawl.warc").write_bytes(head + answer + b"\r\n\r\n")
    done("preserve", case, case.parent / "crawl.warc")


def flipped(case: Path, sql: str, column: str) -> None:
    """One bit of one value turned in ledger.db: a row that `sql` picks."""
    database = apsw.Connection(str(case / "ledger.db"))
    table, _, where = sql.partition(" ")
    raw = bytearray(database.execute(f"SELECT {column} FROM {table} {where}").get)
    raw[len(raw) // 2] ^= 1
    database.execute(f"UPDATE {table} SET {column} = ? {where}", (bytes(raw),))
    database.close()


def executed(case: Path, sql: str) -> None:
    database = apsw.Connection(str(case / "ledger.db"))
    database.execute(sql)
    database.close()


def bit_of_object(case: Path, name: str, place: int) -> None:
    (row,) = [r for r in done("show", case, "sources", "--json").rows if str(r["id"]).startswith(name)]
    path = case / "vault" / row["object"][:2] / row["object"][2:]
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


def yesterday(case: Path) -> None:
    """Last night's copy is put back after today's work."""
    shutil.copytree(case, case.parent / "yesterday")
    done("add", case, "question", "--text", "What came of it?")
    shutil.rmtree(case)
    shutil.move(case.parent / "yesterday", case)


SWAP = "UPDATE entries SET place = -1, idx = -1 WHERE idx = 2; UPDATE entries SET place = 2, idx = 2 WHERE idx = 3; UPDATE entries SET place = 3, idx = 3 WHERE idx = -1"
HARM: dict[str, tuple[Callable[[Path], None], str]] = {
    "a bit of an entry": (lambda c: flipped(c, "entries WHERE idx = 2", "line"), "entry 2"),
    "a bit of an object": (lambda c: bit_of_object(c, "council", 20), "object"),
    "a bit of a part of a WARC": (lambda c: bit_of_object(c, "http", 700), "object"),
    "a bit of a checkpoint": (lambda c: flipped(c, "batches WHERE size = 1", "note"), "checkpoint"),
    "a deleted row": (lambda c: executed(c, "DELETE FROM entries WHERE idx = 3"), "entry 3"),
    "two swapped rows": (lambda c: executed(c, SWAP), "entry 2"),
    "a case restored from yesterday": (yesterday, "older copy"),
}  # fmt: skip
HARM["a bit of a sealed payload"] = (
    lambda c: flipped(c, "payloads WHERE rowid = (SELECT max(rowid) FROM payloads)", "box"),
    "payload",
)


@pytest.mark.parametrize("harm", HARM)
def test_what_was_changed_is_found_and_named(harm: str, case: Path) -> None:
    with_a_warc(case)
    before = firsthand("audit", case, "--strict", "--json")
    assert before.status == 0 and all(r["held"] and not r["first_broken"] for r in before.rows), before
    change, word = HARM[harm]
    change(case)
    said = firsthand("audit", case, "--strict", "--json")
    broken = [r for r in said.rows if not r["held"]]
    assert said.status == 1 and broken
    assert any(word in str(r["first_broken"]) for r in broken), broken
    people = firsthand("audit", case)
    assert people.status == 1 and "BROKEN" in people.out and "First:" in people.out


def test_nothing_is_written_after_an_older_copy_was_put_back(case: Path) -> None:
    yesterday(case)
    said = firsthand("add", case, "question", "--text", "Is it so?", "--json")
    assert said.status == 2 and json.loads(said.err)["error"] == "ledger-shorter"


def test_a_case_without_its_keys_can_be_audited_and_says_what_it_lacks(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "elsewhere"))
    said = firsthand("audit", case, "--json")
    assert said.status in (0, 1) and {r["promise"]: r["held"] for r in said.rows}["entries are unchanged and in order"] is True
    assert not (tmp_path / "elsewhere").exists()
