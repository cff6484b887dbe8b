"""What a language brings to counting: its number words, scales, bounds and masks, as one frozen value; `words_of` finds it by ISO 639-1 code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Literal

from firsthand.model.amounts import Amount
from firsthand.model.passages import Span

Bound = Literal["at_least", "at_most", "about"]
COUNTED_IN = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "id",
    "ar",
)  # languages with spaces between words; zh, ja and bo count in their own way


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount found in a text: where (bound, number and counted thing), what it says, by which rule; `number` is the place of the bare number."""

    span: Span
    amount: Amount
    rule: str
    number: Span


@dataclass(frozen=True, slots=True)
class CountingWords:
    """Words with which a language that puts spaces between words counts. Lower case; a phrase is written with single spaces.

    numbers: words for numbers that may be added up; scales: words that multiply what stands before; articles: words that stand for one before a scale;
    magnitudes: plurals without a number ("millions") with the smallest such number, 0 where even the order is unsaid ("dozens"); link: what joins
    magnitudes and what they count ("of"); thousands, decimal: the marks inside figures; before, after: bounds by their place; near: words for just short of;
    between: opening and middle words of a range; to: words between its ends; out_of: words before the whole; more: words for a further amount;
    stop: words that never belong to the counted thing; joins: words that add a second noun to it; people: nouns for persons; not_after, not_before:
    regular expressions of what, standing right before or after a figure, shows that it counts nothing; target, not_done, stock, flow, cumulative: regular expressions of
    cues within the clause; fractions: words with how many of how many; units: short units of measure right behind a figure; percent: words after a figure that make it a share; plural: endings of plural nouns.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    magnitudes: Mapping[str, int] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    thousands: str = ","
    decimal: str = "."
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    between: tuple[tuple[str, str], ...] = ()
    to: tuple[str, ...] = ()
    out_of: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    stop: frozenset[str] = frozenset()
    joins: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    plural: tuple[str, ...] = ()
    not_after: str = ""
    not_before: str = ""
    target: str = ""
    not_done: str = ""
    stock: str = ""
    flow: str = ""
    cumulative: str = ""
    fractions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    percent: tuple[str, ...] = ("%", "％")


@cache
def words_of(language: str) -> CountingWords:
    """The counting words of a language; English for one that brings none."""
    found = import_module(f"firsthand.tongues.{language if language in COUNTED_IN else 'en'}.counting").WORDS
    if not isinstance(found, CountingWords):
        raise TypeError(language)
    return found
