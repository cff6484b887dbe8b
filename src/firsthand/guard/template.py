"""The caller's side of the template: the process that imports the work once and forks workers (guard.worker).

A template that served well waits, without a worker, for whoever asks for the same work next: importing the readers costs more than most cases' reading.
It never sees an outside byte itself, so nothing passes from one crew to the next.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
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
_MOST_WAITING = 3  # templates kept for later

_waiting: list[tuple[tuple[str, ...], Template]] = []  # the longest waiting first
_lock = threading.Lock()


def template_for(work: str) -> Template:
    """A template for this work: one that waits, else a new one. Whoever takes it has it alone until `leave`."""
    wanted = _kind(work)
    with _lock:
        found = next((pair for pair in reversed(_waiting) if pair[0] == wanted and pair[1].is_well()), None)
        if found:
            _waiting.remove(found)
            return found[1]
    return Template(work)


def leave(template: Template, work: str) -> None:
    """Give a template back once its workers have ended: it waits for the next crew, or ends if anything went wrong with it."""
    too_many = []
    with _lock:
        if template.is_well():
            _waiting.append((_kind(work), template))
            too_many = [waiting for _, waiting in _waiting[:-_MOST_WAITING]]
            del _waiting[:-_MOST_WAITING]
        else:
            too_many = [template]
    for one in too_many:
        one.close()


@atexit.register
def end_waiting() -> None:
    """End every template that waits."""
    with _lock:
        ending = [template for _, template in _waiting]
        _waiting.clear()
    for template in ending:
        template.close()


def _kind(work: str) -> tuple[str, ...]:
    """What makes two templates alike: the work, the folder that relative paths start from, where modules are found, the environment handed on."""
    return (work, str(os.getpid()), os.getcwd(), *sys.path, *(f"{k}={v}" for k, v in _environment().items()))


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k in _KEPT_ENVIRONMENT} | _PLAIN_ENVIRONMENT


class Template:
    """The process that imports the work once and forks workers on request."""

    def __init__(self, work: str) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_READY_SECONDS)
        path = json.dumps([entry or os.getcwd() for entry in sys.path])
        with theirs:
            self._popen = subprocess.Popen(
                [sys.executable, "-s", "-P", "-X", "utf8", "-c", _BOOT, path, work, str(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(theirs.fileno(),), start_new_session=True,
                env=_environment(),
            )  # fmt: skip
        self._ready: dict[str, object] | None = None
        self._received = b""
        self._asked = 0  # questions without an answer so far

    def is_well(self) -> bool:
        """Whether it runs, is ready and owes no answer (Ctrl-C may have come between a question and its answer)."""
        sound = self._ready is None or self._ready.get("threads") == 1
        return sound and not self._asked and self._popen.poll() is None

    def network(self) -> str:
        """Why its workers are not cut off the network; "" when they are."""
        return str(self._prepared()["network"])

    def fork(self, limits: Limits) -> tuple[int, socket.socket]:
        """A new worker under these limits: its process id and our end of its socket."""
        self._prepared()
        ours, theirs = socket.socketpair()
        with theirs:
            self._ask({"do": "fork", "limits": {name: int(value) for name, value in asdict(limits).items()}}, (theirs.fileno(),))
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
        self._asked += 1
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
                        self._asked = max(0, self._asked - 1)
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
