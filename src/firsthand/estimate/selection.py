"""Kernels that choose a log-linear model: by BIC among all hierarchical models, or forward by the p-value of one more pair; once or for many tables.

Sources: BIC over hierarchical models and the bootstrap over the selection: B. W. Silverman, L. Chan and K. Vincent, "Bootstrapping multiple systems estimates to
account for model selection", Statistics and Computing 34:44 (2024), sections 2-3; the forward choice: Chan, Silverman and Vincent (2021), section 3.1.
BIC = deviance + terms x log(people), terms at minus infinity counted (this gives the published choices; not counting them does not).
"""

from __future__ import annotations

import math

import numpy as np

from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import FITTED, Floats, Ints, fit, supersets


@kernel
def fit_all(counts: Floats, terms: Ints, ends: Ints, starts: Floats) -> tuple[Ints, Floats]:
    """Fit every model to one table: its state and deviance. Model m has the terms between ends[m] and ends[m + 1]; `starts` (a row a model) gets the coefficients."""
    held = supersets(counts)
    models = len(ends) - 1
    states, deviances = np.empty(models, np.int64), np.empty(models)
    for m in range(models):
        states[m], deviances[m], _ = fit(counts, held, terms[ends[m] : ends[m + 1]], starts[m])
    return states, deviances


@kernel
def best_by_bic(counts: Floats, terms: Ints, ends: Ints, ranking: Ints, lacking: Ints, has: Ints, starts: Floats) -> tuple[int, float]:
    """The model with the least BIC and the mean of its unseen cell; -1 when none passes the checks.

    Bounds spare most fits: a model without a term fits no better than the largest model without it (`lacking`, one a term), so its BIC is at least that deviance
    plus its terms x log(people). `has` holds the terms of each model as bits in the order of `lacking`; `ranking` says which models to try first.
    """
    held = supersets(counts)
    people = 0.0
    for w in range(1, len(counts)):
        people += counts[w]
    weight = np.log(people)
    known, unseen = np.full(len(ends) - 1, -1.0), np.zeros(len(ends) - 1)
    floor = _floors(counts, held, terms, ends, lacking, starts, known, unseen)
    best, chosen, mean = np.inf, -1, 0.0
    for m in ranking:
        size = weight * (ends[m + 1] - ends[m])
        if size >= best:
            continue
        dev = known[m]
        if dev < 0:
            if size + _at_least(floor, has[m]) >= best:
                continue
            start = starts[m].copy()
            state, dev, _ = fit(counts, held, terms[ends[m] : ends[m + 1]], start)
            if state != FITTED:
                continue
            unseen[m] = np.exp(start[0])
        if dev + size < best:
            best, chosen, mean = dev + size, m, unseen[m]
    return chosen, mean


@kernel
def _floors(counts: Floats, held: Floats, terms: Ints, ends: Ints, lacking: Ints, starts: Floats, known: Floats, unseen: Floats) -> Floats:
    """For each term the deviance of the largest model without it, 0 where that does not fit; `known` and `unseen` get what was fitted."""
    floor = np.zeros(len(lacking))
    for t in range(len(lacking)):
        m = lacking[t]
        if known[m] < 0:
            start = starts[m].copy()
            state, dev, _ = fit(counts, held, terms[ends[m] : ends[m + 1]], start)
            known[m] = dev if state == FITTED else np.inf
            unseen[m] = np.exp(start[0])
        floor[t] = known[m] if known[m] < np.inf else 0.0
    return floor


@kernel
def _at_least(floor: Floats, has: int) -> float:
    """The least deviance that a model with these terms (bits) can have."""
    least = 0.0
    for t in range(len(floor)):
        if not has >> t & 1 and floor[t] > least:
            least = floor[t]
    return least


@kernel
def many_by_bic(tables: Floats, terms: Ints, ends: Ints, ranking: Ints, lacking: Ints, has: Ints, starts: Floats) -> tuple[Ints, Floats]:
    """The choice and the unseen mean for each of many tables (rows)."""
    chosen, unseen = np.empty(len(tables), np.int64), np.empty(len(tables))
    for i in range(len(tables)):
        chosen[i], unseen[i] = best_by_bic(tables[i], terms, ends, ranking, lacking, has, starts)
    return chosen, unseen


@kernel
def forward(counts: Floats, lists: int, threshold: float, path: Ints) -> tuple[int, float, float]:
    """Add pair after pair while the smallest p-value is below `threshold`; `path` gets the pairs. Returns how many, the unseen mean (-1: none fits), the deviance.

    The p-value of a pair is that of the deviance it saves (chi-square, one degree of freedom); of a pair that nobody fulfils, twice the Poisson probability of
    seeing nobody where half the deviance saved are expected. A pair whose model fails the checks is passed over.
    """
    held = supersets(counts)
    people = 0.0
    for w in range(1, len(counts)):
        people += counts[w]
    terms = np.zeros(1 + lists + len(path), np.int64)
    for i in range(lists):
        terms[1 + i] = 1 << i
    base = np.zeros(len(counts))
    base[0] = np.log(people)
    state, dev, _ = fit(counts, held, terms[: 1 + lists], base)
    if state != FITTED:
        return 0, -1.0, np.inf
    added = 0
    while added < len(path):
        pair, saved = _next_pair(counts, held, lists, threshold, path[:added], terms, base, dev)
        if pair < 0:
            break
        path[added] = pair
        terms[1 + lists + added] = pair
        added += 1
        dev = saved
    return added, np.exp(base[0]), dev


@kernel
def _next_pair(
    counts: Floats, held: Floats, lists: int, threshold: float, path: Ints, terms: Ints, base: Floats, dev: float
) -> tuple[int, float]:
    """The pair with the smallest p-value below the threshold (-1: none) and the deviance with it; `base` gets its coefficients."""
    least, pair, saved, size = threshold, -1, 0.0, 1 + lists + len(path)
    begin = base.copy()
    for i in range(lists):
        for j in range(i):
            t = (1 << i) | (1 << j)
            if (path == t).any():
                continue
            terms[size] = t
            start = begin.copy()
            state, one, _ = fit(counts, held, terms[: size + 1], start)
            if state != FITTED:
                continue
            gain = max(dev - one, 0.0)
            p = 2 * math.exp(-gain / 2) if held[t] == 0 else math.erfc(math.sqrt(gain / 2))
            if p < least:
                least, pair, saved = p, t, one
                base[:] = start
    return pair, saved


@kernel
def many_forward(tables: Floats, lists: int, threshold: float) -> tuple[Ints, Floats]:
    """How many pairs were added and the unseen mean for each of many tables (rows)."""
    added, unseen = np.empty(len(tables), np.int64), np.empty(len(tables))
    path = np.zeros(lists * (lists - 1) // 2, np.int64)
    for i in range(len(tables)):
        added[i], unseen[i], _ = forward(tables[i], lists, threshold, path)
    return added, unseen
