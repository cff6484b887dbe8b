"""The words of a part of a Word file, as values: paragraphs of pieces with their bytes, calls of notes, how notes are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and its bytes [low, high) in the part; linear: it is these bytes decoded."""

    text: str
    low: int
    high: int
    linear: bool


@dataclass(frozen=True, slots=True)
class NoteCall:
    """Where a note is called: code points from the paragraph's beginning, footnote or endnote, its id, the section; own: the text goes on with its mark."""

    at: int
    kind: str
    id: str
    section: int
    own: bool


@dataclass
class Paragraph:
    """A paragraph as it is gathered. row and cell tell those of one table row together; note is the id of the note it stands in."""

    style: str = ""
    row: int = 0
    cell: int = 0
    note: str = ""
    pieces: list[Piece] = field(default_factory=list)
    calls: list[NoteCall] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    length: int = 0
    runs_on: bool = False  # its mark was deleted: the next one goes on with it
    listed: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(p.text for p in self.pieces)


@dataclass
class Numbering:
    """How notes of a section are counted: format, first number, whether each section begins anew ("" where the section does not say)."""

    form: str = ""
    start: str = ""
    restart: str = ""


@dataclass
class Words:
    """What one part holds: its paragraphs in order, how its sections count their notes, what was met beside the text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[dict[str, Numbering]] = field(default_factory=lambda: [{}])
    met: Counter[str] = field(default_factory=Counter)


def stripped(pieces: list[Piece]) -> list[Piece]:
    """Without white space at both ends, as Word shows text that does not ask to keep it."""
    while pieces and not pieces[0].text.strip():
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    if pieces:
        first = pieces[0]
        cut = len(first.text) - len(first.text.lstrip())
        pieces[0] = Piece(first.text[cut:], first.low + (len(first.text[:cut].encode()) if first.linear else 0), first.high, first.linear)
        last = pieces[-1]
        cut = len(last.text) - len(last.text.rstrip())
        if cut:
            pieces[-1] = Piece(last.text[:-cut], last.low, last.high - (len(last.text[-cut:].encode()) if last.linear else 0), last.linear)
    return pieces
