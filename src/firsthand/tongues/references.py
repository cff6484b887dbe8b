"""What a note cites: its text cut into citations, each with addresses, dates, titles, a word back to another note, and whether one has it through another.

In: the text of a note. Out: citations in their order, with places in that text. Nothing is resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from firsthand.model.passages import Span
from firsthand.tongues import reference_words as words
from firsthand.tongues.addresses import addresses_in
from firsthand.tongues.dates import DateSpan, dates_in
from firsthand.tongues.quotes import quotations
from firsthand.tongues.words import folded

LONGEST = 6_000  # code points of a note that are read: more is an essay
MOST = 60  # citations of one note
_DIGITS = {0x0F20 + i: str(i) for i in range(10)} | {0x2460 + i: str(i + 1) for i in range(9)}
_HAN_TITLE = re.compile(r"《([^《》]{2,120})》")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]{2,}")
_FURTHER = re.compile(r"\s*(?:,|and|&|或|、|和)\s*(\d{1,3})(?!\w|[-/.]\d)")
_PLURAL = re.compile(r"(?:notes|nn|fnn)\W*\d+$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One source that a note cites.

    text and span: its words in the note; back: marks of other notes that it points to ("6"), "<" for the note before (ibid.), "^" for an earlier one of the
    same author (op. cit.); urls; dates: those that are not days of access; titles: words in quotation marks or 《》; through: "citing" where this source has
    it from the next one, "cited in" where the next one carries it, "" else; named: whether it has words beyond a back reference.
    """

    text: str
    span: Span
    back: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    titles: tuple[str, ...] = ()
    through: str = ""
    named: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing by which a source could be found."""
        return not (self.back or self.urls or self.named)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(getattr(words, name), re.IGNORECASE)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words.SIGNALS}[\s,]*)*", re.IGNORECASE)


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"\s*{words.SAME}", re.IGNORECASE)


@cache
def _cuts() -> re.Pattern[str]:
    """Where one citation ends and the next begins: a semicolon, a new signal behind a full stop, one source through another."""
    return re.compile(
        rf"(?P<semicolon>[;；])|(?<=[.)。）\]”’\"])\s+(?={words.SIGNALS}\s)|(?P<citing>,?\s*(?:{words.CITING}))|(?P<cited>,?\s*\(?(?:{words.CITED_IN}))",
        re.IGNORECASE,
    )


def citations(note: str) -> tuple[Citation, ...]:
    """The citations of a note, at most MOST, in their order."""
    text = note[:LONGEST]
    found = [c for start, end, through in _pieces(text) if (c := _citation(text, start, end, through)) is not None]
    return tuple(found[:MOST])


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end, and how the piece hangs together with the next."""
    shut = [*addresses_in(text), *((s.start, s.end) for s in quotations(text)), *(m.span() for m in _HAN_TITLE.finditer(text))]
    start = 0
    for m in _cuts().finditer(text):
        if any(a <= m.start() < b for a, b in shut) or m.start() < start:
            continue
        yield start, m.start(), "citing" if m["citing"] else "cited in" if m["cited"] else ""
        start = m.end()
    yield start, len(text), ""


def _citation(text: str, start: int, end: int, through: str) -> Citation | None:
    """The citation in [start, end); None where nothing but marks is left."""
    start = _begins().match(text, start, end).end()  # type: ignore[union-attr]
    while start < end and (text[start].isspace() or text[start] in ",.:，。："):
        start += 1
    piece = text[start:end].rstrip()
    if not piece.strip(" .,;:()[]。，；：（）"):
        return None
    urls = [(a, b) for a, b in addresses_in(piece)]
    bare = _blanked(piece, urls)
    back = _backs(bare)
    dates = tuple(d for d in dates_in(bare) if not _is_access(bare, d))
    titles = tuple(piece[s.start + 1 : s.end].rstrip('”’"」』').strip(" ,.，。") for s in quotations(piece)) + tuple(
        m[1] for m in _HAN_TITLE.finditer(piece)
    )
    named = len(_WORD.findall(_unsaid(bare, dates))) >= (1 if dates and not back else 2)
    return Citation(piece, Span(start, start + len(piece)), back, tuple(piece[a:b] for a, b in urls), dates, titles, through, named)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these spans as blanks, so that places stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _backs(piece: str) -> tuple[str, ...]:
    """To which notes a citation points back."""
    plain = folded(piece).translate(_DIGITS)
    found = ["<"] if _same().match(plain) else []
    for m in _pattern("BACK").finditer(plain):
        found.append(next(g for g in m.groups() if g))
        at = m.end()
        while _PLURAL.search(m[0]) and (further := _FURTHER.match(plain, at)):
            found.append(further[1])
            at = further.end()
    if not found and _pattern("ELSEWHERE").search(plain):
        found.append("^")
    return tuple(dict.fromkeys(found))


def _is_access(piece: str, date: DateSpan) -> bool:
    """Whether a date is the day on which a page was looked at."""
    before = piece[max(0, date.start - 30) : date.start]
    return bool(_pattern("ACCESSED").search(before) or _pattern("ACCESSED_AFTER").match(piece, date.end))


def _unsaid(bare: str, dates: tuple[DateSpan, ...]) -> str:
    """What is left of a citation without back references, pages and dates: the words that name a source."""
    bare = _blanked(bare, [(d.start, d.end) for d in dates])
    for name in ("BACK", "PAGES", "ELSEWHERE"):
        bare = _pattern(name).sub(lambda m: " " * len(m[0]), bare)
    m = _same().match(bare)
    return bare[m.end() :] if m else bare


def says_how_it_is_known(note: str) -> bool:
    """Whether a note names what nobody can look up but its writer: an interview, a letter, something on file."""
    return _pattern("ON_FILE").search(note) is not None
