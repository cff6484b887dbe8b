"""The lineage picture: who had it from whom, each line a way to both passages, each dot to its document; one finding in view, the rest recedes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.tied import links_of
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.sheet import sheet
from firsthand.front.workbench.words import name, name_and_holding
from firsthand.model.findings import Lineage, Link
from firsthand.publish.render.wording import how, sureness


def pictured(request: Request) -> Response:
    """The picture, whole or of one finding."""
    chosen, alone = request.query_params.get("finding", ""), request.query_params.get("alone", "")
    with request.app.state.desk.at_work() as at:
        finding = next((f for f in at.findings if f.id == chosen), None)
        links = links_of(finding, at.t) if finding else ()
        lineage, readings = at.t.lineage, at.t.readings
        if finding and alone:
            here = {e for x in links for e in (x.source, x.to)} | {at.t.claims[c].source for c in finding.supports if c in at.t.claims}
            lineage, readings = (
                Lineage(tuple(n for n in lineage.named if n.id in here), links, lineage.same),
                tuple(r for r in readings if r.source in here),
            )
        rows = [_row(x, at) for x in (links if finding else at.t.lineage.links) if x.state != "rejected" and x.p > 0.05]
        return sheet(
            request, "lineage", "Lineage", picture=_picture(at, lineage, readings, [x.id for x in links] if finding else None, finding), rows=rows, finding=finding, alone=bool(alone),
            choices=[f for f in at.findings if f.state not in ("rejected", "withdrawn")], texts=len(at.t.readings),
        )  # fmt: skip


def links(request: Request) -> Response:
    """The links that one line of the picture stands for."""
    wanted = request.path_params["links"].split("+")
    with request.app.state.desk.at_work() as at:
        known = {x.id: x for x in at.t.lineage.links}
        rows = [_row(known[i], at) for i in wanted if i in known]
        if not rows:
            raise Trouble("no-such-thing", name=request.path_params["links"][:40], what="lineage")
        return sheet(request, "links", "Links", rows=rows)


def _picture(at: At, lineage: Lineage, readings: object, lit: list[str] | None, finding: object) -> object:
    from markupsafe import Markup

    from firsthand.trace.picture import svg
    from firsthand.trace.strokes import Leads

    ringed = {
        o.name
        for f in at.findings
        if (finding is None or f is finding) and f.state not in ("rejected", "withdrawn") and (c := at.counted(f))
        for o in c.origins
    }
    leads = Leads("/sources/{}", "/links/{}", None if lit is None else frozenset(lit))
    drawn = svg(lineage, readings, origins=sorted(ringed), mutations=at.t.mutations, leads=leads)  # type: ignore[arg-type]
    return Markup(drawn)


def _row(x: Link, at: At) -> dict[str, str]:
    return {
        "id": x.id,
        "source": name(x.source, at.t),
        "how": how(x),
        "to": name_and_holding(x.to, at.t),
        "named": "yes" if x.named else "no",
        "sure": sureness(x),
    }


ROUTES = (Route("/lineage", pictured), Route("/links/{links}", links))
