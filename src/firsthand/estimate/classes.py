"""Latent classes: people fall into classes of unknown number; within a class, being on one list says nothing about another (Manrique-Vallier 2016; see sampler.py).

Chains begin far apart: from nearly everybody seen to hardly anybody, with different numbers of classes. They go on, keeping the later half, until the rank-normalised
R-hat of log N is at most 1.01 and its effective sample sizes (bulk and tails) at least 400, or until the budget is used up: then the method refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from firsthand.estimate.chains import bulk_size, rank_r_hat, tail_size
from firsthand.estimate.poisson import Floats, Ints
from firsthand.estimate.results import LEVEL, Estimate
from firsthand.estimate.sampler import chain
from firsthand.estimate.tables import Overlaps

CHAINS, CLASSES, THIN, MOVES = 8, 10, 10, 3
FIRST, MOST = 6_000, 160_000  # steps of a chain in the first round; kept steps of a chain after which it gives up
WORK = 8_000_000  # cells times kept steps of a chain: a table of more cells gives up sooner, one of far too many is refused at once
R_HAT, SIZE = 1.01, 400
REACHES = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.8, 0.3)  # the largest probability of a list with which each chain begins
SAYS = "People fall into classes; within a class, being on one list says nothing about being on another; how many classes there are is left open."
Heard = Callable[[int, int], None]


@dataclass
class _Chain:
    """Where one chain stands: logs of shares, lambdas (lists x classes), alpha, its seeds, and what it has drawn."""

    logs: Floats
    lam: Floats
    alpha: float
    seeds: np.random.SeedSequence
    totals: Floats


def by_classes(table: Overlaps, seed: int, most: int = MOST, heard: Heard = lambda done, of: None) -> Estimate:
    """Median and equal-tailed limits of the total; refused when the chains do not agree within the budget. `heard` gets steps done and allowed."""
    row = Estimate("classes", SAYS, level=LEVEL, seed=seed)
    if len(table.lists) < 3:
        return replace(row, refused="It needs three lists or more to tell classes apart.")
    if not any(w & (w - 1) for w in table.cells):
        return replace(row, refused="Nobody stands on two lists, so nothing says how many both miss.")
    bits, counts = _cells(table)
    most = min(most, WORK // len(counts))
    if most < FIRST // 2 and len(counts) > WORK // FIRST:
        return replace(row, refused=f"People stand on {len(counts):,} different sets of lists; chains over so many take too long.")
    chains = [_begun(len(table.lists), n, s) for n, s in enumerate(np.random.SeedSequence(seed).spawn(CHAINS))]
    steps, told = FIRST, dict[str, object]()
    while True:
        for one in chains:
            _go_on(one, bits, counts, steps)
        heard(len(chains[0].totals) * THIN, most)
        totals = np.array([one.totals for one in chains])
        told = _told(totals)
        if _agree(told) or totals.shape[1] * THIN >= most:
            break
        steps = totals.shape[1] * THIN * 3 // 2  # of the whole run the later half is kept, and it doubles
    lower, middle, upper = (float(q) for q in np.quantile(totals, ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)))
    row = replace(row, diagnostics={**told, "chains": CHAINS, "kept_steps": totals.shape[1] * THIN, "most_classes": CLASSES})
    if not _agree(told):
        return replace(
            row, refused=f"The chains do not agree (R-hat {told['r_hat']}, effective draws {told['effective']}): more than one story fits."
        )
    return replace(row, estimate=middle, lower=lower, upper=upper)


def _cells(table: Overlaps) -> tuple[Ints, Ints]:
    """The inhabited cells as rows of 0 and 1, and how many people each holds."""
    cells = sorted(w for w, n in table.cells.items() if n)
    bits = np.array([[w >> j & 1 for j in range(len(table.lists))] for w in cells], np.int64)
    return bits, np.array([table.cells[w] for w in cells], np.int64)


def _begun(lists: int, number: int, seeds: np.random.SeedSequence) -> _Chain:
    rng = np.random.default_rng(seeds)
    lam = np.clip(rng.uniform(0, REACHES[number % len(REACHES)], (lists, CLASSES)), 1e-4, 1 - 1e-4)
    logs = np.log(np.maximum(rng.dirichlet(np.full(CLASSES, (0.1, 1.0, 10.0)[number % 3])), 1e-30))
    return _Chain(logs, lam, 1.0, seeds, np.empty(0))


def _go_on(one: _Chain, bits: Ints, counts: Ints, steps: int) -> None:
    """Let a chain take more steps; of all it has drawn, the later half is kept."""
    number = int(one.seeds.spawn(1)[0].generate_state(1)[0])
    drawn, _, one.alpha = chain(bits, counts, one.logs, one.lam, one.alpha, steps, THIN, number, MOVES)
    kept = steps // 2 if not len(one.totals) else len(one.totals) * THIN * 2
    one.totals = np.concatenate([one.totals, drawn])[-(kept // THIN) :]


def _told(totals: Floats) -> dict[str, object]:
    logs = np.log(totals)
    return {
        "r_hat": round(rank_r_hat(logs), 4),
        "effective": round(min(bulk_size(logs), tail_size(logs))),
        "medians_of_chains": [round(float(np.median(t))) for t in totals],
    }


def _agree(told: dict[str, object]) -> bool:
    return float(str(told["r_hat"])) <= R_HAT and float(str(told["effective"])) >= SIZE
