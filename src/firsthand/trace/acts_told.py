"""How a sentence tells the act about a figure: which form it has (planned, standing, done) and how far up its ladder it goes; what changed of it.

In: two sentences and where their figure stands. Out: changes of the act, or none. The words are in `act_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from firsthand.model.passages import Span
from firsthand.trace.act_words import COLUMN, EDGES, LADDERS, PLANNED, STANDING
from firsthand.trace.clauses import Clause

FAR = 90  # code points after a figure, and before it, in which its act is looked for


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _after(clause: Clause, at: Span) -> Span:
    """From the figure to the end of its part of the sentence, as places in the sentence."""
    start = at.end - clause.span.start
    edge = _compiled(EDGES[COLUMN[clause.language]]).search(clause.text, start, min(len(clause.text), start + FAR))
    return Span(start, edge.start() if edge else min(len(clause.text), start + FAR))


def _before(clause: Clause, at: Span) -> Span:
    end = at.start - clause.span.start
    start = max(0, end - FAR)
    for edge in _compiled(EDGES[COLUMN[clause.language]]).finditer(clause.text, start, end):
        start = edge.end()
    return Span(start, end)


@lru_cache(maxsize=20000)
def form_of(clause: Clause, at: Span) -> str:
    """The form of the act told of the figure at `at`: planned, standing, or "" for done or unsaid; "?" in a language without these words."""
    if clause.language not in COLUMN:
        return "?"
    low, column = clause.text.lower(), COLUMN[clause.language]
    if len(low) != len(clause.text):
        return "?"
    own = Span(at.start - clause.span.start, at.end - clause.span.start)
    parts = (Span(own.start, _after(clause, at).end), _before(clause, at))
    for form, cues, places in (("planned", PLANNED, parts), ("standing", STANDING, parts[:1])):
        if any(_compiled(cues[column]).search(low, x.start, x.end) for x in places):
            return form
    return ""


@lru_cache(maxsize=20000)
def steps_of(clause: Clause, at: Span | None) -> dict[str, tuple[int, Span]]:
    """For each ladder the gravest step told, of the figure at `at` or in the whole sentence, and where."""
    if clause.language not in COLUMN:
        return {}
    low, column = clause.text.lower(), COLUMN[clause.language]
    if len(low) != len(clause.text):
        return {}
    parts = (_after(clause, at), _before(clause, at)) if at else (Span(0, len(low)),)
    found: dict[str, tuple[int, Span]] = {}
    for name, ladder in LADDERS.items():
        for height, step in enumerate(ladder):
            for part in parts:
                m = _compiled(r"(?<![a-z])(?:" + step[column] + ")").search(low, part.start, part.end)
                if m:
                    found[name] = (height, Span(clause.span.start + m.start(), clause.span.start + m.end()))
                    break
    return found


def act_at(clause: Clause, at: Span) -> Span:
    """The words right after a figure, which tell the act in these three languages; the figure's own where none follow."""
    part = _after(clause, at)
    m = re.compile(r"[\s་]*(?:[^\s་]+[\s་]){1,4}|[\s་]*\S+").match(clause.text, part.start, part.end)
    words = clause.text[part.start : m.end() if m and clause.language != "zh" else min(part.end, part.start + 8)]
    lead = len(words) - len(words.lstrip())
    span = Span(clause.span.start + part.start + lead, clause.span.start + part.start + len(words.rstrip()))
    return span if span.end > span.start else at


def form_change(was: Clause, then: Span, became: Clause, now: Span) -> str:
    """The code of what happened to the form of an act: a plan told as done, a state told as an act."""
    old, new = form_of(was, then), form_of(became, now)
    if old == "planned" and new in ("", "standing"):
        return "target_to_achieved"
    if new == "planned" and old in ("", "standing"):
        return "achieved_to_target"
    return "stock_to_flow" if old == "standing" and new == "" else ""


def climbed(was: Clause, then: Span | None, became: Clause, now: Span | None) -> Iterator[tuple[str, Span, Span]]:
    """Code, place now and place before, where the later sentence tells a graver step of a ladder and the earlier one only a milder."""
    old, new = steps_of(was, then), steps_of(became, now)
    for name in sorted(old.keys() & new.keys()):
        (low, at_old), (high, at_new) = old[name], new[name]
        if high > low:
            yield "act_escalated", at_new, at_old
