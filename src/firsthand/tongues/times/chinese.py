"""Chinese times put together: ranges (从A到B), bounds (A以前, 截至A, 自A以来), so long ago (五年前), a date with its clock time, what recurs.

Text is folded to simplified characters with plain figures first (`words.folded`). From each place where a time may begin the longest is taken. Dates of
the old calendar (农历) are read as written and marked by their words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import CLOCK_UNITS, Interval
from firsthand.tongues.times.chinese_clock import COUNT, clock_at, duration_at
from firsthand.tongues.times.chinese_dates import FIGURES, date_at
from firsthand.tongues.times.chinese_words import Found, any_of, number_of
from firsthand.tongues.times.made import moved
from firsthand.tongues.times.values import Bound, Time, on_day
from firsthand.tongues.zh import times as zh

_SET = re.compile(
    r"(?:每|逐)(?:隔)?(?P<n>[一二两三四五六七八九十\d]+)?个?(?:(?:星期|周|礼拜)(?P<w>[一二三四五六日天])|(?P<u>年|月|周|天|日|星期|礼拜|季度|小时|分钟|晚|夜|早|上午|下午|周末))"
)
_TO = re.compile(r"\s?(?P<t>至|到|-|~|—|－|和|与)\s?")
_BOUND_BEFORE = re.compile(r"(?P<until>截至|截止到?|直到|到|至)(?P<incl>了)?|(?P<since>自从|自|从)|(?P<about>大约|约|大概)|(?P<incl2>包括)")
_BOUND_AFTER = re.compile(
    r"\s?(?:(?P<incl>[或及]其?(?:以|之)?)|以|之|为)?\s?(?P<b>前|后|来|起|止|开始)(?![天面台来年半期脚门果])(?P<since>开始)?"
)
_SINCE = re.compile(r"以来|起|开始|后以来|之来")
_NEAR = re.compile(
    rf"(?P<w>前|后|过去(?:的)?|最近(?:的)?|近|未来(?:的)?|接下来(?:的)?|之前|之后|以后|(?<!马)上|下|今后)(?=\s?{COUNT.replace('?P<n>', '')}\s?(?:多|余)?\s?(?:{any_of(zh.UNITS)}))\s?"
)

_ABOUT = re.compile(r"大约|大概|约")
_FROM = re.compile(r"从|自|由")
_BETWEEN = re.compile(r"之间|间(?!隔)|期间")
_DAY = re.compile(rf"(?P<d>{FIGURES})\s?[日号]")
_BEFORE = re.compile(r"\s?(?:以|之)?(?P<b>前|后)(?!半|面|台|卫|线|列|者|往|去)")


def whole_at(text: str, at: int) -> Found | None:
    """The longest time that begins at a place and may stand alone."""
    options = [
        f
        for f in (
            _ranged(text, at),
            _bounded(text, at),
            _moment(text, at),
            _ago(text, at),
            _near(text, at),
            duration_at(text, at),
            _recurring(text, at),
        )
        if f
    ]
    return max(options, key=lambda f: f[1], default=None)


def _moment(text: str, at: int) -> Found | None:
    """A date, a clock time, or both."""
    if about := _ABOUT.match(text, at):
        found = _moment(text, about.end())
        return found if found and found[0].clock else None
    day = date_at(text, at)
    if day is None:
        return clock_at(text, at)
    time, end = day
    if time.unit != "day" or time.make is None:
        return day
    i = end + (text[end : end + 1] in (" ", "的"))
    clock = clock_at(text, i)
    if clock is None or clock[0].clock is None:
        return day
    seconds = clock[0].clock
    if time.word in zh.PARTS and zh.PARTS[time.word][2] and clock[0].ambiguous and seconds[0] < 43200:
        seconds = (seconds[0] + 43200, seconds[1] + 43200)
    base = time.day or time.make
    kind = "moment" if seconds[0] == seconds[1] else "moment period"
    return Time(kind, on_day(base, seconds), time.relative, seconds, unit="clock", day=base), clock[1]  # type: ignore[arg-type]


def _ranged(text: str, at: int) -> Found | None:
    """从A到B, A至B, A和B之间."""
    opened = _FROM.match(text, at)
    begin = opened.end() if opened else at
    first = _moment(text, begin)
    if first is None:
        return None
    to = _TO.match(text, first[1])
    if to is None:
        return None
    second = _second(text, to.end(), first[0])
    if second is None:
        return None
    between = _BETWEEN.match(text, second[1])
    if to["t"] in "和与" and not between:
        return None
    joined = _joined(first[0], second[0])
    return (joined, between.end() if between else second[1]) if joined else None


def _second(text: str, at: int, first: Time) -> Found | None:
    """The other end of a range; a bare number takes its unit from the first: 10至12日, 5:00到6:00."""
    found = _moment(text, at)
    if found is None or (found[0].word == "day alone" and first.make is not None):
        m = _DAY.match(text, at)
        if m is None or first.unit != "day" or first.make is None:
            return found
        make, day = first.make, number_of(m["d"])

        def made(ref: datetime, floor: datetime | None) -> Interval:
            begin = make(ref, None)[0].replace(day=day)
            return begin, begin + timedelta(days=1)

        return Time("date", made, first.relative, unit="day"), m.end()
    if (
        first.clock
        and found[0].clock
        and found[0].ambiguous
        and found[0].make is None
        and first.clock[0] >= 43200 > found[0].clock[0]
        and not first.ambiguous
    ):
        seconds = found[0].clock[0] + 43200
        return replace(found[0], clock=(seconds, seconds), ambiguous=False), found[1]
    return found


def _joined(first: Time, second: Time) -> Time | None:
    if first.clock and second.clock and first.make is None and second.make is None:
        a, b = first.clock[0], second.clock[1]
        return Time("clock period", None, False, (a, b + (86400 if b < a else 0)))
    if first.clock and first.make is not None and second.make is None and second.clock:
        second = replace(second, make=on_day(first.day or first.make, second.clock), kind="moment")
    if first.make is None or second.make is None:
        return None
    one, two = first.point or first.make, second.point or second.make

    def begins(ref: datetime) -> Interval:
        return one(two(ref, None)[0] if first.yearless and not second.yearless else ref, None)

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = begins(ref)[0]
        return begin, two(ref, begin if second.yearless else None)[1]

    def last(ref: datetime, floor: datetime | None) -> Interval:
        return two(ref, begins(ref)[0] if second.yearless else None)

    clocked = "moment" in (first.kind, second.kind)
    return Time("moment period" if clocked else "period", made, first.relative or second.relative, last=last, unit="range")


def _bounded(text: str, at: int) -> Found | None:
    """A以前, A之后, A或之前, 截至A, 自A以来, A起."""
    before = _BOUND_BEFORE.match(text, at)
    begin = before.end() if before and not before["about"] else at
    base = _moment(text, begin)
    if base is None or (base[0].make is None and base[0].clock is None) or base[0].word == "part":
        return None
    time, end = base
    since = _SINCE.match(text, end)
    if since:
        return (replace(time, bound="since"), since.end()) if not before or before["since"] else None
    after = _BOUND_AFTER.match(text, end)
    if after and not (before and before["since"]):
        bound: Bound = "before" if after["b"] in ("前", "止") else "after" if after["b"] == "后" else "since"
        if after["incl"]:
            bound = "until" if bound == "before" else "since"
        make = time.point if time.point and bound in ("before", "until") else time.make
        return (
            (replace(time, make=make, bound=bound), after.end())
            if begin == at or (before and before["until"] not in ("到", "至"))
            else None
        )
    if before and before["until"] and before["until"] not in ("到", "至"):
        make = time.point if time.point else time.make
        return replace(time, kind="date" if time.point else time.kind, make=make, bound="before"), end
    return None


def _ago(text: str, at: int) -> Found | None:
    """五年前, 10分钟之前, 三天后, 两周以后."""
    lasting = duration_at(text, at)
    if lasting is None:
        return None
    m = _BEFORE.match(text, lasting[1])
    if m is None:
        return None
    count = -1 if m["b"] == "前" else 1
    time = lasting[0]
    return Time("moment" if time.unit in CLOCK_UNITS else "date", lambda ref, floor: moved(ref, time, count), True, unit="day"), m.end()


def _near(text: str, at: int) -> Found | None:
    """前1周, 后1年, 过去三年, 最近五天, 未来两个月, 之后5分钟."""
    m = _NEAR.match(text, at)
    lasting = duration_at(text, m.end()) if m else None
    if m is None or lasting is None or lasting[0].word == "":
        return None
    time, forward = lasting[0], m["w"][0] in "后未接今下" or m["w"] in ("之后", "以后")
    clocked = time.unit in CLOCK_UNITS

    def made(ref: datetime, floor: datetime | None) -> Interval:
        now = ref if clocked else cal.midnight(ref) + timedelta(days=1 if forward else 0)
        other = now
        for part in time.word.split(","):
            count, unit = part.split(" ")
            other = cal.shifted(other, unit, float(count) * (1 if forward else -1))
        return (now, other) if forward else (other, now)

    return Time("moment period" if clocked else "period", made, True, unit="range"), lasting[1]


def _recurring(text: str, at: int) -> Found | None:
    m = _SET.match(text, at)
    if m is None:
        return None
    clock = clock_at(text, m.end())
    return Time("recurring", word=m[0]), clock[1] if clock and clock[0].word != "part" else m.end()


def times_of(text: str) -> Iterator[tuple[int, int, Time]]:
    """The times of a folded text: where each begins and ends, and what it is."""
    at = 0
    starts = _STARTS
    while (m := starts.search(text, at)) is not None:
        found = whole_at(text, m.start())
        if found is None or found[1] <= m.start():
            at = m.start() + 1
            continue
        yield m.start(), found[1], found[0]
        at = found[1]


_STARTS = re.compile(
    r"[\d〇零一二三四五六七八九十两几数半正腊农阴旧从自由截直到至大约今去前后明来本这当上下星周礼第每逐凌清早中午正傍晚夜深过最近未接之以元情妇劳五青儿建教国平圣人次翌即昨q=年初]"
)
