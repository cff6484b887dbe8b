"""Worlds with a known number of people, and the tables that lists make of them; written apart from the methods that are measured on them.

Every table has its own world: the number of people, how likely each list is, and what depends on what, are drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from firsthand.estimate.tables import Overlaps

LISTS = 4
Rng = np.random.Generator
World = Callable[[Rng], tuple[int, Overlaps]]


def people(rng: Rng) -> int:
    """From 400 to 3,000, evenly over magnitudes."""
    return int(np.exp(rng.uniform(np.log(400), np.log(3000))))


def table_of(marks: np.ndarray) -> Overlaps:
    """The table of people (rows) by lists (columns of 0 and 1)."""
    cells, counts = np.unique(marks.astype(int) @ (1 << np.arange(marks.shape[1])), return_counts=True)
    return Overlaps(tuple("ABCDEFGH"[: marks.shape[1]]), {int(w): int(n) for w, n in zip(cells, counts, strict=True) if w}, {})


def by_pairs(rng: Rng, pairs: list[tuple[int, int]], log_odds: list[float]) -> tuple[int, Overlaps]:
    """People drawn from cell probabilities in which only these pairs depend on each other, with these conditional log odds ratios."""
    n, chances = people(rng), rng.uniform(0.12, 0.4, LISTS)
    marks = np.array([[w >> j & 1 for j in range(LISTS)] for w in range(1 << LISTS)])
    score = marks @ np.log(chances / (1 - chances))
    for (i, j), odds in zip(pairs, log_odds, strict=True):
        score = score + odds * (marks[:, i] - chances[i]) * (marks[:, j] - chances[j])
    p = np.exp(score)
    return n, table_of(marks[rng.choice(1 << LISTS, size=n, p=p / p.sum())])


def independent(rng: Rng) -> tuple[int, Overlaps]:
    """No list depends on another."""
    return by_pairs(rng, [], [])


def forest(rng: Rng) -> tuple[int, Overlaps]:
    """One or two pairs that do not close a ring, alike or averse: a decomposable graph."""
    pairs = list(combinations(range(LISTS), 2))
    chosen = [pairs[k] for k in rng.choice(len(pairs), size=int(rng.integers(1, 3)), replace=False)]
    return by_pairs(rng, chosen, [float(rng.choice([-1, 1, 1]) * np.log(rng.uniform(1.5, 5))) for _ in chosen])


def three_pairs(rng: Rng) -> tuple[int, Overlaps]:
    """Three of the six pairs share people more often than chance."""
    pairs = list(combinations(range(LISTS), 2))
    chosen = [pairs[k] for k in rng.choice(len(pairs), size=3, replace=False)]
    return by_pairs(rng, chosen, [float(np.log(rng.uniform(1.5, 4))) for _ in chosen])


def hidden_classes(rng: Rng) -> tuple[int, Overlaps]:
    """Two kinds of people: some that lists find easily, some that they hardly find."""
    n, share = people(rng), rng.uniform(0.25, 0.75)
    easy, hard = rng.uniform(0.25, 0.6, LISTS), rng.uniform(0.05, 0.25, LISTS)
    kind = rng.random(n) < share
    return n, table_of(rng.random((n, LISTS)) < np.where(kind[:, None], easy, hard))


def any_classes(rng: Rng) -> tuple[int, Overlaps]:
    """One, two or three kinds of people, each list as likely to find a kind as not: what the latent class method takes for granted."""
    n, kinds = people(rng), int(rng.integers(1, 4))
    shares, chances = rng.dirichlet(np.ones(kinds)), rng.uniform(0, 1, (kinds, LISTS))
    return n, table_of(rng.random((n, LISTS)) < chances[rng.choice(kinds, size=n, p=shares)])


def copied(rng: Rng) -> tuple[int, Overlaps]:
    """Three independent lists, and a fourth that took 97 of 100 people of the first and nobody else."""
    n = people(rng)
    marks = rng.random((n, 3)) < rng.uniform(0.15, 0.4, 3)
    return n, table_of(np.column_stack([marks, marks[:, 0] & (rng.random(n) < 0.97)]))


WORLDS: dict[str, World] = {
    "independent lists": independent,
    "one or two dependent pairs": forest,
    "classes of any kind": any_classes,
    "two hidden classes": hidden_classes,
    "three dependent pairs": three_pairs,
}
INSIDE = {  # the worlds that a method assumes
    "loglinear": ("independent lists", "one or two dependent pairs"),
    "graphs": ("independent lists", "one or two dependent pairs"),
    "classes": ("classes of any kind",),
}
OUTSIDE = ("two hidden classes", "three dependent pairs")
