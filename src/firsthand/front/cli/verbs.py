"""The verbs that make and fill a case: new, preserve, read, claim, trace, run."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from firsthand.front.cli.say import count, json_line, line, progress, troubles

if TYPE_CHECKING:
    from firsthand.case.coding import Back


def new(given: argparse.Namespace) -> int:
    """Make a case."""
    from firsthand.case.open import new_case

    with new_case(given.case, given.title, given.through, given.timestamps) as case:
        if given.json:
            json_line({"case": case.settings.id, "path": str(case.folder), "home": str(case.ledger.home.folder)})
            return 0
        line(f"Made the case {case.settings.id} in {given.case}.")
        line(f"Its keys are in {case.ledger.home.folder}, never in the case folder: back up both.")
        line(f"Next: firsthand preserve {given.case} PAGES...")
    return 0


def preserve(given: argparse.Namespace) -> int:
    """Keep files as they are."""
    from firsthand.case.captures import change_row
    from firsthand.case.open import open_case
    from firsthand.case.preserve import preserve as keep
    from firsthand.front.cli.changes import changes_for_people

    with open_case(given.case) as case, progress() as show:
        done = keep(case, given.what, given.listed, sealed=given.sealed, fetch_rows=given.fetch, browser=given.browser, progress=show)
    for warning in done.warnings:
        if not given.json:
            line(f"  note: {warning}")
    told = troubles(done.troubles, given.json)
    if given.json:
        json_line(
            {
                "kept": done.kept,
                "sources": done.sources,
                "already_held": done.already,
                "not_sources": done.not_sources,
                "skipped": told,
                "warnings": list(done.warnings),
                "sheets": [_sheet(s) for s in done.sheets],
                "changes": [{"source": c.name, "id": c.later, "at": c.at, **change_row(c)} for c in done.changes],
            }
        )
        return 1 if told else 0
    for sheet in done.sheets:
        _sheet_for_people(sheet, given.case)
    if len(done.sheets) < len(given.what) or given.listed:
        line(
            f"Kept {count(done.sources, 'source')}"
            + (f" ({done.already:,} were held already)" if done.already else "")
            + (f"; {told:,} skipped, see above." if told else ".")
        )
        if done.not_sources:
            line(f"{count(done.not_sources, 'capture')} kept but never read as a source: block pages, removed notices, redirects.")
        changes_for_people(done.changes)
        line(f"Next: firsthand run {given.case}")
    return 1 if told else 0


def _sheet(back: Back) -> dict[str, object]:
    """What a coding sheet brought, as fields."""
    return {"path": back.path, **{name: getattr(back, name) for name in SHEET}, "wrong": len(back.troubles)}


SHEET = ("amended", "accepted", "rejected", "withdrawn", "added", "translated", "columns", "unchanged")


def _sheet_for_people(back: Back, case: str) -> None:
    told = [f"{number:,} {words}" for name, words in SHEET_WORDS.items() if (number := getattr(back, name))]
    line(f"Taken back {back.path}: {', '.join(told) or 'nothing new in it'}; {count(back.unchanged, 'row')} as the case has it.")
    if back.troubles:
        line(f"{count(len(back.troubles), 'row was', 'rows were')} not taken, see above.")
    line(f"Next: firsthand show {case} findings")


SHEET_WORDS = {
    "amended": "amended", "accepted": "accepted", "rejected": "rejected", "withdrawn": "withdrawn", "added": "new", "translated": "with a translation",
    "columns": "with the case's own columns",
}  # fmt: skip


def read(given: argparse.Namespace) -> int:
    """Turn kept pages into text."""
    return _run(given, ("read",))


def claim(given: argparse.Namespace) -> int:
    """Propose what each text says."""
    return _run(given, ("read", "claim"))


def trace(given: argparse.Namespace) -> int:
    """Find who had it from whom."""
    return _run(given, ("read", "claim", "trace"))


run = trace


def _run(given: argparse.Namespace, rooms: tuple[str, ...]) -> int:
    from firsthand.case.open import open_case
    from firsthand.case.run import run as carry_out

    with open_case(given.case) as case, progress() as show:
        done = carry_out(case, rooms, show)
    told = troubles(done.troubles, given.json)
    if given.json:
        json_line({**done.counts, "unreadable": told})
        return 1 if told else 0
    for words in done.noticed:
        line(f"  note: {words}")
    for what, number in done.counts.items():
        line(f"  {number:>6,} {what}")
    if not done.counts.get("sources"):
        line(f"The case holds no source yet. Next: firsthand preserve {given.case} PAGES...")
    elif "trace" in rooms:
        line(f"Next: firsthand show {given.case} findings")
    return 1 if told else 0
