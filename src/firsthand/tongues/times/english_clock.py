"""Clock times, parts of days and durations of English, from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand.tongues.times import calendar as cal
from firsthand.tongues.times.calendar import PARTS, SECONDS, Make
from firsthand.tongues.times.english_words import Word
from firsthand.tongues.times.values import Clock, Time, on_day

Words = Sequence[Word]
Found = tuple[Time, int]
_HALF_PAST = re.compile(r"%dk?")
_PAST = re.compile(r"du?[lT]dk?")
_OCLOCK = re.compile(r"d(?:k|a)")
_PART_FIRST = re.compile(r"ijp@([dc])k?")
_PART = re.compile(r"(?P<early>[ELX]?)(?P<in>ij?|(?<=L)j)?(?P<mark>[tlx]?)(?P<early2>[ELX]?)p")
_ONE = re.compile(r"(?:(?P<n>[dnfy])(?P<half>&1?f)?|(?P<a>1))-?u(?P<tail>&1?(?:f|u))?")
_IN_PART = re.compile(r"(?:ij?|j)?[EL]?(?:ij)?p")


def of_day(clock: Clock, ambiguous: bool = False, word: str = "") -> Time:
    """A clock time."""
    kind = "clock" if clock[0] == clock[1] else "clock period"
    return Time(kind, None, False, clock, ambiguous=ambiguous, word=word)  # type: ignore[arg-type]


def clock_at(words: Words, letters: str, at: int) -> Found | None:
    """A clock time that begins at a token: 8am, at 6.45, half past seven, 20 min past eight in the evening, in the morning at 7, noon."""
    found = _plain_clock(words, letters, at) or _part_first(words, letters, at)
    if found is None and (hour := hour_at(words, letters, at)) and _IN_PART.match(letters, hour[1]) and letters[hour[1]] != "p":
        found = hour
    if found is None:
        return None
    time, end = found
    part = _IN_PART.match(letters, end) if letters[end : end + 1] in ("i", "p", "E", "L") else None
    if part and time.clock is not None and time.clock[0] == time.clock[1]:
        name = words[part.end() - 1].value
        return of_day(_within(time.clock[0], name)), part.end()
    return found


def _within(seconds: float, part: str) -> Clock:
    """Five in the afternoon is 17, three in the morning 3, seven in the evening 19."""
    late = part in ("afternoon", "evening", "night", "dinnertime") and 3600 * (5 if part == "night" else 1) <= seconds < 12 * 3600
    moved = seconds + (12 * 3600 if late else 0)
    return moved, moved


def _plain_clock(words: Words, letters: str, at: int) -> Found | None:
    step = letters[at : at + 1] in ("@", "v")
    i = at + step
    kind = letters[i : i + 1]
    if step and letters[at] == "@" and kind != "2":
        return None
    if kind == "c" or (kind == "2" and step):
        seconds, sure = words[i].value
        end = i + 1
        if letters[end : end + 1] == "a":
            seconds, sure, end = _meridian(seconds, words[end].text), True, end + 1
        end += letters[end : end + 1] == "k"
        return of_day((seconds, seconds), not sure), end
    if kind == "M":
        noon = words[i].text in ("noon", "midday", "noonish")
        return of_day((43200, 43200) if noon else (0, 0)), i + 1
    return _worded(words, letters, i)


def _worded(words: Words, letters: str, i: int) -> Found | None:
    """Half past seven, 20 min past eight, fifteen past eight, four o'clock, seven pm."""
    if m := _HALF_PAST.match(letters, i):
        minutes = 30 if words[i].text.startswith("half") else -15 if words[i].text.endswith("to") else 15
        seconds = words[i + 1].value * 3600 + minutes * 60
        return of_day((seconds, seconds), True), m.end()
    if (m := _PAST.match(letters, i)) and words[i].value < 60 and (letters[i + 1] != "u" or words[i + 1].value == "minute"):
        to = words[m.end() - (2 if letters[m.end() - 1] != "k" else 3)]
        hour = words[m.end() - (2 if letters[m.end() - 1] == "k" else 1)].value
        if to.text in ("past", "to") and hour <= 12:
            seconds = hour * 3600 + words[i].value * 60 * (1 if to.text == "past" else -1)
            return of_day((seconds, seconds), True), m.end() if to.text == "past" or letters[m.end() - 1] == "k" else i
    if (m := _OCLOCK.match(letters, i)) and words[i].value <= 24:
        seconds = words[i].value * 3600
        return of_day(
            (_meridian(seconds, words[i + 1].text),) * 2 if letters[i + 1] == "a" else (seconds, seconds), letters[i + 1] == "k"
        ), m.end()
    return None


def _meridian(seconds: float, text: str) -> float:
    return seconds % 43200 + (43200 if text.startswith("p") else 0)


def _part_first(words: Words, letters: str, at: int) -> Found | None:
    """In the morning at 7."""
    m = _PART_FIRST.match(letters, at)
    if m is None:
        return None
    value = words[m.start(1)].value
    seconds = value * 3600 if m[1] == "d" else value[0]
    return of_day(_within(seconds, words[at + 2].value)), m.end()


def hour_at(words: Words, letters: str, at: int) -> Found | None:
    """A bare hour or hour and minutes in words, where company makes it a time: at 9, two forty five, six forty-three minutes."""
    i = at + (letters[at : at + 1] in ("@", "v"))
    if letters[i : i + 1] != "d" or not words[i].value <= 24:
        return None
    hour = words[i].value * 3600
    j = i + 1 + (letters[i + 1 : i + 2] == "-" and words[i].spelled)
    if letters[j : j + 1] == "d" and words[j].spelled and words[i].spelled and words[j].value < 60:
        end = j + 1
        minutes = words[j].value
        end += letters[end : end + 1] == "u" and words[end].value == "minute"
        return of_day((hour + minutes * 60,) * 2, True), end
    return of_day((hour, hour), True), i + 1


def military_at(words: Words, letters: str, at: int) -> Found | None:
    """0730, as one end of a range."""
    if letters[at : at + 1] in ("n", "d") and re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", words[at].text):
        hour, minute = int(words[at].text[:2]), int(words[at].text[2:])
        return of_day((hour * 3600 + minute * 60,) * 2, hour <= 12), at + 1
    return None


def part_at(words: Words, letters: str, at: int) -> Found | None:
    """A part of a day: in the morning, this afternoon, last night, late this morning, lunchtime."""
    m = _PART.match(letters, at)
    if m is None:
        return None
    name = words[m.end() - 1]
    hours = PARTS[name.value]
    clock: Clock = (hours[0] * 3600, min(hours[1] * 3600, 86399))
    if early := (m["early"] or m["early2"]):
        middle = (clock[0] + clock[1]) / 2
        clock = (clock[0], middle) if early == "E" else (middle, clock[1])
    if m["mark"]:
        away = {"t": 0, "x": 1, "l": -1}[m["mark"]]
        day: Make = lambda ref, floor: cal.unit_at(ref, "day", away)  # noqa: E731
        return Time(
            "moment period", on_day(day, clock), True, clock, unit="night" if name.value == "night" else "day", word="part", day=day
        ), m.end()
    before = words[at - 1].text if at else ""
    sure = bool(m["in"] or m["early"]) or (name.text not in ("night", "dawn") and before != "good")
    return replace(of_day(clock, word="part"), sure=sure), m.end()


def duration_at(words: Words, letters: str, at: int) -> Found | None:
    """Three hours, 2 years 1 month, one and a half hours, half an hour, an hour, all day, one hour and half."""
    if letters[at : at + 2] == "eu" and words[at].text == "all":
        unit = str(words[at + 1].value)
        return Time("duration", None, False, None, SECONDS[unit], unit=unit, word=f"1 {unit}"), at + 2
    i, seconds, unit, parts = at, 0.0, "", []
    while (one := _one_duration(words, letters, i)) is not None:
        count, name, end = one
        seconds, unit = seconds + count * SECONDS[name], unit or name
        parts.append(f"{count:g} {name}")
        i = end
        if letters[i : i + 1] == "&" and _one_duration(words, letters, i + 1):
            i += 1
    return (Time("duration", None, False, None, seconds, unit=unit, word=",".join(parts)), i) if parts else None


def _one_duration(words: Words, letters: str, i: int) -> tuple[float, str, int] | None:
    m = _ONE.match(letters, i)
    if m is None:
        return None
    at = i + m[0].index("u")
    unit = str(words[at].value)
    count = 1.0 if m["a"] else float(words[i].value)
    if words[i].kind == "y" and not words[i].spelled:
        return None
    if m["half"]:
        count += float(words[at - 1].value if isinstance(words[at - 1].value, float) else 0.5)
    end = m.end()
    if m["tail"]:
        last = words[end - 1]
        part = 0.25 if last.kind == "u" and last.value == "quarter" else 0.5 if last.kind == "f" else 0
        count, end = count + part, end if part else at + 1
    return count, unit, end
