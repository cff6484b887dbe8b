"""Translations as people gave them: what was added, with later wordings in place of earlier ones; one that was withdrawn is gone."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.case.state import State
from firsthand.model.passages import Passage, Translation
from firsthand.model.plain import value_of


def translations_in(state: State) -> dict[str, Translation]:
    """Every translation that stands, by its id, in the order they were added."""
    out = {}
    for subject, added in state.added.items():
        if added.of == "translation":
            last = (state.standing(subject) or [added])[-1]
            if last.answer != "withdraw":
                out[subject] = value_of(Translation, last.value)
    return out


def fitting(passage: Passage, translations: Iterable[Translation]) -> list[Translation]:
    """The translations of a passage or of a piece of it: those of just this passage first, of these the latest first."""
    here = [
        x for x in translations if x.passage.source == passage.source and x.passage.stream == passage.stream and touches(x.passage, passage)
    ]
    return sorted(reversed(here), key=lambda x: not of_just(x, passage))


def of_just(translation: Translation, passage: Passage) -> bool:
    """Whether it is of this passage, from its first character to its last."""
    return (translation.passage.start, translation.passage.end) == (passage.start, passage.end)


def touches(one: Passage, other: Passage) -> bool:
    """Whether two passages of one stream share a character."""
    return one.start < other.end and one.end > other.start
