"""Stratified sums: a method is carried out in each stratum by itself, and the totals are added up.

Limits of the sum by the method of variance estimates recovery: G. Y. Zou and A. Donner, "Construction of confidence limits about effect measures: a general approach",
Statistics in Medicine 27 (2008): lower = sum - sqrt(sum (estimate - lower)^2), upper likewise. Strata are taken as separate people, independent of each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from firsthand.estimate.results import Estimate
from firsthand.estimate.tables import Overlaps

Method = Callable[[Overlaps, int], Estimate]


def summed(method: Method, table: Overlaps, seed: int) -> Estimate:
    """The method over all strata; refused when it refuses in one. The diagnostics hold each stratum, and the same method on the whole table."""
    whole = method(table, seed)
    seeds = np.random.SeedSequence(seed).generate_state(len(table.strata))
    parts = {name: method(table.stratum(name), int(s)) for (name, s) in zip(table.strata, seeds, strict=True)}
    told: dict[str, object] = {
        "strata": {name: _brief(e) for name, e in parts.items()},
        "all_together": _brief(whole),
    }
    row = replace(
        whole, estimate=None, lower=None, upper=None, diagnostics=told, refused="", assumes=f"{whole.assumes} In each stratum by itself."
    )
    if bad := next((f"{name}: {e.refused}" for name, e in parts.items() if e.refused), ""):
        return replace(row, refused=f"In stratum {bad}")
    if any(e.estimate is None for e in parts.values()):  # a set without a middle: its ends add up
        tops = [e.upper for e in parts.values() if e.upper is not None]
        return replace(row, lower=sum(e.lower or 0.0 for e in parts.values()), upper=sum(tops) if len(tops) == len(parts) else None)
    total = sum(e.estimate or 0.0 for e in parts.values())
    below = math.sqrt(sum(((e.estimate or 0.0) - (e.lower or 0.0)) ** 2 for e in parts.values()))
    above = [e.upper - (e.estimate or 0.0) for e in parts.values() if e.upper is not None]
    upper = total + math.sqrt(sum(x * x for x in above)) if len(above) == len(parts) else None
    return replace(row, estimate=total, lower=max(total - below, float(table.people)), upper=upper)


def _brief(e: Estimate) -> dict[str, object]:
    return {"estimate": _whole(e.estimate), "lower": _whole(e.lower), "upper": _whole(e.upper), "refused": e.refused}


def _whole(x: float | None) -> float | None:
    return None if x is None else round(x, 1)
