"""What if any k origins are wrong: every choice of k classes of origins that could move the bound is left out in turn.

A bound whose proof uses only some classes stands whenever none of these is wrong. So only they need be left out, one after another, at most k deep:
the tree of proofs covers every choice of k classes, and no row is weighed by a large number. Where the rest still contradicts itself, that choice is
impossible and gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from firsthand.estimate.atoms import Ints
from firsthand.estimate.multipliers import Multipliers, proved
from firsthand.estimate.pieces import Piece
from firsthand.estimate.solving import Solver

MOST_NODES = 5_000  # choices looked at before the answer is the safe one: no bound


@dataclass(frozen=True)
class Node:
    """What holds with some classes left out: the bound from below (None: none at all), or a contradiction; its multipliers; what else was left out."""

    value: Fraction | None
    contradiction: bool
    multipliers: Multipliers
    without: tuple[tuple[str, Node], ...] = ()

    def least(self) -> int | None:
        """The least whole number that this node and all below it allow; None where one of them gives no bound."""
        values = [n.value for n in self.nodes() if not n.contradiction]
        return None if any(v is None for v in values) else ceil(min(v for v in values if v is not None)) if values else None

    def feasible(self) -> bool:
        """Whether some choice leaves rows that can all be so."""
        return any(not n.contradiction for n in self.nodes())

    def nodes(self) -> Iterable[Node]:
        """This node and all below it."""
        yield self
        for _, child in self.without:
            yield from child.nodes()


@dataclass
class Search:
    """Bounds from below on one cost over one piece, for growing numbers of wrong origins; what was worked out once is kept."""

    solver: Solver
    cost: Ints
    known: dict[frozenset[str], Node] = field(default_factory=dict)
    corner: object = None  # where the cost is least with nothing left out
    spent: bool = False  # there were more choices than are looked at: the answer is then the safe one

    @property
    def piece(self) -> Piece:
        """The piece that is asked."""
        return self.solver.piece

    def tree(self, wrong: int, left_out: frozenset[str] = frozenset()) -> Node:
        """The proof tree for any `wrong` more classes wrong beyond those left out."""
        if left_out not in self.known and len(self.known) >= MOST_NODES:
            self.spent = True
            return Node(None, False, {})
        here = self.alone(left_out)
        if wrong == 0 or (here.value is None and not here.contradiction):
            return here  # no bound already: leaving out more gives none either
        used = sorted({self.piece.origins[n] for n in here.multipliers} - {""})
        children = []
        for origin in used:
            child = self.tree(wrong - 1, left_out | {origin})
            children.append((origin, child))
            if any(n.value is None and not n.contradiction for n in child.nodes()):
                break  # one choice without a bound is enough
        return Node(here.value, here.contradiction, here.multipliers, tuple(children))

    def alone(self, left_out: frozenset[str]) -> Node:
        """What holds with just these classes left out."""
        if left_out and not self.known:
            self.alone(frozenset())
        if left_out not in self.known:
            with self.solver.without(left_out):
                self.known[left_out] = self._asked()
        return self.known[left_out]

    def _asked(self) -> Node:
        said = self.solver.least(self.cost, self.corner)
        if not self.known:
            self.corner = said.corner
        if said.state == "contradiction":
            ray = said.multipliers / max(float(abs(said.multipliers).max(initial=0.0)), 1e-12)
            found = proved(self.piece, self.cost * 0, ray, 1e-9)
            if found is not None and found.value > 0:
                return Node(None, True, found.multipliers)
            return Node(None, False, {})
        found = proved(self.piece, self.cost, said.multipliers, said.value) if said.state == "best" else None
        if found is None and not (self.cost < 0).any():
            return Node(Fraction(0), False, {})  # counts are nought or more
        return Node(found.value, False, found.multipliers) if found else Node(None, False, {})
