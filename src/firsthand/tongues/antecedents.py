"""Who "he", "it", "the report", "the agency" stand for: the nearest earlier source of that sort in the same document.

A credit led back keeps its cue and content; its name and place become those of the antecedent, and its rule says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, kind_of
from firsthand.tongues.credit_words import agencies, credit_words, governments

_INTRODUCED = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,2}), (?P<what>(?:an?|the|who|\d+|[\w-]+)(?: [\w’'-]+){0,8})")
NEAR = 60  # credits among which an antecedent is looked for
LOOK_BACK = 900  # code points; farther away an antecedent is a guess


def resolved(page: Page, found: Sequence[Credit]) -> list[Credit]:
    """The credits in order, each pronoun and each plain "the report" replaced by what it stands for; what has no antecedent stays as it is, unnamed."""
    out: list[Credit] = []
    for c in sorted(found, key=lambda c: c.span.start):
        out.append(_led_back(page, c, out) if c.kind != "own" and _points_back(page, c.name) else _surname(page, c, out))
    return out


def _surname(page: Page, c: Credit, earlier: Sequence[Credit]) -> Credit:
    """A single word that ends the name of a person credited before is that person."""
    word = c.name.rstrip("'s’") if c.name.endswith(("'s", "’s")) else c.name
    if c.kind == "body" and word.isalpha() and any(e.kind == "person" and word in e.name.split(",")[0].split() for e in earlier[-NEAR:]):
        return replace(c, kind="person")
    if c.kind == "body" and full_name_of(page.text, word, page.words.language) is not None:
        return replace(c, kind="person")
    return c


@lru_cache(maxsize=4096)
def full_name_of(text: str, surname: str, language: str) -> str | None:
    """The full name that a text gives to a surname ("Ann Muster" for "Muster"), the first one; None if it gives none."""
    words = credit_words(language) or credit_words("en")
    assert words is not None
    if not surname.isalpha() or not surname[:1].isupper() or surname.isupper() or len(surname) < 3:
        return None
    if (
        any(words.has(x, surname.lower()) for x in ("medium", "bodies", "role", "unnamed", "document", "month", "day"))
        or surname.lower() in governments()
        or surname.lower() in agencies()
    ):
        return None
    for m in re.finditer(rf"(?<![\w’'])([A-Z][a-z-]+) {surname}\b(?! [A-Z])", text):
        first = m.group(1).lower()
        if (
            not any(words.has(x, first) for x in ("role", "stop", "preposition", "determiner", "lead", "month", "day", "bodies", "medium"))
            and first not in governments()
        ):
            return m.group()
    return None


def _points_back(page: Page, name: str) -> bool:
    parts = name.split(",")[0].lower().split()
    if len(parts) == 1 and (page.words.has("person", parts[0]) or page.words.has("body", parts[0])):
        return True
    if len(parts) == 2 and page.words.language != "en" and page.words.has("determiner", parts[0]) and page.words.has("document", parts[1]):
        return True
    return (
        2 <= len(parts) <= 3
        and parts[0] in {"the", "that", "this"}
        and page.words.has("plain_source", parts[-1])
        and not any(w[:1].isupper() for w in name.split(",")[0].split()[1:])
    )


def _led_back(page: Page, c: Credit, earlier: Sequence[Credit]) -> Credit:
    low = c.name.split(",")[0].lower().split()
    wanted = ("person",) if page.words.has("person", low[0]) and len(low) == 1 else ("body", "document")
    noun = low[-1] if len(low) > 1 else ""
    near = earlier[-NEAR:]
    likely = [e for e in near if noun and noun in e.name.lower()] or near
    for e in reversed(likely):
        if e.kind in wanted and e.at.end > e.at.start and c.span.start - e.span.end <= LOOK_BACK and not _points_back(page, e.name):
            if len(low) == 1 and wanted != ("person",) and e.kind == "person":
                continue
            return replace(c, name=e.name, at=e.at, kind=e.kind, rule=c.rule + "+antecedent", behind=c.behind)
    if wanted == ("person",) and (at := _introduced(page, c)) is not None:
        return replace(c, name=page.part(at), at=at, kind="person", rule=c.rule + "+introduced")
    return replace(c, kind="unnamed", rule=c.rule + "+no-antecedent")


def _introduced(page: Page, c: Credit) -> Span | None:
    """The last person introduced before the credit as "Name Name, a member of ..."."""
    found = None
    start = max(0, c.span.start - LOOK_BACK)
    for m in _INTRODUCED.finditer(page.text, start, c.span.start):
        if kind_of(m.group("name"), page.words) == "person" and any(page.words.has("role", w) for w in m.group("what").lower().split()):
            found = Span(*m.span("name"))
    return found
