"""The way a case has chosen to the outside: directly, or through a proxy that is asked for a line to a host by its name.

Sources: RFC 9110 9.3.6 (CONNECT), RFC 1928 (SOCKS 5). A proxy with a password is not used: case.toml is no place for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from firsthand.errors import Trouble
from firsthand.guard.addresses import Address

DIRECT = "direct"
_PROXY = re.compile(r"(http|socks5h)://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})/?")
_ANSWER_MOST = 16 * 1024  # bytes of a proxy's answer; real ones are one line
_SOCKS_SAYS = ("", "it failed", "its rules forbid it", "the network is out of reach", "the host is out of reach", "the host refuses", "it took too long", "it cannot do that", "it does not know such a host")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How hosts are reached: kind "direct", "http" or "socks5h"; host and port of the proxy ("" and 0: direct)."""

    kind: str
    host: str = ""
    port: int = 0


def way_of(through: str, toml: str) -> Way:
    """The way that the words of case.toml mean; `toml` names the file in errors. Raises Trouble("bad-through"); "" (not chosen) is the caller's to refuse."""
    said = through.strip()
    if said.lower() == DIRECT:
        return Way(DIRECT)
    found = _PROXY.fullmatch(said)
    if found is None:
        raise Trouble("bad-through", toml=toml, value=repr(through), why=_why_no_proxy(said))
    if not 0 < int(found[3]) < 65536:
        raise Trouble("bad-through", toml=toml, value=repr(through), why=f"there is no port {found[3]}")
    return Way(found[1], found[2].strip("[]"), int(found[3]))


def _why_no_proxy(said: str) -> str:
    if "@" in said:
        return "a user name and a password do not belong into this file"
    if said.startswith(("socks5:", "socks4:", "socks:", "socks4a:")):
        return "this kind would look names up on this computer; socks5h leaves that to the proxy"
    return "it is neither direct nor the address of a proxy with its port"


@dataclass(frozen=True, slots=True)
class Talk:
    """The two halves of a talk with a proxy: `send` all of some bytes, `receive` at most so many; both bounded in time by whoever made them."""

    send: Callable[[bytes], None]
    receive: Callable[[int], bytes]


def asked(talk: Talk, way: Way, address: Address) -> None:
    """Ask a proxy for a line to the host. Raises Trouble("not-reached"), and OSError as the talk does."""
    if way.kind == "http":
        _connect(talk, address)
    else:
        _socks(talk, address)


def _connect(talk: Talk, address: Address) -> None:
    host = f"[{address.host}]" if ":" in address.host else address.host
    talk.send(f"CONNECT {host}:{address.port} HTTP/1.1\r\nHost: {host}:{address.port}\r\n\r\n".encode("ascii"))
    answer = b""
    while b"\r\n\r\n" not in answer:
        got = talk.receive(1)  # not one byte more: what follows belongs to the host
        answer += got
        if not got or len(answer) > _ANSWER_MOST:
            raise _refused(address, "the proxy breaks off")
    status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    if status is None or not status[1].startswith(b"2"):
        raise _refused(address, f"the proxy answers {status[1].decode() if status else 'no status'}")


def _socks(talk: Talk, address: Address) -> None:
    talk.send(b"\x05\x01\x00")
    if _exactly(talk, 2, address) != b"\x05\x00":
        raise _refused(address, "the proxy wants a password, or is no SOCKS 5 proxy")
    talk.send(b"\x05\x01\x00" + _called(address) + address.port.to_bytes(2, "big"))
    version, said, _, kind = _exactly(talk, 4, address)
    if version != 5 or said:
        raise _refused(address, f"the proxy says {_SOCKS_SAYS[said] if said < len(_SOCKS_SAYS) else 'no'}")
    length = {1: 4, 4: 16}.get(kind) or _exactly(talk, 1, address)[0]
    _exactly(talk, length + 2, address)


def _called(address: Address) -> bytes:
    """The host as SOCKS 5 writes it."""
    if isinstance(address.literal, IPv4Address):
        return b"\x01" + address.literal.packed
    if isinstance(address.literal, IPv6Address):
        return b"\x04" + address.literal.packed
    return b"\x03" + bytes([len(address.host)]) + address.host.encode("ascii")


def _exactly(talk: Talk, count: int, address: Address) -> bytes:
    got = b""
    while len(got) < count:
        piece = talk.receive(count - len(got))
        if not piece:
            raise _refused(address, "the proxy breaks off")
        got += piece
    return got


def _refused(address: Address, why: str) -> Trouble:
    return Trouble("not-reached", path=address.url, why=why)
