"""What is asked where nobody asks: the widest region of each population and unit, then every region that a row counts, wide ones first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from firsthand.estimate.forms import Region
from firsthand.estimate.regions import counted
from firsthand.estimate.rows import Asked, Counts, Row, above, within

MOST = 24  # questions that are answered unasked
PERIODLESS = (None, None)


def questions_of(counts: Counts) -> tuple[tuple[Region, ...], int]:
    """The regions that are asked about, and how many more there would have been."""
    if counts.asked:
        return tuple(dict.fromkeys(region_of(a) for a in counts.asked)), 0
    named = list(dict.fromkeys(_region(r) for r in counts.rows if r.kind not in ("rate",)))
    found = list(dict.fromkeys([*_hulls(named), *sorted(named, key=_width)]))
    return tuple(found[:MOST]), max(0, len(found) - MOST)


def region_of(asked: Asked) -> Region:
    """The region of a question."""
    row = Row(
        "",
        asked.place,
        asked.begins,
        asked.ends,
        asked.population,
        asked.unit,
        "none",
        None,
        None,
        asked.status,
        "stock" if asked.stock else "flow",
    )
    return counted(row).region


def _region(row: Row) -> Region:
    region = counted(row).region
    return replace(region, status="achieved") if row.status == "target" else region


def _hulls(named: Sequence[Region]) -> Iterator[Region]:
    """For each unit, status, population and outermost place the smallest region that holds all that was counted of it."""
    groups: dict[tuple[str, ...], list[Region]] = {}
    for r in named:
        if r.kind in ("flow", "undated"):
            groups.setdefault((r.kind, r.unit, r.status, r.place.split("/")[0], r.population), []).append(r)
    for (kind, unit, status, _, population), some in groups.items():
        place = _common([r.place for r in some])
        begins = [r.begins for r in some]
        ends = [r.ends for r in some]
        yield Region(
            "flow" if kind == "flow" else "undated", unit, status, place, None if None in begins else min(_dates(begins)),
            None if None in ends else max(_dates(ends)), population,
        )  # fmt: skip


def _dates(some: Iterable[date | None]) -> list[date]:
    return [d for d in some if d is not None]


def _common(places: Sequence[str]) -> str:
    return next(p for p in above(places[0]) if all(within(q, p) for q in places))


def _width(r: Region) -> tuple[int, int, str]:
    days = -(10**7) if r.begins is None or r.ends is None else -(r.ends - r.begins).days
    return r.place.count("/"), days, r.place
