"""Latent classes: the draws it is made of, the sampler against an exact posterior, with and without the steps between, and when it refuses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from invented import VALLEY, drawn, table

from firsthand.estimate.chains import bulk_size, rank_r_hat, tail_size
from firsthand.estimate.chance import begun, normal
from firsthand.estimate.classes import by_classes
from firsthand.estimate.draws import beta, binomial, gamma, log_stick, poisson
from firsthand.estimate.kernels import kernel
from firsthand.estimate.moves import log_sticks
from firsthand.estimate.poisson import Floats
from firsthand.estimate.sampler import chain

DRAWS = 40_000


@kernel
def many(which: int, a: float, b: float, n: int) -> Floats:
    chance = begun(11)
    out = np.empty(n)
    for i in range(n):
        if which == 0:
            out[i] = gamma(chance, a)
        elif which == 1:
            out[i] = beta(chance, a, b)
        elif which == 2:
            out[i] = binomial(chance, int(a), b)
        elif which == 3:
            out[i] = poisson(chance, a)
        elif which == 5:
            out[i] = normal(chance)
        else:
            out[i] = math.exp(log_stick(chance, a, b)[1])
    return out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "a", "b", "mean", "variance"),
    [
        (0, 0.3, 0, 0.3, 0.3), (0, 7.5, 0, 7.5, 7.5),
        (1, 3, 9, 0.25, 27 / 144 / 13), (1, 0.4, 2, 1 / 6, 0.8 / 5.76 / 3.4), (1, 1, 5, 1 / 6, 5 / 252), (1, 40, 1, 40 / 41, 40 / 1681 / 42),
        (2, 12, 0.2, 2.4, 1.92), (2, 900, 0.3, 270, 189), (2, 400, 0.9, 360, 36), (2, 1000, 0.0005, 0.5, 0.49975),
        (3, 3.2, 0, 3.2, 3.2), (3, 150, 0, 150, 150),
        (2, 40, 0.45, 18, 9.9), (2, 100_000, 0.3, 30_000, 21_000), (5, 0, 0, 0, 1),
        (4, 2, 3, 0.5, 0.25 / 7), (4, 5, 0.25, 0.04, 0.04 * 0.96 / 7.25),
    ],
)  # fmt: skip
def test_draws_have_the_mean_and_variance_of_their_distribution(which: int, a: float, b: float, mean: float, variance: float) -> None:
    x = many(which, a, b, DRAWS)
    assert x.mean() == pytest.approx(mean, abs=5 * math.sqrt(variance / DRAWS))
    assert x.var() == pytest.approx(variance, rel=0.08)


def test_density_of_sticks_written_out_by_hand() -> None:
    shares, alpha = np.array([0.5, 0.2, 0.3]), 0.7
    v2 = 0.2 / 0.5
    by_hand = (alpha - 1) * (math.log(0.5) + math.log(1 - v2)) - math.log(1.0) - math.log(0.5) + np.log(shares).sum()
    assert log_sticks(np.log(shares), alpha) == pytest.approx(by_hand, rel=1e-12)


def run(cells: dict[int, int], classes: int, moves: int, number: int, steps: int = 60_000) -> Floats:
    lists = 3
    bits = np.array([[w >> j & 1 for j in range(lists)] for w in cells], np.int64)
    rng = np.random.default_rng(number)
    lam, logs = rng.uniform(0.2, 0.8, (lists, classes)), np.log(rng.dirichlet(np.ones(classes)))
    totals, _, _ = chain(bits, np.array(list(cells.values())), logs, lam, 1.0, steps, 5, number, moves)
    return totals[len(totals) // 5 :]


@pytest.mark.slow
@pytest.mark.parametrize("moves", [0, 3])
def test_one_class_gives_the_exact_posterior_of_independent_lists(moves: int) -> None:
    """p(N) ~ (N - 1)! / (N - n)! x prod over lists of B(1 + n_j, 1 + N - n_j)."""
    n, sizes = sum(VALLEY.values()), [sum(v for w, v in VALLEY.items() if w >> j & 1) for j in range(3)]
    totals = np.arange(n, 3000)
    logs = np.array(
        [math.lgamma(N) - math.lgamma(N - n + 1) + sum(math.lgamma(1 + N - s) - math.lgamma(2 + N) for s in sizes) for N in totals]
    )
    weights = np.exp(logs - logs.max())
    cumulative = np.cumsum(weights) / weights.sum()
    found = run(VALLEY, 1, moves, 3)
    for q in (0.05, 0.5, 0.95):
        assert np.mean(found <= totals[np.searchsorted(cumulative, q)]) == pytest.approx(q, abs=0.02)


@pytest.mark.slow
def test_the_steps_between_change_the_speed_and_not_the_answer() -> None:
    plain, more = (np.concatenate([run(VALLEY, 10, moves, s) for s in (1, 2, 3, 4)]) for moves in (0, 9))
    for q in (0.1, 0.5, 0.9):
        assert np.quantile(more, q) == pytest.approx(np.quantile(plain, q), rel=0.04)


def test_chains_that_agree_and_chains_that_do_not() -> None:
    rng = np.random.default_rng(1)
    good = rng.normal(size=(4, 2000))
    assert rank_r_hat(good) < 1.005 and bulk_size(good) == pytest.approx(8000, rel=0.15) and tail_size(good) > 5000
    apart = good + np.array([[0], [0], [0], [1.0]])
    assert rank_r_hat(apart) > 1.05 and bulk_size(apart) < 100
    wider = good * np.array([[1], [1], [1], [3.0]])
    assert rank_r_hat(wider) > 1.05  # the folded ranks see what the means do not


def test_effective_size_of_a_slow_chain() -> None:
    """An autoregression with coefficient r has (1 - r) / (1 + r) effective draws for each."""
    rng, r = np.random.default_rng(2), 0.8
    x = np.zeros((4, 10_000))
    for i in range(1, x.shape[1]):
        x[:, i] = r * x[:, i - 1] + rng.normal(size=4)
    assert bulk_size(x) == pytest.approx(40_000 * (1 - r) / (1 + r), rel=0.15)


@pytest.mark.slow
def test_two_hidden_classes_are_covered() -> None:
    found = by_classes(drawn(1200, [(0.4, (0.6, 0.5, 0.55, 0.5)), (0.6, (0.15, 0.1, 0.2, 0.15))], 5), 1, most=40_000)
    assert not found.refused and found.lower is not None and found.upper is not None and found.lower < 1200 < found.upper


def test_chains_that_do_not_agree_are_refused() -> None:
    """Two stories fit these lists: few people of whom many are hidden in one way, or many in another."""
    cells = {1: 2100, 2: 900, 4: 60, 8: 40, 16: 500, 3: 2, 5: 11, 9: 14, 17: 70, 6: 9, 10: 3, 18: 1, 12: 21, 20: 7, 24: 12, 7: 1, 28: 3}
    found = by_classes(table(cells, 5), 1, most=2_000)
    assert found.refused and found.estimate is None


def test_a_table_of_far_too_many_cells_is_refused_at_once() -> None:
    assert "different sets of lists" in by_classes(table({w: 3 for w in range(1, 4000)}, 12), 1).refused


def test_the_same_seed_gives_the_same_row() -> None:
    assert by_classes(table(VALLEY), 9, most=10_000) == by_classes(table(VALLEY), 9, most=10_000)
