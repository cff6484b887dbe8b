"""Export: what the case holds, in the forms that other people work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from firsthand.case.given import place_for
from firsthand.case.named import source_named
from firsthand.case.open import Case, Progress, silent
from firsthand.errors import Trouble
from firsthand.guard import disk


@dataclass(frozen=True)
class Exported:
    """What was written: where, how many rows or items, its size in bytes."""

    path: Path
    rows: int
    size: int


def export(case: Case, form: str, to: str, source: str = "", progress: Progress = silent) -> Exported:
    """Write one of FORMS to `to`, of one source only where its name is given; raises Trouble for a form or an ending that there is not."""
    if form not in FORMS:
        raise Trouble("wrong-value", field="the format", value=form, allowed=", ".join(FORMS))
    place, (endings, make) = place_for(to), FORMS[form]
    if place.suffix.lower() not in endings:
        raise Trouble("wrong-value", field="the ending of the file", value=place.suffix or "nothing", allowed=", ".join(endings))
    raw, rows = make(case, place.suffix.lower(), source_named(case.state(), source).id if source else "", progress)
    disk.put_bytes(place, raw)
    return Exported(place, rows, len(raw))


def _coding_sheet(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.sheet import sheet_of
    from firsthand.publish.render.sheets import csv_of, xlsx_of

    table = sheet_of(case, source, progress)
    return csv_of(table) if ending == ".csv" else xlsx_of(table, case.clock()), len(table.rows)


Make = Callable[[Case, str, str, Progress], tuple[bytes, int]]
FORMS: dict[
    str, tuple[tuple[str, ...], Make]
] = {  # what can be exported -> the endings of its file, and what makes it: its bytes, how many rows
    "coding-sheet": ((".csv", ".xlsx"), _coding_sheet),
}
