"""Bounds and what proves them, as values: whole numbers and fractions written as text ("150", "5/2"), so that nothing is lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["lower", "upper"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Atoms that no row of a proof tells apart, by one of them: kind, unit, status, place, first and last date ("" open), population; how many."""

    kind: str
    unit: str
    status: str
    place: str
    begins: str
    ends: str
    population: str
    atoms: int = 1


@dataclass(frozen=True, slots=True)
class ProofRow:
    """low <= sum of coefficient x cell <= high ("" open): which claims say so, of which class of origins ("" the layer itself), in words."""

    claims: tuple[str, ...]
    origin: str
    says: str
    on: tuple[tuple[int, str], ...]  # number of the cell, coefficient
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class ProofNode:
    """With some classes of origins left out: multipliers of rows that prove the bound, or (contradiction) that what is left cannot all be so.

    without: for each class among the multiplied rows the node in which it is left out too; empty where no more may be wrong.
    """

    multipliers: tuple[tuple[int, str], ...]  # number of the row, fraction
    contradiction: bool = False
    without: tuple[tuple[str, ProofNode], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """That the sum of `asks` x cells is at least (lower) or at most (upper) `value`, whichever `wrong` classes of origins are wrong."""

    side: Side
    value: int
    wrong: int
    cells: tuple[Cell, ...]
    asks: tuple[str, ...]  # coefficient of each cell
    rows: tuple[ProofRow, ...]
    root: ProofNode


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim as a conflict names it: its id, who first had it, its words, what they say in this layer."""

    claim: str
    origin: str
    quote: str
    says: str


@dataclass(frozen=True, slots=True)
class Leverage:
    """What the bound would be without one class of origins (None open); contradiction: the rest still cannot all be so."""

    origin: str
    lower: int | None
    upper: int | None
    contradiction: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """How many, in one layer, if any `wrong` classes of origins are wrong: lower and upper (None: no limit, or contradiction where conflicts stand).

    assumes, assumed: the code of the assumption of this line ("" none) and what it says; conflicts: smallest sets of claims that cannot all be so; complete: all of them are
    listed; left_out: claims that give nothing here, and why; different: where one person may stand in several counts, so many different ones at least;
    spent: there were too many choices of wrong origins to look at all.
    """

    question: str
    place: str
    begins: str
    ends: str
    population: str
    unit: str
    status: str
    measure: str
    layer: str
    wrong: int
    lower: int | None
    upper: int | None
    words: str
    assumes: str = ""
    assumed: str = ""
    proofs: tuple[Proof, ...] = ()
    conflicts: tuple[tuple[Quoted, ...], ...] = ()
    complete: bool = True
    leverage: tuple[Leverage, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    different: int = 0
    contradiction: bool = False
    spent: bool = False
