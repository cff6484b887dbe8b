"""Names of things: short base32 ids with a letter for the kind, random for what a person did, derived for what code finds."""

from __future__ import annotations

import base64
import hashlib
from typing import Literal

ID_BYTES = 10  # 80 bits: no collision to fear below a billion things

Kind = Literal[
    "case",
    "source",
    "capture",
    "claim",
    "amount",
    "finding",
    "question",
    "link",
    "mutation",
    "search",
    "note",
    "translation",
    "publication",
    "log",
    "decision",
    "columns",
]
LETTER: dict[str, str] = {
    "case": "k", "source": "s", "capture": "p", "claim": "c", "amount": "a", "finding": "f", "question": "q", "link": "l", "mutation": "m",
    "search": "h", "note": "n", "translation": "t", "publication": "u", "log": "g", "decision": "d", "columns": "o",
}  # fmt: skip

OUTSIDE = "ext:"  # what a named but unheld source is called: OUTSIDE + its name


def spelled(kind: Kind, raw: bytes) -> str:
    """The id that spells the first ID_BYTES of `raw`: a letter for the kind and 16 characters of base32, lower case."""
    return LETTER[kind] + base64.b32encode(raw[:ID_BYTES]).decode("ascii").lower()


def random_id(kind: Kind, entropy: bytes) -> str:
    """An id for what a person or the world did; `entropy` is at least ID_BYTES random bytes, given by the caller."""
    if len(entropy) < ID_BYTES:
        raise ValueError(f"an id needs {ID_BYTES} random bytes")
    return spelled(kind, entropy)


def derived_id(kind: Kind, *parts: str | int) -> str:
    """An id for what code finds: 80 bits of SHA-256 over the parts, each with its length, so that no two lists of parts look alike."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        raw = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return spelled(kind, digest.digest())


def is_outside(name: str) -> bool:
    """Whether this node is a source that is named but not held."""
    return name.startswith(OUTSIDE)
