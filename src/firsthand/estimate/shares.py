"""Shares held against the counts beside them, with the rounding of all numbers: a share that no whole numbers can give is told.

The test of a mean or share against its whole numbers is that of Brown and Heathers 2017 (GRIM, https://doi.org/10.1177/1948550616673876), here with the
rounding of the part and of the whole as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from firsthand.estimate.readings import HALF, by_profile, place
from firsthand.estimate.regions import base_of, counted, with_unit
from firsthand.estimate.rows import Counts, Row
from firsthand.estimate.saying import figure

LARGEST_WHOLE = 100_000  # wholes up to which every whole number is tried


def share_lint(counts: Counts) -> Iterator[str]:
    """In words, every share that the numbers given with it do not bear."""
    by_claim = {r.claim: r for r in counts.rows}
    sizes = _sizes(counts)
    for row in counts.rows:
        if row.unit != "%" or row.kind not in ("share", "range") or row.floor is None:
            continue
        base = base_of(row, by_claim)
        if isinstance(base, str):
            continue
        low, high = _printed(row)
        wholes = [(base, base)] if isinstance(base, Fraction) else sizes.get(base, [])
        unit = "" if isinstance(base, Fraction) else base.unit
        parts = sizes.get(with_unit(counted(row).region, unit) if unit else counted(row).region, [])
        yield from _told(row, low, high, wholes, parts)


def _printed(row: Row) -> tuple[Fraction, Fraction]:
    """The shares that are printed so, as parts of one."""
    assert row.floor is not None
    top = row.floor if row.ceiling is None else row.ceiling
    return max(row.floor - place(row.floor) * HALF, Fraction(0)) / 100, min(top + place(top) * HALF, Fraction(100)) / 100


def _sizes(counts: Counts) -> dict[object, list[tuple[Fraction, Fraction]]]:
    """For each region the counts that are given of it, with their rounding."""
    out: dict[object, list[tuple[Fraction, Fraction]]] = {}
    for row in counts.rows:
        if row.unit != "%" and row.kind in ("exact", "range", "about") and row.status != "target":
            given = by_profile(row, counts.profile)
            if not isinstance(given, str) and given[0] is not None and given[1] is not None:
                out.setdefault(counted(row).region, []).append((given[0], given[1]))
    return out


def _told(
    row: Row, low: Fraction, high: Fraction, wholes: list[tuple[Fraction, Fraction]], parts: list[tuple[Fraction, Fraction]]
) -> Iterator[str]:
    written = f"{figure(row.floor or 0)}%" + (f" (“{row.quote[:80]}”)" if row.quote else "")
    for whole in wholes:
        if whole[0] == whole[1] and not _some(low, high, whole[0]):
            yield f"{row.claim}: {written}: no whole number out of {figure(whole[0])} is that share"
        for part in parts:
            least, most = (part[0] / whole[1] if whole[1] else Fraction(0)), (part[1] / whole[0] if whole[0] else Fraction(1))
            if most < low or least > high:
                found = f"{float(least):.1%} to {float(most):.1%}"
                yield f"{row.claim}: {written}: the counts given beside it make {found}, with their rounding"


def _some(low: Fraction, high: Fraction, whole: Fraction) -> bool:
    """Whether some whole number is a share of `whole` between low and high."""
    return whole > LARGEST_WHOLE or ceil(low * whole) <= floor(high * whole)
