"""Flipped bits: one bit anywhere in the case folder; audit must find it, unless nothing that was kept has changed (an unused byte of SQLite's)."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import apsw

from campaigns import cases

TABLES = ("logs", "entries", "batches", "payloads")
KEPT = (("entries", "line"), ("batches", "note"), ("batches", "leaves"), ("payloads", "box"))


@dataclass(frozen=True)
class Flips:
    """How many bits were flipped, how many audit found, how many changed nothing that was kept, and what went unnoticed."""

    tried: int
    found: int
    harmless: int
    unnoticed: list[str]


def anywhere(seed: int, trials: int) -> Flips:
    """Bits flipped in the files as they lie on the disk."""
    with _case(seed) as root:
        chance, before = random.Random(seed), _content(root)
        files = sorted(p for p in (root / "case").rglob("*") if p.is_file())
        outcomes = [_one_file(root, chance.choice(files[:1] * 3 + files), chance, before) for _ in range(trials)]
    return _summed(outcomes)


def in_what_is_kept(seed: int, trials: int) -> Flips:
    """Bits flipped in a line, a checkpoint, the hashes or a sealed payload, so that SQLite itself sees nothing wrong."""
    with _case(seed) as root:
        chance = random.Random(seed)
        outcomes = [_one_value(root, chance) for _ in range(trials)]
    return _summed(outcomes)


class _case:
    def __init__(self, seed: int) -> None:
        self.root = cases.scratch("flips-")
        cases.begun(self.root, seed)
        chance, done = random.Random(seed), cases.Acknowledged()
        with cases.opened(self.root, seed + 1) as ledger:
            for _ in range(8):
                done = cases.batch(ledger, chance, done)

    def __enter__(self) -> Path:
        return self.root

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.root)


def _one_file(root: Path, path: Path, chance: random.Random, before: object) -> str:
    data = path.read_bytes()
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
    try:
        if cases.first_broken(root):
            return "found"
        return "harmless" if _content(root) == before else f"bit {bit} of byte {place} of {path.name}"
    finally:
        for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            name.unlink(missing_ok=True)
        path.write_bytes(data)


def _one_value(root: Path, chance: random.Random) -> str:
    table, column = chance.choice(KEPT)
    path = root / "case" / "ledger.db"
    whole = path.read_bytes()
    connection = apsw.Connection(str(path))
    row, data = chance.choice(connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall())
    place, bit = chance.randrange(len(data)), chance.randrange(8)
    connection.execute(
        f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :], row)
    )
    connection.close()
    try:
        return "found" if cases.first_broken(root) else f"bit {bit} of byte {place} of {column} of {table}"
    finally:
        path.write_bytes(whole)


def _content(root: Path) -> object:
    """Everything that is kept: the rows, and the bytes of the vault."""
    path = root / "case" / "ledger.db"
    try:
        connection = apsw.Connection(path.as_uri() + "?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
        rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
        connection.close()
    except apsw.Error as why:
        return str(why)
    return rows, {p.name: p.read_bytes() for p in (root / "case" / "vault").rglob("*") if p.is_file()}


def _summed(outcomes: list[str]) -> Flips:
    unnoticed = [o for o in outcomes if o not in ("found", "harmless")]
    return Flips(len(outcomes), outcomes.count("found"), outcomes.count("harmless"), unnoticed)
