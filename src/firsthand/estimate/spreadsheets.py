"""Counts from a spreadsheet (CSV) or a TOML file: every row is used or refused in words, with its quotation; the others go on.

CSV columns: claim, place, from, to, population, unit, kind, floor, ceiling, status, measure, base, origin, quote; beyond them version, held, speaker,
layer. Lines of another kind begin with its name: `population,PLACE,N,margin` is a census, `unit,MANY,FEW,least,most` says that one of FEW is from
least to most of MANY, `apart,POPULATION,POPULATION...` that no two of them overlap, `question,PLACE,from,to,POPULATION,UNIT` asks,
`assume,CODE` makes an assumption. TOML: the same as [[claim]], [[population]], [[unit]], [[apart]], [[question]], [[assume]], and [profile].
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from firsthand.errors import Trouble
from firsthand.estimate.cells import Refused, asked_of, census_of, profile_of, row_of, unit_of
from firsthand.estimate.overlaps import apart_or_why
from firsthand.estimate.rows import Asked, Census, Counts, Row, UnitLink

COLUMNS = (
    "claim", "place", "from", "to", "population", "unit", "kind", "floor", "ceiling", "status", "measure", "base", "origin", "quote",
    "version", "held", "speaker", "layer",
)  # fmt: skip
LINES: dict[str, tuple[str, ...]] = {  # what a line that begins so holds in its next cells
    "population": ("place", "number", "margin"),
    "unit": ("many", "few", "least", "most"),
    "question": ("place", "from", "to", "population", "unit", "status", "measure"),
    "assume": ("code",),
}
MOST_ROWS = 200_000
Cells = Mapping[str, str]
Numbered = tuple[int, str, Cells]  # number of the line in the file, what kind of line, its cells


def counts_of_csv(text: str, path: str) -> tuple[Counts, tuple[Trouble, ...]]:
    """The counts of a CSV with a head line, and what was wrong with its rows; raises Trouble("bad-counts") where it is no such file."""
    rows = _csv_rows(text, path)
    head = [cell.strip().lower() for cell in rows[0]]
    if "claim" not in head or "place" not in head:
        raise Trouble("bad-counts", path=path, why="its head line has no column `claim` or no column `place`")
    lines: list[Numbered] = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            lines.append(_line(number, head, row))
    return _counts(lines, {}, path)


def counts_of_toml(text: str, path: str) -> tuple[Counts, tuple[Trouble, ...]]:
    """The same from TOML; raises Trouble("bad-counts") where it cannot be parsed."""
    try:
        given = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as why:
        raise Trouble("bad-counts", path=path, why=f"it is no TOML ({' '.join(str(why).split()).rstrip('.')})") from None
    lines, number = list[Numbered](), 0
    for kind in ("claim", *LINES, "apart"):
        tables = given.get(kind, [])
        for table in tables if isinstance(tables, list) else [tables]:
            number += 1
            if not isinstance(table, dict):
                raise Trouble("bad-counts", path=path, why=f"`{kind}` is not written as [[{kind}]]")
            lines.append((number, kind, {k: _words(v) for k, v in table.items()}))
    profile = given.get("profile", {})
    return _counts(lines, {k: _words(v) for k, v in profile.items()} if isinstance(profile, dict) else {}, path)


def _words(value: object) -> str:
    """A TOML value as a cell of a spreadsheet."""
    if isinstance(value, list):
        return ";".join(_words(v) for v in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv_rows(text: str, path: str) -> list[list[str]]:
    head = text.split("\n", 1)[0]
    mark = next((m for m in (",", ";", "\t") if m in head), ",")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as why:
        raise Trouble("bad-counts", path=path, why=f"it is not a CSV ({why})") from None
    if len(rows) > MOST_ROWS:
        raise Trouble("too-large", path=path, limit=f"{MOST_ROWS:,} rows")
    return rows


def _line(number: int, head: Sequence[str], row: Sequence[str]) -> Numbered:
    kind = row[0].strip().lower()
    if head[0] == "claim" and kind == "apart":
        return number, kind, {"populations": ";".join(c for c in row[1:] if c.strip())}
    if head[0] == "claim" and kind in LINES and not _looks_like_a_claim(head, row):
        return number, kind, dict(zip(LINES[kind], row[1:], strict=False))
    return number, "claim", dict(zip(head, row, strict=False))


def _looks_like_a_claim(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a line whose first cell is "population" or the like is a claim that somebody called so: it has a kind, or a number to count."""
    cells = dict(zip(head, row, strict=False))
    return any(cells.get(name, "").strip() for name in ("kind", "floor", "ceiling"))


def _counts(lines: Iterable[Numbered], profile: Cells, path: str) -> tuple[Counts, tuple[Trouble, ...]]:
    """Every line as what it is; a line that cannot be used is told and the others go on."""
    wrong, got = list[Trouble](), list[object]()
    for number, kind, cells in lines:
        try:
            got.append(_READS[kind](cells, number))
        except Refused as why:
            wrong.append(Trouble("bad-count", path=path, row=number, why=_told(why, cells)))
    rows = tuple(_kept([x for x in got if isinstance(x, Row)], path, wrong))
    try:
        chosen = profile_of(profile)
    except Refused as why:
        raise Trouble("bad-counts", path=path, why=str(why)) from None
    if not (got or wrong):
        raise Trouble("bad-counts", path=path, why="it has no rows")
    counts = Counts(
        rows, tuple(x for x in got if isinstance(x, Census)), tuple(x for x in got if isinstance(x, UnitLink)), tuple(x for x in got if isinstance(x, tuple)),
        tuple(x for x in got if isinstance(x, Asked)), tuple(x for x in got if isinstance(x, str)), chosen,
    )  # fmt: skip
    return counts, tuple(wrong)


def _told(why: Refused, cells: Cells) -> str:
    quote = " ".join(cells.get("quote", "").split())
    return f"{why}{f' (“{quote[:120]}”)' if quote else ''}"


def _kept(rows: Iterable[Row], path: str, wrong: list[Trouble]) -> Iterator[Row]:
    """The rows without those repeated to the letter, each with an id of its own, and without places that may overlap another already met."""
    ids, first = set[str](), dict[Row, Row]()
    for row in rows:
        first.setdefault(replace(row, line=0), row)
    for row, why in apart_or_why(first.values()):
        if why:
            wrong.append(Trouble("bad-count", path=path, row=row.line, why=_told(Refused(why), {"quote": row.quote})))
            continue
        one = row if row.claim not in ids else replace(row, claim=f"{row.claim} (row {row.line})")
        ids.add(one.claim)
        yield one


def _apart(cells: Cells, number: int) -> tuple[str, ...]:
    named = tuple(p.strip() for p in cells.get("populations", "").split(";") if p.strip())
    if len(named) < 2:
        raise Refused("it names fewer than two populations")
    return named


def _assumed(cells: Cells, number: int) -> str:
    code = cells.get("code", "").strip()
    if not code:
        raise Refused("it names no assumption")
    return code


_READS: dict[str, Callable[[Cells, int], object]] = {
    "claim": row_of,
    "population": census_of,
    "unit": unit_of,
    "question": asked_of,
    "apart": _apart,
    "assume": _assumed,
}
