"""Notes bound to the sentence that calls them: by the page's own links, by [1], by raised digits, by a bare number after a full stop.

A call without a note, or a note without a call, gives nothing. Notes stand outside the body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from firsthand.model.passages import Footnote, Span
from firsthand.read.sheets import Call, Sheet

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(
    r"(?m)^[ \t]*(?:\[(?P<square>\d{1,3}|[a-z*†‡])\]|(?P<raised>[⁰¹²³⁴-⁹]{1,3})|(?P<plain>\d{1,3})[.)、．:：]?(?=\s)|(?P<star>[*†‡])(?=\s?\w)|(?P<ring>[①-⑳]))[ \t]*(?=\S)"
)
_CALL = re.compile(
    r"\[(?P<square>\d{1,3})\]|(?<=\S)(?P<raised>[⁰¹²³⁴-⁹]{1,3})|(?<=[^\W\d_][.,;:!?”\"')])(?P<glued>\d{1,3})(?=\s|$)|(?<=\d\d\d\d[.,;])(?P<year>\d{1,3})(?=\s+\D|$)"
    r"|(?<=[\w.,;”])(?P<star>[*†‡])(?!\w)|(?<=\S)(?P<ring>[①-⑳])"
)
_LINK = re.compile(r"https?://[^\s<>\"'，。；）)\]]+[^\s<>\"'，。；）)\].,;:]")
_HEADING = re.compile(
    r"(?i)\s*(?:foot|end)?notes?\s*:?\s*$|\s*references\s*:?\s*$|\s*sources\s*:?\s*$|\s*(?:注释|注释|脚注|尾注|参考文献|注|資料來源|註釋)\s*[:：]?\s*$|\s*མཆན་?\s*།?\s*$"
)
_NOTE_STOP = re.compile(r"\n[ \t\r]*+\n|\f|\n(?=[ \t]*+(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]++|\d{1,3}[.)、．:：]?\s|[①-⑳*†‡]))")
_SQUARE_STOP = re.compile(r"\n[ \t\r]*+\n|\f|\n(?=[ \t]*+\[\d{1,3}\])")  # of notes in brackets: a line may begin with a day or a number
_RULE = re.compile(r"\s*[-_—–*=]{3,}\s*$")
_WRAPPED = re.compile(r"[^\W\d_] ?\n\Z")  # a line that was broken within a sentence
_WORDY = re.compile(r"[^\W_]")
LOOK_BACK = 200  # code points before a block of notes in which its heading stands
LONGEST_NOTE = 1500  # code points: what is longer is a paragraph


def footnotes_of(sheet: Sheet, sentences: tuple[Span, ...]) -> tuple[tuple[Footnote, ...], tuple[Span, ...]]:
    """The notes of a sheet, and its body without them."""
    calls = sheet.calls
    pairs = [(call, call.note) for call in calls if call.note is not None]
    loose = tuple(call for call in calls if call.note is None)
    notes = dict(_note_block(sheet.text, pairs))
    first = min((n.start for n in notes.values()), default=len(sheet.text))
    seen = {call.mark for call, _ in pairs}
    wanted = notes.keys() - seen
    for call in _calls(sheet.text, first, loose) if wanted else ():
        if call.mark in wanted:
            pairs.append((call, notes[call.mark]))
            if call.at.end - call.at.start == len(call.mark):  # a number in brackets leads into a list of sources, and is called again
                wanted.discard(call.mark)
            if not wanted:
                break
    links = {note: tuple(_LINK.findall(sheet.text[note.start : note.end])) for note in {note for _, note in pairs}}
    found = tuple(
        Footnote(call.mark, call.at, _sentence_at(sentences, call.at), note, links[note])
        for call, note in sorted(pairs, key=lambda pair: pair[0].at.start)
    )
    body = without(sheet.body, [f.note for f in found])
    return found, tuple(s for s in body if _WORDY.search(sheet.text, s.start, s.end))


def with_marks(sentences: tuple[Span, ...], marks: Iterable[Span]) -> tuple[Span, ...]:
    """The sentences, each with the marks that stand right behind it: where no space parts sentences a mark would begin the next one."""
    behind = {m.start: m.end for m in marks if m.end > m.start}
    if not behind:
        return sentences
    out: list[Span] = []
    for span in sentences:
        start = span.start
        while out and out[-1].end == start and start in behind and behind[start] <= span.end:
            start = behind[start]
            out[-1] = Span(out[-1].start, start)
        if start < span.end:
            out.append(Span(start, span.end))
    return tuple(out)


def _sentence_at(sentences: tuple[Span, ...], at: Span) -> Span:
    """The sentence that holds a mark, or the last one before it; a mark that the text does not hold belongs to what stands before it."""
    before = at.start - (at.start == at.end)
    place = max(bisect_right(sentences, before, key=lambda s: s.start) - 1, 0)
    return sentences[place] if sentences else at


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _note_block(text: str, known: list[tuple[Call, Span]]) -> Iterator[tuple[str, Span]]:
    """Mark and span of each note in a block of notes: numbered lines that count up by one, after a heading or rule, or at the end of the text."""
    taken = {note.start for _, note in known if note is not None}
    for run in _counting_runs(text):
        if _is_block(text, run):
            for mark, span in run:
                if span.start not in taken:
                    yield mark, span


def _counting_runs(text: str) -> list[list[tuple[str, Span]]]:
    """Runs of lines that begin with 1, 2, 3 ... each with the lines that follow it up to a blank one."""
    runs: list[list[tuple[str, Span]]] = []
    for m in _NOTE.finditer(text):
        mark = _mark(m)
        end = _note_end(text, m.end(), _SQUARE_STOP if m["square"] else _NOTE_STOP)
        number = int(mark) if mark.isdigit() else 0
        last = runs[-1][-1] if runs and runs[-1] else None
        if last is not None and number and last[0].isdigit() and number == int(last[0]) + 1:
            runs[-1].append((mark, Span(m.end(), end)))
        elif number or m["star"] or m["square"]:
            runs.append([(mark, Span(m.end(), end))])
    return runs


def _note_end(text: str, start: int, stops: re.Pattern[str]) -> int:
    """Where a note ends: before the next note, a blank line or the page's end."""
    stop = stops.search(text, start, start + LONGEST_NOTE)
    end = stop.start() if stop else min(len(text), start + LONGEST_NOTE)
    return start + len(text[start:end].rstrip())


def _is_block(text: str, run: list[tuple[str, Span]]) -> bool:
    """Whether numbered lines are notes: under a heading or rule, or marked in brackets or raised, or at the end behind the last paragraph."""
    start = run[0][1].start
    line_start = text.rfind("\n", 0, start) + 1
    before = text[max(0, line_start - LOOK_BACK) : line_start].rstrip("\n\r ").rpartition("\n")[2]
    if _HEADING.match(before) or _RULE.match(before):
        return True
    mark = text[line_start:start].strip()
    if mark.startswith("[") or mark[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹①*†‡":
        return line_start > 0
    return False


def _mark(m: re.Match[str]) -> str:
    """The mark of a note or call in plain digits."""
    if ring := m["ring"]:
        return str(ord(ring) - 0x245F)
    if raised := m["raised"]:
        return raised.translate(_RAISED)
    return next(value for value in m.groupdict().values() if value)


def _calls(text: str, end: int, loose: tuple[Call, ...]) -> Iterator[Call]:
    """Marks before the first note: those the reader of the page saw, then those the text shows."""
    yield from loose
    for m in _CALL.finditer(text, 0, end):
        start = m.start()
        if start == 0 or (text[start - 1] == "\n" and not (m["square"] and _WRAPPED.search(text, max(0, start - 40), start))):
            continue
        yield Call(_mark(m), Span(*m.span()))


def without(body: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """The body with some spans cut out; sorted, disjoint, none empty."""
    cut = sorted(set(holes), key=lambda s: (s.start, s.end))
    kept: list[Span] = []
    first = 0
    for span in body:
        at = span.start
        while first < len(cut) and cut[first].end <= at:
            first += 1
        for index in range(first, len(cut)):
            hole = cut[index]
            if hole.start >= span.end:
                break
            if hole.start > at:
                kept.append(Span(at, hole.start))
            at = max(at, hole.end)
        if at < span.end:
            kept.append(Span(at, span.end))
    return tuple(kept)
