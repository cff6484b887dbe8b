"""Arithmetic of dates: half-open intervals of days and moments, the calendar's units, and choosing among candidates by the day of publication.

Weeks begin on Monday (ISO 8601). Nothing here reads text. Dates outside year 1 to 9999 raise OverflowError or ValueError, which the readers catch.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import datetime, timedelta

Interval = tuple[datetime, datetime]  # half-open; equal ends are a moment
Make = Callable[[datetime, datetime | None], Interval]  # (day of publication, not before) -> what is meant

SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "weekend": 2 * 86400, "week": 7 * 86400, "fortnight": 14 * 86400, "month": 30 * 86400,
    "quarter": 90 * 86400, "half": 180 * 86400, "year": 365 * 86400, "decade": 3650 * 86400, "century": 36500 * 86400,
}  # fmt: skip
CLOCK_UNITS = ("second", "minute", "hour")
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
PARTS = {
    "morning": (8, 12), "forenoon": (8, 12), "afternoon": (12, 16), "evening": (16, 20), "night": (20, 24), "lunchtime": (11, 13), "dinnertime": (16, 20), "breakfast": (8, 12),
    "daytime": (8, 18), "dawn": (4, 8), "day": (0, 24), "noon": (11, 13), "midnight": (0, 1),
}  # fmt: skip


def midnight(at: datetime) -> datetime:
    """The beginning of a day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def shifted(at: datetime, unit: str, count: float) -> datetime:
    """A moment so many units away; months and above keep the day where the month has it."""
    if unit not in MONTHS_OF:
        return at + timedelta(seconds=SECONDS[unit] * count)
    total = at.year * 12 + at.month - 1 + round(MONTHS_OF[unit] * count)
    year, month = divmod(total, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def unit_at(at: datetime, unit: str, away: int = 0) -> Interval:
    """The calendar unit that holds a moment, or the one so many away: the week of it, the quarter after it."""
    day = midnight(at)
    if unit in CLOCK_UNITS:
        begin = at.replace(microsecond=0, second=at.second if unit == "second" else 0, minute=at.minute if unit != "hour" else 0)
    elif unit in ("day", "night"):
        begin = day
    elif unit in ("week", "weekend", "fortnight"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=away)
        return (monday + timedelta(days=5), monday + timedelta(days=7)) if unit == "weekend" else (monday, monday + timedelta(days=7))
    elif unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        begin = datetime(max(1, day.year // size * size), 1, 1)  # noqa: DTZ001 - calendar days have no zone
    else:
        months = MONTHS_OF[unit]
        begin = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    begin = shifted(begin, unit, away)
    return begin, shifted(begin, unit, 1)


def year_of(year: int) -> Interval:
    """A year."""
    return day_of(year, 1, 1)[0], day_of(year + 1, 1, 1)[0]


def month_of(year: int, month: int) -> Interval:
    """A month of a year."""
    begin = day_of(year, month, 1)[0]
    return begin, shifted(begin, "month", 1)


def day_of(year: int, month: int, day: int) -> Interval:
    """A day; ValueError where there is none such."""
    begin = datetime(year, month, day)  # noqa: DTZ001 - calendar days have no zone
    return begin, begin + timedelta(days=1) if (year, month, day) != (9999, 12, 31) else begin


def chosen(of_year: Callable[[int], Interval], ref: datetime, floor: datetime | None) -> Interval:
    """Of what recurs each year: the last that has begun by the day of publication, or the first not before `floor`. ValueError where none is near."""
    years = range(ref.year, ref.year - 9, -1) if floor is None else range(floor.year, floor.year + 9)
    for year in years:
        try:
            found = of_year(year)
        except ValueError:
            continue
        if found[0] <= ref if floor is None else found[0] >= floor:
            return found
    raise ValueError(ref)


def weekday_at(ref: datetime, weekday: int, floor: datetime | None) -> Interval:
    """The last such day before the day of publication (that day itself counts), or the first not before `floor`."""
    day = midnight(floor or ref)
    away = (weekday - day.weekday()) % 7 if floor is not None else -((day.weekday() - weekday) % 7)
    begin = day + timedelta(days=away)
    return begin, begin + timedelta(days=1)


def weekday_of_week(ref: datetime, weekday: int, weeks: int) -> Interval:
    """A day of this week (0), the next (1), the last (-1)."""
    begin = unit_at(ref, "week", weeks)[0] + timedelta(days=weekday)
    return begin, begin + timedelta(days=1)


def week_of_month(month: Interval, number: int) -> Interval:
    """The first, second, ... week of a month: a week belongs to the month that has its Thursday; -1 is the last."""
    thursday = month[0] + timedelta(days=(3 - month[0].weekday()) % 7)
    weeks = []
    while thursday < month[1]:
        weeks.append(thursday - timedelta(days=3))
        thursday += timedelta(days=7)
    begin = weeks[number - 1 if number > 0 else number]
    return begin, begin + timedelta(days=7)


def week_of_year(year: int, number: int) -> Interval:
    """A week of a year by ISO 8601; -1 is the last."""
    if number < 0:
        number = datetime(year, 12, 28).isocalendar()[1]  # noqa: DTZ001
    begin = datetime.fromisocalendar(year, number, 1)
    return begin, begin + timedelta(days=7)


def weekday_number(period: Interval, weekday: int, number: int) -> Interval:
    """The first, second, ... Monday within a period; -1 is the last. ValueError where there is none."""
    if number > 0:
        begin = period[0] + timedelta(days=(weekday - period[0].weekday()) % 7 + 7 * (number - 1))
    else:
        last = period[1] - timedelta(days=1)
        begin = last - timedelta(days=(last.weekday() - weekday) % 7)
    if not period[0] <= begin < period[1]:
        raise ValueError(number)
    return begin, begin + timedelta(days=1)


def portion(period: Interval, which: str, ref: datetime) -> Interval:
    """A part of a period: early, late, mid, begin, end, earlier, later ("later this week" begins now or at its middle, whichever comes later)."""
    begin, end = period
    days = (end - begin).days
    middle = begin + (
        timedelta(days=15)
        if 27 < days < 32
        else timedelta(days=3)
        if days == 7
        else timedelta(hours=12)
        if days == 1
        else (end - begin) / 2
    )
    if days > 364 and days < 367:
        middle = begin.replace(month=7)
        if which in ("begin", "end"):
            return (begin, begin.replace(month=5)) if which == "begin" else (begin.replace(month=9), end)
    if which == "mid":
        third = timedelta(days=9) if 27 < days < 32 else (end - begin) / 3
        return begin + third, begin + (timedelta(days=20) if 27 < days < 32 else 2 * third)
    if which == "later":
        return max(middle, ref if days > 1 else middle), end
    return (begin, middle) if which in ("early", "earlier", "begin") else (middle, end)
