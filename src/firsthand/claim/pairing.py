"""Which two claims are held beside each other, and how surely they say the same thing: by number, by act, by passages that a link sets side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, islice, product

from firsthand.claim.likeness import ALIKE, LINKED_ALIKE, LOOSER, Told, acts_of, apart, dice, rarely_alike, rarity_of, strength
from firsthand.model.findings import Lineage
from firsthand.model.passages import Span

CROWD = 150  # claims with one number and kind beyond which only those with the same act and place are compared
PER_PASSAGE = 400  # pairs looked at for one passage of a link, or for one act in two linked documents
LIKELY = 0.5  # probability of a link from which what two texts say may be one thing
ACT_ALIKE = 0.3  # shared rare words of two sentences that tell of one act without a number

OTHER_ACT_ALIKE = 0.36  # the same where one sentence has the other's act only besides its own: "halts sales", "no more are sold"

Pair = tuple[float, int, int, str]  # how surely, which two (places in the list), why


def pairs_of(known: Sequence[Told], lineage: Lineage) -> list[Pair]:
    """All pairs that may be one, each with how surely and why; `order` of each claim is its place in `known`."""
    linked = kin_of(lineage)
    rarity = rarity_of(known)
    return [
        *_by_number(known, linked, rarity), *_by_magnitude(known, linked, rarity), *_by_act(known, linked, rarity), *_by_passage(known, lineage),
    ]  # fmt: skip


def kin_of(lineage: Lineage) -> frozenset[frozenset[str]]:
    """Documents that are linked, or that both have something from one source, held or not, which few draw on."""
    near: dict[str, set[str]] = defaultdict(set)
    for link in lineage.links:
        if link.state != "rejected" and link.p >= LIKELY:
            near[link.source].add(link.source)
            near[link.to] |= {link.source} if link.to.startswith("ext:") else {link.source, link.to}
    return frozenset(frozenset(pair) for family in near.values() if len(family) <= CROWD for pair in combinations(sorted(family), 2))


def _together(one: Told, two: Told, linked: frozenset[frozenset[str]]) -> bool:
    """Whether the documents of two claims are one or kin."""
    return one.claim.source == two.claim.source or frozenset((one.claim.source, two.claim.source)) in linked


def _by_number(known: Sequence[Told], linked: frozenset[frozenset[str]], rarity: Mapping[str, float]) -> Iterator[Pair]:
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
                    surely = strength(known[i], known[j], number, _together(known[i], known[j], linked), rarity)
                    if surely:
                        yield surely, i, j, "same number of the same thing"


def _by_magnitude(known: Sequence[Told], linked: frozenset[frozenset[str]], rarity: Mapping[str, float]) -> Iterator[Pair]:
    """Pairs of orders of magnitude, one looser than the other, of one kind of thing and one act in linked documents: "millions" from "tens of millions"."""
    buckets: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in known:
        if one.vague and one.kind and one.claim.act and min(one.numbers, default=Decimal(0)) > 0:
            buckets[one.kind, one.claim.act].append(one)
    for members in buckets.values():
        for one, two in combinations(members[:CROWD], 2):
            small, large = sorted((min(one.numbers), min(two.numbers)))
            if small < large <= LOOSER * small and _together(one, two, linked) and not apart(one, two):
                like = rarely_alike(one, two, rarity)
                if like >= LINKED_ALIKE:
                    yield 3.0 + like, one.order, two.order, "a looser order of the same thing"


def _by_act(known: Sequence[Told], linked: frozenset[frozenset[str]], rarity: Mapping[str, float]) -> Iterator[Pair]:
    """Pairs without numbers that tell of one act in much the same rare words, in one document (headline and text) or two linked ones."""
    by_source: dict[str, list[Told]] = defaultdict(list)
    first: set[Told] = set()
    seen: set[tuple[str, int]] = set()
    for one in known:
        if not one.numbers and one.claim.act:
            by_source[one.claim.source].append(one)
            at = one.claim.source, one.claim.passages[0].start
            first |= set() if at in seen else {one}
            seen.add(at)
    for here, there in [*sorted(tuple(sorted(pair)) for pair in linked if len(pair) == 2), *((s, s) for s in by_source)]:
        both = product(by_source.get(here, ()), by_source.get(there, ()))
        for one, two in islice((p for p in both if p[0].order < p[1].order or here != there), PER_PASSAGE):
            enough = _same_act(one, two, one in first and two in first)
            like = rarely_alike(one, two, rarity) if enough else 0.0
            if enough and like >= enough and not apart(one, two):
                yield 2.0 + like, one.order, two.order, "the same act in like words"


def _same_act(one: Told, two: Told, first: bool) -> float:
    """How alike two sentences must be to tell of one act: less where the act is the same than where one only names the other's besides its own; 0: never."""
    if one.claim.act == two.claim.act:
        return ACT_ALIKE
    named = one.claim.act in acts_of(two) or two.claim.act in acts_of(one)
    return OTHER_ACT_ALIKE if first and named else 0.0


def _by_passage(known: Sequence[Told], lineage: Lineage) -> Iterator[Pair]:
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
                    not apart(one, two)
                    and bool(one.numbers) == bool(two.numbers)
                    and one.claim.slot.split(":")[0] == two.claim.slot.split(":")[0]
                ):
                    like = dice(one, two)
                    same = bool(one.numbers & two.numbers) or (not one.numbers and one.claim.act == two.claim.act)
                    if like >= ALIKE and (same or (like >= 0.8 and one.claim.act == two.claim.act and one.kind == two.kind)):
                        yield 4.0 + like, i, j, "aligned passages"


def _within(known: Sequence[Told], members: Sequence[int], span: Span) -> list[int]:
    return [i for i in members if known[i].claim.passages[0].start < span.end and known[i].claim.passages[0].end > span.start]
