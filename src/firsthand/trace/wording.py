"""The cues by which two sentences are compared: negations, denials, hedges, dates, places, possessives, each with its place in the source."""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.model.passages import Span
from firsthand.tongues.bearings import When, Where, when_in, where_in
from firsthand.trace.clauses import Clause

_NEGATION = {
    "en": re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|could|can|would|should|will)(?:\s+not\b|n['’]t\b)(?!\s+(?:only|able|yet clear|immediately))|\bcannot\b|\bnever\b|\bhad no\b", re.IGNORECASE),
    "zh": re.compile(r"(?<![尚从])未被|没有(?=[投提发罢])|并未|从未|未(?=发烧|采)|没被"),
    "bo": re.compile(r"མི་འདུག|མ་(?:བྱས|བཟུང|བླངས)"),
}  # fmt: skip
_DENIAL = {
    "en": re.compile(r"\bden(?:y|ies|ied|ying)\b|\brejected\b|\brefuted\b|\bfalse(?:ly)?\b|\buntrue\b|\b(?:isn['’]t|is not|not|shouldn['’]t be) (?:accurate|true|correct)\b", re.IGNORECASE),
    "zh": re.compile(r"否认|否認|驳斥|不实"),
    "bo": re.compile(r"ཁས་མ་བླངས"),
}  # fmt: skip
_HEDGE = {
    "en": re.compile(r"\breportedly\b|\ballegedly\b|\bpurportedly\b|\bsupposedly\b|\bapparently\b|\bpossibly\b|\bsuspected\b|\bunconfirmed\b|\bunverified\b|\bwithout being able to confirm\b|\bappear(?:s|ed)? to\b|\bseem(?:s|ed)? to\b|\bbelieved to\b|\bthought to\b|\bmay have\b|\bmight have\b", re.IGNORECASE),
    "zh": re.compile(r"据称|據稱|涉嫌|疑似|可能|未能证实|无法证实|似乎|未经证实"),
    "bo": re.compile(r"ར་སྤྲོད་བྱེད་མ་ཐུབ|ཁུངས་སྐྱེལ་མ་ཐུབ|ཟེར་བ"),
}  # fmt: skip
_POSSESSIVE = re.compile(r"\b(?:its|their|the country['’]s|[A-Z]\w+['’]s|of the)\s*$")


def _found(table: dict[str, re.Pattern[str]], clause: Clause) -> tuple[Span, ...]:
    cue = table.get(clause.language, table["en"])
    return tuple(Span(m.start() + clause.span.start, m.end() + clause.span.start) for m in cue.finditer(clause.text))


@lru_cache(maxsize=20000)
def negations(clause: Clause) -> tuple[Span, ...]:
    """Words that turn what the sentence says into its opposite."""
    return _found(_NEGATION, clause)


@lru_cache(maxsize=20000)
def denials(clause: Clause) -> tuple[Span, ...]:
    """Words that say that somebody denies it."""
    return _found(_DENIAL, clause)


@lru_cache(maxsize=20000)
def hedges(clause: Clause) -> tuple[Span, ...]:
    """Words that hold back from vouching."""
    return _found(_HEDGE, clause)


def when_of(clause: Clause) -> tuple[tuple[When, Span], ...]:
    """The dates of a sentence with their places in the source."""
    return tuple((w, Span(s.start + clause.span.start, s.end + clause.span.start)) for w, s in when_in(clause.text))


def where_of(clause: Clause) -> tuple[Where, ...]:
    """The places of a sentence whose class is written, with their places in the source."""
    return tuple(
        Where(w.name, w.level, Span(w.span.start + clause.span.start, w.span.end + clause.span.start)) for w in where_in(clause.text)
    )


def own_possessive(clause: Clause, at: Span) -> bool:
    """Whether the amount at `at` is somebody's own ("its 40 valleys", "Osrin's 12 wards"): the size of a whole, not of what was done."""
    start = at.start - clause.span.start
    return bool(_POSSESSIVE.search(clause.text[max(0, start - 20) : start]))
