"""What police did, as sentences of our own say it; what others did, or what is only demanded, is not theirs."""

from __future__ import annotations

import pytest

from firsthand.tongues.forces import deeds_of_forces


@pytest.mark.parametrize(
    ("sentence", "deeds"),
    [
        ("Police in Lhari opened fire on the crowd and two men were killed.", {"force", "kill"}),
        ("Officers used tear gas to disperse the crowd in Norbu.", {"force"}),
        ("Twelve monks were arrested in Qamshar on Tuesday.", {"arrest"}),
        ("Two youths were picked up for questioning by the county police.", {"arrest"}),
        ("The group demanded the arrest of the mayor.", set()),
        ("A mob set fire to three shops.", set()),
        ("The meeting was held in Selung.", set()),
        ("Gunmen opened fire on a bus and four people died.", set()),
    ],
)
def test_deeds_of_forces(sentence: str, deeds: set[str]) -> None:
    assert deeds_of_forces(sentence) == deeds
