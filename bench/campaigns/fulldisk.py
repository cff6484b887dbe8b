"""A full disk: at every step of a batch in turn the disk says that it is full; the error is typed, the ledger readable, and work goes on after."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import apsw

from campaigns import cases
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.disk import Op
from firsthand.ledger.store import Storage


class _FullFile(apsw.VFSFile):
    def __init__(self, name: object, flags: list[int], full: Iterator[bool]) -> None:
        super().__init__("", name, flags)
        self.full = full

    def xWrite(self, data: bytes, offset: int) -> None:
        if next(self.full):
            raise apsw.FullError("database or disk is full")
        super().xWrite(data, offset)


class _FullDisk(apsw.VFS):
    def __init__(self, full: Iterator[bool]) -> None:
        super().__init__("fulldisk", "")
        self.full = full

    def xOpen(self, name: object, flags: list[int]) -> apsw.VFSFile:
        return _FullFile(name, flags, self.full)


def troubles(seed: int, steps: int) -> tuple[int, list[str]]:
    """How many times the disk was full in the middle of a batch, and what went wrong then ([] when nothing)."""
    found, times = [], 0
    root = cases.scratch("full-")
    try:
        cases.begun(root, seed)
        done = cases.Acknowledged(1)
        for step in range(steps):
            done, words = _full_at(root, step, random.Random(seed + step), done)
            times += words is not None
            found.append(words or cases.lost(root, done))
    finally:
        shutil.rmtree(root)
    return times, [words for words in found if words]


def _full_at(root: Path, step: int, chance: random.Random, done: cases.Acknowledged) -> tuple[cases.Acknowledged, str | None]:
    """Batches until the disk is full at its `step`-th write; None where it never was, else what was wrong with how that was said."""
    full = chain(repeat(False, step), repeat(True))

    def watch(op: Op) -> None:
        if op.step in ("create", "write") and next(full):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    vfs = _FullDisk(full)
    try:
        with disk.watched(watch), cases.opened(root, chance.randrange(2**32), Storage(vfs="fulldisk")) as ledger:
            for _ in range(8):
                done = cases.batch(ledger, chance, done)
        return done, None
    except Trouble as trouble:
        return done, "" if trouble.code == "disk-full" else f"a full disk was called {trouble.code}: {trouble.text}"
    finally:
        vfs.unregister()


_ON_TMPFS = """
import os, random, sys
from pathlib import Path
from campaigns import cases
from firsthand.errors import Trouble
root = Path(sys.argv[1])
cases.begun(root, 1)
filler, done, chance = root / "filler", cases.Acknowledged(1), random.Random(1)
for round in range(5):
    try:
        with cases.opened(root, 50 + round) as ledger:
            while True:
                done = cases.batch(ledger, chance, done)
    except Trouble as trouble:
        assert trouble.code == "disk-full", trouble.code
    with cases.opened(root, 70 + round) as ledger:
        assert len(list(ledger.stored())) >= done.entries
    os.system(f"mount -o remount,size={4 + 2 * round}m {root}")
    words = cases.lost(root, done)
    assert not words, words
print("held")
"""


def on_a_small_tmpfs() -> str:
    """The same with a real full file system of 2 MB in a mount namespace: "held", or why that could not be done here, or what went wrong."""
    root = tempfile.mkdtemp(prefix="tmpfs-")
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    mount = f'mount -t tmpfs -o size=2m tmpfs {root} && exec {sys.executable} -c "$CODE" {root}'
    try:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", mount], env={**place, "CODE": _ON_TMPFS}, capture_output=True, text=True, timeout=120
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as why:
        return f"not possible here ({why})"
    finally:
        shutil.rmtree(root, ignore_errors=True)
    if done.stdout.strip() == "held":
        return "held"
    blocked = "unshare" in done.stderr or "mount:" in done.stderr
    return f"not possible here ({done.stderr.strip()[:80]})" if blocked else f"broken: {done.stderr.strip()[-300:]}"
