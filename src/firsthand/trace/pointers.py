"""Documents that a page points at beside its sentences: in a footnote, or in the line that says of what the page is the translation.

A pointer is followed only to a document that is held and that the line names with its title or its day; what the document says is not asked, so that
a note that does not bear its sentence out is still a link, and can be found out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.findings import Link, LinkKind
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span
from firsthand.tongues.credit_words import credit_words
from firsthand.trace.held import Shelf
from firsthand.trace.naming import key_of

NOTED, TRANSLATED = 0.88, 0.93  # how sure a note, and a line of translation, are that name a document with its title or day
HEAD, FOOT = 800, 500  # code points at the beginning and the end of a page in which it says that it is a translation


def footnote_links(reading: Reading, index: int, shelf: Shelf) -> Iterator[Link]:
    """A link for every footnote that names a held document; its first passage is the note, its second the sentence that calls it."""
    for note in reading.footnotes:
        to = shelf.pointed_at(index, reading.text[note.note.start : note.note.end])
        if to is not None:
            yield _link(reading, to, "cites", note.note, NOTED, "footnote", ((note.sentence, None),))


def noted_in(reading: Reading, credit: Span, keys: Sequence[str], noted: Sequence[Link]) -> str:
    """The held document that a credit means because the footnote of its sentence spells the same name out; "" if none does."""
    for link in noted:
        note = f" {key_of(reading.text[link.span.start : link.span.end])} "
        called = any(s.start <= credit.start < s.end for s, _ in link.passages)
        if called and any(len(k.split()) > 1 and f" {k} " in note for k in keys):
            return link.to
    return ""


def rendered_link(reading: Reading, index: int, shelf: Shelf) -> Link | None:
    """The link to the held document of which the page says that it is the translation; None if it says nothing or none is held."""
    words = credit_words(reading.language) or credit_words("en")
    assert words is not None
    for mark in words.phrases.get("translated_from", ()):
        for at in _places(reading.text, mark):
            line = _line_at(reading.text, at)
            to = shelf.pointed_at(index, reading.text[line.start : line.end])
            if to is not None:
                return _link(reading, to, "translates", line, TRANSLATED, "translated-from", ())
    return None


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a mark stands near the beginning or the end of a text, case apart."""
    foot = max(HEAD, len(text) - FOOT)
    for start, part in ((0, text[:HEAD]), (foot, text[foot:])):
        at = part.lower().find(mark)
        if at >= 0:
            yield start + at


def _line_at(text: str, at: int) -> Span:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return Span(start, end if end >= 0 else len(text))


def _link(
    reading: Reading, to: str, kind: LinkKind, span: Span, p: float, rule: str, passages: tuple[tuple[Span, Span | None], ...]
) -> Link:
    ident = derived_id("link", reading.source, to, "credit")
    return Link(ident, reading.source, to, kind, "direct", True, span, None, p, 0.97, passages=passages, why=(rule,))
