"""Export a whole case as a BagIt bag or an RO-Crate: kept files, the lines of the ledger with its signed checkpoints, timestamps. Sealed things are withheld."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial

from firsthand.case.leaving import Leaving, checked, leaving, title_of
from firsthand.case.open import Case, Progress, silent
from firsthand.case.stamps import clock_of, stamps_in
from firsthand.case.state import Held, Kept, Stamped, State
from firsthand.guard.packing import Packed, packed_bytes, packed_of, zipped
from firsthand.preserve.exchange import OURSELVES
from firsthand.publish.holdings import HeldCapture, Holdings, bag_of, crate_of, text_of

README = b"""objects/   kept files under their SHA-256, as they came; parts/ the records that may leave of a web archive that may not leave whole
ledger/    LOG.jsonl: every entry of a log, a line each, as hashed; LOG.note: its signed checkpoint (C2SP); LOG.vkey: its public key
tokens/    timestamps of authorities (RFC 3161) over checkpoints
The formats are written down in docs/format.md of Firsthand. What entries seal (free text, names, addresses) is not here; neither are sealed files.
"""
WRITERS = {"bagit": bag_of, "ro-crate": crate_of}


def package_of(case: Case, form: str, only: str = "", progress: Progress = silent) -> tuple[Iterator[bytes], int]:
    """The package, piece by piece, and how many captures it holds. Raises Trouble: nothing-to-list, leak."""
    held = holdings_of(case, only, progress)
    return zipped(WRITERS[form](held)), len(held.captures)


def holdings_of(case: Case, only: str = "", progress: Progress = silent) -> Holdings:
    """What of a case may leave, of one source only where its id is given."""
    state = case.state()
    out, stamps = leaving(state, only), stamps_in(case.ledger.stored())
    files: dict[str, Packed] = {}
    captures = list[HeldCapture]()
    for number, (h, k) in enumerate(out.captures):
        progress("packing", number, len(out.captures))
        name = _file(case, state, k, out, files)
        captures.append(_capture(h, k, name, stamps))
    files |= {m.name: m for m in (*_ledger(case), *_tokens(case, stamps), packed_bytes("README.txt", README))}
    title = case.settings.title or state.title or case.settings.id
    made = Holdings(title, case.settings.id, case.clock(), tuple(files.values()), tuple(captures), out.withheld, OURSELVES)
    checked(state, text_of(made))
    return made


def _file(case: Case, state: State, k: Kept, out: Leaving, files: dict[str, Packed]) -> str:
    """The name of the file that holds a capture, put among the files: the object, or, where not all of it may leave, its part alone."""
    vault, digest = case.ledger.vault, k.part.object
    if all(x.id in out.ids for h in state.sources.values() for x in h.captures if x.part.object == digest):
        name = f"objects/{digest}"
        if name not in files:
            files[name] = packed_of(name, partial(vault.pieces, digest))
        return name
    stored = vault.read(digest, k.part.offset, k.part.length)
    name = f"parts/{k.id}"
    if k.how not in ("file", "zip"):
        name, stored = f"{name}.warc.gz", stored if stored[:2] == b"\x1f\x8b" else gzip.compress(stored, mtime=0)
    files[name] = packed_bytes(name, stored)
    return name


def _capture(h: Held, k: Kept, file: str, stamps: tuple[Stamped, ...]) -> HeldCapture:
    d = {**h.details, **k.details}
    return HeldCapture(
        k.id, h.id, file, title_of(h, k), d.get("url", ""), d.get("publisher", ""), d.get("published", ""), d.get("language", ""), k.media, k.part.payload, k.captured, k.kept,
        clock_of(stamps, k.log, k.index),
    )  # fmt: skip


def _ledger(case: Case) -> Iterator[Packed]:
    """Every log: its lines, its latest checkpoint, its key."""
    for log, note, vkey in case.checkpoints():
        lines = b"".join(line + b"\n" for line in case.ledger.lines(log))
        yield packed_bytes(f"ledger/{log}.jsonl", lines)
        yield packed_bytes(f"ledger/{log}.note", note.encode())
        yield packed_bytes(f"ledger/{log}.vkey", vkey.encode() + b"\n")


def _tokens(case: Case, stamps: tuple[Stamped, ...]) -> Iterator[Packed]:
    for one in stamps:
        yield packed_bytes(f"tokens/{one.log}-{one.size}-{one.token[:8]}.tsr", case.ledger.vault.read(one.token))
