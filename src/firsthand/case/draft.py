"""Check anybody's draft: read in the sandbox, its sentences held against what their notes cite, with a case or from the draft alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.case.given import bytes_of
from firsthand.case.open import Case, open_case
from firsthand.errors import Trouble
from firsthand.guard.limits import PAYLOAD_MOST
from firsthand.guard.sandbox import each
from firsthand.model.findings import Origins
from firsthand.model.passages import Part, Reading, Translation, noticed_of
from firsthand.model.plain import plain, value_of

if TYPE_CHECKING:
    from firsthand.publish.drafts.values import Checked, CheckedDraft, Library

LARGEST_DRAFT = PAYLOAD_MOST  # bytes
WORK = "firsthand.case.check:read_one"


def checked_draft(draft: str | Path | bytes, case: Case | None = None, name: str = "the draft") -> CheckedDraft:
    """A draft (Word, PDF, HTML or text; a path, or its bytes), each sentence checked; with a case also against the sources that its notes cite.

    Raises Trouble where it cannot be read at all: missing, unreadable, empty-file, too-large, unsupported, password, damaged, refused.
    """
    from firsthand.publish.drafts.check import check_of
    from firsthand.publish.drafts.statements import draft_of
    from firsthand.publish.drafts.values import Library

    raw = draft if isinstance(draft, bytes) else bytes_of(str(draft), LARGEST_DRAFT)
    reading = read_draft(raw, name if isinstance(draft, bytes) else str(draft))
    library = library_of(case, reading) if case is not None else Library()
    return check_of(draft_of(reading), library, noticed_of(reading))


def read_draft(raw: bytes, name: str) -> Reading:
    """The reading of a draft, made in a bounded worker."""
    from firsthand.preserve.media import DOCX, HTML, TEXT, ZIP, media_of
    from firsthand.read.streams import READERS

    if not raw.strip():
        raise Trouble("empty-file", path=name)
    media = media_of(raw[: 64 * 1024])
    media = DOCX if media == ZIP else media  # what else a ZIP is, its reader says
    media = HTML if media == TEXT and raw.lstrip()[:1] == b"<" else media  # a page too short to be told by its tags
    if media not in READERS:
        raise Trouble("unsupported", path=name, what="this kind of file")
    digest = hashlib.sha256(raw).hexdigest()
    part = Part(digest, 0, len(raw), digest)
    head = {"source": "draft", "name": name, "capture": "draft", "part": plain(part), "media": media, "captured": None, "listed": {}}
    answer = next(a for _, a in each(WORK, [json.dumps(head).encode() + b"\n" + raw], workers=1))
    if isinstance(answer, Trouble):
        raise answer if answer.code != "worker-died" else Trouble("worker-died", path=name, why=answer.values.get("why", ""))
    return value_of(Reading, json.loads(answer))


def library_of(case: Case, draft: Reading) -> Library:
    """What the case holds, as the check needs it; the lineage is traced only when origins are asked for."""
    from firsthand.case.origins import origins_of_sentence
    from firsthand.case.read import readings
    from firsthand.case.trace import Traced, traced
    from firsthand.publish.drafts.shelf import key_of
    from firsthand.publish.drafts.values import Library, Work
    from firsthand.trace.aliases import scripts_in

    state = case.state()
    read = readings(case, state)
    translations = [value_of(Translation, d.value) for d in state.added.values() if d.of == "translation"]
    works = []
    for r in read:
        held = state.sources[r.source]
        mine = tuple(t for t in translations if t.passage.source == r.source)
        digests = tuple(d for k in held.captures for d in {k.part.object, k.part.payload} if d)
        works.append(
            Work(held.name, r.source, r, r.url, held.details.get("archive_url", ""), r.title, r.publisher, r.published, digests, mine)
        )

    @cache
    def trace() -> Traced:
        return traced(case, state=state, read=read)

    def origins(sentence: str, sources: Sequence[str]) -> Origins | None:
        found, asserted = origins_of_sentence(trace(), sentence, sources)
        return found if len({c.source for c in asserted}) > 1 else None

    aliases = {key_of(han): latin for han, latin in scripts_in([draft.text, *(r.text for r in read)]).items()}
    return Library(tuple(works), origins, lambda node: trace().name(node), case.settings.id, aliases)


def check_draft(path: str, case: str = "") -> CheckedDraft:
    """The draft in this file, checked with the case in this folder, or alone."""
    if not case:
        return checked_draft(path)
    with open_case(case) as opened:
        return checked_draft(path, opened)


def row_of(checked: Checked) -> dict[str, object]:
    """One checked statement of a draft as fields, those of a publication's sentence first."""
    s = checked.statement
    return {
        "sentence": s.text, **checked.fields, "verdict": checked.verdict, "why": [f.why for f in checked.faults],
        "paragraph": s.label or str(s.paragraph), "page": s.page, "heading": s.heading, "notes": list(checked.notes), "sources": list(checked.sources),
        "start": s.span.start, "end": s.span.end, "language": s.language,
        "faults": [
            {"code": f.code, "why": f.why, "note": f.note, "source": f.source, "was": f.was, "became": f.became, "start": f.at.start if f.at else None, "end": f.at.end if f.at else None}
            for f in checked.faults
        ],
    }  # fmt: skip
