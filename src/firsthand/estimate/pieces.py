"""A system falls into pieces that share no row; only the pieces that hold its atoms bear on a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.atoms import Ints
from firsthand.estimate.systems import Line, System


@dataclass(frozen=True)
class Piece:
    """The lines that bear on some atoms, renumbered: `atoms` are the numbers in the system, row n of the piece is lines[n].

    starts, indices, values: the rows one after another (compressed sparse rows), whole coefficients.
    """

    atoms: Ints
    lines: tuple[Line, ...]
    starts: Ints
    indices: Ints
    values: Ints

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The class of origins of each row, "" for what the layer itself says."""
        return tuple(line.origin for line in self.lines)

    def row(self, n: int) -> tuple[Ints, Ints]:
        """Atoms and coefficients of a row."""
        return self.indices[self.starts[n] : self.starts[n + 1]], self.values[self.starts[n] : self.starts[n + 1]]

    def cost(self, asked: Ints) -> Ints:
        """A vector that is one at the asked atoms (numbers of the system) and nought elsewhere."""
        out = np.zeros(len(self.atoms), dtype=np.int64)
        out[np.searchsorted(self.atoms, asked)] = 1
        return out


class Pieces:
    """A system cut into its pieces once; pieces for questions are kept, for several questions lie in one."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._labels = _labels(len(system.atoms), [line.atoms for line in system.lines])
        self._of_line = np.array([self._labels[line.atoms[0]] for line in system.lines], dtype=np.int64)
        self._made: dict[tuple[int, ...], Piece] = {}

    def bearing_on(self, asked: Ints) -> Piece:
        """The piece that bears on some atoms."""
        labels = np.unique(self._labels[asked])
        key = tuple(int(x) for x in labels)
        if key not in self._made:
            lines = [self.system.lines[int(n)] for n in np.flatnonzero(np.isin(self._of_line, labels))]
            atoms = np.flatnonzero(np.isin(self._labels, labels))
            self._made[key] = _piece(atoms, lines)
        return self._made[key]


def _piece(atoms: Ints, lines: Sequence[Line]) -> Piece:
    lengths = [len(line.atoms) for line in lines]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    empty = np.zeros(0, dtype=np.int64)
    indices = np.searchsorted(atoms, np.concatenate([line.atoms for line in lines])) if lines else empty
    values = np.concatenate([line.coefficients for line in lines]) if lines else empty
    return Piece(atoms, tuple(lines), starts, indices.astype(np.int64), values)


def _labels(count: int, rows: Sequence[Ints]) -> NDArray[np.int64]:
    """For each atom the least number among all atoms that rows tie it to."""
    labels = np.arange(count, dtype=np.int64)
    if not rows:
        return labels
    flat, lengths = np.concatenate(rows), np.array([len(r) for r in rows], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    while True:
        least = np.minimum.reduceat(labels[flat], starts)
        new = labels.copy()
        np.minimum.at(new, flat, np.repeat(least, lengths))
        new = new[new]  # labels are numbers of atoms of the same piece: jump ahead
        if np.array_equal(new, labels):
            return labels
        labels = new
