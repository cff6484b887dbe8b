"""The payload of a part, given back from the kept object: what a reader reads.

Parses outside input, so run it in the sandbox: `payload` is such a work. The caller holds the bytes against the part's payload digest.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import Trouble
from firsthand.guard.limits import PAYLOAD_MOST
from firsthand.guard.unfolding import unfolded_slice
from firsthand.model.passages import Part
from firsthand.preserve.http import payload_of as http_payload
from firsthand.preserve.kept import How
from firsthand.preserve.warc import Reader, answer_of, record_at


def payload_of(kept: Path | bytes, offset: int, length: int, how: How | str) -> bytes:
    """The payload of the part [offset, offset + length) of an object, kept as a file or held in memory.

    The part's own bytes are enough: with them alone, offset is 0. file: the bytes themselves; warc, wacz, fetch, browser: the record's content freed of HTTP and
    its codings; zip: the member unfolded. Raises Trouble("damaged"), Trouble("too-large"), Trouble("refused"), Trouble("unreadable").
    """
    with _opened(kept) as file:
        if how in ("file", "zip"):
            raw = _slice(file, offset, length, str(kept) if isinstance(kept, Path) else "the object")
            return raw if how == "file" else unfolded_slice(raw, PAYLOAD_MOST)
        if how not in ("warc", "wacz", "fetch", "browser"):
            raise Trouble("bad-value", what=f"a part kept as {how!r}", why="it is none of file, warc, wacz, zip, fetch, browser")
        try:
            record = record_at(Reader(file, offset, offset + length), lambda _: True)
        except ValueError as why:
            raise Trouble("damaged", path=f"the record at byte {offset}", why=str(why)) from None
    if record is None or record.length != length or record.block is None:
        raise Trouble("damaged", path=f"the record at byte {offset}", why="it is not as long as it was")
    return http_payload(answer_of(record), PAYLOAD_MOST)


def checked_payload(kept: Path | bytes, part: Part, how: How) -> bytes:
    """The payload of `part`, held against its digest; raises Trouble("damaged") when it differs."""
    payload = payload_of(kept, part.offset, part.length, how)
    if hashlib.sha256(payload).hexdigest() != part.payload:
        raise Trouble("damaged", path=f"object {part.object[:12]}", why="the payload is not what was kept")
    return payload


def payload(item: bytes) -> bytes:
    """The same as a work of the sandbox: JSON {path, offset, length, how, payload} to the payload's bytes."""
    asked = json.loads(item)
    part = Part("", asked["offset"], asked["length"], asked["payload"])
    return checked_payload(Path(asked["path"]), part, asked["how"])


def _opened(kept: Path | bytes) -> BinaryIO:
    if isinstance(kept, bytes):
        return io.BytesIO(kept)
    try:
        return kept.open("rb")
    except OSError as why:
        raise Trouble("unreadable", path=str(kept), why=why.strerror) from None


def _slice(file: BinaryIO, offset: int, length: int, path: str) -> bytes:
    file.seek(offset)
    got = file.read(length)
    if len(got) < length:
        raise Trouble("damaged", path=path, why=f"it ends before byte {offset + length}")
    return got
