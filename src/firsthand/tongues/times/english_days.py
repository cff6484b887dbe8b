"""What English days and months mean, each from the tokens that a rule matched."""

from __future__ import annotations

from datetime import datetime, timedelta

from firsthand.tongues.en import times as en
from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import Interval, Make
from firsthand.tongues.times.english_match import Match
from firsthand.tongues.times.made import date, month
from firsthand.tongues.times.values import Time, on_day


def full_rule(m: Match) -> Time | None:
    year, number, day = m.of("D")
    if "x" in m.letters and "w" not in m.letters and not year:
        return Time(
            "date", lambda ref, floor: cal.chosen(lambda y: cal.day_of(y, number, day), ref, max(floor or ref, ref)), True, unit="day"
        )
    return date(year or m.number("y"), number, day)


def month_day_rule(m: Match) -> Time | None:
    if "u" in m.letters and m.of("u") != "day":
        return None
    return date(m.number("y"), m.number("m"), m.number("od"))


def month_alone_rule(m: Match) -> Time | None:
    word = next(w for w in m.words if w.kind == "m")
    if word.text in en.AMBIGUOUS and not m.before:
        return None
    return Time(
        "period", month(0, m.number("m")).make, True, unit="month", sure=word.text not in en.AMBIGUOUS, word=word.text, yearless=True
    )


def weekday_day_rule(m: Match) -> Time | None:
    """Monday 21: the last such Monday that is the 21st."""
    weekday, day = m.number("w"), m.number("od")
    if not 1 <= day <= 31:
        return None

    def made(ref: datetime, floor: datetime | None) -> Interval:
        for months in range(0, 60):
            begin, end = cal.unit_at(floor or ref, "month", months if floor else -months)
            if day <= (end - begin).days and (begin + timedelta(days=day - 1)).weekday() == weekday:
                found = begin + timedelta(days=day - 1)
                if floor or found <= ref + timedelta(days=31):
                    return found, found + timedelta(days=1)
        raise ValueError(day)

    return Time("date", made, True, unit="day")


def day_of_month_rule(m: Match) -> Time | None:
    """The 18th: of this month or the last."""
    day = m.number("od")
    if not 1 <= day <= 31:
        return None

    def made(ref: datetime, floor: datetime | None) -> Interval:
        for months in range(0, 12):
            begin, end = cal.unit_at(floor or ref, "month", months if floor else -months)
            found = begin + timedelta(days=day - 1)
            if found < end and (found >= floor if floor else found <= ref):
                return found, found + timedelta(days=1)
        raise ValueError(day)

    return Time("date", made, True, unit="day", sure=m.letters == "jo" and m.number("o") > 5 or m.letters in ("jd", "o"))


def weekday_rule(m: Match) -> Time | None:
    word, weekday = next(w for w in m.words if w.kind == "w"), m.number("w")
    return Time(
        "date", lambda ref, floor: cal.weekday_at(ref, weekday, floor), True, unit="day", sure=word.text not in en.AMBIGUOUS, word=word.text
    )


def weekday_of_rule(m: Match) -> Time | None:
    """Next Friday, Tuesday of last week, this past Wednesday, this upcoming Friday."""
    weekday, marks = m.number("w"), [w for w in m.words if w.kind in "txl"]
    if len(marks) > 1 or (marks[0].text in ("past", "upcoming", "coming") and "u" not in m.letters):
        late = marks[-1].kind == "x"
        return Time(
            "date",
            lambda ref, floor: cal.weekday_at(ref, weekday, cal.midnight(ref) + timedelta(days=1) if late else None),
            True,
            unit="day",
        )
    away = {"t": 0, "x": 1, "l": -1}[marks[0].kind]
    if "u" in m.letters and m.of("u") != "week":
        return None
    return Time("date", lambda ref, floor: cal.weekday_of_week(ref, weekday, away), True, unit="day")


def relative_day_rule(m: Match) -> Time | None:
    away = m.number("r")
    day: Make = lambda ref, floor: cal.unit_at(ref, "day", away)  # noqa: E731
    if m.text("r") in ("tonight", "tonite"):
        return Time("moment period", on_day(day, (72000, 86399)), True, unit="night", clock=(72000, 86399), word="part", day=day)
    return Time("date", day, True, unit="day")


def next_day_rule(m: Match) -> Time | None:
    """The day before, the day after, the next day."""
    away = {"b": -1, "A": 1, "x": 1, "l": -1}[next(w.kind for w in m.words if w.kind in "bAxl")]
    return Time("date", lambda ref, floor: cal.unit_at(ref, "day", away), True, unit="day")
