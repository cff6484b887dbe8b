"""Taking back: what was decided last is decided anew as it was before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.undo import undo, undo_screening
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import to


@writes
def undone(request: Request, given: Form) -> Response:
    """Take back the last act of this workbench."""
    desk = request.app.state.desk
    with desk.at_work() as at:
        if not desk.acts:
            desk.told = "There is nothing to take back."
            return to(request, given.get("back", "/"))
        act = desk.acts.pop()
        if act.screened:
            undo_screening(at.case, *act.screened)
        else:
            undo(at.case, at.state, act.entries)
        desk.took_back(at, f"Taken back: {act.words.removeprefix('Saved: ')}")
    return to(request, act.back or "/")


ROUTES = (Route("/undo", undone, methods=["POST"]),)
