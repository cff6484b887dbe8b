"""Findings, lineage, origins, mutations: what an analyst works with and what the tracing gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model.claims import State
from firsthand.model.passages import Span

LinkKind = Literal["copies", "quotes", "cites", "paraphrases", "translates"]
Relation = Literal["direct", "second_hand", "sibling"]
Level = Literal["so", "said"]
Support = Literal["found", "unsupported", "mutation", "withdrawn", "ring"]
LinkState = Literal["proposed", "accepted", "rejected", "reversed"]
SETTLED_HIGH, SETTLED_LOW = 0.95, 0.05  # a calibrated probability beyond these is as good as decided


@dataclass(frozen=True, slots=True)
class Question:
    """One of the terms of reference that findings answer."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The claims, in any document and any form they took on the way, that say the same thing."""

    id: str
    sentence: str
    supports: tuple[str, ...]  # claim ids
    contradicts: tuple[str, ...] = ()
    question: str = ""
    state: State = "proposed"
    level: Level = "so"
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A source that texts name and nobody holds: id "ext:NAME", what kind it is, every way it is written, others it may be the same as (with p)."""

    id: str
    kind: Literal["person", "body", "document", "unnamed"]
    aliases: tuple[str, ...] = ()
    may_be: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """That `source` had something from `to` (an id, or "ext:NAME"): where in both texts, how sure, which way.

    p: probability that there is such a link; p_direction: that it runs this way, given that there is one (siblings are undirected: 1.0);
    cues: what spoke for the direction, as log-odds; state: proposed, or what a person decided.
    `passages`: further pairs (span here, span there) beyond the main one; span there is None for an unheld source.
    """

    id: str
    source: str
    to: str
    kind: LinkKind
    relation: Relation
    named: bool
    span: Span
    to_span: Span | None = None
    p: float = 1.0
    p_direction: float = 1.0
    cues: tuple[tuple[str, float], ...] = ()
    state: LinkState = "proposed"
    passages: tuple[tuple[Span, Span | None], ...] = ()
    why: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing about it is open: decided by a person, or sure enough both that it is and which way."""
        if self.state != "proposed":
            return True
        return self.p <= SETTLED_LOW or (self.p >= SETTLED_HIGH and (self.relation == "sibling" or self.p_direction >= SETTLED_HIGH))


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything tracing found: the named sources that are not held, and the links; on top, which ends a person said are one, or two."""

    named: tuple[Named, ...]
    links: tuple[Link, ...]
    same: tuple[Same, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """What a person said of two names or documents where it was open whether they are one: `names` is "ONE=OTHER", as it is asked."""

    names: str
    one: bool


@dataclass(frozen=True, slots=True)
class Mutation:
    """What a claim was upstream and what it became on a link: which field, from what to what, of which type (GUIDE codes and ours)."""

    id: str
    source: str
    span: Span
    to: str
    to_span: Span | None
    field: str
    was: str
    became: str
    type: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """An act of coming to know by a party, as the trail gives it.

    name: the source's id where a held document is the origin ("ID#own" where it also quotes), else "ext:NAME", or "(unnamed)", "(bare)";
    documents: the sources that have the claim through it; party: accused, affected, third, unknown; access: how it knew, in its own words;
    held; date; stops_because: why the trail stops there; state: identified, unnamed, bare; sure: it counts in every world.
    """

    name: str
    documents: tuple[str, ...]
    party: str = "unknown"
    access: str = ""
    held: bool = False
    date: str = ""
    stops_because: str = ""
    state: Literal["identified", "unnamed", "bare"] = "identified"
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something a person could settle and what the origins would then be: (answer, least, greatest) for each answer."""

    link: str
    narrows_to: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins a finding has: least in any world, greatest in any world, and who they are."""

    finding: str
    level: Level
    least: int
    greatest: int
    support: Support
    origins: tuple[Origin, ...]
    routes: int = 0
    through: tuple[str, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    exact: bool = True  # every world was looked at; False: a safe outer interval
    denials: tuple[str, ...] = ()  # sources that only deny it
    words: str = ""
