"""Erase: the keys of what must not be kept are destroyed, files in the clear unlinked, everything made of them removed; the proofs still hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from apsw import Connection

from firsthand.case.named import source_named, thing_named
from firsthand.case.open import Case
from firsthand.case.state import State
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.archives import members, read_member
from firsthand.ledger import hands
from firsthand.model.entries import Erased as Gone
from firsthand.model.entries import Stored

SHOWING = (".html", ".zip", ".docx")  # how files in `published` end


@dataclass(frozen=True)
class Receipt:
    """What was erased: how many sealed payloads lost their key, how many kept files are gone; and what still holds it: files that other sources
    need as well (a web archive), and copies of publications, which a person must see to."""

    payloads: int
    objects: int
    shared: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


def erase(case: Case, name: str, because: str) -> Receipt:
    """Erase a source, or a claim, finding, note, translation or decision by its id; says so in the ledger first."""
    with case.long_work():
        state = case.state()
        subject = _subject(state, name)
        commitments = commitments_about(case, subject)
        objects = objects_only_of(state, subject)
        if not commitments and not objects:
            raise Trouble("erased", what=name)
        case.append([case.entry("erased", {"subject": subject, "commitments": [*commitments, *objects]}, {"because": because})])
        carried_out(case, subject, [*commitments, *objects], objects)
    return Receipt(len(commitments), len(objects), _shared(state, subject), _published(case, subject))


def commitments_about(case: Case, subject: str) -> list[str]:
    """The commitments of every sealed payload that speaks of this subject and can still be opened, reasons of decisions about it included."""
    everything = list(case.ledger.stored())
    touched = {subject} | {str(s.entry.plain.get("subject")) for s in everything if _about(s, subject)}
    stored = [s for s in everything if _about(s, subject) or (s.entry.plain.get("of") == "reason" and s.entry.plain["subject"] in touched)]
    found = {case.ledger.commitment(s.log, s.index) for s in stored if s.opened is not None and not isinstance(s.opened, Gone)}
    return sorted(found - {""})


def carried_out(case: Case, subject: str, names: Sequence[str], objects: Sequence[str]) -> None:
    """Destroys the keys of these names, unlinks these objects, and removes everything that code made; its entry is in the ledger already."""
    case.ledger.destroy(names)
    with hands_of(case) as rows:
        if rows is not None:
            hands.erase(rows, [bytes.fromhex(n) for n in names])
    for digest in objects:
        case.ledger.vault.remove(digest)
    for room in sorted(p for p in (case.folder / "made").iterdir() if p.is_dir()):
        disk.remove_tree(room)
    _out_of_the_index(case, subject)


@contextmanager
def hands_of(case: Case) -> Iterator[Connection | None]:
    """The hands.db of the case, None where it has none."""
    if not (case.folder / hands.FILE).is_file():
        yield None
        return
    with hands.opened_hands(case.folder) as rows:
        yield rows


def _out_of_the_index(case: Case, subject: str) -> None:
    from firsthand.case.find import forgotten

    forgotten(case, subject)


def _shared(state: State, subject: str) -> tuple[str, ...]:
    """The kept files that hold the source and others too."""
    held = state.sources.get(subject)
    mine = {k.part.object for k in held.captures} if held else set()
    return tuple(sorted(mine - set(objects_only_of(state, subject))))


def _published(case: Case, subject: str) -> tuple[str, ...]:
    """The copies of publications that name it."""
    word = f'"{subject}"'.encode()
    return tuple(str(p) for p in sorted((case.folder / "published").iterdir()) if p.suffix in SHOWING and _tells(p, word))


def _tells(path: Path, word: bytes) -> bool:
    """Whether a published file has this word in it, in a part of a package too."""
    if path.suffix == ".html":
        return word in path.read_bytes()
    try:
        return any(word in read_member(path, m) for m in members(path))
    except Trouble:
        return True  # what cannot be looked into is for a person to see to


def _subject(state: State, name: str) -> str:
    decisions = {d.id for ds in state.decisions.values() for d in ds}
    things = {x: x for x in (*state.added, *state.decisions, *decisions)}
    if any(name and t.startswith(name) for t in things) and not any(name == h.name for h in state.sources.values()):
        return thing_named(things, name, "entries")
    return source_named(state, name).id


def _about(stored: Stored, subject: str) -> bool:
    """Whether an entry speaks of this subject: its capture, its screening, what was decided or added of it or of a passage in it."""
    plain = stored.entry.plain
    if subject in (plain.get("source"), plain.get("subject")) or stored.id == subject:
        return True
    value = stored.opened.get("value") if isinstance(stored.opened, dict) else None
    return isinstance(value, dict) and (
        value.get("source") == subject or subject in str(value.get("passage", "")) or subject in str(value.get("claims", ""))
    )


def objects_only_of(state: State, subject: str) -> list[str]:
    """The kept files that no other source needs."""
    held = state.sources.get(subject)
    mine = {k.part.object for k in held.captures} if held else set()
    others = {k.part.object for h in state.sources.values() if h.id != subject and not h.erased for k in h.captures}
    return sorted(mine - others)
