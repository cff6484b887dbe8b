"""A draft as read, cut into statements: its sentences without marks of notes, with the notes and links that belong to each, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.model.dates import PartialDate
from firsthand.model.passages import Footnote, Reading, Span
from firsthand.publish.drafts.values import Draft, Note, Statement
from firsthand.tongues.quotes import quotations
from firsthand.tongues.references import Citation, citations
from firsthand.tongues.scripts import HAN, KANA, TIBETAN

WHOLE = 0.8  # share of the text outside notes from which an extractor's body is believed to have lost a little of a draft, and all of it is taken
MARK = 6  # code points before a note's words in which its own mark stands
LONGEST = 6_000  # code points of one sentence that are looked at: what is longer is a table or a text without stops
_BREAK = re.compile(r"\n[ \t\r]*\n|\f")
_NUMBER = re.compile(r"\s*(?:(\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=[.)、．]))[.)、．]?|[(（](\d{1,3}|[a-z])[)）])\s+(?=\S)")
_NOTES = re.compile(r"(?:foot|end)?notes?|references|sources|bibliography|注释|註釋|脚注|尾注|参考文献|注|མཆན", re.IGNORECASE)
_ALONE = re.compile(r"[(（]?((?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[a-zA-Z])[.)）]?)[.)）]?")
_ENDED = re.compile("[.!?…:;。！？；：།༎༑][\"'”’»›」』】）)\\]]*\\s*$")
_UNSPACED = re.compile(f"[{HAN}{KANA}{TIBETAN}\u3000-\u303f\uff00-\uff65]")
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKET = re.compile(r"[(（]([^()（）]{12,400})[)）]")


def draft_of(reading: Reading) -> Draft:
    """The draft that a reading holds."""
    notes, calls = _notes(reading)
    kept = _joined(reading, _sentences(reading))
    breaks = [m.end() for m in _BREAK.finditer(reading.text)]
    statements: list[Statement] = []
    label, labels = "", dict[int, str]()
    for pieces in kept:
        made = _statement(reading, len(statements), pieces, calls, breaks)
        if alone := _ALONE.fullmatch(made.text):  # the number of a paragraph or a heading that stands as a sentence of its own
            label = alone[1]
            continue
        if _LETTER.search(made.text) and not _NOTES.fullmatch(made.text):
            labels[made.paragraph] = label or made.label or labels.get(made.paragraph, "")
            more, made = _brackets(replace(made, label=labels[made.paragraph].rstrip(".")), len(notes))
            notes += more
            statements.append(made)
        label = ""
    return Draft(reading, tuple(statements), tuple(notes), written_of(reading))


def written_of(reading: Reading) -> PartialDate | None:
    """When a draft was written, as far as it says: a date near its title, else what the list or the file says; the last of them where they differ."""
    for by in ("list", "text", "file"):
        days = [d.date for d in reading.dates if d.by == by]
        if days:
            return max(days, key=lambda d: d.first())
    return None


# ---- which sentences --------------------------------------------------------------------------------------------------------------------------


def _sentences(reading: Reading) -> list[Span]:
    """The sentences of the draft itself: no notes, no headings, no menus of a page."""
    notes = _merged((f.note.start - MARK, f.note.end) for f in reading.footnotes)
    apart = {(h.start, h.end) for h in reading.headings}
    own = [s for s in reading.sentences if not _within(s, notes) and (s.start, s.end) not in apart]
    body = [(b.start, b.end) for b in reading.body]
    inside = [s for s in own if _within(s, body)]
    size = sum(s.end - s.start for s in own)
    return own if reading.stream.reader == "html" and sum(s.end - s.start for s in inside) >= WHOLE * size else inside


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that touch put together."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _within(span: Span, sorted_spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a span begins inside one of sorted, disjoint spans."""
    place = bisect_right(sorted_spans, (span.start, 1 << 60)) - 1
    return place >= 0 and span.start < sorted_spans[place][1]


def _joined(reading: Reading, sentences: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Sentences, those in pieces put together between which only the end of a page and what stands there lies."""
    pieces: list[Span] = []
    for span in sentences:
        if pieces and _goes_on(reading.text, pieces[-1], span):
            pieces.append(span)
            continue
        if pieces:
            yield tuple(pieces)
        pieces = [span]
    if pieces:
        yield tuple(pieces)


def _goes_on(text: str, one: Span, two: Span) -> bool:
    """Whether a sentence was broken by the end of a page."""
    if (
        "\f" not in text[one.end : two.start]
        or _ENDED.search(text, one.start, one.end)
        or text[one.start : one.end].rstrip()[-1:].isdigit()
    ):
        return False
    first = text[two.start]
    return first.islower() or _UNSPACED.match(first) is not None


# ---- notes ------------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Call:
    """A mark of a note, or words that are a link: where it stands, the place by which it belongs to a sentence, the number of its note."""

    at: Span
    belongs: int
    note: int


def _notes(reading: Reading) -> tuple[list[Note], list[_Call]]:
    """The notes of a draft in the order of their calls, each once; and every call and link with the number of its note."""
    notes: list[Note] = []
    known: dict[Span, int] = {}
    calls: list[_Call] = []
    found: list[tuple[Span, Footnote | str]] = [(f.at, f) for f in reading.footnotes]
    found += [(at, address) for at, address in reading.links if address.startswith(("http://", "https://"))]
    covered = [f.note for f in reading.footnotes]
    for at, what in sorted(found, key=lambda x: (x[0].start, x[0].end)):
        if isinstance(what, Footnote):
            if what.note not in known:
                known[what.note] = len(notes)
                notes.append(_note(reading, what))
            calls.append(_Call(at, what.sentence.start, known[what.note]))
        elif not any(n.start <= at.start < n.end for n in covered):
            words = " ".join(reading.text[at.start : at.end].split())
            cited = Citation(words, Span(0, len(words)), urls=(what,), named=False)
            calls.append(_Call(at, at.start, len(notes)))
            notes.append(Note("", words, at, (cited,), "link"))
    return notes, calls


def _note(reading: Reading, found: Footnote) -> Note:
    text = _unbroken(reading.text[found.note.start : found.note.end])
    cited = citations(text)
    told = tuple(a for a in found.links if a not in text)
    if told and len(cited) == 1:
        cited = (replace(cited[0], urls=(*cited[0].urls, *told)),)
    return Note(found.mark, text, found.note, cited)


def _unbroken(text: str) -> str:
    """Words whose lines were broken in print, on one line; an address broken behind a hyphen or a slash is put together."""
    text = re.sub(r"(https?://\S*[-/.=&?_])\s*\n\s*(?=\S)", r"\1", text)
    text = re.sub(f"(?<={_UNSPACED.pattern})\\s*\\n\\s*(?={_UNSPACED.pattern})", "", text)
    return " ".join(text.split())


def _brackets(made: Statement, known: int) -> tuple[list[Note], Statement]:
    """Sources named in brackets within a sentence: (Ninefords Monitor, 5 September 2023)."""
    notes, calls = list[Note](), list[tuple[int, int]]()
    for m in _BRACKET.finditer(made.text):
        cited = citations(m[1])
        if any(c.named and (c.urls or any(d.date and len(d.date.text) > 4 for d in c.dates) or c.titles) for c in cited):
            calls.append((m.end(), known + len(notes)))
            notes.append(Note("", m[1], made.at(m.start(), m.end()), cited, "bracket"))
    return notes, replace(made, calls=tuple(sorted((*made.calls, *calls)))) if notes else made


# ---- one statement ----------------------------------------------------------------------------------------------------------------------------


def _statement(reading: Reading, index: int, pieces: Sequence[Span], calls: Sequence[_Call], breaks: Sequence[int]) -> Statement:
    span = Span(pieces[0].start, pieces[-1].end)
    mine = [c for c in calls if any(p.start <= c.belongs < p.end for p in pieces)]
    marks = [c.at for c in mine if c.at.end > c.at.start and _is_mark(reading, c.at)]
    places = [i for p in pieces for i in range(p.start, min(p.end, p.start + LONGEST)) if not any(m.start <= i < m.end for m in marks)]
    text, places = _on_one_line(reading.text, places)
    begins = _NUMBER.match(text)
    first = bisect_right(breaks, span.start)
    label = (
        (begins[1] or begins[2]) if begins and (not breaks or first == 0 or breaks[first - 1] >= span.start - 1 or span.start == 0) else ""
    )
    if label and begins:
        text, places = text[begins.end() :], places[begins.end() :]
    start = len(text) - len(text.lstrip())
    text, places = text[start:], places[start:]
    placed = tuple(sorted((bisect_right(places, c.at.end - 1 if c.at.end > c.at.start else c.at.start - 1), c.note) for c in mine))
    heading = next((h for h in reversed(reading.headings) if h.end <= span.start), None)
    return Statement(
        index, text, tuple(places), span, language_of(text, reading.language), first + 1, label,
        reading.text.count("\f", 0, span.start) + 1 if reading.stream.reader == "pdf" else None,
        " ".join(reading.text[heading.start : heading.end].split()) if heading else "", placed,
    )  # fmt: skip


def _is_mark(reading: Reading, at: Span) -> bool:
    """Whether this is the mark of a note, and no words that are a link."""
    return any(f.at == at for f in reading.footnotes)


def _on_one_line(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """Words without broken lines: a break is a blank, or nothing between Han or Tibetan characters; each with its place."""
    out: list[str] = []
    kept: list[int] = []
    for n, place in enumerate(places):
        char = text[place]
        if char in "\r\n\f\v":
            before, after = text[places[n - 1]] if n else "", text[places[n + 1]] if n + 1 < len(places) else ""
            if not out or out[-1].isspace() or (_UNSPACED.match(before) and _UNSPACED.match(after)):
                continue
            char = " "
        elif char == "\u00ad" or (char == " " and out and _between_scripts(text, places, n)):
            continue
        out.append(char)
        kept.append(place)
    while out and out[-1].isspace():
        out.pop()
        kept.pop()
    return "".join(out), kept


def _between_scripts(text: str, places: Sequence[int], n: int) -> bool:
    """Whether a blank only parts a figure from the Han around it, as typesetters put it: 190 万美元."""
    before, after = text[places[n - 1]] if n else "", text[places[n + 1]] if n + 1 < len(places) else ""
    return (before.isdigit() and _HAN.match(after) is not None) or (after.isdigit() and _HAN.match(before) is not None)


def language_of(text: str, overall: str) -> str:
    """The language of a sentence, by its letters outside quotation marks: a draft may change its script from one paragraph to the next."""
    bare = text
    for s in quotations(text):
        bare = bare[: s.start] + " " * (s.end - s.start) + bare[s.end :]
    letters = _LETTER.findall(bare) or _LETTER.findall(text)
    if not letters:
        return overall
    tibetan = len(re.findall(f"[{TIBETAN}]", bare)) / len(letters)
    han = len(re.findall(f"[{HAN}]", bare)) / len(letters)
    if tibetan > 0.5:
        return "bo"
    if han > 0.5:
        return "ja" if overall == "ja" else "zh"
    return overall if overall not in ("zh", "bo", "ja", "und", "") else "en"
