"""Strongly connected parts of a small directed graph: where a trail runs in a circle, and where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def reached(starts: Iterable[int], onward: Sequence[Sequence[int]]) -> set[int]:
    """Every node that can be reached from `starts` (themselves included) along `onward`."""
    seen = set(starts)
    stack = list(seen)
    while stack:
        for following in onward[stack.pop()]:
            if following not in seen:
                seen.add(following)
                stack.append(following)
    return seen


def strong_parts(among: Iterable[int], onward: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected parts of the nodes `among`, each once (Tarjan 1972, without recursion)."""
    inside = set(among)
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_: list[int] = []
    held: set[int] = set()
    parts: list[list[int]] = []
    for root in sorted(inside):
        if root in order:
            continue
        trail = [(root, iter(onward[root]))]
        order[root] = low[root] = len(order)
        open_.append(root)
        held.add(root)
        while trail:
            node, following = trail[-1]
            fresh = next((x for x in following if x in inside and (x not in order or x in held)), None)
            if fresh is None:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[node])
                if low[node] == order[node]:
                    parts.append(_cut(open_, held, node))
            elif fresh in order:
                low[node] = min(low[node], order[fresh])
            else:
                order[fresh] = low[fresh] = len(order)
                open_.append(fresh)
                held.add(fresh)
                trail.append((fresh, iter(onward[fresh])))
    return parts


def _cut(open_: list[int], held: set[int], root: int) -> list[int]:
    """Take the part that began with `root` off the open nodes."""
    part: list[int] = []
    while not part or part[-1] != root:
        part.append(open_.pop())
        held.discard(part[-1])
    return part


def last_parts(starts: Iterable[int], onward: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected parts reached from `starts` that nothing leaves: where the trails end."""
    inside = reached(starts, onward)
    parts = strong_parts(inside, onward)
    return [part for part in parts if all(x in part for node in part for x in onward[node])]


class Classes:
    """Which nodes are one (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._up = list(range(size))

    def of(self, node: int) -> int:
        """The node that stands for all that are one with this one."""
        while self._up[node] != node:
            self._up[node] = self._up[self._up[node]]
            node = self._up[node]
        return node

    def join(self, one: int, other: int) -> None:
        """From now on the two are one; the smaller number stands for both."""
        a, b = self.of(one), self.of(other)
        self._up[max(a, b)] = min(a, b)
