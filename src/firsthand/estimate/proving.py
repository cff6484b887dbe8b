"""Proofs as values: the rows that were used, over cells of atoms that none of them tells apart, so that a stranger can check them without the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from firsthand.estimate.atoms import Atom, Ints
from firsthand.estimate.branching import Node
from firsthand.estimate.pieces import Piece
from firsthand.model.estimates import Cell, Proof, ProofNode, ProofRow, Side


def proof_of(side: Side, value: int, wrong: int, root: Node, piece: Piece, atoms: tuple[Atom, ...], cost: Ints) -> Proof:
    """The proof of a bound. `cost` is what was minimised: ones at what is asked, for an upper bound minus ones."""
    sign = 1 if side == "lower" else -1
    used = sorted({n for node in root.nodes() for n in node.multipliers})
    number = {n: i for i, n in enumerate(used)}
    cells, on = _cells(piece, used, cost * sign)
    asks = tuple(str(a) for a, _ in cells.values())
    rows = tuple(_row(piece, n, on[n]) for n in used)
    named = tuple(_named(atoms[int(piece.atoms[members[0]])], len(members)) for _, members in cells.values())
    return Proof(side, value, wrong, named, asks, rows, _node(root, number, sign))


def _cells(piece: Piece, used: list[int], asked: Ints) -> tuple[dict[object, tuple[int, list[int]]], Mapping[int, list[tuple[int, int]]]]:
    """Atoms put together that no used row tells apart: each cell with what is asked of it and its members; for each row its cells."""
    touching: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n in used:
        at, coefficients = piece.row(n)
        for j, c in zip(at.tolist(), coefficients.tolist(), strict=True):
            touching[j].append((n, c))
    for j in asked.nonzero()[0].tolist():
        touching.setdefault(j, [])
    cells: dict[object, tuple[int, list[int]]] = {}
    for j, some in touching.items():
        cells.setdefault((int(asked[j]), tuple(some)), (int(asked[j]), []))[1].append(j)
    on: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, (_, some) in enumerate(cells):  # type: ignore[misc]
        for n, c in some:
            on[n].append((i, c))
    return cells, on


def _row(piece: Piece, n: int, on: list[tuple[int, int]]) -> ProofRow:
    line = piece.lines[n]
    low, high = ("" if x is None else str(x) for x in (line.low, line.high))
    return ProofRow(line.claims, line.origin, line.says, tuple((i, str(c)) for i, c in on), low, high)


def _named(a: Atom, members: int) -> Cell:
    begins, ends = ("" if d is None else d.isoformat() for d in (a.begins, a.ends))
    return Cell(a.kind, a.unit, a.status, a.place, begins, ends, a.population, members)


def _node(node: Node, number: Mapping[int, int], sign: int) -> ProofNode:
    side = 1 if node.contradiction else sign
    multipliers = tuple((number[n], str(Fraction(m * side))) for n, m in sorted(node.multipliers.items()))
    return ProofNode(multipliers, node.contradiction, tuple((o, _node(child, number, sign)) for o, child in node.without))
