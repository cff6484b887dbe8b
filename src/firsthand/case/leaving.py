"""What of a case may leave it as it is: captures of sources that are neither erased, nor excluded, nor sealed; and the proofs that go along with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.case.leaks import leaking
from firsthand.case.open import Case
from firsthand.case.stamps import clock_of, stamps_in
from firsthand.case.state import Held, Kept, State
from firsthand.errors import Trouble
from firsthand.model.plain import Plain
from firsthand.proofs.canonical import canonical


@dataclass(frozen=True)
class Leaving:
    """The captures that may leave, each with its source, in the order they came; how many sources are withheld because they are sealed."""

    captures: tuple[tuple[Held, Kept], ...]
    withheld: int

    @property
    def ids(self) -> frozenset[str]:
        """The captures by their ids."""
        return frozenset(k.id for _, k in self.captures)


def leaving(state: State, only: str = "") -> Leaving:
    """What may leave, of one source only where its id is given; raises Trouble("nothing-to-list") when nothing may."""
    held = [h for h in state.sources.values() if not h.erased and h.screened != "exclude" and (not only or h.id == only)]
    out = tuple((h, k) for h in held for k in h.captures if not k.sealed)
    if not out:
        raise Trouble("nothing-to-list")
    return Leaving(out, sum(all(k.sealed for k in h.captures) for h in held))


def checked(state: State, told: str, public: Iterable[str] = ()) -> None:
    """Raises Trouble("leak") where words of ours that are to leave hold what must stay."""
    if found := leaking(state, told, "\n".join(public)):
        raise Trouble("leak", what=found[0][:40])


def title_of(held: Held, kept: Kept) -> str:
    """What a document is called: by its list, by itself, else by its name in the case."""
    return held.details.get("title", "") or kept.details.get("title", "") or held.name


def proofs_of(case: Case, captures: Sequence[tuple[Held, Kept]]) -> bytes:
    """Canonical JSON: the signed checkpoints of the case, and for each capture its entry with the way to the checkpoint, and since when and by whose clock it
    is held. What entries seal is withheld."""
    logs: list[Plain] = [{"log": log, "note": note, "vkey": vkey} for log, note, vkey in case.checkpoints()]
    stamps, by_log = stamps_in(case.ledger.stored()), dict[str, list[Kept]]()
    for _, k in captures:
        by_log.setdefault(k.log, []).append(k)
    entries: list[Plain] = []
    for log, mine in by_log.items():
        for k, proof in zip(mine, case.ledger.proofs(log, [k.index for k in mine]), strict=True):
            path: list[Plain] = [h.hex() for h in proof.path]
            entries.append({
                "capture": k.id, "line": proof.line.decode("ascii"), "log": log, "index": k.index, "path": path, "held_since": k.kept,
                "clock": clock_of(stamps, log, k.index),
            })  # fmt: skip
    return canonical({"format": "firsthand proofs 1", "logs": logs, "entries": entries})
