"""What the check of a draft works with: statements with their notes, works that a case holds, faults with their reason, checked statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from firsthand.model.dates import PartialDate
from firsthand.model.findings import Origins
from firsthand.model.passages import Reading, Span, Translation
from firsthand.tongues.references import Citation

Verdict = Literal["matches its source", "fails", "not evidenced", "cannot tell"]
ORDER: tuple[Verdict, ...] = ("fails", "not evidenced", "cannot tell", "matches its source")  # the worst first
FIELDS = ("text", "bytes", "span", "number", "origins", "stance", "clearance")

# code of a finding -> the field it belongs to, and the verdict it gives a statement
CODES: dict[str, tuple[str, Verdict]] = {
    "quotation-altered": ("span", "fails"), "quotation-missing": ("span", "fails"), "quotation-elsewhere": ("span", "fails"),
    "quotation-translated": ("span", "cannot tell"),
    "figure-differs": ("number", "fails"), "figure-missing": ("number", "cannot tell"), "figure-elsewhere": ("number", "fails"),
    "range-lost": ("number", "fails"), "bound-changed": ("number", "fails"), "about-lost": ("number", "fails"), "status": ("number", "fails"),
    "unit": ("number", "fails"), "share": ("number", "fails"), "total": ("number", "fails"), "overlap": ("number", "fails"),
    "contradiction": ("number", "fails"),
    "hedge-lost": ("stance", "fails"), "denial-lost": ("stance", "fails"),
    "date": ("number", "fails"), "date-unfound": ("number", "cannot tell"), "date-before": ("number", "fails"), "note-date": ("bytes", "fails"), "later": ("bytes", "fails"),
    "origin": ("origins", "fails"), "one-origin": ("origins", "cannot tell"),
    "reference": ("text", "fails"), "reference-doubtful": ("text", "cannot tell"),
    "no-note": ("text", "not evidenced"), "no-source": ("text", "not evidenced"),
    "not-held": ("bytes", "cannot tell"), "not-compared": ("span", "cannot tell"), "nothing": ("text", "not evidenced"),
}  # fmt: skip


@dataclass(frozen=True)
class Work:
    """A source that a case holds, as the check of a draft needs it. id: as commands print it; source: the id in the case."""

    id: str
    source: str
    reading: Reading
    url: str = ""
    archive_url: str = ""
    title: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    digests: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True)
class Note:
    """A note of the draft: its mark as printed, its words and place, what it cites; kind: note, link (an address under words), bracket."""

    mark: str
    text: str
    span: Span
    citations: tuple[Citation, ...]
    kind: str = "note"


@dataclass(frozen=True)
class Statement:
    """A sentence of the draft: its words without marks of notes and broken lines; for each of them its place in the stream; where it stands."""

    index: int
    text: str
    places: tuple[int, ...]
    span: Span
    language: str
    paragraph: int
    label: str  # the number that its paragraph bears in print: "2.4"; "" if none
    page: int | None
    heading: str
    calls: tuple[tuple[int, int], ...] = ()  # (code point of `text` before which the call stands, number of the note in the draft's list)

    def at(self, start: int, end: int) -> Span:
        """Where code points [start, end) of its words stand in the stream."""
        last = self.places[min(end, len(self.places)) - 1] + 1 if end > start and self.places else self.span.end
        return Span(self.places[start] if start < len(self.places) else self.span.end, last)


@dataclass(frozen=True)
class Draft:
    """A draft as read: its statements, its notes in the order of their calls, when it was written."""

    reading: Reading
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    written: PartialDate | None


@dataclass(frozen=True)
class Cited:
    """A source that a statement cites: by which note (number in the list, -1: none) and citation; the work where the case holds it, and how it was known."""

    note: int
    citation: Citation
    works: tuple[Work, ...] = ()
    how: str = ""
    doubt: str = ""  # why it is not sure which source is meant


@dataclass(frozen=True)
class Fault:
    """Something found about a statement: code of CODES, the reason in words, the words meant in the draft's stream, the note, the source and its words."""

    code: str
    why: str
    at: Span | None = None
    note: str = ""
    source: str = ""
    was: str = ""
    became: str = ""

    @property
    def verdict(self) -> Verdict:
        """The verdict that it gives."""
        return CODES[self.code][1]


@dataclass(frozen=True)
class Checked:
    """A statement as checked: what was found, which fields were found in order, the sources held that it cites, how many origins they have."""

    statement: Statement
    verdict: Verdict
    faults: tuple[Fault, ...]
    fields: dict[str, str]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    said: tuple[str, ...] = ()  # what a person should know besides


@dataclass(frozen=True)
class CheckedDraft:
    """A draft as checked. noticed: what the file holds beside its text."""

    draft: Draft
    statements: tuple[Checked, ...]
    noticed: str = ""

    @property
    def summary(self) -> dict[str, int]:
        """How many statements have which verdict; those in which nothing can be checked are counted apart."""
        out: dict[str, int] = dict.fromkeys(("matches its source", "fails", "not evidenced", "cannot tell", "nothing to check"), 0)
        for one in self.statements:
            out["nothing to check" if any(f.code == "nothing" for f in one.faults) else one.verdict] += 1
        return out


@dataclass(frozen=True)
class Library:
    """What a case has: its works, and a count of origins of a sentence among some of them (ids of sources; None where it cannot be counted)."""

    works: Sequence[Work] = ()
    origins: Callable[[str, Sequence[str]], Origins | None] = lambda sentence, sources: None
    name: Callable[[str], str] = lambda node: node
    case: str = ""  # its id; "" where no case was given
    aliases: dict[str, str] = field(default_factory=dict)  # names in Han or Tibetan letters -> the Latin ones that texts give beside them

    @property
    def is_given(self) -> bool:
        """Whether there is a case at all, be it empty."""
        return bool(self.case or self.works)
