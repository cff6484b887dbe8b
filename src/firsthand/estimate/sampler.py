"""The sampler of the latent class method: a Gibbs sampler over who belongs to which class, and steps between that see neither the classes nor the unseen.

Model: D. Manrique-Vallier, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72 (2016), section 3: classes k = 1 .. K with shares
pi_k by stick-breaking (V_k ~ Beta(1, alpha), alpha ~ Gamma(1/4, 1/4)), within class k somebody stands on list j with probability lambda_kj ~ Uniform(0, 1) independently
of the other lists; weight 1/N on the total. The Gibbs steps are those of the paper's section 4, with alpha drawn given the classes alone.

Why more steps: with few overlaps, the unseen people and the class they are put into hold each other in place, and the chain hardly moves. Summed over everything
unseen, the table has probability prod p_c^n_c / (1 - rho)^n, where only ratios of masses count. So between Gibbs steps, with classes and unseen summed out:
  * stretch: all odds of a class (or of all classes) x s, its mass on nobody's list / s: whoever stands on one list stays as likely, who stands on two less or more so;
  * weigh: the mass of a class x exp(u);
  * swap: two classes change places in the order of the sticks.
In the coordinates (log odds, log ratios of shares) both maps have Jacobian 1, so the acceptance is the ratio of densities there. Shares are kept as logarithms: with a
small alpha the later sticks are far below the smallest double.
"""

from __future__ import annotations

import math

import numpy as np

from firsthand.estimate.draws import beta, gamma_from_one, log_stick, poisson, seed, shared_out
from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import Floats, Ints

A, B = 0.25, 0.25  # of the gamma prior of alpha: the values of the paper
CLOSE = 1e-12  # lambdas are kept this far from 0 and 1


@kernel
def log_sticks(logs: Floats, alpha: float) -> float:
    """Log density of shares (given as logarithms) under stick-breaking, in the coordinates log(share / last share), up to a constant."""
    last = len(logs) - 1
    rest, out = logs[last], logs[last]
    for k in range(last - 1, -1, -1):
        high, low = max(logs[k], rest), min(logs[k], rest)
        left = high if high - low > 40.0 else high + math.log1p(math.exp(low - high))
        out += (alpha - 1.0) * (rest - left) - left + logs[k]
        rest = left
    return float(out)


@kernel
def fill(bits: Ints, logs: Floats, lam: Floats, p: Floats, nobody: Floats) -> None:
    """Probability of each cell under each class in `p` (cells x classes), of standing on no list in `nobody`; `bits` is cells x lists."""
    lists, classes = lam.shape
    for k in range(classes):
        nobody[k] = math.exp(logs[k])
    odds = np.empty((lists, classes))
    for j in range(lists):
        for k in range(classes):
            nobody[k] *= 1.0 - lam[j, k]
            odds[j, k] = lam[j, k] / (1.0 - lam[j, k])
    for c in range(len(bits)):
        for k in range(classes):
            p[c, k] = nobody[k]
        for j in range(lists):
            if bits[c, j]:
                for k in range(classes):
                    p[c, k] *= odds[j, k]


@kernel
def stretch(
    sizes: Ints,
    counts: Ints,
    people: int,
    logs: Floats,
    lam: Floats,
    alpha: float,
    which: int,
    t: float,
    u: float,
    p: Floats,
    sums: Floats,
    nobody: Floats,
) -> bool:
    """One stretch by exp(t) of class `which` (-1: all), its mass x exp(u) besides; p, sums, nobody are those of the state and follow it. `sizes`: on how many lists each cell stands."""
    lists, classes = lam.shape
    first, end = (0, classes) if which < 0 else (which, which + 1)
    s, change = math.exp(t), 0.0
    moved = logs.copy()
    for k in range(first, end):
        grown = 1.0
        for j in range(lists):
            one = 1.0 + (s - 1.0) * lam[j, k]
            new = s * lam[j, k] / one
            if not CLOSE < new < 1.0 - CLOSE:
                return False
            grown *= one
        change += lists * t - 2.0 * math.log(grown)  # log of lambda (1 - lambda) of the new over the old
        moved[k] += math.log(grown) - t + u
    scale, unseen = 0.0, 0.0
    for k in range(classes):
        scale += math.exp(moved[k])
        unseen += nobody[k] * math.exp(u - t) if first <= k < end else nobody[k]
    before = 0.0
    for k in range(classes):
        before += nobody[k]
    change += people * (math.log1p(-before) - math.log(scale - unseen))
    for c in range(len(sums)):
        factor = math.exp(t * (sizes[c] - 1) + u)
        one = sums[c] * factor if which < 0 else sums[c] + p[c, which] * (factor - 1.0)
        if one <= 0.0:
            return False
        change += counts[c] * math.log(one / sums[c])
    shift = math.log(scale)
    for k in range(classes):
        moved[k] -= shift
    change += log_sticks(moved, alpha) - log_sticks(logs, alpha)
    if not math.log(1.0 - np.random.random()) < change:
        return False
    logs[:] = moved
    for k in range(first, end):
        nobody[k] *= math.exp(u - t)
        for j in range(lists):
            lam[j, k] = s * lam[j, k] / (1.0 + (s - 1.0) * lam[j, k])
        for c in range(len(sums)):
            p[c, k] *= math.exp(t * (sizes[c] - 1) + u)
    for c in range(len(sums)):
        total = 0.0
        for k in range(classes):
            p[c, k] /= scale
            total += p[c, k]
        sums[c] = total
    for k in range(classes):
        nobody[k] /= scale
    return True


@kernel
def swap(logs: Floats, lam: Floats, alpha: float) -> None:
    """Propose that two classes change places in the order of the sticks."""
    k, m = int(np.random.random() * len(logs)), int(np.random.random() * len(logs))
    moved = logs.copy()
    moved[k], moved[m] = logs[m], logs[k]
    if math.log(1.0 - np.random.random()) < log_sticks(moved, alpha) - log_sticks(logs, alpha):
        logs[:] = moved
        for j in range(len(lam)):
            lam[j, k], lam[j, m] = lam[j, m], lam[j, k]


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
def _alpha(members: Ints, total: int, alpha: float) -> float:
    """A Metropolis step for log alpha given the class sizes."""
    new = alpha * math.exp(1.5 * np.random.standard_normal())
    if not 1e-10 < new < 1e4:
        return alpha
    if math.log(1.0 - np.random.random()) < _log_classes(members, total, new) - _log_classes(members, total, alpha):
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
def gibbs(
    bits: Ints, counts: Ints, people: int, logs: Floats, lam: Floats, alpha: float, p: Floats, sums: Floats, nobody: Floats, order: Ints
) -> tuple[int, float]:
    """One Gibbs step given p, sums, nobody of the state: classes of the seen, the unseen and theirs, alpha, sticks, lambdas. Returns unseen and alpha."""
    lists, classes = lam.shape
    members, on, here = np.zeros(classes, np.int64), np.zeros((lists, classes), np.int64), np.zeros(classes, np.int64)
    _heaviest_first(logs, order)
    for c in range(len(counts)):
        here[:] = 0
        shared_out(counts[c], p[c], sums[c], order, here)
        for k in range(classes):
            if here[k]:
                members[k] += here[k]
                for j in range(lists):
                    if bits[c, j]:
                        on[j, k] += here[k]
    rho = nobody.sum()
    unseen = poisson(gamma_from_one(float(people)) * rho / max(1.0 - rho, 1e-12))
    shared_out(unseen, nobody, rho, order, members)
    alpha = _alpha(members, people + unseen, alpha)
    left, above = people + unseen, 0.0
    for k in range(classes):
        left -= members[k]
        if k < classes - 1:
            log_v, log_rest = log_stick(float(members[k]), alpha + left)
            logs[k] = above + log_v
            above += log_rest
        for j in range(lists):
            lam[j, k] = min(max(beta(1.0 + on[j, k], 1.0 + members[k] - on[j, k]), CLOSE), 1.0 - CLOSE)
    logs[classes - 1] = above
    return unseen, alpha


@kernel
def chain(
    bits: Ints, counts: Ints, logs: Floats, lam: Floats, alpha: float, steps: int, thin: int, number: int, moves: int
) -> tuple[Floats, Floats, float]:
    """Run one chain from this state (logs of shares, lambdas as lists x classes; changed in place), drawing with seed `number`.

    Returns every `thin`-th total and number of classes with more than a hundredth of the people, and the last alpha.
    """
    seed(number)
    classes = len(logs)
    p, nobody, sums = np.empty((len(counts), classes)), np.empty(classes), np.empty(len(counts))
    order = np.arange(classes)
    sizes = bits.sum(axis=1)
    people = counts.sum()
    totals, inhabited = np.empty(steps // thin), np.empty(steps // thin)
    for i in range(steps):
        fill(bits, logs, lam, p, nobody)
        for c in range(len(counts)):
            sums[c] = p[c].sum()
        for m in range(moves):
            which = -1 if m % 3 == 0 else int(np.random.random() * classes)
            step = np.random.standard_normal() * (0.15 if np.random.random() < 0.5 else 0.8)
            t, u = (0.0, 3.0 * step) if m % 3 == 2 else (step, 0.0)
            stretch(sizes, counts, people, logs, lam, alpha, which, t, u, p, sums, nobody)
        unseen, alpha = gibbs(bits, counts, people, logs, lam, alpha, p, sums, nobody, order)
        swap(logs, lam, alpha)
        if i % thin == thin - 1:
            totals[i // thin] = people + unseen
            inhabited[i // thin] = (logs > -4.6).sum()
    return totals, inhabited, alpha
