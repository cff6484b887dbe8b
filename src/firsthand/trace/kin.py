"""Kin: which texts share more than chance gives, what each shares with which, and what is only a shared speaker, form or footer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from firsthand.model.passages import Reading
from firsthand.trace.chance import Chance, evidence_of
from firsthand.trace.copies import CLOSE, Corpus, Match, Shared, candidates_of, corpus_of, shared_by, wholes_shared
from firsthand.trace.fingerprints import Text, hash_of

EVIDENCE, WEIGHT = 7.0, 15.0  # nats beyond chance, and nats of rare words, from which two texts are kin
ENOUGH = 25.0  # nats of rare words in all that leave no doubt, where chance gives none
SINGLE_WEIGHT, SINGLE_SURPRISE = 16.5, 6.5  # nats of rare words, and nats of chance, from which one sentence makes two texts kin
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
    unheard: bool = False  # in this case texts of no kin never share a sentence as like, and there is enough of it


@dataclass(frozen=True)
class Kin:
    """All texts, and the ties between them by their numbers (a < b)."""

    corpus: Corpus
    ties: Mapping[tuple[int, int], Tie]

    @property
    def texts(self) -> tuple[Text, ...]:
        """The texts in the order of their numbers."""
        return self.corpus.texts


def kin_of(readings: Sequence[Reading]) -> Kin:
    """The kin among some readings; the order of the readings does not matter to what is found."""
    corpus = corpus_of(readings)
    ranks = candidates_of(corpus.texts)
    chance = _chance(corpus, ranks)
    ties = {}
    for (a, b), rank in sorted(ranks.items()):
        shared = shared_by(a, b, corpus) if rank < CLOSE else wholes_shared(a, b, corpus)
        tie = _tie(shared, corpus, chance) if shared.matches else None
        if tie:
            ties[a, b] = tie
    return Kin(corpus, ties)


def _chance(corpus: Corpus, ranks: Mapping[tuple[int, int], int]) -> Chance:
    """Chance, from pairs that are near in nothing much; which pairs, a hash decides."""
    texts = corpus.texts
    far = sorted((p for p, k in ranks.items() if k >= FAR), key=lambda p: hash_of((texts[p[0]].source, texts[p[1]].source)))
    count: Counter[str] = Counter()
    sample = []
    for a, b in far:
        language = texts[a].reading.language
        if language == texts[b].reading.language and count[language] < SAMPLE:
            count[language] += 1
            sample.append((language, len(texts[a].units), shared_by(a, b, corpus)))
    return Chance(sample)


def _tie(shared: Shared, corpus: Corpus, chance: Chance) -> Tie | None:
    """The tie that shared sentences make, if any."""
    if is_twin(shared, corpus):
        return None
    evidence = evidence_of(shared, corpus, chance)
    one = corpus.texts[shared.a]
    told = [m for m in shared.matches if not m.quoted]
    single = any(_singular(m, chance, one) for m in told)
    if single or (evidence >= EVIDENCE and shared.weight >= WEIGHT):
        rare = bool(told) and all(chance.surprise(one.reading.language, m) >= SINGLE_SURPRISE for m in told)
        return Tie(shared, evidence, "text", rare and (single or shared.weight >= ENOUGH))
    quoted = [m for m in shared.matches if m.quoted and m.like >= QUOTED_LIKE and not _is_law(one, m)]
    surprise = sum(chance.surprise(one.reading.language, m) for m in quoted) - log(max(2, len(one.units)))
    if surprise >= QUOTED_EVIDENCE and sum(one.units[m.here].last - one.units[m.here].first for m in quoted) >= QUOTED_TOKENS:
        return Tie(shared, evidence, "quotation")
    return None


def _singular(match: Match, chance: Chance, text: Text) -> bool:
    """Whether one sentence is enough: long or rare in its words, in a case where texts of no kin never share one as like."""
    return match.weight >= SINGLE_WEIGHT and chance.surprise(text.reading.language, match) >= SINGLE_SURPRISE


def _is_law(text: Text, match: Match) -> bool:
    span = text.units[match.here].span
    return _LAW.search(text.reading.text, span.start, span.end) is not None


def is_twin(shared: Shared, corpus: Corpus) -> bool:
    """Whether two texts are one form filled in twice: what they share holds no figure, though both give figures, or their figures differ throughout."""
    a, b = shared.a, shared.b
    pairs = [(corpus.bags[a][m.here].figures, corpus.bags[b][m.there].figures) for m in shared.matches]
    told = [(set(filter(telling, one)), set(filter(telling, two))) for one, two in pairs]
    if any(one & two for one, two in told):
        return False
    if sum(bool(one and two) for one, two in told) >= 2:  # whatever year and month both give
        return True
    if any(one & two for one, two in pairs):
        return False
    differing = sum(bool(one and two) for one, two in pairs)
    figures = [frozenset().union(*(x.figures for x in corpus.bags[n])) for n in (a, b)]
    return differing >= 2 or (
        len(shared.matches) >= 6 and all(len(f) >= 3 for f in figures) and not any(telling(t) for t in figures[0] & figures[1])
    )


def telling(token: str) -> bool:
    """Whether a token is a figure that tells something: no year, no day of a month."""
    digits = token.replace(",", "").replace(".", "")
    return digits.isdigit() and len(digits) >= 2 and int(digits) > 31 and not (len(digits) == 4 and digits[:2] in ("19", "20"))
