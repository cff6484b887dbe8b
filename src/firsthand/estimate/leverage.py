"""What each source changes: the bounds again without it. Only origins that a proof uses can change a bound; the others need not be tried."""

from __future__ import annotations

from firsthand.estimate.branching import Node, Search
from firsthand.model.estimates import Leverage


def leverage_of(lower: Search, upper: Search, below: Node, above: Node) -> tuple[Leverage, ...]:
    """For each class of origins that changes a bound, the bounds without it."""
    here, out = (_least(below), _greatest(above), below.contradiction), []
    lows, highs = ({s.piece.origins[n] for n in node.multipliers} - {""} for s, node in ((lower, below), (upper, above)))
    for origin in sorted(lows | highs):
        low = lower.alone(frozenset({origin})) if origin in lows else below
        high = upper.alone(frozenset({origin})) if origin in highs or below.contradiction else above
        without = (_least(low), _greatest(high), low.contradiction)
        if without != here:
            out.append(Leverage(origin, *without))
    return tuple(out)


def _least(node: Node) -> int | None:
    return None if node.contradiction else max(Node(node.value, False, {}).least() or 0, 0)


def _greatest(node: Node) -> int | None:
    least = None if node.contradiction else Node(node.value, False, {}).least()
    return None if least is None else -least
