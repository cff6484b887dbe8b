"""Finding the thing that a person named: a source, claim, finding or link by its list id, its own id or an unambiguous prefix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from firsthand.case.state import Held, State
from firsthand.errors import Trouble
from firsthand.model.passages import Reading

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


def source_meant(state: State, readings: Iterable[Reading], name: str) -> Held:
    """The source that a person's sheet means: by its id as in source_named, else by its address, its archive's address or its title."""
    try:
        return source_named(state, name)
    except Trouble as trouble:
        of = {r.source: (r.url, r.title) for r in readings}
        known = (
            (h, (*of.get(h.id, ()), *(h.details.get(k, "") for k in ("url", "archive_url", "title", "file"))))
            for h in state.sources.values()
        )
        found = [h for h, names in known if _bare(name) in {_bare(n) for n in names if n}]
        if len(found) == 1:
            return found[0]
        raise _trouble(name, [h.name for h in found], "no-such-source") if found else trouble from None


def _bare(name: str) -> str:
    """An address without its scheme and last slash, a title with one blank between words."""
    return " ".join(name.split()).removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").casefold()


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


def question_named(state: State, name: str) -> str:
    """The id of the question whose id is, or alone begins with, this name."""
    return thing_named({s: s for s, d in state.added.items() if d.of == "question" and not state.standing(s)}, name, "questions")
