"""A PDF as text: lines in the order of the file, paragraphs parted by a blank line, pages by a form feed, every word with its box.

Running heads, page numbers and notes at the foot of a page stay in the stream and outside the body. Hyphens at line ends are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from firsthand.errors import Trouble
from firsthand.model.passages import Box, Segment, Span
from firsthand.read.glyphs import Glyph, Page, pages_of, told_by
from firsthand.read.sheets import Call, Sheet
from firsthand.tongues.scripts import HAN, KANA

RAISED_SIZE = 0.86  # a digit at most this large beside its line may be raised
RAISED_BY = 0.12  # of the line's size above its base: raised
NOTE_SIZE = 0.93  # lines of notes are at most this large beside the page's text
NOTE_FROM = 0.55  # notes stand below this share of the page's height, from the top
GAP = 1.45  # times the usual distance of lines: a new paragraph
EDGE = 2  # lines at the top and the foot of a page that may be running heads
REPEATS = 3  # pages a running head stands on, at least (or every page of a shorter file of two)
CHARS_MOST = 20_000_000  # code points of all pages
_NUMBER_LINE = re.compile(
    r"\s*(?:[-–—]\s*)?(?:page\s+|p\.\s*|第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|页|頁)\s*\d*)?(?:\s*[-–—])?\s*$", re.IGNORECASE
)
_UNSPACED = re.compile(f"[{HAN}{KANA}\\u0f00-\\u0fff\\u3000-\\u303f\\uff00-\\uff65]")
_JUNK_TITLE = re.compile(r"(?i)^(?:microsoft\b.*|untitled.*|.*\.(?:docx?|indd|pdf|qxd|tex|odt|pptx?)|document\d*|\W*)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its glyphs, base (y), size, and its part: body, head (running head or page number), note."""

    page: int
    glyphs: tuple[Glyph, ...]
    base: float
    size: float
    text: str
    part: str = "body"


def sheet_of(raw: bytes, name: str = "") -> Sheet:
    """The sheet of a PDF. Raises Trouble: password, damaged, too-large, unsupported (pictures of pages without text)."""
    pages: list[list[Line]] = []
    count = 0
    for page in pages_of(raw, name):
        lines = [_line(page, glyphs) for glyphs in _whole_lines(page.lines)]
        count += sum(len(line.text) for line in lines)
        if count > CHARS_MOST:
            raise Trouble("too-large", path=name, limit=f"{CHARS_MOST:,} characters")
        pages.append(_with_notes(page, lines))
    if not count:
        raise Trouble("unsupported", path=name, what="pages without text (pictures of pages)")
    heads = _running_heads(pages)
    writer = _Writer()
    for number, lines in enumerate(pages, 1):
        writer.page(number, [_as_head(line, heads, place, len(lines)) for place, line in enumerate(lines)])
    return writer.sheet(_facts(raw, pages))


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


def _with_notes(page: Page, lines: list[Line]) -> list[Line]:
    """The lines of a page with those of its note block marked: small, low, from the first that begins with a mark."""
    if not lines:
        return lines
    usual = _usual_size(lines)
    first = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if _NUMBER_LINE.match(line.text):
            continue
        if line.size > NOTE_SIZE * usual or line.base > (1 - NOTE_FROM) * page.height:
            break
        if _note_mark(line):
            first = place
    return [line if place < first or line.size > NOTE_SIZE * usual else _part(line, "note") for place, line in enumerate(lines)]


def _usual_size(lines: list[Line]) -> float:
    """The size most characters of a page have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _part(line: Line, part: str) -> Line:
    return Line(line.page, line.glyphs, line.base, line.size, line.text, part)


def _note_mark(line: Line) -> str:
    """The mark that a line of notes begins with, or ""."""
    m = re.match(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)]?(?=\s|\D)|([*†‡])|([①-⑳]))", line.text)
    if m is None:
        return ""
    mark = m[1] or m[2] or m[3] or (str(ord(m[4]) - 0x245F) if m[4] else "")
    if m[2] and not line.text[m.end() : m.end() + 1].isspace():  # a digit glued to a word counts only when it is raised
        first = next(g for g in line.glyphs if not g.char.isspace())
        return mark if _is_raised(first, line) else ""
    return mark


def _is_raised(glyph: Glyph, line: Line) -> bool:
    """Whether a glyph is smaller than its line and stands above its base."""
    return glyph.size <= RAISED_SIZE * line.size and glyph.base >= line.base + RAISED_BY * line.size


def _shape(text: str) -> str:
    """A line with its numbers taken out: running heads differ in the page's number only."""
    return re.sub(r"\d+", "#", "".join(text.split())).lower()


def _running_heads(pages: list[list[Line]]) -> frozenset[str]:
    """Shapes of lines at the edges of pages that come again on others."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(line.text) for line in lines[:EDGE] + lines[-EDGE:] if len(line.text) < 200})
    return frozenset(shape for shape, times in seen.items() if times >= min(REPEATS, max(len(pages), 2)) and shape)


def _as_head(line: Line, heads: frozenset[str], place: int, count: int) -> Line:
    """The line, marked as running head where it is one: a shape that repeats, or a page number alone at an edge."""
    edge = place < EDGE or place >= count - EDGE
    outermost = place == 0 or place == count - 1
    if outermost and count > 1 and _NUMBER_LINE.match(line.text):
        return _part(line, "head")
    return _part(line, "head") if edge and line.part == "body" and _shape(line.text) in heads else line


def _facts(raw: bytes, pages: list[list[Line]]) -> dict[str, str]:
    """Title by the largest lines of the first page or the file's own word; author and day of making by the file's word."""
    told = told_by(raw)
    title = told.get("Title", "").strip()
    found = {
        "title": title if title and not _JUNK_TITLE.match(title) else _largest(pages),
        "author": told.get("Author", "").strip(),
        "created": told.get("CreationDate", ""),
    }
    return {key: value[:500] for key, value in found.items() if value}


def _largest(pages: list[list[Line]]) -> str:
    """The lines of the first page with text that are printed larger than the rest, as a title."""
    first = next((lines for lines in pages if lines), [])
    if not first:
        return ""
    most = max(line.size for line in first)
    if most < 1.15 * _usual_size(first):
        return ""
    return " ".join(" ".join(line.text.split()) for line in first if line.size >= 0.97 * most)


class _Writer:
    """Puts the lines of pages onto one stream; `sheet` is called once, at the end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.segments: list[Segment] = []
        self.blocks: list[Span] = []
        self.body: list[Span] = []
        self.calls: list[Call] = []
        self.length = 0

    def page(self, number: int, lines: list[Line]) -> None:
        """All lines of a page, those of the body first marked off from heads and notes."""
        if number > 1:
            self._put("\f")
        notes: dict[str, Span] = {}
        calls: list[Call] = []
        for group in _paragraphs(lines):
            if self.pieces and not self.pieces[-1].endswith("\f"):
                self._put("\n\n")
            start = self.length
            for place, line in enumerate(group):
                if place:
                    self._put("\n")
                calls.extend(self._line(line))
            span = Span(start, self.length)
            self.blocks.append(span)
            if group[0].part == "body":
                self.body.append(span)
            elif group[0].part == "note" and (mark := _note_mark(group[0])):
                notes[mark] = _after_mark(group[0].text, span)
        self.calls.extend(Call(call.mark, call.at, notes[call.mark]) for call in calls if call.mark in notes)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.segments.append(Segment(self.length, self.length + len(text), 0, 0, linear=False))
        self.length += len(text)

    def _line(self, line: Line) -> Iterator[Call]:
        """One line, a segment for each word; gives the raised marks in it."""
        start = self.length
        glyphs = _without_made_gaps(_trimmed(line.glyphs))
        for word in _words(glyphs):
            text = "".join(g.char for g in word)
            self.pieces.append(text)
            self.segments.append(Segment(self.length, self.length + len(text), 0, 0, linear=False, box=_box(line.page, word)))
            self.length += len(text)
        if line.part == "body":
            yield from _raised_marks(line, glyphs, start)

    def sheet(self, facts: dict[str, str]) -> Sheet:
        """Everything written, as a value; neighbouring spans of the body are joined."""
        text = "".join(self.pieces)
        body: list[Span] = []
        for span in self.body:
            if body and not text[body[-1].end : span.start].strip():
                body[-1] = Span(body[-1].start, span.end)
            else:
                body.append(span)
        return Sheet("pdf", "", text, tuple(self.segments), tuple(self.blocks), tuple(body), (), tuple(self.calls), facts)


def _after_mark(text: str, span: Span) -> Span:
    """A note without the mark at its head."""
    head = re.match(r"\s*[\[(]?(?:\d{1,3}|[*†‡①-⑳])[\])]?[.:]?\s*", text)
    start = span.start + (len(head[0].lstrip()) if head else 0)
    return Span(start, span.end) if start < span.end else span


def _raised_marks(line: Line, glyphs: tuple[Glyph, ...], start: int) -> Iterator[Call]:
    """Runs of raised digits or stars after a word: what calls notes."""
    at = 0
    while at < len(glyphs):
        end = at
        while end < len(glyphs) and (glyphs[end].char.isdigit() or glyphs[end].char in "*†‡") and _is_raised(glyphs[end], line):
            end += 1
        if end > at:
            if at and not glyphs[at - 1].char.isspace() or at > 1:
                yield Call("".join(g.char for g in glyphs[at:end]), Span(start + at, start + end))
            at = end
        at += 1


def _without_made_gaps(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Without the spaces that PDFium puts into wide setting between two Han, kana or Tibetan characters: nobody wrote them."""
    middle = zip(glyphs, glyphs[1:], glyphs[2:], strict=False)
    kept = [
        g for before, g, after in middle if not (g.made and g.char == " " and _UNSPACED.match(before.char) and _UNSPACED.match(after.char))
    ]
    return (*glyphs[:1], *kept, *glyphs[-1:]) if len(glyphs) > 1 else glyphs


def _trimmed(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Without white space at both ends."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].char.isspace():
        start += 1
    while end > start and glyphs[end - 1].char.isspace():
        end -= 1
    return glyphs[start:end]


def _words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Runs up to and with a space."""
    word: list[Glyph] = []
    for glyph in glyphs:
        word.append(glyph)
        if glyph.char.isspace():
            yield word
            word = []
    if word:
        yield word


def _box(page: int, word: list[Glyph]) -> Box | None:
    """The box around the printed glyphs of a word."""
    real = [g for g in word if not g.made and g.right > g.left]
    if not real:
        return None
    return Box(
        page,
        round(min(g.left for g in real), 2),
        round(min(g.bottom for g in real), 2),
        round(max(g.right for g in real), 2),
        round(max(g.top for g in real), 2),
    )


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """Groups of lines that belong together: the same part, the same size, the usual distance; a note begins at its mark."""
    distances = [a.base - b.base for a, b in zip(lines, lines[1:], strict=False) if 0 < a.base - b.base < 4 * a.size]
    usual = median(distances) if distances else 0.0
    group: list[Line] = []
    for line in lines:
        if group and _parts(group[-1], line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(above: Line, line: Line, usual: float) -> bool:
    """Whether a new paragraph begins at this line."""
    if above.part != line.part or above.part == "head":
        return True
    if line.part == "note":
        return bool(_note_mark(line))
    step = above.base - line.base
    larger = max(above.size, line.size) > 1.12 * min(above.size, line.size)
    return larger or (usual > 0 and not -0.5 * above.size < step < GAP * max(usual, above.size))
