"""The beginning of a log: its id, the key that signs it, and of a new case the database with the first entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import apsw

from firsthand.guard import disk
from firsthand.ledger import home as homes
from firsthand.ledger import store, tables
from firsthand.ledger.tables import Log, Row
from firsthand.model.names import random_id
from firsthand.proofs.notes import Checkpoint, Signer

Entropy = Callable[[int], bytes]  # so many random bytes
ORIGIN = "firsthand/"  # the origin of a log, and the name of its key, is this and the log's id


def first(folder: Path, home: homes.Home, entropy: Entropy, row: Row, case: str, storage: store.Storage) -> Checkpoint:
    """Makes the ledger of a new case with its first entry, and lets the home remember it."""
    path = folder / "ledger.db"
    database = store.made(path, storage)
    try:
        with store.troubles(path), store.transaction(database):
            log, signer = begun(database, home, entropy)
            checkpoint = tables.write(database, log, signer, [row])
        disk.sync_folder(folder)
    finally:
        store.closed(database)
    homes.remember(home, homes.Seen(log.id, case, checkpoint.size, checkpoint.root))
    return checkpoint


def begun(database: apsw.Connection, home: homes.Home, entropy: Entropy) -> tuple[Log, Signer]:
    """A new log of this author on this device, with a key of its own that the home keeps."""
    identity = random_id("log", entropy(10))
    signer = Signer(ORIGIN + identity, entropy(32))
    homes.keep_signer(home, identity, signer)
    return tables.begin(database, identity, signer.vkey), signer
