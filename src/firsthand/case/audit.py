"""Audit: every promise of a case recomputed; the parts of web archives are unpacked again with the room that preserved them."""

from __future__ import annotations

from pathlib import Path

from firsthand.case.open import home
from firsthand.errors import Trouble
from firsthand.ledger.audit import Promise
from firsthand.ledger.audit import audit as recompute
from firsthand.model.entries import Entry


def audit(folder: str, strict: str | bool = False) -> tuple[Promise, ...]:
    """The promises of the case in `folder`, in the order in which they rest on one another; strict also unpacks every part of an archive."""
    if not (Path(folder) / "case.toml").exists() and not (Path(folder) / "ledger.db").exists():
        raise Trouble("not-a-case", path=folder)
    return recompute(Path(folder), home(), _payload if strict else None)


def _payload(entry: Entry, stored: bytes) -> bytes:
    from firsthand.preserve.captures import payload_of

    return payload_of(stored, 0, len(stored), str(entry.plain["how"]))
