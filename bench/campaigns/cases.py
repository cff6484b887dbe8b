"""Cases for the campaigns: small ones, made from a seed, whose every acknowledged entry and object can be named."""

from __future__ import annotations

import os
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.ledger.audit import audit
from firsthand.ledger.log import Ledger, create_ledger, open_ledger
from firsthand.ledger.store import DURABLE, Storage
from firsthand.model.entries import Entry

NOON = 1_700_000_000


def clock() -> int:
    """The same second in every run."""
    return NOON


@dataclass
class Acknowledged:
    """What append() has given back for: how many entries of the one log, and the bytes of each kept object."""

    entries: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)


def scratch(prefix: str) -> Path:
    """A new folder for a trial: in memory where there is such a place, since no trial needs a real disk (kills leave the cache, cuts are worked out)."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix=prefix, dir=memory if os.access(memory, os.W_OK) else None))


def begun(root: Path, seed: int, storage: Storage = DURABLE) -> None:
    """Makes an empty case in root/case with its home in root/home."""
    create_ledger(root / "case", root / "home", clock=clock, entropy=random.Random(seed).randbytes, case_id="kcampaign", storage=storage)


def opened(root: Path, seed: int, storage: Storage = DURABLE):
    """The ledger of the case under root."""
    return open_ledger(root / "case", root / "home", clock=clock, entropy=random.Random(seed).randbytes, storage=storage)


def batch(ledger: Ledger, chance: random.Random, done: Acknowledged) -> Acknowledged:
    """Keeps a page in the clear and one sealed, writes their entries and some decisions as one batch; gives what is acknowledged then."""
    page, hidden = (chance.randbytes(chance.choice((10, 700, 5000))) for _ in range(2))
    kept = [ledger.vault.put_bytes(page), ledger.vault.put_bytes_sealed(hidden)]
    entries = [Entry("object", NOON, {"digest": k.digest, "size": k.size}) for k in kept]
    entries += [decision(done.entries + i) for i in range(chance.randint(1, 4))]
    size = ledger.append(entries).size
    return Acknowledged(size, {**done.objects, kept[0].digest: page, kept[1].digest: hidden})


def decision(number: int) -> Entry:
    """An entry with a sealed reason."""
    return Entry("decided", NOON, {"subject": f"c{number}", "of": "claim", "answer": "accept", "sees": []}, {"because": f"reason {number}"})


def lost(root: Path, done: Acknowledged) -> str:
    """What of the acknowledged is gone, or which promise is broken, in words; "" when all is there and the case can be written again."""
    with opened(root, int.from_bytes(os.urandom(8), "big")) as ledger:
        ledger.vault.looked = None  # the trial compares every object; entries of its own looks would fill a small disk
        stored = list(ledger.stored())
        if len(stored) < done.entries:
            return f"{done.entries - len(stored)} acknowledged entries are lost"
        if not all(s.opened is None or isinstance(s.opened, dict) for s in stored):
            return "an acknowledged payload has lost its key"
        for digest, data in done.objects.items():
            if not ledger.vault.has(digest) or ledger.vault.read(digest) != data:
                return f"the acknowledged object {digest[:12]} is lost"
        ledger.vault.sweep()
        ledger.append([decision(10**6)])
    return first_broken(root)


def first_broken(root: Path) -> str:
    """The first broken promise in words, "" when all hold."""
    return next((p.first_broken for p in audit(root / "case", root / "home") if not p.held), "")
