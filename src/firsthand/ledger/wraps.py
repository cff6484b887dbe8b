"""Wrapped keys: the key of a sealed payload or object, encrypted for the reading key of another device, so that a copy of a case can carry it.

A reading key is X25519. One meeting makes one key pair that is used once for each reader; ring = HKDF-SHA256(shared secret, salt = both public keys,
info "firsthand/wrap/1"). The box of a name is the meeting's public key and ChaCha20-Poly1305(key = HMAC-SHA256(ring, name), nonce zero, associated
data = name): each name has a row of its own, so that erasing it takes one row away.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from firsthand.errors import Trouble

PUBLIC = 32  # bytes of a reading key, public or private
_INFO = b"firsthand/wrap/1"


def public_of(private: bytes) -> bytes:
    """The public half of a reading key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


class Wrapper:
    """Wraps keys for one reader; `private` is 32 random bytes that are used for this reader and this meeting alone. Raises Trouble for a key that is none."""

    def __init__(self, reader: bytes, private: bytes) -> None:
        self._public = public_of(private)
        self._ring = _ring(private, reader, self._public, reader)

    def wrapped(self, name: bytes, key: bytes) -> bytes:
        """The box of one key."""
        return self._public + ChaCha20Poly1305(_own(self._ring, name)).encrypt(bytes(12), key, name)


class Unwrapper:
    """Opens boxes that were made for one reading key; remembers the ring of each meeting."""

    def __init__(self, private: bytes) -> None:
        self._private, self._reader = private, public_of(private)
        self._rings: dict[bytes, bytes] = {}

    def unwrapped(self, name: bytes, box: bytes) -> bytes:
        """The key in a box; raises Trouble("seal-broken")."""
        public = box[:PUBLIC]
        if public not in self._rings:
            self._rings[public] = _ring(self._private, public, public, self._reader)
        try:
            return ChaCha20Poly1305(_own(self._rings[public], name)).decrypt(bytes(12), box[PUBLIC:], name)
        except (InvalidTag, ValueError):
            raise Trouble("seal-broken", what="a wrapped key") from None


def _ring(private: bytes, other: bytes, meeting: bytes, reader: bytes) -> bytes:
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(other))
    except ValueError:
        raise Trouble("seal-broken", what="a reading key") from None
    return HKDF(SHA256(), 32, meeting + reader, _INFO).derive(shared)


def _own(ring: bytes, name: bytes) -> bytes:
    return hmac.digest(ring, name, sha256)
