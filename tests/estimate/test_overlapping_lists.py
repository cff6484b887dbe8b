"""Tables of lists as a whole: what is simple, what is merged, what looks copied, strata, declared dependence, and the statement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import VALLEY, drawn, table, with_copy

from firsthand.errors import Trouble
from firsthand.estimate.copied import suspected
from firsthand.estimate.lists import METHODS, listed
from firsthand.estimate.results import Estimate
from firsthand.estimate.sensitivity import by_dependence
from firsthand.estimate.simple import chao, documented, pairs
from firsthand.estimate.statement import statement_of
from firsthand.estimate.table_files import overlaps_of_csv
from firsthand.estimate.tables import merged

FAST = ("documented", "chao", "pairs", "graphs", "sensitivity")
TWO = {1: 50, 2: 30, 3: 20}


def test_what_is_documented_is_a_floor_without_an_upper_limit() -> None:
    found = documented(table(VALLEY))
    assert (found.estimate, found.lower, found.upper) == (236, 236, None)


def test_chapman_and_chao_by_hand() -> None:
    """(71)(51)/21 - 1, and 100 + 80 x 79 / (2 x 21)."""
    assert pairs(table(TWO, 2)).estimate == pytest.approx(71 * 51 / 21 - 1)
    assert chao(table(TWO, 2)).estimate == pytest.approx(100 + 80 * 79 / 42)


def test_warnings_never_bear_the_statement() -> None:
    found = listed(table(VALLEY), ("documented", "chao", "pairs"))
    assert found.statement.refused and found.statement.upper is None and found.statement.lower == 236


def test_the_declared_dependence_by_hand() -> None:
    """One to one between two lists: 50 x 30 / 20 unseen; ends moved by the normal limits of its logarithm."""
    found = by_dependence(replace(table(TWO, 2), dependence=(1.0, 1.0)))
    import math

    middle, error = math.log(50.5 * 30.5 / 20.5), math.sqrt(1 / 50.5 + 1 / 30.5 + 1 / 20.5)
    assert found.lower == pytest.approx(100 + math.exp(middle - 1.959963984540054 * error))
    assert found.upper == pytest.approx(100 + math.exp(middle + 1.959963984540054 * error))


@settings(max_examples=50, deadline=None)
@given(st.floats(0.1, 1), st.floats(1, 10), st.floats(1, 3))
def test_a_wider_declaration_never_narrows(low: float, high: float, more: float) -> None:
    narrow, wide = (by_dependence(replace(table(VALLEY), dependence=d)) for d in ((low, high), (low / more, high * more)))
    if not narrow.refused:
        assert not wide.refused and wide.lower <= narrow.lower and wide.upper >= narrow.upper  # type: ignore[operator]


def test_a_declaration_that_the_table_contradicts_is_refused_with_what_would_fit() -> None:
    cells = {1: 300, 2: 300, 4: 300, 3: 200, 5: 10, 6: 10}
    found = by_dependence(replace(table(cells), dependence=(0.9, 1.1)))
    assert "No total fits" in found.refused
    least = float(str(found.diagnostics["least_that_fits"]))
    assert not by_dependence(replace(table(cells), dependence=(1 / least / 1.01, least * 1.01))).refused


def test_lists_of_one_lineage_are_one_list() -> None:
    found = merged(table(VALLEY), [("A", "B")])
    assert found.lists == ("A+B", "C") and found.people == 236
    assert found.cells == {0b01: 61 + 48 + 19, 0b10: 77, 0b11: 14 + 11 + 6}


def test_groups_that_share_a_list_become_one() -> None:
    assert merged(table({1: 1, 2: 1, 4: 1, 8: 1}, 4), [("A", "B"), ("B", "D")]).lists == ("A+B+D", "C")


def test_a_copied_list_is_caught_and_without_an_answer_nothing_is_stated() -> None:
    given_ = with_copy(drawn(1000, [(1.0, (0.4, 0.3, 0.35))], 1), 0, 0.97, 2)
    found = listed(given_, FAST)
    assert [(c.copy, c.original) for c in found.copies] == [("COPY", "A")]
    assert found.statement.refused and "looks copied" in found.statement.words


def test_after_merging_a_copied_list_the_truth_is_inside_and_both_are_shown() -> None:
    given_ = with_copy(drawn(1000, [(1.0, (0.4, 0.3, 0.35))], 1), 0, 0.97, 2)
    found = listed(replace(given_, same=(("A", "COPY"),)), FAST)
    assert found.table.lists == ("A+COPY", "B", "C") and not found.copies
    assert {e.method for e in found.before} == set(FAST)
    assert found.statement.upper is not None and found.statement.lower < 1000 < found.statement.upper


def test_lists_called_distinct_are_not_asked_about_again() -> None:
    given_ = with_copy(drawn(1000, [(1.0, (0.4, 0.3, 0.35))], 1), 0, 0.97, 2)
    assert suspected(given_) and not suspected(replace(given_, distinct=(("COPY", "A"),)))


@pytest.mark.parametrize("seed", range(20))
def test_independent_lists_are_not_called_copies(seed: int) -> None:
    assert not suspected(drawn(500, [(1.0, (0.97, 0.3, 0.35))], seed))


def test_strata_are_added_up_and_a_refusal_in_one_refuses_the_sum() -> None:
    north, south = {w: n * 3 for w, n in VALLEY.items()}, VALLEY
    both = {w: n * 4 for w, n in VALLEY.items()}
    found = {e.method: e for e in listed(table(both, 3, {"north": north, "south": south}), FAST).rows}
    alone = [next(e for e in listed(table(c), ("graphs",)).rows) for c in (north, south)]
    assert found["graphs"].estimate == sum(e.estimate or 0 for e in alone)
    assert alone[0].upper - alone[0].estimate < found["graphs"].upper - found["graphs"].estimate < sum(e.upper - e.estimate for e in alone)  # type: ignore[operator]
    poor = {e.method: e for e in listed(table(both, 3, {"north": both, "south": {1: 5, 2: 3}}), FAST).rows}
    assert "south" in poor["graphs"].refused


def one(method: str, lower: float, upper: float | None, **more: object) -> Estimate:
    return Estimate(method, "", (lower + (upper or lower)) / 2, lower, upper, 0.95, **more)  # type: ignore[arg-type]


def test_the_statement_is_the_hull_of_limits_and_never_an_average() -> None:
    rows = [
        one("graphs", 300, 420),
        one("classes", 350.4, 500.2),
        one("loglinear", 1, 9000, refused="no"),
        one("chao", 10, 9000, warns=True),
    ]
    found = statement_of(rows, 240)
    assert (found.lower, found.upper, found.rests_on, found.range_only) == (300, 501, ("graphs", "classes"), False)
    assert "95" not in found.words and "425" not in found.words.replace("425 and", "") or "between 360 and 425" in found.words


def test_limits_far_apart_give_a_range_only() -> None:
    found = statement_of([one("graphs", 300, 420), one("classes", 350, 900)], 240)
    assert found.range_only and "range only" in found.words and "lie between" not in found.words


def test_no_method_no_upper_limit() -> None:
    assert (
        statement_of([one("graphs", 1, 2, refused="x")], 240).words
        == "At least 240 people are documented; no upper limit from these lists."
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(100, 1e6), st.floats(1, 10)), min_size=1, max_size=5), st.floats(100, 1e6), st.floats(1, 10))
def test_one_method_more_never_narrows_the_statement(limits: list[tuple[float, float]], low: float, times: float) -> None:
    rows = [one("graphs", a, a * f) for a, f in limits]
    few, more = statement_of(rows, 50), statement_of([*rows, one("classes", low, low * times)], 50)
    assert more.lower <= few.lower and more.upper >= few.upper  # type: ignore[operator]


@pytest.mark.parametrize("cells", [{}, {1: 8}, {1: 4, 2: 5, 4: 6}])
def test_nothing_one_list_no_overlap_every_method_answers_in_words(cells: dict[int, int]) -> None:
    found = listed(table(cells), METHODS)
    assert len(found.rows) == len(METHODS)
    assert all(e.refused and e.estimate is None for e in found.rows if e.method != "documented")
    assert found.statement.upper is None


def test_twelve_lists_are_answered() -> None:
    cells = {1 << j: 20 + j for j in range(12)} | {3 << j: 4 for j in range(11)}
    found = listed(overlaps_of_csv("\n".join([",".join([*"ABCDEFGHIJKL", "count"])] + [",".join([*(str(w >> j & 1) for j in range(12)), str(n)]) for w, n in cells.items()]), "t"), ("loglinear", "graphs", "stepwise", "sensitivity"))  # fmt: skip
    assert [bool(e.refused) for e in found.rows] == [True, True, True, False]


def test_a_method_that_does_not_exist() -> None:
    with pytest.raises(Trouble) as told:
        listed(table(VALLEY), ("guess",))
    assert told.value.code == "wrong-value"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B,count\n1,0,-3\n0,1,2\n", "row 2: the count is '-3'"),
        ("A,B,count\n1,0,2.5\n", "row 2: the count is '2.5'"),
        ("A,B,count\n1,0,\n", "row 2: the count is 'empty'"),
        ("A,B,count\n1,0,³\n", "not a whole number"),
        ("A,B,count\n1,0,99999999999999\n", "more people than there are"),
        ("A,B,count\n1,2,4\n0,1,4\n1,0,1\n", "row 2: B is '2'"),
        ("A,B,count\n0,0,4\n0,1,4\n1,0,1\n", "stand on no list"),
        ("A,B,count\n1,1\n0,1,4\n", "2 cells where the head line has 3"),
        ("A,B\n1,0\n", "does not end with `count`"),
        ("A,A,count\n1,0,4\n", "the same name"),
        ("A,B,count\n", "no row"),
        ("place,count\nnorth,4\n", "no column before `count` holds 0 and 1"),
        (",".join([*(f"L{i}" for i in range(17)), "count"]) + "\n" + ",".join(["1"] * 17 + ["3"]) + "\n", "at most 16"),
        ("A,B,count\n1,0,4\n0,1,3\nsame,A,Z\n", "no list called Z"),
        ("A,B,count\n1,0,4\n0,1,3\nsame,A\n", "names of two lists"),
        ("A,B,count\n1,0,4\n0,1,3\ndependence,2,1\n", "two odds ratios"),
        ("A,B,count\n1,0,4\n0,1,3\ndependence,nan,inf\n", "two odds ratios"),
        ("", "head line"),
    ],
)
def test_bad_tables_are_told_with_their_row(text: str, words: str) -> None:
    with pytest.raises(Trouble) as told:
        overlaps_of_csv(text, "t.csv")
    assert told.value.code == "bad-table" and words in told.value.text


def test_strata_declarations_and_repeated_rows_are_read() -> None:
    text = "A,place,B,count\n1,north,0,4\n1,north,0,2\n0,south,1,3\n1,south,1,1\n0,south,0,0\nsame,A,B\ndistinct,A,B\ndependence,0.5,3\n"
    found = overlaps_of_csv(text, "t.csv")
    assert found.lists == ("A", "B") and found.cells == {1: 6, 2: 3, 3: 1} and found.strata == {"north": {1: 6}, "south": {2: 3, 3: 1}}
    assert (found.same, found.distinct, found.dependence) == ((("A", "B"),), (("A", "B"),), (0.5, 3.0))
