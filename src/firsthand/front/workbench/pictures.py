"""Pictures: which are one photograph, which look alike; blurred until asked where a person wants that; a place in one, described by a person."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case import pictures as album
from firsthand.case.add import Given, add
from firsthand.case.named import source_named
from firsthand.case.stamps import clock_of
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import name
from firsthand.publish.render.wording import curled

PAGE = 60  # pictures on one page
SIZES = ("small", "veiled", "large")


def listed(request: Request) -> Response:
    """The pictures, those that are or look like one photograph together."""
    asked = request.query_params.get("shown", "")
    page = max(1, int(p) if (p := request.query_params.get("page", "1")).isdigit() and len(p) < 7 else 1)
    with request.app.state.desk.at_work() as at:
        rows = list(album.rows(at.case, at.state))
        groups = _together(rows, at)
        chosen, pages = _of_page(groups, page)
        here = [r for g in chosen for r in g["pictures"] if not r["trouble"]]
        for veil in (True, False):  # made by one crew, before the browser asks for each
            album.thumbnails(at.case, [str(r["id"]) for r in here if veil == (r["blurred"] and r["id"] != asked)], veil, at.state)
        documents = len(at.state.sources)
    return sheet(request, "pictures", "Pictures", groups=chosen, shown=asked, count=len(rows), page=page, pages=pages, documents=documents)


def _of_page(groups: list[dict[str, Any]], page: int) -> tuple[list[dict[str, Any]], int]:
    """The groups of a page; a group is never parted."""
    pages, room = [list[dict[str, Any]]()], PAGE
    for g in groups:
        if room < len(g["pictures"]) and pages[-1]:
            pages.append([])
            room = PAGE
        pages[-1].append(g)
        room -= len(g["pictures"])
    return pages[min(page, len(pages)) - 1], len(pages)


def _together(rows: list[album.Row], at: At) -> list[dict[str, Any]]:
    """The pictures in groups: the same bytes or alike, directly or by way of another; groups of several come first."""
    by_name = {str(r["source"]): r for r in rows}
    seen, out = set[str](), list[dict[str, Any]]()
    for r in rows:
        reached = [str(r["source"])]
        group = list[album.Row]()
        while reached:
            here = reached.pop()
            if here not in seen and here in by_name:
                seen.add(here)
                group.append(by_name[here])
                reached += [*_names(by_name[here], "same_as"), *_names(by_name[here], "like")]
        if group:
            out.append(
                {"pictures": [{**g, "name": name(str(g["id"]), at.t)} for g in group], "same": len({g["digest"] for g in group}) == 1}
            )
    return sorted(out, key=lambda g: -len(g["pictures"]))


def _names(row: album.Row, of: str) -> list[str]:
    found = row[of]
    return [str(x) for x in found] if isinstance(found, list) else []


def copied(request: Request) -> Response:
    """A picture as a page shows it: small, veiled, or large enough to look into; never the bytes that were kept."""
    size = request.path_params["size"]
    if size not in SIZES:
        raise Trouble("no-such-thing", name=size[:40], what="sources")
    with request.app.state.desk.at_work() as at:
        source = source_named(at.state, request.path_params["source"]).id
        large = size == "large"
        raw = album.large_copy(at.case, source, at.state) if large else album.thumbnail(at.case, source, size == "veiled", at.state)
    return Response(raw, media_type="image/png")


@writes
def protected(request: Request, given: Form) -> Response:
    """That a picture is to be blurred until asked, or shown again."""
    back = given.get("back", "/pictures")
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        show = given.get("show", album.BLURRED)
        made = add(at.case, "protect", Given(held.id, text=given.get("text", ""), sets=(("show", show),)), at.t)
        at.desk.acted(at, f"Saved: {name(held.id, at.t)} is {'blurred until asked' if show == album.BLURRED else 'shown'}.", (made,), back)
    return to(request, back)


@writes
def described(request: Request, given: Form) -> Response:
    """A place in a picture, described by a person."""
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        box = ",".join(given.get(side, "").strip() for side in ("left", "top", "right", "bottom"))
        speakers = tuple(s.strip() for s in given.get("said_by", "").split(";") if s.strip())
        made = add(at.case, "claim", Given(held.id, text=given.get("text", "").strip(), said_by=speakers, sets=(("box", box),)), at.t)
        at.desk.acted(at, "Saved: a place in the picture.", (made,), f"/sources/{held.id}")
    return to(request, f"/sources/{held.id}")


def page(request: Request, at: At, source: str) -> Response:
    """A picture with the places described in it; blurred until asked where a person wants that."""
    held = at.state.sources[source]
    row = next(album.rows(at.case, at.state, source), None)
    veiled = bool(row and row["blurred"]) and not request.query_params.get("shown")
    return sheet(
        request, "picture", name(source, at.t), held=held, clock=curled(clock_of(at.state.stamps, held.capture.log, held.capture.index)), name=name(source, at.t), p=row, veiled=veiled, captures=len(held.captures),
        names={h.name: s for s, h in at.state.sources.items()},
    )  # fmt: skip


ROUTES = (
    Route("/pictures", listed),
    Route("/sources/{source}/{size}.png", copied),
    Route("/sources/{source}/protect", protected, methods=["POST"]),
    Route("/sources/{source}/region", described, methods=["POST"]),
)
