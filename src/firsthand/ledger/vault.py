"""The vault: kept bytes under their own SHA-256, in the clear or sealed.

`vault/ab/cdef...` holds an object as received; `vault/ab/cdef....sealed` holds one encrypted, under the SHA-256 of the ciphertext, its key in the
home: reading gives the clear bytes of both. A put is durable once the ledger has taken the next batch (Ledger.append settles the vault first); until
then a power cut may leave a torn file under its name, which no entry promises and the next put of the same bytes mends.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import home as keys
from firsthand.ledger import seals

PIECE = 1 << 20  # bytes read at a time
SEALED = ".sealed"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An object as kept: its name (SHA-256 of the stored bytes, hex), its clear size in bytes, the SHA-256 of its clear bytes (hex)."""

    digest: str
    size: int
    clear: str

    @property
    def sealed(self) -> bool:
        """Whether it is kept encrypted."""
        return self.digest != self.clear


@dataclass(slots=True)
class Vault:
    """The objects of a case; part of a Ledger."""

    folder: Path
    home: keys.Home
    entropy: Callable[[int], bytes]
    unsettled: set[Path] = field(default_factory=set)  # files that are not known to be on the disk yet
    looked: Callable[[str], None] | None = None  # told before a sealed object is opened; the ledger writes it down
    new_keys: dict[bytes, bytes] = field(default_factory=dict)  # keys of sealed objects that are not in the home yet

    def put_file(self, path: Path) -> Kept:
        """Keeps a file as it is."""
        return self.put(pieces_of(path))

    def put_bytes(self, data: bytes) -> Kept:
        """Keeps bytes as they are."""
        return self.put((data,))

    def put(self, pieces: Iterable[bytes]) -> Kept:
        """Keeps what the pieces add up to. What is there already and whole stays; what is there and damaged is mended."""
        digest, size = self._stored(pieces, "")
        return Kept(digest, size, digest)

    def put_file_sealed(self, path: Path) -> Kept:
        """Keeps a file encrypted."""
        return self.put_sealed(pieces_of(path))

    def put_bytes_sealed(self, data: bytes) -> Kept:
        """Keeps bytes encrypted."""
        return self.put_sealed((data,))

    def put_sealed(self, pieces: Iterable[bytes]) -> Kept:
        """Keeps what the pieces add up to, encrypted under a key of its own; the same bytes twice are two objects."""
        clear, key = hashlib.sha256(), self.entropy(seals.KEY)
        digest, size = self._stored(seals.object_sealed(_hashed(pieces, clear), key), SEALED)
        self.new_keys[bytes.fromhex(digest)] = key
        return Kept(digest, seals.clear_size(size), clear.hexdigest())

    def read(self, digest: str, offset: int = 0, length: int | None = None) -> bytes:
        """Clear bytes [offset, offset + length) of an object, to its end without a length. Raises Trouble missing, erased, key-missing, seal-broken."""
        return b"".join(self.pieces(digest, offset, length))

    def pieces(self, digest: str, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """read() piece by piece, for what is too large to hold."""
        path = self.path_of(digest)
        size = self.size_of(digest)
        start = min(max(offset, 0), size)
        end = size if length is None else min(start + max(length, 0), size)
        if path.name.endswith(SEALED):
            key = self._key(digest)
            if self.looked:
                self.looked(digest)
            return self._unsealed(path, key, start, end, size)
        return _slice(path, start, end)

    def size_of(self, digest: str) -> int:
        """Clear size of an object in bytes; raises Trouble("missing")."""
        path = self.path_of(digest)
        with _reading(path):
            stored = path.stat().st_size
        return seals.clear_size(stored) if path.name.endswith(SEALED) else stored

    def has(self, digest: str) -> bool:
        """Whether the object's file is there."""
        return self.in_the_clear(digest) or self._place(digest, SEALED).is_file()

    def in_the_clear(self, digest: str) -> bool:
        """Whether the object's file is there, unencrypted."""
        return self._place(digest, "").is_file()

    def path_of(self, digest: str) -> Path:
        """Where the object is stored; raises Trouble("missing")."""
        for ending in ("", SEALED):
            path = self._place(digest, ending)
            if path.is_file():
                return path
        raise Trouble("object-missing", digest=digest)

    def stored_digest(self, digest: str) -> str:
        """SHA-256 of the stored bytes as they are now, hex."""
        hasher = hashlib.sha256()
        for piece in pieces_of(self.path_of(digest)):
            hasher.update(piece)
        return hasher.hexdigest()

    def receive(self, other: Vault, digest: str) -> bool:
        """Takes an object over from another copy's vault as it is stored there; gives whether it was whole there. Durable after settle()."""
        source = other.path_of(digest)
        ending = SEALED if source.name.endswith(SEALED) else ""
        if other.stored_digest(digest) != digest:
            return False
        return self._stored(pieces_of(source), ending)[0] == digest

    def remove(self, digest: str) -> None:
        """Unlinks an object. The file system may keep its bytes for a while; only a sealed one is gone for sure once its key is destroyed."""
        for ending in ("", SEALED):
            self.unsettled.discard(self._place(digest, ending))
            disk.remove(self._place(digest, ending))

    def settle(self) -> None:
        """Makes the keys, the bytes and the names of everything put so far durable. Called by Ledger.append."""
        keys.keep_keys(self.home, list(self.new_keys.items()))
        self.new_keys.clear()
        disk.sync_files(self.unsettled)
        self.unsettled.clear()

    def sweep(self) -> int:
        """Removes unfinished files that a killed process has left; gives how many."""
        return disk.sweep(self.folder)

    def _stored(self, pieces: Iterable[bytes], ending: str) -> tuple[str, int]:
        hasher = hashlib.sha256()
        with disk.troubles(self.folder), disk.draft(self.folder) as made:
            for piece in _hashed(pieces, hasher):
                made.write(piece)
            place = self._place(hasher.hexdigest(), ending)
            if not _whole(place, hasher.hexdigest()):
                disk.make_folder(place.parent)
                made.call(place)
            self.unsettled.add(place)
        return hasher.hexdigest(), made.size

    def _place(self, digest: str, ending: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise Trouble("object-missing", digest=digest)
        return self.folder / digest[:2] / (digest[2:] + ending)

    def _key(self, digest: str) -> bytes:
        name = bytes.fromhex(digest)
        if name in self.new_keys:
            return self.new_keys[name]
        known = keys.keys_for(self.home, [name])
        if name not in known:
            raise Trouble("key-missing")
        key = known[name]
        if key is None:
            raise Trouble("erased", what=f"The object {digest[:12]}")
        return key

    def _unsealed(self, path: Path, key: bytes, start: int, end: int, size: int) -> Iterator[bytes]:
        final = max(0, size - 1) // seals.CHUNK
        with _reading(path), path.open("rb") as file:
            for number in range(start // seals.CHUNK, final + 1 if end == size else end // seals.CHUNK + 1):
                file.seek(number * (seals.CHUNK + seals.TAG))
                clear = seals.chunk_unsealed(file.read(seals.CHUNK + seals.TAG), number, int(number == final), key)
                low = number * seals.CHUNK
                yield clear[max(0, start - low) : max(0, end - low)]


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, PIECE at a time; raises Trouble("missing") or ("unreadable")."""
    with _reading(path), path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Trouble("missing", path=str(path)) from None
    except OSError as why:
        raise Trouble("unreadable", path=str(path), why=why.strerror or str(why)) from why


def _slice(path: Path, start: int, end: int) -> Iterator[bytes]:
    with _reading(path), path.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece


def _hashed(pieces: Iterable[bytes], hasher: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        hasher.update(piece)
        yield piece


def _whole(path: Path, digest: str) -> bool:
    if not path.is_file():
        return False
    hasher = hashlib.sha256()
    for piece in pieces_of(path):
        hasher.update(piece)
    return hasher.hexdigest() == digest
