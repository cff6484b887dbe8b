"""Who "he", "it", "the report", "the agency" stand for: the nearest earlier source of that sort in the same document.

A credit led back keeps its cue and content; its name and place become those of the antecedent, and its rule says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.model.claims import Credit
from firsthand.tongues.credit_page import Page

LOOK_BACK = 900  # code points; farther away an antecedent is a guess
_PLAIN_BODIES = frozenset(["agency", "organization", "organisation", "group", "paper", "newspaper", "company", "corporation", "committee", "panel", "institute", "ministry", "government", "office", "statement", "report", "study", "letter", "article", "survey", "release", "tweet", "post", "notice", "paper"])


def resolved(page: Page, found: Sequence[Credit]) -> list[Credit]:
    """The credits in order, each pronoun and each plain "the report" replaced by what it stands for; what has no antecedent stays as it is, unnamed."""
    out: list[Credit] = []
    for c in sorted(found, key=lambda c: c.span.start):
        out.append(_led_back(page, c, out) if c.kind != "own" and _points_back(page, c.name) else c)
    return out


def _points_back(page: Page, name: str) -> bool:
    parts = name.lower().split()
    if len(parts) == 1 and (page.words.has("person", parts[0]) or page.words.has("body", parts[0])):
        return True
    return 2 <= len(parts) <= 3 and parts[0] in {"the", "that", "this"} and parts[-1] in _PLAIN_BODIES and not any(w[:1].isupper() for w in name.split()[1:])


def _led_back(page: Page, c: Credit, earlier: Sequence[Credit]) -> Credit:
    low = c.name.lower().split()
    wanted = ("person",) if page.words.has("person", low[0]) and len(low) == 1 else ("body", "document", "person")
    for e in reversed(earlier):
        if e.kind in wanted and e.at.end > e.at.start and c.span.start - e.span.end <= LOOK_BACK and not _points_back(page, e.name):
            if len(low) == 1 and wanted != ("person",) and e.kind == "person":
                continue
            return replace(c, name=e.name, at=e.at, kind=e.kind, rule=c.rule + "+antecedent", behind=c.behind)
    return replace(c, kind="unnamed", rule=c.rule + "+no-antecedent")
