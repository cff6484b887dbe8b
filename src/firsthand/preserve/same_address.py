"""When two addresses are one page's: spelled in one way, and an archive's copy known by the page that it is a copy of.

Archives that put a moment and the whole address into the address of a copy (the Wayback Machine, pywb and those built on them) are known by that form.
Sources: RFC 3986 6.2 (equal addresses), RFC 7089 (Memento; a moment as YYYYMMDDhhmmss). Pure.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from firsthand.errors import Trouble
from firsthand.guard.addresses import address_of

_COPY = re.compile(r"https?://[^/?#]+/(?:[^?#]*?/)?(\d{4,14})(?:[a-z]{2}_|\*)?/(https?:/{1,2}[^\s]+)", re.IGNORECASE)
_ROUTES = ("#!", "#/")  # fragments by which a page built of scripts tells its pages apart


def same_address(url: str) -> str:
    """One spelling for addresses of one page: http and https alike, host in lower case, usual port, fragment left out. "" for no address of the web."""
    written = url.strip()
    fragment = next((written[at:] for route in _ROUTES if (at := written.find(route)) >= 0), "")
    try:
        found = address_of(written)
    except Trouble:
        return written.partition("#")[0] + fragment if re.match(r"https?://", written, re.IGNORECASE) else ""
    return found.url.partition("://")[2] + fragment


def archived(url: str) -> tuple[str, int | None] | None:
    """The address that an archive's copy is of, and the moment in it (UTC seconds; None where it is no moment); None when this is no copy."""
    found = _COPY.fullmatch(url.strip())
    if found is None:
        return None
    whole = re.sub(r"^(https?):/{1,2}", r"\1://", found[2], flags=re.IGNORECASE)
    inner = archived(whole)  # a copy of a copy
    return (inner[0] if inner else whole), (inner[1] if inner else _moment(found[1]))


def _moment(digits: str) -> int | None:
    """YYYYMMDDhhmmss, or its beginning, as UTC seconds."""
    filled = digits + "00000101000000"[len(digits) :]
    try:
        return int(datetime.strptime(filled, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
