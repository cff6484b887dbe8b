"""A bound checked in fractions, without a solver: weak duality of linear programming (Farkas 1902; Schrijver 1986, chapter 7), one line of arithmetic.

Counts x are nought or more. If multipliers y of rows low <= a.x <= high give sum(y a) <= c in every cell, then c.x >= sum(y low | y > 0) + sum(y high | y < 0):
a lower bound. With sum(y a) >= c and the sides exchanged it is an upper one. With c = 0 and a sum above nought the rows cannot all hold.
That any k classes of origins are wrong is proved by branching: if none of the classes that a node uses is wrong, the node stands; else one of them is, and
the node that leaves it out takes over, k times at most.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from firsthand.model.estimates import Proof, ProofNode, ProofRow

ZERO = Fraction(0)


def fault_of(proof: Proof) -> str:
    """What is wrong with a proof, in words; "" when it proves its bound."""
    try:
        return _fault(proof, proof.root, proof.wrong, frozenset())
    except (ValueError, ZeroDivisionError, IndexError) as why:
        return f"it cannot be read: {why}"


def _fault(proof: Proof, node: ProofNode, more: int, left_out: frozenset[str]) -> str:
    here = _node(proof, node, left_out)
    if here or not more:
        return here
    children = dict(node.without)
    for origin in sorted({proof.rows[n].origin for n, _ in node.multipliers} - {""}):
        if origin not in children:
            return f"nothing is shown for the case that {origin} is wrong"
        fault = _fault(proof, children[origin], more - 1, left_out | {origin})
        if fault:
            return fault
    return ""


def _node(proof: Proof, node: ProofNode, left_out: frozenset[str]) -> str:
    """What is wrong with the arithmetic of one node."""
    total, ends = defaultdict[int, Fraction](Fraction), ZERO
    upper = proof.side == "upper" and not node.contradiction
    for n, words in node.multipliers:
        row, y = proof.rows[n], Fraction(words)
        if row.origin in left_out:
            return f"it leans on {row.origin}, which is left out"
        end = _end(row, (y > 0) != upper)
        if end is None:
            return f"a row is used on a side where it has no number ({row.says})"
        ends += y * end
        for cell, coefficient in row.on:
            total[cell] += y * Fraction(coefficient)
    if node.contradiction:
        return "" if ends > 0 and all(t <= 0 for t in total.values()) else "its rows do not contradict each other"
    asked = [Fraction(a) for a in proof.asks]
    if any((t - asked[cell]) * (-1 if upper else 1) > 0 for cell, t in total.items()) or any(
        (ZERO - a) * (-1 if upper else 1) > 0 for cell, a in enumerate(asked) if cell not in total
    ):
        return "its rows do not cover what is asked"
    if upper:
        return "" if proof.value + 1 > ends else f"its rows give at most {ends}, not {proof.value}"
    return "" if proof.value - 1 < ends else f"its rows give at least {ends}, not {proof.value}"


def _end(row: ProofRow, low: bool) -> Fraction | None:
    words = row.low if low else row.high
    return Fraction(words) if words else None
