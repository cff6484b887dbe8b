"""Find: full text of what the case holds, in CASE/search.db, which code can make again at any time. Only what changed is indexed anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from typing import TypeVar

import apsw

from firsthand.case.made import code_digest, key_of
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import BLOCK, PASSING, Read, reads
from firsthand.case.state import Held, State
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.index import tables
from firsthand.index.search import Found, Hit, phrases_of, search
from firsthand.model.passages import Reading

T = TypeVar("T")
FILES = ("search.db", "search.db-wal", "search.db-shm")
DOCUMENTS, PLACES = 50, 3  # shown unless more are asked for: what fits a few screens
MANY = 200  # documents after which what was written is merged
STATE = "state"  # the mark that says of which state of the case the index is
HERE = "this case"  # where somebody looked who looked into the case itself
UNKNOWN = "und"  # ISO 639-3 for a language that nobody has told
CODE = re.compile("[A-Za-z]{2,8}")


def found(case: Case, words: str, language: str = "") -> tuple[Hit, ...]:
    """The first hits for words that a person typed, of one language (en, zh, bo, ...) where it is given; the best document first.

    Raises Trouble("no-words"), ("too-many-words"), ("wrong-value").
    """
    return look(case, words, language).hits


def look(
    case: Case,
    words: str,
    language: str = "",
    documents: int = DOCUMENTS,
    places: int = PLACES,
    progress: Progress = silent,
    state: State | None = None,
) -> Found:
    """The same with how many documents there are: at most so many documents and places of each are given, -1 for all. A state at hand may be handed in."""

    language = _code(language)
    phrases_of(words)  # nothing is indexed for a question that cannot be asked
    return _with_index(case, lambda index: search(index, words, language, documents, places), progress, state)


def recorded(case: Case, words: str, language: str, found: Found) -> str:
    """Put on record that somebody looked for these words in what the case holds, and how many documents had them; returns the id of the search."""
    from firsthand.case.add import Given, add

    among = ("among", str(sum(number for _, number in found.among)))
    sets = (("where", HERE), among)
    return add(case, "search", Given(text=words, language=language, sets=sets, found=str(found.documents)))


def brought_up_to_date(case: Case, state: State, read: Sequence[Read], progress: Progress = silent) -> None:
    """Make the index hold what was read; nothing is done where nothing changed."""
    _with_index(case, lambda index: None, progress, state, lambda: read)


def forgotten(case: Case, source: str) -> None:
    """Take a source out of the index for good; where that cannot be done the whole index goes, to be made again."""
    path = case.folder / FILES[0]
    if not path.exists():
        return
    try:
        with closing(tables.opened(path, code_digest("index"))) as index, tables.troubles(path):
            with tables.transaction(index):
                tables.forget(index, source)
            tables.folded(index)
    except Trouble:
        _removed(case)


# ---- the index --------------------------------------------------------------------------------------------------------------------------------


def _with_index(
    case: Case,
    use: Callable[[apsw.Connection], T],
    progress: Progress,
    state: State | None = None,
    read: Callable[[], Sequence[Read]] | None = None,
) -> T:
    """What `use` gives of the index, up to date. One that is damaged or made by other code is thrown away and made again, once."""
    known = state or case.state()
    make = read or (lambda: reads(case, known, progress))
    try:
        return _used(case, use, known, make, progress)
    except Trouble as trouble:
        if trouble.code != "index-stale":
            raise
        _removed(case)
    return _used(case, use, known, make, progress)


def _used(case: Case, use: Callable[[apsw.Connection], T], state: State, read: Callable[[], Sequence[Read]], progress: Progress) -> T:
    with closing(_opened(case)) as index, tables.troubles(case.folder / FILES[0]):
        _updated(index, state, read, progress)
        return use(index)


def _opened(case: Case) -> apsw.Connection:
    """The index on disk; of a case that can only be read one in memory, made for this question."""
    try:
        return tables.opened(case.folder / FILES[0], code_digest("index"))
    except Trouble as trouble:
        if trouble.code != "disk-error":
            raise
        return tables.opened(None, code_digest("index"))


def _updated(index: apsw.Connection, state: State, read: Callable[[], Sequence[Read]], progress: Progress) -> None:
    """Bring the index to the state of the case, a block at a time, so that a kill or Ctrl-C costs one block."""
    locked = {h.id for h in state.sources.values() if h.locked}
    locked &= set(tables.changed(index, {}))  # their keys are not here: what the index holds of them stays as it is
    mark = key_of("index", code_digest("read"), *(_what_decides(h) for h in state.sources.values()))
    if tables.marked(index, STATE) == mark:
        return
    known = read()
    documents = _documents(state, known)
    wanted = {source: one.digest for source, one in documents.items()}
    touched, of = 0, len(_behind(index, wanted, locked))
    while some := _behind(index, wanted, locked)[:BLOCK]:
        with tables.transaction(index):
            for source in set(some) & set(_behind(index, wanted, locked)):  # another command may have been quicker
                tables.put(index, source, documents.get(source))
        touched += len(some)
        progress("indexing", touched, max(of, touched))
    with tables.transaction(index):
        if touched >= MANY:
            tables.settled(index)
        tables.mark(index, STATE, "" if any(r.code in PASSING for r in known) else mark)
    tables.folded(index)


def _behind(index: apsw.Connection, wanted: Mapping[str, str], locked: Collection[str]) -> list[str]:
    """The sources of which the index holds something else than is wanted; those whose keys are not here are never among them."""
    return [s for s in tables.changed(index, wanted) if s not in locked]


def _what_decides(h: Held) -> list[object]:
    """What a change of which may change what the index holds of a source."""
    return [h.id, h.name, h.capture.id, h.capture.part, h.capture.media, h.readable, sorted(h.details.items())]


def _documents(state: State, read: Iterable[Read]) -> dict[str, tables.Document]:
    """What can be looked into: every text, and title and publisher of what is held and has none."""
    texts = {r.source: r.reading for r in read if r.reading}
    held = [h for h in state.sources.values() if h.readable]
    return {h.id: _of_reading(texts[h.id]) if h.id in texts else _of_list(h) for h in held}


def _of_reading(r: Reading) -> tables.Document:
    published = r.published.text if r.published else ""
    return tables.Document(r.source, r.name, r.language, r.title, r.publisher, published, r.text, r.body)


def _of_list(h: Held) -> tables.Document:
    says = {name: h.details.get(name, "") for name in ("language", "title", "publisher", "published")}
    return tables.Document(h.id, h.name, says["language"] or UNKNOWN, says["title"], says["publisher"], says["published"])


def _removed(case: Case) -> None:
    for name in FILES:
        disk.remove(case.folder / name)


def _code(language: str) -> str:
    """A language code as the readings have it."""
    if language and not CODE.fullmatch(language):
        raise Trouble("wrong-value", field="the language", value=repr(language), allowed="a code such as en, zh or bo")
    return language.lower()
