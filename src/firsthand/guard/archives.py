"""The ZIP gate: our own strict reading of a ZIP's directory, so that nothing unfolds that should not.

Format: PKWARE APPNOTE 6.3.10 (records 4.3.7-4.3.16, ZIP64 extra field 4.5.3). Refused: members that overlap or lie outside the file, bombs by ratio
or by total, too many members, absolute or climbing names, names used twice, encryption, symbolic links, local headers that contradict the
directory, methods other than stored and deflated. Errors: Trouble("damaged"), Trouble("refused"), Trouble("too-large"), each naming the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB, ArchiveLimits
from firsthand.guard.unfolding import (
    DEFLATED,
    ENCRYPTED,
    LOCAL,
    MASKED,
    PATCH,
    SIZES_LATER,
    STORED,
    UTF8,
    Member,
    damaged,
    refused,
    unfolded,
)
from firsthand.guard.windows import Held, opened

_END = struct.Struct("<4s4H2LH")  # end of central directory
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")  # a file header in the central directory
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_UNIX, _KIND_MASK, _KIND_FILE, _KIND_FOLDER = 3, 0o170000, 0o100000, 0o040000


@dataclass(frozen=True, slots=True)
class _Listed:
    """A member as the central directory tells it."""

    raw_name: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def members(path: Path, limits: ArchiveLimits | None = None, raw: Held = None) -> tuple[Member, ...]:
    """The files of the ZIP at `path` in the order of their names, once everything about it has been found in order.

    `raw` is the ZIP itself where it is held in memory, or which bytes of the file are the ZIP, from whose beginning places are then counted.
    """
    limits = limits or ArchiveLimits()
    with opened(path, raw) as file:
        start, size, count = _directory(file, path)
        if count > limits.members:
            raise refused(path, f"it has {count} members; the limit is {limits.members}")
        if size > limits.directory_bytes:
            raise refused(path, f"its directory is {size} bytes long")
        listed = _listed(_slice(file, start, size, path), count, path)
        _check_names(listed, path)
        _check_sizes(listed, limits, path)
        found = [_located(file, entry, start, path) for entry in listed]
    _check_overlap(found, path)
    return tuple(sorted((m for m in found if not m.name.endswith("/")), key=lambda m: m.name))


def read_member(path: Path, member: Member, raw: Held = None) -> bytes:
    """The bytes of a member, with length and checksum held against the directory; `raw` as for `members`."""
    return b"".join(member_chunks(path, member, raw))


def member_chunks(path: Path, member: Member, raw: Held = None) -> Iterator[bytes]:
    """The bytes of a member piece by piece; never more than its stated size. Raises at the end when the checksum differs."""
    with opened(path, raw) as file:
        file.seek(member.data)
        yield from unfolded(file, member, path)


def _slice(file: BinaryIO, offset: int, length: int, path: Path) -> bytes:
    file.seek(offset)
    got = file.read(length)
    if len(got) < length:
        raise damaged(path, f"it ends before byte {offset + length}")
    return got


def _directory(file: BinaryIO, path: Path) -> tuple[int, int, int]:
    """Start, size and number of entries of the central directory."""
    total = file.seek(0, 2)
    tail_at = max(0, total - _END.size - _FULL16)
    tail = _slice(file, tail_at, total - tail_at, path)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise damaged(path, "the directory at its end is missing")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment != len(tail):
        raise damaged(path, "something follows the directory at its end")
    end_at = tail_at + at
    if _FULL16 in (here, count) or _FULL32 in (size, start):
        disk, first_disk, here, count, size, start, end_at = _directory64(file, end_at, path)
    if disk or first_disk or here != count:
        raise refused(path, "it is one of several volumes")
    if start + size != end_at:
        raise damaged(path, "its directory is not where it should be")
    return start, size, count


def _directory64(file: BinaryIO, end_at: int, path: Path) -> tuple[int, int, int, int, int, int, int]:
    if end_at < _LOCATOR64.size:
        raise damaged(path, "its directory is not where it should be")
    mark, disk, at, disks = _LOCATOR64.unpack(_slice(file, end_at - _LOCATOR64.size, _LOCATOR64.size, path))
    if mark != b"PK\x06\x07" or disk or disks > 1 or at + _END64.size > end_at:
        raise damaged(path, "its long directory cannot be found")
    mark, length, _, _, disk, first_disk, here, count, size, start = _END64.unpack(_slice(file, at, _END64.size, path))
    if mark != b"PK\x06\x06" or at + 12 + length != end_at - _LOCATOR64.size:
        raise damaged(path, "its long directory cannot be found")
    return disk, first_disk, here, count, size, start, at


def _listed(raw: bytes, count: int, path: Path) -> list[_Listed]:
    found, at = [], 0
    for _ in range(count):
        if len(raw) - at < _ENTRY.size:
            raise damaged(path, "its directory ends early")
        fields = _ENTRY.unpack_from(raw, at)
        mark, made, _, flags, method, _, _, crc, packed, size, n, m, k, disk, _, outside, offset = fields
        variable = raw[at + _ENTRY.size : at + _ENTRY.size + n + m + k]
        if mark != b"PK\x01\x02" or len(variable) < n + m + k:
            raise damaged(path, "its directory cannot be read")
        if disk not in (0, _FULL16):
            raise refused(path, "it is one of several volumes")
        size, packed, offset = _long(variable[n : n + m], size, packed, offset, path)
        name = _name(variable[:n], flags)
        _check_kind(made >> 8, outside >> 16, name, path)
        found.append(_Listed(variable[:n], name, flags, method, crc, packed, size, offset))
        at += _ENTRY.size + n + m + k
    if at != len(raw):
        raise damaged(path, "its directory holds more than it says")
    return found


def _long(extra: bytes, size: int, packed: int, offset: int, path: Path) -> tuple[int, int, int]:
    """Sizes and offset, taken from the ZIP64 extra field where the short ones are full."""
    values = [size, packed, offset]
    if _FULL32 not in values:
        return size, packed, offset
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + length]
        if kind == 1:
            longs = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
            values = [next(longs, -1) if v == _FULL32 else v for v in values]
            break
        at += 4 + length
    if -1 in values:
        raise damaged(path, "a long size is missing")
    return values[0], values[1], values[2]


def _name(raw: bytes, flags: int) -> str:
    """A member's name: UTF-8 where it says so or is so, else as Chinese Windows writes it, else as the first ZIPs did."""
    for encoding in ("utf-8",) if flags & UTF8 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


# ---- what is refused --------------------------------------------------------------------------------------------------------------------------


def _check_kind(system: int, mode: int, name: str, path: Path) -> None:
    if system == _UNIX and mode & _KIND_MASK not in (0, _KIND_FILE, _KIND_FOLDER):
        raise refused(path, f"{name!r} is a link or a device, not a file")


def _check_names(listed: list[_Listed], path: Path) -> None:
    seen: set[str] = set()
    for entry in listed:
        parts = entry.name.replace("\\", "/").split("/")
        if not entry.name or entry.name[0] in "/\\" or ".." in parts or parts[0][1:2] == ":":
            raise refused(path, f"the name {entry.name!r} leads out of the folder")
        if any(ord(c) < 32 or ord(c) == 127 for c in entry.name):
            raise refused(path, f"the name {entry.name!r} holds control characters")
        if entry.name in seen:
            raise refused(path, f"two members are called {entry.name!r}")
        seen.add(entry.name)


def _check_sizes(listed: list[_Listed], limits: ArchiveLimits, path: Path) -> None:
    for entry in listed:
        if entry.flags & (ENCRYPTED | MASKED):
            raise Trouble("password", path=str(path))
        if entry.method not in (STORED, DEFLATED) or entry.flags & PATCH:
            raise refused(path, f"{entry.name!r} is packed by method {entry.method}, which is not read")
        if entry.method == STORED and entry.packed != entry.size:
            raise damaged(path, f"{entry.name!r} states two sizes")
        if entry.size > limits.ratio_floor and entry.size > entry.packed * limits.ratio:
            raise refused(path, f"{entry.name!r} would unfold to {entry.size // max(1, entry.packed)} times its size")
        if entry.size > limits.member_bytes:
            raise Trouble("too-large", path=f"{path}: {entry.name}", limit=f"{limits.member_bytes // MIB} MB")
    total = sum(entry.size for entry in listed)
    if total > limits.total_bytes:
        raise refused(path, f"it would unfold to {total} bytes")


def _located(file: BinaryIO, entry: _Listed, directory: int, path: Path) -> Member:
    """The member with the place of its bytes, once its local header has been held against the directory."""
    if entry.offset + LOCAL.size > directory:
        raise damaged(path, f"{entry.name!r} lies outside the file")
    head = _slice(file, entry.offset, LOCAL.size, path)
    mark, _, flags, method, _, _, crc, packed, size, n, m = LOCAL.unpack(head)
    if mark != b"PK\x03\x04" or _slice(file, entry.offset + LOCAL.size, n, path) != entry.raw_name:
        raise refused(path, f"{entry.name!r} is called otherwise where it is stored")
    if method != entry.method or (flags ^ entry.flags) & (ENCRYPTED | SIZES_LATER | MASKED):
        raise refused(path, f"{entry.name!r} is described otherwise where it is stored")
    if not flags & SIZES_LATER and (crc != entry.crc or packed not in (entry.packed, _FULL32) or size not in (entry.size, _FULL32)):
        raise refused(path, f"{entry.name!r} has other sizes where it is stored")
    data = entry.offset + LOCAL.size + n + m
    if data + entry.packed > directory:
        raise damaged(path, f"{entry.name!r} reaches beyond the file")
    return Member(entry.name, entry.offset, data + entry.packed - entry.offset, data, entry.packed, entry.size, entry.method, entry.crc)


def _check_overlap(found: list[Member], path: Path) -> None:
    ordered = sorted(found, key=lambda m: m.offset)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if before.offset + before.length > after.offset:
            raise refused(path, f"{before.name!r} and {after.name!r} share the same bytes")
