"""The order in which every copy of a case reads its entries, whatever the order in which they arrived there.

By time, then by log; within a log always as it was written, and a log that goes on from another after that one's end, so that a clock that was put back
moves nothing. The same entries give the same order on
every computer, and so the same state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import apsw

from firsthand.ledger.lines import entry_of
from firsthand.model.plain import Plain

_AT = re.compile(rb'"at":([0-9]{1,12})[,}]')


def places(database: apsw.Connection) -> list[int]:
    """The place of every entry in this copy, in the order that all copies share."""
    times, rows = dict[str, list[int]](), dict[str, list[tuple[int, bytes]]]()
    for log, place, line in _rows(database):
        rows.setdefault(log, []).append((place, line))
    keys = list[tuple[int, int, str, int, int]]()
    for depth, log, start in _generations({log: lines[0][1] for log, lines in rows.items()}, times):
        latest, times[log] = start, []
        for index, (place, line) in enumerate(rows[log]):
            found = _AT.search(line)
            latest = max(latest, int(found[1]) if found else 0)
            times[log].append(latest)
            keys.append((latest, depth, log, index, place))
    return [key[-1] for key in sorted(keys)]


def _generations(first: dict[str, bytes], times: dict[str, list[int]]) -> Iterator[tuple[int, str, int]]:
    """(how many logs it goes on from, log, no earlier than), a log after the one it goes on from; `times` is filled by the caller meanwhile."""
    before = {log: entry_of(line).entry.plain for log, line in first.items()}
    waiting, depth = sorted(first), 0
    while waiting:
        ready = [
            log for log in waiting if str(before[log].get("previous")) not in waiting
        ] or waiting  # a ring is nobody's doing but a forger's
        starts = {log: _start(times.get(str(before[log].get("previous")), []), before[log].get("size")) for log in ready}
        for log in ready:
            yield depth, log, starts[log]
        waiting, depth = [log for log in waiting if log not in ready], depth + 1


def _start(times: list[int], size: Plain) -> int:
    return times[min(size, len(times)) - 1] if times and isinstance(size, int) and size > 0 else 0


def of_kinds(database: apsw.Connection, kinds: Iterable[str]) -> list[int]:
    """The places of all entries of these kinds."""
    found = list[int]()
    for kind in sorted(kinds):
        mark = f'"kind":"{kind}"'.encode()  # no text in a line can hold it: its quotation marks would be escaped
        found += (int(str(place)) for (place,) in database.execute("SELECT place FROM entries WHERE instr(line, ?)", (mark,)).fetchall())
    return sorted(found)


def ends(database: apsw.Connection) -> dict[str, int]:
    """How many entries of each revoked log count: the fewest that any revocation says."""
    found = dict[str, int]()
    for place in of_kinds(database, ("revoked",)):
        line = database.execute("SELECT line FROM entries WHERE place = ?", (place,)).get
        plain = entry_of(line).entry.plain if isinstance(line, bytes) else {}
        log, size = str(plain.get("log")), plain.get("size")
        found[log] = min(found.get(log, 2**53), size if isinstance(size, int) else 0)
    return found


def _rows(database: apsw.Connection) -> Iterator[tuple[str, int, bytes]]:
    sql = "SELECT logs.id, place, line FROM entries JOIN logs ON logs.number = entries.log ORDER BY entries.log, idx"
    for log, place, line in database.execute(sql):
        if isinstance(log, str) and isinstance(place, int) and isinstance(line, bytes):
            yield log, place, line
