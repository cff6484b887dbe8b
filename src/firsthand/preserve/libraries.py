"""Libraries of references and lists of other tools as lists of sources: read in the sandbox, their files looked for beside them, never elsewhere.

`entries_in` is a work of the sandbox; `library` makes the list of its answer, in the caller's process, by looking which files are there.
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard.limits import LIST_MOST
from firsthand.preserve.bibtex import bibtex_entries
from firsthand.preserve.csl import csl_entries
from firsthand.preserve.kept import Listed
from firsthand.preserve.lists import COLUMNS, Row, SourceList
from firsthand.preserve.ris import ris_entries
from firsthand.preserve.tools import tool_entries

_MOST = 200_000  # entries; a life's library has some thousand
_READERS = {
    ".ris": ris_entries,
    ".bib": bibtex_entries,
    ".bibtex": bibtex_entries,
    ".json": csl_entries,
    ".csljson": csl_entries,
    ".csv": tool_entries,
}
ENDINGS = frozenset(_READERS)  # of files that may be such a list; their content decides


def entries_in(path: str) -> dict[str, object]:
    """{entries} of the list at `path`, {} when it is none. Raises Trouble("bad-list")."""
    with open(path, "rb") as file:
        raw = file.read(LIST_MOST + 1)
    if len(raw) > LIST_MOST:
        return {}  # no list is that long: kept as a file, or told by who keeps it
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        if Path(path).suffix.lower() in (".json", ".csv"):
            return {}
        raise Trouble("bad-list", path=path, why=f"it is not UTF-8 (byte {why.start}); export it again as UTF-8") from None
    entries = _READERS[Path(path).suffix.lower()](text)
    return {} if entries is None else {"entries": [e.as_json() for e in islice(entries, _MOST)]}


def library(path: Path, answer: bytes) -> SourceList | None:
    """The list that the sandbox found in the file at `path`; None when it found none."""
    said = json.loads(answer)
    if "entries" not in said:
        return None
    rows, troubles, seen = list[Row](), list[Trouble](), dict[str, int]()
    for entry in said["entries"]:
        listed, why = _listed(path, entry, seen)
        if why:
            troubles.append(Trouble("bad-row", path=str(path), row=entry["number"], why=why))
            continue
        seen[listed.id] = entry["number"]
        rows.append(Row(entry["number"], listed))
    return SourceList(path, tuple(rows), tuple(troubles), ())


def _listed(path: Path, entry: dict[str, Any], seen: dict[str, int]) -> tuple[Listed, str]:
    """A row of an entry, with the first of its files that is there; and why it cannot be used ("" when it can)."""
    ours = {name: value for name, value in entry["ours"].items() if name in COLUMNS}
    ours.setdefault("id", f"{path.stem}-{entry['number']}")
    there = next((name for name in entry["files"] if is_beside(path.parent, name)), "")
    ours["file"] = there or next(iter(entry["files"]), "")
    others = tuple((head, value) for head, value in entry["others"].items() if value)
    listed = Listed(**ours, extra=others)
    if any(ord(c) < 32 for c in listed.id + listed.file):
        return listed, "its id or file holds control characters"
    if listed.id in seen:
        return listed, f"its id {listed.id} is the id of entry {seen[listed.id]}"
    return listed, ""


def is_beside(folder: Path, name: str) -> bool:
    """Whether the file is there and inside the folder; one that lies elsewhere is named by a person, not by a list."""
    try:
        path = folder / name
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False
