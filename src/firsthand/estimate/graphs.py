"""Averaging over decomposable graphs: D. Madigan and J. C. York, "Bayesian methods for estimation of the size of a closed population", Biometrika 84 (1997).

A graph says which lists are independent given which others. With the hyper-Dirichlet prior of A. P. Dawid and S. L. Lauritzen (Annals of Statistics 21, 1993)
the probability of the table given a graph and the number M of people on no list has a closed form:

    (n + M)! / (M! prod n_w!)  x  prod over cliques h / prod over separators h,
    h(C) = G(a) / G(a + n + M)  x  prod over cells c of the margin of C:  G(a_c + n_c) / G(a_c),

with a_c = 2^(L - |C|) / 2^L (each full cell counts 2^-L) and a = 1. All graphs are equally likely beforehand, and a population of N people with weight 1/N.
M runs over 1000 points from 1 to thirty times the people documented; where fewer than FEW of them lie between the limits, over 1000 points of the part that matters.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from firsthand.estimate.chordal import decomposable_graphs, edge_names
from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import Floats, Ints
from firsthand.estimate.results import LEVEL, Estimate
from firsthand.estimate.tables import Overlaps

POINTS = 1000  # of the grid of unseen people
REACH = 30  # times the people documented: where the grid ends
FEW, NOTHING = 40, 1e-9  # points between the limits below which the grid is drawn closer; probability that may be left outside then
EDGE, AT_EDGE = 0.9, 0.01  # refused when more than this share of the probability lies in the last tenth of the grid
FEWEST, MOST = 3, 6
SAYS = "Each list may depend on others as a decomposable graph describes, the same for everybody; all graphs and all magnitudes of the total are taken as equally likely beforehand."


def by_graphs(table: Overlaps, seed: int | None = None) -> Estimate:
    """Median and equal-tailed limits of the total, averaged over all decomposable graphs. No randomness: the seed is not used."""
    row = Estimate("graphs", SAYS, level=LEVEL)
    if not FEWEST <= len(table.lists) <= MOST:
        return replace(row, refused=f"It takes {FEWEST} to {MOST} lists; this table has {len(table.lists)}.")
    if not any(w & (w - 1) for w in table.cells):
        return replace(row, refused="Nobody stands on two lists, so nothing says how many both miss.")
    unseen = grid(1, REACH * table.people)
    by_graph, by_total = posterior(table, unseen)
    edges, _ = decomposable_graphs(len(table.lists))
    cumulative = np.cumsum(by_total)
    at_edge = float(1 - np.interp(EDGE * REACH * table.people, unseen, cumulative))
    low, high = (_where(cumulative, p) for p in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    if high - low < FEW:
        unseen = grid(1, float(unseen[_where(cumulative, 1 - NOTHING)]))
        by_graph, by_total = posterior(table, unseen)
        cumulative = np.cumsum(by_total)
    best = np.argsort(-by_graph, kind="stable")[:3]
    told: dict[str, object] = {
        "graphs": len(edges),
        "likeliest": {edge_names(int(edges[g]), table.lists): round(float(by_graph[g]), 4) for g in best},
        "effective_graphs": round(float(1 / np.sum(by_graph**2)), 2),
        "at_the_edge": round(at_edge, 4),
        "mean": round(float(np.sum(by_total * (unseen + table.people))), 1),
    }
    lower, middle, upper = (float(table.people + unseen[_where(cumulative, p)]) for p in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
    row = replace(row, estimate=middle, lower=lower, upper=upper, diagnostics=told)
    if at_edge > AT_EDGE:
        return replace(row, refused=f"The table hardly limits the total: it may well exceed {REACH} times the people documented.")
    return row


def grid(first: float, last: float) -> Floats:
    """The numbers of unseen people that are tried: POINTS whole numbers, evenly spread."""
    return np.unique(np.round(np.linspace(first, last, POINTS)))


def _where(cumulative: Floats, share: float) -> int:
    """The first point at which so much of the probability is reached."""
    return min(int(np.searchsorted(cumulative, share)), len(cumulative) - 1)


def posterior(table: Overlaps, unseen: Floats) -> tuple[Floats, Floats]:
    """The probability of each graph, and of each number of unseen people."""
    people = table.people
    _, powers = decomposable_graphs(len(table.lists))
    prior = _log_gamma_of(people + unseen + 1.0) - _log_gamma_of(unseen + 1.0) - np.log(people + unseen)
    logs = _margins(table, unseen)
    return _averaged(powers, logs, prior)


def _margins(table: Overlaps, unseen: Floats) -> Floats:
    """log h for each set of lists (rows) and each number of unseen people."""
    lists, out = len(table.lists), np.zeros((1 << len(table.lists), len(unseen)))
    total = _log_gamma_of(1.0 + table.people + unseen)
    for c in range(1, 1 << lists):
        weight = 2.0 ** -c.bit_count()
        margin: dict[int, int] = {}
        for w, n in table.cells.items():
            margin[w & c] = margin.get(w & c, 0) + n
        outside = margin.pop(0, 0)
        seen = sum(math.lgamma(weight + n) - math.lgamma(weight) for n in margin.values())
        out[c] = seen + _log_gamma_of(weight + outside + unseen) - math.lgamma(weight) - total
    return out


@kernel
def _log_gamma_of(x: Floats) -> Floats:
    out = np.empty(len(x))
    for i in range(len(x)):
        out[i] = math.lgamma(x[i])
    return out


@kernel
def _averaged(powers: Ints, logs: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """The joint probability of graph and total, summed both ways; one pass to find the largest term, one to add up."""
    graphs, points = len(powers), len(prior)
    joint = np.empty((graphs, points))
    largest = -np.inf
    for g in range(graphs):
        joint[g] = prior
        for c in range(1, powers.shape[1]):
            if powers[g, c]:
                joint[g] += powers[g, c] * logs[c]
        largest = max(largest, joint[g].max())
    by_graph, by_total = np.zeros(graphs), np.zeros(points)
    for g in range(graphs):
        for i in range(points):
            if joint[g, i] > largest - 50.0:
                p = math.exp(joint[g, i] - largest)
                by_graph[g] += p
                by_total[i] += p
    whole = by_total.sum()
    return by_graph / whole, by_total / whole
