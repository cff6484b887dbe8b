"""What leaves the house and what is held against it: publish, check, audit, demo."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from firsthand.front.cli.changes import moment
from firsthand.front.cli.say import count, json_line, line, paragraph, progress, table

if TYPE_CHECKING:
    from firsthand.case.audit import Covered


def publish(given: argparse.Namespace) -> int:
    """Write the report, or rehearse it."""
    from firsthand.case.beside import Put
    from firsthand.case.open import open_case
    from firsthand.case.publish import publish as write
    from firsthand.case.publish import rehearse

    beside = Put(given.lists, given.census)
    with open_case(given.case) as case, progress() as show:
        if given.rehearse:
            return _checked(rehearse(case, given.profile, show, beside), given)
        done = write(case, given.profile, given.to, show, beside)
    if given.json:
        json_line(
            {
                "publication": done.id,
                "path": str(done.path),
                "digest": done.digest,
                "sentences": len(done.report.sentences),
                "sources": len(done.report.sources),
            }
        )
    else:
        line(
            f"Wrote {done.path}: {count(len(done.report.sentences), 'sentence')}, {count(len(done.report.sources), 'source')}, {done.size / 1e6:.1f} MB, one file."
        )
        line(f"Anyone can check it: firsthand check {done.path}")
    return 0


def export(given: argparse.Namespace) -> int:
    """Write the case in another form."""
    from firsthand.case.export import export as write
    from firsthand.case.open import open_case

    with open_case(given.case) as case, progress() as show:
        done = write(case, given.format, given.to, given.source, show, given.version)
    if given.json:
        json_line({"format": given.format, "path": str(done.path), "rows": done.rows, "bytes": done.size})
        return 0
    line(f"Wrote {done.path}: {count(done.rows, *ROWS[given.format])}.")
    if given.format in NEXT:
        line(NEXT[given.format].format(case=given.case, path=done.path))
    return 0


ROWS = {
    "coding-sheet": ("claim", "claims"),
    "bundle": ("sentence", "sentences"),
    "wacz": ("page", "pages"),
    **dict.fromkeys(("bagit", "ro-crate"), ("capture", "captures")),
    **dict.fromkeys(("appendix", "custody", "csl-json"), ("document", "documents")),
}
NEXT = {
    "wacz": "Replay it with ReplayWeb.page or any other player of WACZ; it is signed, and carries the proofs of when each page was kept.",
    "bundle": "Anyone can check it, without Firsthand: unpack it and run python3 verify.py {path}",
    "coding-sheet": "Fill it in with any spreadsheet program, then: firsthand preserve {case} {path}",
    "custody": "It says what the ledger says. Read it, fill in your name, and sign it only if it is so.",
}


def check(given: argparse.Namespace) -> int:
    """Take a report apart."""
    from firsthand.case.check import check as take_apart
    from firsthand.case.check import is_publication

    if is_publication(given.path):
        return _checked(take_apart(given.path, given.case), given)
    from firsthand.front.cli.drafts import check_draft

    return check_draft(given)


def _checked(found: list[dict[str, object]], given: argparse.Namespace) -> int:
    from firsthand.case.check import summary_of

    summary = summary_of(found)
    if not found and not given.json:
        line("No sentence was found in it.")
        return 1
    for row in found:
        if given.json:
            json_line(row)
        else:
            line()
            paragraph(f"{MARKS[str(row['verdict'])]} {row['sentence']}")
            line(
                "    "
                + str(row["verdict"])
                + "".join(
                    f" · {k} {row[k]}" for k in ("text", "bytes", "span", "number", "origins", "stance", "clearance") if row[k] != "-"
                )
            )
            for why in row["why"]:  # type: ignore[attr-defined]
                paragraph(str(why), "    ")
    if given.json:
        json_line({"summary": summary})
    else:
        line("\n" + " · ".join(f"{v} {k}" for k, v in summary.items() if v))
    return 0 if found and all(r["verdict"] == "matches its source" for r in found) else 1


MARKS = {"matches its source": "[ok]", "fails": "[FAILS]", "not evidenced": "[--]", "cannot tell": "[?]"}


def audit(given: argparse.Namespace) -> int:
    """Recompute every promise."""
    from firsthand.case.audit import audit as recompute
    from firsthand.case.audit import last_checked, put_on_record
    from firsthand.front.cli.changes import moment

    asked = _asked_for_the_time(given.case)
    before = last_checked(given.case)
    found = recompute(given.case, given.strict)
    broken = [p for p in found if not p.held]
    put_on_record(given.case, found)
    if given.json:
        for p in found:
            json_line({"promise": p.promise, "held": p.held, "count": p.count, "first_broken": p.first_broken})
        return 1 if broken else 0
    table(
        [(p.promise, "held" if p.held else "BROKEN", p.count, p.first_broken or "") for p in found],
        ("promise", "", "count", "first broken"),
        90,
    )
    if asked:
        timestamps_for_people(asked)
    line(
        "\nEvery promise holds."
        if not broken
        else f"\n{count(len(broken), 'promise is', 'promises are')} broken. First: {broken[0].first_broken}"
    )
    line(f"Checked before this: {moment(before.at)}." if before else "No earlier check is on record.")
    return 1 if broken else 0


def _asked_for_the_time(folder: str) -> Covered | None:
    """How far timestamps reach, once they were asked for; None for a case that cannot be opened, of which the audit says why."""
    from firsthand.case.audit import covered
    from firsthand.errors import Trouble

    try:
        return covered(folder)
    except Trouble:
        return None


def timestamps_for_people(found: Covered) -> None:
    """By whose clock the entries are known to have been there."""
    line()
    if not found.stamps:
        paragraph("By this computer's clock only: no timestamp authority has stamped a checkpoint of this case.")
    for who in dict.fromkeys((s.authority, s.anchor, s.fingerprint) for s in found.stamps):
        mine = [s for s in found.stamps if (s.authority, s.anchor, s.fingerprint) == who]
        paragraph(
            f"{count(len(mine), 'checkpoint')} stamped by {who[0]}, the last, over {count(mine[-1].size, 'entry', 'entries')}, at {moment(mine[-1].at)} by its clock. "
            f"The last certificate that came along is of {who[1]}, SHA-256 {who[2]}: compare it with what the authority publishes."
        )
    if found.stamps and found.covered < found.entries:
        paragraph(f"{count(found.entries - found.covered, 'entry', 'entries')} after the last timestamp: by this computer's clock only.")
    for trouble in found.troubles:
        paragraph(str(trouble))


def _program() -> str:
    """How this program is called here: by its name where the shell finds it, else by its path."""
    return "firsthand" if shutil.which("firsthand") else sys.argv[0]


def demo(given: argparse.Namespace) -> int:
    """The sample case from nothing to a checked report."""
    from firsthand.case.demo import demo as show_all

    with progress() as show:
        return show_all(given.to, lambda text="", indent="": paragraph(text, indent) if text else line(), show, _program())
