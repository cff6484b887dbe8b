"""Every durable write of Firsthand: bytes are on the disk, under their name, before a function here returns.

A file is written under a temporary name, synced, renamed, and its folder synced, so that it is there whole or not at all. Disk errors become
Trouble("disk-full") or Trouble("disk-error"). Each step is told to a Watch first (see `watched`), which may write it down, to replay it as a power
cut would leave it, or raise OSError in its place. Times and randomness are not used; a temporary name is only ever held by one living process.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path
from typing import Literal

from firsthand.errors import Trouble

UNFINISHED = ".part"  # how a temporary name ends
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
AT_ONCE = 8  # files synced at a time
PRIVATE, SHARED = 0o600, 0o644  # who may read a file; the user's umask narrows SHARED further

Step = Literal["create", "write", "sync", "rename", "remove", "folder", "sync_folder"]


@dataclass(frozen=True, slots=True)
class Op:
    """One step towards the disk: what, on which path, from which byte, which bytes, and the new name of a rename."""

    step: Step
    path: str
    offset: int = 0
    data: bytes = b""
    to: str = ""


Watch = Callable[[Op], None]
_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextlib.contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Within this context every step is told to `watch` before it is done; an OSError raised there stands for the disk's own."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


@contextlib.contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turns an OSError about `path` into Trouble("disk-full") or Trouble("disk-error")."""
    try:
        yield
    except OSError as why:
        code = "disk-full" if why.errno in FULL else "disk-error"
        raise Trouble(code, path=str(path), why=why.strerror or str(why)) from why


@dataclass(slots=True)
class Draft:
    """A file being written under a temporary name; give it its name by keep(), or it is gone when its `draft` context ends."""

    path: Path
    descriptor: int
    size: int = 0
    kept: bool = False

    def write(self, chunk: bytes) -> None:
        """Adds bytes."""
        _tell(Op("write", str(self.path), self.size, bytes(chunk)))
        view = memoryview(chunk)
        while view:
            view = view[os.write(self.descriptor, view) :]
        self.size += len(chunk)

    def keep(self, path: Path) -> None:
        """Syncs the bytes and gives the file its name. The folder is not synced: call sync_folder."""
        sync(self.descriptor, self.path)
        self.call(path)

    def call(self, path: Path) -> None:
        """Gives the file its name before its bytes are synced, for many files that are synced together: call sync_files, and promise nothing before."""
        _tell(Op("rename", str(self.path), to=str(path)))
        os.replace(self.path, path)
        self.path, self.kept = path, True


@contextlib.contextmanager
def draft(folder: Path, mode: int = SHARED) -> Iterator[Draft]:
    """A new file in `folder`, which exists. What is not kept is removed; only a kill or a power cut leaves it, for sweep(). Raises OSError."""
    descriptor, path = _temporary(folder, mode)
    made = Draft(path, descriptor)
    try:
        yield made
    finally:
        os.close(descriptor)
        if not made.kept:
            _unlink(path)


def put_stream(path: Path, chunks: Iterable[bytes], mode: int = SHARED) -> int:
    """Writes a file durably, whole or not at all, replacing one of that name; gives its size in bytes. The folder exists."""
    with troubles(path):
        with draft(path.parent, mode) as made:
            for chunk in chunks:
                made.write(chunk)
            made.keep(path)
        _sync_folder(path.parent)
    return made.size


def put_bytes(path: Path, data: bytes, mode: int = SHARED) -> int:
    """put_stream of one piece."""
    return put_stream(path, (data,), mode)


def append(path: Path, data: bytes) -> None:
    """Adds bytes to the end of a file durably, making it if need be. A power cut can leave a part of `data`: the reader must see where a record ends."""
    with troubles(path):
        new = not path.exists()
        if new:
            _tell(Op("create", str(path)))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, SHARED)
        try:
            _tell(Op("write", str(path), os.fstat(descriptor).st_size, data))
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            sync(descriptor, path)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(path.parent)


def sync(descriptor: int, path: Path) -> None:
    """Waits until the bytes of an open file are on the disk."""
    _tell(Op("sync", str(path)))
    os.fsync(descriptor)


def make_folder(path: Path, mode: int = 0o755) -> None:
    """Makes a folder and those above it, durably; nothing to do where it is."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with troubles(path):
        _tell(Op("folder", str(path)))
        path.mkdir(mode, exist_ok=True)  # another process may have been quicker
        _sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Waits until the names in a folder are on the disk."""
    with troubles(path):
        _sync_folder(path)


def sync_files(paths: Iterable[Path]) -> None:
    """Waits until these files and their names are on the disk. Many at once, since a file system makes one journal commit of them (15 times faster)."""
    from concurrent.futures import ThreadPoolExecutor

    files = sorted(set(paths))
    folders = sorted({path.parent for path in files})
    for step, some, flags in (("sync", files, 0), ("sync_folder", folders, os.O_DIRECTORY)):
        for path in some:
            with troubles(path):
                _tell(Op(step, str(path)))  # type: ignore[arg-type]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(_synced, some, repeat(flags)))


def remove(path: Path) -> None:
    """Removes a file durably; nothing to do where there is none."""
    with troubles(path):
        if _unlink(path):
            _sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Removes a folder and what is in it, durably, without following links; nothing to do where there is none."""
    with troubles(folder):
        if folder.is_symlink() or not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink():
                remove_tree(path)
            else:
                _unlink(path)
        _tell(Op("remove", str(folder)))
        folder.rmdir()
        _sync_folder(folder.parent)


def sweep(folder: Path) -> int:
    """Removes the unfinished files of processes that are gone, in `folder` itself; gives how many there were."""
    with troubles(folder):
        left = [p for p in folder.iterdir() if p.name.endswith(UNFINISHED) and p.is_file()] if folder.is_dir() else []
        return sum(_swept(path) for path in left)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the lock file `path` for the time of the context; raises Trouble("case-busy") where another process, or thread, holds it."""
    with troubles(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, SHARED)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("case-busy", path=str(path.parent)) from None
        yield
    finally:
        os.close(descriptor)


def _synced(path: Path, flags: int) -> None:
    with troubles(path):
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _tell(Op("sync_folder", str(path)))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _temporary(folder: Path, mode: int) -> tuple[int, Path]:
    """A locked temporary file; the lock tells sweep() that its process lives. One swept between making and locking is made again."""
    for number in count():
        path = folder / f".{os.getpid()}-{number}{UNFINISHED}"
        _tell(Op("create", str(path)))
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        except FileExistsError:
            continue
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, path
        os.close(descriptor)
    raise AssertionError("count() does not end")


def _swept(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return _unlink(path)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)


def _unlink(path: Path) -> bool:
    _tell(Op("remove", str(path)))
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def _tell(op: Op) -> None:
    watch = _WATCH.get()
    if watch is not None:
        watch(op)
