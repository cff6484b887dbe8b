"""Whether a document had the claim from upstream at all: born by mutation, or withdrawn by whoever said it first.

In: where documents make the claim, and the links and mutations that touch them. Out: the same holdings with the probability that what stands upstream
says it too; 0 where the claim was born on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand.model.findings import Finding, Link, Mutation
from firsthand.model.passages import Reading
from firsthand.trace.assertions import content_of
from firsthand.trace.ends import Holding

SURELY = 0.97  # how sure a change found is one, given the link
NEXT = 200  # code points after the claim within which a verdict on it stands
TELLING = frozenset(
    [
        "number_changed",
        "magnitude",
        "base_to_count",
        "unit_changed",
        "negation_lost",
        "denial_dropped",
        "fused",
        "act_escalated",
        "act_changed",
        "target_to_achieved",
        "stock_to_flow",
        "role_changed",
        "denominator_changed",
    ]
)  # changes that make another claim of it


def doubts(
    finding: Finding,
    holdings: Mapping[str, Holding],
    readings: Mapping[str, Reading],
    links: Mapping[str, Sequence[Link]],
    mutations: Sequence[Mutation],
) -> dict[str, Holding]:
    """The holdings with how likely it is that each is no mutation of what stands upstream."""
    changed: dict[str, list[Mutation]] = {}
    for m in mutations:
        if m.source in holdings and m.type in TELLING:
            changed.setdefault(m.source, []).append(m)
    return {d: replace(h, p=_borne(finding, d, holdings, readings, links[d], changed.get(d, ()))) for d, h in holdings.items()}


def _borne(
    finding: Finding,
    d: str,
    holdings: Mapping[str, Holding],
    readings: Mapping[str, Reading],
    links: Sequence[Link],
    changed: Sequence[Mutation],
) -> float:
    """The probability that the claim was not born in this document."""
    here, stems = holdings[d], content_of(finding.sentence, "").stems
    against = 1.0
    for link in links:
        other = link.to if link.source == d else link.source
        if other in holdings and link.relation != "sibling" and link.source == d:
            return 1.0
        if other not in readings or other in holdings or link.state == "rejected" or (link.relation != "sibling" and link.source != d):
            continue
        if any(m.to in (other, "") or m.link == link.id for m in changed if _touches(m, here, stems)):
            against *= 0.0 if link.state != "proposed" else 1 - SURELY * link.p
    return against


def _touches(m: Mutation, holding: Holding, claim: frozenset[str]) -> bool:
    """Whether a change touches what makes the claim: its words, or a verdict on it in the next sentence."""
    if any(m.span.start < c.end and c.start < m.span.end for c in (*holding.cores, *holding.passages)):
        return True
    verdict = m.type in ("negation_lost", "denial_dropped") and bool(claim & content_of(m.became, "").stems)
    return verdict and any(0 <= m.span.start - p.end <= NEXT for p in holding.passages)
