"""Direction: which of two texts had it from the other, as log-odds over cues that a reader can check.

Each cue speaks for "the first had it from the second" when positive (nats). Dates of publication count only when they are exact to the day and not the day of
capture; a day of capture says nothing. The weights are those of a logistic model fitted on planted corpora and rounded; docs/decisions/0062 tells how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import exp, log

from firsthand.model.passages import Reading

_PARENS = re.compile(r"\s*[(（].*?[)）]\s*")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|de|het|o|a)\s+", re.IGNORECASE)
DATE_ODDS, SAME_DAY_ODDS, NAMED_ODDS, EXTRA_ODDS, LINK_ODDS = 4.0, 0.0, 3.5, 2.5, 4.0


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that speaks for a direction, in nats; negative: against."""

    name: str
    odds: float


def day_of(reading: Reading) -> date | None:
    """The day of publication, if it is exact and not just the day on which the page was captured."""
    if reading.published is None or len(reading.published.text) != 10:
        return None
    day = reading.published.first()
    if reading.captured is not None and datetime.fromtimestamp(reading.captured, UTC).date() == day:
        return None
    return day


def surely_earlier(one: Reading, two: Reading) -> bool:
    """Whether the first came out on an earlier day than the second, as far as both say so."""
    if day_of(one) and day_of(two):
        return bool(one.published and two.published and one.published.surely_before(two.published))
    if one.published is None or two.published is None or _crawled(one) or _crawled(two):
        return False
    return one.published.surely_before(two.published)


def _crawled(reading: Reading) -> bool:
    return bool(reading.published and len(reading.published.text) == 10 and day_of(reading) is None)


def names_of(reading: Reading) -> tuple[str, ...]:
    """The names by which other texts may call the publisher of this one, in lower case: as listed and without article; two letters at least."""
    whole = _PARENS.sub(" ", reading.publisher).strip()
    found = {whole.lower(), _ARTICLE.sub("", whole).lower()}
    return tuple(sorted(n for n in found if len(n) >= (2 if not n.isascii() else 4)))


def naming(readings: Sequence[Reading]) -> Mapping[str, frozenset[str]]:
    """For each source, the publishers (lower case, as in names_of) that its text or its links name, its own apart."""
    known = sorted({n for r in readings for n in names_of(r)})
    found: dict[str, frozenset[str]] = {}
    for r in readings:
        low, own = r.text.lower(), names_of(r)
        found[r.source] = frozenset(n for n in known if n in low and not any(n in o or o in n for o in own) and _whole(low, n))
    return found


def _whole(text: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own (Han and Tibetan have no gaps between words)."""
    return not name[0].isascii() or re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None


def cues_of(one: Reading, two: Reading, named: Mapping[str, frozenset[str]], own_here: float, own_there: float) -> tuple[Cue, ...]:
    """What speaks for the first having it from the second; own_here, own_there: share of each text that the other lacks."""
    cues = []
    if surely_earlier(two, one):
        cues.append(Cue("later date", DATE_ODDS))
    elif surely_earlier(one, two):
        cues.append(Cue("earlier date", -DATE_ODDS))
    if any(n in named[one.source] for n in names_of(two)):
        cues.append(Cue("names it", NAMED_ODDS))
    if any(n in named[two.source] for n in names_of(one)):
        cues.append(Cue("is named by it", -NAMED_ODDS))
    if two.url and any(address.rstrip("/") == two.url.rstrip("/") for _, address in one.links):
        cues.append(Cue("links to it", LINK_ODDS))
    if one.url and any(address.rstrip("/") == one.url.rstrip("/") for _, address in two.links):
        cues.append(Cue("is linked from it", -LINK_ODDS))
    if abs(own_there - own_here) >= 0.02:
        cues.append(Cue("contained in it" if own_there > own_here else "contains it", EXTRA_ODDS * (own_there - own_here)))
    return tuple(cues)


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def odds_of(p: float) -> float:
    """A probability as log-odds."""
    p = min(1 - 1e-6, max(1e-6, p))
    return log(p / (1 - p))
