"""One fact told by many: sentences that tell of one figure on one day at one place, in any text and language, whether or not a link was found.

In: the sentences of the texts, and who has his text from whom. Out: mutations: where the tellings of one fact differ in something, those that changed
it. The text that has its words from another is the later one; where neither has, the telling that fewer share. Tellings in the same words are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from firsthand.model.findings import Lineage, Mutation
from firsthand.tongues.bearings import when_in, where_in
from firsthand.trace.amount_changes import Change, kind_told
from firsthand.trace.changes import changes
from firsthand.trace.clauses import Clause
from firsthand.trace.sounds import skeleton

TELLING = 20  # smaller figures are too common to be known again
CROWD = 24  # tellings of one fact in other words that are compared with one another
LIKE, LIKE_ACROSS = 0.9, 0.8  # how alike two tellings of one fact are taken to be
PARENT, SURE_WAY = 0.5, 0.75  # a link, and its way, from which a text is taken to have its words from another


@dataclass(frozen=True, eq=False)
class Fact:
    """A sentence with what tells its fact apart: large figures, days, places by their sounds, kinds of what is counted."""

    clause: Clause
    figures: frozenset[Decimal]
    days: frozenset[tuple[int, int]]
    places: frozenset[str]
    kinds: frozenset[str]
    speakers: frozenset[str]


@dataclass(frozen=True, eq=False)
class Telling:
    """One wording of a fact, and the sentences that have it, by their texts."""

    fact: Fact
    holders: Mapping[str, Clause]


Place = tuple[str, int]
Making = Callable[[Clause, Clause, Change], Mutation]


@dataclass(frozen=True, eq=False)
class Told:
    """All facts of a case with their tellings, and where each sentence stands among them."""

    facts: tuple[tuple[Telling, ...], ...]
    at: Mapping[Place, int]
    places: Mapping[str, frozenset[str]]  # of each text, the places of which its facts tell, by their sounds
    names: Mapping[str, str]  # of all places, name as written -> sounds

    def translated_so(self, was: Clause, became: Clause, aspect: str) -> bool:
        """Whether another text in the language of `was` already tells it as `became` does: then a translation changed nothing."""
        number = self.at.get(place_of(became))
        if was.language == became.language or number is None:
            return False
        near = [t.fact.clause for t in self.facts[number] if t.fact.clause.language == was.language]
        return any(all(c.aspect != aspect for c in (*_changed(x, became), *_changed(became, x))) for x in near)


def told_by(clauses: Mapping[str, Sequence[Clause]]) -> Told:
    """The facts that more than one wording tells."""
    found = {s: [f for c in clauses[s] if (f := fact_of(c))] for s in sorted(clauses)}
    facts = tuple(map(tuple, _clusters([f for fs in found.values() for f in fs])))
    places = {s: frozenset(p for f in fs for p in f.places) for s, fs in found.items()}
    names = {n: skeleton(n) for fs in found.values() for f in fs for n in places_in(f.clause.text)}
    return Told(facts, {place_of(c): i for i, ts in enumerate(facts) for t in ts for c in t.holders.values()}, places, names)


def place_of(clause: Clause) -> Place:
    """Where a sentence stands: its source and beginning."""
    return clause.source, clause.span.start


def told_otherwise(told: Told, lineage: Lineage, make: Making) -> Iterator[Mutation]:
    """The mutations among tellings of one fact; `make` says how one is written down: the later sentence, the other, the change."""
    parents = _parents(lineage)
    above = _Above(parents)
    for tellings in told.facts:
        yield from _differences(tellings, parents, above, make)


def fact_of(clause: Clause) -> Fact | None:
    """The fact that a sentence tells, if it has a telling figure and a day or a place."""
    figures = frozenset(x for x in clause.figures if x >= TELLING)
    if not figures:
        return None
    days = frozenset((w.month, w.day) for w, _ in when_in(clause.text) if w.month and w.day)
    places = frozenset(s for name in places_in(clause.text) if (s := skeleton(name)))
    if not days and not places:
        return None
    kinds = frozenset(k for c in clause.claims if c.amount and (k := kind_told(c.amount)))
    return Fact(clause, figures, days, places, kinds, frozenset(n for c in clause.claims for n in c.said_by))


_TIBETAN_PLACE = re.compile(r"(?=((?:[\u0f40-\u0fbc]+་){2,3})(?:རྫོང|ས་ཁུལ|ཞིང་ཆེན|གྲོང་ཁྱེར))")


def places_in(text: str) -> tuple[str, ...]:
    """The names of places whose class is written; of a Tibetan one its last two and three syllables, as no mark shows where it begins."""
    return (*(p.name for p in where_in(text) if p.name), *(m[1] for m in _TIBETAN_PLACE.finditer(text)))


def same_fact(one: Fact, two: Fact) -> bool:
    """Whether two sentences tell of one thing: the figure and the day, and no other place; or all but the figure, which is ten times the other."""
    elsewhere = bool(one.places and two.places) and one.places.isdisjoint(two.places) and not _wider(one, two)
    if elsewhere:
        return False
    if one.figures & two.figures:
        return bool(one.days & two.days) or bool(one.places & two.places and one.speakers & two.speakers and one.kinds & two.kinds)
    shifted = len(one.figures) == len(two.figures) == 1 and _tenfold(next(iter(one.figures)), next(iter(two.figures)))
    return shifted and bool(one.days) and one.days == two.days and bool(one.kinds & two.kinds or one.speakers & two.speakers)


def _wider(one: Fact, two: Fact) -> bool:
    here, there = ({p.level for p in where_in(f.clause.text)} for f in (one, two))
    return here.isdisjoint(there)


def _tenfold(one: Decimal, two: Decimal) -> bool:
    return max(one, two) / min(one, two) in (10, 100, 1000)


def _clusters(facts: Iterable[Fact]) -> Iterator[list[Telling]]:
    """The facts with the tellings of each, those with one telling left out."""
    by_words: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for f in facts:
        by_words[f.clause.language, " ".join(f.clause.text.split())].append(f)
    tellings = [Telling(fs[0], {f.clause.source: f.clause for f in fs}) for _, fs in sorted(by_words.items())]
    root = list(range(len(tellings)))

    def top(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    by_key: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(tellings):
        for key in _keys(t.fact):
            by_key[key].append(i)
    for members in by_key.values():
        if len(members) <= 4 * CROWD:
            for a, b in combinations(members, 2):
                if top(a) != top(b) and same_fact(tellings[a].fact, tellings[b].fact):
                    root[max(top(a), top(b))] = min(top(a), top(b))
    groups: dict[int, list[Telling]] = defaultdict(list)
    for i, t in enumerate(tellings):
        groups[top(i)].append(t)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=lambda t: (-len(t.holders), t.fact.clause.text))[:CROWD]


def _keys(fact: Fact) -> Iterator[tuple[object, ...]]:
    for figure in fact.figures:
        yield from (("day", figure, d) for d in fact.days)
        yield from (("place", figure, p) for p in fact.places)
    yield from (("days", fact.days, k) for k in fact.kinds if fact.days)
    yield from (("days", fact.days, s) for s in fact.speakers if fact.days)


def _differences(tellings: Sequence[Telling], parents: Mapping[str, frozenset[str]], above: _Above, make: Making) -> Iterator[Mutation]:
    """Of each two tellings that differ in something, the later one's change."""
    found = {
        (i, j): _changed(tellings[i].fact.clause, tellings[j].fact.clause)
        for i in range(len(tellings))
        for j in range(len(tellings))
        if i != j
    }

    def agree(i: int, j: int, aspect: str) -> bool:
        return i == j or all(c.aspect != aspect for c in (*found[i, j], *found[j, i]))

    for i, j in combinations(range(len(tellings)), 2):
        for aspect in sorted({c.aspect for c in (*found[i, j], *found[j, i])}):
            sides = [[t for k, t in enumerate(tellings) if agree(x, k, aspect) and not agree(y, k, aspect)] for x, y in ((i, j), (j, i))]
            later = _by_year([c for c in found[i, j] if c.aspect == aspect])
            if later is None:
                later = _later([tellings[i], tellings[j]], sides, above)
            if later is None or not found[(i, j) if later == 1 else (j, i)]:
                continue
            was, became = (tellings[i], tellings[j]) if later == 1 else (tellings[j], tellings[i])
            beside = [t for t in sides[1 - later] if all(c.aspect == aspect for c in _both(t, became))]
            yield from _told(was, became, beside, sides[later], aspect, parents, make)


def _both(one: Telling, two: Telling) -> tuple[Change, ...]:
    here, there = one.fact.clause, two.fact.clause
    return (*_changed(here, there), *_changed(there, here))


def _by_year(found: Sequence[Change]) -> int | None:
    """Which of two tellings under different years is the later one."""
    year = next((c for c in found if c.field == "year"), None)
    return None if year is None else int(last_year(year.was) < last_year(year.became))


def last_year(words: str) -> int:
    """The last year that some words name; 0 for none."""
    return max((int(x) for x in re.findall(r"\d{4}", words)), default=0)


def _changed(was: Clause, became: Clause) -> tuple[Change, ...]:
    return changes(was, became, LIKE if was.language == became.language else LIKE_ACROSS)


def _later(pair: Sequence[Telling], sides: Sequence[Sequence[Telling]], above: _Above) -> int | None:
    """Which of two tellings is the later one: the one whose texts have theirs from texts of the other; else the one that fewer texts share."""
    one, two = (set(t.holders) for t in pair)
    first = any(above.of(d) & two for d in one)
    second = any(above.of(d) & one for d in two)
    if first != second:
        return 0 if first else 1
    counts = [len({d for t in side for d in t.holders}) for side in sides]
    if counts[0] == counts[1]:  # one that has its words from somebody is rather the one that changed them
        counts = [-max(len(above.of(d)) for d in held) for held in (one, two)]
    return None if counts[0] == counts[1] else int(counts[1] < counts[0])


def _told(
    was: Telling,
    became: Telling,
    other: Sequence[Telling],
    same: Sequence[Telling],
    aspect: str,
    parents: Mapping[str, frozenset[str]],
    make: Making,
) -> Iterator[Mutation]:
    """The change in each text that has the later telling, unless it came along from a parent or the text has the other telling too."""
    having, otherwise = {d for t in same for d in t.holders}, {d for t in other for d in t.holders}
    for source, clause in sorted(became.holders.items()):
        to = next((c for d, c in sorted(was.holders.items()) if d != source), None)
        if to is None:
            continue
        came = any(t.fact.clause.language == to.language != clause.language for t in same)  # the telling it translates
        if came or source in otherwise or parents.get(source, frozenset()) & having:
            continue
        yield from (make(clause, to, c) for c in _changed(to, clause) if c.aspect == aspect)


def _parents(lineage: Lineage) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for k in lineage.links:
        if k.relation != "sibling" and k.to_span is not None and k.p >= PARENT and k.state != "rejected" and k.p_direction >= SURE_WAY:
            found[k.source].add(k.to)
    return {s: frozenset(to) for s, to in found.items()}


class _Above:
    """All texts from which a text has its words, through any number of others; worked out when first asked for."""

    def __init__(self, parents: Mapping[str, frozenset[str]]) -> None:
        self._parents = parents
        self._known: dict[str, frozenset[str]] = {}

    def of(self, source: str) -> frozenset[str]:
        """Those above one text."""
        if source not in self._known:
            seen: set[str] = set()
            todo = [source]
            while todo:
                for up in self._parents.get(todo.pop(), frozenset()) - seen:
                    seen.add(up)
                    todo.append(up)
            self._known[source] = frozenset(seen)
        return self._known[source]
