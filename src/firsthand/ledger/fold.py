"""Decisions folded into the state of what they are about: what stands, and where people disagree.

A decision stands until another one about the same subject that saw it. The fold is a union of sets, so that the order in which decisions arrive, and
how often, makes no difference, and more can be added at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from firsthand.model.entries import Erased, Locked, Stored
from firsthand.model.plain import Plain


@dataclass(frozen=True)
class Decision:
    """What a person decided: the entry's id, about what (and which kind of thing), the answer, the decisions it saw, when, and the sealed value."""

    id: str
    subject: str
    of: str
    answer: str
    sees: tuple[str, ...]
    at: int
    value: dict[str, Plain] | Erased | Locked | None = None


@dataclass(frozen=True)
class Standing:
    """The decisions about one subject that nobody has superseded, the oldest first; never empty."""

    heads: tuple[Decision, ...]

    @property
    def disagreement(self) -> bool:
        """Whether two that stand say different things. Two people who say the same, without having seen each other, agree."""
        return any((d.answer, d.value) != (self.heads[0].answer, self.heads[0].value) for d in self.heads[1:])


@dataclass(frozen=True)
class Folded:
    """Every decision by its id, the ids by subject, and who was seen by whom; grow it by folded()."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    subjects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seen: frozenset[tuple[str, str]] = frozenset()  # (subject, decision that another one about the subject saw)


def folded(before: Folded, decisions: Iterable[Decision]) -> Folded:
    """The fold with these decisions in it; `before` stays as it was."""
    known, subjects, seen = dict(before.decisions), dict(before.subjects), set(before.seen)
    for decision in decisions:
        known[decision.id] = decision
        subjects[decision.subject] = subjects.get(decision.subject, frozenset()) | {decision.id}
        seen |= {(decision.subject, one) for one in decision.sees if one != decision.id}
    return Folded(known, subjects, frozenset(seen))


def standing(state: Folded, subject: str) -> Standing | None:
    """What stands about a subject, None where nobody has decided."""
    ids = [i for i in state.subjects.get(subject, ()) if (subject, i) not in state.seen]
    heads = sorted((state.decisions[i] for i in ids), key=lambda d: (d.at, d.id))
    return Standing(tuple(heads)) if heads else None


def decisions_in(stored: Iterable[Stored]) -> tuple[Decision, ...]:
    """The decisions among entries (kinds `decided` and `screened`); screening answers for its source."""
    return tuple(d for one in stored if (d := _decision(one)) is not None)


def _decision(one: Stored) -> Decision | None:
    plain, at = one.entry.plain, one.entry.at
    if one.entry.kind == "screened":
        return Decision(one.id, str(plain.get("source")), "source", str(plain.get("answer")), _sees(plain.get("sees")), at, one.opened)
    if one.entry.kind == "decided":
        return Decision(
            one.id, str(plain.get("subject")), str(plain.get("of")), str(plain.get("answer")), _sees(plain.get("sees")), at, one.opened
        )
    return None


def _sees(value: Plain) -> tuple[str, ...]:
    return tuple(str(x) for x in value) if isinstance(value, list) else ()
