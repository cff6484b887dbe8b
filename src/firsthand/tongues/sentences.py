"""Sentences of a text as spans: English and its neighbours, Chinese and Japanese, Tibetan, Arabic. Linear in the length of the text.

A blank line always parts; so does a single line break, unless the lines look wrapped (an even right edge). A heading or list item is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from firsthand.model.passages import Span
from firsthand.tongues.bo.particles import GOING_ON, SHADS
from firsthand.tongues.en.abbreviations import MAYBE, NUMBERED, OPENERS, SPEECH, TITLES
from firsthand.tongues.months import MONTHS
from firsthand.tongues.scripts import HAN, KANA

LONGEST_RUN = 40  # stops in one run that are taken together: keeps the time linear where they come by the thousand
_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»›」』】）》〉)\\]］｣"
_END = re.compile(
    rf"(?P<han>(?:[。！？；｡]|……)+[{_CLOSERS}]*)(?:\[\d{{1,3}}\]|[⁰¹²³⁴-⁹]++)*+"
    rf"|(?P<stop>[.!?…‽]{{1,{LONGEST_RUN}}}+[{_CLOSERS}]*+(?P<note>(?:\[\d{{1,3}}\]|[⁰¹²³⁴-⁹]++|\d{{1,3}}(?=\s++[\"'“‘(]?[^\W\d_a-z]))*+)(?=[\s{HAN}{KANA}]|$))"
    rf"|(?P<shad>[{SHADS}][{SHADS}\s]*[{_CLOSERS}]*)(?:\[\d{{1,3}}\]\s*+|[⁰¹²³⁴-⁹]++)*+"
    r"|(?P<other>[؟۔।॥።]+[\"'”’»)]*)"
)  # fmt: skip
_BEFORE_WORD = re.compile(r"[\s(\[“\"‘—–]")
_MAY_END = re.compile(f"[。！？；｡….!?‽؟۔।॥{SHADS}]")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«‹„(\[¿¡]*([^\W_]+(?:['’][^\W\d_]+)?)")
_ITEM = re.compile(r"\s*(?:[-*•·‣▪◦●○■□–—]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s|[（(]?[一二三四五六七八九十]{1,3}[）)、．.])")
_SPEAKS = re.compile(r"[^，。！？；：,.!?\s]{0,8}?(?:说|說|(?<![知街频味])道|表示|称|稱|问|問|答|喊|指出|と|って)(?=[，。：:、]|$|述べ|言)")
_HAN_LETTER = re.compile(f"[{HAN}]")
_SYLLABLE = re.compile(r"([\u0f40-\u0fbc]+)[\u0f0b\u0f0c]?\s*$")
_TWICE = re.compile("[\u2e80-\uffe6]+")
WRAPPED_BELOW = 130  # columns: a longer line is a paragraph, not a wrapped line
WRAPPED_FROM = 40  # columns: below this an even edge means nothing
FULL = 0.72  # a line at least this full of the longest around it runs on
LOOK_BACK = 40  # code points before a stop that can hold its word


def sentences(text: str, language: str = "") -> tuple[Span, ...]:
    """The sentences of a text: sorted, disjoint, trimmed of white space, never across a blank line. `language` is not needed so far."""
    return tuple(_each(text))


def sentences_within(text: str, blocks: Iterable[Span], language: str = "") -> tuple[Span, ...]:
    """The sentences of the given runs of a text (paragraphs of a page), which none of them crosses; else as `sentences`."""
    return tuple(each_within(text, blocks))


def each_within(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """As `sentences_within`, one after another: for texts that may hold more of them than memory does."""
    return (Span(s.start + b.start, s.end + b.start) for b in blocks for s in _each(text[b.start : b.end]))


def _each(text: str) -> Iterator[Span]:
    return (span for start, end in _runs(text) for span in _cut(text, start, end))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of text that sentences never cross: paragraphs, or lines where the lines are not wrapped."""
    block: list[tuple[int, int]] = []
    for m in _LINE.finditer(text):
        if text[m.start() : m.end()].isspace():
            continue
        if block and _parted(text, block[-1][1], m.start()):
            yield from _joined(text, block)
            block = []
        block.append(m.span())
    yield from _joined(text, block)


def _parted(text: str, end: int, start: int) -> bool:
    """Whether more than one line break lies between two lines."""
    between = text[end:start].replace("\r\n", "\n")
    return sum(c in "\r\n\f\v\x85\u2028\u2029" for c in between) > 1 or "\f" in between or "\u2029" in between


def _columns(line: str) -> int:
    """About how wide a line is printed: Han counts two."""
    return len(line) if line.isascii() else len(line) + sum(map(len, _TWICE.findall(line)))


def _joined(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a block, with wrapped ones put together."""
    if not block:
        return
    if len(block) == 1:
        yield block[0]
        return
    widths = [_columns(text[a:b]) for a, b in block]
    widest = max(widths)
    wrapped = WRAPPED_FROM <= widest <= WRAPPED_BELOW
    start, end = block[0]
    for (a, b), width in zip(block[1:], widths, strict=False):
        if wrapped and width >= FULL * widest and not _ITEM.match(text, a, b):
            end = b
        else:
            yield start, end
            start, end = a, b
    yield start, end


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one run."""
    at = place = start
    while candidate := _MAY_END.search(text, place, end):
        m = _END.match(text, candidate.start(), end)
        place = m.end() if m is not None else candidate.end()
        if m is not None and _ends(text, m, at, end):
            yield from _trimmed(text, at, m.end())
            at = m.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = start + len(piece.rstrip())
    if begin < stop:
        yield Span(begin, stop)


def _ends(text: str, m: re.Match[str], at: int, end: int) -> bool:
    """Whether a sentence that began at `at` ends with this mark."""
    if m["stop"] is not None:
        return _stop_ends(text, m, at, end)
    if m["han"] is not None:
        quoted = m["han"][-1] in '”’」』"' and m["han"][0] != "；"
        return not (quoted and _SPEAKS.match(text, m.end(), end))
    if m["shad"] is not None:
        return _shad_ends(text, m, at)
    return True


def _stop_ends(text: str, m: re.Match[str], at: int, end: int) -> bool:
    """Whether a Latin full stop, question or exclamation mark ends the sentence: by the words on both sides."""
    following = _NEXT_WORD.match(text, m.end(), end)
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    marks = m["stop"]
    if word.lower() in SPEECH or not marks.startswith(".") or marks.startswith(".."):
        return word.lower() not in SPEECH
    before = _BEFORE_WORD.split(text[max(at, m.start() - LOOK_BACK) : m.start()])[-1]
    return len(marks) > 1 or _word_ends(before, word)


def _word_ends(before: str, after: str) -> bool:
    """Whether a bare full stop between these two words ends a sentence."""
    plain = before.lower()
    if not after:
        return True
    if len(before) <= 2 and before.isdigit() and (after.lower() in MONTHS or after == "Jahrhundert"):  # German: 3. Mai
        return False
    if (before[-1:].isdigit() and _HAN_LETTER.match(after)) or plain in TITLES or (plain in NUMBERED and after[0].isdigit()):
        return False
    if len(plain) == 1 and before.isupper() and plain != "i":  # an initial: J. Smith
        return False
    if plain in MAYBE or ("." in plain and len(plain) <= 5 and not plain[-1].isdigit()):
        return after.lower() in OPENERS
    return True


def _shad_ends(text: str, m: re.Match[str], at: int) -> bool:
    """Whether a shad ends the sentence and not only a clause: double, or not after a word that goes on."""
    if sum(c in SHADS for c in m["shad"]) > 1:
        return True
    last = _SYLLABLE.search(text, max(at, m.start() - LOOK_BACK), m.start())
    return last is None or last[1] not in GOING_ON
