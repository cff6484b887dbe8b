"""The check of how many: bounds worked out again from the claims that the page cites, their proofs added up in fractions, their decisions opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from firsthand.errors import Trouble
from firsthand.model.claims import Claim
from firsthand.model.estimates import Bound
from firsthand.model.plain import value_of
from firsthand.proofs.duals import fault_of
from firsthand.publish.beside import Whole, again, listed_checked, texts_hold
from firsthand.publish.found import FAILS, FIELDS, OK, OPEN, Checked, Found, Tools
from firsthand.publish.page import Page, flat
from firsthand.publish.report import Cited, Estimate, Proof, Report, Sentence

CENSUS = "census of "  # how the row of a census names itself where others name their claim
Number = tuple[object, ...]
Look = Callable[[Cited, Sentence, Found], None]


def claims_used(estimate: Estimate) -> set[str]:
    """The claims that an estimate leans on: those of its proofs and of its contradictions."""
    used = {c for b in estimate.bounds for p in b.proofs for row in p.rows for c in row.claims}
    return used | {q.claim for b in estimate.bounds for one in b.conflicts for q in one}


def countable(claim: Claim) -> bool:
    """Whether a claim may be added up: it gives a figure and says what of and where. All such are looked at, for one changed might have been hidden."""
    return claim.amount is not None and bool(claim.act and claim.where)


def estimate_checked(
    e: Estimate,
    fresh: Estimate | None,
    page: Page,
    report: Report,
    look: Look,
    whole: Whole,
) -> Checked:
    """How many, checked: the words seen, each claim that is added up (`look`), the numbers worked out again (`fresh`), the page as a whole."""
    found, used = Found(), claims_used(e)
    known = {c.claim.id for x in report.sentences for c in x.cited}
    seen = [words for i, words in page.sentences if i == e.id]
    right = bool(seen) and all(words == flat(e.text) for words in seen)
    found.say("text", OK if right else FAILS, "" if right else "The page shows other words than the evidence holds.")
    for s in report.sentences:
        for cited in s.cited:
            if cited.claim.id in used or countable(cited.claim):
                look(cited, s, found)
    of_a_census = {c for c in used if c.startswith(CENSUS)} if any(b.what == "census" for b in report.beside) else set()
    if used - known - of_a_census:
        found.say("span", FAILS, "It leans on claims that no sentence of the report cites.")
    numbers_hold(e, fresh, found)
    found.say("origins", OK)  # they are those of the sentences, which are counted again there
    found.say("clearance", FAILS if page.outside else OK)
    whole(found)
    worst = FAILS if FAILS in found.words.values() else OPEN if OPEN in found.words.values() else "matches its source"
    return Checked(e.text, **{**dict.fromkeys(FIELDS, "-"), **found.words}, verdict=worst, why=tuple(found.why))


def how_many_checked(page: Page, report: Report, tools: Tools, state: Mapping[str, Found], look: Look, whole: Whole) -> tuple[Checked, ...]:
    """Everything that a report says of how many, checked; state: what was found of each source."""

    def all_of_it(found: Found) -> None:
        texts_hold(report, tools.readings, state, found)
        whole(found)

    try:
        fresh = {e.id: e for e in tools.estimates(report)} if report.estimates else {}
    except Trouble:  # a census that is none
        fresh = {}
    listed = again(tools.listed, report) if report.listed else {}
    return (
        *(estimate_checked(e, fresh.get(e.id), page, report, look, all_of_it) for e in report.estimates),
        *(listed_checked(x, listed.get(x.id), page, all_of_it) for x in report.listed),
    )


def numbers_hold(estimate: Estimate, fresh: Estimate | None, found: Found) -> None:
    """Whether the bounds are those that follow from the claims cited, and their proofs prove them."""
    found.say("number", OK)
    for bound in estimate.bounds:
        for fault in filter(None, (fault_of(p) for p in bound.proofs)):
            found.say("number", FAILS, f"The proof of “{bound.words}” does not hold: {fault}.")
        sides = {p.side: p.value for p in bound.proofs}
        if (sides.get("lower"), sides.get("upper")) != (bound.lower, bound.upper):
            found.say("number", FAILS, f"“{bound.words}” has other numbers than its proofs.")
    if fresh is None or [_number(b) for b in fresh.bounds] != [_number(b) for b in estimate.bounds]:
        found.say("number", FAILS, "Worked out again from the claims cited, the bounds are others.")
    elif (fresh.text, fresh.picture, fresh.changes, fresh.assumed) != (estimate.text, estimate.picture, estimate.changes, estimate.assumed):
        found.say("text", FAILS, "Its words or its picture are not those of its bounds.")


def _number(b: Bound) -> Number:
    return b.question, b.layer, b.assumes, b.wrong, b.lower, b.upper, b.contradiction, b.words, b.left_out, b.leverage


def decision_of(claim: Claim, sentence: Sentence, report: Report) -> tuple[Proof, bool]:
    """The decision that holds a claim's figure, place and period: its own, or that of its finding (True)."""
    own = next((d.decision for d in report.decided if d.claim == claim.id), None)
    return (own, False) if own else (sentence.decision, True)


def decided_so(cited: Cited, decision: Proof, in_finding: bool) -> bool:
    """Whether an opened decision holds just this claim, whatever its state."""
    try:
        value = json.loads(decision.payload)["value"]
        carried = next(c for c in value["claims"] if c["id"] == cited.claim.id) if in_finding else value
        return replace(value_of(Claim, carried), state="accepted") == replace(cited.claim, state="accepted")
    except (ValueError, KeyError, TypeError, StopIteration, Trouble):
        return False
