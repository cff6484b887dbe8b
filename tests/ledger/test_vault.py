"""The vault: bytes under their own digest, in the clear or sealed, read back the same."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.ledger import seals
from firsthand.ledger.seals import CHUNK

EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


def body(size):
    return hashlib.shake_256(b"a page").digest(size)


def test_a_file_is_kept_under_the_sha_256_of_its_bytes(case, tmp_path):
    (tmp_path / "page").write_bytes(body(3_000_000))
    with case.open() as ledger:
        kept = ledger.vault.put_file(tmp_path / "page")
        assert (hashlib.sha256(body(3_000_000)).hexdigest(), 3_000_000, False) == (kept.digest, kept.size, kept.sealed)
        assert body(3_000_000) == ledger.vault.read(kept.digest)
    assert body(3_000_000) == (case.folder / "vault" / kept.digest[:2] / kept.digest[2:]).read_bytes()


def test_the_same_bytes_are_kept_once_in_the_clear_and_apart_when_sealed(case):
    with case.open() as ledger:
        assert ledger.vault.put_bytes(b"page") == ledger.vault.put_bytes(b"page")
        assert ledger.vault.put_bytes_sealed(b"page").digest != ledger.vault.put_bytes_sealed(b"page").digest
    assert sum(p.is_file() for p in (case.folder / "vault").rglob("*")) == 3


def test_a_damaged_object_is_mended_by_putting_it_again(case):
    with case.open() as ledger:
        kept = ledger.vault.put_bytes(b"page")
        ledger.vault.path_of(kept.digest).write_bytes(b"pagf")
        assert kept.digest != ledger.vault.stored_digest(kept.digest)
        assert kept == ledger.vault.put_bytes(b"page")
        assert ledger.vault.read(kept.digest) == b"page"


@pytest.mark.parametrize("size", EDGES)
def test_a_sealed_object_is_read_back_at_every_edge_of_its_chunks(case, size):
    data = body(size)
    with case.open() as ledger:
        kept = ledger.vault.put_sealed(data[i : i + 10_000] for i in range(0, len(data), 10_000))
        assert kept.sealed and (size, hashlib.sha256(data).hexdigest()) == (kept.size, kept.clear)
        for start in {0, 1, size // 2, max(0, size - 1), size, size + 5, CHUNK - 1, CHUNK}:
            for length in (0, 1, CHUNK, 2 * CHUNK, None):
                end = len(data) if length is None else start + length
                assert data[start:end] == ledger.vault.read(kept.digest, start, length)
        ledger.append([])
    with case.open() as ledger:
        assert data == ledger.vault.read(kept.digest), "its key was not kept"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 250_000), length=st.none() | st.integers(0, 250_000))
def test_slices_of_clear_and_sealed_objects_are_slices_of_the_bytes(case, start, length):
    data = body(200_000)
    with case.open() as ledger:
        for kept in (ledger.vault.put_bytes(data), ledger.vault.put_bytes_sealed(data)):
            assert data[start : None if length is None else start + length] == ledger.vault.read(kept.digest, start, length)


@pytest.mark.parametrize("change", ["flip first chunk", "flip last chunk", "cut last chunk", "swap chunks", "add a byte", "empty"])
def test_a_sealed_object_that_was_changed_is_never_read_as_if_it_were_whole(case, change):
    with case.open() as ledger:
        kept = ledger.vault.put_bytes_sealed(body(3 * CHUNK))
        path, whole = ledger.vault.path_of(kept.digest), CHUNK + seals.TAG
        data = path.read_bytes()
        path.write_bytes(
            {
                "flip first chunk": bytes([data[0] ^ 1]) + data[1:],
                "flip last chunk": data[:-1] + bytes([data[-1] ^ 1]),
                "cut last chunk": data[: 2 * whole],
                "swap chunks": data[whole : 2 * whole] + data[:whole] + data[2 * whole :],
                "add a byte": data + b"x",
                "empty": b"",
            }[change]
        )
        with pytest.raises(Trouble) as caught:
            ledger.vault.read(kept.digest)
        assert caught.value.code == "seal-broken"


def test_a_file_whose_content_pretends_to_be_sealed_is_read_as_it_is(case):
    with case.open() as ledger:
        stored = ledger.vault.path_of(ledger.vault.put_bytes_sealed(b"page").digest).read_bytes()
        assert stored == ledger.vault.read(ledger.vault.put_bytes(stored + b"x").digest)[:-1]


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "G" * 64, "a" * 64, "../" + "a" * 61])
def test_what_is_no_digest_or_not_there_is_missing_and_no_path_is_followed(case, digest):
    with case.open() as ledger, pytest.raises(Trouble) as caught:
        ledger.vault.read(digest)
    assert caught.value.code == "object-missing"


def test_a_source_that_fails_half_way_leaves_nothing_behind(case, tmp_path):
    def failing():
        yield b"half"
        raise Trouble("unreadable", path="page", why="the disk fell out")

    with case.open() as ledger:
        with pytest.raises(Trouble):
            ledger.vault.put(failing())
        with pytest.raises(Trouble) as caught:
            ledger.vault.put_file(tmp_path / "no such page")
        assert caught.value.code == "missing"
    assert not [p for p in (case.folder / "vault").rglob("*") if p.is_file()]


def test_what_a_killed_process_left_is_swept(case):
    (case.folder / "vault" / ".1-0.part").write_bytes(b"half")
    with case.open() as ledger:
        assert (ledger.vault.sweep(), ledger.vault.sweep()) == (1, 0)


def test_without_the_key_a_sealed_object_says_so(case, tmp_path):
    with case.open() as ledger:
        kept = ledger.vault.put_bytes_sealed(b"page")
        ledger.append([])
    case.home = tmp_path / "elsewhere"
    with case.open() as ledger, pytest.raises(Trouble) as caught:
        ledger.vault.read(kept.digest)
    assert caught.value.code == "key-missing"


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 3 * (CHUNK + seals.TAG) + 40))
def test_the_clear_size_follows_from_the_stored_one(stored):
    try:
        clear = seals.clear_size(stored)
    except Trouble:
        assert stored < seals.TAG or 0 < stored % (CHUNK + seals.TAG) <= seals.TAG
    else:
        assert stored == clear + seals.TAG * max(1, -(-clear // CHUNK))
