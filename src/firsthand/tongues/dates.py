"""Dates and periods written in a text, with their places: English, Chinese, Tibetan and the neighbours of `months`.

A date is what is written and no more: "August 2018" is 2018-08. What needs the day of publication (yesterday, 去年, "Aug 11" without a year) is marked
relative and resolved only against one (`resolved`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from firsthand.errors import Trouble
from firsthand.model.dates import PartialDate, Period
from firsthand.tongues.date_patterns import BETWEEN, COUNTED, DIGITS, NUMBER_WORDS, PATTERNS, QUANTITY, SPANNING, VERBS_IN_S
from firsthand.tongues.months import BO_NUMBERS, ERAS, EVERYDAY, HAN_DIGITS, MONTHS, RELATIVE, WEEKDAYS
from firsthand.tongues.words import folded


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or a period at [start, end) of a text. relative: it can only be resolved against the day of publication, by `hint`
    ("--08-11", "--08", "year-1", "month+0", "week-1", "day-1", "weekday-0" for Monday)."""

    start: int
    end: int
    date: PartialDate | None = None
    period: Period | None = None
    relative: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a pattern saw: year, month, day as far as written, and last day of a run of days ("10-12 August")."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    last: int = 0
    hint: str = ""


def dates_in(text: str, language: str = "") -> tuple[DateSpan, ...]:
    """Every date and period of the text, sorted and disjoint: the words that write it and no more. `language` is not needed so far. Linear."""
    plain = folded(text).translate(DIGITS)
    taken: list[_Found] = []
    covered = bytearray(len(plain))
    for pattern in PATTERNS:
        for m in pattern.finditer(plain):
            found = _read(plain, text, m)
            if found is not None and not any(covered[found.start : found.end]):
                covered[found.start : found.end] = b"\1" * (found.end - found.start)
                taken.append(found)
    taken.sort(key=lambda f: f.start)
    return tuple(_joined(plain, taken))


def date_of(text: str) -> PartialDate | None:
    """The date that a free field gives ("Sat Sep 01, 2018", "2018-08 (in address)"), or None where none is sure ("Aug 11 (year not stated)")."""
    stripped = text.strip()
    if m := re.match(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$", stripped):
        return _partial(int(m[1]), int(m[2]), int(m[3]))
    if re.fullmatch(r"1[5-9]\d\d|20\d\d", stripped):
        return PartialDate(stripped)
    return next((found.date for found in dates_in(text) if found.date is not None), None)


def resolved(span: DateSpan, published: PartialDate) -> PartialDate | None:
    """What a relative date means in a text published then; None where that is not sure. An absolute one is its own date."""
    if not span.relative:
        return span.date
    known = published.text.split("-")
    if span.hint.startswith("--"):
        return _latest_before(span.hint, published)
    unit, away = re.match(r"([a-z]+)([-+]?\d+)$", span.hint).groups() if re.match(r"[a-z]+[-+]?\d+$", span.hint) else ("", "0")  # type: ignore[union-attr]
    if unit == "year":
        return _partial(int(known[0]) + int(away), 0, 0)
    if unit == "month" and len(known) > 1:
        months = int(known[0]) * 12 + int(known[1]) - 1 + int(away)
        return _partial(months // 12, months % 12 + 1, 0)
    if len(known) < 3 or unit not in ("day", "weekday"):
        return None
    back = int(away) if unit == "day" else -((published.first().weekday() + int(away)) % 7)
    try:
        return PartialDate((published.first() + timedelta(days=back)).isoformat())
    except (OverflowError, Trouble):
        return None


def _latest_before(hint: str, published: PartialDate) -> PartialDate | None:
    """The last such month or day not after the day of publication."""
    parts = [int(x) for x in hint[2:].split("-")] + [0]
    year = published.first().year
    if len(published.text) == 4:
        return None
    for candidate in (year, year - 1):
        found = _partial(candidate, parts[0], parts[1])
        if found is not None and found.first() < published.after():
            return found
    return None


def _partial(year: int, month: int, day: int) -> PartialDate | None:
    """The date with its precision, or None where there is no such day."""
    try:
        return PartialDate(f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else ""))
    except Trouble:
        return None


def _read(plain: str, text: str, m: re.Match[str]) -> _Found | None:
    """What one match means; None where it is no date."""
    got = m.groupdict()
    start, end = m.span()
    if got.get("relative"):
        hint = RELATIVE[got["relative"]]
        return _Found(start, end, hint=hint) if hint else None
    if got.get("weekday"):
        return _Found(m.start("weekday"), end, hint=f"weekday-{WEEKDAYS[got['weekday']]}")
    if got.get("unit"):
        count = NUMBER_WORDS.get(got["count"]) or int(got["count"]) if got["count"] != "a" else 1
        return _Found(start, end, hint=f"{got['unit']}-{count}")
    if got.get("decade"):
        return _Found(start, end, hint="decade")
    if got.get("bareyear"):
        return _bare_year(plain, m)
    if got.get("one"):
        return _slashed(m)
    return _parts(text, m, got)


def _parts(text: str, m: re.Match[str], got: dict[str, str | None]) -> _Found | None:
    """Year, month and day of a match that has at least one of them."""
    start, end = m.span()
    month_name = got.get("month")
    if month_name and not (got.get("day") or got.get("year")):
        start = m.start("month")
        if not text[start].isupper() and month_name in EVERYDAY:
            return None
    elif month_name and month_name in EVERYDAY and not got.get("year") and not text[m.start("month")].isupper():
        return None
    year = int(got.get("year") or 0) or _han_year(got)
    month = (
        MONTHS[month_name] if month_name else int(got.get("num") or 0) or _han_number(got.get("hanmonth")) or _bo_number(got.get("bomonth"))
    )
    day = int(got.get("day") or 0) or _han_number(got.get("handay")) or int(got.get("boday") or 0)
    last = int(got.get("last") or 0)
    if not _partial(year or 2000, month, day) or (last and not _partial(year or 2000, month, last)) or (day and not month):
        return None
    if got.get("bomonth") and not month:
        return _Found(start, m.end("year"), year) if year else None
    return _Found(start, end, year, month, day, last) if year or month else None


def _slashed(m: re.Match[str]) -> _Found | None:
    """10/08/2018: the month only where one of the two cannot be one; with stops the day comes first."""
    one, two, year = int(m["one"]), int(m["two"]), int(m["year"])
    day, month = (one, two) if one > 12 or m["s"] == "." else (two, one) if two > 12 else (one, two) if one == two else (0, 0)
    if not _partial(year, month, day):
        return None
    return _Found(m.start(), m.end(), year, month, day)


def _bare_year(plain: str, m: re.Match[str]) -> _Found | None:
    """A number that looks like a year and is not a count."""
    if QUANTITY.search(plain, max(0, m.start() - 24), m.start()):
        return None
    counted = COUNTED.match(plain, m.end())
    if counted and counted[0].strip() not in VERBS_IN_S:
        return None
    if "until" in m.re.groupindex:
        return _Found(m.start(), m.end(), int(m["bareyear"]), last=int(m["until"]), hint="years")
    short = m["short"] if "short" in m.re.groupindex else None
    year = int(m["bareyear"])
    if short and (year % 100 + 1) % 100 == int(short):
        return _Found(m.start(), m.end(), year, hint="to-next")
    return _Found(m.start("bareyear"), m.end("bareyear"), year)


def _han_year(got: dict[str, str | None]) -> int:
    if written := got.get("hanyear"):
        return int("".join(str(HAN_DIGITS[c]) for c in written))
    if era := got.get("era"):
        number = got.get("erayear") or "1"
        return ERAS[era] + (1 if number == "元" else int(number))
    return 0


def _han_number(written: str | None) -> int:
    """1 to 99 in digits or Han numerals; 0 where nothing is written."""
    if not written or written.isdigit():
        return int(written or 0)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return HAN_DIGITS[written] if len(written) == 1 else 99
    return (HAN_DIGITS.get(tens, 1) if len(tens) < 2 else 99) * 10 + (HAN_DIGITS.get(ones, 0) if len(ones) < 2 else 99)


def _bo_number(written: str | None) -> int:
    """1 to 12 in digits or words; 0 where it is no number."""
    if not written or written.isdigit():
        return int(written or 0)
    return BO_NUMBERS.get(written.removesuffix("པའི").removesuffix("པ").rstrip("་"), 0)


def _joined(plain: str, found: list[_Found]) -> Iterator[DateSpan]:
    """Single dates, with two that a word joins made into a period."""
    at = 0
    while at < len(found):
        one = found[at]
        two = found[at + 1] if at + 1 < len(found) else None
        if two is not None and _is_period(plain, one, two):
            yield _period(one, two)
            at += 2
        else:
            yield _single(one)
            at += 1


def _is_period(plain: str, one: _Found, two: _Found) -> bool:
    """Whether words between two dates make them one period."""
    if one.hint or two.hint or one.last or two.last or two.start - one.end > 24:
        return False
    between = plain[one.end : two.start]
    if not BETWEEN.fullmatch(between):
        return False
    word = between.strip()
    spanning = SPANNING.search(plain, max(0, one.start - 12), one.start) is not None
    return word not in ("and", "e", "y", "et", "und", "en", "i", "dan") or spanning


def _period(one: _Found, two: _Found) -> DateSpan:
    """From one date to another; each lends the other the year it lacks."""
    one = replace(one, year=one.year or two.year)
    two = replace(two, year=two.year or one.year)
    if not one.year:
        return DateSpan(one.start, two.end, relative=True, hint=_hint(two))
    begins, ends = _partial(one.year, one.month, one.day), _partial(two.year, two.month, two.day)
    return DateSpan(one.start, two.end, period=Period(begins, ends))


def _single(one: _Found) -> DateSpan:
    if one.hint == "decade":
        return DateSpan(one.start, one.end)
    if one.hint == "years":
        return DateSpan(one.start, one.end, period=Period(_partial(one.year, 0, 0), _partial(one.last, 0, 0)))
    if one.hint == "to-next":
        return DateSpan(one.start, one.end, period=Period(_partial(one.year, 0, 0), _partial(one.year + 1, 0, 0)))
    if one.hint:
        return DateSpan(one.start, one.end, relative=True, hint=one.hint)
    if not one.year:
        return DateSpan(one.start, one.end, relative=True, hint=_hint(one))
    if one.last:
        return DateSpan(one.start, one.end, period=Period(_partial(one.year, one.month, one.day), _partial(one.year, one.month, one.last)))
    return DateSpan(one.start, one.end, date=_partial(one.year, one.month, one.day))


def _hint(one: _Found) -> str:
    return f"--{one.month:02d}" + (f"-{one.day:02d}" if one.day else "")
