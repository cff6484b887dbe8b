"""The special functions against values printed in tables (Abramowitz and Stegun 26.1, 26.8; Wichura 1988)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from firsthand.estimate.bca import bca
from firsthand.estimate.special import chi_square_above, normal_below, normal_quantile


@pytest.mark.parametrize(
    ("p", "x"),
    [(0.25, -0.6744897501960817), (0.001, -3.090232306167814), (1e-20, -9.262340089798408), (0.5, 0.0), (0.975, 1.959963984540054)],
)
def test_quantiles_of_the_normal_distribution(p: float, x: float) -> None:
    assert normal_quantile(p) == pytest.approx(x, rel=1e-13, abs=1e-15)
    assert normal_below(x) == pytest.approx(p, rel=1e-12)


def test_the_ends_of_the_normal_distribution() -> None:
    assert (normal_quantile(0.0), normal_quantile(1.0)) == (-math.inf, math.inf)


@pytest.mark.parametrize(
    ("x", "df", "p"),
    [(3.841458820694124, 1, 0.05), (5.991464547107979, 2, 0.05), (18.307038053275146, 10, 0.05), (30.577914, 15, 0.01), (0, 3, 1)],
)
def test_tails_of_chi_square(x: float, df: int, p: float) -> None:
    assert chi_square_above(x, df) == pytest.approx(p, rel=1e-5)


def test_no_freedom_left_is_no_misfit() -> None:
    assert chi_square_above(2.0, 0) == 1.0


def test_limits_that_nothing_moves_are_plain_percentiles() -> None:
    values = np.arange(1, 1001, dtype=float)
    found = bca(500.5, values, np.array([1.0, -1.0]), np.array([1.0, 1.0]), 0.95)
    assert (found.bias, found.acceleration) == (pytest.approx(0, abs=1e-12), 0)
    assert (found.lower, found.upper) == (pytest.approx(np.quantile(values, 0.025)), pytest.approx(np.quantile(values, 0.975)))


def test_an_estimate_above_most_of_its_resamples_moves_both_limits_up() -> None:
    values = np.arange(1, 1001, dtype=float)
    plain, moved = (bca(x, values, np.array([1.0, -1.0]), np.array([1.0, 1.0]), 0.95) for x in (500.5, 700.5))
    assert moved.lower > plain.lower and moved.upper > plain.upper
