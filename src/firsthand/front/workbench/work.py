"""Something long: begun by a button, told while it goes on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to


@writes
def run(request: Request, given: Form) -> Response:
    """Read, claim and trace."""
    request.app.state.desk.run()
    return to(request, given.get("back", "/"))


def status(request: Request) -> Response:
    """How far the long work is; the line at the top asks for it."""
    return sheet(request, "work", "Work")


@writes
def seen(request: Request, given: Form) -> Response:
    """What the long work said at its end was read."""
    desk = request.app.state.desk
    if desk.work and desk.work.ended:
        desk.work = None
    return to(request, given.get("back", "/"))


ROUTES = (Route("/run", run, methods=["POST"]), Route("/work", status), Route("/work/seen", seen, methods=["POST"]))
