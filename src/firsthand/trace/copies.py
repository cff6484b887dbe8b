"""Copies: which sentences of two texts are the same, reworded or spun, and the passages that they make.

Two texts are compared only if they share seeds or whole sentences. Sentences with the same words pair up first; the rest are paired by the words they share,
weighed by how rare each is (Dice and containment over features, after the tf-isf of METER). Pairs that follow one another in both texts make a passage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from firsthand.model.passages import Reading, Span
from firsthand.trace.fingerprints import Text, Unit, features_of, is_number, text_of

SEED_CAP, SENTENCE_CAP = 60, 600  # a seed or a sentence in more texts than this finds no candidates: a phrase of the language, a footer
WORD_CAP = 12
CANDIDATES = 40  # texts that one text is compared with, best first
CLOSE = 8  # of these, those whose sentences are compared word by word and not only as wholes
LIKE = 0.5  # weighed likeness from which two sentences are taken for one
INSIDE = 12.0  # nats that must be shared for one sentence to count as contained in another
SCALE, FEW_SENTENCES = 0.6, 100  # rarity is by sentences (isf), in units of which a rare name has about three
GAP = 3  # sentences that may be missing on either side inside one passage


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `here` of one text and `there` of the other (their numbers), how like they are (1: the same words), what weight the pair has, and whether it is quoted in both."""

    here: int
    there: int
    like: float
    weight: float
    quoted: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: their numbers in the list of texts, and the matches in the order of the first text."""

    a: int
    b: int
    matches: tuple[Match, ...]

    @property
    def weight(self) -> float:
        """The weight of all matches outside quotation marks."""
        return sum(m.weight for m in self.matches if not m.quoted)


@dataclass(frozen=True, slots=True)
class Bag:
    """What a sentence is compared by: its features, the rarest third of them, their weight in nats, its figures."""

    keys: frozenset[str]
    rarest: frozenset[str]
    weight: float
    figures: frozenset[str]


@dataclass(frozen=True)
class Corpus:
    """All texts with the bags of their sentences; how rare each feature is (nats); the sentences that are a site's furniture."""

    texts: tuple[Text, ...]
    bags: tuple[tuple[Bag, ...], ...]
    rare: Mapping[str, float]
    furniture: frozenset[int]


def corpus_of(readings: Sequence[Reading]) -> Corpus:
    """The readings cut and weighed. Furniture is what several texts of one publisher have and nobody else."""
    texts = tuple(text_of(r) for r in readings)
    count: Counter[str] = Counter()
    spread: Counter[int] = Counter()
    homes: dict[int, set[str]] = defaultdict(set)
    for text in texts:
        for unit in text.units:
            count.update(set(features_of(text.tokens_of(unit))))
        for key in {u.key for u in text.units}:
            spread[key] += 1
            homes[key].add(text.reading.publisher or text.source)
    sentences = max(FEW_SENTENCES, sum(len(t.units) for t in texts))
    rare = {f: SCALE * log(1 + sentences / n) for f, n in count.items()}
    bags = tuple(tuple(_bag(text.tokens_of(u), rare) for u in text.units) for text in texts)
    return Corpus(texts, bags, rare, frozenset(k for k, n in spread.items() if n >= 3 and len(homes[k]) == 1))


def _bag(tokens: Sequence[str], rare: Mapping[str, float]) -> Bag:
    keys = frozenset(features_of(tokens))
    rarest = sorted(keys, key=lambda f: (-rare[f], f))[: max(3, len(keys) // 3)]
    return Bag(keys, frozenset(rarest), sum(rare[f] for f in keys), frozenset(f for f in keys if is_number(f)))


def candidates_of(texts: Sequence[Text]) -> dict[tuple[int, int], int]:
    """Pairs of texts (a < b) worth comparing, with the better of their two ranks (0: nearest): each text with the CANDIDATES that share most with it."""
    score: list[Counter[int]] = [Counter() for _ in texts]
    for what, cap, gain in ((_seeds, SEED_CAP, 1.0), (_keys, SENTENCE_CAP, 3.0), (_words, WORD_CAP, 0.5)):
        for group in _holders(texts, what).values():
            if 2 <= len(group) <= cap:
                worth = gain * log(1 + len(texts) / len(group))
                for a in group:
                    mine = score[a]
                    for b in group:
                        mine[b] += worth  # type: ignore[assignment]
    ranks: dict[tuple[int, int], int] = {}
    for a, others in enumerate(score):
        others.pop(a, None)
        for rank, (b, _) in enumerate(sorted(others.items(), key=lambda x: (-x[1], x[0]))[:CANDIDATES]):
            pair = (min(a, b), max(a, b))
            ranks[pair] = min(rank, ranks.get(pair, rank))
    return ranks


def wholes_shared(a: int, b: int, corpus: Corpus) -> Shared:
    """The sentences that texts number a and b have in the same words."""
    return Shared(a, b, tuple(_same(a, b, corpus)))


def shared_by(a: int, b: int, corpus: Corpus) -> Shared:
    """What texts number a and b share, reworded sentences included: pairs of sentences, each used once."""
    matches = _same(a, b, corpus)
    used_a, used_b = {m.here for m in matches}, {m.there for m in matches}
    one, two = corpus.texts[a].units, corpus.texts[b].units
    left = [i for i, u in enumerate(one) if i not in used_a and u.key not in corpus.furniture]
    right = [j for j, u in enumerate(two) if j not in used_b and u.key not in corpus.furniture]
    matches += _alike(a, b, left, right, corpus)
    return Shared(a, b, tuple(sorted(matches, key=lambda m: (m.here, m.there))))


def runs_of(shared: Shared) -> tuple[tuple[Match, ...], ...]:
    """Matches that follow one another in both texts, at most GAP sentences apart."""
    runs: list[list[Match]] = []
    for m in shared.matches:
        last = next((r for r in reversed(runs[-4:]) if 0 < m.here - r[-1].here <= GAP and 0 < m.there - r[-1].there <= GAP), None)
        if last is None:
            runs.append([m])
        else:
            last.append(m)
    return tuple(tuple(r) for r in runs)


def passages_of(shared: Shared, corpus: Corpus) -> tuple[tuple[Span, Span, float], ...]:
    """The runs as passages (span in a, span in b, weight), heaviest first."""
    a, b = corpus.texts[shared.a].units, corpus.texts[shared.b].units
    found = [
        (
            Span(a[r[0].here].span.start, a[r[-1].here].span.end),
            Span(b[r[0].there].span.start, b[r[-1].there].span.end),
            sum(m.weight for m in r),
        )
        for r in runs_of(shared)
    ]
    return tuple(sorted(found, key=lambda f: (-f[2], f[0].start)))


def _holders(texts: Sequence[Text], what: Callable[[Text], Iterable[object]]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for feature in what(text):
            found[feature].append(number)
    return found


def _seeds(text: Text) -> Iterable[object]:
    return text.seeds


def _keys(text: Text) -> Iterable[object]:
    return {u.key for u in text.units if u.last - u.first >= 4}


def _words(text: Text) -> Iterable[object]:
    return features_of(text.tokens).keys()


def _same(a: int, b: int, corpus: Corpus) -> list[Match]:
    """Sentences with the same words, paired in order."""
    two = corpus.texts[b].units
    where: dict[int, list[int]] = defaultdict(list)
    for j, unit in enumerate(two):
        where[unit.key].append(j)
    found = []
    for i, unit in enumerate(corpus.texts[a].units):
        spots = where.get(unit.key)
        if spots and unit.key not in corpus.furniture:
            j = spots.pop(0)
            found.append(Match(i, j, 1.0, corpus.bags[a][i].weight, _quoted(unit, two[j])))
    return found


def _quoted(one: Unit, two: Unit) -> bool:
    return one.quoted >= 0.6 and two.quoted >= 0.6


def _alike(a: int, b: int, left: list[int], right: list[int], corpus: Corpus) -> list[Match]:
    """The likest sentences among those left over, best pairs first, each used once."""
    one, two, rare = corpus.texts[a].units, corpus.texts[b].units, corpus.rare
    others = [(j, corpus.bags[b][j]) for j in right]
    found = []
    for i in left:
        mine = corpus.bags[a][i]
        for j, bag in others:
            if not _comparable(mine, bag):
                continue
            common = mine.keys & bag.keys
            if len(common) >= 3 and len(common) >= 0.4 * min(len(mine.keys), len(bag.keys)):
                both = sum(rare[f] for f in common)
                like = likeness(both, mine.weight, bag.weight)
                if like >= LIKE:
                    found.append(Match(i, j, like, both * like, _quoted(one[i], two[j])))
    return _one_to_one(found)


def _comparable(one: Bag, two: Bag) -> bool:
    """Whether two sentences can be alike at all: weights that allow it, and a rare feature of one in the other."""
    low, high = (one.weight, two.weight) if one.weight < two.weight else (two.weight, one.weight)
    if 3 * low < high and low < INSIDE:
        return False
    return not one.rarest.isdisjoint(two.keys) or not two.rarest.isdisjoint(one.keys)


def likeness(both: float, one: float, two: float) -> float:
    """Likeness of two sentences by weights: Dice, or eight tenths of the containment of the lighter one if that is more and enough of it is left."""
    dice = 2 * both / max(1e-9, one + two)
    inside = both / max(1e-9, min(one, two))
    return max(dice, 0.8 * inside if both >= INSIDE else 0.0)


def _one_to_one(found: list[Match]) -> list[Match]:
    here, there, kept = set(), set(), []
    for m in sorted(found, key=lambda m: (-m.like * min(m.weight, 20.0), m.here, m.there)):
        if m.here not in here and m.there not in there:
            here.add(m.here)
            there.add(m.there)
            kept.append(m)
    return kept
