"""What a declared range of dependence allows: the set of totals for which every pair of lists depends no more than a person declares.

For lists i and j among people on no other list, with a on both, b on i alone, c on j alone and m on none, the odds ratio is a m / (b c); so m = odds ratio x b c / a.
If the odds ratio of each pair lies between `low` and `high`, m lies in every pair's interval: in their intersection. No model; what is declared is the whole assumption
(the idea of an identified set: C. F. Manski, "Partial Identification of Probability Distributions", 2003; for lists: S. Aleshin-Guendel, M. Sadinle and J. Wakefield, "The
central role of the identifying assumption in population size estimation", Biometrics 80, 2024). Chance: each end is moved out by the normal limits of log(b c / a)
with 1/2 added to each count (J. B. S. Haldane 1956; variance by the delta method), at a level shared out over the pairs (Bonferroni), so that the intersection
holds at the level said. If the intersection is empty, the table contradicts what was declared.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations

from firsthand.estimate.results import LEVEL, Estimate
from firsthand.estimate.special import normal_quantile
from firsthand.estimate.tables import Overlaps

UNDECLARED = (0.5, 2.0)  # what is taken, and said, when nobody declares a range
SAYS = "Among people on no other list, being on one list multiplies the odds of being on another by {low:g} to {high:g}, for every two lists{undeclared}."


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair: its names, log(b c / a), the standard error of it, whether anybody stands on both alone."""

    names: tuple[str, str]
    log_unseen: float
    error: float
    met: bool


def by_dependence(table: Overlaps, seed: int | None = None) -> Estimate:
    """The set of totals under the declared range (UNDECLARED when none was), with chance added to its ends."""
    low, high = table.dependence or UNDECLARED
    said = SAYS.format(low=low, high=high, undeclared="" if table.dependence else " (nobody has declared a range; this one is taken)")
    row = Estimate("sensitivity", said, level=LEVEL)
    if len(table.lists) < 2:
        return replace(row, refused="It needs two lists.")
    found = [_pair(table, i, j) for i, j in combinations(range(len(table.lists)), 2)]
    if not any(p.met for p in found):
        return replace(
            row, refused="No two lists have anybody in common who is on no third one, so no dependence can be turned into a total."
        )
    z = normal_quantile(1 - (1 - LEVEL) / 2 / len(found))
    bottom = max(math.log(low) + p.log_unseen - z * p.error for p in found)
    tops = {p.names: math.log(high) + p.log_unseen + z * p.error for p in found if p.met}
    binding = min(tops, key=lambda k: tops[k])
    told: dict[str, object] = {
        "declared": [low, high] if table.dependence else None,
        "taken": [low, high],
        "if_independent": {", ".join(p.names): round(table.people + math.exp(p.log_unseen), 1) for p in found if p.met},
        "upper_from": ", ".join(binding),
        "least_that_fits": round(_least(found, z), 2),
    }
    row = replace(row, diagnostics=told)
    if bottom > tops[binding]:
        return replace(
            row,
            refused=f"No total fits: some two lists must depend more than that. The narrowest range that fits is 1/{told['least_that_fits']} to {told['least_that_fits']}.",
        )
    return replace(row, lower=table.people + math.exp(bottom), upper=table.people + math.exp(tops[binding]))


def _pair(table: Overlaps, i: int, j: int) -> Pair:
    a, b, c = (table.cells.get(w, 0) for w in (1 << i | 1 << j, 1 << i, 1 << j))
    met = a > 0
    log = math.log((b + 0.5) * (c + 0.5) / (a + 0.5))
    return Pair((table.lists[i], table.lists[j]), log, math.sqrt(1 / (a + 0.5) + 1 / (b + 0.5) + 1 / (c + 0.5)), met)


def _least(found: list[Pair], z: float) -> float:
    """The least G for which the range 1/G to G leaves a total: half the gap between the highest bottom and the lowest top, on the log scale."""
    bottom = max(p.log_unseen - z * p.error for p in found)
    top = min(p.log_unseen + z * p.error for p in found if p.met)
    return math.exp(max(0.0, (bottom - top) / 2))
