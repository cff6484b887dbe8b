"""Is one list copied from another? Told by the table alone, where no lineage tells.

A list looks copied from another when nearly all of its people stand on that one too, and people of the other lists do so far more seldom: with r the share of these,
the probability of so many by chance is a binomial tail.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations

from firsthand.estimate.tables import Overlaps

SHARE, CHANCE, FEWEST = 0.95, 1e-4, 10


@dataclass(frozen=True, slots=True)
class Suspected:
    """`copy` looks taken from `original`: so many of its people stand there too; of the others' people only the share `others`."""

    copy: str
    original: str
    shared: int
    people: int
    others: float

    @property
    def words(self) -> str:
        """One sentence."""
        return (
            f"{self.copy} looks copied from {self.original}: {self.shared:,} of its {self.people:,} people stand there too; "
            f"of the people on other lists {self.others:.0%} do."
        )


def suspected(table: Overlaps) -> tuple[Suspected, ...]:
    """Pairs of lists of which one looks copied from the other, except those that a person has called distinct."""
    found: dict[frozenset[str], Suspected] = {}
    known = {frozenset(p) for p in table.distinct}
    for i, j in permutations(range(len(table.lists)), 2):
        size, both = table.on(1 << i), table.on(1 << i | 1 << j)
        one, names = 1 << i | 1 << j, frozenset((table.lists[i], table.lists[j]))
        others = sum(n for w, n in table.cells.items() if w & ~one and not w & 1 << i)
        there = sum(n for w, n in table.cells.items() if w & ~one and not w & 1 << i and w & 1 << j)
        if names in known or size < FEWEST or both < SHARE * size or not others or size > table.on(1 << j):
            continue
        share = (there + 1) / (others + 2)
        if names not in found and _at_least(both, size, share) < CHANCE:
            found[names] = Suspected(table.lists[i], table.lists[j], both, size, there / others)
    return tuple(found.values())


def _at_least(k: int, n: int, p: float) -> float:
    """The probability of k or more out of n, each with probability p."""
    logs = [
        math.lgamma(n + 1) - math.lgamma(x + 1) - math.lgamma(n - x + 1) + x * math.log(p) + (n - x) * math.log1p(-p)
        for x in range(k, n + 1)
    ]
    return min(1.0, sum(math.exp(x) for x in logs))
