"""Amounts in Chinese and Japanese: bound, number, classifier, counted noun; 百分之, N人中的M人, 至, 余, 以上, 应采 and 实采."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from firsthand.model.amounts import Amount, AmountKind, Measure, Status
from firsthand.model.passages import Span
from firsthand.tongues.counting import Counted
from firsthand.tongues.numeral import Numeral
from firsthand.tongues.numerals import numbers_in
from firsthand.tongues.zh import counting as zh

LOOK = 12  # code points around a number that hold its bound, classifier and noun
_CLASSIFIERS = "|".join(sorted(zh.CLASSIFIERS, key=len, reverse=True))
_LEFT = re.compile(rf"(?:(?P<more>{'|'.join(sorted(zh.MORE, key=len, reverse=True))})|(?P<at_least>{'|'.join(sorted(zh.BEFORE['at_least'], key=len, reverse=True))})|(?P<at_most>{'|'.join(sorted(zh.BEFORE['at_most'], key=len, reverse=True))})|(?P<about>(?<!附)(?<!最)(?:{'|'.join(sorted(zh.BEFORE['about'], key=len, reverse=True))})))(?:有|了|是)?\s?$")  # fmt: skip
_RIGHT = re.compile(
    rf"\s?(?:(?P<at_least>{'|'.join(zh.AFTER['at_least'])})|(?P<at_most>{'|'.join(zh.AFTER['at_most'])})|(?P<about>{'|'.join(zh.AFTER['about'])}))"
)
_UNIT = re.compile(rf"\s?(?P<unit>{_CLASSIFIERS})")
_TO = re.compile(rf"\s?(?:{'|'.join(zh.TO)})\s?")
_PERCENT = re.compile(rf"\s?(?:{'|'.join(zh.PERCENT)})|\s?成(?!年|立|为|為|功|员|員|就|果|都|本|分|人)")
_NOT_AFTER, _NOT_BEFORE = re.compile(zh.NOT_AFTER), re.compile(zh.NOT_BEFORE)
_EDGE = re.compile(r"[。！？；;，,：:\n、（）()“”「」]|但|而(?!且)")
_TARGET, _NOT_DONE, _ACHIEVED = re.compile(zh.TARGET), re.compile(zh.NOT_DONE), re.compile(zh.ACHIEVED)
_MEASURES: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    ("cumulative", re.compile(zh.CUMULATIVE)),
    ("stock", re.compile(zh.STOCK)),
    ("flow", re.compile(zh.FLOW)),
)
_DATE = re.compile(
    r"(?:(?:\d{2,4}|[〇零一二三四五六七八九]{2,4})\s?年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月(?:份|底|初|中旬|上旬|下旬)?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號](?!楼|樓|文|令))?(?:\s?[至到-]\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?[日号號])?|\d{1,2}[时時点點]\d{0,2}分?|https?://\S+|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}:\d{2}(?::\d{2})?"
)
_OF = re.compile(rf"(?P<unit>(?:{_CLASSIFIERS})?[\u4e00-\u9fff]{{0,6}}?)(?:中的|中有|之中|之中有|中，有|里有|裏有|当中有|中，|中)\s?$")
_TOTALS = ("合计", "合計", "共计", "共計", "总计", "總計", "累计", "累計")  # after what is counted
_NOUN_STOPS = frozenset(
    [
        "被",
        "将",
        "將",
        "在",
        "于",
        "於",
        "是",
        "已",
        "的",
        "了",
        "和",
        "与",
        "與",
        "及",
        "有",
        "从",
        "從",
        "对",
        "對",
        "把",
        "并",
        "並",
        "未",
        "没",
        "沒",
        "因",
        "向",
        "由",
        "为",
        "為",
        "就",
        "也",
        "都",
        "而",
        "以",
        "等",
        "后",
        "後",
        "前",
        "中",
        "内",
        "其",
        "该",
        "該",
        "到",
        "至",
        "死",
        "受",
        "参",
        "來",
        "来",
        "进",
        "進",
        "が",
        "は",
        "を",
        "に",
        "の",
        "で",
        "と",
        "も",
        "へ",
        "から",
        "まで",
        "や",
    ]
)


def han_amounts(text: str, language: str, masked: Sequence[Span] = ()) -> tuple[Counted, ...]:
    """The amounts of a Chinese or Japanese text; `masked` spans hold none."""
    spans = sorted([(s.start, s.end) for s in masked] + [m.span() for m in _DATE.finditer(text) if m.end() > m.start()])
    starts: list[int] = []
    reach: list[int] = []
    for a, b in spans:
        starts.append(a)
        reach.append(max(b, reach[-1] if reach else 0))

    def hidden(n: Numeral) -> bool:
        at = bisect_right(starts, n.start) - 1
        if (at >= 0 and reach[at] > n.start) or _NOT_AFTER.search(text, max(0, n.start - LOOK), n.start):
            return True
        return bool(_NOT_BEFORE.match(text, n.end)) and not re.match(r"\s?(?:代表|多?[名人])", text[n.end : n.end + 4])

    numerals = [n for n in numbers_in(text, language)]
    out: list[Counted] = []
    done = 0
    for i, n in enumerate(numerals):
        if n.start < done or hidden(n):
            continue
        following = numerals[i + 1] if i + 1 < len(numerals) and not hidden(numerals[i + 1]) else None
        one = (_whole(text, n, following) or _range(text, n, following) if following else None) or _single(text, n)
        if one:
            out.append(one)
            done = one.span.end
    return tuple(out)


def _left(text: str, at: int) -> tuple[str, int, bool]:
    bound, more = "", False
    for _ in range(3):
        m = _LEFT.search(text, max(0, at - LOOK), at)
        if not m:
            break
        if m["more"]:
            more = True
        elif not bound or bound == "about":
            bound = str(m.lastgroup)
        at = m.start()
    return bound, at, more


def _in_per_cent(text: str, n: Numeral, percent: re.Match[str] | None, share: bool, left: tuple[str, int, bool]) -> Counted | None:
    """A share in per cent, with 百分之 before it (`share`) or a sign after it; `left`: bound, beginning and "another" before the number."""
    bound, start, more = left
    end = percent.end() if percent else n.end
    value = n.value * 10 if percent and "成" in percent[0] and n.value is not None else n.value
    right = _RIGHT.match(text, end)
    bound = str(right.lastgroup) if right else bound
    outer, first, another = _left(text, text.rfind("百分之", 0, n.start) if share else start)
    amount = _amount(outer or bound, value, "share", "%", "")
    return _counted(text, first, right.end() if right else end, n, amount, more or another, "share in per cent")


def _single(text: str, n: Numeral) -> Counted | None:
    bound, start, more = _left(text, n.start)
    share = text[max(0, start - 4) : start].rstrip().endswith("百分之") or text[max(0, n.start - 4) : n.start].rstrip().endswith("百分之")
    percent = _PERCENT.match(text, n.end)
    if share or percent:
        return _in_per_cent(text, n, percent, share, (bound, start, more))
    end, unit, what, right_bound = _after(text, n)
    bound = right_bound or bound or ("at_least" if re.search("[余多餘来]", text[n.start : n.end]) else "")
    if not unit and (
        text[n.start : n.end] in zh.NOT_WORDS or (n.form == "words" and not bound) or (n.form == "figure" and not n.grouped and not bound)
    ):
        return None
    if n.form == "words" and n.value == 1 and not bound:
        return None
    if re.match(r"\s?[岁歲]", text[end : end + 2]) or unit in ("岁", "歲"):
        return None
    if n.top is not None:
        return _counted(text, start, end, n, Amount(n.value, n.top, "range", unit, what), more, "range")
    kind: AmountKind = "vague" if n.form == "magnitude" else "exact"
    return _counted(
        text,
        start,
        end,
        n,
        _amount(bound, n.value, kind, unit, what),
        more,
        "magnitude" if kind == "vague" else f"number with {bound}" if bound else "number",
    )


def _after(text: str, n: Numeral) -> tuple[int, str, str, str]:
    """After a number: where the counted phrase ends, its unit, the noun, a bound that stands behind."""
    end, bound = n.end, ""
    for _ in range(2):
        m = _RIGHT.match(text, end)
        if m and not bound:
            bound, end = str(m.lastgroup), m.end()
    unit = _UNIT.match(text, end)
    if not unit:
        noun = _noun(text[end : end + LOOK]) if bound or n.grouped or n.form == "magnitude" else ""
        return end + len(noun), _kind_of(noun), noun, bound
    end, name = unit.end(), unit["unit"]
    m = _RIGHT.match(text, end)
    if m and not bound and m[0].strip() not in ("多", "超", "许", "許"):
        bound, end = str(m.lastgroup), m.end()
    noun = "" if name in zh.MONEY else _noun(text[end : end + LOOK])
    return end + len(noun), "people" if name in zh.PEOPLE or noun in zh.PEOPLE else _kind_of(noun) or name, noun or name, bound


def _kind_of(noun: str) -> str:
    return (
        "people"
        if noun in zh.PEOPLE or any(noun.endswith(p) for p in zh.PEOPLE if len(p) > 1) or noun.endswith(("者", "民", "员", "員", "人"))
        else noun
    )


@lru_cache(maxsize=4096)
def _noun(ahead: str) -> str:
    """The noun phrase at the head of a few characters: nouns and adjectives as the segmenter tags them."""
    run = re.match(r"[\u4e00-\u9fffA-Za-z·]+", ahead)
    if not run:
        return ""
    import rjieba

    out = ""
    for word, tag in rjieba.tag(run[0]):
        if word[0] in _NOUN_STOPS or word in _TOTALS or not tag.startswith(("n", "b", "a", "eng", "vn", "z", "j", "l", "i", "x")):
            break
        out += word
        if len(out) >= 8:
            break
    return out


def _range(text: str, a: Numeral, b: Numeral) -> Counted | None:
    between = text[a.end : b.start]
    unit = _UNIT.match(between)
    gap = between[unit.end() :] if unit else between
    if not _TO.fullmatch(gap) or a.value is None or b.value is None or "magnitude" in (a.form, b.form):
        return None
    low = a.value * b.scale if a.scale == 1 and b.scale > 1 and a.value < b.mantissa else a.value
    if low >= b.value or ("、" in gap and b.value - low > 1):
        return None
    percent = _PERCENT.match(text, b.end)
    _, start, more = _left(text, a.start)
    if percent or text[max(0, start - 3) : start] == "百分之":
        start = start - 3 if not percent else start
        return _counted(text, start, percent.end() if percent else b.end, a, Amount(low, b.value, "range", "%", ""), more, "range")
    end, kind, what, _ = _after(text, b)
    if not kind:
        return None
    return _counted(text, start, end, replace(a, end=b.end), Amount(low, b.value, "range", kind, what), more, "range")


def _whole(text: str, a: Numeral, b: Numeral) -> Counted | None:
    """N座房屋中的M座: the whole stands first in Chinese."""
    if b.start - a.end > 20 or a.value is None or b.value is None or not b.value < a.value:
        return None
    gap = _OF.fullmatch(text, a.end, b.start)
    if not gap:
        return None
    bound, start, more = _left(text, a.start)
    end, unit, what, right = _after(text, b)
    amount = replace(_amount(right or bound, b.value, "share", unit, what), base=a.value)
    return _counted(text, start, end, b, amount, more, "share of a whole")


def _counted(text: str, start: int, end: int, n: Numeral, amount: Amount, more: bool, rule: str) -> Counted:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    edges = [m.end() for m in _EDGE.finditer(before)]
    edge = _EDGE.search(after)
    left, right = before[edges[-1] if edges else 0 :], after[: edge.start() if edge else len(after)]
    clause = left + "·" + right
    status: Status = "achieved"
    if not _ACHIEVED.search(left[-8:]):
        status = "not_done" if _NOT_DONE.search(left[-8:] + "·" + right) else "target" if _TARGET.search(clause) else "achieved"
    measure: Measure = next((name for name, cue in _MEASURES if cue.search(clause)), "unsaid")
    return Counted(Span(start, end), replace(amount, status=status, measure="additional" if more else measure), rule, Span(n.start, n.end))


def _amount(bound: str, value: Decimal | None, plain: AmountKind, unit: str, what: str) -> Amount:
    if plain == "vague":
        return Amount(value or None, None, "vague", unit, what)
    if bound == "at_least":
        return Amount(value, None, "at_least", unit, what)
    if bound == "at_most":
        return Amount(None, value, "at_most", unit, what)
    return Amount(value, value, "about" if bound == "about" else plain, unit, what)
