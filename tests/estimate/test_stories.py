"""Golden stories: what a practitioner expects of a few claims, and why, in stories/*/story.md; the program must say just that."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from strangers import fault

from firsthand.case.estimate import line_of, of_file
from firsthand.model.estimates import Bound
from firsthand.proofs.duals import fault_of

STORIES = sorted(p.parent for p in (Path(__file__).parent / "stories").glob("*/story.md"))


def told(story: Path) -> tuple[tuple[Bound, ...], dict[str, Any]]:
    expected = tomllib.loads((story / "expected.toml").read_text(encoding="utf-8"))
    found = of_file(str(story / "counts.csv"), expected["wrong"])
    assert not found.troubles
    return found.bounds, expected


@pytest.mark.parametrize("story", STORIES, ids=lambda p: p.name)
def test_a_story_ends_as_its_practitioner_expects(story: Path) -> None:
    bounds, expected = told(story)
    for one in expected["bound"]:
        (bound,) = [
            b
            for b in bounds
            if b.layer == one["layer"]
            and b.wrong == one["wrong"]
            and b.assumes == one.get("assumes", "")
            and b.question == one.get("question", b.question)
        ]
        assert (bound.lower, bound.upper) == (one.get("lower"), one.get("upper")), bound.words
        assert bound.contradiction == one.get("contradiction", False)
        if "conflicts" in one:
            assert [sorted(q.claim for q in c) for c in bound.conflicts] == one["conflicts"] and bound.complete
        if "says" in one:
            assert bound.words.startswith(one["says"])


@pytest.mark.parametrize("story", STORIES, ids=lambda p: p.name)
def test_every_bound_is_proved_to_our_checker_and_to_a_stranger(story: Path) -> None:
    for bound in told(story)[0]:
        given = {p.side for p in bound.proofs}
        assert given == {side for side, value in (("lower", bound.lower), ("upper", bound.upper)) if value is not None}
        for proof in bound.proofs:
            assert fault_of(proof) == ""
            assert fault(line_of(bound)["certificate"][proof.side]) == ""  # type: ignore[index]


def test_a_target_moves_nothing() -> None:
    bounds, _ = told(next(s for s in STORIES if s.name == "townships"))
    assert all(b.upper is None for b in bounds if b.layer != "assumption")
    assert {c for b in bounds for c, why in b.left_out if "wanted" in why} == {"target-lumtang", "target-dorsha"}
