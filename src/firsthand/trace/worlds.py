"""How many independent origins a claim can have, given everything that is undecided: the abstract core, without texts.

In: a graph of who had the claim from whom. Out: the fewest identified origins in any world and the most origins of any kind, with the ends of the
trails. A *world* settles everything undecided: is there a link, which way does it run, are two one, does a doubtful source hold the claim. In one
world the origins are the last strongly connected parts of the graph that the holders of the claim lead to.

- A part of one node counts by its state: identified, unnamed, bare; one born by mutation or withdrawn counts nowhere. A part of several is a
  closed ring: it adds to the greatest only.
- Not finding a link is no evidence of independence. Beyond the first, an identified end adds to the least only with a positive sign of its own
  access (`access`; a person's decision is such a sign).
- Words cannot be copied in a circle: a world in which links that carry words close a ring is impossible and left out, unless nothing else is left.

Parts of the graph that share nothing are counted apart and added. A part with more than WORLDS worlds is enclosed by `bounds.outer`, safely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from firsthand.model.findings import Undecided
from firsthand.trace.bounds import outer, possible_ends
from firsthand.trace.graphs import VOID, Answer, Graph, Part, State, parts_of, strongest
from firsthand.trace.rings import Classes, last_parts, strong_parts

WORLDS = 4096  # a dozen undecided things with two answers each
ASKED = 60  # of how many undecided things of a part too large to enumerate it is worked out what deciding them would do


@dataclass(frozen=True, slots=True)
class Tally:
    """What all worlds of a part have in common: fewest identified ends with own access, whether some world has no identified end, most ends."""

    access: int
    none_identified: bool
    most: int

    def over(self, other: Tally) -> Tally:
        """The tally of the worlds of both."""
        return Tally(min(self.access, other.access), self.none_identified or other.none_identified, max(self.most, other.most))


@dataclass(frozen=True, slots=True)
class End:
    """Where trails end in some world: the nodes that are one there, the state, whether it is so in every world."""

    nodes: tuple[str, ...]
    state: str  # identified, unnamed, bare, mutation, withdrawn, ring
    always: bool
    access: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Least and greatest over all worlds, the ends met in any of them, and whether every world was looked at."""

    least: int
    greatest: int
    ends: tuple[End, ...]
    exact: bool
    undecided: tuple[Undecided, ...] = ()


@dataclass(frozen=True, slots=True)
class _World:
    """One world of a part: its last parts as (numbers of the nodes, state, access)."""

    ends: tuple[tuple[tuple[int, ...], str, bool], ...]

    def tally(self) -> Tally:
        """This world alone."""
        identified = [x for x in self.ends if x[1] == "identified"]
        counted = [x for x in self.ends if x[1] not in ("mutation", "withdrawn")]
        return Tally(sum(x[2] for x in identified), not identified, len(counted))


@dataclass(frozen=True, slots=True)
class _Counted:
    """A part counted: its tally, its ends, and for each undecided thing what each answer would make of the tally."""

    tally: Tally
    ends: tuple[End, ...]
    exact: bool
    asked: tuple[tuple[str, tuple[tuple[str, Tally], ...]], ...] = ()


def count(graph: Graph) -> Count:
    """Least and greatest number of independent origins of the claim that `graph.holders` hold, over all worlds."""
    counted = [_counted(part) for part in parts_of(graph)]
    least, greatest = _together([x.tally for x in counted])
    ends = tuple(sorted((end for x in counted for end in x.ends), key=lambda e: e.nodes))
    return Count(least, greatest, ends, all(x.exact for x in counted), _asked(counted))


def _together(tallies: list[Tally]) -> tuple[int, int]:
    """Least and greatest of parts that share nothing: any world of one goes with any world of the other."""
    access = sum(x.access for x in tallies)
    least = max(access, 0 if all(x.none_identified for x in tallies) else 1)
    return least, sum(x.most for x in tallies)


def _asked(counted: list[_Counted]) -> tuple[Undecided, ...]:
    """Everything undecided with the interval after each answer, what narrows most first; what narrows nothing is left out."""
    now = _together([x.tally for x in counted])
    found: list[tuple[float, Undecided]] = []
    for i, part in enumerate(counted):
        rest = [x.tally for j, x in enumerate(counted) if j != i]
        for name, answers in part.asked:
            to = tuple((label, *_together([*rest, tally])) for label, tally in answers)
            width = sum(high - low for _, low, high in to) / len(to)
            if any((low, high) != now for _, low, high in to):
                found.append((width, Undecided(name, to)))
    return tuple(x for _, x in sorted(found, key=lambda pair: (pair[0], pair[1].link)))


def _counted(part: Part) -> _Counted:
    if prod(len(x.answers) for x in part.things) > WORLDS:
        return _enclosed(part)
    worlds = list(_worlds(part))
    tally = _over([world.tally() for _, world in worlds])
    asked = []
    for i, thing in enumerate(part.things):
        by_answer = [(answer.label, [w.tally() for chosen, w in worlds if chosen[i] is answer]) for answer in thing.answers]
        asked.append((thing.id, tuple((label, _over(tallies)) for label, tallies in by_answer if tallies)))
    return _Counted(tally, _ends(part, [w for _, w in worlds]), True, tuple(asked))


def _over(tallies: list[Tally]) -> Tally:
    whole = tallies[0]
    for one in tallies[1:]:
        whole = whole.over(one)
    return whole


def _worlds(part: Part) -> Iterator[tuple[tuple[Answer, ...], _World]]:
    """Every possible world with the answers that make it; all of them where none is possible."""
    choices = list(product(*(thing.answers for thing in part.things)))
    possible = [x for x in choices if not _words_in_a_ring(part, x)]
    for chosen in possible or choices:
        yield chosen, _world(part, chosen)


def _words_in_a_ring(part: Part, chosen: tuple[Answer, ...]) -> bool:
    onward: list[list[int]] = [[] for _ in part.nodes]
    for a, b, words in (*part.had, *(x for answer in chosen for x in answer.had)):
        if words:
            onward[a].append(b)
    return any(len(x) > 1 for x in strong_parts(range(len(part.nodes)), onward))


def _world(part: Part, chosen: tuple[Answer, ...]) -> _World:
    gone = {*part.gone, *(x for answer in chosen for x in answer.gone)}
    classes = Classes(len(part.nodes))
    for a, b in (*part.one, *(x for answer in chosen for x in answer.one)):
        if a not in gone and b not in gone:
            classes.join(a, b)
    members: dict[int, list[int]] = {}
    for node in range(len(part.nodes)):
        members.setdefault(classes.of(node), []).append(node)
    state: dict[int, State] = {
        c: "mutation" if c in gone else strongest(part.nodes[x].state for x in inside) for c, inside in members.items()
    }
    onward: list[list[int]] = [[] for _ in part.nodes]
    for a, b, _ in (*part.had, *(x for answer in chosen for x in answer.had)):
        from_, to = classes.of(a), classes.of(b)
        if from_ != to and a not in gone and state[from_] not in VOID:
            onward[from_].append(to)
    starts = {classes.of(x) for x in part.holders}
    ends = []
    for last in last_parts(starts, onward):
        inside = tuple(x for c in last for x in members[c])
        kind = state[last[0]] if len(last) == 1 else "ring"
        ends.append((inside, kind, any(part.nodes[x].access for x in inside)))
    return _World(tuple(ends))


def _ends(part: Part, worlds: list[_World]) -> tuple[End, ...]:
    """The ends of all worlds; those that are always there, and never one with another, are `always`."""
    met: dict[tuple[int, ...], list[tuple[str, bool]]] = {}
    for world in worlds:
        for nodes, state, access in world.ends:
            met.setdefault(nodes, []).append((state, access))
    ends = []
    for nodes, seen in met.items():
        state = max((s for s, _ in seen), key=lambda s: sum(x == s for x, _ in seen))
        names = tuple(sorted(name for x in nodes for name in part.nodes[x].names))
        ends.append(End(names, state, len(seen) == len(worlds), any(a for _, a in seen)))
    return tuple(ends)


def _enclosed(part: Part) -> _Counted:
    """A part with too many worlds: safe bounds, and what deciding each of its first ASKED things would make of them."""
    asked = []
    for thing in part.things[:ASKED]:
        answers = tuple((answer.label, outer(part.decided(thing.id, answer))) for answer in thing.answers)
        asked.append((thing.id, tuple((label, Tally(*bounds)) for label, bounds in answers)))
    ends = tuple(End(part.nodes[x].names, part.nodes[x].state, False, part.nodes[x].access) for x in possible_ends(part))
    return _Counted(Tally(*outer(part)), ends, False, tuple(asked))


def said(graph: Graph) -> Graph:
    """The graph of the level *said*: who heard the speaker is an origin, so that a link by hearing ends at the hearer's own act of hearing."""
    edges, nodes = [], list(graph.nodes)
    for edge in graph.edges:
        if edge.heard:
            heard = f"{edge.source}#heard"
            nodes.append(replace(graph.node(edge.source), id=heard, state="identified", access=True, p_holds=1.0))
            edges.append(replace(edge, to=heard))
        else:
            edges.append(edge)
    return Graph(tuple({x.id: x for x in nodes}.values()), tuple(edges), graph.holders)
