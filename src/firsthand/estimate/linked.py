"""Linkage that is uncertain: some linkages are drawn, each gives a table of overlaps, each method is carried out on all of them.

In a linkage a pair is one person with its probability, independently of other pairs, and whoever is tied through others is one person too. Of a method over the
linkages the limits are the lowest and the highest, so that they hold whichever of them is right; its middle is the median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from firsthand.estimate.linking import Link
from firsthand.estimate.records import Records
from firsthand.estimate.results import Estimate
from firsthand.estimate.tables import Overlaps

DRAWS = 20
MOST_REFUSED = 0.1  # share of linkages in which a method may refuse


def drawn_tables(records: Records, links: Sequence[Link], draws: int, seed: int) -> tuple[Overlaps, ...]:
    """The table of each of so many drawn linkages."""
    rng, p = np.random.default_rng(seed), np.array([x.p for x in links])
    return tuple(table_of(records, (x for x, hit in zip(links, rng.random(len(p)) < p, strict=True) if hit)) for _ in range(draws))


def likely_table(records: Records, links: Sequence[Link]) -> Overlaps:
    """The table of the linkage in which a pair is one person where that is more probable than not."""
    return table_of(records, (x for x in links if x.p >= 0.5))


def table_of(records: Records, linked: Iterable[Link]) -> Overlaps:
    """The table of a linkage."""
    first = list(range(len(records.on)))

    def root(n: int) -> int:
        while first[n] != n:
            first[n] = first[first[n]]
            n = first[n]
        return n

    for one, other, _ in linked:
        first[root(one)] = root(other)
    on: dict[int, int] = {}
    for n, where in enumerate(records.on):
        on[root(n)] = on.get(root(n), 0) | 1 << where
    return Overlaps(records.lists, dict(Counter(on.values())), {})


def over_linkages(rows: Sequence[Estimate]) -> Estimate:
    """One method over the linkages; refused where it refuses in more than a tenth of them."""
    passed, refused = [e for e in rows if not e.refused], [e for e in rows if e.refused]
    told = {**rows[0].diagnostics, "linkages": len(rows), "refused_in": len(refused)}
    if len(refused) > MOST_REFUSED * len(rows):
        return replace(
            refused[0], diagnostics=told, refused=f"In {len(refused)} of {len(rows)} drawn linkages it refuses: {refused[0].refused}"
        )
    middles = [e.estimate for e in passed if e.estimate is not None]
    lows, highs = [e.lower for e in passed if e.lower is not None], [e.upper for e in passed if e.upper is not None]
    if middles:
        told["estimates"] = f"{min(middles):,.0f} to {max(middles):,.0f}"
    return replace(
        passed[0],
        estimate=median(middles) if middles else None,
        lower=min(lows) if lows else None,
        upper=max(highs) if len(highs) == len(passed) else None,
        diagnostics=told,
    )
