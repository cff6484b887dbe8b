"""Origins put together as coarsely as may be: two that may be one count as one, so that "one origin is wrong" takes along all that may lean on it."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.estimate.rows import CENSUS, UNSAID_ORIGIN, Row


class Classes:
    """The coarsest partition of the origins of some rows; a class is called by its names, in order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._up: dict[str, str] = {}
        for row in rows:
            first, *rest = row.origins or (UNSAID_ORIGIN,)
            for other in (first, *rest):
                self._join(first, other)
        members: dict[str, list[str]] = {}
        for name in self._up:
            members.setdefault(self._top(name), []).append(name)
        self._called = {top: "; ".join(sorted(names)) for top, names in members.items()}

    @property
    def census(self) -> str:
        """The class of the census."""
        return CENSUS

    def of(self, row: Row) -> str:
        """The class that a row belongs to."""
        return self._called[self._top(row.origins[0] if row.origins else UNSAID_ORIGIN)]

    def _top(self, name: str) -> str:
        while self._up[name] != name:
            name = self._up[name] = self._up[self._up[name]]
        return name

    def _join(self, one: str, other: str) -> None:
        for name in (one, other):
            self._up.setdefault(name, name)
        a, b = self._top(one), self._top(other)
        if a != b:
            self._up[b] = a
