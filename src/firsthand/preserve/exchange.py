"""One question to a web server and its answer, every byte as it came: by h11 over a line of guard.outside, within limits.

Source: RFC 9112. The answer is kept from its first to its last byte, codings and chunks included; what comes after it is not read. Answers that are no
HTTP, break off, contradict their own length, chunk badly, drip or never end are Trouble("broken-answer") or Trouble("too-large"), whole or not at all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version

import h11

from firsthand.errors import Trouble
from firsthand.guard.addresses import Address
from firsthand.guard.limits import MIB, FetchLimits
from firsthand.guard.outside import LATE, Line, Outside, Until, line_to
from firsthand.guard.proxies import Way

OURSELVES = f"Firsthand/{version('firsthand')}"
AGENT = f"{OURSELVES} (keeps public pages as evidence, one by one, when a person asks)"
_PIECE = 64 * 1024
_KNOWN = (
    ("event type ConnectionClosed", "it breaks off before it answers"),
    ("peer unexpectedly closed", "it breaks off within its header"),
    ("without sending complete message body", "it breaks off before the end it announced"),
    ("incomplete chunked read", "it breaks off between two pieces"),
    ("illegal chunk", "its pieces are not told apart as they must be"),
    ("Receive buffer too long", "its header does not end"),
)


@dataclass(frozen=True)
class Exchange:
    """A question and its answer: the address, when it was asked (UTC seconds), the bytes of both, status, header fields by lower-case name (the last
    wins), the body's SHA-256 (hex) without chunks, and the line: number ("" through a proxy), TLS version, cipher, certificates (DER)."""

    address: Address
    at: int
    question: bytes
    answer: bytes
    status: int
    fields: dict[str, str]
    body: str
    number: str
    tls: str
    cipher: str
    certificates: tuple[bytes, ...]

    @property
    def media(self) -> str:
        """The media type that the server declares."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


def exchanged(
    address: Address,
    way: Way,
    outside: Outside,
    until: Until,
    limits: FetchLimits,
    accept: str = "*/*",
    posted: tuple[str, bytes] | None = None,
) -> Exchange:
    """Ask once; `posted`: a media type and bytes to be sent along (POST). Raises Trouble: not-reached, not-public, bad-certificate, broken-answer, too-large."""
    bounded = Until(address.url, min(until.end, outside.ticks() + limits.exchange_seconds), outside.ticks)
    at = int(outside.clock())
    with line_to(address, way, outside, bounded) as line:
        talk = _Talk(address, line, bounded, limits)
        try:
            question = talk.ask(accept, posted)
            talk.listen()
        except h11.RemoteProtocolError as why:
            raise _broken(address, _words(why, talk.answer)) from None
        except TimeoutError:
            late = talk.waited < limits.read_seconds  # no more time was left to wait
            raise _broken(address, LATE if late else f"it was silent for {limits.read_seconds:g} seconds") from None
        except OSError as why:
            raise _broken(address, f"the connection broke ({why.strerror or why})") from None
        return Exchange(
            address, at, question, bytes(talk.answer), talk.status, talk.fields, talk.body.hexdigest(), line.number, line.tls, line.cipher, line.certificates
        )  # fmt: skip


class _Talk:
    """The talk over one line: what was heard so far."""

    def __init__(self, address: Address, line: Line, until: Until, limits: FetchLimits) -> None:
        self.address, self.line, self.until, self.limits = address, line, until, limits
        self.http = h11.Connection(h11.CLIENT, max_incomplete_event_size=limits.head_bytes)
        self.answer = bytearray()
        self.body = hashlib.sha256()
        self.status = 0
        self.waited = limits.read_seconds
        self.fields: dict[str, str] = {}

    def ask(self, accept: str, posted: tuple[str, bytes] | None) -> bytes:
        """Send the question: no cookie, no referrer, nothing about the person."""
        media, body = posted or ("", b"")
        target = self.address.url if self.line.whole_target else self.address.target
        fields = [("Host", self.address.authority), ("User-Agent", AGENT), ("Accept", accept), ("Accept-Encoding", "gzip, deflate, br"), ("Connection", "close")]  # fmt: skip
        fields += [("Content-Type", media), ("Content-Length", str(len(body)))] if posted else []
        question = self.http.send(h11.Request(method="POST" if posted else "GET", target=target, headers=fields)) or b""
        question += (self.http.send(h11.Data(body)) or b"") if posted else b""
        question += self.http.send(h11.EndOfMessage()) or b""
        self._patience()
        self.line.sock.sendall(question)
        return question

    def listen(self) -> None:
        """Hear the answer to its end."""
        while True:
            event = self.http.next_event()
            if event is h11.NEED_DATA:
                self._hear()
            elif isinstance(event, h11.InformationalResponse):
                self.answer = bytearray(self.http.trailing_data[0])  # the answer itself begins after it
            elif isinstance(event, h11.Response):
                self.status = event.status_code
                self.fields = {name.decode("latin-1"): _text(value) for name, value in event.headers}
            elif isinstance(event, h11.Data):
                self.body.update(event.data)
            elif isinstance(event, h11.EndOfMessage):
                rest = len(self.http.trailing_data[0])
                del self.answer[len(self.answer) - rest :]
                return
            else:
                raise _broken(self.address, "it ends before it answers")

    def _patience(self) -> None:
        """Wait for the next step as long as a silence may last, or as time is left."""
        self.waited = self.until.left(self.limits.read_seconds)
        self.line.sock.settimeout(self.waited)

    def _hear(self) -> None:
        self._patience()
        heard = self.line.sock.recv(_PIECE)
        self.answer += heard
        if len(self.answer) > self.limits.answer_bytes:
            raise Trouble("too-large", path=self.address.url, limit=f"{self.limits.answer_bytes // MIB} MB")
        self.http.receive_data(heard)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _words(why: h11.RemoteProtocolError, answer: bytearray) -> str:
    """What h11 says, in words for a person."""
    said = str(why)
    if answer and not b"HTTP/".startswith(answer[:5]) and not answer.startswith(b"HTTP/"):
        return "what it sends is no HTTP"
    return next((words for part, words in _KNOWN if part in said), f"what it sends is no valid HTTP ({said[:120]})")


def _broken(address: Address, why: str) -> Trouble:
    return Trouble("broken-answer", path=address.url, why=why)
