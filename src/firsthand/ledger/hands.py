"""What copies of a case tell one another besides their logs, in CASE/hands.db: cosignatures, wrapped keys, forks that were met.

None of it is truth: every row is checked when it is taken, and a case without this file is whole. Rows only ever add up, but for wrapped keys, which are
taken away when what they open is erased or their reader is revoked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import store

FILE = "hands.db"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A row: the log `by` says that the log `log` stood so; `line` is the signature line (proofs.cosign)."""

    log: str
    size: int
    root: bytes
    by: str
    line: str


@dataclass(frozen=True, slots=True, order=True)
class Fork:
    """Two signed checkpoints of one log that cannot both be of one past."""

    log: str
    one: bytes
    other: bytes


@contextlib.contextmanager
def opened_hands(folder: Path) -> Iterator[apsw.Connection]:
    """The hands.db of a case folder, made if there is none."""
    path = folder / FILE
    database = store.made(path)
    try:
        with store.troubles(path):
            yield database
    finally:
        store.closed(database)


def cosignatures(database: apsw.Connection) -> list[Cosigned]:
    """Every cosignature, unchecked."""
    rows = database.execute("SELECT log, size, root, by, line FROM cosigned ORDER BY log, size, by, root").fetchall()
    return [Cosigned(*row) for row in rows]  # type: ignore[arg-type]


def cosign(database: apsw.Connection, some: Iterable[Cosigned]) -> None:
    """Adds cosignatures."""
    with store.transaction(database):
        database.executemany(
            "INSERT OR IGNORE INTO cosigned(log, size, root, by, line) VALUES(?, ?, ?, ?, ?)",
            [(c.log, c.size, c.root, c.by, c.line) for c in some],
        )


def forks(database: apsw.Connection) -> list[Fork]:
    """Every fork on record, unchecked."""
    return [Fork(*row) for row in database.execute("SELECT log, one, other FROM forks ORDER BY log, one, other").fetchall()]  # type: ignore[arg-type]


def note_forks(database: apsw.Connection, some: Iterable[Fork]) -> None:
    """Adds forks; the two notes of each in a fixed order."""
    rows = [(f.log, *sorted((f.one, f.other))) for f in some]
    with store.transaction(database):
        database.executemany("INSERT OR IGNORE INTO forks(log, one, other) VALUES(?, ?, ?)", rows)


def wrapped_for(database: apsw.Connection, reader: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, box) of every key that is wrapped for this reading key."""
    for name, box in database.execute("SELECT name, box FROM wrapped WHERE reader = ? ORDER BY name", (reader,)).fetchall():
        if isinstance(name, bytes) and isinstance(box, bytes):
            yield name, box


def wrap(database: apsw.Connection, rows: Iterable[tuple[bytes, bytes, bytes]]) -> None:
    """Adds (name, reader, box)."""
    with store.transaction(database):
        database.executemany("INSERT OR REPLACE INTO wrapped(name, reader, box) VALUES(?, ?, ?)", rows)


def erase(database: apsw.Connection, names: Iterable[bytes]) -> None:
    """Takes away the wrapped keys of these names; nothing of them stays in the file."""
    with store.transaction(database):
        database.executemany("DELETE FROM wrapped WHERE name = ?", [(n,) for n in names])
    _emptied(database)


def shut_out(database: apsw.Connection, readers: Iterable[bytes]) -> None:
    """Takes away every wrapped key that is for one of these readers."""
    with store.transaction(database):
        database.executemany("DELETE FROM wrapped WHERE reader = ?", [(r,) for r in readers])
    _emptied(database)


def _emptied(database: apsw.Connection) -> None:
    if not store.fold_in(database):
        raise Trouble("case-busy", path=str(Path(database.filename).parent))
