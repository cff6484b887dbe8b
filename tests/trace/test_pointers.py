"""Documents that pages point at: in footnotes, as what they translate, by a yearly title without its year, by a name in another script."""

from __future__ import annotations

from dataclasses import replace

from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Link
from firsthand.model.passages import Footnote, Part, Reading, Span, Stream
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences
from firsthand.trace.sources import sources_of


def reading(name: str, publisher: str, published: str, text: str, language: str = "en", title: str = "") -> Reading:
    """A document of plain text."""
    stream = Stream(Part("", 0, 0, ""), "text", 1, "utf-8", text, ())
    day = PartialDate(published) if published else None
    return Reading(
        name, "", name, stream, (Span(0, len(text)),), language, title, publisher, published=day, sentences=sentences(text, language)
    )


def links(*readings: Reading) -> dict[tuple[str, str], Link]:
    """The links of credits and pointers, by their two ends."""
    said = {
        r.source: Said(r.source, (), credits_in(r.text, r.language, r.sentences, title=r.title, publisher=r.publisher)) for r in readings
    }
    return {(x.source, x.to): x for x in sources_of(readings, said).links}


def with_note(page: Reading, sentence: str, note: str) -> Reading:
    """The page with a footnote bound to one of its sentences."""
    s, n = page.text.index(sentence), page.text.index(note)
    mark = Span(s + len(sentence), s + len(sentence))
    return replace(page, footnotes=(Footnote("1", mark, Span(s, s + len(sentence)), Span(n, n + len(note))),))


NOTICE = reading("notice", "青井县水务局", "2031-06-12", "六月共有四十口井干涸。", "zh", "青井县水务局关于水井的通告")
NURSES = "Nine wardens were sent home."


def _page(note: str) -> Reading:
    return with_note(reading("page", "Oxley Herald", "2031-08-01", f"{NURSES}\n\n{note}"), NURSES, note)


def test_a_footnote_that_names_body_and_day_is_a_link_though_the_document_says_nothing_of_it() -> None:
    link = links(NOTICE, _page("Greenwell Water Bureau (青井县水务局), notice of 12 June 2031."))["page", "notice"]
    assert link.kind == "cites" and link.relation == "direct"
    assert link.passages[0][0] == Span(0, len(NURSES))


def test_a_footnote_with_another_day_or_none_is_no_link() -> None:
    assert ("page", "notice") not in links(NOTICE, _page("Greenwell Water Bureau (青井县水务局), notice of 13 June 2031."))
    assert ("page", "notice") not in links(NOTICE, _page("Talks with the Greenwell Water Bureau (青井县水务局)."))


def test_two_notices_of_one_day_are_not_told_apart() -> None:
    twin = replace(NOTICE, source="twin", title="青井县水务局关于水价的通告")
    found = links(NOTICE, twin, _page("Greenwell Water Bureau (青井县水务局), notice of 12 June 2031."))
    assert not {to for source, to in found if source == "page"} & {"notice", "twin"}


def test_a_credit_is_spelt_out_by_the_note_of_its_sentence() -> None:
    sentence = "Nine wardens were sent home, according to the notice of the Greenwell Water Bureau."
    note = "Greenwell Water Bureau (青井县水务局), notice of 12 June 2031."
    found = links(NOTICE, with_note(reading("page", "Oxley Herald", "2031-08-01", f"{sentence}\n\n{note}"), sentence, note))
    assert [to for source, to in found if source == "page"] == ["notice"]


def test_a_page_that_says_it_is_a_translation_has_everything_from_there() -> None:
    here = "Two herders of Oxley spoke. “The wells are dry,” said Tamsin Vell, a herder from Oxley."
    there = "Übersetzt aus dem Englischen: Radio Harrow, “Two herders speak of wells”, 2 May 2031\n\n„Die Brunnen sind trocken“, sagte Tamsin Vell."
    found = links(
        reading("first", "Radio Harrow", "2031-05-02", here, "en", "Two herders speak of wells"),
        reading("second", "Radio Harrow", "2031-05-06", there, "de", "Zwei Hirten sprechen"),
    )
    assert found["second", "first"].kind == "translates"
    assert {x.relation for (source, to), x in found.items() if source == "second" and to != "first"} == {"second_hand"}


def test_a_translation_that_names_no_held_document_translates_nothing() -> None:
    other = "Translated from the German: Radio Fenn, “Quite another page”, 9 May 2031\n\nThe wells are dry."
    found = links(
        reading("first", "Radio Harrow", "2031-05-02", "The wells are dry.", "en", "Two herders speak of wells"),
        reading("second", "Radio Harrow", "2031-05-06", other),
    )
    assert not found


def test_a_yearly_title_without_its_year_is_the_held_edition_though_it_is_later() -> None:
    almanac = reading(
        "almanac", "Cray Press", "2032-05", "In Oxley about 300 families have no well of their own.", "en", "Harrow Almanac 2032"
    )
    citing = "About 300 families have no well of their own, according to the Harrow Almanac."
    assert ("book", "almanac") in links(almanac, reading("book", "Oxley Circle", "2031-11", citing))
    undated = replace(almanac, title="Harrow Almanac", source="once")
    assert ("book", "once") not in links(undated, reading("book", "Oxley Circle", "2031-11", citing))


def test_a_number_that_a_register_puts_at_so_many_is_credited_to_it() -> None:
    found = links(
        reading("page", "Oxley Herald", "", "The Oxley Register puts the number of families without a well in the valley at about 300.")
    )
    assert [to for _, to in found] == ["ext:Oxley Register"]
    assert not links(reading("page", "Oxley Herald", "", "The Oxley Register puts the cup on the table at about noon."))


def test_one_name_in_two_scripts_is_one_source() -> None:
    readings = (
        reading("a", "Oxley Herald", "2031-05-01", "“Nobody was forced,” said Wei Lanshan (魏岚山), head of the bureau."),
        reading("b", "青井日报", "2031-05-02", "魏岚山说：“没有人被强迫，所有人都是自愿的。”", "zh"),
    )
    assert {to for _, to in links(*readings)} == {"ext:Wei Lanshan"}


def test_names_run_over_wrapped_lines_and_end_at_note_marks() -> None:
    text = "Nine wardens were sent home in June, according to the notice of the Greenwell Water\nBureau.2 Nobody else was there."
    assert [to for _, to in links(reading("page", "Oxley Herald", "", text))] == ["ext:Greenwell Water Bureau"]


def test_the_own_name_in_a_source_line_makes_nobody_a_carrier() -> None:
    found = links(reading("page", "青井日报", "2031-05-02", "来源：青井日报\n\n魏岚山说：“没有人被强迫，所有人都是自愿的。”", "zh"))
    assert [x.relation for x in found.values()] == ["direct"]
