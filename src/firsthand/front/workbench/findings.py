"""Findings: the list by what waits; and one of them: who says it, the origins in words, what changed on the way, both passages beside each other,
what would settle it; its sentence, its question, merge and split. A link corrected here changes the origins at once."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.decide import Asked, decide
from firsthand.case.tied import changes_of, links_of
from firsthand.errors import Trouble
from firsthand.front.workbench.deciding import questions, seen
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.quoted import Quoted, beside, in_context
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import (
    FIRMNESS,
    PAST,
    facts_of,
    name,
    name_and_holding,
    origins,
    pair_question,
    question,
    said_by,
    words_of,
)
from firsthand.model.findings import Finding, Link, Mutation, Undecided
from firsthand.model.passages import Span
from firsthand.publish.differences import Piece, compared
from firsthand.publish.render.wording import CHANGES, range_of, shown
from firsthand.publish.way import way_of

SHOWN = {"waiting": "Waiting", "accepted": "Accepted", "rejected": "Rejected", "all": "All"}
PAGE = 100  # findings on one page
PAIRS = 12  # comparisons shown on one page


def listed(request: Request) -> Response:
    """The findings."""
    only, page = (
        request.query_params.get("show", ""),
        max(1, int(p) if (p := request.query_params.get("page", "1")).isdigit() and len(p) < 7 else 1),
    )
    with request.app.state.desk.at_work() as at:
        rows = [
            {
                "f": f,
                "origins": origins(at.counted(f)),
                "documents": len({at.t.claims[c].source for c in f.supports if c in at.t.claims}),
                "wide": _wide(f, at),
            }
            for f in at.findings
        ]
        asked = questions(at)
    counts = {k: sum(_fits(r["f"], k) for r in rows) for k in SHOWN}
    only = only if only in SHOWN else next((k for k in SHOWN if counts[k]), "all")
    chosen = sorted((r for r in rows if _fits(r["f"], only)), key=lambda r: (-r["wide"], -r["documents"]))
    return sheet(
        request, "findings", "Findings", rows=chosen[(page - 1) * PAGE : page * PAGE], counts=counts, shown=SHOWN, only=only, page=page, pages=max(1, -(-len(chosen) // PAGE)), questions=asked
    )  # fmt: skip


def one(request: Request) -> Response:
    """One finding."""
    with request.app.state.desk.at_work() as at:
        return _page(request, at, request.path_params["finding"])


@writes
def merged(request: Request, given: Form) -> Response:
    """Merge other findings into this one."""
    others = tuple(k.removeprefix("with.") for k, v in given.items() if k.startswith("with.") and v)
    return _regrouped(request, given, "merge", others, "Tick at least one other finding to take in.")


@writes
def split(request: Request, given: Form) -> Response:
    """Split passages off into a finding of their own."""
    leaving = tuple(k.removeprefix("claim.") for k, v in given.items() if k.startswith("claim.") and v)
    return _regrouped(request, given, "split", leaving, "Tick some, not all, of the passages that shall stand for themselves.")


def _regrouped(request: Request, given: Form, answer: str, others: tuple[str, ...], advice: str) -> Response:
    subject = request.path_params["finding"]
    with request.app.state.desk.at_work() as at:
        if given.get("sees", "") != seen(at, subject):
            return _page(request, at, subject, 409)
        if not others:
            raise Trouble("wrong-use", why=advice, command="decide")
        subjects = decide(at.case, subject, Asked(answer, others, because=given.get("because", "")), at.t)
        at.desk.acted(at, f"Saved: {PAST[answer]}.", subjects, f"/findings/{subject}")
    return to(request, f"/findings/{subject}")


def _page(request: Request, at: At, subject: str, status: int = 200) -> Response:
    f = next((f for f in at.findings if f.id == subject), None)
    if f is None:
        raise Trouble("no-such-thing", name=subject, what="findings")
    o, links = at.origins(f), links_of(f, at.t)
    claims = [at.t.claims[c] for c in f.supports if c in at.t.claims]
    against = [at.t.claims[c] for c in f.contradicts if c in at.t.claims]
    held = [x for x in links if x.to in at.t.by_source]
    return sheet(
        request, "finding", "Finding", status, f=f, o=o, words=words_of(o, at.t), count=range_of(o.least, o.greatest), origins=[_origin(x, at) for x in o.origins],
        settles=[_settles(u, at) for u in o.undecided], passages=[_passage(in_context(c, at.t, 220), c, f, at) for c in claims],
        against=[_passage(in_context(c, at.t, 220), c, f, at) for c in against], changes=[_change(m, at) for m in changes_of(f, links, at.t)],
        pairs=[_pair(x, at) for x in held[:PAIRS]], more_pairs=max(0, len(held) - PAIRS), outside=[_outside(x, at) for x in links if x.to not in at.t.by_source],
        others=_others(f, at), questions=questions(at), sees=seen(at, subject), meanwhile=status == 409,
        standing=[{"words": PAST.get(d.answer, d.answer), "at": d.at, "because": d.because} for d in at.state.standing(subject)], waits=[i for i in at.items if i.finding == f.id and i.id != f.id],
        behind=at.desk.is_behind(),
    )  # fmt: skip


def _wide(f: Finding, at: At) -> int:
    o = at.counted(f)
    return o.greatest - o.least if o else 0


def _fits(f: Finding, only: str) -> bool:
    groups = {"waiting": ("proposed", "disagreement"), "accepted": ("accepted", "amended"), "rejected": ("rejected", "withdrawn")}
    return only == "all" or f.state in groups[only]


def _origin(x: Any, at: At) -> dict[str, Any]:
    documents = [name(d, at.t) for d in x.documents]
    return {
        "name": name_and_holding(x.name, at.t),
        "source": x.name.partition("#")[0] if x.held else "",
        "facts": facts_of(x),
        "why": shown(x.stops_because),
        "documents": documents,
        "sure": x.sure,
    }


def _settles(u: Undecided, at: At) -> dict[str, Any]:
    link = next((x for x in at.t.lineage.links if x.id == u.link), None)
    answers = [f"{ {'is': 'if so', 'is not': 'if not'}.get(a, 'if so') }, {range_of(low, high)}" for a, low, high in u.narrows_to]
    asks = question(link, at.t) if link else pair_question(u.link, at.t)
    names = u.link if not link and "=" in u.link else ""
    return {"link": link.id if link else "", "names": names, "asks": asks, "then": "; ".join(dict.fromkeys(answers))}


def _passage(q: Quoted, claim: Any, f: Finding, at: At) -> dict[str, Any]:
    p = claim.passages[0]
    way = way_of(claim.source, Span(p.start, p.end), at.t.lineage.links, lambda node: name(node, at.t))
    return {"q": q, "claim": claim, "firmness": FIRMNESS[claim.stance], "said_by": said_by(claim.said_by), "way": [shown(w) for w in way]}


def _change(m: Mutation, at: At) -> dict[str, Any]:
    was, became = compared(m.was, m.became)
    here, there = at.t.by_source.get(m.source), at.t.by_source.get(m.to)
    return {
        "here": name(m.source, at.t), "there": name_and_holding(m.to, at.t), "what": CHANGES.get(m.type, m.type.replace("_", " ")), "was": was or [Piece(True, "—")],
        "became": became or [Piece(True, "—")], "language": here.language if here else "und", "language_was": there.language if there else "und",
    }  # fmt: skip


def _pair(x: Link, at: At) -> dict[str, Any]:
    sure = x.p if x.relation == "sibling" else x.p * x.p_direction
    said = "decided by you" if x.state in ("accepted", "reversed") else "certain by its words" if x.settled else f"likely to {sure:.0%}"
    return {"link": x, "asks": question(x, at.t), "sides": beside(x, at.t), "sure": said, "sees": seen(at, x.id), "open": not x.settled}


def _outside(x: Link, at: At) -> dict[str, Any]:
    return {"link": x, "here": name(x.source, at.t), "there": name(x.to, at.t), "start": x.span.start}


def _others(f: Finding, at: At) -> list[dict[str, Any]]:
    """Findings that might be taken in: those that share documents first."""
    mine = {at.t.claims[c].source for c in f.supports if c in at.t.claims}
    out = []
    for g in at.findings:
        if g.id != f.id and g.state not in ("rejected", "withdrawn"):
            shared = len(mine & {at.t.claims[c].source for c in g.supports if c in at.t.claims})
            out.append((shared, g))
    return [{"id": g.id, "sentence": g.sentence, "shared": n} for n, g in sorted(out, key=lambda x: -x[0])[:40]]


ROUTES = (
    Route("/findings", listed),
    Route("/findings/{finding}", one),
    Route("/findings/{finding}/merge", merged, methods=["POST"]),
    Route("/findings/{finding}/split", split, methods=["POST"]),
)
