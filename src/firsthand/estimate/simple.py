"""What needs no model: how many are documented, a lower bound, and what each pair of lists would say if its two lists were independent.

Chao's bound: A. Chao, "Estimating the population size for capture-recapture data with unequal catchability", Biometrics 43 (1987): n + f1^2 / (2 f2), bias-corrected
n + f1 (f1 - 1) / (2 (f2 + 1)), variance and log-normal limits from the same paper. Pairs: D. G. Chapman (1951), (m + 1)(n + 1) / (k + 1) - 1, with the variance of
G. A. F. Seber (1970). Both are shown as warnings: pairs that disagree show that lists depend on each other.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

from firsthand.estimate.results import LEVEL, Estimate
from firsthand.estimate.special import normal_quantile
from firsthand.estimate.tables import Overlaps

Z = normal_quantile((1 + LEVEL) / 2)
SAYS_DOCUMENTED = "Whoever stands on at least one list is one person, counted once."
SAYS_CHAO = "People differ in how likely they are to be listed, but lists do not hold each other's people more often than chance: then the total is at least this."
SAYS_PAIRS = "Two lists at a time are independent, and everybody is equally likely to be on one of them."


def documented(table: Overlaps, seed: int | None = None) -> Estimate:
    """The people on at least one list: a floor that holds without a model, and no upper limit."""
    n = float(table.people)
    return Estimate("documented", SAYS_DOCUMENTED, n, n, diagnostics={"lists": len(table.lists)})


def chao(table: Overlaps, seed: int | None = None) -> Estimate:
    """Chao's lower bound, bias-corrected, with its log-normal limits; a warning, as positively dependent lists make it too low."""
    row = Estimate("chao", SAYS_CHAO, level=LEVEL, warns=True)
    once, twice = (sum(n for w, n in table.cells.items() if w.bit_count() == k) for k in (1, 2))
    if len(table.lists) < 2 or table.people == 0:
        return replace(row, refused="It needs two lists with people on them.")
    if twice == 0:
        return replace(row, diagnostics={"on_one": once, "on_two": 0}, refused="Nobody stands on exactly two lists.")
    unseen = once * (once - 1) / (2 * (twice + 1))
    r = once / twice
    variance = twice * (r**2 / 2 + r**3 + r**4 / 4)
    spread = math.exp(Z * math.sqrt(math.log1p(variance / unseen**2))) if unseen else 1.0
    n = table.people
    told: dict[str, object] = {"on_one": once, "on_two": twice}
    return replace(row, estimate=n + unseen, lower=n + unseen / spread, upper=n + unseen * spread, diagnostics=told)


def pairs(table: Overlaps, seed: int | None = None) -> Estimate:
    """Chapman's estimate for each pair of lists; the range over pairs as a warning, each pair in the diagnostics."""
    row = Estimate("pairs", SAYS_PAIRS, level=LEVEL, warns=True)
    told, values, lows, highs = dict[str, object](), list[float](), list[float](), list[float]()
    for i, j in combinations(range(len(table.lists)), 2):
        m, n, k = table.on(1 << i), table.on(1 << j), table.on(1 << i | 1 << j)
        name = f"{table.lists[i]}, {table.lists[j]}"
        if k == 0:
            told[name] = {"overlap": 0, "refused": "They have nobody in common."}
            continue
        total = (m + 1) * (n + 1) / (k + 1) - 1
        wide = Z * math.sqrt((m + 1) * (n + 1) * (m - k) * (n - k) / ((k + 1) ** 2 * (k + 2)))
        seen = m + n - k
        told[name] = {
            "overlap": k,
            "estimate": round(total, 1),
            "lower": round(max(total - wide, seen), 1),
            "upper": round(total + wide, 1),
        }
        values.append(total)
        lows.append(max(total - wide, seen))
        highs.append(total + wide)
    if not values:
        return replace(row, diagnostics=told, refused="No two lists have anybody in common.")
    values.sort()
    told["apart"] = round(values[-1] / values[0], 2)
    return replace(row, estimate=values[len(values) // 2], lower=min(lows), upper=max(highs), diagnostics=told)
