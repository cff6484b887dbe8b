"""Chinese dates and periods, one at a time: years, months, days, weekdays, quarters, halves, decades, and the parts of them (10月底, 2021年的第二周).

`date_at` gives the longest that begins at a place of a folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import Interval, Make
from firsthand.tongues.times.chinese_days import days_at, weeks_at
from firsthand.tongues.times.chinese_words import Found, any_of, number_of
from firsthand.tongues.times.made import date, ending, fixed, month, months_from, yearly
from firsthand.tongues.times.values import Time
from firsthand.tongues.zh import times as zh

FIGURES = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:(?P<ry>{any_of(zh.YEARS)})|(?P<y>\d{{4}}|\d{{2}}(?=\s?年(?!前|后|以|之|来|间|多|内|代))|[〇零一二三四五六七八九]{{4}}|[〇零九][〇零一二三四五六七八九](?=年))\s?年?(?:(?<=年)|(?=\s?[-./])))"
_DATES = tuple(
    re.compile(p)
    for p in (
        r"(?P<y>\d{4})\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})(?![\d/-])",
        r"(?<![\d./-])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?![\d/])|(?<![\d./-])(?P<y2>\d{2})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?![\d/-])|(?<![\d./-])(?P<m3>\d{1,2})/(?P<d3>\d{1,2})(?![\d/%.])",
        rf"(?:农历|阴历|旧历)?(?:{_YEAR}\s?的?)?\s?(?:(?P<rm>{any_of(zh.MONTHS)})|(?P<m>{FIGURES}|正|腊|冬)\s?月份?)\s?(?:的|中)?\s?(?:(?P<d>{FIGURES})\s?[日号]|(?P<ld>初[一二三四五六七八九十]|廿[一二三四五六七八九]?))",
        rf"{_YEAR}\s?的?\s?(?:(?P<rm>{any_of(zh.MONTHS)})|(?P<m>{FIGURES})\s?月份?)",
        rf"(?P<rm>{any_of(zh.MONTHS)})|(?<![\d个几第])(?P<m>{FIGURES})\s?月份?(?!\s?[\d]|个)",
        r"(?<![\d第月])(?P<d>(?:[12]\d|3[01]|(?:二|三)?十[一二三四五六七八九]?|\d(?=日)|[一二三四五六七八九](?=日[^常子本出落头前后内]))\s?)[日号](?![楼线院店房令文常子本出落])",
    )
)  # fmt: skip
_HALF = re.compile(rf"(?:{_YEAR}\s?的?\s?)?(?P<which>上个?|下个?|前|后)半(?P<unit>年|月)")
_QUARTER = re.compile(rf"(?:{_YEAR}\s?的?\s?)?(?:第?(?P<n>[一二三四1-4])个?季度|q(?P<q>[1-4])|(?P<mark>本|上个?|下个?|这个?)季度)")
_SEASON = re.compile(rf"(?:{_YEAR}\s?的?\s?)?(?P<s>[春夏秋冬])(?:天|季)")
_YEAR_ALONE = re.compile(
    rf"{_YEAR}(?P<mid>初|底|末|年初|年底|年末|年中)?|(?P<bare>(?<![\d.,])(?:1[89]|20)\d\d)(?=\s?(?:至|到|-|~)\s?(?:1[89]|20)\d\d\s?年)|=\s?(?P<eq>\d{{4}})|(?P<yr>年初|年底|年末|年中)"
)
_DECADE = re.compile(
    r"(?:(?P<c>上个?世纪|本世纪|二十世纪|20世纪|十九世纪|19世纪|21世纪)(?P<d>\d0|[一二三四五六七八九]十)年代|(?P<y>\d{3}0)年代|(?P<d2>\d0|[一二三四五六七八九]十)年代|(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})世纪|(?P<cc>上个?世纪|本世纪))"
)
_LAST_OF = re.compile(r"(?:的)?(?P<which>最后|第)(?:(?P<n>[一二三四五])个?|一个?)(?P<unit>星期|周|礼拜|天)(?P<w>[一二三四五六日天])?")
_TENTH = re.compile(r"\s?(?P<x>上旬|中旬|下旬|月初|月底|月末|初|底|末|中)(?![一二三四五六七八九十])")
_WEEKDAY_BEHIND = re.compile(r"\s?[,(]?\s?(?:星期|周|礼拜)[一二三四五六日天](?![月年])\)?")


def _year(m: re.Match[str]) -> tuple[int, int | None]:
    """The year as written (0: none), or how many years from the day of publication."""
    g = m.groupdict()
    if g.get("ry"):
        return 0, zh.YEARS[g["ry"]]
    raw = g.get("y")
    if not raw:
        return 0, None
    year = int(raw) if raw.isdigit() else int("".join(str("零一二三四五六七八九".index(c.replace("〇", "零"))) for c in raw))
    return year + (2000 if year < 50 else 1900 if year < 100 else 0), None


def of_years(m: re.Match[str], of_year: Callable[[int], Interval], unit: str) -> Time:
    """A part of the year that a match names: of that year, of one so many away, or the last such."""
    year, away = _year(m)
    if away is not None:
        return Time("period", lambda ref, floor: of_year(ref.year + away), True, unit=unit)
    return Time("period", yearly(of_year, year), not year, unit=unit, yearless=not year)


def _dated(text: str, at: int) -> Found | None:
    for pattern in _DATES:
        m = pattern.match(text, at)
        if m and (found := _of_groups(m)):
            return found, m.end()
    return None


def _of_groups(m: re.Match[str]) -> Time | None:
    g = {k.rstrip("23"): v for k, v in m.groupdict().items() if v is not None}
    year, away = _year(m)
    if "y2" in m.groupdict() and m["y2"]:
        year = 2000 + int(m["y2"])
    day = number_of(g.get("d")) or number_of((g.get("ld") or "").removeprefix("初").replace("廿", "二十"))
    number = number_of(g.get("m"))
    if g.get("rm"):
        months = zh.MONTHS[g["rm"]]
        return _in_month(lambda ref, floor: cal.unit_at(ref, "month", months), day)
    if not number:
        return _day_alone(day) if day and not year else None
    if away is not None:
        return _in_month(lambda ref, floor: cal.month_of(ref.year + away, number), day) if 1 <= number <= 12 else None
    if not 1 <= number <= 12 or day > 31:
        return None
    return date(year, number, day) if day else month(year, number)


def _in_month(of: Make, day: int) -> Time:
    if not day:
        return Time("period", of, True, unit="month")

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = of(ref, floor)[0].replace(day=day)
        return begin, begin + timedelta(days=1)

    return Time("date", made, True, unit="day")


def _day_alone(day: int) -> Time:
    """29日: of this month or the last that has one."""

    def made(ref: datetime, floor: datetime | None) -> Interval:
        for months in range(12):
            begin, end = cal.unit_at(floor or ref, "month", months if floor else -months)
            found = begin + timedelta(days=day - 1)
            if found < end and (found >= floor if floor else found <= ref):
                return found, found + timedelta(days=1)
        raise ValueError(day)

    return Time("date", made, True, unit="day", yearless=True, word="day alone")


def _halves(text: str, at: int) -> Found | None:
    m = _HALF.match(text, at)
    if m is None:
        return None
    first = m["which"][0] in "上前"
    if m["unit"] == "月":
        return Time("period", lambda ref, floor: _half_of(cal.unit_at(ref, "month"), first), True, unit="half"), m.end()
    of_year = months_from(1 if first else 7, 6)
    year, away = _year(m)
    if not year:
        return Time("period", lambda ref, floor: of_year(ref.year + (away or 0)), True, unit="half"), m.end()
    return Time("period", fixed(of_year(year)), unit="half"), m.end()


def _half_of(whole: Interval, first: bool) -> Interval:
    middle = whole[0] + timedelta(days=15)
    return (whole[0], middle) if first else (middle, whole[1])


def _quarters(text: str, at: int) -> Found | None:
    m = _QUARTER.match(text, at)
    if m is None:
        return None
    if m["mark"]:
        away = {"本": 0, "这": 0, "上": -1, "下": 1}[m["mark"][0]]
        return Time("period", lambda ref, floor: cal.unit_at(ref, "quarter", away), True, unit="quarter"), m.end()
    number = number_of(m["n"] or m["q"])
    of_year = months_from(3 * number - 2, 3)
    return of_years(m, of_year, "quarter"), m.end()


def _years(text: str, at: int) -> Found | None:
    m = _YEAR_ALONE.match(text, at)
    if m is None:
        return None
    if m["bare"] or m["eq"]:
        return Time("period", fixed(cal.year_of(int(m["bare"] or m["eq"]))), unit="year"), m.end()
    part = (m["mid"] or m["yr"] or "")[-1:]
    whole = (
        of_years(m, cal.year_of, "year") if not m["yr"] else Time("period", lambda ref, floor: cal.unit_at(ref, "year"), True, unit="year")
    )
    if not part:
        return whole, m.end()
    make = whole.make
    assert make is not None
    months = {"初": (0, 3), "底": (9, 12), "末": (9, 12), "中": (4, 8)}[part]

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = make(ref, floor)[0]
        return cal.shifted(begin, "month", months[0]), cal.shifted(begin, "month", months[1])

    point = ending(make) if part in "底末" else None
    return replace(whole, make=made, point=point), m.end()


def _decades(text: str, at: int) -> Found | None:
    m = _DECADE.match(text, at)
    if m is None:
        return None
    if m["n"]:
        begin = (number_of(m["n"]) - 1) * 100
        return Time("period", fixed((cal.year_of(max(1, begin))[0], cal.year_of(begin + 99)[1])), unit="century"), m.end()
    if m["cc"]:
        away = -1 if m["cc"][0] == "上" else 0
        return Time("period", lambda ref, floor: cal.unit_at(ref, "century", away), True, unit="century"), m.end()
    if m["y"]:
        return Time("period", fixed((cal.year_of(int(m["y"]))[0], cal.year_of(int(m["y"]) + 9)[1])), unit="decade"), m.end()
    century = {"上": 1900, "本": 2000, "2": 2000 if (m["c"] or "").startswith("21") else 1900, "1": 1800, "二": 1900, "十": 1800}.get(
        (m["c"] or "2")[0], 1900
    )
    year = century + number_of(m["d"] or m["d2"])
    return Time("period", fixed((cal.year_of(year)[0], cal.year_of(year + 9)[1])), unit="decade"), m.end()


def date_at(text: str, at: int) -> Found | None:
    """The longest single date or period that begins at a place, with its weekday, part of the month or last Monday."""
    options = [f for rule in (_dated, _halves, _quarters, _decades, weeks_at, days_at, _years) if (f := rule(text, at))]
    season = _SEASON.match(text, at)
    if season and (season["ry"] or season["y"]):
        begin = 3 * "春夏秋冬".index(season["s"]) + 3
        options.append(
            (
                of_years(season, lambda y: (cal.day_of(y, begin, 1)[0], cal.shifted(cal.day_of(y, begin, 1)[0], "month", 3)), "season"),
                season.end(),
            )
        )
    best = max(options, key=lambda f: f[1], default=None)
    return _narrowed(text, best) if best else None


def _narrowed(text: str, found: Found) -> Found:
    """10月底, 10月中旬, 四月的最后一个星期一, 10月12号，星期一, 2021年的第二周, 明年第九个月, 今年的最后三周."""
    time, end = found
    make = time.make
    if time.unit in ("year", "month") and make is not None and (m := _PART_OF.match(text, end)) is not None:
        unit, count = zh.UNITS[m["u"]], number_of(m["n"])
        return Time("period", _part_of(make, unit, count, m["which"]), time.relative, unit=unit), m.end()
    if time.unit == "month" and make is not None:
        if (m := _TENTH.match(text, end)) is not None:
            which = m["x"].removeprefix("月")[0]
            return _tenth(time, make, which), m.end()
        if (m := _LAST_OF.match(text, end)) is not None and m["w"]:
            weekday, number = "一二三四五六日".index(m["w"].replace("天", "日")), -1 if m["which"] == "最后" else number_of(m["n"] or "一")
            return Time(
                "date", lambda ref, floor: cal.weekday_number(make(ref, floor), weekday, number), time.relative, unit="day"
            ), m.end()
    if time.unit == "day" and (m := _WEEKDAY_BEHIND.match(text, end)):
        return time, m.end()
    return found


_PART_OF = re.compile(rf"\s?的?(?P<which>第|前|后|最后|头)\s?(?P<n>{FIGURES})\s?(?P<u>个月|个?季度|个?周|个?星期|天)(?![一二三四五六日])")


def _part_of(make: Make, unit: str, count: int, which: str) -> Make:
    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin, end = make(ref, floor)
        if which == "第" and unit == "week":
            return cal.week_of_year(begin.year, count) if (end - begin).days > 31 else cal.week_of_month((begin, end), count)
        if which == "第":
            first = cal.shifted(begin, unit, count - 1)
            return first, cal.shifted(first, unit, 1)
        return (cal.shifted(end, unit, -count), end) if "后" in which else (begin, cal.shifted(begin, unit, count))

    return made


def _tenth(time: Time, make: Make, which: str) -> Time:
    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin, end = make(ref, floor)
        first, second = begin + timedelta(days=10), begin + timedelta(days=20)
        return {
            "上": (begin, first),
            "初": (begin, first),
            "中": (first, second),
            "下": (second, end),
            "底": (second, end),
            "末": (second, end),
        }[which]

    point = ending(make) if which in "底末" else None
    return replace(time, make=made, unit="part", point=point, yearless=time.yearless)
