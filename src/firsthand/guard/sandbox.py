"""The sandbox: outside input is parsed in bounded processes of their own, so that a hostile or broken file harms nothing but its own item.

`each(work, items)` gives (index, answer) in the order of the items; an answer is bytes, the Trouble that the work raised, or Trouble("worker-died").
One template process imports the work and forks the workers (guard.worker); the caller is never forked, so it may have threads.
What happens to an item depends on that item alone: one that dies in a worker used before is tried once more in a fresh one.
"""

from __future__ import annotations

import contextlib
import json
import selectors
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType

from firsthand.errors import Trouble
from firsthand.guard import landlock
from firsthand.guard.limits import MIB, Limits
from firsthand.guard.template import leave, template_for
from firsthand.guard.worker import FRAME, ITEM, LAST_WORDS, OUT_OF_MEMORY, TROUBLE, VALUE

Answer = bytes | Trouble

_AHEAD = 16  # items read ahead of the one awaited, for each worker
_HELD_BYTES = 64 * MIB  # answers waiting for an earlier one; beyond it nothing new is begun
_CHUNK = MIB


def each(work: str, items: Iterable[bytes], *, limits: Limits | None = None, workers: int = 2) -> Iterator[tuple[int, Answer]]:
    """Answers of `work` ("package.module:function", bytes to bytes) to every item, in order. Items are taken as they are needed."""
    with Crew(work, limits=limits or Limits(), workers=workers) as crew:
        yield from crew.each(items)


@dataclass(eq=False)
class _Worker:
    """A forked worker: its process, our end of the socket, and the item it is at (None: idle)."""

    pid: int
    sock: socket.socket
    done: int = 0
    at: tuple[int, bytes] | None = None
    deadline: float = 0.0
    to_send: list[memoryview] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)


class Crew:
    """A template and its workers, kept from one `each` to the next. Use as a context manager; leaving it ends every worker."""

    def __init__(self, work: str, *, limits: Limits, workers: int = 2) -> None:
        self.limits = limits
        self._most = workers
        self._work = work
        self._template = template_for(work)
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(Trouble):  # a template that is gone has taken its workers with it
            for worker in list(self._workers):
                self._end(worker)
        self._selector.close()
        leave(self._template, self._work)

    def network_fence(self) -> str:
        """ "" when the workers have no network at all, else why the kernel does not allow that here."""
        return self._template.network()

    def file_fence(self) -> str:
        """ "" when the workers can change no file and run no program, else why not: then only the limit on bytes written holds."""
        return "" if landlock.version() else "this kernel has no Landlock, or forbids it"

    def ask(self, item: bytes) -> Answer:
        """The answer to one item."""
        return next(answer for _, answer in self.each([item]))

    def each(self, items: Iterable[bytes]) -> Iterator[tuple[int, Answer]]:
        """(index, answer) for every item in order. Time that the caller takes between two answers is not held against a worker."""
        if any(w.at for w in self._workers):
            raise Trouble("bug", why="a crew was asked while it was at work for another")
        round_ = _Round(enumerate(items))
        try:
            while True:
                self._begin(round_)
                if round_.next in round_.answers:
                    given = time.monotonic()
                    yield round_.take()
                    self._excuse(time.monotonic() - given)
                elif any(w.at for w in self._workers):
                    self._wait(round_)
                else:
                    return
        finally:
            for worker in [w for w in self._workers if w.at]:
                self._end(worker)

    # ---- one round ------------------------------------------------------------------------------------------------------------------------

    def _begin(self, round_: _Round) -> None:
        """Give items to workers that have none, as far as the answers waiting leave room."""
        while sum(1 for w in self._workers if w.at) < self._most and round_.has_room(_AHEAD * self._most):
            item = round_.pull()
            if item is None:
                return
            self._assign(next((w for w in self._workers if not w.at), None) or self._forked(), item)

    def _assign(self, worker: _Worker, item: tuple[int, bytes]) -> None:
        worker.at = item
        worker.deadline = time.monotonic() + self.limits.wall_seconds
        worker.to_send = [memoryview(FRAME.pack(ITEM, len(item[1]))), memoryview(item[1])]
        self._send(worker)

    def _wait(self, round_: _Round) -> None:
        first = min(w.deadline for w in self._workers if w.at)
        ready = self._selector.select(max(0.0, first - time.monotonic()))
        for key, events in ready:
            worker: _Worker = key.data
            if events & selectors.EVENT_READ:
                self._receive(worker, round_)
            elif worker.at:
                self._send(worker)
        if not ready:
            now = time.monotonic()
            for worker in [w for w in self._workers if w.at and w.deadline <= now]:
                self._blamed(worker, round_, f"it took more than {self.limits.wall_seconds:g} seconds")

    def _send(self, worker: _Worker) -> None:
        try:
            while worker.to_send:
                sent = worker.sock.send(worker.to_send[0][:_CHUNK])
                worker.to_send[0] = worker.to_send[0][sent:]
                if not worker.to_send[0]:
                    worker.to_send.pop(0)
        except BlockingIOError:
            self._selector.modify(worker.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, worker)
        except OSError:
            worker.to_send = []  # it died; reading will tell how
            self._selector.modify(worker.sock, selectors.EVENT_READ, worker)
        else:
            self._selector.modify(worker.sock, selectors.EVENT_READ, worker)

    def _receive(self, worker: _Worker, round_: _Round) -> None:
        try:
            got = worker.sock.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            got = b""
        worker.received += got
        if not got:
            self._died(worker, round_)
        elif len(worker.received) >= FRAME.size:
            self._answered(worker, round_)

    def _answered(self, worker: _Worker, round_: _Round) -> None:
        kind, length = FRAME.unpack_from(worker.received)
        if length > self.limits.output_bytes:
            self._blamed(worker, round_, f"its answer is longer than {self.limits.output_bytes} bytes")
            return
        if kind == LAST_WORDS or len(worker.received) < FRAME.size + length or worker.at is None:
            return
        payload = bytes(worker.received[FRAME.size :])
        round_.give(worker.at[0], payload if kind == VALUE else _told(payload))
        worker.at, worker.done = None, worker.done + 1
        worker.received.clear()
        if kind not in (VALUE, TROUBLE) or worker.done >= self.limits.items_per_worker:
            self._end(worker)

    # ---- workers that end -----------------------------------------------------------------------------------------------------------------

    def _died(self, worker: _Worker, round_: _Round) -> None:
        """A worker is gone: try its item once more if it was not the worker's first, else blame the item."""
        item, words, first = worker.at, bytes(worker.received), worker.done == 0
        status = self._end(worker)
        if item is None:
            return
        if first or status == -signal.SIGXCPU:
            round_.give(item[0], _stopped(item[0], _cause(status, words, self.limits)))
        else:
            self._assign(self._forked(), item)

    def _blamed(self, worker: _Worker, round_: _Round, why: str) -> None:
        """End a worker that overstepped; its item will not be tried again."""
        item = worker.at
        self._end(worker)
        if item is not None:
            round_.give(item[0], _stopped(item[0], why))

    def _end(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        self._selector.unregister(worker.sock)
        worker.sock.close()
        worker.at = None
        return self._template.end(worker.pid)

    def _forked(self) -> _Worker:
        pid, sock = self._template.fork(self.limits)
        worker = _Worker(pid, sock)
        self._workers.append(worker)
        self._selector.register(sock, selectors.EVENT_READ, worker)
        return worker

    def _excuse(self, seconds: float) -> None:
        """The caller was busy for so long: what finished meanwhile could not be taken."""
        for worker in self._workers:
            worker.deadline += seconds


class _Round:
    """The items of one `each`: where they come from, which answers are there, which is awaited next."""

    def __init__(self, source: Iterator[tuple[int, bytes]]) -> None:
        self._source = source
        self.answers: dict[int, Answer] = {}
        self.next = 0
        self._pulled = 0
        self._held = 0

    def has_room(self, ahead: int) -> bool:
        """Whether one more item may be begun."""
        return self._pulled - self.next < ahead and self._held < _HELD_BYTES

    def pull(self) -> tuple[int, bytes] | None:
        """The next item, None after the last."""
        item = next(self._source, None)
        self._pulled += item is not None
        return item

    def give(self, index: int, answer: Answer) -> None:
        """Keep an answer until its turn."""
        self.answers[index] = answer
        self._held += len(answer) if isinstance(answer, bytes) else 0

    def take(self) -> tuple[int, Answer]:
        """The awaited answer; the next one is awaited from now on."""
        index, answer = self.next, self.answers.pop(self.next)
        self._held -= len(answer) if isinstance(answer, bytes) else 0
        self.next += 1
        return index, answer


def _told(payload: bytes) -> Trouble:
    words = json.loads(payload)
    return Trouble(words["code"], **words["values"])


def _stopped(index: int, why: str) -> Trouble:
    return Trouble("worker-died", path=f"item {index + 1}", why=why)


def _cause(status: int, words: bytes, limits: Limits) -> str:
    """Why a worker ended, in words."""
    if len(words) >= FRAME.size and words[:1] == LAST_WORDS:
        return words[FRAME.size :].decode("utf-8", "replace")
    if status == OUT_OF_MEMORY:
        return f"it needed more than {limits.memory_bytes // MIB} MiB of memory"
    if status == -signal.SIGXCPU:
        return f"it used more than {limits.cpu_seconds} seconds of processor time"
    return f"the reader crashed ({signal.Signals(-status).name if status < 0 else f'exit {status}'})"
