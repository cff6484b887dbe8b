"""A fence around a process by Landlock (Linux 5.13 and later): it may read files, and create, change, rename, remove or run none; no TCP either from 6.7 on.

Constants are those of linux/landlock.h. A fence once set holds until the process ends, and for every process that it starts.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_CREATE, _RESTRICT = 444, 446  # the same numbers on every architecture
_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_EXECUTE, _WRITE_FILE, _REMOVE_AND_MAKE = 1 << 0, 1 << 1, sum(1 << n for n in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # from versions 2 and 3 on
_TCP = 0b11  # bind and connect, from version 4 on


def version() -> int:
    """Which version the kernel has, 0 where it has none or forbids it."""
    return max(0, _call(_CREATE, None, 0, _VERSION)) if sys.platform == "linux" else 0


def fenced_in(programs: int = 0) -> bool:
    """Sets the fence around this process, with a door for programs where it starts some; gives whether the kernel could. The process must have given up
    new rights before (PR_SET_NO_NEW_PRIVS)."""
    known = version()
    if not known:
        return False
    files = (0 if programs else _EXECUTE | _WRITE_FILE) | _REMOVE_AND_MAKE | (_REFER if known > 1 else 0) | (_TRUNCATE if known > 2 else 0)
    rules = struct.pack("=QQ", files, _TCP) if known > 3 else struct.pack("=Q", files)
    handle = _call(_CREATE, rules, len(rules), 0)
    if handle < 0:
        return False
    try:
        return _call(_RESTRICT, handle, 0) == 0
    finally:
        os.close(handle)


def _call(number: int, *values: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    given = [v if isinstance(v, bytes) or v is None else ctypes.c_long(int(str(v))) for v in values]
    return int(libc.syscall(ctypes.c_long(number), *given)) if hasattr(libc, "syscall") else -1
