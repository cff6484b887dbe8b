"""Overlap tables of invented places, and a world drawn by code of its own: people, their hidden class, which lists catch them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from firsthand.estimate.tables import Overlaps

VALLEY = {0b001: 61, 0b010: 48, 0b100: 77, 0b011: 19, 0b101: 14, 0b110: 11, 0b111: 6}  # clinic, parish, gazette


def table(cells: Mapping[int, int], lists: int = 3, strata: Mapping[str, Mapping[int, int]] | None = None) -> Overlaps:
    return Overlaps(tuple("ABCDEFGH"[:lists]), dict(cells), dict(strata or {}))


def drawn(people: int, classes: Sequence[tuple[float, Sequence[float]]], seed: int) -> Overlaps:
    """People fall into classes (share, probability of each list) and are caught list by list."""
    rng = random.Random(seed)
    cells: Counter[int] = Counter()
    for _ in range(people):
        u, k = rng.random(), 0
        while k < len(classes) - 1 and u >= classes[k][0]:
            u -= classes[k][0]
            k += 1
        cells[sum(1 << j for j, p in enumerate(classes[k][1]) if rng.random() < p)] += 1
    cells.pop(0, None)
    return table(dict(cells), len(classes[0][1]))


def with_copy(given: Overlaps, of: int, share: float, seed: int) -> Overlaps:
    """One list more, which took nearly everybody of list `of` and nobody else."""
    rng, new = random.Random(seed), len(given.lists)
    cells: Counter[int] = Counter()
    for w, n in given.cells.items():
        taken = sum(rng.random() < share for _ in range(n)) if w >> of & 1 else 0
        cells[w] += n - taken
        cells[w | 1 << new] += taken
    return Overlaps((*given.lists, "COPY"), {w: n for w, n in cells.items() if n}, {})
