"""Export: what the case holds, in the forms that other people work with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.case.given import place_for
from firsthand.case.leaks import texts_in
from firsthand.case.named import source_named
from firsthand.case.open import Case, Progress, silent
from firsthand.errors import Trouble
from firsthand.guard import disk

if TYPE_CHECKING:
    from firsthand.publish.document import Document


@dataclass(frozen=True)
class Exported:
    """What was written: where, how many rows or items, its size in bytes."""

    path: Path
    rows: int
    size: int


def export(case: Case, form: str, to: str, source: str = "", progress: Progress = silent, version: str = "") -> Exported:
    """Write one of FORMS to `to`, of one source only where its name is given, and put on record that a copy left; raises Trouble for a form or an ending
    that there is not, and "leak" where it would show what must not leave. `version` is of the form, where it has several (wacz)."""
    if form not in FORMS or (version and form != "wacz"):
        raise Trouble("wrong-value", field="the format", value=form, allowed=", ".join(FORMS))
    place, (endings, make) = place_for(to), FORMS[form]
    if place.suffix.lower() not in endings:
        raise Trouble("wrong-value", field="the ending of the file", value=place.suffix or "nothing", allowed=", ".join(endings))
    if version:
        make = partial(make, version=version)
    raw, rows = make(case, place.suffix.lower(), source_named(case.state(), source).id if source else "", progress)
    pieces = (raw,) if isinstance(raw, bytes) else raw
    size = disk.put_stream(place, pieces if form in PUBLISHES else _recorded(case, form, place, pieces, rows))
    return Exported(place, rows, size)


def _recorded(case: Case, form: str, place: Path, pieces: Iterable[bytes], rows: int) -> Iterator[bytes]:
    """The pieces, and after the last one the entry that says what left: it is on disk before the file has its name, so that no copy is out that the ledger
    does not know. The path is sealed."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        yield piece
    head: dict[str, object] = {
        "export": case.new_id("publication"), "form": form, "ending": place.suffix.lower().removeprefix("."), "digest": digest.hexdigest(), "size": size,
        "rows": rows,
    }  # fmt: skip
    case.append([case.entry("exported", head, {"path": str(place)})])


def _coding_sheet(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.sheet import sheet_of
    from firsthand.publish.render.sheets import csv_of, xlsx_of

    table = sheet_of(case, source, progress)
    return csv_of(table) if ending == ".csv" else xlsx_of(table, case.clock()), len(table.rows)


def _appendix(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.appendix import appendix_of, checked
    from firsthand.publish.appendix import document_of, table_of
    from firsthand.publish.render.plain import text_lines
    from firsthand.publish.render.sheets import csv_of

    made = appendix_of(case, source, progress)
    document = document_of(made)
    checked(case, "\n".join(text_lines(document)), made)
    return csv_of(table_of(made)) if ending == ".csv" else _written(document, ending, made.at), len(made.items)


def _custody(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.custody import custody_of
    from firsthand.publish.custody import document_of

    made = custody_of(case, source)
    return _written(document_of(made), ending, made.at), len(made.documents)


def _csl(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.appendix import appendix_of, checked
    from firsthand.publish.csl import csl_of

    made = appendix_of(case, source, progress)
    raw = csl_of(made.items)
    checked(case, "\n".join(texts_in(json.loads(raw))), made)
    return raw, len(made.items)


def _bundle(case: Case, ending: str, source: str, progress: Progress) -> tuple[bytes, int]:
    from firsthand.case.bundle import bundle_of

    return bundle_of(case, progress)


def _wacz(case: Case, ending: str, source: str, progress: Progress, version: str = "1.1.1") -> tuple[Iterable[bytes], int]:
    from firsthand.case.wacz import wacz_of

    return wacz_of(case, source, version, progress)


def _whole(form: str, case: Case, ending: str, source: str, progress: Progress) -> tuple[Iterable[bytes], int]:
    from firsthand.case.holdings import package_of

    return package_of(case, form, source, progress)


def _written(document: Document, ending: str, at: int) -> bytes:
    """A document in the form that the ending of its file asks for."""
    if ending == ".docx":
        from firsthand.publish.render.docx import docx_of

        return docx_of(document, at)
    from firsthand.publish.render.plain import html_of, text_of

    return html_of(document) if ending == ".html" else text_of(document)


Make = Callable[..., tuple[bytes | Iterable[bytes], int]]  # case, ending, source, progress
FORMS: dict[
    str, tuple[tuple[str, ...], Make]
] = {  # what can be exported -> the endings of its file, and what makes it: its bytes (or pieces of them), how many rows
    "coding-sheet": ((".csv", ".xlsx"), _coding_sheet),
    "appendix": ((".docx", ".csv", ".html"), _appendix),
    "custody": ((".docx", ".html", ".txt"), _custody),
    "csl-json": ((".json",), _csl),
    "bundle": ((".zip",), _bundle),
    "wacz": ((".wacz",), _wacz),
    "bagit": ((".zip",), partial(_whole, "bagit")),
    "ro-crate": ((".zip",), partial(_whole, "ro-crate")),
}
PUBLISHES = ("bundle",)  # forms that put a `published` entry into the ledger themselves
