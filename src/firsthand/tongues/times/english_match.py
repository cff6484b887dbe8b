"""The tokens that a rule of English times matched, by their kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from firsthand.tongues.times.english_words import Word

Words = Sequence[Word]


class Match:
    """The tokens a rule matched: `of("m")` is the value of the first token of that kind."""

    def __init__(self, words: Words, first: int, m: re.Match[str]) -> None:
        self.words, self.m = words[m.start() : m.end()], m
        self.letters = m[0]
        self.before = words[m.start() - 1] if m.start() > 0 else None
        self.after = words[m.end()] if m.end() < len(words) else None

    def of(self, kinds: str, number: int = 0) -> Any:
        """The value of the number-th token of one of these kinds, None where there is none."""
        found = [w for w in self.words if w.kind in kinds]
        return found[number].value if -len(found) <= number < len(found) else None

    def number(self, kinds: str, number: int = 0) -> int:
        """As `of`, a whole number; 0 where there is none."""
        found = self.of(kinds, number)
        return int(found) if isinstance(found, (int, float)) else 0

    def text(self, kinds: str) -> str:
        """The words of the first token of one of these kinds."""
        return next((w.text for w in self.words if w.kind in kinds), "")
