"""Atoms: the least pieces of place x period x population that no row splits. Every region is a sum of atoms, so every row is a line of arithmetic.

A place with named parts has one more part, the rest of it. Within a place the periods are cut at every date that a row about it (or about what it
lies in) names. Parts of a population are variables of their own, each at most the population it is a part of: where nothing says that they lie apart,
any overlap is possible, and these inequalities are all that follows (every such family of numbers is met by sets nested into one another).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.forms import Region
from firsthand.estimate.rows import above, within

REST = "(the rest)"  # of a place with named parts
Ints = NDArray[np.int64]
Group = tuple[str, str]  # unit and status


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece: what kind, in which unit and status, where (a leaf of the places), from when to when, which population."""

    kind: str
    unit: str
    status: str
    place: str
    begins: date | None
    ends: date | None
    population: str


@dataclass
class _Block:
    """The atoms of one kind, unit, status, leaf and population, one a period: they stand side by side from `first` on."""

    first: int
    cuts: tuple[date, ...]  # between period i-1 and period i


@dataclass
class Atoms:
    """All atoms that some regions need; `joined` are units whose periods are cut alike, because they belong together."""

    regions: tuple[Region, ...]
    joined: dict[str, str] = field(default_factory=dict)  # unit -> the unit it is cut like

    @cached_property
    def leaves(self) -> dict[str, tuple[str, ...]]:
        """Every named place and the leaves that lie in it."""
        named = dict.fromkeys(p for r in self.regions for p in above(r.place))
        inner = {p for name in named for p in above(name)[1:]}
        leaves = [f"{p}/{REST}" if p in inner else p for p in named]
        out: dict[str, list[str]] = {p: [] for p in named}
        for leaf in leaves:
            for path in above(leaf):
                if path in out:
                    out[path].append(leaf)
        return {p: tuple(ls) for p, ls in out.items()}

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The outermost places."""
        return tuple(p for p in self.leaves if "/" not in p)

    @cached_property
    def populations(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """For each unit, status and leaf the populations that are named of it, with those they are parts of."""
        out: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        for r in dict.fromkeys((r.unit, r.status, r.place, r.population) for r in self.regions if r.kind != "residents"):
            for leaf in self.leaves[r[2]]:
                for path in above(r[3]):
                    out[(r[0], r[1], leaf)][path] = None
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _cuts(self) -> dict[tuple[str, str, str], tuple[date, ...]]:
        """For each unit (or those joined with it), status and leaf the dates at which periods are cut."""
        found: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        dates: dict[tuple[str, str, str], set[date]] = defaultdict(set)
        for r in self.regions:
            if r.kind in ("flow", "stock"):
                ends = (r.begins, r.ends) if r.kind == "flow" else (r.ends,)
                dates[(self.joined.get(r.unit, r.unit), r.status, r.place)] |= {d for d in ends if d}
        for (unit, status, place), days in dates.items():
            for leaf in self.leaves[place]:
                found[(unit, status, leaf)] |= days
        return {k: tuple(sorted(v)) for k, v in found.items()}

    def cuts(self, unit: str, status: str, leaf: str) -> tuple[date, ...]:
        """The dates at which the periods of a leaf are cut."""
        return self._cuts.get((self.joined.get(unit, unit), status, leaf), ())

    def __post_init__(self) -> None:
        self.list: list[Atom] = []
        self._blocks: dict[tuple[str, str, str, str, str], _Block] = {}
        self._single: dict[Atom, int] = {}

    def flow(self, unit: str, status: str, leaf: str, population: str) -> _Block:
        """The atoms of what happened, one a period, made when first asked for."""
        key = ("flow", unit, status, leaf, population)
        if key not in self._blocks:
            cuts = self.cuts(unit, status, leaf)
            self._blocks[key] = _Block(len(self.list), cuts)
            ends = (None, *cuts, None)
            self.list += [Atom("flow", unit, status, leaf, a, b, population) for a, b in zip(ends, ends[1:], strict=False)]
        return self._blocks[key]

    def single(self, atom: Atom) -> int:
        """The number of an atom that is no period of a block."""
        if atom not in self._single:
            self._single[atom] = len(self.list)
            self.list.append(atom)
        return self._single[atom]

    def of(self, region: Region) -> Ints:
        """The numbers of the atoms whose sum is the count of a region."""
        return np.concatenate([self._at(region, leaf) for leaf in self.leaves[region.place]])

    def _at(self, r: Region, leaf: str) -> Ints:
        if r.kind != "flow":
            return np.array([self.single(Atom(r.kind, r.unit, r.status, leaf, r.begins, r.ends, r.population))], dtype=np.int64)
        block = self.flow(r.unit, r.status, leaf, r.population)
        low = 0 if r.begins is None else bisect_left(block.cuts, r.begins) + 1
        high = len(block.cuts) + 1 if r.ends is None else bisect_left(block.cuts, r.ends) + 1
        return np.arange(block.first + low, block.first + high, dtype=np.int64)

    def before(self, unit: str, status: str, leaf: str, population: str, ends: date | None) -> Ints:
        """The atoms of what happened in a leaf before a date."""
        return self._at(Region("flow", unit, status, leaf, None, ends, population), leaf)


def parts_of(populations: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each population that is named with the nearest one it is a part of."""
    for path in populations:
        ups = above(path)
        if len(ups) > 1:
            yield path, ups[1]


def lies_in(atom: Atom, region: Region) -> bool:
    """Whether an atom is one of those a region is the sum of."""
    same = (atom.kind, atom.unit, atom.status, atom.population) == (region.kind, region.unit, region.status, region.population)
    if not same or not within(atom.place, region.place):
        return False
    if region.kind != "flow":
        return region.kind == "residents" or (atom.begins, atom.ends) == (region.begins, region.ends)
    begins = region.begins is None or (atom.begins is not None and region.begins <= atom.begins)
    return begins and (region.ends is None or (atom.ends is not None and atom.ends <= region.ends))
