"""What English periods mean: weeks, quarters, years, decades, seasons, holidays, each from the tokens that a rule matched."""

from __future__ import annotations

from datetime import datetime, timedelta

from firsthand.tongues.en import times as en
from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import CLOCK_UNITS, Interval, Make
from firsthand.tongues.times.english_match import Match
from firsthand.tongues.times.made import date, ending, fixed, month, months_from, yearly
from firsthand.tongues.times.values import Kind, Time, on_day


def period_rule(m: Match) -> Time | None:
    """This week, last month, next quarter, the next decade, that weekend, this school year."""
    unit, mark = str(m.of("u")), next(w for w in m.words if w.kind in "txl")
    away = {"t": 0, "x": 1, "l": -1}[mark.kind]
    if m.text("Z") in ("fiscal", "school", "academic", "financial", "fy", "sy"):
        return Time("period", lambda ref, floor: cal.unit_at(ref, unit, away), True, unit=unit)
    if unit == "day":
        return Time("date", lambda ref, floor: cal.unit_at(ref, unit, away), True, unit=unit)
    if unit == "night":
        day: Make = lambda ref, floor: cal.unit_at(ref, "day", away)  # noqa: E731
        return Time("moment period", on_day(day, (72000, 86399)), True, unit=unit, clock=(72000, 86399), word="part", day=day)
    if unit in CLOCK_UNITS:
        return Time("moment period", lambda ref, floor: _ordered(ref, cal.shifted(ref, unit, away or 1)), True, unit=unit)
    if m.text("Z") in ("working", "business"):
        return Time(
            "period",
            lambda ref, floor: (cal.unit_at(ref, unit, away)[0], cal.unit_at(ref, unit, away)[0] + timedelta(days=5)),
            True,
            unit=unit,
        )
    return Time("period", lambda ref, floor: cal.unit_at(ref, unit, away), True, unit=unit)


def period_of(unit: str, away: int) -> Time:
    return Time("period", lambda ref, floor: cal.unit_at(ref, unit, away), True, unit=unit)


def after_next_rule(m: Match) -> Time | None:
    return period_of(str(m.of("u")), 2)


def _ordered(a: datetime, b: datetime) -> Interval:
    return (a, b) if a < b else (b, a)


def periods_rule(m: Match) -> Time | None:
    """Next two weeks, past five years, 13 last minutes."""
    unit, count, forward = str(m.of("u")), m.number("dn"), m.words[0].kind == "x" or "x" in m.letters
    if not count:
        return None
    kind: Kind = "moment period" if unit in CLOCK_UNITS else "period"
    if unit in ("quarter", "half") or (unit in ("weekend",)):
        away = (1, count) if forward else (-count, -1)
        return Time("period", lambda ref, floor: (cal.unit_at(ref, unit, away[0])[0], cal.unit_at(ref, unit, away[1])[1]), True, unit=unit)

    def made(ref: datetime, floor: datetime | None) -> Interval:
        now = ref if unit in CLOCK_UNITS else cal.midnight(ref) + timedelta(days=1 if forward else 0)
        return (now, cal.shifted(now, unit, count)) if forward else (cal.shifted(now, unit, -count), now)

    return Time(kind, made, True, unit=unit)


def week_number_rule(m: Match) -> Time | None:
    number, year = m.number("d"), m.number("y")
    if m.of("u") != "week" or not 1 <= number <= 53:
        return None
    return Time("period", lambda ref, floor: cal.week_of_year(year or ref.year, number), not year, unit="week")


def nth_week_rule(m: Match) -> Time | None:
    """The last week of July; the first week of January 2015; the last week of 2019."""
    number = m.number("o") or -1
    if m.of("u") != "week" or number > 5:
        return None
    if m.of("u", 1):
        away = {"t": 0, "x": 1, "l": -1}[[w.kind for w in m.words if w.kind in "txl"][-1]]
        return (
            Time("period", lambda ref, floor: cal.week_of_month(cal.unit_at(ref, "month", away), number), True, unit="week")
            if m.of("u", 1) == "month"
            else None
        )
    if name := m.number("m"):
        return Time(
            "period", yearly(lambda y: cal.week_of_month(cal.month_of(y, name), number), m.number("y")), not m.number("y"), unit="week"
        )
    return Time("period", fixed(cal.week_of_year(m.number("y"), number)), unit="week")


def month_of_rule(m: Match) -> Time | None:
    """This May, last August, next March."""
    number, away = m.number("m"), {"t": 0, "x": 1, "l": -1}[m.words[0].kind]
    if year := m.number("y"):
        return month(year, number)
    if m.text("m") in en.AMBIGUOUS and away == 0 and not any(w and w.kind in "FBT-&" for w in (m.before, m.after)):
        return None

    def made(ref: datetime, floor: datetime | None) -> Interval:
        if away == 0:
            return cal.month_of(ref.year, number)
        if away > 0:
            return cal.month_of(ref.year + (number <= ref.month), number)
        return cal.month_of(ref.year - (number >= ref.month), number)

    return Time("period", made, True, unit="month")


def nth_unit_rule(m: Match) -> Time | None:
    """The 15th day of next month, the thirty-first day of the month, the 9th month of next year."""
    small, large, number = str(m.of("u")), str(m.of("u", 1)), m.number("o")
    away = next(({"t": 0, "x": 1, "l": -1}[w.kind] for w in m.words if w.kind in "txl"), 0)
    if (small, large) not in (("day", "month"), ("month", "year"), ("day", "week"), ("week", "month"), ("day", "year")):
        return None

    def made(ref: datetime, floor: datetime | None) -> Interval:
        whole = cal.unit_at(ref, large, away)
        if small == "week":
            return cal.week_of_month(whole, number)
        begin = cal.shifted(whole[0], small, number - 1)
        if begin >= whole[1]:
            raise ValueError(number)
        return begin, cal.shifted(begin, small, 1)

    return Time("date" if small == "day" else "period", made, True, unit=small)


def first_units_rule(m: Match) -> Time | None:
    """The last 3 weeks of this year, the first ten days of last month, the first two weeks of July."""
    unit, count, last = str(m.of("u")), m.number("d"), m.words[0].kind == "l" or m.words[1].kind == "l"
    away = next(({"t": 0, "x": 1, "l": -1}[w.kind] for w in m.words[3:] if w.kind in "txl"), 0)
    if not last and m.number("o") != 1:
        return None
    name, year, large = m.number("m"), m.number("y"), str(m.of("u", 1) or "")

    def made(ref: datetime, floor: datetime | None) -> Interval:
        whole = (
            cal.year_of(year)
            if year
            else cal.chosen(lambda y: cal.month_of(y, name), ref, floor)
            if name
            else cal.unit_at(ref, large, away)
        )
        return (cal.shifted(whole[1], unit, -count), whole[1]) if last else (whole[0], cal.shifted(whole[0], unit, count))

    return Time("period", made, not year, unit=unit)


def quarter_rule(m: Match) -> Time | None:
    """Q1 2017, 2019-H2, the first quarter of 2018, the first half of last year."""
    letter, number = m.of("q") if "q" in m.letters else (_size(m), m.number("o"))
    months = {"q": 3, "h": 6}.get(letter, 0)
    if not months or not 1 <= number <= 12 // months:
        return None
    away = next(({"t": 0, "x": 1, "l": -1}[w.kind] for w in m.words if w.kind in "txl"), 0)
    year, of_year = m.number("y"), months_from(months * (number - 1) + 1, months)
    named = "u" in m.letters[2:] or any(w.kind in "txl" for w in m.words)
    make: Make = yearly(of_year, year) if year or not named else lambda ref, floor: of_year(ref.year + away)
    return Time("period", make, not year, unit="quarter")


def _size(m: Match) -> str:
    """q or h: which part of a year its last unit is."""
    return {"quarter": "q"}.get(str(m.of("u", m.letters.count("u") - 1)), "h" if m.of("f") == 0.5 else "")


def bare_year_rule(m: Match) -> Time | None:
    word = next(w for w in m.words if w.kind == "y")
    if not 1500 <= word.value < 2200:
        return None
    return Time("period", fixed(cal.year_of(word.value)), unit="year", sure=len(m.words) > 1)


def named_year_rule(m: Match) -> Time | None:
    year = m.number("yd")
    year += 2000 if year < 100 else 0
    named = m.letters[0] != "Z" or (
        m.words[0].text in ("fy", "cy", "sy", "fiscal", "school", "calendar", "financial", "academic")
        and (m.letters[-1] == "y" or m.words[0].text in ("fy", "cy", "sy"))
    )
    return Time("period", fixed(cal.year_of(year)), unit="year") if named else None


def decade_rule(m: Match) -> Time | None:
    year = (
        m.number("3") or {"nineties": 1990, "eighties": 1980, "seventies": 1970, "sixties": 1960, "fifties": 1950}[m.text("3").split()[-1]]
    )
    return Time("period", fixed((cal.year_of(year)[0], cal.year_of(year + 9)[1])), unit="decade")


def century_rule(m: Match) -> Time | None:
    if m.of("u") != "century" or not m.number("o0"):
        return None
    begin = (m.number("o0") - 1) * 100
    return Time("period", fixed((cal.year_of(max(1, begin))[0], cal.year_of(begin + 99)[1])), unit="century")


def season_rule(m: Match) -> Time | None:
    begin = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(m.of("S"))]
    away = next(({"t": 0, "x": 1, "l": -1}[w.kind] for w in m.words if w.kind in "txl"), None)
    if m.text("S") in en.AMBIGUOUS and away is None and not m.number("y"):
        return None

    of_year = months_from(begin, 3)
    make = yearly(of_year, m.number("y")) if away is None else (lambda ref, floor: of_year(ref.year + away))
    return Time("period", make, not m.number("y"), unit="season")


def easter_rule(year: int) -> datetime:
    """Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return cal.day_of(year, f // 31, f % 31 + 1)[0]


def holiday_rule(m: Match) -> Time | None:
    name = str(m.of("Y"))
    rule = en.HOLIDAYS.get(name)

    def of_year(y: int) -> Interval:
        if rule is None:
            begin = easter_rule(y) + timedelta(days=en.EASTER[name])
            return begin, begin + timedelta(days=1)
        if len(rule) == 2:
            return cal.day_of(y, *rule)
        return cal.weekday_number(cal.month_of(y, rule[0]), rule[1], rule[2])

    if mark := next((w.kind for w in m.words if w.kind in "txl"), ""):
        if "u" in m.letters or mark == "t":
            away = {"t": 0, "x": 1, "l": -1}[mark]
            return Time("date", lambda ref, floor: of_year(ref.year + away), True, unit="day")
        return Time("date", lambda ref, floor: cal.chosen(of_year, ref, ref + timedelta(days=1) if mark == "x" else None), True, unit="day")
    return Time("date", yearly(of_year, m.number("y")), not m.number("y"), unit="day")


def now_rule(m: Match) -> Time | None:
    return Time(
        "moment", lambda ref, floor: (ref, ref), True, unit="second", sure=m.text("N") not in ("currently", "nowadays", "presently")
    )


def to_date_rule(m: Match) -> Time | None:
    return Time("period", lambda ref, floor: (cal.unit_at(ref, "year")[0], cal.midnight(ref)), True, unit="year")


def end_of_rule(m: Match) -> Time | None:
    unit = {"d": "day", "m": "month", "y": "year"}[m.text("!")[-1:] if len(m.text("!")) == 3 else "d"]
    if unit == "day":
        return Time("moment", ending(lambda ref, floor: cal.unit_at(ref, "day"), 1), True, unit="second")
    return Time("period", lambda ref, floor: cal.portion(cal.unit_at(ref, unit), "end", ref), True, unit=unit)


def commencing_rule(m: Match) -> Time | None:
    day = date(m.number("y"), m.number("m"), m.number("od"))
    if day is None or day.make is None:
        return None
    make = day.make
    return Time("period", lambda ref, floor: cal.unit_at(make(ref, floor)[0], "week"), day.relative, unit="week")
