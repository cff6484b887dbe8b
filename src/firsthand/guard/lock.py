"""Processes that hold keys in memory for long, by a file each; and ending them at once, so that their memory goes back to the kernel.

The file is named after the process and locked by it: a file that is not locked is of a process that is gone, and its number may be another's by now.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from firsthand.guard import disk

FOLDER = "open"
_DIGITS = 10


@contextlib.contextmanager
def on_record(home: Path) -> Iterator[None]:
    """This process stands in the home's list as long as the context lasts."""
    disk.make_folder(home / FOLDER, 0o700)
    path = home / FOLDER / str(os.getpid())
    with disk.troubles(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, disk.PRIVATE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def ended(home: Path) -> int:
    """Kills every process on the list at once (what it has acknowledged is on the disk); gives how many there were."""
    count = 0
    for path in sorted((home / FOLDER).iterdir()) if (home / FOLDER).is_dir() else ():
        if path.name.isdigit() and len(path.name) < _DIGITS:
            if _alive(path):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(path.name), signal.SIGKILL)
                    count += 1
            path.unlink(missing_ok=True)
    return count


def _alive(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
