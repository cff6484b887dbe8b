"""Which passages assert a sentence. The river Ansel and its towns are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from firsthand.model.findings import Lineage
from firsthand.model.passages import Part, Reading, Segment, Span, Stream
from firsthand.tongues.sentences import sentences
from firsthand.trace.assertions import claims_asserting, content_of, stem

NOTHING = Lineage((), ())


def page(name: str, text: str, language: str = "en", title: str = "") -> Reading:
    raw = text.encode()
    stream = Stream(Part("0", 0, len(raw), "0"), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw), False),))
    return Reading(name, "", name, stream, (Span(0, len(text)),), language, title=title, sentences=sentences(text, language))


def asserting(sentence: str, *pages: Reading, documents: str = "") -> dict[str, list[str]]:
    readings = {r.source: r for r in pages}
    found = claims_asserting(sentence, documents.split(), readings, {}, NOTHING)
    return {c.source: [p.quote for p in c.passages] for c in found}


CLAIM = "About 340 people were detained in Ferrow on 9 May 2031."
SAYS = page("says", "The fair opened late. On 9 May 2031 police in Ferrow arrested some 340 people. It rained.")
OTHER_DAY = page("other", "On 2 June 2031 police in Quill arrested 71 people. It rained.")
CHINESE = page("zh", "集市开幕较晚。2031年5月9日，费罗有340人被拘留。", "zh")
DENIES = page("denies", "The mayor denied that 340 people were detained in Ferrow on 9 May 2031.")


def test_the_sentence_is_found_in_other_words() -> None:
    assert asserting(CLAIM, SAYS, documents="says") == {"says": ["On 9 May 2031 police in Ferrow arrested some 340 people."]}


def test_documents_are_found_where_none_is_given() -> None:
    """Who says it is found, in another language too; who says something else, or only denies it, is not."""
    assert set(asserting(CLAIM, SAYS, OTHER_DAY, CHINESE, DENIES)) == {"says", "zh"}


def test_a_document_that_a_person_named_is_never_dropped() -> None:
    """The person says that it asserts the claim; the nearest passage is given for them to look at."""
    assert set(asserting(CLAIM, OTHER_DAY, documents="other")) == {"other"}
    assert set(asserting(CLAIM, page("x", "Nothing of the kind."), documents="x")) == {"x"}


def test_a_document_not_read_is_left_out() -> None:
    assert asserting(CLAIM, SAYS, documents="says lost") == asserting(CLAIM, SAYS, documents="says")


def test_below_a_headline_the_text_is_taken_in() -> None:
    """The headline says it best and credits nobody; the sentence with the credit is needed as well."""
    text = "340 people detained in Ferrow on 9 May 2031\n\nRain fell.\n\nOn 9 May 2031, 340 people were held, the Ferrow police said."
    (quotes,) = asserting(CLAIM, page("p", text, title="340 people detained in Ferrow on 9 May 2031"), documents="p").values()
    assert any("the Ferrow police said" in q for q in quotes)


def test_a_larger_figure_bears_out_more_than() -> None:
    claim = "More than 300 people were detained in Ferrow."
    larger, smaller = page("larger", "In Ferrow 351 people were detained."), page("smaller", "In Ferrow 12 people were detained.")
    assert set(asserting(claim, larger, smaller)) == {"larger"}


@pytest.mark.parametrize(("text", "numbers", "dates"), [
    ("On 9 May 2031, 340 people", {340}, {9, 2031}),
    ("2031年5月9日，340人", {340}, {2031, 5, 9}),
    ("two of five boats", {2, 5}, set()),
])  # fmt: skip
def test_dates_are_no_figures(text: str, numbers: set[int], dates: set[int]) -> None:
    content = content_of(text, "")
    assert content.numbers == {Decimal(x) for x in numbers}
    assert content.dates == {Decimal(x) for x in dates}


@pytest.mark.parametrize(
    ("one", "other"),
    [("arrested", "detained"), ("killings", "killed"), ("selling", "supplies"), ("halted", "suspended"), ("women", "girls")],
)
def test_words_of_near_meaning_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


def test_words_that_tell_nothing_have_no_stem() -> None:
    assert [stem(x) for x in ("the", "said", "2031", "may")] == ["", "", "", ""]


def test_passages_are_places_in_the_text() -> None:
    (claim,) = claims_asserting(CLAIM, ["says"], {"says": SAYS}, {}, NOTHING)
    for p in claim.passages:
        assert SAYS.text[p.start : p.end] == p.quote
    assert claim.amount_at is not None and SAYS.text[claim.amount_at.start : claim.amount_at.end] == "340"


def test_a_figure_without_the_act_does_not_say_the_claim_where_another_sentence_does() -> None:
    """A count of people at the quay is no source of a claim that they were sentenced."""
    text = "The court at Quill sentenced 1,500 boatmen on Tuesday. Teo Lanning said the number of boatmen at the quay was near 1,500."
    found = asserting("The court at Quill sentenced 1,500 boatmen.", page("paper", text), documents="paper")
    assert found == {"paper": ["The court at Quill sentenced 1,500 boatmen on Tuesday."]}


def test_a_reporter_of_another_outlet_who_saw_it_is_not_the_papers_own() -> None:
    from firsthand.tongues.credits import credits_in

    text = "奎尔论坛报记者亲眼看到，安塞尔县有640名船工被拘留。记者亲眼看到，桥已封闭。"
    seen = [(c.name, c.kind) for c in credits_in(text, "zh", sentences(text, "zh")) if c.rule == "zh-saw"]
    assert seen == [("奎尔论坛报", "body"), ("", "own")]
