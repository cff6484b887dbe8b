"""English times of more than one: ranges, what lies before, after, since or until, so long ago or from a day, how long, how often."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import CLOCK_UNITS, Interval, Make
from firsthand.tongues.times.english_clock import clock_at, duration_at, hour_at, of_day, part_at
from firsthand.tongues.times.english_reader import BOUNDS, Found, Reader, on_date
from firsthand.tongues.times.made import away, moved
from firsthand.tongues.times.values import Bound, Time

_DAYS = re.compile(r"j?(?P<a>[od])(?P<mid>[-T&])j?(?P<b>[od])(?:V)?m(?:[,V]*i?y)?|m(?P<a2>[od])(?P<mid2>[-T&])j?(?P<b2>[od])(?:,?y)?(?!u)")
_OR_LATER = re.compile(r"[I&](?P<which>h|A|b|E)(?![zt])")
_EVERY = re.compile(r"\*|e(?:x|I|°)?(?:t|d|n|o)?(?:[uwpS]|m)|d1u(?=$|z|[,)])")
_UNTIL_NOT_BY = frozenset(("no later than", "not later than"))


def ranged(r: Reader, at: int) -> Found | None:
    """From A to B, between A and B, A - B; 3 to 12 September; between now and May 21st."""
    begin = at + (r.kind(at) in ("F", "B"))
    opened = r.kind(at) if begin > at else ""
    days = _days(r, begin, opened)
    if days:
        return days
    clocks = r.clocks(at)
    first = r.dated(begin + (r.kind(begin) == "j")) if r.kind(begin) == "j" and r.portioned(begin + 1) else r.dated(begin)
    if clocks and (first is None or clocks[1] > first[1]) and (opened in ("F", "B") or not clocks[0].ambiguous or _dated_after(r, clocks)):
        return r._clock_first(clocks) or clocks
    if first is None:
        return None
    end = first[1]
    middle = r.kind(end)
    if not (middle in ("T", "-", "U") or (middle == "&" and opened == "B")):
        return None
    second = _second(r, end + 1 + (r.kind(end + 1) == "j" and r.portioned(end + 2) is not None), first[0])
    if second is None or (middle == "U" and opened != "F" and first[0].kind != "moment"):
        return None
    joined = _joined(*_same_day(first[0], second[0]))
    return (joined, second[1]) if joined else None


def _dated_after(r: Reader, clocks: Found) -> bool:
    return r._clock_first(clocks) is not None


def _second(r: Reader, at: int, first: Time) -> Found | None:
    """The other end of a range; a bare day or ordinal takes the month before it."""
    found = anchored(r, at) or r.dated(at)
    if found is None and r.kind(at) in "od" and r.kind(at) and first.unit == "day" and first.make and 1 <= r.words[at].value <= 31:
        day, make = int(r.words[at].value), first.make

        def made(ref: datetime, floor: datetime | None) -> Interval:
            begin = make(ref, None)[0].replace(day=day)
            return begin, begin + timedelta(days=1)

        return Time("date", made, first.relative, unit="day"), at + 1
    if found is None and (longer := lasting(r, at)) and r.words[longer[1] - 1].kind == "u":
        end = longer[1]
        if r.kind(end) == "h" or r.words[end - 1].text == "later":
            return Time("moment", away(longer[0], 1), True), end + 1
    return found


def _days(r: Reader, at: int, opened: str) -> Found | None:
    """3 to 12 of September; January 5-7 2018; the 27th to the 3rd of April."""
    m = _DAYS.match(r.letters, at)
    if m is None:
        return None
    a, b, mid = (m.start("a"), m.start("b"), m["mid"]) if m["a"] else (m.start("a2"), m.start("b2"), m["mid2"])
    if mid == "&" and opened != "B":
        return None
    names = [w for w in r.words[m.start() : m.end()] if w.kind == "m"]
    years = [w.value for w in r.words[m.start() : m.end()] if w.kind == "y"]
    one, two, month, year = int(r.words[a].value), int(r.words[b].value), int(names[0].value), int(years[0]) if years else 0

    def of_year(y: int, day: int) -> Interval:
        return cal.day_of(y, month, day)

    def first(ref: datetime, floor: datetime | None) -> Interval:
        found = cal.day_of(year, month, two) if year else cal.chosen(lambda y: of_year(y, two), ref, floor)
        begin = found[0].replace(day=one) if one < two else cal.shifted(found[0], "month", -1).replace(day=one)
        return begin, begin + timedelta(days=1)

    def last(ref: datetime, floor: datetime | None) -> Interval:
        return cal.day_of(year, month, two) if year else cal.chosen(lambda y: of_year(y, two), ref, floor)

    if not (1 <= one <= 31 and 1 <= two <= 31):
        return None
    return Time("period", lambda ref, floor: (first(ref, floor)[0], last(ref, floor)[1]), not year, last=last, unit="day"), m.end()


def bounded(r: Reader, at: int) -> Found | None:
    """Since August, after 2018, before the end of this year, by Friday, X or later, > = 2019, no later than January 1."""
    kind = r.kind(at)
    if kind and kind in BOUNDS:
        begin = at + 1 + (r.kind(at + 1) == "j" and r.portioned(at + 2) is not None)
        base = anchored(r, begin) or r.dated(begin)
        if base is None or not (base[0].make or base[0].clock) or (r.words[at].text == "by" and base[0].kind == "duration"):
            return None
        bound = BOUNDS[kind]
        if r.words[at].text in _UNTIL_NOT_BY or r.words[at].text in ("until", "till", "til", "by"):
            bound = "before"
        time = replace(base[0], kind="date", make=base[0].point) if base[0].point and (_ends_with(r, bound, base[0])) else base[0]
        return replace(time, bound=bound, sure=True), base[1]
    if kind == ">":
        sign = r.words[at].text.replace(" ", "")
        base = r.simple(at + 1)
        bounds: dict[str, Bound] = {">=": "since", ">": "after", "<=": "until", "<": "before"}
        return (replace(base[0], bound=bounds[sign], sure=True), base[1]) if base else None
    base = r.dated(at)
    if base and (m := _OR_LATER.match(r.letters, base[1])):
        late = m["which"] in "hA" or r.words[m.end() - 1].text in ("later", "after")
        here = replace(base[0], bound="since" if late else "until", sure=True), m.end()
        dated = r.simple(m.end() + (r.kind(m.end()) == "O"))
        if base[0].clock and base[0].make is None and dated and dated[0].unit == "day":
            return replace(on_date(dated[0], base[0]), bound=here[0].bound), dated[1]
        return here
    return None


def _ends_with(r: Reader, bound: Bound, time: Time) -> bool:
    """Before the end, after the beginning: of a period, that very moment."""
    return (bound == "before" and time.word == "end") or (bound in ("after", "since") and time.word == "begin")


def anchored(r: Reader, at: int) -> Found | None:
    """Two weeks ago, in 5 minutes, three weeks from tomorrow, two days before yesterday, 30 minutes later, within 5 minutes, 3 days starting from Monday."""
    more = r.kind(at) if r.kind(at) in ("R", "K") and r.kind(at) else ""
    begin = at + bool(more) + (r.kind(at) in ("i", "W"))
    within = r.kind(at) == "i" and "i" or (r.words[at].text if more or r.kind(at) == "W" else "")
    lasting = duration_at(r.words, r.letters, begin)
    if lasting is None:
        return None
    time, end = lasting
    found = _ago(r, time, end) or _from(r, time, end)
    if found:
        if more:
            found = (_open(r, found[0], r.words[at].text, r.words[end].kind), found[1])
        return found if within != "i" or r.words[end].kind != "g" else found
    if within == "i":
        return _on_weekday(r, Time("moment" if time.unit in CLOCK_UNITS else "date", away(time, 1), True, unit="day", word="in"), end)
    if within == "within":
        return Time("moment period" if time.unit in CLOCK_UNITS else "period", lambda ref, floor: (ref, moved(ref, time, 1)[0]), True), end
    return None


def _open(r: Reader, time: Time, word: str, kind: str) -> Time:
    """More than 2 weeks before today; less than 3 days after tomorrow."""
    make = time.make
    if word.startswith(("more", "over", "longer", "at least")):
        return replace(time, kind="period", bound="before" if kind in "gb" else "after")
    if make is None:
        return time
    back = kind in "gb"
    return replace(time, kind="period", make=lambda ref, floor: (make(ref, floor)[0], ref) if back else (ref, make(ref, floor)[0]))


def _ago(r: Reader, time: Time, end: int) -> Found | None:
    if r.kind(end) in ("g", "h") and r.kind(end):
        forward = r.kind(end) == "h"
        day = Time("moment" if time.unit in CLOCK_UNITS else "date", away(time, 1 if forward else -1), True, unit="day")
        return _on_weekday(r, day, end + 1)
    return None


def _on_weekday(r: Reader, time: Time, end: int) -> Found:
    """In 3 days on Friday: the weekday nearest after."""
    make = time.make
    if r.letters[end : end + 2] == "Ow" and make is not None:
        weekday = int(r.words[end + 1].value)
        return replace(time, make=lambda ref, floor: cal.weekday_of_week(make(ref, floor)[0], weekday, 0)), end + 2
    return time, end


def _from(r: Reader, time: Time, end: int) -> Found | None:
    """Three weeks from tomorrow, two days before yesterday, 2 weeks starting May 20th, two weeks since the year 2011."""
    kind = r.kind(end)
    if not kind or kind not in "FbAs":
        return None
    base = r.simple(end + 1)
    if base is None or base[0].make is None:
        return None
    make, count = base[0].make, -1 if kind == "b" else 1
    if kind == "s" and "start" in r.words[end].text or kind == "s" and "begin" in r.words[end].text:
        return Time("period", lambda ref, floor: (make(ref, floor)[0], moved(make(ref, floor)[0], time, 1)[0]), base[0].relative), base[1]
    day = Time("date", lambda ref, floor: moved(make(ref, floor)[0], time, count), base[0].relative, unit="day")
    return _on_weekday(r, day, base[1])


def lasting(r: Reader, at: int) -> Found | None:
    """For three hours; more than 4 days; for 2 hours from 2pm."""
    if r.kind(at) in ("R", "K") and (found := duration_at(r.words, r.letters, at + 1)):
        return found
    if r.kind(at) == "4" and (found := duration_at(r.words, r.letters, at + 1)) and r.kind(found[1]) == "F":
        clock = clock_at(r.words, r.letters, found[1] + 1) or hour_at(r.words, r.letters, found[1] + 1)
        if clock and clock[0].clock:
            return of_day((clock[0].clock[0], clock[0].clock[0] + found[0].seconds), clock[0].ambiguous), clock[1]
    return duration_at(r.words, r.letters, at)


def recurring(r: Reader, at: int) -> Found | None:
    """Daily, every two weeks, each Monday at 4pm, 6am everyday, every other Friday, every evening at 7:13 p.m."""
    clock = clock_at(r.words, r.letters, at) or part_at(r.words, r.letters, at)
    i = clock[1] if clock else at
    m = _EVERY.match(r.letters, i)
    if m is None or (clock and clock[0].word == "part" and r.kind(i) != "*") or r.words[i].text == "all":
        return None
    end = m.end()
    after = end + (r.kind(end) == "@")
    late = clock_at(r.words, r.letters, after)
    return Time("recurring", word="".join(w.text for w in r.words[i:end])), late[1] if late else end


def _same_day(first: Time, second: Time) -> tuple[Time, Time]:
    """2pm till tomorrow 4:30pm, 2:00 tomorrow until 4:00: a clock time alone takes today, or the day of the other."""
    today: Make = lambda ref, floor: cal.unit_at(ref, "day")  # noqa: E731
    if first.clock and first.make is None and second.make is not None:
        first = on_date(Time("date", today, True, unit="day"), first)
    if second.clock and second.make is None and first.make is not None:
        second = on_date(Time("date", first.day or today, True, unit="day"), second)
    return first, second


def _joined(first: Time, second: Time) -> Time | None:
    """From one date to another."""
    if first.make is None or second.make is None or "clock" in (first.kind, second.kind):
        return None
    one, two = first.point or first.make, second.point or second.make

    def begins(ref: datetime) -> Interval:
        return one(two(ref, None)[0] if first.yearless and not second.yearless else ref, None)

    def made(ref: datetime, floor: datetime | None) -> Interval:
        begin = begins(ref)[0]
        return begin, two(ref, begin)[1]

    def last(ref: datetime, floor: datetime | None) -> Interval:
        return two(ref, begins(ref)[0])

    clocked = [t.kind.startswith("moment") for t in (first, second) if t.unit != "second"]
    kind = "moment period" if any(clocked) or (not clocked) else "period"
    return Time(kind, made, first.relative or second.relative, last=last, unit="range")  # type: ignore[arg-type]
