"""The days of a statement held against its sources: another day in the source, a day after the source was published, days of sources that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.model.dates import PartialDate
from firsthand.publish.drafts.evidence import Day, Evidence, Sentence
from firsthand.publish.drafts.figures import ALIKE, Borne
from firsthand.publish.drafts.shelf import Shelf
from firsthand.publish.drafts.values import Cited, Fault, Note, Statement

_ISSUED = re.compile(
    r"(?:published|posted|dated|issued|released|printed|appeared|written)\s+(?:on|in|of)?\s*$|发布[于時时]?\s*$", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|is to|are to|by the end of|until|plans?|planned|intends?|intended|target|due|deadline|before|from)\b|将|拟|目标|计划|之前|前(?=[。，])|截止|期限|至|起|མ་འོངས",
    re.IGNORECASE,
)


def faults_of(statement: Statement, sentence: Sentence, borne: Sequence[Borne], cited: Sequence[Evidence], sure: bool) -> Iterator[Fault]:
    """What is wrong with the days of a statement; `sure`: all that is cited is held."""
    days = [d for d in sentence.days if d.month and not any(q.start <= d.at.start < q.end for q in sentence.quoted)]
    for day in days if sure and cited else ():
        if any(day.agrees(there) and there.month and (there.day or not day.day) for e in cited for there in e.days):
            continue
        yield from _wrong(statement, sentence, day, borne, cited)


def _wrong(statement: Statement, sentence: Sentence, day: Day, borne: Sequence[Borne], cited: Sequence[Evidence]) -> Iterator[Fault]:
    at, first = statement.at(day.at.start, day.at.end), day.first
    published = [e for e in cited if e.work.published is not None]
    if first is not None and _ISSUED.search(sentence.text[max(0, day.at.start - 24) : day.at.start]) and published:
        e = published[0]
        yield Fault(
            "note-date", f"“{day.words}”: {e.work.id} was published on {_shown(e.work.published)}.", at, source=e.work.id, became=day.words
        )
        return
    other = _instead(sentence, day, borne, cited)
    if other is not None:
        e, there, words = other
        yield Fault(
            "date",
            f"“{day.words}”: the source says {words} ({e.work.id}: “{_cut(there.text)}”).",
            at,
            source=e.work.id,
            was=words,
            became=day.words,
        )
        return
    if (
        first is not None
        and published
        and not _AHEAD.search(sentence.text)
        and all(e.work.published and e.work.published.surely_before(first) for e in cited)
    ):
        e = published[0]
        why = f"“{day.words}”: {e.work.id} was published on {_shown(e.work.published)}, before that."
        yield Fault("date-before", why, at, source=e.work.id, became=day.words)
        return
    if not any(day.agrees(there) and there.month for e in cited for there in e.days):
        yield Fault("date-unfound", f"“{day.words}” was not found in {', '.join(e.work.id for e in cited)}.", at, became=day.words)


def _instead(sentence: Sentence, day: Day, borne: Sequence[Borne], cited: Sequence[Evidence]) -> tuple[Evidence, Sentence, str] | None:
    """The day that the source has in the sentence that is meant: where the figures stand, or most of the words."""
    for e in cited:
        there = [b.sentence for b in borne if b.evidence is e and b.figure.values[0] > 12]
        likeness, alike = e.alike(sentence)
        if alike is not None and likeness >= ALIKE:
            there.append(alike)
        for s in there:
            days = [d for d in s.days if d.month and bool(d.day) == bool(day.day) and not any(d.agrees(x) for x in sentence.days)]
            if days and not any(d.agrees(day) for d in s.days):
                return e, s, days[0].words
    return None


def _shown(day: PartialDate | None) -> str:
    return day.text if day else ""


def _cut(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# ---- days of the sources themselves -----------------------------------------------------------------------------------------------------------


def of_sources(cited: Sequence[Cited], notes: Sequence[Note], shelf: Shelf, written: PartialDate | None) -> Iterator[Fault]:
    """Days that a note gives its source and the source has not; sources later than the draft; a source that has it from a later one."""
    for c in cited:
        mark = notes[c.note].mark if c.note >= 0 else ""
        span = notes[c.note].span if c.note >= 0 else None
        work = c.works[0] if len(c.works) == 1 else None
        if work is None:
            continue
        given = shelf.conflict(work, c.citation)
        if given is not None:
            why = f"{_note(mark)} dates {work.id} {given.text}; it was published on {_shown(work.published)}."
            yield Fault("note-date", why, span, mark, work.id, _shown(work.published), given.text)
        if written is not None and work.published is not None and written.surely_before(work.published):
            why = f"{work.id} was published on {_shown(work.published)}, after the draft ({written.text}): it cannot have been cited then."
            yield Fault("later", why, span, mark, work.id)
    yield from _through(cited, notes)


def _through(cited: Sequence[Cited], notes: Sequence[Note]) -> Iterator[Fault]:
    """One source that is said to have it from another, which is later."""
    for one, two in zip(cited, cited[1:], strict=False):
        if one.note != two.note or not one.citation.through:
            continue
        citing, source = (one, two) if one.citation.through == "citing" else (two, one)
        first, second = _day_of(citing), _day_of(source)
        if first is not None and second is not None and first.surely_before(second):
            mark = notes[one.note].mark if one.note >= 0 else ""
            why = f"{_note(mark)}: {_called(citing)} ({first.text}) cannot have it from {_called(source)} ({second.text}), which is later."
            yield Fault("later", why, notes[one.note].span if one.note >= 0 else None, mark)


def _day_of(cited: Cited) -> PartialDate | None:
    """When a source was published: as the case has it, else as the note says."""
    if len(cited.works) == 1 and cited.works[0].published is not None:
        return cited.works[0].published
    return max((d.date for d in cited.citation.dates if d.date), key=lambda d: (len(d.text), d.text), default=None)


def _called(cited: Cited) -> str:
    return cited.works[0].id if len(cited.works) == 1 else f"“{cited.citation.text[:50]}”"


def _note(mark: str) -> str:
    return f"Note {mark}" if mark else "The note"
