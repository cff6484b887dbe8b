"""Places that may be the same ground under the boundaries of different years: two of them are never added up as if they lay apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from firsthand.estimate.rows import Row, above

_YEAR = re.compile(r"\s*(?:@\s*(\d{4})\S*|[(（]\s*(\d{4})\D*[)）])\s*$")  # "Orvale@2010", "Orvale (2010)"


def apart_or_why(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Each row with "" where it can be used, or why it cannot beside those before it: its place is one of theirs under another year's boundaries."""
    met: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))  # place without years -> as written -> rows
    for row in rows:
        paths = [p for p in above(row.place) if p]
        why = next((_why(path, other) for path in paths for other in _others(met[_bare(path)], path, row)), "")
        if not why:
            for path in paths:
                met[_bare(path)][path].append(row)
        yield row, why


def _others(spelled: dict[str, list[Row]], path: str, row: Row) -> Iterator[tuple[str, Row]]:
    return ((other, r) for other, rows in spelled.items() if other != path for r in rows if _meet(r, row))


def _why(path: str, other: tuple[str, Row]) -> str:
    return (
        f"its place {path} may overlap {other[0]} of {other[1].claim}: one name with the boundaries of different years, and both speak of one time; "
        "write one path for both, or give each years of its own"
    )


def _bare(path: str) -> str:
    """A path without years, as far as names go."""
    return "/".join(_YEAR.sub("", name) for name in path.split("/"))


def _meet(one: Row, two: Row) -> bool:
    """Whether two rows may speak of one time."""
    return (one.begins or date.min) < (two.ends or date.max) and (two.begins or date.min) < (one.ends or date.max)
