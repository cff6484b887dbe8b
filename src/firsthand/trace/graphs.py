"""The claim graph: who had one claim from whom, and its parts made ready for counting.

`Graph` is what `ends` draws from texts and what the golden cases write by hand. `parts_of` gives the pieces that share nothing, with what is settled
folded together and every undecided thing as a list of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from firsthand.model.findings import SETTLED_HIGH, SETTLED_LOW
from firsthand.trace.rings import Classes

State = Literal["identified", "unnamed", "bare", "mutation", "withdrawn"]
_ORDER: tuple[State, ...] = ("withdrawn", "mutation", "identified", "unnamed", "bare")
VOID: tuple[State, ...] = ("withdrawn", "mutation")  # gives no support


@dataclass(frozen=True, slots=True)
class Node:
    """A document's holding of the claim, its own knowledge ("ID#own"), or a source it names.

    state: what it is where no link leads on from it; access: positive signs that it came to know by itself; p_holds: whether it says this at all.
    """

    id: str
    state: State = "bare"
    access: bool = False
    p_holds: float = 1.0


@dataclass(frozen=True, slots=True)
class Edge:
    """`had`: source had it from `to`; `one`: the two are one (siblings, two names of one).

    p: probability of it; p_direction: that it runs this way, given that there is one; carries: words (which cannot run in a circle) or a credit;
    heard: the source heard `to` say it.
    """

    id: str
    source: str
    to: str
    p: float = 1.0
    p_direction: float = 1.0
    kind: Literal["had", "one"] = "had"
    carries: Literal["words", "credit"] = "credit"
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Who had the claim from whom; `holders` are the documents that say it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    holders: tuple[str, ...]

    def node(self, name: str) -> Node:
        """The node of this name; raises KeyError."""
        for node in self.nodes:
            if node.id == name:
                return node
        raise KeyError(name)


Had = tuple[int, int, bool]  # from, to, carries words


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to settle a thing: its word, the links it makes, the nodes it makes one, the nodes that then do not say it."""

    label: str
    had: tuple[Had, ...] = ()
    one: tuple[tuple[int, int], ...] = ()
    gone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """Something undecided and its answers, at least two."""

    id: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Nodes that are surely one, as one."""

    names: tuple[str, ...]
    state: State
    access: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the graph that shares nothing with the rest, by numbers: settled links, what is undecided, who holds the claim."""

    nodes: tuple[Folded, ...]
    had: tuple[Had, ...]
    one: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    things: tuple[Thing, ...]
    holders: tuple[int, ...]

    def decided(self, thing: str, answer: Answer) -> Part:
        """The part once this thing is settled so."""
        rest = tuple(x for x in self.things if x.id != thing)
        return replace(self, had=self.had + answer.had, one=self.one + answer.one, gone=self.gone + answer.gone, things=rest)


def strongest(states: Iterable[State]) -> State:
    """What several nodes are that are one: withdrawn if one of them withdrew, else what is known best."""
    return min(states, key=_ORDER.index)


def _open(p: float) -> bool:
    return SETTLED_LOW < p < SETTLED_HIGH


def parts_of(graph: Graph) -> tuple[Part, ...]:
    """The pieces of the graph that hold the claim, in the order of their first holder's name."""
    nodes = {x.id: x if x.p_holds > SETTLED_LOW else replace(x, state="mutation", p_holds=1.0) for x in graph.nodes}
    silent = {x.id for x in graph.nodes if x.p_holds <= SETTLED_LOW}
    edges = [e for e in graph.edges if e.p > SETTLED_LOW and not (e.kind == "one" and silent & {e.source, e.to})]
    names = sorted(nodes)
    at = {name: i for i, name in enumerate(names)}
    together = Classes(len(names))
    for edge in edges:
        together.join(at[edge.source], at[edge.to])
    pieces: dict[int, list[str]] = {}
    for name in names:
        pieces.setdefault(together.of(at[name]), []).append(name)
    by_piece: dict[int, list[Edge]] = {}
    for edge in edges:
        by_piece.setdefault(together.of(at[edge.source]), []).append(edge)
    holders = set(graph.holders)
    return tuple(
        _part([nodes[x] for x in inside], by_piece.get(key, []), holders & set(inside))
        for key, inside in pieces.items()
        if holders & set(inside)
    )


def _part(nodes: list[Node], edges: list[Edge], holders: set[str]) -> Part:
    number = {x.id: i for i, x in enumerate(nodes)}
    doubtful = {x.id for x in nodes if _open(x.p_holds)}
    sure = Classes(len(nodes))
    for edge in edges:
        if edge.kind == "one" and not _open(edge.p) and not doubtful & {edge.source, edge.to}:
            sure.join(number[edge.source], number[edge.to])
    roots = sorted({sure.of(i) for i in range(len(nodes))})
    at = {x.id: roots.index(sure.of(i)) for x, i in zip(nodes, range(len(nodes)), strict=True)}
    inside: list[list[Node]] = [[] for _ in roots]
    for node in nodes:
        inside[at[node.id]].append(node)
    folded = tuple(Folded(tuple(x.id for x in xs), strongest(x.state for x in xs), any(x.access for x in xs)) for xs in inside)
    had: list[Had] = []
    one: list[tuple[int, int]] = []
    things = [Thing(x.id, (Answer("holds"), Answer("does not hold", gone=(at[x.id],)))) for x in nodes if x.id in doubtful]
    for name, together in groupby(sorted(edges, key=lambda e: e.id), key=lambda e: e.id):
        answers = _decided_together([_answers(edge, at) for edge in together])
        if len(answers) > 1:
            things.append(Thing(name, answers))
        else:
            had += answers[0].had
            one += answers[0].one
    return Part(folded, tuple(dict.fromkeys(had)), tuple(dict.fromkeys(one)), (), tuple(things), tuple(sorted({at[x] for x in holders})))


def _decided_together(each: Sequence[tuple[Answer, ...]]) -> tuple[Answer, ...]:
    """The answers of edges that stand or fall together: what each of them makes of the same answer."""
    joined = []
    for answer in max(each, key=len):
        same = [x for answers in each for x in answers if x.label == answer.label]
        joined.append(replace(answer, had=tuple(h for x in same for h in x.had), one=tuple(o for x in same for o in x.one)))
    return tuple(joined)


def _answers(edge: Edge, at: dict[str, int]) -> tuple[Answer, ...]:
    """Every way to settle an edge; one only where it is settled."""
    a, b, words = at[edge.source], at[edge.to], edge.carries == "words"
    if a == b:
        return (Answer("is"),)
    found = []
    if edge.p < SETTLED_HIGH:
        found.append(Answer("is not"))
    if edge.kind == "one":
        return (*found, Answer("is", one=((a, b),)))
    if edge.p_direction > SETTLED_LOW:
        found.append(Answer(f"{edge.source} from {edge.to}", had=((a, b, words),)))
    if edge.p_direction < SETTLED_HIGH:
        found.append(Answer(f"{edge.to} from {edge.source}", had=((b, a, words),)))
    return tuple(found)
