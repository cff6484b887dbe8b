"""Drawing the lineage picture: marks and lines that have their places become one SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from firsthand.model.names import is_outside
from firsthand.model.passages import Reading
from firsthand.trace.nodes import name_of, when
from firsthand.trace.placing import BAND, DOT, LABEL, LANE, TAG, TOP, WIDTH, Place, cut, days_placed, wide
from firsthand.trace.strokes import IN_PAGE, Leads, Mark, Stroke, ids, lines_drawn

LISTED = 12  # members of a family that its panel names
STYLE = """
.lp{color:var(--ink,#1c1b19);font-family:"Firsthand Tibetan",ui-sans-serif,system-ui,"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC","Noto Serif CJK SC","Noto Serif Tibetan",sans-serif}
.lp text{fill:var(--ink,#1c1b19);font-size:12.5px}.lp .lp-tag,.lp .lp-axis,.lp .lp-key{font-size:11px;fill:var(--quiet,#5d594f)}.lp .lp-halo{paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3.5px;stroke-linejoin:round}
.lp-band{fill:var(--wash,#f2efe7)}.lp-grid{stroke:var(--rule,#d9d4c7);stroke-width:1}
.lp-line{fill:none;stroke:var(--quiet,#5d594f);stroke-width:1.3}.lp-copies{stroke-width:3.4;stroke:var(--ink,#1c1b19)}.lp-paraphrases,.lp-translates{stroke-width:2}.lp-cites{stroke-dasharray:.1 4.5;stroke-linecap:round;stroke-width:1.9}
.lp-open{stroke-dasharray:7 5;stroke-linecap:butt}.lp-head{fill:var(--quiet,#5d594f)}.lp-head-copies{fill:var(--ink,#1c1b19)}
.lp-held{fill:var(--held,#0b5a73);stroke:var(--paper,#fff);stroke-width:1.5}.lp-hollow{fill:var(--hollow,#fff);stroke:var(--ink,#1c1b19);stroke-width:1.6}.lp-ring{fill:none;stroke:var(--origin,#8a5a00);stroke-width:2.2}
.lp-hit{fill:none;stroke:transparent;stroke-width:13}.lp-link a:hover .lp-line,.lp-link a:focus-visible .lp-line{stroke:var(--accent,#0b5a73)}.lp-faint{opacity:.16}
.lp-was{fill:var(--lost,#9c2f1f)}.lp-panel{display:none}.lp-panel:target{display:inline}.lp-panel rect{fill:var(--paper,#fff);stroke:var(--rule,#d9d4c7)}
""".strip().replace("\n", "")


def drawing(
    marks: Mapping[str, Mark],
    strokes: Sequence[Stroke],
    places: Mapping[str, Place],
    by_source: Mapping[str, Reading],
    leads: Leads = IN_PAGE,
) -> str:
    """The picture as one <svg>."""
    height = round(max((p.y for p in places.values()), default=TOP) + LANE + 26)
    by_mark = {m.key: m for m in marks.values()}
    touching = defaultdict[str, list[str]](list)
    for s in strokes:
        for end in (s.up, s.down):
            touching[end] += [x.id for x in s.links]
    parts = [_head(height, len(by_source), len(by_mark), len(strokes)), *_ground(height, by_mark, by_source)]
    parts += lines_drawn(strokes, places, by_mark, leads)
    parts += [_dot(m, places[m.key], touching[m.key], leads) for m in by_mark.values()]
    parts += _key(height)
    parts += [_panel(m, places[m.key], by_source, height) for m in by_mark.values() if len(m.members) > 1]
    return "".join(parts) + "</svg>"


def _head(height: int, sources: int, marks: int, strokes: int) -> str:
    desc = f"{sources} documents held and {max(0, marks - sources)} sources named, {strokes} lines between them. Time runs from left to right by the day of publication. The table of links says the same in words."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lp" id="lineage-picture" role="group" aria-labelledby="lineage-title lineage-desc" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<title id="lineage-title">Who had it from whom</title><desc id="lineage-desc">{desc}</desc><style>{STYLE}</style>'
    )


def _ground(height: int, marks: Mapping[str, Mark], by_source: Mapping[str, Reading]) -> list[str]:
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


def _dot(m: Mark, p: Place, links: Sequence[str], leads: Leads) -> str:
    kind = "lp-held" if m.held else "lp-hollow"
    stack = "".join(
        f'<circle class="{kind}" cx="{p.x + d:.1f}" cy="{p.y - d:.1f}" r="{DOT}"/>' for d in ((5, 2.5) if len(m.members) > 1 else ())
    )
    ring = f'<circle class="lp-ring" cx="{p.x:.1f}" cy="{p.y:.1f}" r="{DOT + 4}"/>' if m.origin else ""
    dot = f'<circle class="{kind}" cx="{p.x:.1f}" cy="{p.y:.1f}" r="{DOT}"/>'
    label = f'<text class="lp-label lp-halo" x="{p.x - DOT:.1f}" y="{p.y - DOT - 6:.1f}">{escape(m.label)}</text>'
    body = f"<title>{escape(m.story)}</title>{stack}{ring}{dot}{label}"
    target = (
        f"#family-{escape(m.key, quote=True)}" if len(m.members) > 1 else escape(leads.source.format(m.key), quote=True) if m.held else ""
    )
    body = f'<a href="{target}">{body}</a>' if target else body
    sources = ids(x for x in m.members if not is_outside(x))
    return f'<g class="lp-mark lp-node{leads.faint(links)}" data-sources="{sources}" data-links="{ids(links)}">{body}</g>'


def _panel(m: Mark, p: Place, by_source: Mapping[str, Reading], height: int) -> str:
    """The members of a family, shown when its stack was clicked."""
    names = [cut(f"{when(n, by_source)}  {name_of(n, by_source)}".lstrip("\uffff "), 280, LABEL) for n in m.members]
    more = [f"and {len(names) - LISTED} more; the list of sources has them all"] if len(names) > LISTED else []
    lines = [*names[:LISTED], *more, "close"]
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
