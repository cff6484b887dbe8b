"""Chance: how often texts that have nothing to do with one another share a sentence, learned from the corpus itself, and how far what two texts share goes beyond that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log

from firsthand.trace.copies import GAP, Corpus, Match, Shared, runs_of


class Chance:
    """How often texts that have nothing to do with one another share a sentence as like as this: learned from the corpus itself, by language."""

    def __init__(self, sample: Iterable[tuple[str, int, Shared]]) -> None:
        """`sample`: language, number of sentences of the first text, what the two share; the fifth that shares most is left out as it may be kin."""
        by: dict[str, list[tuple[int, Shared]]] = defaultdict(list)
        for language, units, shared in sample:
            by[language].append((units, shared))
        self._rates = {language: _rates(rows) for language, rows in by.items()}

    def surprise(self, language: str, match: Match) -> float:
        """Minus the log of the chance that a sentence finds one as like in a text of no kin, in nats."""
        rates = self._rates.get(language)
        return -log(rates[_bin(match.like)]) if rates else UNKNOWN_SURPRISE


BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.999)
UNKNOWN_SURPRISE = 6.0  # with no sample: a sentence in four hundred
PRIOR_UNITS = 120.0  # sentences of an imagined text beside the sample, with half a match at each level


def _bin(like: float) -> int:
    return sum(1 for edge in BINS if like >= edge) - 1


def _rates(rows: list[tuple[int, Shared]]) -> tuple[float, ...]:
    kept = sorted(rows, key=lambda r: (sum(m.like for m in r[1].matches) / max(1, r[0]), r[1].a, r[1].b))[: max(1, len(rows) * 4 // 5)]
    units = sum(n for n, _ in kept) + PRIOR_UNITS
    count = [0.5] * len(BINS)
    for _, shared in kept:
        for m in shared.matches:
            for level in range(_bin(m.like) + 1):
                count[level] += 1
    return tuple(min(1.0, c / units) for c in count)


def evidence_of(shared: Shared, corpus: Corpus, chance: Chance) -> float:
    """How far what two texts share goes beyond chance, in nats: for each run the surprise of its sentences, that they follow one another, less the places where it could begin."""
    one, two = corpus.texts[shared.a], corpus.texts[shared.b]
    language = one.reading.language
    total = 0.0
    for run in runs_of(shared):
        told = [m for m in run if not m.quoted]
        gain = sum(chance.surprise(language, m) * min(1.0, (one.units[m.here].last - one.units[m.here].first) / 8) for m in told)
        gain += max(0, len(told) - 1) * log(max(2, len(two.units)) / GAP) - log(max(2, len(one.units)))
        total += max(0.0, gain)
    return total
