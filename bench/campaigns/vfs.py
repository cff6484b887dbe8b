"""SQLite under observation: a VFS that writes down every step towards the disk in the journal that campaigns.worlds replays."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import apsw

from firsthand.guard.disk import Op

SYNCS_FOLDER = ("-wal", "-journal")  # files whose first sync SQLite follows with a sync of their folder (os_unix.c, UNIXFILE_DIRSYNC)


class _File(apsw.VFSFile):
    def __init__(self, path: str, name: Any, flags: list[int], journal: list[Op]) -> None:
        super().__init__("", name, flags)
        self.path, self.journal, self.fresh = path, journal, path.endswith(SYNCS_FOLDER)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.journal.append(Op("write", self.path, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self.journal.append(Op("truncate", self.path, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self.journal.append(Op("sync", self.path))
        super().xSync(flags)
        if self.fresh:
            self.journal.append(Op("sync_folder", str(PurePath(self.path).parent)))
            self.fresh = False


class _Recorder(apsw.VFS):
    def __init__(self, name: str, journal: list[Op]) -> None:
        super().__init__(name, "")
        self.journal = journal

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None:
            return apsw.VFSFile("", name, flags)
        if not os.path.exists(path):
            self.journal.append(Op("create", path))
        return _File(path, name, flags, self.journal)

    def xDelete(self, name: str, sync: bool) -> None:
        self.journal.append(Op("remove", name))
        super().xDelete(name, sync)
        if sync:
            self.journal.append(Op("sync_folder", str(PurePath(name).parent)))


@contextlib.contextmanager
def recording(journal: list[Op], name: str = "recorder") -> Iterator[str]:
    """The name of a VFS that writes into `journal` as long as the context lasts."""
    recorder = _Recorder(name, journal)
    try:
        yield name
    finally:
        recorder.unregister()
