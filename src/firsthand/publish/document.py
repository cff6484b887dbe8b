"""A document as a value: headings, paragraphs with footnotes, tables, lines to fill in; written as DOCX, HTML or plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["plain", "small", "said", "item", "step"]  # body, apparatus, a published sentence, a point of a list, a numbered point


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph and its footnotes, each of them some paragraphs; the marks stand at its end. `id`: of the published sentence that it is, "" for none."""

    words: str
    look: Look = "plain"
    notes: tuple[tuple[str, ...], ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads (none: a table without), rows, and how wide each column is in parts of the whole."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to be filled in by hand: the word before each."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG of our own making, and the same as lines of words and numbers where pictures are not shown."""

    svg: str
    lines: tuple[tuple[str, str], ...]


Block = Heading | Text | Grid | Blanks | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `wide`: its pages lie on their side; `foot` stands at the foot of every page; `evidence` goes along unseen."""

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    wide: bool = False
    evidence: str = ""
