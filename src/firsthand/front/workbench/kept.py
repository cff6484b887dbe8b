"""Kept pages of others, shown in a frame: an origin of its own, no scripts, no forms, no way out, nothing loaded but our one style sheet."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from html import escape

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from firsthand.case.kept_page import page_of
from firsthand.errors import Trouble
from firsthand.front.workbench.gate import FRAMES, LOOPBACK, STATIC, with_headers

PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    '<title>A kept page</title><link rel="stylesheet" href="/static/kept.css"></head><body>{body}</body></html>'
)
HEADERS = {
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-DNS-Prefetch-Control": "off", "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), autoplay=(), fullscreen=()",
}  # fmt: skip


@dataclass(frozen=True)
class Fence:
    """The gate of this port: our own names only, GET only, and one policy for all."""

    app: ASGIApp
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        host = Headers(scope=scope).get("host", "")
        allowed = (scope.get("client") or ("",))[0] in LOOPBACK and host == f"{FRAMES}:{self.port}" and scope["method"] in ("GET", "HEAD")
        answer = self.app if allowed else Response("Refused.", 403)
        shared = (
            {"Access-Control-Allow-Origin": "*"} if scope["path"].startswith(STATIC) else {}
        )  # a page without an origin may have our font
        await answer(scope, receive, with_headers(send, {**HEADERS, **shared, "Content-Security-Policy": policy(self.port)}))


def policy(port: int) -> str:
    """Nothing runs, loads, sends or leads anywhere; our own style sheet and pictures inside the page itself are all there is."""
    ours = f"http://{FRAMES}:{port}/static/"
    return f"default-src 'none'; style-src {ours}kept.css; font-src {ours}NotoSerifTibetan-Regular.woff2; img-src data:; sandbox; form-action 'none'; base-uri 'none'"


def page(request: Request) -> Response:
    """One kept page."""
    desk, secrets = request.app.state.desk, request.app.state.secrets
    source, key = request.path_params["source"], request.path_params["key"]
    if not key.isascii() or not hmac.compare_digest(key, secrets.page(source)):
        return HTMLResponse(PAGE.format(lang="en", body="<p>This address is not known here.</p>"), 404)
    try:
        with desk.at_work() as at:
            held = at.state.sources.get(source)
            if held is None:
                raise Trouble("no-such-source", name=source)
            reading = at.t.by_source.get(source)
            asked = page_of(at.case, held)
        body = desk.shown(asked).decode("utf-8")  # cleaned while others go on
    except Trouble as trouble:
        body, reading = f"<p>{escape(trouble.text)}</p><p>{escape(trouble.advice)}</p>", None
    return HTMLResponse(PAGE.format(lang=escape(reading.language if reading else "und", quote=True), body=body))


ROUTES = (Route("/{key}/{source}", page),)
