"""Publishers: by which names texts may call each source's publisher, in every language in which its site appears, and who names whom and how.

Sources of one host are of one publisher: what it is called in Chinese on one page names its English page as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from firsthand.model.claims import Said
from firsthand.model.findings import Link
from firsthand.model.names import is_outside
from firsthand.model.passages import Reading

Manner = Literal["carrier", "reported", "cites", "told", "mentions"]
ORDER: tuple[Manner, ...] = ("carrier", "reported", "cites", "told", "mentions")  # strongest first
MANNERS: dict[str, Manner] = {  # how a credit names a source -> what that says of the text
    "agency": "carrier", "byline": "carrier", "source_line": "carrier", "link": "carrier", "photo": "cites", "reported": "reported", "wrote": "reported",
    "citing": "reported", "told": "told", "said": "cites", "found": "cites", "document": "cites", "study": "cites",
}  # fmt: skip
LIKELY = 0.5  # probability from which a credit is taken to mean the source held
SHARED_HOSTS = 6  # a host with more publishers than this is a platform, not a publisher
_PARENS = re.compile(r"\s*[(（].*?[)）]\s*")
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|de|het|o|a)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """Who names whom: for each source the names of its publisher (lower case), the publishers that its text names and how, and the carriers it names that are not held."""

    called: Mapping[str, tuple[str, ...]]
    credited: Mapping[str, Mapping[str, Manner]]
    outside: Mapping[str, frozenset[str]]
    resolved: Mapping[tuple[str, str], Manner] = field(default_factory=dict)  # credits that were found to mean a source held

    def manner(self, source: str, other: str) -> Manner | Literal[""]:
        """How one source names the publisher of another; "" if not at all."""
        here = self.credited[source]
        found = [here[n] for n in self.called[other] if n in here] + [m for m in [self.resolved.get((source, other))] if m]
        return min(found, key=ORDER.index, default="")


def names_among(readings: Sequence[Reading], said: Mapping[str, Said], credits: Sequence[Link] = ()) -> Names:
    """The names among some readings; `credits` are the links of credits, of which those to sources held count as names."""
    called = _called(readings)
    known = sorted({n for names in called.values() for n in names})
    credited = {r.source: _credited(r, known, called[r.source], said.get(r.source)) for r in readings}
    outside = {r.source: _outside(known, called[r.source], said.get(r.source)) for r in readings}
    resolved = {(x.source, x.to): _manner_of(x) for x in credits if not is_outside(x.to) and x.p >= LIKELY}
    for source, to in resolved:
        if resolved[source, to] == "carrier":  # the carrier that is named is held after all
            outside[source] = frozenset(n for n in outside[source] if not any(n in name for name in called[to]))
    return Names(called, credited, outside, resolved)


def _manner_of(credit: Link) -> Manner:
    """How a text names a source held, by the kind of its credit and the rules that saw it."""
    if credit.kind == "copies":
        return "carrier"
    return "reported" if any("citing" in w or "reported" in w for w in credit.why) else "cites"


def host_of(reading: Reading) -> str:
    """The host of a reading's address without www; empty if it has none."""
    return (urlsplit(reading.url).hostname or "").removeprefix("www.")


def _called(readings: Sequence[Reading]) -> dict[str, tuple[str, ...]]:
    by_host: dict[str, set[str]] = defaultdict(set)
    for r in readings:
        if host_of(r):
            by_host[host_of(r)].update(_names(r.publisher))
    found = {}
    for r in readings:
        shared = by_host.get(host_of(r), set())
        names = set(_names(r.publisher)) | (shared if len(shared) <= SHARED_HOSTS else set())
        found[r.source] = tuple(sorted(names))
    return found


def _names(publisher: str) -> tuple[str, ...]:
    """A publisher's name as listed and without article, lower case; at least four letters, or two of a script without gaps."""
    whole = _PARENS.sub(" ", publisher).strip()
    return tuple(n for n in {whole.lower(), _ARTICLE.sub("", whole).lower()} if len(n) >= (4 if n.isascii() else 2))


def _credited(reading: Reading, known: Sequence[str], own: Sequence[str], said: Said | None) -> dict[str, Manner]:
    low = reading.text.lower()
    credits = [(c.name.lower(), MANNERS.get(c.manner, "cites")) for c in (said.credits if said else ()) if c.name]
    found: dict[str, Manner] = {}
    for n in known:
        if n in low and not any(n in o or o in n for o in own) and _whole(low, n):
            manners: list[Manner] = [m for name, m in credits if n in name]
            found[n] = min(manners, key=ORDER.index, default="mentions")
    return found


def _outside(known: Sequence[str], own: Sequence[str], said: Said | None) -> frozenset[str]:
    """Carriers that are named and are the publisher of no source held."""
    names = {_ARTICLE.sub("", c.name.lower()) for c in (said.credits if said else ()) if MANNERS.get(c.manner) == "carrier" and c.name}
    return frozenset(n for n in names if not any(k in n or n in k for k in own) and not any(k in n for k in known))


def _whole(text: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own (Han and Tibetan have no gaps between words)."""
    return not name[0].isascii() or re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None
