"""What never lies in a case folder: the signing key of each log, the keys of sealed payloads and objects, and how long each log was last seen.

$FIRSTHAND_HOME: `logs/ID.key` (a private key as golang's sumdb spells it, readable by its owner alone) and `keys.db`. The caller says where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import store
from firsthand.proofs.notes import Signer, signer_of

AT_ONCE = 500  # names asked for in one statement


@dataclass(frozen=True, slots=True)
class Seen:
    """How a log was last seen: which case it belongs to, how many entries, their root."""

    log: str
    case: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Home:
    """An opened home. Make it by opened_home(), end it by closed_home()."""

    folder: Path
    database: apsw.Connection


def opened_home(folder: Path, storage: store.Storage = store.DURABLE) -> Home:
    """The home in `folder`, made if there is none; only its owner may look into it."""
    disk.make_folder(folder, 0o700)
    disk.make_folder(folder / "logs", 0o700)
    path = folder / "keys.db"
    fresh = not path.exists()
    home = Home(folder, store.made(path, storage))
    if fresh:
        disk.sync_folder(folder)
    return home


def empty_home(folder: Path) -> Home:
    """A home that knows nothing and keeps nothing, for a computer that has none in `folder`."""
    database = apsw.Connection(":memory:")
    database.execute(store.SCHEMAS["keys.db"])
    return Home(folder, database)


def closed_home(home: Home) -> None:
    """Ends the use of a home."""
    store.closed(home.database)


def keep_signer(home: Home, log: str, signer: Signer) -> None:
    """Keeps the signing key of a log, durably, before anything is signed with it."""
    disk.put_bytes(_key_file(home, log), signer.secret.encode() + b"\n", disk.PRIVATE)


def signer_for(home: Home, log: str) -> Signer | None:
    """The signing key of a log, None where this computer has none."""
    path = _key_file(home, log)
    if not path.is_file():
        return None
    with disk.troubles(path):
        secret = path.read_text("utf-8")
    return signer_of(secret.rstrip("\n"))


def keep_reader(home: Home, log: str, private: bytes) -> None:
    """Keeps the private reading key of who writes this log."""
    disk.put_bytes(_key_file(home, log, "reader"), private.hex().encode() + b"\n", disk.PRIVATE)


def reader_for(home: Home, log: str) -> bytes | None:
    """The private reading key of a log, None where this computer has none."""
    path = _key_file(home, log, "reader")
    if not path.is_file():
        return None
    with disk.troubles(path):
        return bytes.fromhex(path.read_text("ascii"))


def forget(home: Home, log: str) -> None:
    """Destroys the signing key and the reading key of a log: nobody can go on with it, or open what is wrapped for it."""
    for ending in ("key", "reader"):
        path = _key_file(home, log, ending)
        if path.is_file():
            disk.put_bytes(path, bytes(len(path.read_bytes())), disk.PRIVATE)
        disk.remove(path)


def secret_for(home: Home, logs: Sequence[str], purpose: str, length: int) -> bytes:
    """Secret bytes for one purpose from the key of the last of these logs that has one here (HKDF-SHA256 of its seed); b"" where none has."""
    signer = next((s for log in reversed(logs) if (s := signer_for(home, log)) is not None), None)
    return HKDF(SHA256(), length, None, purpose.encode()).derive(signer.seed) if signer else b""


def keep_keys(home: Home, keys: Sequence[tuple[bytes, bytes]]) -> None:
    """Keeps (name, key) pairs durably; what is known, or was destroyed, stays as it is. A name is a commitment, or the digest of a sealed object; both are 32 bytes."""
    if not keys:
        return
    with store.troubles(home.folder / "keys.db"), store.transaction(home.database):
        home.database.executemany("INSERT INTO keys(name, key, destroyed) VALUES(?, ?, NULL) ON CONFLICT(name) DO NOTHING", keys)


def keys_for(home: Home, names: Iterable[bytes]) -> dict[bytes, bytes | None]:
    """The keys of these names: None where one was destroyed; a name that was never known is left out."""
    wanted, found = list(names), dict[bytes, bytes | None]()
    with store.troubles(home.folder / "keys.db"):
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            found.update(
                (n, k)
                for n, k in home.database.execute(f"SELECT name, key FROM keys WHERE name IN ({marks})", some)
                if isinstance(n, bytes)
            )
    return found


def destroy_keys(home: Home, names: Iterable[bytes], at: int) -> None:
    """Overwrites these keys and empties the write-ahead log, so that no file of the home holds them; that they were destroyed stays known.

    Raises Trouble("case-busy") where another process keeps the write-ahead log from being emptied: the keys cannot be used any more; call again.
    """
    gone = [(name, at) for name in names]
    with store.troubles(home.folder / "keys.db"):
        with store.transaction(home.database):
            home.database.executemany(
                "INSERT INTO keys(name, key, destroyed) VALUES(?, NULL, ?) ON CONFLICT(name) DO UPDATE SET key = NULL, destroyed = excluded.destroyed",
                gone,
            )
        if not store.fold_in(home.database):
            raise Trouble("case-busy", path=str(home.folder))


def remember(home: Home, seen: Seen) -> None:
    """Remembers how a log stands; what is longer is never replaced by what is shorter. Not waited for: a memory that a power cut takes only remembers less."""
    with store.troubles(home.folder / "keys.db"), store.unwaited(home.database):
        home.database.execute(
            "INSERT INTO memory(log, of, size, root) VALUES(?, ?, ?, ?) ON CONFLICT(log) DO UPDATE SET size = excluded.size, root = excluded.root"
            " WHERE excluded.size > size",
            (seen.log, seen.case, seen.size, seen.root),
        )


def remembered(home: Home, log: str) -> Seen | None:
    """How a log was last seen from this computer, None if never."""
    found = [seen for seen in _memories(home, "log", log)]
    return found[0] if found else None


def remembered_of(home: Home, case: str) -> tuple[Seen, ...]:
    """How each log of a case was last seen."""
    return tuple(_memories(home, "of", case))


def _memories(home: Home, column: str, value: str) -> list[Seen]:
    with store.troubles(home.folder / "keys.db"):
        rows = home.database.execute(f"SELECT log, of, size, root FROM memory WHERE {column} = ? ORDER BY log", (value,)).fetchall()
    return [Seen(str(log), str(of), int(size), bytes(root)) for log, of, size, root in rows]  # type: ignore[arg-type]


def _key_file(home: Home, log: str, ending: str = "key") -> Path:
    if not log.isalnum():
        raise Trouble("ledger-damaged", path=str(home.folder), why=f"{log!r} cannot be the id of a log")
    return home.folder / "logs" / f"{log}.{ending}"
