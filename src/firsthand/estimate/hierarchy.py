"""All hierarchical log-linear models over a few lists: with a term, every term inside it; the intercept and the lists themselves are always there.

Three lists have 8 models, four 113, five 6,893 (the model with the term of all lists has nothing left to tell the unseen by, and is left out).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from firsthand.estimate.poisson import Ints


@dataclass(frozen=True)
class Models:
    """Models as the kernels take them: the terms of model m are terms[ends[m]:ends[m+1]] (sets of lists as bits), ordered by size.

    lacking: for each term of `optional`, the largest model without it; has: for each model its optional terms as bits.
    """

    terms: Ints
    ends: Ints
    lacking: Ints
    has: Ints
    optional: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def terms_of(self, model: int) -> tuple[int, ...]:
        """The terms of one model."""
        return tuple(int(t) for t in self.terms[self.ends[model] : self.ends[model + 1]])


@cache
def models_of(lists: int, order: int) -> Models:
    """The models over so many lists whose terms hold at most `order` of them."""
    order = min(order, lists - 1)
    optional = tuple(t for k in range(2, order + 1) for t in range(1 << lists) if t.bit_count() == k)
    place = {t: i for i, t in enumerate(optional)}
    sets = sorted(_grown(lists, order, 2, frozenset()), key=lambda m: (len(m), sorted(m)))
    always = [0, *(1 << i for i in range(lists))]
    terms = [t for m in sets for t in (*always, *sorted(m, key=lambda t: (t.bit_count(), t)))]
    ends = np.cumsum([0, *(len(always) + len(m) for m in sets)])
    number = {m: i for i, m in enumerate(sets)}
    lacking = [number[frozenset(u for u in optional if u & t != t)] for t in optional]
    has = [sum(1 << place[t] for t in m) for m in sets]
    return Models(np.array(terms), ends.astype(np.int64), np.array(lacking, np.int64), np.array(has, np.int64), optional)


def _grown(lists: int, order: int, size: int, below: frozenset[int]) -> Iterator[frozenset[int]]:
    """Every way to add terms of `size` lists and more to a model whose smaller terms are `below`."""
    if size > order:
        yield below
        return
    allowed = [t for t in range(1 << lists) if t.bit_count() == size and _inside(t, lists, below)]
    for chosen in range(1 << len(allowed)):
        yield from _grown(lists, order, size + 1, below | {t for i, t in enumerate(allowed) if chosen >> i & 1})


def _inside(term: int, lists: int, below: frozenset[int]) -> bool:
    """Whether all terms one list smaller are in the model (single lists always are)."""
    return term.bit_count() == 2 or all(term & ~(1 << i) in below for i in range(lists) if term >> i & 1)
