"""Which passages assert a sentence: for `origins --claims`, where a person brings the claim and perhaps the documents that say it.

In: a sentence, the sources that assert it (or none: then they are looked for), the readings. Out: one claim a document, with the passages that say
it, best first. A passage says it where the numbers are the same and most of the words that tell the sentence apart are there by their stems or a
near meaning; across languages the numbers, dates and names in Latin letters must do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Lineage
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span, passage_at
from firsthand.tongues.acts import acts_in
from firsthand.tongues.numerals import numbers_in
from firsthand.tongues.scripts import script_of
from firsthand.tongues.sentences import sentences
from firsthand.tongues.words import characters, normal_form
from firsthand.trace.claim_words import DENIAL, EMPTY, MONTHS, NOT, SAME

FOUND = 0.62  # score from which a document that nobody named is taken to assert the sentence
ALSO = 0.93  # share of the best score from which further passages of the document are taken in
BELOW_HEADLINE = 0.35  # the same for the best sentence below, where the best is a headline
SMALL = 0.25  # what a figure up to twelve counts for beside a larger one
TURNED = 0.8  # what is left of a score where one of the two says that something is not so
NUMBER, DATE, WORDS, ABROAD = 3.0, 1.0, 3.0, 1.0  # what each counts for; ABROAD: words where the languages differ
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ers?|ions?|ies|ied|ed|es|s|ly|al|e|y)$")
_HAN_DATE = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号])?")
_QUOTED = re.compile(r"[“\"‘'«「『]([^”\"’»」』]{4,80})[”\"’»」』]")


@dataclass(frozen=True, slots=True)
class Content:
    """What tells a sentence apart: figures that count, dates, stems of its words, phrases in quotation marks, whether a larger figure bears it
    out too, whether it says that something is not so; `orders` are magnitudes ("tens of millions"), `units` the stems after its figures."""

    numbers: frozenset[Decimal]
    dates: frozenset[Decimal]
    orders: frozenset[Decimal]
    stems: frozenset[str]
    script: str
    quoted: tuple[str, ...] = ()
    at_least: bool = False
    negated: bool = False
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of a document with its score."""

    span: Span
    score: float
    number_at: Span | None


def claims_asserting(
    sentence: str, documents: Sequence[str], readings: Mapping[str, Reading], said: Mapping[str, Said], lineage: Lineage
) -> tuple[Claim, ...]:
    """The claims by which documents assert `sentence`; with no `documents`, those of all that assert it, not those that only deny it."""
    claim = content_of(re.sub(r"\s*\([^()]*\)", "", sentence) or sentence, "")
    among = [readings[x] for x in documents if x in readings] if documents else list(readings.values())
    rarity = _rarity(claim, among)
    found = []
    for reading in among:
        scored = _scored(claim, reading, rarity)
        if not documents:
            scored = [x for x in scored if x.score >= FOUND and not denies(reading.text[x.span.start : x.span.end], reading.language)]
        if scored:
            found.append(_claim(sentence, reading, scored, claim))
    return tuple(found)


def _claim(sentence: str, reading: Reading, scored: Sequence[Saying], claim: Content) -> Claim:
    kept = _of_the_act(sentence, reading, _kept(reading, scored, claim))
    passages = tuple(passage_at(reading, x.span.start, x.span.end) for x in kept)
    return Claim(
        derived_id("claim", "asserts", sentence, reading.source), reading.source, passages, amount_at=kept[0].number_at, slot="asserts",
        statement=sentence, why=("says the sentence",),
    )  # fmt: skip


def _of_the_act(sentence: str, reading: Reading, kept: list[Saying]) -> list[Saying]:
    """Without the passages that share a figure with the claim and tell of no act of its, where another passage does."""
    language = {"Han": "zh", "Tibetan": "bo"}.get(script_of(sentence), "en")
    acts = {a.code for a in acts_in(sentence, language)}
    told = [x for x in kept if acts & {a.code for a in acts_in(reading.text[x.span.start : x.span.end], reading.language)}]
    return told or kept


def _kept(reading: Reading, scored: Sequence[Saying], claim: Content) -> list[Saying]:
    """The passages that say it, best first: the best and those near it; below a headline the best sentences of the text."""
    ranked = sorted(scored, key=lambda x: (-x.score, x.span.start))
    best = ranked[0]
    kept = [x for x in ranked if x.score >= ALSO * best.score][:8]
    if all(_headline(reading, x.span) for x in kept):
        below = [x for x in ranked if not _headline(reading, x.span) and x.score >= BELOW_HEADLINE * best.score]
        kept += [x for x in below if x.number_at is not None or not claim.numbers or best.number_at is None][:2]
    return kept


def _headline(reading: Reading, span: Span) -> bool:
    """Whether a sentence is the page's headline: its title, or a line without a stop near the top."""
    line = reading.text[span.start : span.end].strip()
    titled = len(reading.title) > 12 and reading.title[:40] in line and len(line) <= len(reading.title) + 20
    return span.start < 300 and (titled or line[-1:] not in '.。།!?”"')


def _scored(claim: Content, reading: Reading, rarity: Mapping[str, float]) -> list[Saying]:
    """The sentences of a document that say anything of the claim, with their scores."""
    text, found = reading.text, []
    spans = reading.sentences or sentences_of(text, reading.language)
    for i, span in enumerate(spans):
        score, at = likeness(claim, _content_at(text, span, reading.language), rarity), None
        if score <= 0 and i:
            continue
        if claim.numbers:
            at = _number_at(claim, text, span, reading.language)
        found.append(Saying(span, score, at))
    return [x for x in found if x.score > 0] or [Saying(s, 0.01, None) for s in _somewhere(claim, reading, spans)]


def _somewhere(claim: Content, reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Where a document says it, if no sentence shows it: anywhere in its body where the languages differ, else at its beginning."""
    if script_of(reading.text) != claim.script and reading.body:
        return [Span(reading.body[0].start, reading.body[-1].end)]
    return list(spans[:1])


def likeness(claim: Content, other: Content, rarity: Mapping[str, float]) -> float:
    """How far a sentence says the claim, 0 to 1."""
    abroad = claim.script != other.script
    weights = [(NUMBER, _numbers(claim, other)), (DATE, _share(claim.dates, other.dates))]
    total = sum(rarity.get(x, 1.0) for x in claim.stems)
    shared = sum(rarity.get(x, 1.0) for x in claim.stems & other.stems)
    weights.append((ABROAD if abroad else WORDS, shared / total if total else None))
    if claim.quoted:
        weights.append((NUMBER, max(float(q in other.quoted or any(q in x for x in other.quoted)) for q in claim.quoted)))
    known = [(w, x) for w, x in weights if x is not None]
    score = sum(w * x for w, x in known) / sum(w for w, _ in known) if known else 0.0
    return score * (1.0 if claim.negated == other.negated or abroad else TURNED)


def _numbers(claim: Content, other: Content) -> float | None:
    if not claim.numbers and not claim.orders:
        return None
    hit = float(len(claim.orders & other.orders))
    for n in claim.numbers:
        if n in other.numbers:
            hit += _worth(n)
        elif claim.at_least and any(n < x < 10 * n for x in other.numbers):
            hit += 0.8 * _worth(n)
        elif any(n and abs(x - n) / n < Decimal("0.02") for x in other.numbers):
            hit += 0.7 * _worth(n)
    return hit / (sum(map(_worth, claim.numbers)) + len(claim.orders))


def _worth(number: Decimal) -> float:
    """What a figure counts for: "two counties" tells less than 16,125."""
    return SMALL if number <= 12 else 1.0


def _share(mine: frozenset[Decimal], other: frozenset[Decimal]) -> float | None:
    return len(mine & other) / len(mine) if mine else None


def content_of(text: str, language: str) -> Content:
    """What tells a text apart; an unknown language is told by its script."""
    tongue = language or {"Han": "zh", "Tibetan": "bo"}.get(script_of(text), "en")
    low = text.lower()
    numbers: set[Decimal] = set()
    dates: set[Decimal] = set()
    orders: set[Decimal] = set()
    units: set[str] = set()
    for n in numbers_in(text, tongue):
        if n.value is None:
            continue
        if n.form == "magnitude":
            orders.add(n.value)
            continue
        near = low[max(0, n.start - 12) : n.end + 12]
        if _is_date(n.value, n.grouped, near, low[n.end : n.end + 2]):
            dates.add(n.value)
        else:
            numbers.add(n.value)
            units.update(x for x in [stem(t) for t in _tokens(text[n.end : n.end + 24])[:2]][:1] if x)
    dates.update(Decimal(x) for m in _HAN_DATE.finditer(text) for x in m.groups() if x)
    stems = frozenset(x for x in map(stem, _tokens(text)) if x)
    quoted = tuple(normal_form(x).strip(" ,.;") for x in _QUOTED.findall(text))
    at_least = bool(re.search(r"\b(?:more than|over|at least|upwards of)\b|超过|至少|以上", low))
    negated = any(re.search(rf"\b{x}\b" if x.isalpha() and x.isascii() else x, low) for x in NOT.get(tongue, NOT["en"]))
    return Content(
        frozenset(numbers), frozenset(dates), frozenset(orders), stems, script_of(text), quoted, at_least, negated, frozenset(units)
    )


@lru_cache(maxsize=50_000)
def _content(text: str, language: str) -> Content:
    return content_of(text, language)


def _content_at(text: str, span: Span, language: str) -> Content:
    return _content(text[span.start : span.end], language)


@lru_cache(maxsize=4096)
def sentences_of(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of a text whose reading has none yet."""
    return sentences(text, language)


def _is_date(value: Decimal, grouped: bool, near: str, after: str) -> bool:
    if grouped or value != int(value):
        return False
    if after[:1] in ("年", "月", "日", "号") or "སྤྱི་" in near or "ཚེས" in near:
        return True
    if 1900 <= value <= 2100:
        return True
    return value <= 31 and any(re.search(rf"\b{m}\b", near) for m in MONTHS)


def _tokens(text: str) -> list[str]:
    return [normal_form(text[s.start : s.end]) for s in characters(text)]


@cache
def _one_of() -> Mapping[str, str]:
    return {stem_only(word): line[0] for line in SAME for word in line}


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """The stem under which a word is compared, one for words of near meaning; "" for numbers and words that tell nothing apart."""
    if token in EMPTY or token[:1].isdigit() or token in MONTHS:
        return ""
    bare = stem_only(token.removesuffix("'s"))
    return _one_of().get(bare, bare)


def stem_only(token: str) -> str:
    """A word without its ending (English; others keep theirs)."""
    if len(token) > 4 and token.isascii():
        cut = _ENDINGS.sub("", token)
        return cut if len(cut) >= 3 else token
    return token


def _rarity(claim: Content, among: Iterable[Reading]) -> dict[str, float]:
    """How much each stem of the claim tells: less, the more sentences of the documents have it."""
    seen: Counter[str] = Counter()
    total = 1
    for reading in among:
        for span in reading.sentences or sentences_of(reading.text, reading.language):
            total += 1
            seen.update(claim.stems & _content_at(reading.text, span, reading.language).stems)
    return {x: math.log(1 + total / (1 + seen[x])) for x in claim.stems}


def _number_at(claim: Content, text: str, span: Span, language: str) -> Span | None:
    for n in numbers_in(text[span.start : span.end], language):
        if n.value in claim.numbers:
            return Span(span.start + n.start, span.start + n.end)
    return None


def denies(text: str, language: str) -> bool:
    """Whether a sentence says that something is not so."""
    low = text.lower()
    return any(x in low for x in DENIAL.get(language, DENIAL["en"]))
