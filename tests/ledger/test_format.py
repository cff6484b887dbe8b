"""A stranger who has read docs/format.md and nothing else reads and checks a case."""

import ast
import json
import subprocess
import sys
from pathlib import Path

from damaged_cases import PAGE, noted

from firsthand.ledger.store import SCHEMAS
from firsthand.model.entries import Entry

STRANGER = Path(__file__).with_name("stranger.py")
FORMAT = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")


def read_by_a_stranger(*folders):
    """In a process of its own: SQLite's locks break where apsw and sqlite3 meet in one."""
    return subprocess.run([sys.executable, "-I", str(STRANGER), *map(str, folders)], capture_output=True, text=True)


def test_the_stranger_is_one():
    source = STRANGER.read_text("utf-8")
    imports = {
        (n.module or "") if isinstance(n, ast.ImportFrom) else n.names[0].name
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Import | ast.ImportFrom)
    }
    assert not [i for i in imports if i.startswith("firsthand")]
    assert len(source.splitlines()) <= 300


def test_the_stranger_reads_what_we_read_and_every_check_of_his_holds(full):
    with full.open() as ledger:
        ours = list(ledger.stored())
    done = read_by_a_stranger(full.folder, full.home)
    assert (done.stderr, done.returncode) == ("", 0)
    theirs = json.loads(done.stdout)
    assert [s.entry.kind for s in ours] == theirs["kinds"]
    assert [s.opened for s in ours] == theirs["payloads"]
    assert sorted([len(PAGE), len(PAGE) + 8, 240_000]) == sorted(theirs["objects"].values())


def test_without_the_keys_the_stranger_checks_everything_and_reads_nothing_sealed(full):
    with full.open() as ledger:
        commitment = ledger.commitment(next(ledger.stored()).log, 9)
        ledger.append([Entry("erased", 1, {"subject": "c3", "commitments": [commitment]})])
        ledger.destroy([commitment])
    done = read_by_a_stranger(full.folder)
    assert done.returncode == 0, done.stderr
    assert not any(json.loads(done.stdout)["payloads"])
    assert sum(p is None for p in json.loads(read_by_a_stranger(full.folder, full.home).stdout)["payloads"]) == 3 + 1 + 1, (
        "three objects, the erasure, and what was erased"
    )


def test_the_stranger_is_not_content_with_anything(full):
    """The negative control of the reader: a change must not get past it."""
    for number, change in enumerate(
        (
            "UPDATE entries SET line = replace(line, 'accept', 'reject') WHERE idx = 9",
            "DELETE FROM batches WHERE size = 17",
            "UPDATE payloads SET box = zeroblob(144) WHERE rowid = 3",
        )
    ):
        copy = full.copied(f"copy{number}")
        if "replace" in change:
            (line,) = copy.sql("SELECT line FROM entries WHERE idx = 9")[0]
            copy.sql("UPDATE entries SET line = ? WHERE idx = 9", line.replace(b"accept", b"reject"))
        else:
            copy.sql(change)
        assert read_by_a_stranger(copy.folder, copy.home).returncode != 0, change


def test_every_table_and_column_is_written_down():
    from re import findall, sub

    for schema in SCHEMAS.values():
        for table, columns in findall(r"CREATE TABLE (\w+)\((.*)\) STRICT", schema):
            names = [c.split()[0] for c in sub(r", (PRIMARY KEY|UNIQUE)\(.*?\)", "", columns).split(", ")]
            assert f"{table}({', '.join(names)})" in FORMAT


def test_a_continued_log_is_read_too(full, tmp_path):
    full.home = tmp_path / "elsewhere"
    with full.open() as ledger:
        ledger.append([noted(40)])
    done = read_by_a_stranger(full.folder, full.home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kinds"][-2:] == ["continued", "decided"]
