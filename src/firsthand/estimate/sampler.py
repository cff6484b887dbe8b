"""The sampler of the latent class method: a Gibbs sampler over who belongs to which class, and steps between that see neither the classes nor the unseen.

Model: D. Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72 (2016), section 3: classes k = 1 .. K with shares
pi_k by stick-breaking (V_k ~ Beta(1, alpha), alpha ~ Gamma(1/4, 1/4)), within class k somebody stands on list j with probability lambda_kj ~ Uniform(0, 1) independently
of the other lists; weight 1/N on the total. The Gibbs steps are those of the paper's section 4, with alpha drawn given the classes alone.

Why more steps: with few overlaps, the unseen people and the class they are put into hold each other in place, and the chain hardly moves. So between Gibbs steps, with
classes and unseen summed out, classes are stretched, weighed and swapped: moves.py.
"""

from __future__ import annotations

import math

import numpy as np

from firsthand.estimate.chance import Chance, begun, normal, uniform
from firsthand.estimate.draws import beta, gamma_from_one, log_stick, poisson, shared_out
from firsthand.estimate.kernels import kernel
from firsthand.estimate.moves import CLOSE, Cells, Place, fill, log_sticks, placed, stretch, swap
from firsthand.estimate.poisson import Floats, Ints

A, B = 0.25, 0.25  # of the gamma prior of alpha: the values of the paper


@kernel
def _log_classes(members: Ints, total: int, alpha: float) -> float:
    """Log probability of the class sizes given alpha, sticks summed out (empty sticks at the end drop out), and of alpha's logarithm."""
    out, left = A * math.log(alpha) - B * alpha, total
    for k in range(len(members) - 1):
        if left == 0:
            break
        left -= members[k]
        out += math.log(alpha) + math.lgamma(alpha + left) - math.lgamma(1.0 + alpha + left + members[k])
    return out


@kernel
def _alpha(chance: Chance, members: Ints, total: int, alpha: float) -> float:
    """A Metropolis step for log alpha given the class sizes."""
    new = alpha * math.exp(1.5 * normal(chance))
    if not 1e-10 < new < 1e4:
        return alpha
    if math.log(1.0 - uniform(chance)) < _log_classes(members, total, new) - _log_classes(members, total, alpha):
        return new
    return alpha


@kernel
def _heaviest_first(weights: Floats, order: Ints) -> None:
    """Sort `order` by falling weights (insertion: it changes little from step to step)."""
    for i in range(1, len(order)):
        k, j = order[i], i - 1
        while j >= 0 and weights[order[j]] < weights[k]:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = k


@kernel
def _classes_of_the_seen(chance: Chance, cells: Cells, at: Place) -> None:
    """Draw who of each cell belongs to which class: `members` of classes, and how many of them stand `on` each list."""
    at.members[:] = 0
    at.on[:] = 0
    for c in range(len(cells.counts)):
        at.here[:] = 0
        shared_out(chance, cells.counts[c], at.p[c], at.sums[c], at.order, at.here)
        for k in range(len(at.here)):
            if at.here[k]:
                at.members[k] += at.here[k]
                for j in range(len(at.on)):
                    if cells.bits[c, j]:
                        at.on[j, k] += at.here[k]


@kernel
def gibbs(chance: Chance, cells: Cells, at: Place) -> int:
    """One Gibbs step given the masses of the state: classes of the seen, the unseen and theirs, alpha, sticks, lambdas. Returns the unseen."""
    lists, classes = at.lam.shape
    _heaviest_first(at.logs, at.order)
    _classes_of_the_seen(chance, cells, at)
    rho = at.nobody.sum()
    unseen = poisson(chance, gamma_from_one(chance, float(cells.people)) * rho / max(1.0 - rho, 1e-12))
    shared_out(chance, unseen, at.nobody, rho, at.order, at.members)
    total = cells.people + unseen
    at.alpha[0] = _alpha(chance, at.members, total, at.alpha[0])
    left, above = total, 0.0
    for k in range(classes):
        left -= at.members[k]
        if k < classes - 1:
            log_v, log_rest = log_stick(chance, float(at.members[k]), at.alpha[0] + left)
            at.logs[k] = above + log_v
            above += log_rest
        for j in range(lists):
            drawn = beta(chance, 1.0 + at.on[j, k], 1.0 + at.members[k] - at.on[j, k])
            at.lam[j, k] = min(max(drawn, CLOSE), 1.0 - CLOSE)
    at.logs[classes - 1] = above
    return unseen


@kernel
def _between(chance: Chance, cells: Cells, at: Place, moves: int) -> None:
    """Some steps between: all classes stretched, one stretched, one weighed, in turn."""
    for m in range(moves):
        which = -1 if m % 3 == 0 else int(uniform(chance) * len(at.logs))
        step = normal(chance) * (0.15 if uniform(chance) < 0.5 else 0.8)
        t, u = (0.0, 3.0 * step) if m % 3 == 2 else (step, 0.0)
        stretch(chance, cells, at, which, t, u)


@kernel
def chain(
    bits: Ints, counts: Ints, logs: Floats, lam: Floats, alpha: float, steps: int, thin: int, number: int, moves: int
) -> tuple[Floats, Floats, float]:
    """Run one chain from this state (logs of shares, lambdas as lists x classes; changed in place), drawing with seed `number`.

    Returns every `thin`-th total and number of classes with more than a hundredth of the people, and the last alpha.
    """
    chance = begun(number)
    cells = Cells(bits, bits.sum(axis=1), counts, counts.sum())
    at = placed(cells, logs, lam, alpha)
    totals, inhabited = np.empty(steps // thin), np.empty(steps // thin)
    for i in range(steps):
        at.score[0] = log_sticks(at.logs, at.alpha[0])
        swap(chance, at)
        fill(cells, at)
        _between(chance, cells, at, moves)
        unseen = gibbs(chance, cells, at)
        if i % thin == thin - 1:
            totals[i // thin] = cells.people + unseen
            inhabited[i // thin] = (logs > -4.6).sum()
    return totals, inhabited, at.alpha[0]
