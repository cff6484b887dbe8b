"""Screening: found, screened, included, excluded and why, in numbers and as a picture."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.screen import flow_of
from firsthand.front.workbench.sheet import sheet
from firsthand.publish.flow import lines


def page(request: Request) -> Response:
    """The flow."""
    from markupsafe import Markup

    from firsthand.publish.render.flow import svg

    with request.app.state.desk.at_work() as at:
        flow = flow_of(at.state)
        return sheet(
            request, "screening", "Screening", flow=flow, lines=lines(flow), picture=Markup(svg(flow)), documents=len(at.state.sources)
        )


ROUTES = (Route("/screening", page),)
