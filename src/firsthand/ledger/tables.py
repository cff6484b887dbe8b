"""The tables of ledger.db as typed rows: logs, entries, batches with their checkpoints, sealed payloads. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import store
from firsthand.ledger.seals import Sealed
from firsthand.proofs.merkle import HASH, Frontier, grown, leaf_hash, root_of
from firsthand.proofs.notes import Checkpoint, Signer, checkpoint_signed

Row = tuple[bytes, Sealed | None]  # a line and what it seals
ERASURES = ("erased", "answered")  # kinds of entries that name what was erased


@dataclass(frozen=True, slots=True)
class Log:
    """A log as its row says: its number in this file, id, public key, and how far it has grown."""

    number: int
    id: str
    vkey: str
    frontier: Frontier


def begin(database: apsw.Connection, identity: str, vkey: str) -> Log:
    """A new, empty log."""
    number = len(logs(database)) + 1
    database.execute("INSERT INTO logs(number, id, vkey, size, peaks) VALUES(?, ?, ?, 0, x'')", (number, identity, vkey))
    return Log(number, identity, vkey, Frontier())


def write(database: apsw.Connection, log: Log, signer: Signer, rows: Sequence[Row]) -> Checkpoint:
    """Writes rows, their leaf hashes, their payloads and the checkpoint over the log as it is then."""
    hashes = [leaf_hash(line) for line, _ in rows]
    frontier = grown(log.frontier, hashes)
    checkpoint = checkpoint_signed(frontier.size, root_of(frontier), signer)
    place, size = count(database), log.frontier.size
    database.executemany(
        "INSERT INTO entries VALUES(?, ?, ?, ?)", ((place + i, log.number, size + i, line) for i, (line, _) in enumerate(rows))
    )
    database.executemany("INSERT INTO payloads VALUES(?, ?)", ((s.commitment, s.box) for _, s in rows if s))
    database.execute("INSERT INTO batches VALUES(?, ?, ?, ?)", (log.number, frontier.size, checkpoint.note, b"".join(hashes)))
    database.execute("UPDATE logs SET size = ?, peaks = ? WHERE number = ?", (frontier.size, b"".join(frontier.peaks), log.number))
    return checkpoint


def logs(database: apsw.Connection) -> list[Log]:
    """Every log of the case, in the order in which they were begun here. Raises Trouble("ledger-damaged") where a row makes no sense."""
    rows = _rows(database, "SELECT number, id, vkey, size, peaks FROM logs ORDER BY number")
    try:
        return [Log(number, identity, vkey, Frontier(size, tuple(parted(peaks)))) for number, identity, vkey, size, peaks in rows]
    except ValueError as why:
        raise Trouble("ledger-damaged", path="ledger.db", why=f"the row of a log makes no sense: {why}") from None


def count(database: apsw.Connection) -> int:
    """How many entries there are, in all logs."""
    last = _rows(database, "SELECT max(place) FROM entries")[0][0]
    return last + 1 if isinstance(last, int) else 0


def entries(database: apsw.Connection, since: int, most: int) -> list[tuple[int, int, bytes]]:
    """(log number, index, line) of at most so many entries in the order received, from place `since`."""
    return _rows(database, "SELECT log, idx, line FROM entries WHERE place >= ? ORDER BY place LIMIT ?", since, most)


def entries_at(database: apsw.Connection, places: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """(log number, index, line) of the entries at these places, in their order."""
    marks = ",".join("?" * len(places))
    found = {place: row for place, *row in _rows(database, f"SELECT place, log, idx, line FROM entries WHERE place IN ({marks})", *places)}
    return [(found[p][0], found[p][1], found[p][2]) for p in places if p in found]


def lines(database: apsw.Connection, log: int, since: int, until: int) -> list[bytes]:
    """The lines [since, until) of a log."""
    rows = _rows(database, "SELECT line FROM entries WHERE log = ? AND idx >= ? AND idx < ? ORDER BY idx", log, since, until)
    return [line for (line,) in rows if isinstance(line, bytes)]


def batches_after(database: apsw.Connection, log: int, size: int) -> list[tuple[int, bytes]]:
    """(size after it, signed checkpoint) of each batch beyond so many entries."""
    return _rows(database, "SELECT size, note FROM batches WHERE log = ? AND size > ? ORDER BY size", log, size)


def take(database: apsw.Connection, log: Log, rows: Sequence[Row], frontier: Frontier, note: bytes) -> None:
    """Writes a batch that another copy of the case has written, checkpoint and all, as it is there."""
    place, size = count(database), log.frontier.size
    hashes = [leaf_hash(line) for line, _ in rows]
    database.executemany(
        "INSERT INTO entries VALUES(?, ?, ?, ?)", ((place + i, log.number, size + i, line) for i, (line, _) in enumerate(rows))
    )
    database.executemany("INSERT OR IGNORE INTO payloads VALUES(?, ?)", ((s.commitment, s.box) for _, s in rows if s))
    database.execute("INSERT INTO batches VALUES(?, ?, ?, ?)", (log.number, frontier.size, note, b"".join(hashes)))
    database.execute("UPDATE logs SET size = ?, peaks = ? WHERE number = ?", (frontier.size, b"".join(frontier.peaks), log.number))


def in_order(database: apsw.Connection) -> bool:
    """Whether places run from 0 without a gap, and within each log in the order of the log."""
    last: dict[int, int] = {}
    for number, (place, log, index) in enumerate(database.execute("SELECT place, log, idx FROM entries ORDER BY place")):
        if place != number or index != last.get(log, -1) + 1:
            return False
        last[log] = index
    return True


def place(database: apsw.Connection, log: str, index: int) -> int:
    """The place of an entry among all that came into this copy, -1 where there is none."""
    found = _rows(database, "SELECT place FROM entries WHERE idx = ? AND log = (SELECT number FROM logs WHERE id = ?)", index, log)
    return int(found[0][0]) if found else -1


def erasures(database: apsw.Connection) -> list[bytes]:
    """The lines of the entries that tell of an erasure, of every log."""
    kinds = " OR ".join("instr(line, CAST(? AS BLOB)) > 0" for _ in ERASURES)
    found = _rows(database, f"SELECT line FROM entries WHERE {kinds}", *(f'"kind":"{k}"' for k in ERASURES))
    return [line for (line,) in found if isinstance(line, bytes)]


def line(database: apsw.Connection, log: int, index: int) -> bytes | None:
    """The line of one entry."""
    return _bytes(database, "SELECT line FROM entries WHERE log = ? AND idx = ?", log, index)


def note(database: apsw.Connection, log: int, size: int) -> bytes | None:
    """The signed checkpoint over exactly so many entries."""
    return _bytes(database, "SELECT note FROM batches WHERE log = ? AND size = ?", log, size)


def latest_note(database: apsw.Connection, log: int) -> bytes | None:
    """The signed checkpoint over most entries."""
    return _bytes(database, "SELECT note FROM batches WHERE log = ? ORDER BY size DESC LIMIT 1", log)


def batches(database: apsw.Connection, log: int) -> Iterator[tuple[int, bytes, bytes]]:
    """(size after it, signed checkpoint, leaf hashes one after the other) of each batch, in order."""
    with store.troubles(Path(database.filename)):  # one at a time: the hashes of a million entries are 32 MB
        yield from database.execute("SELECT size, note, leaves FROM batches WHERE log = ? ORDER BY size", (log,))


def leaves(database: apsw.Connection, log: int) -> list[bytes]:
    """The leaf hashes of a log."""
    return [leaf for _, _, packed in batches(database, log) for leaf in parted(packed)]


def boxes(database: apsw.Connection, commitments: Sequence[bytes]) -> dict[bytes, bytes]:
    """The ciphertexts of some hundred sealed payloads by their commitments; one that is gone is left out."""
    marks = ",".join("?" * len(commitments))
    found = _rows(database, f"SELECT commitment, box FROM payloads WHERE commitment IN ({marks})", *commitments)
    return {name: box for name, box in found if isinstance(name, bytes) and isinstance(box, bytes)}


def parted(packed: bytes) -> list[bytes]:
    """Hashes that were written one after the other."""
    return [packed[i : i + HASH] for i in range(0, len(packed), HASH)]


def _rows(database: apsw.Connection, sql: str, *values: Any) -> list[Any]:
    with store.troubles(Path(database.filename)):
        return database.execute(sql, values).fetchall()


def _bytes(database: apsw.Connection, sql: str, *values: Any) -> bytes | None:
    with store.troubles(Path(database.filename)):
        found = database.execute(sql, values).get
    return found if isinstance(found, bytes) else None
