"""The caller's side of the template: the process that imports the work once and forks workers (guard.worker)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict

from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.worker import send_line

_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from firsthand.guard.worker import main; main(sys.argv[2], int(sys.argv[3]))"
)
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "HOME")
_PLAIN_ENVIRONMENT = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
_READY_SECONDS = 120.0  # importing the work on a slow, busy machine
_END_SECONDS = 30.0  # a killed process that the kernel does not give back


class Template:
    """The process that imports the work once and forks workers on request."""

    def __init__(self, work: str, limits: Limits) -> None:
        self._limits = {name: int(value) for name, value in asdict(limits).items()}
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_READY_SECONDS)
        path = json.dumps([entry or os.getcwd() for entry in sys.path])
        with theirs:
            self._popen = subprocess.Popen(
                [sys.executable, "-s", "-P", "-X", "utf8", "-c", _BOOT, path, work, str(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(theirs.fileno(),), start_new_session=True,
                env={k: v for k, v in os.environ.items() if k in _KEPT_ENVIRONMENT} | _PLAIN_ENVIRONMENT,
            )  # fmt: skip
        self._ready: dict[str, object] | None = None
        self._received = b""

    def network(self) -> str:
        """Why its workers are not cut off the network; "" when they are."""
        return str(self._prepared()["network"])

    def fork(self) -> tuple[int, socket.socket]:
        """A new worker: its process id and our end of its socket."""
        self._prepared()
        ours, theirs = socket.socketpair()
        with theirs:
            self._ask({"do": "fork", "limits": self._limits}, (theirs.fileno(),))
        ours.setblocking(False)
        return _whole(self._reply("pid")["pid"]), ours

    def end(self, pid: int) -> int:
        """Kill and forget a worker; its status as subprocess gives it (negative: a signal)."""
        self._control.settimeout(_END_SECONDS)
        self._ask({"do": "end", "pid": pid})
        return _whole(self._reply("status")["status"])

    def close(self) -> None:
        """End the template, which ends its workers."""
        self._control.close()
        try:
            self._popen.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()

    def _prepared(self) -> dict[str, object]:
        if self._ready is None:
            self._ready = self._reply("ready", "failed")
            why = self._ready.get("failed") or ("its import started threads" if self._ready["threads"] != 1 else None)
            if why:
                raise Trouble("bug", why=f"the sandbox could not start: {why}")
        return self._ready

    def _ask(self, words: dict[str, object], fds: tuple[int, ...] = ()) -> None:
        try:
            send_line(self._control, words, fds)
        except OSError as why:
            raise Trouble("bug", why=f"the process that starts the sandbox's workers is gone ({why})") from None

    def _reply(self, *keys: str) -> dict[str, object]:
        """The next answer with one of these keys; an answer that Ctrl-C left unread is passed over."""
        try:
            while True:
                line, newline, rest = self._received.partition(b"\n")
                if newline:
                    self._received = rest
                    words: dict[str, object] = json.loads(line)
                    if words.keys() & set(keys):
                        return words
                    continue
                got = self._control.recv(65536)
                if not got:
                    raise Trouble("bug", why="the process that starts the sandbox's workers died")
                self._received += got
        except TimeoutError:
            raise Trouble("bug", why="the process that starts the sandbox's workers does not answer") from None
        except OSError as why:
            raise Trouble("bug", why=f"the process that starts the sandbox's workers is gone ({why})") from None


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise Trouble("bug", why=f"the sandbox answered {value!r}")
    return value
