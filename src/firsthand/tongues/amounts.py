"""Amounts: how many of what a text says, with bound, range, share, status and measure, numbers as written and never widened.

`amounts_in` gives main amounts: dates, times, ages, ordinals, years, addresses, sections and telephone numbers count nothing and are masked. The
definitions are those of model/amounts.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.passages import Span
from firsthand.tongues.counting import Counted
from firsthand.tongues.han import han_amounts
from firsthand.tongues.scripts import script_of
from firsthand.tongues.spaced import spaced_amounts
from firsthand.tongues.tibetan import tibetan_amounts

__all__ = ["Counted", "amounts_in"]


def amounts_in(text: str, language: str, dates: Sequence[Span] = ()) -> tuple[Counted, ...]:
    """The amounts of a text in a language (ISO 639-1; "und": by its script), sorted and disjoint; `dates` are spans that count nothing."""
    known = language if language not in ("", "und") else {"Hani": "zh", "Kana": "ja", "Tibt": "bo", "Arab": "ar"}.get(script_of(text), "en")
    if known in ("zh", "ja"):
        return han_amounts(text, known, dates)
    if known == "bo":
        return tibetan_amounts(text, dates)
    return spaced_amounts(text, known, dates)
