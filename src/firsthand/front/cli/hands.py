"""Many hands: sync, keys, pack, unpack, lock."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.front.cli.say import count, json_line, line, paragraph, progress, table

if TYPE_CHECKING:
    from firsthand.case.sync import Synced


def sync(given: argparse.Namespace) -> int:
    """Exchange with another copy."""
    from firsthand.case.sync import sync as exchange

    with progress() as show:
        done = exchange(given.case, given.other, show)
    if given.json:
        json_line(_fields(done))
    else:
        _for_people(done, given.case)
    return 1 if done.needs_a_person else 0


def _fields(done: Synced) -> dict[str, object]:
    numbers = (
        "log",
        "taken",
        "given",
        "objects_taken",
        "objects_given",
        "keys_taken",
        "keys_given",
        "unopened",
        "forks",
        "damaged",
        "strangers",
    )
    return {
        **{name: getattr(done, name) for name in numbers},
        "revoked_here": done.revoked_here,
        "erased": [{"subject": e.subject, "keys": e.keys, "objects": e.objects, "shared": list(e.shared)} for e in done.erased],
        "receipts": {subject: {"answered": list(a), "waiting": list(w)} for subject, (a, w) in done.receipts.items()},
    }


def _for_people(done: Synced, case: str) -> None:
    line(f"Taken: {count(done.taken, 'entry', 'entries')}, {count(done.objects_taken, 'kept file')}, {count(done.keys_taken, 'key')}.")
    line(
        f"Given: {count(done.given, 'entry', 'entries')}, {count(done.objects_given, 'kept file')}, {count(done.keys_given, 'wrapped key')}."
    )
    for fork in done.forks:
        paragraph(
            f"A FORK: {fork}. Nothing of the other past was taken; both signed checkpoints are kept. Ask whose computer that is what happened."
        )
    for words in done.damaged:
        paragraph(f"Not taken: {words}.")
    for log in done.strangers:
        paragraph(
            f"The device {log} writes into this case, and nobody has admitted it. If you know it: firsthand keys admit {case} {log}. If not: firsthand keys revoke {case} {log} --from 0"
        )
    if done.unopened:
        paragraph(
            f"{count(done.unopened, 'sealed thing')} cannot be opened here yet: ask a colleague for `firsthand keys admit CASE {done.log}` and a sync on both sides."
        )
    if done.revoked_here:
        paragraph(f"This computer was revoked. Ask why; to go on: firsthand keys rotate {case}, sync, and be admitted again.")
    for e in done.erased:
        line(f"Erased here too: {e.subject} ({count(e.keys, 'key')}, {count(e.objects, 'kept file')}); the receipt is on its way.")
        for digest in e.shared:
            line(f"  Its bytes stay in {digest[:12]}, which other sources need. Erase those as well, and the file goes.")
    for subject, (answered, waiting) in done.receipts.items():
        if waiting:
            line(f"Erasure of {subject}: {count(len(answered), 'receipt')}; not answered yet by {', '.join(waiting)}.")


def keys(given: argparse.Namespace) -> int:
    """List, admit, revoke, rotate."""
    from firsthand.case import hands
    from firsthand.case.open import open_case

    if given.what in ("admit", "revoke") and not given.id:
        raise Trouble("wrong-use", why=f"Say which: firsthand keys {given.what} CASE LOG.", command="keys")
    with open_case(given.case) as case:
        if given.what == "rotate":
            done = {"log": hands.rotate(case)}
            words = f"This computer goes on as {done['log']}; its old keys are destroyed. Sync, so that others hear of it."
        elif given.what == "admit":
            done = {"reader": hands.admit(case, given.id)}
            words = f"Admitted {done['reader']}. With the next sync it gets the keys of what is sealed."
        elif given.what == "revoke":
            one = hands.revoke(case, given.id, _number(given.from_), given.because)
            done, words = {"log": one.log, "reader": one.reader}, f"Revoked {one.log}. It keeps what it has; nothing new is wrapped for it."
        else:
            hands.announced(case)
            return _listed(given, hands.hands_of(case))
    if given.json:
        json_line(dict(done))
    else:
        line(words)
    return 0


def _listed(given: argparse.Namespace, found: tuple[object, ...]) -> int:
    names = ("log", "reader", "entries", "here", "reads", "counts")
    rows = [{name: getattr(h, name) for name in names} for h in found]
    for row in rows if given.json else ():
        json_line(row)
    if not given.json:
        words = [
            (r["log"] or "(not met yet)", r["entries"], "this computer" if r["here"] else "", "reads" if r["reads"] else "revoked" if r["counts"] is not None else "not admitted" if r["reader"] else "", r["reader"])
            for r in rows
        ]  # fmt: skip
        table(words, ("log", "entries", "", "sealed things", "reading key"), 70)
    return 0


def _number(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Trouble("wrong-value", field="--from", value=text, allowed="a whole number: the first entry that does not count")
    return int(text) if text else None


def pack(given: argparse.Namespace) -> int:
    """One encrypted file of the whole case."""
    from firsthand.case.open import open_case
    from firsthand.case.pack import pack as write

    with open_case(given.case) as case:
        done = write(
            case, given.to or f"{given.case.rstrip('/')}.age", given.recipient, "" if given.recipient else _passphrase(given, twice="again")
        )
    if given.json:
        json_line({"path": str(done.path), "bytes": done.size, "objects": done.objects, "keys": done.keys})
    else:
        line(f"Wrote {done.path}: {count(done.objects, 'kept file')}, {count(done.keys, 'key')}, {done.size / 1e6:.1f} MB, encrypted.")
        line(f"Whoever can open it: firsthand unpack {done.path} --to FOLDER")
    return 0


def unpack(given: argparse.Namespace) -> int:
    """The case of a package."""
    from firsthand.case.audit import audit
    from firsthand.case.pack import unpack as read

    done = read(given.package, given.to, given.identity, "" if given.identity else _passphrase(given, twice=""))
    broken = next((p.first_broken for p in audit(given.to) if not p.held), "")
    if given.json:
        json_line({"path": str(done.path), "objects": done.objects, "keys": done.keys, "first_broken": broken})
    else:
        line(f"Made the case {done.path}: {count(done.objects, 'kept file')}, {count(done.keys, 'key')}.")
        line(f"A promise is broken: {broken}" if broken else "Every promise holds. This computer will write a log of its own.")
    return 1 if broken else 0


def _passphrase(given: argparse.Namespace, twice: str) -> str:
    """From a file, else asked on the terminal; a new one twice."""
    if given.passphrase_file:
        try:
            return Path(given.passphrase_file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as why:
            raise Trouble("unreadable", path=given.passphrase_file, why=str(why)) from None
    if not sys.stdin.isatty():
        raise Trouble("nobody-to-open")
    said = getpass.getpass("Passphrase: ")
    if twice and said != getpass.getpass("The same once more: "):
        raise Trouble("wrong-value", field="The second passphrase", value="another", allowed="the same twice")
    return said


def lock(given: argparse.Namespace) -> int:
    """End whatever holds keys in memory."""
    from firsthand.case.open import home
    from firsthand.guard.lock import ended

    number = ended(home())
    if given.json:
        json_line({"ended": number})
    else:
        line(
            f"Locked: {count(number, 'workbench', 'workbenches')} ended, and the keys in their memory with them. What was saved is on the disk."
        )
    return 0
