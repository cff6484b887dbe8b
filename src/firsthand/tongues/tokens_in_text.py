"""Tokens of a sentence for grammar: words, numbers and marks with their places, and whether they stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.model.passages import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}(?=\W|$)|(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|No|Inc|Corp|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mass|Calif)\.(?=\s|,|$)"
    r"|@\w+|[^\W_]+(?:[-’'./&·](?!(?<=[a-z]{3}\.)\d{1,3}(?:\s|$))[^\W_]+)*(?:[’'](?=\s[a-z]|$))?|[^\w\s]|_",
)
WRAPPED = 45  # code points of a line from which a break after it is taken for a wrapped line


class Token(NamedTuple):
    """A word or mark with its place; `low` is its lower case, `quoted` whether it stands inside quotation marks."""

    start: int
    end: int
    text: str
    low: str
    quoted: bool

    @property
    def word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum() or self.text[0] == "@"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0] == "@"


def tokens_of(text: str, span: Span, quotes: Sequence[Span]) -> list[Token]:
    """The tokens of one sentence; `quotes` are sorted and disjoint."""
    found: list[Token] = []
    near = quotes[bisect_right(quotes, span.start, key=lambda q: q.end) : bisect_left(quotes, span.end, key=lambda q: q.start)]
    at = 0
    for m in _TOKEN.finditer(text, span.start, span.end):
        while at < len(near) and near[at].end <= m.start():
            at += 1
        quoted = at < len(near) and near[at].start <= m.start()
        word = m.group()
        if word in "“”«»„" and not quoted:
            continue
        if found and word[0].isupper() and _broken(text, found[-1].end, m.start()):
            found.append(Token(found[-1].end, found[-1].end + 1, ";", ";", False))
        found.append(Token(m.start(), m.end(), word, word.lower().replace("’", "'"), quoted))
    return found


def _broken(text: str, end: int, start: int) -> bool:
    """Whether a line ends between two tokens otherwise than by wrapping: a blank line, or a short line as of a heading."""
    gap = text[end:start]
    if "\n" not in gap:
        return False
    return gap.count("\n") > 1 or end - (text.rfind("\n", 0, end) + 1) < WRAPPED
