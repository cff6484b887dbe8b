"""Fingerprints: a text cut into sentences and tokens with their places, and the features by which texts that share words find one another.

Tokens are words, numbers, single Han and kana characters and Tibetan syllables. A feature is a hashed run of tokens: k = 5 words and 8 Han characters or
Tibetan syllables for seeds (winnowed, Schleimer, Wilkerson and Aiken 2003), k = 3 inside quotation marks, and single words or two characters to weigh likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import adler32, crc32

from firsthand.model.passages import Reading, Span
from firsthand.tongues.quotes import quotations
from firsthand.tongues.sentences import sentences
from firsthand.tongues.words import characters, folded

SEED_WORDS, SEED_CHARACTERS, SEED_QUOTED = 5, 8, 3
PRIME, BASE = (1 << 61) - 1, 1_000_003
WINDOW = 4  # winnowing keeps one seed in so many: any shared run of SEED + WINDOW - 1 tokens is found
_DENSE = re.compile(r"[\u0f00-\u0fff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a text: its code points, its tokens [first, last), a key that only the same words have, and the share of it in quotation marks."""

    span: Span
    first: int
    last: int
    key: int
    quoted: float


@dataclass(frozen=True, slots=True)
class Text:
    """A source ready for comparison: tokens in normal form with their places, sentences, quotations, and seeds (hash -> places are not kept)."""

    reading: Reading
    tokens: tuple[str, ...]
    places: tuple[Span, ...]
    units: tuple[Unit, ...]
    quotes: tuple[Span, ...]
    seeds: frozenset[int]

    @property
    def source(self) -> str:
        """The id of the source."""
        return self.reading.source

    def tokens_of(self, unit: Unit) -> tuple[str, ...]:
        """The tokens of one of its sentences."""
        return self.tokens[unit.first : unit.last]


def text_of(reading: Reading) -> Text:
    """The reading cut for comparison; linear in its length."""
    low = folded(reading.text)
    places = tuple(s for s in characters(low) if _within(s, reading.body)) if reading.body else characters(low)
    tokens = tuple(low[s.start : s.end] for s in places)
    quotes = quotations(reading.text, reading.language)
    units = tuple(_units(reading, tokens, places, quotes))
    return Text(reading, tokens, places, units, quotes, frozenset(_seeds(tokens, places, quotes)))


def features_of(tokens: Sequence[str]) -> Counter[str]:
    """What likeness is weighed by: words and numbers; for Han, kana and Tibetan, neighbouring pairs."""
    found = Counter(t for t in tokens if not _DENSE.match(t))
    found.update(a + b for a, b in pairwise(tokens) if _DENSE.match(a) and _DENSE.match(b))
    return found


def is_number(token: str) -> bool:
    """Whether a token is written in digits (of any script)."""
    return token[0].isdigit()


def _within(span: Span, body: Sequence[Span]) -> bool:
    return any(b.start <= span.start and span.end <= b.end for b in body)


def _units(reading: Reading, tokens: tuple[str, ...], places: tuple[Span, ...], quotes: tuple[Span, ...]) -> Iterable[Unit]:
    """The sentences that have a token, with theirs; both run in order, so one walk does it."""
    at = 0
    for sentence in reading.sentences or sentences(reading.text, reading.language):
        while at < len(places) and places[at].start < sentence.start:
            at += 1
        first = at
        while at < len(places) and places[at].end <= sentence.end:
            at += 1
        if at > first:
            yield Unit(sentence, first, at, hash_of(tokens[first:at]), _share(sentence, quotes))


def _share(sentence: Span, quotes: tuple[Span, ...]) -> float:
    inside = sum(max(0, min(q.end, sentence.end) - max(q.start, sentence.start)) for q in quotes)
    return inside / max(1, sentence.end - sentence.start)


def hash_of(tokens: Iterable[str]) -> int:
    """A 64-bit hash of a run of tokens, the same in every run of the program."""
    raw = "\x1f".join(tokens).encode("utf-8", "surrogatepass")
    return crc32(raw) << 32 | adler32(raw)


def _seeds(tokens: tuple[str, ...], places: tuple[Span, ...], quotes: tuple[Span, ...]) -> Iterable[int]:
    """Winnowed seeds of the whole text, and unwinnowed short ones of what is quoted."""
    hashes = _runs(tokens)
    for at in range(0, max(1, len(hashes) - WINDOW + 1)):
        window = hashes[at : at + WINDOW]
        if window:
            yield min(window)
    at = 0
    for quote in quotes:
        while at < len(places) and places[at].start < quote.start:
            at += 1
        first = at
        while at < len(places) and places[at].end <= quote.end:
            at += 1
        if not _dense(tokens[first:at]):
            yield from (hash_of(tokens[i : i + SEED_QUOTED]) for i in range(first, at - SEED_QUOTED + 1))


def _runs(tokens: tuple[str, ...]) -> list[int]:
    """The hashes of all runs of k tokens, each from the one before (Rabin and Karp)."""
    k = SEED_CHARACTERS if _dense(tokens) else SEED_WORDS
    if len(tokens) < k:
        return []
    single = {t: hash_of((t,)) % PRIME for t in set(tokens)}
    last = pow(BASE, k - 1, PRIME)
    value = 0
    for t in tokens[:k]:
        value = (value * BASE + single[t]) % PRIME
    found = [value]
    for gone, new in zip(tokens, tokens[k:], strict=False):
        value = ((value - single[gone] * last) * BASE + single[new]) % PRIME
        found.append(value)
    return found


def _dense(tokens: Sequence[str]) -> bool:
    return 2 * sum(1 for t in tokens if _DENSE.match(t)) > len(tokens)
