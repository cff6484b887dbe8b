"""Fits: how well one held text explains another, as figures that a logistic model turns into the probability that it is a parent.

The model has two sets of weights: for pairs where the text names the other's publisher, and for pairs where it does not. They were fitted on planted corpora
(several seeds, three languages) and rounded; docs/decisions/0062 tells how, and what would change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.trace.copies import LIKE
from firsthand.trace.direction import day_of, probability, surely_earlier
from firsthand.trace.kin import Kin
from firsthand.trace.publishers import ORDER, Names

CLEAR = 0.75  # likeness from which a sentence surely has kin
SURE = 0.5  # from which a named parent counts when others are weighed
SHORT = 4  # sentences of fewer tokens say nothing of descent


@dataclass(frozen=True, slots=True)
class Fit:
    """Text number `parent` as the source of text number `child`.

    covers: share of the child's kin text (what any kin has) that it has, by weight and likeness; gap: that minus the best other's; exact: likeness of what is shared;
    own, own_there: share of each text that the other lacks; date: later, same, unknown (an earlier child is no child); manner: how the child names its publisher
    ("" if it does not); named_back: the other way; best_named: none of the same name fits better; elsewhere: the child names a carrier among its other kin;
    outside: it names a carrier that is not held; outside_there: the parent does; rivals: kin that fit as well; missing: sentences that some kin has and this one lacks; left: share of the child's kin text that its named parents lack; of_left: share of that which this one has; left_gap: that minus the
    best other's; p: the probability, set last.
    """

    child: int
    parent: int
    covers: float
    gap: float
    exact: float
    own: float
    own_there: float
    date: str
    manner: str
    named_back: bool
    best_named: bool
    elsewhere: bool
    outside: bool
    outside_there: bool
    same_outside: bool
    rivals: int
    missing: int = 0
    left: float = 1.0
    of_left: float = 0.0
    left_gap: float = 0.0
    p: float = 0.0


class Explained:
    """For each text its sentences with their weights, and for each of its kin how much of each sentence that one has (0 to 1)."""

    def __init__(self, kin: Kin) -> None:
        self.weight: list[tuple[float, ...]] = []
        furniture = kin.corpus.furniture
        for text, bags in zip(kin.texts, kin.corpus.bags, strict=True):
            tells = (u.last - u.first >= SHORT and u.key not in furniture for u in text.units)
            self.weight.append(tuple(b.weight if t else 0.0 for t, b in zip(tells, bags, strict=True)))
        self.by: list[dict[int, dict[int, float]]] = [{} for _ in kin.texts]
        for (a, b), tie in kin.ties.items():
            if tie.by == "text":
                self.by[a][b] = {m.here: m.like for m in tie.shared.matches}
                self.by[b][a] = {m.there: m.like for m in tie.shared.matches}

    def shared(self, d: int) -> dict[int, float]:
        """The sentences of text d that any of its kin has, with the best likeness."""
        best: dict[int, float] = {}
        for units in self.by[d].values():
            for i, like in units.items():
                best[i] = max(best.get(i, 0.0), like)
        return best

    def mass(self, d: int, units: Mapping[int, float]) -> float:
        """The weight of some sentences of text d, each times its likeness."""
        return sum(self.weight[d][i] * like for i, like in units.items())

    def total(self, d: int) -> float:
        """The weight of text d."""
        return max(1e-9, sum(self.weight[d]))


def fits_of(d: int, kin: Kin, explained: Explained, names: Names) -> tuple[Fit, ...]:
    """How well each of its kin explains text d, most probable parent first; those that came out surely later are left out."""
    mine = kin.texts[d].reading
    can = [p for p in sorted(explained.by[d]) if not surely_earlier(mine, kin.texts[p].reading)]
    common = max(1e-9, explained.mass(d, explained.shared(d)))
    covers = {p: explained.mass(d, explained.by[d][p]) / common for p in can}
    manners = {p: names.manner(mine.source, kin.texts[p].source) for p in can}
    found = _with_missing([_fit(d, p, kin, explained, names, covers, manners) for p in can], explained)
    sure = [f for f in found if f.manner and probability(odds_of_fit(f)) >= SURE]
    found = [f if f.manner else _with_rest(f, sure, found, explained) for f in found]
    return tuple(sorted((replace(f, p=probability(odds_of_fit(f))) for f in found), key=lambda f: (-f.p, f.parent)))


def _with_missing(fits: Sequence[Fit], explained: Explained) -> list[Fit]:
    """The fits with the number of sentences that the child shares with some kin and this one lacks."""
    if not fits:
        return []
    d = fits[0].child
    clear = [i for i, like in explained.shared(d).items() if like >= CLEAR and explained.weight[d][i] > 0]
    return [replace(f, missing=sum(1 for i in clear if explained.by[d][f.parent].get(i, 0.0) < LIKE)) for f in fits]


def _with_rest(fit: Fit, sure: Sequence[Fit], all_fits: Sequence[Fit], explained: Explained) -> Fit:
    """The fit with what it explains of the text that the parents named there leave unexplained."""
    d = fit.child
    shared = explained.shared(d)
    rest = {i: like for i, like in shared.items() if all(explained.by[d][f.parent].get(i, 0.0) < like - 0.3 for f in sure)}
    whole = max(1e-9, explained.mass(d, rest))
    had = {
        f.parent: explained.mass(d, {i: like for i, like in explained.by[d][f.parent].items() if i in rest}) / whole
        for f in all_fits
        if not f.manner
    }
    best = max((h for p, h in had.items() if p != fit.parent), default=0.0)
    return replace(fit, left=whole / max(1e-9, explained.mass(d, shared)), of_left=had[fit.parent], left_gap=had[fit.parent] - best)


def _fit(d: int, p: int, kin: Kin, explained: Explained, names: Names, covers: Mapping[int, float], manners: Mapping[int, str]) -> Fit:
    mine, other = kin.texts[d].reading, kin.texts[p].reading
    units = explained.by[d][p]
    had = explained.mass(d, units)
    namesakes = [covers[q] for q in covers if q != p and kin.texts[q].reading.publisher == other.publisher]
    out, out_there = names.outside[mine.source], names.outside[other.source]
    date = "later" if surely_earlier(other, mine) else "same" if day_of(mine) and day_of(other) else "unknown"
    return Fit(
        d, p, covers[p], covers[p] - max((c for q, c in covers.items() if q != p), default=0.0), had / max(1e-9, sum(explained.weight[d][i] for i in units)),
        1 - had / explained.total(d), 1 - explained.mass(p, explained.by[p][d]) / explained.total(p), date, manners[p],
        names.manner(other.source, mine.source) != "", all(c <= covers[p] for c in namesakes), any(m in ("carrier", "reported") for q, m in manners.items() if q != p),
        bool(out), bool(out_there), bool(out & out_there), sum(1 for q, c in covers.items() if q != p and c >= covers[p] - 0.02),
    )  # fmt: skip


NAMED: dict[str, float] = {
    "contained": 0.8, "contained_later": 0.22, "contained_alone": 0.38, "contained_later_alone": 0.06, "one": 0.1, "covers": 0.28, "covers4": 0.28, "behind": 0.7, "ahead": 0.54, "exact": -0.21, "own": -0.56, "own_there": 0.37, "later": 0.54, "unknown": 0.46, "named_back": -1.31, "best_named": 2.13, "elsewhere": -0.7, "outside": -0.45, "outside_there": 0.1, "rivals": -0.26, "complete": -0.25, "nearly": 0.45, "left": 0.1, "left_best": 0.1, "carrier": -0.08, "reported": 0.28, "cites": 0.87, "told": -0.72, "mentions": -0.26,
}  # fmt: skip
UNNAMED: dict[str, float] = {
    "contained": 0.66, "contained_later": 0.52, "contained_later_alone": -0.05, "one": -1.1, "covers": -3.92, "covers4": -0.79, "behind": 2.03, "ahead": 0.41, "exact": 1.63, "own": -1.01, "own_there": -2.09, "later": 0.2, "unknown": -0.27, "named_back": -2.51, "best_named": 0.17, "elsewhere": -0.43, "outside": -0.61, "outside_there": 0.33, "same_outside": -0.91, "rivals": -0.08, "complete": 0.34, "nearly": 0.61, "left": -0.49, "of_left": 1.88, "left_of": 0.14, "left_behind": 0.8, "left_best": 0.37, "left_ahead": -0.42,
}  # fmt: skip


def figures_of(fit: Fit) -> dict[str, float]:
    """The figures of a fit that the model weighs."""
    contained = fit.covers >= 0.95 and fit.own < 0.15 and fit.rivals == 0 and not fit.outside and not fit.outside_there
    return {
        "contained": float(contained),
        "contained_later": float(contained and fit.date == "later"),
        "contained_alone": float(contained and fit.gap >= 0.3),
        "contained_later_alone": float(contained and fit.gap >= 0.3 and fit.date == "later"),
        "one": 1.0, "covers": fit.covers, "covers4": fit.covers**4, "behind": min(0.0, fit.gap), "ahead": min(0.3, max(0.0, fit.gap)), "exact": fit.exact, "own": fit.own,
        "own_there": fit.own_there, "later": float(fit.date == "later"), "unknown": float(fit.date == "unknown"), "named_back": float(fit.named_back),
        "best_named": float(fit.best_named), "elsewhere": float(fit.elsewhere), "outside": float(fit.outside), "outside_there": float(fit.outside_there),
        "same_outside": float(fit.same_outside), "rivals": float(min(5, fit.rivals)), "missing": float(min(8, fit.missing)), "complete": float(fit.missing == 0), "nearly": float(fit.missing <= 1),
        "left": fit.left, "of_left": fit.of_left, "left_of": fit.left * fit.of_left, "left_behind": min(0.0, fit.left_gap),
        "left_best": float(fit.left_gap >= -1e-9), "left_ahead": min(0.3, max(0.0, fit.left_gap)), **{m: float(fit.manner == m) for m in ORDER},
    }  # fmt: skip


def odds_of_fit(fit: Fit) -> float:
    """The log-odds that this is a parent."""
    weights = NAMED if fit.manner else UNNAMED
    return sum(weights.get(name, 0.0) * x for name, x in figures_of(fit).items())
