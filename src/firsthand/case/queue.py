"""What waits for a decision, in the order of what it would change: the finding whose count of origins moves most comes first, not the document.

Nothing is counted here: the origins of each finding as counted last say which links are open and what each answer would leave, and by which documents
an origin is known. A claim in the only document of an origin carries that origin; a claim in one of several carries none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.case.trace import Traced
from firsthand.model.findings import Finding, Origins, Undecided

WAITING = ("proposed", "disagreement")


@dataclass(frozen=True)
class Item:
    """One thing to decide: what it is, its id, the finding it bears on ("" for none), by how many origins it could move the count, and for a link
    what the count would be after each answer."""

    of: Literal["claim", "link", "finding"]
    id: str
    finding: str = ""
    moves: int = 0
    then: tuple[tuple[str, int, int], ...] = ()
    carries: bool = False  # a claim in the only document by which an origin is known


def queue(t: Traced, findings: Sequence[Finding], origins: Mapping[str, Origins]) -> tuple[Item, ...]:
    """Everything that waits, each once, what changes most first; within a finding its open links, its claims, then the finding itself."""
    seen, out = set[str](), list[Item]()
    for finding in _ordered(findings, origins):
        for item in _of(finding, origins.get(finding.id), t):
            if item.id not in seen:
                seen.add(item.id)
                out.append(item)
    return tuple(out) + tuple(Item("claim", c.id) for c in t.claims.values() if c.state in WAITING and c.id not in seen)


def _ordered(findings: Sequence[Finding], origins: Mapping[str, Origins]) -> list[Finding]:
    """Findings that wait, and accepted ones of which something is still open, by how much is open, then by how many passages say it."""

    def weight(f: Finding) -> tuple[int, int, int]:
        o = origins.get(f.id)
        moves = max((_moves(u, o) for u in o.undecided), default=0) if o else 0
        return (-moves, -((o.greatest - o.least) if o else 0), -len(f.supports))

    return sorted((f for f in findings if f.state not in ("rejected", "withdrawn")), key=weight)


def _of(f: Finding, o: Origins | None, t: Traced) -> Iterator[Item]:
    links = {x.id: x for x in t.lineage.links}
    for u in sorted(o.undecided, key=lambda u: -_moves(u, o)) if o else ():
        if u.link in links and links[u.link].state == "proposed":
            yield Item("link", u.link, f.id, _moves(u, o), u.narrows_to)
    claims = [t.claims[c] for c in (*f.supports, *f.contradicts) if c in t.claims and t.claims[c].state in WAITING]
    for c in sorted(claims, key=lambda c: not _carries(c.source, o)):
        carries = _carries(c.source, o)
        yield Item("claim", c.id, f.id, int(carries), (), carries)
    if f.state in WAITING:
        yield Item("finding", f.id, f.id, (o.greatest - o.least) if o else 0)


def _moves(u: Undecided, o: Origins | None) -> int:
    """By how much the interval narrows on the answer that narrows it most."""
    return max((o.greatest - o.least - (high - low) for _, low, high in u.narrows_to), default=0) if o else 0


def _carries(source: str, o: Origins | None) -> bool:
    """Whether this document is the only one by which some origin is known."""
    return bool(o) and any(set(x.documents) == {source} for x in o.origins) if o else False


@dataclass(frozen=True)
class Waiting:
    """How much of what waits, for the first page: things to decide by kind, disagreements, what could not be read, what is not screened."""

    claims: int
    links: int
    findings: int
    disagreements: tuple[str, ...]
    unread: tuple[str, ...]
    unscreened: tuple[str, ...]


def waiting(items: Sequence[Item], t: Traced, unread: Sequence[str]) -> Waiting:
    """The counts of the first page; `unread` are the sources that could not be read."""
    kinds = {k: sum(i.of == k for i in items) for k in ("claim", "link", "finding")}
    open_ = [s for s in t.state.decisions if t.state.disagreement(s)]
    unscreened = [h.id for h in t.state.sources.values() if not h.screened and not h.erased]
    return Waiting(kinds["claim"], kinds["link"], kinds["finding"], tuple(open_), tuple(unread), tuple(unscreened))
