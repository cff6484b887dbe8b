"""One row of a coding sheet held against the case: what it asks for, as entries; nothing where the case says the same already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from firsthand.case.add import claim_on
from firsthand.case.columns import checked
from firsthand.case.columns import decided as columns_decided
from firsthand.case.decide import Asked, decided
from firsthand.case.named import source_meant
from firsthand.case.open import Case
from firsthand.case.sheet import Coded
from firsthand.case.trace import Traced
from firsthand.case.translated import of_just
from firsthand.claim import coded as rows_of
from firsthand.claim.heads import EDITABLE, ID, MARK
from firsthand.claim.quoted import nearest, place_of
from firsthand.errors import Trouble
from firsthand.guard.cells import alike
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.entries import Entry
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span, Translation, passage_at
from firsthand.model.plain import plain
from firsthand.publish.table import Column

Found = tuple[str, Entry]  # what was asked (accept, amend, reject, withdraw, add, translation, columns), and its entry


@dataclass(frozen=True)
class Row:
    """A row as filled in: its number as a spreadsheet counts, its cells by column; columns that the sheet does not have are not in it."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Work:
    """What the rows of one sheet have in common: the case, its claims as rows, its own columns, the sheet's path; what was done for the rows before."""

    case: Case
    t: Traced
    now: dict[str, Coded]
    own: dict[str, Column]
    path: str
    done: set[str] = field(default_factory=set)  # claims of rows that were taken
    translated: set[tuple[str, int, int, str]] = field(default_factory=set)  # translations written: source, start, end, text
    warnings: list[str] = field(default_factory=list)


def wrong(work: Work, row: Row, why: str) -> Trouble:
    """That a row cannot be taken."""
    return Trouble("sheet-row", path=work.path, row=row.number, why=why)


def changed(work: Work, row: Row, name: str) -> list[Found]:
    """What a row of a claim that the case has asks for; raises Trouble where it cannot be taken."""
    now, mark = work.now.get(name), row.cells.get(MARK, "").strip()
    if now is None:
        raise wrong(work, row, f"this case has no claim {name}")
    if not alike(row.cells.get("source", ""), now.cells["source"]) and "source" in row.cells:
        raise wrong(work, row, "the source of a claim cannot be changed; write a new row for the other document")
    mine = {c: text for c, text in row.cells.items() if c in EDITABLE or c in work.own}
    if mark == rows_of.mark_of(mine):
        return []  # as it was exported
    differs = {c: mine[c] for c in rows_of.differing(mine, now.cells)}
    answer = rows_of.answer_in(mine, now.cells["state"])
    claim = rows_of.amended(_requoted(work, row, now.claim, differs), differs)
    words = _words(work, now, claim, differs)
    if claim == now.claim and not answer and not words:
        return []  # what it says is so already
    if mark and mark != now.cells[MARK]:
        columns = ", ".join((*differs, *(["state"] if answer else [])))
        raise Trouble("sheet-conflict", path=work.path, row=row.number, claim=name, columns=columns)
    return [*_decision(work, now, claim, answer), *words]


def _requoted(work: Work, row: Row, claim: Claim, differs: Mapping[str, str]) -> Claim:
    """The claim on the words that a changed cell `quote` has."""
    if "quote" not in differs:
        return claim
    reading, span = _at(work, row, claim.source, differs["quote"])
    at = claim.amount_at
    within = at is not None and span.start <= at.start and at.end <= span.end
    return replace(claim, passages=(passage_at(reading, span.start, span.end), *claim.passages[1:]), amount_at=at if within else None)


def _at(work: Work, row: Row, source: str, quote: str) -> tuple[Reading, Span]:
    """Where the words of a row stand in its source; raises Trouble("changed-quotation"), with the words that are most like them."""
    reading = work.t.by_source.get(source)
    if reading is None:
        raise wrong(work, row, f"there is no text of {work.t.name(source)}")
    span = place_of(reading.text, quote)
    if span is None:
        near = nearest(reading.text, quote)
        there = f"It says: “{near}”." if near else "Nothing in it is much like them."
        raise Trouble("changed-quotation", path=work.path, row=row.number, source=reading.name, quote=_short(quote), there=there)
    return reading, span


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 120 else words[:117] + "..."


def _decision(work: Work, now: Coded, claim: Claim, answer: str) -> list[Found]:
    """The decision on a claim: what `state` asks for, carrying the whole value with every changed field; else an amendment where a field changed."""
    if not answer and claim == now.claim:
        return []
    stays = {"rejected": "reject", "withdrawn": "withdraw"}.get(now.cells["state"], "amend")
    what = "amend" if answer == "accept" and claim != now.claim else answer or stays
    return [(what, decided(work.case, work.t.state, claim.id, "claim", Asked(what), plain(claim)))]


def _words(work: Work, now: Coded | None, claim: Claim, cells: Mapping[str, str]) -> list[Found]:
    """What a row writes beside the claim's own fields: a translation, the case's own columns."""
    out = list[Found]()
    if "translation" in cells and (entry := _translation(work, now.translation if now else None, claim, cells["translation"].strip())):
        out.append(("translation", entry))
    before = {c: now.cells.get(c, "") for c in work.own} if now else {}
    values = {**before, **{c: checked(work.own[c], text) for c, text in cells.items() if c in work.own}}
    if any(v != before.get(c, "") for c, v in values.items()):
        out.append(("columns", columns_decided(work.case, work.t.state, claim.id, claim.source, values)))
    return out


def _translation(work: Work, before: Translation | None, claim: Claim, text: str) -> Entry | None:
    """The entry of a translation: a new one, another wording of the one that was, or its withdrawal; once for all rows on the same words."""
    p = claim.passages[0]
    mine = before if before and of_just(before, p) else None
    if (p.source, p.start, p.end, text) in work.translated or (mine and alike(mine.text, text)) or not (mine or text):
        return None
    work.translated.add((p.source, p.start, p.end, text))
    if mine:
        value = replace(mine, text=text, made_by="person", checked_by="") if text else mine
        return decided(work.case, work.t.state, mine.id, "translation", Asked("amend" if text else "withdraw"), plain(value))
    language = next(iter(work.case.settings.languages), "en")
    new = Translation(work.case.new_id("translation"), p, language, text, "person")
    return work.case.entry("added", {"subject": new.id, "of": "translation"}, {"value": plain(new)})


# ---- new rows ---------------------------------------------------------------------------------------------------------------------------------


def new(work: Work, row: Row, ours: bool) -> list[Found]:
    """The claim by hand that a row without an id makes; nothing where the case has it already."""
    mine = rows_of.filled(row.cells, [c for c in row.cells if c not in (ID, MARK, "decided by", "published")])
    if ours and rows_of.mark_of(mine) in {c.cells[MARK] for c in work.now.values()}:
        return []  # a row that lost its id
    if "source" not in mine or "quote" not in mine:
        raise wrong(work, row, f"a row without `{ID}` becomes a new claim, and that needs a source and a quote")
    if rows_of.ANSWERS.get(mine.get("state", "").strip().casefold(), "accept") != "accept":
        raise wrong(work, row, "a new claim cannot be rejected or withdrawn; leave the row out")
    source = source_meant(work.t.state, work.t.readings, mine["source"].strip()).id
    reading, span = _at(work, row, source, mine["quote"])
    name = derived_id(
        "claim", "coding sheet", source, span.start, span.end, rows_of.mark_of({**mine, "quote": reading.text[span.start : span.end]})
    )
    if name in work.t.state.added or name in work.done:
        return []
    work.done.add(name)
    fields = {c: text for c, text in mine.items() if c in EDITABLE and c not in ("quote", "translation", "state")}
    figure = _figure(work, row, reading, mine)
    claim = claim_on(work.t, reading, passage_at(reading, span.start, span.end), figure=figure)
    if figure and not (claim.amount and (claim.amount.floor, claim.amount.ceiling) == (figure.floor, figure.ceiling)):
        claim = replace(claim, amount=figure, amount_at=None)
    claim = rows_of.amended(replace(claim, id=name), fields)
    added = work.case.entry("added", {"subject": name, "of": "claim"}, {"value": plain(claim)})
    return [("add", added), *_words(work, None, claim, mine)]


def _figure(work: Work, row: Row, reading: Reading, cells: Mapping[str, str]) -> Amount | None:
    """The figure that a row gives in one cell; one that is not understood is told, and the passage's own taken."""
    text = cells.get("figure", "")
    figure = rows_of.figure_of(text, reading.language) or rows_of.figure_of(text, "en") if text else None
    if text and figure is None:
        work.warnings.append(
            f"{work.path}, row {row.number}: the figure “{_short(text)}” was not understood; the one in the quote was taken."
        )
    return figure
