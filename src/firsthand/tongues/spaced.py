"""Amounts in languages that put spaces between words: the number, its bound before or after, the other end of a range, the whole of a share, what is counted.

Input is the text and the spans in which no number counts anything (dates); output is in the order of the text. Every hit names its rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from firsthand.model.amounts import Amount, AmountKind, Measure, Status
from firsthand.model.passages import Span
from firsthand.tongues.counted_nouns import CountedNouns
from firsthand.tongues.counting import Counted, words_of
from firsthand.tongues.numerals import Numeral, lowered, spaced_numbers
from firsthand.tongues.spaced_patterns import MASKS, MONEY_AFTER, MONEY_BEFORE, patterns

LOOK_BACK = 48  # code points before a number that can hold its bound
CLAUSE = 120  # code points on each side in which a clause is looked for
YEARS = range(1750, 2101)
DAY_LIKE = 31  # a bare figure up to this counts something only if a noun follows

_CLAUSE_EDGE = re.compile(
    r"[.;:!?…](?!\d)|\n(?=\s*\n|[A-Z“\"(])|(?<!\d),(?!\d)|,\s|\s[–—-]\s|—|[()“”\"]|\b(?:but|while|whereas|although|und|aber|mais|pero|mas|ma|maar|ale|tetapi)\b"
)
_APPOSED = re.compile(r"\s*(?:\d[\d,.]*\s(?:and|or)\s)?\s*")
_SMALL = re.compile(r"[,(]\s*$")


def spaced_amounts(text: str, language: str, masked: Sequence[Span]) -> tuple[Counted, ...]:
    """The amounts of a text in a language with spaces between words; `masked` spans (dates) hold none."""
    return tuple(_Finder(text, language, masked).found())


class _Finder:
    """One pass over one text."""

    def __init__(self, text: str, language: str, masked: Sequence[Span]) -> None:
        self.text, self.low, self.w, self.p = text, lowered(text), words_of(language), patterns(language)
        self.numerals = spaced_numbers(self.low, language)
        self.nouns = CountedNouns(text, self.low, self.w, self.p)
        spans = sorted([(s.start, s.end) for s in masked] + [m.span() for m in MASKS.finditer(text)])
        self.fractions = [m for m in self.p.fractions.finditer(self.low)]
        spans = sorted(spans + [m.span() for m in self.fractions])
        self.starts: list[int] = []
        self.reach: list[int] = []
        for start, end in spans:
            self.starts.append(start)
            self.reach.append(max(end, self.reach[-1] if self.reach else 0))

    def found(self) -> list[Counted]:
        """All amounts, in order."""
        out: list[Counted] = []
        done = 0
        for i, n in enumerate(self.numerals):
            if n.start < done or self._is_masked(n):
                continue
            one = self._whole(i) or self._range(i) or self._single(n)
            if one:
                out.append(one)
                done = one.span.end if one.rule in ("share of a whole", "range") else max(n.end, one.number.end)
        fractions = [self._fraction(m) for m in self.fractions]
        return sorted([*out, *fractions], key=lambda c: c.span.start) if fractions else out

    # -- what counts nothing

    def _in_mask(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, end - 1) - 1
        return at >= 0 and self.reach[at] > start and self.starts[bisect_right(self.reach, start)] < end

    def _is_masked(self, n: Numeral, joined: str = "") -> bool:
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
        ):
            return True
        if self.p.not_after.search(before) and not n.grouped:
            return True
        return bool(self.p.not_before.match(after)) and not after.startswith("-strong")

    # -- single amounts, ranges, shares

    def _single(self, n: Numeral) -> Counted | None:
        kind, start, more, ranged = self._left(n.start)
        percent = self.p.percent.match(self.low, n.end)
        end = percent.end() if percent else n.end
        tail = self.p.after.match(self.low, end)
        if tail:
            kind = self.p.bound["\0" + re.sub(r"\s+", " ", tail["mark"] or tail["tail"])]
            end = tail.end()
        if percent:
            what_end, what = self.nouns.shared(end)
            amount = _amount(kind, n.value, "share", "%", what)
            return self._counted(start, end, n, amount, more, "share in per cent")
        money = self._money(n, end)
        if money:
            return self._counted(start - len(self._sign(start)), money[1], n, _amount(kind, n.value, "exact", money[0], ""), more, "money")
        what_end, what, unit = self.nouns.phrase(end)
        if not what and not kind and self._counts_nothing(n):
            return None
        if (
            self._is_year(n, bool(kind), what, unit)
            or (not kind and self._is_named(n, what))
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
        return self._counted(start, what_end or end, n, _amount(kind, n.value, plain, unit, what), more, rule)

    def _range(self, i: int) -> Counted | None:
        if i + 1 >= len(self.numerals):
            return None
        a, b = self.numerals[i], self.numerals[i + 1]
        percent = self.p.percent.match(self.low, a.end)
        first_end = percent.end() if percent else a.end
        if b.start - first_end > 14 or a.value is None or b.value is None or "magnitude" in (a.form, b.form) or self._is_masked(b, "range"):
            return None
        gap = self.p.to.fullmatch(self.low, first_end, b.start)
        if not gap:
            return None
        kind, start, more, opening = self._left(a.start)
        middle = re.sub(r"\s+", " ", gap["mid"])
        low = a.value * b.scale if a.scale == 1 and b.scale > 1 and a.value < b.mantissa else a.value
        closed = (opening, middle) in self.w.between
        if (
            not (closed or middle in self.w.to)
            or low >= b.value
            or (closed and opening in ("from", "de", "von", "da", "od", "van") and self._changes(start))
        ):
            return None
        if middle in ("or", "oder", "ou", "o", "of", "lub", "atau") and b.value > 3 * low:
            return None
        percent = self.p.percent.match(self.low, b.end)
        end = percent.end() if percent else b.end
        what_end, what, unit = (end, self.nouns.shared(end)[1], "%") if percent else self.nouns.phrase(end)
        if not percent and not what and self._is_year(a, False, "") and self._is_year(b, False, ""):
            return None
        money = None if percent else self._money(a, end)
        if money:
            unit, what, what_end = money[0], "", max(end, money[1])
        amount = Amount(low, b.value, "range", unit, what)
        return self._counted(start, max(end, what_end), replace(a, end=b.end), amount, more, "range")

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
            or self._is_masked(b)
            or b.scale > a.scale * 1000
        ):
            return None
        gap = self.p.whole.fullmatch(self.low, a.end, b.start)
        if (
            not gap
            or (self.low[a.end : b.start].strip() in ("in", "im") and (self._is_year(b, False, "") or b.value > 1000 or b.grouped))
            or self._is_year(b, False, self.nouns.phrase(b.end)[1])
        ):
            return None
        kind, start, more, _ = self._left(a.start)
        what_end, what, unit = self.nouns.phrase(b.end)
        if not what and a.form == "words":
            return None
        amount = replace(_amount(kind, a.value, "share", unit, what), base=b.value)
        return self._counted(start, max(what_end, b.end), a, amount, more, "share of a whole")

    def _fraction(self, m: re.Match[str]) -> Counted:
        part, of = self.w.fractions[re.sub(r"\s+", " ", m[0])]
        kind, start, more, _ = self._left(m.start())
        what = self.nouns.shared(m.end())[1]
        amount = replace(_amount(kind, Decimal(part), "share", "", what), base=Decimal(of))
        return self._counted(start, m.end(), Numeral(m.start(), m.end(), Decimal(part), "words"), amount, more, "fraction")

    # -- what stands around a number

    def _left(self, at: int) -> tuple[str, int, bool, str]:
        kind, more, opening, start = "", False, "", at
        for _ in range(3):
            m = self.p.before.search(self.low[max(0, start - LOOK_BACK) : start])
            if not m:
                break
            phrase = re.sub(r"\s+", " ", m["phrase"])
            found = self.p.bound[phrase]
            start = max(0, start - LOOK_BACK) + m.start()
            if found == "more":
                more = True
            elif found == "between":
                opening = phrase
                break
            elif not kind or kind == "about":
                kind = found
        if opening and not kind and not more:
            return "", start, False, opening
        return kind, start, more, opening

    def _sign(self, start: int) -> str:
        m = MONEY_BEFORE.search(self.low[max(0, start - 5) : start])
        return m[1] if m else ""

    def _money(self, n: Numeral, end: int) -> tuple[str, int] | None:
        m = MONEY_BEFORE.search(self.low[max(0, n.start - 5) : n.start])
        if m:
            return m[1].strip(" .").upper(), end
        m = MONEY_AFTER.match(self.low, end)
        return (m[1], m.end()) if m else None

    def _changes(self, start: int) -> bool:
        return bool(
            re.search(
                r"\b(?:ro[s]e|risen|rise|rises|rising|fell|fall|fallen|falls|grew|grown|grow|increased?|increasing|decreased?|dropped?|up|down|went|changed?|climbed|jumped|raised?|cut|reduced|shrank)\b[^.]{0,30}$",
                self.low[max(0, start - 50) : start],
            )
        )

    def _counts_nothing(self, n: Numeral) -> bool:
        if n.form == "magnitude" or n.grouped or n.value is None:
            return False
        return n.value <= DAY_LIKE or n.form == "words" or bool(_SMALL.search(self.low[: n.start][-3:]) and n.value < 120)

    def _is_named(self, n: Numeral, what: str) -> bool:
        """Whether the figure is part of a name: "Boeing 787", "Game 7", "the Index 500"."""
        if n.grouped or n.form != "figure" or (what and not what[0].isupper()):
            return False
        m = re.search(r"(\S+)\s([A-Z][\w&]*)\s$", self.text[max(0, n.start - 30) : n.start])
        return bool(m and m[1][-1] not in '.:!?”"' and not m[2].isupper()) or bool(m and m[2].isupper() and not what)

    def _is_year(self, n: Numeral, bound: bool, what: str, unit: str = "") -> bool:
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

    # -- status, measure

    def _counted(self, start: int, end: int, n: Numeral, amount: Amount, more: bool, rule: str) -> Counted:
        clause = self._clause(start, end)
        status: Status = "achieved"
        if self.p.not_done.search(clause):
            status = "not_done"
        elif self.p.target.search(clause):
            status = "target"
        further = more or bool(re.match(r"\s(?:more|others|further)\b(?! than)", self.low[n.end : n.end + 10]))
        names: tuple[tuple[Measure, re.Pattern[str]], ...] = (
            ("stock", self.p.stock),
            ("cumulative", self.p.cumulative),
            ("flow", self.p.flow),
        )
        measure: Measure = next((name for name, cue in names if cue.search(clause)), "unsaid")
        if further:
            measure = "additional"
        return Counted(Span(start, end), replace(amount, status=status, measure=measure), rule, Span(n.start, n.end))

    def _clause(self, start: int, end: int) -> str:
        before, after = self.text[max(0, start - CLAUSE) : start], self.text[end : end + CLAUSE]
        edges = [m.end() for m in _CLAUSE_EDGE.finditer(before)]
        if edges and _APPOSED.fullmatch(before[edges[-1] :]) and before[edges[-1] - 1 : edges[-1]] in (" ", ","):
            edges.pop()  # "the targets of both counties, 10,200 and 11,100 people"
        edge = _CLAUSE_EDGE.search(after)
        return lowered(before[edges[-1] if edges else 0 :] + " " + (after[: edge.start()] if edge else after))


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
