"""A time in a text, as it is read: where, what kind, from when to when with the precision that is written, and whether the day of publication was needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from firsthand.tongues.times.calendar import Interval, Make

Kind = Literal["date", "period", "clock", "clock period", "moment", "moment period", "duration", "recurring"]
Bound = Literal["", "before", "after", "since", "until"]
Clock = tuple[float, float]  # seconds of the day, from and to; equal for a moment


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time at [start, end) of a text.

    begins, ends: half-open, "2018-08-10" or "2018-08-10 14:30:00" or, of a clock time alone, "14:30:00"; equal for a moment; "" where it is open or needs a
    day of publication that is not known. last: the beginning of the last thing named, where two are ("2016 to 2018" ends before 2019, its last is 2018).
    bound: before, after, since, until, of what is named. relative: what it means hangs on the day of publication. seconds: of a duration.
    """

    start: int
    end: int
    kind: Kind
    begins: str = ""
    ends: str = ""
    last: str = ""
    bound: Bound = ""
    relative: bool = False
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Time:
    """What a rule read, before it is held against a day of publication. clock: seconds of the day, of clock times; word: what else tells it apart."""

    kind: Kind
    make: Make | None = None
    relative: bool = False
    clock: Clock | None = None
    seconds: float = 0
    bound: Bound = ""
    last: Make | None = None
    unit: str = ""  # of a duration, or the grain of a period
    word: str = ""
    sure: bool = True  # False: a bare number or an everyday word, a time only in company
    ambiguous: bool = False  # a clock time without morning or evening
    yearless: bool = False  # a day or month that any year has
    day: Make | None = None  # of a clock time on a day: the day
    point: Make | None = None  # of the end or beginning of a period: that very moment


def on_day(day: Make, clock: Clock) -> Make:
    """A clock time on a day."""

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = day(ref, floor)[0]
        return begin + timedelta(seconds=clock[0]), begin + timedelta(seconds=clock[1])

    return made


def written(at: datetime, kind: Kind) -> str:
    """A moment as TimeSpan writes it."""
    return at.strftime("%Y-%m-%d %H:%M:%S") if kind in ("moment", "moment period") else f"{at.year:04d}-{at.month:02d}-{at.day:02d}"


def clock_written(seconds: float) -> str:
    """Seconds of the day as a clock shows them; the end of the day is its last second."""
    whole = min(int(seconds), 86399)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
