"""Numbers in English text with their signs, and ratios as one number: minus one, two thirds, three and a quarter, one out of three, 1 over 20."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from firsthand.tongues.en.number_words import ONES, ORDINALS, TENS, UNIT_ORDINALS
from firsthand.tongues.english_numbers import english_numbers
from firsthand.tongues.english_patterns import ALONE, LOOK_BACK, MINUS, NOT_ONE_AFTER, NOT_ONE_BEFORE, ORDINAL, OVER
from firsthand.tongues.numeral import Numeral


def all_english_numbers(low: str) -> tuple[Numeral, ...]:
    """The numbers of a lower-case text with their signs; ratios and fractions as one number."""
    plain = [n for n in english_numbers(low) if not _is_pronoun(low, n)]
    out: list[Numeral] = []
    alone = [m for m in ALONE.finditer(low) if m["ordinal"] in ORDINALS or m["tens"]]
    for i, n in enumerate(plain):
        if out and n.start < out[-1].end:
            continue
        out.append(_signed(low, _ratio(low, n, plain[i + 1] if i + 1 < len(plain) else None)))
    for m in alone:
        if not any(n.start < m.end() and m.start() < n.end for n in out):
            out.append(Numeral(m.start(), m.end(), 1 / _denominator(m["tens"], m["ordinal"]), "words"))
    return tuple(sorted(out, key=lambda n: n.start))


def _is_pronoun(low: str, n: Numeral) -> bool:
    """Whether "one" stands for a thing and counts nothing."""
    return low[n.start : n.end] == "one" and bool(
        NOT_ONE_BEFORE.search(low, max(0, n.start - LOOK_BACK), n.start)
        and not low[: n.start].endswith("the one ")
        or NOT_ONE_AFTER.match(low, n.end)
    )


def _denominator(tens: str | None, ordinal: str) -> Decimal:
    if tens == "hundred":
        return Decimal(100 + UNIT_ORDINALS.get(ordinal, 0))
    return Decimal(TENS[tens] + UNIT_ORDINALS.get(ordinal, 0)) if tens else Decimal(ORDINALS[ordinal])


def _ratio(low: str, n: Numeral, following: Numeral | None) -> Numeral:
    """A number with the fraction after it, or over another one."""
    if n.value is None or n.form == "magnitude":
        return n
    if (
        following is not None
        and following.value
        and OVER.fullmatch(low, n.end, following.start)
        and (n.value < following.value or "over" in low[n.end : following.start])
    ):
        return Numeral(n.start, following.end, n.value / following.value, "words", grouped=True)
    m = ORDINAL.match(low, n.end)
    if (
        m is None
        or n.form != "words"
        or (m["ordinal"] not in ORDINALS and not m["tens"])
        or not (n.value == 1 or m["and"] or m["ordinal"].endswith("s"))
    ):
        return n
    if m["and"]:
        count = Decimal(ONES.get(m["count"] or "", 1))
        part = count / _denominator(m["tens"], m["ordinal"]) * (n.scale if n.scale >= 1000 else 1)
        return replace(n, end=m.end(), value=n.value + part, grouped=True)
    return replace(n, end=m.end(), value=n.value / _denominator(m["tens"], m["ordinal"]), grouped=True)


def _signed(low: str, n: Numeral) -> Numeral:
    m = MINUS.search(low, max(0, n.start - LOOK_BACK), n.start)
    return replace(n, start=m.start() + len(m[0]) - len(m[0].lstrip()), value=-n.value) if m and n.value is not None else n
