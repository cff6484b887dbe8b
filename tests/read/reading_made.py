"""Makes readings for the tests from a payload alone."""

from __future__ import annotations

from hashlib import sha256

from firsthand.model.passages import Part, Reading, Span
from firsthand.read.streams import ReadTask, read_part

DAY = 86_400


def reading(payload: bytes | str, media: str = "text/plain", captured: int | None = None, **listed: str) -> Reading:
    """The reading of a payload; text is encoded as UTF-8."""
    raw = payload.encode() if isinstance(payload, str) else payload
    digest = sha256(raw).hexdigest()
    return read_part(ReadTask("s1", "p1", "page", Part(digest, 0, len(raw), digest), media, raw, listed, captured))


def quote(made: Reading, span: Span) -> str:
    """The words at a span."""
    return made.text[span.start : span.end]
