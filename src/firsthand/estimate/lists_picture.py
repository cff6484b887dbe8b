"""Lists as pictures: one SVG each, readable alone and in grey, no script and nothing fetched.

methods_svg: the methods side by side, each as its limits and its middle, refusals in words, warnings hollow, the statement as a band behind all of them.
overlap_svg: who stands on which lists, as an UpSet plot (A. Lex, N. Gehlenborg, H. Strobelt, R. Vuillemot and H. Pfister, "UpSet: Visualization of Intersecting
Sets", IEEE TVCG 20, 2014): a column a set of lists with its people above, dots below for the lists in it, the size of each list at the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from firsthand.estimate.results import Estimate
from firsthand.estimate.statement import Statement
from firsthand.estimate.tables import Overlaps

WIDTH, LEFT, RIGHT = 640, 128, 168  # of the drawing; room for names at the left, for numbers at the right
ROW, TOP, FOOT, LABEL = 34, 44, 52, 12.5
MOST_COLUMNS, COLUMN, DOT, TALL = 30, 24, 6.5, 150  # of an UpSet plot: columns, their width, radius of a dot, height of the tallest bar
NAMES = {
    "documented": "documented", "chao": "Chao's bound", "pairs": "pairs of lists", "loglinear": "log-linear", "loglinear-pairs": "log-linear, pairs",
    "stepwise": "step by step", "graphs": "graphs", "classes": "latent classes", "sensitivity": "dependence",
}  # fmt: skip
FACE = '"Firsthand Tibetan",ui-sans-serif,system-ui,"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC","Noto Serif Tibetan",sans-serif'
STYLE = (
    f".el{{color:var(--ink,#1c1b19);font-family:{FACE}}}.el text{{fill:var(--ink,#1c1b19);font-size:12.5px;font-variant-numeric:tabular-nums}}"
    ".el .el-tag{font-size:11px;fill:var(--quiet,#5d594f)}.el .el-halo{paint-order:stroke;stroke:var(--paper,#fff);stroke-width:4px;stroke-linejoin:round}.el-grid{stroke:var(--rule,#d9d4c7);stroke-width:1}.el-band{fill:var(--wash,#f2efe7)}"
    ".el-edge{stroke:var(--quiet,#5d594f);stroke-width:1;stroke-dasharray:4 3}.el-bar{stroke:var(--held,#0b5a73);stroke-width:7}"
    ".el-warn{fill:var(--paper,#fff);stroke:var(--quiet,#5d594f);stroke-width:1.2}.el-mid{fill:var(--paper,#fff);stroke:var(--held,#0b5a73);stroke-width:2}"
    ".el-floor{stroke:var(--ink,#1c1b19);stroke-width:2}.el-on{fill:var(--held,#0b5a73)}.el-off{fill:var(--rule,#d9d4c7)}"
    ".el-join{stroke:var(--held,#0b5a73);stroke-width:2.5}.el-col{fill:var(--held,#0b5a73)}.el-size{fill:var(--quiet,#5d594f)}"
)


def methods_svg(rows: Sequence[Estimate], statement: Statement, people: int) -> str:
    """The methods side by side, on an axis of magnitudes."""
    ends = [x for r in rows if not r.refused for x in (r.lower, r.upper) if x] + [
        float(people or 1),
        float(statement.lower or 1),
        float(statement.upper or 1),
    ]
    axis = _Axis(max(1.0, min(e for e in ends if e >= (people or 1)) * 0.93), max(ends) * 1.08)
    tall = TOP + ROW * len(rows) + FOOT
    body = [*_statement(statement, axis, tall), *_ticks(axis, tall)]
    for n, r in enumerate(rows):
        body += _method(r, TOP + ROW * n + ROW / 2, axis)
    body.append(
        _text(14, tall - 12, "filled: limits, ring: middle · hollow: a warning, not in the statement · band: the statement", "el-tag")
    )
    return _svg("Methods side by side", " ".join([statement.words, *(_told(r) for r in rows)]), tall, body)


class _Axis:
    """People as places, evenly over magnitudes."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = log10(low), log10(max(high, low * 1.2))

    def at(self, people: float) -> float:
        """Where a number stands."""
        share = (log10(max(people, 1.0)) - self.low) / (self.high - self.low)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0.0), 1.0)

    def round_numbers(self) -> list[int]:
        """1, 2, 5 x 10^k within the axis, thinned out until their names have room."""
        for steps in ((1, 1.5, 2, 3, 4, 5, 6, 8), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,)):
            found = [
                s * 10**k for k in range(floor(self.low), ceil(self.high) + 1) for s in steps if self.low <= log10(s * 10**k) <= self.high
            ]
            whole = [int(x) for x in found if x == int(x)]
            if len(whole) >= 2 and all(self.at(b) - self.at(a) > 58 for a, b in zip(whole, whole[1:], strict=False)):
                return whole
        return [round(10**self.low), round(10**self.high)]


def _statement(s: Statement, axis: _Axis, tall: float) -> list[str]:
    left, right = axis.at(s.lower), axis.at(s.upper) if s.upper else WIDTH - RIGHT
    top, bottom = TOP - 10, tall - FOOT
    edges = [left] if s.upper is None else [left, right]
    words = f"{s.lower:,}–{s.upper:,}" if s.upper else f"at least {s.lower:,}, no upper limit"
    return [
        f'<rect class="el-band" x="{left:.1f}" y="{top}" width="{max(right - left, 1):.1f}" height="{bottom - top}"/>',
        *(f'<line class="el-edge" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>' for x in edges),
        _text(LEFT, 22, f"Methods that passed: {words}" if not s.refused else f"No method passed: {words}"),
    ]


def _ticks(axis: _Axis, tall: float) -> list[str]:
    out = []
    for n in axis.round_numbers():
        out.append(f'<line class="el-grid" x1="{axis.at(n):.1f}" x2="{axis.at(n):.1f}" y1="{tall - FOOT}" y2="{tall - FOOT + 5}"/>')
        out.append(_text(axis.at(n), tall - FOOT + 18, f"{n:,}", "el-tag", "middle"))
    return [f'<line class="el-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{tall - FOOT}" y2="{tall - FOOT}"/>', *out]


def _method(r: Estimate, y: float, axis: _Axis) -> list[str]:
    out = [_text(LEFT - 14, y + 4, NAMES.get(r.method, r.method), "", "end")]
    if r.refused:
        words = _cut(f"refused: {r.refused}", WIDTH - LEFT - 20)
        return [*out, f"<g><title>{escape(r.refused)}</title>{_text(LEFT + 4, y + 4, words, 'el-tag el-halo')}</g>"]
    low = axis.at(r.lower or 0)
    if r.upper is None:
        out.append(f'<line class="el-floor" x1="{low:.1f}" x2="{low:.1f}" y1="{y - 10:.1f}" y2="{y + 10:.1f}"/>')
        return [*out, _text(WIDTH - RIGHT + 12, y + 4, f"at least {r.lower or 0:,.0f}")]
    high = axis.at(r.upper)
    if r.warns:
        out.append(f'<rect class="el-warn" x="{low:.1f}" y="{y - 4:.1f}" width="{max(high - low, 2):.1f}" height="8"/>')
    else:
        out.append(f'<line class="el-bar" x1="{low:.1f}" x2="{max(high, low + 2):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')
    if r.estimate is not None:
        out.append(f'<circle class="el-mid" cx="{axis.at(r.estimate):.1f}" cy="{y:.1f}" r="5"/>')
    middle = f"{r.estimate:,.0f} " if r.estimate is not None else ""
    return [
        *out,
        _text(
            WIDTH - RIGHT + 12, y + 4, f"{middle}({r.lower or 0:,.0f}–{r.upper:,.0f})" if middle else f"{r.lower or 0:,.0f}–{r.upper:,.0f}"
        ),
    ]


def _told(r: Estimate) -> str:
    name = NAMES.get(r.method, r.method)
    if r.refused:
        return f"{name}: refused, {r.refused}"
    upper = f"to {r.upper:,.0f}" if r.upper is not None else "without an upper limit"
    return f"{name}: from {r.lower or 0:,.0f} {upper}{', a warning only' if r.warns else ''}."


def picture_svg(rows: Sequence[Estimate], statement: Statement, table: Overlaps) -> str:
    """Both pictures, one under the other, as one SVG."""
    parts, y, width = list[str](), 0.0, float(WIDTH)
    for one in (methods_svg(rows, statement, table.people), overlap_svg(table)):
        wide, tall = (float(x) for x in one.partition('viewBox="0 0 ')[2].partition('"')[0].split())
        parts.append(one.replace("<svg ", f'<svg y="{y:.0f}" ', 1))
        y, width = y + tall + 12, max(width, wide)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {y:.0f}" width="{width:.0f}" height="{y:.0f}">{"".join(parts)}</svg>'


def overlap_svg(table: Overlaps) -> str:
    """Who stands on which lists; the largest sets first, what has no room is said."""
    cells = sorted(table.cells.items(), key=lambda c: (-c[1], c[0].bit_count(), c[0]))
    shown, names = cells[:MOST_COLUMNS], [_cut(n, 120) for n in table.lists]
    left, most = 232, max((n for _, n in cells), default=1)
    width = max(WIDTH, left + COLUMN * len(shown) + 24)
    base, step = TOP + TALL + 24, 24
    body = [_text(14, 22, f"{table.people:,} people on {len(table.lists)} lists: on exactly which")]
    for k, (w, n) in enumerate(shown):
        body += _column(table, w, n, left + COLUMN * k + COLUMN / 2, base, TALL * n / most, step)
    largest = max((table.on(1 << i) for i in range(len(names))), default=1) or 1
    for i, name in enumerate(names):
        y, size = base + 22 + step * i, table.on(1 << i)
        body.append(_text(left - 76, y + 4, name, "", "end"))
        body.append(
            f'<rect class="el-size" x="{left - 66}" y="{y - 5:.1f}" width="{max(1.0, 24 * size / largest):.1f}" height="10"><title>{size:,}</title></rect>'
        )
        body.append(_text(left - 8, y + 4, f"{size:,}", "el-tag", "end"))
    rest = sum(n for _, n in cells[MOST_COLUMNS:])
    tall = base + 22 + step * len(names) + 14
    if rest:
        body.append(_text(14, tall - 4, f"{len(cells) - MOST_COLUMNS} smaller sets with {rest:,} people are not drawn.", "el-tag"))
    return _svg("Who stands on which lists", "; ".join(f"{', '.join(table.names(w))}: {n:,}" for w, n in cells[:60]), tall + 8, body, width)


def _column(table: Overlaps, w: int, n: int, x: float, base: float, tall: float, step: float) -> list[str]:
    """One set of lists: its people as a bar, its lists as dots joined by a line."""
    lists = len(table.lists)
    on = [i for i in range(lists) if w >> i & 1]
    at = [base + 22 + step * i for i in range(lists)]
    story = f"<title>{escape(' and '.join(table.names(w)))}{' alone' if len(on) == 1 else ''}: {n:,}</title>"
    dots = "".join(
        f'<circle class="{"el-on" if i in on else "el-off"}" cx="{x:.1f}" cy="{at[i]:.1f}" r="{DOT if i in on else 3.5}"/>'
        for i in range(lists)
    )
    join = f'<line class="el-join" x1="{x:.1f}" x2="{x:.1f}" y1="{at[on[0]]:.1f}" y2="{at[on[-1]]:.1f}"/>' if len(on) > 1 else ""
    bar = f'<rect class="el-col" x="{x - 7:.1f}" y="{base - tall:.1f}" width="14" height="{max(tall, 1):.1f}"/>'
    count = f'<text class="el-tag" transform="translate({x + 4:.1f},{base - tall - 5:.1f}) rotate(-60)">{n:,}</text>'
    return [f"<g>{story}{bar}{count}{join}{dots}</g>"]


def _svg(title: str, told: str, tall: float, body: Sequence[str], width: float = WIDTH) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="el" role="img" viewBox="0 0 {width:.0f} {tall:.0f}" width="{width:.0f}" height="{tall:.0f}">'
    return f"{head}<title>{escape(title)}</title><desc>{escape(told)}</desc><style>{STYLE}</style>{''.join(body)}</svg>"


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    put = f' class="{kind}"' if kind else ""
    return f'<text{put} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _cut(words: str, width: float) -> str:
    """Words cut to about so many pixels at the size of labels (wide characters count double)."""
    room = width
    for k, c in enumerate(words):
        room -= LABEL * (1.0 if ord(c) >= 0x2E80 else 0.56)
        if room < 0:
            return words[:k].rstrip() + "…"
    return words
