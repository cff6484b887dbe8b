"""Cells: no program takes one for a formula, and the text comes back exactly."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.guard.cells import LONGEST, alike, neutral, restored, shown

TRICKY = st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1\uff1d\u3000ཀ") | st.characters(), max_size=30)


@given(TRICKY)
@example("'=1")
@example("''=1")
@example("' tis")
def test_a_neutral_cell_is_no_formula_and_gives_its_text_back(text: str) -> None:
    assert neutral(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert neutral(text).lstrip(" \u3000")[:1] not in set("=+-@")
    assert restored(neutral(text)) == text


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x.example")', "+41 12", "-2", "@SUM(1)", "\tx", "\r=1", " =1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "214", "'tis so", "a=b", "’=", "“-”", "2023-06-02", "ཁྲག་", "采血"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text == restored(text)


@given(TRICKY)
def test_what_is_shown_is_shown_the_same_again_and_is_alike(text: str) -> None:
    assert shown(shown(text)) == shown(text)
    assert alike(text, shown(text)) and alike(text, f" {text}\n")


def test_controls_lone_surrogates_and_endless_texts_fit_into_a_cell() -> None:
    assert shown("a\x0cb\x00c\ud800\r\nd\re") == "a␌b␀c\ufffd\nd\ne"
    assert len(shown("x" * 50_000).encode("utf-16-le")) <= 2 * 32_767 and shown("x" * 50_000) != "x" * 50_000
    assert shown("𠀀" * LONGEST).endswith(" …")
