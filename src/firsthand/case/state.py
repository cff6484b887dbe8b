"""What a case knows now, folded from its entries: sources with their captures, what people decided and added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from firsthand.ledger import fold as fold_of
from firsthand.ledger.fold import Folded, folded, standing
from firsthand.model.entries import Erased, Locked, Stored
from firsthand.model.passages import Part
from firsthand.model.pictures import MEDIA
from firsthand.model.plain import Plain

Details = dict[str, str]
REOPEN = "reopen"  # the answer that takes a decision back where there was none before: the question is open again


@dataclass(frozen=True)
class Kept:
    """One capture of a source: what was kept and under which conditions."""

    id: str
    part: Part
    media: str
    condition: str  # complete, images_missing, block, removed
    how: str
    captured: int | None
    index: int  # place of its entry in the log
    log: str
    kept: int  # UTC seconds when the ledger took it
    sealed: bool = False  # its bytes are kept encrypted
    details: Details = field(default_factory=dict)  # what this capture was given and says of itself; the source's own are the first of each

    @property
    def read_as(self) -> str:
        """The media type with the charset that came with the bytes, as a reader wants it."""
        charset = self.details.get("charset", "")
        return f"{self.media}; charset={charset}" if charset else self.media


@dataclass(frozen=True)
class Held:
    """A source: its captures in the order they came, what the list said of it, whether a person screened it in or out."""

    id: str
    name: str
    captures: tuple[Kept, ...]
    details: Details
    screened: str = ""
    erased: bool = False
    why: str = ""  # why a person screened it so
    locked: bool = False  # the key of what the list said of it is not on this computer: it is held, and nothing of that can be shown

    @property
    def capture(self) -> Kept:
        """The capture that is read: the first complete one, else the first."""
        return next((k for k in self.captures if k.condition in ("complete", "images_missing")), self.captures[0])

    @property
    def readable(self) -> bool:
        """Whether there is something to read: a stub or a block page never is, nor what was screened out."""
        return not self.erased and self.screened != "exclude" and self.capture.condition in ("complete", "images_missing")

    @property
    def picture(self) -> bool:
        """Whether it is looked at as a picture instead of being read."""
        return self.capture.media in MEDIA


@dataclass(frozen=True)
class Decision:
    """What a person decided of a subject, with the whole value as decided, and which earlier decisions that person saw."""

    id: str
    subject: str
    of: str
    answer: str
    at: int
    sees: tuple[str, ...]
    value: dict[str, Plain]
    because: str
    index: int
    log: str


@dataclass(frozen=True)
class Stamped:
    """A checkpoint and the timestamp over it: log, entries covered, digest of the token, time (UTC seconds), by whose clock; who vouches for that clock."""

    log: str
    size: int
    token: str
    at: int
    authority: str = "an authority whose name was erased"
    url: str = ""
    anchor: str = ""
    fingerprint: str = ""


@dataclass
class State:
    """The case as folded so far. `decisions` holds all, per subject, in the order they came."""

    title: str = ""
    sources: dict[str, Held] = field(default_factory=dict)
    decisions: dict[str, list[Decision]] = field(default_factory=dict)
    added: dict[str, Decision] = field(default_factory=dict)
    entries: int = 0
    stamps: list[Stamped] = field(default_factory=list)
    locked: int = 0  # sealed payloads whose key is not on this computer
    folded: Folded = field(default_factory=Folded)

    def heads(self, subject: str) -> list[Decision]:
        """The decisions on a subject that no later one saw: what the next one sees."""
        found = standing(self.folded, subject)
        known = {d.id: d for d in self.decisions.get(subject, ())}
        return [known[d.id] for d in found.heads if d.id in known] if found else []

    def standing(self, subject: str) -> list[Decision]:
        """What is decided of a subject; more than one is a disagreement, none when it was opened again."""
        heads = self.heads(subject)
        return [] if all(d.answer == REOPEN for d in heads) else heads

    def disagreement(self, subject: str) -> bool:
        """Whether two standing decisions say different things."""
        found = standing(self.folded, subject)
        return bool(found and found.disagreement)


def fold(stored: Iterable[Stored]) -> State:
    """The state after these entries, given in the order of the log."""
    return grown(State(), stored)


def grown(state: State, stored: Iterable[Stored]) -> State:
    """The state with further entries taken in, in place; after an `erased` entry fold all of them anew, since what was opened may be gone."""
    decisions = list[fold_of.Decision]()
    for one in stored:
        state.entries += 1
        state.locked += isinstance(one.opened, Locked)
        if one.aside:
            continue
        decisions += fold_of.decisions_in((one,))
        take = _TAKES.get(one.entry.kind)
        if take:
            take(state, one, one.opened if isinstance(one.opened, dict) else None)
    state.folded = folded(state.folded, decisions)
    return state


def _begun(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    state.title = str((opened or {}).get("title", ""))


def _captured(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    p = one.entry.plain
    source = str(p["source"])
    payload = str(p["payload"]) or str((opened or {}).get("payload", ""))  # of a sealed part the digest is sealed too
    part = Part(str(p["object"]), _int(p["offset"]), _int(p["length"]), payload)
    at = p.get("captured_at")
    before = state.sources.get(source)
    details = {k: str(v) for k, v in (opened or {}).items() if v and k != "payload"}
    kept = Kept(
        str(p["capture"]), part, str(p["media"]), str(p["condition"]), str(p["how"]), at if isinstance(at, int) else None, one.index, one.log,
        one.entry.at, bool(p.get("sealed_bytes")), dict(details),
    )  # fmt: skip
    locked = isinstance(one.opened, Locked)
    if before:
        state.sources[source] = replace(
            before, captures=(*before.captures, kept), details={**details, **before.details}, locked=before.locked or locked
        )
    else:
        name = details.pop("name", "") or source
        state.sources[source] = Held(source, name, (kept,), details, "", isinstance(one.opened, Erased), locked=locked)


def _screened(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    held = state.sources.get(str(one.entry.plain["source"]))
    if held:
        answer = str(one.entry.plain["answer"]).replace(REOPEN, "")
        state.sources[held.id] = replace(held, screened=answer, why=str((opened or {}).get("because", "")))


def _decided(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    if opened is not None:  # what was erased decides nothing any more
        decision = _decision(one, opened)
        state.decisions.setdefault(decision.subject, []).append(decision)


def _added(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    if opened is None:  # what was erased is gone
        return
    decision = _decision(one, opened)
    if decision.of == "reason":
        _because(state, decision)
    else:
        state.added[decision.subject] = decision


def _because(state: State, reason: Decision) -> None:
    """A reason belongs to the decision of its subject that came before it."""
    decided = state.decisions.get(reason.subject, [])
    place = next(
        (i for i in reversed(range(len(decided))) if decided[i].log == reason.log), None
    )  # a reason stands in the log of its decision
    if place is not None:
        decided[place] = replace(decided[place], because=str(reason.value.get("text", "")))


def _decision(one: Stored, opened: dict[str, Plain] | None) -> Decision:
    p, o = one.entry.plain, opened or {}
    value, sees = o.get("value"), p.get("sees")
    return Decision(
        one.id, str(p["subject"]), str(p["of"]), str(p.get("answer", "add")), one.entry.at,
        tuple(str(x) for x in sees) if isinstance(sees, list) else (), value if isinstance(value, dict) else {}, str(o.get("because", "")), one.index, one.log,
    )  # fmt: skip


def stamped_of(one: Stored) -> Stamped:
    """The timestamp that a `stamped` entry tells of."""
    p, o = one.entry.plain, one.opened if isinstance(one.opened, dict) else {}
    told = {name: str(o[name]) for name in ("authority", "url", "anchor", "fingerprint") if o.get(name)}
    return Stamped(str(p["log"]), int(str(p["size"])), str(p["token"]), int(str(p["stamped_at"])), **told)


def _keeps_stamp(state: State, one: Stored, opened: dict[str, Plain] | None) -> None:
    state.stamps.append(stamped_of(one))


def _int(value: Plain) -> int:
    return value if isinstance(value, int) else 0


_TAKES = {"begun": _begun, "captured": _captured, "screened": _screened, "decided": _decided, "added": _added, "stamped": _keeps_stamp}
