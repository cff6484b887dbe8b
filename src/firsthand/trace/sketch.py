"""A claim graph while it is drawn, and what it is drawn from: where documents make the claim."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from firsthand.model.passages import Span
from firsthand.trace.graphs import Edge, Node, State


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a document makes the claim: passages, and in each the words that tell it apart; p: whether it makes it at all."""

    passages: tuple[Span, ...]
    cores: tuple[Span, ...]
    p: float = 1.0


@dataclass
class Drawing:
    """The graph while it is drawn."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)

    def node(self, name: str, state: State = "bare", sign: str = "") -> None:
        """Put a node in, or learn more of one: a better state, a sign of access."""
        rank = {"identified": 2, "unnamed": 1, "bare": 0}
        known = self.nodes.get(name, Node(name))
        better = state if rank.get(state, 3) > rank.get(known.state, 3) else known.state
        self.nodes[name] = replace(known, state=better, access=known.access or bool(sign))
        if sign:
            self.access.setdefault(name, sign)

    def edge(self, source: str, to: str, carries: Literal["words", "credit"] = "credit", p: float = 1.0) -> None:
        """Say that source had it from `to`, with probability p."""
        if source != to:
            self.put(Edge(f"{source}>{to}", source, to, p, carries=carries))

    def one(self, a: str, b: str, p: float = 1.0, name: str = "") -> None:
        """Say that two are one."""
        if a != b:
            self.put(Edge(name or f"{min(a, b)}={max(a, b)}", a, b, p, kind="one"))

    def put(self, edge: Edge) -> None:
        """Put an edge in; both ends become nodes."""
        self.nodes.setdefault(edge.source, Node(edge.source))
        self.nodes.setdefault(edge.to, Node(edge.to))
        known = self.edges.get(edge.id)
        if known is None or known.p < edge.p:
            self.edges[edge.id] = edge
