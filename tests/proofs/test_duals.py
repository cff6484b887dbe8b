"""A certificate that was tampered with is found out, whichever part was touched; the sound one is a stranger's sum."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model.estimates import Cell, Proof, ProofNode, ProofRow
from firsthand.model.plain import plain, value_of
from firsthand.proofs.duals import fault_of

CELLS = tuple(Cell("flow", "persons", "achieved", place, "2020-01-01", "2021-01-01", "taken") for place in ("C/A", "C/B"))
ROWS = (
    ProofRow(("a",), "council", "at least 100", ((0, "1"),), "100", ""),
    ProofRow(("b",), "parish", "exactly 54", ((1, "1"),), "54", "54"),
    ProofRow(("c",), "mill", "at least 90", ((0, "1"),), "90", ""),
    ProofRow(("d",), "mayor", "at most 500", ((0, "1"), (1, "1")), "", "500"),
)
ONE_WRONG = ProofNode(
    ((0, "1"), (1, "1")),
    without=(("council", ProofNode(((1, "1"), (2, "1")))), ("parish", ProofNode(((0, "1"),)))),
)
LOWER = Proof("lower", 100, 1, CELLS, ("1", "1"), ROWS, ONE_WRONG)
UPPER = Proof("upper", 500, 0, CELLS, ("1", "1"), ROWS, ProofNode(((3, "1"),)))
CLASH = Proof("lower", 0, 1, CELLS, ("1", "1"), (ROWS[0], ProofRow(("e",), "smith", "at most 9", ((0, "1"),), "", "9")), ProofNode(
    ((0, "1"), (1, "-1")), contradiction=True, without=(("council", ProofNode(())), ("smith", ProofNode(((0, "1"),)))),
))  # fmt: skip


@pytest.mark.parametrize("proof", [LOWER, UPPER, CLASH], ids=["lower", "upper", "contradiction"])
def test_a_sound_certificate_has_no_fault_also_after_being_written_and_read(proof: Proof) -> None:
    assert fault_of(proof) == ""
    assert value_of(Proof, plain(proof)) == proof


TAMPERED = {
    "a value that the rows do not reach": replace(LOWER, value=101),
    "an upper value that is too low": replace(UPPER, value=499),
    "a multiplier that covers a cell twice": replace(LOWER, root=replace(ONE_WRONG, multipliers=((0, "3/2"), (1, "1")))),
    "a multiplier on a side without a number": replace(LOWER, root=replace(ONE_WRONG, multipliers=((0, "-1"), (1, "1")))),
    "a case that is not shown": replace(LOWER, root=replace(ONE_WRONG, without=ONE_WRONG.without[:1])),
    "a case that leans on what is left out": replace(
        LOWER, root=replace(ONE_WRONG, without=(("council", ProofNode(((0, "1"),))), ONE_WRONG.without[1]))
    ),
    "a question that asks for less": replace(LOWER, asks=("1", "0")),
    "an upper bound that leaves a cell open": replace(UPPER, root=ProofNode(((1, "1"),))),
    "a contradiction that is none": replace(CLASH, root=replace(CLASH.root, multipliers=((0, "1"), (1, "-12")))),
    "a row that is not there": replace(UPPER, root=ProofNode(((9, "1"),))),
    "a multiplier that is no number": replace(UPPER, root=ProofNode(((3, "one"),))),
    "a multiplier over nought": replace(UPPER, root=ProofNode(((3, "1/0"),))),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_found_out(what: str) -> None:
    assert fault_of(TAMPERED[what])
