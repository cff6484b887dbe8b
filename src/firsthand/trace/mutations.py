"""Mutations: along every link between two held texts, what was upstream and what it became.

Where the way of a link is known, the later text is the one that changed. Between siblings, and where the way is open, the odd one out against the
other texts of the family is; where two stand alone, the one that lost or coarsened something. Precision goes before number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Lineage, Link, Mutation
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading
from firsthand.trace.amount_changes import Change, by_number, rounds, value_of
from firsthand.trace.attribution_changes import attribution_changes, footnote_changes, headline_changes
from firsthand.trace.changes import changes
from firsthand.trace.clauses import Clause, Shelf, clauses_of, figured_clauses_of, paired, shelf_of, weights_of

UPPER = re.compile(
    r"up to|as \w+ as|at most|no more|至多|最多|多达|མང|[\u0f40-\u0fbc་]{2,12}མང་མཐར", re.IGNORECASE
)  # how an upper bound begins
TWIN_DATES, TWIN_NUMBERS = 2, 3  # so many dates or numbers that differ between two texts of one form make them twins
SURE_WAY = 0.75  # probability of a link's direction from which the later text is the one that changed
LIKELY = 0.4  # links less likely than this are not followed
CROWD = 24  # texts that have something from one source, up to which their figures are compared
TELLING = Decimal(20)  # smaller numbers are too common to be known again without the words around them
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
    found = _without_twins([*_on_ways(pairs, texts), *_among_kin(pairs, texts)])
    found += _from_one_source(lineage, texts, said, clauses, pairs)
    found += attribution_changes(texts, said, lineage)
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
        and k.kind != "cites"
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


def _on_ways(pairs: Sequence[_Pair], texts: Mapping[str, Reading]) -> Iterator[Mutation]:
    for p in pairs:
        if p.way:
            for c in _told_apart(changes(p.there, p.here, p.like), p.there.source, p.here.source, texts):
                yield _mutation(p.here.source, p.there.source, p.link.id, c)


def _from_one_source(
    lineage: Lineage,
    texts: Mapping[str, Reading],
    said: Mapping[str, Said],
    clauses: Mapping[str, tuple[Clause, ...]],
    pairs: Sequence[_Pair],
) -> Iterator[Mutation]:
    """Texts that have a figure from one source that is not held: where most give it one way, the others changed it; a bound that two give either way was turned by those who say more."""
    together = {frozenset((p.here.source, p.there.source)) for p in pairs}
    by_source: dict[str, dict[str, Link]] = defaultdict(dict)
    for k in lineage.links:
        if k.to not in texts and k.source in texts and k.p >= LIKELY and k.state != "rejected":
            by_source[k.to].setdefault(k.source, k)
    groups = [links for links in by_source.values() if 2 <= len(links) <= CROWD]
    figures = {
        s: _figures(clauses[s] if s in clauses else figured_clauses_of(texts[s], said.get(s, Said(s))))
        for s in {s for g in groups for s in g}
    }
    for links in groups:
        yield from _odd_figures({s: figures[s] for s in links}, links, together)


def _figures(clauses: Sequence[Clause]) -> list[Clause]:
    return [c for c in clauses if any(x.amount and _telling(x.amount.floor, x.amount.ceiling) for x in c.claims)]


def _telling(*numbers: Decimal | None) -> bool:
    return any(n is not None and n >= TELLING for n in numbers)


def _odd_figures(own: Mapping[str, Sequence[Clause]], links: Mapping[str, Link], together: set[frozenset[str]]) -> Iterator[Mutation]:
    found: dict[tuple[str, str, int], dict[str, Change]] = defaultdict(dict)
    for one, two in permutations(sorted(own), 2):
        for became in own[one]:
            for was in own[two]:
                for c in by_number(was, became):
                    found[one, c.type, c.span.start].setdefault(two, c)
    for (source, code, _), others in sorted(found.items()):
        to, change = min(others.items())
        holders = sum(any(_holds(c, change) for c in own[s]) for s in own if s != source)
        if (frozenset((source, to)) in together and code != "base_to_count") or (code == "bound_turned" and UPPER.match(change.became)):
            continue
        if code != "bound_turned" and 2 * len(others) <= holders:
            continue
        if any(o < source and frozenset((o, source)) in together for (o, c, _) in found if c == code):
            continue  # it came along with the words of a text that has it already
        yield _mutation(source, to, links[source].id, _at_first(change, own[source]) if code == "range_dropped" else change)


def _at_first(change: Change, clauses: Sequence[Clause]) -> Change:
    """The same change where the figure first stands in the text, also rounded (a headline)."""
    claims = sorted(
        (c for clause in clauses for c in clause.claims if c.amount and c.amount_at), key=lambda c: c.amount_at.start if c.amount_at else 0
    )
    value = next((value_of(c.amount) for c in claims if c.amount and c.amount_at == change.span), None)
    for c in claims:
        assert c.amount and c.amount_at
        one = value_of(c.amount)
        if value is not None and one is not None and c.amount.kind != "range" and rounds(value, one):
            passage = c.passages[0]
            return replace(
                change, span=c.amount_at, became=passage.quote[c.amount_at.start - passage.start : c.amount_at.end - passage.start]
            )
    return change


def _holds(clause: Clause, change: Change) -> bool:
    return any(c.amount_at and c.amount and _telling(c.amount.floor, c.amount.ceiling) and _same_figure(c, change) for c in clause.claims)


def _same_figure(claim: Claim, change: Change) -> bool:
    numbers = re.findall(r"\d+(?:[.,]\d+)*", change.became)
    quote = claim.passages[0].quote
    assert claim.amount_at
    return any(n in quote[claim.amount_at.start - claim.passages[0].start : claim.amount_at.end - claim.passages[0].start] for n in numbers)


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
            later = _later(p, forth, back, aspect, texts) if mine == theirs else ("here" if mine < theirs else "there")
            chosen, source, to = (forth, p.here.source, p.there.source) if later == "here" else (back, p.there.source, p.here.source)
            for c in _told_apart(chosen, to, source, texts):
                if c.aspect == aspect:
                    yield _mutation(source, to, p.link.id, c)


def _later(p: _Pair, forth: Sequence[Change], back: Sequence[Change], aspect: str, texts: Mapping[str, Reading]) -> str:
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
