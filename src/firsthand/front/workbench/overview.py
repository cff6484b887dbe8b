"""The first page: what waits, ordered by what it changes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.queue import waiting
from firsthand.case.read import out_of_date
from firsthand.front.workbench.deciding import questions
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.sheet import sheet
from firsthand.front.workbench.words import hangs, name, origins, question

MOST = 6  # things of a kind that the first page lists


def overview(request: Request) -> Response:
    """What waits."""
    with request.app.state.desk.at_work() as at:
        unread = [r for r in at.desk.basis.reads if r.trouble]
        w = waiting(at.items, at.t, [r.source for r in unread])
        return sheet(
            request, "overview", "Overview", waiting=w, sources=len(at.state.sources), texts=len(at.t.readings), findings=len(at.findings),
            accepted=sum(f.state in ("accepted", "amended") for f in at.findings), out_of_date=out_of_date(at.case, at.state), settle=_settle(at), widest=_widest(at),
            unread=[{"name": name(r.source, at.t), "id": r.source, "trouble": r.trouble} for r in unread], disagreements=[_disagreed(s, at) for s in w.disagreements],
            unanswered=_unanswered(at), not_sources=[h for h in at.state.sources.values() if not h.erased and h.capture.condition in ("block", "removed")],
        )  # fmt: skip


def _unanswered(at: At) -> list[tuple[str, str]]:
    """The questions that no accepted finding answers."""
    answered = {f.question for f in at.findings if f.state in ("accepted", "amended")}
    return [(q, text) for q, text in questions(at) if q not in answered]


def _settle(at: At) -> list[dict[str, str]]:
    """The links of which an answer narrows a count most."""
    links = {x.id: x for x in at.t.lineage.links}
    findings = {f.id: f for f in at.findings}
    out = list[dict[str, str]]()
    for item in at.items:
        if item.of == "link" and item.moves > 0 and len(out) < MOST:
            f = findings[item.finding]
            out.append(
                {
                    "id": item.id,
                    "asks": question(links[item.id], at.t),
                    "hangs": hangs(item, at.counted(f)),
                    "sentence": f.sentence,
                    "finding": f.id,
                }
            )
    return out


def _widest(at: At) -> list[dict[str, str]]:
    """The findings whose count of origins is least certain."""
    counted = [(o.greatest - o.least, f, o) for f in at.findings if (o := at.counted(f)) and f.state not in ("rejected", "withdrawn")]
    wide = sorted((x for x in counted if x[0] > 0), key=lambda x: (-x[0], x[1].id))
    return [{"id": f.id, "sentence": f.sentence, "origins": origins(o), "state": f.state} for _, f, o in wide[:MOST]]


def _disagreed(subject: str, at: At) -> dict[str, str]:
    """A thing that two people decided differently."""
    findings = {f.id: f for f in at.findings}
    claim = at.t.claims.get(subject)
    words = findings[subject].sentence if subject in findings else claim.passages[0].quote if claim else subject
    return {"id": subject, "words": words, "where": f"/findings/{subject}" if subject in findings else f"/decide/{subject}"}


ROUTES = (Route("/", overview),)
