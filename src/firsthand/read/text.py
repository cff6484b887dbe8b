"""Plain text as it is: the bytes decoded, mark and line ends kept, so that places are those of `bytes.decode`."""

from __future__ import annotations

import re

from firsthand.model.passages import Span
from firsthand.read.decode import decoded
from firsthand.read.sheets import Sheet

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)


def sheet_of(raw: bytes, media: str = "text/plain") -> Sheet:
    """The sheet of a text file; a charset in the media type is believed where it fits."""
    label = _CHARSET.search(media)
    found = decoded(raw, label[1] if label else "")
    whole = (Span(0, len(found.text)),) if found.text else ()
    return Sheet("text", found.encoding, found.text, found.segments, whole, whole)
