"""The gate before every page: who may ask, and what every answer forbids the browser to do.

A browser shows pages of other people beside ours, and any of them may send requests to this computer. So: only loopback, only under our own names (a
name that a stranger pointed at 127.0.0.1 is refused), only with the cookie that the opening address was exchanged for, only from our own pages
(Sec-Fetch-Site, Origin; a browser that sends no referrer says Origin: null, and only Sec-Fetch-Site tells), and every writing request with a second secret that only our pages know. Nothing is kept by the browser (no-store), nothing
is fetched from elsewhere (Content-Security-Policy), and no secret is ever written to a log.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "::1")
NAMES = ("localhost", "127.0.0.1", "[::1]")
FRAMES = "127.0.0.1"  # kept pages are another site than the workbench, which is opened as localhost: not even a cookie passes between them
OPEN, STATIC = "/open", "/static/"
LARGEST_FORM = 4_000_000  # bytes of a form; uploads have a limit of their own
SAFE = {"GET", "HEAD"}
SAME = {"same-origin", "none"}
HEADERS = {
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY", "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=(), display-capture=()",
}  # fmt: skip
REFUSED = "<!doctype html><html lang=en><meta charset=utf-8><meta name=color-scheme content='light dark'><title>Firsthand</title><div id=page><h1>{title}</h1><p>{what}</p><p>{advice}</p></div>"
NO_KEY = (
    "This page opens by its own address only",
    "Nothing of the case is shown without it.",
    "Use the address that `firsthand open` printed in the terminal; it changes each time the program starts.",
)
NOT_OURS = (
    "This request did not come from the workbench",
    "It was refused and nothing was changed.",
    "If you followed a link from another page, type the address into the browser yourself.",
)


@dataclass(frozen=True)
class Secrets:
    """The secret of the opening address, that of the cookie, and what is derived for forms and for kept pages; new each time the program starts."""

    token: str
    session: str

    @property
    def form(self) -> str:
        """What every writing request must carry."""
        return hmac.new(self.session.encode(), b"form", sha256).hexdigest()[:32]

    def page(self, capture: str) -> str:
        """What the address of a kept page must carry."""
        return hmac.new(self.session.encode(), b"page " + capture.encode(), sha256).hexdigest()[:32]


@dataclass(frozen=True)
class Gate:
    """The workbench behind its gate; `port` is where it listens, `frames` where kept pages are served, `styles` the digests of inline styles of ours."""

    app: ASGIApp
    secrets: Secrets
    port: int
    frames: int
    styles: tuple[str, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        refusal = self._refused(scope, headers, host)
        guarded = with_headers(send, {**HEADERS, "Content-Security-Policy": policy(self.frames, self.styles)})
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _refused(self, scope: Scope, headers: Headers, host: str) -> Response | None:
        """The answer to who may not come in; None for who may."""
        if (
            (scope.get("client") or ("",))[0] not in LOOPBACK
            or not is_ours(host, self.port)
            or headers.get("sec-fetch-site", "none") not in SAME
        ):
            return refused(NOT_OURS)
        if scope["path"].startswith(STATIC) and scope["method"] in SAFE:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if scope["path"] == OPEN:
            return self._opened(query)
        if not hmac.compare_digest(_cookie(headers, name_of_cookie(self.port)), self.secrets.session):
            return refused(NO_KEY)
        if scope["method"] in SAFE:
            return None
        same = headers.get("origin", "") == f"http://{host}" or (headers.get("origin"), headers.get("sec-fetch-site")) == (
            "null",
            "same-origin",
        )
        key = hmac.compare_digest(_ascii(query.get("t", [""])[0]), self.secrets.form)
        return None if same and key and scope["method"] == "POST" else refused(NOT_OURS)

    def _opened(self, query: dict[str, list[str]]) -> Response:
        if not hmac.compare_digest(_ascii(query.get("token", [""])[0]), self.secrets.token):
            return refused(NO_KEY)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(name_of_cookie(self.port), self.secrets.session, httponly=True, samesite="strict", path="/")
        return answer


def policy(frames: int, styles: tuple[str, ...] = ()) -> str:
    """What a page of the workbench may load: its own scripts, styles, fonts and pictures, kept pages in frames from their own port, nothing else."""
    inline = "".join(f" 'sha256-{s}'" for s in styles)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        f"frame-src http://{FRAMES}:{frames}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )


def is_ours(host: str, port: int) -> bool:
    """Whether a Host header is a name of this computer with our port."""
    return host in {f"{name}:{port}" for name in NAMES}


def name_of_cookie(port: int) -> str:
    """Cookies do not tell ports apart, so that the name must."""
    return f"firsthand-{port}"


def refused(words: tuple[str, str, str]) -> Response:
    """A page that says that nothing is shown, why, and what to do."""
    title, what, advice = words
    return HTMLResponse(REFUSED.format(title=title, what=what, advice=advice), 403)


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return _ascii(found.value) if found else ""


def _ascii(text: str) -> str:
    """Text that can be compared without telling by the time how far it was right."""
    return text if text.isascii() else ""


def with_headers(send: Send, headers: dict[str, str]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            mutable = MutableHeaders(scope=message)
            for name, value in headers.items():
                mutable[name] = value
        await send(message)

    return sent
