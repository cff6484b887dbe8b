"""Audit: every promise of a case recomputed; the parts of web archives are unpacked again with the room that preserved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from firsthand.case.open import home, open_case
from firsthand.case.stamps import held_against, stamp, stamps_in
from firsthand.case.state import Stamped
from firsthand.errors import Trouble
from firsthand.ledger.audit import Promise
from firsthand.ledger.audit import audit as recompute
from firsthand.model.entries import Entry


def audit(folder: str, strict: str | bool = False) -> tuple[Promise, ...]:
    """The promises of the case in `folder`, in the order in which they rest on one another; strict also unpacks every part of an archive."""
    if not (Path(folder) / "case.toml").exists() and not (Path(folder) / "ledger.db").exists():
        raise Trouble("not-a-case", path=folder)
    return (*recompute(Path(folder), home(), _payload if strict else None), *_timestamps(folder))


@dataclass(frozen=True)
class Checked:
    """An audit on record: when (UTC seconds by the clock of who wrote it)."""

    at: int


def last_checked(folder: str) -> Checked | None:
    """The latest audit on record in which every promise held, None where there is none, or the case cannot be opened here."""
    if not (home() / "keys.db").is_file():
        return None
    try:
        with open_case(folder) as case:
            times = [s.entry.at for s in case.ledger.stored() if s.entry.kind == "audited" and not s.aside]
    except Trouble:
        return None
    return Checked(max(times)) if times else None


def put_on_record(folder: str, found: Sequence[Promise]) -> bool:
    """Writes down that every promise held; gives whether it could. Nothing is written into a case of which one is broken."""
    if not all(p.held for p in found) or not (home() / "keys.db").is_file():
        return False
    try:
        with open_case(folder) as case:
            case.append([case.entry("audited", {"answer": "held", "count": sum(p.count for p in found)})])
    except Trouble:
        return False  # a copy that cannot be written: the audit was made all the same
    return True


def _timestamps(folder: str) -> tuple[Promise, ...]:
    """The promise that every timestamp holds over its checkpoint; none where the case cannot be opened here, which the other promises say."""
    if not (home() / "keys.db").is_file():
        return ()
    try:
        with open_case(folder) as case:
            found = list(held_against(case, stamps_in(case.ledger.stored())))
    except Trouble:
        return ()
    first = next((why for _, why in found if why), "")
    return (Promise("timestamps hold over their checkpoints", not first, len(found), first),)


@dataclass(frozen=True)
class Covered:
    """How far the entries of a case are covered by timestamps: entries in all, of those covered, the timestamps, and why others did not come."""

    entries: int
    covered: int
    stamps: tuple[Stamped, ...]
    troubles: tuple[Trouble, ...]


def covered(folder: str) -> Covered:
    """Asks the authorities of the case for what is still to be stamped, and tells how far the timestamps reach; raises Trouble("key-missing") on another computer."""
    if not (home() / "keys.db").is_file():
        raise Trouble("key-missing")
    with open_case(folder) as case:
        troubles = stamp(case).troubles
        stamps, sizes = stamps_in(case.ledger.stored()), dict[str, int]()
        for one in stamps:
            sizes[one.log] = max(one.size, sizes.get(one.log, 0))
        return Covered(case.ledger.count, sum(sizes.values()), stamps, tuple(troubles))


def _payload(entry: Entry, stored: bytes) -> bytes:
    from firsthand.preserve.captures import payload_of

    return payload_of(stored, 0, len(stored), str(entry.plain["how"]))
