"""Which region a row counts, and whether its number bounds that region from below, from above, or both.

A flow counts what happened in its period. A cumulative count whose start nobody knows counts part of all that happened before its date: a lower row
only. A stock is who was there on a day; within a longer period on some day of it, a lower row only. An additional count comes on top of earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from firsthand.estimate.forms import Region
from firsthand.estimate.rows import PERSONS, RESIDENTS, Row, above

DAY = timedelta(days=1)
Terms = tuple[tuple[Fraction, Region], ...]
ONE = Fraction(1)


class Counted(NamedTuple):
    """A region and which sides of a number bound it; why a side is open ("" where none is)."""

    region: Region
    low: bool
    high: bool
    why: str


def counted(row: Row) -> Counted:
    """The region of a row."""
    if row.measure == "stock":
        return _stock(row)
    begins, ends = row.begins, row.ends
    kind = "flow" if begins or ends else "undated"
    region = Region("flow" if kind == "flow" else "undated", unit_of(row), row.status, row.place, begins, ends, row.population)
    if row.measure == "additional":
        return Counted(region, True, False, "it comes on top of earlier ones, which may lie in the same period")
    if row.measure == "cumulative" and begins is None:
        return Counted(region, True, False, "a running count of which nobody says when it began")
    if kind == "flow" and (begins is None or ends is None):
        return Counted(region, True, False, f"nobody says when its period {'began' if begins is None else 'ended'}")
    return Counted(region, True, True, "")


def _stock(row: Row) -> Counted:
    begins = row.begins or row.ends
    ends = row.ends if row.begins and row.ends else (begins + DAY if begins and begins < date.max else begins)
    region = Region("stock", unit_of(row), row.status, row.place, begins, ends, row.population)
    if begins and ends and ends - begins > DAY:
        return Counted(region, True, False, "it was so on some day of its period, nobody says which")
    return Counted(region, True, True, "")


def unit_of(row: Row) -> str:
    """The unit of what a row counts; a per cent counts persons unless its base says otherwise."""
    return PERSONS if row.unit == "%" else row.unit


def base_of(row: Row, by_claim: Mapping[str, Row]) -> Region | Fraction | str:
    """What a share is a share of: a region, a number, or in words why it cannot be told."""
    words = row.base
    try:
        return Fraction(words.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        pass
    if words.casefold() in (RESIDENTS, "residents", "census"):
        return Region("residents", PERSONS, "", row.place, None, None, "")
    if words in by_claim:
        other = by_claim[words]
        return counted(other).region if other.unit != "%" else f"its base {words} is itself a share"
    mine = counted(row).region
    if words == mine.population:
        return "its base is its own population"
    return Region(mine.kind, mine.unit, mine.status, mine.place, mine.begins, mine.ends, words)


def with_unit(region: Region, unit: str) -> Region:
    """The same region counted in another unit."""
    return Region(region.kind, unit, region.status, region.place, region.begins, region.ends, region.population)


def whole_of(region: Region) -> Region | None:
    """The population that this one is a part of, in the same place and period; None where none is named."""
    ups = above(region.population)
    return Region(region.kind, region.unit, region.status, region.place, region.begins, region.ends, ups[1]) if len(ups) > 1 else None


def larger(one: Region, two: Region) -> Region | None:
    """The one of two regions that holds the other; None where neither does."""
    for big, small in ((one, two), (two, one)):
        same = (big.kind, big.unit, big.status, big.population) == (small.kind, small.unit, small.status, small.population)
        if same and small.place in (big.place, *[p for p in (small.place,) if p.startswith(big.place + "/")]) and _covers(big, small):
            return big
    return None


def _covers(big: Region, small: Region) -> bool:
    begins = big.begins is None or (small.begins is not None and big.begins <= small.begins)
    return begins and (big.ends is None or (small.ends is not None and small.ends <= big.ends))
