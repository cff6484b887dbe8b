"""Whether a credited name is a document we hold: by publisher, its acronym, title or address, by what the document says, and by its date."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from datetime import date

from firsthand.model.passages import Reading
from firsthand.tongues.dates import dates_in
from firsthand.trace.naming import key_of

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u0f40-\u0fbc]+|[\u3400-\u9fff]{2}|[^\W\d_]{3,}")
_BRACKET = re.compile(r"\s*[(（/].*$")
COVERED = 0.45  # share of the credited words' weight that the held document must have
COVERED_WHOLE = 0.1  # share of the whole citing document's weight, where the credit stands for the whole text
FIGURES_ACROSS = 3
TITLE_WORDS = 7  # a title of more is a headline, and no name by which texts cite
LONGEST_LINE = 400  # code points of a note or line that are read
LONGEST_NAME = 9  # words of a name in it
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b")
_AFTER_TITLE = re.compile(r"\s*[:|—–]\s")
FEW = 3  # a publisher of so few documents can be meant though other words are used
MOST = 400  # documents of one publisher looked at, the nearest in date first


_DIGITS = {0x0F20 + i: str(i) for i in range(10)}  # Tibetan digits as ours, so that figures compare


def content_words(text: str) -> list[str]:
    """The words by which texts are compared: numbers, words of three letters or more, pairs of Han characters, Tibetan syllables."""
    return [w.replace(",", "").lower() for w in _WORD.findall(text.translate(_DIGITS))]


_HOUSE = frozenset(
    ["news", "agency", "press", "service", "media", "wire", "newswire", "post", "times", "herald", "group", "network"]
)  # what a house is called beside its own name


class Shelf:
    """The documents at hand, found by the name of who published them."""

    def __init__(self, readings: Sequence[Reading]):
        self._readings = readings
        self._words = [frozenset(content_words(r.text)) for r in readings]
        self._spread = Counter(w for words in self._words for w in words)
        most = 1 + len(readings)
        self._weights = {w: math.log(most / (1 + n)) + 0.05 for w, n in self._spread.items()}
        self._names = [names_of(r) for r in readings]
        self._serial = [serial_names_of(r) for r in readings]
        self._first = [r.published.first() if r.published else None for r in readings]
        self._after = [r.published.after() if r.published else None for r in readings]
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for i, names in enumerate(self._names):
            for name in names:
                self._by_name[name].append(i)

    def publishes(self, key: str) -> bool:
        """Whether any document goes by this name."""
        return key in self._by_name

    def own(self, index: int, keys: Sequence[str]) -> bool:
        """Whether one of the names is that of the document's own publisher."""
        return any(k in self._names[index] for k in keys)

    def pointed_at(self, index: int, line: str) -> str | None:
        """The one held document that a line names by its publisher or title together with its title or its day; None if there is none or more than one."""
        plain = f" {key_of(line[:LONGEST_LINE])} "
        parts = plain.split()
        runs = {" ".join(parts[i:k]) for i in range(len(parts)) for k in range(i + 1, min(len(parts), i + LONGEST_NAME) + 1)}
        named = {j for run in runs if len(run) > 2 for j in self._by_name.get(run, ()) if j != index and self._possible(index, j)}
        days = {x.date.first() for x in dates_in(line[:LONGEST_LINE]) if x.date and len(x.date.text) == 10}
        scores = {j: self._score(j, plain, days) for j in named}
        best = max(scores.values(), default=0)
        likeliest = [j for j, score in scores.items() if score == best]
        return self._readings[likeliest[0]].source if best and len(likeliest) == 1 else None

    def _score(self, j: int, plain: str, days: Set[date]) -> int:
        """How far a line names a document: by its title, by the day on which it was published."""
        title = key_of(self._readings[j].title)
        published = self._readings[j].published
        day = published.first() if published and len(published.text) == 10 else None
        return int(len(title.split()) > 2 and f" {title} " in plain) + int(day in days)

    def find(self, index: int, keys: Sequence[str], content: str, whole: float) -> tuple[str, float] | None:
        """The held document that goes by one of the names, says what is credited and is not dated later, with the share of words it covers."""
        candidates = [
            j for k in keys for j in self._by_name.get(k, ()) if j != index and (k in self._serial[j] or self._possible(index, j))
        ][:MOST]
        if not candidates:
            return None
        wanted = set(content_words(content))
        threshold = whole or COVERED
        shares = self._shares(wanted, candidates)
        best = min(candidates, key=lambda j: (-shares[j], self._readings[j].source))
        share = shares[best]
        if self._readings[best].language != self._readings[index].language and len(candidates) <= FEW:
            return (self._readings[best].source, share) if self._same_figures(index, best) else None
        if share < threshold and not (len(candidates) <= FEW and (share := self._share(self._words[index], best)) >= COVERED_WHOLE):
            return None
        return self._readings[best].source, share

    def _same_figures(self, index: int, j: int) -> bool:
        """Whether two texts in different languages have FIGURES_ACROSS numbers of two digits or more in common."""
        figures = [{w for w in self._words[k] if len(w) > 1 and w[0].isdigit()} for k in (index, j)]
        return len(figures[0] & figures[1]) >= FIGURES_ACROSS

    def _shares(self, wanted: Set[str], candidates: Sequence[int]) -> dict[int, float]:
        """For each candidate the share, by weight of rarity, of the wanted words that it has."""
        weight = self._weights.__getitem__
        known = wanted & self._weights.keys()
        total = sum(map(weight, known))
        return {j: sum(map(weight, known & self._words[j])) / total if total else 0.0 for j in candidates}

    def _share(self, wanted: Set[str], j: int) -> float:
        return self._shares(wanted, (j,))[j]

    def _possible(self, index: int, j: int) -> bool:
        after, first = self._after[index], self._first[j]
        return after is None or first is None or first < after


def serial_names_of(reading: Reading) -> frozenset[str]:
    """Keys of a yearly work's title without its year, under which texts cite whichever edition they have: "Uplands Almanac" for "Uplands Almanac 2022: Salt"."""
    title = _AFTER_TITLE.split(reading.title)[0]
    name = key_of(_YEAR.sub("", title))
    return frozenset([name]) if _YEAR.search(title) and len(name.split()) in range(2, TITLE_WORDS + 1) else frozenset()


def names_of(reading: Reading) -> frozenset[str]:
    """Keys under which a document's publisher is known: its name, without brackets, its acronym, its host."""
    name = _BRACKET.sub("", reading.publisher).strip()
    found = {key_of(reading.publisher), key_of(name)} | serial_names_of(reading)
    title = re.sub(r"\d+", "", reading.title)
    if len(title.split()) <= TITLE_WORDS:
        found.add(key_of(title))
    words = key_of(name).split()
    if len(words) > 1 and len(words[0]) > 3 and all(w in _HOUSE for w in words[1:]):
        found.add(words[0])
    initials = "".join(w[0] for w in name.split() if w[:1].isupper())
    if len(initials) >= 3:
        found.add(initials.lower())
    if m := re.match(r"(?:https?://)?(?:www\.)?([\w-]+)\.", reading.url):
        found.add(key_of(m.group(1)))
    return frozenset(x for x in found if x)
