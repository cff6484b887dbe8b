"""Routes: how many ways that share no document lead from those who say it to its origins, and the one source that all of them pass.

A figure of its own beside the number of origins: nine reprints of one dispatch have one origin and one route. Routes are counted over the links that
are more likely than not; an origin may end any number of them. (Menger 1927, by augmenting paths in the graph with every node split in two.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.trace.graphs import Graph

LIKELY = 0.5
_Place = tuple[str, str]  # (node, "in" or "out")
_START, _GOAL = ("", "start"), ("", "goal")


def routes_of(graph: Graph, ends: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The most routes from the holders to `ends` that share no document between, and the sources that each route passes."""
    onward, goal = _onward(graph), set(ends)
    starts = [x for x in graph.holders if x not in goal and onward.get(x)]
    if not starts:
        return len(goal & set(graph.holders)), ()
    left = _capacity(starts, onward, goal)
    count = 0
    while (path := _path(left)) is not None:
        count += 1
        for a, b in zip(path, path[1:], strict=False):
            left[a].remove(b)
            left.setdefault(b, []).append(a)
    inner = sorted({x for xs in onward.values() for x in xs} - goal)
    return count, tuple(x for x in inner if count == 1 and len(starts) > 1 and not _reaches(starts, onward, goal, x))


def _onward(graph: Graph) -> dict[str, list[str]]:
    """Links more likely than not, by where they start; nodes that are surely one share their links."""
    onward: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.kind == "had" and edge.p >= LIKELY:
            source, to = (edge.source, edge.to) if edge.p_direction >= LIKELY else (edge.to, edge.source)
            onward.setdefault(source, []).append(to)
    return onward


def _capacity(starts: Sequence[str], onward: Mapping[str, Sequence[str]], goal: set[str]) -> dict[_Place, list[_Place]]:
    left: dict[_Place, list[_Place]] = {_START: [(x, "in") for x in starts]}
    for node in {*starts, *onward, *(x for xs in onward.values() for x in xs)} - goal:
        left[node, "in"] = [(node, "out")]
        left[node, "out"] = [_GOAL if x in goal else (x, "in") for x in onward.get(node, ())]
    return left


def _path(left: Mapping[_Place, Sequence[_Place]]) -> list[_Place] | None:
    """A way from start to goal over what capacity is left, shortest first."""
    came: dict[_Place, _Place] = {_START: _START}
    queue = [_START]
    for place in queue:
        for to in left.get(place, ()):
            if to not in came:
                came[to] = place
                queue.append(to)
    if _GOAL not in came:
        return None
    path = [_GOAL]
    while path[-1] != _START:
        path.append(came[path[-1]])
    return path[::-1]


def _reaches(starts: Sequence[str], onward: Mapping[str, Sequence[str]], goal: set[str], without: str) -> bool:
    queue = [x for x in starts if x != without]
    seen = set(queue)
    for node in queue:
        for to in onward.get(node, ()):
            if to in goal:
                return True
            if to not in seen and to != without:
                seen.add(to)
                queue.append(to)
    return False
