"""Sources that a draft counts as several, held against where they lead: reprints of one dispatch are one origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.model.findings import Origins
from firsthand.publish.drafts.values import Cited, Fault, Library, Statement

_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "both": 2,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "གཉིས": 2,
    "གསུམ": 3,
}
_SOURCES = r"(?:sources?|newspapers?|papers?|outlets?|media|agencies|reports?|organi[sz]ations?|accounts?|publications?|witnesses|studies)"
INDEPENDENT = re.compile(
    rf"\b(?P<n>two|three|four|five|six|both|several|multiple|various|numerous|many|a number of)\s+(?:\w+\s+)?(?:independent|separate|different|unrelated|distinct)\s+(?:\w+\s+){{0,2}}{_SOURCES}\b"
    rf"|\bindependent(?:ly)?\s+(?:\w+\s+){{0,2}}(?:{_SOURCES}|confirm\w*|report\w*|verif\w*|corroborat\w*|of (?:each other|one another))"
    rf"|\b(?P<m>two|three|four|five|six|both|several|multiple)\s+(?:\w+\s+){{0,2}}{_SOURCES}\b[^.;]{{0,60}}\b(?:independently|separately|confirm\w*|corroborat\w*|of each other|of one another)\b"
    r"|\bcorroborated by\b|\bcross-checked\b"
    r"|(?P<z>[两二三四五多数]|若干)(?:个|家|份|名)?(?:相互|彼此|互相)?(?:独立|不同)(?:的)?(?:来源|消息|媒体|报道|渠道)|相互印证|多方证实|多家媒体证实|独立来源"
    r"|འབྱུང་ཁུངས་(?:མི་འདྲ་བ|རང་ཚུགས)",
    re.IGNORECASE,
)


def fault_of(statement: Statement, cited: Sequence[Cited], library: Library) -> tuple[Fault | None, str, Origins | None]:
    """Whether the sources of a statement are fewer than it says, or than its notes make one think; the field "origins"; what was counted."""
    claimed = INDEPENDENT.search(statement.text)
    works = list({c.works[0].source: c.works[0] for c in cited if len(c.works) == 1}.values())
    if not claimed and len(works) < 2:
        return None, "-", None
    if not works:
        return None, "cannot tell" if claimed else "-", None
    bare = statement.text[: claimed.start()] + statement.text[claimed.end() :] if claimed else statement.text
    found = library.origins(bare, [w.source for w in works]) or library.origins(statement.text, [w.source for w in works])
    if found is None:
        return None, "cannot tell", None
    number = _NUMBERS.get(next((g for g in claimed.groups() if g), "").lower(), 2) if claimed else 2
    if found.greatest >= number:
        return None, "ok", found
    words = _named(found.words, library)
    if claimed:
        why = f"It speaks of {claimed[0].strip()}; the {len(works)} held have at most {_count(found.greatest)}. {words}"
        return Fault("origin", why, statement.at(claimed.start(), claimed.end())), "fails", found
    if found.greatest <= 1 and found.least <= 1:
        why = f"Its {len(works)} sources have {'one origin' if found.greatest else 'no origin'} between them: they do not count as {len(works)}. {words}"
        return Fault("one-origin", why, statement.span), "cannot tell", found
    return None, "ok", found


def _count(number: int) -> str:
    return "no origin" if number == 0 else "one origin" if number == 1 else f"{number} origins"


def _named(words: str, library: Library) -> str:
    return " ".join(words.split())
