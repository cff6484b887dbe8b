"""SQLite as the ledger and the keys use it: WAL, synchronous=FULL, strict tables, SQLite's errors as Trouble.

apsw everywhere: opening the same file with the `sqlite3` module in one process would break SQLite's locks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import apsw

from firsthand.errors import Trouble

APPLICATION = 0x46697273  # "Firs": how `file` and a stranger tell our databases from others
FORMAT = 1  # of ledger.db, keys.db and hands.db, kept as user_version

_LEDGER = """
CREATE TABLE logs(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, vkey TEXT NOT NULL, size INTEGER NOT NULL, peaks BLOB NOT NULL) STRICT;
CREATE TABLE entries(place INTEGER PRIMARY KEY, log INTEGER NOT NULL, idx INTEGER NOT NULL, line BLOB NOT NULL, UNIQUE(log, idx)) STRICT;
CREATE TABLE batches(log INTEGER NOT NULL, size INTEGER NOT NULL, note BLOB NOT NULL, leaves BLOB NOT NULL, PRIMARY KEY(log, size)) STRICT;
CREATE TABLE payloads(commitment BLOB PRIMARY KEY, box BLOB NOT NULL) STRICT;
"""
_KEYS = """
CREATE TABLE keys(name BLOB PRIMARY KEY, key BLOB, destroyed INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE memory(log TEXT PRIMARY KEY, of TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_HANDS = """
CREATE TABLE cosigned(log TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, by TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(log, size, by, root)) STRICT, WITHOUT ROWID;
CREATE TABLE wrapped(name BLOB NOT NULL, reader BLOB NOT NULL, box BLOB NOT NULL, PRIMARY KEY(name, reader)) STRICT, WITHOUT ROWID;
CREATE TABLE forks(log TEXT NOT NULL, one BLOB NOT NULL, other BLOB NOT NULL, PRIMARY KEY(log, one, other)) STRICT, WITHOUT ROWID;
"""
SCHEMAS: dict[str, str] = {"ledger.db": _LEDGER, "keys.db": _KEYS, "hands.db": _HANDS}


@dataclass(frozen=True, slots=True)
class Storage:
    """How SQLite writes: FULL for every real case (NORMAL is the negative control of the power-cut test), which VFS, how long to wait for a lock."""

    synchronous: Literal["FULL", "NORMAL"] = "FULL"
    vfs: str | None = None
    wait_ms: int = 30_000


DURABLE = Storage()


@contextlib.contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turns what SQLite raises about `path` into Trouble."""
    try:
        yield
    except apsw.FullError as why:
        raise Trouble("disk-full", path=str(path)) from why
    except (apsw.BusyError, apsw.LockedError) as why:
        raise Trouble("case-busy", path=str(path.parent)) from why
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.MismatchError) as why:
        raise Trouble("ledger-damaged", path=str(path), why=str(why)) from why
    except apsw.Error as why:
        raise Trouble("disk-error", path=str(path), why=str(why)) from why


def made(path: Path, storage: Storage = DURABLE) -> apsw.Connection:
    """A new or existing database of that name (ledger.db, keys.db), with its tables."""
    with troubles(path):
        connection = _connected(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, storage)
        with transaction(connection):
            if _number(connection, "user_version") == 0:
                connection.execute(SCHEMAS[path.name])
                connection.execute(f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORMAT}")
        _check_format(connection, path)
        return connection


def opened(path: Path, storage: Storage = DURABLE) -> apsw.Connection:
    """An existing database; read-only where its folder cannot be written. Raises Trouble("missing"), ("case-newer"), ("ledger-damaged")."""
    if not path.is_file():
        raise Trouble("missing", path=str(path))
    with troubles(path):
        try:
            connection = _connected(path, apsw.SQLITE_OPEN_READWRITE, storage)
        except (apsw.ReadOnlyError, apsw.CantOpenError):
            return _read_only(path)
        _check_format(connection, path)
        return connection


def check_tables(connection: apsw.Connection, path: Path) -> None:
    """Raises Trouble("ledger-damaged") unless the database has exactly our tables: one from elsewhere may bring triggers or views of its own."""
    with troubles(path):
        found = {str(sql) for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()}
    if found != {one.strip() for one in SCHEMAS[path.name].split(";") if one.strip()}:
        raise Trouble("ledger-damaged", path=str(path), why="its tables are not those of Firsthand")


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """One writing transaction: waits for its turn, commits at the end, rolls back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def unwaited(connection: apsw.Connection) -> Iterator[None]:
    """A transaction that is whole or not there after a power cut, and that nobody waits for until it is on the disk."""
    before = _number(connection, "synchronous")
    connection.execute("PRAGMA synchronous=NORMAL")
    try:
        with transaction(connection):
            yield
    finally:
        connection.execute(f"PRAGMA synchronous={before}")


def closed(connection: apsw.Connection) -> None:
    """Folds the write-ahead log into the database, truncates it and closes. Where that fails (a full disk, a reader), the log beside it keeps all."""
    with contextlib.suppress(apsw.Error):
        fold_in(connection)
    with contextlib.suppress(apsw.Error):
        connection.close()


def fold_in(connection: apsw.Connection) -> bool:
    """Moves the write-ahead log into the database and truncates it, so that nothing old stays in it; gives whether that could be done."""
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]
    return busy == 0


def _connected(path: Path, flags: int, storage: Storage) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=flags, vfs=storage.vfs)
    connection.set_busy_timeout(storage.wait_ms)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(
        f"PRAGMA synchronous={storage.synchronous}; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON"
    )
    return connection


def _read_only(path: Path) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(path.absolute().as_uri() + "?immutable=1", flags=flags)
    _check_format(connection, path)
    return connection


def _check_format(connection: apsw.Connection, path: Path) -> None:
    found = _number(connection, "user_version")
    if found > FORMAT:
        connection.close()
        raise Trouble("case-newer", format=found, known=FORMAT)
    if found != FORMAT or _number(connection, "application_id") != APPLICATION:
        connection.close()
        raise Trouble("ledger-damaged", path=str(path), why="it is not a database of Firsthand")


def _number(connection: apsw.Connection, pragma: str) -> int:
    value = connection.execute(f"PRAGMA {pragma}").get
    return value if isinstance(value, int) else 0
