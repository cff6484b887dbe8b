"""Tokens stand where they are said to stand, and two forms of one word compare equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.tongues.words import characters, folded, forms, normal_form, simplified, words

ANY = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200)


def cut(text: str, spans) -> list[str]:  # type: ignore[no-untyped-def]
    return [text[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("China's 1,200 co-op members", ["China's", "1,200", "co", "op", "members"]),
        ("采集DNA样本12.5万份", ["采", "集", "DNA", "样", "本", "12.5", "万", "份"]),
        ("ཉེན་རྟོག་པ། བོད", ["ཉེན", "རྟོག", "པ", "བོད"]),
        ("けいさつ庁", ["け", "い", "さ", "つ", "庁"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("", []),
    ],
)
def test_tokens_for_matching(text: str, tokens: list[str]) -> None:
    assert cut(text, characters(text)) == tokens


def test_han_is_cut_into_words_for_grammar_but_not_in_japanese() -> None:
    assert cut("公安机关采集血样", words("公安机关采集血样", "zh")) == ["公安机关", "采集", "血样"]
    assert cut("公安機関", words("公安機関", "ja")) == ["公安機関"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("國務院", "国务院"), ("Ｐｏｌｉｃｅ", "police"), ("don’t", "DON'T"), ("Straße", "STRASSE"), ("ﬁle", "file"), ("༌", "་"), ("İ", "i")],
)
def test_two_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_different_words_stay_different() -> None:
    assert len({normal_form(w) for w in ("police", "policy", "国", "同", "བོད", "བོན")}) == 6


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text) == len(simplified(text))
    assert folded(folded(text)) == folded(text)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_tokens_are_sorted_disjoint_and_leave_out_no_letter(text: str) -> None:
    for spans in (characters(text), words(text, "zh")):
        assert all(s.start < s.end for s in spans)
        assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
        inside = {i for s in spans for i in range(s.start, s.end)}
        assert all(i in inside for i, c in enumerate(text) if c.isalpha() and c not in "ʼ")
    assert len(forms(text, characters(text))) == len(characters(text))
