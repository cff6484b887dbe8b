"""The one spelling of a ZIP: others read it, our own gate takes it, the same files give the same bytes, and 4 GiB are no end."""

from __future__ import annotations

import binascii
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.guard.archives import members, read_member
from firsthand.guard.packing import Packed, packed_bytes, zipped

NAMES = st.text("abcdefgh-.0123456789", min_size=1, max_size=12).filter(lambda n: n.strip(".") == n and ".." not in n)
MIB = 1 << 20


@settings(max_examples=25)
@given(st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=6))
def test_others_read_it_and_the_order_given_does_not_matter(files: dict[str, bytes]) -> None:
    packed = [packed_bytes(f"a/{n}", raw) for n, raw in files.items()]
    raw = b"".join(zipped(packed))
    assert raw == b"".join(zipped(reversed(packed)))
    with zipfile.ZipFile(io.BytesIO(raw)) as read:
        assert read.testzip() is None and {n.removeprefix("a/"): read.read(n) for n in read.namelist()} == files


def test_our_own_gate_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"".join(zipped([packed_bytes("b.txt", b"bb"), packed_bytes("a.txt", b"a")])))
    found = members(path)
    assert [m.name for m in found] == ["a.txt", "b.txt"] and read_member(path, found[1]) == b"bb"


def test_bytes_that_change_between_two_readings_are_found() -> None:
    turns = iter((b"once", b"twice"))
    member = Packed("a", 4, binascii.crc32(b"once"), "", lambda: (next(turns),))
    next(turns)
    with pytest.raises(Trouble, match="changed"):
        b"".join(zipped([member]))


class Sparse(io.RawIOBase):
    """A file of which only the first and the last bytes are held; the rest is zeros."""

    def __init__(self, head: bytes, tail: bytes, size: int) -> None:
        self.head, self.tail, self.size, self.at = head, tail, size, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (0, self.at, self.size)[whence]
        return self.at

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        start, count = self.at, min(len(into), self.size - self.at)
        from_tail = start - (self.size - len(self.tail))
        piece = self.tail[from_tail : from_tail + count] if from_tail >= 0 else self.head[start : start + count].ljust(count, b"\0")
        into[:count] = piece
        self.at += count
        return count


@pytest.mark.slow
def test_a_member_beyond_four_gib_can_be_found_by_others() -> None:
    size, crc = (4096 + 3) * MIB, 0
    for _ in range(size // MIB):
        crc = binascii.crc32(bytes(MIB), crc)

    def zeros() -> Iterator[bytes]:
        for _ in range(size // MIB):
            yield bytes(MIB)

    head, tail, total = b"", b"", 0
    for piece in zipped([Packed("a-large", size, crc, "", zeros), packed_bytes("b-small", b"after it")]):
        total += len(piece)
        head = (head + piece)[:4096] if len(head) < 4096 else head
        tail = piece[-8192:] if len(piece) == MIB else (tail + piece)[-8192:]
    with zipfile.ZipFile(io.BufferedReader(Sparse(head, tail, total))) as read:
        assert read.getinfo("a-large").file_size == size and read.read("b-small") == b"after it"
