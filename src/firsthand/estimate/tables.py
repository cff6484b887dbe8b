"""Tables of overlapping lists: for each set of lists, how many people stand on exactly these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

MOST_LISTS = 16  # a table of more has 65,536 cells and nothing in nearly all of them


@dataclass(frozen=True, slots=True)
class Overlaps:
    """People by the lists they stand on. `cells`: set of lists (bit i for lists[i], never 0) -> people, only where there are any; `strata`: the same by stratum.

    same: lists that are one list by lineage; distinct: pairs that a person knows to be separate; dependence: the declared odds ratios (lowest, highest), () when none
    was declared.
    """

    lists: tuple[str, ...]
    cells: Mapping[int, int]
    strata: Mapping[str, Mapping[int, int]]
    same: tuple[tuple[str, ...], ...] = ()
    distinct: tuple[tuple[str, str], ...] = ()
    dependence: tuple[float, float] | tuple[()] = ()

    @property
    def people(self) -> int:
        """How many are documented on at least one list."""
        return sum(self.cells.values())

    def on(self, lists: int) -> int:
        """How many stand on all of these lists (bits), whatever else they stand on."""
        return sum(n for w, n in self.cells.items() if w & lists == lists)

    def names(self, lists: int) -> tuple[str, ...]:
        """The names of a set of lists."""
        return tuple(name for i, name in enumerate(self.lists) if lists >> i & 1)

    def stratum(self, name: str) -> Overlaps:
        """The table of one stratum alone, without the lists on which nobody of it stands."""
        return without_empty(replace(self, cells=self.strata[name], strata={}))


def without_empty(table: Overlaps) -> Overlaps:
    """The table without lists on which nobody stands."""
    kept = [i for i in range(len(table.lists)) if table.on(1 << i)]
    return _regrouped(table, [(table.lists[i], 1 << i) for i in kept])


def merged(table: Overlaps, groups: Iterable[Sequence[str]]) -> Overlaps:
    """The table in which each group of lists is one list: somebody stands on it who stands on any of them. Groups that share a list become one."""
    whole = _joined(groups)
    done: set[str] = set()
    new: list[tuple[str, int]] = []
    for i, name in enumerate(table.lists):
        group = next((g for g in whole if name in g), None)
        if group is None:
            new.append((name, 1 << i))
        elif name not in done:
            members = [n for n in table.lists if n in group]
            done.update(members)
            new.append(("+".join(members), sum(1 << table.lists.index(n) for n in members)))
    return _regrouped(table, new)


def _joined(groups: Iterable[Sequence[str]]) -> list[set[str]]:
    out: list[set[str]] = []
    for group in groups:
        one = set(group)
        for other in [o for o in out if o & one]:
            one |= other
            out.remove(other)
        out.append(one)
    return out


def _regrouped(table: Overlaps, lists: Sequence[tuple[str, int]]) -> Overlaps:
    """The table over new lists, each the union of old ones (bits)."""

    def turned(cells: Mapping[int, int]) -> dict[int, int]:
        out: dict[int, int] = {}
        for w, n in cells.items():
            new = sum(1 << i for i, (_, old) in enumerate(lists) if w & old)
            out[new] = out.get(new, 0) + n
        return out

    return replace(
        table, lists=tuple(n for n, _ in lists), cells=turned(table.cells), strata={s: turned(c) for s, c in table.strata.items()}
    )
