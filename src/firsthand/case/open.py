"""Open a case: a folder with case.toml, the ledger, the vault, and what code made of them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
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
    """What case.toml says: the case's id, its languages, how pages may be fetched, which authorities may be asked for the time, its digest, its own columns."""

    id: str
    title: str
    languages: tuple[str, ...]
    through: str
    timestamps: tuple[str, ...]
    digest: str
    columns: tuple[Mapping[str, object], ...] = ()  # as written; case/columns says what of them is a column
    proposer: Mapping[str, object] = field(default_factory=dict)  # as written; case/asking says who may be asked
    places: str = ""  # the file of the case's own table of places; case/places reads it


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
        disk.make_folder(self.folder / "made")  # a person may have deleted it
        with disk.held(self.folder / "made" / "lock"):
            for folder in (self.folder, self.folder / "published"):
                disk.sweep(folder)  # what a kill has left
            yield


def home() -> Path:
    """Where keys live: $FIRSTHAND_HOME, else ~/.local/share/firsthand. Never inside a case folder."""
    return Path(os.environ.get("FIRSTHAND_HOME") or Path.home() / ".local" / "share" / "firsthand")


def now() -> int:
    """UTC seconds by this computer's clock; SOURCE_DATE_EPOCH, where set, stands for it."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if given and not (given.isascii() and given.isdigit() and len(given) <= 11):
        raise Trouble("wrong-value", field="SOURCE_DATE_EPOCH", value=repr(given), allowed="UTC seconds since 1970, as digits")
    return int(given or time.time())


def new_case(path: str | Path, title: str = "", through: str = "", timestamps: Iterable[str] = ()) -> Case:
    """Make a case in a new or empty folder and open it; raises Trouble when there is something already."""
    folder, timestamps = _folder(path), list(timestamps)
    if through.strip():
        from firsthand.guard.proxies import way_of

        way_of(through, "--through")
    try:
        if (folder / "case.toml").exists():
            raise Trouble("case-exists", path=folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Trouble("folder-not-empty", path=folder)
    except (OSError, ValueError) as why:
        raise Trouble("disk-error", path=folder, why=getattr(why, "strerror", None) or why) from None
    there = folder.exists()
    try:
        _begun(folder, title, through, timestamps)
    except BaseException:
        _taken_back(folder, there)
        raise
    return open_case(folder)


def _begun(folder: Path, title: str, through: str, timestamps: Iterable[str]) -> None:
    """The folder of a new case; case.toml comes last and makes it one."""
    case_id = random_id("case", secrets.token_bytes(10))
    settings = _toml(case_id, title, through, timestamps).encode("utf-8")
    for name in FOLDERS:
        disk.make_folder(folder / name)
    create_ledger(folder, home(), clock=now, entropy=secrets.token_bytes, case_id=case_id, title=title)
    disk.put_bytes(folder / "case.toml", settings)


def _taken_back(folder: Path, there: bool) -> None:
    """Removes what an unfinished case has left: the folder, or what is in it where it was there before."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(Trouble, OSError):
            _removed(path)
    if not there:
        with suppress(Trouble, OSError):
            _removed(folder)


def _removed(path: Path) -> None:
    if path.is_dir():
        disk.remove_tree(path)
    else:
        disk.remove(path)


def open_case(path: str | Path) -> Case:
    """The case in this folder; raises Trouble("not-a-case"), ("case-broken") or ("case-newer")."""
    folder = _folder(path)
    settings = _settings(folder)
    if not (folder / "ledger.db").exists():
        raise Trouble("ledger-damaged", path=folder / "ledger.db", why="it is gone")
    leaving = ExitStack()
    ledger = leaving.enter_context(open_ledger(folder, home(), clock=now, entropy=secrets.token_bytes))
    return Case(folder, settings, ledger, now, secrets.token_bytes, leaving)


def _folder(path: str | Path) -> Path:
    """The folder of a case; SQLite wants its name as UTF-8 without a zero."""
    try:
        if "\0" not in str(path) and str(path).encode("utf-8"):
            return Path(path)
    except UnicodeEncodeError:
        pass
    raise Trouble("bad-value", what="the path of the case", why="it is empty, or no text in UTF-8")


def _toml(case_id: str, title: str, through: str, timestamps: Iterable[str]) -> str:
    try:
        "".join((title, through, *timestamps)).encode("utf-8")
    except UnicodeEncodeError:
        raise Trouble("bad-value", what="the title or an address", why="it is not text in UTF-8") from None
    return (
        "# Settings of this case; a person may edit them. Their digest goes into every publication.\n"
        f"id = {_spelled(case_id)}\nformat = {FORMAT}\ntitle = {_spelled(title)}\nlanguages = []\n\n"
        '# How pages may be fetched: "" (not chosen: nothing is fetched), "direct", or the address of a proxy.\n'
        f"through = {_spelled(through)}\n\n# Timestamp authorities that may be asked.\ntimestamps = {_spelled(list(timestamps))}\n"
    )


def _spelled(value: str | list[str]) -> str:
    """A JSON string is a TOML string, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    listed = given.get(name)
    return tuple(x for x in listed if isinstance(x, str)) if isinstance(listed, list) else ()


def _settings(folder: Path) -> Settings:
    try:
        raw = (folder / "case.toml").read_bytes()
        given = tomllib.loads(raw.decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble("not-a-case", path=folder) from None
    except OSError as why:
        raise Trouble("case-broken", path=folder, why=why.strerror or why) from None
    except (ValueError, RecursionError) as why:
        raise Trouble("case-broken", path=folder, why=" ".join(str(why).split()).rstrip(".")) from None
    if type(given.get("format")) is not int or given["format"] < 1 or not isinstance(given.get("id"), str):
        raise Trouble("case-broken", path=folder, why="it has no id or no format number")
    if given["format"] > FORMAT:
        raise Trouble("case-newer", path=folder, format=given["format"], known=FORMAT)
    title, through, digest = str(given.get("title", "")), str(given.get("through", "")), hashlib.sha256(raw).hexdigest()
    columns = given.get("columns", [])
    own = tuple(c if isinstance(c, dict) else {} for c in columns) if isinstance(columns, list) else ({},)
    proposer = table if isinstance(table := given.get("proposer"), dict) else {}
    places = str(table.get("table", "")) if isinstance(table := given.get("places"), dict) else ""
    return Settings(given["id"], title, _texts(given, "languages"), through, _texts(given, "timestamps"), digest, own, proposer, places)
