"""A page of the workbench: a template with what all pages show, and words for people from the values of the case."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import firsthand
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import Desk
from firsthand.front.workbench.words import FILTERS

DATA = Path(firsthand.__file__).parent / "data" / "workbench"
MENU = (
    ("/", "Overview"), ("/decide", "Decide"), ("/findings", "Findings"), ("/estimates", "How many"), ("/lineage", "Lineage"), ("/sources", "Sources"), ("/search", "Search"), ("/import", "Import"), ("/publish", "Publish"), ("/draft", "Draft"),
)  # fmt: skip
UNDER = {
    "/pictures": "/sources",
    "/screening": "/sources",
    "/questions": "/findings",
    "/names": "/findings",
}  # pages beside one of the menu
STATUS = {
    "no-such-source": 404,
    "no-such-thing": 404,
    "ambiguous": 404,
    "bug": 500,
    "case-busy": 409,
    "decided-since": 409,
    "disk-full": 507,
}


@cache
def environment() -> Environment:
    """The templates, every value escaped; a name that a page forgets is an error."""
    made = Environment(loader=FileSystemLoader(DATA), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(FILTERS)
    return made


def sheet(request: Request, template: str, title: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """The page `template`.html.j2 with what all pages show."""
    desk: Desk = request.app.state.desk
    told, desk.told = desk.told, ""
    text = environment().get_template(f"{template}.html.j2").render(
        title=title, menu=MENU, here=request.url.path, section=UNDER.get(request.url.path, request.url.path), key=request.app.state.secrets.form, told=told, work=desk.work, can_undo=bool(desk.acts), unsound=desk.unsound,
        case_title=desk.title, case_folder=Path(desk.folder).name, **values,
    )  # fmt: skip
    if desk.work and desk.work.ended and not desk.work.trouble and desk.work.said:
        desk.work = None  # said once
    return HTMLResponse(text, status)


def to(request: Request, path: str) -> Response:
    """Go on to another page after something was written."""
    return RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", 303)


def trouble_page(request: Request, why: Exception) -> Response:
    """What happened, what is safe, what to do; the last word on every error."""
    if isinstance(why, HTTPException):
        why = Trouble("no-such-thing", name=request.url.path, what="sources")
        advice, status = "The menu above leads to every page.", 404
    elif isinstance(why, Trouble):
        advice, status = why.advice, STATUS.get(why.code, 400)
    else:
        if os.environ.get("FIRSTHAND_DEBUG"):
            raise why
        why = Trouble("bug", why=f"{type(why).__name__}: {why}")
        advice, status = why.advice, 500
    return sheet(request, "trouble", "Something is wrong", status, trouble=why, advice=advice)
