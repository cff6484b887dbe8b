"""Safe bounds for a part of the claim graph with too many worlds to enumerate: no world lies outside them.

Most ends. Follow settled links from any node of a last part: one stays inside it (nothing leaves it), so it holds a last part of the graph of settled
links alone. Last parts of one world are disjoint. Hence no world has more ends than the settled graph has last parts that some world can reach.

Fewest ends. Take the groups of nodes that some world could make one. A group of which no node can ever lead on, be withdrawn or fall silent, and that
settled links reach from a holder through nodes that cannot be withdrawn either, is a last part (or several) in every world; it is identified if one of its nodes is. Such groups are disjoint.
Deciding anything never loosens either bound: it takes possible links away or turns them into settled ones.
"""

from __future__ import annotations

from firsthand.trace.graphs import VOID, Had, Part
from firsthand.trace.rings import Classes, last_parts, reached


def outer(part: Part) -> tuple[int, bool, int]:
    """(least ends with own access, whether a world without an identified end is not excluded, most ends): bounds over all worlds of the part."""
    groups = _steadfast(part)
    access = sum(any(part.nodes[x].access and part.nodes[x].state == "identified" for x in reached_) for reached_ in groups)
    identified = any(part.nodes[x].state == "identified" for reached_ in groups for x in reached_)
    return access, not identified, len(_settled_ends(part))


def possible_ends(part: Part) -> list[int]:
    """Nodes that may be an end in some world, one for each that the bound on the most ends counts."""
    return [min(x) for x in _settled_ends(part)]


def _doubtful(part: Part) -> set[int]:
    """Nodes that may turn out not to say it."""
    return {x for thing in part.things for answer in thing.answers for x in answer.gone} | set(part.gone)


def _possible(part: Part) -> tuple[list[Had], list[tuple[int, int]]]:
    had = [*part.had, *(x for thing in part.things for answer in thing.answers for x in answer.had)]
    one = [*part.one, *(x for thing in part.things for answer in thing.answers for x in answer.one)]
    return had, one


def _onward(part: Part, classes: Classes, had: list[Had]) -> list[list[int]]:
    onward: list[list[int]] = [[] for _ in part.nodes]
    for a, b, _ in had:
        if classes.of(a) != classes.of(b):
            onward[classes.of(a)].append(classes.of(b))
    return onward


def _settled_ends(part: Part) -> list[list[int]]:
    """Last parts of the settled graph that some world can reach and that are not void, as numbers of nodes."""
    doubtful = _doubtful(part)
    had, one = _possible(part)
    every = Classes(len(part.nodes))
    for a, b in one:
        every.join(a, b)
    holders = {x for x in part.holders if x not in part.gone}
    seen = reached({every.of(x) for x in holders}, _onward(part, every, had))
    sure = Classes(len(part.nodes))
    for a, b in part.one:
        if a not in doubtful and b not in doubtful:
            sure.join(a, b)
    void = {sure.of(x) for x in range(len(part.nodes)) if part.nodes[x].state in VOID or x in part.gone}
    settled = [x for x in part.had if x[0] not in doubtful and sure.of(x[0]) not in void]
    starts = {sure.of(x) for x in range(len(part.nodes)) if every.of(x) in seen}
    return [last for last in last_parts(starts, _onward(part, sure, settled)) if not void & set(last)]


def _steadfast(part: Part) -> list[list[int]]:
    """For each group that is an end in every world: those of its nodes that settled links reach."""
    doubtful = _doubtful(part)
    had, one = _possible(part)
    groups = Classes(len(part.nodes))
    for a, b in one:
        groups.join(a, b)
    onward: list[list[int]] = [[] for _ in part.nodes]
    void = {groups.of(x) for x in range(len(part.nodes)) if part.nodes[x].state in VOID}
    for a, b, _ in part.had:
        if a not in doubtful and b not in doubtful and groups.of(a) not in void:
            onward[a].append(b)
    surely = reached({x for x in part.holders if x not in doubtful}, onward)
    loose = {groups.of(a) for a, _, _ in had} | {
        groups.of(x) for x in range(len(part.nodes)) if x in doubtful or part.nodes[x].state in VOID
    }
    found: dict[int, list[int]] = {}
    for node in sorted(surely):
        if groups.of(node) not in loose:
            found.setdefault(groups.of(node), []).append(node)
    return list(found.values())
