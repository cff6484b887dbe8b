"""Estimate: counts to bounds, from the claims that people accepted, from a spreadsheet, or from both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.case.given import bytes_of
from firsthand.case.made import key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.trace import Traced, findings_in, origins_in, traced
from firsthand.errors import Trouble
from firsthand.model.claims import Claim
from firsthand.model.estimates import Bound
from firsthand.model.findings import Finding, Origins
from firsthand.model.plain import plain

if TYPE_CHECKING:
    from firsthand.estimate.rows import Counts, Row

LARGEST_FILE = 50_000_000  # bytes
Line = dict[str, object]
ACCEPTED = ("accepted", "amended")


@dataclass(frozen=True)
class Estimated:
    """Bounds, what was wrong with the rows of a file, claims of the case that are no row with the reason, and what else is to be told."""

    bounds: tuple[Bound, ...]
    troubles: tuple[Trouble, ...] = ()
    no_rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()  # shares that the counts beside them do not bear, regions not asked about, assumptions not understood


def of_file(path: str, wrong: int = 0, progress: Progress = silent) -> Estimated:
    """Bounds from a CSV or a TOML alone."""
    counts, troubles = counts_in_file(path)
    return _estimated(counts, wrong, troubles, (), progress)


def of_case(case: Case, path: str = "", wrong: int = 0, progress: Progress = silent) -> Estimated:
    """Bounds from the accepted claims of a case, with what a file adds (a census, questions, further rows)."""
    from firsthand.estimate.rows import Counts

    t = traced(case, progress)
    rows, no_rows = claim_rows(case, t)
    more, troubles = counts_in_file(path) if path else (Counts(()), ())
    return _estimated(replace(more, rows=(*rows, *more.rows)), wrong, troubles, no_rows, progress, case)


def counts_in_file(path: str) -> tuple[Counts, tuple[Trouble, ...]]:
    """The counts of a CSV or TOML, and what was wrong with its rows; raises Trouble("bad-counts") and those of bytes_of."""
    from firsthand.estimate.spreadsheets import counts_of_csv, counts_of_toml

    raw = bytes_of(path, LARGEST_FILE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise Trouble("bad-counts", path=path, why=f"it is not UTF-8 (byte {why.start})") from None
    return counts_of_toml(text, path) if Path(path).suffix.lower() == ".toml" else counts_of_csv(text, path)


def _estimated(
    counts: Counts,
    wrong: int,
    troubles: tuple[Trouble, ...],
    no_rows: tuple[tuple[str, str], ...],
    progress: Progress,
    case: Case | None = None,
) -> Estimated:
    from firsthand.estimate.bounds import bounds_of, notes_of

    def work() -> tuple[Bound, ...]:
        return bounds_of(counts, wrong, progress)

    if case is None:
        bounds = work()
    else:
        key = key_of("estimate", repr(counts), wrong)
        bounds = made(case.folder, "estimate", key, Bound, work)
        sweep(case.folder, "estimate", [key])
    return Estimated(bounds, troubles, no_rows, notes_of(counts))


def claim_rows(case: Case, t: Traced) -> tuple[tuple[Row, ...], tuple[tuple[str, str], ...]]:
    """The accepted claims with figures as rows, and those that cannot be one with the reason."""
    from firsthand.case.counted import row_or_why

    rows: list[Row] = []
    no_rows: list[tuple[str, str]] = []
    for claim, found in _accepted(case, t):
        reading = t.by_source.get(claim.source)
        published = reading.published.text if reading and reading.published else ""
        row = row_or_why(claim, found, t.name, published)
        if isinstance(row, str):
            no_rows.append((claim.id, row))
        else:
            rows.append(row)
    return tuple(rows), tuple(no_rows)


def _accepted(case: Case, t: Traced) -> Iterator[tuple[Claim, Origins]]:
    """Every accepted claim that gives a figure, with the origins of the accepted finding that it bears, else its own."""
    of: dict[str, Finding] = {}
    for f in findings_in(case, t):
        for claim_id in f.supports if f.state in ACCEPTED else ():
            of.setdefault(claim_id, f)
    counted: dict[str, Origins] = {}
    for claim in t.claims.values():
        if claim.amount is None or (claim.state not in ACCEPTED and claim.id not in of):
            continue
        finding = of.get(claim.id) or Finding(claim.id, "", (claim.id,))
        if finding.id not in counted:
            counted[finding.id] = origins_in(t, finding)
        yield claim, counted[finding.id]


def line_of(b: Bound, notes: tuple[str, ...] = ()) -> Line:
    """A bound as the fields of the contract; the notes of the whole estimate stand on every line."""
    proofs = {p.side: plain(p) for p in b.proofs}
    return {
        "question": b.question, "layer": b.layer, "lower": b.lower, "upper": b.upper, "wrong": b.wrong,
        "certificate": {"lower": proofs.get("lower"), "upper": proofs.get("upper")},
        "conflicts": [[{"claim": q.claim, "origin": q.origin, "quote": q.quote, "says": q.says} for q in one] for one in b.conflicts],
        "complete": b.complete,
        "leverage": {x.origin: {"lower": x.lower, "upper": x.upper, "contradiction": x.contradiction} for x in b.leverage},
        "assumes": b.assumes, "assumed": b.assumed, "place": b.place, "from": b.begins or None, "to": b.ends or None, "population": b.population, "unit": b.unit,
        "status": b.status, "measure": b.measure, "words": b.words, "left_out": [{"claim": c, "why": w} for c, w in b.left_out],
        "different": b.different, "contradiction": b.contradiction, "spent": b.spent, "notes": list(notes),
    }  # fmt: skip
