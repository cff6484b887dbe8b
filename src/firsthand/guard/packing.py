"""A ZIP in one spelling: members stored, in order of their names, every other field fixed, so that the same files give the same bytes on any day.

Format: PKWARE APPNOTE 6.3.10 (4.3.7, 4.3.12, 4.3.14-16; ZIP64: 4.5.3, where a size or a place needs it). Members may be larger than memory: each is read
twice, once for its size and checksums, once when it is written.
"""

from __future__ import annotations

import binascii
import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from firsthand.errors import Trouble

_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_UTF8, _DAY, _FILE = 0x800, 33, 0o100644 << 16  # 1 January 1980, the first day that a ZIP can state; a plain file
_END64 = struct.Struct("<4sQ2H2I4Q")

Pieces = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Packed:
    """A member: its name, size, CRC-32 and SHA-256 (hex), and where its bytes come from, as often as asked."""

    name: str
    size: int
    crc: int
    sha256: str
    pieces: Pieces


def packed_of(name: str, pieces: Pieces) -> Packed:
    """A member whose bytes are read once to know them."""
    size, crc, digest = 0, 0, hashlib.sha256()
    for piece in pieces():
        size, crc = size + len(piece), binascii.crc32(piece, crc)
        digest.update(piece)
    return Packed(name, size, crc, digest.hexdigest(), pieces)


def packed_bytes(name: str, raw: bytes) -> Packed:
    """A member that is held in memory."""
    return packed_of(name, lambda: (raw,))


def zipped(members: Iterable[Packed]) -> Iterator[bytes]:
    """The ZIP of these members; raises Trouble("unreadable") where one gives other bytes the second time."""
    at, central = 0, list[bytes]()
    for member in sorted(members, key=lambda m: m.name.encode()):
        head = _local(member)
        yield head
        crc, size = 0, 0
        for piece in member.pieces():
            crc, size = binascii.crc32(piece, crc), size + len(piece)
            yield piece
        if (crc, size) != (member.crc, member.size):
            raise Trouble("unreadable", path=member.name, why="it changed while it was being read")
        central.append(_central(member, at))
        at += len(head) + size
    yield from central
    yield _ending(len(central), sum(map(len, central)), at)


def _fields(member: Packed, extra: bytes, long: bool) -> tuple[int, ...]:
    size = _FULL32 if member.size >= _FULL32 else member.size
    return (45 if long else 20, _UTF8, 0, 0, _DAY, member.crc, size, size, len(member.name.encode()), len(extra))


def _local(member: Packed) -> bytes:
    long = member.size >= _FULL32
    extra = struct.pack("<2H2Q", 1, 16, member.size, member.size) if long else b""
    return struct.pack("<4s5H3I2H", b"PK\3\4", *_fields(member, extra, long)) + member.name.encode() + extra


def _central(member: Packed, at: int) -> bytes:
    numbers = ([member.size] * 2 if member.size >= _FULL32 else []) + ([at] if at >= _FULL32 else [])
    extra = struct.pack(f"<2H{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""
    fields = _fields(member, extra, bool(numbers))
    return struct.pack("<4sH5H3I5H2I", b"PK\1\2", 0x314, *fields, 0, 0, 0, _FILE, min(at, _FULL32)) + member.name.encode() + extra


def _ending(count: int, length: int, at: int) -> bytes:
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *[min(count, _FULL16)] * 2, min(length, _FULL32), min(at, _FULL32), 0)
    if count < _FULL16 and length < _FULL32 and at < _FULL32:
        return end
    directory = _END64.pack(b"PK\6\6", 44, 0x32D, 45, 0, 0, count, count, length, at)
    return directory + struct.pack("<4sIQI", b"PK\6\7", 0, at + length, 1) + end
