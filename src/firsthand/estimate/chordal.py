"""Decomposable graphs over a few lists, as the sums of clique and separator terms that their likelihood needs.

A graph is decomposable when its vertices can be taken one by one so that the earlier neighbours of each are all joined (a perfect elimination ordering;
S. L. Lauritzen, "Graphical Models", 1996, proposition 2.17; found by maximum cardinality search, R. E. Tarjan and M. Yannakakis 1984). With v and its
earlier neighbours p(v), the likelihood is the product over v of h(p(v) + v) / h(p(v)), which equals cliques over separators.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import Ints


@kernel
def decomposed(edges: int, vertices: int, powers: Ints) -> bool:
    """Whether the graph with these edges (bits, pairs i > j in order) is decomposable; `powers` gets the exponent of h for each set of vertices."""
    near = np.zeros(vertices, np.int64)
    k = 0
    for i in range(vertices):
        for j in range(i):
            if edges >> k & 1:
                near[i] |= 1 << j
                near[j] |= 1 << i
            k += 1
    taken = 0
    powers[:] = 0
    for _ in range(vertices):
        best, v = -1, -1
        for i in range(vertices):
            if not taken >> i & 1:
                count = 0
                for j in range(vertices):
                    count += (near[i] & taken) >> j & 1
                if count > best:
                    best, v = count, i
        before = near[v] & taken
        for i in range(vertices):
            if before >> i & 1 and before & ~near[i] & ~(1 << i):
                return False
        powers[before | 1 << v] += 1
        if before:
            powers[before] -= 1
        taken |= 1 << v
    return True


@kernel
def _all_decomposable(vertices: int, found: Ints, powers: Ints) -> int:
    """Fill `found` (edges) and `powers` (rows) with every decomposable graph; returns how many."""
    count = 0
    row = np.zeros(1 << vertices, np.int64)
    for edges in range(1 << (vertices * (vertices - 1) // 2)):
        if decomposed(edges, vertices, row):
            found[count] = edges
            powers[count] = row
            count += 1
    return count


@cache
def decomposable_graphs(vertices: int) -> tuple[Ints, Ints]:
    """Every decomposable graph on so many labelled vertices (8, 61, 822, 18,154 for 3 to 6): its edges as bits, and its exponents by set of vertices."""
    most = 1 << (vertices * (vertices - 1) // 2)
    found, powers = np.zeros(most, np.int64), np.zeros((most, 1 << vertices), np.int64)
    count = _all_decomposable(vertices, found, powers)
    return found[:count].copy(), powers[:count].copy()


def edge_names(edges: int, names: tuple[str, ...]) -> str:
    """A graph in words: which lists are joined."""
    pairs = [(i, j) for i in range(len(names)) for j in range(i)]
    joined = [f"{names[j]}-{names[i]}" for k, (i, j) in enumerate(pairs) if edges >> k & 1]
    return ", ".join(joined) or "all lists independent"
