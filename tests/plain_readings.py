"""Readings of texts that the tests write themselves."""

from __future__ import annotations

import hashlib

from firsthand.model.dates import PartialDate
from firsthand.model.passages import Part, Reading, Segment, Span, Stream
from firsthand.tongues.sentences import sentences


def reading(
    source: str, text: str, language: str = "en", *, publisher: str = "", published: str = "", body: tuple[int, int] | None = None
) -> Reading:
    """A plain text as a reading; its name is its source."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    stream = Stream(Part(digest, 0, len(raw), digest), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw)),))
    spans = (Span(*body),) if body else (Span(0, len(text)),)
    day = PartialDate(published) if published else None
    return Reading(
        source, f"p{source}", source, stream, spans, language, publisher=publisher, published=day, sentences=sentences(text, language)
    )
