"""Estimates at the command line: `estimate counts` (and `estimate lists`, see lists.py), as sentences for people or JSON lines for programs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.front.cli.lists import lists
from firsthand.front.cli.say import json_line, line, one_line, paragraph, progress, troubles

if TYPE_CHECKING:
    from firsthand.case.estimate import Estimated
    from firsthand.model.estimates import Bound

MOST_NAMED = 6  # sources and left-out claims named for a question


def estimate(given: argparse.Namespace) -> int:
    """Carry out one kind of estimate."""
    return _KINDS[given.what](given)


def counts(given: argparse.Namespace) -> int:
    """Counts to bounds, from a case, from a file, or from both."""
    from firsthand.case.estimate import line_of, of_case, of_file
    from firsthand.case.open import open_case

    if not given.case and not given.from_:
        raise Trouble("wrong-use", why="Give a case, or --from F.csv with the counts.", command="estimate")
    if given.wrong < 0:
        raise Trouble("wrong-value", field="--wrong", value=given.wrong, allowed="how many origins may be wrong: 0, 1, 2 ...")
    with progress() as show:
        if given.case:
            with open_case(given.case) as case:
                found = of_case(case, given.from_, given.wrong, show)
        else:
            found = of_file(given.from_, given.wrong, show)
    for bound in found.bounds if given.json else ():
        json_line(line_of(bound, found.notes))
    if not given.json:
        for_people(found, given.case)
    told = troubles(found.troubles, given.json)
    return 1 if told or any(b.contradiction and b.layer == "profile" and not b.wrong for b in found.bounds) else 0


def for_people(found: Estimated, case: str) -> None:
    """Question by question in words."""
    for question, some in groupby(found.bounds, key=lambda b: b.question):
        line()
        paragraph(question)
        for bound in some:
            _bound(bound)
    for note in found.notes:
        paragraph(f"To look at: {note}.")
    if not found.bounds:
        paragraph("No accepted claim gives a figure that can be a row, so there is nothing to add up.")
    if found.no_rows:
        line(f"\nNo row ({len(found.no_rows)}):")
        for claim, why in found.no_rows:
            paragraph(f"{claim}: {why}.", "  ")
        line(f"Amend a claim: firsthand decide {case or 'CASE'} CLAIM amend --set where=PLACE --set when=FROM..TO --set act=ACT")


def _bound(b: Bound) -> None:
    layer = {"wording": "By the words alone", "profile": "With the declared profile", "model": "With what models say"}.get(
        b.layer, "Assuming"
    )
    assumed = f" {b.assumes}" if b.layer == "assumption" else ""
    paragraph(f"{layer}{assumed}: {b.words}", "    ")
    for conflict in b.conflicts:
        words = "; ".join(f"{q.claim} {q.says}" + (f" (“{one_line(q.quote)[:70]}”)" if q.quote else "") for q in conflict)
        paragraph(f"Cannot all be so: {words}", "        ")
    if b.conflicts and not b.complete:
        line("        There are more such sets.")
    changes = [f"without {x.origin} {_range(x.lower, x.upper, x.contradiction)}" for x in b.leverage]
    if changes:
        paragraph(f"What each source changes: {_some(changes)}.", "        ")
    if b.left_out:
        paragraph(f"Gives nothing here: {_some([f'{c} ({w})' for c, w in b.left_out])}.", "        ")


def _some(words: Sequence[str]) -> str:
    return "; ".join(words[:MOST_NAMED]) + (f"; and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else "")


def _range(lower: int | None, upper: int | None, contradiction: bool) -> str:
    if contradiction:
        return "they still contradict each other"
    return f"{lower or 0:,}–{upper:,}" if upper is not None else f"at least {lower or 0:,}, no upper limit"


_KINDS = {"counts": counts, "lists": lists}
