"""Sync: two copies of a case tell each other what each lacks. Every line, hash and signature is checked; nothing is overwritten; what disagrees stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.case import hands as people
from firsthand.case.copies import Copy, copy_begun, is_case, opened_copy
from firsthand.case.erasures import Erasure, erasures_taken, receipts
from firsthand.case.open import Case, Progress, open_case, silent
from firsthand.errors import Trouble
from firsthand.ledger import exchange, hands, told
from firsthand.ledger import home as homes
from firsthand.ledger.exchange import Met
from firsthand.ledger.readers import no_more
from firsthand.ledger.vault import SEALED, Vault

AT_ONCE = 200  # objects between two settlements


@dataclass
class Synced:
    """What one meeting did: logs as met, entries taken and given, objects, keys, erasures carried out; and what a person should know."""

    log: str = ""
    logs: tuple[Met, ...] = ()
    taken: int = 0
    given: int = 0
    objects_taken: int = 0
    objects_given: int = 0
    keys_taken: int = 0
    keys_given: int = 0
    unopened: int = 0  # sealed things whose key nobody has wrapped for this computer yet
    forks: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)  # logs of devices that nobody has admitted or revoked
    revoked_here: bool = False
    erased: tuple[Erasure, ...] = ()
    receipts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)  # subject -> (who has answered, who has not)

    @property
    def needs_a_person(self) -> bool:
        """Whether something is for a person to look at."""
        return bool(
            self.forks or self.damaged or self.strangers or self.unopened or self.revoked_here or any(e.shared for e in self.erased)
        )


def sync(case_at: str, other_at: str, progress: Progress = silent) -> Synced:
    """Exchange logs, objects and keys between the case and another copy of it, which is made where there is none; either may be the new one."""
    mine, other = Path(case_at), Path(other_at)
    if not is_case(mine) and is_case(other):
        copy_begun(mine, other)
    with open_case(mine) as case:
        if not is_case(other):
            copy_begun(other, case.folder)
        with case.long_work(), opened_copy(other, case) as copy:
            return _met(case, copy, progress)


def _met(case: Case, copy: Copy, progress: Progress) -> Synced:
    done, before = Synced(), case.ledger.count
    done.logs = exchange.taken(case.ledger.database, copy.ledger, case.settings.id)
    done.taken = case.ledger.count - before
    if case.ledger.count == 0:
        raise Trouble("nothing-to-join", path=copy.folder, why="".join(f": {m.damaged}" for m in done.logs[:1]))
    case.ledger.remembered()
    done.log = people.announced(case)
    done.keys_taken = people.rescued(case, copy.folder, copy.hands) + people.rescued(case, case.folder)
    done.erased = erasures_taken(case)
    _told(case, copy, done)
    _given(case, copy, done, progress)
    _said(case, done)
    return done


def _told(case: Case, copy: Copy, done: Synced) -> None:
    """Cosignatures and forks, both ways, and this computer's own cosignature over what it holds now."""
    ledger = case.ledger.database
    signer = homes.signer_for(case.ledger.home, done.log)
    with hands.opened_hands(case.folder) as own:
        met = [m.fork for m in done.logs if m.fork]
        hands.note_forks(own, [*met, *told.borne_out(ledger, hands.forks(copy.hands))])
        known = {(c.log, c.size, c.by) for c in hands.cosignatures(own)}
        mine = told.given_by(ledger, signer, done.log, case.clock()) if signer else []
        new = [c for c in mine if (c.log, c.size, c.by) not in known]
        hands.cosign(own, [*told.sound(ledger, hands.cosignatures(copy.hands)), *new])
        hands.note_forks(copy.hands, hands.forks(own))
        hands.cosign(copy.hands, hands.cosignatures(own))
        done.forks = told.forked(ledger, own)


def _given(case: Case, copy: Copy, done: Synced, progress: Progress) -> None:
    """Entries, objects and wrapped keys that the copy lacks; wrapped keys that nobody may open any more leave it."""
    for met in exchange.taken(copy.ledger, case.ledger.database, case.settings.id):
        done.given += met.after - met.before
    needed, gone = _objects(case)
    done.objects_taken = _carried(case.ledger.vault, copy.vault, needed, done, progress)
    done.objects_given = _carried(copy.vault, case.ledger.vault, needed, done, progress)
    for digest in gone:
        copy.vault.remove(digest)
    names, erased = names_of(case)
    shut = [bytes.fromhex(k) for k in no_more(people.readers_of(case)[0])]
    with hands.opened_hands(case.folder) as own:
        for rows in (own, copy.hands):
            hands.erase(rows, erased)
            hands.shut_out(rows, shut)
    done.keys_given = people.wrapped(case, copy.hands, names)
    if done.objects_given or done.keys_given:
        told = {"how": "sync", "objects": done.objects_given, "keys": done.keys_given}
        case.append([case.entry("transferred", dict(told))])  # nothing sealed in it: its key would have to be given too, and so on
        exchange.taken(copy.ledger, case.ledger.database, case.settings.id)
    known = homes.keys_for(case.ledger.home, names)
    done.unopened = sum(n not in known for n in names)


def _said(case: Case, done: Synced) -> None:
    done.damaged += [f"the log {m.log}: {m.damaged}" for m in done.logs if m.damaged]
    everybody = people.hands_of(case)
    done.strangers = [h.log for h in everybody if h.log and h.reader and not h.reads and h.counts is None and not h.here]
    done.revoked_here = any(h.log == done.log and h.counts is not None for h in everybody)
    done.receipts = receipts(case, [h.log for h in everybody if h.log and h.reader and h.counts is None])


def _carried(to: Vault, source: Vault, needed: Iterable[str], done: Synced, progress: Progress) -> int:
    missing = [d for d in needed if not to.has(d) and source.has(d)]
    count = 0
    for number, digest in enumerate(missing, 1):
        if to.receive(source, digest):
            count += 1
        else:
            done.damaged.append(f"the object {digest[:12]} in {source.folder} is not what its name says; it was not taken")
        if number % AT_ONCE == 0:
            to.settle()
        progress("objects", number, len(missing))
    to.settle()
    return count


def _objects(case: Case) -> tuple[list[str], list[str]]:
    """The objects that the entries keep, and those that they say are erased; what was kept again after an erasure is kept."""
    kept, gone = dict[str, int](), dict[str, int]()
    for place, (kind, names, _) in enumerate(_promised(case)):
        for name in names if kind in ("object", "erased", "answered") else ():
            (kept if kind == "object" else gone)[name] = place
    needed = [d for d, place in kept.items() if place > gone.get(d, -1)]
    return needed, sorted(set(gone) & set(kept) - set(needed))


def names_of(case: Case) -> tuple[list[bytes], list[bytes]]:
    """The names of every key that the case needs (commitments, sealed objects), and of those that were erased."""
    needed, gone = dict[str, None](), set[str]()
    for kind, names, commitment in _promised(case):
        if commitment:
            needed[commitment] = None
        if kind == "object" and case.ledger.vault.has(names[0]) and case.ledger.vault.path_of(names[0]).name.endswith(SEALED):
            needed[names[0]] = None
        if kind in ("erased", "answered"):
            gone |= set(names)
    return [bytes.fromhex(n) for n in needed if n not in gone], [bytes.fromhex(n) for n in gone]


def _promised(case: Case) -> Iterator[tuple[str, list[str], str]]:
    """(kind, digest of the object or names erased, commitment) of every entry, in the order in which this copy received them."""
    from firsthand.ledger import tables
    from firsthand.ledger.lines import entry_of

    place = 0
    while some := tables.entries(case.ledger.database, place, 1000):
        place += len(some)
        for _, _, line in some:
            said = entry_of(line)
            listed, digest = said.entry.plain.get("commitments"), said.entry.plain.get("digest")
            yield said.entry.kind, [str(n) for n in listed] if isinstance(listed, list) else [str(digest)], said.commitment
