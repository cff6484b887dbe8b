"""What changed on the way, and what only looks so. Each case: the upstream sentence, the later one, the code. Places, bodies and people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.claim.propose import said_by
from firsthand.model.findings import Lineage, Link, LinkKind, Mutation, Relation
from firsthand.model.passages import Footnote, Reading, Span
from firsthand.trace.mutations import mutations_of
from plain_readings import reading


def linked(later: Reading, upstream: Reading, relation: Relation = "direct", kind: LinkKind = "copies") -> Link:
    return Link(
        f"l-{later.source}-{upstream.source}",
        later.source,
        upstream.source,
        kind,
        relation,
        True,
        Span(0, len(later.text)),
        Span(0, len(upstream.text)),
    )


def found(readings: list[Reading], *links: Link) -> tuple[Mutation, ...]:
    return mutations_of(readings, {r.source: said_by(r) for r in readings}, Lineage((), links))


def codes(was: str, became: str, language: str = "en", other: str = "") -> set[str]:
    up, down = reading("up", was, language), reading("down", became, other or language)
    return {m.type for m in found([up, down], linked(down, up)) if m.source == "down"}


CHANGED = [
    (
        "Police took blood from between 1,600 and 3,200 residents of Osrin county.",
        "Police took blood from more than 3,200 residents of Osrin county.",
        "range_to_top",
    ),
    (
        "The bureau moved up to 490 herders in Osrin county in May 2031.",
        "The bureau moved at least 490 herders in Osrin county in May 2031.",
        "bound_turned",
    ),
    (
        "The bureau moved at least 490 herders in Osrin county in May 2031.",
        "The bureau moved 490 herders in Osrin county in May 2031.",
        "bound_lost",
    ),
    (
        "Roughly 490 herders in Osrin county were moved in May 2031.",
        "Some say 490 herders in Osrin county were moved in May 2031.",
        "about_dropped",
    ),
    (
        "Another 2 million herders were moved from the valleys of Osrin county.",
        "2 million herders were moved from the valleys of Osrin county.",
        "additional_lost",
    ),
    (
        "In Osrin county 172 of 345 houses were flooded in May 2031.",
        "In Osrin county 172 of 3,450 houses were flooded in May 2031.",
        "denominator_changed",
    ),
    (
        "In Osrin county 172 of 345 houses were flooded in May 2031.",
        "In Osrin county 345 houses were flooded in May 2031.",
        "base_to_count",
    ),
    (
        "The clinic of Osrin saw 4,954 patients with fever in May 2031.",
        "The clinic of Osrin saw 49,540 patients with fever in May 2031.",
        "magnitude",
    ),
    ("In May 2031 800 traders in the town of Osrin were fined.", "In May 2031 800 shops in the town of Osrin were fined.", "unit_changed"),
    (
        "The bureau plans to sample 3,200 residents of Osrin county.",
        "The bureau sampled 3,200 residents of Osrin county.",
        "target_to_achieved",
    ),
    (
        "In May 2031 382 people were not detained in Osrin county, a clerk said.",
        "In May 2031 382 people were detained in Osrin county, a clerk said.",
        "negation_lost",
    ),
    (
        "The samples may have been sent to the laboratory of Osrin county.",
        "The samples were sent to the laboratory of Osrin county.",
        "hedge_dropped",
    ),
    (
        "The guards reportedly searched the houses of the lower town of Osrin.",
        "The guards searched the houses of the lower town of Osrin.",
        "hedge_dropped",
    ),
    (
        "The drive in Osrin county ended on 3 November 2031 after protests.",
        "The drive in Osrin county ended on 3 February 2031 after protests.",
        "date_shifted",
    ),
    (
        "In Mardel county 172 houses were flooded on 4 May 2031.",
        "In Mardel county 172 houses were destroyed on 4 May 2031.",
        "act_escalated",
    ),
    (
        "On 4 May 2031 172 houses were flooded in Mardel county.",
        "On 4 May 2031 172 houses were flooded in Yorkand province.",
        "scope_widened",
    ),
    (
        "Elders have asked the judges of Osrin to show mercy to traders in a letter.",
        "Elders have asked the traders of Osrin to show mercy in a letter to judges.",
        "role_changed",
    ),
    (
        "Tam Veldo, who was present, told the Osrin Post that 40 monks were held.",
        "Senior officials told the Osrin Post that 40 monks were held.",
        "source_raised",
    ),
]


@pytest.mark.parametrize(("was", "became", "code"), CHANGED)
def test_a_change_of_meaning_is_named(was: str, became: str, code: str) -> None:
    assert code in codes(was, became)
    assert not codes(was, was)  # negative control: nothing changed, nothing said


BENIGN = [
    ("Over 490 herders were moved from Osrin county.", "More than 490 herders were moved from Osrin county."),
    ("About 490 herders were moved from Osrin county.", "Roughly 490 herders were moved from Osrin county."),
    ("Nearly 15,000 herders were moved from Osrin county.", "Almost 15,000 herders were moved from Osrin county."),
    ("One million herders were moved from Osrin county.", "1 million herders were moved from Osrin county."),
    ("The drive ended on 4 May 2031 in Osrin county.", "The drive ended on Sunday 4 May 2031 in Osrin county."),
    ("The drive ended on 4 May 2031 in Osrin county.", "The drive ended on May 4, 2031 in Osrin county."),
    ("A share of 84 per cent of the herders of Osrin gave blood.", "A share of 84% of the herders of Osrin gave blood."),
    ("The centre of Osrin held 40 protesters in May.", "The center of Osrin held 40 protestors in May."),
    ("Guards moved 8 herders from the county of Osrin on 4 May 2031.", "Guards moved eight herders from Osrin county on 4 May 2031."),
    ("Some 6,243,038 residents of the region gave blood.", "Some 6.2 million residents of the region gave blood."),
]


@pytest.mark.parametrize(("was", "became"), BENIGN)
def test_mere_form_is_silent(was: str, became: str) -> None:
    assert codes(was, became) == set()


def test_a_translation_says_the_same_or_not() -> None:
    han = "奥斯林县在2031年5月4日有至多490名居民被搬迁。"
    assert codes(han, "On 4 May 2031, up to 490 residents were moved in Osrin county.", "zh", "en") == set()
    assert codes(han, "On 4 May 2031, at least 490 residents were moved in Osrin county.", "zh", "en") == {"bound_turned"}


def test_of_three_siblings_the_odd_one_changed() -> None:
    same = "The list of the council of Osrin is not complete, the clerk wrote to every ward on 3 November."
    texts = [reading("a", same), reading("b", same), reading("c", same.replace("is not complete", "is complete"))]
    links = [linked(texts[i], texts[j], "sibling") for i, j in ((0, 1), (0, 2), (1, 2))]
    assert {(m.source, m.type) for m in found(texts, *links)} == {("c", "negation_lost")}


def test_template_twins_are_two_claims() -> None:
    form = "From 1 March 2031 to 9 March 2031 the bureau of {0} county took blood from {1} people."
    one, two = reading("one", form.format("Osrin", "3,200")), reading("two", form.format("Mardel", "4,100").replace("March", "April"))
    assert found([one, two], linked(two, one)) == ()


def test_a_rejected_link_and_a_bare_citation_carry_nothing() -> None:
    up, down = reading("up", CHANGED[1][0]), reading("down", CHANGED[1][1])
    assert found([up, down]) == ()
    bare = replace(linked(down, up, kind="cites"), to_span=None)
    assert found([up, down], bare) == ()


def test_a_headline_that_raises_its_source_is_found() -> None:
    text = (
        "Osrin Council says wells are empty\n\nA panel heard it on Friday. The Osrin Council water panel said that 40 wells were empty.\n"
    )
    assert {m.type for m in found([reading("h", text)])} == {"source_raised"}
    plain = text.replace(" water panel said", " said")
    assert found([reading("h", plain)]) == ()


def test_a_note_that_does_not_bear_its_sentence_is_found() -> None:
    text = "40 nurses were moved to the halls.[1]\n\n[1] Lumt County Bureau, notice of 12 June.\n"
    sentence, note = Span(0, text.index("[1]")), Span(text.rindex("[1]"), len(text))
    brief = reading("brief", text)
    brief = type(brief)(
        **{f: getattr(brief, f) for f in brief.__slots__}
        | {"footnotes": (Footnote("1", Span(sentence.end, sentence.end + 3), sentence, note),)}
    )
    silent = reading("notice", "The bureau took blood from 3,980 people.", publisher="Lumt County Bureau")
    assert [m.type for m in found([brief, silent])] == ["credit_not_borne_out"]
    bearing = reading("notice", "The bureau moved 40 nurses to the halls.", publisher="Lumt County Bureau")
    assert found([brief, bearing]) == ()


def test_spans_and_words_lead_back_to_both_texts() -> None:
    up, down = reading("up", CHANGED[0][0]), reading("down", CHANGED[0][1])
    for m in found([up, down], linked(down, up)):
        assert m.became in down.text and m.was in up.text
        assert m.to_span and down.text[m.span.start : m.span.end] == m.became and up.text[m.to_span.start : m.to_span.end] == m.was


TOLD_ALIKE = (
    "On 14 March 2031 1,483 herders were moved in Osrin county, Bram Oakes, who was present, told the Lumt Courier. {0}",
    "Bram Oakes, who was present, told the Lumt Courier that 1,483 herders were moved in Osrin county on 14 March 2031. {0}",
)


def test_one_fact_is_compared_wherever_it_is_told_and_the_odd_telling_changed_it() -> None:
    """Four papers tell of one day, place and figure and share no passage; in one the herders were evicted by force."""
    texts = [reading(x, TOLD_ALIKE[i % 2].format(f"The {x} of Osrin was repaired.")) for i, x in enumerate(("bridge", "school", "well"))]
    odd = reading("odd", TOLD_ALIKE[1].format("The mill was shut.").replace("were moved", "were evicted by force"))
    assert {(m.source, m.type) for m in found([*texts, odd])} == {("odd", "act_escalated")}


def test_what_stands_is_no_new_act_and_what_is_planned_is_not_done() -> None:
    held, done = "On 2 May 2031 640 people were being held in Osrin county.", "On 2 May 2031 640 people were detained in Osrin county."
    assert "stock_to_flow" in codes(held, done)
    assert "target_to_achieved" in codes(done.replace("were detained", "are to be detained"), done)
    assert "stock_to_flow" not in codes(held, held.replace("On 2 May 2031 ", "") + " It was 2 May 2031.")
    assert "target_to_achieved" in codes("2031年5月2日奥斯林县有640名工人计划罢工。", "2031年5月2日奥斯林县有640名工人罢工。", "zh")


def test_a_yearly_report_that_carries_last_years_figure_over_is_seen_by_its_publisher() -> None:
    old = reading(
        "old", "Between 1 June and 4 June 2031 390 traders were fined in Osrin county, said the River Circle.", publisher="River Circle"
    )
    new = reading("new", old.text.replace("1 June and 4 June 2031", "1 June and 10 June 2032"), publisher="River Circle")
    assert {m.type for m in found([old, new], linked(new, old)) if m.source == "new"} == {"edition_carried_over"}


def test_a_reason_where_the_source_gave_none_was_added() -> None:
    up = reading("up", "Sales in Osrin were given up by Lumt Fisher for “a number of factors”, which it left unnamed.")
    down = reading("down", "Lumt Fisher gave up its sales in Osrin out of concern that they served surveillance.")
    assert [(m.source, m.type) for m in found([up, down], linked(down, up)) if m.type == "detail_added"] == [("down", "detail_added")]


def test_the_whole_world_where_the_source_has_one_country_is_wider() -> None:
    up = reading("up", "The bureau went through the whole country to take blood from herders, the Lumt Courier reported.")
    down = reading("down", "The bureau takes blood from herders across the globe, the Lumt Courier reported.")
    assert {m.type for m in found([up, down], linked(down, up))} == {"scope_widened"}
    assert found([up, reading("other", down.text)]) == ()
