"""Cosignatures as C2SP describes them (tlog-cosignature, Ed25519): another log's key says that it held this checkpoint, unchanged in its past, at a time.

What is signed is `cosignature/v1`, a line `time SECONDS`, and the text of the checkpoint. A signature line is that of a signed note, with the key id of
algorithm 4 and eight bytes of time before the signature. Errors: Trouble("bad-note").
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from firsthand.errors import Trouble
from firsthand.proofs.notes import Checkpoint, Signer, Verifier, checkpoint_text

COSIGNED = b"\x04"  # the algorithm byte
_DASH = "\u2014 "
_LENGTH = 4 + 8 + 64  # bytes of key id, time and signature


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Which log stood how (origin, size, root), who says so (the name of the key), when (UTC seconds by that computer's clock), and the signature line."""

    origin: str
    size: int
    root: bytes
    by: str
    at: int
    line: str


def cosigned(checkpoint: Checkpoint, signer: Signer, at: int) -> Cosignature:
    """This key's word that the checkpoint was held at that time."""
    text = checkpoint_text(checkpoint.origin, checkpoint.size, checkpoint.root)
    mark = Ed25519PrivateKey.from_private_bytes(signer.seed).sign(_said(at, text))
    raw = _key_id(signer.name, signer.public) + at.to_bytes(8, "big") + mark
    line = f"{_DASH}{signer.name} {base64.b64encode(raw).decode('ascii')}"
    return Cosignature(checkpoint.origin, checkpoint.size, checkpoint.root, signer.name, at, line)


def cosignature_of(line: str, checkpoint: Checkpoint, verifier: Verifier) -> Cosignature:
    """The cosignature that a line states over this checkpoint (its origin, size and root), made by this key."""
    name, _, spelled = line.removeprefix(_DASH).partition(" ")
    try:
        raw = base64.b64decode(spelled, validate=True)
    except (binascii.Error, ValueError):
        raise Trouble("bad-note", why="a cosignature holds something that is not base64") from None
    if not line.startswith(_DASH) or name != verifier.name or len(raw) != _LENGTH or raw[:4] != _key_id(name, verifier.public):
        raise Trouble("bad-note", why="a cosignature is malformed, or of another key")
    at, text = int.from_bytes(raw[4:12], "big"), checkpoint_text(checkpoint.origin, checkpoint.size, checkpoint.root)
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(raw[12:], _said(at, text))
    except (InvalidSignature, ValueError):
        raise Trouble("bad-note", why="a cosignature does not fit its checkpoint") from None
    return Cosignature(checkpoint.origin, checkpoint.size, checkpoint.root, name, at, line)


def _said(at: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + COSIGNED + public).digest()[:4]
