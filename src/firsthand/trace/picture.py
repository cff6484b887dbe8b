"""The lineage as a picture: one SVG, readable alone and in grey. Words travel from left to right, from who had them first to who repeats them.

Held sources are filled, named and unheld ones hollow, origins ringed. Copies are thick, quotes and cites thin, cites dotted, what is not certain dashed with its
probability. A family of reprints is one stack, opened by a click (a link to itself: no script). Every mark carries its whole story in its <title>,
and in data-links the ids of the links it belongs to, so that a page can light the links of one sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from firsthand.model.findings import Lineage, Link, Mutation
from firsthand.model.passages import Reading
from firsthand.trace.drawing import drawing
from firsthand.trace.families import drawn, families_of
from firsthand.trace.nodes import HIDDEN, day_of, name_of, when
from firsthand.trace.placing import FULL, LABEL, LONGEST, SHORT, TAG, Node, cut, placed, wide
from firsthand.trace.strokes import IN_PAGE, Leads, Mark, Stroke

DOES = {"copies": "copies", "quotes": "quotes", "cites": "cites", "paraphrases": "rewords", "translates": "translates"}


def svg(
    lineage: Lineage,
    readings: Sequence[Reading],
    *,
    origins: Sequence[str] = (),
    mutations: Sequence[Mutation] = (),
    leads: Leads = IN_PAGE,
) -> str:
    """The picture of a lineage over these sources as an inline <svg>; `origins` are names as Origin.name gives them; `leads`: where marks lead."""
    by_source = {r.source: r for r in readings}
    ringed = {o.partition("#")[0] for o in origins}
    links = [x for x in lineage.links if drawn(x)]
    changed = _changed(links, mutations)
    apart = ringed | {e for x in links if x.id in changed for e in (x.source,)}
    stands_for = families_of(lineage, list(by_source), apart)
    longest = SHORT if len(set(stands_for.values())) > FULL else LONGEST
    marks = _marks(stands_for, by_source, ringed, longest)
    strokes = _strokes(links, stands_for, by_source, {i: _told(ms, longest - 30) for i, ms in changed.items()})
    places = placed(_nodes(marks, strokes, by_source))
    return drawing(marks, strokes, places, by_source, leads)


def _changed(links: Sequence[Link], mutations: Sequence[Mutation]) -> dict[str, list[Mutation]]:
    """The mutations of each link, by its id."""
    between = {(x.source, x.to): x.id for x in links}
    known, out = {x.id for x in links}, defaultdict[str, list[Mutation]](list)
    for m in mutations:
        link = m.link if m.link in known else between.get((m.source, m.to), "")
        if link:
            out[link].append(m)
    return dict(out)


def _marks(stands_for: Mapping[str, str], by_source: Mapping[str, Reading], ringed: set[str], longest: float) -> dict[str, Mark]:
    members = defaultdict[str, list[str]](list)
    for node, head in stands_for.items():
        members[head].append(node)
    return {head: _mark(sorted(nodes, key=lambda n: when(n, by_source)), by_source, ringed, longest) for head, nodes in members.items()}


def _mark(nodes: Sequence[str], by_source: Mapping[str, Reading], ringed: set[str], longest: float) -> Mark:
    first, held = nodes[0], nodes[0] in by_source
    origin = any(n in ringed for n in nodes)
    if len(nodes) == 1:
        r = by_source.get(first)
        facts = [
            name_of(first, by_source),
            f"“{r.title}”" if r and r.title else "",
            "held" if held else "named, not held",
            day_of(first, by_source),
            "an origin" if origin else "",
        ]
        return Mark(first, (first,), cut(name_of(first, by_source), longest, LABEL), " · ".join(f for f in facts if f), held, origin)
    rest = f" and {len(nodes) - 1} more"
    label = cut(name_of(first, by_source), longest - wide(rest, LABEL), LABEL) + rest
    kind = "documents that have it from the same" if held else "sources named by one document each"
    story = f"{len(nodes)} {kind}: " + ", ".join(name_of(n, by_source) for n in nodes)
    return Mark(first, tuple(nodes), label, story, held, origin)


def _strokes(
    links: Sequence[Link], stands_for: Mapping[str, str], by_source: Mapping[str, Reading], changed: Mapping[str, _Told]
) -> list[Stroke]:
    heads = _heads(stands_for, by_source)
    bundles = defaultdict[tuple[str, str, str, bool], list[Link]](list)
    for x in links:
        up, down = heads[x.to], heads[x.source]
        if x.relation == "sibling" and when(up, by_source) > when(down, by_source):
            up, down = down, up
        if up != down:
            bundles[(up, down, "sibling" if x.relation == "sibling" else x.kind, x.settled)].append(x)
    return [_stroke(up, down, xs, by_source, [changed[x.id] for x in xs if x.id in changed]) for (up, down, _, _), xs in bundles.items()]


def _heads(stands_for: Mapping[str, str], by_source: Mapping[str, Reading]) -> dict[str, str]:
    """For each node the first of its family in time, by which the mark goes."""
    members = defaultdict[str, list[str]](list)
    for node, head in stands_for.items():
        members[head].append(node)
    return {n: min(ns, key=lambda m: (when(m, by_source), ns.index(m))) for ns in members.values() for n in ns}


def _stroke(up: str, down: str, links: Sequence[Link], by_source: Mapping[str, Reading], told: Sequence[_Told]) -> Stroke:
    x = links[0]
    sure = max(y.p if y.relation == "sibling" else y.p * y.p_direction for y in links)
    open_ = not any(y.settled for y in links)
    codes = f"{_code(x.to, by_source)} → {_code(x.source, by_source)}" if x.kind == "translates" else ""
    tag = " · ".join(t for t in (codes, f"{sure:.0%}" if open_ else "") if t)
    how = "shares a text of a third with" if x.relation == "sibling" else DOES[x.kind]
    story = [
        f"{name_of(x.source, by_source)} {how} {name_of(x.to, by_source)}" + (f", and {len(links) - 1} more such" if len(links) > 1 else "")
    ]
    story += ["at second hand"] if x.relation == "second_hand" else []
    story += [f"not certain: {sure:.0%}" if open_ else "", *(t.story for t in told)]
    return Stroke(up, down, tuple(links), tag, told[0].label if told else "", " · ".join(s for s in story if s))


class _Told(NamedTuple):
    """What changed on a link, as short as the picture shows it and whole."""

    label: str
    story: str


def _told(mutations: Sequence[Mutation], longest: float) -> _Told:
    more = f" (+{len(mutations) - 1})" if len(mutations) > 1 else ""
    return _Told(cut(_turned(mutations[0]), longest, TAG) + more, " · ".join(_turned(m) for m in mutations))


def _turned(m: Mutation) -> str:
    return f"{m.was or '—'} → {m.became or '—'}".translate(HIDDEN)


def _code(node: str, by_source: Mapping[str, Reading]) -> str:
    return by_source[node].language if node in by_source else "?"


def _nodes(marks: Mapping[str, Mark], strokes: Sequence[Stroke], by_source: Mapping[str, Reading]) -> list[Node]:
    out = []
    for mark in marks.values():
        mine = [s for s in strokes if s.down == mark.key]
        published = by_source[mark.key].published if mark.key in by_source else None
        out.append(
            Node(mark.key, mark.label, published.first() if published else None, sum(s.room for s in mine), tuple(s.up for s in mine))
        )
    return out
