"""The screening as a picture: boxes from above to below, what left the way beside them; strokes and words in the colour of the text around, so that
it reads in light, dark and grey, and no style sheet is needed."""

from __future__ import annotations

import textwrap
from html import escape
from unicodedata import east_asian_width

from firsthand.guard import cells
from firsthand.publish.flow import Flow, told_reasons
from firsthand.publish.render.wording import shown

WIDTH, LEFT, RIGHT, WIDE, NARROW = 680, 2, 352, 270, 326  # of the picture; where the two columns begin and how wide they are
LINE, PAD, GAP = 18, 12, 26  # of a line of words, inside a box, between two rows
LETTERS = 42  # narrow letters on a line of the right column
Lines = list[tuple[str, str]]  # words and number


def svg(flow: Flow) -> str:
    """The flow as SVG, with a title and a description for those who do not see it."""
    rows = [
        ([("Found", _number(flow.found)), *([("  with the same bytes as another", _number(flow.duplicates))] if flow.duplicates else [])], _beside(flow)),
        ([("Screened", _number(flow.screened))], [("Excluded", _number(flow.excluded)), *((f"  {shown(cells.shown(r))}", _number(n)) for r, n in told_reasons(flow))]),
        ([("Included", _number(flow.included))], []),
        *([([("Relied on in this report", _number(flow.relied_on))], Lines())] if flow.relied_on is not None else []),
    ]  # fmt: skip
    parts, y = list[str](), 2.0
    for at, (left, right) in enumerate(rows):
        wrapped = _wrapped(right)
        high = PAD * 2 + LINE * max(len(left), len(wrapped), 1)
        low = PAD * 2 + LINE * len(left)
        parts += _box(LEFT, y, WIDE, low, left)
        parts += (
            [*_box(RIGHT, y, NARROW, high, wrapped), _arrow(LEFT + WIDE, y + PAD + LINE / 2, RIGHT, y + PAD + LINE / 2)] if wrapped else []
        )
        if at + 1 < len(rows):
            parts.append(_arrow(LEFT + WIDE / 2, y + low, LEFT + WIDE / 2, y + high + GAP))
        y += high + GAP
    told = f"{flow.found} documents found, {flow.screened} screened, {flow.excluded} excluded, {flow.included} included, {flow.waiting} not screened yet."
    return (
        f'<svg class="flow" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y - GAP + 2:.0f}" width="{WIDTH}" role="img" aria-labelledby="flow-title flow-desc" '
        f'font-family="ui-sans-serif, system-ui, sans-serif" font-size="13" fill="currentColor">'
        f'<title id="flow-title">How the documents were chosen</title><desc id="flow-desc">{told}</desc>{"".join(parts)}</svg>'
    )


def _beside(flow: Flow) -> Lines:
    """What stands beside the documents found."""
    told = (
        ("Not screened yet", flow.waiting),
        ("Only a block page or a removed notice", flow.no_page),
        ("With the same bytes as another", flow.duplicates),
    )
    return [(words, _number(n)) for words, n in told if n]


def _number(number: int | None) -> str:
    return f"{number or 0:,}"


def _wrapped(lines: Lines) -> Lines:
    """Lines that fit the right column; the number stands on the first of a long one."""
    out = Lines()
    for words, number in lines:
        wide = sum(1 for c in words if east_asian_width(c) in "WF")
        room = LETTERS if not wide else LETTERS // 2 + (len(words) - wide) // 4
        first, *rest = textwrap.wrap(words, room, initial_indent="  " * words.startswith(" "), subsequent_indent="    ") or [""]
        out += [(first, number), *((more, "") for more in rest)]
    return out


def _box(x: float, y: float, wide: float, high: float, lines: Lines) -> list[str]:
    frame = f'<rect x="{x}" y="{y:.0f}" width="{wide}" height="{high:.0f}" rx="3" fill="none" stroke="currentColor" stroke-opacity=".55"/>'
    return [frame, *(_line(x, y + PAD + LINE * n + 13, wide, words, number) for n, (words, number) in enumerate(lines))]


def _line(x: float, y: float, wide: float, words: str, number: str) -> str:
    deep = len(words) - len(words.lstrip())
    weight = "" if deep else ' font-weight="600"'
    left = f'<text x="{x + PAD + 6 * deep:.0f}" y="{y:.0f}"{weight}>{escape(words.strip())}</text>'
    return left + (f'<text x="{x + wide - PAD:.0f}" y="{y:.0f}" text-anchor="end"{weight}>{number}</text>' if number else "")


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    head = f"M{to_x:.0f},{to_y:.0f} l-7,-4 v8 z" if to_y == y else f"M{to_x:.0f},{to_y:.0f} l-4,-7 h8 z"
    line = f'<path d="M{x:.0f},{y:.0f} L{to_x - (7 if to_y == y else 0):.0f},{to_y - (0 if to_y == y else 7):.0f}" fill="none" stroke="currentColor" stroke-opacity=".55"/>'
    return f'{line}<path d="{head}" fill-opacity=".7"/>'
