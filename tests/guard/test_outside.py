"""There is one door to the network: no other module of the program can open a line, and a planted one is caught."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import firsthand

PACKAGE = Path(firsthand.__file__).parent
NETWORKED = {"socket", "ssl", "asyncio", "urllib.request", "urllib3", "requests", "http.client", "http.server", "httpx", "aiohttp", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "socketserver", "websocket", "pycurl"}  # fmt: skip
SANDBOX = {f"guard/{name}.py" for name in ("sandbox", "template", "worker")}  # socket pairs to processes of their own
ALLOWED = {"guard/outside.py": {"socket", "ssl"}, "preserve/records.py": {"ssl"}} | dict.fromkeys(SANDBOX, {"socket"})
LISTENS = "front/workbench/"  # serves pages to this computer's own browser


def doors_in(source: str) -> Iterator[str]:
    """Modules that can reach the network, as far as a module imports them."""
    for node in ast.walk(ast.parse(source)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{a.name}" for a in node.names)]
        for name in names:
            yield from (door for door in NETWORKED if name == door or name.startswith(door + "."))


def test_no_other_module_reaches_the_network() -> None:
    found = {
        str(path.relative_to(PACKAGE)): doors
        for path in sorted(PACKAGE.rglob("*.py"))
        if not str(path.relative_to(PACKAGE)).startswith(LISTENS)
        and (doors := set(doors_in(path.read_text("utf-8"))) - ALLOWED.get(str(path.relative_to(PACKAGE)), set()))
    }
    assert found == {}, "these must go through firsthand.guard.outside"


@pytest.mark.parametrize("planted", ["import socket", "import urllib.request", "from urllib import request", "from http.client import HTTPSConnection", "def f():\n    import requests", "import urllib3.util"])  # fmt: skip
def test_a_planted_door_is_caught(planted: str) -> None:
    assert list(doors_in(planted))


@pytest.mark.parametrize("harmless", ["import urllib.parse", "from urllib.parse import urljoin", "from firsthand.guard import outside", "import http"])  # fmt: skip
def test_what_opens_nothing_is_not_caught(harmless: str) -> None:
    assert not list(doors_in(harmless))


def test_the_outside_as_the_program_makes_it_allows_nothing_private() -> None:
    from firsthand.guard.outside import Outside

    assert Outside().allowed == frozenset()
    uses = [p for p in PACKAGE.rglob("*.py") if "allowed=" in p.read_text("utf-8") and "LOOPBACK" in p.read_text("utf-8")]
    assert not uses
