"""A PDF as text: lines in the order of the file, paragraphs parted by a blank line, pages by a form feed, every word with its box.

Running heads, page numbers and notes at the foot of a page stay in the stream and outside the body. Hyphens at line ends are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from firsthand.errors import Trouble
from firsthand.model.passages import Box, Segment, Span
from firsthand.read.facts import JUNK_TITLE
from firsthand.read.glyphs import Area, Glyph, pages_of, told_by
from firsthand.read.lines import Line, as_head, is_raised, lines_of, note_mark, running_heads, usual_size
from firsthand.read.sheets import Call, Sheet
from firsthand.tongues.scripts import HAN, KANA

GAP = 1.45  # times the usual distance of lines: a new paragraph
CLEAR = 1.3  # the same, behind a line that ends a sentence
FULL = 0.8  # of the width of a page's text: a last line at least this wide was broken by the page's end
UNKNOWN = "\ufffd"  # a character of which the file does not say which it is
CHARS_MOST = 20_000_000  # code points of all pages
_UNSPACED = re.compile(f"[{HAN}{KANA}\\u0f00-\\u0fff\\u3000-\\u303f\\uff00-\\uff65]")
_MARKS_BEHIND = re.compile(r"(?<=\D)\d{1,3}\s*$")  # of notes, behind a full stop
_ENDED = re.compile("[.!?…:;。！？；：།༎༑][\"'”’»›」』】）)\\]]*\\s*$")


def sheet_of(raw: bytes, name: str = "") -> Sheet:
    """The sheet of a PDF. Raises Trouble: password, damaged, too-large, scan (pictures of pages without text)."""
    pages: list[list[Line]] = []
    areas: list[tuple[Area, ...]] = []
    lost: list[int] = []
    count = 0
    for page in pages_of(raw, name):
        lines = lines_of(page)
        count += sum(len(line.text) for line in lines)
        if count > CHARS_MOST:
            raise Trouble("too-large", path=name, limit=f"{CHARS_MOST:,} characters")
        pages.append(lines)
        areas.append(page.areas)
        if not page.loads:
            lost.append(page.number)
    if lost and not count:
        raise Trouble("damaged", path=name, why=f"{len(lost)} of its {len(pages)} pages do not load and no other has text")
    if not any(not c.isspace() and c != UNKNOWN for lines in pages for line in lines for c in line.text):
        raise Trouble("scan", path=name, what="the extra `ocr` (pip install 'firsthand[ocr]')")
    heads = running_heads(pages)
    writer = _Writer()
    for number, lines in enumerate(pages, 1):
        writer.areas = areas[number - 1]
        writer.page(number, [as_head(line, heads, place, len(lines)) for place, line in enumerate(lines)])
    return writer.sheet(_facts(raw, pages), tuple(lost))


def _facts(raw: bytes, pages: list[list[Line]]) -> dict[str, str]:
    """Title by the largest lines of the first page or the file's own word; author and day of making by the file's word."""
    told = told_by(raw)
    title = told.get("Title", "").strip()
    found = {
        "title": title if title and not JUNK_TITLE.match(title) else _largest(pages),
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
    if most < 1.15 * usual_size(first):
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
        self.links: list[tuple[Span, str]] = []
        self.areas: tuple[Area, ...] = ()  # links of the page that is being written
        self.carried: list[Call] = []  # calls whose notes may stand on the next page
        self.runs_over: list[int] = []
        self.last: list[Line] = []  # the lines of the page before
        self.length = 0

    def page(self, number: int, lines: list[Line]) -> None:
        """All lines of a page, those of the body first marked off from heads and notes."""
        if number > 1:
            if _runs_on(self.last, lines):
                self.runs_over.append(self.length)
            self._put("\f")
        self.last = lines
        notes: dict[str, Span] = {}
        calls: list[Call] = []
        for group in _paragraphs(lines):
            if self.pieces and not self.pieces[-1].endswith("\f"):
                self._put("\n\n")
            start = self.length
            for place, line in enumerate(group):
                if place:
                    self._put("\n")
                calls.extend(self._line(line, place > 0))
            span = Span(start, self.length)
            self.blocks.append(span)
            if group[0].part == "body":
                self.body.append(span)
            elif group[0].part == "note" and (mark := note_mark(group[0])):
                notes[mark] = _after_mark(group[0].text, span)
        here = {call.mark for call in calls}
        carried = [call for call in self.carried if call.mark in notes and call.mark not in here]  # their notes did not fit their own page
        self.calls.extend(Call(call.mark, call.at, notes[call.mark]) for call in [*carried, *calls] if call.mark in notes)
        self.carried = [call for call in calls if call.mark not in notes]

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.segments.append(Segment(self.length, self.length + len(text), 0, 0, linear=False))
        self.length += len(text)

    def _line(self, line: Line, goes_on: bool) -> Iterator[Call]:
        """One line, a segment for each word; gives the raised marks in it, also the first where the line goes on with another."""
        start = self.length
        glyphs = _without_made_gaps(_trimmed(line.glyphs))
        for word in _words(glyphs):
            text = "".join(g.char for g in word)
            self.pieces.append(text)
            self.segments.append(Segment(self.length, self.length + len(text), 0, 0, linear=False, box=_box(line.page, word)))
            self.length += len(text)
        for area in (a for a in self.areas if a.bottom < line.base + line.size and a.top > line.base - line.size):
            within = [n for n, g in enumerate(glyphs) if _covers(area, g)]
            if within and area.address.startswith(("http://", "https://")):
                self.links.append((Span(start + within[0], start + within[-1] + 1), area.address))
        if line.part == "body":
            yield from _raised_marks(line, glyphs, start, goes_on)

    def sheet(self, facts: dict[str, str], lost: tuple[int, ...]) -> Sheet:
        """Everything written, as a value; neighbouring spans of the body are joined."""
        text = "".join(self.pieces)
        body: list[Span] = []
        for span in self.body:
            if body and not text[body[-1].end : span.start].strip():
                body[-1] = Span(body[-1].start, span.end)
            else:
                body.append(span)
        return Sheet(
            "pdf",
            "",
            text,
            tuple(self.segments),
            tuple(self.blocks),
            tuple(body),
            tuple(self.links),
            tuple(self.calls),
            facts,
            "",
            lost,
            tuple(self.runs_over),
        )


def _covers(area: Area, glyph: Glyph) -> bool:
    """Whether the middle of a printed glyph lies in an area."""
    across, up = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return not glyph.char.isspace() and area.left <= across <= area.right and area.bottom <= up <= area.top


def _runs_on(above: list[Line], below: list[Line]) -> bool:
    """Whether a sentence runs over from one page to the next: nothing printed between, the last line full and without an end, the size the same.

    Where a running head, a page's number or a note stands between, the two halves stay two sentences: no span of the stream holds both and not that.
    """
    if not above or not below or above[-1].part != "body" or below[0].part != "body":
        return False
    last, first = above[-1], below[0]
    edges = [max(g.right for g in line.glyphs) for line in above]
    begins = first.text.lstrip()[:1]
    return (
        _ENDED.search(last.text) is None
        and (begins.islower() or _UNSPACED.match(begins) is not None)
        and edges[-1] >= FULL * max(edges)
        and max(last.size, first.size) <= 1.05 * min(last.size, first.size)
    )


def _after_mark(text: str, span: Span) -> Span:
    """A note without the mark at its head."""
    head = re.match(r"\s*[\[(]?(?:\d{1,3}|[*†‡①-⑳])[\])]?[.:]?\s*", text)
    start = span.start + (len(head[0].lstrip()) if head else 0)
    return Span(start, span.end) if start < span.end else span


def _raised_marks(line: Line, glyphs: tuple[Glyph, ...], start: int, goes_on: bool) -> Iterator[Call]:
    """Runs of raised digits or stars after a word: what calls notes."""
    at = 0
    while at < len(glyphs):
        end = at
        while end < len(glyphs) and (glyphs[end].char.isdigit() or glyphs[end].char in "*†‡") and is_raised(glyphs[end], line):
            end += 1
        if end > at:
            if at and not glyphs[at - 1].char.isspace() or at > 1 or (not at and goes_on and end < len(glyphs)):
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
        return bool(note_mark(line))
    step = above.base - line.base
    larger = max(above.size, line.size) > 1.12 * min(above.size, line.size)
    gap = CLEAR if _ENDED.search(_MARKS_BEHIND.sub("", above.text)) else GAP
    return larger or (usual > 0 and not -0.5 * above.size < step < gap * max(usual, above.size))
