"""Carriers that only a sibling names: where two documents have running text from one third and one of them says from whom, the other had it from there too.

The link so found is not named by the document that gets it; its probability is that the two are siblings times that the carrier is right, and a little less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.findings import Link
from firsthand.model.names import derived_id, is_outside
from firsthand.model.passages import Span

SIBLING = 0.6  # from which two documents are taken to share a third text
CARRIER = 0.6  # from which a named carrier is taken for the source of running text
TOLD_BY_ANOTHER = 0.9  # what is left of a probability when a sibling, not the text itself, names the carrier


@dataclass(frozen=True)
class _Shared:
    """A sibling as one of the two sees it: who it is, the passage here, how sure."""

    other: str
    here: Span
    p: float


def with_shared_carriers(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links, and for every document without a source of its running text the outside carrier that a sibling names."""
    carriers = _carriers(links)
    fed = {x.source for x in links if x.kind in ("copies", "paraphrases") and x.relation == "direct" and x.p >= CARRIER}
    there = {(x.source, x.to) for x in links}
    found: dict[tuple[str, str], Link] = {}
    for source, shared in sorted(_siblings(links).items()):
        if source in fed:
            continue
        for link in _from_siblings(source, shared, carriers):
            key = (link.source, link.to)
            if key not in there and (key not in found or found[key].p < link.p):
                found[key] = link
    best = _likeliest(found.values())
    return (*links, *best)


def _carriers(links: Sequence[Link]) -> dict[str, list[Link]]:
    """The outside sources that each document says it copies."""
    found: dict[str, list[Link]] = defaultdict(list)
    for x in links:
        if is_outside(x.to) and x.kind == "copies" and x.relation == "direct" and x.p >= CARRIER:
            found[x.source].append(x)
    return found


def _siblings(links: Sequence[Link]) -> dict[str, list[_Shared]]:
    found: dict[str, list[_Shared]] = defaultdict(list)
    for x in links:
        if x.relation == "sibling" and x.kind in ("copies", "paraphrases") and x.p >= SIBLING:
            found[x.source].append(_Shared(x.to, x.span, x.p))
            found[x.to].append(_Shared(x.source, x.to_span or Span(0, 0), x.p))
    return found


def _from_siblings(source: str, shared: Sequence[_Shared], carriers: dict[str, list[Link]]) -> Iterator[Link]:
    for s in shared:
        for c in carriers.get(s.other, ()):
            p = round(s.p * c.p * TOLD_BY_ANOTHER, 6)
            ident = derived_id("link", source, c.to, "copies", "shared")
            yield Link(ident, source, c.to, "copies", "direct", False, s.here, None, p, 0.97, why=("a sibling names it", s.other))


def _likeliest(found: Iterable[Link]) -> list[Link]:
    """One carrier a document: the likeliest, by name where two are equal."""
    best: dict[str, Link] = {}
    for x in sorted(found, key=lambda x: (-x.p, x.to)):
        best.setdefault(x.source, x)
    return [best[source] for source in sorted(best)]
