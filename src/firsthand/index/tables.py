"""The tables of search.db: the documents that can be looked into, and the full text of their words (SQLite FTS5 over our own tokens).

All of it can be made again from the readings at any time. What leaves is overwritten: `secure_delete` for the rows, FTS5's own `secure-delete` for the
words, and the write-ahead log is folded in (folded()). Callers open with opened(), change within transaction().
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from firsthand.errors import Trouble
from firsthand.index.tokens import forms, starts
from firsthand.model.passages import Span

COLUMNS = ("title", "publisher", "text")
WEIGHTS = "bm25(4.0, 2.0, 1.0)"  # a word in the title tells more of a document than the same word in its text
WAIT_MS = 30_000
NAME = "firsthand"  # what tokenizer and functions are called inside SQLite
_TABLES = f"""
CREATE TABLE marks(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents(id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, name TEXT NOT NULL, language TEXT NOT NULL, published TEXT NOT NULL,
    digest TEXT NOT NULL, body TEXT NOT NULL, steps BLOB NOT NULL) STRICT;
CREATE TABLE languages(language TEXT PRIMARY KEY, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER more AFTER INSERT ON documents BEGIN
    INSERT INTO languages VALUES(new.language, 1) ON CONFLICT(language) DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER fewer AFTER DELETE ON documents BEGIN
    UPDATE languages SET documents = documents - 1 WHERE language = old.language;
END;
CREATE VIRTUAL TABLE words USING fts5({", ".join(COLUMNS)}, tokenize = '{NAME}');
INSERT INTO words(words, rank) VALUES('rank', '{WEIGHTS}');
INSERT INTO words(words, rank) VALUES('secure-delete', 1);
"""


@dataclass(frozen=True, slots=True)
class Document:
    """What can be looked into of one source: its id, the name people use, language (ISO 639), title, publisher, day of publication ("" unknown), the text
    of its base stream ("" where nothing was read), and which spans of it are the article itself."""

    source: str
    name: str
    language: str
    title: str
    publisher: str
    published: str = ""
    text: str = ""
    body: tuple[Span, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything here: another digest, another entry of the index."""
        spans = [[s.start, s.end] for s in self.body]
        head = json.dumps([self.source, self.name, self.language, self.title, self.publisher, self.published, spans], ensure_ascii=True)
        return hashlib.sha256(head.encode() + b"\0" + self.text.encode("utf-8", "surrogatepass")).hexdigest()


def opened(path: Path | None, version: str) -> apsw.Connection:
    """The index at `path`, made if need be, or an empty one in memory (None); `version` is the digest of the code that cuts texts.

    Raises Trouble("index-stale") when it is damaged or of another version: the caller removes the file; ("disk-full"), ("disk-error"), ("case-busy").
    """
    with troubles(path):
        connection = apsw.Connection(str(path) if path else ":memory:")
        connection.set_busy_timeout(WAIT_MS)
        connection.execute("PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF").fetchall()
        connection.register_fts5_tokenizer(NAME, _tokenizer)
        connection.register_fts5_function(NAME, _located)
        if not connection.execute("SELECT count(*) FROM sqlite_schema").get:  # a file that is there is not written to by looking at it
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL").fetchall()
            with transaction(connection):
                if not connection.execute("SELECT count(*) FROM sqlite_schema").get:
                    connection.execute(_TABLES)
                    mark(connection, "version", version)
        if marked(connection, "version") != version:
            connection.close()
            raise Trouble("index-stale", path=str(path))
    return connection


def _tokenizer(connection: apsw.Connection, arguments: list[str]) -> apsw.Tokenizer:
    return _cut


def _cut(raw: bytes, flags: int, locale: str | None) -> list[str]:
    """The forms of a text to be kept; what is asked for comes as forms already, with blanks between."""
    text = raw.decode("utf-8", "replace")
    return text.split(" ") if flags & apsw.FTS5_TOKENIZE_QUERY else forms(text)


@contextmanager
def troubles(path: Path | None) -> Iterator[None]:
    """Turns what SQLite raises about the index into Trouble; "index-stale" where the file is no use any more."""
    try:
        yield
    except apsw.FullError as why:
        raise Trouble("disk-full", path=str(path)) from why
    except (apsw.BusyError, apsw.LockedError) as why:
        raise Trouble("case-busy", path=str(path.parent if path else "")) from why
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.SQLError, apsw.MismatchError) as why:
        raise Trouble("index-stale", path=str(path)) from why
    except apsw.Error as why:
        raise Trouble("disk-error", path=str(path), why=str(why)) from why


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """One writing transaction: waits for its turn, commits at the end, rolls back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def folded(connection: apsw.Connection) -> None:
    """Moves the write-ahead log into the file and truncates it, so that nothing that left stays in it; a reader may make that wait for the next time."""
    with suppress(apsw.BusyError, apsw.LockedError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def marked(connection: apsw.Connection, name: str) -> str:
    """The value of a mark, "" where there is none."""
    value = connection.execute("SELECT value FROM marks WHERE name = ?", (name,)).get
    return value if isinstance(value, str) else ""


def mark(connection: apsw.Connection, name: str, value: str) -> None:
    """Set a mark: which version of the code made the index, of which state of the case."""
    connection.execute("INSERT OR REPLACE INTO marks VALUES(?, ?)", (name, value))


def changed(connection: apsw.Connection, wanted: Mapping[str, str]) -> list[str]:
    """The sources whose document is another one, or has none, in `wanted` (source -> digest) than in the index."""
    rows: list[Any] = connection.execute("SELECT source, digest FROM documents").fetchall()
    known: dict[str, str] = dict(rows)
    return [s for s in {**known, **wanted} if known.get(s) != wanted.get(s)]


def put(connection: apsw.Connection, source: str, one: Document | None) -> None:
    """Makes the index hold this document of a source and no other; None: nothing of it."""
    forget(connection, source)
    if one is not None:
        add(connection, one)


def add(connection: apsw.Connection, one: Document) -> None:
    """Puts a document into the index."""
    title, publisher, text = (_storable(x) for x in (one.title, one.publisher, one.text))
    body = json.dumps([[s.start, s.end] for s in one.body])
    row = (one.source, _storable(one.name), one.language, one.published, one.digest, body, starts(text))
    connection.execute("INSERT INTO documents(source, name, language, published, digest, body, steps) VALUES(?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "INSERT INTO words(rowid, title, publisher, text) VALUES(?, ?, ?, ?)", (connection.last_insert_rowid(), title, publisher, text)
    )


def forget(connection: apsw.Connection, source: str) -> bool:
    """Takes a document out of the index, for good; gives whether it was there."""
    number = connection.execute("SELECT id FROM documents WHERE source = ?", (source,)).get
    if number is None:
        return False
    connection.execute("DELETE FROM words WHERE rowid = ?", (number,))
    connection.execute("DELETE FROM documents WHERE id = ?", (number,))
    return True


def settled(connection: apsw.Connection) -> None:
    """Merges what many small writes have left, so that a question looks in one place, and gives back the room; worth it after a large change."""
    connection.execute("INSERT INTO words(words) VALUES('optimize')")
    connection.execute("PRAGMA incremental_vacuum").fetchall()


def _storable(text: str) -> str:
    """The text with code points that have no place in UTF-8 replaced one for one, so that places stay true."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _located(api: apsw.FTS5ExtensionApi, *_: apsw.SQLiteValue) -> str:
    """For each phrase of the question and each column the numbers of the tokens with which it begins: "1 5,,2;,,9" (blanks, commas, semicolons)."""
    return ";".join(",".join(" ".join(map(str, some)) for some in api.phrase_locations(phrase)) for phrase in range(api.phrase_count))
