"""Bounds as pictures: one SVG each, readable alone and in grey, no script and nothing fetched.

bounds_svg: a bar a layer, from the least to the greatest number; if origins may be wrong, wider bars lie behind it, paler and thinner; where nothing
limits a number, the bar runs out to the right in strokes and says so. leverage_svg: what the bound would be without each source, one line a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from firsthand.estimate.lengths import Scale, cut, scale_of
from firsthand.estimate.saying import figure
from firsthand.model.estimates import Bound

WIDTH, LEFT, RIGHT = 690, 200, 176  # of the drawing; room for names at the left, for numbers at the right
ROW, TOP, FOOT = 36, 30, 30
LABEL, TAG = 12.5, 11.0
MOST_ROWS = 24
LAYERS = {"wording": "by the words alone", "profile": "with the declared profile", "model": "with what models say"}
STYLE = (
    '.eb{color:var(--ink,#1c1b19);font-family:"Firsthand Tibetan",ui-sans-serif,system-ui,"Noto Sans","Helvetica Neue",Arial,"Noto Sans CJK SC","Noto Serif Tibetan",sans-serif}'
    ".eb text{fill:var(--ink,#1c1b19);font-size:12.5px;font-variant-numeric:tabular-nums}.eb .eb-tag{font-size:11px;fill:var(--quiet,#5d594f)}"
    ".eb-grid{stroke:var(--rule,#d9d4c7);stroke-width:1}.eb-bar{fill:var(--held,#0b5a73)}.eb-end{stroke:var(--held,#0b5a73);stroke-width:2}"
    ".eb-wrong{fill:var(--paper,#fff);stroke:var(--held,#0b5a73);stroke-width:1.2}.eb-out{stroke:var(--held,#0b5a73);stroke-width:3;stroke-dasharray:3 5;fill:none}"
    ".eb-out-wrong{stroke-width:1.2;stroke-dasharray:3 4}.eb-base{fill:var(--wash,#f2efe7)}.eb-none{fill:none;stroke:var(--quiet,#5d594f);stroke-dasharray:2 4}"
)


class Bar(NamedTuple):
    """One line of a picture: its name, what its numbers say, what they say if origins are wrong, and its intervals from the widest (most wrong origins)
    to the narrowest."""

    name: str
    says: str
    intervals: tuple[tuple[int, int | None] | None, ...]  # None: the claims cannot all be so
    wrong: str = ""


def bounds_svg(bounds: Sequence[Bound], title: str = "") -> str:
    """The bounds of one question, layer by layer."""
    bars = _bars(bounds)[:MOST_ROWS]
    ends = [x for bar in bars for i in bar.intervals if i for x in i if x is not None]
    inner = [x for bar in bars if (i := bar.intervals[-1] if bar.intervals else None) for x in i if x is not None]
    endless = any(i and i[1] is None for bar in bars for i in bar.intervals)
    scale = scale_of(ends, inner, endless, LEFT, WIDTH - RIGHT)
    body = [part for n, bar in enumerate(bars) for part in _bar(bar, TOP + ROW * n, scale)]
    tall = TOP + ROW * len(bars) + FOOT
    wrong = max((b.wrong for b in bounds), default=0)
    words = title or (bounds[0].question if bounds else "How many")
    return _svg(words, _told(bars), tall, [*_grid(scale, tall - FOOT), *body, *_key(tall - 9, wrong, endless)])


def _bars(bounds: Sequence[Bound]) -> list[Bar]:
    """One bar a layer, in the order in which they come."""
    layers: dict[tuple[str, str], list[Bound]] = {}
    for b in bounds:
        layers.setdefault((b.layer, b.assumes), []).append(b)
    out, letter = [], 0
    for (layer, _), some in layers.items():
        plain = [b for b in some if not b.contradiction]
        first = min(some, key=lambda b: b.wrong)
        intervals = tuple((b.lower or 0, b.upper) for b in sorted(plain, key=lambda b: -b.wrong))
        says = "cannot all be so" if first.contradiction else _range(first.lower or 0, first.upper)
        letter += layer == "assumption"
        name = LAYERS.get(layer) or f"assuming {_letter(letter)}"
        wider = min((b for b in plain if b.wrong > first.wrong), key=lambda b: b.wrong, default=None)
        wrong = f"{wider.wrong} wrong: {_range(wider.lower or 0, wider.upper)}" if wider else ""
        out.append(Bar(name, says, (*intervals, None) if first.contradiction else intervals, wrong))
    return out


def _letter(number: int) -> str:
    """a, b ... z, aa: how a picture and the words under it call an assumption."""
    return chr(96 + number) if number <= 26 else f"a{chr(96 + number - 26)}"


def assumed(bounds: Sequence[Bound]) -> tuple[tuple[str, str], ...]:
    """The letters by which a picture calls the assumptions of a question, and what each says."""
    said = dict.fromkeys((b.assumes, b.assumed) for b in bounds if b.layer == "assumption")
    return tuple((_letter(n), words) for n, (_, words) in enumerate(said, 1))


def _range(lower: int, upper: int | None) -> str:
    if upper is None:
        return f"at least {figure(lower)}" if lower else "no limit"
    return figure(lower) if lower == upper else f"{figure(lower)}–{figure(upper)}"


def _bar(bar: Bar, y: float, scale: Scale) -> list[str]:
    middle = y + ROW / 2
    out = [f'<text x="{LEFT - 12}" y="{middle + 4:.1f}" text-anchor="end">{escape(cut(bar.name, LEFT - 20, LABEL))}</text>']
    known = [i for i in bar.intervals if i is not None]
    clear = bar.intervals[-1:] != (None,)
    for n, interval in enumerate(known):
        out += _interval(interval, middle, scale, solid=clear and n == len(known) - 1, back=len(known) - 1 - n)
    if not clear:
        out.append(f'<rect class="eb-none" x="{LEFT}" y="{middle - 10:.1f}" width="{WIDTH - RIGHT - LEFT}" height="20" rx="2"/>')
    says, lift = cut(bar.says, RIGHT - 14, LABEL), 3 if bar.wrong else -4
    out.append(f'<text x="{WIDTH - RIGHT + 12}" y="{middle - lift:.1f}">{escape(says)}</text>')
    if bar.wrong:
        out.append(f'<text class="eb-tag" x="{WIDTH - RIGHT + 12}" y="{middle + 12:.1f}">{escape(cut(bar.wrong, RIGHT - 14, TAG))}</text>')
    return out


def _interval(interval: tuple[int, int | None], y: float, scale: Scale, *, solid: bool, back: int) -> list[str]:
    """One interval: the narrowest filled, the wider ones behind it in outline."""
    low, high = scale.at(interval[0]), scale.right if interval[1] is None else scale.at(interval[1])
    half = 6 if solid else 9 + 2 * max(0, back - 1)
    if interval[1] is None:
        kind = "eb-out" if solid else "eb-out eb-out-wrong"
        return [
            f'<line class="eb-end" x1="{low:.1f}" x2="{low:.1f}" y1="{y - half:.1f}" y2="{y + half:.1f}"/>',
            f'<line class="{kind}" x1="{low:.1f}" x2="{high:.1f}" y1="{y + (0 if solid else half):.1f}" y2="{y + (0 if solid else half):.1f}"/>',
        ]
    if interval[1] > scale.top:  # beyond the picture: open at the right
        shape = f"M{high:.1f},{y - half:.1f} H{low:.1f} V{y + half:.1f} H{high:.1f}"
        return [f'<path class="{"eb-bar" if solid else "eb-wrong"}" d="{shape}"/>']
    width = max(high - low, 2.5)
    kind = "eb-bar" if solid else "eb-wrong"
    return [f'<rect class="{kind}" x="{low:.1f}" y="{y - half:.1f}" width="{width:.1f}" height="{2 * half}" rx="1"/>']


def leverage_svg(bound: Bound, called: dict[str, str] | None = None) -> str:
    """What each source changes: the bound as it is as a pale band, and without each source a bar; `called`: names of origins for readers."""
    names, here = called or {}, (bound.lower or 0, bound.upper)
    some = bound.leverage[:MOST_ROWS]
    bars = [
        Bar(
            f"without {names.get(x.origin, x.origin)}",
            "still a contradiction" if x.contradiction else _range(x.lower or 0, x.upper),
            (None,) if x.contradiction else ((x.lower or 0, x.upper),),
        )
        for x in some
    ]
    ends = [x for i in (here, *(i for b in bars for i in b.intervals if i)) for x in i if x is not None]
    endless = here[1] is None or any(i and i[1] is None for b in bars for i in b.intervals)
    scale = scale_of(ends, ends, endless, LEFT, WIDTH - RIGHT)
    tall = TOP + ROW * len(bars) + FOOT
    body = [] if bound.contradiction else [_band(here, tall - FOOT, scale)]
    body += [part for n, bar in enumerate(bars) for part in _bar(bar, TOP + ROW * n, scale)]
    note = "the claims cannot all be so" if bound.contradiction else f"pale: with all of them, {_range(*here)}"
    return _svg(
        "What each source changes",
        _told(bars),
        tall,
        [*_grid(scale, tall - FOOT), *body, f'<text class="eb-tag" x="{LEFT}" y="{tall - 9}">{escape(note)}</text>'],
    )


def _band(here: tuple[int, int | None], bottom: float, scale: Scale) -> str:
    low, high = scale.at(here[0]), scale.right if here[1] is None else scale.at(here[1])
    return f'<rect class="eb-base" x="{low:.1f}" y="{TOP - 6}" width="{max(high - low, 3):.1f}" height="{bottom - TOP + 6:.1f}"/>'


def _grid(scale: Scale, bottom: float) -> list[str]:
    out = []
    for value, x in scale.ticks():
        out.append(f'<line class="eb-grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{bottom:.1f}"/>')
        out.append(f'<text class="eb-tag" x="{x:.1f}" y="{TOP - 13}" text-anchor="middle">{figure(value)}</text>')
    return out


def _key(y: float, wrong: int, endless: bool) -> list[str]:
    """What the marks mean."""
    out, x = [], float(LEFT)
    marks = [(f'<rect class="eb-bar" x="{{0:.0f}}" y="{y - 9}" width="24" height="9"/>', "if all are right")]
    marks += [(f'<rect class="eb-wrong" x="{{0:.0f}}" y="{y - 11}" width="24" height="13"/>', _wrong(wrong))] if wrong else []
    marks += [(f'<line class="eb-out" x1="{{0:.0f}}" x2="{{1:.0f}}" y1="{y - 4}" y2="{y - 4}"/>', "no upper limit")] if endless else []
    for mark, words in marks:
        out.append(mark.format(x, x + 24) + f'<text class="eb-tag" x="{x + 30:.0f}" y="{y}">{words}</text>')
        x += 44 + len(words) * 5.6
    return out


def _wrong(wrong: int) -> str:
    return (
        "if any one origin is wrong"
        if wrong == 1
        else "if any one or two origins are wrong"
        if wrong == 2
        else f"if any 1 to {wrong} origins are wrong"
    )


def _told(bars: Sequence[Bar]) -> str:
    return ". ".join(f"{b.name}: {b.says}" for b in bars) + "."


def _svg(title: str, story: str, tall: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="eb" role="img" viewBox="0 0 {WIDTH} {tall:.0f}" width="{WIDTH}" height="{tall:.0f}">'
        f"<title>{escape(title)}</title><desc>{escape(story)}</desc><style>{STYLE}</style>{''.join(parts)}</svg>"
    )
