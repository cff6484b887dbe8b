"""A case with a ledger, and ways to damage it."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import apsw
import pytest

from firsthand.ledger.audit import audit
from firsthand.ledger.log import create_ledger, open_ledger
from firsthand.model.entries import Entry

NOON = 1_700_000_000
PAGE = b"<p>The council of Westmarch counted 212 houses.</p>"
ARCHIVE = b"HEAD" + PAGE + b"TAIL"


def clock():
    return NOON


def entropy(seed=0):
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes


@dataclass
class Place:
    """Where a test's case and its home are."""

    folder: Path
    home: Path
    seed: int = 1

    def open(self, **more):
        self.seed += 1
        return open_ledger(self.folder, self.home, clock=clock, entropy=entropy(self.seed), **more)

    def audit(self, payload_of=None):
        """The promises by name."""
        return {p.promise: p for p in audit(self.folder, self.home, payload_of)}

    def broken(self, payload_of=None):
        """Promise -> first broken, of those that do not hold."""
        return {name: p.first_broken for name, p in self.audit(payload_of).items() if not p.held}

    def sql(self, statement, *values):
        """Changes ledger.db behind the ledger's back."""
        connection = apsw.Connection(str(self.folder / "ledger.db"))
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.close()

    def copied(self, name):
        """A copy of the case folder, with the same home."""
        return Place(Path(shutil.copytree(self.folder, self.folder.parent / name)), self.home, self.seed + 100)


def captured(number, kept, start=0, length=None, **sealed):
    """An entry of a capture of one source."""
    plain = {
        "source": f"s{number}", "capture": f"p{number}", "object": kept.digest, "offset": start, "length": kept.size if length is None else length,
        "payload": kept.clear, "media": "text/html", "condition": "complete", "how": "file", "captured_at": NOON,
    }  # fmt: skip
    return Entry("captured", NOON, plain, {"name": f"page {number}", "url": f"https://example.org/{number}", **sealed})


def noted(number):
    """An entry of a small decision."""
    return Entry(
        "decided", NOON + number, {"subject": f"c{number}", "of": "claim", "answer": "accept", "sees": []}, {"because": f"reason {number}"}
    )


def make_case(folder, home):
    place = Place(folder, home)
    create_ledger(folder, home, clock=clock, entropy=entropy(), case_id="kexample", title="Westmarch", languages=("en",))
    return place


@pytest.fixture
def case(tmp_path):
    """A case that was just made."""
    return make_case(tmp_path / "case", tmp_path / "home")


@pytest.fixture
def full(case):
    """A case of three batches: a page, an archive with a part, a sealed object, ten decisions."""
    with case.open() as ledger:
        page, archive, hidden = (
            ledger.vault.put_bytes(PAGE),
            ledger.vault.put_bytes(ARCHIVE),
            ledger.vault.put_bytes_sealed(b"hidden" * 40_000),
        )
        objects = [Entry("object", NOON, {"digest": k.digest, "size": k.size}) for k in (page, archive, hidden)]
        part = captured(2, archive, 4, len(PAGE))
        part.plain["payload"] = page.digest
        sealed = captured(3, hidden, payload=hidden.clear)
        sealed.plain["payload"] = ""
        ledger.append([*objects, captured(1, page), part, sealed])
        ledger.append([noted(i) for i in range(5)])
        ledger.append([noted(i) for i in range(5, 10)])
    return case
