"""Copies: which sentences of two texts are the same, reworded or spun, and the passages that they make.

Two texts are compared only if they share seeds or whole sentences. Sentences with the same words pair up first; the rest are paired by the words they share,
weighed by how rare each is (Dice and containment over features, after the tf-isf of METER). Pairs that follow one another in both texts make a passage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from firsthand.model.passages import Span
from firsthand.trace.fingerprints import Text, Unit, features_of, is_number

SEED_CAP, SENTENCE_CAP = 60, 600  # a seed or a sentence in more texts than this finds no candidates: a phrase of the language, a footer
WORD_CAP = 12
CANDIDATES = 40  # texts that one text is compared with, best first
CLOSE = 10  # of these, those whose sentences are compared word by word and not only as wholes
LIKE = 0.5  # weighed likeness from which two sentences are taken for one
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


@dataclass(frozen=True)
class Weights:
    """How rare each feature is among the texts, in nats; sentences that belong to a site's furniture."""

    rare: Mapping[str, float]
    furniture: frozenset[int]
    spread: Mapping[int, int]  # key of a sentence -> number of texts that have it

    def of(self, features: Counter[str]) -> float:
        """The weight of some features together."""
        return sum(self.rare[f] * n for f, n in features.items())


def weights_of(texts: Sequence[Text]) -> Weights:
    """The rarity of every feature, and the furniture: sentences that several texts of one publisher have and hardly anybody else."""
    count: Counter[str] = Counter()
    spread: Counter[int] = Counter()
    homes: dict[int, set[str]] = defaultdict(set)
    for text in texts:
        count.update(features_of(text.tokens).keys())
        for key in {u.key for u in text.units}:
            spread[key] += 1
            homes[key].add(text.reading.publisher or text.source)
    rare = {f: log(1 + len(texts) / n) for f, n in count.items()}
    furniture = frozenset(k for k, n in spread.items() if n >= 3 and len(homes[k]) == 1)
    return Weights(rare, furniture, spread)


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


def shared_by(
    a: int, b: int, texts: Sequence[Text], weights: Weights, bags: Sequence[Sequence[Counter[str]]], reworded: bool = True
) -> Shared:
    """What texts number a and b share: pairs of sentences, each used once."""
    one, two = texts[a], texts[b]
    matches = _same(one, two, weights, bags[a])
    if not reworded:
        return Shared(a, b, tuple(matches))
    used_a, used_b = {m.here for m in matches}, {m.there for m in matches}
    left = [i for i in range(len(one.units)) if i not in used_a and one.units[i].key not in weights.furniture]
    right = [j for j in range(len(two.units)) if j not in used_b and two.units[j].key not in weights.furniture]
    matches += _alike(one, two, left, right, weights, bags[a], bags[b])
    return Shared(a, b, tuple(sorted(matches, key=lambda m: (m.here, m.there))))


def bags_of(text: Text) -> tuple[Counter[str], ...]:
    """The features of each sentence of a text."""
    return tuple(features_of(text.tokens_of(u)) for u in text.units)


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


def passages_of(shared: Shared, texts: Sequence[Text]) -> tuple[tuple[Span, Span, float], ...]:
    """The runs as passages (span in a, span in b, weight), heaviest first."""
    a, b = texts[shared.a].units, texts[shared.b].units
    found = [
        (
            Span(a[r[0].here].span.start, a[r[-1].here].span.end),
            Span(b[r[0].there].span.start, b[r[-1].there].span.end),
            sum(m.weight for m in r),
        )
        for r in runs_of(shared)
    ]
    return tuple(sorted(found, key=lambda f: (-f[2], f[0].start)))


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


def evidence_of(shared: Shared, texts: Sequence[Text], chance: Chance) -> float:
    """How far what two texts share goes beyond chance, in nats: for each run the surprise of its sentences, that they follow one another, less the places where it could begin."""
    one, two = texts[shared.a], texts[shared.b]
    language = one.reading.language
    total = 0.0
    for run in runs_of(shared):
        told = [m for m in run if not m.quoted]
        gain = sum(chance.surprise(language, m) * min(1.0, (one.units[m.here].last - one.units[m.here].first) / 8) for m in told)
        gain += max(0, len(told) - 1) * log(max(2, len(two.units)) / GAP) - log(max(2, len(one.units)))
        total += max(0.0, gain)
    return total


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


def _same(one: Text, two: Text, weights: Weights, bags: Sequence[Counter[str]]) -> list[Match]:
    """Sentences with the same words, paired in order."""
    where: dict[int, list[int]] = defaultdict(list)
    for j, unit in enumerate(two.units):
        where[unit.key].append(j)
    found = []
    for i, unit in enumerate(one.units):
        spots = where.get(unit.key)
        if spots and unit.key not in weights.furniture:
            j = spots.pop(0)
            found.append(Match(i, j, 1.0, weights.of(bags[i]), _quoted(unit, two.units[j])))
    return found


def _quoted(one: Unit, two: Unit) -> bool:
    return one.quoted >= 0.6 and two.quoted >= 0.6


def _alike(
    one: Text,
    two: Text,
    left: list[int],
    right: list[int],
    weights: Weights,
    bags_a: Sequence[Counter[str]],
    bags_b: Sequence[Counter[str]],
) -> list[Match]:
    """The likest sentences among those left over, best pairs first, each used once."""
    heavy_b = {j: weights.of(bags_b[j]) for j in right}
    keys_b = [(j, bags_b[j].keys(), len(bags_b[j])) for j in right]
    found = []
    for i in left:
        bag, heavy = bags_a[i], weights.of(bags_a[i])
        keys, size = bag.keys(), len(bag)
        for j, others, many in keys_b:
            common = keys & others
            if len(common) >= 0.4 * min(size, many) and len(common) >= 3:
                both = sum(weights.rare[f] for f in common)
                like = likeness(both, heavy, heavy_b[j])
                if like >= LIKE:
                    found.append(Match(i, j, like, both * like, _quoted(one.units[i], two.units[j])))
    return _one_to_one(found)


def likeness(both: float, one: float, two: float) -> float:
    """Likeness of two sentences by weights: Dice, or nine tenths of the containment of the lighter one if that is more and enough of it is left."""
    dice = 2 * both / max(1e-9, one + two)
    inside = both / max(1e-9, min(one, two))
    return max(dice, 0.8 * inside if both >= 12 else 0.0)


def _one_to_one(found: list[Match]) -> list[Match]:
    here, there, kept = set(), set(), []
    for m in sorted(found, key=lambda m: (-m.like * min(m.weight, 20.0), m.here, m.there)):
        if m.here not in here and m.there not in there:
            here.add(m.here)
            there.add(m.there)
            kept.append(m)
    return kept


def numbers_in(bag: Counter[str]) -> frozenset[str]:
    """The figures among the features of a sentence."""
    return frozenset(f for f in bag if is_number(f))
