"""The lineage as a picture: one SVG, readable alone and in grey. Words travel from left to right, from who had them first to who repeats them.

Held sources are filled, named and unheld ones hollow, origins ringed. Copies are thick, quotes and cites thin, cites dotted, what is not certain dashed with its
probability. A family of reprints is one stack, opened by a click (a link to itself: no script). Every mark carries its whole story in its <title>,
and in data-links the ids of the links it belongs to, so that a page can light the links of one sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from firsthand.model.findings import Lineage, Link, Mutation
from firsthand.model.names import OUTSIDE, is_outside
from firsthand.model.passages import Reading
from firsthand.trace.families import drawn, families_of
from firsthand.trace.placing import BAND, DOT, LABEL, LANE, LONGEST, TAG, TOP, WIDTH, Node, Place, cut, days_placed, placed, wide

DOES = {"copies": "copies", "quotes": "quotes", "cites": "cites", "paraphrases": "rewords", "translates": "translates"}
LONGEST_TAG = 190
LISTED = 12  # members of a family that its panel names
HIDDEN = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
)  # what turns the direction of writing
STYLE = """
.lp{color:var(--ink,#1c1b19);font-family:ui-sans-serif,system-ui,"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC","Noto Serif CJK SC","Firsthand Tibetan","Noto Serif Tibetan",sans-serif}
.lp text{fill:var(--ink,#1c1b19);font-size:12.5px}.lp .lp-tag,.lp .lp-axis,.lp .lp-key{font-size:11px;fill:var(--quiet,#5d594f)}.lp .lp-halo{paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3.5px;stroke-linejoin:round}
.lp-band{fill:var(--wash,#f2efe7)}.lp-grid{stroke:var(--rule,#d9d4c7);stroke-width:1}
.lp-line{fill:none;stroke:var(--quiet,#5d594f);stroke-width:1.3}.lp-copies{stroke-width:3.4;stroke:var(--ink,#1c1b19)}.lp-paraphrases,.lp-translates{stroke-width:2}.lp-cites{stroke-dasharray:.1 4.5;stroke-linecap:round;stroke-width:1.9}
.lp-open{stroke-dasharray:7 5;stroke-linecap:butt}.lp-head{fill:var(--quiet,#5d594f)}.lp-head-copies{fill:var(--ink,#1c1b19)}
.lp-held{fill:var(--held,#0b5a73);stroke:var(--paper,#fff);stroke-width:1.5}.lp-hollow{fill:var(--hollow,#fff);stroke:var(--ink,#1c1b19);stroke-width:1.6}.lp-ring{fill:none;stroke:var(--origin,#8a5a00);stroke-width:2.2}
.lp-was{fill:var(--lost,#9c2f1f)}.lp-panel{display:none}.lp-panel:target{display:inline}.lp-panel rect{fill:var(--paper,#fff);stroke:var(--rule,#d9d4c7)}
""".strip().replace("\n", "")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A dot of the picture and the nodes it stands for."""

    key: str
    members: tuple[str, ...]
    label: str
    story: str
    held: bool
    origin: bool


@dataclass(frozen=True, slots=True)
class _Stroke:
    """The links of one kind between two marks, drawn as one line, and what stands under it."""

    up: str
    down: str
    links: tuple[Link, ...]
    tag: str
    changed: str
    story: str

    @property
    def tag_width(self) -> float:
        """How much room its words need."""
        return (wide(self.tag, TAG) + 10 if self.tag else 0) + (wide(self.changed, TAG) + 24 if self.changed else 0)


def svg(lineage: Lineage, readings: Sequence[Reading], *, origins: Sequence[str] = (), mutations: Sequence[Mutation] = ()) -> str:
    """The picture of a lineage over these sources as an inline <svg>; `origins` are names as Origin.name gives them."""
    by_source = {r.source: r for r in readings}
    ringed = {o.partition("#")[0] for o in origins}
    links = [x for x in lineage.links if drawn(x)]
    changed = _changed(links, mutations)
    apart = ringed | {e for x in links if x.id in changed for e in (x.source,)}
    stands_for = families_of(lineage, list(by_source), apart)
    marks = _marks(stands_for, by_source, ringed)
    strokes = _strokes(links, stands_for, by_source, changed)
    places = placed(_nodes(marks, strokes, by_source))
    return _drawing(marks, strokes, places, by_source)


def _changed(links: Sequence[Link], mutations: Sequence[Mutation]) -> dict[str, list[Mutation]]:
    """The mutations of each link, by its id."""
    between = {(x.source, x.to): x.id for x in links}
    known, out = {x.id for x in links}, defaultdict[str, list[Mutation]](list)
    for m in mutations:
        link = m.link if m.link in known else between.get((m.source, m.to), "")
        if link:
            out[link].append(m)
    return dict(out)


def _name(node: str, by_source: Mapping[str, Reading]) -> str:
    if node not in by_source:
        return node.removeprefix(OUTSIDE).translate(HIDDEN)
    r = by_source[node]
    return (r.publisher or r.title or r.name).translate(HIDDEN)


def _marks(stands_for: Mapping[str, str], by_source: Mapping[str, Reading], ringed: set[str]) -> dict[str, _Mark]:
    members = defaultdict[str, list[str]](list)
    for node, head in stands_for.items():
        members[head].append(node)
    return {head: _mark(sorted(nodes, key=lambda n: _when(n, by_source)), by_source, ringed) for head, nodes in members.items()}


def _when(node: str, by_source: Mapping[str, Reading]) -> str:
    r = by_source.get(node)
    return r.published.text if r and r.published else "9"


def _mark(nodes: Sequence[str], by_source: Mapping[str, Reading], ringed: set[str]) -> _Mark:
    first, held = nodes[0], nodes[0] in by_source
    origin = any(n in ringed for n in nodes)
    if len(nodes) == 1:
        r = by_source.get(first)
        facts = [
            _name(first, by_source),
            f"“{r.title}”" if r and r.title else "",
            "held" if held else "named, not held",
            _day(first, by_source),
            "an origin" if origin else "",
        ]
        return _Mark(first, (first,), cut(_name(first, by_source), LONGEST, LABEL), " · ".join(f for f in facts if f), held, origin)
    rest = f" and {len(nodes) - 1} more"
    label = cut(_name(first, by_source), LONGEST - wide(rest, LABEL), LABEL) + rest
    kind = "documents with one text" if held else "sources named by one document each"
    story = f"{len(nodes)} {kind}: " + ", ".join(_name(n, by_source) for n in nodes)
    return _Mark(first, tuple(nodes), label, story, held, origin)


def _day(node: str, by_source: Mapping[str, Reading]) -> str:
    r = by_source.get(node)
    return f"published {r.published.text}" if r and r.published else "undated" if r else ""


def _strokes(
    links: Sequence[Link], stands_for: Mapping[str, str], by_source: Mapping[str, Reading], changed: Mapping[str, list[Mutation]]
) -> list[_Stroke]:
    heads = _heads(stands_for, by_source)
    bundles = defaultdict[tuple[str, str, str, bool], list[Link]](list)
    for x in links:
        up, down = heads[x.to], heads[x.source]
        if up != down:
            bundles[(up, down, x.kind, x.settled)].append(x)
    return [_stroke(up, down, xs, by_source, [m for x in xs for m in changed.get(x.id, ())]) for (up, down, _, _), xs in bundles.items()]


def _heads(stands_for: Mapping[str, str], by_source: Mapping[str, Reading]) -> dict[str, str]:
    """For each node the first of its family in time, by which the mark goes."""
    members = defaultdict[str, list[str]](list)
    for node, head in stands_for.items():
        members[head].append(node)
    return {n: min(ns, key=lambda m: (_when(m, by_source), ns.index(m))) for ns in members.values() for n in ns}


def _stroke(up: str, down: str, links: Sequence[Link], by_source: Mapping[str, Reading], mutations: Sequence[Mutation]) -> _Stroke:
    x = links[0]
    sure = max(y.p if y.relation == "sibling" else y.p * y.p_direction for y in links)
    open_ = not any(y.settled for y in links)
    codes = f"{_code(x.to, by_source)} → {_code(x.source, by_source)}" if x.kind == "translates" else ""
    tag = " · ".join(t for t in (codes, f"{sure:.0%}" if open_ else "") if t)
    changed = (
        cut(_turned(mutations[0]), LONGEST_TAG - 30, TAG) + (f" (+{len(mutations) - 1})" if len(mutations) > 1 else "") if mutations else ""
    )
    how = "shares a text of a third with" if x.relation == "sibling" else DOES[x.kind]
    story = [
        f"{_name(x.source, by_source)} {how} {_name(x.to, by_source)}" + (f", and {len(links) - 1} more such" if len(links) > 1 else "")
    ]
    story += ["at second hand"] if x.relation == "second_hand" else []
    story += [f"not certain: {sure:.0%}" if open_ else "", *(_turned(m) for m in mutations)]
    return _Stroke(up, down, tuple(links), tag, changed, " · ".join(s for s in story if s))


def _turned(m: Mutation) -> str:
    return f"{m.was or '—'} → {m.became or '—'}".translate(HIDDEN)


def _code(node: str, by_source: Mapping[str, Reading]) -> str:
    return by_source[node].language if node in by_source else "?"


def _nodes(marks: Mapping[str, _Mark], strokes: Sequence[_Stroke], by_source: Mapping[str, Reading]) -> list[Node]:
    out = []
    for mark in marks.values():
        mine = [s for s in strokes if s.down == mark.key]
        published = by_source[mark.key].published if mark.key in by_source else None
        out.append(
            Node(mark.key, mark.label, published.first() if published else None, sum(s.tag_width for s in mine), tuple(s.up for s in mine))
        )
    return out


def _drawing(marks: Mapping[str, _Mark], strokes: Sequence[_Stroke], places: Mapping[str, Place], by_source: Mapping[str, Reading]) -> str:
    height = round(TOP + LANE * (max((p.lane for p in places.values()), default=0) + 1) + 26)
    by_mark = {m.key: m for m in marks.values()}
    touching = defaultdict[str, list[str]](list)
    for s in strokes:
        for end in (s.up, s.down):
            touching[end] += [x.id for x in s.links]
    parts = [_head(height, len(by_source), len(by_mark), len(strokes)), *_ground(height, by_mark, by_source)]
    parts += _lines(strokes, places)
    parts += [_dot(m, places[m.key], touching[m.key]) for m in by_mark.values()]
    parts += _key(height)
    parts += [_panel(m, places[m.key], by_source, height) for m in by_mark.values() if len(m.members) > 1]
    return "".join(parts) + "</svg>"


def _head(height: int, sources: int, marks: int, strokes: int) -> str:
    desc = f"{sources} documents held and {max(0, marks - sources)} sources named, {strokes} lines between them. Time runs from left to right by the day of publication. The table of links says the same in words."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lp" id="lineage-picture" role="group" aria-labelledby="lineage-title lineage-desc" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<title id="lineage-title">Who had it from whom</title><desc id="lineage-desc">{desc}</desc><style>{STYLE}</style>'
    )


def _ground(height: int, marks: Mapping[str, _Mark], by_source: Mapping[str, Reading]) -> list[str]:
    """The band of what has no date, and the days."""
    out = [
        f'<rect class="lp-band" x="0" y="0" width="{BAND}" height="{height - 30}"/><text class="lp-axis" x="14" y="20">no date, or not held</text>'
    ]
    days = days_placed([p.first() for m in marks if m in by_source and (p := by_source[m].published)])
    last = -1e9
    for day, x in days.items():
        words = f"{day.day} {day:%b %Y}"
        out.append(f'<line class="lp-grid" x1="{x:.1f}" x2="{x:.1f}" y1="28" y2="{height - 30}"/>')
        if x - wide(words, TAG) / 2 > last:
            out.append(f'<text class="lp-axis" x="{x:.1f}" y="20" text-anchor="middle">{words}</text>')
            last = x + wide(words, TAG) / 2 + 8
    return out


def _lines(strokes: Sequence[_Stroke], places: Mapping[str, Place]) -> list[str]:
    out, used = [], defaultdict[str, float](float)
    arrivals = defaultdict[str, int](int)
    for s in sorted(strokes, key=lambda s: (s.down, -places[s.up].x)):
        a, b = places[s.up], places[s.down]
        shift = ((arrivals[s.down] + 1) // 2) * (1 if arrivals[s.down] % 2 else -1) * 2.5
        arrivals[s.down] += 1
        path, head = _path(a, b, shift, s.links[0].relation == "sibling")
        kind = s.links[0].kind if s.links[0].relation != "sibling" else "quotes"
        dashed = "" if any(x.settled for x in s.links) else " lp-open"
        ids = " ".join(escape(x.id, quote=True) for x in s.links)
        tags = _tags(s, b, used)
        tip = f'<path class="lp-head lp-head-{kind}" d="{head}"/>' if head else ""
        out.append(
            f'<g class="lp-mark lp-link" data-links="{ids}"><title>{escape(s.story)}</title><path class="lp-line lp-{kind}{dashed}" d="{path}"/>{tip}{tags}</g>'
        )
    return out


def _path(a: Place, b: Place, shift: float, undirected: bool) -> tuple[str, str]:
    """The line from upstream a to downstream b, and the arrow at its end ("" for siblings)."""
    end = b.y + max(-DOT + 1.0, min(DOT - 1.0, shift))
    if b.x - a.x > 60:
        run = min(90.0, (b.x - a.x) / 2)
        x = b.x - DOT - 7
        path = f"M{a.x:.1f},{a.y:.1f} C{a.x + run:.1f},{a.y:.1f} {x - run:.1f},{end:.1f} {x:.1f},{end:.1f}"
    else:
        x = b.x - DOT - 7
        out = min(a.x, b.x) - 34
        path = f"M{a.x - DOT:.1f},{a.y:.1f} C{out:.1f},{a.y:.1f} {out:.1f},{end:.1f} {x:.1f},{end:.1f}"
    return path, "" if undirected else f"M{x + 6:.1f},{end:.1f} l-8,-4 v8 z"


def _tags(s: _Stroke, b: Place, used: dict[str, float]) -> str:
    """Language codes, probability and what changed, under the line, right before the dot (in the band, after it)."""
    out = []
    for words, sign in ((s.changed, True), (s.tag, False)):
        if not words:
            continue
        width = wide(words, TAG) + (24 if sign else 10)
        x = b.x + DOT + 6 + used[s.down] if b.x < BAND else b.x - DOT - 6 - used[s.down] - width
        used[s.down] += width
        triangle = f'<path class="lp-was" d="M{x:.1f},{b.y + 15:.1f} h9 l-4.5,-8 z"/>' if sign else ""
        out.append(f'{triangle}<text class="lp-tag lp-halo" x="{x + (13 if sign else 0):.1f}" y="{b.y + 15:.1f}">{escape(words)}</text>')
    return "".join(out)


def _dot(m: _Mark, p: Place, links: Sequence[str]) -> str:
    kind = "lp-held" if m.held else "lp-hollow"
    stack = "".join(
        f'<circle class="{kind}" cx="{p.x + d:.1f}" cy="{p.y - d:.1f}" r="{DOT}"/>' for d in ((5, 2.5) if len(m.members) > 1 else ())
    )
    ring = f'<circle class="lp-ring" cx="{p.x:.1f}" cy="{p.y:.1f}" r="{DOT + 4}"/>' if m.origin else ""
    dot = f'<circle class="{kind}" cx="{p.x:.1f}" cy="{p.y:.1f}" r="{DOT}"/>'
    label = f'<text class="lp-label lp-halo" x="{p.x - DOT:.1f}" y="{p.y - DOT - 6:.1f}">{escape(m.label)}</text>'
    body = f"<title>{escape(m.story)}</title>{stack}{ring}{dot}{label}"
    target = f"#family-{escape(m.key, quote=True)}" if len(m.members) > 1 else f"#source-{escape(m.key, quote=True)}" if m.held else ""
    body = f'<a href="{target}">{body}</a>' if target else body
    sources = " ".join(escape(x, quote=True) for x in m.members if not is_outside(x))
    return f'<g class="lp-mark lp-node" data-sources="{sources}" data-links="{" ".join(escape(x, quote=True) for x in links)}">{body}</g>'


def _panel(m: _Mark, p: Place, by_source: Mapping[str, Reading], height: int) -> str:
    """The members of a family, shown when its stack was clicked."""
    names = [
        cut(
            f"{_when(n, by_source).replace('9', '') if n not in by_source or not by_source[n].published else _when(n, by_source)}  {_name(n, by_source)}".strip(),
            280,
            LABEL,
        )
        for n in m.members
    ]
    lines = (
        names[:LISTED] + ([f"and {len(names) - LISTED} more; the list of sources has them all"] if len(names) > LISTED else []) + ["close"]
    )
    tall = 18 * len(lines) + 16
    x, y = min(p.x + 14, WIDTH - 316.0), max(4.0, min(p.y + 8, height - tall - 8.0))
    rows = "".join(f'<text x="{x + 12:.1f}" y="{y + 20 + 18 * i:.1f}">{escape(w)}</text>' for i, w in enumerate(lines[:-1]))
    close = f'<a href="#lineage-picture"><text x="{x + 12:.1f}" y="{y + 20 + 18 * (len(lines) - 1):.1f}" text-decoration="underline">close</text></a>'
    return f'<g class="lp-panel" id="family-{escape(m.key, quote=True)}"><rect x="{x:.1f}" y="{y:.1f}" width="304" height="{tall}" rx="3"/>{rows}{close}</g>'


def _key(height: int) -> list[str]:
    """What the marks mean."""
    y = height - 10
    out, x = [], 14.0
    for mark, words in (
        (f'<circle class="lp-held" r="5" cx="{{0}}" cy="{y - 4}"/>', "held"),
        (f'<circle class="lp-hollow" r="5" cx="{{0}}" cy="{y - 4}"/>', "named, not held"),
        (f'<circle class="lp-held" r="4" cx="{{0}}" cy="{y - 4}"/><circle class="lp-ring" r="7" cx="{{0}}" cy="{y - 4}"/>', "origin"),
        (f'<path class="lp-line lp-copies" d="M{{1}},{y - 4} h24"/>', "copies"),
        (f'<path class="lp-line lp-translates" d="M{{1}},{y - 4} h24"/>', "translates or rewords"),
        (f'<path class="lp-line lp-quotes" d="M{{1}},{y - 4} h24"/>', "quotes"),
        (f'<path class="lp-line lp-cites" d="M{{1}},{y - 4} h24"/>', "cites"),
        (f'<path class="lp-line lp-quotes lp-open" d="M{{1}},{y - 4} h24"/>', "not certain"),
        (f'<path class="lp-was" d="M{{1}},{y} h9 l-4.5,-8 z"/>', "changed here"),
    ):
        out.append(mark.format(x + 7, x) + f'<text class="lp-key" x="{x + (32 if "h24" in mark else 19)}" y="{y}">{words}</text>')
        x += (32 if "h24" in mark else 19) + wide(words, TAG) + 18
    return out
