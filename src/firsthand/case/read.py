"""Read: every readable source once, in bounded workers; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from firsthand.case.made import is_made, key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.state import Held, Kept, State
from firsthand.errors import Trouble
from firsthand.guard.limits import MIB, PAYLOAD_MOST, Limits
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Part, Reading
from firsthand.model.plain import plain, value_of

if TYPE_CHECKING:
    from firsthand.read.streams import ReadTask

BLOCK = 500  # sources in a block: what a kill, Ctrl-C or an erasure costs
WORK, SCAN = "firsthand.case.read:read_one", "firsthand.case.read:read_scanned"
SCANNING = Limits(
    wall_seconds=1800, cpu_seconds=1800, memory_bytes=4096 * MIB, items_per_worker=1, programs=1
)  # pictures of pages: five seconds each
LARGEST_SLICE = PAYLOAD_MOST + MIB  # bytes of one part as stored: the longest payload that intake takes, and the head of its record
PASSING = {"object-missing", "key-missing", "seal-broken", "missing", "unreadable"}  # troubles that putting a copy back ends: not kept


@dataclass(frozen=True)
class Read:
    """What came of reading one source: the reading, or the code and values of the trouble it made."""

    source: str
    reading: Reading | None = None
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def trouble(self) -> Trouble | None:
        """Why there is no reading."""
        return Trouble(self.code, **dict(self.values)) if self.code else None


def reads(case: Case, state: State | None = None, progress: Progress = silent) -> tuple[Read, ...]:
    """What reading gave for every readable source, in the order of preservation; only blocks that are out of date are made."""
    known = state or case.state()
    held = [h for h in known.sources.values() if h.readable and not h.picture]
    out, blocks = list[Read](), _blocks(held)
    keys = [_key(b) for b in blocks]
    with ExitStack() as leaving:
        crew = cache(lambda: leaving.enter_context(Crew(WORK, limits=Limits())))  # one for all blocks, begun when the first is made
        scanning = cache(lambda: leaving.enter_context(Crew(SCAN, limits=SCANNING, workers=1)))
        for number, (block, key) in enumerate(zip(blocks, keys, strict=True)):
            make = partial(_read, case, crew, scanning, block, number * BLOCK, len(held), progress)
            out += made(case.folder, "read", key, Read, make, lambda r: r.code not in PASSING)
    if not known.locked:  # with its keys the case is read as before: what was made then stays
        sweep(case.folder, "read", keys)
    return tuple(out)


def readings(case: Case, state: State | None = None, progress: Progress = silent) -> tuple[Reading, ...]:
    """The readings of every source that could be read."""
    return tuple(r.reading for r in reads(case, state, progress) if r.reading)


def facts(r: Reading) -> tuple[object, ...]:
    """What tells a reading from another of the same bytes by the same code: all that a list says of it."""
    return (r.source, r.capture, r.name, r.stream.part, r.title, r.publisher, r.author, r.url, r.published, r.captured, r.language)


def out_of_date(case: Case, state: State) -> bool:
    """Whether reading would have to make a block."""
    held = [h for h in state.sources.values() if h.readable and not h.picture]
    return any(not is_made(case.folder, "read", _key(b)) for b in _blocks(held))


def _blocks(held: Sequence[Held]) -> list[list[Held]]:
    return [list(held[i : i + BLOCK]) for i in range(0, len(held), BLOCK)]


def _key(block: Iterable[Held]) -> str:
    return key_of(
        "read", *([h.id, h.name, h.capture.id, h.capture.part, h.capture.read_as, sorted(h.details.items())] for h in block), *machines()
    )


@cache
def machines() -> tuple[str, ...]:
    """What reads pictures of pages here: who installs one has them read by the next run."""
    from shutil import which

    return tuple(name for name, there in (("rapidocr", find_spec("rapidocr")), ("tesseract", which("tesseract"))) if there)


def _read(
    case: Case, crew: Callable[[], Crew], scanning: Callable[[], Crew], block: Sequence[Held], before: int, total: int, progress: Progress
) -> Iterator[Read]:
    for index, answer in crew().each(task_of(case, h) for h in block):
        held = block[index]
        progress("reading", before + index + 1, total)
        if isinstance(answer, Trouble) and answer.code == "scan":
            answer = scanning().ask(task_of(case, held)) if machines() else answer
        if isinstance(answer, Trouble):
            values = tuple((k, str(v)) for k, v in {**answer.values, "path": held.name}.items())
            yield Read(held.id, None, answer.code, values)
        else:
            yield Read(held.id, value_of(Reading, json.loads(answer)))


def task_of(case: Case, held: Held, capture: Kept | None = None) -> bytes:
    """What a worker gets to read a capture of a source, the one that is read where none is given: one line of JSON that says what it is, then the stored
    bytes of the part; or the trouble that there is with them."""
    k = capture or held.capture
    head = {
        "source": held.id, "name": held.name, "capture": k.id, "part": plain(k.part), "media": k.read_as, "how": k.how,
        "captured": k.captured, "listed": dict(held.details),
    }  # fmt: skip
    try:
        if k.part.length > LARGEST_SLICE:
            raise Trouble("too-large", path=held.name, limit=f"{PAYLOAD_MOST // MIB} MB")
        stored = case.ledger.vault.read(k.part.object, k.part.offset, k.part.length)
    except Trouble as trouble:
        return json.dumps({"trouble": trouble.code, "values": trouble.values}, default=str).encode()
    return json.dumps(head).encode() + b"\n" + stored


WARMED = "<html><head><title>Wells</title></head><body><p>The well was closed on 3 May 2023, the board said.</p><p>水井五月关闭。</p></body></html>".encode()


def warm() -> None:
    """Reads a page of our own once, so that every worker forked later finds the readers and their words ready."""
    import pypdfium2

    from firsthand.read import pdf
    from firsthand.read.streams import ReadTask, read_part

    part = Part("", 0, len(WARMED), hashlib.sha256(WARMED).hexdigest())
    for media in ("text/html", "text/plain"):
        read_part(ReadTask("s", "u", "warm", part, media, WARMED))
    assert pypdfium2 and pdf


def payload_in(task: bytes) -> tuple[dict[str, Any], bytes]:
    """In a worker: what task_of() wrote, taken apart: what the part is, and its payload held against its digest. Raises the trouble that there was."""
    from firsthand.preserve.captures import payload_of

    head, _, stored = task.partition(b"\n")
    t = json.loads(head)
    if "trouble" in t:
        raise Trouble(t["trouble"], **t["values"])
    payload = payload_of(stored, 0, len(stored), t["how"])
    if hashlib.sha256(payload).hexdigest() != t["part"]["payload"]:
        raise Trouble("seal-broken", what=t["name"])
    return t, payload


def read_one(task: bytes) -> bytes:
    """Runs in a bounded worker: the payload of a part, read; the reading as JSON."""
    from firsthand.read.streams import read_part

    return _answer(read_part(_task_in(task)))


def read_scanned(task: bytes) -> bytes:
    """The same for pictures of pages, in a worker that has the time for them."""
    from firsthand.read.streams import read_scan

    return _answer(read_scan(_task_in(task)))


def _task_in(task: bytes) -> ReadTask:
    from firsthand.read.streams import ReadTask

    t, payload = payload_in(task)
    return ReadTask(t["source"], t["capture"], t["name"], value_of(Part, t["part"]), t["media"], payload, t["listed"], t["captured"])


def _answer(reading: Reading) -> bytes:
    return json.dumps(plain(reading), ensure_ascii=True, separators=(",", ":")).encode()
