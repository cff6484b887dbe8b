"""Streams and passages: text with a way back to the kept bytes, and places in it. All positions are code points, end exclusive."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from firsthand.model.dates import PartialDate

BY_MACHINE = "pages read from pictures by a machine"  # in Reading.noticed: none of their words is sure
CONTEXT = 32  # code points kept on each side of a passage


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a kept object: SHA-256 of the object (hex), first byte and length in it, SHA-256 of the payload (hex).

    A whole file is the part (digest, 0, size, digest). In a WARC the slice is the record as stored; the payload is what reading it gives.
    """

    object: str
    offset: int
    length: int
    payload: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: page counted from 1, PDF points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of code points [start, end) of a stream and where it comes from.

    Bytes [low, high) of the payload (text, HTML), or a box on a page (PDF). `linear` says that code points and bytes run in step
    (the run decodes to itself), so that a position inside the run can be found exactly; else the run came from its bytes as a whole (an entity).
    A run that stands for nothing in the payload (a line break put between blocks) has low == high.
    """

    start: int
    end: int
    low: int
    high: int
    linear: bool = True
    box: Box | None = None
    score: float | None = None  # of a character that a machine read from a picture: how sure it was, 0 to 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a payload that is a ZIP (Word), unfolded: its name, and which bytes [low, high) it takes where those that were read are put one after another."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Text of a part, read by one version of one reader; `segments` cover every code point in order.

    Where the payload is a ZIP, segments count the bytes of its `members` unfolded and put one after another, in this order.
    """

    part: Part
    reader: str
    version: int
    encoding: str
    text: str
    segments: tuple[Segment, ...]
    members: tuple[Member, ...] = ()

    def segment_at(self, position: int) -> Segment:
        """The segment that holds code point `position`; raises IndexError outside the text."""
        if not 0 <= position < len(self.text):
            raise IndexError(position)
        return self.segments[bisect_right([s.start for s in self.segments], position) - 1]

    def member_at(self, low: int) -> tuple[str, int]:
        """The file inside the payload that holds byte `low` of the segments, and the byte in it; ("", low) where the payload is no ZIP."""
        found = next((m for m in self.members if m.low <= low < m.high), None)
        return (found.name, low - found.low) if found else ("", low)

    def segments_over(self, start: int, end: int) -> tuple[Segment, ...]:
        """The segments that touch [start, end)."""
        return tuple(s for s in self.segments if s.start < end and s.end > start)


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: code points [start, end) of its base stream, with the exact quote and CONTEXT code points each side."""

    source: str
    capture: str
    part: Part
    stream: str  # reader/version of the base stream
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


def passage_at(reading: Reading, start: int, end: int) -> Passage:
    """The passage [start, end) of a reading; raises ValueError outside the text or when empty."""
    text = reading.stream.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start}-{end} of {len(text)}")
    stream = f"{reading.stream.reader}/{reading.stream.version}"
    return Passage(
        reading.source,
        reading.capture,
        reading.stream.part,
        stream,
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A place in a picture, described by a person: the box in pixels from the upper left corner of the picture as it is shown upright (right and bottom
    exclusive), what a person sees there in that person's words, and who says so, nearest first. No code looks at what is in a box."""

    source: str
    capture: str
    part: Part
    left: int
    top: int
    right: int
    bottom: int
    text: str
    said_by: tuple[str, ...] = ()
    page: int = 1  # of a file of many pictures, counted from 1


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note bound to the sentence that calls it: the mark as printed, where the mark stands, the sentence, the note's own text.

    `at` is empty, between two code points, where the text holds no mark: Word counts its notes and writes none.
    """

    mark: str
    at: Span
    sentence: Span
    note: Span
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date of a document and how it is known: list (a person's), meta, text, address, dateline."""

    date: PartialDate
    by: str
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one source gives. Everything but the stream is a proposal; a person's list wins over the page."""

    source: str
    capture: str
    name: str  # the list's id or the file's stem: how commands print it
    stream: Stream
    body: tuple[Span, ...]  # the article itself, without menus and footers; sorted, disjoint
    language: str  # ISO 639-1: en, zh, bo, ...; "und" if unknown
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: PartialDate | None = None
    published_by: str = ""  # list, meta, text, address or "" when unknown
    dates: tuple[DateFound, ...] = ()  # all candidates for the day of publication; more than one day is a disagreement to show
    captured: int | None = None  # UTC seconds
    sentences: tuple[Span, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()  # hyperlinks: anchor text and address
    lost_pages: tuple[int, ...] = ()  # pages of a PDF that do not load, counted from 1: what they say is not in the stream
    headings: tuple[Span, ...] = ()  # headings of sections, where the file says so
    noticed: tuple[tuple[str, int], ...] = ()  # what the file holds beside the text and how often: NOTICED of read.office

    @property
    def text(self) -> str:
        """The text of the base stream."""
        return self.stream.text


def noticed_of(reading: Reading) -> str:
    """What a file holds beside its text, in words: "insertions: 2 (read), deletions: 1 (not read)"; "" for nothing worth a word."""
    told = [(kind, count) for kind, count in reading.noticed if kind not in ("pictures", BY_MACHINE)]
    machine = dict(reading.noticed).get(BY_MACHINE)
    if machine:
        return f"{BY_MACHINE}: {machine}; hold every word and figure against the picture"
    return ", ".join(f"{kind}: {count} ({'read' if kind == 'insertions' else 'not read'})" for kind, count in told)


@dataclass(frozen=True, slots=True)
class Translation:
    """A passage in another language, by a person or a machine, and who checked it (empty: nobody)."""

    id: str
    passage: Passage
    language: str
    text: str
    made_by: Literal["person", "machine"]
    checked_by: str = ""
