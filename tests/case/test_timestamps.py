"""Timestamps: asked only as the case says, several authorities, kept as they came, waiting where nobody can be reached, checked offline by us and by openssl."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from authority_made import Authority, authority_in, serving_time
from hands import COUNCIL, done, firsthand

from firsthand.case.audit import audit
from firsthand.case.custody import custody_of
from firsthand.case.open import Case, open_case
from firsthand.case.preserve import preserve
from firsthand.case.stamps import CLOCK, clock_of, held_against, stamp, stamps_in
from firsthand.errors import Trouble
from firsthand.proofs.times import question, stamp_of

sys.path.append(str(Path(__file__).parent.parent / "preserve"))
from loopback import near

NOTE = b"firsthand/gwillow\n1\nroot\n\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving_time(authority_in(tmp_path_factory.mktemp("tsa") / "one")) as served:
        yield served


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving_time(authority_in(tmp_path_factory.mktemp("tsa") / "two", "Elm Clock", ("rsa:2048",))) as served:
        yield served


def case_of(root: Path, through: str, *urls: str) -> Case:
    options = [word for url in urls for word in ("--timestamps", url)]
    done("new", root / "case", *(("--through", through) if through else ()), *options)
    (root / "a.txt").write_text(COUNCIL, encoding="utf-8")
    return open_case(root / "case")


def test_two_authorities_stamp_what_was_kept_and_the_tokens_are_held_offline(
    tmp_path: Path, authority: Authority, other: Authority
) -> None:
    with case_of(tmp_path, "direct", authority.url, other.url) as case:
        kept = preserve(case, [str(tmp_path / "a.txt")], outside=near())
        assert not kept.warnings
        stamps = stamps_in(case.ledger.stored())
        assert [s.authority for s in stamps] == ["Willow Clock", "Elm Clock"] and {s.anchor for s in stamps} == {"Willow Middle"}
        held = next(iter(case.state().sources.values())).capture
        assert [why for _, why in held_against(case, stamps)] == ["", ""]
        words = clock_of(stamps, held.log, held.index)
        assert "by the clock of Willow Clock" in words and "by the clock of Elm Clock" in words
        assert "Willow Clock" in custody_of(case).clock
        assert stamp(case, near()).stamps == []  # nothing new: nobody is asked again
        (tmp_path / "token.tsr").write_bytes(case.ledger.vault.read(stamps[0].token))
        (tmp_path / "note").write_bytes(case.ledger.checkpoint_at(stamps[0].log, stamps[0].size).note)
    second = ["openssl", "ts", "-verify", "-in", "token.tsr", "-data", "note", "-CAfile", str(authority.folder / "root.pem")]
    assert "Verification: OK" in subprocess.run(second, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    promise = next(p for p in audit(str(tmp_path / "case")) if p.promise.startswith("timestamps"))
    assert promise.held and promise.count == 2
    said = done("audit", tmp_path / "case").out
    assert "stamped by Willow Clock" in said and "Every promise holds" in said


def test_only_a_digest_of_the_checkpoint_is_sent(tmp_path: Path, authority: Authority) -> None:
    before = len(authority.questions)
    with case_of(tmp_path, "direct", authority.url) as case:
        preserve(case, [str(tmp_path / "a.txt")], outside=near())
    (sent,) = authority.questions[before:]
    assert len(sent) < 80 and b"firsthand" not in sent


@pytest.mark.parametrize("through", ["", "direct"])
def test_what_cannot_be_asked_waits_and_is_stamped_later(through: str, tmp_path: Path, authority: Authority) -> None:
    """Without a way that was chosen nothing is asked at all; with a way and an authority that is down the checkpoint waits."""
    before, authority.down = len(authority.questions), True
    try:
        with case_of(tmp_path, through, authority.url) as case:
            kept = preserve(case, [str(tmp_path / "a.txt")], outside=near())
            assert kept.sources == 1 and len(kept.warnings) == 1 and "wait for one" in kept.warnings[0]
            assert not stamps_in(case.ledger.stored()) and len(authority.questions) - before == (1 if through else 0)
            held = next(iter(case.state().sources.values())).capture
            assert clock_of((), held.log, held.index) == CLOCK
    finally:
        authority.down = False
    toml = tmp_path / "case" / "case.toml"
    toml.write_text(toml.read_text().replace('through = ""', 'through = "direct"'))
    with open_case(tmp_path / "case") as case:
        assert [s.authority for s in stamp(case, near()).stamps] == ["Willow Clock"]


def test_loopback_is_not_asked_by_any_setting(tmp_path: Path, authority: Authority) -> None:
    before = len(authority.questions)
    with case_of(tmp_path, "direct", authority.url) as case:
        kept = preserve(case, [str(tmp_path / "a.txt")])
    assert "not fetched" in kept.warnings[0] and len(authority.questions) == before
    assert firsthand("audit", tmp_path / "case").status == 0


def test_a_bundle_carries_the_timestamps_and_a_stranger_checks_them(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.guard.outside.Outside", near)  # what a real authority would be
    with case_of(tmp_path, "direct", authority.url) as case:
        preserve(case, [str(tmp_path / "a.txt")], outside=near())
    done("run", tmp_path / "case")
    finding = done("show", tmp_path / "case", "findings", "--json").rows[0]["id"]
    done("decide", tmp_path / "case", finding, "accept")
    done("export", tmp_path / "case", "bundle", "--to", tmp_path / "bundle.zip")
    verify = Path(__file__).parents[2] / "src/firsthand/data/verifier/verify.py"
    for trust, status in (((), 0), (("--trust", authority.folder / "root.pem"), 0), (("--trust", authority.folder / "ca.cnf"), 1)):
        ran = subprocess.run(["python3", "-S", "-I", verify, tmp_path / "bundle.zip", *trust], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, check=False)  # fmt: skip
        assert ran.returncode == status, ran.stdout
        assert status or "it existed at" in ran.stdout and "Willow Clock" in ran.stdout


def test_an_answer_to_something_else_proves_nothing(authority: Authority, tmp_path: Path) -> None:
    answer = authority.reply(question(NOTE, 7))
    found = stamp_of(answer, NOTE, 7)
    assert found.authority == "Willow Clock" and stamp_of(answer, NOTE) == found
    for message, nonce, words in ((NOTE + b"x", 7, "other bytes"), (NOTE, 8, "another question")):
        with pytest.raises(Trouble, match="proves nothing") as told:
            stamp_of(answer, message, nonce)
        assert words in told.value.text
    chance = random.Random(3)
    for _ in range(300):
        raw = bytearray(answer)
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        try:
            changed = stamp_of(bytes(raw), NOTE, 7)
        except Trouble:
            continue
        assert (
            replace(changed, anchor=found.anchor, fingerprint=found.fingerprint) == found
        )  # only what nobody signed: certificates beside the signer's
    for nonsense in (b"", b"\x30\x80", answer[:-1], answer + b"x", b"\x30\x03\x02\x01\x02"):
        with pytest.raises(Trouble, match="proves nothing"):
            stamp_of(nonsense, NOTE)


def test_a_certificate_that_was_not_valid_then_stamps_nothing(authority: Authority) -> None:
    """The same token, had it said another time."""
    import firsthand.proofs.times as times

    answer = authority.reply(question(NOTE, 7))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "_told", lambda *_: 1_000_000_000)
        with pytest.raises(Trouble) as told:
            stamp_of(answer, NOTE)
    assert "not valid at that time" in told.value.text
