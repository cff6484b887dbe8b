"""Four drafts of ours with forty planted faults, as Word, PDF and HTML, checked with a case: faults found with the right reason, false alarms, notes bound.

bench/drafts.py [MISSES]        The sources are the sample case and bench/drafts/held. Four drafts with forty other faults (kept_back) were run when the rules stood.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from draft_texts import HERE, Draft, drafts
from firsthand.case.draft import checked_draft
from firsthand.case.open import Case, new_case, open_case
from firsthand.case.preserve import preserve
from firsthand.publish.drafts.values import CheckedDraft
from scoring import Bench, Figures, f1

SAMPLE = Path(__file__).parent.parent / "src/firsthand/data/sample"
FORMS = ("docx", "pdf", "html")


def squeezed(words: str) -> str:
    """Words without blanks, broken lines, bars of tables and marks of notes."""
    return re.sub(r"\[\d+\]|[\s|\-]+", "", words)


def found_and_false(draft: Draft, checked: CheckedDraft, misses: int) -> tuple[int, int]:
    """How many planted faults were found with one of their codes, and how many other sentences were called wrong."""
    planted, hit = set[int](), 0
    for fault in draft.faults:
        mine = [s for s in checked.statements if squeezed(fault.before)[-10:] in squeezed(s.statement.text)]
        planted |= {s.statement.index for s in mine}
        right = any(f.code in fault.codes for s in mine for f in s.faults)
        hit += right
        if misses and not right:
            print(f"    missed in {draft.name}: {fault.what} ({fault.before})")
    false = [
        s
        for s in checked.statements
        if s.statement.index not in planted and (s.verdict == "fails" or (s.verdict == "not evidenced" and s.faults[0].code != "nothing"))
    ]
    for s in false if misses else ():
        print(f"    false in {draft.name}: {s.statement.text[:80]} ({', '.join(f.code for f in s.faults)})")
    return hit, len(false)


def bound(draft: Draft, checked: CheckedDraft) -> tuple[int, int, int]:
    """Notes bound to the right sentence, notes bound, notes there are."""
    wanted = [(squeezed(before)[-7:], squeezed(note)) for before, note in draft.notes()]
    notes = checked.draft.notes
    made = [(squeezed(s.text), squeezed(notes[n].text)) for s in checked.draft.statements for _, n in s.calls if notes[n].kind == "note"]
    if not wanted:
        return 0, 0, 0
    hit, left = 0, list(made)
    for before, note in wanted:
        match = next((m for m in left if m[1] == note and before in m[0]), None)
        if match is not None:
            left.remove(match)
            hit += 1
    return hit, len(made), len(wanted)


def measured(folder: Path, case: Case, misses: int) -> Figures:
    """The figures of the drafts in a folder."""
    out: Figures = {}
    hit = said = there = 0
    for form in FORMS:
        found = false = 0
        for draft in drafts(folder):
            checked = checked_draft(folder / "made" / f"{draft.name}.{form}", case)
            one, two = found_and_false(draft, checked, misses)
            a, b, c = bound(draft, checked)
            found, false, hit, said, there = found + one, false + two, hit + a, said + b, there + c
        out |= {f"{form} faults found": found, f"{form} false alarms": false}
    return out | {"notes bound F1": f1(hit, said, there)}


def measure(folder: Path, misses: int) -> Figures:
    """The figures, with a case made for it."""
    with tempfile.TemporaryDirectory() as work:
        os.environ["FIRSTHAND_HOME"] = f"{work}/home"
        with new_case(f"{work}/case") as case:
            preserve(case, [str(SAMPLE / "documents")], str(SAMPLE / "list.csv"))
            preserve(case, [str(HERE / "held")], str(HERE / "held/list.csv"))
        with open_case(f"{work}/case") as case:
            figures = measured(HERE, case, misses)
            kept = measured(HERE / "kept_back", case, 0)
    return figures | {f"kept back, {k}": v for k, v in kept.items()}


BENCH = Bench("drafts", "", measure)

if __name__ == "__main__":
    for name, figure in measure(HERE, int(sys.argv[1]) if len(sys.argv) > 1 else 0).items():
        print(f"{name}: {figure:.3f}")
