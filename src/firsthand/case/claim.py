"""Claim: proposals from every reading, with what people decided laid over them; grouped into findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.case.asking import with_answers
from firsthand.case.made import key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import BLOCK, facts
from firsthand.case.state import Decision, State
from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Lineage
from firsthand.model.passages import Reading
from firsthand.model.plain import Plain, plain, value_of

STATES: dict[str, str] = {
    "accept": "accepted", "amend": "amended", "reject": "rejected", "withdraw": "withdrawn", "merge": "accepted", "split": "accepted", "add": "accepted",
}  # fmt: skip


def said(case: Case, readings: Sequence[Reading], progress: Progress = silent) -> dict[str, Said]:
    """What each source says, as proposed, by the rules and by whom else the case has asked; only blocks that are out of date are made."""
    out: dict[str, Said] = {}
    blocks = [readings[i : i + BLOCK] for i in range(0, len(readings), BLOCK)]
    keys = [key_of("claim", *(facts(r) for r in b)) for b in blocks]
    for number, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        for one in made(case.folder, "claim", key, Said, lambda b=block, n=number: _said(b, n * BLOCK, len(readings), progress)):  # type: ignore[misc]
            out[one.source] = one
    sweep(case.folder, "claim", keys)
    return with_answers(case, readings, out)


def _said(block: Sequence[Reading], before: int, total: int, progress: Progress) -> Iterator[Said]:
    from firsthand.claim.propose import said_by

    for number, reading in enumerate(block, 1):
        progress("claiming", before + number, total)
        yield said_by(reading)


def decided(said: Mapping[str, Said], state: State) -> dict[str, Said]:
    """The proposals with what people decided and added laid over them; a rejected claim is gone."""
    added = [*(_claim(d) for d in state.added.values() if d.of == "claim"), *carried(said, state)]
    out = {}
    for source in {**said, **{c.source: None for c in added}}:
        one = said.get(source) or Said(source)
        claims = [settled(c, state) for c in (*one.claims, *(c for c in added if c.source == source))]
        known = {c.id for c in claims}
        claims += [
            c
            for s in state.decisions
            for d in state.standing(s)[-1:]
            if d.of == "claim" and s not in known and (c := settled(_claim(d), state)).source == source
        ]
        out[source] = Said(source, tuple(c for c in claims if c.state not in ("rejected", "withdrawn")), one.credits)
    return out


def carried(said: Mapping[str, Said], state: State) -> list[Claim]:
    """The claims that decided findings carry and that stand nowhere else: findings outlive the proposals they were made of."""
    known = {c.id for s in said.values() for c in s.claims} | set(state.added) | set(state.decisions)
    latest = state.added | {s: state.standing(s)[-1] for s in state.decisions if state.standing(s)}
    kept = [d for d in latest.values() if d.of == "finding" and d.answer not in ("reject", "withdraw")]
    claims = [value_of(Claim, value) for d in kept for value in _listed(d.value.get("claims"))]
    return list({c.id: c for c in claims if c.id not in known}.values())


def _listed(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def settled(claim: Claim, state: State) -> Claim:
    """A claim as people decided it: their whole value, and the state; two decisions that did not see each other are a disagreement."""
    from dataclasses import replace

    standing = state.standing(claim.id)
    if not standing:
        return replace(claim, state="accepted") if claim.id in state.added else claim
    if state.disagreement(claim.id):
        return replace(claim, state="disagreement")
    return replace(_claim(standing[-1]), state=STATES[standing[-1].answer])  # type: ignore[arg-type]


def _claim(decision: Decision) -> Claim:
    return value_of(Claim, decision.value)


def findings(case: Case, readings: Sequence[Reading], said: Mapping[str, Said], lineage: Lineage, state: State) -> tuple[Finding, ...]:
    """Proposed findings under what people decided: accepted ones first, then proposals that no accepted one holds."""
    return with_people(proposed(case, readings, said, lineage), state)


def proposed(case: Case, readings: Sequence[Reading], said: Mapping[str, Said], lineage: Lineage) -> tuple[Finding, ...]:
    """The findings that code proposes."""
    from firsthand.claim.group import findings_of

    key = key_of("group", [r.source for r in readings], [plain(s) for s in said.values()], lineage)
    found = made(case.folder, "group", key, Finding, lambda: findings_of(readings, said, lineage))
    sweep(case.folder, "group", [key])
    return found


def with_people(proposed: Sequence[Finding], state: State) -> tuple[Finding, ...]:
    """Findings as people decided and added them, then the proposals that none of those holds."""
    people = {f.id: f for f in _people_s(state)}
    gone = {g for s in state.decisions for one in state.standing(s) if one.of == "finding" for g in merged_into(one.value)}
    covered = {c for f in people.values() if f.state not in ("rejected", "withdrawn") for c in f.supports}
    rest = [f for f in proposed if f.id not in people and f.id not in gone and not set(f.supports) <= covered]
    return (*people.values(), *rest)


def _people_s(state: State) -> Iterator[Finding]:
    from dataclasses import replace

    for subject in (*state.added, *(s for s in state.decisions if s not in state.added)):
        standing = state.standing(subject) or ([state.added[subject]] if subject in state.added else [])
        if not standing or standing[-1].of != "finding":
            continue
        last = standing[-1]
        word = "disagreement" if state.disagreement(subject) else STATES[last.answer]
        yield replace(finding_in(last.value), state=word)  # type: ignore[arg-type]


def finding_in(value: Mapping[str, Plain]) -> Finding:
    """The finding that a decision carries (beside it stand its claims, and the findings it took in)."""
    return value_of(Finding, {k: v for k, v in value.items() if k not in ("claims", "merged")})


def merged_into(value: Mapping[str, Plain]) -> list[str]:
    """The ids of the findings that a decided finding took in; every later decision on it carries them on."""
    merged = value.get("merged")
    return [str(x) for x in merged] if isinstance(merged, list) else []


def all_claims(said: Mapping[str, Said]) -> dict[str, Claim]:
    """Every claim by its id."""
    return {c.id: c for s in said.values() for c in s.claims}
