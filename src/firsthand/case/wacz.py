"""Export a WACZ package: the kept web archives whole where all of them may leave, else record by record; files as `resource` records; an index of all."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from firsthand.case.leaving import Leaving, checked, leaving, proofs_of, title_of
from firsthand.case.open import Case, Progress, silent
from firsthand.case.publish import payload_bytes
from firsthand.case.state import Held, Kept
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.packing import Packed, packed_bytes, packed_of, zipped
from firsthand.guard.sandbox import Crew
from firsthand.preserve.cdxj import line_of
from firsthand.preserve.wacz_out import VERSIONS, PackageOut, PageOut, members_of, text_of

IN_ARCHIVES = ("warc", "wacz", "fetch", "browser")  # how a capture was kept that is a record of a web archive
NOWHERE = "https://kept.invalid/"  # the address of a file that has none (RFC 2606: it leads nowhere)
PURPOSE = "firsthand/wacz/1"  # what the key is for that signs a case's packages


@dataclass
class _Package:
    """A package while it is put together; `places`: where the record of a capture begins, by file and byte, and its address and moment there."""

    archives: list[Packed] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    places: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)


def wacz_of(case: Case, only: str = "", version: str = VERSIONS[0], progress: Progress = silent) -> tuple[Iterator[bytes], int]:
    """The package, piece by piece, and how many pages it names. Raises Trouble: wrong-value, nothing-to-list, leak."""
    from firsthand.preserve.given import WORK
    from firsthand.preserve.intake import INSIDE_LIMITS

    if version not in VERSIONS:
        raise Trouble("wrong-value", field="the version", value=version, allowed=", ".join(VERSIONS))
    state = case.state()
    out, package, pages = leaving(state, only), _Package(), list[PageOut]()
    with Crew(WORK, limits=INSIDE_LIMITS, workers=1) as crew:
        for number, (digest, mine) in enumerate(_by_object(out).items()):
            progress("packing", number, len(out.captures))
            if mine[0][1].how in IN_ARCHIVES:
                ranges = _ranges(case, digest, mine, crew) if _may_leave_whole(state.sources.values(), digest, out) else None
                _archives(case, digest, mine, ranges, package, crew)
            else:
                _resources(case, digest, mine, package, crew)
            pages += [_page(h, k, package) for h, k in mine]
    made = PackageOut(
        case.settings.title or state.title or case.settings.id, case.clock(), tuple(package.archives), tuple(package.index), tuple(pages),
        (packed_bytes("firsthand/proofs.json", proofs_of(case, out.captures)),),
    )  # fmt: skip
    checked(state, text_of(made))
    return zipped(members_of(made, case.ledger.secret_for(PURPOSE, 64), version)), len(pages)


def _by_object(out: Leaving) -> Mapping[str, list[tuple[Held, Kept]]]:
    found: dict[str, list[tuple[Held, Kept]]] = {}
    for h, k in out.captures:
        found.setdefault(k.part.object, []).append((h, k))
    return found


def _may_leave_whole(sources: Iterable[Held], digest: str, out: Leaving) -> bool:
    return all(k.id in out.ids for h in sources for k in h.captures if k.part.object == digest)


def _ranges(case: Case, digest: str, mine: Sequence[tuple[Held, Kept]], crew: Crew) -> list[tuple[int, int]]:
    """Which bytes of an object are web archives: all, or those inside a package."""
    if mine[0][1].how != "wacz":
        return [(0, case.ledger.vault.size_of(digest))]
    plan = _asked(crew, do="wacz", path=str(case.ledger.vault.path_of(digest)))
    return [(w["at"], w["end"]) for part in plan["parts"] for w in part["warcs"]]


def _archives(
    case: Case, digest: str, mine: Sequence[tuple[Held, Kept]], ranges: list[tuple[int, int]] | None, package: _Package, crew: Crew
) -> None:
    """The archives of one object: its ranges as they are, or the records of the captures alone."""
    vault = case.ledger.vault
    if ranges is None:
        for _, k in mine:
            stored = vault.read(k.part.object, k.part.offset, k.part.length)
            packed = stored if stored[:2] == b"\x1f\x8b" else gzip.compress(stored, mtime=0)
            _own(case.folder / "made", package, f"archive/{k.id}.warc.gz", packed, (digest, k.part.offset), crew)
        return
    for number, (low, high) in enumerate(ranges):
        head = vault.read(digest, low, 2)
        name = f"archive/{digest[:16]}-{number}.warc{'.gz' if head == bytes((0x1F, 0x8B)) else ''}"
        package.archives.append(packed_of(name, partial(vault.pieces, digest, low, high - low)))
        for row in _rows(crew, str(vault.path_of(digest)), low, high):
            package.index.append(line_of(row, name.rpartition("/")[2], low))
            package.places[digest, row["offset"]] = (row["url"], _seconds(row["at"]))


def _own(made: Path, package: _Package, name: str, raw: bytes, place: tuple[str, int], crew: Crew) -> None:
    """An archive of one record, indexed from a file of our own in the folder `made`, gone afterwards."""
    package.archives.append(packed_bytes(name, raw))
    with disk.draft(made, disk.PRIVATE) as file:
        file.write(raw)
        for row in _rows(crew, str(file.path), 0, len(raw)):
            package.index.append(line_of(row, name.rpartition("/")[2], 0))
            package.places[place] = (row["url"], _seconds(row["at"]))


def _resources(case: Case, digest: str, mine: Sequence[tuple[Held, Kept]], package: _Package, crew: Crew) -> None:
    """Files as records of the kind `resource`: what was kept, said to be no answer of a server."""
    from firsthand.preserve.records import Records

    for h, k in mine:
        records = Records(case.entropy)
        at = k.captured if k.captured is not None else k.kept
        records.resource(_address(h, k), k.read_as, payload_bytes(case, h, k), at)
        _own(case.folder / "made", package, f"archive/{k.id}.warc.gz", b"".join(records), (digest, k.part.offset), crew)


def _address(h: Held, k: Kept) -> str:
    url = k.details.get("url", "") or h.details.get("url", "")
    return url if url.startswith(("http://", "https://")) else f"{NOWHERE}{k.id}"


def _page(h: Held, k: Kept, package: _Package) -> PageOut:
    url, at = package.places.get((k.part.object, k.part.offset), (_address(h, k), k.captured if k.captured is not None else k.kept))
    return PageOut(k.id, url, at, title_of(h, k))


def _rows(crew: Crew, path: str, low: int, high: int) -> Iterator[dict[str, Any]]:
    at: int | None = low
    while at is not None:
        found = _asked(crew, do="cdxj", path=path, at=at, end=high)
        yield from found["rows"]
        at = found["next"]


def _asked(crew: Crew, **item: object) -> dict[str, Any]:
    answer = crew.ask(json.dumps(item).encode())
    if isinstance(answer, Trouble):
        raise answer
    value: dict[str, Any] = json.loads(answer)
    return value


def _seconds(digits: str) -> int:
    return int(datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp())
