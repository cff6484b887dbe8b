"""What the readers of Chinese times share: a found time, patterns of words, the value of one or two figures or characters."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.tongues.han_numbers import han_value
from firsthand.tongues.times.values import Time

Found = tuple[Time, int]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def number_of(raw: str | None) -> int:
    """The value of one or two figures or characters; 0 where there is none."""
    if not raw:
        return 0
    raw = raw.strip()
    if raw.isdigit():
        return int(raw)
    named = {"正": 1, "腊": 12, "冬": 11, "半": 0}
    value = named.get(raw)
    return value if value is not None else int(han_value(raw.replace("〇", "零")) or 0)
