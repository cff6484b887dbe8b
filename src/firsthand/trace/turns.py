"""Turns of roles, names, sources and details between two sentences of one language: who is asked to do what, garbled names, a source raised or multiplied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from firsthand.model.passages import Span
from firsthand.trace.clauses import Clause

_ASKED = re.compile(
    r"\b(?:ask|urg|tell|told|want|order|warn|forc|invit|call on|called on)\w*\s+(?:for\s)?(?P<whom>(?:[\w’'-]+\s){1,6}?)to\s[“\"‘']?(?P<do>be\s\w+|\w+)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?P<of>[A-Z]\w+)['’]s\s(?:\w+\s){0,2}?(?P<office>rapporteur|envoy|expert|investigator|representative|ambassador)\b"
)
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s(?:of|for|on|and|the)?\s?[A-Z][\w’'-]+){2,7}")
_DETAIL = re.compile(r"\((?:including|among them|incl\.|such as)\s[^)]{2,80}\)", re.IGNORECASE)
_RAISED = re.compile(r"\b(?:senior|top|high-ranking|leading) (?:\w+ )?officials\b|高级官员|高級官員|高层官员|དཔོན་རིགས་མཐོ", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:several|many|multiple|numerous|various) (?:people|sources|witnesses|reports|residents|officials)\b|多名(?:在场|目击|知情)?(?:者|人士)|数名|多人|མི་(?:མང་པོ|འགའ)",
    re.IGNORECASE,
)
_INFLECTED = re.compile(r"(?:ed|ing|es|s|er|ers|d|ly|r)$")
LED = 3  # words of a long name that must stand before the ones that changed
BEGINNING = 5  # letters with which two words must begin to be one word garbled
GARBLED = 0.8  # two words with one beginning that are less alike than this are no two spellings of one word


def turns(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    """Aspect, code, field, place now, place before, for each turn."""
    yield from _sources(was, became)
    if became.language == "en":
        yield from _roles(was, became)
        yield from _names(was, became)
        yield from _garbled(was, became)
        yield from details(was, became)


def _span(clause: Clause, m: re.Match[str]) -> Span:
    return Span(clause.span.start + m.start(), clause.span.start + m.end())


def _head(whom: str) -> str:
    return re.split(r"\s(?:of|in|for)\s", whom.strip().lower())[0].split()[-1]


def _roles(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    old, new = _ASKED.search(was.text), _ASKED.search(became.text)
    if old and new:
        before, after = _head(old["whom"]), _head(new["whom"])
        swapped = before != after and after in was.words and before not in ("it", "them", "him", "her")
        voice = before == after and old["do"].startswith("be ") != new["do"].startswith("be ")
        if swapped or voice:
            yield "role", "role_changed", "actor", _span(became, new), _span(was, old)
    office = _OFFICE.search(became.text)
    if office:
        on = re.search(rf"\b{office['office']}\s(?:on|for|to|against)\s(?:\w+\s){{0,4}}?{office['of']}\b", was.text)
        if on and not _OFFICE.search(was.text):
            yield "role", "role_changed", "said_by", _span(became, office), _span(was, on)


def _names(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    """Long names of which the beginning is the same and the end another."""
    old = {m[0]: m for m in _NAME.finditer(was.text)}
    for m in _NAME.finditer(became.text):
        if m[0] in old or m[0] in was.text:
            continue
        words = m[0].split()
        near = next(
            (o for o in old.values() if o[0].split()[:LED] == words[:LED] and o[0] not in became.text and len(o[0].split()) == len(words)),
            None,
        )
        if near and SequenceMatcher(None, near[0], m[0]).ratio() < 0.92:
            yield "name", "name_changed", "name", _span(became, m), _span(was, near)


def _garbled(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    """One word turned into another that begins like it, between the same neighbours: registry, registration."""
    if not _begin_alike(was.words, became.words):
        return
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, was.words, became.words, autojunk=False).get_opcodes():
        if tag != "replace" or a2 - a1 != 1 or b2 - b1 != 1:
            continue
        old, new = was.words[a1], became.words[b1]
        if not _long(old) or not _long(new) or old[:BEGINNING] != new[:BEGINNING]:
            continue
        if SequenceMatcher(None, old, new).ratio() < GARBLED and not (_INFLECTED.search(old) or _INFLECTED.search(new)):
            yield "name", "name_changed", "name", became.spans[b1], was.spans[a1]


def _long(word: str) -> bool:
    return len(word) > BEGINNING and word.isalpha()


def _begin_alike(was: Sequence[str], became: Sequence[str]) -> bool:
    """Whether any two long words of theirs begin alike and are not the same: else there is no need to align the two sentences."""
    old: dict[str, set[str]] = defaultdict(set)
    for word in filter(_long, was):
        old[word[:BEGINNING]].add(word)
    return any(old[word[:BEGINNING]] - {word} for word in became if word[:BEGINNING] in old and _long(word))


def details(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    """Details in brackets that the earlier sentence does not have."""
    m = _DETAIL.search(became.text)
    if m and not _DETAIL.search(was.text):
        yield "detail", "detail_added", "scope", _span(became, m), was.span


def _sources(was: Clause, became: Clause) -> Iterator[tuple[str, str, str, Span, Span]]:
    for cue, code in ((_RAISED, "source_raised"), (_MANY, "source_multiplied")):
        m = cue.search(became.text)
        if m and not cue.search(was.text) and any(c.said_by for c in was.claims):
            yield "source", code, "said_by", _span(became, m), was.span
