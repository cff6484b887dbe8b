"""Does a log-linear estimate exist, and is it the only one? Exact checks, as kernels.

Sources: S. E. Fienberg and A. Rinaldo, "Maximum likelihood estimation in log-linear models", Annals of Statistics 40 (2012), theorem 3.2; L. Chan, B. W. Silverman and
K. Vincent, "Multiple systems estimation for sparse capture data", JASA 116 (2021), sections 2.2-2.4.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.kernels import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FITTED: Final = 0
NO_ESTIMATE: Final = 1  # the likelihood has no maximum: counts lie on a face of the marginal cone that the model's zeros do not explain
NOT_UNIQUE: Final = 2  # more terms than the remaining cells can tell apart
_TINY = 1e-9


@kernel
def _eliminated(a: Floats, rows: int, columns: int, pivots: Ints) -> int:
    """Reduced row echelon form in place; `pivots` gets the pivot columns, the rank is returned. Entries are small whole numbers."""
    rank = 0
    for j in range(columns):
        best, at = _TINY, -1
        for i in range(rank, rows):
            if abs(a[i, j]) > best:
                best, at = abs(a[i, j]), i
        if at < 0:
            continue
        for k in range(columns):
            a[rank, k], a[at, k] = a[at, k], a[rank, k]
        d = a[rank, j]
        for k in range(columns):
            a[rank, k] /= d
        for i in range(rows):
            if i != rank and a[i, j] != 0.0:
                f = a[i, j]
                for k in range(columns):
                    a[i, k] -= f * a[rank, k]
        pivots[rank] = j
        rank += 1
        if rank == rows:
            break
    return rank


@kernel
def _first_tableau(b: Floats, basis: Ints) -> Floats:
    """The tableau of the first phase for b'(1 + z) = 0, z >= 0; its last row holds the reduced costs, `basis` gets the artificial unknowns."""
    n, k = b.shape
    t = np.zeros((k + 1, n + k + 1))
    for i in range(k):
        right = -b[:, i].sum()
        sign = 1.0 if right >= 0 else -1.0
        for j in range(n):
            t[i, j] = sign * b[j, i]
        t[i, n + i] = 1.0
        t[i, n + k] = sign * right
        basis[i] = n + i
        for j in range(n):
            t[k, j] -= t[i, j]
        t[k, n + k] -= t[i, n + k]
    return t


@kernel
def _positive_solution(b: Floats) -> bool:
    """Whether some x > 0 has b'x = 0 (by Stiemke's theorem: no direction makes all rows of b <= 0 and one < 0).

    As x may be scaled, x = 1 + z with z >= 0: one feasibility problem, solved by the first phase of the simplex method with Bland's rule.
    """
    n, k = b.shape
    basis = np.empty(k, np.int64)
    t = _first_tableau(b, basis)
    for _ in range(10_000):
        enter = -1
        for j in range(n):
            if t[k, j] < -_TINY:
                enter = j
                break
        if enter < 0:
            return bool(t[k, n + k] > -1e-7)
        leave = _leaving(t, enter, basis)
        if leave < 0:
            return False
        d = t[leave, enter]
        t[leave] /= d
        for i in range(k + 1):
            if i != leave and t[i, enter] != 0.0:
                t[i] -= t[i, enter] * t[leave]
        basis[leave] = enter
    return False


@kernel
def _leaving(t: Floats, enter: int, basis: Ints) -> int:
    """The row that leaves by the least ratio, of equal ones that with the first unknown (Bland); -1 where none limits."""
    leave, least = -1, np.inf
    for i in range(len(basis)):
        if t[i, enter] > _TINY:
            ratio = t[i, -1] / t[i, enter]
            if ratio < least - 1e-12 or (ratio < least + 1e-12 and leave >= 0 and basis[i] < basis[leave]):
                leave, least = i, ratio
    return leave


@kernel
def exists(x: Floats, y: Floats) -> int:
    """FITTED when the maximum exists and is unique for the design x (cells x terms) and counts y, else NO_ESTIMATE or NOT_UNIQUE.

    With v over the null space of the rows with positive counts: a v that is not zero on the other rows and nowhere of two signs sends the likelihood up
    for ever; a v that is zero on all rows cannot be told from none.
    """
    n, p = x.shape
    seen = 0
    a = np.empty((n, p))
    for i in range(n):
        if y[i] > 0:
            a[seen] = x[i]
            seen += 1
    pivots = np.empty(p, np.int64)
    rank = _eliminated(a, seen, p, pivots)
    k = p - rank
    if k == 0:
        return FITTED
    b = _on_the_others(x, y, _null_space(a, pivots, rank), n - seen)
    copy = b.copy()
    if _eliminated(copy, n - seen, k, np.empty(max(k, 1), np.int64)) < k:
        return NOT_UNIQUE
    return FITTED if _positive_solution(b) else NO_ESTIMATE


@kernel
def _null_space(a: Floats, pivots: Ints, rank: int) -> Floats:
    """A basis (columns) of the null space of a matrix in reduced row echelon form."""
    p = a.shape[1]
    free = np.ones(p, np.bool_)
    for i in range(rank):
        free[pivots[i]] = False
    null, at = np.zeros((p, p - rank)), 0
    for j in range(p):
        if free[j]:
            null[j, at] = 1.0
            for i in range(rank):
                null[pivots[i], at] = -a[i, j]
            at += 1
    return null


@kernel
def _on_the_others(x: Floats, y: Floats, null: Floats, others: int) -> Floats:
    """The rows without positive counts times the null space."""
    b = np.empty((others, null.shape[1]))
    row = 0
    for i in range(len(x)):
        if not y[i] > 0:
            for m in range(null.shape[1]):
                total = 0.0
                for j in range(len(null)):
                    total += x[i, j] * null[j, m]
                b[row, m] = 0.0 if abs(total) < _TINY else total
            row += 1
    return b
