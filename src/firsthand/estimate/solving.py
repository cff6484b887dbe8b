"""Least and greatest by HiGHS (Huangfu and Hall 2018, https://doi.org/10.1007/s12532-017-0130-5), with the multipliers that prove them.

What HiGHS says is never believed: its multipliers are made fractions and checked (certificates). It is kept warm: another question changes the costs
only, an origin left out frees the bounds of its rows only. No row is weighed by a large number to switch it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from firsthand.estimate.atoms import Ints
from firsthand.estimate.pieces import Piece

Floats = NDArray[np.float64]
INFINITE = highspy.kHighsInf
DUAL, PRIMAL = 1, 4  # HiGHS's simplex_strategy


class _Quiet(highspy.Highs):
    """HiGHS that writes nothing: its Python door prints a greeting when it is made, so only the solver below it is made."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)


class Solved(NamedTuple):
    """What HiGHS says: "best" with value and multipliers of the rows, "endless", or "contradiction" with the multipliers of a ray; the corner it
    stands in, from which the same cost over fewer rows is found soon."""

    state: str
    value: float
    multipliers: Floats
    corner: object = None


class Solver:
    """One piece, ready to be asked."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self._low = np.array([-INFINITE if x.low is None else float(x.low) for x in piece.lines])
        self._high = np.array([INFINITE if x.high is None else float(x.high) for x in piece.lines])
        self._all = np.arange(len(piece.atoms), dtype=np.int32)
        self._rows_of: dict[str, Ints] = {}
        for origin in dict.fromkeys(piece.origins):
            self._rows_of[origin] = np.array([n for n, o in enumerate(piece.origins) if o == origin], dtype=np.int32)
        self._off = np.zeros(len(piece.lines), dtype=np.int32)  # how often each row is left out now
        self._highs: Any = _Quiet()  # its type stubs lack some of its methods
        self._highs.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        lp, p = highspy.HighsLp(), self.piece
        lp.num_col_, lp.num_row_ = len(p.atoms), len(p.lines)
        lp.col_cost_ = np.zeros(len(p.atoms))
        lp.col_lower_, lp.col_upper_ = np.zeros(len(p.atoms)), np.full(len(p.atoms), INFINITE)
        lp.row_lower_, lp.row_upper_ = self._low, self._high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = p.starts.astype(np.int32), p.indices.astype(np.int32)
        lp.a_matrix_.value_ = p.values.astype(np.float64)
        return lp

    @contextmanager
    def without(self, origins: Iterable[str] = (), rows: Iterable[int] = ()) -> Iterator[None]:
        """Leave out all rows of some classes of origins, and some rows by their number, for a while."""
        some = [self._rows_of[o] for o in origins if o in self._rows_of] + [np.array(list(rows), dtype=np.int32)]
        numbers = np.unique(np.concatenate(some)).astype(np.int32)
        self._off[numbers] += 1
        self._bound(numbers, np.full(len(numbers), -INFINITE), np.full(len(numbers), INFINITE))
        try:
            yield
        finally:
            self._off[numbers] -= 1
            back = numbers[self._off[numbers] == 0]
            self._bound(back, self._low[back], self._high[back])

    def _bound(self, numbers: NDArray[np.int32], low: Floats, high: Floats) -> None:
        if len(numbers):
            self._highs.changeRowsBounds(len(numbers), numbers, low, high)

    def least(self, cost: Ints, corner: object = None) -> Solved:
        """The least of cost x atoms (the greatest of c is minus the least of -c); `corner`: where the same cost was least over more rows."""
        if not (len(self._all) and len(self.piece.lines)):
            return Solved("endless" if bool((cost < 0).any()) else "best", 0.0, np.zeros(0))
        self._highs.changeColsCost(len(self._all), self._all, cost.astype(np.float64))
        if corner is not None:  # still allowed with fewer rows: the primal simplex goes on from there
            self._highs.setOptionValue("simplex_strategy", PRIMAL)
            self._highs.setBasis(corner)
        self._highs.run()
        self._highs.setOptionValue("simplex_strategy", DUAL)
        return self._solved()

    def _solved(self) -> Solved:
        state = self._highs.getModelStatus()
        if state == highspy.HighsModelStatus.kOptimal:
            duals = np.array(self._highs.getSolution().row_dual)
            return Solved("best", self._highs.getInfo().objective_function_value, duals, self._highs.getBasis())
        if state == highspy.HighsModelStatus.kUnbounded:
            return Solved("endless", -INFINITE, np.zeros(0))
        if state == highspy.HighsModelStatus.kInfeasible:
            return Solved("contradiction", INFINITE, self._ray())
        return self._again()

    def _again(self) -> Solved:
        """From a clean start, where the last basis did not help; whatever is then still unknown gives no bound."""
        self._highs.clearSolver()
        self._highs.run()
        if self._highs.getModelStatus() in _KNOWN:
            return self._solved()
        return Solved("endless", -INFINITE, np.zeros(0))

    def _ray(self) -> Floats:
        """The ray of a contradiction; where presolve saw it first, from a clean start without."""
        _, there, ray = self._highs.getDualRay()
        if not there:
            self._highs.setOptionValue("presolve", "off")
            self._highs.clearSolver()
            self._highs.run()
            _, there, ray = self._highs.getDualRay()
            self._highs.setOptionValue("presolve", "choose")
        return np.array(ray) if there else np.zeros(len(self.piece.lines))


_KNOWN = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kInfeasible)
