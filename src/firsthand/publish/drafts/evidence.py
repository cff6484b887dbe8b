"""What a text says, sentence by sentence, in a form that a draft can be held against: its figures with their stance, its days, its words.

The same is made of a statement of the draft and of the sentences of a work; a work's is made once, when it is first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import log

from firsthand.model.amounts import Amount
from firsthand.model.claims import Stance
from firsthand.model.dates import PartialDate
from firsthand.model.passages import Reading, Span
from firsthand.publish.drafts.values import Statement, Work
from firsthand.tongues.amounts import amounts_in
from firsthand.tongues.dates import DateSpan, dates_in, resolved
from firsthand.tongues.quotes import quotations
from firsthand.tongues.scripts import HAN
from firsthand.tongues.stance import stance_at
from firsthand.tongues.words import characters, forms

_GAP = re.compile(rf"(?<=[{HAN}]) (?=\d)|(?<=\d) (?=[{HAN}])")  # typesetters part figures from Han
LEAST_WORDS, LEAST_SIGNS = 3, 5  # words, or Han characters, that two sentences must share to be alike
_SMALL = frozenset([
    "the", "of", "a", "an", "and", "or", "on", "in", "for", "to", "at", "by", "from", "with", "as", "is", "are", "was", "were", "be",
    "been", "has", "have", "had", "it", "its", "this", "that", "these", "those", "which", "who", "whom", "their", "they", "he", "she",
    "his", "her", "not", "no", "than", "more", "most", "other", "into", "about", "only", "just", "some", "there", "then", "so", "such", "said", "says", "say", "的", "了", "在", "是", "和", "与", "及", "对", "于", "从", "至",
    "到", "有", "为", "被", "将", "把", "也", "并", "其", "该", "各", "等",
])  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """An amount in a sentence: what it says, how firmly, its words and their place in the sentence's text, the bare number's place."""

    amount: Amount
    stance: Stance
    words: str
    at: Span
    number: Span

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers it names: floor, ceiling and the whole of a share."""
        return tuple(dict.fromkeys(x for x in (self.amount.floor, self.amount.ceiling, self.amount.base) if x is not None))


@dataclass(frozen=True)
class Day:
    """A date in a sentence: as far as it is known (year 0: not said), its words and place."""

    year: int
    month: int
    day: int
    words: str
    at: Span
    ends: PartialDate | None = None  # of a period, the last day

    def agrees(self, other: Day) -> bool:
        """Whether both can be the same day: what both say is equal."""
        return all(a == b for a, b in ((self.year, other.year), (self.month, other.month), (self.day, other.day)) if a and b)

    @property
    def first(self) -> PartialDate | None:
        """The date, where its year is known."""
        if not self.year:
            return None
        return PartialDate(
            f"{self.year:04d}" + (f"-{self.month:02d}" if self.month else "") + (f"-{self.day:02d}" if self.month and self.day else "")
        )


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it says. span: its place in the stream; quoted: spans of its text inside quotation marks."""

    text: str
    language: str
    span: Span
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    quoted: tuple[Span, ...]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words by which it is compared with others of its script, English plurals as their singular."""
        bare = self.text
        for day in self.days:
            bare = bare[: day.at.start] + " " * (day.at.end - day.at.start) + bare[day.at.end :]
        found = (t for t in forms(bare, characters(bare)) if t not in _SMALL and not t[0].isdigit())
        return frozenset(t[:-1] if t.isascii() and len(t) > 3 and t.endswith("s") and not t.endswith("ss") else t for t in found)

    def stance(self, at: Span | None = None) -> Stance:
        """How firmly it is said, where `at` stands or as a whole."""
        whole = Span(0, len(self.text))
        return stance_at(self.text, whole, at or whole, self.language)[0]


def sentence_of(statement: Statement) -> Sentence:
    """What a statement of the draft says."""
    return _sentence(statement.text, statement.language, statement.span, None)


def _sentence(text: str, language: str, span: Span, published: PartialDate | None) -> Sentence:
    if language == "zh":
        text = _GAP.sub("", text)
    dates = dates_in(text, language)
    masked = [Span(d.start, d.end) for d in dates]
    whole = Span(0, len(text))
    figures = [
        Figure(c.amount, stance_at(text, whole, c.span, language)[0], text[c.span.start : c.span.end], c.span, c.number)
        for c in amounts_in(text, language, masked)
    ]
    days = [day for d in dates if (day := _day(text, d, published)) is not None]
    return Sentence(text, language, span, tuple(figures), tuple(days), quotations(text, language))


def _day(text: str, found: DateSpan, published: PartialDate | None) -> Day | None:
    """A date as written, resolved against the day of publication where that is known."""
    words, at = text[found.start : found.end], Span(found.start, found.end)
    date = found.date or (found.period.begins if found.period else None)
    if date is None and found.hint.startswith("--"):
        if published is not None and (sure := resolved(found, published)) is not None:
            date = sure
        else:
            parts = [int(x) for x in found.hint[2:].split("-")] + [0]
            return Day(0, parts[0], parts[1], words, at)
    if date is None and published is not None:
        date = resolved(found, published)
    if date is None:
        return None
    parts = [int(x) for x in date.text.split("-")] + [0, 0]
    return Day(parts[0], parts[1], parts[2], words, at, found.period.ends if found.period else None)


@dataclass
class Evidence:
    """The sentences of a work, made when they are first asked for."""

    work: Work
    _words: dict[str, float] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the work, notes and headings with them."""
        r = self.work.reading
        return tuple(_sentence(_flat(r, s), r.language, s, r.published) for s in r.sentences)

    @cached_property
    def by_value(self) -> dict[Decimal, list[tuple[Sentence, Figure]]]:
        """Where each number stands."""
        out: dict[Decimal, list[tuple[Sentence, Figure]]] = {}
        for s in self.sentences:
            for f in s.figures:
                for v in f.values:
                    out.setdefault(v, []).append((s, f))
        return out

    @cached_property
    def figures(self) -> tuple[tuple[Sentence, Figure], ...]:
        """All figures with their sentences."""
        return tuple((s, f) for s in self.sentences for f in s.figures)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All days of the work, the day of its publication among them."""
        out = [d for s in self.sentences for d in s.days]
        if (day := self.work.published) is not None:
            parts = [int(x) for x in day.text.split("-")] + [0, 0]
            out.append(Day(parts[0], parts[1], parts[2], day.text, Span(0, 0)))
        return tuple(out)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each word is within the work."""
        spread = Counter(t for s in self.sentences for t in s.tokens)
        return {t: log((1 + len(self.sentences)) / n) + 0.1 for t, n in spread.items()}

    def alike(self, sentence: Sentence) -> tuple[float, Sentence | None]:
        """The sentence of the work that has most of what this one says, by numbers, days and words, and how much (0 to 1)."""
        best, likeness = None, 0.0
        for there in self.sentences:
            score = self._likeness(sentence, there)
            if score > likeness:
                best, likeness = there, score
        return likeness, best

    def _likeness(self, here: Sentence, there: Sentence) -> float:
        values = {v for f in here.figures for v in f.values if v > 12}
        shared = values & {v for f in there.figures for v in f.values}
        days = [d for d in here.days if d.month and any(d.agrees(x) and x.month for x in there.days)]
        score = 0.0
        if values or here.days:
            score = (len(shared) + len(days)) / (len(values) + len([d for d in here.days if d.month]) or 1)
        if here.language == there.language and (wanted := here.tokens):
            # words that the work never uses count as common ones: they cannot tell its sentences apart
            weigh = self.weights.get
            total = sum(weigh(t, 0.5) for t in wanted)
            shared_words = wanted & there.tokens
            enough = len(shared_words) >= (LEAST_WORDS if here.language != "zh" else LEAST_SIGNS) or (
                len(shared_words) > 1 and shared_words == wanted
            )
            words = sum(weigh(t, 0.5) for t in shared_words) / total if total and enough else 0.0
            return max(words, (words + score) / 2) if values or here.days else words
        return score


class Evidences:
    """The evidence of works, each made once."""

    def __init__(self) -> None:
        self._made: dict[str, Evidence] = {}

    def of(self, work: Work) -> Evidence:
        """The evidence of a work."""
        if work.source not in self._made:
            self._made[work.source] = Evidence(work)
        return self._made[work.source]

    def all(self, works: Iterable[Work]) -> list[Evidence]:
        """The evidence of several."""
        return [self.of(w) for w in works]


def _flat(reading: Reading, span: Span) -> str:
    """A sentence of a work on one line, its marks of notes left as blanks so that they are read as no figures; places stay."""
    text = reading.text[span.start : span.end].replace("\n", " ").replace("\r", " ").replace("\f", " ")
    marks = reading.footnotes
    at = bisect_right([m.at.start for m in marks], span.start - 1)
    while at < len(marks) and marks[at].at.start < span.end:
        a, b = marks[at].at.start - span.start, min(marks[at].at.end, span.end) - span.start
        text = text[:a] + " " * max(0, b - a) + text[b:] if b > a else text
        at += 1
    return text


def numbers_of(figures: Sequence[Figure]) -> set[Decimal]:
    """All numbers that some figures name."""
    return {v for f in figures for v in f.values}
