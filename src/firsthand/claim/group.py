"""Findings, as proposed: claims that say the same thing, in any document, language and form it took on the way.

Two claims belong together when they share a number of the same counted thing (or stand in aligned passages of a link) and no place, time or act that
both give speaks against it. The same words about another place, period or body are another claim: template twins are never joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Lineage
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span
from firsthand.tongues.bearings import When, Where, when_in, where_in
from firsthand.tongues.nouns import differ, kind_of
from firsthand.tongues.words import characters, forms

TELLING = Decimal(1000)  # a number from here on tells claims apart by itself; a smaller one needs the same act or place besides
CROWD = 150  # claims with one number and kind beyond which only those with the same act and place are compared
ALIKE = 0.55  # shared words (Dice) of two sentences in aligned passages
ENOUGH, WORDS = 3.5, 1.5  # points from which two claims say the same thing, and what alike words add where they fall short
PER_PASSAGE = 400  # pairs looked at for one passage of a link
CLEAR = range(40, 260)  # code points of a sentence that reads well by itself
DIGITS = 3  # significant digits from which a number is seldom said of a thing by chance: 146 villages, not 150
FEW = Decimal(20)  # fewer places than this beside a greater amount say where it was counted
PLACES = frozenset(("county", "region", "township", "village", "prefecture", "city", "district"))
LIKELY = 0.5  # probability of a link from which what two texts say may be one thing


@dataclass(frozen=True, eq=False)
class _Said:
    """A claim with what tells it apart: numbers, counted kind, act, places, dates, words."""

    claim: Claim
    language: str
    numbers: frozenset[Decimal]
    kind: str
    places: tuple[Where, ...]
    dates: tuple[When, ...]
    words: Counter[str]
    order: int


@dataclass
class _Group:
    """Claims joined so far and what they all bring along."""

    members: list[_Said]
    why: set[str] = field(default_factory=set)


def findings_of(readings: Sequence[Reading], said: Mapping[str, Said], lineage: Lineage) -> tuple[Finding, ...]:
    """Proposed findings, those with the most documents first."""
    texts = {r.source: r for r in readings}
    known = [
        _said(c, texts[s], n) for n, (s, c) in enumerate((r.source, c) for r in readings for c in said.get(r.source, Said(r.source)).claims)
    ]
    known = _without_settings(known)
    linked = frozenset(frozenset((k.source, k.to)) for k in lineage.links if k.state != "rejected" and k.kind != "cites" and k.p >= LIKELY)
    groups = _joined(known, [*_by_number(known, linked), *_by_passage(known, lineage)])
    found = [_finding(g, texts) for g in groups if _worth(g)]
    return _named_apart(sorted(found, key=lambda f: (-f[0], f[1].id)))


def _said(claim: Claim, reading: Reading, order: int) -> _Said:
    quote, a = claim.passages[0].quote, claim.amount
    numbers = frozenset(x for x in (a.floor, a.ceiling, a.base) if x is not None) if a else frozenset()
    kind = "%" if a and a.unit == "%" else kind_of(a.what) if a else ""
    return _Said(
        claim,
        reading.language,
        numbers,
        kind,
        where_in(quote),
        tuple(w for w, _ in when_in(quote)),
        Counter(forms(quote, characters(quote))),
        order,
    )


def _without_settings(known: Sequence[_Said]) -> list[_Said]:
    """Without amounts that only say where another one of their sentence was counted: "in three townships, 8,045 people"."""
    greatest: dict[tuple[str, int], Decimal] = {}
    for one in known:
        at = one.claim.source, one.claim.passages[0].start
        if one.numbers and one.kind not in PLACES:
            greatest[at] = max(greatest.get(at, Decimal(0)), *one.numbers)
    kept = [
        one
        for one in known
        if one.kind not in PLACES
        or not one.numbers
        or max(one.numbers) >= min(FEW, greatest.get((one.claim.source, one.claim.passages[0].start), Decimal(0)))
    ]
    return [replace(one, order=n) for n, one in enumerate(kept)]


def _by_number(known: Sequence[_Said], linked: frozenset[frozenset[str]]) -> Iterator[tuple[float, int, int, str]]:
    """Pairs that share a number of one kind of thing, the surest first."""
    buckets: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for i, one in enumerate(known):
        for number in one.numbers:
            buckets[number, one.kind if one.kind == "%" else ""].append(i)
    for (number, _), members in buckets.items():
        parts: dict[object, list[int]] = defaultdict(list)
        for i in members:
            parts[(known[i].claim.act, known[i].kind, known[i].claim.where) if len(members) > CROWD else ()].append(i)
        for part in parts.values():
            for n, i in enumerate(part[:CROWD]):
                for j in part[n + 1 : CROWD]:
                    strength = _strength(known[i], known[j], number, linked)
                    if strength:
                        yield strength, i, j, "same number of the same thing"


def _strength(one: _Said, two: _Said, number: Decimal, linked: frozenset[frozenset[str]]) -> float:
    """How surely two claims that share a number say the same thing; 0: they do not, or it cannot be told."""
    if _apart(one, two):
        return 0.0
    same_kind = bool(one.kind) and one.kind == two.kind
    same_act = bool(one.claim.act) and one.claim.act == two.claim.act
    same_place = bool(one.claim.where) and any(a.same(b) for a in one.places for b in two.places)
    points = (
        (2.0 if same_kind else 0.0)
        + (1.5 if same_act else 0.0)
        + (1.0 if same_place else 0.0)
        + (1.5 if number >= TELLING else 0.0)
        + (1.0 if _same_amount(one, two) else 0.0)
        + (1.0 if same_kind and len(number.normalize().as_tuple().digits) >= DIGITS else 0.0)
    )
    if one.kind == "%":
        speaks = same_act or same_place or _dice(one, two) >= 0.35
    elif points >= ENOUGH:
        speaks = same_kind or same_act or (number >= TELLING and _dice(one, two) >= 0.25)
    else:
        speaks = points + WORDS >= ENOUGH and (same_kind or same_act or number >= TELLING) and _dice(one, two) >= ALIKE
    first = 1.0 if frozenset((one.claim.source, two.claim.source)) in linked else 0.0  # which of two is taken first, not whether
    return points + first if speaks else 0.0


def _same_amount(one: _Said, two: _Said) -> bool:
    a, b = one.claim.amount, two.claim.amount
    return bool(a and b and (a.floor, a.ceiling, a.base) == (b.floor, b.ceiling, b.base))


def _apart(one: _Said, two: _Said) -> bool:
    """Whether something that both give speaks against their being one claim: place, time, counted thing, a number besides."""
    if differ(one.kind, two.kind) or (one.kind == "%") != (two.kind == "%"):
        return True
    if (
        one.places
        and two.places
        and not any(a.same(b) for a in one.places for b in two.places)
        and {p.level for p in one.places} & {p.level for p in two.places}
        and one.language == two.language
    ):
        return True
    mine, theirs = [d for d in one.dates if d.month or d.year], [d for d in two.dates if d.month or d.year]
    return bool(mine and theirs and not any(a.agrees(b) for a in mine for b in theirs))


def _dice(one: _Said, two: _Said) -> float:
    shared = sum((one.words & two.words).values())
    return 2 * shared / max(1, sum(one.words.values()) + sum(two.words.values()))


def _by_passage(known: Sequence[_Said], lineage: Lineage) -> Iterator[tuple[float, int, int, str]]:
    """Pairs that stand in passages which a link sets side by side and whose sentences are alike."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(known):
        by_source[one.claim.source].append(i)
    for link in lineage.links:
        if link.state == "rejected" or link.source not in by_source or link.to not in by_source:
            continue
        for here, there in ((link.span, link.to_span), *link.passages):
            if there is None:
                continue
            mine, theirs = _within(known, by_source[link.source], here), _within(known, by_source[link.to], there)
            pairs = [(i, j) for i in mine for j in theirs][:PER_PASSAGE]
            for i, j in pairs:
                one, two = known[i], known[j]
                if (
                    not _apart(one, two)
                    and bool(one.numbers) == bool(two.numbers)
                    and one.claim.slot.split(":")[0] == two.claim.slot.split(":")[0]
                ):
                    like = _dice(one, two)
                    same = bool(one.numbers & two.numbers) or (not one.numbers and one.claim.act == two.claim.act)
                    if like >= ALIKE and (same or (like >= 0.8 and one.claim.act == two.claim.act and one.kind == two.kind)):
                        yield 4.0 + like, i, j, "aligned passages"


def _within(known: Sequence[_Said], members: Sequence[int], span: Span) -> list[int]:
    return [i for i in members if known[i].claim.passages[0].start < span.end and known[i].claim.passages[0].end > span.start]


def _joined(known: Sequence[_Said], pairs: Sequence[tuple[float, int, int, str]]) -> list[_Group]:
    """Groups grown from the surest pair on; two groups are not joined if any of their claims stand apart."""
    group = {i: _Group([one]) for i, one in enumerate(known)}
    for _, i, j, why in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        one, two = group[i], group[j]
        if one is two:
            continue
        if len(one.members) < len(two.members):
            one, two = two, one
        if any(_apart(a, b) for a in two.members[:8] for b in one.members[:24]):
            continue
        one.members += two.members
        one.why |= two.why | {why}
        for member in two.members:
            group[member.order] = one
    return list({id(g): g for g in group.values()}.values())


def _worth(group: _Group) -> bool:
    """Whether a group is worth showing: it is in two documents, or says how many of a known thing with what was done, where, or on which day."""
    if len({m.claim.source for m in group.members}) > 1:
        return True
    return any(m.claim.amount and m.numbers and m.kind and (m.claim.act or m.claim.where or _a_day(m)) for m in group.members)


def _a_day(one: _Said) -> bool:
    return any(d.day for d in one.dates)


def _finding(group: _Group, texts: Mapping[str, Reading]) -> tuple[int, Finding]:
    members = sorted(group.members, key=lambda m: m.order)
    against = [m for m in members if _speaks_against(m.claim)]
    supports = [m for m in members if m not in against] or members
    if len(supports) == len(members):
        against = []
    clear = min(supports, key=lambda m: _murk(m, texts[m.claim.source], members))
    essence = (
        clear.kind,
        clear.claim.act,
        *sorted(format(n, "f") for n in clear.numbers),
        *sorted({p.name for p in clear.places}),
        " ".join(sorted(clear.words)) if not clear.numbers else "",
    )
    documents = len({m.claim.source for m in members})
    sentence = " ".join(clear.claim.passages[0].quote.split())
    return documents, Finding(
        derived_id("finding", *essence),
        sentence,
        tuple(m.claim.id for m in supports),
        tuple(m.claim.id for m in against),
        why=tuple(sorted(group.why)),
    )


def _speaks_against(claim: Claim) -> bool:
    """Whether a claim denies what it names; that a target is not reached denies no target."""
    planned = claim.amount is not None and claim.amount.status in ("target", "not_done")
    return claim.stance == "denied" or (claim.stance == "negated" and not planned)


def _murk(m: _Said, reading: Reading, members: Sequence[_Said]) -> tuple[float, str, int]:
    """What makes a claim a poor sentence for a finding: nothing done, nowhere, no time, too long or short, in a language few of the others use."""
    length = len(m.claim.passages[0].quote)
    usual = Counter(x.language for x in members).most_common(1)[0][0]
    amount = Counter((x.claim.amount.floor, x.claim.amount.ceiling) for x in members if x.claim.amount)
    rare = 1.0 if m.claim.amount and amount and (m.claim.amount.floor, m.claim.amount.ceiling) != amount.most_common(1)[0][0] else 0.0
    points = (
        (0 if m.claim.act else 1)
        + (0 if m.claim.where else 0.5)
        + (0 if m.claim.when else 0.5)
        + (0 if length in CLEAR else 1)
        + (0 if m.language == usual else 0.5)
        + rare
    )
    return points, reading.published.text if reading.published else "9999", m.order


def _named_apart(found: Sequence[tuple[int, Finding]]) -> tuple[Finding, ...]:
    """The findings with ids of their own: where two have one essence, the later takes its first claim's id into its name."""
    seen: set[str] = set()
    out = []
    for _, f in found:
        if f.id in seen:
            f = Finding(derived_id("finding", f.id, f.supports[0]), f.sentence, f.supports, f.contradicts, why=f.why)
        seen.add(f.id)
        out.append(f)
    return tuple(out)
