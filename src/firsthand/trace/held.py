"""Whether a credited name is a document we hold: by publisher, its acronym, title or address, by what the document says, and by its date."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set

from firsthand.model.passages import Reading
from firsthand.trace.naming import key_of

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u0f40-\u0fbc]+|[\u3400-\u9fff]{2}|[^\W\d_]{3,}")
_BRACKET = re.compile(r"\s*[(（/].*$")
COVERED = 0.45  # share of the credited words' weight that the held document must have
COVERED_WHOLE = 0.1  # share of the whole citing document's weight, where the credit stands for the whole text
FEW = 3  # a publisher of so few documents can be meant though other words are used
MOST = 400  # documents of one publisher looked at, the nearest in date first


def content_words(text: str) -> list[str]:
    """The words by which texts are compared: numbers, words of three letters or more, pairs of Han characters, Tibetan syllables."""
    return [w.replace(",", "").lower() for w in _WORD.findall(text)]


class Shelf:
    """The documents at hand, found by the name of who published them."""

    def __init__(self, readings: Sequence[Reading]):
        self._readings = readings
        self._words = [frozenset(content_words(r.text)) for r in readings]
        self._spread = Counter(w for words in self._words for w in words)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for i, r in enumerate(readings):
            for name in names_of(r):
                self._by_name[name].append(i)

    def publishes(self, key: str) -> bool:
        """Whether any document goes by this name."""
        return key in self._by_name

    def own(self, index: int, keys: Sequence[str]) -> bool:
        """Whether one of the names is that of the document's own publisher."""
        return any(k in names_of(self._readings[index]) for k in keys)

    def find(self, index: int, keys: Sequence[str], content: str, whole: float) -> tuple[str, float] | None:
        """The held document that goes by one of the names, says what is credited and is not dated later, with the share of words it covers."""
        candidates = [j for k in keys for j in self._by_name.get(k, ()) if j != index and self._possible(index, j)][:MOST]
        if not candidates:
            return None
        wanted = set(content_words(content))
        threshold = whole or COVERED
        best = min(candidates, key=lambda j: (-self._share(wanted, j), self._readings[j].source))
        share = self._share(wanted, best)
        if share < threshold and not (len(candidates) <= FEW and (share := self._share(self._words[index], best)) >= COVERED_WHOLE):
            return None
        return self._readings[best].source, share

    def _share(self, wanted: Set[str], j: int) -> float:
        total = sum(self._weight(w) for w in wanted)
        return sum(self._weight(w) for w in wanted & self._words[j]) / total if total else 0.0

    def _weight(self, word: str) -> float:
        return math.log((1 + len(self._readings)) / (1 + self._spread.get(word, 0))) + 0.05

    def _possible(self, index: int, j: int) -> bool:
        mine, theirs = self._readings[index].published, self._readings[j].published
        return mine is None or theirs is None or theirs.first() < mine.after()


def names_of(reading: Reading) -> frozenset[str]:
    """Keys under which a document's publisher is known: its name, without brackets, its acronym, its host."""
    name = _BRACKET.sub("", reading.publisher).strip()
    found = {key_of(reading.publisher), key_of(name)}
    initials = "".join(w[0] for w in name.split() if w[:1].isupper())
    if len(initials) >= 3:
        found.add(initials.lower())
    if m := re.match(r"(?:https?://)?(?:www\.)?([\w-]+)\.", reading.url):
        found.add(key_of(m.group(1)))
    return frozenset(x for x in found if x)
