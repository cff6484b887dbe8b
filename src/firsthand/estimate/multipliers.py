"""Multipliers of HiGHS made fractions that prove their bound exactly, or None: then there is no bound, however good the float looked.

First the nearest fractions with small denominators, which the corners of such systems nearly always have; where these prove less than the float, the
equations of the corner are solved in fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.atoms import Ints
from firsthand.estimate.pieces import Piece

DENOMINATORS = (1, 2, 60, 5_000, 1_000_000)
NEARLY = 1e-7  # what HiGHS takes for nought
MOST_EXACT = 900  # unknowns up to which the equations of a corner are solved in fractions
ZERO = Fraction(0)
Multipliers = dict[int, Fraction]


class Proved(NamedTuple):
    """A bound from below on cost x atoms, and the multipliers of rows that prove it."""

    value: Fraction
    multipliers: Multipliers


def proved(piece: Piece, cost: Ints, floats: NDArray[np.float64], hoped: float) -> Proved | None:
    """The best bound from below that fractions near these multipliers prove; `hoped` is what the float says (anything above 0 for a contradiction)."""
    best: Proved | None = None
    for y in _tries(piece, cost, floats):
        value = proved_by(piece, cost, y)
        if value is not None and (best is None or value > best.value):
            best = Proved(value, y)
        if best is not None and _enough(best.value, hoped):
            return best
    return best


def _enough(value: Fraction, hoped: float) -> bool:
    """Whether a bound rounds up to the same whole number as the float says."""
    return ceil(value) >= ceil(hoped - 1e-6 * max(1.0, abs(hoped)))


def _tries(piece: Piece, cost: Ints, floats: NDArray[np.float64]) -> Iterator[Multipliers]:
    some = {int(n): float(floats[n]) for n in np.flatnonzero(np.abs(floats) > NEARLY)}
    for most in DENOMINATORS:
        near = {n: Fraction(y).limit_denominator(most) for n, y in some.items()}
        yield {n: y for n, y in near.items() if y and _has_end(piece, n, y)}
    if len(some) <= MOST_EXACT:
        yield {n: y for n, y in _corner(piece, cost, some).items() if y and _has_end(piece, n, y)}


def _has_end(piece: Piece, row: int, y: Fraction) -> bool:
    line = piece.lines[row]
    return (line.low if y > 0 else line.high) is not None


def proved_by(piece: Piece, cost: Ints, y: Mapping[int, Fraction]) -> Fraction | None:
    """What multipliers prove of cost x atoms from below, in whole numbers over one denominator; None where they do not stay under the cost."""
    scale = lcm(*(m.denominator for m in y.values())) if y else 1
    whole = {n: int(m * scale) for n, m in y.items()}
    safe = (
        max((abs(v) for v in whole.values()), default=0) * max(int(np.abs(piece.values).max(initial=1)), 1) * max(len(y), 1) * scale < 2**62
    )
    total = np.zeros(len(piece.atoms), dtype=np.int64 if safe else object)
    for n, m in whole.items():
        at, coefficients = piece.row(n)
        total[at] += (coefficients if safe else coefficients.astype(object)) * m
    if bool((total > (cost if safe else cost.astype(object)) * scale).any()):
        return None
    ends = Fraction(0)
    for row, multiplier in y.items():
        end = piece.lines[row].low if multiplier > 0 else piece.lines[row].high
        if end is None:
            return None
        ends += multiplier * end
    return ends


def _corner(piece: Piece, cost: Ints, some: Mapping[int, float]) -> Multipliers:
    """The equations of a corner solved in fractions: where the float meets the cost, the fractions shall meet it."""
    total = np.zeros(len(piece.atoms))
    for n, y in some.items():
        at, coefficients = piece.row(n)
        total[at] += coefficients * y
    tight = {int(j) for j in np.flatnonzero(np.abs(total - cost) < NEARLY * 10)}
    equations: dict[int, dict[int, Fraction]] = {j: {} for j in tight}
    for n in some:
        at, coefficients = piece.row(n)
        for j, c in zip(at.tolist(), coefficients.tolist(), strict=True):
            if j in equations:
                equations[j][n] = Fraction(c)
    rows = dict.fromkeys((tuple(sorted(e.items())), Fraction(int(cost[j]))) for j, e in equations.items() if e)
    return _solved([(dict(left), right) for left, right in rows], some)


def _solved(equations: list[tuple[dict[int, Fraction], Fraction]], near: Mapping[int, float]) -> Multipliers:
    """Gauss in fractions; unknowns that the equations leave free are the fractions nearest to their floats."""
    pivots: dict[int, tuple[dict[int, Fraction], Fraction]] = {}
    for left, right in sorted(equations, key=lambda e: len(e[0])):
        left, right = _reduced(left, right, pivots)
        if left:
            unknown = min(left)
            factor = left.pop(unknown)
            pivots[unknown] = ({n: c / factor for n, c in left.items()}, right / factor)
    out = {n: Fraction(y).limit_denominator(60) for n, y in near.items() if n not in pivots}
    for unknown, (left, right) in reversed(pivots.items()):
        out[unknown] = right - sum((c * out[n] for n, c in left.items()), ZERO)
    return out


def _reduced(
    left: dict[int, Fraction], right: Fraction, pivots: Mapping[int, tuple[dict[int, Fraction], Fraction]]
) -> tuple[dict[int, Fraction], Fraction]:
    """An equation without the unknowns that earlier ones give."""
    left = dict(left)
    while True:
        unknown = next((n for n in left if n in pivots), None)
        if unknown is None:
            return left, right
        factor = left.pop(unknown)
        other, value = pivots[unknown]
        right -= factor * value
        for n, c in other.items():
            left[n] = left.get(n, ZERO) - factor * c
            if not left[n]:
                del left[n]
