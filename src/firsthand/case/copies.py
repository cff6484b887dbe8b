"""Another copy of a case: on a stick, in a shared folder, or on its way to somebody who joins."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from firsthand.case.open import FOLDERS, FORMAT, Case
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger import exchange, hands, store
from firsthand.ledger.vault import Vault


@dataclass(frozen=True)
class Copy:
    """The other copy, opened: its folder, ledger, vault, and what copies tell one another."""

    folder: Path
    ledger: apsw.Connection
    vault: Vault
    hands: apsw.Connection


def is_case(folder: Path) -> bool:
    """Whether a folder holds a case."""
    return (folder / "case.toml").is_file()


def copy_begun(folder: Path, of: Path) -> None:
    """An empty copy of the case `of` in a new or empty folder; case.toml comes last and makes it one. Raises Trouble where something else is there."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Trouble("no-copy", path=folder)
        settings = (of / "case.toml").read_bytes()
    except OSError as why:
        raise Trouble("disk-error", path=folder, why=why.strerror or why) from None
    for name in FOLDERS:
        disk.make_folder(folder / name)
    exchange.empty_copy(folder)
    disk.put_bytes(folder / "case.toml", settings)


@contextmanager
def opened_copy(folder: Path, case: Case) -> Iterator[Copy]:
    """The copy in a folder, held for the time of the context; raises Trouble where it is another case, a newer one, or has tables that are not ours."""
    _check_settings(folder, case)
    with ExitStack() as leaving:
        disk.make_folder(folder / "made")
        leaving.enter_context(disk.held(folder / "made" / "lock"))
        if (folder / hands.FILE).is_file():
            _checked(folder / hands.FILE)
        ledger = _checked(folder / "ledger.db", leaving)
        rows = leaving.enter_context(hands.opened_hands(folder))
        yield Copy(folder, ledger, Vault(folder / "vault", case.ledger.home, case.entropy), rows)


def _checked(path: Path, leaving: ExitStack | None = None) -> apsw.Connection:
    database = store.opened(path)
    try:
        store.check_tables(database, path)
    except BaseException:
        store.closed(database)
        raise
    if leaving is None:
        store.closed(database)
    else:
        leaving.callback(store.closed, database)
    return database


def _check_settings(folder: Path, case: Case) -> None:
    try:
        given = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as why:
        raise Trouble("case-broken", path=folder, why=" ".join(str(why).split()).rstrip(".")) from None
    if given.get("id") != case.settings.id:
        raise Trouble("other-case", path=folder, case=case.folder)
    if given.get("format") != FORMAT:
        raise Trouble("case-newer", path=folder, format=given.get("format"), known=FORMAT)
    if folder.resolve() == case.folder.resolve():
        raise Trouble("same-folder", path=folder)
