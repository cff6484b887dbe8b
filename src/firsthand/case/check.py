"""Check: a report taken apart offline with the rooms that read, claim and count; no case is needed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from firsthand.case.counted import estimates_of
from firsthand.case.given import bytes_of
from firsthand.case.open import Case, open_case
from firsthand.case.overlapping import listed_of
from firsthand.case.second_opinion import fault_of_bundle, page_of_bundle
from firsthand.errors import Trouble
from firsthand.guard.sandbox import each
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Origins
from firsthand.model.passages import Reading
from firsthand.model.plain import plain, value_of
from firsthand.proofs.merkle import Frontier, grown, leaf_hash, root_of
from firsthand.publish.check import check as take_apart
from firsthand.publish.check import check_page
from firsthand.publish.found import FAILS, Checked, Tools, summary
from firsthand.publish.page import EVIDENCE_ID
from firsthand.publish.report import Card, Report, Sentence

LARGEST_REPORT = 200_000_000  # bytes


def check(path: str, case: str = "") -> list[dict[str, object]]:
    """Every sentence of the report in this file or bundle, checked; with a case, its log must be a continuation of the checkpoint that the report shows."""
    bundled = page_of_bundle(path)
    raw = bundled or bytes_of(path, LARGEST_REPORT)
    whole = _whole(path) if bundled else []
    if not case:
        return whole + [row_of(c) for c in checked(raw, tools())]
    with open_case(case) as opened:
        asked = replace(tools(), kept=partial(_kept_in, opened), in_case=partial(not_of_case, opened))
        return whole + [row_of(c) for c in checked(raw, asked)]


def checked(raw: bytes, asked: Tools) -> tuple[Checked, ...]:
    """Every sentence of a report, checked: of a page, or of a Word file."""
    if raw[:4] != b"PK\3\4":
        return take_apart(page_with_evidence(raw), asked, sentences=_sentences)
    from firsthand.case.word_page import word_page

    word = word_page(raw)
    return check_page(word.page, word.shown, asked, sentences=_sentences)


def _whole(path: str) -> list[dict[str, object]]:
    """A row where the independent verifier finds something broken in a bundle."""
    why = fault_of_bundle(path)
    return [row_of(Checked("The bundle as a whole", bytes=FAILS, verdict=FAILS, why=(why[:1].upper() + why[1:] + ".",)))] if why else []


def is_publication(path: str) -> bool:
    """Whether this is a publication of ours: a bundle, or a page or Word file that carries evidence. Everything else is anybody's draft (case.draft)."""
    from firsthand.case.word_page import carries_evidence

    if page_of_bundle(path) is not None or carries_evidence(path):
        return True
    raw = bytes_of(path, LARGEST_REPORT)
    return EVIDENCE_ID.encode() in raw and raw[:4] != b"%PDF" and raw[:2] != b"PK"


def page_with_evidence(raw: bytes) -> str:
    """The page that some bytes are."""
    from firsthand.read.decode import decoded

    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(raw).text


def tools() -> Tools:
    """What the check may call."""
    return Tools(
        _entry_in,
        _checkpoint_signed,
        _opens,
        _read,
        _amounts,
        _stance,
        Counter().count,
        _quotations,
        estimates=estimates_of,
        listed=listed_of,
    )


def _quotations(text: str, language: str) -> list[str]:
    from firsthand.tongues.quotes import quotations

    return [text[s.start : s.end] for s in quotations(text, language)]


def _kept_in(case: Case, card: Card) -> bytes | None:
    """The bytes of a source that the report withholds, from the case; None where it does not hold them."""
    from firsthand.preserve.captures import payload_of

    held = case.state().sources.get(card.id)
    capture = next((k for k in held.captures if k.id == card.capture), None) if held else None
    if capture is None:
        return None
    try:
        stored = case.ledger.vault.read(capture.part.object, capture.part.offset, capture.part.length)
        return payload_of(stored, 0, len(stored), capture.how)
    except Trouble:
        return None


def not_of_case(case: Case, report: Report) -> list[str]:
    """Why the checkpoints of a report are not of this case: another case or key, more than it holds, or another history; [] when they are."""
    from firsthand.proofs.notes import checkpoint_of, verifier_of

    out = [] if report.case == case.settings.id else ["The report is of another case."]
    keys = {log: key for log, _, key in case.checkpoints()}
    for log, note, key in report.checkpoints:
        if keys.get(log) != key:
            out.append(f"The case has no log {log} under the key of the report.")
            continue
        try:
            checkpoint = checkpoint_of(note.encode(), verifier_of(key))
        except (Trouble, ValueError):
            continue  # the check itself says so
        lines = _leaves(case, log)
        if checkpoint.size > len(lines):
            out.append(
                f"The report knows {checkpoint.size} entries of the log {log}, the case {len(lines)}: an older copy of it was put back."
            )
        elif root_of(grown(Frontier(), lines[: checkpoint.size])) != checkpoint.root:
            out.append(f"The first {checkpoint.size} entries of the log {log} are not those that the report was written from.")
    return out


def _leaves(case: Case, log: str) -> list[bytes]:
    """The hashes of the entries of a log, as they are now."""
    from firsthand.ledger import tables

    number = next(found.number for found in tables.logs(case.ledger.database) if found.id == log)
    return [leaf_hash(line) for n, _, line in tables.entries(case.ledger.database, 0, case.ledger.count) if n == number]


def row_of(c: Checked) -> dict[str, object]:
    """One checked sentence as fields."""
    return {
        "sentence": c.sentence, "text": c.text, "bytes": c.bytes, "span": c.span, "number": c.number, "origins": c.origins, "stance": c.stance,
        "clearance": c.clearance, "verdict": c.verdict, "why": list(c.why),
    }  # fmt: skip


def summary_of(rows: Sequence[dict[str, object]]) -> dict[str, int]:
    """How many sentences have which verdict."""
    return summary([Checked(str(r["sentence"]), verdict=str(r["verdict"])) for r in rows])


def _entry_in(line: str, index: int, path: Sequence[str], note: str, key: str) -> bool:
    from firsthand.proofs.merkle import included, leaf_hash
    from firsthand.proofs.notes import checkpoint_of, verifier_of

    try:
        checkpoint = checkpoint_of(note.encode(), verifier_of(key))
        return included(leaf_hash(line.encode("ascii")), index, checkpoint.size, [bytes.fromhex(h) for h in path], checkpoint.root)
    except (Trouble, ValueError):
        return False


def _checkpoint_signed(note: str, key: str) -> bool:
    from firsthand.proofs.notes import checkpoint_of, verifier_of

    try:
        checkpoint_of(note.encode(), verifier_of(key))
    except (Trouble, ValueError):
        return False
    return True


def _opens(line: str, payload: str, key: str) -> bool:
    from firsthand.ledger.seals import opens

    try:
        return opens(bytes.fromhex(json.loads(line)["sealed"]), payload.encode(), bytes.fromhex(key))
    except (ValueError, KeyError, TypeError):
        return False


def _read(cards: Sequence[tuple[Card, bytes]]) -> list[Reading | Trouble]:
    """The bytes that a report carries, read again in bounded workers."""
    answers = each("firsthand.case.check:read_one", (_task(card) + payload for card, payload in cards))
    return [answer if isinstance(answer, Trouble) else value_of(Reading, json.loads(answer)) for _, answer in answers]


def _task(card: Card) -> bytes:
    head = {
        "source": card.id, "name": card.name, "capture": card.capture, "part": plain(card.part), "media": card.media, "captured": card.captured,
        "listed": dict(card.listed),
    }  # fmt: skip
    return json.dumps(head).encode() + b"\n"


def warm() -> None:
    """Makes the readers ready before workers are forked."""
    from firsthand.case.read import warm as warm_readers

    warm_readers()


def read_one(task: bytes) -> bytes:
    """Runs in a bounded worker: the bytes of a source that a report carries, read again."""
    from firsthand.model.passages import Part
    from firsthand.read.streams import ReadTask, read_part

    head, _, payload = task.partition(b"\n")
    t = json.loads(head)
    reading = read_part(
        ReadTask(t["source"], t["capture"], t["name"], value_of(Part, t["part"]), t["media"], payload, t["listed"], t["captured"])
    )
    return json.dumps(plain(reading)).encode()


def _amounts(text: str, language: str) -> list[Amount]:
    from firsthand.tongues.amounts import amounts_in

    return [a.amount for a in amounts_in(text, language)]


def _stance(text: str, language: str) -> str:
    from firsthand.tongues.stance import stance_in

    return stance_in(text, language)


def _sentences(block: str) -> list[str]:
    from firsthand.tongues.sentences import sentences

    return [block[s.start : s.end] for s in sentences(block, "en")]


@dataclass
class Counter:
    """Counts the origins of a report's sentences from its readings and its lineage alone; what each text says is read off once.

    The same counter counts when the report is written, so that whoever checks it counts from the same things.
    """

    said: dict[str, Said] = field(default_factory=dict)

    def count(self, report: Report, sentence: Sentence, readings: dict[str, Reading]) -> Origins | None:
        """The origins of a sentence; None when the reading of a cited source is lacking."""
        from firsthand.trace.origins import origins_of

        shown = {c.id: readings[c.id] for c in report.sources if c.id in readings}
        if any(c.source not in shown for c in (*sentence.cited, *sentence.against)):
            return None
        said = self._with({c.claim.id: c.claim for c in (*sentence.cited, *sentence.against)}, shown)
        everything = {c.id: c for s in said.values() for c in s.claims}
        supports, against = tuple(c.claim.id for c in sentence.cited), tuple(c.claim.id for c in sentence.against)
        finding = Finding(sentence.id, sentence.text, supports, against, level=sentence.level)
        return origins_of(finding, everything, shown, said, report.lineage, sentence.level, mutations=report.mutations)

    def _with(self, claims: dict[str, Claim], shown: dict[str, Reading]) -> dict[str, Said]:
        """What each shown source says, read off afresh, with the cited claims as the report has them."""
        from firsthand.claim.propose import said_by

        for source, reading in shown.items():
            if source not in self.said:
                self.said[source] = said_by(reading)
        return {
            s: Said(
                s,
                (*(c for c in claims.values() if c.source == s), *(c for c in self.said[s].claims if c.id not in claims)),
                self.said[s].credits,
            )
            for s in shown
        }
