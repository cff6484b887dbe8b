"""Sentences set side by side: the short way to like sentences finds what comparing every sentence with every other finds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.claims import Said
from firsthand.trace.clauses import ALIKE, CONTAINED, FEWEST, Clause, Shelf, clauses_of, figured_clauses_of, paired, shelf_of, weights_of
from plain_readings import reading

WORDS = (
    "police",
    "took",
    "blood",
    "from",
    "people",
    "in",
    "the",
    "county",
    "of",
    "osrin",
    "marbel",
    "clinic",
    "card",
    "monday",
    "said",
    "wells",
)
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda w: " ".join(w).capitalize() + ".")
text = st.lists(sentence, min_size=1, max_size=8).map("\n\n".join)


def shelves(one: str, two: str) -> tuple[Shelf, Shelf, dict[str, float]]:
    mine, theirs = (clauses_of(reading(name, words), Said(name)) for name, words in (("one", one), ("two", two)))
    weights = dict(weights_of((mine, theirs)))
    return shelf_of(mine, weights), shelf_of(theirs, weights), weights


def likeness(a: Clause, b: Clause, weights: dict[str, float]) -> float:
    """By the definition, every word looked at; 0 for sentences that are not alike."""
    mine, theirs = Counter(a.words), Counter(b.words)
    shared, here, there = (sum(weights[w] * n for w, n in bag.items()) for bag in (mine & theirs, mine, theirs))
    like = 2 * shared / (here + there)
    contained = shared / min(here, there) >= CONTAINED and min(len(a.words), len(b.words)) >= FEWEST
    return like if like >= ALIKE or contained else 0.0


@settings(max_examples=150, deadline=None)
@given(text, text)
def test_no_like_sentence_is_passed_over(one: str, two: str) -> None:
    a, b, weights = shelves(one, two)
    every = {(x.span, y.span): score for x in a.clauses for y in b.clauses if (score := likeness(x, y, weights)) > 0}
    pairs = {(x.span, y.span): score for x, y, score in paired(a, b, weights, ())}
    assert all(abs(every[places] - score) < 1e-9 for places, score in pairs.items())
    here, there = {x for x, _ in pairs}, {y for _, y in pairs}
    assert all(x in here or y in there for x, y in every)  # what is alike and unpaired has lost its partner to another
    assert not every or abs(max(every.values()) - max(pairs.values())) < 1e-9


def test_sentences_without_figures_are_not_read_where_only_figures_count() -> None:
    from firsthand.claim.propose import said_by

    one = reading("one", "Police took blood from 3,200 residents.\n\nNobody was asked.")
    assert [c.text for c in figured_clauses_of(one, said_by(one))] == ["Police took blood from 3,200 residents."]
    assert len(clauses_of(one, said_by(one))) == 2
