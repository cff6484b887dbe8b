"""Origins in words: right for none, one and many; never a word for more than was found."""

from __future__ import annotations

import itertools
import re

import pytest

from firsthand.model.findings import Level, Origin, Origins, Support, Undecided
from firsthand.trace.telling import COUNTED_AMONG, counted, words_of


def origin(name: str, documents: str = "", **more: object) -> Origin:
    return Origin(name, tuple(documents.split()), **more)  # type: ignore[arg-type]


def found(least: int, greatest: int, *origins: Origin, support: Support = "found", level: Level = "so", **more: object) -> Origins:
    return Origins("f", level, least, greatest, support, origins, **more)  # type: ignore[arg-type]


NINE = [f"d{i}" for i in range(1, 10)]


def test_nine_documents_and_one_that_is_open() -> None:
    """The example of the design: eight lead back to a held notice, the ninth is open, and a decision would settle it."""
    police = origin("notice", " ".join(NINE[:8]), party="accused", held=True)
    loose = origin("(bare)", "d9", state="bare", sure=False)
    o = found(1, 2, police, loose, undecided=(Undecided("link-12", (("is", 1, 1), ("is not", 2, 2))),))
    assert words_of(o, NINE, {"notice": "county police"}) == (
        "Nine documents say this. Eight lead back to one origin: county police (the accused party), held. "
        "Whether one document that does not say how it knows had it separately could not be determined. Deciding link link-12 would settle it."
    )


@pytest.mark.parametrize(
    ("documents", "o", "sentence"),
    [
        ([], found(0, 0, support="unsupported"), "No document here says this."),
        (["a"], found(0, 1, origin("(bare)", "a", state="bare"), support="unsupported"), "One document says this. Unsupported so far: the only page that says it does not say how it knows."),
        (["a", "b"], found(0, 2, origin("(bare)", "a", state="bare"), origin("(bare)", "b", state="bare"), support="unsupported"), "Two documents say this. Unsupported so far: neither of them says how it knows."),
        (["a"], found(1, 1, origin("ext:Ilin Marrow", "a")), "One document says this. It leads back to one origin: Ilin Marrow, not held."),
        (["a", "b"], found(1, 1, origin("ext:Ilin Marrow", "a b")), "Two documents say this. Both lead back to one origin: Ilin Marrow, not held."),
        (["a", "b"], found(1, 1, origin("a", "a b", held=True)), "Two documents say this. The origin found is a, held. One other leads back to it."),
        (["a", "b"], found(2, 2, origin("ext:X", "a"), origin("ext:Y", "b")), "Two documents say this. We found two origins: X, not held; and Y, not held."),
        (["a", "b"], found(0, 0, support="mutation"), "Two documents say this. No origin found: it arose when one text was made from another that says something else."),
        (["a"], found(0, 0, support="withdrawn"), "One document says this. No origin stands: whoever said it first has taken it back."),
        (["a", "b"], found(0, 1, origin("(ring)", "a b", state="bare"), support="ring"), "Two documents say this. Unsupported so far: they cite one another in a circle, and nobody in it shows how they know."),
        (["a"], found(1, 1, origin("ext:X", "a"), denials=("c",)), "One document says this. It leads back to one origin: X, not held. One document denies it."),
        (["a"], found(1, 2, origin("ext:X", "a"), origin("ext:Y", "a", sure=False)), "One document says this. We found at least one origin and at most two: X, not held; and Y, not held. Whether Y had it separately could not be determined."),
    ],
)  # fmt: skip
def test_words(documents: list[str], o: Origins, sentence: str) -> None:
    assert words_of(o, documents, {}) == sentence


@pytest.mark.parametrize(
    ("n", "words"), [(0, "no documents"), (1, "one document"), (2, "two documents"), (12, "twelve documents"), (1300, "1,300 documents")]
)
def test_counted(n: int, words: str) -> None:
    assert counted(n, "document", "documents") == words


def test_no_word_promises_more_than_was_found() -> None:
    """Whatever the count, the words speak of origins, never of witnesses, proof or truth; and no verb disagrees with its number."""
    states = ("identified", "unnamed", "bare")
    for n, support, state in itertools.product((1, 2, 3), ("found", "unsupported", "ring", "mutation", "withdrawn"), states):
        names = [f"d{i}" for i in range(n)]
        ends = tuple(origin(f"ext:X{i}" if state == "identified" else f"({state})", f"d{i}", state=state, sure=i == 0) for i in range(n))
        text = words_of(found(1 if support == "found" else 0, n, *ends, support=support), names, {})  # type: ignore[arg-type]
        assert not re.search(r"witness|proof|proven|verified|authentic|confirmed|true", text)
        assert not re.search(r"\b[Oo]ne documents|\b[Oo]ne lead\b|\b[Tt]wo leads\b|\b[Oo]ne origins|  ", text)
    assert COUNTED_AMONG == "counted among the sources shown here"
