"""Findings, as proposed: claims that say the same thing, in any document, language and form it took on the way.

Two claims belong together when they share a number of the same counted thing (or stand in aligned passages of a link) and no place, time or act that
both give speaks against it. The same words about another place, period or body are another claim: template twins are never joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from firsthand.claim.likeness import Told, apart, told
from firsthand.claim.pairing import pairs_of
from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Lineage
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading

CLEAR = range(40, 260)  # code points of a sentence that reads well by itself
FEW = Decimal(20)  # fewer places than this beside a greater amount say where it was counted
PLACES = frozenset(("county", "region", "township", "village", "prefecture", "city", "district"))


@dataclass
class _Group:
    """Claims joined so far and what they all bring along."""

    members: list[Told]
    why: set[str] = field(default_factory=set)


def findings_of(readings: Sequence[Reading], said: Mapping[str, Said], lineage: Lineage) -> tuple[Finding, ...]:
    """Proposed findings, those with the most documents first."""
    texts = {r.source: r for r in readings}
    known = [
        told(c, texts[s], n) for n, (s, c) in enumerate((r.source, c) for r in readings for c in said.get(r.source, Said(r.source)).claims)
    ]
    known = _without_settings(known)
    groups = _joined(known, pairs_of(known, lineage))
    found = [_finding(g, texts) for g in groups if _worth(g)]
    return _namedapart(sorted(found, key=lambda f: (-f[0], f[1].id)))


def _without_settings(known: Sequence[Told]) -> list[Told]:
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


def _joined(known: Sequence[Told], pairs: Sequence[tuple[float, int, int, str]]) -> list[_Group]:
    """Groups grown from the surest pair on; two groups are not joined if any of their claims stand apart."""
    group = {i: _Group([one]) for i, one in enumerate(known)}
    for _, i, j, why in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        one, two = group[i], group[j]
        if one is two:
            continue
        if len(one.members) < len(two.members):
            one, two = two, one
        if any(apart(a, b) for a in two.members[:8] for b in one.members[:24]):
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


def _a_day(one: Told) -> bool:
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


def _murk(m: Told, reading: Reading, members: Sequence[Told]) -> tuple[float, str, int]:
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


def _namedapart(found: Sequence[tuple[int, Finding]]) -> tuple[Finding, ...]:
    """The findings with ids of their own: where two have one essence, the later takes its first claim's id into its name."""
    seen: set[str] = set()
    out = []
    for _, f in found:
        if f.id in seen:
            f = Finding(derived_id("finding", f.id, f.supports[0]), f.sentence, f.supports, f.contradicts, why=f.why)
        seen.add(f.id)
        out.append(f)
    return tuple(out)
