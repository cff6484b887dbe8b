"""A coding sheet taken back: what people changed in its rows becomes decisions, new rows become claims by hand; the rest stays as it is.

A row is taken whole or not at all. The same sheet taken back twice changes nothing the second time: a row that says what the case says does nothing,
and a new row makes a claim whose id is derived from what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.case.columns import declared
from firsthand.case.open import Case, Progress, silent
from firsthand.case.recoded import Row, Work, changed, new, wrong
from firsthand.case.sheet import coded
from firsthand.case.trace import traced
from firsthand.claim.coded import mark_of
from firsthand.claim.heads import ID, Heads, heads_of
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import each
from firsthand.model.entries import Entry

WORK = "firsthand.read.tables:rows_in"
LIMITS = Limits(wall_seconds=120, cpu_seconds=120)
TOLD = {"sheet-row", "sheet-conflict", "changed-quotation"}


@dataclass
class Back:
    """What a sheet brought: how many claims amended, accepted, rejected, withdrawn, added; translations and own columns written; rows that said nothing
    new; what a person should look at (conflicts and changed quotations among it); words."""

    path: str
    amended: int = 0
    accepted: int = 0
    rejected: int = 0
    withdrawn: int = 0
    added: int = 0
    translated: int = 0
    columns: int = 0
    unchanged: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


COUNTS = {
    "amend": "amended",
    "accept": "accepted",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "add": "added",
    "translation": "translated",
    "columns": "columns",
}


def is_sheet(case: Case, path: str) -> bool:
    """Whether a table is a coding sheet by its heads, and not a list of sources; a sheet whose heads are wrong is one: taking it back says what is."""
    try:
        rows = _rows(path)
    except Trouble:
        return False
    try:
        return _heads(rows, [c.head for c in declared(case)], path) is not None
    except Trouble:
        return True


def take_back(case: Case, path: str, progress: Progress = silent) -> Back | None:
    """Take a filled-in sheet back; None when the file is no coding sheet: it has neither our columns nor a source and a quotation.

    Raises Trouble when the whole of a sheet cannot be used; what is wrong with single rows is told in what it gives.
    """
    own = declared(case)
    rows = _rows(path)
    heads = _heads(rows, [c.head for c in own], path)
    if heads is None:
        return None
    back = Back(path)
    if heads.unknown:
        back.warnings.append(str(Trouble("sheet-columns", path=path, columns=", ".join(heads.unknown))))
    t = traced(case, progress)
    work = Work(case, t, coded(t, own), {c.head: c for c in own}, path, warnings=back.warnings)
    entries = list(_taken(work, list(_read(heads, rows[1:])), heads.ours, back))
    if entries:
        case.append(entries)
    return back


def _heads(rows: Sequence[Sequence[str]], own: Sequence[str], path: str) -> Heads | None:
    try:
        return heads_of(rows[0], own) if rows else None
    except Trouble as trouble:
        raise Trouble("bad-sheet", path=path, why=str(trouble.values["why"])) from None


def _rows(path: str) -> list[list[str]]:
    """The rows of a file, read in the sandbox; none of a CSV that is none: a text like any other."""
    ((_, answer),) = each(WORK, [json.dumps({"path": path}).encode()], limits=LIMITS, workers=1)
    if isinstance(answer, Trouble):
        if answer.code == "bad-sheet" and not path.lower().endswith(".xlsx"):
            return []
        raise Trouble(answer.code, **{**answer.values, "path": path})
    rows: list[list[str]] = json.loads(answer)
    return rows


def _read(heads: Heads, rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows that say anything, by column; of several columns that mean the same the first filled one counts."""
    for number, cells in enumerate(rows, 2):
        if any(c.strip() for c in cells):
            yield Row(number, {c: next((cells[i] for i in at if i < len(cells) and cells[i].strip()), "") for c, at in heads.at.items()})


def _taken(work: Work, rows: Sequence[Row], ours: bool, back: Back) -> Iterator[Entry]:
    """The entries of all rows; what is wrong with a row is told, and nothing of it taken."""
    twice = _twice(rows) if ours else {}
    for row in rows:
        claim = row.cells.get(ID, "").strip() if ours else ""
        if row.number in twice.get(claim, ())[:-1]:
            continue  # told with the last of them
        try:
            found = _asked(work, row, claim, ours, twice)
        except Trouble as trouble:
            back.troubles.append(trouble if trouble.code in TOLD else wrong(work, row, f"{trouble.text} {trouble.advice}".rstrip(".")))
            continue
        back.unchanged += not found
        for what, entry in found:
            setattr(back, COUNTS[what], getattr(back, COUNTS[what]) + 1)
            yield entry


def _asked(work: Work, row: Row, claim: str, ours: bool, twice: Mapping[str, Sequence[int]]) -> list[tuple[str, Entry]]:
    """What one row asks for."""
    if not claim:
        return new(work, row, ours)
    if claim in twice:
        numbers = ", ".join(map(str, twice[claim]))
        raise wrong(work, row, f"the rows {numbers} are of one claim and say different things; empty `{ID}` in the one that is new")
    if claim in work.done:
        return []
    work.done.add(claim)
    return changed(work, row, claim)


def _twice(rows: Sequence[Row]) -> dict[str, list[int]]:
    """The claims of which several rows say different things: the numbers of those rows."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row.cells.get(ID, "").strip(), []).append(row)
    return {claim: [r.number for r in some] for claim, some in of.items() if claim and len({mark_of(r.cells) for r in some}) > 1}
