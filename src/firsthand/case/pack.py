"""Pack: the whole case with the keys of what it seals, as one file that age has encrypted; and unpack. Signing keys never leave the computer.

The package is an age file (age-encryption.org/v1) around a tar: case.toml, ledger.db, the vault, and keys.txt (one line a sealed name and its key, hex).
For age recipients it is written as a stream; under a passphrase it is held in memory, at most IN_MEMORY.
"""

from __future__ import annotations

import io
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from firsthand.case.open import Case, home, open_case
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import home as homes
from firsthand.ledger import store

IN_MEMORY = 512 << 20  # bytes that a package under a passphrase may hold
LARGEST_KEYS = 1 << 30
_NAMES = re.compile(r"case\.toml|ledger\.db|keys\.txt|vault/[0-9a-f]{2}/[0-9a-f]{62}(\.sealed)?")


@dataclass(frozen=True)
class Packed:
    """A package: where, its size in bytes, how many objects and keys it holds."""

    path: Path
    size: int
    objects: int
    keys: int


def pack(case: Case, to: str, recipients: Sequence[str] = (), passphrase: str = "") -> Packed:
    """Writes the package; raises Trouble("nobody-to-open") without a recipient or passphrase, ("bad-recipient"), ("too-large")."""
    from firsthand.case.given import place_for

    place, counts = place_for(to), [0, 0]
    if bool(recipients) == bool(passphrase):
        raise Trouble("nobody-to-open")
    with case.long_work():
        told = {"how": "pack", "objects": len(_objects(case)), "keys": len(_keys(case))}
        case.append(
            [case.entry("transferred", dict(told), {"path": str(place)})]
        )  # first, so that the package holds it and nothing is newer than it
        snapshot = case.folder / "made" / "snapshot.db"
        disk.remove(snapshot)
        try:
            case.ledger.database.execute("VACUUM INTO ?", (str(snapshot),))
            write = lambda out: _tarred(case, snapshot, out, counts)  # noqa: E731
            size = _under_passphrase(case, place, write, passphrase) if passphrase else _for_recipients(place, write, recipients)
        finally:
            disk.remove(snapshot)
    return Packed(place, size, counts[0], counts[1])


def unpack(package: str, to: str, identity: str = "", passphrase: str = "") -> Packed:
    """Makes the case of a package in a new or empty folder, its keys in the home; raises Trouble where it cannot be opened, or holds what no case holds."""
    folder = Path(to)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Trouble("folder-not-empty", path=folder)
    if not Path(package).is_file():
        raise Trouble("missing", path=package)
    try:
        with _opened(Path(package), identity, passphrase) as tar:
            counts = _untarred(tar, folder)
    except BaseException as why:
        if folder.exists():
            with suppress(Trouble, OSError):
                disk.remove_tree(folder)
        if isinstance(why, (tarfile.TarError, EOFError)):
            raise Trouble("bad-package", path=package, why="it is cut off, or no package of a case") from why
        raise
    with open_case(folder) as case:
        case.ledger.remembered()
    return Packed(folder, Path(package).stat().st_size, *counts)


# ---- writing ------------------------------------------------------------------------------------------------------------------------------------


def _for_recipients(place: Path, write: Callable[[IO[bytes]], None], recipients: Sequence[str]) -> int:
    import pyrage

    try:
        keys = [pyrage.x25519.Recipient.from_str(r) for r in recipients]
    except pyrage.RecipientError as why:
        raise Trouble("bad-recipient", why=str(why)) from None
    with disk.troubles(place), disk.draft(place.parent, disk.PRIVATE) as made:
        with _piped(write) as plain:
            pyrage.encrypt_io(plain, _Into(made), keys)
        made.keep(place)
    disk.sync_folder(place.parent)
    return made.size


def _under_passphrase(case: Case, place: Path, write: Callable[[IO[bytes]], None], passphrase: str) -> int:
    import pyrage

    held = sum(p.stat().st_size for p in (case.folder / "vault").rglob("*") if p.is_file())
    if held > IN_MEMORY:
        raise Trouble("too-large", path=case.folder, limit="512 MB for a package under a passphrase; name a --recipient")
    whole = io.BytesIO()
    write(whole)
    return disk.put_bytes(place, pyrage.passphrase.encrypt(whole.getvalue(), passphrase), disk.PRIVATE)


class _Into(io.RawIOBase):
    """A draft as age wants to write to it."""

    def __init__(self, draft: disk.Draft) -> None:
        self._draft = draft

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raw = bytes(data)  # type: ignore[call-overload]
        self._draft.write(raw)
        return len(raw)


def _tarred(case: Case, snapshot: Path, out: IO[bytes], counts: list[int]) -> None:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.USTAR_FORMAT) as tar:
        _added(tar, "case.toml", case.folder / "case.toml")
        _added(tar, "ledger.db", snapshot)
        for path in _objects(case):
            _added(tar, f"vault/{path.parent.name}/{path.name}", path)
            counts[0] += 1
        keys = _keys(case)
        counts[1] = len(keys)
        raw = b"".join(f"{name.hex()} {key.hex()}\n".encode() for name, key in keys)
        tar.addfile(_told("keys.txt", len(raw)), io.BytesIO(raw))


def _objects(case: Case) -> list[Path]:
    """The kept files, without what a kill has left unfinished."""
    return [p for p in sorted((case.folder / "vault").glob("??/*")) if _NAMES.fullmatch(f"vault/{p.parent.name}/{p.name}")]


def _added(tar: tarfile.TarFile, name: str, path: Path) -> None:
    with path.open("rb") as file:
        tar.addfile(_told(name, os.fstat(file.fileno()).st_size), file)


def _told(name: str, size: int) -> tarfile.TarInfo:
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told


def _keys(case: Case) -> list[tuple[bytes, bytes]]:
    from firsthand.case.sync import names_of

    found = homes.keys_for(case.ledger.home, names_of(case)[0])
    return [(n, k) for n, k in found.items() if k is not None]


@contextmanager
def _piped(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What `write` writes, to be read at the same time; its error is raised at the end."""
    source, sink = os.pipe()
    wrong = list[BaseException]()

    def run() -> None:
        try:
            with os.fdopen(sink, "wb") as out:
                write(out)
        except BaseException as why:  # noqa: BLE001  raised again by the reader
            wrong.append(why)

    with os.fdopen(source, "rb") as plain:
        writer = threading.Thread(target=run)
        writer.start()
        try:
            yield plain
        finally:
            plain.close()
            writer.join()
    if wrong:
        raise wrong[0]


# ---- reading ------------------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(package: Path, identity: str, passphrase: str) -> Iterator[tarfile.TarFile]:
    import pyrage

    try:
        if passphrase:
            if package.stat().st_size > IN_MEMORY + (IN_MEMORY >> 6):
                raise Trouble("too-large", path=package, limit="512 MB for a package under a passphrase")
            clear = pyrage.passphrase.decrypt(package.read_bytes(), passphrase)
            with tarfile.open(fileobj=io.BytesIO(clear), mode="r|") as tar:
                yield tar
            return
        keys = _identities(identity)
        with (
            package.open("rb") as file,
            _piped(lambda out: pyrage.decrypt_io(file, out, keys)) as plain,
            tarfile.open(fileobj=plain, mode="r|") as tar,
        ):
            yield tar
            while plain.read(1 << 20):
                pass  # to the last byte: a package that was cut off is noticed at its end
    except pyrage.DecryptError as why:
        raise Trouble("bad-package", path=package, why=str(why)) from None


def _identities(path: str) -> list[object]:
    import pyrage

    if not path:
        raise Trouble("nobody-to-open")
    try:
        lines = [x.strip() for x in Path(path).read_text("utf-8").splitlines()]
        return [pyrage.x25519.Identity.from_str(x) for x in lines if x.startswith("AGE-SECRET-KEY-")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as why:
        raise Trouble("unreadable", path=path, why=str(why)) from None


def _untarred(tar: tarfile.TarFile, folder: Path) -> tuple[int, int]:
    """Every file under its own name, case.toml last; nothing else than what a case holds is taken."""
    settings, keys, objects = b"", b"", 0
    for name in ("vault", "made", "published"):
        disk.make_folder(folder / name)
    for told in tar:
        data = tar.extractfile(told) if told.isfile() and _NAMES.fullmatch(told.name) else None
        if data is None:
            raise Trouble("refused", path=told.name, why="a package holds a case and nothing else")
        if told.name in ("case.toml", "keys.txt"):
            if told.size > LARGEST_KEYS:
                raise Trouble("too-large", path=told.name, limit="1 GB")
            raw = data.read()
            settings, keys = (raw, keys) if told.name == "case.toml" else (settings, raw)
            continue
        disk.make_folder((folder / told.name).parent)
        disk.put_stream(folder / told.name, iter(lambda file=data: file.read(1 << 20), b""), disk.SHARED)  # type: ignore[misc]
        objects += told.name.startswith("vault/")
    count = _kept(folder, keys)
    disk.put_bytes(folder / "case.toml", settings)
    return objects, count


def _kept(folder: Path, keys: bytes) -> int:
    """The keys of a package in the home; refuses a ledger with tables that are not ours."""
    database = store.opened(folder / "ledger.db")
    try:
        store.check_tables(database, folder / "ledger.db")
    finally:
        store.closed(database)
    try:
        pairs = [(bytes.fromhex(n), bytes.fromhex(k)) for n, k in (line.split(" ") for line in keys.decode("ascii").splitlines())]
    except ValueError:
        raise Trouble("bad-package", path=folder, why="its keys cannot be read") from None
    opened = homes.opened_home(home())
    try:
        homes.keep_keys(opened, pairs)
    finally:
        homes.closed_home(opened)
    return len(pairs)
