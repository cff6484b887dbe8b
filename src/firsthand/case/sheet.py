"""The coding sheet: a row a claim, as people fill it in a spreadsheet. case/coding takes an edited one back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from firsthand.case.claim import settled
from firsthand.case.columns import declared, values_in
from firsthand.case.open import Case, Progress, silent
from firsthand.case.state import Decision, State
from firsthand.case.trace import Traced, traced
from firsthand.case.translated import fitting, translations_in
from firsthand.claim.coded import Around, cells_of
from firsthand.claim.heads import COLUMNS, MARK, MARK_ABOUT
from firsthand.model.claims import Claim
from firsthand.model.passages import Translation
from firsthand.model.plain import value_of
from firsthand.publish.table import Column, Table


@dataclass(frozen=True)
class Coded:
    """A claim as the sheet has it: the claim, its cells by column, the translation that its row shows."""

    claim: Claim
    cells: dict[str, str]
    translation: Translation | None = None


def sheet_of(case: Case, only: str = "", progress: Progress = silent) -> Table:
    """The coding sheet of the case, of one source only where its id is given."""
    own = declared(case)
    rows = coded(traced(case, progress), own)
    columns = (*(Column(name, width, words, fixed, about) for name, (words, fixed, width, about) in COLUMNS.items()), *own)
    every = (*columns, Column(MARK, 20, fixed=True, about=MARK_ABOUT))
    table = [tuple(r.cells[c.head] for c in every) for r in rows.values() if not only or r.claim.source == only]
    return Table(case.settings.title or "Coding sheet", every, tuple(table))


def coded(t: Traced, own: tuple[Column, ...]) -> dict[str, Coded]:
    """Every claim of the case as a row, by its id, in the order of the sources and of their words; those that people rejected or withdrew too."""
    values, translations = values_in(t.state), list(translations_in(t.state).values())
    order = {source: i for i, source in enumerate(t.state.sources)}
    claims = sorted(
        (*t.claims.values(), *_gone(t)), key=lambda c: (order.get(c.source, len(order)), c.passages[0].start, c.passages[0].end, c.id)
    )
    out = {}
    for c in claims:
        shown = next(iter(fitting(c.passages[0], translations)), None)
        out[c.id] = Coded(c, cells_of(c, _around(c, t, shown, own, values.get(c.id, {}))), shown)
    return out


def _around(c: Claim, t: Traced, translation: Translation | None, own: tuple[Column, ...], values: Mapping[str, str]) -> Around:
    reading = t.by_source.get(c.source)
    figure = reading.text[c.amount_at.start : c.amount_at.end] if reading and c.amount_at else ""
    published = reading.published.text if reading and reading.published else ""
    columns = tuple((column.head, values.get(column.head, "")) for column in own)
    return Around(t.name(c.source), published, figure, translation.text if translation else "", _by(c.id, t.state), columns)


def _gone(t: Traced) -> Iterator[Claim]:
    """The claims that people rejected or withdrew: nothing counts them any more, but what was decided can be seen and taken back."""
    for subject in t.state.decisions:
        for last in t.state.standing(subject)[-1:]:
            if last.of == "claim" and subject not in t.claims:
                yield settled(value_of(Claim, last.value), t.state)


def _by(subject: str, state: State) -> str:
    """When and by which log something was decided or added; "" for a proposal of code."""
    added = [state.added[subject]] if subject in state.added else []
    return "; ".join(_when(d) for d in state.standing(subject) or added)


def _when(d: Decision) -> str:
    return f"{datetime.fromtimestamp(d.at, UTC):%Y-%m-%d %H:%M} UTC, log {d.log}"
