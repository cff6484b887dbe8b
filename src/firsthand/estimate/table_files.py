"""Overlap tables from a CSV: one column of 0 and 1 a list, columns of words for strata, then `count`; a table with one bad row is refused in words.

Lines of another kind begin with their name: `same,LIST,LIST...` lists of one lineage (one was copied from the other, or both from a third), which are merged;
`distinct,LIST,LIST` two that a person knows to be separate; `dependence,LOW,HIGH` the declared range of odds ratios between any two lists.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from firsthand.errors import Trouble
from firsthand.estimate.tables import MOST_LISTS, Overlaps

MOST_ROWS = 1_000_000
MOST_STRATA = 100
LINES = ("same", "distinct", "dependence")
TOLD = 3  # bad rows that are told one by one
Numbered = tuple[int, list[str]]


class _Bad(Exception):
    """Why a row cannot be used, in words."""


def overlaps_of_csv(text: str, path: str) -> Overlaps:
    """The table of a CSV; raises Trouble("bad-table") naming the rows."""
    try:
        rows = [
            (n, [c.strip() for c in r]) for n, r in enumerate(csv.reader(io.StringIO(text, newline="")), 1) if any(c.strip() for c in r)
        ]
    except csv.Error as why:
        raise Trouble("bad-table", path=path, why=f"it is not a CSV ({why})") from None
    head = rows[0][1] if rows else []
    if not head or head[-1].lower() != "count" or len(head) < 2:
        raise Trouble("bad-table", path=path, why="its head line does not end with `count` after the names of the lists")
    if len(set(head)) < len(head) or "" in head:
        raise Trouble("bad-table", path=path, why="two of its columns have the same name, or one has none")
    if len(rows) > MOST_ROWS:
        raise Trouble("bad-table", path=path, why=f"it has more than {MOST_ROWS:,} rows")
    lines = [r for r in rows[1:] if r[1][0].lower() in LINES and r[1][0] not in ("0", "1")]
    body = [r for r in rows[1:] if r not in lines]
    if not body:
        raise Trouble("bad-table", path=path, why="it has no row below its head line")
    return _declared(_counted(head, body, path), lines, path)


def _counted(head: Sequence[str], body: Sequence[Numbered], path: str) -> Overlaps:
    """Cells and strata; every row of the wrong length, with a mark that is neither 0 nor 1, or with a bad count is told."""
    width = len(head)
    columns = [{r[1][i] for r in body if len(r[1]) == width} for i in range(width - 1)]
    listed = [i for i, values in enumerate(columns) if values & {"0", "1"} or not values]
    if not listed:
        raise Trouble("bad-table", path=path, why="no column before `count` holds 0 and 1")
    if len(listed) > MOST_LISTS:
        raise Trouble("bad-table", path=path, why=f"it has {len(listed)} lists; at most {MOST_LISTS} can be taken together")
    strata: dict[str, dict[int, int]] = {}
    bad: list[str] = []
    for number, row in body:
        try:
            lists, count = _cell(row, listed, head)
        except _Bad as why:
            bad.append(f"row {number}: {why}")
            continue
        if count:
            name = " · ".join(row[i] for i in range(width - 1) if i not in listed)
            cells = strata.setdefault(name, {})
            cells[lists] = cells.get(lists, 0) + count
    if bad:
        more = f"; and {len(bad) - TOLD} more" if len(bad) > TOLD else ""
        raise Trouble("bad-table", path=path, why="; ".join(bad[:TOLD]) + more)
    if len(strata) > MOST_STRATA:
        raise Trouble("bad-table", path=path, why=f"it has {len(strata):,} strata; at most {MOST_STRATA} are taken by themselves")
    whole: dict[int, int] = {}
    for cells in strata.values():
        for w, n in cells.items():
            whole[w] = whole.get(w, 0) + n
    return Overlaps(tuple(head[i] for i in listed), whole, strata if len(listed) < width - 1 else {})


def _cell(row: Sequence[str], listed: Sequence[int], head: Sequence[str]) -> tuple[int, int]:
    """Which lists (bits) and how many people a row says."""
    if len(row) != len(head):
        raise _Bad(f"it has {len(row)} cells where the head line has {len(head)}")
    for i in listed:
        if row[i] not in ("0", "1"):
            raise _Bad(f"{head[i]} is {row[i] or 'empty'!r}, not 0 or 1")
    lists, count = sum(1 << k for k, i in enumerate(listed) if row[i] == "1"), _count(row[-1])
    if not lists and count:
        raise _Bad("it counts people who stand on no list; nobody can have counted these")
    return lists, count


def _count(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise _Bad(f"the count is {cell or 'empty'!r}, not a whole number of people")
    if len(cell) > 10:
        raise _Bad(f"the count {cell[:12]} is more people than there are")
    return int(cell)


def _declared(table: Overlaps, lines: Sequence[Numbered], path: str) -> Overlaps:
    """The table with what its other lines declare."""
    for number, (kind, *cells) in lines:
        try:
            table = declare(table, kind.lower(), [c for c in cells if c])
        except Trouble as why:
            raise Trouble("bad-table", path=path, why=f"row {number}: {why.values['why']}") from None
    return table


def declare(table: Overlaps, kind: str, cells: Sequence[str]) -> Overlaps:
    """The table with one declaration more; raises Trouble("bad-table")."""
    from dataclasses import replace

    if kind == "dependence":
        return replace(table, dependence=_range(cells))
    unknown = [c for c in cells if c not in table.lists]
    if unknown or len(set(cells)) < 2 or (kind == "distinct" and len(cells) != 2):
        why = f"there is no list called {unknown[0]}" if unknown else f"`{kind}` needs the names of two lists"
        raise Trouble("bad-table", path=kind, why=why)
    if kind == "same":
        return replace(table, same=(*table.same, tuple(cells)))
    return replace(table, distinct=(*table.distinct, (cells[0], cells[1])))


def _range(cells: Sequence[str]) -> tuple[float, float]:
    try:
        low, high = (float(c) for c in cells)
    except ValueError:
        low = high = math.nan
    if not (0 < low <= high < 1e6):
        raise Trouble("bad-table", path="dependence", why="a range of dependence is two odds ratios, LOW and HIGH, both above 0")
    return low, high
