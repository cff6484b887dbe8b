"""How exactly a number is printed, and which values it can stand for: 3.66 million is anything from 3.655 to 3.665 million, 1,206,962 is itself.

Interval arithmetic on printed precision (R. E. Moore, Interval Analysis, 1966): a share or a sum fits where some values that the printed numbers can
stand for make it so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from firsthand.publish.drafts.evidence import Figure

_DECIMALS = re.compile(r"\d[.,](\d+)(?!\d*[.,]\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0 ]\d{3})+(?!\d)")
_HALF = Decimal("0.5")
_SCALES = (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 8, Decimal(10) ** 6, Decimal(10) ** 4, Decimal(10) ** 3)


@dataclass(frozen=True)
class Interval:
    """All values from low to high, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether they have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: Interval) -> Interval:
        """All sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """All differences."""
        return Interval(self.low - other.high, self.high - other.low)

    def share_of(self, whole: Interval) -> Interval | None:
        """All quotients in per cent; None where the whole can be nothing."""
        if whole.low <= 0 or self.low < 0:
            return None
        return Interval(self.low / whole.high * 100, self.high / whole.low * 100)


def step(value: Decimal, written: str) -> Decimal:
    """The unit of the last place that is printed: 0.01 million for "3.66 million", 100 for "4,200", 1 for "1,206,962" and for a number in words."""
    if value == 0 or not any(c.isdigit() for c in written):
        return Decimal(1)
    bare = _GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]), written)
    decimals = _DECIMALS.search(bare)
    printed = _printed(bare)
    scale = Decimal(1)
    if printed and value != printed:
        scale = next((s for s in _SCALES if abs(value / s - printed) * 10_000 < max(printed, Decimal(1))), Decimal(1))
    if decimals:
        return scale / Decimal(10) ** len(decimals[1])
    whole = int(printed) if printed else int(value)
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if scale == 1 and whole else 0
    return scale * Decimal(10) ** zeros


def _printed(bare: str) -> Decimal | None:
    m = re.search(r"\d+(?:[.,]\d+)?", bare)
    return Decimal(m[0].replace(",", ".")) if m else None


def stands_for(value: Decimal, written: str, loose: Decimal = Decimal(1)) -> Interval:
    """The values that a printed number can stand for; a whole number without zeros at its end stands for itself. loose: how many half steps."""
    one = step(value, written)
    half = Decimal(0) if one == 1 and value % 1 == 0 else one * _HALF * loose
    return Interval(value - half, value + half)


def interval_of(figure: Figure, text: str) -> Interval | None:
    """The values that a figure of a text can stand for, with its bound; None where either side is open."""
    a = figure.amount
    if a.floor is None or a.ceiling is None or a.kind == "vague":
        return None
    written = text[figure.number.start : figure.number.end]
    if a.floor != a.ceiling:
        low, _, high = re.sub(r"\s*(?:至|到|–|—|-|\bto\b|\band\b|ནས་?)\s*", "\0", written).partition("\0")
        return Interval(stands_for(a.floor, low or written).low, stands_for(a.ceiling, high or written).high)
    return stands_for(a.floor, written, Decimal(4) if a.kind == "about" else Decimal(1))
