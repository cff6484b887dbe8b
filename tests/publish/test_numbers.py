"""A sentence's numbers are borne by its passages: as written, in the same bounds, of the same status; everything else is told in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from firsthand.model.amounts import Amount
from firsthand.publish.numbers import HEDGES, borne, firmer, written


def amount(low: int | None, high: int | None, kind: str, **more: str) -> Amount:
    return Amount(None if low is None else Decimal(low), None if high is None else Decimal(high), kind, **more)  # type: ignore[arg-type]


RANGE = amount(16125, 21300, "range")
EXACT = amount(8045, 8045, "exact")


@pytest.mark.parametrize(
    ("story", "said", "shown", "why"),
    [
        ("the same range", RANGE, [RANGE], ""),
        ("one of several figures", EXACT, [RANGE, EXACT], ""),
        (
            "a range turned to its top",
            amount(21300, None, "at_least"),
            [RANGE],
            "the source says 16,125–21,300, the sentence at least 21,300",
        ),
        (
            "a bound turned",
            amount(None, 200, "at_most"),
            [amount(200, None, "at_least")],
            "the source says at least 200, the sentence at most 200",
        ),
        ("about dropped", EXACT, [amount(8045, 8045, "about")], "the source says about 8,045, the sentence 8,045"),
        ("a number that stands nowhere", amount(9, 9, "exact"), [EXACT], "9 stands in none of its passages"),
        (
            "a target told as achieved",
            amount(10200, 10200, "exact"),
            [amount(10200, 10200, "exact", status="target")],
            "the source speaks of what was planned, the sentence of what was done",
        ),
        ("no number in any passage", EXACT, [], "8,045 stands in none of its passages"),
        ("a vague word claims no number", amount(None, None, "vague"), [], ""),
    ],
)
def test_numbers(story: str, said: Amount, shown: list[Amount], why: str) -> None:
    assert borne(said, shown) == why, story


def test_a_weaker_sentence_is_no_fault_and_a_firmer_one_is() -> None:
    assert not firmer("alleged", "asserted")
    assert firmer("asserted", "alleged") and firmer("asserted", "denied") and firmer("reported", "conditional")
    assert not any(firmer(x, x) for x in HEDGES)


def test_amounts_read_as_a_report_writes_them() -> None:
    assert [written(RANGE), written(amount(84, 84, "share", unit="%")), written(amount(None, 5, "at_most"))] == [
        "16,125–21,300",
        "84%",
        "at most 5",
    ]
