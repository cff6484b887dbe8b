"""The two applications: the workbench, and the kept pages of others in an origin of their own that can do nothing."""

from __future__ import annotations

import base64
import hashlib

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from firsthand.errors import Trouble
from firsthand.front.workbench import (
    bringing,
    captured,
    deciding,
    drafting,
    estimates,
    findings,
    kept,
    lineage,
    naming,
    overview,
    pictures,
    publishing,
    questions,
    reader,
    screening,
    searching,
    sources,
    undoing,
    work,
)
from firsthand.front.workbench.desk import Desk
from firsthand.front.workbench.gate import Gate, Secrets
from firsthand.front.workbench.sheet import DATA, trouble_page

STATIC = {
    "workbench.js": "text/javascript; charset=utf-8", "workbench.css": "text/css; charset=utf-8", "kept.css": "text/css; charset=utf-8",
    "NotoSerifTibetan-Regular.woff2": "font/woff2",
}  # fmt: skip
MODULES = (
    overview, sources, reader, captured, pictures, screening, deciding, findings, questions, naming, estimates, lineage, searching, bringing, publishing, drafting, undoing,
    work,
)  # fmt: skip


def workbench(desk: Desk, secrets: Secrets, port: int, frames: int) -> ASGIApp:
    """The pages of the workbench behind their gate."""
    routes = [Route("/static/{name}", static), *(r for m in MODULES for r in m.ROUTES)]
    app = Starlette(
        routes=routes, exception_handlers={Trouble: trouble_page, Exception: trouble_page, 404: trouble_page, 405: trouble_page}
    )
    app.state.desk, app.state.secrets, app.state.frames = desk, secrets, frames
    return Gate(app, secrets, port, frames, _of_the_pictures())


def kept_pages(desk: Desk, secrets: Secrets, port: int) -> ASGIApp:
    """Kept pages on a port of their own: an address that only the workbench can make up, and a policy under which nothing loads or runs."""
    app = Starlette(routes=[Route("/static/{name}", static), *kept.ROUTES])
    app.state.desk, app.state.secrets = desk, secrets
    return kept.Fence(app, port)


def static(request: Request) -> Response:
    """A file that came with the program."""
    name = request.path_params["name"]
    if name not in STATIC:
        return Response("There is no such file.", 404)
    folder = DATA.parent / "fonts" if name.endswith(".woff2") else DATA
    return FileResponse(folder / name, media_type=STATIC[name])


def _of_the_pictures() -> tuple[str, ...]:
    """The digests of the styles inside the pictures of lineage, of bounds and of lists, by which the policy knows them as ours."""
    from firsthand.estimate.lists_picture import STYLE as LISTS
    from firsthand.estimate.picture import STYLE as BOUNDS
    from firsthand.trace.drawing import STYLE as LINEAGE

    return tuple(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii") for style in (LINEAGE, BOUNDS, LISTS))
