"""Stance: how firmly something is said where it stands: asserted, reported, alleged, denied, negated, estimated, planned, conditional.

A cue of its own clause weighs before one that governs it from an earlier clause of the sentence ("denied that ...").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module

from firsthand.model.claims import Stance
from firsthand.model.passages import Span
from firsthand.tongues.numerals import lowered
from firsthand.tongues.words import simplified

LANGUAGES = ("en", "zh", "bo", "de", "fr", "es", "pt", "it", "nl", "pl", "id", "ja", "ar")
ORDER: tuple[Stance, ...] = (
    "denied",
    "negated",
    "planned",
    "alleged",
    "conditional",
    "estimated",
    "reported",
)  # the first that holds, holds
GOVERNING: tuple[Stance, ...] = (
    "denied",
    "alleged",
    "estimated",
    "reported",
)  # these reach into the clauses that follow them, or back over a whole sentence
LONGEST = 1500  # code points before and after in which a cue is looked for
_EDGES = r";|, (?:but|while|und|aber|mais|pero|mas|ma|maar|ale|tetapi)\b|[.!?]\s"


@cache
def _scopes(language: str) -> re.Pattern[str]:
    """Where a clause ends for a cue that reaches no further; Chinese writes a comma between clauses that English parts by words."""
    words = import_module(f"firsthand.tongues.{language if language in LANGUAGES else 'en'}.stance")
    return re.compile(getattr(words, "SCOPES", getattr(words, "EDGES", _EDGES)))


@cache
def _cues(language: str) -> tuple[Mapping[Stance, re.Pattern[str]], re.Pattern[str]]:
    words = import_module(f"firsthand.tongues.{language if language in LANGUAGES else 'en'}.stance")
    return {name: re.compile(words.CUES[name]) for name in ORDER}, re.compile(getattr(words, "EDGES", _EDGES))


@lru_cache(maxsize=32)
def _plain(words: str) -> str:
    """Lower case, one apostrophe; a sentence is asked for once for each claim in it."""
    return lowered(words).replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=1)
def _simplified(text: str) -> str:
    """A text is asked for once for each claim in it."""
    return simplified(text)


def clause_at(text: str, sentence: Span, at: Span, language: str) -> Span:
    """The clause of a sentence in which `at` stands."""
    return _between(text, sentence, at, _cues(language)[1])


def _between(text: str, sentence: Span, at: Span, edges: re.Pattern[str]) -> Span:
    start, end = sentence.start, sentence.end
    for m in edges.finditer(text, sentence.start, sentence.end):
        if m.end() <= at.start:
            start = m.end()
        elif m.start() >= at.end:
            end = m.start()
            break
    return Span(start, end)


def stance_at(text: str, sentence: Span, at: Span, language: str) -> tuple[Stance, str]:
    """The stance of what stands at `at` in its sentence, and the words that show it ("" for asserted)."""
    sentence = Span(max(sentence.start, at.start - LONGEST), min(sentence.end, at.end + LONGEST))
    text = _simplified(text) if language == "zh" else text
    clause = _between(text, sentence, at, _scopes(language))
    own = _plain(text[clause.start : clause.end])
    whole = _plain(text[sentence.start : sentence.end])
    cues, _ = _cues(language)
    for name in ORDER:
        m = cues[name].search(own)
        if m is None and name in GOVERNING:
            m = cues[name].search(whole[: clause.start - sentence.start]) if name != "reported" else cues[name].search(whole)
        if m:
            return name, m[0].strip()
    return "asserted", ""


def cues_in(text: str, language: str) -> tuple[tuple[Stance, Span], ...]:
    """All cues of stance in a text with their places, in order."""
    low = _plain(text)
    found = [(name, Span(m.start(), m.end())) for name, cue in _cues(language)[0].items() for m in cue.finditer(low)]
    return tuple(sorted(found, key=lambda f: (f[1].start, f[1].end)))


def stance_in(text: str, language: str) -> Stance:
    """The stance of a short text as a whole."""
    return stance_at(text, Span(0, len(text)), Span(0, len(text)), language)[0]
