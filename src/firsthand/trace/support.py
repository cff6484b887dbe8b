"""Whether a document had the claim from upstream at all: born by mutation, or withdrawn by whoever said it first.

In: where documents make the claim, and the links and mutations that touch them. Out: the same holdings with the probability that what stands upstream
says it too; 0 where the claim was born on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand.model.findings import Finding, Link, Mutation
from firsthand.model.passages import Reading
from firsthand.trace.assertions import Content, content_of, sentences_of
from firsthand.trace.sketch import Holding

SURELY = 0.97  # how sure a change found is one, given the link
LIKELY = 0.5  # probability of a link from which what stands upstream counts
NEARLY, FEWEST = (
    0.8,
    3,
)  # share of the claim's stems that a sentence has from which it is the same sentence, perhaps changed; fewest such stems
ODD_ONE_OUT = (
    0.1  # that a claim is older than the document, where two or more of its kin have the same sentence otherwise and fewer have it so
)
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
        "credit_not_borne_out",
        "range_to_top",
        "range_dropped",
        "bound_turned",
        "scope_widened",
        "edition_carried_over",
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
    here, content = holdings[d], content_of(finding.sentence, "")
    if any(k.source == d and k.to in holdings and k.relation != "sibling" and k.p >= LIKELY for k in links):
        return 1.0
    against, otherwise = ODD_ONE_OUT if _told_otherwise(here, content, holdings, changed) else 1.0, 0
    with_it = sum(k.relation == "sibling" and k.p >= LIKELY and {k.source, k.to} <= set(holdings) for k in links)
    for link in links:
        other = link.to if link.source == d else link.source
        if other not in readings or other in holdings or link.state == "rejected" or (link.relation != "sibling" and link.source != d):
            continue
        said = any(m.to in (other, "") or m.link == link.id for m in changed if _touches(m, here, content.stems))
        odd = not said and link.p >= LIKELY and says_otherwise(content, readings[other])
        otherwise += odd
        if said or (odd and link.relation != "sibling"):
            sure = 1.0 if said and link.named else link.p  # where the document itself says that it has it from there
            against *= 0.0 if link.state != "proposed" else 1 - SURELY * sure
    return min(against, ODD_ONE_OUT) if otherwise >= 2 and otherwise > with_it else against


def _told_otherwise(here: Holding, content: Content, holdings: Mapping[str, Holding], changed: Sequence[Mutation]) -> bool:
    """Whether other texts, tied by no link, tell the fact of the claim otherwise, and what makes the claim is what changed here."""
    return any(
        not m.link and m.type != "credit_not_borne_out" and m.to not in holdings and _touches(m, here, content.stems) for m in changed
    )


def says_otherwise(claim: Content, there: Reading) -> bool:
    """Whether a text has the claim's sentence with another figure, bound, unit or negation, and nowhere the claim itself."""
    sentences = [
        content_of(there.text[s.start : s.end], there.language) for s in there.sentences or sentences_of(there.text, there.language)
    ]
    close = [x for x in sentences if x.script == claim.script and claim.dates <= x.dates and _covers(claim, x)]
    return bool(close) and not any(_same(claim, x) for x in close)


def _covers(claim: Content, other: Content) -> bool:
    """Whether a sentence has nearly all words of the claim, but for the unit."""
    telling = claim.stems - claim.units
    return len(telling) >= FEWEST and len(telling & other.stems) >= NEARLY * len(telling)


def _same(claim: Content, other: Content) -> bool:
    """Whether a sentence also has the claim's figures, with their units, bound and negation."""
    return (
        claim.numbers <= other.numbers
        and claim.orders <= other.orders
        and claim.units <= other.units
        and (claim.negated, claim.at_least) == (other.negated, other.at_least)
    )


def _touches(m: Mutation, holding: Holding, claim: frozenset[str]) -> bool:
    """Whether a change touches what makes the claim: its words, or a verdict on it in the next sentence."""
    if any(m.span.start < c.end and c.start < m.span.end for c in (*holding.cores, *holding.passages)):
        return True
    verdict = m.type in ("negation_lost", "denial_dropped") and bool(claim & content_of(m.became, "").stems)
    return verdict and any(0 <= m.span.start - p.end <= NEXT for p in holding.passages)
