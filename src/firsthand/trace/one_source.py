"""Figures that several texts have from one source that is not held: where most give one one way, the others changed it.

In: who has what from whom, the sentences with figures. Out: mutations, each of a text beside another that has the same source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from firsthand.model.claims import Claim
from firsthand.model.findings import Lineage, Link, Mutation
from firsthand.model.passages import Reading
from firsthand.trace.amount_changes import Change, by_number, other_place, rounds, value_of, words_at
from firsthand.trace.clauses import Clause
from firsthand.trace.turns import details
from firsthand.trace.wording import hedges

UPPER = re.compile(
    r"up to|as \w+ as|at most|no more|至多|最多|多达|མང|[\u0f40-\u0fbc་]{2,12}མང་མཐར", re.IGNORECASE
)  # how an upper bound begins
LIKELY = 0.4  # links less likely than this are not followed
CROWD = 24  # texts that have something from one source, up to which their figures are compared
TELLING = Decimal(20)  # smaller numbers are too common to be known again without the words around them
BESIDE = frozenset(["hedge_added", "detail_added"])  # what is said only where every other text with the figure lacks it
Making = Callable[[str, str, str, Change], Mutation]


def from_one_source(
    lineage: Lineage,
    texts: Mapping[str, Reading],
    clauses: Mapping[str, Sequence[Clause]],
    together: frozenset[frozenset[str]],
    handed: frozenset[tuple[str, str]],
    make: Making,
) -> Iterator[Mutation]:
    """Texts that have a figure from one source that is not held: where most give it one way, the others changed it; a bound that two give either way was turned by those who say more."""
    by_source: dict[str, dict[str, Link]] = defaultdict(dict)
    for k in lineage.links:
        if k.to not in texts and k.source in texts and k.p >= LIKELY and k.state != "rejected":
            by_source[k.to].setdefault(k.source, k)
    groups = [links for links in by_source.values() if 2 <= len(links) <= CROWD]
    figures = {s: _figures(clauses[s]) for s in {s for g in groups for s in g}}
    for links in groups:
        yield from _odd_figures({s: figures[s] for s in links}, links, together, handed, make)


def _range(clause: Clause) -> range:
    return range(clause.span.start, clause.span.end)


def _beside(was: Clause, became: Clause) -> Iterator[Change]:
    """What stands beside one figure here and not there: a hedge, a detail in brackets."""
    if was.language != became.language or not {x for x in was.figures & became.figures if x >= TELLING} or other_place(was, became):
        return
    cue = hedges(became)
    if cue and not hedges(was):
        yield Change("hedge", "hedge_added", "stance", cue[0], was.span, "", words_at(became, cue[0]))
    for _, code, field, now, then in details(was, became):
        yield Change("detail", code, field, now, then, words_at(was, then), words_at(became, now))


def _blurred(was: Clause, became: Clause) -> Iterator[Change]:
    """A further amount that had a figure and is only an order of magnitude now: another 2 million, millions more."""
    for old in was.claims:
        for new in became.claims:
            a, b = old.amount, new.amount
            if not (
                a
                and b
                and old.amount_at
                and new.amount_at
                and a.measure == b.measure == "additional"
                and b.kind == "vague"
                and a.kind != "vague"
            ):
                continue
            value = value_of(a)
            if b.floor and value is not None and b.floor <= value < 1000 * b.floor:
                now, then = new.amount_at, old.amount_at
                yield Change("amount", "number_changed", "number", now, then, words_at(was, then), words_at(became, now))


def _figures(clauses: Sequence[Clause]) -> list[Clause]:
    return [c for c in clauses if any(x.amount and _telling(x.amount.floor, x.amount.ceiling) for x in c.claims)]


def _telling(*numbers: Decimal | None) -> bool:
    return any(n is not None and n >= TELLING for n in numbers)


def _odd_figures(
    own: Mapping[str, Sequence[Clause]],
    links: Mapping[str, Link],
    together: frozenset[frozenset[str]],
    handed: frozenset[tuple[str, str]],
    make: Making,
) -> Iterator[Mutation]:
    found: dict[tuple[str, str, int], dict[str, Change]] = defaultdict(dict)
    for one, two in permutations(sorted(own), 2):
        for became in own[one]:
            for was in own[two]:
                for c in (*by_number(was, became), *_beside(was, became), *_blurred(was, became)):
                    found[one, c.type, c.span.start].setdefault(two, c)
    for (source, code, _), others in sorted(found.items()):
        to, change = min(others.items())
        holders = sum(any(_holds(c, change) for c in own[s]) for s in own if s != source)
        if code in BESIDE:
            sharing = {
                s
                for s in own
                if s != source and any(change.span.start in _range(b) and b.figures & w.figures for b in own[source] for w in own[s])
            }
            if set(others) == sharing:
                yield make(source, to, links[source].id, change)
            continue
        if (frozenset((source, to)) in together and code != "base_to_count") or (code == "bound_turned" and UPPER.match(change.became)):
            continue
        if code != "bound_turned" and 2 * len(others) <= holders:
            continue
        if any((source, o) in handed for (o, c, _) in found if c == code):
            continue  # it came along with the words of a text that has it already
        yield make(source, to, links[source].id, _at_first(change, own[source]) if code == "range_dropped" else change)


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
