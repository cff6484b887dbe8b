"""A real browser at the workbench: it opens the address that was printed, writes down every request, dialog and window, and a canary listens for calls home."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BROWSER = os.environ.get("FIRSTHAND_BROWSER", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; one that is missing is a failure, not a skip."""
    from playwright.sync_api import sync_playwright

    assert Path(BROWSER).exists(), f"no browser at {BROWSER}: apt-get install chromium fonts-noto-cjk, or set FIRSTHAND_BROWSER"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


@dataclass
class Seen:
    """What a browser did while it was watched."""

    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)

    def outside(self, asked: list[str], *origins: str) -> list[str]:
        """The addresses asked for that are of none of these origins."""
        return [a for a in asked if not a.startswith(("data:", "blob:")) and f"{urlsplit(a).scheme}://{urlsplit(a).netloc}" not in origins]


def watched(browser: Any, address: str, **more: Any) -> tuple[Any, Seen]:
    """A tab with the workbench open, and what it does from now on."""
    context = browser.new_context(**{"viewport": DESK, **more})
    tab, seen = context.new_page(), Seen()
    tab.set_default_timeout(15_000)
    context.on("request", lambda r: seen.asked.append(r.url))
    context.on("response", lambda r: seen.answered.append(r.url))
    context.on("page", lambda p: seen.windows.append(p.url) if p is not tab else None)
    tab.on("dialog", lambda d: (seen.dialogs.append(d.message), d.dismiss()))
    tab.on("download", lambda d: seen.downloads.append(d.url))
    tab.on("pageerror", lambda e: seen.errors.append(str(e)))
    tab.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    tab.goto(address)
    return tab, seen


@contextmanager
def canary() -> Iterator[tuple[int, list[str]]]:
    """A port that nobody should ever call, and what called it (TCP and UDP)."""
    called, stop = list[str](), threading.Event()
    tcp = socket.create_server(("127.0.0.1", 0))
    port = tcp.getsockname()[1]
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", port))

    def listen(one: socket.socket) -> None:
        one.settimeout(0.2)
        while not stop.is_set():
            try:
                if one is udp:
                    called.append("udp " + repr(udp.recv(200)))
                    continue
                connection, _ = tcp.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(1)
                try:
                    called.append(connection.recv(200).decode("latin-1").partition("\r\n")[0])
                    connection.sendall(
                        b"HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    )
                except OSError:
                    called.append("a connection")

    threads = [threading.Thread(target=listen, args=(s,), daemon=True) for s in (tcp, udp)]
    for t in threads:
        t.start()
    try:
        yield port, called
    finally:
        stop.set()
        for t in threads:
            t.join(2)
        tcp.close()
        udp.close()
