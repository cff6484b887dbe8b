"""A web server on loopback that says exactly what a test wants, well or badly; names that lead to it; a certificate authority of its own; a proxy."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from firsthand.guard.outside import Outside

Says = bytes | Callable[[socket.socket], None]  # what is sent for a path: these bytes, or whatever is done with the socket
LOOPBACK = frozenset({"127.0.0.1"})


@dataclass
class Server:
    """Questions that came (first line and fields as text), and the port."""

    port: int
    asked: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [a.split("\r\n")[0] for a in self.asked]


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **fields: str) -> bytes:
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in fields.items()),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=location)


@contextlib.contextmanager
def serving(says: Mapping[str, Says | list[Says]], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that answers by path; a list is said one after another, its last for ever. Anything else is 404."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    turns: dict[str, int] = {}

    def one(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            sock.settimeout(20)
            spoken = tls.wrap_socket(sock, server_side=True) if tls else sock
            with spoken:
                question = b""
                while b"\r\n\r\n" not in question:
                    got = spoken.recv(4096)
                    if not got:
                        return
                    question += got
                server.asked.append(question.decode("latin-1"))
                path = question.split(b" ")[1].decode()
                path = path if path in says else "/" + path.partition("://")[2].partition("/")[2]
                said = says.get(path, answer(b"nothing here", "404 Not Found"))
                if isinstance(said, list):
                    turns[path] = turns.get(path, -1) + 1
                    said = said[min(turns[path], len(said) - 1)]
                if callable(said):
                    said(spoken)
                else:
                    spoken.sendall(said)
                with contextlib.suppress(OSError):
                    spoken.shutdown(socket.SHUT_WR)

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@dataclass
class Clocks:
    """Time that passes only where somebody waits."""

    now: float = 1_700_000_000.0
    grown: float = 0.0
    waited: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds
        self.grown += seconds


def near(
    names: Mapping[str, object] | None = None, clocks: Clocks | None = None, trust: Callable[[], ssl.SSLContext] | None = None
) -> Outside:
    """An outside in which every name leads to loopback, or where `names` says; loopback may be asked, as only a test can allow."""
    clocks = clocks or Clocks()

    def resolve(host: str, port: int) -> list[str]:
        found = (names or {}).get(host, ["127.0.0.1"])
        if callable(found):
            found = found()
        if isinstance(found, OSError):
            raise found
        return found if isinstance(found, list) else []

    from firsthand.guard.outside import trusted

    ticks = lambda: clocks.grown  # noqa: E731
    return Outside(resolve, trust or trusted, LOOPBACK, lambda: clocks.now, ticks, clocks.wait, lambda n: bytes(range(n)))


# ---- certificates -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Authority:
    """A certificate authority for one test: a server's context for a name, and the trust of who knows the authority."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def server(self, name: str, days: tuple[int, int] = (-1, 30)) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, key, self.certificate.subject, self.key, days, ca=False)
        path = self.folder / f"{name}-{days[1]}.pem"
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()) + made.public_bytes(serialization.Encoding.PEM))  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.certificate.public_bytes(serialization.Encoding.PEM).decode())


def authority(folder: Path) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Lhari test authority")])
    return Authority(folder, key, _certificate("Lhari test authority", key, name, key, (-1, 30), ca=True))


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name, by: ec.EllipticCurvePrivateKey, days: tuple[int, int], ca: bool) -> x509.Certificate:  # fmt: skip
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])).issuer_name(issuer)
    made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
    made = made.not_valid_before(now + datetime.timedelta(days=days[0])).not_valid_after(now + datetime.timedelta(days=days[1]))
    made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    if not ca:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    else:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        made = made.add_extension(usage, critical=True)
    return made.sign(by, hashes.SHA256())


# ---- proxies ----------------------------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def proxying(kind: str, to: int, refuse: bytes = b"") -> Iterator[tuple[int, list[str]]]:
    """A proxy on loopback that leads every host to port `to`, and what it was asked for; `refuse` is all that it answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    wanted: list[str] = []

    def one(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            first = _socks_asked(sock, refuse) if kind == "socks5h" else _http_asked(sock)
            if first is None:
                return
            wanted.append(first[0])
            if refuse:
                sock.sendall(refuse)
                return
            with socket.create_connection(("127.0.0.1", to)) as beyond:
                if kind == "socks5h":
                    sock.sendall(b"\x05\x00\x00\x01" + bytes(6))
                elif first[0].startswith("CONNECT"):
                    sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    beyond.sendall(first[1])
                there = threading.Thread(target=_pump, args=(sock, beyond), daemon=True)
                there.start()
                _pump(beyond, sock)

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], wanted
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _http_asked(sock: socket.socket) -> tuple[str, bytes] | None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        got = sock.recv(4096)
        if not got:
            return None
        raw += got
    return raw.split(b"\r\n")[0].decode(), raw


def _socks_asked(sock: socket.socket, refuse: bytes) -> tuple[str, bytes] | None:
    sock.recv(3)
    if refuse[:1] == b"\x04":
        sock.sendall(refuse)
        return None
    sock.sendall(b"\x05\x00")
    head = sock.recv(4)
    host = sock.recv(sock.recv(1)[0]).decode() if head[3] == 3 else socket.inet_ntop(socket.AF_INET if head[3] == 1 else socket.AF_INET6, sock.recv(4 if head[3] == 1 else 16))  # fmt: skip
    return f"{host}:{int.from_bytes(sock.recv(2), 'big')}", b""


def _pump(source: socket.socket, to: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)
