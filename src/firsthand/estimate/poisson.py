"""Kernels of the log-linear method: one Poisson fit by Newton's method, with exact checks that the estimate exists and is the only one.

A cell is the set of lists that hold somebody, as a bit pattern 1 .. 2^L - 1; a term is a set of lists, 0 for the intercept. The mean of a cell is
exp(sum of the coefficients of the terms inside it), so the mean of the unseen cell is exp(intercept).

Sources: extended maximum likelihood and the two checks: S. E. Fienberg and A. Rinaldo, "Maximum likelihood estimation in log-linear models", Annals of
Statistics 40 (2012), theorem 3.2; L. Chan, B. W. Silverman and K. Vincent, "Multiple systems estimation for sparse capture data", JASA 116 (2021), sections 2.2-2.4.
Everything runs on one thread.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from firsthand.estimate.existence import FITTED as FITTED
from firsthand.estimate.existence import NO_ESTIMATE as NO_ESTIMATE
from firsthand.estimate.existence import NOT_UNIQUE as NOT_UNIQUE
from firsthand.estimate.existence import Floats as Floats
from firsthand.estimate.existence import Ints as Ints
from firsthand.estimate.existence import exists
from firsthand.estimate.kernels import kernel

NOT_CONVERGED: Final = 3


@kernel
def supersets(counts: Floats) -> Floats:
    """For each set of lists, how many people stand on all of them (the sum over all cells that hold the set)."""
    out = counts.copy()
    step = 1
    while step < len(out):
        for w in range(len(out)):
            if not w & step:
                out[w] += out[w | step]
        step <<= 1
    return out


@kernel
def design(terms: Ints, held: Floats, cells: Ints, columns: Ints) -> tuple[int, int]:
    """Fill `cells` and `columns` with what the extended estimate keeps: a term that nobody fulfils goes to minus infinity, and its cells to zero.

    Returns how many cells and how many terms are left; `terms` holds sets of lists, `held` is `supersets` of the counts.
    """
    p, c = 0, 0
    for t in terms:
        if t == 0 or held[t] > 0:
            columns[p] = t
            p += 1
    for w in range(1, len(held)):
        kept = True
        for t in terms:
            if t and held[t] == 0 and w & t == t:
                kept = False
                break
        if kept:
            cells[c] = w
            c += 1
    return c, p


@kernel
def deviance_of(y: Floats, mu: Floats) -> float:
    """Twice the log-likelihood lost against a mean for each cell."""
    total = 0.0
    for i in range(len(y)):
        if y[i] > 0:
            total += y[i] * np.log(y[i] / mu[i])
        total -= y[i] - mu[i]
    return 2.0 * total


@kernel
def _solved(a: Floats, b: Floats) -> bool:
    """Solve a x = b in place of b, a symmetric and positive definite (Cholesky); False when it is not."""
    p = len(b)
    for j in range(p):
        d = a[j, j]
        for k in range(j):
            d -= a[j, k] * a[j, k]
        if d <= 1e-13 * a[j, j] or not np.isfinite(d):
            return False
        d = np.sqrt(d)
        a[j, j] = d
        for i in range(j + 1, p):
            s = a[i, j]
            for k in range(j):
                s -= a[i, k] * a[j, k]
            a[i, j] = s / d
    for i in range(p):
        s = b[i]
        for k in range(i):
            s -= a[i, k] * b[k]
        b[i] = s / a[i, i]
    for i in range(p - 1, -1, -1):
        s = b[i]
        for k in range(i + 1, p):
            s -= a[k, i] * b[k]
        b[i] = s / a[i, i]
    return True


@kernel
def newton(x: Floats, y: Floats, beta: Floats, mu: Floats) -> tuple[int, float]:
    """Maximise the Poisson likelihood from `beta`, in place; `mu` gets the means. Returns FITTED or NOT_CONVERGED, and the deviance."""
    n, p = x.shape
    dev = _means(x, y, beta, mu)
    information, step, old = np.empty((p, p)), np.empty(p), np.empty(p)
    for _ in range(100):
        for j in range(p):
            s = 0.0
            for i in range(n):
                s += x[i, j] * (y[i] - mu[i])
            step[j] = s
            for k in range(j + 1):
                h = 0.0
                for i in range(n):
                    if x[i, j] != 0.0 and x[i, k] != 0.0:
                        h += mu[i]
                information[j, k] = h
        if not _solved(information, step):
            return NOT_CONVERGED, dev
        largest = np.abs(step).max()
        old[:] = beta
        factor = 1.0 if largest < 5.0 else 5.0 / largest
        before = dev
        for _halving in range(40):
            for j in range(p):
                beta[j] = old[j] + factor * step[j]
            dev = _means(x, y, beta, mu)
            if dev <= before + 1e-9 * (1.0 + abs(before)):
                break
            factor *= 0.5
        if largest * factor < 1e-8 or (largest < 1e-4 and abs(before - dev) < 1e-10 * (1.0 + abs(dev))):
            return FITTED, dev
    return NOT_CONVERGED, dev


@kernel
def _means(x: Floats, y: Floats, beta: Floats, mu: Floats) -> float:
    n, p = x.shape
    for i in range(n):
        s = 0.0
        for j in range(p):
            if x[i, j] != 0.0:
                s += beta[j]
        mu[i] = np.exp(min(s, 50.0))
    return deviance_of(y, mu)


@kernel
def fit(counts: Floats, held: Floats, terms: Ints, start: Floats) -> tuple[int, float, int]:
    """Fit the model with these terms: state, deviance, finite terms. `start` (one a set of lists) gives where to begin and gets the coefficients.

    Terms at minus infinity are left as they are in `start`.
    """
    cells, columns = np.empty(len(counts), np.int64), np.empty(len(terms), np.int64)
    n, p = design(terms, held, cells, columns)
    x, y, beta, mu = np.empty((n, p)), np.empty(n), np.empty(p), np.empty(n)
    for i in range(n):
        y[i] = counts[cells[i]]
        for j in range(p):
            x[i, j] = 1.0 if cells[i] & columns[j] == columns[j] else 0.0
    state = exists(x, y)
    if state != FITTED:
        return state, np.inf, p
    for j in range(p):
        beta[j] = start[columns[j]]
    state, dev = newton(x, y, beta, mu)
    for j in range(p):
        start[columns[j]] = beta[j]
    return state, dev, p
