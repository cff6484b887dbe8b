"""Who may open what is sealed: reading keys as the logs announce, admit and revoke them. A union of sets, so that the order of arrival makes no difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from firsthand.model.entries import Entry


@dataclass(slots=True)
class Readers:
    """For each log its reading keys in order; which log admitted which keys; which logs were revoked, with their keys."""

    own: dict[str, list[str]] = field(default_factory=dict)
    admitted: dict[str, set[str]] = field(default_factory=dict)
    revoked: dict[str, int] = field(default_factory=dict)
    shut_out: set[str] = field(default_factory=set)


def readers_in(entries: Iterable[tuple[str, Entry]]) -> Readers:
    """Gathers (log, entry)."""
    found = Readers()
    for log, entry in entries:
        reader, size = str(entry.plain.get("reader", "")), entry.plain.get("size")
        if entry.kind == "hand":
            found.own.setdefault(log, []).append(reader)
        elif entry.kind == "admitted":
            found.admitted.setdefault(log, set()).add(reader)
        elif entry.kind == "revoked":
            of = str(entry.plain.get("log"))
            found.revoked[of] = min(found.revoked.get(of, 2**53), size if isinstance(size, int) else 0)
            found.shut_out |= {reader} - {""}
    return found


def may_read(found: Readers, roots: Iterable[str]) -> set[str]:
    """The reading keys that keys may be wrapped for: those of the logs `roots`, and whom these admitted, and so on; the latest of each log; nobody revoked."""
    trusted, keys = set(roots), set[str]()
    while True:
        keys = {k for log in trusted for k in found.admitted.get(log, ())}
        more = {log for log, own in found.own.items() if keys & set(own)} - trusted
        if not more:
            break
        trusted |= more
    return ({k for log in trusted for k in found.own.get(log, ())} | keys) - no_more(found)


def no_more(found: Readers) -> set[str]:
    """The reading keys that nothing is wrapped for any more: of revoked logs, and those that a later one of their log has replaced."""
    replaced = {k for own in found.own.values() for k in own[:-1]}
    return found.shut_out | replaced | {k for log in found.revoked for k in found.own.get(log, ())}
