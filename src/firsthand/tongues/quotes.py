"""Where a text quotes: the spans inside quotation marks of many scripts. An unclosed mark ends with its paragraph. Linear."""

from __future__ import annotations

import re

from firsthand.model.passages import Span
from firsthand.tongues.credit_words import agencies, credit_words

PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "《": "》", "‘": "’", "＂": "＂"}
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile(r"''|``|[“”„«»「」『』\"＂《》]|(?<![\w.,!?’])‘(?=\w)|(?<=[\w.,!?…])’(?!\w)")
_TITLE = re.compile(
    r"[A-ZÀ-Þ][\w’'-]*(?: (?:of|the|de|der|und|and) )?(?:[ -][A-ZÀ-Þ][\w’'-]*){1,4}"
)  # «New York Times» is a name, no quotation
LONGEST = 4000  # code points: a longer "quotation" is a mark gone astray


def quotations(text: str, language: str = "") -> tuple[Span, ...]:
    """The outermost quoted spans, marks included, sorted and disjoint. In Chinese 《》 name titles, in Tibetan they quote."""
    title_marks = "" if language.startswith("bo") else "《》"
    return tuple(
        span for block in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, block.start(), block.end(), title_marks, language)
    )


def _an_outlet(quoted: str, language: str) -> bool:
    """Whether the words in quotation marks are an outlet's name, as German prints it, and no quotation."""
    if len(quoted) > 40 or not _TITLE.fullmatch(quoted):
        return False
    words = credit_words(language) or credit_words("en")
    return quoted.lower() in agencies() or (words is not None and any(words.has("medium", w.lower()) for w in quoted.split()))


def _in_paragraph(text: str, start: int, end: int, ignored: str, language: str) -> list[Span]:
    found: list[Span] = []
    opened, closers = -1, ""
    for m in _MARK.finditer(text, start, end):
        mark, at = m.group(), m.start()
        if mark in ignored:
            continue
        if opened < 0:
            if mark in ('"', "''", "``") or mark in PAIRS:
                opened, closers = at, PAIRS.get(mark, '"' if mark == '"' else "''")
        elif (
            (mark in closers and len(mark) <= len(closers))
            and (closers != "''" or mark == "''")
            or mark == "“"
            and at + 1 < len(text)
            and text[at + 1].isspace()
        ):
            if not _an_outlet(text[opened + 1 : at], language):
                found.append(Span(opened, m.end()))
            opened = -1
        elif mark == "“" and closers == "”":
            found.append(Span(opened, at))
            opened = at
    if opened >= 0 and end - opened <= LONGEST:
        found.append(Span(opened, end))
    return found
