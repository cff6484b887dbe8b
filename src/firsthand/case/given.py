"""Files that a person names on the command line: a report to check, a list of claims. Read whole, bounded, or told in words."""

from __future__ import annotations

import stat
from pathlib import Path

from firsthand.errors import Trouble


def bytes_of(path: str, most: int) -> bytes:
    """The bytes of a regular file; raises Trouble missing, unreadable, empty-file, too-large (`most` bytes)."""
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):
            raise Trouble("unreadable", path=path, why="it is a folder" if stat.S_ISDIR(found.st_mode) else "it is no file")
        if found.st_size > most:
            raise Trouble("too-large", path=path, limit=f"{most:,} bytes")
        raw = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble("missing", path=path) from None
    except (OSError, ValueError) as why:
        raise Trouble("unreadable", path=path, why=getattr(why, "strerror", None) or str(why)) from None
    if not raw.strip():
        raise Trouble("empty-file", path=path)
    return raw


def place_for(path: str) -> Path:
    """Where a file is to be written; raises Trouble where that cannot be, before any work is done for it."""
    to = Path(path)
    try:
        if not to.name or to.is_dir():
            raise Trouble("disk-error", path=path, why="it is a folder; give the name of a file")
        if not to.parent.is_dir():
            raise Trouble("missing", path=str(to.parent))
    except (OSError, ValueError) as why:
        raise Trouble("disk-error", path=path, why=getattr(why, "strerror", None) or str(why)) from None
    return to
