"""A page as a browser shows it: scripts run, images that wait for scrolling loaded; kept as one WARC with every answer, the rendered page, a screenshot, a PDF.

The browser has no way to the network: its proxy is a port where nobody listens, and no name resolves. Each of its questions is stopped and asked by
preserve.exchange instead, through guard.outside, the way that the case has chosen, every hop held against what is public; so what is kept is byte for byte
what the servers sent. Only GET is asked; no cookie, no log-in, no socket, no service worker. Errors: extra-missing, no-browser, and those of preserve.fetch.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.addresses import address_of
from firsthand.guard.limits import MIB, PAYLOAD_MOST
from firsthand.guard.outside import Until
from firsthand.preserve.exchange import Exchange
from firsthand.preserve.fetch import PAGE, Errand, Fetched, asked_to_wait, hops_of
from firsthand.preserve.http import answered, payload_of
from firsthand.preserve.kept import KeptObject
from firsthand.preserve.records import Records

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOWHERE = "http://127.0.0.1:9"  # the port `discard`: nobody listens
FLAGS = (
    "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-gpu", "--disable-features=DnsOverHttps,OptimizationHints,MediaRouter", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)  # fmt: skip
LEFT_OUT = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie", "keep-alive", "alt-svc", "strict-transport-security"))  # fmt: skip
WINDOW: Any = {"width": 1280, "height": 900}
TALLEST = 16_000  # pixels that a screenshot may be high: a browser draws no more
STEPS = 40  # windows that are scrolled through, so that what waits for scrolling is loaded
STEP_MS, SETTLE_MS, LOAD_MS = 120, 800, 60_000
SHOT_MOST = 64 * MIB  # bytes of a screenshot or a PDF
SCROLL = "n => window.scrollTo(0, n * window.innerHeight)"
HEIGHT = "() => Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)"


@dataclass
class _Door:
    """What answers the questions of one page: the answers had so far, by address, in the order asked; what could not be had."""

    errand: Errand
    until: Until
    answers: dict[str, tuple[Exchange, ...]] = field(default_factory=dict)
    lost: list[Trouble] = field(default_factory=list)
    room: int = 0

    def handle(self, route: Route) -> None:
        """One question of the browser."""
        request = route.request
        url = request.url.partition("#")[0]
        if not url.startswith(("http://", "https://")):
            route.abort()
            return
        try:
            if request.method != "GET":
                raise Trouble("answered", path=url, status=f"nothing, since it was to be asked by {request.method[:10]}")
            hops = self._had(url)
            route.fulfill(status=hops[-1].status, headers=_headers(hops[-1]), body=payload_of(answered(hops[-1].answer), PAYLOAD_MOST))
        except Trouble as trouble:
            self.lost.append(trouble)
            route.abort()

    def _had(self, url: str) -> tuple[Exchange, ...]:
        """The answers to an address, asked once however often the page wants it."""
        address = address_of(url, self.errand.outside.allowed)
        if address.url not in self.answers:
            if len(self.answers) > self.errand.limits.requisites or self.room < 0:
                raise Trouble("too-large", path=url, limit="what is fetched for one page")
            self.answers[address.url] = tuple(hops_of(address, self.errand, self.until, "*/*", self.errand.limits.requisite_pause))
            self.room -= sum(len(one.answer) for one in self.answers[address.url])
        return self.answers[address.url]


def fetched_in_browser(url: str, to: Path, errand: Errand, browser: Browser) -> Fetched:
    """Fetch `url` as a browser shows it into the WARC file `to`; what is read of it is the page as rendered. Raises what fetched() raises."""
    first = address_of(url, errand.outside.allowed)
    until = Until(first.url, errand.outside.ticks() + errand.limits.page_seconds, errand.outside.ticks)
    hops = tuple(hops_of(first, errand, until, PAGE, errand.limits.pause_seconds))
    last = hops[-1]
    door = _Door(errand, until, {last.address.url: hops}, room=errand.limits.total_bytes)
    shown = (
        _shown(last.address.url, door, browser) if 200 <= last.status < 300 and last.media in ("text/html", "application/xhtml+xml") else {}
    )
    records = Records(errand.outside.entropy)
    records.begin(hops[0].at)
    for one in (x for answers in door.answers.values() for x in answers):
        records.exchange(one)
    offset, length = records.placed[len(hops) - 1]
    for kind, (media, raw) in shown.items():
        place = records.resource(f"urn:{kind}:{last.address.url}", media, raw, last.at)
        offset, length = place if kind == "dom" else (offset, length)
    told = {
        "asked-for": first.url,
        "shown-by": f"a browser ({browser.version})",
        "through": "direct" if errand.way.kind == "direct" else "a proxy",
    }
    records.note(first.url, last.at, told | {f"missing-{n}": trouble.text for n, trouble in enumerate(door.lost, 1)})
    size = disk.put_stream(to, records)
    kept = KeptObject(to, hashlib.sha256(b"".join(records)).hexdigest(), size)
    missing = f"{len(door.lost)} of what its page asked for could not be fetched" if door.lost else ""
    return Fetched(kept, offset, length, last.at, last.status, last.address.url, missing, asked_to_wait(last), "browser")


def _shown(url: str, door: _Door, browser: Browser) -> dict[str, tuple[str, bytes]]:
    """The page as rendered, a screenshot and a PDF, each with its media type; raises Trouble("broken-answer") when the browser cannot show it."""
    from playwright.sync_api import Error

    context = browser.new_context(
        accept_downloads=False, service_workers="block", viewport=WINDOW, locale="en-GB", timezone_id="UTC", java_script_enabled=True
    )  # fmt: skip
    try:
        context.route("**/*", door.handle)
        context.route_web_socket("**/*", lambda socket: socket.close())
        page = context.new_page()
        page.on("popup", lambda other: other.close())
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(url, wait_until="load", timeout=LOAD_MS)
        _scrolled(page)
        dom = ("<!doctype html>\n" + page.evaluate("() => document.documentElement.outerHTML")).encode("utf-8", "replace")
        height = min(page.evaluate(HEIGHT), TALLEST)
        shot = page.screenshot(clip={"x": 0, "y": 0, "width": WINDOW["width"], "height": max(1, height)}, full_page=True, timeout=LOAD_MS)
        made = {
            "dom": ("text/html; charset=utf-8", dom),
            "screenshot": ("image/png", shot),
            "pdf": ("application/pdf", page.pdf(print_background=True)),
        }
        return {kind: (media, raw) for kind, (media, raw) in made.items() if kind == "dom" or len(raw) <= SHOT_MOST}
    except Error as why:
        raise Trouble("broken-answer", path=url, why=f"the browser cannot show it ({' '.join(str(why).split())[:160]})") from None
    finally:
        context.close()


def _scrolled(page: Page) -> None:
    """From top to bottom, window by window, so that what waits to be seen is loaded; then back to the top."""
    for number in range(1, STEPS + 1):
        page.evaluate(SCROLL, number)
        page.wait_for_timeout(STEP_MS)
        if number * WINDOW["height"] > page.evaluate(HEIGHT):
            break
    page.evaluate(SCROLL, 0)
    page.wait_for_timeout(SETTLE_MS)


def _headers(one: Exchange) -> dict[str, str]:
    """The header of an answer as the browser gets it: its codings are undone, and nothing in it sets anything."""
    return {name: value for name, value in one.fields.items() if name not in LEFT_OUT}


@contextmanager
def browser_started() -> Iterator[Browser]:
    """An installed Chromium without a way to the network. Raises Trouble("extra-missing") or Trouble("no-browser")."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise Trouble("extra-missing", extra="browser") from None
    found = os.environ.get("FIRSTHAND_BROWSER") or next((p for name in BROWSERS if (p := shutil.which(name))), None)
    asked: dict[str, Any] = {"executable_path": found} if found else {}
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(args=list(FLAGS), proxy={"server": NOWHERE}, chromium_sandbox=os.geteuid() != 0, **asked)
        except Error as why:
            raise Trouble("no-browser", why=" ".join(str(why).split())[:160]) from None
        try:
            yield started
        finally:
            started.close()
