"""Kin: which texts share more than chance gives, what each shares with which, and what is only a shared speaker, form or footer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from firsthand.model.passages import Reading
from firsthand.trace.copies import (
    CLOSE,
    Chance,
    Match,
    Shared,
    Weights,
    bags_of,
    candidates_of,
    evidence_of,
    numbers_in,
    shared_by,
    weights_of,
)
from firsthand.trace.fingerprints import Text, hash_of, text_of

EVIDENCE, WEIGHT = 7.0, 15.0  # nats beyond chance, and nats of rare words, from which two texts are kin
QUOTED_EVIDENCE, QUOTED_LIKE = 3.0, 0.8  # a quotation is copied word for word, but for a cut
QUOTED_TOKENS = 18  # words that two texts must share in quotation marks to be siblings by a quotation
SAMPLE, FAR = 120, 15  # pairs of one language by which chance is measured; the rank from which a candidate counts as no kin
_LAW = re.compile(r"\b(?:article|section|paragraph|act|§|art\.|artikel|artículo|articolo)\b|第.{1,6}条|ཁྲིམས", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two texts that are kin: what they share, the evidence in nats, and whether by running words or only by a quotation."""

    shared: Shared
    evidence: float
    by: str  # "text" or "quotation"


@dataclass(frozen=True)
class Kin:
    """All texts, what their words weigh, and the ties between them by their numbers (a < b)."""

    texts: tuple[Text, ...]
    weights: Weights
    bags: tuple[tuple[Counter[str], ...], ...]
    ties: Mapping[tuple[int, int], Tie]
    near: Mapping[int, tuple[int, ...]]  # for each text, those tied to it


def kin_of(readings: Sequence[Reading]) -> Kin:
    """The kin among some readings; the order of the readings does not matter to what is found."""
    texts = tuple(text_of(r) for r in readings)
    weights = weights_of(texts)
    bags = tuple(bags_of(t) for t in texts)
    ranks = candidates_of(texts)
    chance = _chance(texts, weights, bags, ranks)
    ties = {}
    for (a, b), rank in sorted(ranks.items()):
        shared = shared_by(a, b, texts, weights, bags, rank < CLOSE)
        tie = _tie(shared, texts, bags, chance) if shared.matches else None
        if tie:
            ties[a, b] = tie
    return Kin(texts, weights, bags, ties, _near(ties))


def _near(ties: Mapping[tuple[int, int], Tie]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for a, b in ties:
        found[a].append(b)
        found[b].append(a)
    return {k: tuple(v) for k, v in found.items()}


def _chance(
    texts: Sequence[Text], weights: Weights, bags: Sequence[Sequence[Counter[str]]], ranks: Mapping[tuple[int, int], int]
) -> Chance:
    """Chance, from pairs that are near in nothing much; which pairs, a hash decides."""
    far = sorted((p for p, k in ranks.items() if k >= FAR), key=lambda p: hash_of((texts[p[0]].source, texts[p[1]].source)))
    count: Counter[str] = Counter()
    sample = []
    for a, b in far:
        language = texts[a].reading.language
        if language == texts[b].reading.language and count[language] < SAMPLE:
            count[language] += 1
            sample.append((language, len(texts[a].units), shared_by(a, b, texts, weights, bags)))
    return Chance(sample)


def _tie(shared: Shared, texts: Sequence[Text], bags: Sequence[Sequence[Counter[str]]], chance: Chance) -> Tie | None:
    """The tie that shared sentences make, if any."""
    if is_twin(shared, texts, bags):
        return None
    evidence = evidence_of(shared, texts, chance)
    if evidence >= EVIDENCE and shared.weight >= WEIGHT:
        return Tie(shared, evidence, "text")
    one = texts[shared.a]
    quoted = [m for m in shared.matches if m.quoted and m.like >= QUOTED_LIKE and not _is_law(one, m)]
    told = sum(chance.surprise(one.reading.language, m) for m in quoted) - log(max(2, len(one.units)))
    if told >= QUOTED_EVIDENCE and sum(one.units[m.here].last - one.units[m.here].first for m in quoted) >= QUOTED_TOKENS:
        return Tie(shared, evidence, "quotation")
    return None


def _is_law(text: Text, match: Match) -> bool:
    span = text.units[match.here].span
    return _LAW.search(text.reading.text, span.start, span.end) is not None


def is_twin(shared: Shared, texts: Sequence[Text], bags: Sequence[Sequence[Counter[str]]]) -> bool:
    """Whether two texts are one form filled in twice: what they share holds no figure, though both give figures, or their figures differ throughout."""
    a, b = shared.a, shared.b
    differing = agreeing = 0
    for m in shared.matches:
        one, two = numbers_in(bags[a][m.here]), numbers_in(bags[b][m.there])
        agreeing += bool(one & two)
        differing += bool(one and two and not one & two)
    if agreeing:
        return False
    figures = [frozenset().union(*(numbers_in(x) for x in bags[n])) for n in (a, b)]
    return differing >= 2 or (
        len(shared.matches) >= 6 and all(len(f) >= 3 for f in figures) and not any(telling(t) for t in figures[0] & figures[1])
    )


def telling(token: str) -> bool:
    """Whether a token is a figure that tells something: no year, no day of a month."""
    digits = token.replace(",", "").replace(".", "")
    return digits.isdigit() and len(digits) >= 2 and int(digits) > 31 and not (len(digits) == 4 and digits[:2] in ("19", "20"))
