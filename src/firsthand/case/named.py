"""Finding the thing that a person named: a source, claim, finding or link by its list id, its own id or an unambiguous prefix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from firsthand.case.state import Held, State
from firsthand.errors import Trouble

T = TypeVar("T")


def source_named(state: State, name: str) -> Held:
    """The source with this list id, else the only one whose id or digest begins so."""
    exact = [h for h in state.sources.values() if name in (h.name, h.id)]
    if exact:
        return exact[0]
    starts = [
        h
        for h in state.sources.values()
        if name and (h.id.startswith(name) or h.name.startswith(name) or h.capture.part.object.startswith(name))
    ]
    if len(starts) != 1:
        raise _trouble(name, [h.name for h in starts], "no-such-source")
    return starts[0]


def thing_named(things: Mapping[str, T], name: str, what: str) -> T:
    """The thing whose id is, or alone begins with, this name."""
    if name in things:
        return things[name]
    starts = [k for k in things if name and k.startswith(name)]
    if len(starts) != 1:
        raise _trouble(name, starts, "no-such-thing", what)
    return things[starts[0]]


def _trouble(name: str, found: Iterable[str], code: str, what: str = "") -> Trouble:
    some = sorted(found)
    if some:
        return Trouble("ambiguous", name=name, count=len(some), some=", ".join(some[:4]) + (" ..." if len(some) > 4 else ""))
    return Trouble(code, name=name, what=what)
