"""The ledger: what append() gave back is there, sealed, provable, and goes on from where it was."""

import json
import multiprocessing
import os

import pytest
from damaged_cases import NOON, PAGE, Place, captured, clock, entropy, make_case, noted

from firsthand.errors import Trouble
from firsthand.ledger.log import create_ledger, open_ledger
from firsthand.ledger.seals import opens
from firsthand.model.entries import KINDS, Entry, Erased, Locked
from firsthand.proofs.canonical import canonical
from firsthand.proofs.merkle import included, leaf_hash
from firsthand.proofs.notes import checkpoint_of, verifier_of


def test_what_was_appended_comes_back_in_order_with_its_payloads(full):
    with full.open() as ledger:
        stored = list(ledger.stored())
    assert [0, *range(1, 17)] == [s.index for s in stored]
    assert list(dict.fromkeys(s.entry.kind for s in stored)) == ["begun", "object", "captured", "decided"]
    assert stored[0].opened == {"title": "Westmarch", "languages": ["en"]}
    assert stored[-1].opened == {"because": "reason 9"}
    assert stored[1].opened is None
    assert len({s.id for s in stored}) == 17 and all(s.id.startswith("d") for s in stored)


def test_one_can_go_on_from_where_one_was(full):
    with full.open() as ledger:
        assert list(ledger.stored())[12:] == list(ledger.stored(12))
        assert list(ledger.stored(17)) == []
        assert ledger.count == 17


def test_nothing_sealed_can_be_read_from_the_case_folder(full):
    whole = b"".join(p.read_bytes() for p in full.folder.rglob("*") if p.is_file())
    assert b"captured" in whole and PAGE in whole, "the clear part is there"
    for secret in (b"example.org", b"reason", b'Westmarch"', b"hiddenhidden"):
        assert secret not in whole
    assert not list(full.folder.rglob("*.key")) and not list(full.folder.rglob("keys.db"))


def test_keys_are_readable_by_their_owner_alone(full):
    assert full.home.stat().st_mode & 0o777 == 0o700
    assert [p.stat().st_mode & 0o777 for p in (full.home / "logs").iterdir()] == [0o600]


def test_the_write_ahead_log_is_folded_in_on_close(full):
    assert sorted(p.name for p in full.folder.iterdir()) == ["ledger.db", "vault"]


def test_an_entry_is_proved_with_the_line_the_path_the_checkpoint_and_the_key_alone(full):
    with full.open() as ledger:
        log = next(ledger.stored()).log
        for proof in ledger.proofs(log, range(17)):
            checkpoint = checkpoint_of(proof.checkpoint.note, verifier_of(proof.vkey))
            assert checkpoint.size == 17
            assert included(leaf_hash(proof.line), proof.index, checkpoint.size, proof.path, checkpoint.root)
            assert not included(leaf_hash(proof.line + b" "), proof.index, checkpoint.size, proof.path, checkpoint.root)


def test_an_opening_lets_a_stranger_check_one_payload_and_no_other(full):
    with full.open() as ledger:
        log = next(ledger.stored()).log
        one, other = ledger.commitment(log, 15), ledger.commitment(log, 16)
        key = bytes.fromhex(ledger.opening(one))
    assert opens(bytes.fromhex(one), canonical({"because": "reason 8"}), key)
    assert not opens(bytes.fromhex(one), canonical({"because": "reason 7"}), key)
    assert not opens(bytes.fromhex(other), canonical({"because": "reason 9"}), key)


def test_the_same_payload_twice_has_two_commitments_and_a_length_that_tells_little(case):
    with case.open() as ledger:
        ledger.append([Entry("skipped", NOON, {"how": "file", "code": "damaged"}, {"path": "a" * n}) for n in (3, 3, 40)])
        log = next(ledger.stored()).log
        assert len({ledger.commitment(log, i) for i in (1, 2, 3)}) == 3
    assert len(case.sql("SELECT DISTINCT length(box) FROM payloads WHERE rowid > 1")) == 1


def test_a_destroyed_key_makes_the_payload_erased_and_every_proof_still_holds(full):
    with full.open() as ledger:
        log = next(ledger.stored()).log
        commitment = ledger.commitment(log, 16)
        key = bytes.fromhex(ledger.opening(commitment))
        ledger.append([Entry("erased", NOON, {"subject": "c9", "commitments": [commitment]}, {"because": "asked to"})])
        ledger.destroy([commitment])
        assert Erased(commitment) == list(ledger.stored())[16].opened
        with pytest.raises(Trouble) as caught:
            ledger.opening(commitment)
        assert caught.value.code == "erased"
        proof = ledger.proofs(log, [16])[0]
        assert included(leaf_hash(proof.line), 16, proof.checkpoint.size, proof.path, proof.checkpoint.root)
        held = b"".join(p.read_bytes() for p in full.home.rglob("*") if p.is_file())
        assert key not in held, "the key is still in a file of the home"
    assert full.broken() == {}


def test_a_destroyed_key_makes_a_sealed_object_unreadable(full):
    with full.open() as ledger:
        digest = next(s.entry.plain["digest"] for s in ledger.stored() if s.entry.kind == "object" and s.entry.plain["size"] == 240_000)
        assert ledger.vault.read(digest, 0, 8) == b"hiddenhi"
        ledger.append([Entry("erased", NOON, {"subject": "s3", "commitments": [digest]})])
        ledger.destroy([digest])
        with pytest.raises(Trouble) as caught:
            ledger.vault.read(digest)
        assert caught.value.code == "erased"
        ledger.vault.remove(digest)
    assert full.broken() == {}


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        ({"subject": "Anna Example", "of": "claim"}, "seal it"),
        ({"subject": "https://example.org/anna", "of": "claim"}, "seal it"),
        ({"subject": "c1", "of": "said by Anna"}, "seal it"),
        ({"subject": "c1", "because": "no"}, "no plain field"),
        ({"subject": "c1", "sees": [{"a": 1}]}, "nested"),
        ({"subject": "c1", "sealed": "x"}, "no plain field"),
        ({"subject": "安娜"}, "seal it"),
        ({"subject": 0.5}, "float"),
        ({"subject": "c1\n"}, "seal it"),
    ],
)
def test_free_text_in_the_clear_is_refused_and_nothing_of_the_batch_is_written(case, plain, why):
    with case.open() as ledger:
        before = ledger.checkpoint()
        with pytest.raises(Trouble, match=why) as caught:
            ledger.append([noted(1), Entry("decided", NOON, plain)])
        assert caught.value.code == "not-canonical"
        assert before == ledger.checkpoint() and ledger.count == 1


def test_an_unknown_kind_and_a_time_that_is_none_are_refused(case):
    with case.open() as ledger:
        for entry in (Entry("guessed", NOON, {}), Entry("decided", -1, {}), Entry("decided", True, {}), Entry("decided", 10**12, {})):
            with pytest.raises(Trouble):
                ledger.append([entry])


def test_every_plain_field_of_the_model_has_a_look_so_that_nothing_passes_by_default():
    from firsthand.ledger.lines import LOOKS, NUMBERS

    fields = {f for fields in KINDS.values() for f in fields}
    assert set() == fields - set(LOOKS) - NUMBERS, "say in ledger/lines.py what these fields look like"


def test_a_name_in_a_field_for_numbers_is_refused(case):
    with case.open() as ledger, pytest.raises(Trouble, match="no number"):
        ledger.append([Entry("object", NOON, {"digest": "0" * 64, "size": "Anna"})])


def test_no_plain_field_shadows_the_frame_of_a_line():
    from firsthand.ledger.lines import FRAME

    assert not [f for fields in KINDS.values() for f in fields if f in FRAME]


def test_an_empty_batch_writes_nothing(full):
    with full.open() as ledger:
        assert ledger.checkpoint() == ledger.append([])


def test_a_line_is_what_the_format_says(full):
    with full.open() as ledger:
        line = json.loads(ledger.line(next(ledger.stored()).log, 12))
    assert {"v", "kind", "at", "subject", "of", "answer", "sees", "sealed", "box"} == set(line)
    assert (line["v"], line["kind"], len(line["sealed"]), len(line["box"])) == (1, "decided", 64, 64)


def test_a_case_shorter_than_remembered_can_be_read_but_not_written(full):
    with full.open() as ledger:
        yesterday = full.copied("yesterday")
        ledger.append([noted(20)])
    with yesterday.open() as ledger:
        assert len(list(ledger.stored())) == 17
        with pytest.raises(Trouble) as caught:
            ledger.append([noted(21)])
        assert (caught.value.code, caught.value.values["here"], caught.value.values["remembered"]) == ("ledger-shorter", 17, 18)
        assert ledger.count == 17
        ledger.begin_again()
        ledger.append([noted(21)])
        assert [s.entry.kind for s in ledger.stored() if s.index in (0, 1) and (s.log, s.index) != (next(ledger.stored()).log, 1)] == [
            "begun",
            "continued",
            "decided",
        ]


def test_two_copies_that_went_on_separately_are_told_apart(full):
    """Both copies are as long as remembered, but only one of them is the one this computer knows."""
    with full.open() as ledger:
        copy = full.copied("copy")
        ledger.append([noted(20)])
        memory = ledger.home.database.execute("SELECT * FROM memory").fetchall()
        ledger.home.database.execute("DELETE FROM memory")
    with copy.open() as ledger:
        ledger.append([noted(30)])
        ledger.home.database.execute("DELETE FROM memory")
        ledger.home.database.executemany("INSERT INTO memory VALUES(?, ?, ?, ?)", memory)
        with pytest.raises(Trouble) as caught:
            ledger.append([noted(31)])
        assert caught.value.code == "ledger-forked"
    assert "forked" in copy.broken()["nothing remembered is missing"]
    assert full.broken() == {}


def test_without_its_key_here_a_case_goes_on_in_a_new_log(full, tmp_path):
    away = Place(full.folder, tmp_path / "another computer", 50)
    with away.open() as ledger:
        told = [s.opened for s in ledger.stored() if s.opened is not None]
        assert {type(x) for x in told} <= {Locked, Erased} and any(isinstance(x, Locked) for x in told), "away from its keys, not erased"
        ledger.append([noted(20)])
        ledger.append([noted(21)])
        kinds = [(s.index, s.entry.kind) for s in ledger.stored(17)]
        begun = next(s for s in ledger.stored(17))
        assert kinds == [(0, "continued"), (1, "decided"), (2, "decided")]
        assert (begun.entry.plain["case"], begun.entry.plain["size"]) == ("kexample", 17)
        assert len(ledger.checkpoints()) == 2
    with full.open() as ledger:
        ledger.append([noted(22)])
        last = list(ledger.stored())[-1]
        assert (last.index, last.entry.kind) == (17, "decided"), "back home it goes on in its own log"
    assert list(full.broken()) == ["keys of sealed payloads are here"]


def test_a_case_that_is_there_is_not_made_again(full):
    with pytest.raises(Trouble) as caught:
        create_ledger(full.folder, full.home, clock=clock, entropy=entropy(), case_id="kother")
    assert caught.value.code == "case-exists"


def test_what_is_no_ledger_or_of_a_newer_format_is_refused(full, tmp_path):
    with pytest.raises(Trouble) as caught, Place(tmp_path / "nowhere", full.home).open():
        pass
    assert caught.value.code == "missing"
    newer = full.copied("newer")
    newer.sql("PRAGMA user_version = 2")
    with pytest.raises(Trouble) as caught, newer.open():
        pass
    assert caught.value.code == "case-newer"
    (full.folder / "ledger.db").write_bytes(b"this is no database at all" * 400)
    with pytest.raises(Trouble) as caught, full.open():
        pass
    assert caught.value.code == "ledger-damaged"


def _appending(folder, home, number, count):
    with open_ledger(folder, home, clock=clock, entropy=os.urandom) as ledger:
        for i in range(count):
            ledger.append([noted(number * 1000 + i)])


def test_two_processes_append_side_by_side_and_the_log_never_forks(case):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_appending, args=(case.folder, case.home, n, 25)) for n in (1, 2, 3)]
    [w.start() for w in workers]
    [w.join(60) for w in workers]
    assert [w.exitcode for w in workers] == [0, 0, 0]
    with case.open() as ledger:
        reasons = [s.opened["because"] for s in ledger.stored(1)]
    assert {f"reason {n * 1000 + i}" for n in (1, 2, 3) for i in range(25)} == set(reasons) and len(reasons) == 75
    assert case.broken() == {}


def test_a_writer_who_waits_too_long_is_told_that_the_case_is_busy(case):
    from firsthand.ledger.store import Storage, transaction

    with case.open() as one, case.open(storage=Storage(wait_ms=50)) as two, transaction(one.database):
        with pytest.raises(Trouble) as caught:
            two.append([noted(1)])
        assert caught.value.code == "case-busy"
    with case.open() as ledger:
        assert ledger.count == 1


def test_reading_sees_what_another_process_appends_meanwhile(full):
    with full.open() as one, full.open() as two:
        reading = one.stored()
        next(reading)
        two.append([noted(77)])
        assert list(one.stored())[-1].opened == {"because": "reason 77"}
        assert len(list(reading)) >= 16


def test_a_key_that_cannot_be_wiped_from_the_write_ahead_log_is_not_called_destroyed(full):
    """Another process reads the keys: the log beside keys.db cannot be emptied, and destroy() says so instead of claiming that it was."""
    from firsthand.ledger.store import Storage

    with full.open(storage=Storage(wait_ms=50)) as one, full.open() as two:
        one.append([noted(50)])
        log = next(one.stored()).log
        commitment = one.commitment(log, 17)
        two.home.database.execute("BEGIN")
        two.home.database.execute("SELECT count(*) FROM keys").fetchall()
        with pytest.raises(Trouble) as caught:
            one.destroy([commitment])
        assert caught.value.code == "case-busy"
        two.home.database.execute("COMMIT")
        one.destroy([commitment])


def test_a_key_that_was_kept_for_an_entry_that_was_never_written_harms_nothing(case):
    """A power cut between the keys and the entries leaves keys that no entry names."""
    from firsthand.ledger import home as homes

    with case.open() as ledger:
        homes.keep_keys(ledger.home, [(bytes(32), bytes(32))])
        ledger.append([noted(1)])
    assert case.broken() == {}


def test_making_a_case_twice_from_one_seed_gives_the_same_ledger(tmp_path):
    checkpoints = []
    for name in ("one", "two"):
        place = make_case(tmp_path / name, tmp_path / f"{name}-home")
        with place.open() as ledger:
            kept = ledger.vault.put_bytes(PAGE)
            checkpoints.append(ledger.append([captured(1, kept)]))
    assert checkpoints[0] == checkpoints[1]
