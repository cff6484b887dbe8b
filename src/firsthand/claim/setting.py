"""When and where: the dates and places that a clause names, as written, with their places in the text."""

from __future__ import annotations

import re

from firsthand.model.passages import Span

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s\d{{4}})?|{_MONTH}\s\d{{4}})"
)
_YEAR = r"(?:1[89]|20)\d\d"
_WHEN = re.compile(
    rf"\b[Bb]etween\s(?:{_DAY}|{_YEAR}),?\sand\s(?:{_DAY}|{_YEAR})|\b[Ff]rom\s(?:{_DAY}|{_YEAR}),?\s(?:to|until|till)\s(?:{_DAY}|{_YEAR})|(?:\b(?:[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom)\s)?(?:\b(?:late|early|mid|the end of|beyond)[\s-])?\b{_DAY}|"
    rf"(?<=\b[Ii]n\s)(?:mid-|late\s|early\s)?{_YEAR}\b(?:\sand\s{_YEAR}\b)?|\b(?:[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil)\s(?:late\s|early\s|mid-?|beyond\s)?{_YEAR}\b|\b[Ii]n\s(?=January|February|March|April|May\b|June|July|August|September|October|November|December){_MONTH}\b|"
    r"\b(?:on\s|late\s|last\s|this\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|"
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:\d{1,2}月(?:\d{1,2}[日号])?)?(?:至(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?)?|\d{1,2}月\d{1,2}[日号](?:至(?:\d{1,2}月)?\d{1,2}[日号])?|(?:今年|去年|前年|本月|上月)(?:上半年|下半年|\d{1,2}月)?|"
    r"(?:ཕྱི་ལོ|སྤྱི་ལོ)[་\s]?[༠-༩\d]+(?:[་\s]?(?:ལོའི)?[་\s]?(?:སྤྱི)?ཟླ[་\s]?(?:བ་)?[༠-༩\d]+)?(?:[་\s]?(?:པའི)?[་\s]?ཚེས[་\s]?[༠-༩\d]+)?(?:ནས་(?:ཟླ[་\s]?[༠-༩\d]+)?(?:ཚེས[་\s]?[༠-༩\d]+)?བར)?"
)
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


def dates(text: str, span: Span) -> tuple[Span, ...]:
    """The dates written in a span of a text."""
    return tuple(Span(*m.span()) for m in _WHEN.finditer(text, span.start, span.end))


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
