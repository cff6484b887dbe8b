"""One time of English: a date, a period or part of one, a clock time, or a date with a clock time or a range of them.

A `Reader` goes over the tokens of one run; everything is local to a few tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.english_clock import clock_at, duration_at, hour_at, military_at, of_day, part_at
from firsthand.tongues.times.english_rules import simple_at
from firsthand.tongues.times.english_words import Word
from firsthand.tongues.times.made import beginning, ending
from firsthand.tongues.times.values import Bound, Kind, Time, on_day

Found = tuple[Time, int]
_PORTION = re.compile(r"(?P<which>[ELQGX]|h(?=[it])|c(?!.))-?(?:ij|i|V?j?|O)")
BOUNDS: dict[str, Bound] = {"b": "before", "A": "after", "s": "since", "U": "until"}
_PORTIONS = {"E": "early", "L": "late", "Q": "mid", "G": "begin", "X": "end"}


class Reader:
    """Reads the tokens of one run."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words, self.letters = words, "".join(w.kind for w in words)
        self._single: dict[int, Found | None] = {}
        self._dated: dict[int, Found | None] = {}

    def simple(self, at: int) -> Found | None:
        """The longest single date or period that begins at a token; read once."""
        if at not in self._single:
            self._single[at] = simple_at(self.words, self.letters, at)
        return self._single[at]

    def kind(self, at: int) -> str:
        """The letter at a place, "" beyond the end."""
        return self.letters[at : at + 1]

    # ---- one time
    def dated(self, at: int) -> Found | None:
        """A date, a period, a clock time, or a date with a clock time; read once."""
        if at not in self._dated:
            self._dated[at] = self._date_or_clock(at)
        return self._dated[at]

    def _date_or_clock(self, at: int) -> Found | None:
        options: list[Found] = []
        base = self.portioned(at) or self.simple(at)
        if base:
            options.append(base)
            options += filter(None, [self._with_clock(base)])
        clock = clock_at(self.words, self.letters, at) or part_at(self.words, self.letters, at)
        if clock:
            options.append(clock)
            options += filter(None, [self._clock_first(clock), self._with_clock(clock) if clock[0].day else None])
        elif self.kind(at) in "d@" and (hour := hour_at(self.words, self.letters, at)) and (joined := self._clock_first(hour)):
            options.append(joined)
        return max(options, key=lambda f: f[1], default=None)

    def portioned(self, at: int) -> Found | None:
        """Early 2018, mid-November, the end of 1989, later this week, earlier this month, end of the day, late on Friday."""
        m = _PORTION.match(self.letters, at)
        if m is None:
            return None
        first = self.words[m.start("which")]
        base = self.simple(m.end())
        if base is None and self.letters[m.end() : m.end() + 1] == "u" and first.kind in "XGLEh":
            unit = str(self.words[m.end()].value)
            if unit in ("day", "month", "year", "week", "quarter"):
                base = Time("period" if unit != "day" else "date", lambda ref, floor: cal.unit_at(ref, unit), True, unit=unit), m.end() + 1
        if base is None or base[0].make is None or base[0].kind not in ("date", "period") or base[0].clock:
            return None
        which = first.text.split(" ")[0] if first.text.split(" ")[0] in ("earlier", "later") else _PORTIONS.get(first.kind, "early")
        which = {"earlier": "earlier", "later": "later"}.get(which, which)
        return _portion(base[0], which), base[1]

    def _with_clock(self, base: Found) -> Found | None:
        """What follows a date: a clock time, a part of the day, a range of clock times."""
        time, end = base
        if time.make is None or time.unit not in ("day", "night") or not time.sure or (time.clock is not None and time.word != "part"):
            return None
        i = end
        if self.kind(i) == "," and self.kind(i + 1) == "B":
            return None
        if self.kind(i) in (",", "(", "-", "@", "O", "v") and self.kind(i + 1):
            i += 1
        i += self.kind(i) == "@" and self.kind(i - 1) != "@"
        part = part_at(self.words, self.letters, i)
        if part and self.kind(i) not in "t":
            joined = replace(on_date(time, part[0]), unit="day", word="part"), part[1]
            return self._with_clock(joined) or joined
        clock = (
            self.clocks(end, i)
            or clock_at(self.words, self.letters, i)
            or (hour_at(self.words, self.letters, i) if i > end and self.kind(i - 1) in "@v" else None)
        )
        if clock is None and self.kind(i) == "d" and self.words[i].spelled:
            clock = hour_at(self.words, self.letters, i)
        if clock is None and (bounded := self._clock_bound(end)):
            return replace(on_date(time, bounded[0]), bound=bounded[0].bound), bounded[1]
        return (on_date(time, clock[0]), clock[1]) if clock else None

    def _clock_bound(self, at: int) -> Found | None:
        """Before 4pm, by 2 in the afternoon, after 3pm."""
        if self.kind(at) not in BOUNDS or not self.kind(at):
            return None
        clock = clock_at(self.words, self.letters, at + 1)
        bound = BOUNDS[self.kind(at)]
        if self.kind(at + 1) == "d" and clock is None:
            clock = hour_at(self.words, self.letters, at + 1)
        return (replace(clock[0], bound="before" if bound == "until" else bound), clock[1]) if clock else None

    def clocks(self, at: int, bare: int = -1) -> Found | None:
        """A range of clock times: from 10am to 12pm, between 3 and 8, 6-8, 9:30am for 7 hours, five to seven."""
        begin = at + (self.kind(at) in "FB@O,-" and self.kind(at) != "")
        opened = self.kind(begin - 1) if begin > at else ""
        if bare >= 0:
            begin = max(begin, bare)
            begin += self.kind(begin) in "FB" and self.kind(begin) != ""
            opened = self.kind(begin - 1)
        first = (
            self._dotted(begin)
            or clock_at(self.words, self.letters, begin)
            or hour_at(self.words, self.letters, begin)
            or military_at(self.words, self.letters, begin)
        )
        if first is None:
            return None
        middle = self.kind(first[1])
        if middle == "4" and (lasting := duration_at(self.words, self.letters, first[1] + 1)) and first[0].clock:
            start = first[0].clock[0]
            return of_day((start, start + lasting[0].seconds), first[0].ambiguous), lasting[1]
        if not (middle in ("T", "-", "U") or (middle == "&" and opened == "B")):
            return None
        second = (
            self._dotted(first[1] + 1)
            or clock_at(self.words, self.letters, first[1] + 1)
            or hour_at(self.words, self.letters, first[1] + 1)
            or military_at(self.words, self.letters, first[1] + 1)
        )
        if second is None or first[0].clock is None or second[0].clock is None:
            return None
        joined = _span_of_clock(first[0], second[0])
        part = part_at(self.words, self.letters, second[1])
        if part and part[0].make is None and self.kind(second[1]) == "i" and part[0].clock and joined.clock:
            late = 43200 if part[0].clock[0] >= 43200 and joined.clock[0] < 43200 else 0
            return of_day((joined.clock[0] + late, joined.clock[1] + late)), part[1]
        return joined, second[1]

    def _dotted(self, at: int) -> Found | None:
        """9.30 as one end of a range of clock times."""
        if self.kind(at) != "2":
            return None
        seconds, sure = self.words[at].value
        return of_day((seconds, seconds), not sure), at + 1

    def _clock_first(self, clock: Found) -> Found | None:
        """8am this morning, 10:30 to 3 on 1/1/2015, five-thirty tomorrow evening."""
        time, end = clock
        i = end + (self.kind(end) in ("O", ",", "V", "-") and self.kind(end) != "")
        if (part := part_at(self.words, self.letters, i)) and part[0].day is not None and time.clock is not None:
            return on_date(part[0], time), part[1]
        base = self.simple(i)
        if base is None or base[0].unit != "day" or base[0].make is None:
            return None
        part = part_at(self.words, self.letters, base[1])
        if part and part[0].clock and time.clock and part[0].make is None:
            late = part[0].clock[0] >= 43200 and time.clock[0] < 43200 and time.ambiguous
            return on_date(base[0], of_day((time.clock[0] + 43200 * late, time.clock[1] + 43200 * late))), part[1]
        return on_date(base[0], time), base[1]


def _portion(time: Time, which: str) -> Time:
    make = time.make
    assert make is not None
    if which == "end" and time.unit == "day":
        return replace(time, kind="moment", make=ending(make, 1), unit="second")
    kind: Kind = "moment period" if time.unit == "day" else "period"
    point = ending(make) if which == "end" else beginning(make) if which == "begin" else None
    return replace(
        time, kind=kind, make=lambda ref, floor: cal.portion(make(ref, floor), which, ref), unit="part", sure=True, word=which, point=point
    )


def on_date(day: Time, clock: Time) -> Time:
    """A clock time on a day; in the evening of a day, a bare 7 is 19."""
    base = day.day or day.make
    assert base is not None and clock.clock is not None
    seconds = clock.clock
    if (
        day.clock
        and day.word == "part"
        and clock.ambiguous
        and day.clock[0] >= 43200
        and seconds[0] < 43200
        and not (day.unit == "night" and seconds[0] < 5 * 3600)
    ):
        seconds = (seconds[0] + 43200, seconds[1] + 43200)
    kind = "moment" if seconds[0] == seconds[1] else "moment period"
    return Time(kind, on_day(base, seconds), day.relative, seconds, unit="clock", word=clock.word, day=base)  # type: ignore[arg-type]


def _span_of_clock(first: Time, second: Time) -> Time:
    """From one clock time to another: the first takes morning or evening from the second."""
    assert first.clock is not None and second.clock is not None
    a, b = first.clock[0], second.clock[0]
    if first.ambiguous and not second.ambiguous and b >= 43200 and a + 43200 < b:
        a += 43200
    if b <= a and b < 43200:
        b += 43200
    return of_day((a, b), first.ambiguous and second.ambiguous)
