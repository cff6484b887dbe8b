"""Totals, differences and parts that a draft prints, held against the numbers that it prints beside them; counts that hold each other added up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from firsthand.publish.drafts.evidence import Figure, Sentence
from firsthand.publish.drafts.rounding import Interval, interval_of
from firsthand.publish.drafts.values import Fault, Statement
from firsthand.tongues.nouns import differ, kind_of

BACK = 2  # statements of the same paragraph before this one whose numbers a total may add up
MOST_PARTS = 9
TOTAL = re.compile(
    r"\b(?:in total|in all|altogether|all told|together|a total of|combined|totals?|totall?ed|totall?ing|makes?|made|sum(?:s)? (?:of|to)|adds? up to|added up to|amounts? to|amounted to)\b"
    r"|合计|共计|总计|一共|总共|共发放|共采集|总数|两[^，。]{0,4}共|བསྡོམས|ཁྱོན",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?:an? )?(?:increase|rise|growth|decrease|drop|fall|difference) of\b|\b(?:up|down|rose|fell|grew|increased|decreased|dropped) by\b|\bmore in\b|增加了?|增长了?|减少了?|下降了?",
    re.IGNORECASE,
)
RUNNING = re.compile(
    r"\b(?:by|as of|up to|until|to date|so far|since the (?:start|beginning)|cumulative(?:ly)?)\b|截至|截止|累计|迄今|目前共|བར་དུ",
    re.IGNORECASE,
)
_MEN, _WOMEN = re.compile(r"\b(?:men|males|boys)\b|男", re.IGNORECASE), re.compile(r"\b(?:women|females|girls)\b|女", re.IGNORECASE)
_TOTAL_ROW = re.compile(r"\s*(?:total|totals|sum)\b|\s*(?:合计|总计|共计|བསྡོམས)", re.IGNORECASE)
_ROW_END = re.compile(r"[.。;；!?？！]\s*$")
Printed = tuple[Figure, str]


def faults_of(statement: Statement, sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Fault]:
    """Totals that are not the sum of their parts, differences that are none, running counts added up."""
    near = [(f, s.text) for s in before[-BACK:] for f in _counts(s)]
    here = [(f, sentence.text) for f in _counts(sentence)]
    yield from _by_sex(statement, here)
    total = _behind(TOTAL, sentence, here)
    if total is not None:
        yield from _total(statement, sentence, total, [p for p in here if p[0] is not total[0]], near, before)
    change = _behind(CHANGE, sentence, here)
    if change is not None:
        yield from _change(statement, change, [p for p in here if p[0] is not change[0]], near)


def derived(sentence: Sentence, before: Sequence[Sentence]) -> frozenset[Decimal]:
    """Numbers of a statement that are sums or differences of others that stand near."""
    here = [(f, sentence.text) for f in _counts(sentence)]
    near = here + [(f, s.text) for s in before[-BACK:] for f in _counts(s)]
    out = set()
    for f, text in here:
        others = [p for p in near if p[0] is not f]
        if _sums(f, text, others, 2) or _differs(f, text, others):
            out.add(f.values[0])
    return frozenset(out)


def _counts(sentence: Sentence) -> list[Figure]:
    """Single counts, outside quotation marks."""
    return [
        f
        for f in sentence.figures
        if f.amount.unit != "%"
        and kind_of(f.amount.what or f.amount.unit) not in _TIME
        and f.amount.floor is not None
        and f.amount.floor == f.amount.ceiling
        and not any(q.start <= f.at.start < q.end for q in sentence.quoted)
    ]


def _behind(cue: re.Pattern[str], sentence: Sentence, here: Sequence[Printed]) -> Printed | None:
    """The figure that a word of summing up speaks of: one behind it that no other of its kind exceeds, else the last right before it."""
    for m in cue.finditer(sentence.text):
        after = next((p for p in here if m.end() <= p[0].at.start + 3 and p[0].at.start - m.end() < 40), None)
        if after is not None and (
            cue is CHANGE or not any(p[0].values[0] > after[0].values[0] and not _unlike(p[0], after[0]) for p in here)
        ):
            return after
        before = next((p for p in reversed(here) if p[0].at.end <= m.start() and m.start() - p[0].at.end < 4), None)
        if before is not None:
            return before
    return None


def _sum_of(parts: Sequence[Printed]) -> Interval | None:
    total = Interval(Decimal(0), Decimal(0))
    for f, text in parts:
        one = interval_of(f, text)
        if one is None:
            return None
        total = total.plus(one)
    return total


def _sums(f: Figure, text: str, others: Sequence[Printed], least: int) -> tuple[Printed, ...]:
    """Parts that can add up to a number; () for none."""
    whole = interval_of(f, text)
    fitting = [p for p in others if p[0].values[0] < f.values[0] and not _unlike(f, p[0])][-MOST_PARTS:]
    if whole is None:
        return ()
    for size in range(len(fitting), least - 1, -1):
        for parts in combinations(fitting, size):
            total = _sum_of(parts)
            if total is not None and total.meets(whole):
                return parts
    return ()


def _differs(f: Figure, text: str, others: Sequence[Printed]) -> bool:
    """Whether a number can be the difference of two others."""
    mine = interval_of(f, text)
    for a, b in combinations([p for p in others if p[0].values[0] > f.values[0] or p[0].values[0] > 100], 2):
        one, two = interval_of(*a), interval_of(*b)
        if mine and one and two and (one.minus(two).meets(mine) or two.minus(one).meets(mine)):
            return True
    return False


def _unlike(one: Figure, two: Figure) -> bool:
    """Whether two numbers surely count different things."""
    a, b = (kind_of(f.amount.what or f.amount.unit) for f in (one, two))
    return differ(a, b) or bool(a and b and a != b and not {a, b} <= _PEOPLE)


_TIME = frozenset(("year", "month", "week", "day", "hour", "minute", "月", "周", "个月", "星期", "分钟"))
_PEOPLE = frozenset(
    (
        "person",
        "people",
        "student",
        "officer",
        "patient",
        "worker",
        "man",
        "woman",
        "men",
        "women",
        "resident",
        "child",
        "children",
        "男性",
        "女性",
    )
)


def _total(
    statement: Statement, sentence: Sentence, total: Printed, here: Sequence[Printed], near: Sequence[Printed], before: Sequence[Sentence]
) -> Iterator[Fault]:
    f, text = total
    parts = _sums(f, text, here, 2) or _sums(f, text, [*near, *here], 2)
    at = statement.at(f.at.start, f.at.end)
    if parts:
        if _hold_each_other(sentence, before, parts):
            why = f"{_listed(parts)} are running counts: the later one holds the earlier, and they cannot be added up to {f.words}."
            yield Fault("overlap", why, at, became=f.words)
        return
    same = [p for p in here if not _unlike(f, p[0]) and p[0].values[0] < f.values[0]]
    if len(same) >= 2:
        yield _off(f, same, at)
        return
    fitting = [p for p in [*near, *same] if not _unlike(f, p[0]) and p[0].values[0] < f.values[0]][-MOST_PARTS:]
    for size in (2, 3, 4):
        for some in combinations(fitting, size):
            exact = sum((p[0].values[0] for p in some), Decimal(0))
            if all(p in some for p in same) and slip(exact, f.values[0]):
                yield _off(f, some, at)
                return


def _off(f: Figure, parts: Sequence[Printed], at: object) -> Fault:
    exact = sum((p[0].values[0] for p in parts), Decimal(0))
    return Fault("total", f"{_listed(parts)} make {exact:,f}, not {f.words}.", at, became=f.words)  # type: ignore[arg-type]


def _listed(parts: Sequence[Printed]) -> str:
    words = [f"{p[0].values[0]:,f}" for p in parts]
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else words[0]


def slip(right: Decimal, printed: Decimal) -> bool:
    """Whether a number differs from another by one digit, or by two that were exchanged."""
    a, b = f"{right:f}", f"{printed:f}"
    if len(a) != len(b) or a == b or len(a) < 3:
        return False
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    return len(wrong) == 1 or (len(wrong) == 2 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]])


def _hold_each_other(sentence: Sentence, before: Sequence[Sentence], parts: Sequence[Printed]) -> bool:
    """Whether all parts are counts up to a day: "by 31 August ... by 31 December", 截至, 累计."""
    texts = {text for _, text in parts}
    told = [s for s in (*before[-BACK:], sentence) if s.text in texts]
    return (
        len(parts) >= 2
        and len(told) == len(texts)
        and all(_runs(s, f) for f, text in parts for s in told if s.text == text)
        and len(texts) >= 2
    )


def _runs(sentence: Sentence, f: Figure) -> bool:
    return f.amount.measure == "cumulative" or RUNNING.search(sentence.text) is not None


def _change(statement: Statement, change: Printed, here: Sequence[Printed], near: Sequence[Printed]) -> Iterator[Fault]:
    """An increase or a difference that is not that of the two numbers beside it."""
    f, text = change
    pool = [p for p in here if not _unlike(f, p[0])]
    if len(pool) < 2:
        pool = [p for p in [*near, *here] if not _unlike(f, p[0])]
    if len(pool) < 2 or _differs(f, text, pool):
        return
    if len(pool) == 2:
        exact = abs(pool[0][0].values[0] - pool[1][0].values[0])
        why = f"From {pool[0][0].values[0]:,f} to {pool[1][0].values[0]:,f} it is {exact:,f}, not {f.words}."
        yield Fault("total", why, statement.at(f.at.start, f.at.end), became=f.words)


def _by_sex(statement: Statement, here: Sequence[Printed]) -> Iterator[Fault]:
    """People of whom so many are men and so many women, where the two do not make up all."""
    for at in range(len(here) - 2):
        whole, one, two = here[at : at + 3]
        kinds = [(_MEN.search(_near(p)) is not None, _WOMEN.search(_near(p)) is not None) for p in (one, two)]
        if kinds not in ([(True, False), (False, True)], [(False, True), (True, False)]) or not _person(whole[0]):
            continue
        total, printed = _sum_of((one, two)), interval_of(*whole)
        if total is not None and printed is not None and not total.meets(printed):
            exact = one[0].values[0] + two[0].values[0]
            why = f"{_listed((one, two))} make {exact:,f}, not {whole[0].words}."
            yield Fault("total", why, statement.at(one[0].at.start, two[0].at.end), became=whole[0].words)


def _near(p: Printed) -> str:
    """What a figure counts, with the word right before it: 男性1,189人."""
    f, text = p
    return (
        re.sub(r"(?i)women", "women", text[max(0, f.at.start - 3) : f.at.end])
        if "\u4e00" <= text[max(0, f.at.start - 1)] <= "\u9fff"
        else f.amount.what
    )


def _person(f: Figure) -> bool:
    return kind_of(f.amount.what or f.amount.unit) in _PEOPLE


# ---- tables -----------------------------------------------------------------------------------------------------------------------------------


def of_tables(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> Iterator[tuple[int, Fault]]:
    """Rows of totals whose columns do not add up: the number of the statement, and the fault."""
    for last, row in enumerate(statements):
        if not _TOTAL_ROW.match(row.text) or _ROW_END.search(row.text):
            continue
        width = len(_cells(sentences[last]))
        rows: list[int] = []
        for back in range(last - 1, -1, -1):
            if _ROW_END.search(statements[back].text) or len(_cells(sentences[back])) != width:
                break
            rows.append(back)
        if width and len(rows) >= 2:
            yield from ((last, f) for f in _columns(row, sentences[last], [sentences[r] for r in reversed(rows)], width))


def _cells(sentence: Sentence) -> list[Figure]:
    return [f for f in sentence.figures if f.values and f.amount.unit != "%"]


def _columns(row: Statement, total: Sentence, rows: Sequence[Sentence], width: int) -> Iterator[Fault]:
    for column in range(width):
        f = _cells(total)[column]
        parts = [(_cells(s)[column], s.text) for s in rows]
        added, printed = _sum_of(parts), interval_of(f, total.text)
        if added is not None and printed is not None and not added.meets(printed):
            yield _off(f, parts, row.at(f.at.start, f.at.end))
