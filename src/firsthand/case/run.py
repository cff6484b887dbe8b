"""Run: read, claim and trace, only what is out of date; says how much there is and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.case.asking import asked
from firsthand.case.claim import said
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import reads
from firsthand.case.trace import findings_in, traced
from firsthand.errors import Trouble
from firsthand.model.passages import noticed_of


@dataclass(frozen=True)
class Done:
    """How many of what there are now, what could not be read, what files hold beside the text that was read."""

    counts: dict[str, int]
    troubles: tuple[Trouble, ...]
    noticed: tuple[str, ...] = ()


def run(case: Case, rooms: tuple[str, ...] = ("read", "claim", "trace"), progress: Progress = silent) -> Done:
    """Bring these rooms up to date, and the index of what can be found."""
    from firsthand.case.find import brought_up_to_date
    from firsthand.case.pictures import pictures

    with case.long_work():
        state = case.state()
        read = reads(case, state, progress)
        brought_up_to_date(case, state, read, progress)
        texts = [r.reading for r in read if r.reading]
        looked = pictures(case, state, progress)
        counts = {"sources": len(state.sources), "texts": len(texts)} | ({"pictures": len(looked)} if looked else {})
        unasked = asked(case, texts, progress) if "claim" in rooms else ()
        what = said(case, texts, progress) if "claim" in rooms else None
        if what is not None:
            counts |= {"claims proposed": sum(len(s.claims) for s in what.values()), "credits": sum(len(s.credits) for s in what.values())}
        if "trace" in rooms:
            t = traced(case, progress, state, texts, what)
            held = [x for x in t.lineage.links if not x.to.startswith("ext:")]
            counts |= {"links among documents": len(held), "links to sources not held": len(t.lineage.links) - len(held)}
            counts |= {
                "changes on the way": len(t.mutations),
                "findings proposed": len([f for f in findings_in(case, t) if f.state == "proposed"]),
            }
    noticed = tuple(f"{r.name} holds {told}" for r in texts if (told := noticed_of(r)))
    return Done(counts, (*(x for r in read if (x := r.trouble)), *unasked, *(x for p in looked if (x := p.trouble))), noticed)
