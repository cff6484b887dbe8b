"""The words of a Word part (document, footnotes, endnotes) as paragraphs of pieces, each with its bytes (ECMA-376 part 1, 17).

Read are insertions and what was moved here; not read are deletions, what was moved away, hidden words, fallbacks of newer drawings and the instructions of
fields, whose shown result is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.read.package import Package
from firsthand.read.word_parts import NoteCall, Numbering, Paragraph, Piece, Words, stripped

GONE = frozenset(["w:del", "w:moveFrom"])
SKIPPED = GONE | frozenset(
    ["mc:Fallback", "w:rt", "w:delText", "w:delInstrText", "w:pPrChange", "w:rPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange"]
)  # fmt: skip  # the last six: how it looked before
COUNTED = {
    "w:ins": "insertions", "w:moveTo": "insertions", "w:del": "deletions", "w:moveFrom": "deletions", "w:commentReference": "comments",
    "w:altChunk": "embedded documents", "w:subDoc": "embedded documents",
}  # fmt: skip
STANDING = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_OFF = ("0", "false", "off")


def words_of(package: Package, part: str, xml: bytes, links: Mapping[str, str]) -> Words:
    """The words of a part; `links` are its outside relationships by id."""
    walker = _Walker(xml, links)
    package.walk(xml, walker.started, walker.ended, walker.said)
    return walker.words


@dataclass
class _Row:
    """A table row being read."""

    number: int
    cell: int = 0
    deleted: bool = False


@dataclass
class _Field:
    """A field being read: its instruction, whether its result has begun, and where in the paragraph."""

    instruction: str = ""
    shown: bool = False
    start: int = 0


class _Walker:
    """One pass over the elements of a part."""

    def __init__(self, xml: bytes, links: Mapping[str, str]) -> None:
        self.xml, self.links, self.words = xml, links, Words()
        self.utf8 = not xml.startswith((b"\xff\xfe", b"\xfe\xff")) and xml[:1] != b"\0" and xml[1:2] != b"\0"
        self.path: list[str] = []
        self.skipping = 0
        self.open: list[Paragraph] = []
        self.rows: list[_Row] = []
        self.row_count = 0
        self.note = ""
        self.fields: list[_Field] = []
        self.anchors: list[tuple[int, str]] = []
        self.chunks: list[tuple[str, int]] | None = None
        self.keeps_space = self.hidden = self.section_ends = False

    # ---- elements ------------------------------------------------------------------------------------------------------------------------

    def started(self, name: str, given: Mapping[str, str], at: int) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.skipping:
            self.skipping += 1
            return
        if name in COUNTED and parent not in ("w:rPr", "w:trPr"):
            self.words.met[COUNTED[name]] += 1
        if name in SKIPPED and self._skips(name, parent):
            self.skipping = 1
            return
        begin = _BEGINS.get(name)
        if begin is not None:
            begin(self, given, at)
        elif self.open and name in STANDING and parent == "w:r":
            self._stands(STANDING[name], at)
        elif self.open and name in NOTES:
            self._called(NOTES[name], given, at)

    def ended(self, name: str, at: int) -> None:
        self.path.pop()
        if self.skipping:
            self.skipping -= 1
            return
        end = _ENDS.get(name)
        if end is not None:
            end(self, at)

    def said(self, text: str, at: int) -> None:
        if self.skipping:
            return
        if self.chunks is not None:
            self.chunks.append((text, at))
        elif self.fields and self.path[-1] == "w:instrText" and not self.fields[-1].shown:
            self.fields[-1].instruction += text

    def _skips(self, name: str, parent: str) -> bool:
        """Whether what stands inside is left out; as a property it says that the row or the paragraph's mark was deleted."""
        if name not in GONE or parent not in ("w:rPr", "w:trPr"):
            return True
        if parent == "w:trPr" and self.rows:
            self.rows[-1].deleted = True
        elif parent == "w:rPr" and self.open and name == "w:del":
            self.open[-1].runs_on = True
        return False

    # ---- paragraphs, tables, notes, sections ------------------------------------------------------------------------------------------------

    def _paragraph(self, given: Mapping[str, str], at: int) -> None:
        row = self.rows[-1] if self.rows else _Row(0)
        made = Paragraph(row=row.number, cell=row.cell, note=self.note)
        self.open.append(made)
        self.words.paragraphs.append(made)

    def _end_paragraph(self, at: int) -> None:
        made = self.open.pop()
        if self.rows and self.rows[-1].deleted:
            made.pieces, made.calls, made.links, made.length = [], [], [], 0
        if self.section_ends:
            self._next_section()

    def _style(self, given: Mapping[str, str], at: int) -> None:
        if self.open:
            self.open[-1].style = given.get("w:val", "")

    def _listed(self, given: Mapping[str, str], at: int) -> None:
        if self.open:
            self.open[-1].listed = True

    def _row(self, given: Mapping[str, str], at: int) -> None:
        self.row_count += 1
        self.rows.append(_Row(self.row_count))

    def _end_row(self, at: int) -> None:
        self.rows.pop()

    def _cell(self, given: Mapping[str, str], at: int) -> None:
        if self.rows:
            self.rows[-1].cell += 1

    def _note(self, given: Mapping[str, str], at: int) -> None:
        self.note = given.get("w:id", "") if given.get("w:type", "normal") == "normal" else "(separator)"

    def _end_note(self, at: int) -> None:
        self.note = ""

    def _counts(self, given: Mapping[str, str], at: int) -> None:
        """A property of how notes are counted, of a section or of all."""
        kind = next((k for k in ("w:footnotePr", "w:endnotePr") if k in self.path[-3:]), "")
        if not kind:
            return
        told = self.words.sections[-1].setdefault(kind[2:-2], Numbering())
        name, value = self.path[-1], given.get("w:val", "")
        told.form = value if name == "w:numFmt" else told.form
        told.start = value if name == "w:numStart" else told.start
        told.restart = value if name == "w:numRestart" else told.restart

    def _end_section(self, at: int) -> None:
        """The properties of a section stand in its last paragraph, before that one's words."""
        if self.open:
            self.section_ends = True
        else:
            self._next_section()

    def _next_section(self) -> None:
        self.words.sections.append({})
        self.section_ends = False

    # ---- fields and links -------------------------------------------------------------------------------------------------------------------

    def _field(self, given: Mapping[str, str], at: int) -> None:
        kind = given.get("w:fldCharType", "")
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown, self.fields[-1].start = True, self._place()
        elif kind == "end":
            self._end_field(at)

    def _simple_field(self, given: Mapping[str, str], at: int) -> None:
        self.fields.append(_Field(given.get("w:instr", ""), True, self._place()))

    def _end_field(self, at: int) -> None:
        """A field has ended: perhaps a link of its result."""
        ended = self.fields.pop() if self.fields else _Field()
        m = _ADDRESS.match(ended.instruction)
        if m and self.open and ended.shown:
            self._link(min(ended.start, self._place()), m[1] or m[2] or "")

    def _place(self) -> int:
        """How far the open paragraph has come."""
        return self.open[-1].length if self.open else 0

    def _anchor(self, given: Mapping[str, str], at: int) -> None:
        self.anchors.append((self._place(), self.links.get(given.get("r:id", ""), "")))

    def _end_anchor(self, at: int) -> None:
        start, address = self.anchors.pop()
        self._link(start, address)

    def _link(self, start: int, address: str) -> None:
        if self.open and address and start < self.open[-1].length:
            self.open[-1].links.append((start, self.open[-1].length, address))

    # ---- runs and text ----------------------------------------------------------------------------------------------------------------------

    def _run(self, given: Mapping[str, str], at: int) -> None:
        self.hidden = False

    def _vanish(self, given: Mapping[str, str], at: int) -> None:
        if self.path[-3:-1] == ["w:r", "w:rPr"] and given.get("w:val", "1") not in _OFF:
            self.hidden = True
            self.words.met["hidden runs"] += 1

    def _text(self, given: Mapping[str, str], at: int) -> None:
        self.chunks = []
        self.keeps_space = given.get("xml:space") == "preserve"

    def _end_text(self, at: int) -> None:
        chunks, self.chunks = self.chunks or [], None
        if not self.open or self._silent() or not chunks:
            return
        pieces = [p for text, low in chunks if (p := self._piece(text, low)).text]
        if not self.utf8:
            pieces = [Piece("".join(p.text for p in pieces), chunks[0][1], at, False)]
        if not self.keeps_space:
            pieces = stripped(pieces)
        for piece in pieces:
            self._put(piece)

    def _piece(self, text: str, low: int) -> Piece:
        """A run of text as expat gives it: a reference, a line break, or the bytes themselves."""
        if self.xml[low : low + 1] == b"&":
            return Piece(text, low, self.xml.find(b";", low) + 1 or low, False)
        if text == "\n":
            return Piece(" ", low, low + (2 if self.xml[low : low + 2] == b"\r\n" else 1), False)
        high = low + len(text.encode())
        return Piece(text, low, min(high, len(self.xml)), self.xml[low:high] == text.encode())

    def _silent(self) -> bool:
        """Whether the run is hidden, or belongs to the instruction of a field."""
        return self.hidden or any(not f.shown for f in self.fields)

    def _put(self, piece: Piece) -> None:
        made = self.open[-1]
        made.pieces.append(piece)
        made.length += len(piece.text)

    def _stands(self, text: str, at: int) -> None:
        """An element that stands for a character."""
        if self._silent():
            return
        tag = _TAG.match(self.xml, at)
        self._put(Piece(text, at, tag.end() if tag else at, False))

    def _symbol(self, given: Mapping[str, str], at: int) -> None:
        code = given.get("w:char", "")
        if self.open and re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) and not 0xD800 <= int(code, 16) < 0xE000:
            self._stands(chr(int(code, 16)), at)

    def _called(self, kind: str, given: Mapping[str, str], at: int) -> None:
        made = self.open[-1]
        own = given.get("w:customMarkFollows", "0") not in _OFF
        made.calls.append(NoteCall(made.length, kind, given.get("w:id", ""), len(self.words.sections) - 1, own))


_W = _Walker
_BEGINS = {
    "w:p": _W._paragraph, "w:pStyle": _W._style, "w:numPr": _W._listed, "w:tr": _W._row, "w:tc": _W._cell, "w:footnote": _W._note, "w:endnote": _W._note,
    "w:numFmt": _W._counts, "w:numStart": _W._counts, "w:numRestart": _W._counts, "w:fldChar": _W._field, "w:fldSimple": _W._simple_field,
    "w:hyperlink": _W._anchor, "w:r": _W._run, "w:vanish": _W._vanish, "w:t": _W._text, "m:t": _W._text, "w:sym": _W._symbol,
}  # fmt: skip
_ENDS = {
    "w:p": _W._end_paragraph, "w:tr": _W._end_row, "w:footnote": _W._end_note, "w:endnote": _W._end_note, "w:sectPr": _W._end_section,
    "w:fldSimple": _W._end_field, "w:hyperlink": _W._end_anchor, "w:t": _W._end_text, "m:t": _W._end_text,
}  # fmt: skip
