"""Makes drafts and the works they cite out of a few sentences: notes are written [1], their list follows under "Notes"."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from firsthand.model.dates import PartialDate
from firsthand.model.findings import Origins
from firsthand.model.passages import Translation
from firsthand.publish.drafts.check import check_of
from firsthand.publish.drafts.statements import draft_of
from firsthand.publish.drafts.values import Checked, CheckedDraft, Library, Work

sys.path.insert(0, str(Path(__file__).parent.parent / "read"))
from reading_made import reading

NOTE = "Council of Orvale, The Clinic in May, 2 June 2023."


def work(
    text: str, ident: str = "council", title: str = "The Clinic in May", publisher: str = "Council of Orvale", published: str = "2023-06-02",
    url: str = "", translations: Sequence[Translation] = (),
) -> Work:  # fmt: skip
    """A work that a case holds."""
    day = PartialDate(published) if published else None
    made = reading(text, published=published, title=title, publisher=publisher)
    return Work(ident, ident, made, url, "", title, publisher, day, (), tuple(translations))


def checked(
    text: str, notes: Sequence[str] = (), works: Sequence[Work] = (), origins: Callable[[str, Sequence[str]], Origins | None] = lambda s, d: None,
    written: str = "2024-03-01",
) -> CheckedDraft:  # fmt: skip
    """A draft of this text with these notes, checked against these works."""
    listed = "".join(f"\n[{n}] {note}" for n, note in enumerate(notes, 1))
    made = reading(text + (f"\n\nNotes\n{listed}\n" if notes else ""), published=written)
    return check_of(draft_of(made), Library(tuple(works), origins))


def one(sentence: str, source: str, note: str = NOTE, **about: str) -> Checked:
    """A sentence with a note, held against the work that the note cites."""
    return checked(f"{sentence.rstrip('.')}.[1]", [note], [work(source, **about)]).statements[0]


def codes(found: Checked) -> list[str]:
    """What was found, by code."""
    return [f.code for f in found.faults]
