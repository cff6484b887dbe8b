"""The inside of the sandbox: a template process that imports the work once and forks workers, and the workers themselves.

Runs in processes of its own, started by guard.sandbox. What goes in and out are frames (KIND, length, bytes) and lines of JSON; no pickles.
Template and caller speak lines over the control socket: `fork` (with the worker's end of a socket pair) gives {"pid"}, `end` gives {"status"}.
A worker lives until its socket closes, its template dies (PR_SET_PDEATHSIG) or it is killed.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import gc
import importlib
import json
import math
import os
import resource
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard import landlock

Work = Callable[[bytes], bytes]
FRAME = struct.Struct(">cQ")  # kind, length
VALUE, TROUBLE, LAST_WORDS, ITEM = b"V", b"T", b"X", b"I"
OUT_OF_MEMORY, RAISED = 77, 70  # exit codes of a worker

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38  # linux/prctl.h


def main(work: str, control_fd: int) -> None:
    """The template: import `work` ("package.module:function"), cut off the network, then fork workers until the caller goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=control_fd)
    with LastWords(lambda words: send_line(control, {"failed": words})):
        function = _imported(work)
        network = cut_off_network()
    gc.freeze()  # what is imported stays shared between the workers
    send_line(control, {"ready": True, "network": network, "threads": _threads()})
    _serve_forks(control, function)


def _imported(work: str) -> Work:
    module_name, _, name = work.partition(":")
    module = importlib.import_module(module_name)
    function: Work = getattr(module, name)
    warm = getattr(module, "warm", None)  # imports what the work needs later, once for all workers
    if warm is not None:
        warm()
    return function


def _threads() -> int:
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return 1


def cut_off_network() -> str:
    """Move this process where there is no network; "" when done, else why the kernel does not allow it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):
        return "this system has no network namespaces"
    for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
        if libc.unshare(flags) == 0:
            return ""
    return os.strerror(ctypes.get_errno())


def _serve_forks(control: socket.socket, function: Work) -> None:
    alive: set[int] = set()
    while (asked := _receive_asked(control)) is not None:
        words, fds = asked
        if words["do"] == "fork":
            pid = _fork(control, fds[0], function, words["limits"])
            alive.add(pid)
            send_line(control, {"pid": pid})
        else:
            alive.discard(words["pid"])
            send_line(control, {"status": _ended(words["pid"])})
    for pid in alive:
        _ended(pid)
    os._exit(0)


def _fork(control: socket.socket, fd: int, function: Work, limits: dict[str, int]) -> int:
    pid = os.fork()
    if pid == 0:
        control.close()
        serve(socket.socket(fileno=fd), function, limits)
        os._exit(0)
    os.close(fd)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)
    return pid


def _ended(pid: int) -> int:
    """Kill a worker with whatever it started, wait for it, give its wait status as subprocess does (negative: a signal)."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def serve(sock: socket.socket, function: Work, limits: dict[str, int]) -> None:
    """A worker: answer item after item until the socket closes."""
    _fence_in(limits)
    while (item := _receive_frame(sock)) is not None:
        _allow_cpu(limits["cpu_seconds"])
        with LastWords(lambda words: _send_frame(sock, LAST_WORDS, words.encode("utf-8", "replace"))):
            kind, answer = _answered(function, item)
        del item
        _send_frame(sock, kind, answer)


def _answered(function: Work, item: bytes) -> tuple[bytes, bytes]:
    try:
        return VALUE, bytes(function(item))
    except Trouble as trouble:
        return TROUBLE, json.dumps({"code": trouble.code, "values": trouble.values}, default=str).encode()


class LastWords:
    """Says to the caller which exception ended this process, then ends it: nothing of it runs on after an unforeseen error."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            return
        if issubclass(kind, MemoryError):
            os._exit(OUT_OF_MEMORY)
        words = f"{kind.__name__}: {value}"[:500] + _place(trace)
        with contextlib.suppress(OSError):
            self.say(words)
        os._exit(RAISED)


def _place(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})"


def _fence_in(limits: dict[str, int]) -> None:
    """No core dumps, no files written, bounded memory and files, no new rights, death with the template; where the kernel can, nothing on the disk changed,
    no program run and no TCP."""
    parent = os.getppid()
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)  # the template died before the kernel knew what to do then
    sys.dont_write_bytecode = True
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_AS, limits["memory_bytes"]),
    ):
        _lower(what, most)
    landlock.fenced_in(limits.get("programs", 0))


def _lower(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that does not know this limit
        resource.setrlimit(what, (limit, limit))


def _allow_cpu(seconds: int) -> None:
    """So many more seconds of processor time for the next item; beyond them the kernel ends the worker (SIGXCPU)."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(time.process_time()) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


# ---- frames and lines -------------------------------------------------------------------------------------------------------------------------


def _send_frame(sock: socket.socket, kind: bytes, payload: bytes) -> None:
    sock.sendall(FRAME.pack(kind, len(payload)))
    sock.sendall(payload)


def _receive_frame(sock: socket.socket) -> bytes | None:
    head = _receive_exactly(sock, FRAME.size)
    return None if head is None else _receive_exactly(sock, FRAME.unpack(head)[1])


def _receive_exactly(sock: socket.socket, count: int) -> bytes | None:
    room = bytearray(count)
    view, have = memoryview(room), 0
    while have < count:
        got = sock.recv_into(view[have:])
        if not got:
            return None
        have += got
    return bytes(room)


def send_line(sock: socket.socket, words: dict[str, object], fds: tuple[int, ...] = ()) -> None:
    """One line of JSON on the control socket, with open files to hand over."""
    line = json.dumps(words).encode() + b"\n"
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    sent = sock.sendmsg([line], ancillary)
    if sent < len(line):
        sock.sendall(line[sent:])


def _receive_asked(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    line, fds = b"", list[int]()
    while not line.endswith(b"\n"):
        got, more, _, _ = socket.recv_fds(control, 4096, 1)
        if not got:
            return None
        line, fds = line + got, fds + more
    return json.loads(line), fds
