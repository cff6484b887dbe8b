"""Contradictions as the smallest sets of claims that cannot all be so (MARCO: Liffiton, Previti, Malik and Marques-Silva 2016,
https://doi.org/10.1007/s10601-015-9183-0): a set of claims that hits every contradiction found so far is left out; if the rest still contradicts itself,
a smallest contradiction is cut out of it, else the set is noted so that no larger one is tried. When nothing is left to try, all are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from firsthand.estimate.multipliers import Multipliers, proved
from firsthand.estimate.pieces import Piece
from firsthand.estimate.solving import Solver

MOST = 24  # contradictions that are listed
MOST_SOLVED = 3_000  # times the solver is asked
Key = tuple[str, ...]  # the claims of one figure: all who repeat it


class Conflicts(NamedTuple):
    """Smallest contradictory sets, each a tuple of the claims of figures; whether these are all."""

    sets: tuple[tuple[Key, ...], ...]
    complete: bool


class _Enough(Exception):
    """The solver was asked as often as it may be."""


class _Marco:
    def __init__(self, solver: Solver) -> None:
        self.solver, self.piece, self.asked = solver, solver.piece, 0
        self.rows: dict[Key, list[int]] = {}
        for n, line in enumerate(self.piece.lines):
            if line.claims:
                self.rows.setdefault(line.claims, []).append(n)
        self.key_of = {n: key for key, rows in self.rows.items() for n in rows}
        self.nothing = self.piece.cost(self.piece.atoms[:0])

    def core(self, without: Iterable[Key]) -> frozenset[Key] | None:
        """Claims that contradict each other when some are left out; None where the rest can all be so."""
        self.asked += 1
        if self.asked > MOST_SOLVED:
            raise _Enough
        with self.solver.without(rows=[n for key in without for n in self.rows[key]]):
            said = self.solver.least(self.nothing)
        if said.state != "contradiction":
            return None
        found = certified(self.piece, said.multipliers)
        if found is None:
            raise _Enough  # a contradiction that fractions do not bear out is not told
        return frozenset(self.key_of[n] for n in found if n in self.key_of)

    def shrunk(self, core: frozenset[Key]) -> frozenset[Key]:
        """A smallest contradiction within one."""
        for key in sorted(core):
            if key in core:
                smaller = self.core([k for k in self.rows if k not in core or k == key])
                core = core if smaller is None else smaller
        return core


def certified(piece: Piece, ray: object) -> Multipliers | None:
    """The multipliers of a contradiction in fractions; None where they do not prove it."""
    import numpy as np

    floats = np.asarray(ray, dtype=np.float64)
    found = proved(piece, np.zeros(len(piece.atoms), dtype=np.int64), floats / max(float(np.abs(floats).max(initial=0.0)), 1e-12), 1e-9)
    return found.multipliers if found is not None and found.value > 0 else None


def conflicts_of(solver: Solver, most: int = MOST) -> Conflicts:
    """All smallest contradictions of a piece, up to `most`."""
    marco, found, impossible = _Marco(solver), list[frozenset[Key]](), list[frozenset[Key]]()
    try:
        while len(found) < most:
            left_out = _next(found, impossible)
            if left_out is None:
                return Conflicts(_ordered(found), True)
            core = marco.core(left_out)
            if core is None:
                impossible.append(left_out)
            else:
                found.append(marco.shrunk(core))
        return Conflicts(_ordered(found), _next(found, impossible) is None)
    except _Enough:
        return Conflicts(_ordered(found), False)


def _ordered(found: Sequence[frozenset[Key]]) -> tuple[tuple[Key, ...], ...]:
    return tuple(sorted((tuple(sorted(s)) for s in found), key=lambda s: (len(s), s)))


def _next(found: Sequence[frozenset[Key]], noted: Sequence[frozenset[Key]]) -> frozenset[Key] | None:
    """A smallest set that hits every contradiction and holds none of the noted sets; None when there is no more."""

    def grown(chosen: frozenset[Key]) -> frozenset[Key] | None:
        if any(n <= chosen for n in noted):
            return None
        missed = next((s for s in found if not s & chosen), None)
        if missed is None:
            return chosen
        return next((g for key in sorted(missed) if (g := grown(chosen | {key})) is not None), None)

    got = grown(frozenset())
    if got is None:
        return None
    for key in sorted(got):
        smaller = got - {key}
        if all(s & smaller for s in found):
            got = smaller
    return got
