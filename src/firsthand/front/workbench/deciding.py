"""Deciding: one thing at a time, its words in context, what hangs on it; the next one at once. Nothing is traced or counted while a person waits."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.decide import ANSWERS, Asked, decide
from firsthand.case.queue import Item
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.quoted import beside, in_context
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import FIRMNESS, PAST, figure, hangs, origins, question, said_by
from firsthand.model.claims import Claim
from firsthand.model.findings import Finding, Link
from firsthand.model.plain import plain

TEXTS = ("when", "where", "actor", "act", "acted_on", "said_by", "statement")
AMOUNTS = ("floor", "ceiling", "kind", "unit", "what", "status", "measure")
STANCES = ("asserted", "reported", "alleged", "denied", "negated", "estimated", "planned", "conditional")
KINDS = ("exact", "at_least", "at_most", "range", "about", "share", "rate", "vague", "none")
STATUSES, MEASURES = ("achieved", "target", "not_done"), ("unsaid", "stock", "flow", "cumulative", "additional")
CHOICES = {"stance": STANCES, "amount.kind": KINDS, "amount.status": STATUSES, "amount.measure": MEASURES}
LABELS = {
    "amount.floor": "at least", "amount.ceiling": "at most", "amount.kind": "kind of figure", "amount.unit": "unit", "amount.what": "of what", "amount.status": "done or planned",
    "amount.measure": "stock or flow", "when": "when", "where": "where", "actor": "who", "act": "did what", "acted_on": "to whom", "said_by": "according to", "stance": "how firmly",
    "statement": "in your own words",
}  # fmt: skip


def first(request: Request) -> Response:
    """The first thing that waits, or that there is none."""
    with request.app.state.desk.at_work() as at:
        only = request.query_params.get("finding", "")
        items = [i for i in at.items if not only or i.finding == only]
        item = next((i for i in items if i.id not in at.desk.skipped), items[0] if items else None)
        if item is None:
            return sheet(request, "decide_none", "Decide", texts=len(at.t.readings), only=only)
        return _page(request, at, item.id, only)


def one(request: Request) -> Response:
    """One thing, whether it waits or is decided."""
    with request.app.state.desk.at_work() as at:
        return _page(request, at, request.path_params["thing"], request.query_params.get("finding", ""))


@writes
def decided(request: Request, given: Form) -> Response:
    """Write a decision and go on; when somebody decided meanwhile, say so and write nothing."""
    subject, answer, only = request.path_params["thing"], given.get("answer", ""), given.get("only", "")
    onward = given.get("onward") or (f"/decide?finding={only}" if only else "/decide")
    with request.app.state.desk.at_work() as at:
        if answer == "skip":
            at.desk.skipped.append(subject)
            return to(request, onward)
        if given.get("sees", "") != seen(at, subject):
            return _page(request, at, subject, only, 409)
        thing = found(at, subject)
        sets = changed(thing, given)
        answer = "amend" if sets and answer == "accept" else answer
        if answer not in ANSWERS[kind_of(thing)]:
            raise Trouble("wrong-value", field="the answer", value=answer or "nothing", allowed=", ".join(ANSWERS[kind_of(thing)]))
        subjects = decide(at.case, subject, Asked(answer, (), sets if answer == "amend" else (), given.get("because", "")), at.t)
        at.desk.acted(at, f"Saved: {PAST[answer]}.", subjects, given.get("onward") or f"/decide/{subject}")
    return to(request, onward)


def found(at: At, subject: str) -> Claim | Link | Finding:
    """The thing that has this id."""
    links = {x.id: x for x in at.t.lineage.links}
    findings = {f.id: f for f in at.findings}
    thing = at.t.claims.get(subject) or links.get(subject) or findings.get(subject) or _gone(at, subject)
    if thing is None:
        raise Trouble("no-such-thing", name=subject, what="claims")
    return thing


def _gone(at: At, subject: str) -> Claim | None:
    """A claim that was rejected stands only in its decision and in what code proposed."""
    standing = at.state.standing(subject)
    for said in at.desk.basis.proposals.values():
        for c in said.claims:
            if c.id == subject:
                from dataclasses import replace

                return replace(c, state="withdrawn" if standing and standing[-1].answer == "withdraw" else "rejected")
    return None


def kind_of(thing: Claim | Link | Finding) -> str:
    """claim, link or finding."""
    return {Claim: "claim", Link: "link", Finding: "finding"}[type(thing)]


def seen(at: At, subject: str) -> str:
    """The decisions on a subject that a page shows: what it was decided from."""
    return ",".join(d.id for d in at.state.heads(subject))


def changed(thing: Claim | Link | Finding, given: Form) -> tuple[tuple[str, str], ...]:
    """The fields that a person changed."""
    was = shown_fields(thing)
    return tuple((n, given[f"field.{n}"].strip()) for n in was if f"field.{n}" in given and given[f"field.{n}"].strip() != was[n])


def shown_fields(thing: Claim | Link | Finding) -> dict[str, str]:
    """The fields of a thing that a person may change, as text."""
    if isinstance(thing, Finding):
        return {"sentence": thing.sentence, "question": thing.question, "level": thing.level}
    if isinstance(thing, Link):
        return {"kind": thing.kind}
    amount = {f"amount.{n}": _text(getattr(thing.amount, n, None)) for n in AMOUNTS} if thing.amount else {}
    return {**amount, "stance": thing.stance, **{n: _text(getattr(thing, n)) for n in TEXTS}}


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(v) for v in value)
    raw = plain(value)
    return "" if raw is None else str(raw)


def _page(request: Request, at: At, subject: str, only: str, status: int = 200) -> Response:
    thing = found(at, subject)
    place = next((n for n, i in enumerate(at.items, 1) if i.id == subject), 0)
    item = at.items[place - 1] if place else _item_of(at, thing)
    finding = next((f for f in at.findings if f.id == item.finding), None)
    standing = at.state.standing(subject)
    values: dict[str, Any] = {
        "item": item, "of": item.of, "thing": thing, "place": place, "waiting": len(at.items), "only": only, "sees": seen(at, subject), "meanwhile": status == 409,
        "finding": finding, "hangs": hangs(item, at.counted(finding) if finding else None), "standing": [{"words": PAST.get(d.answer, d.answer), "at": d.at, "because": d.because} for d in standing],
        "passed": len([i for i in at.items if i.id in at.desk.skipped]),
    }  # fmt: skip
    return sheet(request, f"decide_{item.of}", "Decide", status, **values, **_values(thing, at))


def _item_of(at: At, thing: Claim | Link | Finding) -> Item:
    """A thing that does not wait, as an item."""
    bears = next(
        (f.id for f in at.findings if thing.id == f.id or (isinstance(thing, Claim) and thing.id in (*f.supports, *f.contradicts))), ""
    )
    return Item(kind_of(thing), thing.id, bears)  # type: ignore[arg-type]


def _values(thing: Claim | Link | Finding, at: At) -> dict[str, Any]:
    if isinstance(thing, Claim):
        return {"quoted": in_context(thing, at.t), "chips": _chips(thing), "said_by": said_by(thing.said_by)}
    if isinstance(thing, Link):
        changes = [m for m in at.t.mutations if m.link == thing.id or (m.source, m.to) == (thing.source, thing.to)]
        return {
            "asks": question(thing, at.t), "sides": beside(thing, at.t), "changes": changes,
            "sure": thing.p if thing.relation == "sibling" else thing.p * thing.p_direction,
        }  # fmt: skip
    o = at.counted(thing)
    claims = [at.t.claims[c] for c in thing.supports if c in at.t.claims]
    return {"quotes": [in_context(c, at.t, 160) for c in claims], "origins": o, "origin_words": origins(o), "questions": questions(at)}


def questions(at: At) -> list[tuple[str, str]]:
    """The questions of the case: id and text."""
    return [(s, str(d.value.get("text", ""))) for s, d in at.state.added.items() if d.of == "question" and not at.state.standing(s)]


def _chips(claim: Claim) -> list[dict[str, Any]]:
    """What a claim says as chips: what each is called, what it says, and the fields behind it."""
    fields = [{"name": n, "label": LABELS[n], "value": v, "choices": CHOICES.get(n, ())} for n, v in shown_fields(claim).items()]
    amount = [f for f in fields if str(f["name"]).startswith("amount.")]
    one = [{"label": "figure", "words": figure(claim.amount), "fields": amount}] if amount else []
    return one + [{"label": f["label"], "words": _words_of(f), "fields": [f]} for f in fields if f not in amount]


def _words_of(field: dict[str, Any]) -> str:
    value = str(field["value"])
    return str(FIRMNESS.get(value, value)) if field["name"] == "stance" else value  # type: ignore[call-overload]


ROUTES = (Route("/decide", first), Route("/decide/{thing}", one), Route("/decide/{thing}", decided, methods=["POST"]))
