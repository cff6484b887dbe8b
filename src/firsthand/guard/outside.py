"""The one door to the network: a line to a host whose address was looked at first. Nothing else in Firsthand opens one.

A name is resolved once, every answer held against guard.networks, and the line goes to the number that was looked at, so that a name server cannot say
one thing now and another later; name and certificate go by the name. Through a proxy the name is not resolved here (it would tell the name server).
TLS is verified always. Nothing is asked before the case has chosen a way (`way_of`). Errors: not-reached, not-public, bad-certificate, bad-through.
"""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from firsthand.errors import Trouble
from firsthand.guard.addresses import ONION, Address, check_number
from firsthand.guard.proxies import Talk, Way, asked

TRIED = 3  # numbers of one name that are tried before it counts as out of reach
CONNECT_SECONDS = 15.0  # for one number; a host that is there answers within two
NAME_SECONDS = 15.0  # for a name server
LATE = "it took longer than a page may take"


def resolved(host: str, port: int) -> Sequence[str]:
    """The numbers of a name, as the system's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def trusted() -> ssl.SSLContext:
    """TLS 1.2 or later, certificate and name verified against what this computer trusts."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(frozen=True)
class Outside:
    """How the world outside is met: names to numbers, whom TLS trusts, clocks (UTC seconds; seconds that only grow), waiting, randomness.

    `allowed`: numbers besides the public ones. It exists for tests, which ask servers of their own on loopback; no setting reaches it.
    """

    resolve: Callable[[str, int], Sequence[str]] = resolved
    trust: Callable[[], ssl.SSLContext] = trusted
    allowed: frozenset[str] = frozenset()
    clock: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    entropy: Callable[[int], bytes] = os.urandom


@dataclass(frozen=True)
class Until:
    """When something must be done: `left` gives the seconds that remain, at most `most`, and raises Trouble("broken-answer") when none do."""

    url: str
    end: float
    ticks: Callable[[], float]

    def left(self, most: float) -> float:
        """Seconds that may still be waited."""
        left = self.end - self.ticks()
        if left <= 0:
            raise Trouble("broken-answer", path=self.url, why=LATE)
        return min(left, most)


@dataclass
class Line:
    """An open line: the socket, the number it goes to ("" through a proxy), TLS version and cipher, the certificates shown (DER, the host's own first).

    `whole_target`: a proxy wants the whole address in the first line of a question.
    """

    sock: socket.socket
    number: str = ""
    whole_target: bool = False
    tls: str = ""
    cipher: str = ""
    certificates: tuple[bytes, ...] = field(default=())

    def close(self) -> None:
        """Ends the line."""
        with contextlib.suppress(OSError):
            self.sock.close()


@contextlib.contextmanager
def line_to(address: Address, way: Way, outside: Outside, until: Until) -> Iterator[Line]:
    """A line to a host, closed at the end of the context."""
    line = _by_proxy(address, way, until) if way.host else _direct(address, outside, until)
    try:
        if address.scheme == "https":
            _secured(line, address, outside, until)
        yield line
    finally:
        line.close()


def _direct(address: Address, outside: Outside, until: Until) -> Line:
    last = "it has no number"
    for number in _numbers(address, outside, until)[:TRIED]:
        try:
            sock = socket.create_connection((number, address.port), until.left(CONNECT_SECONDS))
        except OSError as why:
            last = _words(why)
            continue
        line = Line(sock, number)
        if ip_address(sock.getpeername()[0]) != ip_address(number):  # what a system's rewriting of connections would do
            line.close()
            raise _not_reached(address, "the connection went elsewhere than asked")
        return line
    raise _not_reached(address, last)


def _numbers(address: Address, outside: Outside, until: Until) -> list[str]:
    """The numbers of a host, all of them looked at: one that is not public spoils the name."""
    if address.literal is not None:
        return [str(address.literal)]
    if address.host.rpartition(".")[2] == ONION:
        raise _not_reached(address, "names that end in onion need a proxy")
    found = _within(lambda: outside.resolve(address.host, address.port), address, until)
    for number in found:
        try:
            ip = ip_address(number)
        except ValueError:
            raise _not_reached(address, "its name leads to no number") from None
        check_number(address.url, ip, outside.allowed)
    return list(found)


def _within(resolve: Callable[[], Sequence[str]], address: Address, until: Until) -> Sequence[str]:
    """What the name server says, as long as there is time: the system's own call cannot be stopped."""
    answers: list[Sequence[str]] = []
    whys: list[OSError] = []

    def ask() -> None:
        try:
            answers.append(resolve())
        except (OSError, UnicodeError) as why:
            whys.append(why if isinstance(why, OSError) else OSError(str(why)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(until.left(NAME_SECONDS))
    if answers:
        return answers[0]
    raise _not_reached(address, f"its name is not known here ({_words(whys[0])})" if whys else "the name server does not answer")


def _by_proxy(address: Address, way: Way, until: Until) -> Line:
    try:
        sock = socket.create_connection((way.host, way.port), until.left(CONNECT_SECONDS))
    except OSError as why:
        raise _not_reached(address, f"the proxy {way.host}:{way.port} is not there ({_words(why)})") from None
    line = Line(sock, whole_target=way.kind == "http" and address.scheme == "http")
    try:
        if not line.whole_target:
            asked(_talk(sock, until), way, address)
    except (OSError, Trouble) as why:
        line.close()
        raise why if isinstance(why, Trouble) else _not_reached(address, f"the proxy does not answer ({_words(why)})") from None
    return line


def _talk(sock: socket.socket, until: Until) -> Talk:
    """A talk over the socket in which no step waits beyond the time that is left."""

    def receive(count: int) -> bytes:
        sock.settimeout(until.left(CONNECT_SECONDS))
        return sock.recv(count)

    sock.settimeout(until.left(CONNECT_SECONDS))
    return Talk(sock.sendall, receive)


def _secured(line: Line, address: Address, outside: Outside, until: Until) -> None:
    """TLS over the line: the certificate must be for the name that was asked."""
    try:
        line.sock.settimeout(until.left(CONNECT_SECONDS))
        secure = outside.trust().wrap_socket(line.sock, server_hostname=address.host)
    except ssl.SSLCertVerificationError as why:
        raise Trouble("bad-certificate", path=address.url, why=why.verify_message) from None
    except (OSError, ValueError) as why:
        raise _not_reached(address, f"no secure connection ({_words(why)})") from None
    line.sock, line.tls, line.cipher = secure, (secure.version() or "").lower(), (secure.cipher() or ("",))[0]
    line.certificates = _certificates(secure)


def _certificates(secure: ssl.SSLSocket) -> tuple[bytes, ...]:
    """The chain that the host showed; only its own certificate where this Python cannot say more."""
    chain = getattr(secure, "get_unverified_chain", None)  # Python 3.13
    if chain is not None:
        return tuple(chain())
    inner = getattr(getattr(secure, "_sslobj", None), "get_unverified_chain", None)  # the same, not yet public before
    if inner is not None:
        return tuple(ssl.PEM_cert_to_DER_cert(c.public_bytes()) for c in inner() or ())
    own = secure.getpeercert(binary_form=True)
    return (own,) if own else ()


def _words(why: BaseException) -> str:
    """What the system says, on one line without its numbers."""
    if isinstance(why, TimeoutError):
        return "it does not answer in time"
    words = getattr(why, "strerror", None) or getattr(why, "reason", None) or str(why) or type(why).__name__
    return " ".join(str(words).split())[:200]


def _not_reached(address: Address, why: str) -> Trouble:
    return Trouble("not-reached", path=address.url, why=why)
