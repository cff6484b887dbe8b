"""Bias-corrected and accelerated bootstrap limits: B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987), equations 3.1-3.8 and 7.3."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firsthand.estimate.poisson import Floats
from firsthand.estimate.special import normal_below, normal_quantile


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limit; `bias` (z0) and `acceleration` (a) say how far they were moved."""

    lower: float
    upper: float
    bias: float
    acceleration: float


def bca(estimate: float, resampled: Floats, left_out: Floats, weights: Floats, level: float) -> Limits:
    """Limits from bootstrap values and from the values with one person left out (`weights`: how many people give the same one)."""
    below = (np.sum(resampled < estimate) + 0.5 * np.sum(resampled == estimate)) / len(resampled)
    bias = normal_quantile(float(np.clip(below, 0.5 / len(resampled), 1 - 0.5 / len(resampled))))
    away = np.average(left_out, weights=weights) - left_out
    spread = float(np.sum(weights * away**2))
    a = float(np.sum(weights * away**3)) / (6 * spread**1.5) if spread > 0 else 0.0
    ordered = np.sort(resampled)
    lower, upper = (_moved(ordered, bias, a, normal_quantile(p)) for p in ((1 - level) / 2, (1 + level) / 2))
    return Limits(lower, upper, bias, a)


def _moved(ordered: Floats, bias: float, a: float, z: float) -> float:
    """The quantile of the bootstrap values at the corrected share."""
    moved = bias + z
    bottom = 1 - a * moved
    share = normal_below(bias + moved / bottom) if bottom > 0 else float(z > 0)
    return float(np.quantile(ordered, share))
