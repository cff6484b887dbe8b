"""Open a case: a folder with case.toml, the ledger, the vault, and what code made of them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from firsthand.case.state import State, fold
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.ledger.log import Ledger, create_ledger, open_ledger
from firsthand.model.entries import Entry
from firsthand.model.names import random_id

FORMAT = 1  # of the case folder; a newer one is refused, an older one is migrated by a numbered step
FOLDERS = ("vault", "made", "published")
Progress = Callable[[str, int, int], None]  # what is being done, how much is done, of how much


def silent(what: str, done: int, of: int) -> None:
    """The progress of somebody who does not watch."""


@dataclass(frozen=True)
class Settings:
    """What case.toml says: the case's id, its languages, how pages may be fetched, which authorities may be asked for the time, its digest."""

    id: str
    title: str
    languages: tuple[str, ...]
    through: str
    timestamps: tuple[str, ...]
    digest: str


@dataclass
class Case:
    """An open case. Closed by leaving the `with` block; what was acknowledged is on disk at any moment."""

    folder: Path
    settings: Settings
    ledger: Ledger
    clock: Callable[[], int]
    entropy: Callable[[int], bytes]
    leaving: ExitStack

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.leaving.close()

    def state(self) -> State:
        """What the case knows now."""
        return fold(self.ledger.stored())

    def checkpoints(self) -> tuple[tuple[str, str, str], ...]:
        """For each log of the case: its id, its latest signed note, its public key."""
        logs = [(c.origin.removeprefix("firsthand/"), c.note) for c in self.ledger.checkpoints()]
        return tuple((log, note.decode("utf-8"), self.ledger.vkey(log)) for log, note in logs)

    def append(self, entries: Iterable[Entry]) -> None:
        """Put entries into the ledger; when this returns they are on disk."""
        self.ledger.append(list(entries))

    def entry(self, kind: str, plain: dict[str, object], sealed: dict[str, object] | None = None) -> Entry:
        """An entry of this moment."""
        return Entry(kind, self.clock(), plain, sealed)  # type: ignore[arg-type]

    def new_id(self, kind: str) -> str:
        """A random id of this kind."""
        return random_id(kind, self.entropy(10))  # type: ignore[arg-type]

    @contextmanager
    def long_work(self) -> Iterator[None]:
        """Hold the case for a long verb; a second long verb gets Trouble("case-busy")."""
        with disk.held(self.folder / "made" / "lock"):
            yield


def home() -> Path:
    """Where keys live: $FIRSTHAND_HOME, else ~/.local/share/firsthand. Never inside a case folder."""
    return Path(os.environ.get("FIRSTHAND_HOME") or Path.home() / ".local" / "share" / "firsthand")


def now() -> int:
    """UTC seconds by this computer's clock; SOURCE_DATE_EPOCH, where set, stands for it."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def new_case(path: str | Path, title: str = "", through: str = "", timestamps: Iterable[str] = ()) -> Case:
    """Make a case in a new or empty folder and open it; raises Trouble when there is something already."""
    folder = Path(path)
    if (folder / "case.toml").exists():
        raise Trouble("case-exists", path=folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Trouble("folder-not-empty", path=folder)
    case_id = random_id("case", secrets.token_bytes(10))
    for name in FOLDERS:
        disk.make_folder(folder / name)
    create_ledger(folder, home(), clock=now, entropy=secrets.token_bytes, case_id=case_id, title=title)
    disk.put_bytes(folder / "case.toml", _toml(case_id, title, through, timestamps).encode())
    return open_case(folder)


def open_case(path: str | Path) -> Case:
    """The case in this folder; raises Trouble("not-a-case"), ("case-broken") or ("case-newer")."""
    folder = Path(path)
    settings = _settings(folder)
    leaving = ExitStack()
    ledger = leaving.enter_context(open_ledger(folder, home(), clock=now, entropy=secrets.token_bytes))
    return Case(folder, settings, ledger, now, secrets.token_bytes, leaving)


def _toml(case_id: str, title: str, through: str, timestamps: Iterable[str]) -> str:
    spelled = lambda value: json.dumps(value, ensure_ascii=False)  # noqa: E731  a JSON string is a TOML string
    return (
        "# Settings of this case; a person may edit them. Their digest goes into every publication.\n"
        f"id = {spelled(case_id)}\nformat = {FORMAT}\ntitle = {spelled(title)}\nlanguages = []\n\n"
        '# How pages may be fetched: "" (not chosen: nothing is fetched), "direct", or the address of a proxy.\n'
        f"through = {spelled(through)}\n\n# Timestamp authorities that may be asked.\ntimestamps = {spelled(list(timestamps))}\n"
    )


def _settings(folder: Path) -> Settings:
    try:
        raw = (folder / "case.toml").read_bytes()
        given = tomllib.loads(raw.decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble("not-a-case", path=folder) from None
    except (OSError, ValueError) as why:
        raise Trouble("case-broken", path=folder, why=why) from None
    if not isinstance(given.get("format"), int) or not isinstance(given.get("id"), str):
        raise Trouble("case-broken", path=folder, why="it has no id or no format number")
    if given["format"] > FORMAT:
        raise Trouble("case-newer", path=folder, format=given["format"], known=FORMAT)
    texts = lambda name: tuple(str(x) for x in given.get(name, []) if isinstance(x, str))  # noqa: E731
    digest = hashlib.sha256(raw).hexdigest()
    return Settings(
        given["id"], str(given.get("title", "")), texts("languages"), str(given.get("through", "")), texts("timestamps"), digest
    )
