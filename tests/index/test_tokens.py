"""Tokens: what counts as the same, what ends a phrase, and that a place found by number is the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.index.tokens import STEP, STOP, form_of, forms, place_of, starts, tokens

SCRIPTS = "aZéß1,239 \n\t.。，、「拘留採采\U00020bb7པའིརས་།༢١٣قшйкかガ경ตำรွ'-\u200b\u00ad\U000e0100²_½\x00\f"
TEXT = st.text(alphabet=SCRIPTS, max_size=300) | st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Police, in Lhari", ["police", STOP, "in", "lhari"]),
        ("China's well-known café", ["china", "s", "well", "known", "cafe"]),
        ("detained² in Łódź", ["detained", STOP, "in", "lodz"]),
        ("1,206,962 or 1206962", ["1206962", "or", "1206962"]),
        ("12,13 and 84.5", ["12", STOP, "13", "and", "84", STOP, "5"]),
        ("县公安局", ["县", "公", "安", "局"]),
        ("採集DNA樣本", ["采", "集", "dna", "样", "本"]),
        ("拘\n留", ["拘", "留"]),
        ("拘\n\n留", ["拘", STOP, "留"]),
        ("拘。）留", ["拘", STOP, "留"]),
        ("拘\u200b留", ["拘", "留"]),
        ("\U00020bb7野", ["\U00020bb7", "野"]),
        ("སློབ་གྲྭའི་ནང་།", ["སློབ", "གྲྭ", "ནང", STOP]),
        ("པའི་ པའང་ པ", ["པ", "པ", "པ"]),
        ("འོ་མ", ["འོ", "མ"]),
        ("༤༡༢ ١٢٣ ４５", ["412", "123", "45"]),
        ("경찰이", ["경", "찰", "이"]),
        ("ตำรวจ", ["ต", "\u0e4d\u0e32", "ร", "ว", "จ"]),
        ("الشُّرطة", ["الشرطة"]),
        ("Ёлка й", ["ёлка", "й"]),
        ("", []),
        ("\ud800 \x00", [STOP]),
    ],
)
def test_what_a_text_is_cut_into(text: str, found: list[str]) -> None:
    assert forms(text) == found


@given(TEXT)
def test_tokens_and_forms_agree_and_tokens_are_in_order_and_disjoint(text: str) -> None:
    places = list(tokens(text))
    assert [form_of(text[p.start : p.end]) for p in places] == forms(text)
    assert all(a.start < a.end <= b.start for a, b in zip(places, places[1:], strict=False))


@given(st.text(alphabet=SCRIPTS, min_size=1, max_size=60), st.integers(1, 40), st.data())
def test_a_place_found_by_its_number_is_the_place(text: str, times: int, data: st.DataObject) -> None:
    whole = text * times
    places = list(tokens(whole))
    if not places:
        return
    first = data.draw(st.integers(0, len(places) - 1))
    count = data.draw(st.integers(1, min(8, len(places) - first)))
    found = place_of(whole, starts(whole), first, count)
    assert (found.start, found.end) == (places[first].start, places[first + count - 1].end)


def test_a_text_cut_from_the_beginning_of_any_token_goes_on_alike() -> None:
    text = "公安局。\n\nThe co\u00adunty’s 1,206 schools: སློབ་གྲྭ། 拘 留" * (STEP // 8)
    places = list(tokens(text))
    for number in range(0, len(places), 7):
        assert list(tokens(text, places[number].start)) == places[number:]


@given(TEXT)
def test_no_letter_or_figure_is_lost(text: str) -> None:
    covered = {i for p in tokens(text) for i in range(p.start, p.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha() or c.isdecimal())


@given(TEXT)
def test_a_form_holds_nothing_that_a_question_could_be_steered_with(text: str) -> None:
    assert all(form == STOP or not (set(form) & set('"*^():+- \0')) for form in forms(text))
