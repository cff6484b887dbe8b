"""Fingerprints: what they promise about any text, and what they are blind to on purpose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from valley_pages import FLOOD, MARKET, page

from firsthand.trace.fingerprints import SEED_WORDS, WINDOW, features_of, hash_of, text_of

WORDS = st.lists(
    st.sampled_from(
        ["river", "mill", "road", "sheep", "bridge", "valley", "school", "rain", "grain", "fence", "lorry", "wool", "council", "fee"]
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.integers(0, 30))
def test_any_shared_run_of_seed_and_window_is_found(before: list[str], after: list[str], shift: int) -> None:
    """The guarantee of winnowing: wherever eight words run alike, the two texts have a seed in common."""
    run = ["old", "Pieter", "weighs", "nine", "heavy", "bales", "every", "morning"]
    assert len(run) == SEED_WORDS + WINDOW - 1
    one = text_of(page("a", " ".join([*before, *run, *after])))
    two = text_of(page("b", " ".join([*after[:shift], *run, *before])))
    assert one.seeds & two.seeds


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_tokens_and_sentences_lie_in_the_text_in_order(text: str) -> None:
    """Every place is a place of the text itself, code point for code point, whatever the text."""
    cut = text_of(page("a", text))
    ends = [0, *(s.end for s in cut.places)]
    assert all(end <= s.start < s.end <= len(text) for end, s in zip(ends, cut.places, strict=False))
    assert all(0 <= u.first < u.last <= len(cut.tokens) for u in cut.units)


def test_house_style_does_not_change_a_sentence() -> None:
    """Quotation marks, case and width are no words; a changed figure is."""
    one, two, three = (
        text_of(page("a", t)).units[0].key
        for t in ("He said “318 people” left.", 'HE SAID "318 people" left.', "He said “381 people” left.")
    )
    assert one == two != three


def test_texts_that_share_nothing_share_no_seed() -> None:
    """The control: seeds of two reports on other things are disjoint."""
    assert not text_of(page("a", FLOOD)).seeds & text_of(page("b", MARKET)).seeds


def test_han_and_tibetan_are_compared_by_pairs_and_latin_by_words() -> None:
    """One character of Chinese is in half of all sentences; two are a word."""
    assert set(features_of(("河", "水", "river", "318"))) == {"河水", "river", "318"}


def test_a_hash_is_the_same_in_every_run() -> None:
    """Made blocks of two runs must agree: no randomised hash."""
    assert hash_of(("river", "bridge")) == 0xD2C7947B1F0204B5
    assert hash_of(("river", "bridge")) != hash_of(("riverbridge",))
