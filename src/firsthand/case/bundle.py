"""Export a bundle: the report of what is accepted with every entry about what it shows, so that a stranger can check it without Firsthand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firsthand.case.open import Case, Progress, silent
from firsthand.case.publish import payload_bytes, ready
from firsthand.case.read import readings
from firsthand.case.stamps import stamps_in
from firsthand.guard import disk
from firsthand.ledger.log import Proof
from firsthand.model.entries import Erased, Stored
from firsthand.publish.bundle import MANIFEST, SEAL, Evidence, Logged, Shown, files_of, manifest_of, seal_of, zipped
from firsthand.publish.report import Report


@dataclass(frozen=True)
class _About:
    """What a report shows, by id: the sources, the findings and claims that were decided, the kept files; and what it opens, by log and place."""

    subjects: frozenset[str]
    objects: frozenset[str]
    opened: Mapping[tuple[str, int], tuple[str, str]]  # payload and key (hex)


def bundle_of(case: Case, progress: Progress = silent) -> tuple[bytes, int]:
    """The bundle as a ZIP, and how many sentences it has. Its manifest is published in the ledger first; a copy stays in the case. Raises what publishing raises."""
    report, page = ready(case, "web-report", progress)
    made = files_of(report, page.decode("utf-8"), _evidence(case, report))
    manifest, publication = manifest_of(made), case.new_id("publication")
    before = case.ledger.checkpoint()
    head: dict[str, object] = {
        "publication": publication, "digest": hashlib.sha256(manifest).hexdigest(), "size": before.size, "root": before.root.hex(), "profile": "bundle",
    }  # fmt: skip
    after = case.ledger.append([case.entry("published", head)])
    (proof,) = case.ledger.proofs(after.origin.partition("/")[2], [after.size - 1])
    seal = seal_of(_shown(proof), _logged(proof))
    raw = zipped({**made, MANIFEST: manifest, SEAL: seal})
    disk.put_bytes(case.folder / "published" / f"{publication}.zip", raw)
    return raw, len(report.sentences)


def _evidence(case: Case, report: Report) -> Evidence:
    shown = {c.id: c for c in report.sources}
    held = case.state().sources
    read = {r.source: r.stream for r in readings(case) if r.source in shown}
    stamps, proofs = stamps_in(case.ledger.stored()), list[Proof]()
    logs = dict[str, Logged]()
    for log, indexes in _wanted(case, _about(report)).items():
        size = max((s.size for s in stamps if s.log == log and s.size > max(indexes)), default=None)
        mine = case.ledger.proofs(log, indexes, size)
        tokens = tuple(case.ledger.vault.read(s.token) for s in stamps if (s.log, s.size) == (log, size))
        logs[log] = _logged(mine[0], tokens)
        proofs += mine
    payloads = {s: payload_bytes(case, held[s]) for s in shown}
    return Evidence(tuple(logs.values()), tuple(_openings(case, proofs, _about(report))), payloads, read)


def _about(report: Report) -> _About:
    decisions = [*(s.decision for s in report.sentences), *(d.decision for d in report.decided)]
    subjects = {c.id for c in report.sources} | {s.id for s in report.sentences} | {d.claim for d in report.decided}
    opened = {(d.log, d.index): (d.payload, d.key) for d in decisions}
    return _About(frozenset(subjects), frozenset(c.part.object for c in report.sources), opened)


def _wanted(case: Case, about: _About) -> dict[str, list[int]]:
    """Log -> the places of every entry about what the report shows, and of those that say that something of it was erased."""
    out, commitments, erasures = dict[str, list[int]](), set[str](), list[Stored]()
    for one in case.ledger.stored():
        if one.entry.kind == "erased":
            erasures.append(one)
        elif _is_about(one, about):
            out.setdefault(one.log, []).append(one.index)
            commitments.add(case.ledger.commitment(one.log, one.index))
    for one in erasures:
        if one.entry.plain["subject"] in about.subjects or commitments & _named(one):
            out.setdefault(one.log, []).append(one.index)
    return out


def _is_about(one: Stored, about: _About) -> bool:
    plain = one.entry.plain
    if one.entry.kind == "object":
        return plain["digest"] in about.objects
    return bool({plain.get("source"), plain.get("subject")} & about.subjects) or (one.log, one.index) in about.opened


def _named(erasure: Stored) -> set[str]:
    names = erasure.entry.plain["commitments"]
    return {str(n) for n in names} if isinstance(names, list) else set()


def _openings(case: Case, proofs: Iterable[Proof], about: _About) -> Iterable[Shown]:
    """Each entry with what is shown of its sealed payload: what bears a sentence is given, what was erased is called so, all else is withheld."""
    gone = {(s.log, s.index) for s in case.ledger.stored() if isinstance(s.opened, Erased)}
    told = {name for p in proofs for name in json.loads(p.line).get("commitments", [])}
    for p in proofs:
        sealed = json.loads(p.line).get("sealed", "")
        if sealed and (p.log, p.index) in about.opened:
            payload, key = about.opened[p.log, p.index]
            yield _shown(p, "given", payload, key)
        else:
            yield _shown(p, "" if not sealed else "destroyed" if (p.log, p.index) in gone and sealed in told else "withheld")


def _shown(p: Proof, opening: str = "", payload: str = "", key: str = "") -> Shown:
    return Shown(p.line.decode("ascii"), p.log, p.index, tuple(h.hex() for h in p.path), opening, payload, key)  # type: ignore[arg-type]


def _logged(p: Proof, tokens: tuple[bytes, ...] = ()) -> Logged:
    return Logged(p.log, p.checkpoint.note.decode("utf-8"), p.vkey, tokens)
