"""Direction: which of two texts had it from the other, as log-odds over cues that a reader can check.

Each cue speaks for "the first had it from the second" when positive (nats). Dates of publication count only when they are exact to the day and not the day of
capture; a day of capture says nothing. The weights are those of a logistic model fitted on planted corpora and rounded; docs/decisions/0062 tells how.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from math import exp
from typing import Literal

from firsthand.model.claims import Said
from firsthand.model.passages import Reading

_PARENS = re.compile(r"\s*[(（].*?[)）]\s*")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|de|het|o|a)\s+", re.IGNORECASE)
Manner = Literal["carrier", "reported", "cites", "told", "mentions"]
ORDER: tuple[Manner, ...] = ("carrier", "reported", "cites", "told", "mentions")  # strongest first
MANNERS: dict[str, Manner] = {  # how a credit names a source -> what that says of the text
    "agency": "carrier", "byline": "carrier", "source_line": "carrier", "link": "carrier", "photo": "cites", "reported": "reported", "wrote": "reported",
    "citing": "reported", "told": "told", "said": "cites", "found": "cites", "document": "cites", "study": "cites",
}  # fmt: skip
DATE_ODDS, NAMED_ODDS, EXTRA_ODDS, LINK_ODDS = 4.0, 3.5, 2.5, 4.0


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


def credited(readings: Sequence[Reading], said: Mapping[str, Said]) -> Mapping[str, Mapping[str, Manner]]:
    """For each source, the publishers (lower case, as in names_of) that its text names, its own apart, with the strongest manner in which it does."""
    known = sorted({n for r in readings for n in names_of(r)})
    found: dict[str, Mapping[str, Manner]] = {}
    for r in readings:
        low, own = r.text.lower(), names_of(r)
        credits = [(c.name.lower(), MANNERS.get(c.manner, "cites")) for c in (said[r.source].credits if r.source in said else ()) if c.name]
        here: dict[str, Manner] = {}
        for n in known:
            if n in low and not any(n in o or o in n for o in own) and _whole(low, n):
                manners: list[Manner] = [m for name, m in credits if n in name]
                here[n] = min(manners, key=ORDER.index, default="mentions")
        found[r.source] = here
    return found


def outside_carriers(readings: Sequence[Reading], said: Mapping[str, Said]) -> Mapping[str, frozenset[str]]:
    """For each source, the names (lower case) that it gives as its carrier and that are the publisher of no source held."""
    known = {n for r in readings for n in names_of(r)}
    found = {}
    for r in readings:
        names = {
            _ARTICLE.sub("", c.name.lower())
            for c in (said[r.source].credits if r.source in said else ())
            if MANNERS.get(c.manner) == "carrier" and c.name
        }
        own = names_of(r)
        found[r.source] = frozenset(n for n in names if not any(k in n or n in k for k in own) and not any(k in n for k in known))
    return found


def _whole(text: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own (Han and Tibetan have no gaps between words)."""
    return not name[0].isascii() or re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None


def direction_of(
    here: Reading, there: Reading, names: bool, named: bool, own: float, own_there: float
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """The probability that the first had it from the second, given that one had it from the other, with the cues.

    names, named: whether the first names the second, and the other way; own, own_there: share of each text that the other lacks.
    """
    cues = [
        ("later date", DATE_ODDS * (surely_earlier(there, here) - surely_earlier(here, there))),
        ("names it", NAMED_ODDS * names),
        ("is named by it", -NAMED_ODDS * named),
        ("links to it", LINK_ODDS * (_links_to(here, there) - _links_to(there, here))),
        ("contained in it" if own_there > own else "contains it", EXTRA_ODDS * (own_there - own)),
    ]
    cues = [c for c in cues if abs(c[1]) >= 0.05]
    return probability(sum(odds for _, odds in cues)), tuple(cues)


def _links_to(one: Reading, two: Reading) -> bool:
    return bool(two.url) and any(address.rstrip("/") == two.url.rstrip("/") for _, address in one.links)


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
