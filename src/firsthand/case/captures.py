"""Captures of one source held against each other: what a page lost, what came to it, since when. Made by code and kept in `made/`; nothing of it is an entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from firsthand.case.belonging import moment_of
from firsthand.case.made import key_of, made
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import PASSING, WORK, Read, task_of
from firsthand.case.stamps import clock_of
from firsthand.case.state import Held, State
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Passage, Reading, passage_at
from firsthand.model.plain import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

READ_IN = ("complete", "images_missing")  # conditions of captures that are read


@dataclass(frozen=True)
class Change:
    """Two captures of a source that follow each other: ids, moments (UTC seconds), whether their bytes are the same, passages that came (of the later) and
    that went (of the earlier), facts (name, was, became), and why they could not be compared ("" when they could)."""

    source: str
    name: str
    earlier: str
    later: str
    since: int | None
    at: int | None
    same_bytes: bool
    added: tuple[Passage, ...] = ()
    lost: tuple[Passage, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    trouble: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything differs that a reader would see."""
        return bool(self.added or self.lost or self.facts)


def compared(case: Case, source: Held, progress: Progress = silent) -> tuple[Change, ...]:
    """The changes from each capture of a source that can be read to the next, in the order of the moments they show."""
    return tuple(changes_of(case, [source], progress))


def changes_of(case: Case, sources: Iterable[Held], progress: Progress = silent) -> Iterator[Change]:
    """The changes of several sources; those with one capture have none."""
    several = [h for h in sources if sum(k.condition in READ_IN for k in h.captures) > 1 and not h.erased]
    with ExitStack() as leaving:
        crew = cache(lambda: leaving.enter_context(Crew(WORK, limits=Limits())))
        for number, held in enumerate(several):
            progress("comparing", number, len(several))
            yield from _changes(case, held, crew)


def _changes(case: Case, held: Held, crew: Callable[[], Crew]) -> Iterator[Change]:
    order = sorted((i for i, k in enumerate(held.captures) if k.condition in READ_IN), key=lambda i: (moment_of(held, i) or 0, i))
    by_payload: dict[str, Read] = {}
    if len({held.captures[i].part.payload for i in order}) > 1:
        key = key_of("captures", held.id, held.name, sorted(held.details.items()), [[k.id, k.part, k.read_as] for k in held.captures])
        block = made(case.folder, "captures", key, Read, partial(_read, case, held, order, crew), lambda r: r.code not in PASSING)
        by_payload = {held.captures[i].part.payload: r for i, r in zip(_firsts(held, order), block, strict=True)}
    for before, after in zip(order, order[1:], strict=False):
        yield _change(held, before, after, by_payload)


def _firsts(held: Held, order: Sequence[int]) -> list[int]:
    """Of captures with the same payload the first."""
    return list({held.captures[i].part.payload: i for i in reversed(order)}.values())


def _read(case: Case, held: Held, order: Sequence[int], crew: Callable[[], Crew]) -> Iterator[Read]:
    for _, answer in crew().each(task_of(case, held, held.captures[i]) for i in _firsts(held, order)):
        if isinstance(answer, Trouble):
            yield Read(held.id, None, answer.code, tuple((k, str(v)) for k, v in {**answer.values, "path": held.name}.items()))
        else:
            yield Read(held.id, value_of(Reading, json.loads(answer)))


def _change(held: Held, before: int, after: int, read: dict[str, Read]) -> Change:
    from firsthand.read.differences import differences

    one, two = held.captures[before], held.captures[after]
    bare = Change(held.id, held.name, one.id, two.id, moment_of(held, before), moment_of(held, after), one.part.payload == two.part.payload)
    if bare.same_bytes:
        return bare
    earlier, later = read[one.part.payload], read[two.part.payload]
    trouble = earlier.trouble or later.trouble
    if not earlier.reading or not later.reading:
        return Change(*_head(bare), trouble=trouble.text if trouble else "it was not read")
    found = differences(earlier.reading, later.reading)
    added = tuple(passage_at(later.reading, s.start, s.end) for s in found.added)
    lost = tuple(passage_at(earlier.reading, s.start, s.end) for s in found.lost)
    return Change(*_head(bare), added, lost, found.facts)


def _head(c: Change) -> tuple[str, str, str, str, int | None, int | None, bool]:
    return (c.source, c.name, c.earlier, c.later, c.since, c.at, c.same_bytes)


def capture_rows(case: Case, state: State, only: str) -> Iterator[dict[str, object]]:
    """A row a capture, in the order in which the case got them; where it follows another one, what differs from that."""
    held = [h for h in state.sources.values() if not only or h.id == only]
    after = {c.later: c for c in changes_of(case, held)}
    for h in held:
        for index, k in enumerate(h.captures):
            yield {
                "source": h.name, "id": k.id, "at": moment_of(h, index), "captured": k.captured, "kept": k.kept, "how": k.how, "url": k.details.get("url", ""),
                "final_url": k.details.get("final_url", ""), "media_type": k.media, "capture": k.condition, "why": k.details.get("why", ""), "digest": k.part.payload,
                "object": k.part.object, "clock": clock_of(state.stamps, k.log, k.index),
                "package_signature": k.details.get("package_signature", ""), "read": h.readable and k is h.capture, **(change_row(after[k.id]) if k.id in after else NOTHING_BEFORE),
            }  # fmt: skip


NOTHING_BEFORE: dict[str, object] = {"follows": None, "since": None, "changed": None, "same_bytes": None, "added": [], "lost": [], "facts": {}, "trouble": ""}  # fmt: skip


def change_row(c: Change) -> dict[str, object]:
    """What differs from the capture before, as fields."""
    return {
        "follows": c.earlier, "since": c.since, "changed": None if c.trouble else c.changed, "same_bytes": c.same_bytes, "added": _places(c.added), "lost": _places(c.lost),
        "facts": {name: {"was": was, "became": became} for name, was, became in c.facts}, "trouble": c.trouble,
    }  # fmt: skip


def _places(passages: Iterable[Passage]) -> list[dict[str, object]]:
    return [{"start": p.start, "end": p.end, "quote": p.quote} for p in passages]
