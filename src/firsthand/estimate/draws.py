"""Kernels that draw random numbers fast enough for the inner loop of a sampler, all from the state of a generator (chance.py).

Sources: gamma: G. Marsaglia and W. W. Tsang (ACM TOMS 26, 2000); beta: R. C. H. Cheng, algorithm BB (CACM 21, 1978); binomial: inversion for small means, else
W. Hoermann, algorithm BTRD (J. Stat. Comput. Simul. 46, 1993); Poisson: Hoermann, algorithm PTRS (Insurance: Mathematics and Economics 12, 1993).
"""

from __future__ import annotations

import math

from firsthand.estimate.chance import Chance, normal, uniform
from firsthand.estimate.kernels import kernel
from firsthand.estimate.poisson import Floats, Ints


@kernel
def gamma(chance: Chance, shape: float) -> float:
    """A gamma variable of scale 1, shape > 0."""
    if shape < 1.0:
        return float(gamma_from_one(chance, shape + 1.0) * (1.0 - uniform(chance)) ** (1.0 / shape))
    return gamma_from_one(chance, shape)


@kernel
def gamma_from_one(chance: Chance, shape: float) -> float:
    """A gamma variable of scale 1, shape >= 1."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(chance)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        u = 1.0 - uniform(chance)
        if u < 1.0 - 0.0331 * x * x * x * x or math.log(u) < 0.5 * x * x + d * (1.0 - v + math.log(v)):
            return d * v


@kernel
def beta(chance: Chance, a: float, b: float) -> float:
    """A beta variable; both parameters >= 1 go through Cheng's algorithm, others through two gammas."""
    if a == 1.0 and b == 1.0:
        return uniform(chance)
    if a == 1.0:
        return float(1.0 - (1.0 - uniform(chance)) ** (1.0 / b))
    if b == 1.0:
        return float((1.0 - uniform(chance)) ** (1.0 / a))
    if a < 1.0 or b < 1.0:
        x, y = gamma(chance, a), gamma(chance, b)
        return x / (x + y) if x + y > 0 else 0.5
    low, high = min(a, b), max(a, b)
    alpha = low + high
    scale = math.sqrt((alpha - 2.0) / (2.0 * low * high - alpha))
    rest = low + 1.0 / scale
    while True:
        u, w0 = 1.0 - uniform(chance), 1.0 - uniform(chance)
        if u == 1.0:
            continue
        v = scale * math.log(u / (1.0 - u))
        w = low * math.exp(min(v, 600.0))
        z = u * u * w0
        r = rest * v - 1.3862943611198906
        s = low + r - w
        if s + 2.609437912434100 >= 5.0 * z or s >= math.log(z) or r + alpha * math.log(alpha / (high + w)) >= math.log(z):
            return w / (high + w) if low == a else high / (high + w)


@kernel
def binomial(chance: Chance, n: int, p: float) -> int:
    """How many of n succeed, each with probability p."""
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if p > 0.5:
        return n - _binomial(chance, n, 1.0 - p)
    return _binomial(chance, n, p)


@kernel
def _binomial(chance: Chance, n: int, p: float) -> int:
    if n * p >= 10.0:
        return _many(chance, n, p)
    r = math.exp(n * math.log1p(-p))
    u, x, odds = uniform(chance), 0, p / (1.0 - p)
    while u > r and x < n:
        u -= r
        x += 1
        r *= odds * (n - x + 1) / x
    return x


@kernel
def _many(chance: Chance, n: int, p: float) -> int:
    """Algorithm BTRD, for n p of 10 or more and p of at most a half."""
    odds, variance, m = p / (1.0 - p), n * p * (1.0 - p), int((n + 1) * p)
    spread = math.sqrt(variance)
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    c, v_r = n * p + 0.5, 0.92 - 4.2 / b
    while True:
        v = uniform(chance)
        if v <= 0.86 * v_r:
            u = v / v_r - 0.43
            return int(math.floor((2.0 * a / (0.5 - abs(u)) + b) * u + c))
        if v >= v_r:
            u = uniform(chance) - 0.5
        else:
            u = v / v_r - 0.93
            u = math.copysign(0.5, u) - u
            v = uniform(chance) * v_r
        us = 0.5 - abs(u)
        k = int(math.floor((2.0 * a / us + b) * u + c)) if us > 0.0 else -1
        if k < 0 or k > n:
            continue
        v *= (2.83 + 5.1 / b) * spread / (a / (us * us) + b)
        if _accepted(v, k, m, n, odds, variance):
            return k


@kernel
def _accepted(v: float, k: int, m: int, n: int, odds: float, variance: float) -> bool:
    """Whether v lies below the probability of k over that of the mode m: by the recursion where they are near, by squeezes, by Stirling's formula."""
    far = abs(k - m)
    if far <= 15:
        f, scale = 1.0, (n + 1) * odds
        for i in range(m + 1, k + 1):
            f *= scale / i - odds
        for i in range(k + 1, m + 1):
            v *= scale / i - odds
        return v <= f
    v = math.log(max(v, 1e-300))
    off = far / variance * (((far / 3.0 + 0.625) * far + 1.0 / 6.0) / variance + 0.5)
    t = -far * far / (2.0 * variance)
    if v < t - off:
        return True
    if v > t + off:
        return False
    bound = (m + 0.5) * math.log((m + 1) / (odds * (n - m + 1))) + (n + 1) * math.log((n - m + 1) / (n - k + 1))
    return v <= bound + (k + 0.5) * math.log(odds * (n - k + 1) / (k + 1)) + _tail(m) + _tail(n - m) - _tail(k) - _tail(n - k)


@kernel
def _tail(k: float) -> float:
    """The remainder of Stirling's formula for log k!."""
    s = k + 1.0
    if k < 10:
        return math.lgamma(s) - (k + 0.5) * math.log(s) + s - 0.9189385332046727
    return (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / (s * s)) / (s * s)) / s


@kernel
def poisson(chance: Chance, mean: float) -> int:
    """A Poisson variable."""
    if mean < 10.0:
        r, u, x = math.exp(-mean), uniform(chance), 0
        while u > r and x < 1000:
            u -= r
            x += 1
            r *= mean / x
        return x
    root, logmean = math.sqrt(mean), math.log(mean)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse = 1.1239 + 1.1328 / (b - 3.4)
    v_r = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u, v = uniform(chance) - 0.5, 1.0 - uniform(chance)
        us = 0.5 - abs(u)
        if us <= 0.0:
            continue
        k = math.floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= v_r:
            return int(k)
        if k < 0 or (us < 0.013 and v > us):
            continue
        if math.log(v) + math.log(inverse) - math.log(a / (us * us) + b) <= -mean + k * logmean - math.lgamma(k + 1.0):
            return int(k)


@kernel
def log_stick(chance: Chance, members: float, rest: float) -> tuple[float, float]:
    """log V and log(1 - V) of a beta variable (1 + members, rest), exact where rest is so small that V rounds to 1."""
    x = gamma_from_one(chance, 1.0 + members)
    if rest >= 1.0:
        y = gamma_from_one(chance, rest)
        return math.log(x / (x + y)), math.log(y / (x + y))
    log_y = math.log(gamma_from_one(chance, rest + 1.0)) + math.log(1.0 - uniform(chance)) / rest
    both = math.log(x + math.exp(log_y))
    return math.log(x) - both, log_y - both


@kernel
def shared_out(chance: Chance, n: int, weights: Floats, total: float, order: Ints, into: Ints) -> None:
    """Add n people to the classes `into` with probabilities weights / total, heaviest classes first (`order`): one by one when few, else by binomials."""
    last = len(weights) - 1
    if n <= 4:
        for _ in range(n):
            u, k = uniform(chance) * total, 0
            while k < last and u >= weights[order[k]]:
                u -= weights[order[k]]
                k += 1
            into[order[k]] += 1
        return
    left = total
    for i in range(last):
        k = order[i]
        x = binomial(chance, n, weights[k] / left) if left > weights[k] else n
        into[k] += x
        n -= x
        if n == 0:
            return
        left -= weights[k]
        if left <= 0.0:
            left = 1e-300
    into[order[last]] += n
