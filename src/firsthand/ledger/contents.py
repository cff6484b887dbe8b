"""What entries promise besides themselves, recomputed: objects, parts, sealed payloads, keys, erasures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import home as homes
from firsthand.ledger import seals, tables
from firsthand.ledger.chain import Read
from firsthand.ledger.tally import Promise, Tally
from firsthand.ledger.vault import Vault
from firsthand.model.entries import Entry
from firsthand.model.plain import Plain

PayloadOf = Callable[[Entry, bytes], bytes]  # a `captured` entry and its slice of the object -> the payload whose digest the entry states
AT_ONCE = 500  # keys asked for together
NAME = 64  # characters of a commitment or digest in hex


@dataclass(slots=True)
class Promised:
    """What the entries of a case promise, gathered by taken()."""

    objects: dict[str, Read] = field(default_factory=dict)  # digest -> the last entry that keeps it
    parts: list[Read] = field(default_factory=list)
    sealed: list[Read] = field(default_factory=list)
    erased: dict[str, Read] = field(default_factory=dict)  # commitment or digest -> the entry that says so
    payloads: dict[str, str] = field(default_factory=dict)  # commitment -> the payload digest that was sealed with a capture
    case: str = ""


def taken(promised: Promised, one: Read) -> None:
    """Adds what an entry promises."""
    entry = one.line.entry
    if one.line.commitment:
        promised.sealed.append(one)
    if entry.kind == "object":
        promised.objects[str(entry.plain.get("digest"))] = one
    elif entry.kind == "captured":
        promised.parts.append(one)
    elif entry.kind == "begun" and not promised.case:
        promised.case = str(entry.plain.get("case"))
    elif entry.kind in ("erased", "answered"):
        names = entry.plain.get("commitments")
        promised.erased.update((str(n), one) for n in (names if isinstance(names, list) else []))
        promised.erased[str(entry.plain.get("subject"))] = one


def settled(promised: Promised, database: apsw.Connection) -> None:
    """Takes out of the erased what was kept again later; logs are read one by one, so the order in which entries came decides."""
    for digest in promised.objects.keys() & promised.erased.keys():
        kept, gone = promised.objects[digest], promised.erased[digest]
        if tables.place(database, kept.log, kept.index) > tables.place(database, gone.log, gone.index):
            del promised.erased[digest]


def payloads(promised: Promised, database: apsw.Connection, keys: homes.Home) -> Iterator[Promise]:
    """Every sealed payload is there as sealed and opens, and its key is here unless an entry says that it was erased."""
    whole, kept = Tally("sealed payloads are unchanged"), Tally("keys of sealed payloads are here")
    for start in range(0, len(promised.sealed), AT_ONCE):
        some = promised.sealed[start : start + AT_ONCE]
        names = [bytes.fromhex(one.line.commitment) for one in some]
        known, boxes = homes.keys_for(keys, names), tables.boxes(database, names)
        for name, one in zip(names, some, strict=True):
            key = known.get(name)
            whole.check(*_payload(promised, one, boxes.get(name), key))
            if one.line.commitment not in promised.erased:
                kept.check(
                    key, f"the key of the sealed payload of {one.name} is not on this computer, and no entry says that it was erased"
                )
    yield whole.found()
    yield kept.found()


def _payload(promised: Promised, one: Read, box: bytes | None, key: bytes | None) -> tuple[bool, str]:
    name = f"the sealed payload of {one.name}"
    if box is None:
        return False, f"{name} is missing"
    if seals.digest_of(box) != one.line.box:
        return False, f"{name} was changed"
    if key is None:
        return True, ""
    try:
        opened = seals.unsealed(bytes.fromhex(one.line.commitment), box, key)
    except Trouble as trouble:
        return False, f"{name}: {trouble.text}"
    if one.line.entry.kind == "captured" and isinstance(opened, dict):
        promised.payloads[one.line.commitment] = str(opened.get("payload", ""))
    return True, ""


def objects(promised: Promised, vault: Vault) -> Promise:
    """Every kept object is in the vault, of the size and digest that its entry states, unless an entry says that it was erased."""
    tally = Tally("objects are unchanged")
    for digest, one in promised.objects.items():
        if digest not in promised.erased:
            tally.check(*_object(vault, digest, one.line.entry.plain.get("size"), f"the object {digest[:12]} of {one.name}"))
    return tally.found()


def _object(vault: Vault, digest: str, size: Plain, name: str) -> tuple[bool, str]:
    try:
        if vault.stored_digest(digest) != digest:
            return False, f"{name} was changed"
        return vault.size_of(digest) == size, f"{name} has another size than was written down"
    except Trouble as trouble:
        return False, f"{name}: {trouble.text}"


def parts(promised: Promised, vault: Vault, payload_of: PayloadOf | None) -> Promise:
    """Every part lies within an object that was kept, and what reading it gives has the digest that its entry states."""
    tally, sizes = Tally("parts give their payloads"), dict[str, int]()
    for one in promised.parts:
        digest = str(one.line.entry.plain.get("object"))
        if digest not in promised.erased and one.line.commitment not in promised.erased:
            name = f"the part of {one.name}"
            known = digest in promised.objects
            tally.check(
                *_part(promised, vault, one, sizes, payload_of) if known else (False, f"{name} is of an object that no entry keeps")
            )
    return tally.found()


def _part(promised: Promised, vault: Vault, one: Read, sizes: dict[str, int], payload_of: PayloadOf | None) -> tuple[bool, str]:
    plain, name = one.line.entry.plain, f"the part of {one.name}"
    digest, offset, length = str(plain.get("object")), plain.get("offset"), plain.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        return False, f"{name} does not say where it lies"
    try:
        if digest not in sizes:
            sizes[digest] = vault.size_of(digest)
        size = sizes[digest]
        if not 0 <= offset <= offset + length <= size:
            return False, f"{name} does not lie within its object"
        stated = str(plain.get("payload") or promised.payloads.get(one.line.commitment, ""))
        fits = not stated or _gives(vault, one.line.entry, (offset, length, size), stated, payload_of)
        return fits, f"{name} does not give the payload whose digest was written down"
    except Trouble as trouble:
        return False, f"{name}: {trouble.text}"


def _gives(vault: Vault, entry: Entry, at: tuple[int, int, int], stated: str, payload_of: PayloadOf | None) -> bool:
    offset, length, size = at
    digest = str(entry.plain.get("object"))
    if (offset, length) == (0, size) and _clear_digest(vault, digest) == stated:
        return True
    if payload_of is None:
        return (offset, length) != (0, size)
    return hashlib.sha256(payload_of(entry, vault.read(digest, offset, length))).hexdigest() == stated


def _clear_digest(vault: Vault, digest: str) -> str:
    hasher = hashlib.sha256()
    for piece in vault.pieces(digest):
        hasher.update(piece)
    return hasher.hexdigest()


def erasures(promised: Promised, vault: Vault, keys: homes.Home) -> Promise:
    """What an entry says was erased cannot be read: its key is gone, and no object lies in the clear."""
    tally = Tally("what was erased cannot be read")
    names = [n for n in promised.erased if len(n) == NAME]
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        known = homes.keys_for(keys, [bytes.fromhex(n) for n in some])
        for name in some:
            gone = known.get(bytes.fromhex(name)) is None
            tally.check(gone, f"the key of {name[:12]} is still here, though {promised.erased[name].name} says it was destroyed")
            tally.check(
                not vault.in_the_clear(name),
                f"the object {name[:12]} is still in the vault, though {promised.erased[name].name} says it was erased",
            )
    return tally.found()
