"""Amounts in languages that put spaces between words: the number, its bound before or after, the other end of a range, the whole of a share, what is counted.

Input is the text and the spans in which no number counts anything (dates); output is in the order of the text. Every hit names its rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from firsthand.model.amounts import Amount, AmountKind
from firsthand.model.passages import Span
from firsthand.tongues.counted_nouns import CountedNouns
from firsthand.tongues.counting import Counted, words_of
from firsthand.tongues.numeral import Numeral
from firsthand.tongues.numerals import lowered, spaced_numbers
from firsthand.tongues.spaced_around import Around
from firsthand.tongues.spaced_patterns import MASKS, patterns
from firsthand.tongues.uncounted import Uncounted


def spaced_amounts(text: str, language: str, masked: Sequence[Span]) -> tuple[Counted, ...]:
    """The amounts of a text in a language with spaces between words; `masked` spans (dates) hold none."""
    return tuple(_Finder(text, language, masked).found())


_SUM = re.compile(
    r"\b(?:makes?|made|brings?|brought|is|are|was|were|has|have|had)\b"
)  # a verb between two numbers: the second is no whole of the first


class _Finder:
    """One pass over one text."""

    def __init__(self, text: str, language: str, masked: Sequence[Span]) -> None:
        self.text, self.low, self.w, self.p = text, lowered(text), words_of(language), patterns(language)
        self.numerals = spaced_numbers(self.low, language)
        self.nouns = CountedNouns(text, self.low, self.w, self.p)
        self.fractions = [m for m in self.p.fractions.finditer(self.low)]
        masks = [*((s.start, s.end) for s in masked), *(m.span() for m in (*MASKS.finditer(text), *self.fractions))]
        self.nothing = Uncounted(text, self.low, self.p, sorted(masks))
        self.around = Around(text, self.low, self.p)

    def found(self) -> list[Counted]:
        """All amounts, in order."""
        out: list[Counted] = []
        done = 0
        for i, n in enumerate(self.numerals):
            if n.start < done or self.nothing.is_masked(n):
                continue
            one = self._whole(i) or self._range(i) or self._single(n)
            if one:
                out.append(one)
                done = one.span.end if one.rule in ("share of a whole", "range") else max(n.end, one.number.end)
        fractions = [self._fraction(m) for m in self.fractions]
        return sorted([*out, *fractions], key=lambda c: c.span.start) if fractions else out

    def _single(self, n: Numeral) -> Counted | None:
        kind, start, more, ranged = self.around.left(n.start)
        percent = self.p.percent.match(self.low, n.end)
        end = percent.end() if percent else n.end
        tail = self.p.after.match(self.low, end)
        if tail:
            kind = self.p.bound["\0" + re.sub(r"\s+", " ", tail["mark"] or tail["tail"])]
            end = tail.end()
        if percent:
            what_end, what = self.nouns.shared(end)
            amount = _amount(kind, n.value, "share", "%", what)
            return self.around.counted(start, end, n, amount, more, "share in per cent")
        money = self.around.money(n, end)
        if money:
            return self.around.counted(
                start - len(self.around.sign(start)), money[1], n, _amount(kind, n.value, "exact", money[0], ""), more, "money"
            )
        measured = self.p.units.match(self.low, end) if n.form == "figure" else None
        if measured:
            return self.around.counted(
                start, measured.end(), n, _amount(kind, n.value, "exact", measured["unit"], measured["unit"]), more, "unit"
            )
        what_end, what, unit = self.nouns.phrase(end)
        if not what and unit != "people" and not kind and self.nothing.counts_nothing(n):
            return None
        if (
            self.nothing.is_year(n, bool(kind), what, unit)
            or (not kind and self.nothing.is_named(n, what))
            or (n.form == "words" and n.end - n.start <= 3 and n.value == 1 and not kind and unit != "people")
        ):
            return None
        if (
            kind
            and not what
            and n.value is not None
            and n.value < 100
            and self.low[start : n.start].strip() in ("under", "over", "below", "above")
        ):
            return None
        plain: AmountKind = "vague" if n.form == "magnitude" else "exact"
        rule = "magnitude" if plain == "vague" else f"number with {kind}" if kind else "number"
        return self.around.counted(start, what_end or end, n, _amount(kind, n.value, plain, unit, what), more, rule)

    def _range(self, i: int) -> Counted | None:
        if i + 1 >= len(self.numerals):
            return None
        a, b = self.numerals[i], self.numerals[i + 1]
        percent = self.p.percent.match(self.low, a.end)
        first_end = percent.end() if percent else a.end
        if (
            b.start - first_end > 14
            or a.value is None
            or b.value is None
            or "magnitude" in (a.form, b.form)
            or self.nothing.is_masked(b, "range")
        ):
            return None
        gap = self.p.to.fullmatch(self.low, first_end, b.start)
        if not gap:
            return None
        if bool(percent) != bool(self.p.percent.match(self.low, b.end)) and (percent or self.around.sign(b.start)):
            return None
        kind, start, more, opening = self.around.left(a.start)
        middle = re.sub(r"\s+", " ", gap["mid"])
        low = a.value * b.scale if a.scale == 1 and b.scale > 1 and a.value < b.mantissa else a.value
        closed = (opening, middle) in self.w.between
        if (
            not (closed or middle in self.w.to)
            or low >= b.value
            or (closed and opening in ("from", "de", "von", "da", "od", "van") and self.around.changes(start))
            or (not closed and b.value > 3 * low and self.around.sign(b.start) and self.around.changes(start))
        ):
            return None
        if middle in ("or", "oder", "ou", "o", "of", "lub", "atau") and b.value > 3 * low:
            return None
        percent = self.p.percent.match(self.low, b.end)
        end = percent.end() if percent else b.end
        what_end, what, unit = (end, self.nouns.shared(end)[1], "%") if percent else self.nouns.phrase(end)
        if not percent and not what and self.nothing.is_year(a, False, "") and self.nothing.is_year(b, False, ""):
            return None
        money = None if percent else self.around.money(a, end)
        if money:
            unit, what, what_end = money[0], "", max(end, money[1])
        amount = Amount(low, b.value, "range", unit, what)
        return self.around.counted(start, max(end, what_end), replace(a, end=b.end), amount, more, "range")

    def _whole(self, i: int) -> Counted | None:
        if i + 1 >= len(self.numerals):
            return None
        a, b = self.numerals[i], self.numerals[i + 1]
        if (
            b.start - a.end > 48
            or a.value is None
            or b.value is None
            or not a.value < b.value
            or "magnitude" in (a.form, b.form)
            or self.nothing.is_masked(b)
            or b.scale > a.scale * 1000
        ):
            return None
        gap = self.p.whole.fullmatch(self.low, a.end, b.start)
        if (
            not gap
            or _SUM.search(gap[0])
            or (self.low[a.end : b.start].strip() in ("in", "im") and (self.nothing.is_year(b, False, "") or b.value > 1000 or b.grouped))
            or self.nothing.is_year(b, False, self.nouns.phrase(b.end)[1])
        ):
            return None
        kind, start, more, _ = self.around.left(a.start)
        what_end, what, unit = self.nouns.phrase(b.end)
        if not what and a.form == "words":
            return None
        amount = replace(_amount(kind, a.value, "share", unit, what), base=b.value)
        return self.around.counted(start, max(what_end, b.end), a, amount, more, "share of a whole")

    def _fraction(self, m: re.Match[str]) -> Counted:
        part, of = self.w.fractions[re.sub(r"\s+", " ", m[0])]
        kind, start, more, _ = self.around.left(m.start())
        what = self.nouns.shared(m.end())[1]
        amount = replace(_amount(kind, Decimal(part), "share", "", what), base=Decimal(of))
        return self.around.counted(start, m.end(), Numeral(m.start(), m.end(), Decimal(part), "words"), amount, more, "fraction")


def _amount(bound: str, value: Decimal | None, plain: AmountKind, unit: str, what: str) -> Amount:
    """An amount of one number: open at the top for at least, at the bottom for at most, vague for a magnitude."""
    if plain == "vague":
        return Amount(value, None, "vague", unit, what)
    if bound == "at_least":
        return Amount(value, None, "at_least", unit, what)
    if bound == "at_most":
        return Amount(None, value, "at_most", unit, what)
    if bound == "about":
        return Amount(value, value, "about", unit, what)
    return Amount(value, value, plain, unit, what)
