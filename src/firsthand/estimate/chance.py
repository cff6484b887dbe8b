"""The source of chance inside compiled loops: a generator whose state is an array of four words, uniform and normal variables from it.

Sources: generator xoshiro256+ (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), begun by SplitMix64 (G. Steele,
D. Lea and C. Flood, OOPSLA 2014); normal variables by the ziggurat of 128 layers (G. Marsaglia and W. W. Tsang, Journal of Statistical Software 5, 2000), with
their sign, layer and place from different bits (J. Doornik 2005). numba's own generator takes ten times as long.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.kernels import kernel

Chance = NDArray[np.uint64]
LAYERS, EDGE, AREA = 128, 3.442619855899, 9.91256303526217e-3  # of the ziggurat: layers, where its tail begins, the area of a layer


def _layers() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Right edges of the layers, from the lowest up, and the density (without its constant) at each."""
    x = np.zeros(LAYERS + 1)
    x[0], x[1] = AREA / math.exp(-0.5 * EDGE * EDGE), EDGE
    for i in range(2, LAYERS):
        x[i] = math.sqrt(-2.0 * math.log(AREA / x[i - 1] + math.exp(-0.5 * x[i - 1] ** 2)))
    return x, np.exp(-0.5 * x * x)


_X, _F = _layers()
_U11, _U17, _U45, _U19, _U30, _U27, _U31 = (np.uint64(n) for n in (11, 17, 45, 19, 30, 27, 31))
_MASK, _SIGN = np.uint64(LAYERS - 1), np.uint64(LAYERS)
_STEP, _A, _B = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SMALL = 2.0**-53


@kernel
def begun(number: int) -> Chance:
    """The state that belongs to a number."""
    state, z = np.empty(4, np.uint64), np.uint64(number)
    for i in range(4):
        z = z + _STEP
        w = (z ^ (z >> _U30)) * _A
        w = (w ^ (w >> _U27)) * _B
        state[i] = w ^ (w >> _U31)
    return state


@kernel
def _word(s: Chance) -> np.uint64:
    out: np.uint64 = s[0] + s[3]
    t = s[1] << _U17
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = (s[3] << _U45) | (s[3] >> _U19)
    return out


@kernel
def uniform(s: Chance) -> float:
    """From 0 up to, not including, 1."""
    return float(_word(s) >> _U11) * _SMALL


@kernel
def normal(s: Chance) -> float:
    """A standard normal variable."""
    while True:
        word = _word(s)
        layer = int((word >> _U11) & _MASK)
        x: float = float(word >> _U19) * 2.0**-45 * _X[layer]
        if x < _X[layer + 1]:
            break
        if layer == 0:
            x = _beyond(s)
            break
        if _F[layer] + uniform(s) * (_F[layer + 1] - _F[layer]) < math.exp(-0.5 * x * x):
            break
    return -x if (word >> _U11) & _SIGN else x


@kernel
def _beyond(s: Chance) -> float:
    """A variable in the tail beyond the edge."""
    while True:
        x, y = -math.log(1.0 - uniform(s)) / EDGE, -math.log(1.0 - uniform(s))
        if y + y >= x * x:
            return EDGE + x
