"""One number in a text: what every reader of numbers gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

Form = Literal["figure", "words", "magnitude"]
LARGEST = 400  # powers of ten beyond which a figure is taken for a slip and is no number
_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: [start, end), its value (None: unsaid), how it is written, the value before its scale, the scale (1: none).

    top: the other end of a pair of digits that stands for a range (七八个: 7 to 8).
    """

    start: int
    end: int
    value: Decimal | None
    form: Form
    mantissa: Decimal = Decimal(0)
    scale: int = 1
    grouped: bool = False  # with separators of thousands, decimals or a scale: never a year
    top: Decimal | None = None


def whole(value: Decimal) -> Decimal:
    """The same value without an empty fraction (2300000.0 is 2300000)."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**20 else value


def figure_value(written: str) -> Decimal | None:
    """The value of figures with points as decimals: 1,234.5, .5, 2e5, 1.1^-2, 1/2, 1 3/5, 40k; None for what is none or too large to be meant."""
    plain = written.replace(",", "")
    try:
        if "/" in plain:
            *front, part = plain.split()
            above, below = part.split("/")
            return sum((Decimal(x) for x in front), Decimal(0)) + Decimal(above) / Decimal(below)
        if "^" in plain:
            base, power = plain.split("^")
            return _power(Decimal(base), power)
        scale = _SUFFIXES.get(plain[-1].lower(), 1)
        value = Decimal(plain[:-1] if scale > 1 else plain) * scale
    except (InvalidOperation, ZeroDivisionError):
        return None
    return value if abs(value.adjusted()) < LARGEST else None


def _power(base: Decimal, power: str) -> Decimal | None:
    """A power; of several signs before the exponent two of minus cancel."""
    exponent = Decimal(power.lstrip("+-"))
    if exponent > LARGEST:
        return None
    value = base**exponent
    return 1 / value if power.count("-") % 2 and value else value
