"""Numbers as lengths and words as widths, for pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

OUT = 1.3  # how far the axis runs on where something has no upper limit
MOST_TICKS = 6
FAR, SHOWN = 8.0, 2.5  # a number so many times the largest inner one runs out of a picture that shows so many times that one


@dataclass(frozen=True)
class Scale:
    """Numbers from 0 to `top` between two places of a drawing."""

    top: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a number stands."""
        return self.left + (self.right - self.left) * min(value, self.top) / self.top

    def ticks(self) -> list[tuple[int, float]]:
        """Round numbers along the axis."""
        step = 10 ** floor(log10(self.top)) if self.top >= 1 else 1
        step = next(s for s in (step // 10 or 1, step // 5 or 1, step // 2 or 1, step, step * 2) if self.top / s <= MOST_TICKS)
        return [(n * step, self.at(n * step)) for n in range(int(self.top // step) + 1)]


def scale_of(ends: Sequence[int], inner: Sequence[int], endless: bool, left: float, right: float) -> Scale:
    """The scale that holds these numbers, with room at the right where something has no limit; numbers far beyond the inner ones run out of it."""
    top, most = float(max(ends, default=0)), float(max(inner, default=0))
    if most and top > most * FAR:
        top = most * SHOWN
    return Scale(max(top * (OUT if endless else 1.04), 1.0), left, right)


def wide(text: str, size: float) -> float:
    """About how wide words are at a size of letters."""
    return sum(size * (1.0 if unicodedata.east_asian_width(c) in "WF" else 0.0 if unicodedata.combining(c) else 0.54) for c in text)


def cut(text: str, width: float, size: float) -> str:
    """Words cut to a width."""
    if wide(text, size) <= width:
        return text
    while text and wide(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
