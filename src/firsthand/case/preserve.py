"""Preserve: what intake finds goes into the vault and the ledger in batches; what was acknowledged is on disk, and a second call goes on from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.case.belonging import Belonging, belonging, key_of
from firsthand.case.open import FOLDERS, Case, Progress, silent
from firsthand.case.stamps import stamp
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.model.entries import Entry
from firsthand.model.plain import Plain

if TYPE_CHECKING:
    from firsthand.case.captures import Change
    from firsthand.case.coding import Back
    from firsthand.guard.outside import Outside
    from firsthand.preserve.asked import Fetch
    from firsthand.preserve.fetch import Fetched
    from firsthand.preserve.kept import Kept, Taken

OWN = (
    *FOLDERS,
    "case.toml",
    "ledger.db",
    "ledger.db-wal",
    "ledger.db-shm",
    "hands.db",
    "hands.db-wal",
    "hands.db-shm",
    "search.db",
    "search.db-wal",
    "search.db-shm",
)  # what of a case folder is the case's own
SHEETS = (".csv", ".tsv", ".xlsx")  # how a file ends that may be a coding sheet; its heads decide
INCOMING = "made/incoming"  # files that came through the workbench lie here until they are kept
BATCH = 200  # captures in one acknowledged batch
COMPARED = 100  # sources captured again that one call compares; `show captures` compares all


@dataclass
class Done:
    """What one call kept: captures, new sources, captures held already, captures that are no source; what a person should look at; words; coding sheets
    that were taken back instead of kept; sources that changed since they were captured before."""

    kept: int = 0
    sources: int = 0
    already: int = 0
    not_sources: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sheets: list[Back] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class _Known:
    """What the case holds already: names in use, what makes a capture belong to a source, the captures by what makes them the same."""

    names: set[str] = field(default_factory=set)
    belonging: Belonging = field(default_factory=Belonging)
    captures: set[tuple[str, str, int | None]] = field(default_factory=set)
    objects: dict[str, str] = field(default_factory=dict)  # clear digest -> digest in the vault, of this call
    again: dict[str, None] = field(default_factory=dict)  # sources that got another capture in this call


def preserve(
    case: Case,
    what: Sequence[str],
    listed: str | None = None,
    *,
    sealed: bool = False,
    fetch_rows: bool = False,
    browser: bool = False,
    outside: Outside | None = None,
    progress: Progress = silent,
) -> Done:
    """Keep what is named; raises Trouble when nothing is given, the list is unusable, or only addresses are given and no way to fetch them is chosen;
    everything else is told and the rest goes on. `fetch_rows`: also the addresses of rows that have no file; `browser`: as a browser shows them. `outside` is how the network is met; only
    tests give another than the real one."""
    from firsthand.case.fetch import fetching
    from firsthand.preserve.asked import is_address
    from firsthand.preserve.intake import intake

    if not what and not listed:
        raise Trouble("nothing-given")
    done = Done()
    pages = _without_sheets(case, what, done, progress)
    if not pages and not listed:
        return done
    with case.long_work(), fetching(case, outside, bool(what) and all(map(is_address, what)), browser) as fetch:
        case.ledger.vault.sweep()
        rows = _unless_held(case, fetch, done) if fetch_rows else None
        _take(case, intake(pages, [listed] if listed else [], fetch=fetch, fetch_rows=rows), done, sealed, progress)
        done.warnings += [str(trouble) for trouble in stamp(case, outside).troubles]
    return done


def _unless_held(case: Case, fetch: Fetch, done: Done) -> Fetch:
    """Fetches what the case does not hold: a list preserved again goes on where it stopped."""
    from firsthand.preserve.same_address import same_address

    held = belonging(case.state()).by_address

    def fetch_new(url: str) -> Fetched | None:
        if same_address(url) in held:
            done.already += 1
            return None
        return fetch(url)

    return fetch_new


def _take(case: Case, found: Iterable[Taken], done: Done, sealed: bool, progress: Progress) -> None:
    """Everything found into the case, batch by batch; what was fetched at once, since it cannot simply be asked for again."""
    from firsthand.preserve.kept import ASKED, Kept, Skipped

    known, batch, own = _known(case), list[Kept](), 0
    for taken in found:
        if _own(case, taken):
            own += 1
        elif isinstance(taken, Kept):
            batch.append(taken)
        elif isinstance(taken, Skipped):
            done.troubles.append(taken.trouble)
        else:
            done.warnings.append(str(taken.trouble))
        if len(batch) >= BATCH or (batch and batch[-1].how in ASKED):
            _keep(case, batch, known, done, sealed)
            for kept in batch:
                if kept.how in ASKED:
                    disk.remove(kept.object.path)  # the vault has it
            batch.clear()
            progress("preserving", done.kept + done.already, 0)
    _keep(case, batch, known, done, sealed)
    if own:
        done.warnings.append(str(Trouble("own-files", path=case.folder)))
    _hold_against(case, known, done, progress)


def _hold_against(case: Case, known: _Known, done: Done, progress: Progress) -> None:
    """Sources that got another capture are compared with what they said before."""
    if not known.again:
        return
    from firsthand.case.captures import changes_of

    sources = case.state().sources
    some = [sources[s] for s in list(known.again)[:COMPARED]]
    done.changes += [c for c in changes_of(case, some, progress) if c.changed or c.trouble]
    if len(known.again) > COMPARED:
        done.warnings.append(str(Trouble("not-compared", count=len(known.again) - COMPARED)))


def _without_sheets(case: Case, what: Sequence[str], done: Done, progress: Progress) -> list[str]:
    """What is left to keep once the coding sheets among it are taken back."""
    pages = list[str]()
    for word in what:
        try:
            back = _taken_back(case, word, progress)
        except Trouble as trouble:
            if trouble.code in ("disk-full", "disk-error"):
                raise
            done.troubles.append(trouble)
            continue
        if back is None:
            pages.append(word)
        else:
            done.sheets.append(back)
            done.troubles += back.troubles
            done.warnings += back.warnings
    return pages


def _taken_back(case: Case, word: str, progress: Progress) -> Back | None:
    if not word.lower().endswith(SHEETS) or not Path(word).is_file():
        return None
    from firsthand.case.coding import take_back

    return take_back(case, word, progress)


def _own(case: Case, taken: Taken) -> bool:
    """Whether what was found is a file of the case itself: its folder may lie in the one that was named."""
    if getattr(taken, "how", "") in ("fetch", "browser"):
        return False
    path = taken.object.path if hasattr(taken, "object") else Path(taken.path)
    try:
        inside = path.resolve().relative_to(case.folder.resolve())
    except (ValueError, OSError):
        return False
    return not inside.parts or (inside.parts[0] in OWN and inside.parts[:2] != tuple(INCOMING.split("/")))


def _known(case: Case) -> _Known:
    state = case.state()
    known = _Known(belonging=belonging(state))
    for h in state.sources.values():
        known.names.add(h.name)
        known.captures |= {(h.id, k.part.payload, k.captured) for k in h.captures}
    return known


def _keep(case: Case, batch: Iterable[Kept], known: _Known, done: Done, sealed: bool) -> None:
    """One acknowledged batch: files into the vault, entries into the ledger."""
    entries: list[Entry] = []
    for kept in batch:
        source = known.belonging.source_of(kept)
        if source and (source, kept.part.payload, kept.captured) in known.captures:
            done.already += 1
            continue
        try:
            entries += _entries(case, kept, source, known, done, sealed)
        except Trouble as trouble:
            if trouble.code in ("disk-full", "disk-error"):
                raise
            done.troubles.append(trouble)
    if entries:
        case.append(entries)


def _entries(case: Case, kept: Kept, source: str, known: _Known, done: Done, sealed: bool) -> list[Entry]:
    out, name = [], ""
    if kept.object.digest not in known.objects:
        vault = case.ledger.vault
        stored = vault.put_file_sealed(kept.object.path) if sealed else vault.put_file(kept.object.path)
        if stored.clear != kept.object.digest:
            raise Trouble("unreadable", path=kept.object.path, why="it changed while it was being read")
        known.objects[kept.object.digest] = stored.digest
        out.append(case.entry("object", {"digest": stored.digest, "size": stored.size}))
    if source:
        known.again[source] = None
    else:
        source, name = case.new_id("source"), _free_name(kept.name, known)
        done.sources += kept.condition in ("complete", "images_missing")
    known.belonging.add(source, kept)
    known.captures.add((source, kept.part.payload, kept.captured))
    done.kept += 1
    done.not_sources += kept.condition not in ("complete", "images_missing")
    details = _details(kept, name)
    plain: dict[str, object] = {
        "source": source, "capture": case.new_id("capture"), "object": known.objects[kept.object.digest], "offset": kept.part.offset, "length": kept.part.length,
        "payload": "" if sealed else kept.part.payload, "media": kept.media, "condition": kept.condition, "how": kept.how,
    }  # fmt: skip
    if kept.captured is not None:
        plain["captured_at"] = kept.captured
    if sealed:
        plain["sealed_bytes"] = 1
        details["payload"] = kept.part.payload
    return [*out, case.entry("captured", plain, details)]


def _details(kept: Kept, name: str) -> dict[str, object]:
    """What the entry seals: the name, the address, what the list said, its other columns as notes."""
    details: dict[str, Plain] = {**dict(kept.facts), "name": name, "key": key_of(kept), "url": kept.url, "why": kept.why}
    if kept.listed:
        row = kept.listed
        for field_name in ("file", "url", "archive_url", "title", "publisher", "published", "language", "captured", "note"):
            details[field_name] = getattr(row, field_name) or details.get(field_name, "")
        details["list_id"] = row.id
        details |= {f"column {head}": value for head, value in row.extra}
    return {k: v for k, v in details.items() if v}


def _free_name(name: str, known: _Known) -> str:
    """The name, made unique in the case."""
    free, number = name, 2
    while free in known.names:
        free, number = f"{name}-{number}", number + 1
    known.names.add(free)
    return free
