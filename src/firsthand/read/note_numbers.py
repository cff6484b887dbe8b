"""The marks under which Word shows its notes: counted in the order of their calls, as the section or the document says (ECMA-376 part 1, 17.11 and 17.18.59)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from firsthand.model.passages import Span
from firsthand.read.word_parts import NoteCall, Numbering, Words

MARK = re.compile(r"\s*(\S{1,3})")  # one of one's own, in the text behind the call
_CHICAGO = "*†‡§"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def marks_of(calls: list[tuple[NoteCall, Span, str]], words: Words, settings: Mapping[str, Numbering]) -> list[str]:
    """The mark of each call, in order; one of its own is taken from the text behind it."""
    marks: list[str] = []
    count: Counter[str] = Counter()
    section = dict[str, int]()
    for call, _, behind in calls:
        told, overall = words.sections[call.section].get(call.kind, Numbering()), settings.get(call.kind, Numbering())
        restart = told.restart or overall.restart
        if restart == "eachSect" and section.get(call.kind, call.section) != call.section:
            count[call.kind] = 0
        section[call.kind] = call.section
        if call.own and (mark := MARK.match(behind)):
            marks.append(mark[1])
            continue
        count[call.kind] += 1
        first = told.start or overall.start
        number = count[call.kind] + (int(first) if first.isascii() and first.isdigit() and len(first) < 6 else 1) - 1
        form = told.form or overall.form or ("lowerRoman" if call.kind == "endnote" else "decimal")
        marks.append(_written(number, form))
    return marks


def _written(number: int, form: str) -> str:
    """A number as this format writes it; decimal where the format is not known."""
    if form.endswith("Roman") and number < 4000:
        roman, rest = "", number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "chicago":
        return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)
