"""How dates are written: patterns over folded text (`words.folded`, digits made ASCII), tried in this order, and the words beside a number that speak for or against a year."""

from __future__ import annotations

import re

from firsthand.tongues.months import ERAS, EVERYDAY, MONTHS, RELATIVE, WEEKDAYS


def _names(words: object) -> str:
    return "|".join(sorted((re.escape(str(w)) for w in words), key=len, reverse=True))  # type: ignore[attr-defined]


_M = rf"(?P<month>{_names(MONTHS)})\b\.?"
_Y = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|[.,]\d)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.|º|er)?"
_TO = r"\s*(?:-|to|and|bis|a|al|au|до|t/m)\s*"
_WD = rf"(?:(?:{_names(WEEKDAYS)})\b\.?,?\s+(?:the\s+|den\s+|le\s+)?)?"
_HAN_YEAR = (
    rf"(?:(?P<year>1[5-9]\d\d|20\d\d)|(?P<hanyear>[一二〇零○三四五六七八九]{{4}})|(?P<era>{_names(ERAS)})(?P<erayear>\d{{1,3}}|元))\s?年"
)
_HAN_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
PATTERNS = tuple(re.compile(p) for p in (
    r"(?<![\d.,/-])(?P<year>1[5-9]\d\d|20\d\d)(?P<s>[-/.])(?P<num>[01]?\d)(?P=s)(?P<day>[0-3]?\d)(?:[t ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d/-])",
    r"(?<![\d.,/-])(?P<year>1[5-9]\d\d|20\d\d)-(?P<num>0[1-9]|1[0-2])(?![\d/-])",
    r"(?<![\d.,/-])(?P<one>[0-3]?\d)(?P<s>[/.-])(?P<two>[0-3]?\d)(?P=s)(?P<year>1[5-9]\d\d|20\d\d)(?![\d/-])",
    rf"(?<!\w){_WD}(?<![\d.,])\b{_D}(?:{_TO}(?P<last>[0-3]?\d)(?:st|nd|rd|th|\.)?)?\s*(?:of\s+|de\s+|di\s+|-)?{_M}(?:(?:,?\s+|\s*-\s*)(?:of\s+|de\s+|del\s+|di\s+)?{_Y})?",
    rf"(?<!\w){_WD}\b{_M}\s*{_D}(?!\d)(?:{_TO}(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?(?:,?\s+{_Y})?(?![\d%]|[.,]\d)",
    rf"\b{_M},?\s+(?:of\s+|de\s+|del\s+|di\s+)?{_Y}",
    rf"\b{_Y}\s+{_M}(?:\s+{_D}(?!\d))?",
    rf"{_HAN_YEAR}(?:\s?(?:的|)\s?(?P<hanmonth>{_HAN_NUMBER})\s?月(?:份)?(?:\s?(?P<handay>{_HAN_NUMBER})\s?[日号])?)?",
    rf"(?<![\d.])(?P<hanmonth>{_HAN_NUMBER})\s?月(?:份|(?:\s?(?P<handay>{_HAN_NUMBER})\s?[日号]))?(?!\w?个)",
    r"(?:སྤྱི་ལོ་?\s?)?(?P<year>1[5-9]\d\d|20\d\d)\s?་?(?:ལོའི|ལོར|ལོ|སྤྱི་ལོའི)(?:་?\s?(?:ཕྱི་)?ཟླ་?(?:བ་?)?\s?(?P<bomonth>\d{1,2}|[\u0f40-\u0fbc]+(?:་(?:པོ|གཅིག|གཉིས))?)\s?་?(?:པའི|པར|པ|བའི|པ)?(?:་?\s?ཚེས་?\s?(?P<boday>\d{1,2}))?)?",
    r"སྤྱི་ལོ་?\s?(?P<year>1[5-9]\d\d|20\d\d)",
    r"(?:ཕྱི་)?ཟླ་?(?:བ་?)?\s?(?P<bomonth>\d{1,2})\s?་?(?:པའི|པར|པ)?(?:་?\s?ཚེས་?\s?(?P<boday>\d{1,2}))",
    rf"(?<![\w])(?P<relative>{_names(w for w in RELATIVE if w.isascii() or 'a' <= w[0] <= 'z')})(?!\w)",
    rf"(?P<relative>{_names(w for w in RELATIVE if w[0] > 'ༀ')})",
    rf"\b(?:on|last|this past|since|by|until|late|early)\s+(?P<weekday>{_names(WEEKDAYS)})\b",
    rf"\b(?:in|since|by|until|till|from|last|next|this|during|early|late|mid|im|seit|en|em|desde|depuis|nel|dal|w|od|sejak|pada|sinds|of|between|and|to|through)[\s-]+(?P<month>{_names(MONTHS)})\b(?!\s+\d)",
    rf"\b(?P<month>{_names(w for w in MONTHS if w not in EVERYDAY and len(w) > 3)})(?=\s*(?:-|to|through|until)\s*(?:{_names(MONTHS)})\b)",
    r"(?<![\w.,/$£€¥#№-])(?P<decade>1[5-9]\d|20\d)0'?s\b",
    r"(?<![\w.,/$£€¥#№:-])(?P<bareyear>1[89]\d\d|20[0-4]\d)-(?P<until>1[89]\d\d|20[0-4]\d)(?![\w%/]|[.,-]\d)",
    r"(?<![\w.,/$£€¥#№:-])(?P<bareyear>1[89]\d\d|20[0-4]\d)(?:\s?[-/]\s?(?P<short>\d\d))?(?![\w%,/:]|[.]\d|-\w)",
    r"(?<![\w.,/$£€¥#№:-])(?P<bareyear>1[89]\d\d|20[0-4]\d)(?=-(?:1[89]|20)\d\d\b|,(?!\d)|[a-z]?/\d)",
    r"\b(?P<count>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month|year)s?\s+ago\b",
))  # fmt: skip
BETWEEN = re.compile(
    r"\s*(?:-|~|to|until|through|till|bis|至|到|and|e|y|et|und|a|al|à|en|i|dan|sampai|hingga)\s*(?:the\s+end\s+of\s+|early\s+|late\s+)?"
)
SPANNING = re.compile(r"(?:\bbetween|\bzwischen|\bentre|\bfra|\btra|\btussen|\bantara|\bmiędzy)\s*$")
QUANTITY = re.compile(
    r"(?:about|around|some|nearly|almost|over|under|than|least|most|approximately|roughly|up to|exactly|only|another|additional|total of|estimated|约|近|超过|逾)\s*$"
)
COUNTED = re.compile(
    r"\s?(?:people|persons?|men|women|children|households|families|samples?|villages|police|officers|[a-z]+s\b(?!['’]))|\s?[名个人户份万亿多余例件次元]"
)
VERBS_IN_S = frozenset(["was", "is", "has", "saw", "says", "marks", "sees", "brings", "its", "this", "as", "plus", "census", "versus"])
NUMBER_WORDS = {w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {
    "a": 1
}
DIGITS = {0x0F20 + n: str(n) for n in range(10)} | {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
