"""Sealed payloads: how an entry becomes a line and what it seals, and how keys open it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import home as homes
from firsthand.ledger import lines, seals, tables
from firsthand.ledger.tables import Row
from firsthand.model.entries import Entry, Erased, Locked
from firsthand.model.plain import Plain


def sealed_row(entry: Entry, entropy: Callable[[int], bytes]) -> Row:
    """The line of an entry, and its payload under a fresh key."""
    if entry.sealed is None:
        return lines.line_of(entry), None
    seal = seals.sealed(entry.sealed, entropy(seals.KEY))
    return lines.line_of(entry, seal.commitment.hex(), seals.digest_of(seal.box)), seal


def payloads(
    home: homes.Home, database: apsw.Connection, commitments: Iterable[str], erased: Callable[[], frozenset[str]]
) -> dict[str, dict[str, Plain] | Erased | Locked]:
    """The payloads of these commitments (hex): Erased where the key was destroyed here or an entry says so (`erased`), Locked where it is only not here;
    raises Trouble("ledger-damaged") or ("seal-broken")."""
    names = [bytes.fromhex(c) for c in commitments if c]
    known, boxes = homes.keys_for(home, names), tables.boxes(database, names)
    absent = {n.hex() for n in names if n not in known}
    locked = absent - erased() if absent else absent
    return {
        name.hex(): Locked(name.hex())
        if name.hex() in locked
        else _payload(Path(database.filename), name, known.get(name), boxes.get(name))
        for name in names
    }


def erased_in(database: apsw.Connection) -> frozenset[str]:
    """The commitments (hex) that erasures of any log of the case name."""
    values = (lines.entry_of(line).entry.plain.get("commitments") for line in tables.erasures(database))
    return frozenset(str(name) for value in values if isinstance(value, list) for name in value)


def _payload(path: Path, name: bytes, key: bytes | None, box: bytes | None) -> dict[str, Plain] | Erased:
    if key is None:
        return Erased(name.hex())
    if box is None:
        raise Trouble("ledger-damaged", path=str(path), why=f"the sealed payload {name.hex()[:12]} is gone")
    payload = seals.unsealed(name, box, key)
    return payload if isinstance(payload, dict) else {"value": payload}
