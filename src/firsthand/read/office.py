"""A Word file as text: paragraphs in the order of the document, rows of tables as lines with tabs, then the notes that are called, each with its bytes.

The way back leads into the XML of the part: segments count the bytes of document, footnotes and endnotes unfolded and put one after another
(`Stream.members`). Notes carry no mark in the text: Word counts them, and so does this reader (ECMA-376 part 1, 17.11).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firsthand.errors import Trouble
from firsthand.model.passages import Member, Segment, Span
from firsthand.read.facts import JUNK_TITLE
from firsthand.read.note_numbers import MARK, marks_of
from firsthand.read.package import Package
from firsthand.read.sheets import Call, Sheet
from firsthand.read.word_parts import NoteCall, Numbering, Paragraph, Words
from firsthand.read.wordml import words_of

CORE = "docProps/core.xml"
NOTICED = ("insertions", "deletions", "comments", "hidden runs", "embedded documents", "macros", "pictures")  # what is told beside the text
_TOLD = {
    "dc:title": "title",
    "dc:creator": "author",
    "dcterms:created": "created",
    "dcterms:modified": "modified",
    "dc:language": "language",
}
_HEADING = re.compile(r"(?:heading|título|titre|überschrift)\s*\d$|title$|subtitle$", re.IGNORECASE)
_LISTING = re.compile(r"toc\s*\d|table of figures|index\s*\d", re.IGNORECASE)  # styles of tables of contents


def sheet_of(raw: bytes, name: str = "") -> Sheet:
    """The sheet of a Word file. Raises Trouble: password, damaged, refused, too-large, unsupported (no Word file)."""
    package = Package(raw, name)
    main = next((r.target for r in package.related() if r.kind == "officeDocument"), "")
    if not _is_word(package, main):
        raise Trouble("unsupported", path=name, what="office files other than Word")
    writer = _Writer()
    story = _story(package, main, writer)
    notes = {kind: _story(package, part, writer) for kind, part in _note_parts(package, main)}
    styles, settings = _styles(package, main), _settings(package, main)
    writer.document(story.words, styles)
    writer.called(marks_of(writer.awaiting, story.words, settings), notes)
    facts = {**_facts(package)}
    if title := writer.title:
        facts.setdefault("title", title)
    return writer.sheet(facts, _noticed(package, [story, *notes.values()]))


@dataclass(frozen=True)
class _Story:
    """The words of a part, and where its bytes begin among those of all parts that are read."""

    words: Words
    low: int


def _is_word(package: Package, main: str) -> bool:
    """Whether the main part is a document of Word: its root says so."""
    roots: list[str] = []
    package.walk(package.part(main), lambda name, given, at: roots.append(name) if not roots else None)
    return roots == ["w:document"]


def _note_parts(package: Package, main: str) -> list[tuple[str, str]]:
    """The parts with footnotes and endnotes."""
    kinds = {"footnotes": "footnote", "endnotes": "endnote"}
    found = {kinds[r.kind]: r.target for r in package.related(main) if r.kind in kinds and r.target in package.members}
    return [(kind, found[kind]) for kind in ("footnote", "endnote") if kind in found]


def _story(package: Package, part: str, writer: _Writer) -> _Story:
    xml = package.part(part)
    links = {r.id: r.target for r in package.related(part) if r.outside}
    return _Story(words_of(package, part, xml, links), writer.member(part, len(xml)))


def _settings(package: Package, main: str) -> dict[str, Numbering]:
    """How the whole document counts its notes."""
    part = next((r.target for r in package.related(main) if r.kind == "settings"), "")
    return words_of(package, part, package.part(part), {}).sections[0]


def _styles(package: Package, main: str) -> dict[str, str]:
    """The names of styles by their ids: built-in ones have English names in every language of Word."""
    names: dict[str, str] = {}
    last = ""

    def started(name: str, given: Mapping[str, str], at: int) -> None:
        nonlocal last
        if name == "w:style":
            last = given.get("w:styleId", "")
        elif name == "w:name" and last:
            names.setdefault(last, given.get("w:val", ""))

    package.walk(package.part(next((r.target for r in package.related(main) if r.kind == "styles"), "")), started)
    return names


def _facts(package: Package) -> dict[str, str]:
    """Title, author and the days of making and of the last change, as the file's properties tell them: proposals."""
    part = next((r.target for r in package.related() if r.kind == "core-properties"), CORE)
    told: dict[str, str] = {}
    path: list[str] = []

    def said(text: str, at: int) -> None:
        if path and path[-1] in _TOLD:
            told[_TOLD[path[-1]]] = (told.get(_TOLD[path[-1]], "") + text)[:500]

    package.walk(package.part(part), lambda name, given, at: path.append(name), lambda name, at: _left(path), said)
    found = {key: " ".join(value.split()) for key, value in told.items()}
    return {key: value for key, value in found.items() if value and not (key == "title" and JUNK_TITLE.match(value))}


def _left(path: list[str]) -> None:
    path.pop()


def _noticed(package: Package, stories: list[_Story]) -> tuple[tuple[str, int], ...]:
    """What the file holds beside the text that was read, and how often."""
    met = sum((s.words.met for s in stories), Counter[str]())
    met["macros"] = sum(n.endswith("vbaProject.bin") for n in package.members)
    met["pictures"] = sum("/media/" in n for n in package.members)
    return tuple((kind, met[kind]) for kind in NOTICED if met[kind])


# ---- the stream -------------------------------------------------------------------------------------------------------------------------------


class _Writer:
    """Puts paragraphs onto one stream; `sheet` is called once, at the end."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.pieces: list[str] = []
        self.segments: list[Segment] = []
        self.blocks: list[Span] = []
        self.body: list[Span] = []
        self.headings: list[Span] = []
        self.links: list[tuple[Span, str]] = []
        self.calls: list[Call] = []
        self.awaiting: list[tuple[NoteCall, Span, str]] = []
        self.title = ""
        self.length = 0

    def member(self, name: str, size: int) -> int:
        """Takes a part in; gives the place of its first byte."""
        low = self.members[-1].high if self.members else 0
        self.members.append(Member(name, low, low + size))
        return low

    def document(self, words: Words, styles: Mapping[str, str]) -> None:
        """The paragraphs of the document."""
        for group in _grouped(words.paragraphs):
            span = self._block(group, 0)
            name = styles.get(group[0].style, group[0].style)
            if not _LISTING.match(name):
                self._into_body(span)
            if _HEADING.match(name) and not group[0].row:
                self.headings.append(span)
                if name.lower().startswith(("title", "heading 1")) and not self.title:
                    self.title = " ".join("".join(p.text for p in group).split())

    def called(self, marks: list[str], notes: Mapping[str, _Story]) -> None:
        """The notes that the document calls, in the order of their calls."""
        by_id = {kind: _by_note(story.words.paragraphs) for kind, story in notes.items()}
        calls, self.awaiting = self.awaiting, []
        for (call, at, _), mark in zip(calls, marks, strict=True):
            paragraphs = by_id.get(call.kind, {}).pop(call.id, None)
            if paragraphs is None:
                continue
            blocks = [self._block(group, notes[call.kind].low) for group in _grouped(paragraphs)]
            note = Span(blocks[0].start, blocks[-1].end) if blocks else None
            self.calls.append(Call(mark, at, self._bare(note)))

    def _bare(self, note: Span | None) -> Span | None:
        """A note without white space at its ends; None where nothing is left."""
        if note is None:
            return None
        text = "".join(self.pieces[self._index(note.start) :])
        start = note.start + len(text) - len(text.lstrip())
        return Span(start, note.end) if start < note.end else None

    def _index(self, place: int) -> int:
        """The piece that begins at a place; notes are the last that was written."""
        at, index = self.length, len(self.pieces)
        while at > place:
            index -= 1
            at -= len(self.pieces[index])
        return index

    def _block(self, group: list[Paragraph], low: int) -> Span:
        """A paragraph, with those that go on with it, or a row of a table."""
        if self.length:
            self._put("\n" if self._in_table(group) else "\n\n", 0, 0, False)
        self.last_row = group[0].row
        start = self.length
        for place, paragraph in enumerate(group):
            if place and not group[place - 1].runs_on:
                self._put("\t" if group[place - 1].cell != paragraph.cell else "\n", 0, 0, False)
            here = self.length
            for p in paragraph.pieces:
                self._put(p.text, p.low + low, p.high + low, p.linear)
            self.links += [(Span(here + a, here + b), address) for a, b, address in paragraph.links]
            self.awaiting += [_awaited(call, paragraph, here) for call in paragraph.calls]
        span = Span(start, self.length)
        self.blocks.append(span)
        return span

    last_row = 0

    def _in_table(self, group: list[Paragraph]) -> bool:
        return bool(group[0].row and self.last_row)

    def _put(self, text: str, low: int, high: int, linear: bool) -> None:
        if not text:
            return
        if low == high == 0 and self.segments:
            low = high = self.segments[-1].high
        self.pieces.append(text)
        self.segments.append(Segment(self.length, self.length + len(text), low, high, linear))
        self.length += len(text)

    def _into_body(self, span: Span) -> None:
        if self.body and self.body[-1].end >= span.start - 2:
            self.body[-1] = Span(self.body[-1].start, span.end)
        else:
            self.body.append(span)

    def sheet(self, facts: Mapping[str, str], noticed: tuple[tuple[str, int], ...]) -> Sheet:
        """Everything written, as a value."""
        return Sheet(
            "docx", "utf-8", "".join(self.pieces), tuple(self.segments), tuple(self.blocks), tuple(self.body), tuple(self.links), tuple(self.calls), facts,
            members=tuple(self.members), headings=tuple(self.headings), noticed=noticed,
        )  # fmt: skip


def _awaited(call: NoteCall, paragraph: Paragraph, here: int) -> tuple[NoteCall, Span, str]:
    """A call with its place in the stream (empty but for a mark of its own) and the words behind it."""
    behind = paragraph.text[call.at : call.at + 8] if call.own else ""
    mark = MARK.match(behind)
    return call, Span(here + call.at + (mark.start(1) if mark else 0), here + call.at + (mark.end(1) if mark else 0)), behind


def _grouped(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs that make one block: a row of a table; one whose mark was deleted with the next. Empty ones are left out."""
    group: list[Paragraph] = []
    for p in paragraphs:
        goes_on = bool(group) and ((p.row and p.row == group[-1].row) or (group[-1].runs_on and not p.row and not group[-1].row))
        if group and not goes_on:
            yield from _with_text(group)
            group = []
        group.append(p)
    yield from _with_text(group)


def _with_text(group: list[Paragraph]) -> Iterator[list[Paragraph]]:
    if any(p.text.strip() for p in group):
        yield group


def _by_note(paragraphs: list[Paragraph]) -> dict[str, list[Paragraph]]:
    """The paragraphs of each note."""
    found: dict[str, list[Paragraph]] = {}
    for p in paragraphs:
        if p.note:
            found.setdefault(p.note, []).append(p)
    return found
