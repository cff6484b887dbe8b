"""Descent: who had a text from whom. Parents among the sources held, siblings by a source that is not held, and what a person decided on top.

For each text the candidates are its kin. What of it others share is weighed sentence by sentence; the parent is the one that explains most of it and could have
come first; a second parent explains what the first lacks. Nearest parents only: who is explained through a parent is no parent. Texts that share a passage and have
no held parent for it are siblings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.model.claims import Said
from firsthand.model.findings import Lineage, Link, LinkKind
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span
from firsthand.trace.copies import passages_of
from firsthand.trace.direction import cues_of, naming, odds_of, probability, surely_earlier
from firsthand.trace.kin import Kin, kin_of

SHORT = 4  # sentences of fewer tokens say nothing of descent
SECOND_SHARE, SECOND_WEIGHT = 0.12, 25.0  # what a second parent must add: share of the text, and nats
DIRECT = 0.5  # probability from which a text is said to be from a held one


@dataclass(frozen=True, slots=True)
class Fit:
    """How well text number `parent` explains text number `child`: share of the child's kin text that it has, how exactly, what each has of its own, and the odds."""

    child: int
    parent: int
    covers: float
    exact: float
    own: float
    own_there: float
    rank: float
    odds: float
    cues: tuple[tuple[str, float], ...]


def lineage_of(readings: Sequence[Reading], said: Mapping[str, Said], decided: Sequence[Link] = ()) -> Lineage:
    """The lineage of some readings: links between them, named sources not held, and a person's decisions on top. The same in any order of the readings."""
    ordered = sorted(readings, key=lambda r: r.source)
    kin = kin_of(ordered)
    found = _links(kin)
    return Lineage((), _with_decisions(found, decided))


def _links(kin: Kin) -> tuple[Link, ...]:
    named = naming([t.reading for t in kin.texts])
    explained = Explained(kin)
    parents: dict[int, list[Fit]] = {}
    fits = {d: fits_of(d, kin, explained, named) for d in range(len(kin.texts))}
    for d in _order(fits):
        chosen = _parents(d, fits[d], explained, parents)
        if chosen:
            parents[d] = chosen
    links = [_direct(f, kin) for d in sorted(parents) for f in parents[d]]
    links += _siblings(kin, parents, explained)
    return tuple(sorted(links, key=lambda x: (x.source, x.to, x.id)))


class Explained:
    """For each text its sentences with their weights, and for each of its kin how much of each sentence that one has (0 to 1)."""

    def __init__(self, kin: Kin) -> None:
        self.weight: list[tuple[float, ...]] = []
        for text, bags in zip(kin.texts, kin.bags, strict=True):
            self.weight.append(
                tuple(
                    kin.weights.of(b) if u.last - u.first >= SHORT and u.key not in kin.weights.furniture else 0.0
                    for u, b in zip(text.units, bags, strict=True)
                )
            )
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


def fits_of(d: int, kin: Kin, explained: Explained, named: Mapping[str, frozenset[str]]) -> tuple[Fit, ...]:
    """How well each of its kin explains text d, best first; those surely later are left out."""
    mine = kin.texts[d].reading
    common = max(1e-9, explained.mass(d, explained.shared(d)))
    found = []
    for p, units in explained.by[d].items():
        other = kin.texts[p].reading
        if surely_earlier(mine, other):
            continue
        had, back = explained.mass(d, units), explained.mass(p, explained.by[p][d])
        own, own_there = 1 - had / explained.total(d), 1 - back / explained.total(p)
        cues = cues_of(mine, other, named, own, own_there)
        exact = had / max(1e-9, sum(explained.weight[d][i] for i in units))
        found.append(Fit(d, p, had / common, exact, own, own_there, 0.0, sum(c.odds for c in cues), tuple((c.name, c.odds) for c in cues)))
    found.sort(key=lambda f: (-_score(f), f.parent))
    return tuple(replace(f, rank=_score(f) - max((_score(g) for g in found if g is not f), default=0.0)) for f in found)


def _score(fit: Fit) -> float:
    """What a parent is chosen by: what it explains first, then what speaks for the direction."""
    return 8.0 * fit.covers + 0.5 * fit.odds


def _order(fits: Mapping[int, Sequence[Fit]]) -> Iterable[int]:
    """Texts whose best parent is clearest come first, so that the less clear ones fall in with them."""
    return sorted(fits, key=lambda d: (-(fits[d][0].rank + fits[d][0].odds) if fits[d] else 0.0, d))


def _parents(d: int, fits: Sequence[Fit], explained: Explained, parents: Mapping[int, Sequence[Fit]]) -> list[Fit]:
    """The parents of text d: the best that makes no ring, and others that explain what is left."""
    chosen: list[Fit] = []
    have: dict[int, float] = {}
    for fit in fits:
        if _descends(fit.parent, d, parents):
            continue
        units = explained.by[d][fit.parent]
        if not chosen:
            if direct_probability(fit) < DIRECT:
                continue
            chosen.append(fit)
            have = dict(units)
            continue
        added = {i: like - have.get(i, 0.0) for i, like in units.items() if like > have.get(i, 0.0) + 0.3}
        gain = explained.mass(d, added)
        if gain >= max(SECOND_WEIGHT, SECOND_SHARE * explained.total(d)) and len(chosen) < 4 and direct_probability(fit) >= 0.2:
            chosen.append(fit)
            have.update({i: max(have.get(i, 0.0), like) for i, like in units.items()})
    return chosen


def _descends(one: int, of: int, parents: Mapping[int, Sequence[Fit]]) -> bool:
    """Whether text `one` is text `of` or comes from it."""
    todo, seen = [one], set()
    while todo:
        x = todo.pop()
        if x == of:
            return True
        if x not in seen:
            seen.add(x)
            todo += [f.parent for f in parents.get(x, ())]
    return False


def direct_probability(fit: Fit) -> float:
    """The probability that the text is from this very one, not from a third that is not held."""
    return probability(-3.0 + 3.0 * fit.covers + 0.6 * fit.odds)


def _direct(fit: Fit, kin: Kin) -> Link:
    here, there = kin.texts[fit.child].source, kin.texts[fit.parent].source
    spans = _spans(kin, fit.child, fit.parent)
    kind: LinkKind = "copies" if fit.exact >= 0.8 else "paraphrases"
    return Link(
        derived_id("link", here, there, kind, "direct"), here, there, kind, "direct", any(n == "names it" for n, _ in fit.cues), *spans[0],
        p=direct_probability(fit), p_direction=probability(fit.odds), cues=fit.cues, passages=tuple(spans[1:8]), why=("shared text",),
    )  # fmt: skip


def _spans(kin: Kin, a: int, b: int) -> list[tuple[Span, Span]]:
    tie = kin.ties[min(a, b), max(a, b)]
    found = passages_of(tie.shared, kin.texts)
    return [(x, y) if a < b else (y, x) for x, y, _ in found]


def _siblings(kin: Kin, parents: Mapping[int, Sequence[Fit]], explained: Explained) -> list[Link]:
    """Pairs that share a passage which neither has from a held parent that the other has or comes from."""
    found = []
    for (a, b), tie in kin.ties.items():
        if any(f.parent == b for f in parents.get(a, ())) or any(f.parent == a for f in parents.get(b, ())):
            continue
        if tie.by == "text" and (parents.get(a) or parents.get(b)):
            continue
        if tie.by == "quotation" and (_descends(a, b, parents) or _descends(b, a, parents) or parents.get(a) or parents.get(b)):
            continue
        spans = _spans(kin, a, b)
        kind: LinkKind = "copies" if tie.by == "text" else "quotes"
        p = probability(tie.evidence / 3 - 1) if tie.by == "text" else 0.6
        one, two = kin.texts[a].source, kin.texts[b].source
        found.append(
            Link(
                derived_id("link", one, two, kind, "sibling"),
                one,
                two,
                kind,
                "sibling",
                False,
                *spans[0],
                p=p,
                passages=tuple(spans[1:8]),
                why=("shared text",),
            )
        )
    return found


def _with_decisions(found: Sequence[Link], decided: Sequence[Link]) -> tuple[Link, ...]:
    """Links with a person's decisions in place of the proposals between the same two."""
    settled = {frozenset((x.source, x.to)) for x in decided}
    kept = [x for x in found if frozenset((x.source, x.to)) not in settled]
    kept += [replace(x, p=0.0 if x.state == "rejected" else 1.0, p_direction=1.0) for x in decided]
    return tuple(sorted(kept, key=lambda x: (x.source, x.to, x.id)))


__all__ = ["direct_probability", "fits_of", "lineage_of", "odds_of"]
