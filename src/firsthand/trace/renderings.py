"""Renderings: which of the pairs that share figures and names across languages are links, as probabilities.

The weights were fitted as those of fits.py (docs/decisions/0062, 0063).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.trace.direction import day_of, probability, surely_earlier
from firsthand.trace.fingerprints import Text
from firsthand.trace.publishers import ORDER, Names
from firsthand.trace.translations import Across


@dataclass(frozen=True, slots=True)
class Rendering:
    """Text `child` as made from text `parent` in another language: share of the child's marks that the parent has and the other way, weight, order, whether each is the
    other's best, whether the child came out later (or no one knows), whether either has a parent already; the rest as in Fit."""

    child: int
    parent: int
    share: float
    share_there: float
    weight: float
    order: float
    best: bool
    best_there: bool
    rivals: int
    later: bool
    unknown: bool
    settled: bool
    settled_there: bool
    manner: str
    named_back: bool
    best_named: bool
    elsewhere: bool

    def figures(self) -> dict[str, float]:
        """What the model weighs."""
        return {
            "one": 1.0, "share": self.share, "share_there": self.share_there, "weight": min(self.weight, 40.0) / 10.0, "order": self.order, "best": float(self.best),
            "best_there": float(self.best_there), "rivals": float(min(self.rivals, 5)), "later": float(self.later), "unknown": float(self.unknown),
            "settled": float(self.settled), "settled_there": float(self.settled_there), "shorter": float(self.share > self.share_there),
            "named_back": float(self.named_back), "best_named": float(self.best_named), "elsewhere": float(self.elsewhere), "named": float(self.manner != ""), **{m: float(self.manner == m) for m in ORDER},
        }  # fmt: skip


def renderings_of(found: Sequence[Across], texts: Sequence[Text], names: Names, parented: frozenset[int]) -> tuple[Rendering, ...]:
    """Both ways of each pair that shares marks across languages, but for those that dates rule out."""
    heaviest: dict[int, float] = defaultdict(float)
    for x in found:
        for n in (x.a, x.b):
            heaviest[n] = max(heaviest[n], x.weight)
    near = Counter(n for x in found for n in (x.a, x.b) if x.weight >= 0.9 * heaviest[n])
    best: dict[tuple[int, str], float] = defaultdict(float)
    named: dict[int, set[int]] = defaultdict(set)
    for x in found:
        for child, parent in ((x.a, x.b), (x.b, x.a)):
            home = texts[parent].reading.publisher
            best[child, home] = max(best[child, home], x.weight)
            if names.manner(texts[child].source, texts[parent].source):
                named[child].add(parent)
    out = []
    for x in found:
        for child, parent, share, there in ((x.a, x.b, x.share_a, x.share_b), (x.b, x.a, x.share_b, x.share_a)):
            one, two = texts[child].reading, texts[parent].reading
            if not surely_earlier(one, two):
                later = surely_earlier(two, one)
                out.append(
                    Rendering(
                        child, parent, share, there, x.weight, x.order, x.weight >= heaviest[child], x.weight >= heaviest[parent], near[child] - 1, later,
                        not later and not (day_of(one) and day_of(two)), child in parented, parent in parented, names.manner(one.source, two.source),
                        names.manner(two.source, one.source) != "", x.weight >= best[child, two.publisher], bool(named[child] - {parent}),
                    )
                )  # fmt: skip
    return tuple(out)


RENDERED: dict[str, float] = {
    "one": -6.37, "share": 1.77, "share_there": 1.7, "weight": 0.32, "order": 0.2, "best_there": 0.61, "later": -0.13, "unknown": -0.79, "settled": -0.22, "settled_there": -0.88, "shorter": -0.41, "named_back": -0.33, "best_named": 0.22, "named": 3.73, "carrier": 0.22, "reported": 1.05, "cites": 0.92, "told": 1.26, "mentions": 0.27,
}  # fmt: skip
KINDRED: dict[str, float] = {
    "one": -4.21, "share": 0.97, "share_there": 1.59, "weight": 0.38, "order": -0.14, "best": 0.87, "best_there": 0.73, "rivals": -0.14, "later": -0.66, "unknown": -0.41, "settled": -1.65, "settled_there": -1.63, "shorter": 0.22, "named_back": -2.24, "best_named": -0.5, "elsewhere": -0.43, "named": -1.86, "carrier": -0.93, "reported": -0.23, "cites": -0.37, "told": -0.2, "mentions": -0.12,
}  # fmt: skip


def rendering_probability(rendering: Rendering) -> float:
    """The probability that the child was translated, or taken over in parts, from the parent."""
    return probability(sum(RENDERED.get(k, 0.0) * v for k, v in rendering.figures().items()))


def kindred_probability(rendering: Rendering) -> float:
    """The probability that the two are siblings across languages."""
    return probability(sum(KINDRED.get(k, 0.0) * v for k, v in rendering.figures().items()))
