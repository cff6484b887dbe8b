"""The compiled rules of one language with spaces between words: bounds, ranges, shares, cues; and what is masked or money in all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from firsthand.tongues.counting import words_of
from firsthand.tongues.numerals import NEVER, alternation

_MONEY = r"(?:(?:us|hk|nz|nt|au|ca|c|a|s)\s?)?[$€£¥₹₩](?:us|a|hk|nz)?\s?|\b(?:rmb|cny|usd|eur|gbp|inr|ps|rs\.?)\s?"
# A sign or code of money right before a figure, or its word after it.
MONEY_BEFORE = re.compile(rf"({_MONEY})$")
MONEY_AFTER = re.compile(r"\s(dollars?|yuan|euros?|pounds?|rupees?|rmb|renminbi|yen|won|dólares|reais|zł|złotych|rupiah|gulden|mark)\b")
# Addresses, dates in figures, times, telephone numbers, chains of figures, footnote marks.
MASKS = re.compile(
    r"(?=[\dhw+(\[.])(?:https?://\S+|www\.\S+|\b\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?)?|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}[./]\d{1,2}[./]\d{1,2}\b|\+?\(?\d{2,4}\)?[-\s.]\d{3,4}[-.\s]\d{4}\b|\b\d+(?:[./-]\d+){2,}\b|"
    r"\b(?:18|19|20)\d\d\.\d{1,3}(?=\s+[A-Z“\"]|$)|(?<=[a-z”’\"»)\]][.!?,;])\d{1,3}(?=\s|$)|(?<=[a-z][”’\"])\.?\d{1,3}(?=\s|$)|\[\d+\]|\b\d{4}[-–]\d{2}\b|\b\d{1,3}/\d{2,4}\b)"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled rules of one language."""

    before: re.Pattern[str]
    bound: dict[str, str]
    after: re.Pattern[str]
    whole: re.Pattern[str]
    to: re.Pattern[str]
    percent: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    link: re.Pattern[str]
    fractions: re.Pattern[str]
    units: re.Pattern[str]
    target: re.Pattern[str]
    not_done: re.Pattern[str]
    stock: re.Pattern[str]
    flow: re.Pattern[str]
    cumulative: re.Pattern[str]


@cache
def patterns(language: str) -> Patterns:
    """The rules of a language, compiled once."""
    w = words_of(language)
    bound = {phrase: kind for kind, phrases in w.before.items() for phrase in phrases} | {m: "more" for m in w.more}
    bound |= {first: "between" for first, _ in w.between}
    after = {phrase: kind for kind, phrases in w.after.items() for phrase in phrases}
    tails = alternation([x for x in after if x[0].isalpha()] or list(NEVER))
    marks = alternation([x for x in after if not x[0].isalpha()] or list(NEVER))
    middles = alternation([*w.to, *(b for _, b in w.between)])
    cue = [re.compile(x or r"(?!)") for x in (w.target, w.not_done, w.stock, w.flow, w.cumulative)]
    words = [x for x in w.percent if x[0].isalpha() or "\u0600" < x[0] < "\u0700"]
    signs = [x for x in w.percent if x not in words and x[0] in "%％٪"]
    units = re.compile(rf"(?:(?<=\d)|[-‑])(?P<unit>{alternation(sorted(w.units) or list(NEVER))})(?![\w-])")
    return Patterns(
        re.compile(rf"(?<![\w$€£¥.,])(?P<phrase>{alternation(list(bound))})\s*(?:the\s+|las?\s+|los\s+|de\s+)?(?:{_MONEY})?$"),
        bound | {f"\0{k}": v for k, v in after.items()},
        re.compile(rf"\s?(?:(?P<mark>{marks})|(?<=\s)(?P<tail>{tails})(?![^\W_]))(?!\s*\d)"),
        re.compile(rf"\s(?:[^\W\d_]+\s)?(?:{alternation(w.out_of or NEVER)})\s(?:\S+\s){{0,3}}?$|['’]?s?\s(?:{alternation(w.out_of or NEVER)})\s$"),
        re.compile(rf"\s?(?P<mid>{middles})\s?(?:(?:{alternation(w.before.get('about', NEVER))})\s)?(?:{_MONEY})?$"),
        re.compile(rf"[\s\u00a0]?(?:{alternation(signs or list(NEVER))}|(?:{alternation(words or list(NEVER))})(?![^\W_]))"),
        re.compile(w.not_after or r"(?!)"),
        re.compile(w.not_before or r"(?!)"),
        re.compile(rf"\s(?:(?:{alternation(w.link or NEVER)})\s|d['’])"),
        re.compile(rf"\b(?:{alternation(list(w.fractions) or list(NEVER))})(?=\sof\s|\sthe\s)"),
        units,
        *cue,
    )  # fmt: skip
