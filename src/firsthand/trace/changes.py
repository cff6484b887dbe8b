"""What differs between two sentences that say the same thing: amounts, bounds, units, negation, denial, hedges, dates, places, acts, sources.

`changes(was, became)` compares the upstream sentence with the later one and gives one Change for each thing that says something else now, with the code of
its type. Mere form is silent: rounding within the printed place, another word for the same bound, a resolved weekday, house spelling, number words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.passages import Span
from firsthand.tongues.en.acts import GRAVITY
from firsthand.tongues.nouns import differ, kind_of
from firsthand.trace.clauses import Clause
from firsthand.trace.turns import turns
from firsthand.trace.wording import denials, hedges, negations, own_possessive, when_of, where_of

SHARED_SOURCE = frozenset(
    ["bound_turned", "additional_lost", "range_dropped", "range_to_top", "base_to_count", "denominator_changed", "unit_changed"]
)
VERY_CLOSE = 0.8  # likeness from which a sentence without figures is the same one with another date
CLOSE = 0.5  # likeness from which single words that differ are read as changed
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


def changes(was: Clause, became: Clause, like: float) -> tuple[Change, ...]:
    """All changes from an upstream sentence to the later one; `like` is how alike they are. Sentences about other places or about another time and number are two claims: no change."""
    across = was.language != became.language
    if not across and other_place(was, became):
        return ()
    amounts = _amounts(was, became, like, across)
    before, after = _figures(was), _figures(became)
    if before and after and not before & after:
        return tuple(amounts)
    when = _when(was, became) if like >= CLOSE or across else []
    if when and not _some_date_agrees(was, became):
        return tuple(when) if before & after or like >= VERY_CLOSE else ()
    out = [*amounts, *when]
    if like >= CLOSE or across:
        out += _firmness(was, became, across)
    if like >= CLOSE and not across:
        out += _where(was, became)
        out += _acts(was, became)
        out += [
            Change(aspect, code, field, now, then, _at(was, then), _at(became, now))
            for aspect, code, field, now, then in turns(was, became)
        ]
    return tuple(out)


def _figures(clause: Clause) -> set[Decimal]:
    return {n for c in clause.claims for n in _numbers(c.amount)}


def _some_date_agrees(was: Clause, became: Clause) -> bool:
    return any(a[0].agrees(b[0]) for a in when_of(was) for b in when_of(became))


def other_place(one: Clause, two: Clause) -> bool:
    """Whether the two sentences name places of one class and no common one: the same words about other places are other claims."""
    here, there = where_of(one), where_of(two)
    if not here or not there or any(a.same(b) for a in here for b in there):
        return False
    return {a.level for a in here} == {b.level for b in there} and all(a.name for a in (*here, *there))


# -- amounts


def _amounts(was: Clause, became: Clause, like: float, across: bool) -> list[Change]:
    before = [c for c in was.claims if c.amount and c.amount_at]
    after = [c for c in became.claims if c.amount and c.amount_at]
    out: list[Change] = []
    for old, new in _matched(before, after, like >= CLOSER or across):
        assert new.amount_at and old.amount_at
        for part, code in _amount(old, new, was, became, like, across):
            out.append(Change("amount", code, part, new.amount_at, old.amount_at, _at(was, old.amount_at), _at(became, new.amount_at)))
    return out or _interval_left(was, before, after)


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
            and any(_numbers(b.amount) & _numbers(c.amount) for b in before)
        ):
            assert c.amount_at and interval.amount_at
            return [
                Change(
                    "amount",
                    "range_dropped",
                    "number",
                    c.amount_at,
                    interval.amount_at,
                    _at(was, interval.amount_at),
                    c.passages[0].quote[c.amount_at.start - c.passages[0].start : c.amount_at.end - c.passages[0].start],
                )
            ]
    return []


def by_number(was: Clause, became: Clause) -> tuple[Change, ...]:
    """What changed about the numbers that two texts have from one source, whatever the words around them: turned bounds, "another" and intervals lost, a whole taken for a count."""
    if other_place(was, became) or not {k for c in was.claims for k in _numbers(c.amount)} & {
        k for c in became.claims for k in _numbers(c.amount)
    }:
        return ()
    return tuple(c for c in _amounts(was, became, 0.0, was.language != became.language) if c.type in SHARED_SOURCE)


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
        near = next((o for o in rest if _numbers(o.amount) & _numbers(new.amount)), None)
        if near:
            rest.remove(near)
            out.append((near, new))
        else:
            left.append(new)
    if len(left) == len(rest) == 1 and loose:
        out.append((rest[0], left[0]))
    return out


def _numbers(a: Amount | None) -> set[Decimal]:
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
    if not _numbers(a) & _numbers(b) or a.kind == "vague":
        return None
    if (a.unit == "%") != (b.unit == "%"):
        return ("unit", "unit_changed") if a.unit and b.unit and value_of(a) == value_of(b) else None
    return ("unit", "unit_changed") if differ(kind_of(a.what), kind_of(b.what)) else None


_TURNS = {
    ("at_most", "at_least"): "bound_turned", ("at_least", "at_most"): "bound_turned", ("at_most", "exact"): "bound_lost", ("at_least", "exact"): "bound_lost", ("at_most", "about"): "bound_lost",
    ("exact", "at_least"): "bound_added", ("exact", "at_most"): "bound_added", ("about", "at_least"): "bound_added", ("about", "at_most"): "bound_added",
    ("about", "exact"): "about_dropped", ("exact", "about"): "hedge_added",
}  # fmt: skip


def _bound(a: Amount, b: Amount) -> tuple[str, str] | None:
    if not _numbers(a) & _numbers(b):
        return None
    one, two = (("exact" if x.kind == "share" else x.kind) for x in (a, b))
    code = _TURNS.get((one, two))
    return ("bound", code) if code else None


def _further(a: Amount, b: Amount, old: Claim, new: Claim, was: Clause, became: Clause) -> tuple[str, str] | None:
    if not _numbers(a) & _numbers(b):
        return None
    if a.measure == "additional" != b.measure:
        return "measure", "additional_lost"
    if a.status == "target" and b.status == "achieved" and old.stance == "planned" != new.stance:
        return "status", "target_to_achieved"
    if a.status == "achieved" and b.status == "target" and new.stance == "planned" != old.stance:
        return "status", "achieved_to_target"
    if (
        a.measure == "stock"
        and b.measure in ("flow", "unsaid")
        and old.act == new.act
        or (
            a.measure == "stock" != b.measure
            and re.search(r"\b(?:held|stood|in favour|on file|on strike|living in|owed|had dearer|in hospital)\b", was.text)
        )
    ):
        return ("measure", "stock_to_flow") if not negations(became) and b.status == "achieved" and b.measure != "additional" else None
    return None


def _possessed(old: Claim, new: Claim, was: Clause, became: Clause) -> tuple[str, str] | None:
    assert old.amount_at and new.amount_at
    if (
        own_possessive(was, old.amount_at)
        and not own_possessive(became, new.amount_at)
        and re.search(r"\b(?:from|of|on)\s+$", became.text[: new.amount_at.start - became.span.start])
    ):
        return "number", "base_to_count"
    return None


def _number(a: Amount, b: Amount) -> tuple[str, str] | None:
    if (
        _numbers(a) & _numbers(b)
        or "vague" in (a.kind, b.kind)
        or differ(kind_of(a.what), kind_of(b.what))
        or (a.unit == "%") != (b.unit == "%")
    ):
        return None
    one, two = value_of(a), value_of(b)
    if one is None or two is None or rounds(one, two) or rounds(two, one) or (a.what and b.what and kind_of(a.what) != kind_of(b.what)):
        return None
    return "number", "number_changed"


def _dated_alike(was: Clause, became: Clause) -> bool:
    """Whether both sentences are about one time as far as they say, and long enough to be about one thing."""
    before, after = when_of(was), when_of(became)
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


# -- firmness


def _firmness(was: Clause, became: Clause, across: bool) -> list[Change]:
    out: list[Change] = []
    for aspect, lost, added, found in (
        ("negation", "negation_lost", "negation_added", negations),
        ("denial", "denial_dropped", "", denials),
        ("hedge", "hedge_dropped", "hedge_added", hedges),
    ):
        before, after = found(was), found(became)
        if aspect == "denial" and any(c.aspect == "negation" for c in out):
            continue
        if before and not after and not (aspect == "negation" and denials(became)) and (across or _still_there(was, before[0], became)):
            out.append(_whole(aspect, lost, was, became, before[0], None))
        elif (
            added
            and after
            and not before
            and not across
            and not (aspect == "negation" and denials(was))
            and _still_there(became, after[0], was)
        ):
            out.append(_whole(aspect, added, was, became, None, after[0]))
    return out


def _still_there(here: Clause, cue: Span, there: Clause) -> bool:
    """Whether the words right after a cue (or before it, at the end) stand in the other sentence too: what it bears on is still said."""
    after = [w for w, s in zip(here.words, here.spans, strict=True) if s.start >= cue.end][:3]
    before = [w for w, s in zip(here.words, here.spans, strict=True) if s.end <= cue.start][-3:]
    return bool(after or before) and sum(w in there.words for w in after or before) * 3 >= len(after or before) * 2


def _whole(aspect: str, code: str, was: Clause, became: Clause, before: Span | None, after: Span | None) -> Change:
    """A change of a cue: where it stands now or stood; for a lost one, the words of the later text that stand where it stood."""
    span = after or _counterpart(was, became, before)
    to_span = before or _counterpart(became, was, after)
    return Change(aspect, code, aspect, span, to_span, _at(was, to_span), _at(became, span))


def _counterpart(here: Clause, there: Clause, at: Span | None) -> Span:
    """The words of the other sentence around the place where `at` would stand, by aligning the words of both."""
    if at is None or here.language != there.language:
        return there.span
    index = next((i for i, s in enumerate(here.spans) if s.end > at.start), len(here.spans) - 1)
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, here.words, there.words, autojunk=False).get_opcodes():
        if a1 <= index < a2 or (a1 == index == a2 and tag != "insert"):
            low = b1 + (index - a1 if tag == "equal" else 0)
            low, high = (
                max(0, min(low, len(there.spans) - 1) - 3),
                min(len(there.spans) - 1, max(b2 - 1 if tag != "equal" else low, low) + 3),
            )
            return Span(there.spans[low].start, there.spans[high].end)
    return there.span


def _at(clause: Clause, span: Span) -> str:
    return clause.text[max(0, span.start - clause.span.start) : span.end - clause.span.start]


# -- date, place, act


def _when(was: Clause, became: Clause) -> list[Change]:
    before, after = when_of(was), when_of(became)
    if not before or not after:
        return []
    rest_before = [b for b in before if not any(b[0].agrees(a[0]) for a in after)]
    rest_after = [a for a in after if not any(a[0].agrees(b[0]) for b in before)]
    several = [d for rest in (rest_before, rest_after) if len(rest) == 2 for d, _ in rest]
    if not 1 <= len(rest_before) <= 2 or not 1 <= len(rest_after) <= 2 or not all(d.ranged for d in several):
        return []
    old, new = rest_before[-1][0], rest_after[-1][0]
    at_old, at_new = Span(rest_before[0][1].start, rest_before[-1][1].end), Span(rest_after[0][1].start, rest_after[-1][1].end)
    code = "period_changed" if old.ranged or new.ranged else "date_shifted"
    if old.year and new.year and old.year != new.year and re.search(r"yearly|annual|年度|年报|ལོ་འཁོར|ལོ་རེའི", was.text + became.text):
        code = "edition_carried_over"
    return [Change("date", code, "when", at_new, at_old, _at(was, at_old), _at(became, at_new))]


def _where(was: Clause, became: Clause) -> list[Change]:
    before, after = where_of(was), where_of(became)
    out = []
    rest_before = [b for b in before if not any(b.same(a) for a in after)]
    rest_after = [a for a in after if not any(a.same(b) for b in before)]
    if len(rest_before) == 1 and len(rest_after) == 1:
        old, new = rest_before[0], rest_after[0]
        if old.level and new.level and old.level != new.level:
            out.append(
                Change(
                    "place", "scope_widened" if new.level > old.level else "scope_narrowed", "where", new.span, old.span, old.name, new.name
                )
            )
    return out


def _acts(was: Clause, became: Clause) -> list[Change]:
    before, after = {a.code for a in was.acts}, {a.code for a in became.acts}
    lost, new = before - after, after - before
    if len(lost) != 1 or len(new) != 1:
        return []
    old_code, new_code = next(iter(lost)), next(iter(new))
    if not {old_code, new_code} <= GRAVITY.keys():
        return []
    step = GRAVITY[new_code] - GRAVITY[old_code]
    if step == 0 or (step > 0 and negations(was) and not negations(became)):
        return []
    at_new = next(a.span for a in became.acts if a.code == new_code)
    at_old = next(a.span for a in was.acts if a.code == old_code)
    return [Change("act", "act_escalated" if step > 0 else "act_changed", "act", at_new, at_old, _at(was, at_old), _at(became, at_new))]
