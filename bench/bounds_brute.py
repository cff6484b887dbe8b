"""Small instances answered by trying every number, by code of its own: a few places and periods, rows as sums, the least and the greatest that all allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from random import Random

MOST = 5  # the largest number in a row; one more in an atom means that nothing limits it
YEARS = ("2019-01-01", "2020-01-01", "2021-01-01", "2022-01-01")


@dataclass(frozen=True)
class Row:
    """low <= sum over some atoms <= high, said by an origin."""

    place: str
    first: int
    last: int
    low: int | None
    high: int | None
    origin: str


def drawn(rng: Random) -> tuple[list[str], int, list[Row]]:
    """A few places, one to three years (one past the last asked period stays outside), and rows about them; they may contradict each other."""
    places = [["C"], ["C", "C/A"], ["C", "C/A", "C/B"]][rng.randrange(3)]
    years = rng.randint(1, 2)
    rows = []
    for n in range(rng.randint(1, 5)):
        first = rng.randrange(years)
        last = rng.randint(first + 1, years)
        low, high = rng.randint(0, MOST - 1), rng.randint(0, MOST)
        ends = {"exact": (low, low), "least": (low, None), "most": (None, high), "range": (min(low, high), max(low, high))}[
            rng.choice(["exact", "least", "most", "range"])
        ]
        rows.append(Row(rng.choice(places), first, last, *ends, f"o{rng.randrange(n + 1)}"))
    return places, years, rows


def text(rows: list[Row], years: int) -> str:
    """The instance as a spreadsheet that asks about the whole."""
    lines = ["claim,place,from,to,population,unit,kind,floor,ceiling,status,measure,base,origin,quote,held"]
    for n, r in enumerate(rows):
        kind = "exact" if r.low == r.high else "at_most" if r.low is None else "at_least" if r.high is None else "range"
        ends = ",".join("" if x is None else str(x) for x in (r.low, r.high))
        lines.append(f"c{n},{r.place},{YEARS[r.first]},{YEARS[r.last]},taken,persons,{kind},{ends},achieved,flow,,{r.origin},,yes")
    lines.append(f"question,C,{YEARS[0]},{YEARS[years]},taken,persons")
    return "\n".join(lines) + "\n"


def answer(places: list[str], years: int, rows: list[Row], wrong: int) -> tuple[int | None, int | None] | None:
    """The least and the greatest (None: no limit) over every choice of at most `wrong` origins to leave out; None where no choice allows any number."""
    found = [
        x
        for left_out in choices(sorted({r.origin for r in rows}), wrong)
        if (x := tried(places, years, [r for r in rows if r.origin not in left_out]))
    ]
    if not found:
        return None
    return min(low for low, _ in found), None if any(high is None for _, high in found) else max(
        high for _, high in found if high is not None
    )


def choices(origins: list[str], wrong: int) -> Iterator[tuple[str, ...]]:
    """Every way to leave out at most so many."""
    for k in range(min(wrong, len(origins)) + 1):
        yield from combinations(origins, k)


def tried(places: list[str], years: int, rows: list[Row]) -> tuple[int, int | None] | None:
    """Every whole number in every atom, from none to one above the largest that a row names."""
    leaves = [p + "/rest" if any(q != p and q.startswith(p + "/") for q in places) else p for p in places]
    atoms = [(leaf, year) for leaf in leaves for year in range(years)]
    covers = [
        [i for i, (leaf, year) in enumerate(atoms) if (leaf + "/").startswith(r.place + "/") and r.first <= year < r.last] for r in rows
    ]
    least: int | None = None
    greatest, endless = 0, False
    for numbers in product(range(MOST + 2), repeat=len(atoms)):
        for r, some in zip(rows, covers, strict=True):
            total = sum(numbers[i] for i in some)
            if (r.low is not None and total < r.low) or (r.high is not None and total > r.high):
                break
        else:
            total = sum(numbers)
            least = total if least is None else min(least, total)
            greatest, endless = max(greatest, total), endless or max(numbers) > MOST
    return None if least is None else (least, None if endless else greatest)
