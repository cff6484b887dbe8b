"""Sealed payloads as their keys open them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import home as homes
from firsthand.ledger import seals, tables
from firsthand.model.entries import Erased
from firsthand.model.plain import Plain


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
