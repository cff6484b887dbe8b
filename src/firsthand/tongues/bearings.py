"""When and where a sentence says that it happened: dates and places in a form that can be compared, from English, Chinese and Tibetan text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from firsthand.model.passages import Span

_MONTHS = {
    m: i
    for i, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for m in names.split()
}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m1>{_M})\b\.?(?:,?\s(?P<y1>\d{{4}}))?|\b(?P<m2>{_M})\b\.?\s(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}))?|\b(?P<m5>{_M})\b\.?\s(?P<y5>\d{{4}})|"
    r"(?:(?P<y3>\d{4})年)?(?P<m3>\d{1,2})月(?:(?P<d3>\d{1,2})[日号])?|(?:(?:ཕྱི་ལོ|སྤྱི་ལོ)་?(?P<y4>\d{4})་?)?ཟླ་?(?P<m4>\d{1,2})་?ཚེས་?(?P<d4>\d{1,2})|"
    r"\b(?P<q>late|early|mid|beyond|before|after|since|until|by|in|from)[\s-](?P<q2>late\s|early\s|mid-?|beyond\s)?(?P<y6>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")  # no date of these is written without one
_DATELINE = re.compile(
    r"[A-Z][^.!?\n]{0,40}?\d{1,2}[^.!?\n]{0,12}(?:\([^)]{1,40}\)\s?[—–-]|\s:\s|/[A-Z]+/)|[\u4e00-\u9fff·]{2,24}\d{1,2}月\d{1,2}日电"
)
_CLASSES = (
    (1, r"village|村|གྲོང་ཚོ"), (2, r"town(?:ship)?|镇|鎮|乡|鄉|ཤང"), (3, r"county|district|县|縣|རྫོང"), (4, r"prefecture|city|州|市|ས་ཁུལ"), (5, r"province|autonomous region|region|省|自治区|ཞིང་ཆེན"),
    (6, r"nation|country|whole country|全国|全國|རྒྱལ་ཁབ"), (7, r"globe|world|全球|世界|འཛམ་གླིང"),
)  # fmt: skip
_PLACE = re.compile(
    r"(?P<pre>\b(?:county|province|district|prefecture|town|city|region|village) of (?P<a>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}))|(?<![\w’'-])(?P<b>[A-Z][\w’'-]{1,40}(?:\s[A-Z][\w’'-]{1,40}){0,3})\s(?P<post>county|province|district|prefecture|township|city|village|region)\b|"
    r"(?P<wide>\b(?:across the (?:globe|world|country|nation|whole country)|(?:through )?the whole country|whole country|worldwide|nationwide))|"
    r"(?:(?![在于至到的从由日月年，有])[\u4e00-\u9fff·]){1,8}?(?P<han>省|州|县|縣|市|镇|鎮|乡|鄉|村)(?![长長民委政公人级镇鎮])"
)
# What stands before the class word of a place without being its name: the whole county, three townships.
_NO_NAME = re.compile(r"[全该該本每各此]|.*[个個各].*|[乡鄉]")


@dataclass(frozen=True, slots=True)
class When:
    """A date as written: year, month, day (0: not said), whether it is one end of a range, the word before a bare year."""

    year: int
    month: int
    day: int
    ranged: bool
    word: str = ""

    def agrees(self, other: When) -> bool:
        """Whether the two can mean the same: what both say is equal."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a == b for a, b in pairs if a and b) and (
            not self.word or not other.word or self.word == other.word or bool(self.month or other.month)
        )


@dataclass(frozen=True, slots=True)
class Where:
    """A place as written: its name without the class word, how wide its class is (village 1 .. world 7; 0 unsaid), where it stands."""

    name: str
    level: int
    span: Span

    def same(self, other: Where) -> bool:
        """Whether the two can be one place."""
        return self.name == other.name and (self.level == other.level or not self.level or not other.level)


def _number(groups: dict[str, str | None], *names: str) -> int:
    return next((int(x) for n in names if (x := groups.get(n))), 0)


@lru_cache(maxsize=20000)
def when_in(text: str) -> tuple[tuple[When, Span], ...]:
    """The dates in a sentence; both ends of a range are one date each and marked so."""
    if not _FIGURE.search(text):
        return ()
    out = []
    dateline = _DATELINE.match(text)
    for m in _DATE.finditer(text, dateline.end() if dateline else 0):
        g = m.groupdict()
        month = next((_MONTHS[g[n].lower()] for n in ("m1", "m2", "m5") if g.get(n)), _number(g, "m3", "m4"))
        around = text[max(0, m.start() - 12) : m.start()].lower()
        following = text[m.end() : m.end() + 8]
        ranged = bool(re.search(r"(?:between |\band |from |to |至|ནས་?)$", around) or re.match(r"\s?(?:至|到|ནས|and \d|to \d)", following))
        word = " ".join(
            x.strip().lower() for x in (g.get("q2"), g.get("q")) if x and x.strip().lower() in ("late", "early", "mid", "mid-", "beyond")
        )
        out.append(
            (
                When(_number(g, "y1", "y2", "y3", "y4", "y5", "y6"), month, _number(g, "d1", "d2", "d3", "d4"), ranged, word),
                Span(m.start(), m.end()),
            )
        )
    return tuple(out)


@lru_cache(maxsize=20000)
def where_in(text: str) -> tuple[Where, ...]:
    """The places in a sentence whose class is written."""
    out = []
    for m in _PLACE.finditer(text):
        if m["han"] and _NO_NAME.fullmatch(m[0][: -len(m["han"])]):
            continue
        name = m["a"] or m["b"] or ("" if m["wide"] else m[0][: -len(m["han"] or "")])
        level = next(
            (
                n
                for n, words in reversed(_CLASSES)
                if re.search(rf"(?:{words})", (m["pre"] or m["post"] or m["wide"] or m["han"]).split(" of ")[0], re.IGNORECASE)
            ),
            0,
        )
        out.append(Where(name, level, Span(m.start(), m.end())))
    return tuple(out)
