"""The bytes of a source as a report carries them: gzip in base64."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import zlib

LARGEST_PAYLOAD = 64_000_000  # bytes that one embedded payload may unpack to


def unpacked(payload: str) -> bytes | None:
    """The bytes of an embedded payload, or None when it is damaged or unpacks to more than LARGEST_PAYLOAD."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(payload, validate=True))) as packed:
            out = packed.read(LARGEST_PAYLOAD + 1)
    except (OSError, EOFError, zlib.error, binascii.Error, ValueError):
        return None
    return out if len(out) <= LARGEST_PAYLOAD else None
