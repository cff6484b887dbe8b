"""Origins of the case's findings, and of sentences that a person brings in a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from firsthand.case.given import bytes_of
from firsthand.case.named import source_named, thing_named
from firsthand.case.open import Case, Progress, silent
from firsthand.case.rows import Row, origins_row
from firsthand.case.trace import Traced, findings_in, origins_in, traced
from firsthand.errors import Trouble
from firsthand.model.claims import Claim
from firsthand.model.findings import Finding, Level, Origins
from firsthand.model.names import derived_id

LARGEST_CSV = 20_000_000  # bytes
LEVELS = ("so", "said")


def of_findings(case: Case, only: str = "") -> list[Row]:
    """The origins of every finding, or of one."""
    t = traced(case)
    known = {f.id: f for f in findings_in(case, t)}
    chosen = [thing_named(known, only, "findings")] if only else list(known.values())
    return [{**origins_row(t, origins_in(t, f)), "sentence": f.sentence} for f in chosen]


def of_claims(case: Case, path: str, progress: Progress = silent) -> tuple[list[Row], tuple[Trouble, ...]]:
    """The origins of sentences given in a CSV: claim_id, claim, doc_ids (blank-separated, may be empty), level; and what was wrong with its rows."""
    given = _rows(path)
    t = traced(case, progress)
    out, wrong = [], []
    for number, row in enumerate(given, 1):
        progress("counting origins", number, len(given))
        try:
            out.append(_of_claim(t, row, number, path))
        except Trouble as trouble:
            wrong.append(trouble)
    return out, tuple(wrong)


def _rows(path: str) -> list[dict[str, str]]:
    raw = bytes_of(path, LARGEST_CSV)
    try:
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    except UnicodeDecodeError as why:
        raise Trouble("bad-claims", path=path, why=f"it is not UTF-8 (byte {why.start})") from None
    except csv.Error as why:
        raise Trouble("bad-claims", path=path, why=f"it is not a CSV ({why})") from None
    if not rows or "claim" not in rows[0]:
        raise Trouble("bad-claims", path=path, why="it has no column `claim`" if rows else "it has no rows")
    return rows


def _of_claim(t: Traced, row: dict[str, str], number: int, path: str) -> Row:
    claim, claim_id, level = (
        (row.get("claim") or "").strip(),
        (row.get("claim_id") or str(number)).strip(),
        (row.get("level") or "so").strip(),
    )
    if not claim:
        raise Trouble("bad-row", path=path, row=number + 1, why="its claim is empty")
    if level not in LEVELS:
        raise Trouble("wrong-value", field=f"level of {claim_id}", value=level, allowed=", ".join(LEVELS))
    documents = tuple(source_named(t.state, d).id for d in (row.get("doc_ids") or "").split())
    origins, asserted = origins_of_sentence(t, claim, documents, level, claim_id)  # type: ignore[arg-type]
    return {**origins_row(t, origins, claim_id), "claim": claim, "documents": list(dict.fromkeys(t.name(c.source) for c in asserted))}


def origins_of_sentence(
    t: Traced, sentence: str, documents: Sequence[str], level: Level = "so", name: str = ""
) -> tuple[Origins, tuple[Claim, ...]]:
    """How many origins a sentence has among these sources (ids; none given: those that say it), and the claims that say it."""
    from firsthand.trace.assertions import claims_asserting
    from firsthand.trace.origins import origins_of

    asserted = tuple(claims_asserting(sentence, tuple(documents), t.by_source, t.said, t.lineage))
    finding = Finding(derived_id("finding", name, sentence), sentence, tuple(c.id for c in asserted), level=level)
    claims = {**t.claims, **{c.id: c for c in asserted}}
    said = dict(t.said)
    for c in asserted:
        if c.source in said and c.id not in t.claims:
            said[c.source] = replace(said[c.source], claims=(*said[c.source].claims, c))
    return origins_of(finding, claims, t.by_source, said, t.lineage, level, mutations=t.mutations), asserted
