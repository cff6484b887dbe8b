"""Works for the tests of the sandbox: each does to its worker what a broken or hostile parser could do."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time
from pathlib import Path

from firsthand.errors import Trouble

SEEN: list[bytes] = []  # what this worker was given so far


def act(item: bytes) -> bytes:
    """Do what the first word says."""
    word, _, rest = item.partition(b" ")
    SEEN.append(item)
    return ACTS[word.decode()](rest)


def _sleep(rest: bytes) -> bytes:
    time.sleep(float(rest))
    return b"slept " + rest


def _spin(_: bytes) -> bytes:
    while True:
        pass


def _crash(_: bytes) -> bytes:
    ctypes.string_at(0)
    return b""


def _deny_ending(_: bytes) -> bytes:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    return _sleep(b"600")


def _write(rest: bytes) -> bytes:
    Path(rest.decode()).write_bytes(b"written from inside")
    return b"wrote"


def _connect(rest: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(rest)), timeout=5):
        return b"connected"


def _trouble(_: bytes) -> bytes:
    raise Trouble("damaged", path="གནས་ཚུལ།.html", why="the end is missing")


def _grandchild(_: bytes) -> bytes:
    pid = os.fork()
    if pid == 0:
        time.sleep(600)
    return str(pid).encode()


def _poison(_: bytes) -> bytes:
    return b"poisoned"


def _die_if_poisoned(_: bytes) -> bytes:
    if any(item.startswith(b"poison") for item in SEEN):
        os._exit(9)
    return b"fine"


def _turn(rest: bytes) -> bytes:
    end = time.process_time() + float(rest)
    while time.process_time() < end:
        pass
    return b"turned"


ACTS = {
    "template": lambda rest: str(os.getppid()).encode(),
    "turn": _turn,
    "echo": lambda rest: rest,
    "pid": lambda rest: str(os.getpid()).encode(),
    "sleep": _sleep,
    "spin": _spin,
    "crash": _crash,
    "hang": _deny_ending,
    "exit": lambda rest: os._exit(int(rest)),
    "memory": lambda rest: bytes(int(rest)),
    "long": lambda rest: bytes(int(rest)),
    "write": _write,
    "connect": _connect,
    "trouble": _trouble,
    "wrong": lambda rest: {}[rest],
    "recursion": lambda rest: ACTS["recursion"](rest),
    "grandchild": _grandchild,
    "poison": _poison,
    "tell": _die_if_poisoned,
    "files": lambda rest: str([os.open(os.devnull, os.O_RDONLY) for _ in range(int(rest))]).encode(),
}


def change_files(item: bytes) -> bytes:
    """Tries to remove, make, rename, change and run: gives what the system let pass."""
    import os
    import subprocess
    from pathlib import Path

    folder, passed = Path(item.decode()), []
    tries = {
        "remove": lambda: (folder / "victim").unlink(),
        "make a folder": lambda: (folder / "made").mkdir(),
        "make a file": lambda: (folder / "new").touch(),
        "rename": lambda: (folder / "victim").rename(folder / "moved"),
        "empty": lambda: os.truncate(folder / "victim", 0),
        "link": lambda: os.symlink("/", folder / "link"),
        "run": lambda: subprocess.run(["/bin/true"], check=True),
    }
    for name, one in tries.items():
        try:
            one()
            passed.append(name)
        except OSError:
            pass
    return ", ".join(passed).encode() + b"|" + (folder / "victim").read_bytes()
