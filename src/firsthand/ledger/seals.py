"""Sealed payloads and sealed objects: ciphertext that stays, a key that can be destroyed, a commitment that needs neither.

Payload: one random 32-byte key. commitment = HMAC-SHA256(key, canonical payload); box = ChaCha20-Poly1305 under HMAC-SHA256(key, _BOX), nonce zero
(a key seals once), the commitment as associated data, the payload filled with zero bytes to a multiple of FILL, so that the length tells less.
Object: STREAM-like. Chunks of CHUNK bytes under HMAC-SHA256(key, _OBJECT), nonce = 11 bytes of chunk number and 1 at the last chunk, else 0.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from firsthand.errors import Trouble
from firsthand.model.plain import Plain
from firsthand.proofs.canonical import canonical, parsed

KEY = 32  # bytes of a key
FILL = 128  # a payload's length is rounded up to a multiple of this
CHUNK = 65_536  # clear bytes a chunk of a sealed object
TAG = 16  # bytes that ChaCha20-Poly1305 adds
_BOX = b"firsthand/payload/1"  # neither can be a payload: those begin with {
_OBJECT = b"firsthand/object/1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A payload under seal: the commitment (32 bytes), the ciphertext, and the key (32 bytes)."""

    commitment: bytes
    box: bytes
    key: bytes = field(repr=False)


def sealed(payload: Plain, key: bytes) -> Sealed:
    """Seals a payload under a fresh random key."""
    clear = canonical(payload)
    commitment = _mac(key, clear)
    filled = clear + bytes(-len(clear) % FILL)
    return Sealed(commitment, ChaCha20Poly1305(_mac(key, _BOX)).encrypt(bytes(12), filled, commitment), key)


def unsealed(commitment: bytes, box: bytes, key: bytes) -> Plain:
    """The payload; raises Trouble("seal-broken") unless box and key open to the commitment."""
    try:
        clear = ChaCha20Poly1305(_mac(key, _BOX)).decrypt(bytes(12), box, commitment).rstrip(b"\0")
    except (InvalidTag, ValueError):
        raise Trouble("seal-broken", what="a sealed payload") from None
    if not opens(commitment, clear, key):
        raise Trouble("seal-broken", what="a sealed payload")
    return parsed(clear)


def digest_of(box: bytes) -> str:
    """SHA-256 of a ciphertext, hex, as its entry states it."""
    return sha256(box).hexdigest()


def opens(commitment: bytes, payload: bytes, key: bytes) -> bool:
    """Whether this key opens the commitment to these bytes of canonical JSON. A stranger needs no more than this to check an opening."""
    return hmac.compare_digest(_mac(key, payload), commitment)


def object_sealed(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The sealed form of an object, chunk by chunk, under a fresh random key."""
    cipher, number, kept = ChaCha20Poly1305(_mac(key, _OBJECT)), 0, b""
    for chunk in chunks:
        kept += chunk
        while len(kept) > CHUNK:
            yield cipher.encrypt(_nonce(number, 0), kept[:CHUNK], None)
            kept, number = kept[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number, 1), kept, None)


def chunk_unsealed(box: bytes, number: int, last: int, key: bytes) -> bytes:
    """Chunk `number` of a sealed object in the clear (`last`: 1 for the last chunk, else 0); raises Trouble("seal-broken")."""
    try:
        return ChaCha20Poly1305(_mac(key, _OBJECT)).decrypt(_nonce(number, last), box, None)
    except (InvalidTag, ValueError):
        raise Trouble("seal-broken", what="a sealed object") from None


def clear_size(stored: int) -> int:
    """How many clear bytes a sealed object of `stored` bytes holds; raises Trouble("seal-broken") where none has that length."""
    chunks = max(1, -(-stored // (CHUNK + TAG)))
    clear = stored - chunks * TAG
    if clear < 0 or (chunks > 1 and clear <= (chunks - 1) * CHUNK):
        raise Trouble("seal-broken", what="a sealed object")
    return clear


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, sha256)


def _nonce(number: int, last: int) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
