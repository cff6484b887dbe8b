"""The drafts of bench/drafts as written: paragraphs with their notes and links, and the faults planted in them.

A draft is a text: a head of `key: value` lines; paragraphs parted by blank lines; `# ` a heading; `| a | b |` a row of a table; `^[...]` a note;
`[words](address)` a link; `{{codes: what}}` behind a sentence says what is wrong with it, and by which codes it may be found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "drafts"
_LINK = re.compile(r"\[([^\]\[]+)\]\((https?://[^)]+)\)")
_FAULT = re.compile(r"\{\{([^:}]+):\s*([^}]*)\}\}")


@dataclass(frozen=True)
class Fault:
    """A planted fault: the draft, the last words before its mark, the codes that name it, what is wrong."""

    draft: str
    before: str
    codes: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class Piece:
    """A run of a paragraph: its words; a note that is called behind them, or the address that they lead to."""

    words: str
    note: str = ""
    address: str = ""


@dataclass
class Draft:
    """A draft: its head, its blocks (kind p, h or row; pieces, or cells of a row), its faults."""

    name: str
    head: dict[str, str] = field(default_factory=dict)
    blocks: list[tuple[str, list[list[Piece]]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def notes(self) -> list[tuple[str, str]]:
        """The last words before the call of each note, and the note."""
        out = []
        for _, cells in self.blocks:
            for pieces in cells:
                said = ""
                for piece in pieces:
                    said += piece.words
                    if piece.note:
                        out.append((said[-24:].strip(), piece.note))
        return out


def drafts(folder: Path = HERE) -> list[Draft]:
    """The drafts of a folder, in the order of their names."""
    return [draft_of(path) for path in sorted(folder.glob("*.txt"))]


def draft_of(path: Path) -> Draft:
    """The draft that a file holds."""
    top, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    draft = Draft(path.stem, dict(line.split(": ", 1) for line in top.splitlines()))
    for block in rest.strip().split("\n\n"):
        for line in block.split("\n"):
            kind = "h" if line.startswith("# ") else "row" if line.startswith("|") else "p"
            bare = _without_faults(line.removeprefix("# "), draft)
            cells = [c.strip() for c in bare.strip("| ").split("|")] if kind == "row" else [bare]
            draft.blocks.append((kind, [_pieces(c) for c in cells]))
    return draft


def _without_faults(line: str, draft: Draft) -> str:
    """A line without its marks of faults, which are noted."""
    out, at = "", 0
    for m in _FAULT.finditer(line):
        out += line[at : m.start()]
        at = m.end()
        said = "".join(p.words for p in _pieces(out)).strip("| ")
        draft.faults.append(Fault(draft.name, said[-24:].strip(), tuple(m[1].split()), m[2]))
    return out + line[at:]


def _pieces(text: str) -> list[Piece]:
    """The runs of a paragraph."""
    out: list[Piece] = []
    at = 0
    while at < len(text):
        note = text.find("^[", at)
        link = _LINK.search(text, at)
        if link and (note < 0 or link.start() < note):
            out += [Piece(text[at : link.start()]), Piece(link[1], address=link[2])]
            at = link.end()
        elif note >= 0:
            end = _closing(text, note + 1)
            out.append(Piece(text[at:note], note=text[note + 2 : end]))
            at = end + 1
        else:
            out.append(Piece(text[at:]))
            break
    return [p for p in out if p.words or p.note]


def _closing(text: str, at: int) -> int:
    """The bracket that closes the one at `at`."""
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == "[") - (text[place] == "]")
        if not depth:
            return place
    raise SystemExit(f"a note is never closed: {text[at : at + 60]}")
