"""A case at hand for a person at work: what code made of it, once, with every decision since laid over it at once.

Tracing a whole case takes seconds to minutes; a person who decides twenty times a minute cannot wait for it. So what was made is kept as a Basis, and
`at_hand` lays the decisions made since over it in milliseconds: claims as decided, links as corrected, findings as merged and split. Whoever keeps
the Basis makes it anew when `is_behind` says that tracing would take in something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.case.claim import all_claims, decided, proposed, said, with_people
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import Read, reads
from firsthand.case.same import same_in
from firsthand.case.state import State
from firsthand.case.trace import Traced, decided_links, origins_in, traced
from firsthand.model.claims import Said
from firsthand.model.findings import Finding, Lineage, Link, Origins
from firsthand.model.passages import Reading


@dataclass(frozen=True)
class Basis:
    """What code made of a case when it held `entries` entries: readings and their troubles, what was proposed, traced, grouped, and counted."""

    entries: int
    reads: tuple[Read, ...]
    proposals: dict[str, Said]
    traced: Traced
    proposed: tuple[Finding, ...]
    origins: dict[str, Origins]


EMPTY = Basis(0, (), {}, Traced(State(), (), {}, Lineage((), ()), ()), (), {})


def basis_of(case: Case, progress: Progress = silent) -> Basis:
    """Read, claim, trace and count what is out of date."""
    state = case.state()
    read = reads(case, state, progress)
    texts = [r.reading for r in read if r.reading]
    proposals = said(case, texts, progress)
    t = traced(case, progress, state, texts, proposals)
    groups = proposed(case, texts, t.said, t.lineage)
    findings = with_people(groups, state)
    counted = dict[str, Origins]()
    for number, f in enumerate(findings, 1):
        counted[f.id] = origins_in(t, f)
        progress("counting origins", number, len(findings))
    return Basis(state.entries, read, proposals, replace(t, found=findings), groups, counted)


def at_hand(basis: Basis, state: State) -> Traced:
    """The case as it stands now: the basis with the decisions of `state` laid over it."""
    readable = {h.id for h in state.sources.values() if h.readable}
    readings = tuple(r for r in basis.traced.readings if r.source in readable)
    now = decided({s: x for s, x in basis.proposals.items() if s in readable}, state)
    lineage = Lineage(basis.traced.lineage.named, tuple(_links(basis.traced.lineage.links, decided_links(state), readings)), same_in(state))
    known = all_claims(now)
    groups = (replace(f, supports=left) for f in basis.proposed if (left := tuple(c for c in f.supports if c in known)))
    return Traced(state, readings, now, lineage, basis.traced.mutations, with_people(tuple(groups), state))


def _links(links: Iterable[Link], people: Iterable[Link], readings: Sequence[Reading]) -> Iterable[Link]:
    """The links as traced, with those that people decided since in their place."""
    by_id, here = {x.id: x for x in people}, {r.source for r in readings}
    for x in links:
        found = by_id.pop(x.id, x)
        if found.source in here:
            yield found
    yield from (x for x in by_id.values() if x.source in here)


def is_behind(basis: Basis, state: State) -> bool:
    """Whether something was preserved, screened, decided or added that the basis has not taken in."""
    return state.entries != basis.entries
