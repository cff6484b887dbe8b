"""How the command line tells that a source changed between two captures: which words went, which came, which facts are others now, since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from firsthand.front.cli.say import count, line, one_line, paragraph

if TYPE_CHECKING:
    from firsthand.case.captures import Change

Row = dict[str, object]
SHOWN = 3  # passages of one kind that are shown; --json gives all
LONGEST = 240  # characters of a passage that are shown


def changes_for_people(changes: Iterable[Change]) -> None:
    """Each change in a paragraph."""
    for c in changes:
        if c.trouble:
            line(f"{one_line(c.name)} was captured again and could not be compared with before: {one_line(c.trouble)}")
            continue
        line(
            f"{one_line(c.name)} changed between {moment(c.since)} and {moment(c.at)}: {summed_up(len(c.lost), len(c.added), [f[0] for f in c.facts])}."
        )
        for name, was, became in c.facts:
            paragraph(one_line(f"{name}: {was or 'nothing'} became {became or 'nothing'}"), "    ")
        for mark, passages in (("-", c.lost), ("+", c.added)):
            for p in passages[:SHOWN]:
                paragraph(f"{mark} {_cut(p.quote)}", "    ")
            if len(passages) > SHOWN:
                line(f"    {mark} and {count(len(passages) - SHOWN, 'more passage')}")


def moment(at: object) -> str:
    """UTC seconds as a day and a time; "an unknown day" without."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC") if isinstance(at, int) else "an unknown day"


def summed_up(lost: int, added: int, facts: list[str]) -> str:
    """'1 passage lost, 2 passages added, another title'."""
    told = [f"{count(n, 'passage')} {word}" for n, word in ((lost, "lost"), (added, "added")) if n]
    return ", ".join(told + [f"another {'day of publication' if f == 'published' else f}" for f in facts]) or "nothing that is read"


def capture_cells(row: Row) -> list[object]:
    """A row of `show captures`."""
    lost, added, facts = row["lost"], row["added"], row["facts"]
    differs = ""
    if row["trouble"]:
        differs = str(row["trouble"])
    elif row["changed"] is not None and isinstance(lost, list) and isinstance(added, list) and isinstance(facts, dict):
        same = "the same bytes" if row["same_bytes"] else "the same text"
        differs = summed_up(len(lost), len(added), list(facts)) if row["changed"] else same
    return [row["source"], moment(row["at"]), row["how"], row["capture"], "yes" if row["read"] else "", row["url"], differs]


def _cut(quote: str) -> str:
    text = one_line(quote)
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
