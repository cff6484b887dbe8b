"""The ZIP gate: good ZIPs open, every kind of bad one is refused by name, and any bytes give a value or a Trouble."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.guard.archives import members, read_member
from firsthand.guard.limits import ArchiveLimits
from firsthand.guard.unfolding import unfolded_slice

END = b"PK\x05\x06"
ENTRY = b"PK\x01\x02"


def zipped(*given_members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in given_members:
            archive.writestr(zipfile.ZipInfo(name, (2021, 3, 4, 5, 6, 8)), raw, method)
    return out.getvalue()


def put(folder: Path, raw: bytes) -> Path:
    path = folder / "given.zip"
    path.write_bytes(raw)
    return path


def test_members_come_in_order_and_read_as_they_were(tmp_path: Path) -> None:
    raws = {"b/ང.html": b"x" * 5000, "a.txt": b"", "县.txt": "三月".encode()}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = put(tmp_path, zipped(("b/", b""), *raws.items(), method=method))
        found = members(path)
        assert [m.name for m in found] == sorted(raws)
        assert {m.name: read_member(path, m) for m in found} == raws
        whole = path.read_bytes()
        assert {m.name: unfolded_slice(whole[m.offset : m.offset + m.length], 5000) for m in found} == raws
        with pytest.raises(Trouble, match="larger"):
            unfolded_slice(whole[found[1].offset : found[1].offset + found[1].length], 4999)


def test_what_a_stream_writer_makes_is_read(tmp_path: Path) -> None:
    """Sizes after the bytes (bit 3): written so by everything that packs on the fly."""

    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"one" * 100)
        archive.writestr("b.txt", b"two" * 100)
    path = put(tmp_path, out.getvalue())
    assert [read_member(path, m) for m in members(path)] == [b"one" * 100, b"two" * 100]


def test_a_long_zip_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"long")
    path = put(tmp_path, out.getvalue())
    assert [read_member(path, m) for m in members(path)] == [b"long"]


# ---- spoiled ones: a name for what is wrong, how it is made, what is said -----------------------------------------------------------------------


def overlapping() -> bytes:
    """Two names for the same bytes: the directory's second entry points at the first member (a small quine of a bomb)."""
    raw = zipped(("a", b"A" * 1000), ("b", b"B" * 1000))
    start = raw.index(ENTRY)
    second = raw.index(ENTRY, start + 1)
    first_offset = raw[start + 42 : start + 46]
    spoiled = bytearray(raw)
    spoiled[second + 42 : second + 46] = first_offset
    spoiled[second + 46 : second + 47] = b"b"
    return bytes(spoiled)


def nested_overlap() -> bytes:
    """The first member's stored bytes hold the second member whole, so that both names are told right and the bytes are counted twice."""
    inner = zipped(("b", b"B" * 500), method=zipfile.ZIP_STORED)
    local = inner[: inner.index(ENTRY)]
    outer = zipped(("a", local), method=zipfile.ZIP_STORED)
    start = outer.index(ENTRY)
    entry_b = bytearray(inner[inner.index(ENTRY) : inner.index(END)])
    entry_b[42:46] = struct.pack("<L", outer.index(local))
    entry_a = outer[outer.index(ENTRY, start) : outer.index(END)]
    if outer.count(ENTRY) != 1:
        raise AssertionError
    directory = entry_a + bytes(entry_b)
    return outer[:start] + directory + struct.pack("<4s4H2LH", END, 0, 0, 2, 2, len(directory), start, 0)


def changed(raw: bytes, mark: bytes, at: int, new: bytes) -> bytes:
    place = raw.index(mark) + at
    return raw[:place] + new + raw[place + len(new) :]


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("a")
        member.create_system, member.external_attr = 3, 0o120777 << 16
        archive.writestr(member, b"/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    raw = zipped(("a", b"1"), ("b", b"2"))
    return raw.replace(b"b", b"a")


GOOD = zipped(("a.txt", b"honest text of a county " * 40), ("c.txt", b"more"))
SPOILED: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("overlapping", overlapping, "refused", "called otherwise"),
    ("nested_overlap", nested_overlap, "refused", "share the same bytes"),
    ("bomb", lambda: zipped(("a", bytes(40_000_000))), "refused", "times its size"),
    ("climbing_name", lambda: zipped(("../a", b"x")), "refused", "leads out of the folder"),
    ("climbing_name_with_backslash", lambda: zipped(("b\\..\\..\\a", b"x")), "refused", "leads out of the folder"),
    ("absolute_name", lambda: zipped(("/etc/a", b"x")), "refused", "leads out of the folder"),
    ("drive_name", lambda: zipped(("C:\\a", b"x")), "refused", "leads out of the folder"),
    ("control_characters", lambda: zipped(("a\x1b[2J", b"x")), "refused", "control characters"),
    ("same_name_twice", twice, "refused", "two members are called"),
    ("link", link, "refused", "a link or a device"),
    ("encrypted", lambda: changed(GOOD, ENTRY, 8, b"\x01\x00"), "password", ""),
    ("unknown_method", lambda: changed(GOOD, ENTRY, 10, b"\x63\x00"), "refused", "method 99"),
    ("other_name_inside", lambda: changed(GOOD, b"PK\x03\x04", 30, b"z"), "refused", "called otherwise"),
    ("other_size_inside", lambda: changed(GOOD, b"PK\x03\x04", 22, b"\x01"), "refused", "other sizes"),
    ("other_method_inside", lambda: changed(GOOD, b"PK\x03\x04", 8, b"\x00"), "refused", "described otherwise"),
    ("cut_off", lambda: GOOD[:-30], "damaged", "directory at its end"),
    ("beginning_lost", lambda: GOOD[20:], "damaged", "not where it should be"),
    ("something_behind", lambda: GOOD + b"x", "damaged", "follows the directory"),
    ("count_too_high", lambda: changed(GOOD, END, 8, b"\x03\x00\x03\x00"), "damaged", "ends early"),
    ("offset_outside", lambda: changed(GOOD, ENTRY, 42, b"\xff\xff\xff\x7f"), "damaged", "outside the file"),
    ("several_volumes", lambda: changed(GOOD, END, 4, b"\x01\x00"), "refused", "several volumes"),
]


@pytest.mark.parametrize(("name", "made", "code", "words"), SPOILED, ids=[s[0] for s in SPOILED])
def test_a_spoiled_zip_is_refused_by_name(tmp_path: Path, name: str, made: Callable[[], bytes], code: str, words: str) -> None:
    with pytest.raises(Trouble) as raised:
        members(put(tmp_path, made()))
    assert raised.value.code == code
    assert words in raised.value.text


def test_python_itself_would_open_the_nested_overlap(tmp_path: Path) -> None:
    """Negative control: without the gate the same file unfolds."""
    with zipfile.ZipFile(put(tmp_path, nested_overlap())) as archive:
        assert sorted(archive.namelist()) == ["a", "b"]
        assert archive.read("b") == b"B" * 500


def test_limits_on_number_and_total(tmp_path: Path) -> None:
    path = put(tmp_path, zipped(*((f"{n}", b"x" * 100) for n in range(11))))
    assert len(members(path, ArchiveLimits(members=11))) == 11
    for limits, words in ((ArchiveLimits(members=10), "11 members"), (ArchiveLimits(total_bytes=1099), "unfold to 1100")):
        with pytest.raises(Trouble, match=words):
            members(path, limits)


def test_bytes_that_differ_from_the_checksum_are_damage(tmp_path: Path) -> None:
    raw = zipped(("a", b"honest"), method=zipfile.ZIP_STORED).replace(b"honest", b"h0nest")
    path = put(tmp_path, raw)
    with pytest.raises(Trouble, match="checksum"):
        read_member(path, members(path)[0])


def test_more_bytes_than_stated_are_never_given(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a", b"x" * 5000)))
    for mark, at in ((b"PK\x03\x04", 22), (ENTRY, 24)):
        raw[raw.index(mark) + at : raw.index(mark) + at + 4] = struct.pack("<L", 10)
    path = put(tmp_path, bytes(raw))
    with pytest.raises(Trouble, match="more than it says"):
        read_member(path, members(path)[0])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_give_members_or_a_trouble(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    path = tmp_path_factory.mktemp("any") / "any.zip"
    path.write_bytes(bytes(raw[:cut]) if data.draw(st.booleans()) else bytes(raw))
    try:
        for member in members(path):
            assert len(read_member(path, member)) == member.size
    except Trouble as trouble:
        assert trouble.text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.booleans())
def test_any_slice_unfolds_or_is_a_trouble(raw: bytes, begins: bool) -> None:
    try:
        assert isinstance(unfolded_slice(GOOD[:35] + raw if begins else raw, 1000), bytes)
    except Trouble as trouble:
        assert trouble.text


@pytest.mark.parametrize("extra", [1, 1550])
def test_bytes_behind_the_end_of_a_packed_member_are_damage_and_come_to_an_end(extra: int) -> None:
    """zlib gives what stands behind the end back again and again once some output had to wait: a broken Word file kept a reader busy for ever."""
    payload = b"page " * 40_000
    whole = zipped(("a", payload))
    slice_ = whole[: whole.index(b"PK\x01\x02")]
    assert unfolded_slice(slice_, 1_000_000) == payload
    with pytest.raises(Trouble, match="does not end where it should"):
        unfolded_slice(slice_ + b"\0" * extra, 1_000_000)
