"""What differs between the amounts of two sentences: range, base, magnitude, unit, bound, a further or planned amount, the number itself.

Rounding within the printed place, another word for the same bound and another name for the same counted thing are silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.passages import Span
from firsthand.tongues.bearings import when_in, where_in
from firsthand.tongues.nouns import KINDS, NOUNS, differ, kind_of
from firsthand.trace.act_words import COLUMN
from firsthand.trace.acts_told import act_at, climbed, form_change
from firsthand.trace.clauses import Clause
from firsthand.trace.wording import negations, own_possessive

SHARED_SOURCE = frozenset(
    ["bound_turned", "additional_lost", "range_dropped", "range_to_top", "base_to_count", "denominator_changed", "unit_changed"]
)
LONG = 14  # words or syllables from which an undated sentence is about one thing
CLOSER = 0.62  # likeness from which another number is read as the same number changed


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that says something else: the aspect (amount, date, ...), the code, the field, where it stands now and stood before, the words."""

    aspect: str
    type: str
    field: str
    span: Span
    to_span: Span
    was: str
    became: str


def other_place(one: Clause, two: Clause) -> bool:
    """Whether the two sentences name places of one class and no common one: the same words about other places are other claims."""
    here, there = where_in(one.text), where_in(two.text)
    if not here or not there or any(a.same(b) for a in here for b in there):
        return False
    return {a.level for a in here} == {b.level for b in there} and all(a.name for a in (*here, *there))


def amount_changes(was: Clause, became: Clause, like: float, across: bool) -> list[Change]:
    before = [c for c in was.claims if c.amount and c.amount_at]
    after = [c for c in became.claims if c.amount and c.amount_at]
    out: list[Change] = []
    for old, new in _matched(before, after, like >= CLOSER or across):
        assert new.amount_at and old.amount_at
        for part, code in _amount(old, new, was, became, like, across):
            then, now = old.amount_at, new.amount_at
            if part == "status" and was.language in COLUMN and became.language in COLUMN:
                then, now = act_at(was, then), act_at(became, now)
            out.append(Change("amount", code, part, now, then, words_at(was, then), words_at(became, now)))
        if numbers_of(old.amount) & numbers_of(new.amount) and not any(c.field == "status" for c in out):
            out += _graver(was, old.amount_at, became, new.amount_at)
    return out or _interval_left(was, before, after)


def _graver(was: Clause, then: Span, became: Clause, now: Span) -> list[Change]:
    """The act told of one figure, where it is graver now; not where a denial of it was lost, which is said as such."""
    if negations(was) or negations(became):
        return []
    return [
        Change("act", code, "act", at_now, at_then, words_at(was, at_then), words_at(became, at_now))
        for code, at_now, at_then in climbed(was, then, became, now)
    ]


def _interval_left(was: Clause, before: list[Claim], after: list[Claim]) -> list[Change]:
    """A figure that came with its interval and now stands without: said of the figure."""
    interval = next((c for c in before if c.amount and c.amount.kind == "range"), None)
    if not interval or not interval.amount or any(c.amount and c.amount.kind == "range" for c in after):
        return []
    low, high = interval.amount.floor, interval.amount.ceiling
    for c in after:
        value = value_of(c.amount) if c.amount else None
        if (
            value is not None
            and low is not None
            and high is not None
            and low < value < high
            and any(numbers_of(b.amount) & numbers_of(c.amount) for b in before)
        ):
            assert c.amount_at and interval.amount_at
            return [
                Change(
                    "amount",
                    "range_dropped",
                    "number",
                    c.amount_at,
                    interval.amount_at,
                    words_at(was, interval.amount_at),
                    c.passages[0].quote[c.amount_at.start - c.passages[0].start : c.amount_at.end - c.passages[0].start],
                )
            ]
    return []


def by_number(was: Clause, became: Clause) -> tuple[Change, ...]:
    """What changed about the numbers that two texts have from one source, whatever the words around them: turned bounds, "another" and intervals lost, a whole taken for a count."""
    if was.figures.isdisjoint(became.figures) or other_place(was, became):
        return ()
    before, after = when_in(was.text), when_in(became.text)
    if before and after and not any(a.agrees(b) for a, _ in before for b, _ in after):
        return ()
    return tuple(c for c in amount_changes(was, became, 0.0, was.language != became.language) if c.type in SHARED_SOURCE)


def _matched(before: list[Claim], after: list[Claim], loose: bool) -> list[tuple[Claim, Claim]]:
    """Pairs of amounts: the same first, then those that share a number, then (`loose`) those left over if one is left on each side."""
    rest, out = list(before), []
    waiting = []
    for new in after:
        same = next((o for o in rest if o.amount == new.amount), None)
        if same:
            rest.remove(same)
            out.append((same, new))
        else:
            waiting.append(new)
    left = []
    for new in waiting:
        near = next((o for o in rest if numbers_of(o.amount) & numbers_of(new.amount)), None)
        if near:
            rest.remove(near)
            out.append((near, new))
        else:
            left.append(new)
    if len(left) == len(rest) == 1 and loose:
        out.append((rest[0], left[0]))
    return out


def numbers_of(a: Amount | None) -> set[Decimal]:
    return {x for x in (a.floor, a.ceiling, a.base) if x is not None} if a else set()


def _amount(old: Claim, new: Claim, was: Clause, became: Clause, like: float, across: bool) -> list[tuple[str, str]]:
    """What changed about one amount: what it counts or how much first, else its bound and whether it is a further one."""
    a, b = old.amount, new.amount
    assert a and b
    main = _range(a, b) or _base(a, b) or _magnitude(a, b) or _unit(a, b) or _possessed(old, new, was, became)
    if main:
        return [main]
    found = [x for x in (_bound(a, b), _further(a, b, old, new, was, became)) if x]
    if not found and like >= CLOSER and not across and _dated_alike(was, became):
        found = [x for x in (_number(a, b),) if x]
    return found


def _range(a: Amount, b: Amount) -> tuple[str, str] | None:
    if a.kind != "range" or b.kind == "range" or b.kind == "vague":
        return None
    value = b.ceiling if b.ceiling is not None else b.floor
    if value == a.ceiling:
        return "number", "range_to_top"
    return (
        ("number", "range_dropped")
        if value is not None and a.floor is not None and a.ceiling is not None and a.floor <= value <= a.ceiling
        else None
    )


def _base(a: Amount, b: Amount) -> tuple[str, str] | None:
    if a.base is not None and b.base is not None and a.base != b.base and a.floor == b.floor:
        return "base", "denominator_changed"
    if a.base is not None and b.base is None and b.kind != "share" and a.base in (b.floor, b.ceiling) and a.base != a.floor:
        return "base", "base_to_count"
    return None


def _magnitude(a: Amount, b: Amount) -> tuple[str, str] | None:
    one, two = value_of(a), value_of(b)
    if one is None or two is None or one == two or "range" in (a.kind, b.kind) or (a.kind == "vague") != (b.kind == "vague"):
        return None
    ratio = max(one, two) / min(one, two) if min(one, two) > 0 else Decimal(0)
    return ("number", "magnitude") if ratio in (Decimal(10), Decimal(100), Decimal(1000), Decimal(10**4), Decimal(10**6)) else None


def value_of(a: Amount) -> Decimal | None:
    return a.floor if a.floor is not None else a.ceiling


def _unit(a: Amount, b: Amount) -> tuple[str, str] | None:
    if not numbers_of(a) & numbers_of(b) or a.kind == "vague":
        return None
    if (a.unit == "%") != (b.unit == "%"):
        return ("unit", "unit_changed") if a.unit and b.unit and value_of(a) == value_of(b) else None
    return ("unit", "unit_changed") if differ(kind_told(a), kind_told(b)) else None


_TURNS = {
    ("at_most", "at_least"): "bound_turned", ("at_least", "at_most"): "bound_turned", ("at_most", "exact"): "bound_lost", ("at_least", "exact"): "bound_lost", ("at_most", "about"): "bound_lost",
    ("exact", "at_least"): "bound_added", ("exact", "at_most"): "bound_added", ("about", "at_least"): "bound_added", ("about", "at_most"): "bound_added",
    ("about", "exact"): "about_dropped", ("exact", "about"): "hedge_added",
}  # fmt: skip


def _bound(a: Amount, b: Amount) -> tuple[str, str] | None:
    if not numbers_of(a) & numbers_of(b):
        return None
    one, two = (("exact" if x.kind == "share" else x.kind) for x in (a, b))
    code = _TURNS.get((one, two))
    return ("bound", code) if code else None


def _further(a: Amount, b: Amount, old: Claim, new: Claim, was: Clause, became: Clause) -> tuple[str, str] | None:
    if not numbers_of(a) & numbers_of(b):
        return None
    if a.measure == "additional" != b.measure:
        return "measure", "additional_lost"
    assert old.amount_at and new.amount_at
    if {was.language, became.language} <= COLUMN.keys():
        code = "" if negations(was) or negations(became) else form_change(was, old.amount_at, became, new.amount_at)
        return ("status", code) if code else None
    if a.status == "target" and b.status == "achieved" and old.stance == "planned" != new.stance:
        return "status", "target_to_achieved"
    if a.status == "achieved" and b.status == "target" and new.stance == "planned" != old.stance:
        return "status", "achieved_to_target"
    return None


def _up_to_figure(clause: Clause, at: Span) -> str:
    """The sentence up to the first digit of an amount."""
    start = at.start - clause.span.start
    digit = re.search(r"\d", clause.text[start : at.end - clause.span.start])
    return clause.text[: start + (digit.start() if digit else 0)]


def _possessed(old: Claim, new: Claim, was: Clause, became: Clause) -> tuple[str, str] | None:
    assert old.amount_at and new.amount_at
    if (
        own_possessive(was, old.amount_at)
        and not own_possessive(became, new.amount_at)
        and re.search(r"\b(?:from|of|on)\s+$", _up_to_figure(became, new.amount_at))
    ):
        return "number", "base_to_count"
    return None


def _number(a: Amount, b: Amount) -> tuple[str, str] | None:
    if (
        numbers_of(a) & numbers_of(b)
        or "vague" in (a.kind, b.kind)
        or differ(kind_told(a), kind_told(b))
        or (a.unit == "%") != (b.unit == "%")
    ):
        return None
    one, two = value_of(a), value_of(b)
    if one is None or two is None or rounds(one, two) or rounds(two, one) or (a.what and b.what and kind_told(a) != kind_told(b)):
        return None
    return "number", "number_changed"


def _dated_alike(was: Clause, became: Clause) -> bool:
    """Whether both sentences are about one time as far as they say, and long enough to be about one thing."""
    before, after = when_in(was.text), when_in(became.text)
    if before and after:
        return any(a[0].agrees(b[0]) and (a[0].month or a[0].year) for a in before for b in after)
    return not before and not after and min(len(was.words), len(became.words)) >= LONG


def rounds(exact: Decimal, printed: Decimal) -> bool:
    """Whether `printed` is `exact` rounded (or cut) within the place that `printed` shows."""
    if printed == 0 or exact == 0:
        return exact == printed
    digits = len(format(abs(printed), "f").replace(".", "").strip("0")) or 1
    place = Decimal(10) ** (printed.adjusted() - digits + 1)
    return abs(exact - printed) < place


def words_at(clause: Clause, span: Span) -> str:
    """The words of a sentence at a place of its source."""
    return clause.text[max(0, span.start - clause.span.start) : span.end - clause.span.start]


def kind_told(amount: Amount) -> str:
    """The kind of what is counted; of Chinese words that run on into what was done, the kind with which they begin."""
    kind = kind_of(amount.what)
    if kind in KINDS or not amount.what or not "\u4e00" <= amount.what[0] <= "\u9fff":
        return kind
    return next((NOUNS[amount.what[:n]] for n in range(len(amount.what) - 1, 0, -1) if amount.what[:n] in NOUNS), kind)
