"""Translations: which texts in two languages tell the same, by what survives translation: figures, dates, Latin names, their order, and cognate spelling.

Figures are read with the digits of any script and 万, 亿, 千 and their Tibetan and English kin multiplied out; days of the month with the month's number in nine languages.
Spelling is compared by runs of three letters without accents (CL-CNG, McNamee and Mayfield 2004), between languages of one script only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from firsthand.model.passages import Span
from firsthand.trace.fingerprints import Text

LEAST_WEIGHT = 6.0  # nats: two marks that few texts have
HOLDERS = 300  # texts outside the main language that may hold a mark
MARK_CAP = 0.25  # a mark in more than this share of the texts tells nothing
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SCALES = {
    "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000, "千": 1_000, "百万": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "mln": 1_000_000,
    "billion": 1_000_000_000, "thousand": 1_000, "hundred": 100, "millionen": 1_000_000, "mio": 1_000_000, "milhões": 1_000_000, "milioni": 1_000_000, "miljoen": 1_000_000,
    "juta": 1_000_000, "miliony": 1_000_000, "milionów": 1_000_000, "tysięcy": 1_000, "tausend": 1_000, "mil": 1_000, "mila": 1_000, "duizend": 1_000, "ribu": 1_000,
    "millones": 1_000_000, "ས་ཡ": 1_000_000, "ཁྲི": 10_000, "འབུམ": 100_000, "m": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
_SCALE = re.compile(r"\s?(" + "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True)) + r")(?![a-z])")
_SCALE_BEFORE = re.compile(r"(ས་ཡ|ཁྲི|འབུམ)་?$")
_MONTHS = {
    name: i % 12 + 1
    for i, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
            "januari",
            "februari",
            "maret",
            "april",
            "mei",
            "juni",
            "juli",
            "agustus",
            "september",
            "oktober",
            "november",
            "desember",
        ]
    )
}
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(rf"\b([0-3]?[0-9])(?:st|nd|rd|th|\.)?(?: de| di)? ({_NAMED})\b")
_MONTH_FIRST = re.compile(rf"\b({_NAMED}) ([0-3]?[0-9])(?:st|nd|rd|th)?\b")
_HAN_DAY = re.compile(r"([01]?[0-9])\s?月\s?([0-3]?[0-9])\s?日")
_TIBETAN_DAY = re.compile(r"ཟླ་([01]?[0-9])(?:པའི)?་?ཚེས་([0-3]?[0-9])")
_LATIN = re.compile(r"[A-Z][A-Za-z][A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that survives translation: what it is ("1100", "day 5-7", "name reuters") and where."""

    value: str
    span: Span


def marks_of(text: Text) -> tuple[Mark, ...]:
    """The marks of a text in order."""
    raw = text.reading.text
    low = (
        "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c for c in raw.lower())
        if len(raw.lower()) == len(raw)
        else raw
    )
    days = list(_days(low))
    taken = [s for _, s in days]
    found = [Mark(f"day {value}", span) for value, span in days]
    found += [Mark(value, span) for value, span in _figures(low) if not any(s.start <= span.start < s.end for s in taken)]
    found += [Mark(f"name {m.group().lower()}", Span(*m.span())) for m in _LATIN.finditer(raw)]
    return tuple(sorted(found, key=lambda m: (m.span.start, m.value)))


def _days(low: str) -> list[tuple[str, Span]]:
    found = [(f"{_MONTHS[m[2]]}-{int(m[1])}", Span(*m.span())) for m in _DAY_FIRST.finditer(low)]
    found += [(f"{_MONTHS[m[1]]}-{int(m[2])}", Span(*m.span())) for m in _MONTH_FIRST.finditer(low)]
    found += [(f"{int(m[1])}-{int(m[2])}", Span(*m.span())) for p in (_HAN_DAY, _TIBETAN_DAY) for m in p.finditer(low)]
    return found


def _figures(low: str) -> list[tuple[str, Span]]:
    """Figures of two digits or more, scales multiplied out; a year stays a figure that is in so many texts that it weighs little."""
    found = []
    for m in _NUMBER.finditer(low):
        value = _value(m.group())
        if value is None:
            continue
        after = _SCALE.match(low, m.end())
        before = _SCALE_BEFORE.search(low, max(0, m.start() - 8), m.start())
        scale = _SCALES[after.group(1)] if after else _SCALES[before.group(1)] if before else 1
        number = round(value * scale, 3)
        if number >= 10:
            found.append((f"{number:g}" if number < 1e6 else f"{number:.0f}", Span(m.start(), after.end() if after else m.end())))
    return found


def _value(raw: str) -> float | None:
    """A number as printed in any house style: a last group of three digits is thousands, else a fraction."""
    parts = re.split(r"[.,]", raw)
    if len(parts) == 1:
        return float(raw) if len(raw) <= 15 else None
    if all(len(p) == 3 for p in parts[1:]):
        return float("".join(parts)) if len(parts[0]) <= 3 else None
    return float(".".join(("".join(parts[:-1]), parts[-1]))) if len(raw) <= 15 else None


@dataclass(frozen=True, slots=True)
class Across:
    """What texts a and b (numbers) in two languages share: marks with weights, share of each one's weight, how far their order agrees, and spelling."""

    a: int
    b: int
    shared: tuple[tuple[Span, Span], ...]
    weight: float
    share_a: float
    share_b: float
    order: float


def across(texts: Sequence[Text], candidates: int = 12) -> tuple[Across, ...]:
    """Pairs of texts in two languages with the best shared marks: for each text the `candidates` heaviest."""
    marks = [marks_of(t) for t in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for n, ms in enumerate(marks):
        for value in {m.value for m in ms}:
            holders[value].append(n)
    rare = {
        v: log(len(texts) / len(h))
        for v, h in holders.items()
        if len(h) <= max(2, MARK_CAP * len(texts)) and len({texts[n].reading.language for n in h}) > 1
    }
    score: list[Counter[int]] = [Counter() for _ in texts]
    for value, worth in rare.items():
        by: dict[str, list[int]] = defaultdict(list)
        for n in holders[value]:
            by[texts[n].reading.language].append(n)
        if len(holders[value]) - max(map(len, by.values())) > HOLDERS:
            continue
        for one, others in ((x, y) for x in by for y in by if x != y):
            for a in by[one]:
                mine = score[a]
                for b in by[others]:
                    mine[b] += worth  # type: ignore[assignment]
    pairs = {(min(a, b), max(a, b)) for a, s in enumerate(score) for b, _ in sorted(s.items(), key=lambda x: (-x[1], x[0]))[:candidates]}
    found = (_across(a, b, marks, rare) for a, b in sorted(pairs))
    return tuple(x for x in found if x.weight >= LEAST_WEIGHT and len(x.shared) >= 2)


def _across(a: int, b: int, marks: Sequence[Sequence[Mark]], rare: dict[str, float]) -> Across:
    one, two = _first(marks[a], rare), _first(marks[b], rare)
    common = [v for v in one if v in two]
    weight = sum(rare[v] for v in common)
    whole_a, whole_b = sum(rare[v] for v in one), sum(rare[v] for v in two)
    shared = tuple((one[v], two[v]) for v in sorted(common, key=lambda v: -rare[v]))
    return Across(
        a, b, shared, weight, weight / max(1e-9, whole_a), weight / max(1e-9, whole_b), _agreement([two[v].start for v in common])
    )


def _first(marks: Sequence[Mark], rare: dict[str, float]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for m in marks:
        if m.value in rare:
            found.setdefault(m.value, m.span)
    return found


def _agreement(places: Sequence[int]) -> float:
    """Share of pairs that stand in the same order in both texts (Kendall), 0.5 for fewer than two."""
    pairs = [(x, y) for i, x in enumerate(places) for y in places[i + 1 :]]
    return sum(x < y for x, y in pairs) / len(pairs) if pairs else 0.5
