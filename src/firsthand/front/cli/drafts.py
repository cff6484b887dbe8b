"""A checked draft for people: the statements that need a look, the worst first, each with where it stands and the reason."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.front.cli.say import count, json_line, line, one_line, paragraph

if TYPE_CHECKING:
    from firsthand.publish.drafts.values import Checked, CheckedDraft

HEADS = {
    "fails": "FAILS: something here is not as its source or its own numbers have it",
    "not evidenced": "NOT EVIDENCED: nothing is cited for it",
    "cannot tell": "CANNOT TELL: a person must look",
}
QUIET = frozenset(("nothing",))  # not listed, only counted


def check_draft(given: argparse.Namespace) -> int:
    """Take a draft apart."""
    from firsthand.case.draft import check_draft as take_apart
    from firsthand.case.draft import row_of

    found = take_apart(given.path, given.case)
    if given.json:
        for one in found.statements:
            json_line(row_of(one))
        json_line({"summary": found.summary, "noticed": found.noticed})
    else:
        _for_people(found, given.path, given.case)
    wrong = [c for c in found.statements if c.verdict != "matches its source" and not _is_quiet(c)]
    return 0 if found.statements and not wrong and any(c.verdict == "matches its source" for c in found.statements) else 1


def _is_quiet(checked: Checked) -> bool:
    return all(f.code in QUIET for f in checked.faults) and bool(checked.faults)


def _for_people(found: CheckedDraft, path: str, case: str) -> None:
    if not found.statements:
        line("No sentence was found in it.")
        return
    notes = [n for n in found.draft.notes if n.kind == "note"]
    links = len([n for n in found.draft.notes if n.kind == "link"])
    told = count(len(found.statements), "sentence") + ", " + count(len(notes), "note") + (f", {count(links, 'link')}" if links else "")
    against = f"held against the case {case}" if case else "by what it shows alone; with --case its sources are looked into as well"
    paragraph(f"{one_line(path)}: {told}; {against}.")
    if found.noticed:
        paragraph(f"Beside its text the file holds {found.noticed}.")
    alone = 0 if case else _uncompared(found.statements)
    for verdict, head in HEADS.items():
        mine = [c for c in found.statements if c.verdict == verdict and not _is_quiet(c) and not (alone and _is_uncompared(c))]
        if mine:
            line(f"\n{head} ({len(mine)})")
            for one in mine:
                _one(one)
    _sum({**found.summary, "cannot tell": found.summary["cannot tell"] - alone}, alone)


def _is_uncompared(checked: Checked) -> bool:
    return bool(checked.faults) and all(f.code == "not-compared" for f in checked.faults)


def _uncompared(statements: Sequence[Checked]) -> int:
    return len([c for c in statements if c.verdict == "cannot tell" and _is_uncompared(c)])


def _one(checked: Checked) -> None:
    line()
    paragraph(f"“{checked.statement.text}”" if not checked.statement.text.startswith(("“", "「")) else checked.statement.text, "  ")
    line(f"  {_where(checked)}")
    for fault in checked.faults:
        paragraph(f"- {fault.why}", "    ")


def _where(checked: Checked) -> str:
    """Where a statement stands: page, heading, paragraph, notes."""
    s = checked.statement
    said = [f"page {s.page}"] if s.page else []
    said += [one_line(s.heading[:50])] if s.heading else []
    said.append(f"paragraph {s.label or s.paragraph}")
    marks = [one_line(m) for m in checked.notes]
    said += [f"note {', '.join(marks)}" if len(marks) == 1 else f"notes {', '.join(marks)}"] if marks else []
    return " · ".join(said)


def _sum(summary: dict[str, int], alone: int) -> None:
    line()
    told = [f"{summary[k]} {k}" for k in ("matches its source", "fails", "not evidenced", "cannot tell") if summary[k]]
    line(" · ".join(told) if told else "Nothing was found wrong." if alone else "Nothing in it can be checked.")
    if summary["nothing to check"]:
        nothing = summary["nothing to check"]
        line(
            f"{count(nothing, 'sentence has', 'sentences have')} no note, figure or quotation: nothing in {'it' if nothing == 1 else 'them'} can be checked."
        )
    if alone:
        line(f"{count(alone, 'sentence cites', 'sentences cite')} sources that only a case could show.")
