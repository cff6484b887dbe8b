"""Times in a text of any language that has rules for them: found, put together, and held against the day of publication.

`times_in` looks only where a word or figure may be of time, so that text without them costs one search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from firsthand.model.dates import PartialDate
from firsthand.tongues import dates
from firsthand.tongues.dates import dates_in
from firsthand.tongues.times import chinese
from firsthand.tongues.times.english import times_of
from firsthand.tongues.times.english_words import Word, words_of
from firsthand.tongues.times.values import Kind, Time, TimeSpan, clock_written, written
from firsthand.tongues.words import folded

LANGUAGES = frozenset(("bo", "de", "fr", "es", "pt", "it", "nl", "pl", "id", "ar"))  # read by the names of their months
_MARKS = {
    ord("，"): ",",
    ord("："): ":",
    ord("（"): "(",
    ord("）"): ")",
    ord("～"): "~",
    ord("－"): "-",
    ord("—"): "-",
    ord("–"): "-",
    ord("．"): ".",
}
_EDGE = re.compile(r"\n|(?<=[a-z]{3})[.!?;:](?=\s)")


def times_in(text: str, language: str, published: datetime | None = None) -> tuple[TimeSpan, ...]:
    """The times of a text (ISO 639-1), in order and disjoint; what hangs on the day of publication is left open where it is not given."""
    low = folded(text)
    if language in ("zh", "ja"):
        return tuple(
            t for start, end, time in chinese.times_of(low.translate(_MARKS)) if (t := resolved(time, start, end, published)) is not None
        )
    if language in LANGUAGES:
        return tuple(_plain_dates(text, language, published))
    found: list[TimeSpan] = []
    at = 0
    for edge in [*(m.start() for m in _EDGE.finditer(low)), len(low)]:
        words = words_of(low, at, edge)
        if any(w.kind not in "z,()/&ij1V" for w in words):
            found += _resolved(words, text, published)
        at = edge
    return tuple(found)


def _plain_dates(text: str, language: str, published: datetime | None) -> Iterator[TimeSpan]:
    """The dates of a language that has no rules of its own here, as `tongues.dates` reads them."""
    day = PartialDate(published.date().isoformat()) if published else None
    for d in dates_in(text, language):
        date = d.date or (dates.resolved(d, day) if day else None)
        begins, ends = (d.period.begins, d.period.ends) if d.period else (date, date)
        kind: Kind = "date" if date and len(date.text) == 10 else "period"
        last = str(ends.first()) if d.period and ends else ""
        yield TimeSpan(
            d.start, d.end, kind, str(begins.first()) if begins else "", str(ends.after()) if ends else "", last, relative=d.relative
        )


def _resolved(words: list[Word], text: str, published: datetime | None) -> Iterator[TimeSpan]:
    for first, end, time in times_of(words):
        if not _capital_or_sure(words, first, time, text):
            continue
        span = resolved(time, words[first].start, words[end - 1].end, published)
        if span is not None:
            yield span


def _capital_or_sure(words: list[Word], first: int, time: Time, text: str) -> bool:
    """A month or weekday that is an everyday word too has a capital letter."""
    if time.sure or not time.word or time.unit not in ("month", "day"):
        return True
    return text[words[first].start].isupper() or text.isupper()


def resolved(time: Time, start: int, end: int, published: datetime | None) -> TimeSpan | None:
    """A time as a span, from when to when; None where the calendar has no such day."""
    if time.kind in ("duration", "recurring"):
        return TimeSpan(start, end, time.kind, seconds=time.seconds)
    if time.make is None:
        if time.clock is None:
            return None
        a, b = (clock_written(x) for x in time.clock)
        return _bounded(TimeSpan(start, end, "clock" if a == b else "clock period", a, b), time)
    if time.relative and published is None:
        return TimeSpan(start, end, time.kind, bound=time.bound, relative=True)
    ref = published or datetime(2000, 1, 1)  # noqa: DTZ001 - not looked at: the time is absolute
    try:
        begin, after = time.make(ref, None)
        last = time.last(ref, None)[0] if time.last else None
    except (ValueError, OverflowError, IndexError):
        return None
    kind = time.kind
    span = TimeSpan(
        start, end, kind, written(begin, kind), written(after, kind), written(last, kind) if last else "", relative=time.relative
    )
    return _bounded(span, time)


def _bounded(span: TimeSpan, time: Time) -> TimeSpan:
    """What lies before, after, since or until a time is open at one end."""
    if not time.bound:
        return span
    begins, ends = span.begins, span.ends
    one_day = span.kind in ("date", "moment", "clock")
    opened = {
        "before": ("", begins),
        "until": ("", begins if one_day else ends),
        "after": (begins if span.kind in ("moment", "clock") else ends, ""),
        "since": (begins, ""),
    }[time.bound]
    return TimeSpan(
        span.start,
        span.end,
        "clock period" if span.kind.startswith("clock") else "moment period" if span.kind.startswith("moment") else "period",
        *opened,
        "",
        time.bound,
        span.relative,
    )
