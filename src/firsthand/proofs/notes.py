"""Signed notes and checkpoints as C2SP describes them (signed-note, tlog-checkpoint), with Ed25519 keys.

A note is text, an empty line, and signature lines `— NAME BASE64(4 bytes of key id, 64 bytes of signature)`. A checkpoint is a note whose text is
origin, size and root, a line each. A public key is spelled as a vkey: `NAME+KEYID+BASE64(0x01, 32 bytes)`. Errors: Trouble("bad-note").
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from firsthand.errors import Trouble

ED25519 = b"\x01"  # the algorithm byte of signed-note
LARGEST_NOTE = 1_000_000  # bytes; the size at which other implementations stop reading
MOST_SIGNATURES = 100
_DASH = "\u2014 "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name: `seed` is the 32 bytes of RFC 8032."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def vkey(self) -> str:
        """The public key as others write it down."""
        return f"{self.name}+{key_id(self.name, self.public).hex()}+{_spelled(ED25519 + self.public)}"

    @property
    def secret(self) -> str:
        """The private key as it is kept in a file."""
        return f"PRIVATE+KEY+{self.name}+{key_id(self.name, self.public).hex()}+{_spelled(ED25519 + self.seed)}"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name."""

    name: str
    public: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a log stood: its origin, how many entries, their root (32 bytes), and the signed note that says so."""

    origin: str
    size: int
    root: bytes
    note: bytes = b""


def key_id(name: str, public: bytes) -> bytes:
    """The first 4 bytes of SHA-256 over name, newline, algorithm byte and public key."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier_of(vkey: str) -> Verifier:
    """The verifier that a vkey spells."""
    name, identity, raw = _key_parts(vkey)
    if key_id(name, raw) != identity:
        raise Trouble("bad-note", why="the key id does not fit the public key")
    return Verifier(name, raw)


def signer_of(secret: str) -> Signer:
    """The signer whose `secret` this is."""
    if not secret.startswith("PRIVATE+KEY+"):
        raise Trouble("bad-note", why="this is no private key")
    name, identity, seed = _key_parts(secret.removeprefix("PRIVATE+KEY+"))
    signer = Signer(name, seed)
    if key_id(name, signer.public) != identity:
        raise Trouble("bad-note", why="the key id does not fit the private key")
    return signer


def signed(text: str, signer: Signer) -> bytes:
    """The note with this text (which ends with a newline) and one signature."""
    _check_text(text)
    _check_name(signer.name)
    key = Ed25519PrivateKey.from_private_bytes(signer.seed)
    mark = _spelled(key_id(signer.name, signer.public) + key.sign(text.encode()))
    return f"{text}\n{_DASH}{signer.name} {mark}\n".encode()


def text_of(note: bytes, verifier: Verifier) -> str:
    """The text of a note that this key has signed. Signatures of other keys are passed over; a false one of this key is refused."""
    text, lines = _taken_apart(note)
    known = key_id(verifier.name, verifier.public)
    marks = [raw[4:] for name, raw in lines if name == verifier.name and raw[:4] == known]
    if not marks:
        raise Trouble("bad-note", why=f"{verifier.name} has not signed it")
    if len(marks) > 1:
        raise Trouble("bad-note", why="one key has signed it twice")
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(marks[0], text.encode())
    except (InvalidSignature, ValueError):
        raise Trouble("bad-note", why="the signature does not fit the text") from None
    return text


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text of a checkpoint."""
    _check_name(origin)
    return f"{origin}\n{size}\n{_spelled(root)}\n"


def checkpoint_signed(size: int, root: bytes, signer: Signer) -> Checkpoint:
    """The checkpoint of a log whose origin is the name of its key."""
    return Checkpoint(signer.name, size, root, signed(checkpoint_text(signer.name, size, root), signer))


def checkpoint_of(note: bytes, verifier: Verifier) -> Checkpoint:
    """The checkpoint that a note signed by this key states; origin and key name must agree."""
    origin, size, root = _checkpoint_lines(text_of(note, verifier))
    if origin != verifier.name:
        raise Trouble("bad-note", why="its origin is another log")
    return Checkpoint(origin, size, root, note)


def _checkpoint_lines(text: str) -> tuple[str, int, bytes]:
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise Trouble("bad-note", why="a checkpoint has origin, size and root, a line each")
    if not _SIZE.fullmatch(lines[1]) or int(lines[1]) >= 2**63:
        raise Trouble("bad-note", why="the size is not a plain number")
    root = _unspelled(lines[2])
    if len(root) != 32:
        raise Trouble("bad-note", why="the root is not 32 bytes")
    return lines[0], int(lines[1]), root


def _taken_apart(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > LARGEST_NOTE:
        raise Trouble("bad-note", why="it is too long")
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise Trouble("bad-note", why="it is not UTF-8") from None
    cut = whole.rfind("\n\n")
    if cut < 0 or not whole.endswith("\n"):
        raise Trouble("bad-note", why="text, an empty line and signatures are expected")
    text, lines = whole[: cut + 1], whole[cut + 2 :].split("\n")[:-1]
    _check_text(text)
    if not 0 < len(lines) <= MOST_SIGNATURES:
        raise Trouble("bad-note", why="it has no signature, or too many")
    return text, [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    parts = line.removeprefix(_DASH).split(" ")
    if not line.startswith(_DASH) or len(parts) != 2:
        raise Trouble("bad-note", why="a signature line is malformed")
    _check_name(parts[0])
    raw = _unspelled(parts[1])
    if len(raw) < 5:
        raise Trouble("bad-note", why="a signature is too short")
    return parts[0], raw


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise Trouble("bad-note", why="its text must end with a newline and hold no control characters")


def _check_name(name: str) -> None:
    if not name or "+" in name or any(c.isspace() or not c.isprintable() for c in name):
        raise Trouble("bad-note", why=f"{name!r} cannot be the name of a key")


def _key_parts(spelled: str) -> tuple[str, bytes, bytes]:
    parts = spelled.split("+", 2)
    if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise Trouble("bad-note", why="a key is spelled NAME+KEYID+BASE64")
    _check_name(parts[0])
    raw = _unspelled(parts[2])
    if raw[:1] != ED25519 or len(raw) != 33:
        raise Trouble("bad-note", why="only Ed25519 keys are known")
    return parts[0], bytes.fromhex(parts[1]), raw[1:]


def _spelled(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unspelled(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Trouble("bad-note", why="it holds something that is not base64") from None
    if _spelled(raw) != text:
        raise Trouble("bad-note", why="it holds base64 in an unusual spelling")
    return raw
