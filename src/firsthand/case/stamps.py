"""Timestamps over checkpoints: asked of the authorities that the case names, when something was kept or leaves, and only the way that the case has chosen.

What is asked is the SHA-256 of a signed checkpoint; nothing else leaves. Where no authority can be reached the checkpoint waits: nothing is lost, and the
next one covers it. A token is kept as it came, an object of the vault, with a `stamped` entry. Held against the checkpoint offline by `held_against`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from firsthand.case.open import Case
from firsthand.case.state import Stamped, stamped_of
from firsthand.errors import Trouble
from firsthand.model.entries import Stored

if TYPE_CHECKING:
    from firsthand.guard.outside import Outside
    from firsthand.proofs.notes import Checkpoint

CLOCK = "this computer's clock only"
PASSES_OVER = frozenset(("stamped",))  # kinds of entries that need no timestamp of their own


@dataclass
class Asked:
    """What came of asking: the new timestamps, and why others did not come."""

    stamps: list[Stamped] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def stamps_in(stored: Iterable[Stored]) -> tuple[Stamped, ...]:
    """The timestamps that a case has, in the order they came."""
    return tuple(stamped_of(s) for s in stored if s.entry.kind == "stamped")


def waiting(stored: Sequence[Stored], urls: Sequence[str]) -> dict[str, list[str]]:
    """Log -> the authorities of the case that have not stamped all of its entries."""
    needed, covered = dict[str, int](), dict[tuple[str, str], int]()
    tokens = {s.token for s in stamps_in(stored)}
    for one in stored:
        if one.entry.kind not in PASSES_OVER and one.entry.plain.get("digest") not in tokens:
            needed[one.log] = one.index + 1
    for stamp in stamps_in(stored):
        covered[stamp.log, stamp.url] = max(stamp.size, covered.get((stamp.log, stamp.url), 0))
    out = {log: [u for u in urls if covered.get((log, u), 0) < size] for log, size in needed.items()}
    return {log: left for log, left in out.items() if left}


def stamp(case: Case, outside: Outside | None = None) -> Asked:
    """Ask every authority of the case that has not stamped its latest entries; nothing is asked where the case names none, or has chosen no way."""
    urls, asked = list(dict.fromkeys(u.strip() for u in case.settings.timestamps if u.strip())), Asked()
    wait = waiting(list(case.ledger.stored()), urls) if urls else {}
    if not wait:
        return asked
    latest = {c.origin.partition("/")[2]: c for c in case.ledger.checkpoints()}
    through = case.settings.through.strip()
    for log, left in wait.items():
        for url in left:
            try:
                if not through:
                    raise Trouble("not-chosen", path=url, toml=case.folder / "case.toml")
                asked.stamps.append(_ask(case, url, log, latest[log], outside))
            except Trouble as trouble:
                why = trouble.text.rstrip(".")
                asked.troubles.append(Trouble("not-stamped", path=url, why=why[:1].lower() + why[1:], count=f"{len(wait)} checkpoints"))
    return asked


def _ask(case: Case, url: str, log: str, checkpoint: Checkpoint, outside: Outside | None) -> Stamped:
    from firsthand.guard.outside import Outside as Real
    from firsthand.guard.proxies import way_of
    from firsthand.preserve.authority import asked

    way = way_of(case.settings.through, str(case.folder / "case.toml"))
    answer, found = asked(url, checkpoint.note, way, outside or Real())
    kept = case.ledger.vault.put_bytes(answer)
    sealed: dict[str, object] = {"url": url, "authority": found.authority, "anchor": found.anchor, "fingerprint": found.fingerprint}
    head: dict[str, object] = {"log": log, "size": checkpoint.size, "token": kept.digest, "stamped_at": found.at}
    case.append([case.entry("object", {"digest": kept.digest, "size": kept.size}), case.entry("stamped", head, sealed)])
    return Stamped(log, checkpoint.size, kept.digest, found.at, found.authority, url, found.anchor, found.fingerprint)


def held_against(case: Case, stamps: Iterable[Stamped]) -> Iterator[tuple[Stamped, str]]:
    """Each timestamp with what is wrong with it, "" where it holds: the token is read again and held against the checkpoint."""
    from firsthand.proofs.times import stamp_of

    for one in stamps:
        try:
            found = stamp_of(case.ledger.vault.read(one.token), case.ledger.checkpoint_at(one.log, one.size).note)
            yield one, "" if found.at == one.at else f"the timestamp {one.token[:12]} says another time than its entry"
        except Trouble as trouble:
            yield one, f"the timestamp {one.token[:12]}: {trouble.text}"


def clock_of(stamps: Sequence[Stamped], log: str, index: int) -> str:
    """By whose clock an entry was there: this computer's, and those of the authorities that stamped a checkpoint over it, each with its first time."""
    first: dict[str, int] = {}
    for one in stamps:
        if one.log == log and index < one.size:
            first[one.authority] = min(one.at, first.get(one.authority, one.at))
    told = [
        f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC by the clock of {name}"
        for name, at in sorted(first.items(), key=lambda x: x[1])
    ]
    return f"this computer's clock; in the ledger at the latest at {' and '.join(told)}" if told else CLOCK
