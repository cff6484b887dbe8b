"""Where a text quotes: the spans inside quotation marks of many scripts. An unclosed mark ends with its paragraph. Linear."""

from __future__ import annotations

import re

from firsthand.model.passages import Span

PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "《": "》", "‘": "’", "＂": "＂"}
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile(r"[“”„«»「」『』\"＂《》]|(?<![\w.,!?’])‘(?=\w)|(?<=[\w.,!?…])’(?!\w)")
LONGEST = 4000  # code points: a longer "quotation" is a mark gone astray


def quotations(text: str, language: str = "") -> tuple[Span, ...]:
    """The outermost quoted spans, marks included, sorted and disjoint. In Chinese 《》 name titles, in Tibetan they quote."""
    title_marks = "" if language.startswith("bo") else "《》"
    return tuple(span for block in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, block.start(), block.end(), title_marks))


def _in_paragraph(text: str, start: int, end: int, ignored: str) -> list[Span]:
    found: list[Span] = []
    opened, closers = -1, ""
    for m in _MARK.finditer(text, start, end):
        mark, at = m.group(), m.start()
        if mark in ignored:
            continue
        if opened < 0:
            if mark == '"' or mark in PAIRS:
                opened, closers = at, PAIRS.get(mark, '"')
        elif mark in closers or mark == "“" and at + 1 < len(text) and text[at + 1].isspace():
            found.append(Span(opened, at + 1))
            opened = -1
        elif mark == "“" and closers == "”":
            found.append(Span(opened, at))
            opened = at
    if opened >= 0 and end - opened <= LONGEST:
        found.append(Span(opened, end))
    return found
