"""Mutations: along every link between two held texts, what was upstream and what it became.

Where the way of a link is known, the later text is the one that changed. Between siblings, and where the way is open, the odd one out against the
other texts of the family is; where two stand alone, the one that lost or coarsened something. Precision goes before number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.model.claims import Said
from firsthand.model.findings import Lineage, Link, Mutation
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading
from firsthand.trace.additions import additions
from firsthand.trace.amount_changes import Change
from firsthand.trace.attribution_changes import attribution_changes, footnote_changes, headline_changes
from firsthand.trace.changes import changes
from firsthand.trace.clauses import Clause, Shelf, clauses_of, figured_clauses_of, paired, shelf_of, weights_of
from firsthand.trace.facts import Told, last_year, told_by, told_otherwise
from firsthand.trace.one_source import LIKELY, UPPER, from_one_source

TWIN_DATES, TWIN_NUMBERS = 2, 3  # so many dates or numbers that differ between two texts of one form make them twins
SURE_WAY = 0.75  # probability of a link's direction from which the later text is the one that changed
NAMED_LIKELY = 0.25  # the same where the text names its carrier: its sentences are set beside the carrier's, and only like ones count
PARTNERS = 12  # texts with which one text is compared, the likeliest first
# Of a pair without a way, these speak for the text in which they are found: something was lost, coarsened or turned.
LOSSES = frozenset(
    [
        "range_to_top",
        "range_dropped",
        "bound_lost",
        "bound_turned",
        "about_dropped",
        "hedge_dropped",
        "denial_dropped",
        "negation_lost",
        "base_to_count",
        "additional_lost",
        "target_to_achieved",
        "stock_to_flow",
        "magnitude",
        "act_escalated",
        "scope_widened",
        "source_raised",
        "source_multiplied",
        "denominator_changed",
    ]
)


SWAPS = frozenset(("number_changed", "date_shifted", "period_changed", "magnitude", "unit_changed", "act_changed"))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two texts set side by side through a link: here the link's source, there what it had it from; `way` says that the direction is known."""

    link: Link
    here: Clause
    there: Clause
    like: float
    way: bool


def mutations_of(readings: Sequence[Reading], said: Mapping[str, Said], lineage: Lineage) -> tuple[Mutation, ...]:
    """Every mutation found, in the order of the sources and of their text."""
    texts = {r.source: r for r in readings}
    links = _followed(lineage, texts)
    needed = {s for k in links for s in (k.source, k.to)}
    clauses = {s: clauses_of(texts[s], said.get(s, Said(s))) for s in sorted(needed)}
    weights = weights_of(clauses.values())
    shelves = {s: shelf_of(c, weights) for s, c in clauses.items()}
    pairs = [p for k in links for p in _pairs(k, shelves, weights)]
    figured = {s: clauses[s] if s in clauses else figured_clauses_of(r, said.get(s, Said(s))) for s, r in sorted(texts.items())}
    told = told_by(figured)
    found = _without_twins([*_on_ways(pairs, texts, told), *_among_kin(pairs, texts)])
    together = frozenset(frozenset((p.here.source, p.there.source)) for p in pairs)
    handed = frozenset((p.here.source, p.there.source) for p in pairs if p.way)
    found += from_one_source(lineage, texts, figured, together, handed, _mutation)
    found += told_otherwise(told, lineage, lambda now, then, c: _mutation(now.source, then.source, "", _edition(c, then, now, texts)))
    found += additions(texts, lineage, lambda source, to, c: _mutation(source, to, "", c))
    found += attribution_changes(texts, said, lineage, told)
    found += footnote_changes(texts, said)
    found += [m for r in readings for m in headline_changes(r, said.get(r.source, Said(r.source)))]
    return _settled(found)


def _followed(lineage: Lineage, texts: Mapping[str, Reading]) -> list[Link]:
    """The links between held texts along which words travelled, at most PARTNERS a text."""
    fit = [
        k
        for k in lineage.links
        if k.source in texts
        and k.to in texts
        and k.state != "rejected"
        and (k.p >= (NAMED_LIKELY if k.named else LIKELY) or k.state != "proposed")
        and (k.kind != "cites" or k.to_span is not None)
    ]
    taken: dict[str, int] = defaultdict(int)
    out = []
    for k in sorted(fit, key=lambda k: (k.relation == "sibling", -k.p, k.id)):
        if taken[k.source] < PARTNERS and (k.relation != "sibling" or taken[k.to] < PARTNERS):
            taken[k.source] += 1
            taken[k.to] += k.relation == "sibling"
            out.append(k)
    return out


def _pairs(link: Link, shelves: Mapping[str, Shelf], weights: Mapping[str, float]) -> Iterator[_Pair]:
    way = link.relation != "sibling" and (link.p_direction >= SURE_WAY or link.state in ("accepted", "reversed"))
    within = ((link.span, link.to_span), *link.passages)
    for here, there, like in paired(shelves[link.source], shelves[link.to], weights, within):
        yield _Pair(link, here, there, like, way)


def _on_ways(pairs: Sequence[_Pair], texts: Mapping[str, Reading], told: Told) -> Iterator[Mutation]:
    for p in pairs:
        if p.way:
            found = [_edition(c, p.there, p.here, texts) for c in changes(p.there, p.here, p.like)]
            for c in _told_apart(found, p.there.source, p.here.source, texts):
                if not told.translated_so(p.there, p.here, c.aspect):
                    yield _mutation(p.here.source, p.there.source, p.link.id, c)


def _edition(c: Change, was: Clause, became: Clause, texts: Mapping[str, Reading]) -> Change:
    """A figure under another year's date in a text of the same publisher: an earlier edition's, carried over."""
    one, two = texts[was.source].publisher, texts[became.source].publisher
    same = c.field == "year" and one == two and bool(one) and bool(was.figures & became.figures)
    return replace(c, type="edition_carried_over") if same else c


def _without_twins(found: Sequence[Mutation]) -> list[Mutation]:
    """Without the swaps of template twins: two texts of one form that differ in several dates, or in many numbers, are about two things."""
    dates: dict[frozenset[str], set[str]] = defaultdict(set)
    numbers: dict[frozenset[str], set[str]] = defaultdict(set)
    for m in found:
        kind = dates if m.type in ("date_shifted", "period_changed") else numbers if m.type == "number_changed" else None
        if kind is not None:
            kind[frozenset((m.source, m.to))].add(m.was)
    twins = {p for p, was in dates.items() if len(was) >= TWIN_DATES} | {p for p, was in numbers.items() if len(was) >= TWIN_NUMBERS}
    return [m for m in found if m.type not in SWAPS or frozenset((m.source, m.to)) not in twins]


def _told_apart(found: Sequence[Change], up: str, down: str, texts: Mapping[str, Reading]) -> Iterator[Change]:
    """Without those whose new words the upstream text has elsewhere and whose old words the later one has: two facts side by side, not one changed."""
    for c in found:
        if c.type not in SWAPS or not (c.became in texts[up].text or c.was in texts[down].text):
            yield c


def _among_kin(pairs: Sequence[_Pair], texts: Mapping[str, Reading]) -> Iterator[Mutation]:
    """Pairs without a known way: of the two texts, the one with fewer of the family on its side has changed."""
    open_pairs = [p for p in pairs if not p.way]
    partners: dict[tuple[str, int], list[tuple[Clause, Clause, float]]] = defaultdict(list)
    for p in pairs:
        partners[p.here.source, p.here.span.start].append((p.here, p.there, p.like))
        partners[p.there.source, p.there.span.start].append((p.there, p.here, p.like))
    agreeing: dict[tuple[str, int, str], int] = {}

    def agrees(clause: Clause, aspect: str) -> int:
        key = (clause.source, clause.span.start, aspect)
        if key not in agreeing:
            near = partners[clause.source, clause.span.start]
            agreeing[key] = sum(
                all(c.aspect != aspect for c in (*changes(other, one, like), *changes(one, other, like))) for one, other, like in near
            )
        return agreeing[key]

    for p in open_pairs:
        forth, back = changes(p.there, p.here, p.like), changes(p.here, p.there, p.like)
        for aspect in sorted({c.aspect for c in (*forth, *back)}):
            mine, theirs = agrees(p.here, aspect), agrees(p.there, aspect)
            later = (
                _later(p, forth, back, aspect, texts)
                if mine == theirs or any(c.field == "year" for c in forth)
                else ("here" if mine < theirs else "there")
            )
            chosen, source, to = (forth, p.here.source, p.there.source) if later == "here" else (back, p.there.source, p.here.source)
            was, now = (p.there, p.here) if later == "here" else (p.here, p.there)
            for c in _told_apart([_edition(x, was, now, texts) for x in chosen], to, source, texts):
                if c.aspect == aspect:
                    yield _mutation(source, to, p.link.id, c)


def _later(p: _Pair, forth: Sequence[Change], back: Sequence[Change], aspect: str, texts: Mapping[str, Reading]) -> str:
    year = next((c for c in forth if c.aspect == aspect and c.field == "year"), None)
    if year:
        return "here" if last_year(year.was) < last_year(year.became) else "there"
    lost_here = any(c.aspect == aspect and _says_more(c) for c in forth)
    lost_there = any(c.aspect == aspect and _says_more(c) for c in back)
    if lost_here != lost_there:
        return "here" if lost_here else "there"
    one, two = texts[p.here.source].published, texts[p.there.source].published
    if one and two and two.surely_before(one):
        return "here"
    if one and two and one.surely_before(two):
        return "there"
    return "here"


def _says_more(c: Change) -> bool:
    """Whether the change makes the text say more, or more flatly, than the other does."""
    return (
        c.type in LOSSES or (c.type == "bound_added" and not UPPER.match(c.became)) or (c.type == "bound_lost" and bool(UPPER.match(c.was)))
    )


def _mutation(source: str, to: str, link: str, c: Change) -> Mutation:
    return Mutation(
        derived_id("mutation", source, c.span.start, c.span.end, c.type),
        source,
        c.span,
        to,
        c.to_span,
        c.field,
        c.was,
        c.became,
        c.type,
        link,
    )


def _settled(found: Sequence[Mutation]) -> tuple[Mutation, ...]:
    """One mutation for each changed thing of a text: what was said of one place and type twice is kept once."""
    best: dict[tuple[str, int, str], Mutation] = {}
    for m in found:
        best.setdefault((m.source, m.span.start, m.type), m)
    return tuple(sorted(best.values(), key=lambda m: (m.source, m.span.start, m.type)))
