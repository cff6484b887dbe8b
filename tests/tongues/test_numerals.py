"""Numbers as people write them, in thirteen languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.tongues.han_numbers import han_value
from firsthand.tongues.numerals import lowered, numbers_in, tibetan_value

WRITTEN = [
    ("en", "15,000", 15000),
    ("en", "13.3 million", 13_300_000),
    ("en", "two hundred and thirty", 230),
    ("en", "a dozen", 12),
    ("en", "tens of thousands", 10_000),
    ("en", "16.6 mln", 16_600_000),
    ("zh", "230万", 2_300_000),
    ("zh", "三百二十", 320),
    ("zh", "两千零五", 2005),
    ("zh", "数十万", 100_000),
    ("bo", "༣༠༠", 300),
    ("bo", "གསུམ་བརྒྱ", 300),
    ("bo", "ཁྲི་གཉིས", 20_000),
    ("de", "2,5 Millionen", 2_500_000),
    ("de", "1.234.567", 1_234_567),
    ("fr", "12 500", 12_500),
    ("es", "2,5 millones", 2_500_000),
    ("pt", "dezenas de milhares", 10_000),
    ("it", "150 mila", 150_000),
    ("nl", "twee miljoen", 2_000_000),
    ("pl", "3 mln", 3_000_000),
    ("id", "2 juta", 2_000_000),
    ("id", "dua puluh ribu", 20_000),
    ("ar", "مليونين", 2_000_000),
    ("ja", "3万", 30_000),
]


@pytest.mark.parametrize(("language", "written", "value"), WRITTEN)
def test_a_number_is_read_as_written(language: str, written: str, value: int) -> None:
    found = numbers_in(written, language)
    assert [(n.value, written[n.start : n.end]) for n in found] == [(Decimal(value), written)]


@given(st.integers(1, 10**9))
@settings(max_examples=60, deadline=None)
def test_grouped_figures_give_back_their_value(value: int) -> None:
    assert numbers_in(f"about {value:,} people", "en")[0].value == value
    assert numbers_in(f"rund {value:,}".replace(",", ".") + " Menschen", "de")[0].value == value


@given(st.integers(1, 9999))
@settings(max_examples=60, deadline=None)
def test_chinese_characters_give_back_their_value(value: int) -> None:
    digits, out, gap = "零一二三四五六七八九", "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    assert han_value(out) == value


def test_what_is_no_number_has_no_value() -> None:
    assert han_value("人") is None
    assert tibetan_value("མི") is None


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_keeps_its_places(text: str) -> None:
    assert len(lowered(text)) == len(text)
    for language in ("en", "de", "zh", "bo", "ar", "id"):
        ends = 0
        for n in numbers_in(text, language):
            assert ends <= n.start < n.end <= len(text)
            ends = n.end


MIXED = [
    ("zh", "两千四百五", "2450"), ("zh", "五亿零六", "500000006"), ("zh", "5万4千6百", "54600"), ("zh", "四千零五万", "40050000"), ("zh", "一万五千亿", "1500000000000"),
    ("zh", "十多万", "100000"), ("zh", "负三点五", "-3.5"), ("zh", "五分之一", "0.2"), ("zh", "一又二分之一", "1.5"), ("zh", "三千 八百 九十六", "3896"), ("zh", "１２万", "120000"),
    ("en", "4 thousand 3 hundred and 21", "4321"), ("en", "two and a half million", "2500000"), ("en", "half a million", "500000"), ("en", "nine point nought four", "9.04"),
    ("en", "minus five", "-5"), ("en", "three fifths", "0.6"), ("en", "one out of four", "0.25"), ("en", "2 1/4", "2.25"), ("en", "40 000", "40000"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "value"), MIXED)
def test_figures_and_words_make_one_number(language: str, written: str, value: str) -> None:
    assert [(n.value, written[n.start : n.end]) for n in numbers_in(written, language)] == [(Decimal(value), written)]


@pytest.mark.parametrize("written", ["一切如常", "去四川", "每天收拾房间", "登陆部队上岸", "两两出发", "我一看就笑"])
def test_a_character_that_is_a_piece_of_a_word_is_no_number(written: str) -> None:
    assert numbers_in(written, "zh") == ()


def test_two_neighbouring_digits_are_a_range() -> None:
    found = [(n.value, n.top) for n in numbers_in("七八个人，三四十户，二〇一八年", "zh")]
    assert found == [(7, 8), (30, 40), (2018, None)]


def test_another_number_after_and_is_not_added() -> None:
    assert [n.value for n in numbers_in("between one hundred and two hundred people", "en")] == [100, 200]
