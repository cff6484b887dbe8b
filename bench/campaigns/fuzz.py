"""Broken files for every parser that we own or wrap: files of our own, mutated; each must be read, or refused with an error of ours, within 10 seconds
and 1 GiB. What a limit had to stop, and any other error, is a fault, and the file is kept in the temporary folder under its digest.

The corpus: tests/museum, the documents of the sample case, and the files that campaigns.residue writes.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from campaigns import cases, residue
from firsthand.errors import Trouble
from firsthand.guard.limits import MIB, Limits
from firsthand.guard.sandbox import Crew
from firsthand.ledger.lines import entry_of
from firsthand.proofs.canonical import parsed
from firsthand.proofs.cosign import cosignature_of
from firsthand.proofs.notes import Checkpoint, Signer, checkpoint_of, checkpoint_signed, verifier_of

ROOT = Path(__file__).parents[2]
LIMITS = Limits(wall_seconds=10, cpu_seconds=10, memory_bytes=1024 * MIB)
FAULTS = frozenset({"worker-died", "bug"})
INTERESTING = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"%s%n",
    b"\r\n",
    b"<",
    b"&#x110000;",
    b"../../",
    "é".encode("latin-1"),
    "\u202e".encode(),
)


@dataclass
class Fuzzed:
    """How many broken files were tried on how many parsers, how many were read, how many refused, what went otherwise, the slowest in seconds."""

    tried: int = 0
    parsers: int = 0
    answered: int = 0
    refused: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)


def broken(seed: int, seconds: float) -> Fuzzed:
    """Every parser for so many seconds."""
    found, folder = Fuzzed(), cases.scratch("fuzz-")
    try:
        corpus = _corpus(folder / "seeds")
        for number, (name, endings, tries) in enumerate(PARSERS):
            seeds = [raw for ending, raw in corpus if not endings or ending in endings]
            assert seeds, f"nothing to break for {name}"
            found.parsers += 1
            tries(name, _endless(seeds, random.Random(seed * 1000 + number)), time.monotonic() + seconds, found)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _corpus(folder: Path) -> list[tuple[str, bytes]]:
    """(ending, bytes) of every file of ours."""
    residue.written(folder)
    files = [*folder.iterdir(), *(ROOT / "tests/museum").iterdir(), *(ROOT / "src/firsthand/data/sample/documents").iterdir()]
    return [(p.suffix.lower(), p.read_bytes()) for p in sorted(files) if p.is_file() and p.suffix != ".py" and p.stat().st_size < 400_000]


def _endless(seeds: list[bytes], chance: random.Random) -> Iterator[bytes]:
    while True:
        yield mutated(chance.choice(seeds), seeds, chance)


def mutated(raw: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """A file broken in one to eight places: bits, bytes that parsers stumble over, pieces taken out, doubled, moved, or put in from another file."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, most = chance.randrange(len(data) + 1), min(len(data), chance.choice((1, 4, 30, 400, 5000)))
        piece = bytes(data[at : at + most])
        match chance.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                data[at : at + chance.choice((0, 1, 4))] = chance.choice(INTERESTING)
            case 2:
                del data[at : at + most]
            case 3:
                data[at:at] = piece * chance.choice((1, 2, 50))
            case 4:
                del data[at:]
            case 5:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                data[at:at] = other[start : start + most]
            case _:
                data[at : at + most] = chance.randbytes(len(piece))
    return bytes(data[: 2 * MIB])


# ---- in the sandbox -------------------------------------------------------------------------------------------------------------------------


def _in_crew(work: str, task: Callable[[bytes], bytes]) -> Callable[[str, Iterator[bytes], float, Fuzzed], None]:
    """A parser that runs in workers: tasks are made of the broken files."""

    def tries(name: str, files: Iterator[bytes], until: float, found: Fuzzed) -> None:
        with Crew(work, limits=LIMITS) as crew:
            while time.monotonic() < until:
                some = [next(files) for _ in range(20)]
                start = time.monotonic()
                for index, answer in crew.each(task(raw) for raw in some):
                    _count(name, some[index], answer, found)
                    found.slowest, start = max(found.slowest, time.monotonic() - start), time.monotonic()

    return tries


def _read_as(media: str, how: str = "file") -> Callable[[bytes], bytes]:
    def task(raw: bytes) -> bytes:
        part = {"object": "0" * 64, "offset": 0, "length": len(raw), "payload": hashlib.sha256(raw).hexdigest()}
        head = {"source": "s", "name": "fuzzed", "capture": "p", "part": part, "media": media, "how": how, "captured": None, "listed": {}}
        return json.dumps(head).encode() + b"\n" + raw

    return task


_PLACE = Path(tempfile.gettempdir()) / "firsthand-fuzz"


def _in_file(ending: str) -> Callable[[bytes], bytes]:
    """The broken file lies where the worker can open it; some are kept at a time."""
    numbers = iter(range(10**9))

    def task(raw: bytes) -> bytes:
        _PLACE.mkdir(exist_ok=True)
        path = _PLACE / f"now{next(numbers) % 64}{ending}"
        path.write_bytes(raw)
        return json.dumps({"path": str(path)}).encode()

    return task


def _intake(name: str, files: Iterator[bytes], until: float, found: Fuzzed) -> None:
    """Whatever `preserve` is given: type, archives, records, lists."""
    from firsthand.preserve.intake import intake
    from firsthand.preserve.kept import Kept, Noticed, Skipped

    folder = cases.scratch("fuzz-intake-")
    try:
        while time.monotonic() < until:
            some = {f"{i}{name}": next(files) for i in range(20)}
            for file, raw in some.items():
                (folder / file).write_bytes(raw)
            start = time.monotonic()
            for one in intake([str(folder / file) for file in some]):
                if isinstance(one, Kept):
                    found.answered += 1
                elif isinstance(one, (Skipped, Noticed)):
                    _count(f"intake {name}", b"".join(some.values()), one.trouble, found, counted=0)
            found.tried += len(some)
            found.slowest = max(found.slowest, (time.monotonic() - start) / len(some))
    finally:
        shutil.rmtree(folder)


# ---- of our own, in this process ------------------------------------------------------------------------------------------------------------


_SIGNER = Signer("firsthand/gfuzz", bytes(32))
_NOTE = checkpoint_signed(3, bytes(32), _SIGNER).note
_LINE = b'{"answer":"accept","at":1700000000,"kind":"decided","of":"claim","sees":[],"subject":"c1","v":1}'
_OWN: dict[str, tuple[list[bytes], Callable[[bytes], object]]] = {
    "canonical JSON": ([_LINE, b'{"a":[1,true,null,"\xe2\x80\xae"]}'], parsed),
    "entries": ([_LINE], entry_of),
    "signed notes": ([_NOTE], lambda raw: checkpoint_of(raw, verifier_of(_SIGNER.vkey))),
    "public keys": ([_SIGNER.vkey.encode()], lambda raw: verifier_of(raw.decode("latin-1"))),
    "cosignatures": (
        ["\u2014 firsthand/gfuzz AAAAAAAAAAAAAAAAAAAAAAAA".encode()],
        lambda raw: cosignature_of(raw.decode("latin-1"), Checkpoint("firsthand/ga", 1, bytes(32)), verifier_of(_SIGNER.vkey)),
    ),
}


def _own(name: str, files: Iterator[bytes], until: float, found: Fuzzed) -> None:
    seeds, parse = _OWN[name]
    chance = random.Random(len(name))
    while time.monotonic() < until:
        raw, start = mutated(chance.choice(seeds), seeds, chance), time.monotonic()
        try:
            parse(raw)
            answer: bytes | Trouble = b""
        except Trouble as trouble:
            answer = trouble
        except Exception as bug:  # noqa: BLE001  that is what is looked for
            answer = Trouble("bug", why=f"{type(bug).__name__}: {bug}")
        _count(name, raw, answer, found)
        found.slowest = max(found.slowest, time.monotonic() - start)


def _count(name: str, raw: bytes, answer: bytes | Trouble, found: Fuzzed, counted: int = 1) -> None:
    found.tried += counted
    if not isinstance(answer, Trouble):
        found.answered += 1
    elif answer.code in FAULTS:
        _PLACE.mkdir(exist_ok=True)
        path = _PLACE / hashlib.sha256(raw).hexdigest()[:16]
        path.write_bytes(raw)
        found.wrong.append(f"{name}: {answer.text} ({path})")
    else:
        found.refused += 1


READ, LOOK = "firsthand.case.read:read_one", "firsthand.case.pictures:look_at_one"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARSERS: tuple[tuple[str, tuple[str, ...], Callable[[str, Iterator[bytes], float, Fuzzed], None]], ...] = (
    ("HTML", (".html",), _in_crew(READ, _read_as("text/html"))),
    ("text", (".txt",), _in_crew(READ, _read_as("text/plain"))),
    ("PDF", (".pdf",), _in_crew(READ, _read_as("application/pdf"))),
    ("Word", (".docx",), _in_crew(READ, _read_as(DOCX))),
    ("mail", (".eml",), _in_crew(READ, _read_as("message/rfc822"))),
    ("MHTML", (".mhtml",), _in_crew(READ, _read_as("multipart/related"))),
    ("pictures", (".png",), _in_crew(LOOK, _read_as("image/png"))),
    ("requisites", (".html",), _in_crew("firsthand.preserve.requisites:found", lambda raw: b'{"url": "https://example.org/"}\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n' + raw)),
    ("tables", (".csv",), _in_crew("firsthand.read.tables:rows_in", _in_file(".csv"))),
    *((ending, (ending,), _intake) for ending in (".warc", ".gz", ".wacz", ".zip", ".ris", ".bib", ".json", ".csv")),
    *((name, (), _own) for name in _OWN),
)  # fmt: skip
