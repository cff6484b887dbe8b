"""A timestamp authority asked over HTTP (RFC 3161, 3.4): one question out, its answer's bytes back, by the same guarded door as every page."""

from __future__ import annotations

import random
from dataclasses import replace

from firsthand.errors import Trouble
from firsthand.guard.addresses import address_of
from firsthand.guard.limits import FetchLimits
from firsthand.guard.outside import Outside, Until
from firsthand.guard.proxies import Way
from firsthand.preserve.exchange import exchanged
from firsthand.preserve.http import answered, payload_of
from firsthand.proofs.times import LARGEST, Stamp, question, stamp_of

ASKS, ANSWERS = "application/timestamp-query", "application/timestamp-reply"
LIMITS = replace(FetchLimits(), answer_bytes=LARGEST * 2, page_seconds=25.0, exchange_seconds=25.0, read_seconds=15.0)  # of one question
NONCE = 1 << 63  # a nonce is below it, and above half of it


def asked(url: str, message: bytes, way: Way, outside: Outside) -> tuple[bytes, Stamp]:
    """The answer of an authority about a message, as it came, and what it proves. Raises Trouble: bad-address, not-public, not-reached, bad-certificate,
    broken-answer, too-large, answered, bad-timestamp. Only the digest of the message is told to the authority."""
    address = address_of(url, outside.allowed)
    nonce = random.Random(outside.entropy(16)).randrange(NONCE // 2, NONCE)
    until = Until(address.url, outside.ticks() + LIMITS.page_seconds, outside.ticks)
    one = exchanged(address, way, outside, until, LIMITS, ANSWERS, (ASKS, question(message, nonce)))
    if one.status != 200 or one.media != ANSWERS:
        raise Trouble("answered", path=address.url, status=f"{one.status} {one.media}".strip())
    answer = payload_of(answered(one.answer), LARGEST)
    return answer, stamp_of(answer, message, nonce)
