"""Numbers as people write them, in thirteen languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.tongues.numerals import han_value, lowered, numbers_in, tibetan_value

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
