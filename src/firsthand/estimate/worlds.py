"""A layer made ready to be asked: its forms, its system, and for each question the searches from below and from above."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from firsthand.estimate.atoms import Ints
from firsthand.estimate.branching import Search
from firsthand.estimate.conflicts import Conflicts, conflicts_of
from firsthand.estimate.forms import Forms, Region
from firsthand.estimate.pieces import Piece, Pieces
from firsthand.estimate.solving import Solver
from firsthand.estimate.systems import System, system_of


class Asking:
    """One question in one layer: what is minimised from either side over the piece that bears on it."""

    def __init__(self, piece: Piece, solver: Solver, asked: Ints) -> None:
        self.piece, self.solver, self.cost = piece, solver, piece.cost(asked)
        self.lower, self.upper = Search(solver, self.cost), Search(solver, -self.cost)


class World:
    """A layer over some questions."""

    def __init__(self, forms: Forms, asked: Iterable[Region], made: tuple[System, dict[Region, Ints]] | None = None) -> None:
        self.forms = forms
        self.system, self.where = made or system_of(forms, asked)
        self._solvers: dict[int, Solver] = {}
        self._conflicts: dict[int, Conflicts] = {}

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.system)

    def asking(self, region: Region) -> Asking:
        """This layer asked about a region."""
        atoms = np.unique(self.where[region])
        piece = self._pieces.bearing_on(atoms)
        return Asking(piece, self._solver(piece), atoms)

    def assuming(self, codes: Iterable[str]) -> World:
        """The same with only these of its assumptions."""
        lines = tuple(line for line in self.system.lines if not line.assumes or line.assumes in codes)
        return World(self.forms, (), (System(self.system.atoms, lines), self.where))

    def conflicts(self, asking: Asking) -> Conflicts:
        """The contradictions of the piece that bears on a question."""
        key = id(asking.piece)
        if key not in self._conflicts:
            self._conflicts[key] = conflicts_of(asking.solver)
        return self._conflicts[key]

    def _solver(self, piece: Piece) -> Solver:
        if id(piece) not in self._solvers:
            self._solvers[id(piece)] = Solver(piece)
        return self._solvers[id(piece)]
