"""Asking a language model for further proposals: only where case.toml names one, only by `claim` and `run`, and only on this computer unless the person has said otherwise in words.

    [proposer]
    address = "http://127.0.0.1:11434/v1"        the door of the program, without /chat/completions
    model = "name-of-the-model"
    allow = "The text of my sources may be sent to HOST."    for any other host than this computer; HOST as in the address

What came of it lies under `made/asked`, a few sources a block, and is laid beside what the rules propose; where both propose one slot, the rules' stays.
A source for which the model gave nothing usable is told, and asked about again by the next run. Nothing here is an acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from firsthand.case.made import is_made, key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import facts
from firsthand.errors import Trouble
from firsthand.guard.limits import MIB, FetchLimits
from firsthand.model.claims import Claim, Said
from firsthand.model.passages import Reading

if TYPE_CHECKING:
    from firsthand.guard.addresses import Address
    from firsthand.guard.outside import Outside
    from firsthand.guard.proxies import Way

TOGETHER = 10  # sources in a block: what a failure costs
IN_A_ROW = 3  # failures after which the rest is not asked: the program is not there
ASKED_AT = "/chat/completions"
ALLOWED = "The text of my sources may be sent to {host}."
ANSWER_MOST = MIB  # bytes: the longest list that is asked for has some kilobytes
LIMITS = replace(
    FetchLimits(), answer_bytes=ANSWER_MOST, page_seconds=180.0, exchange_seconds=180.0, read_seconds=170.0
)  # a model is silent while it thinks
HERE: Mapping[str, str] = {"localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "::1": "::1"}  # how this computer is called


@dataclass(frozen=True)
class Door:
    """Where a model is asked: the address, its name, the way to it, and the number of this computer if it is here."""

    address: Address
    model: str
    way: Way
    here: frozenset[str]

    @property
    def maker(self) -> str:
        """What proposals say of who made them."""
        return f"{self.model} at {self.address.authority}"


@dataclass(frozen=True)
class Asked:
    """What a model proposed for a source, or why it did not."""

    source: str
    claims: tuple[Claim, ...] = ()
    why: str = ""


def door_of(case: Case) -> Door | None:
    """The door that case.toml names, None where it names none. Raises Trouble: bad-proposer, bad-address, not-public, bad-through."""
    from urllib.parse import urlsplit

    from firsthand.guard.addresses import address_of
    from firsthand.guard.proxies import DIRECT, Way, way_of

    said, toml = case.settings.proposer, str(case.folder / "case.toml")
    url, model = str(said.get("address", "")).strip().rstrip("/"), str(said.get("model", "")).strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        raise Trouble("bad-proposer", toml=toml, why=f"{url[:200]} is no address") from None
    if (number := HERE.get(host)) and "@" not in parts.netloc:
        spelled = f"[{number}]" if ":" in number else number
        return Door(
            address_of(f"{parts.scheme}://{spelled}{port}{parts.path}{ASKED_AT}", frozenset({number})),
            model,
            Way(DIRECT),
            frozenset({number}),
        )
    if " ".join(str(said.get("allow", "")).split()) != ALLOWED.format(host=host):
        raise Trouble(
            "bad-proposer",
            toml=toml,
            why=f'{host or url[:200]} is not this computer, and nobody has allowed it in words: allow = "{ALLOWED.format(host=host)}"',
        )
    if not case.settings.through.strip():
        raise Trouble("not-chosen", path=url, toml=toml)
    return Door(address_of(url + ASKED_AT), model, way_of(case.settings.through, toml), frozenset())


def asked(
    case: Case, readings: Sequence[Reading], progress: Progress = silent, outside: Outside | None = None, limits: FetchLimits = LIMITS
) -> tuple[Trouble, ...]:
    """Ask about every source that was not asked about; what came is kept, what failed is told."""
    door = door_of(case)
    if door is None:
        return ()
    from firsthand.guard.outside import Outside as Real

    met = replace(outside or Real(), allowed=door.here)
    failed: list[Asked] = []
    blocks = list(_blocks(case, readings))
    for number, (block, key) in enumerate(blocks):
        if len(failed) >= IN_A_ROW:
            break
        progress("asking", number * TOGETHER, len(readings))
        failed += [
            a for a in made(case.folder, "asked", key, Asked, partial(_asked, block, door, met, limits), lambda a: not a.why) if a.why
        ]
    sweep(case.folder, "asked", [key for _, key in blocks])
    names = {r.source: r.name for r in readings}
    return tuple(Trouble("proposer-failed", path=door.address.url, source=names[a.source], why=a.why) for a in failed[:IN_A_ROW])


def with_answers(case: Case, readings: Sequence[Reading], said: Mapping[str, Said]) -> dict[str, Said]:
    """What the rules propose and, beside it, what a model proposed when it was last asked; nobody is asked here."""
    out = dict(said)
    if not case.settings.proposer.get("address"):
        return out
    for _, key in _blocks(case, readings):
        for a in made(case.folder, "asked", key, Asked, tuple, lambda a: False) if is_made(case.folder, "asked", key) else ():
            if (own := out.get(a.source)) is not None:
                known = {c.id for c in own.claims}
                out[a.source] = replace(own, claims=(*own.claims, *(c for c in a.claims if c.id not in known)))
    return out


def _blocks(case: Case, readings: Sequence[Reading]) -> Iterator[tuple[Sequence[Reading], str]]:
    said = [str(case.settings.proposer.get(name, "")) for name in ("address", "model")]
    for i in range(0, len(readings), TOGETHER):
        block = readings[i : i + TOGETHER]
        yield block, key_of("asked", said, *(facts(r) for r in block))


def _asked(block: Sequence[Reading], door: Door, outside: Outside, limits: FetchLimits) -> Iterator[Asked]:
    """What comes of asking about each source of a block; after IN_A_ROW failures the rest of it is not asked."""
    failures = 0
    for reading in block:
        if failures >= IN_A_ROW:
            yield Asked(reading.source, (), "it had failed too often before")
            continue
        try:
            yield Asked(reading.source, tuple(_of(reading, door, outside, limits)))
            failures = 0
        except (Trouble, ValueError) as why:
            failures += 1
            yield Asked(reading.source, (), str(why.values.get("why") or why.text.rstrip(".")) if isinstance(why, Trouble) else str(why))


def _of(reading: Reading, door: Door, outside: Outside, limits: FetchLimits) -> Iterator[Claim]:
    """The proposals for one source, piece by piece. Raises Trouble or ValueError where one answer is of no use."""
    from firsthand.claim.endpoint import claims_of, pieces_of, question_of
    from firsthand.guard.outside import Until
    from firsthand.preserve.exchange import exchanged
    from firsthand.preserve.http import answered, payload_of

    for piece in pieces_of(reading):
        until = Until(door.address.url, outside.ticks() + limits.page_seconds, outside.ticks)
        body = question_of(reading, piece, door.model)
        one = exchanged(door.address, door.way, outside, until, limits, "application/json", ("application/json", body))
        if one.status != 200:
            raise ValueError(f"it answers {one.status}" + (", and where it leads is not asked" if 300 <= one.status < 400 else ""))
        yield from claims_of(reading, piece, payload_of(answered(one.answer), ANSWER_MOST), door.maker)
