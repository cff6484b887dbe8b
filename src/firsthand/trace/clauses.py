"""Sentences set side by side: which sentence of one text says what a sentence of another says, by shared words and numbers.

Within one language two sentences are paired by the weight of the words they share (rare words weigh more); across languages by their numbers,
their acts and what they count. A sentence has at most one partner in another text; one that a text repeats may share its partner.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from firsthand.model.claims import Claim, Said
from firsthand.model.passages import Reading, Span
from firsthand.tongues.acts import Act, acts_in
from firsthand.tongues.numerals import numbers_in
from firsthand.tongues.sentences import sentences
from firsthand.tongues.words import characters, normal_form

ALIKE = 0.42  # shared weight of two sentences (Dice) from which they are taken to say the same thing
CONTAINED = 0.66  # share of the shorter one that must be in the longer
SLACK = 0.99  # a bound is taken a little lower than it is, for rounding
LEAST = SLACK * min(ALIKE, CONTAINED)  # what two like sentences share weighs at least so much of the one that weighs less
FEWEST = 5  # words: shorter sentences are too easily alike
LONGEST = 400  # words: what is longer is no sentence and is not set beside another
REPEATED = 0.68  # likeness from which a sentence that a text says a second time is set beside the same partner
COMMON = 60  # a word in more sentences of a text than this finds no partners
NUMBERS_ALIKE = 0.6  # the same for numbers, across languages


@dataclass(frozen=True, eq=False)
class Clause:
    """A sentence of a source: place, words in normal form, its claims. What few comparisons ask for is read when first asked for."""

    source: str
    span: Span
    text: str
    language: str
    words: tuple[str, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The places of the words in the source's stream."""
        return tuple(Span(t.start + self.span.start, t.end + self.span.start) for t in characters(self.text))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every number of the sentence, whether it counts something or not."""
        return frozenset(n.value for n in numbers_in(self.text, self.language) if n.value is not None)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The acts it names, with places in the source's stream."""
        start = self.span.start
        return tuple(Act(Span(a.span.start + start, a.span.end + start), a.code, a.passive) for a in acts_in(self.text, self.language))

    @cached_property
    def figures(self) -> frozenset[Decimal]:
        """The numbers of its amounts."""
        amounts = [c.amount for c in self.claims if c.amount]
        return frozenset(x for a in amounts for x in (a.floor, a.ceiling, a.base) if x is not None)


@dataclass(frozen=True, eq=False)
class Shelf:
    """The sentences of a text made ready to be found by their words."""

    clauses: tuple[Clause, ...]
    bags: tuple[Mapping[str, int], ...]  # how often each sentence has a word
    sizes: tuple[float, ...]  # what each sentence weighs
    heaviest: tuple[tuple[tuple[str, float], ...], ...]  # the words of each with their weight in it, the heaviest first
    having: Mapping[str, tuple[int, ...]]  # word -> the sentences that have it
    led_by: Mapping[str, tuple[int, ...]]  # word -> the sentences of which it is one of the leading words


def clauses_of(reading: Reading, said: Said) -> tuple[Clause, ...]:
    """The sentences of a reading that have words, with the claims that stand in each."""
    found = _sentences(reading)
    by_start = _by_sentence(found, said)
    return tuple(_read(reading, found, by_start))


def figured_clauses_of(reading: Reading, said: Said) -> tuple[Clause, ...]:
    """Those of the sentences of a reading that have claims with an amount; the others are not looked at."""
    found = _sentences(reading)
    by_start = _by_sentence(found, said)
    counting = {start for start, claims in by_start.items() if any(c.amount for c in claims)}
    return tuple(_read(reading, [s for s in found if s.start in counting], by_start))


def _sentences(reading: Reading) -> Sequence[Span]:
    return reading.sentences or sentences(reading.text, reading.language)


def _by_sentence(found: Sequence[Span], said: Said) -> Mapping[int, list[Claim]]:
    """The claims by where the sentence begins in which they stand (-1: before all)."""
    by_start: dict[int, list[Claim]] = defaultdict(list)
    starts = [s.start for s in found]
    for claim in said.claims:
        at = claim.amount_at.start if claim.amount_at else claim.passages[0].start
        i = bisect_right(starts, at) - 1
        by_start[starts[i] if i >= 0 else -1].append(claim)
    return by_start


def _read(reading: Reading, found: Iterable[Span], by_start: Mapping[int, list[Claim]]) -> Iterator[Clause]:
    for span in found:
        text = reading.text[span.start : span.end]
        words = tuple(_form(text[t.start : t.end]) for t in characters(text))
        if 0 < len(words) <= LONGEST:
            yield Clause(reading.source, span, text, reading.language, words, tuple(by_start.get(span.start, ())))


@lru_cache(maxsize=1 << 15)
def _form(token: str) -> str:
    return normal_form(token)


def weights_of(clauses: Iterable[Sequence[Clause]]) -> Mapping[str, float]:
    """What each word weighs: the logarithm of how rare it is among all sentences."""
    counts: Counter[str] = Counter()
    total = 0
    for text in clauses:
        for clause in text:
            total += 1
            counts.update(set(clause.words))
    return {word: math.log(1 + total / n) for word, n in counts.items()}


def shelf_of(clauses: tuple[Clause, ...], weights: Mapping[str, float]) -> Shelf:
    """The sentences of one text by their words; built once for each text, whatever number of others it is compared with."""
    bags = tuple(Counter(c.words) for c in clauses)
    weighed = [[(w, weights.get(w, 1.0) * n) for w, n in b.items()] for b in bags]
    sizes = tuple(sum(x for _, x in words) for words in weighed)
    heaviest = tuple(tuple(sorted(words, key=lambda w: (-w[1], w[0]))) for words in weighed)
    having, led_by = defaultdict(list), defaultdict(list)
    for j, bag in enumerate(bags):
        for word in bag:
            having[word].append(j)
    for j, words in enumerate(heaviest):
        for word in _leading(words, sizes[j], having):
            led_by[word].append(j)
    return Shelf(clauses, bags, sizes, heaviest, {w: tuple(x) for w, x in having.items()}, {w: tuple(x) for w, x in led_by.items()})


def _leading(words: Iterable[tuple[str, float]], size: float, having: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """The heaviest words of a sentence, one of which any sentence like it must have: what the others weigh together is too little to be alike by.

    A word that more than COMMON of the sentences to be found have does not lead; if all that do lead were given, that is every other word.
    """
    left = size
    for word, weight in words:
        if left < LEAST * size:
            return
        if len(having.get(word, ())) <= COMMON:
            yield word
            left -= weight


def paired(
    one: Shelf, two: Shelf, weights: Mapping[str, float], within: tuple[tuple[Span, Span | None], ...]
) -> tuple[tuple[Clause, Clause, float], ...]:
    """The pairs of sentences of two linked texts that say the same thing, each with its likeness (0 to 1), best first.

    `within` are the passages of the link: across languages only sentences inside them are set side by side.
    """
    here, there = one.clauses, two.clauses
    if not here or not there:
        return ()
    across = here[0].language != there[0].language
    scored = _by_numbers(here, there, within) if across else _by_words(one, two, weights)
    out, used = [], set()
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if (0, i) not in used and (1, j) not in used:
            used |= {(0, i), (1, j)}
            out.append((here[i], there[j], score))
    again: dict[int, tuple[float, int]] = {}
    for score, i, j in scored:
        if (0, i) not in used and score >= REPEATED:
            again[i] = max(again.get(i, (0.0, 0)), (score, j))
    return (*out, *((here[i], there[j], score) for i, (score, j) in sorted(again.items())))


def _by_words(one: Shelf, two: Shelf, weights: Mapping[str, float]) -> list[tuple[float, int, int]]:
    out = []
    for i, bag in enumerate(one.bags):
        size, words = one.sizes[i], len(one.clauses[i].words)
        for j in _near(one, i, two):
            other, needed = two.bags[j], _needed(size, two.sizes[j])
            if not _may_share(one.heaviest[i], other, size, needed):
                continue
            shared = sum(weights.get(w, 1.0) * min(n, other[w]) for w, n in bag.items() if w in other)
            if _alike(shared, size, two.sizes[j], min(words, len(two.clauses[j].words))):
                out.append((2 * shared / (size + two.sizes[j]), i, j))
    return out


def _needed(here: float, there: float) -> float:
    """The least that two sentences that weigh `here` and `there` must share to be taken for the same."""
    return SLACK * min(ALIKE * (here + there) / 2, CONTAINED * min(here, there))


def _may_share(words: Iterable[tuple[str, float]], other: Mapping[str, int], size: float, needed: float) -> bool:
    """Whether the words of a sentence that weighs `size` can share so much with another: the heaviest are looked for first, until it is clear."""
    spare = size - needed
    for word, weight in words:
        if word not in other:
            spare -= weight
            if spare < 0:
                return False
    return True


def _near(one: Shelf, i: int, two: Shelf) -> set[int]:
    """The sentences of the second text that can be like the i-th of the first: those that have a leading word of whichever of the two weighs less."""
    size, sizes = one.sizes[i], two.sizes
    near = {j for word in one.bags[i] for j in two.led_by.get(word, ()) if sizes[j] <= size}
    near.update(j for word in _leading(one.heaviest[i], size, two.having) for j in two.having.get(word, ()) if sizes[j] >= size)
    return near


def _alike(shared: float, here: float, there: float, fewest: int) -> bool:
    """Whether two sentences that weigh `here` and `there` and share so much weight say the same thing; `fewest` are the words of the shorter one."""
    return 2 * shared / (here + there) >= ALIKE or (shared / min(here, there) >= CONTAINED and fewest >= FEWEST)


def _by_numbers(
    here: Sequence[Clause], there: Sequence[Clause], within: tuple[tuple[Span, Span | None], ...]
) -> list[tuple[float, int, int]]:
    def inside(clause: Clause, spans: list[Span]) -> bool:
        return any(s.start < clause.span.end and s.end > clause.span.start for s in spans)

    mine, theirs = [a for a, _ in within], [b for _, b in within if b]
    out = []
    for i, one in enumerate(here):
        if len(one.numbers) < 2 or not inside(one, mine):
            continue
        for j, two in enumerate(there):
            if len(two.numbers) < 2 or not inside(two, theirs):
                continue
            shared = len(one.numbers & two.numbers)
            like = 2 * shared / (len(one.numbers) + len(two.numbers))
            same = {a.code for a in one.acts} & {a.code for a in two.acts}
            if shared >= 2 and like >= NUMBERS_ALIKE:
                out.append((like * 0.8 + (0.1 if same else 0), i, j))
    return out
