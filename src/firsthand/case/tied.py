"""What a finding rests on: the links by which its passages came, up to where the trails stop, and what changed on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.case.trace import Traced
from firsthand.model.findings import Finding, Link, Mutation
from firsthand.model.passages import Span


def links_of(finding: Finding, t: Traced) -> tuple[Link, ...]:
    """The links that cover the passages of a finding, nearest first, and from the passages that they lead to onward; siblings count, rejected ones do not."""
    reached, seen, out = list(_passages(finding, t)), set[tuple[str, int, int]](), dict[str, Link]()
    links = [x for x in t.lineage.links if x.state != "rejected" and x.p > 0.05]
    while reached:
        source, at = reached.pop(0)
        if (source, at.start, at.end) in seen:
            continue
        seen.add((source, at.start, at.end))
        for x in links:
            for here, there in _ends(x, source):
                if here.start < at.end and here.end > at.start:
                    out[x.id] = x
                    if there is not None and x.source == source:
                        reached.append((x.to, there))
    return tuple(out.values())


def _ends(x: Link, source: str) -> Iterable[tuple[Span, Span | None]]:
    """The spans of a link in this source, each with the one at the other end; the lower end of a sibling counts as well."""
    if x.source == source:
        yield x.span, x.to_span
        yield from x.passages
    elif x.to == source and x.relation == "sibling" and x.to_span is not None:
        yield x.to_span, x.span


def _passages(finding: Finding, t: Traced) -> Iterable[tuple[str, Span]]:
    for c in (*finding.supports, *finding.contradicts):
        if c in t.claims:
            for p in t.claims[c].passages:
                yield p.source, Span(p.start, p.end)


def changes_of(finding: Finding, links: Sequence[Link], t: Traced) -> tuple[Mutation, ...]:
    """What changed on these links, where it touches a passage of the finding."""
    known, mine = {x.id for x in links}, list(_passages(finding, t))
    pairs = {(x.source, x.to) for x in links}
    return tuple(
        m
        for m in t.mutations
        if (m.link in known or (m.source, m.to) in pairs)
        and any(s == m.source and p.start < m.span.end and p.end > m.span.start for s, p in mine)
    )
