"""The cues by which two sentences are compared: negations, denials, hedges, dates, places, possessives, each with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from firsthand.model.passages import Span
from firsthand.trace.clauses import Clause

_NEGATION = {
    "en": re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|could|can|would|should|will)(?:\s+not\b|n['’]t\b)(?!\s+(?:only|able|yet clear|immediately))|\bcannot\b|\bnever\b|\bhad no\b", re.IGNORECASE),
    "zh": re.compile(r"(?<![尚从])未被|没有(?=[投提发罢])|并未|从未|未(?=发烧|采)|没被"),
    "bo": re.compile(r"མི་འདུག|མ་(?:བྱས|བཟུང|བླངས)"),
}  # fmt: skip
_DENIAL = {
    "en": re.compile(r"\bden(?:y|ies|ied|ying)\b|\brejected\b|\brefuted\b|\bfalse(?:ly)?\b|\buntrue\b|\b(?:isn['’]t|is not|not|shouldn['’]t be) (?:accurate|true|correct)\b", re.IGNORECASE),
    "zh": re.compile(r"否认|否認|驳斥|不实"),
    "bo": re.compile(r"ཁས་མ་བླངས"),
}  # fmt: skip
_HEDGE = {
    "en": re.compile(r"\breportedly\b|\ballegedly\b|\bpurportedly\b|\bsupposedly\b|\bapparently\b|\bpossibly\b|\bsuspected\b|\bunconfirmed\b|\bunverified\b|\bwithout being able to confirm\b|\bappear(?:s|ed)? to\b|\bseem(?:s|ed)? to\b|\bbelieved to\b|\bthought to\b|\bmay have\b|\bmight have\b", re.IGNORECASE),
    "zh": re.compile(r"据称|據稱|涉嫌|疑似|可能|未能证实|无法证实|似乎|未经证实"),
    "bo": re.compile(r"ར་སྤྲོད་བྱེད་མ་ཐུབ|ཟེར་བ"),
}  # fmt: skip
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
_CLASSES = (
    (1, r"village|村|གྲོང་ཚོ"), (2, r"town(?:ship)?|镇|鎮|乡|鄉|ཤང"), (3, r"county|district|县|縣|རྫོང"), (4, r"prefecture|city|州|市|ས་ཁུལ"), (5, r"province|autonomous region|region|省|自治区|ཞིང་ཆེན"),
    (6, r"nation|country|whole country|全国|全國|རྒྱལ་ཁབ"), (7, r"globe|world|全球|世界|འཛམ་གླིང"),
)  # fmt: skip
_PLACE = re.compile(
    r"(?P<pre>\b(?:county|province|district|prefecture|town|city|region|village) of (?P<a>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*))|(?P<b>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)\s(?P<post>county|province|district|prefecture|township|city|village|region)\b|"
    r"(?P<wide>\b(?:across the (?:globe|world|country|nation|whole country)|(?:through )?the whole country|whole country|worldwide|nationwide))|"
    r"(?:(?![在于至到的从由日月年，有])[\u4e00-\u9fff·]){1,8}?(?P<han>省|州|县|縣|市|镇|村)(?![长長民委政公人级])"
)
_POSSESSIVE = re.compile(r"\b(?:its|their|the country['’]s|[A-Z]\w+['’]s|of the)\s*$")


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


def _found(table: dict[str, re.Pattern[str]], clause: Clause) -> tuple[Span, ...]:
    cue = table.get(clause.language, table["en"])
    return tuple(Span(m.start() + clause.span.start, m.end() + clause.span.start) for m in cue.finditer(clause.text))


@lru_cache(maxsize=20000)
def negations(clause: Clause) -> tuple[Span, ...]:
    """Words that turn what the sentence says into its opposite."""
    return _found(_NEGATION, clause)


@lru_cache(maxsize=20000)
def denials(clause: Clause) -> tuple[Span, ...]:
    """Words that say that somebody denies it."""
    return _found(_DENIAL, clause)


@lru_cache(maxsize=20000)
def hedges(clause: Clause) -> tuple[Span, ...]:
    """Words that hold back from vouching."""
    return _found(_HEDGE, clause)


@lru_cache(maxsize=20000)
def when_of(clause: Clause) -> tuple[tuple[When, Span], ...]:
    """The dates of a sentence; both ends of a range are one date each and marked so."""
    out = []
    for m in _DATE.finditer(clause.text):
        g = m.groupdict()
        number = lambda *names: next((int(g[n]) for n in names if g.get(n)), 0)  # noqa: B023, E731
        month = next((_MONTHS[g[n].lower()] for n in ("m1", "m2", "m5") if g.get(n)), number("m3", "m4"))
        around = clause.text[max(0, m.start() - 12) : m.start()].lower()
        following = clause.text[m.end() : m.end() + 8]
        ranged = bool(re.search(r"(?:between |\band |from |to |至|ནས་?)$", around) or re.match(r"\s?(?:至|到|ནས|and \d|to \d)", following))
        word = " ".join(
            x.strip().lower() for x in (g.get("q2"), g.get("q")) if x and x.strip().lower() in ("late", "early", "mid", "mid-", "beyond")
        )
        out.append(
            (
                When(number("y1", "y2", "y3", "y4", "y5", "y6"), month, number("d1", "d2", "d3", "d4"), ranged, word),
                Span(m.start() + clause.span.start, m.end() + clause.span.start),
            )
        )
    return tuple(out)


@lru_cache(maxsize=20000)
def where_of(clause: Clause) -> tuple[Where, ...]:
    """The places of a sentence whose class is written."""
    out = []
    for m in _PLACE.finditer(clause.text):
        name = m["a"] or m["b"] or ("" if m["wide"] else m[0][: -len(m["han"] or "")])
        level = next(
            (
                n
                for n, words in reversed(_CLASSES)
                if re.search(rf"(?:{words})", (m["pre"] or m["post"] or m["wide"] or m["han"]).split(" of ")[0], re.IGNORECASE)
            ),
            0,
        )
        out.append(Where(name, level, Span(m.start() + clause.span.start, m.end() + clause.span.start)))
    return tuple(out)


def own_possessive(clause: Clause, at: Span) -> bool:
    """Whether the amount at `at` is somebody's own ("its 700 million", "China's 31"): the size of a whole, not of what was done."""
    start = at.start - clause.span.start
    return bool(_POSSESSIVE.search(clause.text[max(0, start - 20) : start]))
