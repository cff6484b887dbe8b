"""Sentences set side by side: which sentence of one text says what a sentence of another says, by shared words and numbers.

Within one language two sentences are paired by the weight of the words they share (rare words weigh more); across languages by their numbers,
their acts and what they count. A sentence has at most one partner in another text; one that a text repeats may share its partner.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from firsthand.model.claims import Claim, Said
from firsthand.model.passages import Reading, Span
from firsthand.tongues.acts import Act, acts_in
from firsthand.tongues.numerals import numbers_in
from firsthand.tongues.sentences import sentences
from firsthand.tongues.words import characters, forms

ALIKE = 0.42  # shared weight of two sentences (Dice) from which they are taken to say the same thing
CONTAINED = 0.66  # share of the shorter one that must be in the longer
FEWEST = 5  # words: shorter sentences are too easily alike
LONGEST = 400  # words: what is longer is no sentence and is not set beside another
REPEATED = 0.68  # likeness from which a sentence that a text says a second time is set beside the same partner
COMMON = 60  # a word in more sentences of a text than this finds no partners
NUMBERS_ALIKE = 0.6  # the same for numbers, across languages


@dataclass(frozen=True, eq=False)
class Clause:
    """A sentence of a source: place, words in normal form, numbers, its claims and acts."""

    source: str
    span: Span
    text: str
    language: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]  # of the words, in the source's stream
    numbers: frozenset[Decimal]
    claims: tuple[Claim, ...]
    acts: tuple[Act, ...]  # spans within the source's stream
    first: bool  # the first sentence of its text: a headline or a lead


def clauses_of(reading: Reading, said: Said) -> tuple[Clause, ...]:
    """The sentences of a reading that have words, with the claims that stand in each."""
    found = reading.sentences or sentences(reading.text, reading.language)
    by_start: dict[int, list[Claim]] = defaultdict(list)
    starts = [s.start for s in found]
    for claim in said.claims:
        at = claim.amount_at.start if claim.amount_at else claim.passages[0].start
        by_start[max((s for s in starts if s <= at), default=-1) if len(starts) < 40 else _floor(starts, at)].append(claim)
    out = []
    for i, span in enumerate(found):
        text = reading.text[span.start : span.end]
        tokens = characters(text)
        if not 0 < len(tokens) <= LONGEST:
            continue
        acts = tuple(
            Act(Span(a.span.start + span.start, a.span.end + span.start), a.code, a.passive) for a in acts_in(text, reading.language)
        )
        numbers = frozenset(n.value for n in numbers_in(text, reading.language) if n.value is not None)
        places = tuple(Span(t.start + span.start, t.end + span.start) for t in tokens)
        out.append(
            Clause(
                reading.source,
                span,
                text,
                reading.language,
                forms(text, tokens),
                places,
                numbers,
                tuple(by_start.get(span.start, ())),
                acts,
                i == 0,
            )
        )
    return tuple(out)


def _floor(starts: Sequence[int], at: int) -> int:
    from bisect import bisect_right

    i = bisect_right(starts, at) - 1
    return starts[i] if i >= 0 else -1


def weights_of(clauses: Iterable[Sequence[Clause]]) -> Mapping[str, float]:
    """What each word weighs: the logarithm of how rare it is among all sentences."""
    counts: Counter[str] = Counter()
    total = 0
    for text in clauses:
        for clause in text:
            total += 1
            counts.update(set(clause.words))
    return {word: math.log(1 + total / n) for word, n in counts.items()}


def paired(
    here: Sequence[Clause], there: Sequence[Clause], weights: Mapping[str, float], within: tuple[tuple[Span, Span | None], ...]
) -> tuple[tuple[Clause, Clause, float], ...]:
    """The pairs of sentences of two linked texts that say the same thing, each with its likeness (0 to 1), best first.

    `within` are the passages of the link: across languages only sentences inside them are set side by side.
    """
    if not here or not there:
        return ()
    across = here[0].language != there[0].language
    scored = _by_numbers(here, there, within) if across else _by_words(here, there, weights)
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


def _by_words(here: Sequence[Clause], there: Sequence[Clause], weights: Mapping[str, float]) -> list[tuple[float, int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for j, clause in enumerate(there):
        for word in set(clause.words):
            index[word].append(j)
    bags = [Counter(c.words) for c in there]
    sizes = [sum(weights.get(w, 1.0) * n for w, n in b.items()) for b in bags]
    out = []
    for i, clause in enumerate(here):
        bag = Counter(clause.words)
        size = sum(weights.get(w, 1.0) * n for w, n in bag.items())
        near: set[int] = {j for w in bag if len(index[w]) <= COMMON for j in index[w]}
        for j in near:
            shared = sum(weights.get(w, 1.0) * min(n, bags[j][w]) for w, n in bag.items() if w in bags[j])
            like, contained = 2 * shared / (size + sizes[j]), shared / min(size, sizes[j])
            if like >= ALIKE or (contained >= CONTAINED and min(len(clause.words), len(there[j].words)) >= FEWEST):
                out.append((like, i, j))
    return out


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
