"""Places under one code: what a name in Chinese, Tibetan or Latin letters may mean in a year, every reading of it, each with its source.

The table `places.csv` is our own and small: provinces, prefectures and counties of the Tibetan plateau and Xinjiang by the codes of GB/T 2260; `now` is the
latest code of the same place, so that a code of before and one of after a renaming are held for one. Romanisations and Tibetan names are as commonly
written; no native reader has checked them. A case may bring a larger table of the same columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COLUMNS = ("code", "from", "to", "level", "zh", "en", "bo", "source")  # `now` may be left out: then a code is its own latest
ROWS_MOST = 200_000  # all editions of the standard down to townships are fewer
_CLASS = re.compile(
    r"\s(?:(?:tibetan|uyghur|autonomous|prefecture-level)\s)*(?:county|prefecture|city|district|region|province)$|(?<=..)(?:地区|市|县|縣|区|區|州)$|་?(?:རྫོང|ས་ཁུལ|གྲོང་ཁྱེར|ཁུལ|ཞིང་ཆེན)$"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the table: its code then and now, the years in which the code is valid (0: open), how wide it is, its names, where the row is from."""

    code: str
    now: str
    first: int
    last: int
    level: str
    names: tuple[str, ...]
    source: str

    def valid(self, year: int) -> bool:
        """Whether the code is valid in a year (0: the year is not known). In a year of change both are."""
        return not year or (not self.first or self.first <= year) and (not self.last or year <= self.last)


def spots_in(table: str) -> tuple[Spot, ...]:
    """The rows of a table (CSV with COLUMNS, names of one language parted by |).

    Raises ValueError with what is wrong and the row: a column or a source missing, a code that is no six to twelve digits, a year that is none.
    """
    reader = csv.DictReader(io.StringIO(table))
    if missing := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
        raise ValueError(f"it has no column {missing[0]}")
    out = list[Spot]()
    for number, row in enumerate(reader, 2):
        if number > ROWS_MOST:
            raise ValueError(f"it has more than {ROWS_MOST} rows")
        out.append(_spot(number, {k: (v or "").strip() for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)}))
    return tuple(out)


def _spot(number: int, row: Mapping[str, str]) -> Spot:
    names = tuple(n.strip() for language in ("zh", "en", "bo") for n in row[language].split("|") if n.strip())
    for wrong, what in (
        (not re.fullmatch(r"[0-9]{6,12}", row["code"]), "a code of six to twelve digits"),
        (not names, "a name"),
        (not row["source"], "a source"),
        (not all(re.fullmatch(r"(?:[12][0-9]{3})?", row[x]) for x in ("from", "to")), "a year in from and to, or nothing"),
    ):
        if wrong:
            raise ValueError(f"row {number} needs {what}")
    return Spot(row["code"], row.get("now") or row["code"], int(row["from"] or 0), int(row["to"] or 0), row["level"], names, row["source"])


@cache
def own_spots() -> tuple[Spot, ...]:
    """The rows of our own table."""
    return spots_in((files("firsthand.tongues") / "places.csv").read_text(encoding="utf-8"))


def named(spots: Sequence[Spot]) -> Mapping[str, tuple[Spot, ...]]:
    """The rows under each of their names, as names are compared: lower case, without the word for the class."""
    found: dict[str, dict[Spot, None]] = defaultdict(dict)
    for spot in spots:
        for name in spot.names:
            found[_plain(name)][spot] = None
            found[_bare(name)][spot] = None
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _own() -> Mapping[str, tuple[Spot, ...]]:
    return named(own_spots())


def places_called(name: str, year: int = 0, more: Mapping[str, tuple[Spot, ...]] | None = None) -> tuple[Spot, ...]:
    """Every place that a name may mean in a year, by our own table and `more`, by code; a name with its class before those without.

    Where no row is valid in that year, none is given: a code of another time would be wrong.
    """
    for form in dict.fromkeys((_plain(name), _bare(name))):
        rows = dict.fromkeys((*(more or {}).get(form, ()), *_own().get(form, ())))
        valid = {s.code: s for s in reversed(rows) if s.valid(year)}
        if valid:
            return tuple(valid[c] for c in sorted(valid))
    return ()


def _plain(name: str) -> str:
    return re.sub(r"^the\s|^(?:county|prefecture|province|city|region) of\s", "", " ".join(name.lower().replace("’", "'").split())).rstrip(
        "་ "
    )


def _bare(name: str) -> str:
    return _CLASS.sub("", _plain(name)).rstrip("་ ")
