"""Who is drawn as one: reprints of one text and siblings fold into a stack, sources that one text alone names fold into one mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.findings import Lineage, Link
from firsthand.model.names import is_outside
from firsthand.trace.placing import FULL

SMALL = 24  # nodes: a picture of so few is not folded but for families of FEW and more
FEW = 4
CROWDED = 20  # named sources: more than these fold


def families_of(lineage: Lineage, sources: Sequence[str], kept_apart: Iterable[str]) -> dict[str, str]:
    """For each node (a source's id or "ext:NAME") the node that stands for it in the picture, itself when it stands alone.

    `kept_apart` are never folded: origins, and documents on whose links something changed.
    """
    links = [x for x in lineage.links if drawn(x)]
    apart, nodes = set(kept_apart), dict.fromkeys([*sources, *(e for x in links for e in (x.source, x.to))])
    out = {n: n for n in nodes}
    groups = [g for g in _copied(links, apart) if len(g) >= (2 if len(nodes) > SMALL else FEW)]
    named = [n for n in nodes if is_outside(n) and n not in apart]
    if len(named) > CROWDED:
        groups += [g for g in _named_once(links, named) if len(g) > 1]
    for group in groups:
        out.update(dict.fromkeys(group, group[0]))
    if len(set(out.values())) > FULL:  # then documents fold too on which nobody leans and that lean on the same
        for group in _leaning_alike(links, out, apart):
            out.update(dict.fromkeys(group, group[0]))
    return out


def drawn(link: Link) -> bool:
    """Whether a link is drawn at all: not when a person or the figures rejected it."""
    return link.state != "rejected" and link.p > 0.05


def _copied(links: Sequence[Link], apart: set[str]) -> list[list[str]]:
    """Documents that copy one text for sure, each with those that copy from them, and documents that share one text of a third."""
    root = {x.source: x.to for x in links if x.kind == "copies" and x.relation == "direct" and x.settled and not is_outside(x.source)}
    groups: dict[str, list[str]] = defaultdict(list)
    for node in root:
        if node not in apart:
            groups[_top(node, root, apart)].append(node)
    taken = {n for g in groups.values() for n in g}
    pairs = [(x.source, x.to) for x in links if x.relation == "sibling" and x.settled and not {x.source, x.to} & (apart | taken)]
    return [*groups.values(), *_joined(pairs)]


def _top(node: str, root: Mapping[str, str], apart: set[str]) -> str:
    seen = {node}
    while node in root and root[node] not in seen and (len(seen) == 1 or node not in apart):
        node = root[node]
        seen.add(node)
    return node


def _leaning_alike(links: Sequence[Link], out: Mapping[str, str], apart: set[str]) -> list[list[str]]:
    """Documents that stand alone, on which nobody leans, grouped by what they lean on."""
    leant_on, family = {x.to for x in links}, set(n for n, head in out.items() if n != head) | {h for n, h in out.items() if n != h}
    ups: dict[str, set[str]] = defaultdict(set)
    for x in links:
        ups[x.source].add(out[x.to])
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for n, up in ups.items():
        if n not in leant_on | apart | family:
            groups[frozenset(up)].append(n)
    return [g for g in groups.values() if len(g) > 1]


def _joined(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected groups of an undirected graph, in order of first sight."""
    group: dict[str, list[str]] = {}
    for a, b in pairs:
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not other:
            one += other
            group.update(dict.fromkeys(other, one))
    return list({id(g): g for g in group.values()}.values())


def _named_once(links: Sequence[Link], named: Sequence[str]) -> list[list[str]]:
    """Named sources that one document alone names, grouped by that document; all such in one group when there are too many groups."""
    by: dict[str, set[str]] = defaultdict(set)
    for x in links:
        by[x.to].add(x.source)
        by[x.source].add(x.to)
    groups: dict[str, list[str]] = defaultdict(list)
    for n in named:
        if len(by[n]) == 1:
            groups[next(iter(by[n]))].append(n)
    single = sum(len(g) == 1 for g in groups.values())
    if len(groups) > CROWDED or single > CROWDED:
        return [[n for g in groups.values() for n in g]]
    return list(groups.values())
