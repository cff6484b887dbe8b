"""Amounts in Tibetan: noun, bound, number, bound; ནས ... བར for ranges, ནང་ནས for a part of a whole. Not checked by a native reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from firsthand.model.amounts import Amount, AmountKind, Measure, Status
from firsthand.model.passages import Span
from firsthand.tongues.bo import counting as bo
from firsthand.tongues.counting import Counted
from firsthand.tongues.nouns import NOUNS
from firsthand.tongues.numeral import Numeral
from firsthand.tongues.numerals import numbers_in

LOOK = 40
_T = "[་༌ \u00a0]"


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w).replace("་", "[་༌]") for w in sorted(words, key=len, reverse=True))


_LEFT = re.compile(
    rf"(?:(?P<more>{_any(bo.MORE)})|(?P<at_least>{_any(bo.BEFORE['at_least'])})|(?P<at_most>{_any(bo.BEFORE['at_most'])})|(?P<about>{_any(bo.BEFORE['about'])})|(?P<percent>{_any(bo.PERCENT)})){_T}*$"
)
_RIGHT = re.compile(
    rf"{_T}*(?:(?P<at_least>{_any(bo.AFTER['at_least'])})|(?P<at_most>{_any(bo.AFTER['at_most'])})|(?P<about>{_any(bo.AFTER['about'])})|(?P<percent>%))"
)
_NOT_AFTER, _NOT_BEFORE = re.compile(bo.NOT_AFTER), re.compile(bo.NOT_BEFORE)
_NOUN = re.compile(rf"((?:[\u0f40-\u0fbc]+[་༌]){{1,2}}){_T}*$")
_THREE = re.compile(rf"((?:[\u0f40-\u0fbc]+[་༌]){{3}}){_T}*$")
_FROM = re.compile(rf"{_T}*ནས{_T}*")
_UPTO = re.compile(rf"{_T}*བར")
_OUT_OF = re.compile(rf"{_T}*(?:གྱི|ཀྱི|གི|ཡི)?{_T}*ནང[་༌]ནས{_T}*")
_PARTICLES = frozenset(
    ["ལ", "ནས", "གི", "ཀྱི", "གྱི", "ཡི", "གིས", "ཀྱིས", "གྱིས", "ཡིས", "དང", "ཏེ", "དེ", "སྟེ", "ཞིང", "ཞེས", "ཅེས", "སུ", "ཏུ", "དུ", "རུ", "ར", "ན", "བར", "ལས"]
)
_TARGET, _NOT_DONE = re.compile(bo.TARGET), re.compile(bo.NOT_DONE)
_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (("cumulative", re.compile(bo.CUMULATIVE)), ("stock", re.compile(bo.STOCK)))


def tibetan_amounts(text: str, masked: Sequence[Span] = ()) -> tuple[Counted, ...]:
    """The amounts of a Tibetan text; `masked` spans hold none."""
    numerals = [n for n in numbers_in(text, "bo") if not _hidden(text, n, masked)]
    out: list[Counted] = []
    done = 0
    for i, n in enumerate(numerals):
        if n.start < done:
            continue
        one = _pair(text, n, numerals[i + 1]) if i + 1 < len(numerals) else None
        one = one or _single(text, n)
        if one:
            out.append(one)
            done = one.span.end
    return tuple(out)


def _hidden(text: str, n: Numeral, masked: Sequence[Span]) -> bool:
    if any(s.start < n.end and n.start < s.end for s in masked):
        return True
    return bool(_NOT_AFTER.search(text[max(0, n.start - LOOK) : n.start]) or _NOT_BEFORE.match(text, n.end))


def _left(text: str, at: int) -> tuple[str, int, bool, bool]:
    bound, more, percent = "", False, False
    for _ in range(3):
        m = _LEFT.search(text[max(0, at - LOOK) : at])
        if not m:
            break
        at = max(0, at - LOOK) + m.start()
        if m["more"]:
            more = True
        elif m["percent"]:
            percent = True
        else:
            bound = bound or str(m.lastgroup)
    return bound, at, more, percent


def _noun(text: str, at: int) -> tuple[int, str]:
    m = _NOUN.search(text[max(0, at - LOOK) : at])
    if not m:
        return at, ""
    three = _THREE.search(text[max(0, at - LOOK) : at])
    if three and three[1].rstrip("་༌") in bo.PEOPLE:
        return text.rfind(three[1].rstrip("་༌"), 0, at), three[1].rstrip("་༌")
    syllables = [s for s in re.split("[་༌]", m[1]) if s]
    if "་".join(syllables) in NOUNS:
        noun = "་".join(syllables)
        return text.rfind(noun, 0, at), noun
    if syllables[-1] in _PARTICLES:
        return at, ""
    if len(syllables) == 2 and (syllables[0] in _PARTICLES or syllables[1] == "མི"):
        syllables = syllables[1:]
    noun = "་".join(syllables)
    return text.rfind(noun, 0, at) if noun in text[:at] else at, noun


def _unit(noun: str) -> str:
    return "people" if noun in bo.PEOPLE else noun


def _single(text: str, n: Numeral) -> Counted | None:
    bound, at, more, percent = _left(text, n.start)
    start, noun = _noun(text, at)
    if noun and not bound:
        bound, start, _, _ = _left(text, start)
    end = n.end
    m = _RIGHT.match(text, end)
    if m:
        end = m.end()
        percent = percent or m.lastgroup == "percent"
        bound = bound or (str(m.lastgroup) if m.lastgroup != "percent" else "")
    if not noun and not bound and not percent and (n.form == "words" or (n.value or 0) < 10):
        return None
    if n.form == "words" and n.value == 1 and not bound:
        return None
    kind: AmountKind = "share" if percent else "exact"
    amount = _amount(bound, n.value, kind, "%" if percent else _unit(noun), noun)
    return _counted(text, start, end, n, amount, more, f"number with {bound}" if bound else "number")


def _pair(text: str, a: Numeral, b: Numeral) -> Counted | None:
    if a.value is None or b.value is None:
        return None
    bound, at, more, percent = _left(text, a.start)
    start, noun = _noun(text, at)
    upto = _UPTO.match(text, b.end)
    if _FROM.fullmatch(text, a.end, b.start) and upto and a.value < b.value:
        amount = Amount(a.value, b.value, "range", "%" if percent else _unit(noun), noun)
        return _counted(text, start, upto.end(), replace(a, end=b.end), amount, more, "range")
    if _OUT_OF.fullmatch(text, a.end, b.start) and b.value < a.value:
        amount = replace(_amount(bound, b.value, "share", _unit(noun), noun), base=a.value)
        return _counted(text, start, b.end, b, amount, more, "share of a whole")
    return None


def _counted(text: str, start: int, end: int, n: Numeral, amount: Amount, more: bool, rule: str) -> Counted:
    clause = re.split("[།༎]", text[end : end + 60])[0]
    status: Status = "not_done" if _NOT_DONE.search(clause) else "target" if _TARGET.search(clause) else "achieved"
    measure: Measure = next((name for name, cue in _MEASURES if cue.search(text[max(0, start - 20) : start] + clause)), "unsaid")
    return Counted(Span(start, end), replace(amount, status=status, measure="additional" if more else measure), rule, Span(n.start, n.end))


def _amount(bound: str, value: Decimal | None, plain: AmountKind, unit: str, what: str) -> Amount:
    if bound == "at_least":
        return Amount(value, None, "at_least", unit, what)
    if bound == "at_most":
        return Amount(None, value, "at_most", unit, what)
    return Amount(value, value, "about" if bound == "about" else plain, unit, what)
