"""What a disk may hold after a power cut, worked out from a journal of steps (firsthand.guard.disk.Op, and what campaigns.vfs adds for SQLite).

Bytes that were not synced may be there, missing, or torn at a sector; names that were not synced may be there or not. Nothing else is assumed: not
that writes arrive in order, nor that a rename is one step.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from firsthand.guard.disk import Op

SECTOR = 512  # bytes that a disk writes whole


@dataclass
class Inode:
    """A file's synced bytes and the writes since, in order: (offset, bytes), or (size, None) for a truncation."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass
class World:
    """A disk while steps arrive: the names as processes see them, the names as synced, and the changes of names since."""

    seen: dict[str, Inode] = field(default_factory=dict)
    durable: dict[str, Inode] = field(default_factory=dict)
    pending: list[tuple[str, Inode | None]] = field(default_factory=list)  # name -> its file from then on, None when removed

    def take(self, op: Op) -> None:
        """One step."""
        getattr(self, f"_{op.step}")(op)

    def _create(self, op: Op) -> None:
        if op.path not in self.seen:
            self._named(op.path, Inode())

    def _write(self, op: Op) -> None:
        self.seen[op.path].pending.append((op.offset, op.data))

    def _truncate(self, op: Op) -> None:
        self.seen[op.path].pending.append((op.offset, None))

    def _sync(self, op: Op) -> None:
        inode = self.seen[op.path]
        for change in inode.pending:
            _apply(inode.durable, change)
        inode.pending.clear()

    def _rename(self, op: Op) -> None:
        self._named(op.to, self.seen[op.path])
        self._named(op.path, None)

    def _remove(self, op: Op) -> None:
        if op.path in self.seen:
            self._named(op.path, None)

    def _folder(self, op: Op) -> None:
        """Folders are there when anything in them is; an empty one matters to nobody."""

    def _sync_folder(self, op: Op) -> None:
        synced = [(path, inode) for path, inode in self.pending if str(PurePath(path).parent) == op.path]
        self.pending = [change for change in self.pending if change not in synced]
        for path, inode in synced:
            _name(self.durable, path, inode)

    def _named(self, path: str, inode: Inode | None) -> None:
        _name(self.seen, path, inode)
        self.pending.append((path, inode))


def world_after(ops: Iterable[Op]) -> World:
    """The disk after these steps."""
    world = World()
    for op in ops:
        world.take(op)
    return world


def cut(world: World, chance: random.Random) -> dict[str, bytes]:
    """The files that one power cut leaves, by path."""
    names = dict(world.durable)
    for path, inode in world.pending:
        if chance.random() < 0.5:
            _name(names, path, inode)
    left: dict[int, bytes] = {}
    for inode in names.values():
        left.setdefault(id(inode), _left(inode, chance))
    return {path: left[id(inode)] for path, inode in names.items()}


def restored(files: dict[str, bytes], was: Path, at: Path) -> None:
    """Writes the files, which were under `was`, under `at`."""
    for path, data in files.items():
        place = at / PurePath(path).relative_to(was)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _left(inode: Inode, chance: random.Random) -> bytes:
    data = bytearray(inode.durable)
    fate = chance.choice(("all", "none", "some"))  # disks often lose everything or nothing; the mix is the hard case
    for change in inode.pending:
        kept = {"all": "kept", "none": "dropped", "some": chance.choice(("kept", "dropped", "torn"))}[fate]
        if kept == "kept":
            _apply(data, change)
        elif kept == "torn":
            _tear(data, change, chance)
    return bytes(data)


def _tear(data: bytearray, change: tuple[int, bytes | None], chance: random.Random) -> None:
    offset, written = change
    if written is None:
        return
    for start in range(0, len(written), SECTOR):
        if chance.random() < 0.5:
            _apply(data, (offset + start, written[start : start + SECTOR]))


def _apply(data: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, written = change
    if written is None:
        del data[offset:]
        return
    data.extend(bytes(max(0, offset - len(data))))
    data[offset : offset + len(written)] = written


def _name(names: dict[str, Inode], path: str, inode: Inode | None) -> None:
    if inode is None:
        names.pop(path, None)
    else:
        names[path] = inode
