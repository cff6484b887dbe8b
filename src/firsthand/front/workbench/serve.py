"""Serving the workbench: two ports of this computer's loopback, one for the pages of the workbench, one for kept pages of others."""

from __future__ import annotations

import errno
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from firsthand.errors import Trouble
from firsthand.front.workbench.app import kept_pages, workbench
from firsthand.front.workbench.desk import Desk
from firsthand.front.workbench.gate import Secrets

ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
TRIES = 20  # of finding a port that is free on both


@dataclass
class Served:
    """A workbench that is being served: where to open it, its desk, how to end it."""

    address: str
    desk: Desk
    server: uvicorn.Server
    pages: uvicorn.Server
    sockets: tuple[list[socket.socket], list[socket.socket]]

    def run(self) -> None:
        """Serve until interrupted."""
        beside = threading.Thread(target=self.pages.run, kwargs={"sockets": self.sockets[1]}, daemon=True)
        beside.start()
        try:
            self.server.run(sockets=self.sockets[0])
        finally:
            self.pages.should_exit = True
            beside.join(5)
            self.desk.leave()


def served(case: str, port: int = 0, random: Callable[[int], str] = secrets.token_hex) -> Served:
    """The workbench of a case on this port (0: any that is free); raises Trouble when it is no case, or the port is taken."""
    desk = Desk(case)
    desk.look()
    own, frames = listening(port), listening(0)
    known = Secrets(random(24), random(24))
    numbers = own[0].getsockname()[1], frames[0].getsockname()[1]
    app, pages = workbench(desk, known, *numbers), kept_pages(desk, known, numbers[1])
    address = f"http://localhost:{numbers[0]}/open?token={known.token}"
    return Served(address, desk, _server(app), _server(pages), (own, frames))


def listening(port: int) -> list[socket.socket]:
    """Sockets that listen on the same port of both loopback addresses; of the second only where this computer has it.

    A port that is taken on one of them is not used at all: "localhost" might lead to whoever listens there.
    """
    for _ in range(TRIES):
        found = list[socket.socket]()
        try:
            for family, address in ADDRESSES:
                number = found[0].getsockname()[1] if found else port
                found += _bound(family, address, number)
            return found
        except (OSError, OverflowError) as why:
            for one in found:
                one.close()
            if port or not found:
                raise Trouble("port-taken", port=port, why=getattr(why, "strerror", None) or str(why)) from None
    raise Trouble("port-taken", port=port, why="no port is free on both loopback addresses")


def _bound(family: socket.AddressFamily, address: str, port: int) -> list[socket.socket]:
    """A listening socket; none where this computer does not have the address. Raises OSError where the port is taken."""
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return []
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
        one.listen(64)
    except OSError as why:
        one.close()
        if why.errno == errno.EADDRNOTAVAIL and family == socket.AF_INET6:
            return []
        raise
    return [one]


def _server(app: ASGIApp) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="critical",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=64_000,
    )
    return uvicorn.Server(config)
