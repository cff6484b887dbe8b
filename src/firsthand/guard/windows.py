"""A piece of a file as a file of its own: what lies in a ZIP inside a ZIP is read where it stands, never unpacked onto the disk."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import Trouble

Held = bytes | tuple[int, int] | None  # held in memory; or which bytes [low, high) of the file; or the whole file


class _Window(io.RawIOBase):
    """Bytes [low, high) of an open file, which is closed with it."""

    def __init__(self, file: BinaryIO, low: int, high: int) -> None:
        self._file, self._low, self._size, self._at = file, low, high - low, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        self._file.seek(self._low + self._at)
        got = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(got)] = got
        self._at += len(got)
        return len(got)

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(path: Path, held: Held = None) -> BinaryIO:
    """The bytes of the file at `path`, of a window of it, or those held in memory, which `path` then only names. Raises Trouble("unreadable")."""
    if isinstance(held, bytes):
        return io.BytesIO(held)
    try:
        file = path.open("rb")
    except OSError as why:
        raise Trouble("unreadable", path=str(path), why=why.strerror) from None
    return io.BufferedReader(_Window(file, *held)) if held else file
