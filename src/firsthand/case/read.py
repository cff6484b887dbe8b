"""Read: every readable source once, in bounded workers; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand.case.made import is_made, key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.state import Held, State
from firsthand.errors import Trouble
from firsthand.guard.sandbox import each
from firsthand.model.passages import Part, Reading
from firsthand.model.plain import plain, value_of

BLOCK = 500  # sources in a block: what a kill, Ctrl-C or an erasure costs
LARGEST_SLICE = 64_000_000  # bytes of one part that are handed to a reader


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
    held = [h for h in (state or case.state()).sources.values() if h.readable]
    out: list[Read] = []
    for number, block in enumerate(_blocks(held)):
        done = number * BLOCK
        out += made(case.folder, "read", _key(block), Read, lambda b=block, d=done: _read(case, b, d, len(held), progress))  # type: ignore[misc]
    sweep(case.folder, "read", [_key(b) for b in _blocks(held)])
    return tuple(out)


def readings(case: Case, state: State | None = None, progress: Progress = silent) -> tuple[Reading, ...]:
    """The readings of every source that could be read."""
    return tuple(r.reading for r in reads(case, state, progress) if r.reading)


def out_of_date(case: Case, state: State) -> bool:
    """Whether reading would have to make a block."""
    held = [h for h in state.sources.values() if h.readable]
    return any(not is_made(case.folder, "read", _key(b)) for b in _blocks(held))


def _blocks(held: Sequence[Held]) -> list[list[Held]]:
    return [list(held[i : i + BLOCK]) for i in range(0, len(held), BLOCK)]


def _key(block: Iterable[Held]) -> str:
    return key_of("read", *([h.id, h.name, h.capture.id, h.capture.part, h.capture.media, sorted(h.details.items())] for h in block))


def _read(case: Case, block: Sequence[Held], before: int, total: int, progress: Progress) -> Iterator[Read]:
    for index, answer in each("firsthand.case.read:read_one", (_task(case, h) for h in block)):
        held = block[index]
        progress("reading", before + index + 1, total)
        if isinstance(answer, Trouble):
            values = tuple((k, str(v)) for k, v in {**answer.values, "path": held.name}.items())
            yield Read(held.id, None, answer.code, values)
        else:
            yield Read(held.id, value_of(Reading, json.loads(answer)))


def _task(case: Case, held: Held) -> bytes:
    """What a worker gets: one line of JSON that says what it is, then the stored bytes of the part."""
    k = held.capture
    head = {
        "source": held.id, "name": held.name, "capture": k.id, "part": plain(k.part), "media": k.media, "how": k.how,
        "captured": k.captured, "listed": dict(held.details),
    }  # fmt: skip
    stored = case.ledger.vault.read(k.part.object, k.part.offset, min(k.part.length, LARGEST_SLICE))
    return json.dumps(head).encode() + b"\n" + stored


def read_one(task: bytes) -> bytes:
    """Runs in a bounded worker: the payload of a part, read; the reading as JSON."""
    from firsthand.preserve.captures import payload_of
    from firsthand.read.streams import ReadTask, read_part

    head, _, stored = task.partition(b"\n")
    t = json.loads(head)
    payload = payload_of(stored, 0, len(stored), t["how"])
    reading = read_part(
        ReadTask(t["source"], t["capture"], t["name"], value_of(Part, t["part"]), t["media"], payload, t["listed"], t["captured"])
    )
    return json.dumps(plain(reading), ensure_ascii=True, separators=(",", ":")).encode()
