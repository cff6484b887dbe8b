"""Who works on a case: a log and a reading key for each device, and who may open what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from firsthand.case.named import thing_named
from firsthand.case.open import Case
from firsthand.errors import Trouble
from firsthand.ledger import hands, order, tables
from firsthand.ledger import home as homes
from firsthand.ledger.lines import entry_of
from firsthand.ledger.readers import Readers, may_read, readers_in
from firsthand.ledger.wraps import PUBLIC, Unwrapper, Wrapper, public_of
from firsthand.model.entries import Entry

KINDS = frozenset({"hand", "admitted", "revoked"})


@dataclass(frozen=True)
class Hand:
    """A device of the case: its log, its reading key (hex, "" while it has announced none), how many entries, whether it is this computer, whether keys are
    wrapped for it, and how many of its entries count where it was revoked (None: all)."""

    log: str
    reader: str
    entries: int
    here: bool
    reads: bool
    counts: int | None = None


def own_logs(case: Case) -> list[str]:
    """The logs whose signing key is on this computer."""
    return [log.id for log in tables.logs(case.ledger.database) if homes.signer_for(case.ledger.home, log.id) is not None]


def readers_of(case: Case) -> tuple[Readers, set[str]]:
    """Reading keys as all logs say, and those that keys may be wrapped for: by the first log of the case, this computer, and whom they admitted."""
    database = case.ledger.database
    found = readers_in(_entries(case))
    first = [log.id for log in tables.logs(database)][:1]
    return found, may_read(found, {*first, *own_logs(case)})


def hands_of(case: Case) -> tuple[Hand, ...]:
    """Every device in the order in which it was first met here."""
    found, allowed = readers_of(case)
    own = set(own_logs(case))
    rows = []
    for log in tables.logs(case.ledger.database):
        reader = found.own.get(log.id, [""])[-1]
        rows.append(Hand(log.id, reader, log.frontier.size, log.id in own, reader in allowed, found.revoked.get(log.id)))
    known = {k for keys in found.own.values() for k in keys}
    waiting = sorted(allowed - known)
    return (*rows, *(Hand("", reader, 0, False, True) for reader in waiting))


def announced(case: Case) -> str:
    """The log that this computer writes, its reading key announced in it."""
    log = case.ledger.own()
    case.ledger.remembered()
    if homes.reader_for(case.ledger.home, log.id) is None:
        private = case.entropy(PUBLIC)
        homes.keep_reader(case.ledger.home, log.id, private)
        case.append([case.entry("hand", {"reader": public_of(private).hex()})])
    return log.id


def admit(case: Case, name: str) -> str:
    """Lets a device open what is sealed, from the next sync on; named by its log, or by its reading key before it was ever met. Gives the key."""
    announced(case)
    reader = name.lower()
    if not (len(reader) == 2 * PUBLIC and all(c in "0123456789abcdef" for c in reader)):
        named = {h.log: h for h in hands_of(case) if h.log}
        reader = named[thing_named({x: x for x in named}, name, "entries")].reader
    if not reader:
        raise Trouble("no-reading-key", name=name)
    if reader in readers_of(case)[0].shut_out:
        raise Trouble("shut-out", name=name)
    case.append([case.entry("admitted", {"reader": reader})])
    return reader


def revoke(case: Case, name: str, since: int | None, because: str) -> Hand:
    """From now on nothing is wrapped for a device, and its entries from number `since` on (those it has now, without) count for nothing."""
    announced(case)
    named = {h.log: h for h in hands_of(case) if h.log}
    one = named[thing_named({x: x for x in named}, name, "entries")]
    if one.here and sum(h.here for h in named.values()) == 1:
        raise Trouble("own-hand", name=name)
    size = one.entries if since is None else since
    plain = {"log": one.log, "size": size, **({"reader": one.reader} if one.reader else {})}
    case.append([case.entry("revoked", dict(plain), {"because": because} if because else None)])
    return one


def rotate(case: Case) -> str:
    """Goes on under new keys: a new log and a new reading key, vouched for by the old ones, which are destroyed. Gives the new log."""
    old = announced(case)
    reader = readers_of(case)[0].own[old][-1]
    private = case.entropy(PUBLIC)
    public = public_of(private).hex()
    rescued(case, case.folder)
    case.append([case.entry("admitted", {"reader": public})])
    case.ledger.begin_again()
    log = case.ledger.own()
    homes.keep_reader(case.ledger.home, log.id, private)
    size = next(x.frontier.size for x in tables.logs(case.ledger.database) if x.id == old)
    case.append([case.entry("hand", {"reader": public}), case.entry("revoked", {"log": old, "reader": reader, "size": size})])
    homes.forget(case.ledger.home, old)
    return log.id


def rescued(case: Case, folder: Path, rows: apsw.Connection | None = None) -> int:
    """Opens every wrapped key in the hands.db of a case folder (or in `rows`) that is for this computer, and keeps it in the home; gives how many were new."""
    if rows is None:
        with hands.opened_hands(folder) as found:
            return rescued(case, folder, found)
    privates = [homes.reader_for(case.ledger.home, log) for log in own_logs(case)]
    return sum(_opened(case, rows, private) for private in privates if private is not None)


def _opened(case: Case, database: apsw.Connection, private: bytes) -> int:
    rows = list(hands.wrapped_for(database, public_of(private)))
    known = homes.keys_for(case.ledger.home, [name for name, _ in rows])
    opener, keys = Unwrapper(private), []
    for name, box in rows:
        if name not in known:
            try:
                keys.append((name, opener.unwrapped(name, box)))
            except Trouble:
                continue  # it was made by who cannot make one; the key is still missing, and said to be
    homes.keep_keys(case.ledger.home, keys)
    return len(keys)


def wrapped(case: Case, database: apsw.Connection, names: Iterable[bytes]) -> int:
    """Wraps the keys of these names for every other device that may read, as far as the hands.db at `database` lacks them; gives how many."""
    found, allowed = readers_of(case)
    own = {k for log in own_logs(case) for k in found.own.get(log, ())}
    keys = {n: k for n, k in homes.keys_for(case.ledger.home, names).items() if k is not None}
    count = 0
    for reader in sorted(bytes.fromhex(k) for k in allowed - own):
        there = {name for name, _ in hands.wrapped_for(database, reader)}
        missing = [(n, k) for n, k in keys.items() if n not in there]
        if missing:
            wrapper = Wrapper(reader, case.entropy(PUBLIC))
            hands.wrap(database, [(n, reader, wrapper.wrapped(n, k)) for n, k in missing])
            count += len(missing)
    return count


def _entries(case: Case) -> Iterator[tuple[str, Entry]]:
    """(log, entry) of what logs say of keys, but for what a revoked one said after its end."""
    database, ends = case.ledger.database, case.ledger.revoked()
    names = {log.number: log.id for log in tables.logs(database)}
    for number, index, line in tables.entries_at(database, order.of_kinds(database, KINDS)):
        if index < ends.get(names[number], index + 1):
            yield names[number], entry_of(line).entry
