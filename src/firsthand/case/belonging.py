"""Which source a new capture belongs to: the same key, the same address, an archive's copy of it, or the same row of a list (decision 27).

Two captures wrongly joined hide a publication, so a person's words go before addresses: rows of lists with other ids are other sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from firsthand.case.state import Held, State
    from firsthand.preserve.kept import Kept


@dataclass
class Belonging:
    """Sources by what makes a capture theirs, in the order in which the case got them."""

    by_key: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, list[str]] = field(default_factory=dict)
    by_id: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # source -> the id that a list gave it
    titles: dict[str, str] = field(default_factory=dict)

    def source_of(self, kept: Kept) -> str:
        """The source that this capture is of; "" when it is the first of its own."""
        listed = kept.listed.id if kept.listed else ""
        exact = self.by_key.get(key_of(kept), "")
        if exact and (not listed or self.ids.get(exact, "") in ("", listed)):
            return exact
        for address in addresses_of(dict(_said(kept))):
            for source in self.by_address.get(address, ()):
                if not listed or self.ids.get(source, "") in ("", listed):
                    return source
        return self._same_row(kept, listed)

    def _same_row(self, kept: Kept, listed: str) -> str:
        """A row without an address that was given before: the same id and the same title."""
        if not listed or kept.url or not kept.listed or not kept.listed.title.strip():
            return ""
        same = (s for s in self.by_id.get(listed, ()) if self.titles.get(s) == kept.listed.title.strip())
        return next(same, "")

    def add(self, source: str, kept: Kept) -> None:
        """Remember a capture of a source."""
        self._remember(source, key_of(kept), dict(_said(kept)))

    def _remember(self, source: str, key: str, said: dict[str, str]) -> None:
        self.by_key.setdefault(key, source)
        for address in addresses_of(said):
            known = self.by_address.setdefault(address, [])
            if source not in known:
                known.append(source)
        if said.get("list_id"):
            self.ids.setdefault(source, said["list_id"])
            self.by_id.setdefault(said["list_id"], []).append(source)
        if said.get("title"):
            self.titles.setdefault(source, said["title"].strip())


def belonging(state: State) -> Belonging:
    """What the case holds."""
    known = Belonging()
    for held in state.sources.values():
        for capture in held.captures:
            said = dict(capture.details)
            if not said.get("list_id") and said.get("key", "").startswith("list:"):
                said["list_id"] = held.name  # before ids of lists were kept by themselves
            known._remember(held.id, said.get("key", ""), said)
    return known


def key_of(kept: Kept) -> str:
    """What the capture itself says it is of: the list's id and address, the address in an archive, else the file's place."""
    if kept.how != "file" or (kept.listed and kept.listed.id):
        return kept.key
    return f"path:{kept.object.path.resolve()}"


def _said(kept: Kept) -> Iterator[tuple[str, str]]:
    """What matters of a capture, by the names that the ledger seals it under."""
    yield from kept.facts
    yield "url", kept.url
    if kept.listed:
        yield "list_id", kept.listed.id
        yield "archive_url", kept.listed.archive_url
        yield "title", kept.listed.title
        yield "url", kept.listed.url or kept.url


def addresses_of(said: dict[str, str]) -> Iterator[str]:
    """The addresses under which a capture may be known, each spelled in one way: its own, the page that it is a copy of, its archive's, where it led."""
    from firsthand.preserve.same_address import archived, same_address

    for name in ("url", "archive_url", "final_url"):
        url = said.get(name, "")
        copy = archived(url) if url else None
        for one in (url, copy[0] if copy else ""):
            if one and (address := same_address(one)):
                yield address


def moment_of(held: Held, index: int) -> int | None:
    """When a capture shows its page: the moment in the address of an archive's copy, else when it was captured, else when the case took it (UTC seconds)."""
    from firsthand.preserve.same_address import archived

    capture = held.captures[index]
    for name in ("url", "final_url"):
        copy = archived(capture.details.get(name, ""))
        if copy and copy[1] is not None:
            return copy[1]
    return capture.captured if capture.captured is not None else capture.kept
