"""Words of English times as typed tokens: each a letter for its kind (`en.times.CLASSES`), its value and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.tongues.en import times as en
from firsthand.tongues.en.number_words import ONES, TENS


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its kind as a letter ("z" for what is no word of time), value, place; whether it is a number written in words."""

    kind: str
    value: Any
    start: int
    end: int
    text: str
    spelled: bool = False


def _kinds() -> dict[str, str]:
    """Every word and phrase of time with the letter of its kind."""
    kinds = {phrase: letter for letter, phrases in en.CLASSES.items() for phrase in phrases.split("|")}
    tables = (
        ("m", en.MONTHS), ("w", en.WEEKDAYS), ("u", (w for w in en.UNITS if len(w) > 1)), ("r", en.DAYS), ("p", en.PARTS), ("S", en.SEASONS), ("d", en.CARDINALS), ("o", en.ORDINAL_WORDS), ("*", en.RECURRING),
        ("Y", en.HOLIDAYS), ("Y", en.EASTER),
    )  # fmt: skip
    for letter, words in tables:
        kinds |= dict.fromkeys(words, letter)
    return (
        kinds | {phrase: letter for letter, phrases in en.PHRASES.items() for phrase in phrases.split("|")} | {"second": "u", "last": "l"}
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in words), key=len, reverse=True))


_KINDS = _kinds()
_FIRST = re.compile(r"[^\W\d_]+|\W")


def _by_first() -> dict[str, re.Pattern[str]]:
    """For the first word of each phrase a pattern of all phrases that begin with it, longest first."""
    groups: dict[str, list[str]] = {}
    for phrase in _KINDS:
        m = _FIRST.match(phrase)
        groups.setdefault(m[0] if m else phrase, []).append(phrase)
    return {first: re.compile(rf"(?:{_any(phrases)})(?![^\W\d_])") for first, phrases in groups.items()}


_PHRASES = _by_first()
_TABLES: dict[str, dict[str, Any]] = {
    "m": en.MONTHS, "w": en.WEEKDAYS, "u": en.UNITS, "r": en.DAYS, "p": en.PARTS, "S": en.SEASONS, "d": en.CARDINALS, "o": en.ORDINAL_WORDS, "*": en.RECURRING,
}  # fmt: skip
_MERIDIAN = r"(?:a\.m\.?|p\.m\.?|am|pm|a|p)(?![\w])"
_FIGURES = re.compile(
    rf"(?P<iso>\d{{4}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}})(?![\d/])(?:t(?=\d\d:))?|(?P<slash>\d{{1,2}}(?P<sep2>[-/.])\d{{1,2}}(?P=sep2)(?:\d{{4}}|\d{{2}}))(?![\d/:])|(?P<pair>\d{{1,2}}/\d{{1,2}})(?![\d/]|\.\d)"
    rf"|(?P<ym>\d{{4}}[-/]\d{{1,2}}|\d{{1,2}}[-/]\d{{4}})(?![\d/-])|(?P<clock>(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?)(?![\d%:]|\.\d)(?:\s?(?P<mer>{_MERIDIAN}))?"
    rf"|(?P<hour>\d{{1,4}})\s?(?P<mer2>a\.m\.?|p\.m\.?|am|pm|(?<=\d)[ap])(?!\w)|(?P<decade>(?:1[5-9]|20)\d0['’]?\s?s)\b|(?P<ord>\d{{1,2}}(?:st|nd|rd|th))\b"
    rf"|(?P<year>(?:1[5-9]|2[01])\d\d)(?![\d%]|[.,:]\d|\w)|(?P<frac>\d+\.\d+)(?![\d%])|(?P<num>\d+)(?![.,:]\d|%)|(?P<other>\d[\d.,:]*)"
)
_TOKEN = re.compile(r"[$€£¥]\s?\d[\d.,]*|\d|[qh][1-4](?!\w)|(?<=\d)[a-z]+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_GLUED = re.compile(r"hrs?|h|yr|y|mins?|secs?|wks?")
_PHONE = re.compile(r"(?<!\d)\d{2,3}-$")  # four figures after it are no year
_SPELLED_YEAR = re.compile(
    rf"(?:(?P<c>eighteen|nineteen|twenty)[\s-]+(?:(?P<t>{_any(TENS)})(?:[\s-]+(?P<o>{_any(ONES)}))?|(?P<teen>ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:oh|o)[\s-](?P<oh>{_any(ONES)}))"
    rf"|(?P<thousand>two thousand)(?:\s+(?:and\s+)?(?:(?P<t2>{_any(TENS)})(?:[\s-]+(?P<o2>{_any(ONES)}))?|(?P<o3>{_any(ONES)})))?)(?![^\W_])"
)
_UNITS_SPELLED, _ORDINALS_SPELLED = [w for w in ONES if 0 < ONES[w] < 10], [w for w, n in en.ORDINAL_WORDS.items() if n < 10]
_SPELLED = re.compile(rf"(?P<t>{_any(TENS)})[\s-]+(?:(?P<o>{_any(_UNITS_SPELLED)})|(?P<ord>{_any(_ORDINALS_SPELLED)}))(?![^\W_])")
_BEGIN_SPELLED = frozenset((*TENS, "eighteen", "nineteen", "two"))


def words_of(low: str, start: int, end: int) -> list[Word]:
    """The tokens of a stretch of lower-case text; of a run of words that are none of time, the first and the last."""
    out: list[Word] = []
    pending: Word | None = None
    for w in _words(low, start, end):
        if w.kind == "z" and out and out[-1].kind == "z":
            pending = w
            continue
        if pending is not None:
            out.append(pending)
            pending = None
        if w.text == "second" and not (out and out[-1].kind in "d1n"):
            w = Word("o", 2, w.start, w.end, w.text, True)
        if out and out[-1].kind == "+" and w.kind in "wum":
            last = out.pop()
            out += [Word("A", "after", last.start, last.start + 5, "after"), Word("x", "next", last.end - 4, last.end, "next")]
        out.append(w)
    return out


def _words(low: str, at: int, end: int) -> Iterator[Word]:
    while (m := _TOKEN.search(low, at, end)) is not None:
        at = m.end()
        first = low[m.start()]
        if first.isdigit():
            figures = _FIGURES.match(low, m.start())
            if figures is not None:
                at = figures.end()
                yield _figure(figures)
            continue
        if m.start() and low[m.start() - 1].isdigit() and _GLUED.fullmatch(m[0]):
            yield Word("u", en.UNITS[m[0]], m.start(), at, m[0])
            continue
        if first in "qh" and at - m.start() == 2 and low[at - 1].isdigit():
            yield Word("q", (first, int(low[at - 1])), m.start(), at, m[0])
            continue
        found = _phrase(low, m.start(), end)
        if found is None:
            yield Word("-" if m[0] in "-–—~/" else m[0] if m[0] in ",()" else "z", None, m.start(), at, m[0])
            continue
        at = found.end
        yield found
        if low[at : at + 2] in ("'s", "’s"):
            yield Word("'", None, at, at + 2, "'s")
            at += 2


def _phrase(low: str, start: int, end: int) -> Word | None:
    """The longest phrase of time that begins at a place."""
    first = _FIRST.match(low, start, end)
    pattern = _PHRASES.get(first[0]) if first else None
    if first and first[0] in _BEGIN_SPELLED and (spelled := _SPELLED_YEAR.match(low, start, end) or _SPELLED.match(low, start, end)):
        return _spelled(spelled)
    m = pattern.match(low, start, end) if pattern else None
    if m is None:
        return None
    text = re.sub(r"\s+", " ", m[0])
    letter = _KINDS[text]
    value = _TABLES[letter].get(text) if letter in _TABLES else 0.5 if letter == "f" else text
    stop = m.end() + (letter == "m" and low[m.end() : m.end() + 1] == "." and low[m.end() + 1 : m.end() + 3].strip()[:1].isdigit())
    return Word(letter, value, start, stop, text, letter in "do")


def _spelled(m: re.Match[str]) -> Word:
    """A number in words that no single word writes."""
    g = m.groupdict()
    if "thousand" in g:
        if g["thousand"]:
            value = 2000 + TENS.get(g["t2"] or "", 0) + ONES.get(g["o2"] or g["o3"] or "", 0)
        else:
            century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[g["c"]]
            value = century + TENS.get(g["t"] or "", 0) + ONES.get(g["o"] or g["teen"] or g["oh"] or "", 0)
        return Word("y", value, m.start(), m.end(), m[0], True)
    if g["ord"]:
        return Word("o", TENS[g["t"]] + en.ORDINAL_WORDS[g["ord"]], m.start(), m.end(), m[0], True)
    return Word("d", TENS[g["t"]] + ONES[g["o"]], m.start(), m.end(), m[0], True)


_FIGURE_KINDS = ("iso", "slash", "pair", "ym", "clock", "hour", "decade", "ord", "year", "frac", "num", "other")


def _figure(m: re.Match[str]) -> Word:
    name = next(k for k in _FIGURE_KINDS if m[k])
    text = m[name]
    kind, value = _value(name, text, m)
    return Word(kind, value, m.start(), m.end(), text)


def _value(name: str, text: str, m: re.Match[str]) -> tuple[str, Any]:
    if name == "iso":
        return "D", tuple(int(x) for x in re.split(r"[-/.]", text))
    if name in ("slash", "pair"):
        return _slashed(text)
    if name == "ym":
        a, b = (int(x) for x in re.split(r"[-/]", text))
        year, month = (a, b) if a > 31 else (b, a)
        return ("7" if 1 <= month <= 12 and 1500 <= year < 2200 else "z"), (year, month)
    if name in ("clock", "hour"):
        return _clock(name, text, m)
    if name == "decade":
        return "3", int(re.sub(r"\D", "", text))
    if name == "ord":
        return ("o" if 0 < int(text[:-2]) < 32 else "0"), int(text[:-2])
    if name == "year":
        return ("z" if _PHONE.search(m.string, max(0, m.start() - 4), m.start()) else "y"), int(text)
    if name == "frac":
        return "f", float(text)
    return ("d" if len(text) <= 2 else "n") if name == "num" else "z", int(text) if name == "num" and len(text) < 9 else 0


def _clock(name: str, text: str, m: re.Match[str]) -> tuple[str, Any]:
    """Seconds of the day, and whether morning or evening is said."""
    if name == "clock":
        parts = [int(x) for x in re.split("[:.]", text)]
        seconds = _hour(parts[0], m["mer"]) * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
        return ("c" if ":" in text or m["mer"] else "2"), (seconds, bool(m["mer"]) or parts[0] > 12)
    hour, minute = (int(text), 0) if len(text) < 3 else (int(text[:-2]), int(text[-2:]))
    return ("c" if hour <= 24 and minute < 60 else "z"), (_hour(hour, m["mer2"]) * 3600 + minute * 60, True)


def _hour(hour: int, meridian: str | None) -> int:
    if not meridian:
        return hour
    late = meridian.startswith("p")
    return hour % 12 + (12 if late else 0) if hour <= 12 else hour


def _slashed(text: str) -> tuple[str, Any]:
    """12/31/2015, 31.12.2015, 7/6: the month first unless it cannot be one or stops part them."""
    parts = [int(x) for x in re.split(r"[-/.]", text)]
    one, two = parts[0], parts[1]
    month, day = (two, one) if one > 12 or (len(parts) > 2 and "." in text) else (one, two)
    year = parts[2] if len(parts) > 2 else 0
    if year and year < 100:
        year += 2000 if year < 40 else 1900
    return ("D" if 1 <= month <= 12 and 1 <= day <= 31 else "z"), (year, month, day)
