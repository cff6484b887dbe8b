"""How English writes numbers: compiled patterns over lower-case text, for `english_numbers` and `english_ratios`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from firsthand.tongues.counting import words_of
from firsthand.tongues.en.number_words import BIG, DOZENS, ONES, ORDINALS, SIGNS, TENS, UNIT_ORDINALS
from firsthand.tongues.en.number_words import NOT_ONE_AFTER as AFTER
from firsthand.tongues.en.number_words import NOT_ONE_BEFORE as BEFORE

LOOK_BACK = 12  # code points before a number that hold its sign, or show that "one" is a pronoun
GLUED = {
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
    "mil": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "tln": 10**12,
}
SPACED = {x: n for x, n in GLUED.items() if len(x) > 1 or x == "k"}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first."""
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


MAGNITUDES = words_of("en").magnitudes
MAGNITUDE = any_of(MAGNITUDES).replace(r"\ ", r"\s+")
NUMBER_WORDS = f"(?:{any_of([*ONES, *TENS, 'hundred', *BIG, *DOZENS])})"
FIGURE = (
    r"\d+[ ]{1,2}\d+/\d+(?![\d/])|(?<![\d/])\d{1,3}/\d{1,3}(?![\d/])|(?:\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?: 000)+(?!\d)|\d+|(?=\.\d))(?:\.\d+)?"
    r"(?:\^[+-]*\d+(?:\.\d+)?|e[+-]?\d+(?![a-z\d])|\s?x\s?10\^[+-]?\d+)?"
)
CODES = "|".join(
    rf"(?<=\b{x})|(?<=[$€£]{x})" for x in ("us", "a", "ps", "rs", "hk", "rmb", "usd", "eur", "gbp", "cny")
)  # money: PS8.1bn, $A12
START = re.compile(
    rf"(?<![\w.,])(?:(?P<magnitude>{MAGNITUDE})(?![^\W_])(?!\s+(?:{NUMBER_WORDS})(?![^\W_]))|(?P<word>(?:(?:an?|half(?:\s+an?)?|(?:a\s+)?quarter(?:\s+of\s+a)?)\s+(?=(?:hundred|dozen|{any_of(BIG)})(?![^\W_]))|{NUMBER_WORDS}(?![^\W_]))|an?\s+half(?![^\W_])))"
    rf"|(?:(?<![^\W\d_])|{CODES})(?<!\d)(?<!\d\.)(?<!\d,(?=\d{{3}}(?!\d)))(?P<figure>{FIGURE})|(?P<sign>[{''.join(SIGNS)}])"
)


def _beginnings(words: Iterable[str], letters: int = 3) -> str:
    """A pattern for the first few letters of these words: what it does not find begins none of them."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    if letters == 1:
        return f"[{re.escape(''.join(sorted(by_letter)))}]"
    return "(?:" + "|".join(f"{first}{_beginnings(rest, letters - 1)}" for first, rest in sorted(by_letter.items())) + ")"


# Where START may match, found ten times faster than START itself: figures, signs, the beginnings of its words.
_SIZED = ("half", "hundred", "dozen", "quarter", *BIG)
MAY_START = re.compile(
    rf"(?<!\w)(?:an?\s(?=\s*{_beginnings(_SIZED)})|{_beginnings([*MAGNITUDES, *ONES, *TENS, *DOZENS, *_SIZED])})|\d|\.(?=\d)|[{''.join(SIGNS)}]"
)
WORD = re.compile(rf"(?P<gap>\s+|\s?-\s?|)(?:(?P<and>and\s+)?)(?P<word>{NUMBER_WORDS}|\d+(?:\.\d+)?)(?![\w%]|[.,/:]\d)")
GLUE = re.compile(rf"(?:(?P<glued>{any_of(GLUED)})|[\s\u00a0](?P<spaced>{any_of(SPACED)})\.?)(?![\w])(?!['’]s)")
NOT_METRES = re.compile(r"\s?(?:race|long|high|wide|deep|tall|away|from|above|below|dash|sprint|freestyle|relay|hurdles|final|run|²|2|3|³)")
MILLION = re.compile(r"\s(?!high|wide|long|deep|tall|away|from|race)[^\W\d_]{3,}|(?<=\d[mbt])(?=\W|$)")  # after "14.9m": people, not metres
HALF = re.compile(rf"\s+and\s+(?:a|one)\s+(?P<part>half|quarter|third)(?![^\W_])(?:\s+(?P<big>{any_of(BIG)})(?![^\W_]))?")
POINT = re.compile(
    rf"\s+point\s+(?P<digits>(?:(?:{any_of(ONES)}|oh)(?:\s+|(?![^\W_])))+|(?:{any_of(TENS)})(?:[\s-](?:{any_of(ONES)}))?)(?![^\W_])"
)
SCALES = re.compile(rf"[\s\u00a0-](?P<big>{any_of(BIG)}|hundred|dozens?|dozs?)(?![^\W_])")
SIZES = re.compile(rf"hundred|dozen|{any_of(BIG)}")
GOES_ON = re.compile(
    r"\s+(?:and\s+)?(?P<figure>\d{1,3}|one|two|three|four|five|six|seven|eight|nine)(?![\w%]|[.,/:]\d)(?:\s+(?P<size>hundred|thousand)(?![^\W_]))?"
)
BIG_WORDS = re.compile(rf"[\s\u00a0-](?P<big>{any_of(BIG)})(?![^\W_])")
MINUS = re.compile(r"(?:\b(?:minus|negative)\s|^\s*-\s?|(?<=[\s(])-)$")
ORDINAL = re.compile(
    rf"(?P<gap>\s+|\s?-\s?)(?:(?P<and>and\s+)(?:(?P<count>an?|{any_of(ONES)})[\s-]+)?)?(?:(?P<tens>{any_of(TENS)}|hundred)[\s-])?(?P<ordinal>{any_of({*ORDINALS, *UNIT_ORDINALS})})(?![^\W_])"
)
ALONE = re.compile(
    rf"(?<![\w.])an?\s+(?:(?P<tens>{any_of(TENS)})[\s-])?(?P<ordinal>{any_of({*ORDINALS, *UNIT_ORDINALS})})(?![^\W_])(?=\s+of\b|\W*$|[,.;])"
)
OVER = re.compile(r"\s+(?:over|out\s+of)\s+")
NOT_ONE_BEFORE, NOT_ONE_AFTER = re.compile(BEFORE), re.compile(AFTER)
