"""Kernels: loops that numba compiles, on one thread, and keeps compiled beside the package (or in the user's cache)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])


def kernel(loop: Loop) -> Loop:
    """A function of numbers and arrays, compiled at its first call and kept; where nothing can be kept (no folder may be written), compiled in each run."""
    try:
        return cast(Loop, numba.njit(cache=True)(loop))
    except RuntimeError:
        return cast(Loop, numba.njit(loop))
