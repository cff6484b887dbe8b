"""Log-linear models: closed forms, the checks of existence and uniqueness, the choice, its limits."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import VALLEY, drawn, table

from firsthand.estimate.hierarchy import models_of
from firsthand.estimate.loglinear import by_bic, by_steps, counts_of
from firsthand.estimate.poisson import FITTED, NO_ESTIMATE, NOT_UNIQUE, fit, supersets
from firsthand.estimate.selection import best_by_bic, fit_all

A, B, C = 0b001, 0b010, 0b100


def fitted(cells: dict[int, int], terms: list[int], lists: int = 3) -> tuple[int, float, float, np.ndarray]:
    counts = counts_of(table(cells, lists))
    start = np.zeros(len(counts))
    start[0] = np.log(counts.sum())
    state, deviance, _ = fit(counts, supersets(counts), np.array(terms), start)
    return state, deviance, float(np.exp(start[0])), start


def test_all_pairs_of_three_lists_give_the_ratio_of_odd_to_even_cells() -> None:
    state, deviance, unseen, _ = fitted(VALLEY, [0, A, B, C, A | B, A | C, B | C])
    n = VALLEY
    expected = n[A] * n[B] * n[C] * n[A | B | C] / (n[A | B] * n[A | C] * n[B | C])
    assert (state, deviance) == (FITTED, pytest.approx(0, abs=1e-8)) and unseen == pytest.approx(expected, rel=1e-9)


def test_two_lists_independent_given_the_third() -> None:
    """With A-B and B-C, among those not on B: unseen = only A x only C / A and C."""
    state, _, unseen, _ = fitted(VALLEY, [0, A, B, C, A | B, B | C])
    assert state == FITTED and unseen == pytest.approx(VALLEY[A] * VALLEY[C] / VALLEY[A | C], rel=1e-9)


def test_a_pair_that_nobody_fulfils_goes_to_minus_infinity_and_takes_its_cells_along() -> None:
    cells = {A: 20, B: 15, C: 30, A | C: 6, B | C: 5}
    state, _, unseen, _ = fitted(cells, [0, A, B, C, A | B])
    assert state == FITTED
    held = fitted(cells, [0, A, B, C])[2]
    assert unseen != pytest.approx(held, rel=1e-3)


def test_an_estimate_that_runs_away_is_not_given() -> None:
    """Nobody stands on B and C without A, but on all three some do: among those not on A, 6 x 30 / 0."""
    cells = {A: 4, B: 6, C: 30, A | B: 40, A | C: 5, A | B | C: 9}
    assert fitted(cells, [0, A, B, C, A | B, A | C])[0] == NO_ESTIMATE


def test_more_terms_than_the_cells_can_tell_apart() -> None:
    assert fitted({A: 5, B: 7, C: 9, A | B: 3, A | C: 2}, [0, A, B, C, A | B, A | C, B | C])[0] == NOT_UNIQUE


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=15, max_size=15), st.integers(0, 112))
def test_a_fit_keeps_the_margins_of_its_terms_and_a_refusal_is_no_accident(counts: list[int], number: int) -> None:
    """Likelihood equations: every finite term's margin is that of the table. Where none exists, plain ascent runs away: its unseen mean keeps changing."""
    cells = {w: n for w, n in enumerate(counts, 1) if n}
    if any(not any(w >> j & 1 for w in cells) for j in range(4)):
        return
    models = models_of(4, 3)
    terms = models.terms_of(number)
    state, _, _, beta = fitted(cells, list(terms), 4)
    if state != FITTED:
        return
    held = supersets(counts_of(table(cells, 4)))
    gone = [t for t in terms if t and held[t] == 0]
    mean = {
        w: np.exp(sum(beta[t] for t in terms if t & w == t and t not in gone)) for w in range(1, 16) if not any(w & t == t for t in gone)
    }
    for t in terms:
        if t not in gone:
            assert sum(m for w, m in mean.items() if w & t == t) == pytest.approx(held[t], rel=1e-5, abs=1e-5)


def test_how_many_hierarchical_models_there_are() -> None:
    assert [len(models_of(3, 3)), len(models_of(4, 4)), len(models_of(4, 2))] == [8, 113, 64]


@pytest.mark.parametrize("seed", range(8))
def test_the_bounds_that_spare_fits_never_change_the_choice(seed: int) -> None:
    given_ = drawn(400, [(0.5, (0.5, 0.4, 0.3, 0.2)), (0.5, (0.1, 0.2, 0.3, 0.3))], seed)
    counts, models = counts_of(given_), models_of(4, 3)
    starts = np.zeros((len(models), 16))
    starts[:, 0] = np.log(counts.sum())
    states, deviances = fit_all(counts, models.terms, models.ends, starts.copy())
    bic = np.where(states == FITTED, deviances + np.diff(models.ends) * np.log(counts.sum()), np.inf)
    chosen, _ = best_by_bic(counts, models.terms, models.ends, np.arange(len(models))[::-1].copy(), models.lacking, models.has, starts)
    assert bic[chosen] == pytest.approx(bic.min(), abs=1e-6)


def test_independent_lists_are_found_and_their_total_is_inside() -> None:
    found = by_bic(drawn(1000, [(1.0, (0.4, 0.3, 0.35, 0.25))], 3), 1)
    assert found.refused == "" and found.lower is not None and found.upper is not None and found.estimate is not None
    assert found.lower < 1000 < found.upper and found.lower <= found.estimate <= found.upper


def test_the_same_seed_gives_the_same_row_and_another_seed_other_limits() -> None:
    one, again, other = by_bic(table(VALLEY), 5), by_bic(table(VALLEY), 5), by_bic(table(VALLEY), 6)
    assert one == again and one.estimate == other.estimate and one.lower != other.lower


@pytest.mark.slow
def test_step_by_step_finds_a_strong_dependence() -> None:
    """Half of the people are caught by A and B together or not at all."""
    cells = {w: 0 for w in range(1, 8)}
    for (a, b, c), share in zip(product((0, 1), repeat=3), (0.30, 0.10, 0.04, 0.02, 0.04, 0.02, 0.33, 0.15), strict=True):
        if a or b or c:
            cells[a | b << 1 | c << 2] = round(share * 2000)
    found = by_steps(table(cells), 1)
    assert "A*B" in str(found.diagnostics["model"]) and not found.refused


@pytest.mark.parametrize(
    ("cells", "lists", "word"),
    [
        ({1: 5, 2: 6, 3: 4}, 2, "three lists"),
        ({1: 5, 2: 6, 3: 4, 4: 9}, 3, "Nobody on C"),
        ({w: 3 for w in range(1, 64)}, 6, "5 lists at most"),
    ],
)
def test_tables_it_is_not_for(cells: dict[int, int], lists: int, word: str) -> None:
    assert word in by_bic(table(cells, lists), 1).refused
