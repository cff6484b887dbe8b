"""A timestamp authority of our own on loopback: `openssl ts` answers, with a root, an intermediate and a certificate made for the test."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
[stamping]
extendedKeyUsage = critical,timeStamping
[other]
basicConstraints = CA:FALSE
[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
signer_cert = clock.pem
signer_key = clock.key
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *words: str) -> None:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@dataclass
class Authority:
    """The folder with its keys, its address, the questions that came; `down` makes it answer 503."""

    folder: Path
    url: str = ""
    questions: list[bytes] = field(default_factory=list)
    down: bool = False

    def reply(self, question: bytes) -> bytes:
        (self.folder / "question.tsq").write_bytes(question)
        openssl(self.folder, "ts", "-reply", "-config", "ca.cnf", "-section", "tsa", "-queryfile", "question.tsq", "-chain", "middle.pem", "-out", "reply.tsr")  # fmt: skip
        return (self.folder / "reply.tsr").read_bytes()


def authority_in(
    folder: Path, name: str = "Willow Clock", key: tuple[str, ...] = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), usage: str = "stamping"
) -> Authority:
    """An authority with fresh keys."""
    folder.mkdir(parents=True)
    (folder / "ca.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    openssl(folder, "req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Willow Root", "-config", "ca.cnf", "-extensions", "authority", "-days", "30")  # fmt: skip
    for called, subject, above, extensions, kind in (
        ("middle", "Willow Middle", "root", "authority", ("rsa:2048",)),
        ("clock", name, "middle", usage, key),
    ):
        openssl(folder, "req", "-new", "-newkey", *kind, "-nodes", "-keyout", f"{called}.key", "-out", f"{called}.csr", "-subj", f"/CN={subject}", "-config", "ca.cnf")  # fmt: skip
        openssl(folder, "x509", "-req", "-in", f"{called}.csr", "-CA", f"{above}.pem", "-CAkey", f"{above}.key", "-CAcreateserial", "-out", f"{called}.pem", "-extfile", "ca.cnf", "-extensions", extensions, "-days", "30")  # fmt: skip
    return Authority(folder)


@contextlib.contextmanager
def serving_time(authority: Authority) -> Iterator[Authority]:
    """The authority on a port of loopback."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            authority.questions.append(question)
            answer = b"" if authority.down else authority.reply(question)
            self.send_response(503 if authority.down else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    authority.url = f"http://127.0.0.1:{server.server_port}/tsr"
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
