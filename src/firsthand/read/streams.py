"""Reading: a part's payload to a `Reading`: text with a way back, its body, sentences, notes, language and facts. Pure and bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from firsthand.errors import Trouble
from firsthand.model.passages import Part, Reading, Span, Stream
from firsthand.read.facts import Facts, facts_of
from firsthand.read.footnotes import footnotes_of, with_marks
from firsthand.read.sheets import Sheet
from firsthand.tongues.language import language_of
from firsthand.tongues.sentences import each_within

VERSION = 2  # of every reader here: raise it when a stream of any payload comes out differently
MAX_TEXT = 50 * 1024 * 1024  # bytes of text or HTML: a longer one is a dump of many; its stream needs about 20 times its bytes in memory
MAX_PDF = 256 * 1024 * 1024  # bytes of PDF: the reader takes it as one piece of memory
MAX_OFFICE = 256 * 1024 * 1024  # bytes of a Word file, pictures and all; its parts of text have a limit of their own
MAX_MAIL = 128 * 1024 * 1024  # bytes of a mail or of a page saved as one, pictures and all, a third more for their coding
MAX_CHARS = 20_000_000  # code points of one stream: forty long reports; beyond it sentences and words no longer fit a worker
MAX_SEGMENTS = 2_000_000  # way-back entries of one stream: more than one in ten characters of the longest would be damage

MAX_SENTENCES = 1_000_000  # of one stream: a book of the longest has 100,000; five million take half a gigabyte


@dataclass(frozen=True, slots=True)
class ReadTask:
    """What is to be read: ids of source and capture, the name people use, the part, its media type and payload; what a person's list says
    (url archive_url title publisher published language captured note); UTC seconds of capture."""

    source: str
    capture: str
    name: str
    part: Part
    media: str
    payload: bytes
    listed: Mapping[str, str] = field(default_factory=dict)
    captured: int | None = None


def read_part(task: ReadTask) -> Reading:
    """The reading of one part. Raises Trouble: password, damaged, too-large, unsupported, scan, empty-file."""
    media = task.media.partition(";")[0].strip().lower()
    reader = READERS.get(media)
    if reader is None:
        raise Trouble("unsupported", path=task.name, what=KNOWN_AS.get(media, media or "this kind of file"))
    if not task.payload:
        raise Trouble("empty-file", path=task.name)
    sheet = reader(task)
    if len(sheet.text) > MAX_CHARS or len(sheet.segments) > MAX_SEGMENTS:
        raise Trouble("too-large", path=task.name, limit=f"{MAX_CHARS:,} characters")
    return _reading(task, sheet)


def read_scan(task: ReadTask) -> Reading:
    """The reading of a PDF that is pictures of pages, by a machine (extra `ocr`). Raises Trouble: scan, unreadable-scan, and those of `read_part`."""
    from firsthand.read.engines import engine_for
    from firsthand.read.scans import sheet_of
    from firsthand.tongues.language import plain_code

    return _reading(task, sheet_of(_within(task, MAX_PDF), engine_for(plain_code(task.listed.get("language", "")), task.name), task.name))


def _reading(task: ReadTask, sheet: Sheet) -> Reading:
    """The reading of a sheet: everything but the stream is a proposal, and the list wins."""
    stream = Stream(task.part, sheet.reader, VERSION, sheet.encoding, sheet.text, sheet.segments, sheet.members)
    facts: Facts = facts_of(sheet, task.listed, task.captured)
    language = language_of(sheet.body_text, task.listed.get("language", "") or sheet.facts.get("language", ""))
    sentences = with_marks(_sentences(sheet, task.name), [call.at for call in sheet.calls])
    notes, body = footnotes_of(sheet, sentences)
    return Reading(
        task.source, task.capture, task.name, stream, body, language,
        title=facts.title, publisher=facts.publisher, author=facts.author, url=facts.url,
        published=facts.published, published_by=facts.published_by, dates=facts.dates, captured=task.captured,
        sentences=sentences, footnotes=notes, links=sheet.links, lost_pages=sheet.lost_pages, headings=sheet.headings, noticed=sheet.noticed,
    )  # fmt: skip


def _sentences(sheet: Sheet, name: str) -> tuple[Span, ...]:
    """The sentences of a sheet, at most MAX_SENTENCES of them."""
    found = tuple(islice(_over_breaks(each_within(sheet.text, sheet.blocks), sheet.runs_over), MAX_SENTENCES + 1))
    if len(found) > MAX_SENTENCES:
        raise Trouble("too-large", path=name, limit=f"{MAX_SENTENCES:,} sentences")
    return found


def _over_breaks(sentences: Iterable[Span], places: tuple[int, ...]) -> Iterator[Span]:
    """The sentences, with those made one between which only a page ends that a sentence runs over (`places` of the form feeds)."""
    over = set(places)
    last: Span | None = None
    for span in sentences:
        if last is not None and last.end in over and span.start == last.end + 1:
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _text(task: ReadTask) -> Sheet:
    from firsthand.read.text import sheet_of

    return sheet_of(_within(task, MAX_TEXT), task.media)


def _html(task: ReadTask) -> Sheet:
    from firsthand.read.html import sheet_of

    return sheet_of(_within(task, MAX_TEXT), task.media, task.name)


def _pdf(task: ReadTask) -> Sheet:
    from firsthand.read.pdf import sheet_of

    return sheet_of(_within(task, MAX_PDF), task.name)


def _office(task: ReadTask) -> Sheet:
    from firsthand.read.office import sheet_of

    return sheet_of(_within(task, MAX_OFFICE), task.name)


def _mail(task: ReadTask) -> Sheet:
    from firsthand.read.mail import sheet_of

    return sheet_of(_within(task, MAX_MAIL), task.name)


def _within(task: ReadTask, most: int) -> bytes:
    """The payload, if it is not longer than `most` bytes."""
    if len(task.payload) > most:
        raise Trouble("too-large", path=task.name, limit=f"{most // (1024 * 1024)} MB")
    return task.payload


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: Mapping[str, Callable[[ReadTask], Sheet]] = MappingProxyType({
    "text/plain": _text, "text/markdown": _text, "text/csv": _text, "text/html": _html, "application/xhtml+xml": _html, "application/pdf": _pdf, DOCX: _office, "application/x-ole-storage": _office,
    "message/rfc822": _mail, "multipart/related": _mail,
})  # fmt: skip
KNOWN_AS = MappingProxyType({
    "application/msword": "Word files of the old kind (.doc)",
    "image/jpeg": "pictures", "image/png": "pictures", "image/gif": "pictures", "image/webp": "pictures", "image/tiff": "pictures",
    "application/epub+zip": "EPUB books", "application/octet-stream": "this kind of file",
})  # fmt: skip
