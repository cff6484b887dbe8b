"""Sources: from credits to links. Small corpora of invented documents, each with what an analyst expects of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Lineage, Link
from firsthand.model.passages import Part, Reading, Span, Stream
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences
from firsthand.trace.naming import key_of, parsed
from firsthand.trace.sources import sources_of

Page = tuple[str, str, str, str]  # id, publisher, published, text


def reading(page: Page, language: str = "en") -> Reading:
    """A document of plain text."""
    name, publisher, published, text = page
    stream = Stream(Part("", 0, 0, ""), "text", 1, "utf-8", text, ())
    day = PartialDate(published) if published else None
    return Reading(
        name, "", name, stream, (Span(0, len(text)),), language, "", publisher, published=day, sentences=sentences(text, language)
    )


def lineage(*pages: Page, language: str = "en") -> Lineage:
    """The lineage of some documents by their credits alone."""
    readings = [reading(p, language) for p in pages]
    said = {r.source: Said(r.source, (), credits_in(r.text, r.language, r.sentences, publisher=r.publisher)) for r in readings}
    return sources_of(readings, said)


def links(found: Lineage, source: str) -> dict[str, Link]:
    """The likely links of one document by what they lead to."""
    return {link.to: link for link in found.links if link.source == source and link.p >= 0.5}


WELLS = "Forty wells ran dry in Oxley in June, and eleven were sealed by the county."


def test_a_credit_of_a_held_document_leads_to_it() -> None:
    found = lineage(
        ("a", "Harrow Institute", "2031-05-01", WELLS),
        ("b", "Oxley Herald", "2031-05-03", "According to the Harrow Institute, forty wells ran dry in Oxley in June."),
    )
    assert set(links(found, "b")) == {"a"}


def test_a_document_dated_later_is_not_what_was_credited() -> None:
    found = lineage(
        ("a", "Harrow Institute", "2031-06-01", WELLS),
        ("b", "Oxley Herald", "2031-05-03", "According to the Harrow Institute, forty wells ran dry in Oxley in June."),
    )
    assert set(links(found, "b")) == {"ext:Harrow Institute"}


def test_a_document_of_the_same_house_on_another_thing_is_not_what_was_credited() -> None:
    other = "The museum of clocks opened its doors with music, dancing and speeches by three former mayors."
    found = lineage(
        ("a", "Harrow Institute", "2031-05-01", other),
        ("b", "Oxley Herald", "2031-05-03", "According to the Harrow Institute, forty wells ran dry in Oxley in June."),
        ("c", "Harrow Post", "2031-05-03", WELLS),
    )
    assert set(links(found, "b")) == {"ext:Harrow Institute"}


def test_an_agency_tag_is_a_copy_and_makes_its_speakers_second_hand() -> None:
    found = links(lineage(("a", "Oxley Herald (Reuters)", "", "Forty wells are dry, Mara Quill said.")), "a")
    assert (found["ext:Reuters"].kind, found["ext:Reuters"].relation) == ("copies", "direct")
    assert found["ext:Mara Quill"].relation == "second_hand"


def test_a_speaker_heard_by_the_document_itself_is_direct() -> None:
    found = links(lineage(("a", "Oxley Herald", "", "“Forty wells are dry,” Mara Quill said.")), "a")
    assert (found["ext:Mara Quill"].kind, found["ext:Mara Quill"].relation) == ("quotes", "direct")


def test_what_a_speaker_told_another_newsroom_came_through_it() -> None:
    found = links(lineage(("a", "Oxley Herald", "", "Mara Quill told the Harrow Post that forty wells are dry.")), "a")
    assert found["ext:Harrow Post"].relation == "direct" and found["ext:Mara Quill"].relation == "second_hand"


def test_the_documents_own_house_is_no_source_of_it() -> None:
    assert links(lineage(("a", "Oxley Herald", "", "Mara Quill told the Oxley Herald that forty wells are dry.")), "a").keys() == {
        "ext:Mara Quill"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Experts say forty wells are dry.",
        "(Foto Press Photo/Ann Muster) Forty wells are dry.",
        "Forty wells are dry.",
        "A fire broke out, reports say.",
    ],
)
def test_nobody_photos_and_silence_give_no_link(text: str) -> None:
    assert links(lineage(("a", "Oxley Herald", "", text)), "a") == {}


def test_an_acronym_defined_anywhere_joins_its_names() -> None:
    found = lineage(
        ("a", "Oxley Herald", "", "The Rivers Action Network (RAN) said forty wells are dry."),
        ("b", "Harrow Post", "", "RAN said that forty wells are dry."),
    )
    assert links(found, "a").keys() == links(found, "b").keys() == {"ext:RAN"}
    assert "The Rivers Action Network (RAN)" in found.named[0].aliases


def test_names_without_a_definition_stay_apart() -> None:
    found = lineage(
        ("a", "Oxley Herald", "", "The Rivers Action Network said forty wells are dry."),
        ("b", "Harrow Post", "", "RAN said that forty wells are dry."),
    )
    assert links(found, "a").keys().isdisjoint(links(found, "b").keys())


def test_a_spokesperson_and_the_body_are_one_party_in_a_document() -> None:
    text = "The Oxley Water Board has denied that wells are dry. “Nothing is dry,” said Tom Reed, spokesman for the Oxley Water Board."
    assert links(lineage(("a", "Harrow Post", "", text)), "a").keys() == {"ext:Oxley Water Board"}


def test_across_documents_a_spokesperson_may_be_the_body() -> None:
    found = lineage(
        ("a", "Harrow Post", "", "The Oxley Water Board has denied that wells are dry."),
        ("b", "Oxley Herald", "", "“Nothing is dry,” said Tom Reed, spokesman for the Oxley Water Board."),
    )
    reed = next(n for n in found.named if n.id == "ext:Tom Reed")
    assert reed.may_be[0][0] == "ext:Oxley Water Board" and reed.may_be[0][1] >= 0.95


def test_a_surname_is_the_person_named_in_full() -> None:
    text = "Mara Quill, a member of the Board of Wells, said wells are dry. Quill said that nobody had come."
    assert links(lineage(("a", "Harrow Post", "", text)), "a").keys() == {"ext:Mara Quill"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a Canadian government spokesman", "Government of Canada"),
        ("Beijing", "Government of China"),
        ("the Chinese government", "Government of China"),
        ("state-run Press One", "Press One"),
        ("Norway-based rights group Iron Human Rights (IHR)", "Iron Human Rights"),
        ("a June 17, 2031, New York Times", "New York Times"),
        ("A spokesperson from the Oxley Office of Wells (OOW)", "Oxley Office of Wells"),
        ("Tom Reed, spokesman for the Oxley Water Board", "Tom Reed"),
        ("the UN Special Rapporteur on Wells, Mara Quill", "Mara Quill"),
        ("reporters of the Oxley Herald", "Oxley Herald"),
    ],
)
def test_a_name_is_taken_apart(name: str, shown: str) -> None:
    assert parsed(name, "person" if "Reed" in name or "Quill" in name else "body", "en").head == shown


def test_one_agency_has_one_name_in_all_languages() -> None:
    assert {parsed(name, "body", language).head for name, language in (("路透社", "zh"), ("رويترز", "ar"), ("the Reuters", "en"))} == {
        "Reuters"
    }


def test_state_media_are_those_of_the_country_spoken_of() -> None:
    found = links(
        lineage(("a", "Harrow Post", "", "China holds the largest store of wells, 80 million in all, according to state media.")), "a"
    )
    assert found.keys() == {"ext:Chinese state media"}


def test_a_wire_in_chinese_is_copied_and_its_speaker_second_hand() -> None:
    text = "新华社北京5月5日电 青石县公安局5日通报，全县已有两百人被拘留。"
    found = links(lineage(("a", "青石日报", "", text), language="zh"), "a")
    assert found["ext:Xinhua"].kind == "copies" and found["ext:青石县公安局"].relation == "second_hand"


def test_one_link_for_each_document_and_source() -> None:
    text = "Mara Quill said wells are dry. Later Mara Quill said that eleven were sealed. “All are dry,” Mara Quill said."
    found = lineage(("a", "Harrow Post", "", text))
    assert len(found.links) == 1 and found.links[0].kind == "quotes" and len(found.links[0].passages) == 2


SENTENCES = [
    "Mara Quill said that forty wells are dry.",
    "According to the Harrow Institute, eleven wells were sealed.",
    "The Oxley Herald reported that two men were held.",
    "Experts say so.",
    "“All are dry,” said Tom Reed.",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Oxley Herald", "Harrow Institute", "Post (Reuters)", ""]),
            st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
        ),
        min_size=1,
        max_size=5,
    ),
    st.randoms(),
)
def test_the_order_of_documents_changes_nothing_and_named_covers_the_links(documents: list[tuple[str, list[str]]], rng: object) -> None:
    pages: list[Page] = [(f"d{i}", publisher, "", " ".join(lines)) for i, (publisher, lines) in enumerate(documents)]
    found, again = lineage(*pages), lineage(*reversed(pages))
    assert {(x.source, x.to, x.kind, x.relation) for x in found.links} == {(x.source, x.to, x.kind, x.relation) for x in again.links}
    assert {x.to for x in found.links if x.to.startswith("ext:")} == {n.id for n in found.named}
    assert len({(x.source, x.to) for x in found.links}) == len(found.links) and all(x.source != x.to for x in found.links)


def test_keys_forget_articles_marks_and_spelling() -> None:
    assert key_of("The World Wells Organisation’s") == key_of("world wells organization")
