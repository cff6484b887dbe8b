"""Acts: which act of the lexicon a text names where, and, by simple rules of English and Chinese, who did it to whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from firsthand.model.passages import Span
from firsthand.tongues.numerals import lowered

LANGUAGES = ("en", "zh", "bo")
NEAR = 240  # code points before and after an act in which its roles are looked for
LONGEST_ROLE = 60  # code points of a name of an actor or of those affected


@dataclass(frozen=True, slots=True)
class Act:
    """A word for an act: where, which act (a code of the lexicon), whether the sentence puts it in the passive."""

    span: Span
    code: str
    passive: bool


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Every form of every act of a language whose forms begin with a letter each; most letters begin none."""
    acts = _acts(language)
    letters = "".join(sorted({form[0] for forms in acts.values() for form in forms.split("|")}))
    return re.compile(f"(?=[{letters}]){_any_of(acts.items(), '').pattern}")


@cache
def _by_beginning() -> tuple[re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    """English: what finds the first two letters of words that may be acts, and for each such two letters the forms that begin with them, as whole words."""
    beginning: dict[str, dict[str, str]] = defaultdict(dict)
    for code, forms in _acts("en").items():
        for form in re.split(r"\|(?![^()]*\))", forms):
            first = form[3 : form.index(")")].split("|") if form.startswith("(?:") else [form]
            for two in {x[:2] for x in first}:
                beginning[two][code] = f"{beginning[two][code]}|{form}" if code in beginning[two] else form
    by_letter: dict[str, str] = defaultdict(str)
    for two in sorted(beginning):
        by_letter[two[0]] += two[1]
    starts = "|".join(f"{first}[{seconds}]" for first, seconds in by_letter.items())
    return re.compile(rf"(?:{starts})(?<!\w..)", re.DOTALL), {two: _any_of(codes.items(), r"\b") for two, codes in beginning.items()}


def _any_of(forms: Iterable[tuple[str, str]], end: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(f'(?P<{code}>{form})' for code, form in forms)}){end}")


def _acts(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = import_module(f"firsthand.tongues.{language}.acts").ACTS
    return found


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|gets|got|has been|have been|had been)\s(?:\w+ly\s|not\s|never\s|also\s|already\s)?$"
)
_BY = re.compile(
    r"\s(?:[\w,]+\s){0,4}?by\s((?:the\s)?[A-Z一-鿿][\w’'-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w’'-]*){0,5}|(?:the|a|an)\s[a-z]+(?:\s[a-z]+)?|police|soldiers|authorities|troops)"
)
_STOPS = re.compile(
    r"\s(?:in|on|at|by|from|to|for|after|before|during|since|between|with|who|which|that|as|over|while|when|because|under|without|according|said|says|of whom)\b|[,;:.!?](?!\d)|[()“”\"\n—]"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:.!?](?!\d)\s?|[()“”\"\n—]\s?|\b(?:that|and|but|while|as|when|because|who|which)\s)((?:[^,;:.!?()“”\"\n—]|(?<=\d)[,.](?=\d))*)$"
)
_AUXILIARY = re.compile(
    r"\s(?:is|are|was|were|be|been|being|has|have|had|will|would|could|may|might|can|did|does|do|to|not|also|already|reportedly|allegedly|deliberately|now)$"
)
_HAN_PASSIVE = re.compile(r"([^，。；：、！？被]{1,16})被([^，。；：、！？]{0,12})$")
_HAN_OBJECT = re.compile(r"([^，。；：、！？]{0,16}?)(?:将|將|对|對|把)([^，。；：、！？将將对對把]{1,16})$")
_HAN_SUBJECT = re.compile(r"([^，。；：、！？]{1,20})$")
_HAN_AFTER = re.compile(r"(?:了|过|過)?([^，。；：、！？的]{1,16})")


def acts_in(text: str, language: str) -> tuple[Act, ...]:
    """The acts named in a text (ISO 639-1; languages without a lexicon give none), in order and disjoint."""
    if language not in LANGUAGES:
        return ()
    if language == "en":
        return tuple(_english_acts(lowered(text)))
    return tuple(
        Act(Span(*m.span()), str(m.lastgroup), "被" in text[max(0, m.start() - 8) : m.start()] or m[0].startswith("被"))
        for m in _pattern(language).finditer(text)
    )


def _english_acts(low: str) -> Iterator[Act]:
    beginnings, forms = _by_beginning()
    done = 0
    for beginning in beginnings.finditer(low):
        start = beginning.start()
        if start >= done and (m := forms[beginning[0]].match(low, start)) is not None:
            done = m.end()
            yield Act(Span(start, done), str(m.lastgroup), bool(_PASSIVE.search(low[max(0, start - 30) : start])))


def roles(text: str, clause: Span, act: Act, language: str) -> tuple[str, str]:
    """Who did it and to whom, as written, within a clause; "" where the rules do not say."""
    before = text[max(clause.start, act.span.start - NEAR) : act.span.start]
    after = text[act.span.end : min(clause.end, act.span.end + NEAR)]
    if language == "en":
        return _english(before, after, act.passive)
    return _chinese(before, after) if language == "zh" else ("", "")


def _english(before: str, after: str, passive: bool) -> tuple[str, str]:
    subject = _SUBJECT.search(before.rstrip())
    first = subject[1].strip() if subject else ""
    while (m := _AUXILIARY.search(" " + first)) is not None:
        first = (" " + first)[: m.start()].strip()
    if passive:
        by = _BY.match(after)
        return (by[1] if by else ""), _short(first)
    edge = _STOPS.search(after)
    return _short(first), _short(after[: edge.start()] if edge else after)


def _chinese(before: str, after: str) -> tuple[str, str]:
    if m := _HAN_PASSIVE.search(before):
        return m[2], _short(m[1])
    if m := _HAN_OBJECT.search(before):
        return _short(m[1]), _short(m[2])
    subject, found = _HAN_SUBJECT.search(before), _HAN_AFTER.match(after)
    return _short(subject[1]) if subject else "", _short(found[1]) if found else ""


def _short(words: str) -> str:
    words = words.strip(" \n\t，、")
    return words if len(words) <= LONGEST_ROLE else ""
