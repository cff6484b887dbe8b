"""Acts: which act of the lexicon a text names where."""

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
