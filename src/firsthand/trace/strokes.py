"""The lines of the lineage picture: curves from who had it first to who has it from there, and the words that stand on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from firsthand.model.findings import Link
from firsthand.trace.placing import BAND, DOT, LABEL, TAG, Place, wide

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # a cubic Bézier curve
Box = tuple[float, float, float, float]  # left, top, right, bottom
STEPS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86, 0.1, 0.9)  # where on a line its words may stand


@dataclass(frozen=True, slots=True)
class Leads:
    """Where marks lead: the address of a source, of the links of a line ("" nowhere), and which links are lit (None: all alike, the rest recedes)."""

    source: str
    links: str
    lit: frozenset[str] | None = None

    def faint(self, links: Iterable[str]) -> str:
        """The class of what recedes."""
        return "" if self.lit is None or self.lit & set(links) else " lp-faint"


IN_PAGE = Leads("#source-{}", "")


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot of the picture and the nodes it stands for."""

    key: str
    members: tuple[str, ...]
    label: str
    story: str
    held: bool
    origin: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """The links of one kind between two marks, drawn as one line, and what stands under it."""

    up: str
    down: str
    links: tuple[Link, ...]
    tag: str
    changed: str
    story: str

    @property
    def room(self) -> float:
        """How much room what changed needs under the dot."""
        return wide(self.changed, TAG) + 24 if self.changed else 0.0


def lines_drawn(strokes: Sequence[Stroke], places: Mapping[str, Place], marks: Mapping[str, Mark], leads: Leads = IN_PAGE) -> list[str]:
    """Every line with its arrow, its story and the words on it as SVG; lines first, so that no line runs over a word."""
    taken, curves = _taken(marks, places), list[tuple[Stroke, Curve, str]]()
    used, arrivals = defaultdict[str, float](float), defaultdict[str, int](int)
    for s in sorted(strokes, key=lambda s: (s.down, -places[s.up].x)):
        shift = ((arrivals[s.down] + 1) // 2) * (1 if arrivals[s.down] % 2 else -1) * 2.5
        arrivals[s.down] += 1
        changed, box = _changed(s, places[s.down], used)
        taken += [box] if box else []
        curves.append((s, _curve(places[s.up], places[s.down], max(1.0 - DOT, min(DOT - 1.0, shift))), changed))
    under = [_group(s, _led(s, _line(s, curve), curve, leads), leads) for s, curve, _ in curves]
    said = [(s, changed + _tag(s.tag, curve, taken)) for s, curve, changed in curves]
    return under + [_group(s, words, leads) for s, words in said if words]


def ids(of: Iterable[str]) -> str:
    """Ids as the value of an attribute."""
    return " ".join(escape(i, quote=True) for i in of)


def _led(s: Stroke, line: str, curve: Curve, leads: Leads) -> str:
    """A line as a way to its links, broad enough for a finger."""
    if not leads.links:
        return line
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    hit = f'<path class="lp-hit" d="M{x0:.1f},{y0:.1f} C{x1:.1f},{y1:.1f} {x2:.1f},{y2:.1f} {x3:.1f},{y3:.1f}"/>'
    to = escape(leads.links.format("+".join(x.id for x in s.links)), quote=True)
    return f'<a href="{to}" aria-label="{escape(s.story, quote=True)}">{hit}{line}</a>'


def _group(s: Stroke, body: str, leads: Leads) -> str:
    return f'<g class="lp-mark lp-link{leads.faint(x.id for x in s.links)}" data-links="{ids(x.id for x in s.links)}"><title>{escape(s.story)}</title>{body}</g>'


def _line(s: Stroke, curve: Curve) -> str:
    undirected = s.links[0].relation == "sibling"
    kind, dashed = "quotes" if undirected else s.links[0].kind, "" if any(x.settled for x in s.links) else " lp-open"
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    head = "" if undirected else f'<path class="lp-head lp-head-{kind}" d="M{x3 + 6:.1f},{y3:.1f} l-8,-4 v8 z"/>'
    return f'<path class="lp-line lp-{kind}{dashed}" d="M{x0:.1f},{y0:.1f} C{x1:.1f},{y1:.1f} {x2:.1f},{y2:.1f} {x3:.1f},{y3:.1f}"/>{head}'


def _curve(a: Place, b: Place, shift: float) -> Curve:
    """The line from upstream a to downstream b; one that would run back in time bends round at the left."""
    x, y = b.x - DOT - 7, b.y + shift
    if b.x - a.x > 60:
        run = min(90.0, (b.x - a.x) / 2)
        return (a.x, a.y), (a.x + run, a.y), (x - run, y), (x, y)
    out = min(a.x, b.x) - 34
    return (a.x - DOT, a.y), (out, a.y), (out, y), (x, y)


def _taken(marks: Mapping[str, Mark], places: Mapping[str, Place]) -> list[Box]:
    """The boxes of all labels and dots."""
    out = list[Box]()
    for key, m in marks.items():
        p = places[key]
        out.append((p.x - DOT - 2, p.y - DOT - 6 - LABEL, p.x - DOT + wide(m.label, LABEL) + 4, p.y - DOT - 2))
        out.append((p.x - DOT - 12, p.y - DOT - 4, p.x + DOT + 4, p.y + DOT + 4))
    return out


def _tag(words: str, curve: Curve, taken: list[Box]) -> str:
    """Language codes and probability on the line, where nothing else stands; "" where there is no such place (the title and the table have it)."""
    if not words:
        return ""
    half = wide(words, TAG) / 2 + 2
    for t in STEPS:
        x, y = _at(curve, t)
        box = (x - half, y - 6.5, x + half, y + 6.5)
        if box[0] > 0 and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return f'<text class="lp-tag lp-halo" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{escape(words)}</text>'
    return ""


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _at(curve: Curve, t: float) -> Point:
    """The point of the curve at t in [0, 1]."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, curve, strict=True)), sum(w * p[1] for w, p in zip(weights, curve, strict=True))


def _changed(s: Stroke, b: Place, used: dict[str, float]) -> tuple[str, Box | None]:
    """What changed, with its triangle, under the line right before the dot (in the band, after it): room is reserved for it."""
    if not s.changed:
        return "", None
    x = b.x + DOT + 6 + used[s.down] if b.x < BAND else b.x - DOT - 6 - used[s.down] - s.room
    used[s.down] += s.room
    y = b.y + 16
    text = f'<path class="lp-was" d="M{x:.1f},{y:.1f} h9 l-4.5,-8 z"/><text class="lp-tag lp-halo" x="{x + 13:.1f}" y="{y:.1f}">{escape(s.changed)}</text>'
    return text, (x, y - 9.5, x + s.room - 4, y + 3)
