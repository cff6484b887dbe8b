"""The custody statement of a case, from its ledger: what was kept and what was done since, once every promise of the case was recomputed."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand import __version__
from firsthand.case.appendix import REMARKS
from firsthand.case.audit import audit
from firsthand.case.open import Case
from firsthand.case.properties import properties_of
from firsthand.case.read import readings
from firsthand.case.stamps import CLOCK, clock_of, stamps_in
from firsthand.case.state import Held, Stamped
from firsthand.errors import Trouble
from firsthand.model.entries import Entry
from firsthand.model.passages import Reading
from firsthand.publish.custody import Custody, Done, KeptFile

WORDS: dict[tuple[str, str], str] = {  # kind of an entry, and its answer or what it adds -> how the statement says it
    ("begun", ""): "the case was begun", ("continued", ""): "a new log was begun on another computer or under another key", ("object", ""): "files put into the vault",
    ("captured", ""): "captures of documents recorded", ("skipped", ""): "things given that could not be kept", ("screened", "include"): "documents included",
    ("screened", "exclude"): "documents excluded", ("screened", "reopen"): "screenings taken back", ("decided", "accept"): "things accepted by a person",
    ("decided", "amend"): "things amended by a person", ("decided", "reject"): "things rejected by a person", ("decided", "withdraw"): "things withdrawn by a person",
    ("published", ""): "reports published", ("exported", ""): "copies in other forms written", ("erased", ""): "erasures", ("stamped", ""): "timestamps of an authority kept",
    ("looked", ""): "sealed files opened", ("transferred", ""): "transfers of files and keys to another copy, or into a package",
    ("audited", "held"): "checks of every promise, all held", ("hand", ""): "devices that announced a reading key", ("admitted", ""): "devices admitted",
    ("revoked", ""): "devices revoked", ("answered", ""): "erasures of other devices carried out here", ("failed", ""): "acts begun and not completed",
}  # fmt: skip


def custody_of(case: Case, only: str = "") -> Custody:
    """What the statement says, of one source only where its id is given; raises Trouble("promise-broken") when a file is not what the ledger says, Trouble("nothing-to-list") when none is held."""
    broken = next((p for p in audit(str(case.folder)) if not p.held), None)
    if broken:
        raise Trouble("promise-broken", why=str(broken.first_broken))
    state = case.state()
    held = [h for h in state.sources.values() if not h.erased and (not only or h.id == only)]
    if not held:
        raise Trouble("nothing-to-list")
    read = {r.source: r for r in readings(case, state)}
    files = {k.part.object for h in held for k in h.captures}
    done, stamps = _done(case), stamps_in(case.ledger.stored())
    erased = sum(d.count for d in done if d.words == WORDS["erased", ""])
    return Custody(
        case.settings.id, case.settings.title or state.title or case.settings.id, case.clock(), _clock(stamps, held), __version__,
        tuple(_kept(h, read.get(h.id)) for h in held), len(files), _checkpoints(case), done, erased,
        properties_of(case, held, [r for s, r in read.items() if s in {h.id for h in held}]),
    )  # fmt: skip


def _clock(stamps: Sequence[Stamped], held: Sequence[Held]) -> str:
    """By whose clock all of the documents were there; where no timestamp covers the last of them, this computer's alone."""
    found = {clock_of(stamps, h.capture.log, h.capture.index) for h in held}
    return (
        CLOCK
        if CLOCK in found or len({h.capture.log for h in held}) > 1
        else clock_of(stamps, held[0].capture.log, max(h.capture.index for h in held))
    )


def _kept(h: Held, reading: Reading | None) -> KeptFile:
    k = h.capture
    title = (reading.title if reading else "") or h.details.get("title", "") or h.name
    url = h.details.get("url", "") or (reading.url if reading else "")
    whole = k.part.object if k.part.object != k.part.payload else ""
    sealed = "Its file is kept encrypted; the SHA-256 of the file is that of the encrypted bytes." if k.sealed else ""
    remark = " ".join(x for x in (REMARKS.get(k.condition, ""), sealed) if x)
    return KeptFile(h.name, title, url, k.part.payload, whole, k.captured, k.kept, remark)


def _checkpoints(case: Case) -> tuple[tuple[str, int, str, str], ...]:
    from firsthand.proofs.notes import checkpoint_of, verifier_of

    told = [(log, checkpoint_of(note.encode(), verifier_of(key)), key) for log, note, key in case.checkpoints()]
    return tuple((log, one.size, one.root.hex(), key) for log, one, key in told)


def _done(case: Case) -> tuple[Done, ...]:
    """Every kind of act in the ledger with its count and its first and last time, in the order of their first."""
    times: dict[str, list[int]] = {}
    for one in case.ledger.stored():
        times.setdefault(_words(one.entry), []).append(one.entry.at)
    return tuple(Done(words, len(at), min(at), max(at)) for words, at in times.items())


def _words(entry: Entry) -> str:
    p = entry.plain
    known = WORDS.get((entry.kind, str(p.get("answer", ""))))
    if known:
        return known
    if entry.kind == "added":
        return "reasons of decisions noted" if p["of"] == "reason" else f"things added by a person: {p['of']}"
    return f"decisions of a person: {p['answer']}" if entry.kind == "decided" else entry.kind
