"""Searches of a case that found nothing: those that a person lets a report tell, with their records, and how many more there are in which language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from firsthand.case.open import Case
from firsthand.case.state import Decision, State
from firsthand.publish.report import Looked, Proof

TOLD = "told"  # the field by which a person lets a report tell the words of a search


def searches_of(case: Case, state: State, record: Callable[[Decision], Proof]) -> tuple[tuple[Looked, ...], tuple[tuple[str, int], ...]]:
    """The searches without a find that may be told, oldest first, and how many others there are by language, the most first.

    A query can name somebody who must not be named: its words leave only where a person said so (`--set told=yes`).
    """
    fruitless = list(_fruitless(state))
    told = tuple(_looked(d, record(d)) for d in fruitless if d.value.get(TOLD) == "yes")
    rest = Counter(str(d.value.get("language", "")) for d in fruitless if d.value.get(TOLD) != "yes")
    return told, tuple(sorted(rest.items(), key=lambda x: (-x[1], x[0])))


def _fruitless(state: State) -> Iterator[Decision]:
    for subject, d in state.added.items():
        if d.of == "search" and d.value.get("found") == 0 and not state.standing(subject):
            yield d


def _looked(d: Decision, record: Proof) -> Looked:
    text, language, where, question = (str(d.value.get(name, "")) for name in ("text", "language", "where", "question"))
    return Looked(d.subject, text, language, where, d.at, question, record)
