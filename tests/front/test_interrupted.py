"""Ctrl-C and kill -9, anywhere in the middle: what was acknowledged is there, nothing half-written is, and the same command goes on from there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand

from firsthand.case.audit import audit
from firsthand.guard import disk

KILLED = """
import os, signal, sys
import firsthand.case.preserve as room
from firsthand.front.cli import main
from firsthand.guard import disk
room.BATCH = 2
seen = []
def watch(op):
    if op.step == "write" and sys.argv[1] in op.path:
        seen.append(op)
        if len(seen) > int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
with disk.watched(watch):
    main(sys.argv[3:])
"""


def more_pages(folder: Path, count: int = 8) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"page{number}.txt").write_text(COUNCIL.replace("214", str(300 + number)), encoding="utf-8")
    return folder


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.case.preserve.BATCH", 2)


def whole(case: Path) -> None:
    assert all(p.held for p in audit(str(case), "strict"))
    assert not list(case.rglob(f"*{disk.UNFINISHED}"))


@pytest.mark.parametrize("after", [0, 3, 7])
def test_ctrl_c_while_preserving(after: int, case: Path, small_batches: None) -> None:
    pages, writes = more_pages(case.parent / "more"), []

    def press(op: disk.Op) -> None:
        if op.step == "write" and "vault" in op.path:
            writes.append(op)
            if len(writes) == after + 1:
                raise KeyboardInterrupt

    with disk.watched(press):
        said = firsthand("preserve", case, pages, "--json")
    assert said.status == 2 and said.error["error"] == "interrupted"
    kept = len(done("show", case, "sources", "--json").rows) - 4
    assert kept == after // 2 * 2  # whole batches, and no more
    again = done("preserve", case, pages, "--json").rows[0]
    assert (again["already_held"], again["sources"]) == (kept, 8 - kept)
    whole(case)


def test_ctrl_c_while_running_costs_one_block(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done("preserve", case, more_pages(case.parent / "more"))
    monkeypatch.setattr("firsthand.case.read.BLOCK", 4)
    shutil.rmtree(case / "made")
    writes = []

    def press(op: disk.Op) -> None:
        if op.step == "write" and "made/read" in op.path:
            writes.append(op)
            if len(writes) == 3:
                raise KeyboardInterrupt

    with disk.watched(press):
        assert firsthand("run", case, "--json").error["error"] == "interrupted"
    assert len(list((case / "made" / "read").glob("*.gz"))) == 2
    kept = {p: p.stat().st_mtime_ns for p in (case / "made" / "read").glob("*.gz")}
    assert done("run", case, "--json").rows[0]["texts"] == 12
    assert all(p.stat().st_mtime_ns == when for p, when in kept.items())


@pytest.mark.parametrize(("where", "after"), [("vault", 5), ("made/read", 0), ("made/trace", 0)])
def test_a_kill_loses_nothing_acknowledged(where: str, after: int, case: Path) -> None:
    pages = more_pages(case.parent / "more")
    words = ("preserve", str(case), str(pages)) if where == "vault" else ("run", str(case))
    if where != "vault":
        done("preserve", case, pages)
    killed = subprocess.run([sys.executable, "-c", KILLED, where, str(after), *words], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert all(p.held for p in audit(str(case), "strict"))
    done(*words)
    assert done("run", case, "--json").rows[0]["texts"] == 12
    whole(case)


def test_a_real_ctrl_c_ends_the_command_and_its_workers(case: Path) -> None:
    shutil.rmtree(case / "made")
    running = subprocess.Popen(
        [sys.executable, "-m", "firsthand", "run", str(case), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 20
    while time.monotonic() < until and not (case / "made" / "lock").exists():
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert "Traceback" not in err
    assert (running.returncode == 2 and '"interrupted"' in err) or running.returncode == 0, (out, err)
    assert done("run", case, "--json").rows[0]["texts"] == 4


def test_running_twice_does_nothing_the_second_time(case: Path) -> None:
    done("run", case)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in case.rglob("*") if p.is_file() and "ledger.db" not in p.name}
    steps: list[disk.Op] = []
    with disk.watched(steps.append):
        first = done("run", case, "--json").out
    assert [s for s in steps if s.step in ("create", "write", "rename", "remove")] == []
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in case.rglob("*") if p.is_file() and "ledger.db" not in p.name} == before
    assert done("run", case, "--json").out == first
