"""Power cuts: one run is written down step by step, and cut at any step; what was acknowledged before must be there after.

Negative controls: with synchronous=NORMAL, and with the vault's syncs left out, the same trials must find losses, or they prove nothing.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from campaigns import cases
from campaigns.vfs import recording
from campaigns.worlds import cut, restored, world_after
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.disk import Op
from firsthand.ledger.store import Storage


@dataclass(frozen=True)
class Run:
    """A run written down: under which folder, its steps, and after how many steps what was acknowledged."""

    root: Path
    journal: tuple[Op, ...]
    acknowledged: tuple[tuple[int, cases.Acknowledged], ...]


def run(root: Path, seed: int, synchronous: str, batches: int) -> Run:
    """A case that is made, written in several sittings, and written down."""
    journal: list[Op] = []
    points: list[tuple[int, cases.Acknowledged]] = [(0, cases.Acknowledged())]
    chance = random.Random(seed)
    with recording(journal) as vfs, disk.watched(journal.append):
        storage = Storage(synchronous, vfs)  # type: ignore[arg-type]
        cases.begun(root, seed, storage)
        points.append((len(journal), cases.Acknowledged(1)))
        while len(points) < batches:
            with cases.opened(root, chance.randrange(2**32), storage) as ledger:
                for _ in range(chance.randint(1, 4)):
                    points.append((0, cases.batch(ledger, chance, points[-1][1])))
                    points[-1] = (len(journal), points[-1][1])
    return Run(root, tuple(journal), tuple(points))


def lost_after(done: Run, seed: int, unsafe: bool = False) -> str:
    """What one power cut at a random step has lost, in words ("" when nothing). `unsafe` leaves out the syncs of everything but SQLite."""
    chance = random.Random(seed)
    point = chance.randint(0, len(done.journal))
    steps = [op for op in done.journal[:point] if not (unsafe and op.step in ("sync", "sync_folder") and "/vault" in op.path)]
    promised = next(a for at, a in reversed(done.acknowledged) if at <= point)
    root = cases.scratch("powercut-")
    try:
        restored(cut(world_after(steps), chance), done.root, root)
        return cases.lost(root, promised) if promised.entries else ""
    except Trouble as trouble:
        return trouble.text
    finally:
        shutil.rmtree(root)


def losses(seed: int, trials: int, synchronous: str = "FULL", unsafe: bool = False) -> list[str]:
    """What was lost in so many power cuts over a few runs."""
    found: list[str] = []
    runs = max(1, trials // 100)
    for number in range(runs):
        root = cases.scratch("powercut-run-")
        try:
            done = run(root, seed + number, synchronous, 12)
            found += [lost_after(done, seed + number * 10_000 + i, unsafe) for i in range(trials // runs)]
        finally:
            shutil.rmtree(root)
    return [words for words in found if words]
