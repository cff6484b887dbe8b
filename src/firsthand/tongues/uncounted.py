"""What a number does not count, in languages with spaces between words: figures in masks, years, names, bare small figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from firsthand.tongues.numeral import Numeral
from firsthand.tongues.spaced_patterns import Patterns

LOOK_BACK = 48  # code points before a number that can hold the words that show what it is
YEARS = range(1750, 2101)
DAY_LIKE = 31  # a bare figure up to this counts something only if a noun follows
_NAME_AFTER = re.compile(r"\s[A-Z][a-z]+(?:\s[A-Z][\w.]*){0,3}")  # 787 Dreamliner, 358 El Brillo Way
_MANY = re.compile(r"(?<!s)s\b|(?:ese|ish|ian|an|i|ch|men|eople|eh)\b")  # 130 Uyghurs, 12 Chinese: many of them
_SMALL = re.compile(r"[,(]\s*$")


class Uncounted:
    """Tells of the numbers of one text whether they count nothing; `masks` are the [start, end) in which none does, sorted."""

    def __init__(self, text: str, low: str, rules: Patterns, masks: Sequence[tuple[int, int]]) -> None:
        self.text, self.low, self.p = text, low, rules
        self.starts: list[int] = []
        self.reach: list[int] = []
        for start, end in masks:
            self.starts.append(start)
            self.reach.append(max(end, self.reach[-1] if self.reach else 0))

    def _in_mask(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, end - 1) - 1
        return at >= 0 and self.reach[at] > start and self.starts[bisect_right(self.reach, start)] < end

    def is_masked(self, n: Numeral, joined: str = "") -> bool:
        """Whether a number stands in a mask, is the tail of a hyphened name, or stands by words that show that it counts nothing; `joined`: it is the other end of a range."""
        if self._in_mask(n.start, n.end):
            return True
        before, after = self.low[max(0, n.start - LOOK_BACK) : n.start], self.low[n.end : n.end + 24]
        if n.form == "magnitude":
            return False
        if (
            not joined
            and before.endswith("-")
            and len(before) > 1
            and not self._in_mask(n.start - 2, n.start - 1)
            and (before[-2].isalpha() or before[-2].isdigit())
            and not before.endswith(("minus-", "sub-"))
        ):
            return True
        if self.p.not_after.search(before) and not n.grouped:
            return True
        return bool(self.p.not_before.match(after)) and not after.startswith("-strong")

    def counts_nothing(self, n: Numeral) -> bool:
        """Whether a small bare figure or word without a noun after it says nothing of how many."""
        if n.form == "magnitude" or n.grouped or n.value is None:
            return False
        return n.value <= DAY_LIKE or n.form == "words" or bool(_SMALL.search(self.low[max(0, n.start - 3) : n.start]) and n.value < 120)

    def is_named(self, n: Numeral, what: str) -> bool:
        """Whether the figure is part of a name: "Boeing 787", "Game 7", "the Index 500", "358 El Brillo Way"."""
        if n.grouped or n.form != "figure" or (what and not what[0].isupper()):
            return False
        following = _NAME_AFTER.match(self.text, n.end)
        if following and not _MANY.search(following[0]) and not (what and what.split()[-1][0].islower()):
            return True
        m = re.search(r"(\S+)\s([A-Z][\w&]*)\s$", self.text[max(0, n.start - 30) : n.start])
        return bool(m and m[1][-1] not in '.:!?”"' and not m[2].isupper()) or bool(m and m[2].isupper() and not what)

    def is_year(self, n: Numeral, bound: bool, what: str, unit: str = "") -> bool:
        """Whether four figures are a year: within YEARS, and without a counted thing or after a word that stands before years."""
        if n.grouped or n.form != "figure" or n.end - n.start != 4 or n.value is None or int(n.value) not in YEARS or bound:
            return False
        if unit and unit != "people" and 1900 <= int(n.value) <= 2040:
            return True
        return not what or bool(
            re.search(
                r"\b(?:in|since|by|of|from|until|till|during|for|before|after|late|early|mid|and|to|the|around|circa|year|summer|autumn|winter|spring|fall)[\s-]$",
                self.low[max(0, n.start - 10) : n.start],
            )
        )
