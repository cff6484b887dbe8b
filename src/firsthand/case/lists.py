"""Estimate from overlapping lists: a table from a file or kept in the case; where a case is given, its lineage tells which lists are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from firsthand.case.given import bytes_of, place_for
from firsthand.case.open import Case, Progress, silent
from firsthand.case.trace import Traced, traced
from firsthand.errors import Trouble
from firsthand.model.findings import Link

if TYPE_CHECKING:
    from firsthand.estimate.lists import Listed
    from firsthand.estimate.results import Estimate
    from firsthand.estimate.tables import Overlaps

LARGEST_FILE = 50_000_000  # bytes
SURE, UNLIKELY = 0.95, 0.05  # a link is settled at or beyond these (docs/words.md: settled)
ONE_TEXT = (
    "copies",
    "translates",
    "paraphrases",
)  # kinds of link by which two lists are one; citing and quoting another list is no copying
Line = dict[str, object]


@dataclass(frozen=True)
class Declared:
    """What a person adds on the command line: groups of lists that are one, pairs that are not, the range of dependence, methods, the seed."""

    same: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    dependence: str = ""
    methods: tuple[str, ...] = ()
    seed: int = 1
    draws: int = 0  # linkages drawn where records are given; 0: the usual number


@dataclass(frozen=True)
class FromLists:
    """What the lists give, which pairs of lists have an undecided link, and where the table came from."""

    listed: Listed
    open_links: tuple[str, ...] = ()
    table_from: str = ""
    linked: str = ""  # what was linked, in words, where records were given


def of_table(path: str, declared: Declared, progress: Progress = silent) -> FromLists:
    """Estimates from a table alone."""
    from firsthand.estimate.lists import listed
    from firsthand.estimate.records import is_records
    from firsthand.estimate.table_files import overlaps_of_csv

    text = _text(path)
    if is_records(text):
        return _of_records(text, path, declared, (), (), progress)
    table = _with(overlaps_of_csv(text, path), declared)
    return FromLists(listed(table, declared.methods, declared.seed, progress), (), path)


def _of_records(
    text: str, path: str, declared: Declared, same: tuple[tuple[str, ...], ...], undecided: tuple[str, ...], progress: Progress
) -> FromLists:
    """Estimates from the records of lists, over drawn linkages."""
    from firsthand.estimate.linked import DRAWS, drawn_tables, likely_table
    from firsthand.estimate.linking import links_of
    from firsthand.estimate.lists import listed_over
    from firsthand.estimate.records import records_of_csv

    records = records_of_csv(text, path)
    progress("linking records", 0, 1)
    links = links_of(records, declared.seed)
    likely = likely_table(records, links)
    likely = _with(replace(likely, same=(*likely.same, *same)), declared)
    drawn = drawn_tables(records, links, declared.draws or DRAWS, declared.seed)
    fewest, most = min(t.people for t in drawn), max(t.people for t in drawn)
    linked = f"{len(records.on):,} records, linked within this file alone and kept nowhere: in {len(drawn)} drawn linkages they are " + (
        f"{fewest:,} people." if fewest == most else f"{fewest:,} to {most:,} people."
    )
    return FromLists(listed_over(likely, drawn, declared.methods, declared.seed, progress), undecided, path, linked)


def of_case_lists(case: Case, path: str, declared: Declared, progress: Progress = silent) -> FromLists:
    """Estimates from a table whose columns are sources of the case; the table is a file, else the one that the case holds."""
    from firsthand.estimate.lists import listed
    from firsthand.estimate.records import is_records
    from firsthand.estimate.table_files import overlaps_of_csv

    t = traced(case, progress)
    text = _text(path) if path else ""
    if is_records(text):
        from firsthand.estimate.records import records_of_csv

        return _of_records(text, path, declared, *shared_lineage(t, records_of_csv(text, path).lists), progress)
    table, where = (overlaps_of_csv(text, path), path) if path else _held_table(t, str(case.folder))
    same, open_links = shared_lineage(t, table.lists)
    table = _with(replace(table, same=(*table.same, *same)), declared)
    return FromLists(listed(table, declared.methods, declared.seed, progress), open_links, where)


def _text(path: str) -> str:
    """The text of a CSV file; raises Trouble("bad-table") and those of bytes_of."""
    try:
        return bytes_of(path, LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise Trouble("bad-table", path=path, why=f"it is not UTF-8 (byte {why.start})") from None


def _held_table(t: Traced, folder: str) -> tuple[Overlaps, str]:
    """The one source of the case that is an overlap table."""
    from firsthand.estimate.table_files import overlaps_of_csv

    found = []
    for reading in t.readings:
        if reading.text.partition("\n")[0].strip().lower().endswith(",count"):
            found.append((overlaps_of_csv(reading.text, t.name(reading.source)), t.name(reading.source)))
    if len(found) != 1:
        raise Trouble("no-table", path=folder, count=len(found), some=", ".join(name for _, name in found) or "none")
    return found[0]


def shared_lineage(t: Traced, lists: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Groups of lists that are one text by the links of a case, and in words the undecided links that would join more."""
    ids = {t.name(r.source): r.source for r in t.readings}
    return one_text(t.lineage.links, {n: ids[n] for n in lists if n in ids})


def one_text(links: Iterable[Link], ids: Mapping[str, str]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Groups of lists that are one text by settled links (straight or through others), and in words the undecided links that would join more.
    ids: the source that each list is."""
    sure: dict[str, str] = {}
    names = {source: name for name, source in ids.items()}

    def root(node: str) -> str:
        while sure.setdefault(node, node) != node:
            node = sure[node]
        return node

    undecided = []
    for link in links:
        if link.kind not in ONE_TEXT or link.state == "rejected":
            continue
        if link.state in ("accepted", "reversed") or link.p >= SURE:
            sure[root(link.source)] = root(link.to)
        elif link.p > UNLIKELY and link.source in names and link.to in names:
            undecided.append(f"{names[link.source]} and {names[link.to]} (link {link.id})")
    return tuple((a, b) for a, b in combinations(ids, 2) if root(ids[a]) == root(ids[b])), tuple(undecided)


def _with(table: Overlaps, declared: Declared) -> Overlaps:
    for kind, given in (("same", declared.same), ("distinct", declared.distinct)):
        for one in given:
            table = _said(table, kind, one)
    return _said(table, "dependence", declared.dependence) if declared.dependence else table


def _said(table: Overlaps, kind: str, given: str) -> Overlaps:
    from firsthand.estimate.table_files import declare

    try:
        return declare(table, kind, [c.strip() for c in given.split(",")])
    except Trouble as why:
        raise Trouble("wrong-use", why=f"--{kind} {given}: {why.values['why']}.", command="estimate") from None


def draw(found: FromLists, path: str) -> None:
    """Write the picture of methods and overlaps as SVG; raises Trouble where that cannot be."""
    from firsthand.estimate.lists_picture import picture_svg
    from firsthand.guard import disk

    one = found.listed
    disk.put_bytes(place_for(path), picture_svg(one.rows, one.statement, one.table).encode("utf-8", "replace"))


def lines_of(found: FromLists) -> list[Line]:
    """The rows of the contract, and the statement as the last line."""
    from firsthand.estimate.measured import measured

    one = found.listed
    before = {e.method: e for e in one.before}
    rows = [_line(e, before.get(e.method)) for e in one.rows]
    return [
        *rows,
        {
            "statement": one.statement.words, "from": one.statement.lower, "to": one.statement.upper, "rests_on": list(one.statement.rests_on),
            "range_only": one.statement.range_only, "refused": one.statement.refused, "documented": one.table.people, "lists": list(one.table.lists),
            "lists_given": list(one.given.lists), "merged": [n for n in one.table.lists if n not in one.given.lists],
            "suspected_copies": [c.words for c in one.copies], "undecided": list(found.open_links), "table": found.table_from, "linked": found.linked, **measured("statement"),
        },
    ]  # fmt: skip


def _line(e: Estimate, before: Estimate | None) -> Line:
    told = dict(e.diagnostics)
    if before is not None:
        told["before_merging"] = {"estimate": _number(before.estimate), "lower": _number(before.lower), "upper": _number(before.upper), "refused": before.refused}  # fmt: skip
    return {
        "method": e.method, "estimate": _number(e.estimate), "lower": _number(e.lower), "upper": _number(e.upper), "level": e.level, "assumes": e.assumes,
        "diagnostics": told, "refused": e.refused, "seed": e.seed, "warning_only": e.warns,
    }  # fmt: skip


def _number(x: float | None) -> int | float | None:
    return None if x is None else int(x) if x == int(x) else round(x, 1)
