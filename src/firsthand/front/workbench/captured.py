"""Captures of one source held against each other: when each was made, what went and what came between two of them, since when."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.belonging import moment_of
from firsthand.case.captures import Change, compared
from firsthand.case.named import source_named
from firsthand.case.stamps import clock_of
from firsthand.case.state import Held
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.sheet import sheet
from firsthand.front.workbench.words import name
from firsthand.publish.render.wording import curled

HOW = {
    "file": "from a file",
    "fetch": "fetched",
    "browser": "fetched by a browser",
    "warc": "from a web archive",
    "wacz": "from a web archive",
}


def page(request: Request) -> Response:
    """The captures of a source in the order of the moments that they show."""
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        after = {c.later: c for c in ([] if held.erased or held.picture else compared(at.case, held))}
        reading = at.t.by_source.get(held.id)
        return sheet(
            request, "captures", "Captures", held=held, name=name(held.id, at.t), rows=_rows(held, after, at), language=reading.language if reading else "und"
        )  # fmt: skip


def _rows(held: Held, after: dict[str, Change], at: At) -> list[dict[str, Any]]:
    order = sorted(range(len(held.captures)), key=lambda i: (moment_of(held, i) or 0, i))
    out = []
    for i in order:
        k = held.captures[i]
        out.append(
            {
                "at": moment_of(held, i),
                "captured": k.captured,
                "kept": k.kept,
                "clock": curled(clock_of(at.state.stamps, k.log, k.index)),
                "signature": k.details.get("package_signature", ""),
                "how": HOW.get(k.how, k.how),
                "condition": k.condition,
                "url": k.details.get("url", ""),
                "digest": k.part.payload,
                "read": held.readable and k is held.capture,
                "change": after.get(k.id),
            }  # fmt: skip
        )
    return out


ROUTES = (Route("/sources/{source}/captures", page),)
