"""Many hands under random schedules: copies that write, sync through sticks, fork, are put back from backups, revoke, rotate and erase.

At the end all copies meet until nothing moves any more: their views must be the same, and every fork that was made must be on record wherever both pasts
were met. `forget_order` is the negative control: a view that takes entries in the order of arrival must differ.
"""

from __future__ import annotations

import os
import random
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from campaigns import cases
from firsthand.case import hands
from firsthand.case.open import Case, new_case, open_case
from firsthand.case.state import fold
from firsthand.case.sync import Synced, sync
from firsthand.errors import Trouble
from firsthand.ledger.audit import audit
from firsthand.model.entries import Entry

SUBJECTS = ("c1", "c2", "c3")
CLOCKS = range(cases.NOON, cases.NOON + 40)  # so few seconds that clocks of different copies often agree, or go backwards


@dataclass
class Fleet:
    """Copies of one case, each with a home of its own, and a stick; what was forked, and what each copy was told of forks."""

    root: Path
    chance: random.Random
    copies: list[str] = field(default_factory=list)
    forked: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    out: set[str] = field(default_factory=set)  # revoked logs
    lost: bool = False  # whether a copy lost something that no other had


@contextmanager
def home_of(fleet: Fleet, name: str):
    """The environment of one copy: its home, and a clock that cannot be trusted."""
    before = {k: os.environ.get(k) for k in ("FIRSTHAND_HOME", "SOURCE_DATE_EPOCH")}
    os.environ["FIRSTHAND_HOME"] = str(fleet.root / f"home-{name}")
    os.environ["SOURCE_DATE_EPOCH"] = str(fleet.chance.choice(CLOCKS))
    try:
        yield
    finally:
        for key, value in before.items():
            os.environ.pop(key, None) if value is None else os.environ.__setitem__(key, value)


def begun(root: Path, seed: int, count: int) -> Fleet:
    """A case and so many copies of it, every device admitted by the first."""
    fleet = Fleet(root, random.Random(seed))
    with home_of(fleet, "0"), new_case(root / "0") as case:
        fleet.copies.append("0")
        write(fleet, case)
    for number in range(1, count):
        fleet.copies.append(str(number))
        met(fleet, "0")
        met(fleet, str(number))
    met(fleet, "0")
    with home_of(fleet, "0"), open_case(root / "0") as case:
        for one in [h for h in hands.hands_of(case) if h.reader and not h.reads]:
            hands.admit(case, one.log)
    return fleet


def met(fleet: Fleet, name: str, stick: str = "stick") -> Synced:
    """One copy meets the stick."""
    with home_of(fleet, name):
        done = sync(str(fleet.root / name), str(fleet.root / stick))
    fleet.told |= {word for words in done.forks for word in words.split() if word.startswith("g")}
    assert not [d for d in done.damaged if "another key" not in d], done.damaged
    return done


def write(fleet: Fleet, case: Case) -> None:
    """Something a person does: keeps a page, decides with or without having seen what stands, gives a reason."""
    chance = fleet.chance
    subject = chance.choice(SUBJECTS)
    if chance.random() < 0.3:
        kept = case.ledger.vault.put_bytes(chance.randbytes(40))
        plain = {
            "source": case.new_id("source"), "capture": case.new_id("capture"), "object": kept.digest, "offset": 0, "length": kept.size,
            "payload": kept.clear, "media": "text/plain", "condition": "complete", "how": "file", "captured_at": None,
        }  # fmt: skip
        case.append(
            [
                case.entry("object", {"digest": kept.digest, "size": kept.size}),
                case.entry("captured", plain, {"name": f"page {chance.random()}"}),
            ]
        )
        return
    sees = [d.id for d in case.state().heads(subject)] if chance.random() < 0.7 else []
    answer = chance.choice(("accept", "reject", "amend"))
    entries = [
        case.entry(
            "decided", {"subject": subject, "of": "claim", "answer": answer, "sees": list(sees)}, {"value": {"n": chance.randrange(3)}}
        )
    ]
    if chance.random() < 0.3:
        entries.append(case.entry("added", {"subject": subject, "of": "reason"}, {"value": {"text": f"because {chance.random()}"}}))
    case.append(entries)


def step(fleet: Fleet) -> str:
    """One random thing that happens to a random copy; gives its name."""
    name = fleet.chance.choice(fleet.copies)
    what = fleet.chance.choices(("write", "sync", "direct", "fork", "backup", "rotate", "erase", "revoke"), (8, 8, 3, 1, 1, 1, 1, 0.3))[0]
    globals()[f"_{what}"](fleet, name)
    return what


def _write(fleet: Fleet, name: str) -> None:
    with home_of(fleet, name), open_case(fleet.root / name) as case:
        write(fleet, case)


def _sync(fleet: Fleet, name: str) -> None:
    met(fleet, name)


def _direct(fleet: Fleet, name: str) -> None:
    other = fleet.chance.choice([c for c in fleet.copies if c != name])
    met(fleet, name, other)


def _fork(fleet: Fleet, name: str) -> None:
    """Case and home are put back from one backup, so that nothing warns, and another past is written under the same key."""
    twin = f"{name}-twin{len(list(fleet.root.iterdir()))}"
    shutil.copytree(fleet.root / name, fleet.root / twin)
    shutil.copytree(fleet.root / f"home-{name}", fleet.root / f"home-{twin}")
    for copy in (name, twin):
        with home_of(fleet, copy), open_case(fleet.root / copy) as case:
            log = case.ledger.own().id
            case.append([Entry("added", cases.NOON, {"subject": case.new_id("note"), "of": "note"}, {"value": {"text": copy}})])
            fleet.forked.add(log)
    met(fleet, twin)
    met(fleet, name)
    _rotate(fleet, name)  # what the report of the fork advises: go on under new keys, and be admitted again


def _backup(fleet: Fleet, name: str) -> None:
    """The case folder is lost and put back from the stick; the home is as it was."""
    met(fleet, name)
    _write(fleet, name)
    shutil.rmtree(fleet.root / name)
    shutil.copytree(fleet.root / "stick", fleet.root / name)
    with home_of(fleet, name), open_case(fleet.root / name) as case:
        try:
            write(fleet, case)
            raise AssertionError("a case that was put back was written on as if nothing had happened")
        except Trouble as trouble:
            assert trouble.code in ("ledger-shorter", "ledger-forked"), trouble.code
        case.ledger.begin_again()
    fleet.lost = True


def _rotate(fleet: Fleet, name: str) -> None:
    with home_of(fleet, name), open_case(fleet.root / name) as case:
        hands.rotate(case)


def _revoke(fleet: Fleet, name: str) -> None:
    if name != "0" or fleet.out:
        return
    with home_of(fleet, name), open_case(fleet.root / name) as case:
        others = [h for h in hands.hands_of(case) if h.log and not h.here and h.counts is None]
        if others:
            log = fleet.chance.choice(others).log
            hands.revoke(case, log, None, "")
            fleet.out |= {log}


def _erase(fleet: Fleet, name: str) -> None:
    from firsthand.case.erase import erase

    with home_of(fleet, name), open_case(fleet.root / name) as case:
        held = [h for h in case.state().sources.values() if not h.erased]
        if held:
            one = fleet.chance.choice(held)
            erase(case, one.id, "asked to")
            fleet.erased |= {k.part.object for k in one.captures}


def settled(fleet: Fleet) -> int:
    """Rounds of meetings until nothing moves, new devices admitted by whoever meets them; gives how many it took."""
    for number in range(1, 14):
        moved = sum(_moved(fleet, name) for name in fleet.copies)
        if not moved:
            return number
    raise AssertionError("the copies never came to rest")


def _moved(fleet: Fleet, name: str) -> int:
    done = met(fleet, name)
    with home_of(fleet, name), open_case(fleet.root / name) as case:
        admitted = [hands.admit(case, log) for log in done.strangers if not done.revoked_here]
    keys = 0 if fleet.forked else done.keys_given  # for a reading key that is in one of the pasts only, others see no reason
    return sum((done.taken, done.given, done.objects_taken, done.objects_given, done.keys_taken, keys, len(done.erased), len(admitted)))


def views(fleet: Fleet, forget_order: bool = False) -> list[str]:
    """What each copy knows, as text; logs that were forked are left out, since a copy keeps the past that it met first."""
    found = []
    for name in fleet.copies:
        with home_of(fleet, name), open_case(fleet.root / name) as case:
            if fleet.out & set(hands.own_logs(case)):
                continue  # nothing is wrapped for it any more
            unsure = fleet.forked | (fleet.out if fleet.forked else set())
            stored = [s for s in case.ledger.stored() if s.log not in unsure]
            if forget_order:
                stored = sorted(
                    stored,
                    key=lambda s: (
                        (fleet.copies.index(name) % 2 == 0, s.index, s.log) if fleet.copies.index(name) % 2 else (False, -s.index, s.log)
                    ),
                )
            state = fold(stored)
            parts = [(h.id, h.erased, [k.id for k in h.captures], sorted(h.details.items())) for h in state.sources.values()]
            decided = {s: [(d.id, d.answer, d.because, d.value) for d in ds] for s, ds in state.decisions.items()}
            heads = {s: [d.id for d in state.heads(s)] for s in SUBJECTS}
            found.append(repr((parts, decided, heads, sorted(state.added))))
    return found


def broken(fleet: Fleet) -> list[str]:
    """Broken promises of all copies, but for what forks and lost copies of them leave missing."""
    words = []
    for name in fleet.copies:
        for promise in audit(fleet.root / name, fleet.root / f"home-{name}"):
            expected = (fleet.forked or fleet.lost or fleet.out) and promise.promise in (
                "nothing remembered is missing",
                "no log was forked",
                "keys of sealed payloads are here",
            )
            if not promise.held and not expected:
                words.append(f"{name}: {promise.first_broken}")
    return words


def trial(seed: int, copies: int = 3, steps: int = 12) -> str:
    """One schedule; what went wrong in words, "" when nothing."""
    root = cases.scratch("replicas-")
    try:
        fleet = begun(root, seed, copies)
        happened = [step(fleet) for _ in range(steps)]
        settled(fleet)
        if fleet.forked - fleet.told:
            return f"seed {seed}: a fork was not reported ({happened})"
        if len(set(views(fleet))) != 1:
            return f"seed {seed}: views differ ({happened})"
        left = [d for d in fleet.erased for n in (*fleet.copies, "stick") if (fleet.root / n / "vault" / d[:2] / d[2:]).exists()]
        if left and not fleet.forked:
            return f"seed {seed}: an erased object is still in a copy ({happened})"
        return next((f"seed {seed}: {words} ({happened})" for words in broken(fleet)), "")
    finally:
        shutil.rmtree(root)


def losses(seed: int, trials: int) -> list[str]:
    """What went wrong in so many schedules."""
    return [words for i in range(trials) if (words := trial(seed + i))]
