"""Origins of a finding: how many parties came to know it by themselves, who they are, why each trail stops, and what would settle what is open.

In: a finding with its claims, the readings, what they say, the lineage. Out: `Origins`. The texts become a graph (`ends`), the graph is counted over
all worlds (`worlds`), the count is put in words (`telling`). A document counts once however often it says it; denials are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Level, Lineage, Link, Mutation, Origin, Origins, Support
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading, Span
from firsthand.trace.ends import Drawn, draw
from firsthand.trace.graphs import Graph
from firsthand.trace.rings import Classes
from firsthand.trace.routes import routes_of
from firsthand.trace.sketch import Holding
from firsthand.trace.speakers import is_body, is_press, party_keys
from firsthand.trace.support import doubts
from firsthand.trace.telling import words_of
from firsthand.trace.worlds import Count, End, count
from firsthand.trace.writings import writing_of

DENYING = frozenset(["denied", "negated"])


class _Same:
    """A value told apart from others by being itself, so that what is worked out of it is worked out once."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@lru_cache(maxsize=2)
def _publishers(readings: _Same) -> Mapping[str, str]:
    """Names of publishers that have one document among the readings, and that document."""
    found: dict[str, list[str]] = {}
    for source, reading in cast(Mapping[str, Reading], readings.value).items():
        for name in party_keys(reading):
            found.setdefault(name, []).append(source)
    return {name: sources[0] for name, sources in found.items() if len(sources) == 1}


@lru_cache(maxsize=2)
def _by_document(lineage: _Same) -> Mapping[str, tuple[Link, ...]]:
    """The links that touch each held document."""
    found: dict[str, list[Link]] = {}
    for link in cast(Lineage, lineage.value).links:
        for end in {link.source, link.to}:
            if not end.startswith(OUTSIDE):
                found.setdefault(end, []).append(link)
    return {d: tuple(links) for d, links in found.items()}


def origins_of(
    finding: Finding,
    claims: Mapping[str, Claim],
    readings: Mapping[str, Reading],
    said: Mapping[str, Said],
    lineage: Lineage,
    level: Level,
    *,
    mutations: Sequence[Mutation] = (),
) -> Origins:
    """The independent origins of a finding among these readings, at one level; claims whose source is not read are left out."""
    mine = [claims[x] for x in finding.supports if x in claims and claims[x].source in readings]
    holdings = _holdings([c for c in mine if c.state not in ("rejected", "withdrawn")])
    links = {d: _by_document(_Same(lineage)).get(d, ()) for d in holdings}
    doubted = doubts(finding, holdings, readings, links, mutations)
    drawn = draw(doubted, readings, said, links, lineage, level, _publishers(_Same(readings)), writing_of(finding.sentence))
    counted = count(drawn.graph)
    ends = _ends_of(counted, drawn, readings)
    against = {claims[x].source for x in finding.contradicts if x in claims} - set(holdings)
    routes, through = routes_of(drawn.graph, [n for e in counted.ends if e.state == "identified" for n in e.nodes])
    found = Origins(
        finding.id,
        level,
        counted.least,
        counted.greatest,
        _support(counted),
        ends,
        routes,
        through,
        counted.undecided,
        counted.exact,
        tuple(sorted(against)),
    )
    return _with_words(found, sorted(holdings), readings)


def _holdings(claims: Sequence[Claim]) -> dict[str, Holding]:
    """For each document where it makes the claim."""
    found: dict[str, list[tuple[Span, Span]]] = {}
    for claim in claims:
        for p in claim.passages:
            passage = Span(p.start, p.end)
            core = claim.amount_at
            inside = core is not None and passage.start <= core.start and core.end <= passage.end
            found.setdefault(claim.source, []).append((passage, core if inside and core else passage))
    return {d: Holding(tuple(p for p, _ in pairs), tuple(c for _, c in pairs)) for d, pairs in found.items()}


def _support(counted: Count) -> Support:
    states = {e.state for e in counted.ends}
    if "identified" in states:
        return "found"
    if "ring" in states and not states & {"unnamed", "bare"}:
        return "ring"
    if states & {"unnamed", "bare", "ring"}:
        return "unsupported"
    return "withdrawn" if "withdrawn" in states else "mutation" if "mutation" in states else "unsupported"


def _ends_of(counted: Count, drawn: Drawn, readings: Mapping[str, Reading]) -> tuple[Origin, ...]:
    """The ends that count, surest first; of several worlds that join ends differently, each node is listed once."""
    reach = _reach(drawn.graph)
    identified = [e for e in counted.ends if e.state == "identified"]
    found: list[Origin] = []
    listed: set[str] = set()
    for end in sorted(counted.ends, key=lambda e: (not e.always, e.state != "identified", not e.access, len(e.nodes), e.nodes)):
        if end.state in ("mutation", "withdrawn") or listed & set(end.nodes):
            continue
        listed |= set(end.nodes)
        sure = end.always and end.state == "identified" and (end.access or len(identified) == 1)
        found.append(_origin(end, drawn, readings, reach, sure))
    return tuple(found)


def _origin(end: End, drawn: Drawn, readings: Mapping[str, Reading], reach: Mapping[str, frozenset[str]], sure: bool) -> Origin:
    name = _name(end, drawn)
    documents = tuple(sorted({d for n in end.nodes for d in reach.get(n, ())}))
    held = name.removesuffix("#own") in readings
    reading = readings.get(name.removesuffix("#own"))
    access = next((drawn.access[n] for n in end.nodes if n in drawn.access), "")
    state = end.state if end.state in ("unnamed", "bare") else "identified" if end.state == "identified" else "bare"
    date = reading.published.text if reading and reading.published else ""
    return Origin(name, documents, _party(name, reading), access, held, date, _why(end.state, access, held), state, sure)  # type: ignore[arg-type]


def _name(end: End, drawn: Drawn) -> str:
    """What an end is called: of the nodes that are one, the identified one that shows how it knew, a held document before a name."""
    if end.state in ("unnamed", "bare", "ring"):
        return f"({end.state})"
    known = {n.id: n for n in drawn.graph.nodes}
    shown = min(
        end.nodes,
        key=lambda n: (
            known[n].state != "identified",
            not known[n].access,
            n.startswith(OUTSIDE),
            -len(n) if n.startswith(OUTSIDE) else 0,
            n,
        ),
    )
    bare = shown.removesuffix("#own")
    quotes = any(e.source == bare and e.to != shown and e.kind == "had" for e in drawn.graph.edges)
    return shown if quotes and not bare.startswith(OUTSIDE) else bare


def _party(name: str, reading: Reading | None) -> str:
    """Who an origin is, as far as a name tells: a body of the state is the party that acts, press and associations are third parties."""
    called = (reading.publisher if reading else name.removeprefix(OUTSIDE)).lower()
    if any(x in called for x in ACTING):
        return "accused"
    if is_press(called) or is_body(called):
        return "third"
    return "unknown"


ACTING = (
    "police",
    "ministry",
    "government",
    "prison",
    "army",
    "court",
    "bureau",
    "公安",
    "警",
    "政府",
    "法院",
    "局",
    "ཉེན་རྟོག",
    "སྲིད་གཞུང",
    "polizei",
    "polizia",
    "policja",
    "polisi",
)


def _why(state: str, access: str, held: bool) -> str:
    """Why the trail stops here, in plain words."""
    if state == "ring":
        return "the documents cite one another in a circle"
    if state == "unnamed":
        return "the text does not name whom it had it from, or names a medium that only passes it on"
    if state == "bare":
        return "the text credits nobody and does not say how it knows"
    if access:
        return f"it came to know it itself (“{access.strip()}”)" + ("" if held else "; its own document is not held here")
    return "it names no further source" if held else "it is named as the source, and its own document is not held here"


def _reach(graph: Graph) -> dict[str, frozenset[str]]:
    """For each node the holders that may have the claim through it."""
    classes_at = {n.id: i for i, n in enumerate(graph.nodes)}
    classes = Classes(len(graph.nodes))
    for e in graph.edges:
        if e.kind == "one" and e.p >= 0.5:
            classes.join(classes_at[e.source], classes_at[e.to])
    back: dict[int, set[int]] = {}
    for e in graph.edges:
        if e.kind == "had" and e.p > 0.05:
            a, b = classes.of(classes_at[e.source]), classes.of(classes_at[e.to])
            back.setdefault(b, set()).add(a)
            if e.p_direction < 0.95:
                back.setdefault(a, set()).add(b)
    at_class: dict[int, set[str]] = {}
    for d in graph.holders:
        at_class.setdefault(classes.of(classes_at[d]), set()).add(d)
    return {n.id: frozenset(_before(classes.of(classes_at[n.id]), back, at_class)) for n in graph.nodes}


def _before(node: int, back: Mapping[int, set[int]], holders: Mapping[int, set[str]]) -> set[str]:
    seen, queue = {node}, [node]
    for x in queue:
        for y in back.get(x, ()):
            if y not in seen:
                seen.add(y)
                queue.append(y)
    return {d for x in seen for d in holders.get(x, ())}


def _with_words(found: Origins, documents: Sequence[str], readings: Mapping[str, Reading]) -> Origins:
    from dataclasses import replace

    names = {
        d: readings[d].publisher or readings[d].title or readings[d].name
        for d in {*documents, *(o.name.removesuffix("#own") for o in found.origins)}
        if d in readings
    }
    return replace(found, words=words_of(found, documents, names))
