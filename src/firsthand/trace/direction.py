"""Direction: which of two texts had it from the other, as log-odds over cues that a reader can check.

Each cue speaks for "the first had it from the second" when positive (nats). Dates of publication count only when they are exact to the day and not the day of
capture; a day of capture says nothing. The weights are those of a logistic model fitted on planted corpora and rounded; docs/decisions/0062 tells how.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import exp

from firsthand.model.passages import Reading

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
