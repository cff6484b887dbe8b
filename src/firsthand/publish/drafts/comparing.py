"""One figure of a draft held against one figure of a source: the same, the same rounded, or what became of it on the way.

Silent on mere form: rounding within the printed place, 120万 and 1.2 million, over and more than. A draft may say less than its source, never more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from firsthand.model.amounts import Amount
from firsthand.publish.drafts.evidence import Figure
from firsthand.publish.drafts.rounding import stands_for, step
from firsthand.publish.numbers import written
from firsthand.tongues.nouns import differ, kind_of

STRICT = re.compile(
    r"\b(?:more than|over|above|in excess of|upwards of)\b|超过|逾|多于|(?<=\d)\s?多|余(?=[人名个份张所])|ལས་མང", re.IGNORECASE
)
PLANS = re.compile(
    r"\b(?:target|quota|goal|plan(?:s|ned|ning)?|intend(?:s|ed)?|aim(?:s|ed)?|announc(?:e|es|ed|ing)|tender|to be|will|shall|asked|called for|order for|purchase of|wants?|wanted)\b"
    r"|目标|计划|拟|将|指标|要求|采购|招标|དམིགས་འབེན|འཆར་གཞི",
    re.IGNORECASE,
)  # a draft that speaks of a plan does not make it done
ENDS = re.compile(
    r"\b(?:upper|lower|higher|highest|lowest|top|bottom|maximum|minimum|high|low)[ -](?:figures?|bounds?|ends?|limits?|estimates?|numbers?|value)\b|上限|下限|最高|最低|至多|མཐོ་ཤོས|དམའ་ཤོས",
    re.IGNORECASE,
)  # a draft that says which end of a range it means
_MONEY = {
    "$": "usd", "usd": "usd", "us$": "usd", "dollar": "usd", "dollars": "usd", "美元": "usd", "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "欧元": "eur",
    "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp", "英镑": "gbp", "元": "cny", "人民币": "cny", "¥": "cny", "cny": "cny", "rmb": "cny", "yuan": "cny", "块": "cny",
    "crown": "crown", "crowns": "crown", "克朗": "crown", "日元": "jpy", "yen": "jpy", "港元": "hkd", "rupee": "inr", "rupees": "inr", "卢比": "inr", "སྒོར": "cny",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What comparing gave: "" where the source bears the figure, else a code of CODES; the reason; how near the two are (0 the same number, higher is farther)."""

    code: str
    why: str = ""
    far: int = 0


def compared(mine: Figure, text: str, theirs: Figure) -> Outcome | None:
    """What became of the source's figure in the draft's; None where the two have no number in common, rounding apart."""
    a, b = mine.amount, theirs.amount
    if not _touch(mine, text, theirs):
        return None
    found = _unit(a, b) or _status(a, b, text) or _bounds(mine, text, b)
    return found or Outcome("")


# ---- whether the two speak of one number ------------------------------------------------------------------------------------------------------


def _touch(mine: Figure, text: str, theirs: Figure) -> bool:
    """Whether a number of one is, or is rounded from, a number of the other."""
    if (mine.amount.unit == "%") != (theirs.amount.unit == "%"):
        return False
    number = text[mine.number.start : mine.number.end]
    ours = [x for x in (mine.amount.floor, mine.amount.ceiling) if x is not None]
    their = [x for x in (theirs.amount.floor, theirs.amount.ceiling, theirs.amount.base) if x is not None]
    if mine.amount.base is not None and theirs.amount.base is not None and mine.amount.base != theirs.amount.base:
        return False
    return any(x == y or _rounds(x, number, y, mine.amount) for x in ours for y in their) or _within(mine.amount, theirs.amount)


def _rounds(printed: Decimal, number: str, exact: Decimal, amount: Amount) -> bool:
    """Whether a printed number is a rounding of an exact one: to its printed place; where it is a bound, also cut off there."""
    one = step(printed, number)
    if one <= 1 or printed == 0:
        return False
    loose = 2 if amount.kind in ("about", "at_least", "at_most") else 1
    return abs(printed - exact) * 2 <= one * loose and abs(printed - exact) / printed < Decimal("0.2")


def _within(mine: Amount, theirs: Amount) -> bool:
    """Whether a single number or bound lies inside a range of the source's."""
    if theirs.kind != "range" or mine.kind == "range" or theirs.floor is None or theirs.ceiling is None or theirs.unit == "%":
        return False
    value = mine.floor if mine.floor is not None else mine.ceiling
    if value is None or value < 100 or (mine.unit != theirs.unit and mine.what):
        return False
    return theirs.floor < value < theirs.ceiling


# ---- what differs -----------------------------------------------------------------------------------------------------------------------------


def _unit(a: Amount, b: Amount) -> Outcome | None:
    """Another currency, or surely another counted thing."""
    one, two = (_MONEY.get(x.unit.lower()) or _MONEY.get(x.what.lower()) for x in (a, b))
    if one and two and one != two:
        return Outcome("unit", f"the source counts {b.what or b.unit}, the draft {a.what or a.unit}", 1)
    here, there = kind_of(a.what or a.unit), kind_of(b.what or b.unit)
    if differ(here, there):
        return Outcome("unit", f"the source counts {b.what}, the draft {a.what}", 3)
    return None


def _status(a: Amount, b: Amount, text: str) -> Outcome | None:
    if b.status != a.status and b.status != "achieved" and not PLANS.search(text):
        spoken = {"target": "a target", "not_done": "what was not done"}[b.status]
        return Outcome("status", f"the source gives it as {spoken}, the draft as {_DONE[a.status]}", 1)
    return None


_DONE = {"achieved": "done", "target": "a target", "not_done": "not done"}


def _bounds(mine: Figure, text: str, b: Amount) -> Outcome | None:
    """Range, bound and "about"."""
    a = mine.amount
    if b.kind == "range":
        return _against_range(mine, text, b)
    if b.kind == "at_least" and a.kind in ("exact", "at_most", "about") and not (a.kind == "at_most" and b.floor is None):
        return _turned(a, b)
    if b.kind == "at_most" and a.kind in ("exact", "at_least", "about"):
        return _turned(a, b)
    if b.kind == "about" and a.kind in ("exact", "at_least", "at_most"):
        if a.kind == "exact":
            return Outcome("about-lost", f"the source says {written(b)}, the draft {written(a)}", 1)
        return _turned(a, b)
    if (
        b.kind in ("exact", "share")
        and a.kind == "at_least"
        and a.floor is not None
        and b.floor is not None
        and _exceeds(mine, a.floor, b.floor)
    ):
        return Outcome("bound-changed", f"the source says {written(b)}, the draft more than that", 1)
    if b.kind in ("exact", "share") and a.kind == "at_most" and a.ceiling is not None and b.floor is not None and a.ceiling < b.floor:
        return _turned(a, b)
    return None


def _exceeds(mine: Figure, bound: Decimal, exact: Decimal) -> bool:
    """Whether "more than" a number says more than the number itself bears."""
    return bound > exact or (bound == exact and STRICT.search(mine.words) is not None)


def _turned(a: Amount, b: Amount) -> Outcome:
    return Outcome("bound-changed", f"the source says {written(b)}, the draft {written(a)}", 1)


def _against_range(mine: Figure, text: str, b: Amount) -> Outcome | None:
    """A figure against the source's range: the range itself, a bound at its own end, or a part of it that says more."""
    a = mine.amount
    assert b.floor is not None and b.ceiling is not None
    number = text[mine.number.start : mine.number.end]
    low, high = (stands_for(x, number) if x is not None else None for x in (a.floor, a.ceiling))
    if a.kind == "range":
        one = step(a.floor or Decimal(0), number) if a.floor else Decimal(0)
        same = a.floor is not None and a.ceiling is not None and abs(a.floor - b.floor) <= one and abs(a.ceiling - b.ceiling) <= one
        return (
            None
            if same or (a.floor, a.ceiling) == (b.floor, b.ceiling)
            else Outcome("range-lost", f"the source says {written(b)}, the draft {written(a)}", 1)
        )
    if a.kind == "at_least" and low is not None and low.low <= b.floor:
        return None
    if a.kind == "at_most" and high is not None and high.high >= b.ceiling:
        return None
    if (a.kind == "share" and a.base is not None) or ENDS.search(text):
        return None
    return Outcome("range-lost", f"the source says {written(b)}, the draft {written(a)}", 1)
