"""Chinese weekdays, weeks and days by name: 上周三, 本周末, 第二周, 昨天, 今晚, 国庆节."""

from __future__ import annotations

import re

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import Make
from firsthand.tongues.times.chinese_words import Found, any_of, number_of
from firsthand.tongues.times.made import date
from firsthand.tongues.times.values import Time, on_day
from firsthand.tongues.zh import times as zh

_WEEKDAY = re.compile(
    rf"(?P<rw>{any_of(zh.WEEKS)})?(?:的)?(?:星期|周|礼拜)?(?P<w>[一二三四五六日天])(?<=[星期周拜][一二三四五六日天])(?![月年个天日岁名])"
)
_WEEK = re.compile(rf"(?P<rw>{any_of(zh.WEEKS)})(?P<end>末)?|(?P<n>第[一二三四五\d]{{1,2}})周|(?P<we>周末)")
_DAY = re.compile(rf"(?P<r>{any_of(zh.DAYS)})(?!头条)|(?P<rp>{any_of(zh.DAY_PARTS)})|(?P<h>{any_of(zh.HOLIDAYS)})(?!年代|多)")

_NAMED_WEEK = re.compile(rf"(?P<rw>{any_of(zh.WEEKS)})(?P<w>[一二三四五六日天])(?![月年个天日])")


def weeks_at(text: str, at: int) -> Found | None:
    m = _WEEKDAY.match(text, at)
    if m is None and (m := _NAMED_WEEK.match(text, at)) is None:
        return _week_alone(text, at)
    weekday = "一二三四五六日".index(m["w"].replace("天", "日"))
    if m["rw"]:
        away = zh.WEEKS[m["rw"]]
        return Time("date", lambda ref, floor: cal.weekday_of_week(ref, weekday, away), True, unit="day"), m.end()
    return Time("date", lambda ref, floor: cal.weekday_at(ref, weekday, floor), True, unit="day", word="weekday"), m.end()


def _week_alone(text: str, at: int) -> Found | None:
    m = _WEEK.match(text, at)
    if m is None:
        return None
    if m["n"]:
        number = number_of(m["n"][1:])
        return Time("period", lambda ref, floor: cal.week_of_year(ref.year, number), True, unit="week"), m.end()
    unit, away = ("weekend" if m["end"] or m["we"] else "week"), zh.WEEKS.get(m["rw"] or "本周", 0)
    return Time("period", lambda ref, floor: cal.unit_at(ref, unit, away), True, unit=unit), m.end()


def days_at(text: str, at: int) -> Found | None:
    m = _DAY.match(text, at)
    if m is None:
        return None
    if m["h"]:
        holiday = date(0, *zh.HOLIDAYS[m["h"]])
        return (holiday, m.end()) if holiday else None
    away, part = (zh.DAYS[m["r"]], "") if m["r"] else zh.DAY_PARTS[m["rp"]]
    day: Make = lambda ref, floor: cal.unit_at(ref, "day", away)  # noqa: E731
    if part:
        low, high, _ = zh.PARTS[part]
        clock = (low * 3600, min(high * 3600, 86399))
        return Time("moment period", on_day(day, clock), True, clock, unit="day", word=part, day=day), m.end()
    return Time("date", day, True, unit="day"), m.end()
