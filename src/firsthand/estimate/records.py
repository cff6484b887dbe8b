"""Records of lists from a CSV: one row a person as a list has them, a column `list` that says which, and columns that are compared (name, born, place ...).

They are linked within this one file and forgotten: nothing of a record is kept, printed, or held against another case (docs/decisions/0180)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass

from firsthand.errors import Trouble
from firsthand.estimate.tables import MOST_LISTS

LIST = "list"
MOST_RECORDS = 100_000
MOST_FIELDS = 12
PASSED_OVER = ("id", "note")  # columns that say nothing about who somebody is
TOLD = 3


@dataclass(frozen=True)
class Records:
    """lists: their names; on: the list of each record; fields: the columns compared; values: of each record its fields, "" where it is silent."""

    lists: tuple[str, ...]
    on: tuple[int, ...]
    fields: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


def is_records(text: str) -> bool:
    """Whether a CSV holds records, not a table of overlaps: it has a column `list`."""
    return LIST in [c.strip().casefold() for c in next(csv.reader([text.partition("\n")[0]]), [])]


def records_of_csv(text: str, path: str) -> Records:
    """The records of a CSV; raises Trouble("bad-records") naming the rows."""
    try:
        rows = [
            (n, [c.strip() for c in r]) for n, r in enumerate(csv.reader(io.StringIO(text, newline="")), 1) if any(c.strip() for c in r)
        ]
    except csv.Error as why:
        raise Trouble("bad-records", path=path, why=f"it is not a CSV ({why})") from None
    head, body = [c.casefold() for c in rows[0][1]], rows[1:]
    fields = [i for i, name in enumerate(head) if name != LIST and name not in PASSED_OVER]
    if unusable := _unusable(head, len(body), len(fields)):
        raise Trouble("bad-records", path=path, why=unusable)
    bad = [f"row {n}: it has {len(r)} cells where the head line has {len(head)}" for n, r in body if len(r) != len(head)]
    bad += [f"row {n}: it does not say on which list it stands" for n, r in body if len(r) == len(head) and not r[head.index(LIST)]]
    if bad:
        raise Trouble("bad-records", path=path, why="; ".join(bad[:TOLD]) + (f"; and {len(bad) - TOLD} more" if len(bad) > TOLD else ""))
    return _records(head, fields, [r for _, r in body], path)


def _even(cell: str) -> str:
    """A cell as it is compared: one form of each character, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", cell).casefold().split())


def _unusable(head: list[str], records: int, fields: int) -> str:
    """Why a head line or a number of records cannot be used."""
    if len(set(head)) < len(head) or "" in head:
        return "two of its columns have the same name, or one has none"
    if not 1 < fields <= MOST_FIELDS:
        return f"it needs two to {MOST_FIELDS} columns by which people are told apart (name, born, place ...), beside `list`"
    if not 1 < records <= MOST_RECORDS:
        return f"it has {records:,} records; two to {MOST_RECORDS:,} can be linked"
    return ""


def _records(head: list[str], fields: list[int], body: list[list[str]], path: str) -> Records:
    at = head.index(LIST)
    lists = tuple(dict.fromkeys(r[at] for r in body))
    if not 2 <= len(lists) <= MOST_LISTS:
        raise Trouble("bad-records", path=path, why=f"it names {len(lists)} lists; two to {MOST_LISTS} can be taken together")
    numbers = {name: i for i, name in enumerate(lists)}
    return Records(
        lists, tuple(numbers[r[at]] for r in body), tuple(head[i] for i in fields), tuple(tuple(_even(r[i]) for i in fields) for r in body)
    )


def pairs_agreeing(records: Records, field: int) -> int:
    """How many pairs of records agree in a field: the fewer, the better it tells people apart."""
    counts = Counter(v[field] for v in records.values if v[field])
    return sum(n * (n - 1) // 2 for n in counts.values())
