"""Retention: how long a case keeps things, and what is due. Nothing is erased by software itself: a person is told, and erases by name.

[retention]             in case.toml
days = 1825             a source is due so many days after it was first kept
sealed_days = 365       the same for sources kept sealed (without: as `days`)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from firsthand.case.open import Case
from firsthand.case.state import Held, State
from firsthand.errors import Trouble

DAY = 86_400


@dataclass(frozen=True)
class Due:
    """A source that is kept longer than the case wants: its list id, its own id, since when it is kept, since when it is due (UTC seconds)."""

    name: str
    id: str
    kept: int
    due: int


def due_in(case: Case, state: State) -> tuple[Due, ...]:
    """What is due now, the longest first; nothing where case.toml says nothing. Raises Trouble("wrong-value")."""
    days = days_of(case)
    if not days:
        return ()
    rows = [(h, min(k.kept for k in h.captures)) for h in state.sources.values() if not h.erased]
    found = [Due(h.name, h.id, kept, kept + _days(h, days) * DAY) for h, kept in rows if _days(h, days)]
    return tuple(sorted((d for d in found if d.due <= case.clock()), key=lambda d: (d.due, d.id)))


def days_of(case: Case) -> dict[str, int]:
    """What case.toml says: days, sealed_days; raises Trouble("wrong-value")."""
    given = tomllib.loads((case.folder / "case.toml").read_text("utf-8")).get("retention", {})
    if not isinstance(given, dict) or not all(k in ("days", "sealed_days") and type(v) is int and v > 0 for k, v in given.items()):
        raise Trouble(
            "wrong-value", field="[retention] in case.toml", value=repr(given), allowed="days and sealed_days, whole numbers above 0"
        )
    return dict(given)


def _days(h: Held, days: dict[str, int]) -> int:
    sealed = any(k.sealed for k in h.captures)
    return days.get("sealed_days", days.get("days", 0)) if sealed else days.get("days", 0)
