"""The ledger of a case: entries in batches, each under a signed checkpoint; what append() has given back is on the disk.

Order of one append: keys of what is sealed, objects of the vault, one transaction of entries and checkpoint, what the home remembers. A cut between
any two leaves keys or objects that no entry names, never an entry that lacks them. The lock is SQLite's, held for one transaction, so that two
processes append side by side; the log continues from whatever the other has written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import home as homes
from firsthand.ledger import lines, looks, opened, order, store, tables
from firsthand.ledger.beginning import Entropy, begun, first
from firsthand.ledger.tables import Log
from firsthand.ledger.vault import Vault
from firsthand.model.entries import Entry, Stored
from firsthand.model.names import spelled
from firsthand.proofs.merkle import inclusion_proof, leaf_hash, tree_of
from firsthand.proofs.notes import Checkpoint, Signer, checkpoint_of, verifier_of

Clock = Callable[[], int]  # UTC seconds

AT_ONCE = 500  # entries opened together


@dataclass(frozen=True, slots=True)
class Proof:
    """All a stranger needs to check that a line is in a log: the line, its place, the path of hashes, the signed checkpoint and the key."""

    line: bytes
    log: str
    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint
    vkey: str


@dataclass(slots=True)
class Ledger:
    """An opened ledger. Make it by open_ledger()."""

    folder: Path
    vault: Vault
    home: homes.Home
    database: apsw.Connection
    clock: Clock
    entropy: Entropy

    @property
    def count(self) -> int:
        """How many entries the case holds, in all its logs."""
        return tables.count(self.database)

    def append(self, entries: Sequence[Entry]) -> Checkpoint:
        """Writes entries as one batch, all or none; when it returns they, and everything put into the vault before, are on the disk.

        Raises Trouble not-canonical, disk-full, disk-error, case-busy, ledger-shorter, ledger-forked; then nothing of the batch was written.
        """
        rows = [opened.sealed_row(entry, self.entropy) for entry in entries]
        homes.keep_keys(self.home, [(s.commitment, s.key) for _, s in rows if s])
        self.vault.settle()
        path = self.folder / "ledger.db"
        with store.troubles(path), store.transaction(self.database):
            log, signer = self._own_log()
            checkpoint = tables.write(self.database, log, signer, rows) if rows else self._latest(log)
        self._remember(log, checkpoint)
        return checkpoint

    def stored(self, since: int = 0) -> Iterator[Stored]:
        """The entries with their payloads opened: all of them in the order that every copy shares, or those that this copy received from place `since` on."""
        ends = self.revoked()
        erased = cache(lambda: opened.erased_in(self.database))
        for some in self._rows(since):
            names = {log.number: log.id for log in tables.logs(self.database)}
            taken = [(number, index, line, lines.entry_of(line)) for number, index, line in some]
            payloads = opened.payloads(self.home, self.database, [x[3].commitment for x in taken], erased)
            for number, index, line, parts in taken:
                found = payloads[parts.commitment] if parts.commitment else None
                name, identity = names[number], spelled("decision", leaf_hash(line))
                yield Stored(index, name, parts.entry, found, identity, index >= ends.get(name, index + 1))

    def revoked(self) -> dict[str, int]:
        """How many entries of each revoked log count."""
        return {} if self.alone else order.ends(self.database)

    @property
    def alone(self) -> bool:
        """Whether one log holds everything, so that entries come in the order that all copies share."""
        return len(tables.logs(self.database)) < 2

    def checkpoint(self) -> Checkpoint:
        """The latest checkpoint of the log that was begun last."""
        return self._latest(tables.logs(self.database)[-1])

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The latest checkpoint of every log of the case."""
        return tuple(self._latest(log) for log in tables.logs(self.database) if log.frontier.size)

    def vkey(self, log: str) -> str:
        """The public key of a log."""
        return self._named(log).vkey

    def checkpoint_at(self, log: str, size: int) -> Checkpoint:
        """The checkpoint of a log over exactly so many entries; raises Trouble("no-such-thing")."""
        found = self._named(log)
        note = tables.note(self.database, found.number, size)
        if note is None:
            raise Trouble("no-such-thing", name=f"the checkpoint of {log} over {size}", what="entries")
        return checkpoint_of(note, verifier_of(found.vkey))

    def proofs(self, log: str, indexes: Sequence[int], size: int | None = None) -> tuple[Proof, ...]:
        """Proofs that these entries of a log are in it as its latest checkpoint, or the one over `size` entries, signs it."""
        found = self._named(log)
        checkpoint = self._latest(found) if size is None else self.checkpoint_at(log, size)
        tree = tree_of(tables.leaves(self.database, found.number))
        return tuple(Proof(self.line(log, i), log, i, inclusion_proof(tree, i, checkpoint.size), checkpoint, found.vkey) for i in indexes)

    def line(self, log: str, index: int) -> bytes:
        """The line of an entry exactly as hashed."""
        row = tables.line(self.database, self._named(log).number, index)
        if row is None:
            raise Trouble("no-such-thing", name=f"entry {index} of {log}", what="entries")
        return row

    def lines(self, log: str) -> Iterator[bytes]:
        """Every line of a log in order, exactly as hashed."""
        number = self._named(log).number
        return (line for n, _, line in tables.entries(self.database, 0, self.count) if n == number)

    def commitment(self, log: str, index: int) -> str:
        """The commitment of an entry (hex), "" where nothing is sealed."""
        return lines.entry_of(self.line(log, index)).commitment

    def opening(self, commitment: str) -> str:
        """The key (hex) with which anybody can open this one payload, for publication; raises Trouble erased, key-missing."""
        name = bytes.fromhex(commitment)
        known = homes.keys_for(self.home, [name])
        if name not in known:
            raise Trouble("key-missing")
        key = known[name]
        if key is None:
            raise Trouble("erased", what="The payload")
        return key.hex()

    def destroy(self, names: Sequence[str]) -> None:
        """Destroys the keys of sealed payloads (commitments) or sealed objects (digests), hex. Call it after their `erased` entry is appended."""
        homes.destroy_keys(self.home, [bytes.fromhex(n) for n in names], self.clock())

    def secret_for(self, purpose: str, length: int) -> bytes:
        """Secret bytes for one purpose, the same each time as long as this computer has a key of the case; random ones where it has none."""
        return homes.secret_for(self.home, [log.id for log in tables.logs(self.database)], purpose, length) or self.entropy(length)

    def begin_again(self) -> Checkpoint:
        """Starts a new log under a new key of this computer, whatever became of the old one; the old ones stay and can be read."""
        with store.troubles(self.folder / "ledger.db"), store.transaction(self.database):
            log, signer = self._continued()
            checkpoint = self._latest(log)
        self._remember(log, checkpoint)
        return checkpoint

    def close(self) -> None:
        """Ends the use of the ledger, its write-ahead log folded in."""
        store.closed(self.database)
        homes.closed_home(self.home)

    def own(self) -> Log:
        """The log that this computer writes, begun if there is none; raises as append() does."""
        with store.troubles(self.folder / "ledger.db"), store.transaction(self.database):
            return self._own_log()[0]

    def remembered(self) -> None:
        """Remembers how every log stands now, so that an older copy is noticed."""
        for log in tables.logs(self.database):
            self._remember(log, self._latest(log))

    def _own_log(self) -> tuple[Log, Signer]:
        """The latest log whose key is here, held against what is remembered; a new one where there is none."""
        for log in reversed(tables.logs(self.database)):
            signer = homes.signer_for(self.home, log.id)
            if signer is not None and signer.vkey == log.vkey:
                self._check_memory(log)
                return log, signer
        return self._continued()

    def _check_memory(self, log: Log) -> None:
        seen = homes.remembered(self.home, log.id)
        if seen is None:
            return
        if log.frontier.size < seen.size:
            raise Trouble("ledger-shorter", path=str(self.folder), here=log.frontier.size, remembered=seen.size)
        note = tables.note(self.database, log.number, seen.size)
        if note is None or checkpoint_of(note, verifier_of(log.vkey)).root != seen.root:
            raise Trouble("ledger-forked", path=str(self.folder), size=seen.size)

    def _continued(self) -> tuple[Log, Signer]:
        before = tables.logs(self.database)[-1]
        latest = self._latest(before)
        entry = Entry(
            "continued", self.clock(), {"case": self._case(), "previous": before.id, "size": latest.size, "root": latest.root.hex()}
        )
        log, signer = begun(self.database, self.home, self.entropy)
        tables.write(self.database, log, signer, [opened.sealed_row(entry, self.entropy)])
        return self._named(log.id), signer

    def _case(self) -> str:
        line = tables.line(self.database, tables.logs(self.database)[0].number, 0)
        return str(lines.entry_of(line).entry.plain["case"]) if line else ""

    def _remember(self, log: Log, checkpoint: Checkpoint) -> None:
        homes.remember(self.home, homes.Seen(log.id, self._case(), checkpoint.size, checkpoint.root))

    def _latest(self, log: Log) -> Checkpoint:
        note = tables.latest_note(self.database, log.number)
        if note is None:
            raise Trouble("ledger-damaged", path=str(self.folder / "ledger.db"), why=f"the log {log.id} has no checkpoint")
        return checkpoint_of(note, verifier_of(log.vkey))

    def _named(self, log: str) -> Log:
        for found in tables.logs(self.database):
            if found.id == log:
                return found
        raise Trouble("no-such-thing", name=f"the log {log}", what="entries")

    def _rows(self, since: int) -> Iterator[list[tuple[int, int, bytes]]]:
        """(log number, index, line), a few at a time, so that no reading transaction stays open while the caller works."""
        if not since and not self.alone:
            with store.troubles(self.folder / "ledger.db"):
                ordered = order.places(self.database)
            for start in range(0, len(ordered), AT_ONCE):
                yield tables.entries_at(self.database, ordered[start : start + AT_ONCE])
            return
        while True:
            with store.troubles(self.folder / "ledger.db"):
                rows = tables.entries(self.database, since, AT_ONCE)
            if not rows:
                return
            since += len(rows)
            yield rows


def create_ledger(
    folder: Path,
    home: Path,
    *,
    clock: Clock,
    entropy: Entropy,
    case_id: str,
    title: str = "",
    languages: Sequence[str] = (),
    storage: store.Storage = store.DURABLE,
) -> Checkpoint:
    """Makes the ledger and vault of a new case in `folder`, which exists or is made; raises Trouble("case-exists") where there is one."""
    if (folder / "ledger.db").exists():
        raise Trouble("case-exists", path=str(folder))
    entry = Entry("begun", clock(), {"case": case_id, "format": store.FORMAT}, {"title": title, "languages": list(languages)})
    disk.make_folder(folder / "vault")
    keys = homes.opened_home(home, storage)
    try:
        row = opened.sealed_row(entry, entropy)
        homes.keep_keys(keys, [(s.commitment, s.key) for _, s in [row] if s])
        return first(folder, keys, entropy, row, case_id, storage)
    finally:
        homes.closed_home(keys)


@contextlib.contextmanager
def open_ledger(folder: Path, home: Path, *, clock: Clock, entropy: Entropy, storage: store.Storage = store.DURABLE) -> Iterator[Ledger]:
    """The ledger of the case in `folder`, its keys in `home`; raises Trouble missing, case-newer, ledger-damaged."""
    database = store.opened(folder / "ledger.db", storage)
    try:
        keys = homes.opened_home(home, storage)
    except BaseException:
        store.closed(database)
        raise
    ledger = Ledger(folder, Vault(folder / "vault", keys, entropy), keys, database, clock, entropy)
    looks.on_record(ledger)
    try:
        yield ledger
    finally:
        ledger.close()
