"""Which ends of trails are one party: a body and what it published, names that tracing or their sounds make one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from firsthand.model.findings import SETTLED_LOW, Lineage, Same
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading
from firsthand.trace.naming import key_of
from firsthand.trace.sketch import Drawing
from firsthand.trace.sounds import SAME as SOUNDS_SAME
from firsthand.trace.sounds import may_be_one, script
from firsthand.trace.speakers import party_keys


def join_parties(drawing: Drawing, readings: Mapping[str, Reading], lineage: Lineage) -> None:
    """Join ends that are one party: a body and what it published, names that may be one, names that sound alike in different scripts."""
    onward = {e.source for e in drawing.edges.values() if e.kind == "had"}
    ends = [name for name, node in drawing.nodes.items() if node.state == "identified" and name not in onward]
    called = {name: _names_of(name, readings) for name in ends}
    by_key: dict[str, list[str]] = {}
    for name in ends:
        for key in called[name][1]:
            by_key.setdefault(key, []).append(name)
    for same in by_key.values():
        for other in same[1:]:
            drawing.one(same[0], other)
    for named in lineage.named:
        for other, p in named.may_be:
            if named.id in drawing.nodes and other in drawing.nodes:
                drawing.one(named.id, other, p)
    _own_pages(drawing, ends, called, readings)
    _across_scripts(drawing, {name: shown for name, (shown, _) in called.items()})


def settle_parties(drawing: Drawing, said: Sequence[Same]) -> None:
    """What a person said of two ends stands in place of what names, words and sounds make likely."""
    for pair in said:
        known = [key for key, e in drawing.edges.items() if e.id == pair.names and e.kind == "one"]
        for key in known:
            drawing.edges[key] = replace(drawing.edges[key], p=1.0)
            if not pair.one:
                del drawing.edges[key]
        one, _, other = pair.names.partition("=")
        if pair.one and not known and one in drawing.nodes and other in drawing.nodes:
            drawing.one(one, other, name=pair.names)


def _own_pages(
    drawing: Drawing, ends: Sequence[str], called: Mapping[str, tuple[str, frozenset[str]]], readings: Mapping[str, Reading]
) -> None:
    """A body that is cited, with nothing to show how it knew, and whose own page here has the claim from others, has it from them too."""
    pages: dict[str, list[str]] = {}
    for d in sorted(drawing.nodes):
        if d in readings and d not in ends:
            for key in party_keys(readings[d]):
                pages.setdefault(key, []).append(d)
    for name in ends:
        own = {d for key in called[name][1] for d in pages.get(key, ())}
        own = own or {d for xs in pages.values() for d in xs if may_be_one(called[name][0], readings[d].publisher) == SOUNDS_SAME}
        if name.startswith(OUTSIDE) and not drawing.nodes[name].access and len(own) == 1:
            drawing.one(name, own.pop())


def _names_of(node: str, readings: Mapping[str, Reading]) -> tuple[str, frozenset[str]]:
    """What an end is called for people, and the keys of its names."""
    bare = node.removesuffix("#own")
    if bare in readings:
        return readings[bare].publisher, party_keys(readings[bare])
    shown = bare.removeprefix(OUTSIDE)
    return shown, frozenset([key_of(shown)])


def _across_scripts(drawing: Drawing, shown: Mapping[str, str]) -> None:
    """Names in different scripts: one where they sound alike; open where the letters do not tell and neither sounds like another."""
    pairs = [(a, b, may_be_one(shown[a], shown[b])) for a, b in combinations(sorted(shown), 2) if script(shown[a]) != script(shown[b])]
    matched = {x for a, b, p in pairs if p == SOUNDS_SAME for x in (a, b)}
    for a, b, p in pairs:
        if p == SOUNDS_SAME or (p > SETTLED_LOW and a not in matched and b not in matched):
            drawing.one(a, b, p)
