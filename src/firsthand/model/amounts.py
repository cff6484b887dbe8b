"""Amounts: the numbers as written, never widened."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

AmountKind = Literal["exact", "at_least", "at_most", "range", "about", "share", "rate", "vague", "none"]
Status = Literal["achieved", "target", "not_done"]
Measure = Literal["stock", "flow", "cumulative", "additional", "unsaid"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, as written: floor and ceiling (either may be open), what kind of statement it is, in which unit, of what.

    about N, nearly N = N..N about; up to N = None..N at_most; at least N, more than N = N..None at_least; 84% = 84..84 share with unit "%";
    tens of thousands, millions = the smallest such number..None vague; many, dozens = None..None vague.
    """

    floor: Decimal | None
    ceiling: Decimal | None
    kind: AmountKind
    unit: str = ""
    what: str = ""
    status: Status = "achieved"
    measure: Measure = "unsaid"
    base: Decimal | None = None  # the whole that a share is part of: 31 of "22 of 31 regions"
