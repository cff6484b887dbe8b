"""Looking for words: what a person typed as a question to FTS5, and its answer as hits with exact places.

A question is words between blanks, all of which must stand in a document; what stands together without a blank, or within quotation marks, is looked for
as it stands. `detain*` finds whatever begins so. Nothing of what was typed reaches SQLite but the forms of its tokens, in double quotes.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from firsthand.errors import Trouble
from firsthand.index.tables import COLUMNS, NAME
from firsthand.index.tokens import STOP, forms, place_of, starts

LONGEST = 1000  # code points of a question: longer is a pasted page
MOST_WORDS = 50
AROUND = 60  # code points shown on each side of a hit
NEAR = 30  # tokens within which different words of a question belong together

_QUOTES = '"“”„‟«»「」『』＂'
_PIECE = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]|([^\\s{_QUOTES}]+)")
_OPEN = re.compile("(?:^[\u0f40-\u0f6c]|[\u0f40-\u0f6c].*[\u0f71-\u0f7d\u0f80\u0f90-\u0fbc])$")  # a Tibetan syllable that ends in a vowel
_ENDINGS = ("", "ས", "ར")  # by; to, in: written onto an open syllable


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand one after the other: their forms, whether the last is only a beginning, and the word of the question that it answers."""

    forms: tuple[str, ...]
    beginning: bool
    word: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that answers: source (id and the name people use), where ("text", "title", "publisher"), code points [start, end) of the base stream (None
    outside the text), the exact words and AROUND code points each side; what the document is; and how many such places it has."""

    source: str
    name: str
    where: str
    start: int | None
    end: int | None
    quote: str
    before: str
    after: str
    language: str
    title: str
    publisher: str
    published: str
    places: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: hits, those of a document together, the best document first; how many documents have any; how many were looked into, by language."""

    hits: tuple[Hit, ...]
    documents: int
    among: tuple[tuple[str, int], ...]


def phrases_of(words: str) -> tuple[Phrase, ...]:
    """What a person typed as phrases. Raises Trouble("no-words") when nothing of it can be looked for, ("too-many-words") beyond the limits."""
    if len(words) > LONGEST:
        raise Trouble("too-many-words", count=f"{len(words):,} characters", most=f"{LONGEST:,}")
    found = list[Phrase]()
    pieces = [(m[1] is not None, m[1] or m[2]) for m in _PIECE.finditer(words)]
    for exact, piece in pieces:
        parts = _trimmed(forms(piece))
        if parts:
            found += _alternatives(parts, exact, not exact and piece.endswith("*"), len({p.word for p in found}))
    if not found:
        raise Trouble("no-words", words=words.strip())
    if found[-1].word >= MOST_WORDS:
        raise Trouble("too-many-words", count=f"{found[-1].word + 1} words", most=MOST_WORDS)
    return tuple(found)


def _trimmed(parts: list[str]) -> list[str]:
    """The forms without stops at either end."""
    while parts and parts[0] == STOP:
        parts = parts[1:]
    while parts and parts[-1] == STOP:
        parts = parts[:-1]
    return parts


def _alternatives(parts: Sequence[str], exact: bool, beginning: bool, word: int) -> Iterator[Phrase]:
    """The phrase itself; and, not between quotation marks, with the endings that Tibetan writes onto its last syllable."""
    endings = _ENDINGS if not exact and not beginning and _OPEN.search(parts[-1]) else ("",)
    for ending in endings:
        yield Phrase((*parts[:-1], parts[-1] + ending), beginning, word)


def expression(phrases: Iterable[Phrase]) -> str:
    """The question as FTS5 reads it: each word one of its phrases, all words together."""
    words: dict[int, list[str]] = {}
    for p in phrases:
        words.setdefault(p.word, []).append('"' + " ".join(p.forms) + '"' + ("*" if p.beginning else ""))
    return " AND ".join("(" + " OR ".join(some) + ")" for some in words.values())


def search(connection: apsw.Connection, words: str, language: str = "", documents: int = -1, places: int = -1) -> Found:
    """Look for words among the documents, of one language where it is given: at most so many documents and places of each, -1 without end."""
    phrases = phrases_of(words)
    asked: list[Any] = [expression(phrases), *([language] if language else [])]
    rows: list[Any] = connection.execute(_sql(_ROW, language) + " ORDER BY rank LIMIT ?", (*asked, documents)).fetchall()
    hits = tuple(hit for row in rows for hit in _hits(_Row(*row), phrases, places))
    total = len(rows)
    if total == documents:
        total = int(connection.execute(_sql("count(*)", language), asked).get)
    counted = "SELECT language, documents FROM languages WHERE documents > 0 AND ? IN ('', language) ORDER BY 2 DESC, 1"
    among: list[Any] = connection.execute(counted, (language,)).fetchall()
    return Found(hits, total, tuple(among))


_ROW = f"d.source, d.name, d.language, d.published, d.body, d.steps, {', '.join('words.' + c for c in COLUMNS)}, {NAME}(words)"


def _sql(what: str, language: str) -> str:
    """A question for these columns of the documents that match, of one language where that is asked for."""
    joined = "words JOIN documents d ON d.id = words.rowid" if language or what == _ROW else "words"
    return f"SELECT {what} FROM {joined} WHERE words MATCH ?" + (" AND d.language = ?" if language else "")


# ---- places -----------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A document that answers, as the tables give it: what it is, the spans of the article, the steps of its text, the texts of COLUMNS, the tokens."""

    source: str
    name: str
    language: str
    published: str
    body: str
    steps: bytes
    title: str
    publisher: str
    text: str
    located: str

    def column(self, number: int) -> tuple[str, bytes]:
        """The text of a column and its steps."""
        if COLUMNS[number] == "text":
            return self.text, self.steps
        short = (self.title, self.publisher)[number]
        return short, starts(short)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands: the number of the column and of its first token, how many tokens, and which word of the question it is."""

    column: int
    token: int
    count: int
    word: int


def _hits(row: _Row, phrases: Sequence[Phrase], most: int) -> list[Hit]:
    """The hits of one document, the best first: where most words of the question stand together, in the article rather than around it, in order."""
    places = _places(row.located, phrases)
    if len(places) == 1:
        return [_hit(row, places[0], 1)] if most else []
    near = _near(places)
    order = sorted(places, key=lambda p: (-near.get(p, 0), -p.column, p.token))
    found = [_hit(row, p, len(places)) for p in order[: most * 4 if most >= 0 else None]]
    article = [(low, high) for low, high in json.loads(row.body)]
    found.sort(key=lambda hit: hit.start is not None and not any(low <= hit.start < high for low, high in article))
    return found[: most if most >= 0 else None]


def _places(located: str, phrases: Sequence[Phrase]) -> list[_Place]:
    """Where the phrases stand, from what SQLite said."""
    return [
        _Place(column, int(token), len(phrase.forms), phrase.word)
        for phrase, columns in zip(phrases, located.split(";"), strict=True)
        for column, tokens in enumerate(columns.split(","))
        for token in tokens.split()
    ]


def _near(places: Sequence[_Place]) -> dict[_Place, int]:
    """For each place how many words of the question stand within NEAR tokens of it; empty where the question is one word."""
    if len({p.word for p in places}) < 2:
        return {}
    order = sorted(places, key=lambda p: (p.column, p.token))
    at = [(p.column << 40) + p.token for p in order]
    return {p: len({q.word for q in order[bisect_left(at, x - NEAR) : bisect_right(at, x + NEAR)]}) for p, x in zip(order, at, strict=True)}


def _hit(row: _Row, place: _Place, places: int) -> Hit:
    text, steps = row.column(place.column)
    span = place_of(text, steps, place.token, place.count)
    quote, before, after = text[span.start : span.end], text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    where = COLUMNS[place.column]
    start, end = (span.start, span.end) if where == "text" else (None, None)
    return Hit(row.source, row.name, where, start, end, quote, before, after, row.language, row.title, row.publisher, row.published, places)
