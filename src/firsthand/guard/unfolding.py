"""Unfolding one member of a ZIP, bounded: its place as the gate (guard.archives) found it, its bytes piece by piece.

Format: PKWARE APPNOTE 6.3.10, local file header 4.3.7; deflate RFC 1951.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB

STORED, DEFLATED = 0, 8
LOCAL = struct.Struct("<4s5H3L2H")  # local file header
ENCRYPTED, SIZES_LATER, PATCH, UTF8, MASKED = 0x1, 0x8, 0x20, 0x800, 0x2000  # general purpose bits
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP. offset, length: its slice as stored, local header included; data: where its bytes begin; packed and size in bytes."""

    name: str
    offset: int
    length: int
    data: int
    packed: int
    size: int
    method: int
    crc: int


def unfolded_slice(raw: bytes, most: int) -> bytes:
    """What a member's slice as stored (offset and length of Member) unfolds to, at most `most` bytes. The caller holds it against a digest."""
    place = Path("member")
    if len(raw) < LOCAL.size or raw[:4] != b"PK\x03\x04":
        raise damaged(place, "no member begins here")
    _, _, flags, method, _, _, _, _, _, n, m = LOCAL.unpack_from(raw)
    data = LOCAL.size + n + m
    if flags & (ENCRYPTED | MASKED) or method not in (STORED, DEFLATED):
        raise refused(place, "it is encrypted or packed in a way that is not read")
    pieces, total = list[bytes](), 0
    member = Member("member", 0, len(raw), data, max(0, len(raw) - data), most, method, 0)
    with io.BytesIO(raw) as file:
        file.seek(data)
        for piece in _inflated(file, member, place) if method == DEFLATED else _copied(file, member.packed):
            total += len(piece)
            if total > most:
                raise Trouble("too-large", path="member", limit=f"{most // MIB} MB")
            pieces.append(piece)
    return b"".join(pieces)


def unfolded(file: BinaryIO, member: Member, path: Path) -> Iterator[bytes]:
    """The bytes of a member, `file` standing at its data; never more than its stated size, its checksum held at the end."""
    crc, given = 0, 0
    for chunk in _inflated(file, member, path) if member.method == DEFLATED else _copied(file, member.packed):
        crc, given = zlib.crc32(chunk, crc), given + len(chunk)
        if given > member.size:
            raise refused(path, f"{member.name!r} unfolds to more than it says")
        yield chunk
    if given != member.size or crc != member.crc:
        raise damaged(path, f"the checksum of {member.name!r} does not fit its bytes")


def _copied(file: BinaryIO, count: int) -> Iterator[bytes]:
    while count and (chunk := file.read(min(_CHUNK, count))):
        count -= len(chunk)
        yield chunk


def _inflated(file: BinaryIO, member: Member, path: Path) -> Iterator[bytes]:
    inflater, packed = zlib.decompressobj(-zlib.MAX_WBITS), b""
    try:
        for packed in _copied(file, member.packed):
            while packed and not inflater.eof:
                piece, before = inflater.decompress(packed, _CHUNK), len(packed)
                yield piece
                packed = inflater.unconsumed_tail
                if not piece and len(packed) >= before:
                    raise damaged(path, f"{member.name!r} cannot be unpacked any further")
            if packed:
                break
        yield inflater.flush()
    except zlib.error as why:
        raise damaged(path, f"{member.name!r} cannot be unpacked ({why})") from None
    if not inflater.eof or packed or inflater.unused_data:
        raise damaged(path, f"{member.name!r} does not end where it should")


def damaged(path: Path, why: str) -> Trouble:
    """The trouble that a ZIP is damaged."""
    return Trouble("damaged", path=str(path), why=why)


def refused(path: Path, why: str) -> Trouble:
    """The trouble that a ZIP was refused."""
    return Trouble("refused", path=str(path), why=why)
