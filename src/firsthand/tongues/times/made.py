"""Makers of times that every language shares: a fixed interval, a day or month of its year or of any, a moment so far away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import CLOCK_UNITS, Interval, Make
from firsthand.tongues.times.values import Time


def fixed(interval: Interval) -> Make:
    """What means the same in every text."""
    return lambda ref, floor: interval


def yearly(of_year: Callable[[int], Interval], year: int = 0) -> Make:
    """A day or month: of its year, or the last by the day of publication."""
    if year:
        interval = of_year(year)
        return lambda ref, floor: interval
    return lambda ref, floor: cal.chosen(of_year, ref, floor)


def date(year: int, month: int, day: int) -> Time | None:
    """A day."""
    try:
        cal.day_of(year or 2000, month, day)
    except ValueError:
        return None
    return Time("date", yearly(lambda y: cal.day_of(y, month, day), year), relative=not year, unit="day", yearless=not year)


def month(year: int, number: int) -> Time:
    """A month."""
    return Time("period", yearly(lambda y: cal.month_of(y, number), year), relative=not year, unit="month", yearless=not year)


def away(duration: Time, count: int) -> Make:
    """The day of publication, moved by a duration forwards (1) or backwards (-1)."""

    def made(ref: datetime, floor: datetime | None) -> Interval:
        return moved(ref, duration, count)

    return made


def moved(at: datetime, duration: Time, count: int) -> Interval:
    """A moment or day so far away: a moment where the duration has clock units, else a day."""
    for part in duration.word.split(","):
        number, unit = part.split(" ")
        at = cal.shifted(at, unit, float(number) * count)
    if duration.unit in CLOCK_UNITS:
        return at, at
    day = cal.midnight(at)
    return day, day + timedelta(days=1)


def beginning(make: Make) -> Make:
    """The moment at which something begins."""

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = make(ref, floor)[0]
        return begin, begin

    return made


def ending(make: Make, seconds: int = 0) -> Make:
    """The moment at which something has ended, or so many seconds before it."""

    def made(ref: datetime, floor: datetime | None) -> Interval:
        end = make(ref, floor)[1] - timedelta(seconds=seconds)
        return end, end

    return made


def months_from(first: int, count: int) -> Callable[[int], Interval]:
    """Of a year so many months from the first: a quarter, a half, a season."""

    def of_year(year: int) -> Interval:
        begin = cal.day_of(year, first, 1)[0]
        return begin, cal.shifted(begin, "month", count)

    return of_year
