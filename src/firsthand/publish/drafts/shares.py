"""Shares that a draft prints, held against the count and the whole that it prints beside them, with the rounding of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from firsthand.model.amounts import Amount
from firsthand.publish.drafts.evidence import Figure, Sentence
from firsthand.publish.drafts.rounding import Interval, interval_of, stands_for, step
from firsthand.publish.drafts.values import Fault, Statement

BACK = 3  # statements of the same paragraph before this one whose numbers a share may be of
_OF = re.compile(
    r"\s*(?:people|persons|residents|cases|[\w’'-]+)?\s*,?\s*(?:\bout\s+of|\bof|\bfrom\s+among|／|/)\s*(?:(?:an?|the|its|their|some|about|nearly|all|estimated|total|county|target|of|population)\s+){0,6}\s*$",
    re.IGNORECASE,
)
_HAN_OF = re.compile(r"占(?:[^，。；0-9]{0,16})$")
_OTHER_YEAR = re.compile(
    r"\b(?:increase|rise|rose|grew|growth|fell|drop|decrease|points?)\b|增长|增加|上升|下降|减少|百分点", re.IGNORECASE
)


def faults_of(statement: Statement, sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Fault]:
    """Shares that cannot follow from their own count and whole."""
    for share in shares_in(sentence):
        told = _wrong(sentence, share, before)
        if told:
            yield Fault("share", told, statement.at(share.at.start, share.at.end), became=share.words)


def shares_in(sentence: Sentence) -> list[Figure]:
    """Figures in per cent, outside quotation marks; growth is no share."""
    if _OTHER_YEAR.search(sentence.text):
        return []
    return [
        f for f in sentence.figures if f.amount.unit == "%" and f.values and not any(q.start <= f.at.start < q.end for q in sentence.quoted)
    ]


def follows(sentence: Sentence, share: Figure, before: Sequence[Sentence]) -> bool:
    """Whether some count and whole that stand near make this share."""
    named = _named(sentence, share)
    return (named is not None and _fits(sentence, share, *named)) or any(_fits(sentence, share, *pair) for pair in _pairs(sentence, before))


def _wrong(sentence: Sentence, share: Figure, before: Sequence[Sentence]) -> str:
    """Why a share is wrong; "" where it follows, or nothing shows of what it is the share."""
    named = _named(sentence, share)
    if named is not None:
        return "" if _fits(sentence, share, *named) else _told(sentence, share, *named)
    if follows(sentence, share, before):
        return ""
    slips = [p for p in _pairs(sentence, before) if (exact := _share(*p)) is not None and _one_digit_off(share, exact)]
    return _told(sentence, share, *slips[0]) if len(slips) == 1 else ""


Counted = tuple[Figure, str]  # a figure and the text it stands in


def _named(sentence: Sentence, share: Figure) -> tuple[Counted, Counted] | None:
    """The count and the whole that the sentence names for its share: "3 of 14, or 21 per cent"; 占366万人的33%."""
    text = sentence.text
    counts = [f for f in sentence.figures if f.amount.unit != "%" and f.values]
    for f in counts:
        if f.amount.base is not None and f.amount.kind == "share" and len(shares_in(sentence)) == 1:
            whole = Figure(_exact(f, f.amount.base), f.stance, f.words, f.at, f.number)
            return (Figure(_exact(f, f.values[0]), f.stance, f.words, f.at, f.number), str(f.values[0])), (whole, str(f.amount.base))
    for a, b in zip(counts, counts[1:], strict=False):
        if _OF.fullmatch(text[a.number.end : b.number.start]) and b.at.end <= share.at.start + 60 and _sole(sentence, share, b):
            return (a, text), (b, text)
    han = [f for f in counts if f.at.end <= share.at.start]
    if len(han) >= 2 and _HAN_OF.search(text[: han[-1].at.start]) and share.at.start - han[-1].at.end <= 3:
        return (han[-2], text), (han[-1], text)
    return None


def _sole(sentence: Sentence, share: Figure, whole: Figure) -> bool:
    """Whether no other share stands nearer to the whole."""
    nearest = min(shares_in(sentence), key=lambda s: abs(s.at.start - whole.at.end))
    return nearest is share


def _exact(f: Figure, value: Decimal) -> Amount:
    return replace(f.amount, floor=value, ceiling=value, base=None, kind="exact")


def _pairs(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[tuple[Counted, Counted]]:
    """Counts and wholes among the numbers that stand near."""
    near = [
        (f, s.text)
        for s in (*before[-BACK:], sentence)
        for f in s.figures
        if f.amount.unit != "%" and interval_of(f, s.text) is not None and f.values[0] > 0
    ]
    for part in near:
        for whole in near:
            if part[0].values[0] < whole[0].values[0]:
                yield part, whole


def _fits(sentence: Sentence, share: Figure, part: Counted, whole: Counted) -> bool:
    quotient = _quotient(part, whole)
    printed = _printed(sentence, share)
    return quotient is None or printed is None or quotient.meets(printed)


def _quotient(part: Counted, whole: Counted) -> Interval | None:
    one, two = interval_of(*part), interval_of(*whole)
    return one.share_of(two) if one and two else None


def _printed(sentence: Sentence, share: Figure) -> Interval | None:
    """The values that the printed share can stand for; with a bound, all beyond it."""
    a, written = share.amount, sentence.text[share.number.start : share.number.end]
    value = a.floor if a.floor is not None else a.ceiling
    if value is None:
        return None
    here = stands_for(value, written, Decimal(4) if a.kind == "about" else Decimal(1))
    half = step(value, written) / 2
    here = Interval(min(here.low, value - half), max(here.high, value + half))
    if a.floor is None:
        return Interval(Decimal(0), here.high)
    return Interval(here.low, Decimal(100)) if a.ceiling is None else here


def _share(part: Counted, whole: Counted) -> Decimal | None:
    one, two = part[0].values[0], whole[0].values[0]
    return one / two * 100 if two else None


def _one_digit_off(share: Figure, exact: Decimal) -> bool:
    """Whether a printed share differs from the right one, rounded as it is, in one digit or in two that were exchanged."""
    value = share.values[0]
    right = exact.quantize(Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))), ROUND_HALF_EVEN)
    a, b = str(value), str(right)
    if len(a) != len(b) or a == b or len(a) < 2:
        return False
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    return len(wrong) == 1 and len(a) >= 3 or (len(wrong) == 2 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]])


def _told(sentence: Sentence, share: Figure, part: Counted, whole: Counted) -> str:
    quotient = _quotient(part, whole)
    if quotient is None:
        return ""
    low, high = (x.quantize(Decimal("0.1"), ROUND_HALF_EVEN) for x in (quotient.low, quotient.high))
    between = f"{low}%" if low == high else f"between {low}% and {high}%, with the rounding of both"
    return f"{part[0].values[0]:,f} of {whole[0].values[0]:,f} is {between}, not {share.words}."
