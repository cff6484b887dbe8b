"""Decomposable graphs: how many there are, their likelihood against other ways to write it, and what the average says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from invented import VALLEY, drawn, table

from firsthand.estimate.chordal import decomposable_graphs, edge_names
from firsthand.estimate.graphs import by_graphs, posterior


def test_how_many_decomposable_graphs_there_are() -> None:
    """Sequence of labelled chordal graphs: 8, 61, 822, 18154 (N. C. Wormald 1985)."""
    assert [len(decomposable_graphs(k)[0]) for k in (3, 4, 5, 6)] == [8, 61, 822, 18154]


def test_a_ring_of_four_is_not_among_them() -> None:
    found = {frozenset(edge_names(int(e), tuple("ABCD")).split(", ")) for e in decomposable_graphs(4)[0]}
    ring = frozenset({"A-B", "B-C", "C-D", "A-D"})
    assert ring not in found and ring | {"A-C"} in found


def log_table(cells: dict[int, int], unseen: int, cliques: list[int], separators: list[int]) -> float:
    """log p(table | graph) written out clique by clique, over all cells of each margin, with prior counts 2^-L added up over each margin."""
    full = [cells.get(w, 0) if w else unseen for w in range(8)]

    def h(c: int) -> float:
        values: dict[int, int] = {}
        for w in range(8):
            values[w & c] = values.get(w & c, 0) + full[w]
        a = 8 / len(values) / 8
        return -math.lgamma(1 + sum(full)) + sum(math.lgamma(a + n) - math.lgamma(a) for n in values.values())

    ways = math.lgamma(1 + sum(full)) - sum(math.lgamma(1 + n) for n in full)
    return ways + sum(h(c) for c in cliques) - sum(h(s) for s in separators)


def test_the_probability_of_graphs_and_totals_written_out_by_hand() -> None:
    by_hand = {
        "all lists independent": ([1, 2, 4], []),
        "A-B": ([3, 4], []),
        "A-C": ([5, 2], []),
        "B-C": ([6, 1], []),
        "A-B, A-C": ([3, 5], [1]),
        "A-B, B-C": ([3, 6], [2]),
        "A-C, B-C": ([5, 6], [4]),
        "A-B, A-C, B-C": ([7], []),
    }
    unseen = np.array([10.0, 60.0, 200.0])
    joint = {k: [log_table(VALLEY, int(m), *v) - math.log(sum(VALLEY.values()) + m) for m in unseen] for k, v in by_hand.items()}
    top = max(max(v) for v in joint.values())
    weights = {k: np.exp(np.array(v) - top) for k, v in joint.items()}
    whole = sum(w.sum() for w in weights.values())
    by_graph, by_total = posterior(table(VALLEY), unseen)
    edges, _ = decomposable_graphs(3)
    for g, e in enumerate(edges):
        assert by_graph[g] == pytest.approx(weights[edge_names(int(e), ("A", "B", "C"))].sum() / whole, rel=1e-9)
    assert by_total == pytest.approx(sum(weights.values()) / whole, rel=1e-9)


def test_independent_lists_and_their_total() -> None:
    found = by_graphs(drawn(1500, [(1.0, (0.35, 0.3, 0.3, 0.25))], 4))
    assert found.lower is not None and found.upper is not None and found.lower < 1500 < found.upper
    assert list(found.diagnostics["likeliest"])[0] == "all lists independent"  # type: ignore[call-overload]


def test_names_of_lists_in_another_order_change_nothing() -> None:
    turned = {sum(1 << (2 - j) for j in range(3) if w >> j & 1): n for w, n in VALLEY.items()}
    one, other = by_graphs(table(VALLEY)), by_graphs(table(turned))
    assert (one.estimate, one.lower, one.upper) == (other.estimate, other.lower, other.upper)


def test_two_lists_or_seven_are_refused() -> None:
    assert "3 to 6" in by_graphs(table({1: 4, 2: 4, 3: 4}, 2)).refused
    assert "3 to 6" in by_graphs(table({w: 1 for w in range(1, 128)}, 7)).refused


def test_a_table_that_limits_nothing_is_refused() -> None:
    assert "hardly limits" in by_graphs(table({1: 60, 2: 60, 4: 60, 3: 1, 5: 1, 6: 1})).refused


def test_every_graph_is_counted_once() -> None:
    edges, powers = decomposable_graphs(4)
    assert len(set(edges.tolist())) == 61
    for _, row in zip(edges, powers, strict=True):
        assert sum(int(k) * bin(c).count("1") for c, k in enumerate(row)) == 4  # vertices of cliques less those of separators
        assert all(row[0] == 0 for row in powers)
