"""Numbers in English text: figures, words, and both (4 thousand 3 hundred and 21, half a million, two and a half million, nine point nought four).

`english_numbers` gives what amounts are made of; `english_ratios` reads signs and ratios as well. Text is given in lower case. Linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from firsthand.tongues.en.number_words import BIG, DOZENS, ONES, SIGNS, TENS
from firsthand.tongues.english_patterns import (
    BIG_WORDS,
    GLUE,
    GLUED,
    GOES_ON,
    HALF,
    MAGNITUDES,
    MAY_START,
    MILLION,
    NOT_METRES,
    ORDINAL,
    POINT,
    SCALES,
    SIZES,
    START,
    WORD,
)
from firsthand.tongues.numeral import Numeral, figure_value, whole


def english_numbers(low: str) -> tuple[Numeral, ...]:
    """The numbers of a lower-case text, without signs and ratios, in order and disjoint."""
    return tuple(_each(low))


def _each(low: str) -> Iterator[Numeral]:
    at = 0
    while (place := MAY_START.search(low, at)) is not None:
        at = place.start() + 1
        if (m := START.match(low, place.start())) is None:
            continue
        one = _number(low, m)
        at = max(m.start() + 1, one.end if one else m.start() + 1)
        if one is not None and one.end > one.start:
            yield one


def _number(low: str, m: re.Match[str]) -> Numeral | None:
    """The number that begins at a match."""
    if m["magnitude"]:
        least = MAGNITUDES[re.sub(r"\s+", " ", m["magnitude"])]
        return Numeral(m.start(), m.end(), Decimal(least) if least else None, "magnitude")
    if m["sign"]:
        part, of = SIGNS[m["sign"]]
        return Numeral(m.start(), m.end(), Decimal(part) / of, "figure", Decimal(part) / of, 1, True)
    return _figure(low, m) if m["figure"] else _words(low, m)


def _figure(low: str, m: re.Match[str]) -> Numeral | None:
    raw = m["figure"]
    plain = re.sub(r"\s?x\s?10\^(?=[+-]?\d)", "e", raw) if "x" in raw else raw
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", plain) if "/" not in plain else plain
    base = figure_value(plain)
    if base is None:
        return None
    end = m.end()
    if end < len(low) and low[end] in SIGNS:
        part, of = SIGNS[low[end]]
        base, end = base + Decimal(part) / of, end + 1
    scale, end = _scale(low, m.start(), end)
    out = Numeral(m.start(), end, whole(base * scale), "figure", base, scale, scale > 1 or not raw.isdigit())
    return _joined(low, _and_half(low, out)) if scale in (1, 100) or scale in BIG.values() else out


def _scale(low: str, start: int, end: int) -> tuple[int, int]:
    """The scale right after a figure (k, bn, million, lakh crore) and where it ends."""
    glue = GLUE.match(low, end)
    if glue:
        name = glue["glued"] or glue["spaced"]
        metres = name == "m" and glue["glued"] and not MILLION.match(low, glue.end()) and low[start - 1 : start] not in "$€£¥"
        if not metres and not (len(name) == 1 and NOT_METRES.match(low, glue.end())):
            return GLUED[name], glue.end()
        return 1, end
    scale = 1
    while (m := SCALES.match(low, end)) is not None:
        scale *= BIG.get(m["big"]) or (100 if m["big"] == "hundred" else 12)
        end = m.end()
    return scale, end


class _Sum:
    """A number in words as it adds up."""

    def __init__(self) -> None:
        self.total = self.part = Decimal(0)
        self.big = self.largest = 0  # the last and the largest scale word
        self.last = ""  # kind of the word before: ones, tens, hundred, big

    def takes(self, word: str, joined: bool) -> bool:
        """Adds a word if it may follow; `joined` says that "and" stands before it."""
        if word in ONES or word in TENS or word.isdigit():
            return self._below(word, joined)
        if word == "hundred":
            if self.last in ("hundred", "big") or self.part >= 100 or self.last == "":
                return False
            self.part, self.last = self.part * 100, "hundred"
            return True
        if word in BIG and not joined and self.last:
            return self._big(BIG[word])
        return False

    def _below(self, word: str, joined: bool) -> bool:
        value = Decimal(word) if word.isdigit() else Decimal(ONES.get(word, TENS.get(word, 0)))
        unit = word in ONES and value < 10
        if joined and self.last not in ("hundred", "big"):
            return False
        if (
            self.last == "ones"
            or (self.last == "tens" and not unit)
            or (word.isdigit() and (self.last not in ("hundred", "big") or value >= 100))
        ):
            return False
        self.part += value
        self.last = "tens" if word in TENS else "ones"
        return True

    def _big(self, size: int) -> bool:
        if self.last == "big":
            self.total *= size
        elif self.big and size >= self.big:
            return False
        else:
            self.total += self.part * size
        self.part, self.big, self.largest, self.last = Decimal(0), size, max(self.largest, size), "big"
        return True


def _words(low: str, m: re.Match[str]) -> Numeral | None:
    """A number that begins with a word."""
    word = re.sub(r"\s+", " ", m["word"].strip())
    if word in ("a half", "an half"):
        return Numeral(m.start(), m.end(), Decimal("0.5"), "words", Decimal("0.5"))
    if word.startswith(("half", "quarter", "a quarter")):
        size = SIZES.match(low, m.end())
        part = Decimal("0.5") if word.startswith("half") else Decimal("0.25")
        scale = BIG.get(size[0], 100 if size[0] == "hundred" else 12) if size else 1
        return Numeral(m.start(), size.end() if size else m.end(), whole(part * scale), "words", part, scale, True)
    out = _Sum()
    end = m.end()
    if word in ("a", "an"):
        out.part, out.last = Decimal(1), "ones"
    elif not out.takes(word, False):
        if word not in BIG and word != "hundred":
            return None
        out.part, out.last = Decimal(1), "ones"
        out.takes(word, False)
    return _joined(low, _and_half(low, _rest(low, m.start(), end, out)))


def _rest(low: str, start: int, end: int, out: _Sum) -> Numeral:
    """The words after the first that belong to the number."""
    dozen = 1
    while (m := WORD.match(low, end)) is not None and (m["gap"] or low[end - 1 : end].isspace()):
        word = m["word"]
        if word in DOZENS and not m["and"] and out.last in ("ones", "tens"):
            dozen, end = 12, m.end()
            break
        if m["and"] and _starts_another(low, m, out.last):
            break
        if not out.takes(word, bool(m["and"])):
            break
        end = m.end()
    value = (out.total + out.part) * dozen
    largest = (out.largest or (100 if out.last == "hundred" else 1)) * dozen
    return Numeral(start, end, value, "words", value / largest, largest)


def _starts_another(low: str, m: re.Match[str], last: str) -> bool:
    """Whether the word after "and" begins a number of its own: "one hundred and two hundred"; or is a fraction: "two million and three fifths"."""
    following = WORD.match(low, m.end())
    ordinal = ORDINAL.match(low, m.end())
    if ordinal is not None and not ordinal["and"] and m["word"] in ONES:
        return True
    if following is None or not following["gap"] or following["and"]:
        return False
    return following["word"] == "hundred" and last == "hundred" or following["word"] in BIG and last == "big"


def _joined(low: str, n: Numeral) -> Numeral:
    """4 thousand and 3 hundred and 21: figures that go on after a scale."""
    if n.form != "figure" or n.scale not in (100, *BIG.values()) or n.value is None:
        return n
    value, end, below = n.value, n.end, n.scale
    while (m := GOES_ON.match(low, end)) is not None:
        size = {"hundred": 100, "thousand": 1000}.get(m["size"] or "", 1)
        part = Decimal(ONES[m["figure"]] if m["figure"] in ONES else m["figure"]) * size
        if part >= below or size >= below or (size == 1 and "and" not in m[0].split()):
            break
        value, end, below = value + part, m.end(), size if size > 1 else 0
    return n if end == n.end else replace(n, end=end, value=value, mantissa=value / n.scale)


def _and_half(low: str, n: Numeral) -> Numeral:
    """Two and a half million, 3 million and a half, nine point nought four."""
    if n.value is None:
        return n
    if m := HALF.match(low, n.end):
        part = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": 1 / Decimal(3)}[m["part"]]
        size = BIG.get(m["big"] or "", 1)
        value = (
            n.value + part * size
            if n.scale > 1 and size > 1
            else (n.value + part) * size
            if size > 1
            else n.value + part * (n.scale if n.scale >= 1000 else 1)
        )
        return replace(n, end=m.end(), value=whole(value), mantissa=value / max(size, n.scale), scale=max(size, n.scale), grouped=True)
    if n.form == "words" and (m := POINT.match(low, n.end)) and n.scale <= 100:
        digits = "".join(
            str(ONES[w] if w in ONES else 0 if w == "oh" else TENS[w] // (10 if len(m["digits"].replace("-", " ").split()) > 1 else 1))
            for w in m["digits"].replace("-", " ").split()
        )
        value, end, scale = Decimal(f"{n.value}.{digits}"), m.start("digits") + len(m["digits"].rstrip()), 1
        if big := BIG_WORDS.match(low, end):
            scale, end = BIG[big["big"]], big.end()
        return Numeral(n.start, end, value * scale, "words", value, scale, True)
    return n
