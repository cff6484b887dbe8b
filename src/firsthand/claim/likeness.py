"""How surely two claims say the same thing: what tells a claim apart, what speaks against two being one, and points for what they share.

In: claims with the readings they are from. Out: a `Told` each, and for two of them a strength (0: not one, or it cannot be told). Points come from a
shared number of one kind of thing, the same act, place, day, speaker or words; words count by their rarity among all the claims.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from firsthand.model.claims import Claim
from firsthand.model.passages import Reading
from firsthand.tongues.acts import acts_in
from firsthand.tongues.bearings import When, Where, when_in, where_in
from firsthand.tongues.gazetteer import places_called
from firsthand.tongues.nouns import HUMAN, differ, kind_of
from firsthand.tongues.words import characters, forms

TELLING = Decimal(1000)  # a number from here on tells claims apart by itself; a smaller one needs the same act or place besides
ALIKE = 0.55  # shared words (Dice) of two sentences in aligned passages
LINKED_ALIKE = 0.28  # shared rare words of two sentences whose documents are linked
SOME = 0.25  # shared words without which a telling number alone says nothing
ENOUGH, WORDS = 3.5, 1.5  # points from which two claims say the same thing, and what alike words add where they fall short
DIGITS = 3  # significant digits from which a number is seldom said of a thing by chance: 146 villages, not 150
LOOSER = Decimal(10)  # "tens of millions" may become "millions" on the way, not "thousands"


@dataclass(frozen=True, eq=False)
class Told:
    """A claim with what tells it apart: numbers, counted kind, act, places, dates, who says it, words."""

    claim: Claim
    language: str
    numbers: frozenset[Decimal]
    kind: str
    places: tuple[Where, ...]
    dates: tuple[When, ...]
    words: Counter[str]
    speakers: frozenset[str]
    codes: frozenset[str]
    order: int

    @property
    def vague(self) -> bool:
        """Whether its number is an order of magnitude only."""
        return self.claim.amount is not None and self.claim.amount.kind == "vague"


def told(claim: Claim, reading: Reading, order: int) -> Told:
    """A claim with what tells it apart."""
    quote, a = claim.passages[0].quote, claim.amount
    numbers = frozenset(x for x in (a.floor, a.ceiling, a.base) if x is not None) if a else frozenset()
    kind = "%" if a and a.unit == "%" else kind_of(a.what) if a else ""
    speakers = frozenset(pair for name in claim.said_by for pair in _named(name))
    words = Counter(forms(quote, characters(quote)))
    return Told(
        claim,
        reading.language,
        numbers,
        kind,
        where_in(quote),
        tuple(w for w, _ in when_in(quote)),
        words,
        speakers,
        _codes(claim.where),
        order,
    )


@lru_cache(maxsize=20000)
def _codes(where: str) -> frozenset[str]:
    """The places of the table that a name may mean, by their latest codes without trailing noughts: one that holds another begins it."""
    return frozenset(re.sub("(?:00)+$", "", s.now) for s in places_called(where)) if where else frozenset()


def _elsewhere(one: Told, two: Told) -> bool:
    """Whether two claims name known places, in whatever scripts, of which none is or holds the other."""
    return bool(one.codes and two.codes) and not any(a.startswith(b) or b.startswith(a) for a in one.codes for b in two.codes)


def acts_of(one: Told) -> frozenset[str]:
    """The acts of the lexicon that a claim's sentence names."""
    return _acts(one.claim.passages[0].quote, one.language)


@lru_cache(maxsize=20000)
def _acts(quote: str, language: str) -> frozenset[str]:
    return frozenset(a.code for a in acts_in(quote, language))


def _named(name: str) -> list[str]:
    """What of a speaker's words is a name: each two words beside each other that begin with capitals; other scripts whole."""
    words = [w.strip(",.;:()") for w in name.split()]
    if not name.isascii() and len(words) < 2:
        return [name] if len(name) > 2 else []
    return [f"{a} {b}" for a, b in zip(words, words[1:], strict=False) if a[:1].isupper() and b[:1].isupper()]


def rarity_of(known: Sequence[Told]) -> Mapping[str, float]:
    """What each word tells: the fewer sentences have it, the more."""
    sentences = defaultdict[tuple[str, int], set[str]](set)  # two claims may begin at one place and go on to different ones
    for t in known:
        sentences[t.claim.source, t.claim.passages[0].start] |= t.words.keys()
    seen = Counter(w for words in sentences.values() for w in words)
    return {w: math.log(1 + len(sentences) / n) for w, n in seen.items()}


def strength(one: Told, two: Told, number: Decimal, linked: bool, rarity: Mapping[str, float]) -> float:
    """How surely two claims that share a number say the same thing; 0: they do not, or it cannot be told."""
    if apart(one, two):
        return 0.0
    telling = number >= TELLING
    same_kind = bool(one.kind) and one.kind == two.kind
    same_act = bool(one.claim.act) and one.claim.act == two.claim.act
    same_place = bool(one.codes & two.codes) or (bool(one.claim.where) and any(a.same(b) for a in one.places for b in two.places))
    same_speaker = telling and bool(one.speakers & two.speakers)
    points = (
        (2.0 if same_kind else 1.0 if one.kind in HUMAN and two.kind in HUMAN else 0.0)
        + (1.5 if same_act else 0.0)
        + (1.0 if same_place else 0.0)
        + (1.5 if telling else 0.0)
        + (1.0 if same_amount(one, two) else 0.0)
        + (1.0 if same_kind and len(number.normalize().as_tuple().digits) >= DIGITS else 0.0)
        + (2.0 if same_speaker else 0.0)
    )
    if one.kind == "%":
        speaks = same_act or same_place or dice(one, two) >= 0.35
    elif points >= ENOUGH:
        speaks = same_kind or same_act or same_speaker or (telling and dice(one, two) >= SOME)
    else:
        speaks = points + WORDS >= ENOUGH and _by_words(one, two, same_kind or same_act or telling, linked, rarity)
    return (
        points + (1.0 if linked else 0.0) + rarely_alike(one, two, rarity) / 2 if speaks else 0.0
    )  # links and words: which pair is taken first


def _by_words(one: Told, two: Told, something: bool, linked: bool, rarity: Mapping[str, float]) -> bool:
    """Whether words make up for what else is missing: alike sentences; in linked documents rare words, or two languages that share none."""
    if something and dice(one, two) >= ALIKE:
        return True
    if not linked:
        return False
    if one.language != two.language:
        return something and same_amount(one, two)
    people = one.kind in HUMAN and two.kind in HUMAN
    return (something or people) and rarely_alike(one, two, rarity) >= LINKED_ALIKE


def same_amount(one: Told, two: Told) -> bool:
    """Whether both give the same numbers in the same places."""
    a, b = one.claim.amount, two.claim.amount
    return bool(a and b and (a.floor, a.ceiling, a.base) == (b.floor, b.ceiling, b.base))


def apart(one: Told, two: Told) -> bool:
    """Whether something that both give speaks against their being one claim: place, time, counted thing, a number besides."""
    if differ(one.kind, two.kind) or (one.kind == "%") != (two.kind == "%") or _elsewhere(one, two):
        return True
    if (
        one.places
        and two.places
        and not any(a.same(b) for a in one.places for b in two.places)
        and {p.level for p in one.places} & {p.level for p in two.places}
        and one.language == two.language
    ):
        return True
    mine, theirs = [d for d in one.dates if d.month or d.year], [d for d in two.dates if d.month or d.year]
    return bool(mine and theirs and not any(a.agrees(b) for a in mine for b in theirs))


def dice(one: Told, two: Told) -> float:
    """The share of words that two sentences have in common, each word alike."""
    shared = sum((one.words & two.words).values())
    return 2 * shared / max(1, sum(one.words.values()) + sum(two.words.values()))


def rarely_alike(one: Told, two: Told, rarity: Mapping[str, float]) -> float:
    """The same share with each word counted by its rarity."""
    shared = sum(rarity[w] * n for w, n in (one.words & two.words).items())
    both = sum(rarity[w] * n for t in (one, two) for w, n in t.words.items())
    return 2 * shared / both if both else 0.0
