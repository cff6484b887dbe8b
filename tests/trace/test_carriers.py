"""Carriers that only a sibling names: two reprints of one dispatch, of which one keeps the agency's tag."""

from __future__ import annotations

from dataclasses import replace

from firsthand.model.findings import Link
from firsthand.model.passages import Span
from firsthand.trace.carriers import with_shared_carriers

TAGGED = Link("l1", "tagged", "ext:QPA", "copies", "direct", True, Span(0, 5), p=0.95)
SIBLINGS = Link("l2", "bare", "tagged", "copies", "sibling", False, Span(10, 90), Span(20, 100), p=0.9)


def added(*links: Link) -> list[tuple[str, str, bool]]:
    """What is found beyond the given links."""
    return [(x.source, x.to, x.named) for x in with_shared_carriers(links)[len(links) :]]


def test_the_untagged_reprint_had_it_from_the_agency_too() -> None:
    found = with_shared_carriers((TAGGED, SIBLINGS))[-1]
    assert (found.source, found.to, found.kind, found.named) == ("bare", "ext:QPA", "copies", False)
    assert found.span == Span(10, 90) and found.p < TAGGED.p * SIBLINGS.p


def test_siblings_are_undirected() -> None:
    turned = replace(SIBLINGS, source="tagged", to="bare", span=SIBLINGS.to_span or SIBLINGS.span, to_span=SIBLINGS.span)
    assert added(TAGGED, turned) == added(TAGGED, SIBLINGS)


def test_a_shared_speaker_is_no_shared_carrier() -> None:
    assert added(TAGGED, replace(SIBLINGS, kind="quotes")) == []


def test_a_text_with_a_parent_of_its_own_needs_no_carrier() -> None:
    parent = Link("l3", "bare", "held", "copies", "direct", False, Span(10, 90), Span(0, 80), p=0.9)
    assert added(TAGGED, SIBLINGS, parent) == []


def test_a_doubtful_sibling_or_a_mere_citation_says_nothing() -> None:
    assert added(TAGGED, replace(SIBLINGS, p=0.5)) == [] and added(replace(TAGGED, kind="cites"), SIBLINGS) == []


def test_one_carrier_a_document_the_likeliest() -> None:
    other = (Link("l4", "tagged2", "ext:ZPA", "copies", "direct", True, Span(0, 5), p=0.7), replace(SIBLINGS, id="l5", to="tagged2"))
    assert added(TAGGED, SIBLINGS, *other) == [("bare", "ext:QPA", False)]
