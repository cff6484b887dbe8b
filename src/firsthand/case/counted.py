"""What a claim counts as, and how many a report says: the same from a case and from the evidence that a page carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.model.claims import Claim
from firsthand.model.estimates import Bound
from firsthand.model.findings import Origins
from firsthand.publish.report import Estimate, Report

if TYPE_CHECKING:
    from firsthand.estimate.rows import Counts, Row

WRONG = 1  # a report also says what holds if any one origin is wrong


def row_or_why(claim: Claim, found: Origins, name: Callable[[str], str], published: str) -> Row | str:
    """A claim as a row, or in words why it is none. name: how nodes are called; published: the day of its own document ("" unknown)."""
    from firsthand.estimate.claims import row_of_claim

    if found.support in ("mutation", "withdrawn"):
        return "no origin bears it: it arose on the way" if found.support == "mutation" else "its origin has withdrawn it"
    names = origins_of_claim(claim, found)
    own = [n.partition("#")[0] for n in names] == [claim.source]
    parties = {o.party for o in found.origins if claim.source in o.documents}
    return row_of_claim(
        claim, tuple(name(n) for n in names), (published or "-") if own else "", "witness" if parties == {"affected"} else ""
    )


def origins_of_claim(claim: Claim, found: Origins) -> tuple[str, ...]:
    """The origins that a claim leads back to; all of its finding's where it is undecided which."""
    mine = [o for o in found.origins if claim.source in o.documents] or list(found.origins)
    undecided = any(not o.sure for o in mine) or len(mine) > 1
    return tuple(
        dict.fromkeys(o.name if not o.name.startswith("(") else f"{o.name} {claim.source}" for o in (found.origins if undecided else mine))
    )


def estimates_of(report: Report) -> tuple[Estimate, ...]:
    """How many, from the claims that the sentences of a report cite: questions in order, each with its bounds and pictures."""
    rows = tuple(_rows(report))
    if not rows:
        return ()
    from firsthand.estimate.bounds import bounds_of

    by_question = groupby(bounds_of(replace(census_in(report), rows=rows), WRONG), key=lambda b: b.question)
    called = {c.name: c.publisher or c.title or c.name for c in report.sources}
    return tuple(_estimate(n, tuple(some), called) for n, (_, some) in enumerate(by_question, 1))


def census_in(report: Report) -> Counts:
    """What the census beside the claims declares; raises Trouble where it is none, or gives claims of its own, which nobody has accepted."""
    from firsthand.estimate.rows import Counts
    from firsthand.estimate.spreadsheets import counts_of_csv

    out = Counts(())
    for one in report.beside:
        if one.what == "census":
            out, wrong = counts_of_csv(one.text, one.source)
            if out.rows or wrong:
                why = (
                    f"row {wrong[0].values['row']}: {wrong[0].values['why']}"
                    if wrong
                    else "beside a report it may not hold claims; preserve and accept these"
                )
                raise Trouble("bad-counts", path=one.source, why=why)
    return out


def _rows(report: Report) -> Iterator[Row]:
    cards, met = {c.id: c for c in report.sources}, set[str]()
    for s in report.sentences:
        for cited in s.cited:
            claim = cited.claim
            if claim.amount is None or claim.id in met:
                continue
            met.add(claim.id)
            card = cards.get(claim.source)
            row = row_or_why(claim, s.origins, lambda n: _called(n, report), card.published if card else "")
            if not isinstance(row, str):
                yield row


def _called(node: str, report: Report) -> str:
    """A node by the name of its document, "ext:NAME" where none is held."""
    source, mark, rest = node.partition("#")
    return next((c.name + mark + rest for c in report.sources if c.id == source), node)


def _estimate(number: int, bounds: tuple[Bound, ...], called: Mapping[str, str]) -> Estimate:
    from firsthand.estimate.picture import assumed, bounds_svg, leverage_svg
    from firsthand.estimate.saying import statement

    first = next((b for b in bounds if b.leverage), None)
    names = {x.origin: " or ".join(called.get(n.partition("#")[0], n) for n in x.origin.split("; ")) for b in bounds for x in b.leverage}
    changes = leverage_svg(first, names) if first else ""
    return Estimate(f"estimate-{number}", statement(bounds), bounds, bounds_svg(bounds), changes, assumed(bounds))
