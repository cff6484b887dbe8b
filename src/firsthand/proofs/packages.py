"""Signatures of WACZ packages (wacz-auth 0.1.0): ECDSA over the words "sha256:<hex>", the digest of datapackage.json, anonymous or by a domain's certificate."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

CURVE = ec.SECP384R1()
SIZE = 48  # bytes of each half of a signature
_ORDER = int("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16)  # of P-384 (SEC 2)


def signed_data(package: bytes, secret: bytes, at: int, software: str) -> dict[str, str]:
    """What datapackage-digest.json holds as `signedData`: an anonymous signature, with the key that 64 secret bytes give."""
    key = ec.derive_private_key(int.from_bytes(secret, "big") % (_ORDER - 1) + 1, CURVE)
    stated = f"sha256:{hashlib.sha256(package).hexdigest()}"
    r, s = decode_dss_signature(key.sign(stated.encode(), ec.ECDSA(hashes.SHA256())))
    spelled = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": stated, "signature": _spelled(r.to_bytes(SIZE, "big") + s.to_bytes(SIZE, "big")), "publicKey": _spelled(spelled),
        "created": f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}", "software": software,
    }  # fmt: skip


def signature_of(package: bytes, signed: Mapping[str, object]) -> str:
    """Who signed a package, in words; raises ValueError with what is wrong where its signature does not hold."""
    stated = str(signed.get("hash", ""))
    if stated != f"sha256:{hashlib.sha256(package).hexdigest()}":
        raise ValueError("it was signed over another list of contents")
    try:
        key, who = _key(signed)
        raw = base64.b64decode(str(signed.get("signature", "")), validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise ValueError("its signature or key cannot be read") from None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("its key is of a kind that is not taken")
    half = len(raw) // 2
    forms = (raw, encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")))  # DER (a domain), or r and s
    if not any(_fits(key, form, stated.encode()) for form in forms):
        raise ValueError("its signature does not fit")
    return who


def _key(signed: Mapping[str, object]) -> tuple[object, str]:
    if signed.get("domainCert"):
        certificate = x509.load_pem_x509_certificate(str(signed["domainCert"]).split("\n\n")[0].encode())
        return (
            certificate.public_key(),
            f"signed for {str(signed.get('domain', 'a domain'))[:200]} (its certificate was not followed to a root)",
        )
    raw = base64.b64decode(str(signed.get("publicKey", "")), validate=True)
    return load_der_public_key(raw), f"signed by nobody named, key SHA-256 {hashlib.sha256(raw).hexdigest()}"


def _fits(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _spelled(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
