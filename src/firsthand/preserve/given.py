"""What a person gave, sorted out: addresses, lists (our own, libraries of references, those of other tools), and files and folders to walk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew
from firsthand.preserve.files import Meant, beside, walked
from firsthand.preserve.inside import said_of
from firsthand.preserve.kept import Noticed, Skipped
from firsthand.preserve.libraries import ENDINGS, library
from firsthand.preserve.lists import SourceList, read_list

WORK = "firsthand.preserve.works:answer"
LIST_LIMITS = Limits(wall_seconds=120, cpu_seconds=120)
_Crew = Callable[[], Crew]  # begun when it is first needed
_LOOKED_AT = 20  # files of one folder that may be its list; a folder with more of them is full of documents


@dataclass
class Given:
    """Lists that can be used, the files that those among `what` name, words to walk, and what there is to say."""

    lists: list[SourceList] = field(default_factory=list)
    files: list[Meant] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    told: list[Skipped | Noticed] = field(default_factory=list)


def sorted_out(words: Sequence[str], lists: Sequence[str]) -> Given:
    """`words` are files and folders, `lists` what was said to be a list. Nothing is raised: what cannot be used is told."""
    given = Given()
    crews: list[Crew] = []

    @cache
    def crew() -> Crew:
        crews.append(Crew(WORK, limits=LIST_LIMITS, workers=1))
        return crews[0]

    try:
        for path in lists:
            _list(path, crew, given)
        for word in words:
            _word(word, crew, given)
    finally:
        for one in crews:
            one.__exit__(None, None, None)
    return given


def _list(path: str, crew: _Crew, given: Given) -> None:
    """A file that was said to be a list: our own CSV, else whatever it is by its content."""
    try:
        _add(_listed(path, crew), given)
    except Trouble as trouble:
        given.told.append(Skipped(path, trouble))


def _listed(path: str, crew: _Crew) -> SourceList:
    if not _may_be(Path(path)):
        return read_list(Path(path))
    if Path(path).suffix.lower() != ".csv":
        return _asked(path, crew) or read_list(Path(path))
    try:
        return read_list(Path(path))
    except Trouble as trouble:
        found = _asked(path, crew) if trouble.code == "bad-list" else None
        if found is None:
            raise
        return found


def _word(word: str, crew: _Crew, given: Given) -> None:
    """A file or folder: one that is a list by its content gives its rows and the files that lie beside it."""
    path = Path(word)
    try:
        if _may_be(path):
            found = _asked(word, crew)
            if found is not None:
                _add(found, given)
                given.told.append(Noticed(word, Trouble("used-as-list", path=word, count=len(found.rows))))
                _beside(found, given)
                return
        elif path.is_dir():
            _of_folder(path, crew, given)
    except Trouble as trouble:
        given.told.append(Skipped(word, trouble))
        return
    given.words.append(word)


def _of_folder(folder: Path, crew: _Crew, given: Given) -> None:
    """The lists that lie in a folder itself, as exports of other tools have them."""
    some = sorted(p for p in folder.iterdir() if _may_be(p))
    for path in some if len(some) <= _LOOKED_AT else ():
        found = _asked(str(path), crew)
        if found is not None:
            _add(found, given)
            given.told.append(Noticed(str(path), Trouble("used-as-list", path=str(path), count=len(found.rows))))


def _beside(listed: SourceList, given: Given) -> None:
    known = {m.path.resolve() for m in given.files}
    for found in beside(listed):
        if isinstance(found, Meant) and found.path.resolve() not in known:
            given.files.append(found)


def _may_be(path: Path) -> bool:
    try:
        return path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
    except (OSError, ValueError):
        return False


def _asked(path: str, crew: _Crew) -> SourceList | None:
    """What the sandbox finds in a file; None when it is no list. Raises Trouble."""
    answer = crew().ask(json.dumps({"do": "library", "path": path}).encode())
    if isinstance(answer, Trouble):
        raise said_of(answer, path)
    return library(Path(path), answer)


def _add(listed: SourceList, given: Given) -> None:
    given.told += [Skipped(str(listed.path), trouble) for trouble in listed.troubles]
    if listed.others:
        given.told.append(Noticed(str(listed.path), Trouble("other-columns", path=str(listed.path), columns=", ".join(listed.others))))
    given.lists.append(listed)


def walked_once(given: Given, lists_alone: bool) -> Iterator[Meant | Skipped | Noticed]:
    """Every file that is meant, once: those that libraries name, then what is walked; where only lists were given, what lies beside them."""
    seen = {m.path.resolve() for m in given.files}
    yield from given.files
    walk: Iterable[Meant | Skipped | Noticed] = walked(given.words) if given.words else ()
    if lists_alone:
        walk = (x for listed in given.lists for x in beside(listed))
    for found in walk:
        if not isinstance(found, Meant) or found.path.resolve() not in seen:
            yield found
