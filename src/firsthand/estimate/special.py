"""The few special functions that the methods need, from their published formulas; tested against tabled values."""

from __future__ import annotations

import math

# M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988), routine PPND16 (about 1 part in 10^16).
_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def normal_below(x: float) -> float:
    """The share of the standard normal distribution below x."""
    return 0.5 * math.erfc(-x / math.sqrt(2))


def normal_quantile(p: float) -> float:
    """The x below which a share p of the standard normal lies; -inf and inf at 0 and 1."""
    if p <= 0 or p >= 1:
        return -math.inf if p <= 0 else math.inf
    q = p - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(_CENTRE, 0.180625 - q * q)
    r = math.sqrt(-math.log(min(p, 1 - p)))
    x = _ratio(_NEAR, r - 1.6) if r <= 5 else _ratio(_FAR, r - 5)
    return x if q > 0 else -x


def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], x: float) -> float:
    """The ratio of two polynomials, highest power first."""
    above, below = 0.0, 0.0
    for a, b in zip(*polynomials, strict=True):
        above, below = above * x + a, below * x + b
    return above / below


def chi_square_above(x: float, df: int) -> float:
    """The probability that a chi-square variable with df degrees of freedom exceeds x: a finite sum (Abramowitz and Stegun, 26.4.4 and 26.4.5); 1 for df 0."""
    if df <= 0 or x <= 0:
        return 1.0
    if df % 2:
        total, term = 0.0, math.sqrt(x)
        for r in range(1, df, 2):
            total += term
            term *= x / (r + 2)
        return math.erfc(math.sqrt(x / 2)) + math.sqrt(2 / math.pi) * math.exp(-x / 2) * total
    total, term = 0.0, 1.0
    for r in range(0, df, 2):
        total += term
        term *= x / (r + 2)
    return math.exp(-x / 2) * total
