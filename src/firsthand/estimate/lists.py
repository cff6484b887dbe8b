"""Overlapping lists to ranges: every method on one table, each with what it assumes, its diagnostics and its refusals, and the statement that they bear together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from firsthand.errors import Trouble
from firsthand.estimate.copied import Suspected, suspected
from firsthand.estimate.results import Estimate
from firsthand.estimate.statement import Statement, statement_of
from firsthand.estimate.tables import Overlaps, merged, without_empty

USUAL = ("documented", "chao", "pairs", "loglinear", "graphs", "classes", "sensitivity")
METHODS = (*USUAL, "stepwise", "loglinear-pairs")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Listed:
    """What a table gives. `table` is as estimated (lists of one lineage merged), `given` as it came; `before`: the rows without merging, where lists were merged."""

    table: Overlaps
    given: Overlaps
    rows: tuple[Estimate, ...]
    before: tuple[Estimate, ...]
    copies: tuple[Suspected, ...]
    statement: Statement


def listed(table: Overlaps, methods: Sequence[str] = (), seed: int = 1, progress: Progress = lambda what, done, of: None) -> Listed:
    """Carry out the methods (USUAL when none is named) on the table after merging; raises Trouble("wrong-value") for a method that does not exist."""
    chosen = _known(methods)
    work = without_empty(merged(table, table.same))
    before = _rows(without_empty(table), chosen, seed, progress) if table.same and work.lists != table.lists else ()
    rows = _rows(work, chosen, seed, progress)
    copies = suspected(work)
    return Listed(work, table, rows, before, copies, statement_of(rows, work.people, copies))


def listed_over(
    likely: Overlaps,
    drawn: Sequence[Overlaps],
    methods: Sequence[str] = (),
    seed: int = 1,
    progress: Progress = lambda what, done, of: None,
) -> Listed:
    """The same over drawn linkages of records: what is told of lists is that of the likely one, the documented are the fewest of all."""
    from firsthand.estimate.linked import over_linkages

    chosen = _known(methods)
    works = [without_empty(merged(t, likely.same)) for t in (likely, *drawn)]
    by_table = []
    for number, work in enumerate(works[1:], 1):
        progress("estimating from drawn linkages", number, len(drawn))
        by_table.append(_rows(work, chosen, seed, lambda what, done, of: None))
    rows = tuple(over_linkages(some) for some in zip(*by_table, strict=True))
    copies = suspected(works[0])
    return Listed(works[0], likely, rows, (), copies, statement_of(rows, min(w.people for w in works), copies))


def _known(methods: Sequence[str]) -> tuple[str, ...]:
    """The methods to carry out; raises Trouble("wrong-value") for one that does not exist."""
    chosen = tuple(dict.fromkeys(methods or USUAL))
    for name in chosen:
        if name not in METHODS:
            raise Trouble("wrong-value", field="--method", value=name, allowed=", ".join(METHODS))
    return chosen


def _rows(table: Overlaps, methods: Sequence[str], seed: int, progress: Progress) -> tuple[Estimate, ...]:
    out = []
    for number, name in enumerate(methods):
        progress(f"estimating: {name}", number, len(methods))
        out.append(_one(name, table, seed))
    progress("estimating", len(methods), len(methods))
    return tuple(out)


def _one(name: str, table: Overlaps, seed: int) -> Estimate:
    """One method, in each stratum where there are strata; a table without people, or of one list, is answered here for all of them."""
    from firsthand.estimate.measured import measured
    from firsthand.estimate.strata import summed

    method = _method(name)
    if name != "documented" and (why := _too_little(table)):
        return replace(Estimate(name, method(_NOTHING, seed).assumes), refused=why)
    row = summed(method, table, seed) if table.strata and name != "documented" else method(table, seed)
    return replace(row, diagnostics={**row.diagnostics, **measured(name)})


def _too_little(table: Overlaps) -> str:
    if table.people == 0:
        return "Nobody stands on any list."
    if len(table.lists) < 2:
        return f"There is one list only, {table.lists[0]}; how many it misses cannot be told from itself."
    if not any(w & (w - 1) for w in table.cells):
        return "Nobody stands on two lists, so nothing says how many both miss."
    return ""


_NOTHING = Overlaps((), {}, {})


def _method(name: str) -> Callable[[Overlaps, int], Estimate]:
    """The function of a method; rooms of compiled loops are imported only when asked for."""
    if name in ("documented", "chao", "pairs"):
        from firsthand.estimate import simple

        return {"documented": simple.documented, "chao": simple.chao, "pairs": simple.pairs}[name]
    if name == "sensitivity":
        from firsthand.estimate.sensitivity import by_dependence

        return by_dependence
    if name == "graphs":
        from firsthand.estimate.graphs import by_graphs

        return by_graphs
    if name == "classes":
        from firsthand.estimate.classes import by_classes

        return by_classes
    from firsthand.estimate.loglinear import by_bic, by_steps

    return {"loglinear": by_bic, "stepwise": by_steps, "loglinear-pairs": lambda table, seed: by_bic(table, seed, order=2)}[name]
