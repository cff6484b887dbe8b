"""The list of documents, and whether each belongs to the case: include or exclude, and why, by one key."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.named import source_named
from firsthand.case.screen import screen
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import name

SHOWN = {"all": "All", "waiting": "Not screened", "include": "Included", "exclude": "Excluded", "unread": "Not read"}
PAGE = 200  # documents on one page


def listed(request: Request) -> Response:
    """The documents."""
    only, page = request.query_params.get("show", "all"), _whole(request.query_params.get("page", "1"))
    with request.app.state.desk.at_work() as at:
        rows = [_row(h.id, at) for h in at.state.sources.values()]
        pictures = sum(h.picture for h in at.state.sources.values())
    counts = {k: sum(_fits(r, k) for r in rows) for k in SHOWN}
    chosen = [r for r in rows if _fits(r, only if only in SHOWN else "all")]
    return sheet(
        request, "sources", "Sources", pictures=pictures, rows=chosen[(page - 1) * PAGE : page * PAGE], counts=counts, shown=SHOWN, only=only, page=page, pages=max(1, -(-len(chosen) // PAGE))
    )  # fmt: skip


@writes
def screened(request: Request, given: Form) -> Response:
    """Record that a document belongs to the case, or not."""
    answer = given.get("answer", "")
    if answer not in ("include", "exclude"):
        raise Trouble("wrong-value", field="the answer", value=answer or "nothing", allowed="include, exclude")
    back = given.get("back", "/sources")
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        before = held.screened
        screen(at.case, held.id, answer, given.get("because", ""))
        words = f"Saved: {name(held.id, at.t)} {'included' if answer == 'include' else 'excluded'}."
        at.desk.screened(at, words, held.id, before, back)
    return to(request, back)


def _row(source: str, at: At) -> dict[str, Any]:
    held = at.state.sources[source]
    reading = at.t.by_source.get(source) or next((r for r in at.desk.basis.traced.readings if r.source == source), None)
    read = next((r for r in at.desk.basis.reads if r.source == source), None)
    said = at.t.said.get(source)
    return {
        "id": source, "name": held.name, "title": (reading.title if reading else held.details.get("title", "")) or held.name, "publisher": name(source, at.t),
        "published": reading.published.text if reading and reading.published else held.details.get("published", ""), "language": reading.language if reading else "und",
        "screened": held.screened, "condition": held.capture.condition, "claims": len(said.claims) if said else 0, "erased": held.erased,
        "trouble": read.trouble if read else None, "read": reading is not None, "picture": held.picture, "captures": len(held.captures),
    }  # fmt: skip


def _fits(row: dict[str, Any], only: str) -> bool:
    return bool(
        {"all": True, "waiting": not row["screened"] and not row["erased"], "unread": not row["read"] and not row["picture"]}.get(
            only, row["screened"] == only
        )
    )


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


ROUTES = (Route("/sources", listed), Route("/sources/{source}/screen", screened, methods=["POST"]))
