"""Audit: every promise of a case recomputed from the bytes on the disk, and the first broken one named in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import contents, hands, store, tables, told
from firsthand.ledger import home as homes
from firsthand.ledger.chain import Chain, recomputed
from firsthand.ledger.contents import PayloadOf, Promised
from firsthand.ledger.tally import Promise, Tally
from firsthand.ledger.vault import Vault

__all__ = ["PayloadOf", "Promise", "audit"]


def audit(folder: Path, home: Path, payload_of: PayloadOf | None = None) -> tuple[Promise, ...]:
    """Recomputes every promise of the case in `folder`, with the keys and the memory in `home`. Changes nothing, and never raises for damage.

    Without `payload_of` the payload digest is recomputed for parts that are whole objects; of other parts only that they lie within theirs.
    """
    readable, found = Tally("the ledger can be read"), list[Promise]()
    with ExitStack() as leaving:
        try:
            ledger = store.opened(folder / "ledger.db")
            leaving.callback(store.closed, ledger)
            said = str(ledger.execute("PRAGMA integrity_check(1)").get)
            readable.check(said == "ok", f"ledger.db is damaged: {said}")
            found.extend(_recomputed(folder, ledger, _home(home, leaving), payload_of))
        except Trouble as trouble:
            readable.check(False, trouble.text)
        except apsw.Error as why:
            readable.check(False, f"ledger.db is damaged: {why}")
    return (readable.found(), *found)


def _home(folder: Path, leaving: ExitStack) -> homes.Home:
    keys = homes.opened_home(folder) if (folder / "keys.db").is_file() else homes.empty_home(folder)
    leaving.callback(homes.closed_home, keys)
    return keys


def _recomputed(folder: Path, ledger: apsw.Connection, keys: homes.Home, payload_of: PayloadOf | None) -> Iterator[Promise]:
    chain, promised, logs = Chain(), Promised(), tables.logs(ledger)
    chain.growing.check(logs, "the ledger has no log")
    for log in logs:
        for one in recomputed(chain, ledger, log, homes.remembered(keys, log.id)):
            contents.taken(promised, one)
    contents.settled(promised, ledger)
    for seen in homes.remembered_of(keys, promised.case):
        here = any(log.id == seen.log for log in logs)
        chain.remembered.check(here, f"the log {seen.log}, remembered with {seen.size} entries, is gone: an older copy was put back")
    chain.unchanged.check(tables.in_order(ledger), "the order in which the entries came was changed, or one of them is missing")
    vault = Vault(folder / "vault", keys, bytes)
    yield from chain.found()
    yield from contents.payloads(promised, ledger, keys)
    yield contents.objects(promised, vault)
    yield contents.parts(promised, vault, payload_of)
    yield contents.erasures(promised, vault, keys)
    if (folder / hands.FILE).is_file():
        yield _unforked(folder, ledger)


def _unforked(folder: Path, ledger: apsw.Connection) -> Promise:
    """Nothing that other copies told contradicts a log: no fork on record, no cosignature over another past."""
    tally = Tally("no log was forked")
    with hands.opened_hands(folder) as rows:
        tally.count = len(hands.cosignatures(rows))
        for words in told.forked(ledger, rows):
            tally.check(False, words)
    return tally.found()
