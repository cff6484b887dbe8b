"""Numbers in a text: figures with their separators, number words, scales ("2.5 million", "230余万", "ས་ཡ་གཉིས་"), each with its place and value.

`numbers_in` gives every number of a text; whether it counts something is decided in `amounts`. Values are exact decimals; a magnitude ("tens of
thousands", "数百万") has the smallest such number as its value, or none where even the order is unsaid.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from firsthand.tongues.bo.counting import NUMBERS as TIBETAN_NUMBERS
from firsthand.tongues.bo.counting import SCALES as TIBETAN_SCALES
from firsthand.tongues.counting import COUNTED_IN, CountingWords, words_of
from firsthand.tongues.english_numbers import english_numbers
from firsthand.tongues.english_ratios import all_english_numbers
from firsthand.tongues.han_numbers import han_numbers
from firsthand.tongues.numeral import Form, Numeral, whole

SHORT_SCALES = frozenset(["k", "m", "b"])  # only right after a figure, without a space
WRITTEN_SCALES = frozenset(
    [
        "mln",
        "mn",
        "bn",
        "bln",
        "tn",
        "mio",
        "mrd",
        "mld",
        "mrd.",
        "mio.",
        "md",
        "tsd",
        "tys",
        "mld.",
        "mln.",
        "tys.",
        "rb",
        "jt",
        "jt.",
        "rb.",
        "m.",
    ]
)  # only after a figure
_MILLION = re.compile(r"\s(?!high|wide|long|deep|tall|away|from|race)[^\W\d_]{3,}")  # after "14.9m": people, not metres
NEVER = ("\0",)  # stands for no words at all
_NOT_METRES = r"(?!\s?(?:race|long|high|wide|deep|tall|away|from|above|below|dash|sprint|freestyle|relay|hurdles|final|run|²|2|3|³))"


def lowered(text: str) -> str:
    """The text in lower case, code point for code point (the few letters that would grow stay as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def numbers_in(text: str, language: str) -> tuple[Numeral, ...]:
    """Every number of a text in a language (ISO 639-1), in order and disjoint. Linear."""
    if language in ("zh", "ja"):
        return tuple(han_numbers(text, language))
    if language == "bo":
        return tuple(_tibetan_numbers(text))
    return spaced_numbers(lowered(text), language) if language in COUNTED_IN[1:] else all_english_numbers(lowered(text))


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of these phrases, longest first, with free white space between their words."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def _spaced_pattern(language: str) -> re.Pattern[str]:
    w = words_of(language)
    spaces = "".join(c for c in w.thousands if c.isspace())
    figure = rf"\d{{1,3}}(?:[{re.escape(w.thousands)}]\d{{3}})+(?![{re.escape(w.thousands.replace(spaces, ''))}]?\d)(?:[{re.escape(w.decimal)}]\d+)?|\d+(?:[{re.escape(w.decimal)}]\d+)?"
    long = [s for s in w.scales if s not in SHORT_SCALES]
    spoken = [s for s in long if s not in WRITTEN_SCALES]
    scale = rf"(?:[\s\u00a0-]?(?:{alternation(long)})(?![^\W_])(?:\s+(?:{alternation(spoken)})(?![^\W_]))?|(?:{alternation(sorted(SHORT_SCALES & set(w.scales)) or NEVER)})(?![^\W_]){_NOT_METRES})"
    word = alternation([*w.numbers, *spoken])
    article = rf"(?:(?:{alternation(w.articles or NEVER)})\s+(?=(?:{alternation(spoken)})(?![^\W_])))?"
    joiner = r"(?:[\s-]+(?:and\s+|und\s+|et\s+|y\s+|e\s+|i\s+|en\s+)?|(?=\b))"
    words = rf"{article}(?:{word})(?![^\W_])(?:{joiner}(?:{word})(?![^\W_]))*"
    link = rf"(?!\s+(?:{word})(?![^\W_]))" if spoken else ""
    magnitude = rf"(?:{alternation(list(w.magnitudes) or NEVER)})(?![^\W_]){link}"
    return re.compile(
        rf"(?<![\w.,/٫٬])(?:(?P<mag>{magnitude})|(?P<words>{words}))|(?<![^\W\d_])(?<![\d.,/٫٬])(?P<fig>{figure})(?P<scale>{scale})?"
    )


def spaced_numbers(low: str, language: str) -> tuple[Numeral, ...]:
    """The numbers of a lower-case text in a language with spaces between words."""
    if language not in COUNTED_IN[1:]:
        return english_numbers(low)
    w = words_of(language)
    found = []
    for m in _spaced_pattern(language).finditer(low):
        if m.lastgroup == "mag":
            least = w.magnitudes[re.sub(r"\s+", " ", m["mag"])]
            found.append(Numeral(m.start(), m.end(), Decimal(least) if least else None, "magnitude"))
        elif m["words"]:
            found.append(Numeral(m.start(), m.end(), *_spoken(m["words"], w)))
        else:
            found.append(_figure(m, w))
    return tuple(found)


def _figure(m: re.Match[str], w: CountingWords) -> Numeral:
    raw = m["fig"]
    plain = (
        re.sub(rf"[{re.escape(w.thousands)}](?=\d{{3}})", "", raw)
        if re.fullmatch(rf"\d{{1,3}}(?:[{re.escape(w.thousands)}]\d{{3}})+(?:[{re.escape(w.decimal)}]\d+)?", raw)
        else raw
    )
    base = Decimal(re.sub(f"[{re.escape(w.decimal)}]", ".", plain))
    scale, end = 1, m.end()
    written = m["scale"] or ""
    if written == "m" and not _MILLION.match(m.string, m.end()) and not re.search("[$€£¥]$", m.string[max(0, m.start() - 1) : m.start()]):
        written, end = "", m.end("fig")
    for name in re.split(r"[\s\u00a0-]+", written.strip("- \u00a0\n")):
        scale *= w.scales.get(name, 1)
    return Numeral(m.start(), end, whole(base * scale), "figure", base, scale, plain != raw or scale > 1 or not plain.isdigit())


def _spoken(raw: str, w: CountingWords) -> tuple[Decimal, Form, Decimal, int]:
    total, part, largest = 0, 0, 1
    for word in re.split(r"[\s-]+", raw):
        if word in w.scales:
            scale = w.scales[word]
            part = max(part, 1) * scale
            largest = max(largest, scale)
            if scale >= 1000:
                total, part = total + part, 0
        elif word in w.numbers:
            part += w.numbers[word]
        elif word in w.articles:
            part = 1
    value = Decimal(total + part)
    return value, "words", value / largest, largest


_TSHEG = "\u0f0b\u0f0c"
_SYLLABLES = sorted({*TIBETAN_NUMBERS, *TIBETAN_SCALES}, key=len, reverse=True)
_TIBETAN = re.compile(
    rf"(?<![\u0f40-\u0fbc\d.,])(?:(?P<fig>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<words>(?:{'|'.join(map(re.escape, _SYLLABLES))})(?![\u0f40-\u0fbc])(?:[{_TSHEG}](?:(?:དང|རྩ)[{_TSHEG}])?(?:{'|'.join(map(re.escape, _SYLLABLES))})(?![\u0f40-\u0fbc]))*))"
)


def _tibetan_numbers(text: str) -> list[Numeral]:
    found = []
    for m in _TIBETAN.finditer(text):
        if m["fig"]:
            value = Decimal(m["fig"].replace(",", ""))
            found.append(Numeral(m.start(), m.end(), value, "figure", value, 1, "," in m["fig"]))
        else:
            found.append(Numeral(m.start(), m.end(), tibetan_value(m["words"]), "words"))
    return found


def tibetan_value(raw: str) -> Decimal | None:
    """The value of Tibetan number words: གསུམ་བརྒྱ = 300, ཁྲི་གཉིས = 20,000 (units of a myriad and above may stand after their scale)."""
    total, part, scale = 0, 0, 0
    for word in re.findall("|".join(map(re.escape, _SYLLABLES)), raw):
        if word in TIBETAN_SCALES:
            size = TIBETAN_SCALES[word]
            if scale and not part:
                total += scale
            if part and size > part:
                total, part, scale = total + part * size, 0, 0
            else:
                total, part, scale = total + part, 0, size
        elif scale:
            total, scale = total + TIBETAN_NUMBERS[word] * scale, 0
        else:
            part += TIBETAN_NUMBERS[word]
    value = total + part + scale
    return Decimal(value) if value else None
