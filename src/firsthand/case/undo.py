"""Undo: the ledger only grows, so taking a decision back is a new decision that restores what stood before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.case.open import Case
from firsthand.case.state import REOPEN, Decision, State
from firsthand.errors import Trouble
from firsthand.model.entries import Entry, Stored
from firsthand.model.plain import Plain


def undo(case: Case, state: State, ids: Sequence[str]) -> tuple[str, ...]:
    """Take back these entries (their ids, as one act wrote them); returns the subjects. Raises Trouble("decided-since") when somebody decided after them."""
    entries = list[Entry]()
    done = {d.id: d for ds in state.decisions.values() for d in ds} | {d.id: d for d in state.added.values()}
    for one in ids:
        decision = done.get(one)
        if decision is None:
            raise Trouble("no-such-thing", name=one, what="entries")
        entries.append(_restoring(case, state, decision))
    case.append(entries)
    return tuple(str(e.plain["subject"]) for e in entries)


def _restoring(case: Case, state: State, d: Decision) -> Entry:
    heads: list[Plain] = [h.id for h in state.heads(d.subject)]
    if state.added.get(d.subject) is d:
        if heads:
            raise Trouble("decided-since", name=d.subject)
        return _entry(case, d, "withdraw", [], d.value)
    if [(h.answer, h.value) for h in state.heads(d.subject)] != [
        (d.answer, d.value)
    ]:  # what stands is what it decided, be it by itself or restored
        raise Trouble("decided-since", name=d.subject)
    before = [x for x in state.decisions[d.subject] if x.id in d.sees]
    if before:
        return _entry(case, d, before[-1].answer, heads, before[-1].value)
    if d.subject in state.added:
        return _entry(case, d, "accept", heads, state.added[d.subject].value)
    return _entry(case, d, REOPEN, heads, d.value)


def _entry(case: Case, d: Decision, answer: str, sees: list[Plain], value: dict[str, Plain]) -> Entry:
    return case.entry("decided", {"subject": d.subject, "of": d.of, "answer": answer, "sees": sees}, {"value": value})


def undo_screening(case: Case, source: str, before: str) -> str:
    """Put the screening of a source back to what it was before: include, exclude, or "" for not screened."""
    case.append([case.entry("screened", {"source": source, "answer": before or REOPEN})])
    return source


def acts_in(stored: Iterable[Stored]) -> tuple[str, ...]:
    """The ids of the entries among these that undo can take back."""
    return tuple(s.id for s in stored if s.entry.kind in ("decided", "added") and s.entry.plain.get("of") != "reason")
