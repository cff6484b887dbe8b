"""When and where: the dates and places that a clause names, as written, with their places in the text."""

from __future__ import annotations

import re

from firsthand.model.passages import Span
from firsthand.tongues.times.reading import times_in

DATED = frozenset(("date", "period", "moment", "moment period"))

_NAME = r"(?:[A-Z][^\W\d_]*(?:[’'-][^\W\d_]+)?)"
_WHERE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Aa]cross|[Nn]ear|[Ii]nside|[Tt]hroughout)\s(?:the\s(?:(?:ethnic|autonomous|western|eastern|northern|southern|far|Chinese|county of|province of|region of|city of|town of|district of|prefecture of)\s){{0,3}})?({_NAME}(?:(?:\s|\sand\s(?=[A-Z])){_NAME}){{0,3}}(?:\s(?:[Cc]ounty|[Pp]rovince|[Pp]refecture|[Dd]istrict|[Rr]egion|[Cc]ity|[Tt]own(?:ship)?|autonomous region))?)|"
    r"((?:(?![在于至到的从由日月年，])[\u4e00-\u9fff·]){1,8}?(?:自治区|自治州|自治县|省|州|市|县|縣|區|区|乡|鄉|镇|鎮|村))(?!长|長|民|委|政|公|人|级|級|法|卫|区|教)|"
    r"((?:[\u0f40-\u0fbc]+་){1,4}?(?:རྫོང|ཞིང་ཆེན|གྲོང་ཁྱེར|གྲོང་རྡལ|ཁུལ|ཤང))(?![\u0f40-\u0fbc])"
)
_NO_PLACE = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "A",
        "The",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
    ]
)


def dates(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The dates and periods written in a span of a text; clock times alone, durations and what recurs say no day."""
    found = times_in(text[span.start : span.end], language)
    return tuple(Span(span.start + t.start, span.start + t.end) for t in found if t.kind in DATED)


def places(text: str, span: Span) -> tuple[Span, ...]:
    """The places named in a span of a text: after in, at, across (English), by their class word (Chinese, Tibetan)."""
    found = []
    for m in _WHERE.finditer(text, span.start, span.end):
        at = Span(*m.span(m.lastindex or 0))
        if text[at.start : at.end].split()[0] not in _NO_PLACE:
            found.append(at)
    return tuple(found)


def nearest(text: str, spans: tuple[Span, ...], at: Span) -> str:
    """The words of the span that stands nearest to `at`; "" if there is none."""
    best = min(spans, key=lambda s: (max(s.start - at.end, at.start - s.end, 0), s.start), default=None)
    return text[best.start : best.end] if best else ""
