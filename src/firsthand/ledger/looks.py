"""Looks at sealed objects, written down by the store itself: nobody who calls the vault can leave the entry out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.model.entries import Entry

if TYPE_CHECKING:
    from firsthand.ledger.log import Ledger

NO_LOG = frozenset({"ledger-shorter", "ledger-forked"})  # nothing can be written, and what is there may still be read


def on_record(ledger: Ledger) -> None:
    """From now on the first look at each sealed object is an entry before its first bytes are given; where the disk refuses the entry, there is no look."""
    seen = set[str]()

    def looked(digest: str) -> None:
        if digest in seen or ledger.database.readonly("main"):
            return
        try:
            ledger.append([Entry("looked", ledger.clock(), {"digest": digest})])
        except Trouble as trouble:
            if trouble.code not in NO_LOG:
                raise
        seen.add(digest)

    ledger.vault.looked = looked
