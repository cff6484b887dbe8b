"""Laws of bounds, over random claims: whatever is said, these hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.estimate import branching
from firsthand.estimate.bounds import bounds_of
from firsthand.estimate.readings import grain
from firsthand.estimate.rows import Asked, Census, Counts, Row
from firsthand.model.estimates import Bound
from firsthand.proofs.duals import fault_of

DAYS = [date(2020, 1, 1), date(2020, 7, 1), date(2021, 1, 1)]
PLACES = ["C", "C/A", "C/A/V", "C/B"]
WHOLE = Asked("C", DAYS[0], DAYS[2], "taken", "persons")
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def truths(draw: st.DrawFn) -> dict[tuple[str, int], int]:
    """So many in each leaf (also where nobody names the place) and half year."""
    return {(leaf, half): draw(st.integers(0, 40)) for leaf in ("C/rest", "C/A/rest", "C/A/V", "C/B") for half in (0, 1)}


def true_count(truth: dict[tuple[str, int], int], place: str, first: int, last: int) -> int:
    return sum(n for (leaf, half), n in truth.items() if (leaf + "/").startswith(place + "/") and first <= half < last)


@st.composite
def claims(draw: st.DrawFn, truth: dict[tuple[str, int], int], name: str, origin: str | None = None) -> Row:
    """A claim that is so, by its words and within the profile."""
    place, first = draw(st.sampled_from(PLACES)), draw(st.integers(0, 1))
    last = draw(st.integers(first + 1, 2))
    n = true_count(truth, place, first, last)
    kind = draw(st.sampled_from(["exact", "at_least", "at_most", "range"]))
    low, high = n - draw(st.integers(0, n)), n + draw(st.integers(0, 9))
    ends = {"exact": (n, n), "at_least": (low, None), "at_most": (None, high), "range": (low, high)}[kind]
    floor, ceiling = (None if x is None else Fraction(x) for x in ends)
    measure = draw(st.sampled_from(["flow", "unsaid"]))
    who = origin or draw(st.sampled_from(["o1", "o2", "o3", name]))
    return Row(
        name, place, DAYS[first], DAYS[last], "taken", "persons", kind, floor, ceiling, "achieved", measure, "", (who,), "", "", True
    )  # type: ignore[arg-type]


@st.composite
def told(draw: st.DrawFn) -> tuple[dict[tuple[str, int], int], Counts]:
    """A truth and true claims about it, perhaps with a census."""
    truth = draw(truths())
    rows = [draw(claims(truth, f"c{n}")) for n in range(draw(st.integers(1, 6)))]
    census = [Census("C/A", Fraction(true_count(truth, "C/A", 0, 2) + 5), Fraction(3))] if draw(st.booleans()) else []
    return truth, Counts(tuple(rows), tuple(census), asked=(WHOLE,))


def by_layer(counts: Counts, wrong: int = 0) -> dict[tuple[str, int], Bound]:
    return {(b.layer, b.wrong): b for b in bounds_of(counts, wrong) if b.layer != "assumption"}


def holds(inner: Bound, outer: Bound) -> bool:
    """Whether one bound lies within another; a contradiction lies within everything."""
    if inner.contradiction:
        return True
    below = not outer.contradiction and (outer.lower or 0) <= (inner.lower or 0)
    return below and (outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper))


@slow
@given(told())
def test_a_bound_from_true_claims_holds_the_truth_and_its_proofs_check(given_: tuple[dict[tuple[str, int], int], Counts]) -> None:
    truth, counts = given_
    n = true_count(truth, "C", 0, 2)
    for b in by_layer(counts).values():
        assert (b.lower or 0) <= n and (b.upper is None or n <= b.upper) and not b.contradiction
        assert [fault_of(p) for p in b.proofs] == [""] * len(b.proofs)


@slow
@given(st.data())
def test_one_more_true_claim_of_an_origin_of_its_own_never_widens(data: st.DataObject) -> None:
    truth, counts = data.draw(told())
    more = data.draw(claims(truth, "more", "another"))
    before, after = by_layer(counts), by_layer(replace(counts, rows=(*counts.rows, more)))
    assert all(holds(after[k], before[k]) for k in before)


@slow
@given(st.data())
def test_repeating_a_claim_changes_nothing(data: st.DataObject) -> None:
    _, counts = data.draw(told())
    again = replace(data.draw(st.sampled_from(counts.rows)), claim="again", held=data.draw(st.booleans()))
    before, after = by_layer(counts, 1), by_layer(replace(counts, rows=(*counts.rows, again)), 1)
    assert {k: (b.lower, b.upper) for k, b in before.items()} == {k: (b.lower, b.upper) for k, b in after.items()}


@slow
@given(st.data())
def test_a_bare_target_moves_no_bound(data: st.DataObject) -> None:
    truth, counts = data.draw(told())
    row = data.draw(claims(truth, "target"))
    before, after = by_layer(counts, 1), by_layer(replace(counts, rows=(replace(row, status="target"), *counts.rows)), 1)
    assert {k: (b.lower, b.upper) for k, b in before.items()} == {k: (b.lower, b.upper) for k, b in after.items()}


@slow
@given(st.data())
def test_more_wrong_origins_never_narrow_and_hold_what_any_choice_gives(data: st.DataObject) -> None:
    truth, counts = data.draw(told())
    slipped = data.draw(st.integers(0, len(counts.rows) - 1))
    rows = [
        replace(r, floor=r.floor and r.floor + 50, ceiling=r.ceiling and r.ceiling + 50) if n == slipped else r
        for n, r in enumerate(counts.rows)
    ]
    counts = replace(counts, rows=tuple(rows))
    found = by_layer(counts, 2)
    n, wrong = true_count(truth, "C", 0, 2), rows[slipped].origins
    for layer in ("wording", "profile"):
        none, one, two = (found[(layer, k)] for k in (0, 1, 2))
        assert holds(none, one) and holds(one, two)
        assert (one.lower or 0) <= n and (one.upper is None or n <= one.upper)  # one origin slipped, so the truth lies in it
        without = by_layer(replace(counts, rows=tuple(r for r in rows if r.origins != wrong)))[(layer, 0)]
        assert holds(without, one)
        for b in (none, one, two):
            assert [fault_of(p) for p in b.proofs] == [""] * len(b.proofs)


@slow
@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    _, counts = data.draw(told())
    shuffled = replace(counts, rows=tuple(data.draw(st.permutations(counts.rows))))
    assert {k: (b.lower, b.upper) for k, b in by_layer(counts, 1).items()} == {
        k: (b.lower, b.upper) for k, b in by_layer(shuffled, 1).items()
    }


@given(st.integers(1, 10**12))
def test_the_grain_of_a_number_is_the_largest_that_divides_it(n: int) -> None:
    found = grain(Fraction(n))
    grains = [Fraction(s) * Fraction(10) ** k for s in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5)) for k in range(13)]
    assert found in grains and found == max(g for g in grains if (n / g).denominator == 1)


def test_the_grains_that_the_docs_name() -> None:
    assert [int(grain(Fraction(n)) * 2) for n in (214, 8045, 16125, 1200, 500, 1000, 498)] == [4, 10, 50, 400, 1000, 2000, 4]


def test_where_there_are_too_many_choices_the_answer_is_the_safe_one_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branching, "MOST_NODES", 3)
    rows = tuple(
        Row(f"c{n}", f"C/{n}", DAYS[0], DAYS[2], "taken", "persons", "exact", Fraction(10), Fraction(10), origins=(f"o{n}",))
        for n in range(8)
    )
    found = by_layer(Counts(rows, asked=(WHOLE,)), 2)
    assert found[("wording", 0)].lower == 80 and not found[("wording", 0)].spent
    assert (found[("wording", 2)].lower, found[("wording", 2)].upper) == (0, None) and "safe answer" in found[("wording", 2)].words
    assert all(fault_of(p) == "" for b in found.values() for p in b.proofs)
