"""Printed lines of PDF pages, and what each is: text of the body, running head or page number, note at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from firsthand.read.glyphs import Glyph, Page

RAISED_SIZE = 0.86  # a digit at most this large beside its line may be raised
RAISED_BY = 0.12  # of the line's size above its base: raised
NOTE_SIZE = 0.93  # lines of notes are at most this large beside the page's text
NOTE_FROM = 0.55  # notes stand below this share of the page's height, from the top
EDGE = 2  # lines at the top and the foot of a page that may be running heads
REPEATS = 3  # pages a running head stands on, at least (or every page of a shorter file of two)
_NUMBER_LINE = re.compile(
    r"\s*(?:[-–—]\s*)?(?:page\s+|p\.\s*|第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|页|頁)\s*\d*)?(?:\s*[-–—])?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its glyphs, base (y), size, and its part: body, head (running head or page number), note."""

    page: int
    glyphs: tuple[Glyph, ...]
    base: float
    size: float
    text: str
    part: str = "body"


def _whole_lines(lines: Iterable[tuple[Glyph, ...]]) -> Iterator[tuple[Glyph, ...]]:
    """Lines as printed: PDFium breaks one at a raised mark; what goes on to the right on the same base belongs to it."""
    whole: list[Glyph] = []
    for line in lines:
        if whole and not _goes_on(whole[-1], line[0]):
            yield tuple(whole)
            whole = []
        if whole and line[0].left - whole[-1].right > 0.15 * line[0].size and not whole[-1].char.isspace():
            last = whole[-1]
            whole.append(Glyph(" ", last.right, last.bottom, line[0].left, last.top, last.base, made=True))
        whole.extend(line)
    if whole:
        yield tuple(whole)


def _goes_on(last: Glyph, first: Glyph) -> bool:
    """Whether a line begins where another ends: at its height, right behind it."""
    size = max(last.size, first.size)
    return size > 0 and abs(first.base - last.base) < 0.5 * size and -0.2 * size < first.left - last.right < 1.5 * size


def _line(page: Page, glyphs: tuple[Glyph, ...]) -> Line:
    real = [g for g in glyphs if not g.made and not g.char.isspace()] or list(glyphs)
    size = max(median(g.size for g in real), 0.1)
    large = [g.base for g in real if g.size >= RAISED_SIZE * size] or [real[0].base]
    return Line(page.number, glyphs, median(large), size, "".join(g.char for g in glyphs))


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, those of its note block marked: small, low, from the first that begins with a mark."""
    lines = [_line(page, glyphs) for glyphs in _whole_lines(page.lines)]
    if not lines:
        return lines
    usual = usual_size(lines)
    first = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if _NUMBER_LINE.match(line.text):
            continue
        if line.size > NOTE_SIZE * usual or line.base > (1 - NOTE_FROM) * page.height:
            break
        if note_mark(line):
            first = place
    return [line if place < first or line.size > NOTE_SIZE * usual else _part(line, "note") for place, line in enumerate(lines)]


def usual_size(lines: list[Line]) -> float:
    """The size most characters of a page have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _part(line: Line, part: str) -> Line:
    return Line(line.page, line.glyphs, line.base, line.size, line.text, part)


def note_mark(line: Line) -> str:
    """The mark that a line of notes begins with, or ""."""
    m = re.match(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)]?(?=\s|\D)|([*†‡])|([①-⑳]))", line.text)
    if m is None:
        return ""
    mark = m[1] or m[2] or m[3] or (str(ord(m[4]) - 0x245F) if m[4] else "")
    if m[2] and not line.text[m.end() : m.end() + 1].isspace():  # a digit glued to a word counts only when it is raised
        first = next(g for g in line.glyphs if not g.char.isspace())
        return mark if is_raised(first, line) else ""
    return mark


def is_raised(glyph: Glyph, line: Line) -> bool:
    """Whether a glyph is smaller than its line and stands above its base, or is a raised digit of its font."""
    if glyph.lifted and abs(glyph.base - line.base) < RAISED_BY * line.size:
        return True
    return glyph.size <= RAISED_SIZE * line.size and glyph.base >= line.base + RAISED_BY * line.size


def _shape(text: str) -> str:
    """A line with its numbers taken out: running heads differ in the page's number only."""
    return re.sub(r"\d+", "#", "".join(text.split())).lower()


def running_heads(pages: list[list[Line]]) -> frozenset[str]:
    """Shapes of lines at the edges of pages that come again on others."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(line.text) for line in lines[:EDGE] + lines[-EDGE:] if len(line.text) < 200})
    return frozenset(shape for shape, times in seen.items() if times >= min(REPEATS, max(len(pages), 2)) and shape)


def as_head(line: Line, heads: frozenset[str], place: int, count: int) -> Line:
    """The line, marked as running head where it is one: a shape that repeats, or a page number alone at an edge."""
    edge = place < EDGE or place >= count - EDGE
    outermost = place == 0 or place == count - 1
    if outermost and count > 1 and _NUMBER_LINE.match(line.text):
        return _part(line, "head")
    return _part(line, "head") if edge and line.part == "body" and _shape(line.text) in heads else line
