"""Slots that no text bears: every name, place, date, object and number of a claim must be written in its source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from firsthand.model.claims import Claim, Said
from firsthand.model.passages import Reading
from firsthand.tongues.numerals import numbers_in


def invented_in(reading: Reading, said: Said) -> list[str]:
    """One line for each slot of a source's claims whose words or number are not in its text."""
    plain = " ".join((reading.text, reading.title, reading.publisher, reading.url)).lower()
    return [line for claim in said.claims for line in (*_words(claim, plain), *_numbers(claim, reading))]


def _words(claim: Claim, plain: str) -> Iterator[str]:
    slots = {
        "actor": claim.actor,
        "acted_on": claim.acted_on,
        "when": claim.when,
        "where": claim.where,
        "what": claim.amount.what if claim.amount else "",
    }
    for slot, words in (*slots.items(), *(("said_by", name) for name in claim.said_by)):
        if words.lower() not in plain and " ".join(words.lower().split()) not in " ".join(plain.split()):
            yield f"{claim.source} {slot} {words!r} of {claim.passages[0].quote[:80]!r}"


def _numbers(claim: Claim, reading: Reading) -> Iterator[str]:
    if claim.amount is None or claim.amount_at is None:
        return
    low, high = claim.amount_at.start, claim.amount_at.end
    written = {v for n in numbers_in(reading.text[low:high], reading.language) for v in (n.value, n.mantissa) if v is not None}
    scales = {n.scale for n in numbers_in(reading.text[low:high], reading.language)}
    for v in (claim.amount.floor, claim.amount.ceiling, claim.amount.base):
        if v is not None and not _fraction(claim) and not any(v == w * s for w in written for s in (*scales, Decimal(1), Decimal(10))):
            yield f"{claim.source} number {v} of {reading.text[low:high]!r}"


def _fraction(claim: Claim) -> bool:
    """Whether the amount is a part in words ("a third"): its numbers are the fraction's own."""
    return any("fraction" in why for why in claim.why)
