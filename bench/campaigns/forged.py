"""Forged ledgers: somebody without the key rewrites ledger.db as well as it can be done (lines, places, hashes, sizes all made to fit), or somebody
with the key signs another past, or an older copy is put back. Every one must be rejected or reported by `audit` or by `sync`.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import apsw

from campaigns import cases
from firsthand.proofs.merkle import Frontier, grown, leaf_hash


@dataclass(frozen=True)
class Forged:
    """How many ledgers were forged, in how many ways, how many were noticed, and which were not."""

    tried: int
    kinds: int
    noticed: int
    unnoticed: list[str]


def found(seed: int, trials: int) -> Forged:
    """So many ledgers, the ways in turn."""
    names, outcomes = list(WAYS), []
    for number in range(trials):
        name = names[number % len(names)]
        words = _trial(name, random.Random(seed * 100_003 + number))
        outcomes.append(name if not words else "")
    unnoticed = [name for name in outcomes if name]
    return Forged(trials, len(names), trials - len(unnoticed), unnoticed)


def _trial(name: str, chance: random.Random) -> str:
    """What audit says of a case that was forged in this way."""
    root = cases.scratch("forged-")
    try:
        seed = chance.randrange(2**32)
        cases.begun(root, seed)
        done = cases.Acknowledged(1)
        with cases.opened(root, seed + 1) as ledger:
            for _ in range(chance.randint(3, 6)):
                done = cases.batch(ledger, chance, done)
        assert not cases.first_broken(root), "the case as it was holds"
        WAYS[name](root, chance)
        return cases.first_broken(root)
    finally:
        shutil.rmtree(root)


# ---- without the key ----------------------------------------------------------------------------------------------------------------------------


def _dropped(root: Path, chance: random.Random) -> None:
    lines = _lines(root)
    del lines[chance.randrange(1, len(lines))]
    _rewritten(root, lines)


def _doubled(root: Path, chance: random.Random) -> None:
    lines = _lines(root)
    place = chance.randrange(1, len(lines))
    lines.insert(chance.randrange(place, len(lines)), lines[place])
    _rewritten(root, lines)


def _reordered(root: Path, chance: random.Random) -> None:
    lines = _lines(root)
    one = chance.randrange(1, len(lines) - 1)
    other = next(i for i in [*range(one + 1, len(lines)), *range(1, one)] if lines[i] != lines[one])
    lines[one], lines[other] = lines[other], lines[one]
    _rewritten(root, lines)


def _back_dated(root: Path, chance: random.Random) -> None:
    lines = _lines(root)
    place = chance.randrange(len(lines))
    lines[place] = re.sub(rb'"at":([0-9]+)', lambda m: b'"at":%d' % (int(m[1]) - chance.randint(1, 10**8)), lines[place])
    _rewritten(root, lines)


def _put_in(root: Path, chance: random.Random) -> None:
    lines = _lines(root)
    line = next(x for x in lines if b'"decided"' in x)
    lines.insert(chance.randrange(1, len(lines)), line.replace(b'"accept"', b'"reject"'))
    _rewritten(root, lines)


def _cut_off(root: Path, chance: random.Random) -> None:
    """The last batches are gone, checkpoints and all: what is left is consistent in itself."""
    with _database(root) as base:
        sizes = [size for (size,) in base.execute("SELECT size FROM batches ORDER BY size").fetchall()]
        keep = chance.choice(sizes[:-1])
        base.execute("DELETE FROM entries WHERE idx >= ?", (keep,))
        base.execute("DELETE FROM batches WHERE size > ?", (keep,))
        lines = [line for (line,) in base.execute("SELECT line FROM entries ORDER BY idx").fetchall()]
        _grown(base, lines)


def _signed_by_another(root: Path, chance: random.Random) -> None:
    """All checkpoints are signed anew under a key of one's own, which is put in the place of the log's."""
    from firsthand.proofs.notes import Signer, checkpoint_signed

    lines = _lines(root)
    lines[-1] = lines[-1].replace(b'"accept"', b'"reject"')
    _rewritten(root, lines)
    from firsthand.proofs.merkle import root_of

    with _database(root) as base:
        (identity,) = base.execute("SELECT id FROM logs").fetchall()[0]
        signer = Signer(f"firsthand/{identity}", chance.randbytes(32))
        base.execute("UPDATE logs SET vkey = ?", (signer.vkey,))
        for (size,) in base.execute("SELECT size FROM batches").fetchall():
            frontier = grown(Frontier(), map(leaf_hash, lines[:size]))
            base.execute("UPDATE batches SET note = ? WHERE size = ?", (checkpoint_signed(size, root_of(frontier), signer).note, size))


# ---- with the key, or an older copy -------------------------------------------------------------------------------------------------------------


def _older_copy(root: Path, chance: random.Random) -> None:
    """The case folder of before the last batch is put back."""
    shutil.copytree(root / "case", root / "older")
    with cases.opened(root, chance.randrange(2**32)) as ledger:
        cases.batch(ledger, chance, cases.Acknowledged())
    shutil.rmtree(root / "case")
    (root / "older").rename(root / "case")


def _forked(root: Path, chance: random.Random) -> None:
    """The same key signs two pasts: the case and its keys are put back together elsewhere, and that past is put in the place of the other."""
    for name in ("case", "home"):
        shutil.copytree(root / name, root / "twin" / name)
    for place in (root, root / "twin"):
        with cases.opened(place, chance.randrange(2**32)) as ledger:
            for _ in range(chance.randint(1, 2)):
                cases.batch(ledger, chance, cases.Acknowledged())
    shutil.rmtree(root / "case")
    (root / "twin" / "case").rename(root / "case")


WAYS = {
    "dropped": _dropped, "doubled": _doubled, "reordered": _reordered, "back-dated": _back_dated, "put in": _put_in, "cut off": _cut_off,
    "signed by another": _signed_by_another, "older copy": _older_copy, "forked": _forked,
}  # fmt: skip


# ---- ledger.db ----------------------------------------------------------------------------------------------------------------------------------


class _database:
    def __init__(self, root: Path) -> None:
        self.connection = apsw.Connection(str(root / "case" / "ledger.db"))

    def __enter__(self) -> apsw.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.connection.close()


def _lines(root: Path) -> list[bytes]:
    with _database(root) as base:
        return [line for (line,) in base.execute("SELECT line FROM entries ORDER BY idx").fetchall()]


def _rewritten(root: Path, lines: list[bytes]) -> None:
    """The lines in the place of those that were there, and every hash and size that needs no key made to fit."""
    with _database(root) as base:
        base.execute("DELETE FROM entries")
        base.executemany("INSERT INTO entries VALUES(?, 1, ?, ?)", ((i, i, line) for i, line in enumerate(lines)))
        ends = [size for (size,) in base.execute("SELECT size FROM batches ORDER BY size").fetchall()]
        start = 0
        for number, end in enumerate(ends):
            to = len(lines) if number == len(ends) - 1 else end
            base.execute("UPDATE batches SET leaves = ?, size = ? WHERE size = ?", (b"".join(map(leaf_hash, lines[start:to])), -to, end))
            start = to
        base.execute("UPDATE batches SET size = -size")
        _grown(base, lines)


def _grown(base: apsw.Connection, lines: list[bytes]) -> None:
    frontier = grown(Frontier(), map(leaf_hash, lines))
    base.execute("UPDATE logs SET size = ?, peaks = ?", (frontier.size, b"".join(frontier.peaks)))
