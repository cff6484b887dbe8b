"""Logs taken over from another copy of the case: every line, hash, root and signature is checked before a batch is written, and nothing is overwritten.

A log that the other copy has in another past is a fork: it is reported with both signed checkpoints, and nothing of it is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import lines, seals, store, tables
from firsthand.ledger.hands import Fork
from firsthand.ledger.seals import Sealed
from firsthand.ledger.tables import Log, Row
from firsthand.proofs.merkle import Frontier, Tree, consistency_proof, consistent, grown, leaf_hash, root_of, tree_of
from firsthand.proofs.notes import Checkpoint, Verifier, checkpoint_of, verifier_of

LONGEST = 16 << 20  # bytes of a line that is taken over
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Met:
    """A log as two copies had it: how many entries here before and after, there; the fork, or why nothing of it was taken."""

    log: str
    before: int
    after: int
    there: int
    fork: Fork | None = None
    damaged: str = ""


def empty_copy(folder: Path) -> None:
    """The ledger and vault of a copy that holds nothing yet."""
    disk.make_folder(folder / "vault")
    store.closed(store.made(folder / "ledger.db"))
    disk.sync_folder(folder)


def taken(mine: apsw.Connection, theirs: apsw.Connection, case: str) -> tuple[Met, ...]:
    """Takes what the other copy has of any log of the case beyond what is here, one transaction a log."""
    return tuple(_met(mine, theirs, log, case) for log in tables.logs(theirs) if log.frontier.size)


def fork_of(database: apsw.Connection, log: Log, size: int, root: bytes) -> bool:
    """Whether a log cannot have had this root at this size, by a consistency proof from it to what is held."""
    return bool(0 < size <= log.frontier.size and not _fits(tree_of(tables.leaves(database, log.number)), log, size, root))


def contradicted(database: apsw.Connection, some: Iterable[tuple[str, int, bytes]]) -> list[tuple[str, int, bytes]]:
    """Of (log, size, root) those that cannot be of the past of that log as it is held here; what is not held says nothing."""
    found, held, trees = [], {log.id: log for log in tables.logs(database)}, dict[str, Tree]()
    for name, size, root in some:
        log = held.get(name)
        if log and 0 < size <= log.frontier.size:
            if name not in trees:
                trees[name] = tree_of(tables.leaves(database, log.number))
            if not _fits(trees[name], log, size, root):
                found.append((name, size, root))
    return found


def _fits(tree: Tree, log: Log, size: int, root: bytes) -> bool:
    return consistent(size, tree.size, consistency_proof(tree, size, tree.size), root, root_of(log.frontier))


def _met(mine: apsw.Connection, theirs: apsw.Connection, there: Log, case: str) -> Met:
    before, size = next((x for x in tables.logs(mine) if x.id == there.id), None), there.frontier.size
    held = before.frontier.size if before else 0
    try:
        if before and before.vkey != there.vkey:
            return Met(there.id, held, held, size, damaged="it is under another key there")
        note = tables.latest_note(theirs, there.number) or b""
        end = checkpoint_of(note, verifier_of(there.vkey))
        if before and _forked(mine, theirs, before, there, end):
            own = tables.latest_note(mine, before.number) or b""
            return Met(there.id, held, held, size, Fork(there.id, *sorted((own, note))))
        if size > held:
            with store.transaction(mine):
                _grown(mine, theirs, before or tables.begin(mine, there.id, there.vkey), there, case)
        return Met(there.id, held, max(size, held), size)
    except Trouble as trouble:
        return Met(there.id, held, held, size, damaged=str(trouble.values.get("why") or trouble.text))


def _forked(mine: apsw.Connection, theirs: apsw.Connection, before: Log, there: Log, end: Checkpoint) -> bool:
    """Whether the checkpoint of the shorter one is not in the past of the longer one; raises Trouble where the other copy does not bear out its own."""
    if end.size <= before.frontier.size:
        return fork_of(mine, before, end.size, end.root)
    leaves = [leaf_hash(line) for line in _all_lines(theirs, there)]
    if len(leaves) != end.size or root_of(grown(Frontier(), leaves)) != end.root:
        raise Trouble("ledger-damaged", path="", why="its entries there are not those of its checkpoint")
    if not before.frontier.size:
        return False
    proof = consistency_proof(tree_of(leaves), before.frontier.size, end.size)
    return not consistent(before.frontier.size, end.size, proof, root_of(before.frontier), end.root)


def _grown(mine: apsw.Connection, theirs: apsw.Connection, log: Log, there: Log, case: str) -> None:
    """Batch after batch, each under its checkpoint; raises Trouble at the first that is not as it should be."""
    verifier = verifier_of(there.vkey)
    for size, note in tables.batches_after(theirs, there.number, log.frontier.size):
        rows = [_row(theirs, line) for line in tables.lines(theirs, there.number, log.frontier.size, size)]
        if log.frontier.size == 0:
            _check_first(rows, case)
        frontier = grown(log.frontier, (leaf_hash(line) for line, _ in rows))
        _check(note, verifier, size, frontier)
        tables.take(mine, log, rows, frontier, note)
        log = Log(log.number, log.id, log.vkey, frontier)


def _check(note: bytes, verifier: Verifier, size: int, frontier: Frontier) -> None:
    checkpoint = checkpoint_of(note, verifier)
    if (checkpoint.size, checkpoint.root) != (size, root_of(frontier)) or frontier.size != size:
        raise Trouble("ledger-damaged", path="", why=f"its entries up to {size} are not those of its checkpoint")


def _check_first(rows: Sequence[Row], case: str) -> None:
    entry = lines.entry_of(rows[0][0]).entry if rows else None
    if entry is None or entry.kind not in ("begun", "continued") or entry.plain.get("case") != case:
        raise Trouble("ledger-damaged", path="", why="it is no log of this case")


def _row(database: apsw.Connection, line: bytes) -> Row:
    """A line with its sealed payload as it lies there, both checked."""
    if len(line) > LONGEST:
        raise Trouble("ledger-damaged", path="", why="an entry is too long")
    said = lines.entry_of(line)
    if not said.commitment:
        return line, None
    name = bytes.fromhex(said.commitment)
    box = tables.boxes(database, [name]).get(name, b"")
    if seals.digest_of(box) != said.box:
        raise Trouble("ledger-damaged", path="", why="a sealed payload is missing or was changed")
    return line, Sealed(name, box, b"")


def _all_lines(database: apsw.Connection, log: Log) -> Iterator[bytes]:
    for start in range(0, log.frontier.size, AT_ONCE):
        yield from tables.lines(database, log.number, start, start + AT_ONCE)
