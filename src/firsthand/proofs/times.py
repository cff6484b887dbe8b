"""Timestamps of an authority (RFC 3161): the question to be sent, and what an answer proves, offline, from the answer alone.

An answer is held against the message and the nonce; its signed attributes against the content (RFC 5652, 5.4); the signature against the certificate that
the attributes name (RFC 5035), which must be for timestamps (RFC 3161, 2.3) and valid at that time; then certificate by certificate as far as they came
along. Whether the last of them is to be trusted is for people: it is named with its digest. Errors: Trouble("bad-timestamp").
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from firsthand.errors import Trouble
from firsthand.proofs.der import BOOLEAN, CONTEXT, INTEGER, OCTETS, SEQUENCE, SET, TIME, Node, encoded, expected, node_of, whole_number

LARGEST = 256 * 1024  # bytes of an answer; real ones have about 6,000
SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier of SHA-256
HASHES: dict[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(), "2.16.840.1.101.3.4.2.2": hashes.SHA384(), "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}  # fmt: skip
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
DIGEST_ATTRIBUTE, TYPE_ATTRIBUTE = "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.3"
SIGNER_ATTRIBUTES = ("1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.16.2.12")
_TIME = re.compile(rb"(\d{14})(?:\.\d{1,9})?Z")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer proves: the message existed at this time (UTC seconds), by the clock of this authority; the name of the last certificate that came
    along, and its SHA-256 (hex), by which people know it."""

    at: int
    authority: str
    anchor: str
    fingerprint: str


def question(message: bytes, nonce: int) -> bytes:
    """The question to an authority: the SHA-256 of the message, a nonce, and that its certificates are wanted."""
    imprint = encoded(SEQUENCE, SHA256, encoded(OCTETS, hashlib.sha256(message).digest()))
    return encoded(SEQUENCE, whole_number(1), imprint, whole_number(nonce), encoded(BOOLEAN, b"\xff"))


def stamp_of(answer: bytes, message: bytes, nonce: int | None = None) -> Stamp:
    """What the answer proves of the message; with the nonce, also that it answers this question."""
    try:
        return _stamp(answer, message, nonce)
    except (ValueError, LookupError, TypeError, UnsupportedAlgorithm, x509.ExtensionNotFound) as why:
        raise Trouble("bad-timestamp", why=str(why) or type(why).__name__) from None
    except InvalidSignature:
        raise Trouble("bad-timestamp", why="a signature does not fit") from None


def _stamp(answer: bytes, message: bytes, nonce: int | None) -> Stamp:
    if len(answer) > LARGEST:
        raise ValueError("it is too long")
    status, *token = expected(node_of(answer), SEQUENCE).inside
    if status.inside[0].number not in (0, 1) or not token:
        raise ValueError("the authority did not grant it")
    kind, wrapped = expected(token[0], SEQUENCE).inside
    if kind.dotted != SIGNED_DATA:
        raise ValueError("it holds no signed data")
    parts = expected(expected(wrapped, CONTEXT).inside[0], SEQUENCE).inside
    kind, content = parts[2].inside
    if kind.dotted != TST_INFO:
        raise ValueError("what it signs is no timestamp")
    info = expected(expected(content, CONTEXT).inside[0], OCTETS).content
    at = _told(node_of(info), message, nonce)
    certificates = [x509.load_der_x509_certificate(c.whole) for p in parts if p.tag == CONTEXT for c in p.inside]
    (signer,) = expected(parts[-1], SET).inside
    leaf = _signed_by(signer, info, certificates)
    return _chain(leaf, certificates, at)


def _told(info: Node, message: bytes, nonce: int | None) -> int:
    """The time in a TSTInfo that is about this message and this question."""
    fields = expected(info, SEQUENCE).inside
    algorithm, digest = expected(fields[2], SEQUENCE).inside
    known = HASHES.get(algorithm.inside[0].dotted)
    if known is None or hashlib.new(known.name, message).digest() != digest.content:
        raise ValueError("it is about other bytes")
    said = next((f.number for f in fields[5:] if f.tag == INTEGER), None)
    if nonce is not None and said != nonce:
        raise ValueError("it answers another question")
    found = _TIME.fullmatch(expected(fields[4], TIME).content)
    if found is None:
        raise ValueError("its time cannot be read")
    return int(datetime.strptime(found[1].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp())


def _signed_by(signer: Node, info: bytes, certificates: list[x509.Certificate]) -> x509.Certificate:
    """The certificate whose key signed the content, once signature and attributes fit."""
    _, who, algorithm, attributes, kind, signature = expected(signer, SEQUENCE).inside[:6]
    named, serial = expected(who, SEQUENCE).inside
    leaf = next((c for c in certificates if c.issuer.public_bytes() == named.whole and c.serial_number == serial.number), None)
    if leaf is None:
        raise ValueError("the certificate of its signer did not come along")
    hashed = HASHES.get(algorithm.inside[0].dotted)
    if hashed is None:
        raise ValueError("its hash is of a kind that is not taken")
    held = {a.inside[0].dotted: a.inside[1] for a in expected(attributes, CONTEXT).inside}
    if (
        held[DIGEST_ATTRIBUTE].inside[0].content != hashlib.new(hashed.name, info).digest()
        or held[TYPE_ATTRIBUTE].inside[0].dotted != TST_INFO
    ):
        raise ValueError("its signed attributes are about something else")
    digests = [
        hashlib.new(n, leaf.public_bytes(Encoding.DER), usedforsecurity=False).digest() for n in ("sha256", "sha384", "sha512", "sha1")
    ]
    if not any(d in held[name].content for name in SIGNER_ATTRIBUTES if name in held for d in digests):
        raise ValueError("its signed attributes name another certificate")
    _check(leaf, signature.content, bytes((SET,)) + attributes.whole[1:], hashed, kind)
    return leaf


def _check(leaf: x509.Certificate, signature: bytes, signed: bytes, hashed: hashes.HashAlgorithm, kind: Node) -> None:
    """Raises InvalidSignature unless the key of the certificate signed these bytes."""
    key = leaf.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if kind.inside[0].dotted == "1.2.840.113549.1.1.10":
            key.verify(signature, signed, padding.PSS(padding.MGF1(hashed), padding.PSS.AUTO), hashed)
        else:
            key.verify(signature, signed, padding.PKCS1v15(), hashed)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(hashed))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, signed)
    else:
        raise ValueError("its key is of a kind that is not taken")


def _chain(leaf: x509.Certificate, certificates: list[x509.Certificate], at: int) -> Stamp:
    """The stamp of an authority whose certificate is for timestamps and was valid, and the last certificate that vouches for it."""
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not usage.critical or ExtendedKeyUsageOID.TIME_STAMPING not in usage.value:
        raise ValueError("the certificate of its signer is not for timestamps")
    last, seen, when = leaf, [leaf], datetime.fromtimestamp(at, UTC)
    while True:
        if not last.not_valid_before_utc <= when <= last.not_valid_after_utc:
            raise ValueError("a certificate was not valid at that time")
        above = next((c for c in certificates if c.subject == last.issuer and c not in seen), None)
        if above is None:
            return Stamp(at, _name(leaf), _name(last), last.fingerprint(hashes.SHA256()).hex())
        last.verify_directly_issued_by(above)
        last = above
        seen.append(above)


def _name(certificate: x509.Certificate) -> str:
    """How people call the holder of a certificate."""
    names = [
        str(a.value) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME) for a in certificate.subject.get_attributes_for_oid(oid)
    ]
    return ", ".join(dict.fromkeys(names)) or certificate.subject.rfc4514_string()
