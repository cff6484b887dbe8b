"""Copies: what counts as shared, what does not, and that the places are right."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from valley_pages import FLOOD, MARKET, SCHOOL, page

from firsthand.trace.copies import LIKE, candidates_of, corpus_of, likeness, passages_of, shared_by
from firsthand.trace.kin import is_twin, kin_of

SENTENCES = [s + "." for s in FLOOD.rstrip(".").split(". ")]


def shared(one: str, two: str):  # type: ignore[no-untyped-def]
    """What two texts share among two that have nothing to do with them, and the corpus."""
    corpus = corpus_of([page("a", one), page("b", two), page("c", MARKET), page("d", SCHOOL)])
    return shared_by(0, 1, corpus), corpus


def test_a_sentence_reworded_clause_by_clause_is_found() -> None:
    """The clauses change places and some words; figures, names and most words stay."""
    spun = "On Monday night, above Korvath, the river Amsel left its bed; the lower bridge was carried away by it."
    found, _ = shared(FLOOD, spun + " " + MARKET[:50])
    assert [(m.here, m.there) for m in found.matches] == [(0, 0)]
    assert LIKE <= found.matches[0].like < 1


def test_a_sentence_on_the_same_matter_in_other_words_is_not() -> None:
    """Both tell of the flood and the schools; neither has the other's words."""
    other = "Two school buildings sheltered more than three hundred residents after the flood. A bridge is gone."
    found, _ = shared(FLOOD, other)
    assert found.matches == ()


def test_passages_run_over_a_missing_sentence_and_stop_at_what_is_new() -> None:
    """Sentence 3 is left out, a new one is added at the end: one passage, and the new sentence lies outside it."""
    added = "The mayor was not there."
    copy = " ".join([*SENTENCES[:2], *SENTENCES[3:], added])
    found, corpus = shared(FLOOD, copy)
    ((here, there, _),) = passages_of(found, corpus)
    assert FLOOD[here.start : here.end] == FLOOD
    assert copy[there.start : there.end] == copy[: -len(added) - 1]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)))
def test_moving_sentences_about_hides_none(order: list[int]) -> None:
    """Each sentence finds itself again wherever it went."""
    found, _ = shared(FLOOD, " ".join(SENTENCES[i] for i in order))
    assert sorted((m.here, order[m.there]) for m in found.matches) == [(i, i) for i in range(5)]


@settings(max_examples=200, deadline=None)
@given(st.floats(0.1, 100), st.floats(0.1, 100), st.floats(0, 1))
def test_likeness_is_between_nothing_and_all_and_symmetric(one: float, two: float, part: float) -> None:
    """Weights that are shared never exceed either side's."""
    both = part * min(one, two)
    assert 0 <= likeness(both, one, two) <= 1 + 1e-9
    assert likeness(both, one, two) == likeness(both, two, one)


def test_candidates_are_those_that_share_and_in_any_order() -> None:
    """A copy is the nearest candidate of its source, whatever the order of the texts."""
    pages = [page("a", FLOOD), page("b", " ".join(SENTENCES[1:])), page("c", MARKET), page("d", SCHOOL)]
    random.Random(5).shuffle(pages)
    corpus = corpus_of(pages)
    ranks = candidates_of(corpus.texts)
    a, b = sorted(i for i, p in enumerate(pages) if p.source in "ab")
    assert ranks[a, b] == 0


def test_a_form_filled_in_twice_is_a_twin_and_its_reprint_is_not() -> None:
    """The same words around other figures: twin. The control: the same figures."""
    form = "Notice of the registry. In this quarter {a} households were visited by teams. Of these {b} handed in the card on time. The registry thanks all village heads for their help."
    twins, corpus = shared(form.format(a=1204, b=1177), form.format(a=860, b=811))
    assert twins.matches and is_twin(twins, corpus)
    reprint, corpus = shared(form.format(a=1204, b=1177), form.format(a=1204, b=1177))
    assert not is_twin(reprint, corpus)


def test_what_stands_in_quotation_marks_is_set_apart() -> None:
    """Two sentences that both quote say nothing of copying. The control: the same two sentences as narrative do."""
    said = "“The third pillar has moved by a hand's breadth, and nobody shall drive over it before the stone has come from Brenn.” “We asked for that stone in the winter, and the valley office has not answered us yet.”"

    def ties(words: str) -> list[str]:
        return [t.by for t in kin_of([page("a", f"{MARKET} {words}"), page("b", f"{SCHOOL} {words}"), page("c", FLOOD)]).ties.values()]

    assert ties(said) == ["quotation"]
    assert ties(said.replace("“", "").replace("”", "")) == ["text"]


def test_empty_and_tiny_texts_are_no_trouble() -> None:
    """Nothing, one word, only marks."""
    assert kin_of([page("a", ""), page("b", "River"), page("c", "…"), page("d", "River")]).ties == {}
