"""What a reader of one media type makes: the text, its way back, and what the page shows about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.model.passages import Member, Segment, Span


@dataclass(frozen=True, slots=True)
class Call:
    """A mark that calls a note, and the note it leads to where the page says so (None: to be found by its mark)."""

    mark: str
    at: Span
    note: Span | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Text of one payload.

    segments cover it; blocks are runs no sentence crosses (paragraphs, items, rows); body is the article; links are anchors with addresses;
    calls are marks that call notes; facts are what the page says of itself (title, publisher, author, url, language, published, modified);
    markup is the decoded page for date finding ("" unless HTML and ordinary); lost_pages are pages of a PDF that do not load;
    runs_over are the places of form feeds (ends of pages) that a sentence runs over; members, headings and noticed are those of Stream and Reading.
    """

    reader: str
    encoding: str
    text: str
    segments: tuple[Segment, ...]
    blocks: tuple[Span, ...]
    body: tuple[Span, ...]
    links: tuple[tuple[Span, str], ...] = ()
    calls: tuple[Call, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    markup: str = ""
    lost_pages: tuple[int, ...] = ()
    runs_over: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()
    headings: tuple[Span, ...] = ()
    noticed: tuple[tuple[str, int], ...] = ()

    @property
    def body_text(self) -> str:
        """The article's text, its pieces on lines of their own."""
        return "\n".join(self.text[s.start : s.end] for s in self.body)
