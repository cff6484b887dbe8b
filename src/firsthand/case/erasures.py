"""Erasures that travel: what another copy has erased is destroyed here too, and answered with a receipt; who has answered, and who has not yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from firsthand.case.erase import carried_out, commitments_about
from firsthand.case.hands import own_logs
from firsthand.case.open import Case
from firsthand.ledger import home as homes
from firsthand.model.entries import Entry, Stored


@dataclass(frozen=True)
class Erasure:
    """An erasure of another device as carried out here: its subject, how many keys were destroyed, how many files removed, and files that other sources
    need and that stay until a person erases those too."""

    subject: str
    keys: int
    objects: int
    shared: tuple[str, ...] = ()


def erasures_taken(case: Case) -> tuple[Erasure, ...]:
    """Carries out every erasure that came in from another log, with its receipt in the ledger first; nothing to do where it was answered before."""
    mine = set(own_logs(case))
    stored = [s for s in case.ledger.stored() if s.entry.kind in ("erased", "answered") and not s.aside]
    answered = {str(s.entry.plain.get("erasure")) for s in stored if s.log in mine and s.entry.kind == "answered"}
    done = [_taken(case, s) for s in stored if s.entry.kind == "erased" and s.log not in mine and s.id not in answered]
    _rest(case, [s for s in stored if s.entry.kind == "answered" and s.log not in mine])
    return tuple(done)


def receipts(case: Case, hands: Collection[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For the subject of each erasure of this computer: the logs that have answered, and those of `hands` that have not."""
    mine = set(own_logs(case))
    stored = [s for s in case.ledger.stored() if s.entry.kind in ("erased", "answered") and not s.aside]
    found = {}
    for one in (s for s in stored if s.entry.kind == "erased" and s.log in mine):
        who = {s.log for s in stored if s.entry.kind == "answered" and s.entry.plain.get("erasure") == one.id}
        found[str(one.entry.plain["subject"])] = (tuple(sorted(who)), tuple(sorted(set(hands) - who - mine)))
    return found


def _taken(case: Case, one: Stored) -> Erasure:
    subject, names = str(one.entry.plain["subject"]), _names(one.entry)
    state = case.state()
    others = {k.part.object for h in state.sources.values() if h.id != subject and not h.erased for k in h.captures}
    shared = sorted(set(names) & others)
    more = sorted(set(commitments_about(case, subject)) - set(names))
    gone = [n for n in names if n not in shared]
    objects = [n for n in gone if case.ledger.vault.has(n)]
    receipt = case.entry("answered", {"subject": subject, "erasure": one.id, "commitments": list(more)})
    again = [case.entry("object", {"digest": d, "size": case.ledger.vault.size_of(d)}) for d in shared if case.ledger.vault.has(d)]
    case.append([receipt, *again])
    carried_out(case, subject, [*gone, *more], objects)
    return Erasure(subject, len(gone) - len(objects) + len(more), len(objects), tuple(shared))


def _rest(case: Case, answers: Iterable[Stored]) -> None:
    """What others found to destroy besides, when they carried out an erasure."""
    for one in answers:
        names = _names(one.entry)
        known = homes.keys_for(case.ledger.home, [bytes.fromhex(n) for n in names])
        if any(known.get(bytes.fromhex(n), b"") is not None for n in names):
            carried_out(case, str(one.entry.plain["subject"]), names, [n for n in names if case.ledger.vault.has(n)])


def _names(entry: Entry) -> list[str]:
    listed = entry.plain.get("commitments")
    return [str(n) for n in listed] if isinstance(listed, list) else []
