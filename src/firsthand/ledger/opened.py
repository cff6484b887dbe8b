"""Sealed payloads: how an entry becomes a line and what it seals, and how keys open it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import home as homes
from firsthand.ledger import lines, seals, tables
from firsthand.ledger.tables import Row
from firsthand.model.entries import Entry, Erased
from firsthand.model.plain import Plain


def sealed_row(entry: Entry, entropy: Callable[[int], bytes]) -> Row:
    """The line of an entry, and its payload under a fresh key."""
    if entry.sealed is None:
        return lines.line_of(entry), None
    seal = seals.sealed(entry.sealed, entropy(seals.KEY))
    return lines.line_of(entry, seal.commitment.hex(), seals.digest_of(seal.box)), seal


def payloads(home: homes.Home, database: apsw.Connection, commitments: Iterable[str]) -> dict[str, dict[str, Plain] | Erased]:
    """The payloads of these commitments (hex): Erased where no key is here; raises Trouble("ledger-damaged") or ("seal-broken")."""
    names = [bytes.fromhex(c) for c in commitments if c]
    known, boxes = homes.keys_for(home, names), tables.boxes(database, names)
    return {name.hex(): _payload(Path(database.filename), name, known.get(name), boxes.get(name)) for name in names}


def _payload(path: Path, name: bytes, key: bytes | None, box: bytes | None) -> dict[str, Plain] | Erased:
    if key is None:
        return Erased(name.hex())
    if box is None:
        raise Trouble("ledger-damaged", path=str(path), why=f"the sealed payload {name.hex()[:12]} is gone")
    payload = seals.unsealed(name, box, key)
    return payload if isinstance(payload, dict) else {"value": payload}
