"""Intake: what a person gives becomes captures of sources, one after another, and a word for everything that was not kept.

`intake` is lazy: captures come as they are found, so that a WARC of a million records is never held; the caller commits them in batches.
Nothing is written here. Files are hashed by the caller's process; everything that parses them runs in the sandbox.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Part
from firsthand.preserve import inside
from firsthand.preserve.asked import Fetch, captured, is_address
from firsthand.preserve.files import Meant, matched, without_file
from firsthand.preserve.given import WORK, sorted_out, walked_once
from firsthand.preserve.inside import Names, Pages
from firsthand.preserve.kept import Kept, KeptObject, Listed, Noticed, Skipped, Taken
from firsthand.preserve.lists import Row, SourceList
from firsthand.preserve.media import WACZ, WARC, ZIP

LOOK_LIMITS = Limits(wall_seconds=30, cpu_seconds=30)
INSIDE_LIMITS = Limits(wall_seconds=600, cpu_seconds=600, items_per_worker=50)  # one window; the hashes of a large WACZ are one item
_CHUNK = 1024 * 1024
_INSIDE = {WARC: inside.warc_pages, WACZ: inside.wacz_pages, ZIP: inside.zip_pages}


def intake(
    what: Sequence[str | Path],
    lists: Sequence[str | Path] | str | Path | None = None,
    *,
    workers: int = 2,
    fetch: Fetch | None = None,
    fetch_rows: Fetch | None = None,
) -> Iterator[Taken]:
    """Captures (Kept), what was not kept (Skipped) and what deserves a word (Noticed), in the order of `what` and of names in folders.

    Addresses in `what` are fetched by `fetch`, those of rows without a file by `fetch_rows`; without them nothing is fetched. Raises Trouble only when nothing at all can be begun: Trouble("nothing-given"), or a list that is missing or unusable when it is all there is.
    """
    lists = [lists] if isinstance(lists, str | Path) else lists or []
    if not what and not lists:
        raise Trouble("nothing-given")
    words = [str(w) for w in what]
    asked = [w for w in words if fetch and is_address(w)]
    given = sorted_out([w for w in words if w not in asked], [str(path) for path in lists])
    good = given.lists
    if lists and not what and not good:
        raise next(x.trouble for x in given.told if isinstance(x, Skipped))
    yield from given.told
    meant = list[Meant]()
    for found in walked_once(given, not what):
        if isinstance(found, Meant):
            meant.append(found)
        else:
            yield found
    files, doubtful, homeless = matched(_without_lists(meant, good), good)
    yield from doubtful
    pages = Pages(homeless, Names({row.listed.id for listed in good for row in listed.rows}))
    yield from _kept(files, pages, workers)
    yield from _fetched(asked, fetch, pages)
    yield from _fetched([row.listed.url for _, row in homeless if row not in pages.used and is_address(row.listed.url)], fetch_rows, pages)
    if not asked or len(asked) < len(what):
        yield from (without_file(listed, row) for listed, row in homeless if row not in pages.used)


def _fetched(addresses: Iterable[str], fetch: Fetch | None, pages: Pages) -> Iterator[Taken]:
    """Every address once, in order."""
    wanted = list(dict.fromkeys(addresses)) if fetch else []
    if fetch and wanted:
        with Crew(WORK, limits=INSIDE_LIMITS, workers=1) as opener:
            for url in wanted:
                yield from captured(url, fetch, pages, opener)


def _without_lists(meant: list[Meant], lists: list[SourceList]) -> list[Meant]:
    """A list that lies in a folder given is no source."""
    own = {listed.path.resolve() for listed in lists}
    return [m for m in meant if m.path.resolve() not in own]


# ---- files ------------------------------------------------------------------------------------------------------------------------------------


def _kept(files: list[Meant], pages: Pages, workers: int) -> Iterator[Taken]:
    """Every file looked at in the sandbox, in order; archives opened by a crew of their own."""
    hashed: list[KeptObject | Trouble] = []
    with Crew(WORK, limits=LOOK_LIMITS, workers=workers) as crew, Crew(WORK, limits=INSIDE_LIMITS, workers=1) as opener:
        for index, answer in crew.each(_looks(files, hashed)):
            yield from _kept_file(files[index], hashed[index], answer, pages, opener)
            hashed[index] = Trouble("interrupted")  # given away: not held twice


def _looks(files: Iterable[Meant], hashed: list[KeptObject | Trouble]) -> Iterator[bytes]:
    for file in files:
        try:
            hashed.append(_hashed(file.path))
        except Trouble as trouble:
            hashed.append(trouble)
        yield json.dumps({"do": "look", "path": str(file.path)}).encode()


def _hashed(path: Path) -> KeptObject:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as why:
        raise Trouble("unreadable", path=str(path), why=why.strerror or "the system refuses") from None
    if not size:
        raise Trouble("empty-file", path=str(path))
    return KeptObject(path, digest.hexdigest(), size)


def _kept_file(file: Meant, kept: KeptObject | Trouble, answer: bytes | Trouble, pages: Pages, opener: Crew) -> Iterator[Taken]:
    if isinstance(kept, Trouble):
        yield Skipped(str(file.path), kept)
        return
    if isinstance(answer, Trouble):
        yield Skipped(str(file.path), inside.said_of(answer, str(file.path)))
        return
    found = json.loads(answer)
    opened = _INSIDE.get(found["media"])
    if opened is not None:
        yield from opened(kept, pages.of(file.rows), opener)
        return
    rows: Sequence[Row | None] = file.rows or (None,)
    for row in rows:
        yield from _captures(file, kept, found, row, pages)


def _captures(file: Meant, kept: KeptObject, found: dict[str, Any], row: Row | None, pages: Pages) -> Iterator[Taken]:
    listed: Listed | None = row.listed if row else None
    name = listed.id if listed and listed.id else pages.names.unique(file.path.stem)
    part = Part(kept.digest, 0, kept.size, kept.digest)
    url = (listed.url if listed else "") or found["saved"].get("url", "")
    capture = Kept(
        inside.key_of(name, kept.digest, listed),
        name,
        kept,
        part,
        found["media"],
        inside.condition(found["condition"]),
        "file",
        found["why"],
        url,
        found["saved"].get("at"),
        listed,
    )
    yield capture if listed is None or listed.id else replace(capture, listed=replace(listed, id=name))
    if capture.condition in ("block", "removed"):
        yield Noticed(str(file.path), Trouble("stub", path=str(file.path), why=capture.why))
