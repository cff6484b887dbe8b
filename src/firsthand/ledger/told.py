"""What another copy tells besides its logs, held against what is here: cosignatures and forks, each checked before it is kept."""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import exchange, hands, tables
from firsthand.ledger.hands import Cosigned, Fork
from firsthand.ledger.tables import Log
from firsthand.proofs.cosign import cosignature_of, cosigned
from firsthand.proofs.notes import Checkpoint, Signer, checkpoint_of, verifier_of

ORIGIN = "firsthand/"


def sound(ledger: apsw.Connection, some: Iterable[Cosigned]) -> list[Cosigned]:
    """The cosignatures that the keys of logs held here have made."""
    keys = {log.id: log.vkey for log in tables.logs(ledger)}
    return [c for c in some if c.log in keys and c.by in keys and _is_signed(c, keys[c.by])]


def given_by(ledger: apsw.Connection, signer: Signer, by: str, at: int) -> list[Cosigned]:
    """This computer's cosignatures over the latest checkpoint of every log but its own."""
    found = []
    for log in tables.logs(ledger):
        note = tables.latest_note(ledger, log.number)
        if log.id != by and note:
            one = cosigned(checkpoint_of(note, verifier_of(log.vkey)), signer, at)
            found.append(Cosigned(log.id, one.size, one.root, by, one.line))
    return found


def borne_out(ledger: apsw.Connection, some: Iterable[Fork]) -> list[Fork]:
    """The forks whose two checkpoints are signed by the log's key and cannot be of one past, as far as that can be told here."""
    held = {log.id: log for log in tables.logs(ledger)}
    return [f for f in some if f.log in held and _is_fork(ledger, held[f.log], f)]


def forked(ledger: apsw.Connection, database: apsw.Connection) -> list[str]:
    """In words, every fork on record in a hands.db, and every cosignature over a past that a log held here does not have."""
    words = [f"the log {f.log} was forked: its key signed two pasts" for f in hands.forks(database)]
    rows = sound(ledger, hands.cosignatures(database))
    wrong = set(exchange.contradicted(ledger, [(c.log, c.size, c.root) for c in rows]))
    words += [
        f"the log {c.log} has another past here than {c.by} cosigned at {c.size} entries" for c in rows if (c.log, c.size, c.root) in wrong
    ]
    return sorted(set(words))


def _is_signed(c: Cosigned, vkey: str) -> bool:
    try:
        cosignature_of(c.line, Checkpoint(ORIGIN + c.log, c.size, c.root), verifier_of(vkey))
    except (Trouble, ValueError):
        return False
    return True


def _is_fork(ledger: apsw.Connection, log: Log, f: Fork) -> bool:
    try:
        one, other = (checkpoint_of(note, verifier_of(log.vkey)) for note in (f.one, f.other))
    except Trouble:
        return False
    if one.size == other.size:
        return one.root != other.root
    return any(exchange.fork_of(ledger, log, c.size, c.root) for c in (one, other))
