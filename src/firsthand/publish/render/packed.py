"""ZIP-based files (XLSX, DOCX) packed so that the same content gives the same bytes, whatever the hour."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can state


CORE = "docProps/core.xml"  # who wrote it and when (ECMA-376 part 2, 11)
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def steady(raw: bytes, at: int) -> bytes:
    """A ZIP of our own making with every member dated alike, and `at` (UTC seconds) as the time of its last change."""
    out, stamp = io.BytesIO(), f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            member = packed.read(name)
            member = _CHANGED.sub(rb"\g<1>" + stamp, member) if name == CORE else member
            again.writestr(zipfile.ZipInfo(name, _EPOCH), member, zipfile.ZIP_DEFLATED)
    return out.getvalue()
