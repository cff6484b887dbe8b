"""kill -9: writers that append without pause are killed at a random moment; every entry that they said was acknowledged must be there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from campaigns import cases

_WRITER = """
import os, random, sys
from pathlib import Path
from campaigns import cases
root, seed = Path(sys.argv[1]), int.from_bytes(os.urandom(4), "big")
chance, done = random.Random(seed), cases.Acknowledged()
with cases.opened(root, seed) as ledger:
    while True:
        done = cases.batch(ledger, chance, done)
        os.write(1, f"{done.entries}\\n".encode())
"""


def losses(seed: int, trials: int) -> tuple[list[str], int]:
    """What was lost in so many kills of one, or of two writers at once, on one case that goes on; and how many entries were acknowledged in all."""
    chance, root, found, acknowledged = random.Random(seed), cases.scratch("kill-"), [], 1
    try:
        cases.begun(root, seed)
        for number in range(trials):
            acknowledged = max(acknowledged, *_killed(root, 1 + number % 2, chance.uniform(0.0, 0.25)))
            found.append(cases.lost(root, cases.Acknowledged(acknowledged)))
        return [words for words in found if words], acknowledged
    finally:
        shutil.rmtree(root)


def _killed(root: Path, count: int, seconds: float) -> list[int]:
    """The last size that each writer acknowledged before it was killed, some time after its first."""
    place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(root)], stdout=subprocess.PIPE, env=place) for _ in range(count)]
    try:
        heads = [w.stdout.readline() for w in writers if w.stdout]
        time.sleep(seconds)
    finally:
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
    texts = [head + w.communicate()[0] for head, w in zip(heads, writers, strict=True)]
    return [int(text.split(b"\n")[-2]) for text in texts if b"\n" in text]
