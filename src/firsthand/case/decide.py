"""Decide: accept, amend, reject, withdraw, merge, split, reverse, sibling; each an entry that carries the whole value as decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar, get_args, get_type_hints

from firsthand.case.claim import merged_into
from firsthand.case.named import question_named, thing_named
from firsthand.case.open import Case
from firsthand.case.same import say_same
from firsthand.case.state import State
from firsthand.case.trace import Traced, findings_in, traced
from firsthand.errors import Trouble
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.entries import Entry
from firsthand.model.findings import Finding, Link
from firsthand.model.passages import Span
from firsthand.model.plain import Plain, plain

T = TypeVar("T", Claim, Finding, Link)


@dataclass(frozen=True)
class Asked:
    """What a person asks for: the answer, other ids, fields to set, why."""

    answer: str
    others: tuple[str, ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    because: str = ""


ANSWERS: dict[str, tuple[str, ...]] = {
    "claim": ("accept", "amend", "reject", "withdraw", "reopen"),
    "finding": ("accept", "amend", "reject", "withdraw", "merge", "split", "reopen"),
    "link": ("accept", "amend", "reject", "withdraw", "reverse", "sibling", "reopen"),
}
ANY = ("*",)  # every field that the thing has
SETS: dict[tuple[str, str], tuple[str, ...]] = {  # which fields an answer may set along the way; the others set none
    **{(of, "amend"): ANY for of in ANSWERS}, ("finding", "merge"): ANY, ("finding", "split"): ANY, ("finding", "accept"): ("question",),
}  # fmt: skip


def decide(case: Case, name: str, asked: Asked, t: Traced | None = None) -> tuple[str, ...]:
    """Record what a person decided; returns the ids of what was decided (a split decides two findings). A traced case at hand may be handed in."""
    t = t or traced(case)
    if "=" in name:
        return (say_same(case, t.state, name, asked.answer, asked.because),)
    of, thing = _thing(case, t, name)
    if asked.answer not in ANSWERS[of]:
        raise Trouble("wrong-value", field=f"the answer for a {of}", value=asked.answer, allowed=", ".join(ANSWERS[of]))
    asked = replace(asked, sets=_settable(of, asked, t.state))
    entries = _DECIDES[of](case, t, thing, asked)
    case.append([e for entry in entries for e in (entry, *reason(case, entry, asked.because))])
    return tuple(str(e.plain["subject"]) for e in entries)


def _settable(of: str, asked: Asked, state: State) -> tuple[tuple[str, str], ...]:
    """The fields to set, a question by its whole id; raises Trouble where this answer sets nothing of the kind."""
    may = SETS.get((of, asked.answer), ())
    if asked.sets and may is not ANY and (wrong := [name for name, _ in asked.sets if name not in may]):
        can = f"only {' and '.join(may)}" if may else "no field"
        raise Trouble(
            "wrong-use", why=f"To {asked.answer} a {of} sets {can}, not {wrong[0]}. To change what it says: amend.", command="decide"
        )
    return tuple(
        (name, question_named(state, value) if of == "finding" and name == "question" and value else value) for name, value in asked.sets
    )


def reason(case: Case, entry: Entry, because: str) -> list[Entry]:
    """Why a person decided so, sealed apart from the decision: a published decision opens to what was decided, never to the reason."""
    if not because or entry.kind != "decided":
        return []
    return [case.entry("added", {"subject": entry.plain["subject"], "of": "reason"}, {"value": {"text": because}})]


def _thing(case: Case, t: Traced, name: str) -> tuple[str, Claim | Finding | Link]:
    links = {x.id: x for x in t.lineage.links}
    findings = {f.id: f for f in findings_in(case, t)} if name[:1] == "f" else {}
    everything: dict[str, Claim | Finding | Link] = {**t.claims, **links, **findings}
    thing = thing_named(everything, name, "findings")
    return {Claim: "claim", Finding: "finding", Link: "link"}[type(thing)], thing


def decided(case: Case, state: State, subject: str, of: str, asked: Asked, value: Plain) -> Entry:
    """The entry of a decision: it names the decisions that the person saw, and carries the whole value sealed; see also reason()."""
    sees: list[Plain] = [d.id for d in state.heads(subject)]
    head: dict[str, object] = {"subject": subject, "of": of, "answer": asked.answer, "sees": sees}
    return case.entry("decided", head, {"value": value})


def _claim(case: Case, t: Traced, thing: Claim, asked: Asked) -> list[Entry]:
    claim = with_sets(thing, asked.sets) if asked.answer == "amend" else thing
    return [decided(case, t.state, thing.id, "claim", asked, plain(claim))]


def _link(case: Case, t: Traced, thing: Link, asked: Asked) -> list[Entry]:
    link = thing
    if asked.answer == "reverse":
        there = t.by_source.get(thing.to)
        if there is None:
            raise Trouble("wrong-use", why="Only a link between two held sources can be reversed.", command="decide")
        span = thing.to_span or Span(0, len(there.text))
        link = replace(thing, source=thing.to, to=thing.source, span=span, to_span=thing.span, relation="direct")
    elif asked.answer == "sibling":
        link = replace(thing, relation="sibling")
    elif asked.answer == "amend":
        link = with_sets(thing, asked.sets)
    gone = asked.answer in ("reject", "withdraw")
    link = replace(link, p=0.0 if gone else 1.0, p_direction=1.0)
    return [decided(case, t.state, thing.id, "link", asked, plain(link))]


def _finding(case: Case, t: Traced, thing: Finding, asked: Asked) -> list[Entry]:
    if asked.answer == "merge":
        return _merge(case, t, thing, asked)
    if asked.answer == "split":
        return _split(case, t, thing, asked)
    finding = with_sets(thing, asked.sets)
    return [decided(case, t.state, thing.id, "finding", asked, {**whole(finding, t), **_carried(thing, t)})]


def _carried(thing: Finding, t: Traced) -> dict[str, Plain]:
    """The findings that a finding took in before: a later decision carries them on."""
    merged: list[Plain] = [m for d in t.state.standing(thing.id) for m in merged_into(d.value)]
    return {"merged": merged} if merged else {}


def _merge(case: Case, t: Traced, thing: Finding, asked: Asked) -> list[Entry]:
    if not asked.others:
        raise Trouble("wrong-use", why="A merge needs the other findings: --with ID.", command="decide")
    known = {f.id: f for f in findings_in(case, t)}
    others = [thing_named(known, o, "findings") for o in asked.others]
    supports = tuple(dict.fromkeys(c for f in (thing, *others) for c in f.supports))
    contradicts = tuple(dict.fromkeys(c for f in (thing, *others) for c in f.contradicts))
    finding = with_sets(replace(thing, supports=supports, contradicts=contradicts), asked.sets)
    merged: list[Plain] = [*merged_into(_carried(thing, t)), *(f.id for f in others if f.id != thing.id)]
    entries = [decided(case, t.state, thing.id, "finding", asked, {**whole(finding, t), "merged": merged})]
    away = Asked("withdraw", because=f"merged into {thing.id}")
    return entries + [
        decided(case, t.state, f.id, "finding", away, whole(f, t)) for f in others if f.id in t.state.decisions or f.id in t.state.added
    ]


def _split(case: Case, t: Traced, thing: Finding, asked: Asked) -> list[Entry]:
    leaving = [thing_named({c: c for c in thing.supports}, o, "claims") for o in asked.others]
    if not leaving or len(leaving) >= len(thing.supports):
        raise Trouble("wrong-use", why="A split needs some, not all, of the finding's claims: --with CLAIM.", command="decide")
    stays = with_sets(replace(thing, supports=tuple(c for c in thing.supports if c not in leaving)), asked.sets)
    first = t.claims[leaving[0]]
    new = Finding(case.new_id("finding"), first.statement or first.passages[0].quote, tuple(leaving), (), thing.question)
    return [
        decided(case, t.state, thing.id, "finding", asked, {**whole(stays, t), **_carried(thing, t)}),
        case.entry("added", {"subject": new.id, "of": "finding"}, {"value": whole(new, t)}),
    ]


_DECIDES: dict[str, Callable[..., list[Entry]]] = {"claim": _claim, "finding": _finding, "link": _link}


def whole(finding: Finding, t: Traced) -> dict[str, Plain]:
    """A finding with the whole of its claims, so that the decision outlives the proposals."""
    value = plain(finding)
    assert isinstance(value, dict)
    return {**value, "claims": [plain(t.claims[c]) for c in (*finding.supports, *finding.contradicts) if c in t.claims]}


def with_sets(thing: T, sets: Sequence[tuple[str, str]]) -> T:
    """A claim, finding or link with fields set from text: stance=alleged, amount.floor=120, said_by=A; B."""
    for name, text in sets:
        thing = _with(thing, name, text)  # type: ignore[assignment]
    return thing


def _with(thing: object, name: str, text: str) -> object:
    head, _, rest = name.partition(".")
    known = [f.name for f in fields(thing)]  # type: ignore[arg-type]
    if head not in known or head in ("id", "source", "passages", "state"):
        raise Trouble(
            "wrong-value",
            field="a field",
            value=head,
            allowed=", ".join(k for k in known if k not in ("id", "source", "passages", "state")),
        )
    if rest:
        inner = getattr(thing, head) or Amount(None, None, "none")
        return replace(thing, **{head: _with(inner, rest, text)})  # type: ignore[type-var]
    return replace(thing, **{head: _from_text(thing, head, text)})  # type: ignore[type-var]


def _from_text(thing: object, name: str, text: str) -> object:
    hint = get_type_hints(type(thing))[name]
    choices = [a for a in get_args(hint) if isinstance(a, str)]
    if choices and text not in choices:
        raise Trouble("wrong-value", field=name, value=text, allowed=", ".join(choices))
    if Decimal in get_args(hint):
        try:
            return Decimal(text.replace(",", "")) if text else None
        except InvalidOperation:
            raise Trouble("wrong-value", field=name, value=text, allowed="a number, or nothing") from None
    if "tuple" in str(hint):
        return tuple(x.strip() for x in text.split(";") if x.strip())
    if hint is str or choices:
        return text
    raise Trouble("wrong-value", field=name, value=text, allowed="set one of its fields, such as amount.floor")
