"""Audit: whatever was changed behind the ledger's back is found, and the first broken thing is named."""

import hashlib
import shutil

import pytest
from damaged_cases import ARCHIVE, NOON, PAGE, Place, noted

from firsthand.ledger.lines import line_of
from firsthand.model.entries import Entry

CHANGED = "entries are unchanged and in order"
ROOTS = "roots are those of the entries"
SIGNED = "checkpoints are signed"
GROWING = "each checkpoint goes on from the one before"
MEMORY = "nothing remembered is missing"
OBJECTS = "objects are unchanged"
PARTS = "parts give their payloads"
PAYLOADS = "sealed payloads are unchanged"
KEYS = "keys of sealed payloads are here"
ERASED = "what was erased cannot be read"
PLAIN = "no text stands unsealed"
CANONICAL = "entries are canonical"


def flipped(data, place=10):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def flip(case, table, column, where):
    (data,) = case.sql(f"SELECT {column} FROM {table} WHERE {where}")[0]
    case.sql(f"UPDATE {table} SET {column} = ? WHERE {where}", flipped(data))


def object_file(case, content):
    digest = hashlib.sha256(content).hexdigest()
    return case.folder / "vault" / digest[:2] / digest[2:]


def test_every_promise_of_a_whole_case_holds_and_something_was_counted_for_each(full):
    promises = full.audit()
    assert full.broken() == {}
    assert {ERASED} == {name for name, p in promises.items() if p.count == 0}, "a promise for which nothing was recomputed promises nothing"
    assert (promises[CANONICAL].count, promises[OBJECTS].count, promises[PARTS].count) == (17, 3, 3)


def test_auditing_writes_nothing(full):
    before = {p: p.read_bytes() for folder in (full.folder, full.home) for p in folder.rglob("*") if p.is_file()}
    full.audit()
    assert before == {p: p.read_bytes() for folder in (full.folder, full.home) for p in folder.rglob("*") if p.is_file()}


def test_a_flipped_bit_in_an_entry_is_named(full):
    flip(full, "entries", "line", "idx = 14")
    assert "entry 14 of the log" in full.broken()[CHANGED] and "not what was hashed" in full.broken()[CHANGED]


def test_a_flipped_bit_in_an_object_is_named(full):
    path = object_file(full, PAGE)
    path.write_bytes(flipped(PAGE))
    assert {OBJECTS, PARTS} == set(full.broken())
    assert f"object {hashlib.sha256(PAGE).hexdigest()[:12]} of entry 1" in full.broken()[OBJECTS]


def test_a_flipped_bit_in_a_sealed_object_is_named(full):
    path = next(full.folder.rglob("*.sealed"))
    path.write_bytes(flipped(path.read_bytes(), 70_000))
    assert "of entry 3 of" in full.broken()[OBJECTS] and "was changed" in full.broken()[OBJECTS]


def test_a_flipped_bit_in_a_part_within_an_object_is_named(full):
    path = object_file(full, ARCHIVE)
    path.write_bytes(flipped(ARCHIVE, 20))
    broken = full.broken(lambda entry, piece: piece)
    assert "entry 2" in broken[OBJECTS]
    assert "the part of entry 5" in broken[PARTS] and "does not give the payload" in broken[PARTS]


def test_a_part_that_reads_as_something_else_is_named(full):
    """The object is whole, but what reading the part gives is not what was written down (say, after a change of the WARC reader)."""
    assert {PARTS} == set(full.broken(lambda entry, piece: piece.upper()))
    assert "the part of entry 5" in full.broken(lambda entry, piece: piece.upper())[PARTS]
    assert full.broken(lambda entry, piece: piece) == {}


def test_a_missing_object_is_named(full):
    object_file(full, PAGE).unlink()
    assert "not in the vault" in full.broken()[OBJECTS] and "entry 1 " in full.broken()[OBJECTS]


def test_a_flipped_bit_in_a_checkpoint_is_named(full):
    for column, where in (("note", "size = 12"), ("note", "size = 17")):
        copy = full.copied(f"copy{where[-2:]}")
        flip(copy, "batches", column, where)
        assert f"over {where[-2:]} entries" in copy.broken()[SIGNED]
    (note,) = full.sql("SELECT note FROM batches WHERE size = 12")[0]
    full.sql("UPDATE batches SET note = ? WHERE size = 12", flipped(note, len(note) - 20))
    assert {SIGNED} == set(full.broken()), "the entries under it are not blamed"


def test_a_flipped_bit_in_the_hashes_beside_a_checkpoint_is_named_and_no_entry_is_blamed(full):
    flip(full, "batches", "leaves", "size = 12")
    assert {ROOTS} == set(full.broken())
    assert "hashes kept beside the checkpoint" in full.broken()[ROOTS] and "over 12" in full.broken()[ROOTS]


def test_a_flipped_bit_in_a_sealed_payload_is_named_with_and_without_its_key(full, tmp_path):
    (commitment,) = full.sql("SELECT commitment FROM payloads WHERE rowid = 6")[0]
    (box,) = full.sql("SELECT box FROM payloads WHERE rowid = 6")[0]
    full.sql("UPDATE payloads SET box = ? WHERE commitment = ?", flipped(box), commitment)
    assert {PAYLOADS} == set(full.broken()) and "was changed" in full.broken()[PAYLOADS]
    full.home = tmp_path / "elsewhere"
    assert "was changed" in full.broken()[PAYLOADS]


def test_a_deleted_payload_is_named(full):
    full.sql("DELETE FROM payloads WHERE rowid = 6")
    assert "is missing" in full.broken()[PAYLOADS]


def test_a_deleted_row_is_named(full):
    full.sql("DELETE FROM entries WHERE idx = 13")
    assert "entry 13 of the log" in full.broken()[CHANGED] and "is missing" in full.broken()[CHANGED]


def test_a_deleted_row_whose_gap_was_closed_is_named(full):
    full.sql("DELETE FROM entries WHERE idx = 13")
    for index in (14, 15, 16):
        full.sql("UPDATE entries SET idx = idx - 1, place = place - 1 WHERE idx = ?", index)
    assert "entry 13 of the log" in full.broken()[CHANGED] and "it was entry 14" in full.broken()[CHANGED]


def test_two_swapped_rows_are_named(full):
    lines = dict(full.sql("SELECT idx, line FROM entries WHERE idx IN (8, 14)"))
    full.sql("UPDATE entries SET line = ? WHERE idx = 8", lines[14])
    full.sql("UPDATE entries SET line = ? WHERE idx = 14", lines[8])
    assert "entry 8 of the log" in full.broken()[CHANGED]


def test_two_swapped_rows_within_a_batch_are_named(full):
    lines = dict(full.sql("SELECT idx, line FROM entries WHERE idx IN (13, 14)"))
    full.sql("UPDATE entries SET line = ? WHERE idx = 13", lines[14])
    full.sql("UPDATE entries SET line = ? WHERE idx = 14", lines[13])
    assert "entry 13" in full.broken()[CHANGED] and "it was entry 14" in full.broken()[CHANGED]


def test_rows_swapped_together_with_their_hashes_are_found_by_the_signed_root(full):
    lines = dict(full.sql("SELECT idx, line FROM entries WHERE idx IN (13, 14)"))
    full.sql("UPDATE entries SET line = ? WHERE idx = 13", lines[14])
    full.sql("UPDATE entries SET line = ? WHERE idx = 14", lines[13])
    (leaves,) = full.sql("SELECT leaves FROM batches WHERE size = 17")[0]
    full.sql("UPDATE batches SET leaves = ? WHERE size = 17", leaves[:32] + leaves[64:96] + leaves[32:64] + leaves[96:])
    assert "entries 12 to 16 of the log" in full.broken()[ROOTS]


def test_an_order_of_arrival_that_was_changed_is_named(full):
    full.sql("UPDATE entries SET place = 99 WHERE idx = 13")
    assert "the order in which the entries came" in full.broken()[CHANGED]


def test_an_added_row_is_named(full):
    full.sql("INSERT INTO entries VALUES(17, 1, 17, ?)", line_of(Entry("skipped", NOON, {"how": "file", "code": "damaged"})))
    assert "entry 17 of the log" in full.broken()[CHANGED] and "under no checkpoint" in full.broken()[CHANGED]


def test_a_deleted_checkpoint_is_named(full):
    full.sql("DELETE FROM batches WHERE size = 12")
    assert "goes from 7 entries to 17 with 5 hashes" in full.broken()[GROWING]


def test_a_case_restored_from_yesterday_is_named(full):
    yesterday = full.copied("yesterday")
    with full.open() as ledger:
        ledger.append([noted(50)])
    shutil.rmtree(full.folder)
    shutil.move(yesterday.folder, full.folder)
    assert {MEMORY} == set(full.broken())
    assert "17 entries, this computer remembers 18" in full.broken()[MEMORY]


def test_an_end_cut_off_together_with_its_checkpoint_is_found_by_what_this_computer_remembers(full):
    """A careful forger removes the last batch, its checkpoint, its payloads, and puts the row of the log back."""
    from firsthand.proofs.merkle import Frontier, grown

    leaves = b"".join(x for (x,) in full.sql("SELECT leaves FROM batches WHERE size <= 12 ORDER BY size"))
    peaks = grown(Frontier(), [leaves[i : i + 32] for i in range(0, len(leaves), 32)]).peaks
    full.sql("DELETE FROM entries WHERE idx >= 12")
    full.sql("DELETE FROM batches WHERE size = 17")
    full.sql("UPDATE logs SET size = 12, peaks = ?", b"".join(peaks))
    assert {MEMORY} == set(full.broken())
    assert "12 entries, this computer remembers 17" in full.broken()[MEMORY]


def test_a_whole_log_that_is_gone_is_named(full, tmp_path):
    before = full.copied("before")
    with full.open() as ledger:
        ledger.begin_again()
    assert {MEMORY} == set(before.broken()) and "is gone" in before.broken()[MEMORY]


def test_a_ledger_rewritten_by_somebody_with_another_key_is_named(full):
    from firsthand.proofs.notes import Signer

    (vkey, name) = full.sql("SELECT vkey, id FROM logs")[0]
    full.sql("UPDATE logs SET vkey = ?", Signer(f"firsthand/{name}", bytes(32)).vkey)
    assert SIGNED in full.broken()


def test_text_smuggled_into_a_plain_field_is_named_even_if_everything_is_signed(full, monkeypatch):
    """A program that does not keep the rule writes a name in the clear: hashes and signatures hold, the promise does not."""
    monkeypatch.setattr("firsthand.ledger.lines._check", lambda entry: None)
    with full.open() as ledger:
        ledger.append([Entry("screened", NOON, {"source": "Anna Example", "answer": "include"})])
    monkeypatch.undo()
    assert {PLAIN} == set(full.broken())
    assert "entry 17 " in full.broken()[PLAIN]


def test_a_line_in_another_spelling_is_named_even_if_everything_is_signed(full, monkeypatch):
    monkeypatch.setattr("firsthand.ledger.opened.sealed_row", lambda entry, entropy: (b'{"v": 1}', None))
    with full.open() as ledger:
        ledger.append([noted(1)])
    assert "entry 17 " in full.broken()[CANONICAL]


def test_a_lost_key_is_named_and_told_apart_from_an_erasure(full):
    with full.open() as ledger:
        log = next(ledger.stored()).log
        ledger.destroy([ledger.commitment(log, 9)])
    assert {KEYS} == set(full.broken()) and "entry 9 " in full.broken()[KEYS]


def test_an_erasure_that_was_not_carried_out_is_named(full):
    with full.open() as ledger:
        commitment = ledger.commitment(next(ledger.stored()).log, 9)
        ledger.append([Entry("erased", NOON, {"subject": "c3", "commitments": [commitment]})])
    assert {ERASED} == set(full.broken()) and commitment[:12] in full.broken()[ERASED]


def test_an_object_that_was_erased_and_is_still_there_is_named_and_may_be_kept_again_later(full):
    digest = hashlib.sha256(PAGE).hexdigest()
    with full.open() as ledger:
        ledger.append([Entry("erased", NOON, {"subject": "s1", "commitments": [digest]})])
        ledger.destroy([digest])
        assert {ERASED} == set(full.broken()) and f"object {digest[:12]} is still in the vault" in full.broken()[ERASED]
        ledger.vault.remove(digest)
        assert full.broken() == {}
        kept = ledger.vault.put_bytes(PAGE)
        ledger.append([Entry("object", NOON, {"digest": kept.digest, "size": kept.size})])
        assert full.broken() == {}
        ledger.vault.remove(digest)
    assert {OBJECTS, PARTS} == set(full.broken())


def test_erased_on_one_computer_and_kept_again_on_another_is_judged_by_the_order_of_arrival(full, tmp_path):
    digest, away = hashlib.sha256(PAGE).hexdigest(), Place(full.folder, tmp_path / "another computer", 70)
    with full.open() as ledger:
        ledger.append([Entry("erased", NOON, {"subject": "s1", "commitments": [digest]})])
        ledger.vault.remove(digest)
    with away.open() as ledger:
        kept = ledger.vault.put_bytes(PAGE)
        ledger.append([Entry("object", NOON, {"digest": kept.digest, "size": kept.size})])
    assert {KEYS} >= set(full.broken())
    with full.open() as ledger:
        ledger.append([Entry("erased", NOON, {"subject": "s1", "commitments": [digest]})])
    assert "still in the vault" in full.broken()[ERASED]
    with full.open() as ledger:
        ledger.vault.remove(digest)
    assert full.broken() == {}


@pytest.mark.parametrize("damage", ["gone", "empty", "garbage", "half"])
def test_a_ledger_that_cannot_be_read_is_one_broken_promise_and_no_crash(full, damage):
    path = full.folder / "ledger.db"
    data = path.read_bytes()
    path.write_bytes({"gone": b"", "empty": b"", "garbage": bytes(len(data)), "half": data[: len(data) // 2]}[damage])
    if damage == "gone":
        path.unlink()
    assert "the ledger can be read" in full.broken()


def test_a_home_that_is_damaged_is_named(full):
    (full.home / "keys.db").write_bytes(b"x" * 9000)
    assert "keys.db" in full.broken()["the ledger can be read"]
