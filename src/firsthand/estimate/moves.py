"""Steps of the latent class sampler that see neither the classes of people nor the unseen (see sampler.py), and the state that all its steps change.

Summed over everything unseen, the table has probability prod p_c^n_c / (1 - rho)^n, where only ratios of masses count:
  * stretch: all odds of a class (or of all classes) x s, its mass on nobody's list / s: whoever stands on one list stays as likely, who stands on two less or more so;
    or the mass of a class x exp(u);
  * swap: two classes change places in the order of the sticks.
In the coordinates (log odds, log ratios of shares) both maps have Jacobian 1, so the acceptance is the ratio of densities there. Shares are kept as logarithms: with a
small alpha the later sticks are far below the smallest double.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from firsthand.estimate.chance import Chance, uniform
from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import Floats, Ints

CLOSE = 1e-12  # lambdas are kept this far from 0 and 1
NEVER = -math.inf


class Cells(NamedTuple):
    """A table: its inhabited cells as rows of 0 and 1, on how many lists each stands, people in each and in all."""

    bits: Ints
    sizes: Ints
    counts: Ints
    people: int


class Place(NamedTuple):
    """Where a chain stands: logarithms of shares, lambdas (lists x classes), alpha; of these the masses p (cells x classes), their sums, those on no list, and the
    density of the shares; and room to work in."""

    logs: Floats
    lam: Floats
    alpha: Floats  # one
    p: Floats
    sums: Floats
    nobody: Floats
    score: Floats  # one
    order: Ints
    members: Ints
    on: Ints
    here: Ints
    moved: Floats
    factors: Floats


@kernel
def log_sticks(logs: Floats, alpha: float) -> float:
    """Log density of shares (given as logarithms) under stick-breaking, in the coordinates log(share / last share), up to a constant."""
    last = len(logs) - 1
    rest, out = logs[last], logs[last]
    for k in range(last - 1, -1, -1):
        high, low = max(logs[k], rest), min(logs[k], rest)
        left = high if high - low > 40.0 else high + math.log1p(math.exp(low - high))
        out += (alpha - 1.0) * (rest - left) - left + logs[k]
        rest = left
    return float(out)


@kernel
def fill(cells: Cells, at: Place) -> None:
    """The masses of a state: of each cell under each class, their sums, of standing on no list."""
    lists, classes = at.lam.shape
    for k in range(classes):
        at.nobody[k] = math.exp(at.logs[k])
        for j in range(lists):
            at.nobody[k] *= 1.0 - at.lam[j, k]
    at.sums[:] = 0.0
    for k in range(classes):
        for j in range(lists):
            at.factors[j] = at.lam[j, k] / (1.0 - at.lam[j, k])
        for c in range(len(at.sums)):
            mass = at.nobody[k]
            for j in range(lists):
                if cells.bits[c, j]:
                    mass *= at.factors[j]
            at.p[c, k] = mass
            at.sums[c] += mass


@kernel
def swap(chance: Chance, at: Place) -> None:
    """Propose that two classes change places in the order of the sticks; before the masses are filled in."""
    k, m = int(uniform(chance) * len(at.logs)), int(uniform(chance) * len(at.logs))
    at.logs[k], at.logs[m] = at.logs[m], at.logs[k]
    new = log_sticks(at.logs, at.alpha[0])
    if math.log(1.0 - uniform(chance)) < new - at.score[0]:
        at.score[0] = new
        for j in range(len(at.lam)):
            at.lam[j, k], at.lam[j, m] = at.lam[j, m], at.lam[j, k]
    else:
        at.logs[k], at.logs[m] = at.logs[m], at.logs[k]


@kernel
def stretch(chance: Chance, cells: Cells, at: Place, which: int, t: float, u: float) -> bool:
    """One stretch by exp(t) of class `which` (-1: all), its mass x exp(u) besides; the masses follow."""
    first, end = (0, len(at.logs)) if which < 0 else (which, which + 1)
    change = _stretched(at, first, end, t, u)
    if change == NEVER:
        return False
    scale, unseen, before = _scaled(at, first, end, t, u)
    change += cells.people * (math.log1p(-before) - math.log(scale - unseen)) + _cells_change(cells, at, which, t, u)
    score = log_sticks(at.moved, at.alpha[0]) - math.log(scale)
    if not math.log(1.0 - uniform(chance)) < change + score - at.score[0]:
        return False
    at.score[0] = score
    _taken(cells, at, first, end, t, u, scale)
    return True


@kernel
def _stretched(at: Place, first: int, end: int, t: float, u: float) -> float:
    """Logarithms of the new shares, not yet adding up to 1, into `moved`; log of lambda (1 - lambda) of the new over the old, NEVER where one comes too close to 0 or 1."""
    lists, s, change = len(at.lam), math.exp(t), 0.0
    at.moved[:] = at.logs
    for k in range(first, end):
        grown = 1.0
        for j in range(lists):
            one = 1.0 + (s - 1.0) * at.lam[j, k]
            if not CLOSE < s * at.lam[j, k] / one < 1.0 - CLOSE:
                return NEVER
            grown *= one
        log = math.log(grown)
        change += lists * t - 2.0 * log
        at.moved[k] += log - t + u
    return change


@kernel
def _scaled(at: Place, first: int, end: int, t: float, u: float) -> tuple[float, float, float]:
    """What the new shares add up to, the new and the old mass on no list."""
    scale, before, after = 0.0, 0.0, 0.0
    for k in range(len(at.logs)):
        scale += math.exp(at.moved[k])
        before += at.nobody[k]
        after += at.nobody[k] * math.exp(u - t) if first <= k < end else at.nobody[k]
    return scale, after, before


@kernel
def _cells_change(cells: Cells, at: Place, which: int, t: float, u: float) -> float:
    """What the people on lists add to the logarithm of the acceptance; the factor of each size into `factors`."""
    for size in range(1, len(at.lam) + 1):
        at.factors[size] = math.exp(t * (size - 1) + u)
    change = 0.0
    for c in range(len(at.sums)):
        factor = at.factors[cells.sizes[c]]
        ratio = factor if which < 0 else 1.0 + at.p[c, which] / at.sums[c] * (factor - 1.0)
        if ratio <= 0.0:
            return NEVER
        change += cells.counts[c] * math.log(ratio)
    return change


@kernel
def _taken(cells: Cells, at: Place, first: int, end: int, t: float, u: float, scale: float) -> None:
    """The state after a step that was accepted."""
    lists, classes = at.lam.shape
    s, shift, less = math.exp(t), math.log(scale), math.exp(u - t)
    for k in range(classes):
        at.logs[k] = at.moved[k] - shift
        at.nobody[k] *= (less if first <= k < end else 1.0) / scale
    for k in range(first, end):
        for j in range(lists):
            at.lam[j, k] = s * at.lam[j, k] / (1.0 + (s - 1.0) * at.lam[j, k])
    for c in range(len(at.sums)):
        total, factor = 0.0, at.factors[cells.sizes[c]]
        for k in range(classes):
            at.p[c, k] *= (factor if first <= k < end else 1.0) / scale
            total += at.p[c, k]
        at.sums[c] = total


@kernel
def placed(cells: Cells, logs: Floats, lam: Floats, alpha: float) -> Place:
    """A state with room to work in; logs and lambdas are changed in place."""
    lists, classes = lam.shape
    rows, one = len(cells.counts), np.ones(1)
    return Place(
        logs, lam, one * alpha, np.empty((rows, classes)), np.empty(rows), np.empty(classes), one * 0.0, np.arange(classes),
        np.zeros(classes, np.int64), np.zeros((lists, classes), np.int64), np.zeros(classes, np.int64), np.empty(classes), np.empty(lists + 1),
    )  # fmt: skip
