"""What the numbers of a row mean in a layer: an interval, or nothing and why.

Wording only: "more than v" is at least v; an exact figure is that figure; "about" gives nothing before somebody says how far it may lie off; "as many
as" from a witness, who need not have seen all, limits nothing. Declared profile: figures are rounded to the largest of 1, 2, 2.5, 5 x 10^k that
divides them (heaping; Roberts and Brewer 2001 survey such digit preference), "about" lies within a declared part, "all" means at least a declared part.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from math import ceil, floor

from firsthand.estimate.rows import Profile, Row

Interval = tuple[Fraction | None, Fraction | None]
STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))  # times a power of ten
HALF = Fraction(1, 2)
_EMPHATIC = re.compile(r"\bas (?:many|much) as\b|多达|多達|高达|高達|达到?\s*\d", re.IGNORECASE)  # says how large, not that it was no more
_UP_TO = re.compile(r"\bup to\b|最多可?达?|至多", re.IGNORECASE)
_WITNESS = re.compile(
    r"\b(?:witness(?:es)?|eyewitness(?:es)?|resident|survivor|villager|bystander|neighbou?r|relative|detainee|former (?:detainee|prisoner)|interviewee|herder|nomad|passer-?by)s?\b"
    r"|目击者?|目擊者?|村民|居民|牧民|亲历者|མཐོང་མཁན|དཔང་པོ",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:police|bureau|ministry|office|government|council|committee|court|department|authorit(?:y|ies)|commission|agency|statistics|census|prefecture|administration|officials?|party)\b"
    r"|公安|政府|局|委员会|法院|部门|统计|当局",
    re.IGNORECASE,
)


@cache
def grain(value: Fraction) -> Fraction:
    """The largest of 1, 2, 2.5, 5 x 10^k that divides the number; 0 for 0."""
    if value == 0:
        return Fraction(0)
    power = Fraction(1)
    while power <= value:
        power *= 10
    while power > Fraction(1, 10**12):
        for step in reversed(STEPS):
            if (value / (step * power)).denominator == 1:
                return step * power
        power /= 10
    return Fraction(0)


def place(value: Fraction) -> Fraction:
    """One of the last printed place of a number: 1 for 84, 1/10 for 84.5."""
    unit = Fraction(1)
    while (value / unit).denominator != 1 and unit > Fraction(1, 10**12):
        unit /= 10
    return unit


def whole(low: Fraction | None, high: Fraction | None) -> Interval:
    """The whole numbers of an interval: what is counted is counted whole."""
    return None if low is None else Fraction(ceil(low)), None if high is None else Fraction(floor(high))


def speaks_as_witness(row: Row) -> bool:
    """Whether who said it saw what they saw and cannot have counted all: declared, or by the words of its origin or quotation."""
    if row.speaker:
        return row.speaker == "witness"
    return bool(_WITNESS.search(" ".join(row.origins)) or (not _BODY.search(" ".join(row.origins)) and _WITNESS.search(row.quote)))


def limits(row: Row) -> bool:
    """Whether the ceiling of an "at most" limits anything: "as many as" does not from a witness, nor from somebody of whom nothing is known."""
    if row.kind != "at_most":
        return True
    if _EMPHATIC.search(row.quote):
        return row.speaker == "body" or (not row.speaker and bool(_BODY.search(" ".join(row.origins))))
    return not (_UP_TO.search(row.quote) and speaks_as_witness(row))


def by_words(row: Row) -> Interval | str:
    """What the words alone say of the number; a reason where they say nothing."""
    if row.kind == "about":
        return "“about” gives nothing before the profile says how far off it may lie"
    if row.unit == "%" and row.kind in ("share", "range"):
        low, high = _numbers(row)
        return max(low - place(low) * HALF, Fraction(0)), min(high + place(high) * HALF, Fraction(100))
    return _plain(row)


def by_profile(row: Row, profile: Profile) -> Interval | str:
    """What the number means under a declared profile; a reason where it means nothing."""
    if row.kind == "about":
        low, high = _numbers(row)
        return low * (1 - profile.about), high * (1 + profile.about)
    if row.kind in ("exact", "range", "share"):
        low, high = _numbers(row)
        if row.unit == "%" and low == 100:
            return 100 * profile.full_coverage, Fraction(100)
        down, up = _off(low, row, profile), _off(high, row, profile)
        return max(low - down, Fraction(0)), min(high + up, Fraction(100)) if row.unit == "%" else high + up
    return _plain(row)


def _off(value: Fraction, row: Row, profile: Profile) -> Fraction:
    """How far a rounded number may lie from the true one."""
    if profile.rounding == "heaping":
        return grain(value) * HALF
    return place(value) * HALF if row.unit == "%" else Fraction(0)


def _numbers(row: Row) -> tuple[Fraction, Fraction]:
    assert row.floor is not None
    return row.floor, row.floor if row.ceiling is None else row.ceiling


def _plain(row: Row) -> Interval | str:
    if row.kind == "rate":
        return "a rate counts nobody by itself"
    if row.kind == "none" or (row.kind == "vague" and row.floor is None):
        return "it gives no number"
    if row.kind in ("at_least", "vague"):
        return row.floor, None
    if row.kind == "at_most":
        return (None, row.ceiling) if limits(row) else "“as many as” from somebody who need not have seen all limits nothing"
    return row.floor, row.ceiling if row.ceiling is not None or row.kind == "range" else row.floor
