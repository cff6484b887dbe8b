"""How many from overlapping lists in a report: the same from a case and from the evidence that a page carries."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from firsthand.case.made import is_made, key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.errors import Trouble
from firsthand.publish.report import Listed, Method, Report

if TYPE_CHECKING:
    from firsthand.case.trace import Traced
    from firsthand.estimate.lists import Listed as Worked
    from firsthand.estimate.results import Estimate
    from firsthand.estimate.tables import Overlaps

QUICK = ("documented", "chao", "pairs", "graphs", "sensitivity")  # methods that a page need not wait for
SEED = 1  # of every random draw in a report, so that whoever checks it draws the same


def listed_of(report: Report) -> tuple[Listed, ...]:
    """The tables of lists beside the claims of a report, worked out; lists of one lineage by the links that the report shows are one."""
    return tuple(
        _listed(f"lists-{number}", one.source, one.text, report)
        for number, one in enumerate((b for b in report.beside if b.what == "lists"), 1)
    )


def _listed(name: str, source: str, text: str, report: Report) -> Listed:
    from firsthand.case.lists import one_text
    from firsthand.estimate.lists import listed
    from firsthand.estimate.table_files import overlaps_of_csv

    table = overlaps_of_csv(text, source)
    ids = {c.name: c.id for c in report.sources}
    same, undecided = one_text(report.lineage.links, {n: ids[n] for n in table.lists if n in ids})
    found = listed(replace(table, same=(*table.same, *same)), (), SEED)
    return listed_value(name, source, found, undecided)


def tables_held(t: Traced) -> dict[str, str]:
    """The sources of a case that are tables of overlapping lists, with their texts."""
    from firsthand.estimate.table_files import overlaps_of_csv

    out = {}
    for reading in t.readings:
        if reading.text.partition("\n")[0].strip().lower().endswith(",count"):
            with suppress(Trouble):  # it looked like one
                overlaps_of_csv(reading.text, reading.name)
                out[reading.source] = reading.text
    return out


def lists_in_case(case: Case, t: Traced, progress: Progress) -> tuple[Listed, ...]:
    """Every table of a case by every method; kept, so that it is worked out once. It may take minutes."""
    return tuple(_made(case, t, one, (), progress) for one in tables_held(t).items())


def lists_at_once(case: Case, t: Traced) -> tuple[tuple[Listed, bool], ...]:
    """Every table of a case: by every method where that was worked out before (True), else by the quick ones (False)."""
    held, out = tables_held(t), []
    keys = {m: [_key(t, one, m) for one in held.items()] for m in ((), QUICK)}
    for one, key in zip(held.items(), keys[()], strict=True):
        whole = is_made(case.folder, "lists", key)
        out.append((_made(case, t, one, () if whole else QUICK, silent), whole))
    sweep(case.folder, "lists", (k for some in keys.values() for k in some))
    return tuple(out)


def _key(t: Traced, one: tuple[str, str], methods: tuple[str, ...]) -> str:
    table, undecided = _table(t, one)
    return key_of("lists", one[0], repr(table), undecided, methods)


def _table(t: Traced, one: tuple[str, str]) -> tuple[Overlaps, tuple[str, ...]]:
    """A table with what is one by lineage, and what is undecided of that."""
    from firsthand.case.lists import shared_lineage
    from firsthand.estimate.table_files import overlaps_of_csv

    table = overlaps_of_csv(one[1], one[0])
    same, undecided = shared_lineage(t, table.lists)
    return replace(table, same=(*table.same, *same)), undecided


def _made(case: Case, t: Traced, one: tuple[str, str], methods: tuple[str, ...], progress: Progress) -> Listed:
    def work() -> tuple[Listed, ...]:
        from firsthand.estimate.lists import listed

        table, undecided = _table(t, one)
        return (listed_value(f"lists-{one[0]}", one[0], listed(table, methods, SEED, progress), undecided),)

    return made(case.folder, "lists", _key(t, one, methods), Listed, work)[0]


def listed_value(name: str, source: str, found: Worked, undecided: tuple[str, ...]) -> Listed:
    """What was worked out, as a report and the workbench show it."""
    from firsthand.estimate.lists_picture import methods_svg, overlap_svg

    before = {e.method: e for e in found.before}
    methods = tuple(_method(e, before) for e in found.rows)
    drawn = [replace(e, estimate=m.estimate, lower=m.lower, upper=m.upper) for e, m in zip(found.rows, methods, strict=True)]
    merged = tuple(n.replace("+", ", ") for n in found.table.lists if n not in found.given.lists)
    look = (*(c.words for c in found.copies), *(f"Undecided: are {x} one list?" for x in undecided))
    pictures = methods_svg(drawn, found.statement, found.table.people), overlap_svg(found.table)
    return Listed(name, found.statement.words, source, merged, look, methods, *pictures)


def _method(e: Estimate, before: Mapping[str, Estimate]) -> Method:
    """One method in whole people, its limits rounded outward."""
    lower = None if e.lower is None else math.floor(e.lower)
    upper = None if e.upper is None else math.ceil(e.upper)
    middle = None if e.estimate is None else round(e.estimate)
    return Method(e.method, e.assumes, middle, lower, upper, e.refused, e.warns, _before(before.get(e.method)), measured_words(e))


def _before(e: Estimate | None) -> str:
    if e is None:
        return ""
    if e.refused:
        return f"refused: {e.refused}"
    upper = "no upper limit" if e.upper is None else f"{math.ceil(e.upper):,}"
    return f"{math.floor(e.lower or 0):,} to {upper}"


def measured_words(e: Estimate) -> tuple[str, ...]:
    """How often the limits of a method held the truth in simulation, in one sentence; () where that was not measured."""
    coverage = e.diagnostics.get("coverage")
    worlds = coverage.items() if isinstance(coverage, dict) else ()
    said = [
        f"{name} {x['covered']:.1%} of {x['tables']}" + (f" ({x['refused']:.1%} refused)" if x["refused"] else "") for name, x in worlds
    ]
    return (f"In simulated tables its limits held the truth so often: {'; '.join(said)}.",) if said else ()
