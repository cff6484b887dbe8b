"""Which files a person meant: paths and folders walked in order, what was left out named, and rows of a list matched to files."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.preserve.kept import Noticed, Skipped
from firsthand.preserve.lists import Row, SourceList

_ASSETS = ("_files", ".files", "_fichiers", "-Dateien", "_archivos", "_文件")  # folders that browsers put beside a saved page


@dataclass(frozen=True, slots=True)
class Meant:
    """A file to preserve and the names by which a list may call it (relative to the folder that was given, and to the working folder)."""

    path: Path
    names: tuple[str, ...]
    rows: tuple[Row, ...] = ()


def walked(what: Iterable[str]) -> Iterator[Meant | Skipped | Noticed]:
    """The files of every path given, folders in the order of their names; each file once."""
    seen: set[Path] = set()
    for word in what:
        for found in _walked(word):
            if isinstance(found, Meant):
                real = found.path.resolve()
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _walked(word: str) -> Iterator[Meant | Skipped | Noticed]:
    path = Path(word)
    if word.startswith(("http://", "https://")):
        yield Skipped(word, Trouble("no-fetch", path=word))
        return
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        yield Skipped(word, Trouble("missing", path=word))
        return
    except (OSError, ValueError) as why:
        yield Skipped(word, Trouble("unreadable", path=word, why=getattr(why, "strerror", None) or str(why)))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, path)
    elif stat.S_ISREG(mode):
        yield Meant(path, (path.name, word))
    else:
        yield Skipped(word, Trouble("unreadable", path=word, why="it is neither a file nor a folder"))


def _folder(folder: Path, top: Path) -> Iterator[Meant | Skipped | Noticed]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as why:
        yield Skipped(str(folder), Trouble("unreadable", path=str(folder), why=why.strerror))
        return
    names = {e.name for e in entries}
    left: dict[str, int] = {}
    for entry in entries:
        path = Path(entry.path)
        unwanted = _left_out(entry, names)
        if unwanted:
            left[unwanted] = left.get(unwanted, 0) + 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, top)
        elif entry.is_file(follow_symlinks=False):
            yield Meant(path, (path.relative_to(top).as_posix(), (Path(top.name) / path.relative_to(top)).as_posix(), path.name))
        else:
            yield Skipped(str(path), Trouble("unreadable", path=str(path), why="it is neither a file nor a folder"))
    for kind, count in left.items():
        yield Noticed(str(folder), Trouble("left-out", path=str(folder), count=count, what=kind))


def _left_out(entry: os.DirEntry[str], names: set[str]) -> str:
    """Why something in a folder is left out, in words for a count; "" when it is not."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink():
        return "symbolic links"
    stem = next((entry.name[: -len(end)] for end in _ASSETS if entry.name.endswith(end)), "")
    if stem and entry.is_dir() and names & {stem + ".html", stem + ".htm", stem + ".xhtml"}:
        return "folders with the images and scripts of a saved page"
    return ""


# ---- rows to files ----------------------------------------------------------------------------------------------------------------------------


def beside(listed: SourceList) -> Iterator[Meant | Skipped]:
    """The files that a list given alone names, relative to its own folder: by `file`, else the one whose stem is the id."""
    folder = listed.path.parent
    by_stem: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.is_symlink() and path != listed.path:
            by_stem.setdefault(_same(path.stem), []).append(path)
    done: set[Path] = set()
    for row in listed.rows:
        found = _named(folder, row.listed.file) if row.listed.file else next(iter(by_stem.get(_same(row.listed.id), [])), None)
        if found is not None and found not in done:
            done.add(found)
            yield Meant(found, (row.listed.file or found.name, found.name))


def _named(folder: Path, name: str) -> Path | None:
    """The file of this name inside the folder; never outside it, whatever the name says."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


def matched(meant: list[Meant], lists: Iterable[SourceList]) -> tuple[list[Meant], list[Skipped], list[tuple[SourceList, Row]]]:
    """The files with the rows that speak of them; rows in doubt; and rows that found no file (they may still name a page inside an archive)."""
    by_name: dict[str, list[int]] = {}
    by_stem: dict[str, list[int]] = {}
    for index, file in enumerate(meant):
        for name in dict.fromkeys(_same(n) for n in file.names):
            by_name.setdefault(name, []).append(index)
        by_stem.setdefault(_same(file.path.stem), []).append(index)
    rows: dict[int, list[Row]] = {}
    doubtful, homeless = list[Skipped](), list[tuple[SourceList, Row]]()
    for listed in lists:
        for row in listed.rows:
            said = row.listed.file
            found = by_name.get(_same(said.removeprefix("./")), []) if said else by_stem.get(_same(row.listed.id), [])
            if len(found) == 1:
                rows.setdefault(found[0], []).append(row)
            elif found:
                doubtful.append(_doubtful(listed, row, [str(meant[i].path) for i in found]))
            else:
                homeless.append((listed, row))
    return [Meant(m.path, m.names, tuple(rows.get(i, ()))) for i, m in enumerate(meant)], doubtful, homeless


def _doubtful(listed: SourceList, row: Row, paths: list[str]) -> Skipped:
    why = f"{row.listed.file or row.listed.id} could be {len(paths)} files: {', '.join(paths[:3])}"
    return Skipped(str(listed.path), Trouble("bad-row", path=str(listed.path), row=row.number, why=why))


def without_file(listed: SourceList, row: Row) -> Skipped:
    """What is said of a row for which nothing was found."""
    why = (
        f"no file {row.listed.file!r} was found"
        if row.listed.file
        else f"no file is called {row.listed.id!r} (the file's name without its ending)"
    ) + ("; its address is fetched only with --fetch" if row.listed.url else "")
    return Skipped(str(listed.path), Trouble("bad-row", path=str(listed.path), row=row.number, why=why))


def _same(name: str) -> str:
    """Names compare as people see them: composed characters, forward slashes."""
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
