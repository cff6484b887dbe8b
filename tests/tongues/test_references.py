"""What notes cite, in the habits of lawyers, historians and Chinese and Tibetan journals; web addresses as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.tongues.addresses import addresses_in, canonical
from firsthand.tongues.references import citations

# note -> for each citation: back references, dates, titles, how it hangs together with the next
NOTES: dict[str, list[tuple[tuple[str, ...], list[str], tuple[str, ...], str]]] = {
    "Quarry Lane Institute, ‘The Tubes’ (13 September 2022) <https://a.example/x> accessed 2 October 2022.": [((), ["2022-09-13"], ("The Tubes",), "")],
    "ibid art 15.": [(("<",), [], (), "")],
    "Id. at 45.": [(("<",), [], (), "")],
    "See n 6.": [(("6",), [], (), "")],
    "Smith (n 6) 12.": [(("6",), [], (), "")],
    "Quarry Lane Inst., supra note 4.": [(("4",), [], (), "")],
    "supra notes 4 and 7": [(("4", "7"), [], (), "")],
    "Note 3 above.": [(("3",), [], (), "")],
    "fn 12": [(("12",), [], (), "")],
    "Smith, op. cit., p. 3": [(("^",), [], (), "")],
    "Wexholm Institute, Briefing note 31: Health cards, 19 October 2023.": [((), ["2023-10-19"], (), "")],
    "A Smith, ‘One’ (2020); see also B Jones, ‘Two’ (2021)": [((), ["2020"], ("One",), ""), ((), ["2021"], ("Two",), "")],
    "Ibid.; see n 10": [(("<",), [], (), ""), (("10",), [], (), "")],
    "Yearbook 2021, November 2021, citing Register 2023, February 2023": [((), ["2021", "2021-11"], (), "citing"), ((), ["2023", "2023-02"], (), "")],
    "Harbour Letter (3 May 2020), cited in Tarn Gazette (4 May 2020)": [((), ["2020-05-03"], (), "cited in"), ((), ["2020-05-04"], (), "")],
    "同上，第3页；参见注8。": [(("<",), [], (), ""), (("8",), [], (), "")],
    "前引注14、注15。": [(("14", "15"), [], (), "")],
    "《关于采集的通告》，2023年6月12日，https://a.example/x，访问日期：2024年1月2日。": [((), ["2023-06-12"], ("关于采集的通告",), "")],
    "转引自《高地年鉴》，2021年，第3页。": [((), ["2021"], ("高地年鉴",), "")],
    "གོང་གསལ།": [(("<",), [], (), "")],
    "མཆན་ ༡༢ ལ་གཟིགས།": [(("12",), [], (), "")],
}  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_cut_into_its_citations(note: str) -> None:
    found = [(c.back, [d.date.text for d in c.dates if d.date], c.titles, c.through) for c in citations(note)]
    assert found == NOTES[note]


def test_places_are_those_of_the_note() -> None:
    note = "See A Smith, “One” (2020); but see B Jones, https://b.example/two."
    assert all(note[c.span.start : c.span.end] == c.text for c in citations(note))
    assert [c.urls for c in citations(note)] == [(), ("https://b.example/two",)]


def test_a_note_of_marks_alone_cites_nothing() -> None:
    assert citations(" . ; ,") == () and citations("") == ()


@given(note=st.text(alphabet="aB ;.,n1 ibdcfse()“”《》注见https:/", max_size=80))
def test_any_note_gives_citations_within_it(note: str) -> None:
    for c in citations(note):
        assert note[c.span.start : c.span.end] == c.text and c.text.strip()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://www.a.example/x/", "http://a.example/x"),
        ("https://a.example/x?utm_source=y&b=2&a=1#part", "a.example/x?a=1&b=2"),
        ("https://archive.stillpond.example/20220915/https://a.example/x", "https://a.example/x"),
        ("https://web.archive.org/web/20220915120000id_/http://a.example/x", "https://a.example/x"),
        ("https://a.example/%E4%B8%AD/index.html", "https://a.example/中"),
        ("HTTPS://A.example:443/x", "https://a.example/x"),
    ],
)
def test_two_ways_of_writing_an_address_are_one(one: str, two: str) -> None:
    assert canonical(one) == canonical(two if "://" in two else f"https://{two}") != ""


@pytest.mark.parametrize(("one", "two"), [("https://a.example/x", "https://a.example/y"), ("https://a.example/x", "https://b.example/x"), ("https://a.example/?id=1", "https://a.example/?id=2")])  # fmt: skip
def test_other_addresses_stay_others(one: str, two: str) -> None:
    assert canonical(one) != canonical(two)


@pytest.mark.parametrize(
    "address", ["", "mailto:x@a.example", "ftp://a.example", "https://[::1", "http://a.example:99999/", "javascript:alert(1)", "no address"]
)
def test_what_is_no_web_address_has_no_form(address: str) -> None:
    assert canonical(address) == ""


def test_addresses_are_found_without_the_marks_of_their_sentence() -> None:
    text = "See <https://a.example/x_(y)> and (https://b.example/z), www.c.example/q. 见https://d.example/中。"
    assert [text[a:b] for a, b in addresses_in(text)] == [
        "https://a.example/x_(y)",
        "https://b.example/z",
        "www.c.example/q",
        "https://d.example/中",
    ]
