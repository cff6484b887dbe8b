"""What running code again gives back: blocks under `made/`, each under the digest of the code, the parameters and the inputs that made it."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.model.plain import plain, value_of

T = TypeVar("T")
CODE = {".py", ".toml", ".csv", ".txt", ".json"}  # endings of code and of the words it works with
PACKAGE = Path(__file__).parent.parent
_READ = ("model", "tongues", "preserve", "guard/limits.py", "guard/unfolding.py", "read", "case/read.py")
_CLAIM = (*_READ, "claim", "case/claim.py")
_TRACE = (*_CLAIM, "trace", "case/trace.py")
ROOMS: dict[str, tuple[str, ...]] = {  # room -> the folders and files whose code decides what it makes: its own, and that of what goes in
    "read": _READ,
    "captures": (*_READ, "case/captures.py"),
    "claim": _CLAIM,
    "asked": (*_CLAIM, "case/asking.py"),
    "trace": _TRACE,
    "group": _TRACE,
    "pictures": ("model", "preserve", "guard/limits.py", "guard/unfolding.py", "read/pictures.py", "case/pictures.py"),
    "index": ("index", "tongues/scripts.py", "tongues/words.py", "tongues/zh/variants.py"),
    "lists": ("estimate", "case/lists.py", "case/overlapping.py", "data/estimate"),
    "estimate": ("estimate", "model/estimates.py", "tongues/dates.py"),
}
LASTING: Callable[[object], bool] = lambda value: True  # noqa: E731  values that may always be kept


@cache
def code_digest(room: str) -> str:
    """SHA-256 (hex) over the source files of a room, in the order of their names."""
    digest = hashlib.sha256()
    for place in ROOMS[room]:
        root = PACKAGE / place
        for path in sorted(p for p in (root.rglob("*") if root.is_dir() else [root]) if p.suffix in CODE):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def key_of(room: str, *inputs: object) -> str:
    """The name of a block: SHA-256 (hex) of the room's code and everything that went in."""
    raw = json.dumps([code_digest(room), [plain(x) for x in inputs]], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode("ascii")).hexdigest()


def made(
    folder: Path, room: str, key: str, kind: type[T], make: Callable[[], Iterable[T]], lasting: Callable[[T], bool] = LASTING
) -> tuple[T, ...]:
    """The values of a block: read from `made/` when they are there and whole, else made, and kept if all of them are lasting.

    A case that can only be read (another's, a disc) is worked out each time; a full disk is Trouble("disk-full").
    """
    path = folder / "made" / room / f"{key[:32]}.jsonl.gz"
    kept = _kept(path, kind)
    if kept is not None:
        return kept
    values = tuple(make())
    if all(lasting(v) for v in values):
        with _where_it_can_be_written():
            _keep(path, values)
    return values


def _keep(path: Path, values: tuple[T, ...]) -> None:
    lines = "".join(json.dumps(plain(v), ensure_ascii=False, separators=(",", ":")) + "\n" for v in values)
    disk.make_folder(path.parent)
    disk.put_bytes(path, gzip.compress((lines + f"{len(values)}\n").encode("utf-8", "surrogatepass"), 5, mtime=0))


@contextmanager
def _where_it_can_be_written() -> Iterator[None]:
    """Goes on where a disk refuses: what is made can be made again."""
    try:
        yield
    except Trouble as trouble:
        if trouble.code != "disk-error":
            raise


def is_made(folder: Path, room: str, key: str) -> bool:
    """Whether the block is there (it may still turn out damaged, and is then made again)."""
    return (folder / "made" / room / f"{key[:32]}.jsonl.gz").exists()


def _kept(path: Path, kind: type[T]) -> tuple[T, ...] | None:
    """The values of a block on disk, or None when it is absent, cut short or damaged."""
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8", "surrogatepass").split("\n")
        values = tuple(value_of(kind, json.loads(line)) for line in lines[:-2])
        return values if lines[-1] == "" and int(lines[-2]) == len(values) else None
    except (OSError, EOFError, zlib.error, ValueError, IndexError, Trouble):
        return None


def sweep(folder: Path, room: str, keys: Iterable[str]) -> None:
    """Remove the blocks of a room that nothing asks for any more."""
    wanted = {f"{k[:32]}.jsonl.gz" for k in keys}
    root = folder / "made" / room
    with _where_it_can_be_written():
        disk.sweep(root)  # what a kill has left; another command's unfinished file stays
        for path in sorted(root.glob("*")) if root.is_dir() else []:
            if path.name not in wanted and not path.name.endswith(disk.UNFINISHED):
                disk.remove(path)
