"""What differs between two sentences that say the same thing: amounts, bounds, units, negation, denial, hedges, dates, places, acts, sources.

`changes(was, became)` compares the upstream sentence with the later one and gives one Change for each thing that says something else now, with the code of
its type. Mere form is silent: rounding within the printed place, another word for the same bound, a resolved weekday, house spelling, number words.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from firsthand.model.passages import Span
from firsthand.tongues.en.acts import GRAVITY
from firsthand.trace.amount_changes import Change, amount_changes, other_place, words_at
from firsthand.trace.clauses import Clause
from firsthand.trace.turns import turns
from firsthand.trace.wording import denials, hedges, negations, when_of, where_of

VERY_CLOSE = 0.8  # likeness from which a sentence without figures is the same one with another date
CLOSE = 0.5  # likeness from which single words that differ are read as changed


def changes(was: Clause, became: Clause, like: float) -> tuple[Change, ...]:
    """All changes from an upstream sentence to the later one; `like` is how alike they are. Sentences about other places or about another time and number are two claims: no change."""
    across = was.language != became.language
    if not across and other_place(was, became):
        return ()
    amounts = amount_changes(was, became, like, across)
    before, after = was.figures, became.figures
    if before and after and not before & after:
        return tuple(amounts)
    when = _when(was, became) if like >= CLOSE or across else []
    if when and not _some_date_agrees(was, became):
        return tuple(when) if before & after or like >= VERY_CLOSE or all(_one_year(c) for c in when) else ()
    out = [*amounts, *when]
    if like >= CLOSE or across:
        out += _firmness(was, became, across)
    if like >= CLOSE and not across:
        out += _where(was, became)
        out += _acts(was, became)
        out += [
            Change(aspect, code, field, now, then, words_at(was, then), words_at(became, now))
            for aspect, code, field, now, then in turns(was, became)
        ]
    return tuple(out)


def _one_year(change: Change) -> bool:
    """Whether two dates are one year, and only the word before it is another: since late 2017, from beyond 2017."""
    years = [re.findall(r"\d+", words) for words in (change.was, change.became)]
    return years[0] == years[1] and len(years[0]) == 1


def _some_date_agrees(was: Clause, became: Clause) -> bool:
    return any(a[0].agrees(b[0]) for a in when_of(was) for b in when_of(became))


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
    near = after if len(after) > 1 else before
    return bool(near) and sum(w in there.words for w in near) * 3 >= len(near) * 2


def _whole(aspect: str, code: str, was: Clause, became: Clause, before: Span | None, after: Span | None) -> Change:
    """A change of a cue: where it stands now or stood; for a lost one, the words of the later text that stand where it stood."""
    span = after or _counterpart(was, became, before)
    to_span = before or _counterpart(became, was, after)
    return Change(aspect, code, aspect, span, to_span, words_at(was, to_span), words_at(became, span))


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
    field = "year" if old.year and new.year and old.year != new.year else "when"
    return [Change("date", code, field, at_new, at_old, words_at(was, at_old), words_at(became, at_new))]


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
    return [
        Change(
            "act", "act_escalated" if step > 0 else "act_changed", "act", at_new, at_old, words_at(was, at_old), words_at(became, at_new)
        )
    ]
