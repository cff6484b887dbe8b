"""WARC records of what was exchanged, written byte for byte: question, answer, certificates, and a note on the whole.

Format: WARC 1.1 (ISO 28500:2017), one gzip member a record; WARC-Protocol and WARC-Cipher-Suite as the IIPC proposes them; digests are SHA-256, hex.
The digest of a payload is given where body and payload are the same bytes: readers do not agree on it where the body came in chunks.
"""

from __future__ import annotations

import gzip
import hashlib
import ssl
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firsthand.preserve.exchange import OURSELVES, Exchange

PACKING = 6  # gzip level
_PROTOCOL = {"tlsv1.2": "tls/1.2", "tlsv1.3": "tls/1.3"}


@dataclass
class Records:
    """Packed records in order; `placed` is the slice (offset, length) of each answer, in the order in which the exchanges were added."""

    entropy: Callable[[int], bytes]
    packed: list[bytes] = field(default_factory=list)
    size: int = 0
    placed: list[tuple[int, int]] = field(default_factory=list)
    chains: set[tuple[bytes, ...]] = field(default_factory=set)

    def begin(self, at: int) -> None:
        """The record that says what this file is."""
        fields = {"software": OURSELVES, "format": "WARC File Format 1.1", "description": "a page fetched because a person asked for it"}  # fmt: skip
        self._add("warcinfo", "application/warc-fields", _lines(fields), at, {})

    def exchange(self, one: Exchange) -> None:
        """Question and answer, and the certificates of a host once."""
        line = {"WARC-Target-URI": one.address.url} | ({"WARC-IP-Address": one.number} if one.number else {})
        answer_id = self._new_id()
        protocol = {"WARC-Protocol": one.answer[:8].decode("ascii", "replace").lower()}
        if one.tls:
            protocol |= {"WARC-Cipher-Suite": one.cipher}
            protocol["WARC-Protocol"] += f", {_PROTOCOL.get(one.tls, one.tls)}"
        if "transfer-encoding" not in one.fields:
            protocol["WARC-Payload-Digest"] = f"sha256:{one.body}"
        self._add("request", "application/http; msgtype=request", one.question, one.at, line | {"WARC-Concurrent-To": answer_id})
        offset = self.size
        self._add("response", "application/http; msgtype=response", one.answer, one.at, line | protocol, answer_id)
        self.placed.append((offset, self.size - offset))
        if one.certificates and one.certificates not in self.chains:
            self.chains.add(one.certificates)
            pem = "".join(ssl.DER_cert_to_PEM_cert(c) for c in one.certificates).encode("ascii")
            self._add("metadata", "application/pem-certificate-chain", pem, one.at, line | {"WARC-Refers-To": answer_id})

    def resource(self, url: str, media: str, payload: bytes, at: int) -> tuple[int, int]:
        """A file that was kept as such: no server's answer, and no question. Gives its slice (offset, length)."""
        offset = self.size
        self._add(
            "resource", media, payload, at, {"WARC-Target-URI": url, "WARC-Payload-Digest": "sha256:" + hashlib.sha256(payload).hexdigest()}
        )
        return offset, self.size - offset

    def note(self, url: str, at: int, fields: Mapping[str, str]) -> None:
        """What is to be known of the whole."""
        self._add("metadata", "application/warc-fields", _lines(fields), at, {"WARC-Target-URI": url})

    def _add(self, kind: str, media: str, block: bytes, at: int, more: Mapping[str, str], record_id: str = "") -> None:
        head = {
            "WARC-Type": kind, "WARC-Record-ID": record_id or self._new_id(), "WARC-Date": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **more, "WARC-Block-Digest": "sha256:" + hashlib.sha256(block).hexdigest(), "Content-Type": media, "Content-Length": str(len(block)),
        }  # fmt: skip
        raw = b"WARC/1.1\r\n" + _lines(head) + b"\r\n" + block + b"\r\n\r\n"
        self.packed.append(gzip.compress(raw, PACKING, mtime=0))
        self.size += len(self.packed[-1])

    def _new_id(self) -> str:
        return f"<urn:uuid:{uuid.UUID(bytes=self.entropy(16), version=4)}>"

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.packed)


def _lines(fields: Mapping[str, str]) -> bytes:
    """Named fields, a line each; a value never breaks its line."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items()).encode("utf-8", "replace")
