"""The times of English text: at each token the longest that begins there and may stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.tongues.times.english_reader import Found, Reader
from firsthand.tongues.times.english_spans import anchored, bounded, lasting, ranged, recurring
from firsthand.tongues.times.english_words import Word
from firsthand.tongues.times.values import Time

_CORE = re.compile(r"[D7ymwurpSqc2M3NJ!C*Y%k]|(?<=j)[od]|(?<=O)o")  # without one of these in reach nothing is a time
_NEVER_FIRST = frozenset("z,()-&V'IkOT+°")


def times_of(words: Sequence[Word]) -> Iterator[tuple[int, int, Time]]:
    """The times of a run of tokens: first token, token after the last, what it is."""
    reader = Reader(words)
    at = 0
    while at < len(words):
        stop = reader.letters.find("z", at)
        if not _CORE.search(reader.letters, at, stop if stop >= 0 else len(words)):
            at = (stop if stop >= 0 else len(words)) + 1
            continue
        found = whole(reader, at) if words[at].kind not in _NEVER_FIRST else None
        if found is None or found[1] <= at:
            at += 1
            continue
        yield at, found[1], found[0]
        at = found[1]


def whole(r: Reader, at: int) -> Found | None:
    """The longest time that begins here and may stand alone."""
    options = [f for f in (r.dated(at), anchored(r, at), bounded(r, at), recurring(r, at), ranged(r, at), lasting(r, at)) if f]
    options = [f for f in options if stands(r, at, f)]
    return max(options, key=lambda f: f[1], default=None)


def stands(r: Reader, at: int, found: Found) -> bool:
    """Whether what was found is a time for sure or in good company: a bare May, Sun or 2018 needs a word of time before it or a capital."""
    time, end = found
    if time.sure:
        return True
    before = r.words[at - 1] if at else None
    if time.unit == "year":
        return not _counts(r.words, at, end)
    if time.word and time.unit in ("month", "day"):
        return bool(before and before.kind in "iOFTBUbAstxlLEQGXV&,")
    return time.unit != "night" and not time.word.startswith("part")


def _counts(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether four figures count what follows: "2000 pieces", "about 1900 people"."""
    from firsthand.tongues.date_patterns import QUANTITY, VERBS_IN_S

    before = words[at - 1].text if at else ""
    after = words[end] if end < len(words) else None
    if QUANTITY.search(before + " ") or before in ("$", "€", "£", "#"):
        return True
    return (
        after is not None
        and after.kind == "z"
        and after.text.isalpha()
        and len(after.text) > 3
        and after.text.endswith("s")
        and after.text not in VERBS_IN_S
        and after.start - words[end - 1].end == 1
    )
