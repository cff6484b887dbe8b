"""Where everything of the lineage picture stands: time from left to right, in lanes, so that no label lies on another."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import log2

WIDTH = 1160  # units of the drawing; text is LABEL or TAG units high
LABEL, TAG = 12.5, 11.0
BAND = 250  # the band at the left edge, for what has no date
BAND_X, FIRST_X, LAST_X = 46, 340, 950
TOP = 66  # height of the first lane
LANE, LANE_WITH_CHANGES = 34, 43  # distance between lanes; more where words stand under the lines
DOT = 6
LONGEST, SHORT = 190, 105  # a label is cut to this width; to the shorter where there are more than FULL marks
FULL = 60


@dataclass(frozen=True, slots=True)
class Node:
    """What is to be placed: its key, label, first possible day of publication, widths of what stands under its links, and what lies upstream."""

    key: str
    label: str
    day: date | None
    tags: float
    upstream: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: centre of its dot, and its lane."""

    x: float
    y: float
    lane: int


@dataclass
class _Lanes:
    """What is taken in each lane: labels above the line, tags below it, dots on it."""

    labels: dict[int, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    dots: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def free(self, lane: int, node: Node, x: float) -> bool:
        return _clear(self.labels[lane], _above(node, x)) and _clear(self.tags[lane], _below(node, x))

    def take(self, lane: int, node: Node, x: float) -> None:
        self.labels[lane].append(_above(node, x))
        self.tags[lane].append(_below(node, x))
        self.dots[lane].append(x)


def _above(node: Node, x: float) -> tuple[float, float]:
    return x - DOT - 8, x + max(wide(node.label, LABEL), 2 * DOT) + 12


def _below(node: Node, x: float) -> tuple[float, float]:
    return (x - DOT - 6, x + node.tags + 24) if x < BAND else (x - node.tags - 26, x + DOT + 6)


def _clear(taken: Sequence[tuple[float, float]], wanted: tuple[float, float]) -> bool:
    return all(b <= wanted[0] or a >= wanted[1] for a, b in taken)


def wide(words: str, size: float) -> float:
    """About how wide words are at this size, rather too wide than too narrow: em for East Asian, nothing for marks above and below."""
    return size * sum(
        0
        if unicodedata.combining(c)
        else 1.02
        if unicodedata.east_asian_width(c) in "WF"
        else 0.7
        if c.isupper() or "\u0f00" <= c <= "\u0fff"
        else 0.57
        for c in words
    )


def cut(words: str, most: float, size: float) -> str:
    """Words that fit `most` units, with … where they were cut."""
    words = " ".join(words.split())
    if wide(words, size) <= most:
        return words
    while words and wide(words + "…", size) > most:
        words = words[:-1]
    return words.rstrip(" ,;:·་") + "…"


def days_placed(days: Sequence[date]) -> dict[date, float]:
    """Where each day stands: in order, long gaps shortened (a gap of n days is 1 + log2(1 + n) wide), days of many documents with more room."""
    ordered, many = sorted(set(days)), Counter(days)
    at = [0.0]
    for before, after in pairwise(ordered):
        at.append(at[-1] + log2(1 + (after - before).days) + many[before])
    scale = min((LAST_X - FIRST_X) / at[-1], 60) if at[-1] else 0
    return {d: FIRST_X + a * scale for d, a in zip(ordered, at, strict=False)}


def placed(nodes: Sequence[Node]) -> dict[str, Place]:
    """A place for each node: dated ones in lanes near what lies upstream of them, undated ones in the band, each beside what it leads to."""
    xs = days_placed([n.day for n in nodes if n.day])
    lanes, lane_of = _Lanes(), dict[str, int]()
    at = {n.key: xs[n.day] if n.day else float(BAND_X) for n in nodes}
    order = _order(nodes)
    for node in order:
        if node.day:
            _settle(node, xs[node.day], lanes, lane_of, at, _near(node, nodes, lane_of))
    undated = [n for n in order if not n.day]
    wish = {n.key: _near(n, nodes, lane_of) for n in undated}
    for node in sorted(undated, key=lambda n: (wish[n.key] is None, wish[n.key] or 0)):
        _settle(node, BAND_X, lanes, lane_of, at, wish[node.key])
    rank = {lane: i for i, lane in enumerate(sorted(set(lane_of.values())))}
    apart = LANE_WITH_CHANGES if any(n.tags for n in nodes) else LANE
    return {n.key: Place(at[n.key], TOP + apart * rank[lane_of[n.key]], rank[lane_of[n.key]]) for n in nodes}


def _order(nodes: Sequence[Node]) -> list[Node]:
    """Kin beside kin: the larger groups of linked nodes first, in each the earlier first."""
    kin: dict[str, set[str]] = {n.key: {n.key} for n in nodes}
    for n in nodes:
        for up in n.upstream:
            if up in kin and kin[up] is not kin[n.key]:
                kin[up] |= kin[n.key]
                for other in kin[n.key].copy():
                    kin[other] = kin[up]
    return sorted(nodes, key=lambda n: (-len(kin[n.key]), min(kin[n.key]), n.day or date.min, n.key))


def _near(node: Node, nodes: Sequence[Node], lane_of: Mapping[str, int]) -> float | None:
    """The middle of the lanes of its kin that have a place already."""
    kin = [lane_of[k] for k in node.upstream if k in lane_of] + [
        lane_of[n.key] for n in nodes if node.key in n.upstream and n.key in lane_of
    ]
    if not kin:  # one step further: what leans on the same source
        kin = [lane_of[n.key] for n in nodes if n.key in lane_of and set(n.upstream) & set(node.upstream)]
    return sum(kin) / len(kin) if kin else None


def _settle(node: Node, x: float, lanes: _Lanes, lane_of: dict[str, int], at: Mapping[str, float], wish: float | None) -> None:
    most = max(lane_of.values(), default=-1) + 2
    free = [lane for lane in range(most + 1) if lanes.free(lane, node, x)] or [most + 1]
    sources = [(lane_of[k], at[k]) for k in node.upstream if k in lane_of]
    lane_of[node.key] = min(free, key=lambda lane: (_cost(lane, x, lanes, wish, sources), lane))
    lanes.take(lane_of[node.key], node, x)


def _cost(lane: int, x: float, lanes: _Lanes, wish: float | None, sources: Sequence[tuple[int, float]]) -> float:
    """Far from kin costs; so do dots that a line to it would run over."""
    begins = min((s for of, s in sources if of == lane), default=x - 160)
    in_the_way = sum(1 for d in lanes.dots[lane] if begins < d < x)
    return (abs(lane - wish) if wish is not None else 0.0) + 0.15 * lane + 1.5 * in_the_way
