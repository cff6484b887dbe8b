"""Fetch: a public page that a person asks for, kept as one WARC file: every redirect, the answers byte for byte, certificates, images and styles.

Gentle: an honest name, one question at a time, a pause between two to the same host, Retry-After honoured; no cookie, no log-in, nothing is asked twice.
Every hop is held against guard.addresses and guard.outside. Whole or not at all: a page that fails leaves no file. What is fetched and never: decision 25.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.addresses import Address, address_of, redirected
from firsthand.guard.limits import FetchLimits
from firsthand.guard.outside import Outside, Until
from firsthand.guard.proxies import Way
from firsthand.guard.sandbox import Crew
from firsthand.preserve.exchange import Exchange, exchanged
from firsthand.preserve.kept import How, KeptObject
from firsthand.preserve.records import Records
from firsthand.preserve.requisites import IMAGE

PAGE, PICTURE, SHEET = "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8", "image/*,*/*;q=0.5", "text/css,*/*;q=0.1"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_WAITS = frozenset((429, 503))


@dataclass
class Errand:
    """What several pages fetched one after another share: way, outside, limits, the crew that looks into pages, when each host was last asked."""

    way: Way
    outside: Outside
    crew: Crew  # of the work preserve.requisites:found
    limits: FetchLimits = field(default_factory=FetchLimits)
    asked: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page fetched: the WARC file, the slice of the answer in it, when it was asked (UTC seconds), its status, the address that answered, what of its
    images and styles is missing (words, "" when all came), a trouble a person should hear of though the page is kept, and whether a browser showed it."""

    object: KeptObject
    offset: int
    length: int
    at: int
    status: int
    final: str
    missing: str = ""
    trouble: Trouble | None = None
    how: How = "fetch"


def fetched(url: str, to: Path, errand: Errand) -> Fetched:
    """Fetch `url` into the WARC file `to`. Raises Trouble: bad-address, not-public, not-reached, bad-certificate, broken-answer, redirects, too-large."""
    first = address_of(url, errand.outside.allowed)
    until = Until(first.url, errand.outside.ticks() + errand.limits.page_seconds, errand.outside.ticks)
    hops = list(hops_of(first, errand, until, PAGE, errand.limits.pause_seconds))
    page = hops[-1]
    records = Records(errand.outside.entropy)
    records.begin(hops[0].at)
    for one in hops:
        records.exchange(one)
    offset, length = records.placed[-1]
    lost = _with_requisites(page, records, errand, until)
    records.note(first.url, page.at, _told(first, errand, hops, lost))
    size = disk.put_stream(to, records)
    kept = KeptObject(to, hashlib.sha256(b"".join(records)).hexdigest(), size)
    return Fetched(kept, offset, length, page.at, page.status, page.address.url, _missing(lost), asked_to_wait(page))


def _told(first: Address, errand: Errand, hops: list[Exchange], lost: list[Trouble]) -> dict[str, str]:
    """What the file says of the whole; a proxy's own address is nobody's business."""
    told = {
        "asked-for": first.url,
        "through": "direct" if errand.way.kind == "direct" else "a proxy",
        "answers-to-the-question": str(len(hops)),
    }
    return told | {f"missing-{n}": trouble.text for n, trouble in enumerate(lost, 1)}


# ---- hops -------------------------------------------------------------------------------------------------------------------------------------


def hops_of(first: Address, errand: Errand, until: Until, accept: str, pause: float) -> Iterator[Exchange]:
    """The exchanges from an address to the answer that leads no further."""
    address, seen, waited = first, {first.url}, False
    while True:
        _pause(address, errand, until, pause)
        one = exchanged(address, errand.way, errand.outside, until, errand.limits, accept)
        yield one
        seconds = _seconds_to_wait(one, errand)
        if seconds is not None and not waited and seconds <= errand.limits.retry_seconds:
            waited = True
            errand.outside.wait(until.left(seconds))
        elif one.status in _REDIRECTS and one.fields.get("location"):
            address = redirected(address, one.fields["location"], errand.outside.allowed)
            if address.url in seen:
                raise Trouble(
                    "redirects", path=first.url, why=f"it comes back to {address.url}; it may want a cookie, and Firsthand takes none"
                )
            if len(seen) > errand.limits.redirects:
                raise Trouble("redirects", path=first.url, why=f"more than {errand.limits.redirects} redirects")
            seen.add(address.url)
        else:
            return


def _pause(address: Address, errand: Errand, until: Until, pause: float) -> None:
    """Wait until the host was left alone for the time of a pause."""
    outside = errand.outside
    since = outside.ticks() - errand.asked.get(address.host, float("-inf"))
    if since < pause:
        outside.wait(until.left(pause - since))
    errand.asked[address.host] = outside.ticks()


def _seconds_to_wait(one: Exchange, errand: Errand) -> float | None:
    """The seconds that Retry-After asks for (RFC 9110 10.2.3); None when it asks for nothing."""
    said = one.fields.get("retry-after", "").strip()
    if one.status not in _WAITS or not said:
        return None
    if said.isascii() and said.isdigit():
        return float(min(int(said[:9]), 10**9))
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - errand.outside.clock())


def asked_to_wait(page: Exchange) -> Trouble | None:
    """The trouble of a server that asks to be left alone; None of another."""
    if page.status not in _WAITS:
        return None
    after = page.fields.get("retry-after", "").strip()[:40]
    words = f"status {page.status}" + (f", to come again after {after}{' seconds' if after.isdigit() else ''}" if after else "")
    return Trouble("asked-to-wait", path=page.address.url, why=words)


# ---- images and styles ------------------------------------------------------------------------------------------------------------------------


def _with_requisites(page: Exchange, records: Records, errand: Errand, until: Until) -> list[Trouble]:
    """Add what the page shows to the records; the troubles there were, one for each that is missing."""
    if not 200 <= page.status < 300:
        return []
    answer = errand.crew.ask(json.dumps({"url": page.address.url}).encode() + b"\n" + page.answer)
    wanted = [] if isinstance(answer, Trouble) else json.loads(answer)
    lost, room, done = list[Trouble](), errand.limits.total_bytes - len(page.answer), {page.address.url}
    for number, (kind, url) in enumerate(wanted):
        try:
            if number >= errand.limits.requisites or room < 0:
                raise Trouble("too-large", path=url, limit="what is fetched for one page")
            hops = _one_requisite(url, kind, errand, until, done)
        except Trouble as trouble:
            lost.append(trouble)
            continue
        for one in hops:
            records.exchange(one)
            room -= len(one.answer)
        if hops and (hops[-1].status != 200 or hops[-1].media == "text/html"):
            lost.append(Trouble("answered", path=url, status=hops[-1].status))
    return lost


def _one_requisite(url: str, kind: str, errand: Errand, until: Until, done: set[str]) -> list[Exchange]:
    address = address_of(url, errand.outside.allowed)
    if address.url in done:
        return []
    done.add(address.url)
    return list(hops_of(address, errand, until, PICTURE if kind == IMAGE else SHEET, errand.limits.requisite_pause))


def _missing(lost: list[Trouble]) -> str:
    return f"{len(lost)} of its images and styles could not be fetched" if lost else ""
