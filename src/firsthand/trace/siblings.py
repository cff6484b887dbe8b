"""Siblings: pairs of texts that share a passage which neither has from the other: both had it from a third that is not held.

Whether a pair is that, and not parent and child, or cousins through a held source, is weighed by a logistic model over figures that a reader can check; its weights
were fitted as those of fits.py (docs/decisions/0062).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.trace.direction import probability, surely_earlier
from firsthand.trace.fits import Explained, Fit
from firsthand.trace.kin import Kin, Tie
from firsthand.trace.publishers import Names

STRONG = 12.0  # nats beyond chance: two sentences in a row, or one long one with few like it
UNHEARD = 0.85  # how often that was so in the development corpus
HOLDS = 0.9  # share of what a pair shares that a third must have to be taken for their source


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tied texts (a < b by number) between which no descent is said.

    likely, either: the best probability that one is from the other, and the sum of both; tops: how many of the two have no parent held; thirds: held texts, not surely later than either, that have
    what the two share (at most 3); common: they have a parent in common; outside, same_outside: how many name a carrier that is not held, and whether the same;
    overlap: the lesser share of either's text that the other has; traced: share of their family that has a parent held; quotes: by a quotation only; unheard: chance does not give what they share (see Tie).
    """

    a: int
    b: int
    likely: float
    either: float
    tops: int
    thirds: int
    common: bool
    outside: int
    same_outside: bool
    overlap: float
    exact: float
    evidence: float
    traced: float
    family: int
    quotes: bool
    unheard: bool


def families_of(kin: Kin) -> tuple[int, ...]:
    """For each text the lowest number in its family: all that running words tie together."""
    root = list(range(len(kin.texts)))

    def top(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for (a, b), tie in kin.ties.items():
        if tie.by == "text":
            one, two = top(a), top(b)
            root[max(one, two)] = min(one, two)
    return tuple(top(x) for x in range(len(kin.texts)))


def pairs_of(
    kin: Kin, explained: Explained, names: Names, fits: Mapping[int, Sequence[Fit]], parents: Mapping[int, Sequence[int]]
) -> list[Pair]:
    """All tied pairs without descent between them, with their figures."""
    home = families_of(kin)
    members: dict[int, list[int]] = {}
    for x, h in enumerate(home):
        members.setdefault(h, []).append(x)
    traced = {h: sum(bool(parents.get(x)) for x in xs) / len(xs) for h, xs in members.items()}
    likely = {(f.child, f.parent): f.p for d in fits for f in fits[d]}
    found = []
    for (a, b), tie in sorted(kin.ties.items()):
        if b in parents.get(a, ()) or a in parents.get(b, ()):
            continue
        out_a, out_b = names.outside[kin.texts[a].source], names.outside[kin.texts[b].source]
        found.append(
            Pair(
                a, b, max(likely.get((a, b), 0.0), likely.get((b, a), 0.0)), likely.get((a, b), 0.0) + likely.get((b, a), 0.0), (not parents.get(a)) + (not parents.get(b)), _thirds(a, b, kin, explained),
                bool(set(parents.get(a, ())) & set(parents.get(b, ()))), bool(out_a) + bool(out_b), bool(out_a & out_b), _overlap(a, b, explained), _exact(tie), tie.evidence,
                traced[home[a]], len(members[home[a]]), tie.by == "quotation", tie.unheard,
            )
        )  # fmt: skip
    return found


def _overlap(a: int, b: int, explained: Explained) -> float:
    if b not in explained.by[a]:
        return 0.0
    return min(explained.mass(a, explained.by[a][b]) / explained.total(a), explained.mass(b, explained.by[b][a]) / explained.total(b))


def _exact(tie: Tie) -> float:
    return sum(m.like >= 0.999 for m in tie.shared.matches) / max(1, len(tie.shared.matches))


def _thirds(a: int, b: int, kin: Kin, explained: Explained) -> int:
    """Held texts that have nearly all of what the two share and could have come before both."""
    if b not in explained.by[a]:
        return 0
    shared = explained.by[a][b]
    whole = sum(explained.weight[a][i] for i in shared)
    count = 0
    for q in explained.by[a]:
        if q != b and q in explained.by[b] and count < 3:
            has = sum(explained.weight[a][i] for i in shared if explained.by[a][q].get(i, 0.0) >= 0.5)
            early = not surely_earlier(kin.texts[a].reading, kin.texts[q].reading) and not surely_earlier(
                kin.texts[b].reading, kin.texts[q].reading
            )
            count += has >= HOLDS * whole and early
    return count


WEIGHTS: dict[str, float] = {
    "one": -3.72, "likely": 2.51, "both_top": 2.49, "one_top": 0.83, "thirds": -0.28, "third": 0.52, "common": -1.02, "same_outside": 2.98, "overlap": 0.42, "exact": -1.29, "evidence": 0.5, "traced": -0.67, "small": 0.95, "quotes": 0.45,
}  # fmt: skip


def figures_of(pair: Pair) -> dict[str, float]:
    """The figures of a pair that the model weighs."""
    return {
        "one": 1.0, "likely": pair.likely, "both_top": float(pair.tops == 2), "one_top": float(pair.tops == 1), "thirds": float(pair.thirds), "third": float(pair.thirds > 0),
        "common": float(pair.common), "outside": float(pair.outside), "same_outside": float(pair.same_outside), "overlap": pair.overlap, "exact": pair.exact,
        "evidence": min(pair.evidence, 60.0) / 20.0, "traced": pair.traced, "small": float(pair.family <= 4), "quotes": float(pair.quotes),
    }  # fmt: skip


def sibling_probability(pair: Pair) -> float:
    """The probability that the two are siblings by a source that is not held. Two texts alone with a strong tie are siblings if neither is from the other;
    so are two without a parent that share what chance does not give in this case."""
    fitted = probability(sum(WEIGHTS.get(name, 0.0) * x for name, x in figures_of(pair).items()))
    if pair.family == 2 and not pair.quotes and pair.evidence >= STRONG:
        return max(fitted, min(0.95, 1.0 - pair.either))
    if pair.unheard and pair.tops == 2 and not pair.quotes:
        return max(fitted, min(UNHEARD, 1.0 - pair.either))
    return fitted
