"""One log recomputed: every line, every hash, every root, every signature, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import apsw

from firsthand.errors import Trouble
from firsthand.ledger import lines, tables
from firsthand.ledger.home import Seen
from firsthand.ledger.tally import Promise, Tally
from firsthand.proofs.canonical import parsed
from firsthand.proofs.merkle import HASH, Frontier, grown, leaf_hash, root_of
from firsthand.proofs.notes import Checkpoint, Verifier, checkpoint_of, verifier_of


@dataclass(slots=True)
class Chain:
    """The promises about entries and checkpoints, over all logs of a case."""

    canonical: Tally = field(default_factory=lambda: Tally("entries are canonical"))
    plain: Tally = field(default_factory=lambda: Tally("no text stands unsealed"))
    unchanged: Tally = field(default_factory=lambda: Tally("entries are unchanged and in order"))
    roots: Tally = field(default_factory=lambda: Tally("roots are those of the entries"))
    signed: Tally = field(default_factory=lambda: Tally("checkpoints are signed"))
    growing: Tally = field(default_factory=lambda: Tally("each checkpoint goes on from the one before"))
    remembered: Tally = field(default_factory=lambda: Tally("nothing remembered is missing"))

    def found(self) -> tuple[Promise, ...]:
        """The promises as recomputed."""
        tallies = (self.canonical, self.plain, self.unchanged, self.roots, self.signed, self.growing, self.remembered)
        return tuple(t.found() for t in tallies)


@dataclass(frozen=True, slots=True)
class Read:
    """A line that could be read: its log, its place in the log, what it says."""

    log: str
    index: int
    line: lines.Line

    @property
    def name(self) -> str:
        """How a person is told which entry it is."""
        return f"entry {self.index} of the log {self.log} ({self.line.entry.kind})"


def recomputed(chain: Chain, database: apsw.Connection, log: tables.Log, seen: Seen | None) -> Iterator[Read]:
    """Recomputes one log, counting into `chain`; gives the entries that can be read, so that what they promise can be held against them."""
    verifier = _verifier(chain, log)
    frontier, signed_size = Frontier(), 0
    if seen is not None and seen.size == 0:
        seen = None
    rows = _Rows(_entries(database, log.number))
    for size, note, leaves in tables.batches(database, log.number):
        checkpoint = _checkpoint(chain, log, size, note, verifier)
        grows = size - signed_size == len(leaves) // HASH > 0
        if not chain.growing.check(grows, f"the log {log.id} goes from {signed_size} entries to {size} with {len(leaves) // HASH} hashes"):
            size = signed_size + len(leaves) // HASH  # the place is then unsure; what can be named still is
        held = rows.until(size)
        yield from _lines(chain, log, held)
        before = frontier
        frontier = _grown(chain, log, frontier, _Batch(signed_size, size, held, tables.parted(leaves), checkpoint))
        signed_size = size
        _remember(chain, log, before, frontier, seen)
    for index, _ in rows.rest():
        chain.unchanged.check(False, f"entry {index} of the log {log.id} is under no checkpoint")
    whole = log.frontier.size == signed_size
    chain.growing.check(whole, f"the log {log.id} says it has {log.frontier.size} entries; its last checkpoint is over {signed_size}")
    if whole:
        chain.roots.check(log.frontier == frontier, f"the frontier of the log {log.id} is not that of its {signed_size} entries")
    if seen is not None:
        words = f"the log {log.id} has {signed_size} entries, this computer remembers {seen.size}: an older copy was put back, or the end was cut off"
        chain.remembered.check(signed_size >= seen.size, words)


@dataclass(frozen=True, slots=True)
class _Batch:
    """One batch: the log's size before and after, the lines that are there by index, the hashes kept of them, the checkpoint if it could be read."""

    start: int
    size: int
    held: dict[int, bytes]
    leaves: list[bytes]
    checkpoint: Checkpoint | None


class _Rows:
    """Lines of a log in order of their index, taken up to where a checkpoint ends."""

    def __init__(self, rows: Iterable[tuple[int, bytes]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def until(self, size: int) -> dict[int, bytes]:
        held: dict[int, bytes] = {}
        while self._next is not None and self._next[0] < size:
            held[self._next[0]] = self._next[1]
            self._next = next(self._rows, None)
        return held

    def rest(self) -> Iterator[tuple[int, bytes]]:
        while self._next is not None:
            yield self._next
            self._next = next(self._rows, None)


def _entries(database: apsw.Connection, number: int) -> Iterator[tuple[int, bytes]]:
    for index, line in database.execute("SELECT idx, line FROM entries WHERE log = ? ORDER BY idx", (number,)):
        yield (index, line) if isinstance(index, int) and isinstance(line, bytes) else (-1, b"")


def _verifier(chain: Chain, log: tables.Log) -> Verifier | None:
    try:
        return verifier_of(log.vkey)
    except Trouble as trouble:
        chain.signed.check(False, f"the public key of the log {log.id} cannot be read: {trouble.values.get('why')}")
        return None


def _checkpoint(chain: Chain, log: tables.Log, size: int, note: bytes, verifier: Verifier | None) -> Checkpoint | None:
    if verifier is None:
        return None
    name = f"the checkpoint of the log {log.id} over {size} entries"
    try:
        checkpoint = checkpoint_of(note, verifier)
    except Trouble as trouble:
        chain.signed.check(False, f"{name}: {trouble.values.get('why')}")
        return None
    chain.signed.check(True, "")
    return checkpoint if chain.growing.check(checkpoint.size == size, f"{name} is signed over {checkpoint.size}") else None


def _lines(chain: Chain, log: tables.Log, held: dict[int, bytes]) -> Iterator[Read]:
    for index in sorted(held):
        try:
            line = lines.entry_of(held[index])
        except Trouble as trouble:
            words = f"entry {index} of the log {log.id}: {trouble.values.get('why')}"
            if chain.canonical.check(_is_canonical(held[index]), words):
                chain.plain.check(False, words)
            continue
        chain.canonical.check(True, "")
        chain.plain.check(True, "")
        yield Read(log.id, index, line)


def _is_canonical(line: bytes) -> bool:
    try:
        parsed(line)
    except Trouble:
        return False
    return True


def _grown(chain: Chain, log: tables.Log, before: Frontier, batch: _Batch) -> Frontier:
    """The frontier after a batch: by its lines if they give the signed root, by the kept hashes if those do."""
    size, whole = batch.size - batch.start, len(batch.held) == batch.size - batch.start
    by_lines = grown(before, (leaf_hash(batch.held[i]) for i in range(batch.start, batch.size))) if whole and size > 0 else None
    by_hashes = grown(before, batch.leaves) if len(batch.leaves) == size else None
    root = batch.checkpoint.root if batch.checkpoint else None
    where = f"the checkpoint of the log {log.id} over {batch.size} entries"
    if by_lines is not None and (root == root_of(by_lines) or (root is None and by_lines == by_hashes)):
        chain.unchanged.count += size
        chain.roots.check(by_hashes == by_lines, f"the hashes kept beside {where} are not those of its entries")
        return by_lines
    if by_hashes is not None and (root is None or root == root_of(by_hashes)):
        chain.roots.check(True, "")
        _name_changed(chain, log, batch)
        return by_hashes
    words = f"entries {batch.start} to {batch.size - 1} of the log {log.id} do not give the root that is signed over them"
    chain.roots.check(False, words)
    _name_changed(chain, log, batch)
    return by_lines or by_hashes or Frontier(batch.size, (bytes(32),) * batch.size.bit_count())


def _name_changed(chain: Chain, log: tables.Log, batch: _Batch) -> None:
    """Says which entry of a batch is not the one whose hash was kept."""
    places = {leaf: batch.start + i for i, leaf in enumerate(batch.leaves)}
    for index in range(batch.start, batch.size):
        line, place = batch.held.get(index), index - batch.start
        name = f"entry {index} of the log {log.id}"
        if line is None:
            chain.unchanged.check(False, f"{name} is missing")
            continue
        leaf = leaf_hash(line)
        fits = place >= len(batch.leaves) or batch.leaves[place] == leaf
        moved = f"{name} stands where another was: it was entry {places[leaf]}" if leaf in places else f"{name} is not what was hashed"
        chain.unchanged.check(fits, moved)


def _remember(chain: Chain, log: tables.Log, before: Frontier, after: Frontier, seen: Seen | None) -> None:
    if seen is not None and before.size < seen.size <= after.size:
        fits = after.size == seen.size and root_of(after) == seen.root
        chain.remembered.check(
            fits, f"the log {log.id} is not the one this computer remembers at {seen.size} entries: it was forked or changed"
        )
