"""Overlapping lists at the command line: `estimate lists`, method by method for people, or JSON lines for programs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.front.cli.say import count, json_line, line, paragraph, progress, table

if TYPE_CHECKING:
    from firsthand.case.lists import FromLists
    from firsthand.estimate.results import Estimate


def lists(given: argparse.Namespace) -> int:
    """Estimates from overlapping lists, of a case, of a table, or of a table whose lists are sources of a case."""
    from firsthand.case.given import place_for
    from firsthand.case.lists import Declared, draw, lines_of, of_case_lists, of_table
    from firsthand.case.open import open_case

    if not given.case and not given.from_:
        raise Trouble("wrong-use", why="Give a case, or --from TABLE.csv with the lists.", command="estimate")
    if not 0 <= given.seed < 2**32:
        raise Trouble("wrong-value", field="--seed", value=given.seed, allowed="a whole number from 0 to 4,294,967,295")
    if not 0 <= given.draws <= 1000:
        raise Trouble("wrong-value", field="--draws", value=given.draws, allowed="how many linkages are drawn, from 1 to 1,000")
    if given.picture:
        place_for(given.picture)
    declared = Declared(tuple(given.same), tuple(given.distinct), given.dependence, tuple(given.method), given.seed, given.draws)
    with progress() as show:
        if given.case:
            with open_case(given.case) as case:
                found = of_case_lists(case, given.from_, declared, show)
        else:
            found = of_table(given.from_, declared, show)
    if given.picture:
        draw(found, given.picture)
    if given.json:
        for row in lines_of(found):
            json_line(row)
    else:
        for_people(found)
    return 1 if found.listed.statement.refused or found.open_links else 0


def for_people(found: FromLists) -> None:
    """What came in, each method, the statement."""
    one = found.listed
    line()
    paragraph(f"{count(len(one.given.lists), 'list')}: {', '.join(one.given.lists)}. {one.table.people:,} people are documented.")
    if found.linked:
        paragraph(found.linked)
    for name in one.table.lists:
        if name not in one.given.lists:
            paragraph(f"Of one lineage, and taken as one list: {name.replace('+', ', ')}.")
    for words in (*(c.words for c in one.copies), *(f"Undecided: are {x} one list?" for x in found.open_links)):
        paragraph(f"To look at: {words}")
    line()
    table([_cells(e) for e in one.rows], ("method", "estimate", "from", "to", "level", ""))
    before = {e.method: e for e in one.before}
    for e in one.rows:
        line()
        paragraph(f"{e.method}: {e.assumes}")
        for words in _details(e, before.get(e.method)):
            paragraph(words, "    ")
    line()
    paragraph(one.statement.words)


def _cells(e: Estimate) -> list[object]:
    mark = "refused" if e.refused else "a warning, not in the statement" if e.warns else ""
    level = f"{e.level:.0%}" if e.level and e.lower is not None and not e.refused else ""
    return [e.method, *(_whole(x) for x in (e.estimate, e.lower, e.upper)), level, mark]


def _whole(x: float | None) -> str:
    return "" if x is None else f"{x:,.0f}"


def _details(e: Estimate, before: Estimate | None) -> list[str]:
    from firsthand.case.overlapping import measured_words

    out = [f"Refused: {e.refused}"] if e.refused else []
    out += measured_words(e)
    told = {k: v for k, v in e.diagnostics.items() if k != "coverage"}
    if told:
        out.append("Diagnostics: " + "; ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in told.items()))
    if before is not None:
        out.append(
            f"Before merging: {_whole(before.estimate) or '-'} from {_whole(before.lower)} to {_whole(before.upper)}. {before.refused}".rstrip()
        )
    return out


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_said(v) for v in value)
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else "no" if value is None else str(value)
