"""Several computers, one case: what one knows the other knows after a meeting, and nobody is overwritten, fooled or left with a key."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from firsthand.case.open import open_case
from firsthand.errors import Trouble
from firsthand.front.cli import main

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from campaigns import cases, replicas


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(tmp: Path, home: str, *words: str) -> Done:
    """One command as the computer with this home carries it out."""
    out, err = io.StringIO(), io.StringIO()
    with patch.dict("os.environ", {"FIRSTHAND_HOME": str(tmp / home)}), chdir(tmp), redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    return Done(status, out.getvalue(), err.getvalue())


def said(tmp: Path, home: str, *words: str) -> dict[str, object]:
    done = run(tmp, home, *words, "--json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A (home ha) and B (home hb) have met over the stick S; B is not admitted yet."""
    assert run(tmp_path, "ha", "new", "A").returncode == 0
    (tmp_path / "open.txt").write_text("The council of Orvale counted 214 patients in May 2023.")
    (tmp_path / "secret.txt").write_text("More than 300 were turned away, Tamsin Quell said.")
    run(tmp_path, "ha", "preserve", "A", str(tmp_path / "open.txt"))
    run(tmp_path, "ha", "preserve", "A", str(tmp_path / "secret.txt"), "--sealed")
    run(tmp_path, "ha", "sync", "A", "S")
    return tmp_path


def names(tmp: Path, home: str, case: str) -> set[str]:
    rows = [json.loads(x) for x in run(tmp, home, "show", case, "sources", "--json").stdout.splitlines()]
    return {r["id"] for r in rows if not r.get("erased")}


def test_a_colleague_joins_is_admitted_reads_and_an_erasure_travels_with_a_receipt(two):
    joined = said(two, "hb", "sync", "B", "S")
    assert joined["unopened"] == 4 and joined["taken"] == 7, "entries are there, nothing sealed can be opened"
    stranger = said(two, "ha", "sync", "A", "S")
    assert stranger["strangers"] == [joined["log"]]
    run(two, "ha", "keys", "admit", "A", str(joined["log"]))
    assert said(two, "ha", "sync", "A", "S")["keys_given"] == 4
    assert said(two, "hb", "sync", "B", "S")["unopened"] == 0
    assert names(two, "hb", "B") == {"open", "secret"}
    run(two, "hb", "erase", "B", "secret", "--because", "she asked")
    assert not any(said(two, "hb", "sync", "B", "S")["receipts"].popitem()[1]["answered"])  # type: ignore[attr-defined]
    assert len(said(two, "ha", "sync", "A", "S")["erased"]) == 1  # type: ignore[arg-type]
    assert names(two, "ha", "A") == {"open"}
    assert said(two, "hb", "sync", "B", "S")["receipts"].popitem()[1]["waiting"] == []  # type: ignore[attr-defined]
    for home, case in (("ha", "A"), ("hb", "B")):
        assert run(two, home, "audit", case).returncode == 0
    assert not [p for p in (two / "S" / "vault").rglob("*.sealed")], "the stick forgets it too"


def test_a_revoked_device_gets_no_new_key_and_counts_for_nothing_from_then_on(two):
    log = str(said(two, "hb", "sync", "B", "S")["log"])
    run(two, "ha", "sync", "A", "S")
    run(two, "ha", "keys", "admit", "A", log)
    run(two, "ha", "sync", "A", "S")
    run(two, "hb", "sync", "B", "S")
    assert run(two, "ha", "keys", "revoke", "A", log, "--because", "lost").returncode == 0
    run(two, "ha", "preserve", "A", str(two / "secret.txt"), "--sealed")
    assert said(two, "ha", "sync", "A", "S")["keys_given"] == 0
    run(two, "hb", "screen", "B", "open", "exclude")
    late = said(two, "hb", "sync", "B", "S")
    assert late["revoked_here"] and late["unopened"]
    run(two, "ha", "sync", "A", "S")
    assert [
        json.loads(x)["screened"] for x in run(two, "ha", "show", "A", "sources", "--source", "open", "--json").stdout.splitlines()
    ] == [None]


def test_one_key_with_two_pasts_is_a_fork_that_is_reported_and_never_taken(two):
    shutil.copytree(two / "A", two / "A2")
    shutil.copytree(two / "ha", two / "ha2")
    run(two, "ha", "screen", "A", "open", "include")
    run(two, "ha2", "screen", "A2", "open", "exclude")
    run(two, "ha", "sync", "A", "S")
    done = run(two, "ha2", "sync", "A2", "S", "--json")
    assert done.returncode == 1 and any("forked" in words for words in json.loads(done.stdout)["forks"])
    joined = said(two, "hb", "sync", "B", "S")
    assert any("forked" in words for words in joined["forks"]), "who hears of it later is told as well"  # type: ignore[attr-defined]
    assert run(two, "hb", "audit", "B").returncode == 1
    assert "A FORK" in run(two, "hb", "sync", "B", "S").stdout


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE entries SET line = CAST(replace(CAST(line AS TEXT), 'include', 'exclude') AS BLOB)", "not those of its checkpoint"),
        ("DELETE FROM payloads", "sealed payload"),
        ("UPDATE batches SET note = CAST(replace(CAST(note AS TEXT), 'firsthand/', 'firsthand/x') AS BLOB)", ""),
    ],
)
def test_what_was_changed_on_the_stick_is_not_taken(two, statement, why):
    import apsw

    run(two, "ha", "screen", "A", "open", "include")
    run(two, "ha", "sync", "A", "S")
    stick = apsw.Connection(str(two / "S" / "ledger.db"))
    stick.execute(statement)
    stick.close()
    done = run(two, "hb", "sync", "B", "S")
    assert done.returncode in (1, 2) and why in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_stick_with_tables_of_its_own_is_refused(two):
    import apsw

    stick = apsw.Connection(str(two / "S" / "ledger.db"))
    stick.execute("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM logs; END")
    stick.close()
    done = run(two, "ha", "sync", "A", "S")
    assert done.returncode == 2 and "tables are not those of Firsthand" in done.stderr


@pytest.mark.slow  # the passphrase is made slow to guess
def test_a_package_opens_with_its_passphrase_alone_and_holds_no_signing_key(two):
    (two / "words.txt").write_text("four words of mine\n")
    (two / "wrong.txt").write_text("other words")
    assert said(two, "ha", "pack", "A", "--to", "a.age", "--passphrase-file", "words.txt")["keys"] == 5
    assert b"firsthand" not in (two / "a.age").read_bytes()
    wrong = run(two, "hc", "unpack", "a.age", "--to", "C", "--passphrase-file", "wrong.txt")
    assert wrong.returncode == 2 and not (two / "C").exists()
    assert run(two, "hc", "unpack", "a.age", "--to", "C", "--passphrase-file", "words.txt").returncode == 0
    assert not list((two / "hc" / "logs").iterdir())
    assert names(two, "hc", "C") == {"open", "secret"}
    assert run(two, "hc", "screen", "C", "open", "include").returncode == 0, "it goes on in a log of its own"
    assert run(two, "hc", "audit", "C").returncode == 0


def test_a_package_for_a_recipient_is_a_stream_and_a_cut_one_is_refused(two):
    import pyrage

    key = pyrage.x25519.Identity.generate()
    (two / "key.txt").write_text(f"# made here\n{key}\n")
    assert run(two, "ha", "pack", "A", "--to", "a.age", "--recipient", str(key.to_public())).returncode == 0
    whole = (two / "a.age").read_bytes()
    (two / "cut.age").write_bytes(whole[:-40])
    cut = run(two, "hc", "unpack", "cut.age", "--to", "C", "--identity", "key.txt")
    assert cut.returncode == 2 and "Traceback" not in cut.stderr and not (two / "C").exists()
    assert run(two, "hc", "unpack", "a.age", "--to", "C", "--identity", "key.txt").returncode == 0
    assert run(two, "ha", "unpack", "a.age", "--to", "D", "--identity", "key.txt").returncode == 0, "also where it was packed"


def test_what_is_due_is_said_and_not_erased(two):
    toml = two / "A" / "case.toml"
    toml.write_text(toml.read_text() + "\n[retention]\ndays = 3000\nsealed_days = 1\n")
    env = ("ha", "show", "A", "due", "--json")
    assert run(two, *env).stdout == ""
    toml.write_text(toml.read_text().replace("sealed_days = 1", "sealed_days = 0"))
    assert run(two, *env).returncode == 2
    from firsthand.case.retention import DAY, due_in

    toml.write_text(toml.read_text().replace("sealed_days = 0", "sealed_days = 1"))
    with patch.dict("os.environ", {"FIRSTHAND_HOME": str(two / "ha")}), open_case(two / "A") as case:
        now = case.clock()
        case.clock = lambda: now + 2 * DAY
        assert [d.name for d in due_in(case, case.state())] == ["secret"]


def test_lock_ends_what_holds_keys_at_once(tmp_path):
    from firsthand.guard.lock import ended

    code = "import sys, time\nfrom pathlib import Path\nfrom firsthand.guard.lock import on_record\nwith on_record(Path(sys.argv[1])):\n    print('on', flush=True)\n    time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout and holder.stdout.readline() == b"on\n"
    (tmp_path / "open" / "1").touch()  # a number that is somebody else's by now is left alone
    assert ended(tmp_path) == 1
    assert holder.wait(5) == -9 and ended(tmp_path) == 0
    holder.stdout.close()


class Hands(RuleBasedStateMachine):
    """Three copies under any schedule: at the end all see the same, and every fork was told."""

    def __init__(self) -> None:
        super().__init__()
        self.root = cases.scratch("hands-")
        self.fleet = replicas.begun(self.root, 1, 3)

    @rule(kind=st.sampled_from(("write", "sync", "direct", "write", "fork", "rotate", "erase", "backup")), seed=st.integers(0, 99))
    def happens(self, kind: str, seed: int) -> None:
        self.fleet.chance.seed(seed)
        getattr(replicas, f"_{kind}")(self.fleet, self.fleet.chance.choice(self.fleet.copies))

    @invariant()
    def entries_never_go_away(self) -> None:
        for name in self.fleet.copies:
            assert (self.root / name / "ledger.db").exists()

    def teardown(self) -> None:
        try:
            replicas.settled(self.fleet)
            assert len(set(replicas.views(self.fleet))) == 1
            assert self.fleet.forked <= self.fleet.told
            assert replicas.broken(self.fleet) == []
        finally:
            shutil.rmtree(self.root)


Hands.TestCase.settings = settings(max_examples=12, stateful_step_count=8, deadline=None, derandomize=True)
TestHands = pytest.mark.slow(Hands.TestCase)


@pytest.mark.slow
def test_control_a_view_in_the_order_of_arrival_differs_between_copies():
    differ = 0
    for seed in range(5):
        root = cases.scratch("hands-")
        try:
            fleet = replicas.begun(root, seed, 3)
            for _ in range(8):
                replicas._write(fleet, fleet.chance.choice(fleet.copies))
            replicas.settled(fleet)
            differ += len(set(replicas.views(fleet, forget_order=True))) > 1
        finally:
            shutil.rmtree(root)
    assert differ


def test_a_wrapped_key_opens_for_its_reader_alone_and_a_cosignature_for_its_checkpoint_alone():
    from firsthand.ledger.wraps import Unwrapper, Wrapper, public_of
    from firsthand.proofs.cosign import cosignature_of, cosigned
    from firsthand.proofs.notes import Checkpoint, Signer, Verifier

    reader, other = bytes(range(32)), bytes(range(1, 33))
    box = Wrapper(public_of(reader), b"m" * 32).wrapped(b"n" * 32, b"k" * 32)
    assert Unwrapper(reader).unwrapped(b"n" * 32, box) == b"k" * 32
    for private, name in ((other, b"n" * 32), (reader, b"x" * 32)):
        with pytest.raises(Trouble, match="wrapped key"):
            Unwrapper(private).unwrapped(name, box)
    signer, seen = Signer("firsthand/gb", b"s" * 32), Checkpoint("firsthand/ga", 3, b"r" * 32)
    one = cosigned(seen, signer, 1_700_000_000)
    verifier = Verifier(signer.name, signer.public)
    assert cosignature_of(one.line, seen, verifier) == one
    for wrong in (Checkpoint("firsthand/ga", 4, b"r" * 32), Checkpoint("firsthand/gc", 3, b"r" * 32)):
        with pytest.raises(Trouble, match="does not fit"):
            cosignature_of(one.line, wrong, verifier)
