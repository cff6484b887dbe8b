"""Dates as they are known: a prefix with its precision, so that no false day is ever made up."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.errors import Trouble

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision: `2018`, `2018-08` or `2018-08-10`. Raises Trouble("bad-value") on anything else."""

    text: str

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.text):
            raise Trouble("bad-value", what=f"the date {self.text!r}", why="it is not YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            self.first()
        except ValueError as why:
            raise Trouble("bad-value", what=f"the date {self.text!r}", why=str(why)) from None

    def first(self) -> date:
        """The first day it can mean."""
        numbers = [int(x) for x in self.text.split("-")] + [1, 1]
        return date(numbers[0], numbers[1], numbers[2])

    def after(self) -> date:
        """The day after the last day it can mean (half-open)."""
        first = self.first()
        if len(self.text) == 4:
            return date(first.year + 1, 1, 1) if first.year < 9999 else date.max
        if len(self.text) == 7:
            return first + timedelta(days=monthrange(first.year, first.month)[1])
        return first + timedelta(days=1) if first < date.max else date.max

    def surely_before(self, other: PartialDate) -> bool:
        """Whether every day it can mean lies before every day the other can mean."""
        return self.after() <= other.first()


@dataclass(frozen=True, slots=True)
class Period:
    """When something holds: first and last date as known, either may be open."""

    begins: PartialDate | None = None
    ends: PartialDate | None = None
