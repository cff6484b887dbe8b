"""What the benches of reading share: where the corpora are, rows of JSON lines, F1, and which half of a corpus is looked at while rules are written."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus"))
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench: its name in floors.toml, the folder of its corpus ("" for none), how figures are found there, whether it is quick enough for `--short`.

    `measure` takes the folder and how many misses to print; it gives the figures that may have floors.
    """

    name: str
    folder: str
    measure: Callable[[Path, int], Figures]
    quick: bool = True


def jsonl(path: Path) -> Iterator[Mapping[str, Any]]:
    """The rows of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def f1(hit: float, said: float, gold: float) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing."""
    return 2 * hit / (said + gold) if said + gold else 0.0


def share(part: float, whole: float) -> float:
    """A part of a whole; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def half(rows: Iterable[Mapping[str, Any]], key: str, which: str) -> Iterator[Mapping[str, Any]]:
    """The rows of one half ("a", "b") or of both (""), parted by a digest of `key`: rules are written looking at a, and tried on b."""
    for row in rows:
        side = "ab"[hashlib.sha256(str(row[key]).encode()).digest()[0] % 2]
        if which in ("", side):
            yield row


HALF = os.environ.get("FIRSTHAND_HALF", "")
