"""How many, in a report: worked out again from what the page cites; a number, a figure, a proof or a picture that was changed is found out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from firsthand.case.check import tools
from firsthand.case.counted import estimates_of
from firsthand.case.demo import sample_case
from firsthand.case.estimate import of_case
from firsthand.case.publish import report_of
from firsthand.model.estimates import Bound
from firsthand.publish.check import check
from firsthand.publish.found import Checked
from firsthand.publish.render.web import page as written
from firsthand.publish.report import Estimate, Report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    root = tmp_path_factory.mktemp("counted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case") as case:
            found = report_of(case, "web-report")
            assert {(b.question, b.lower, b.upper) for b in of_case(case).bounds if b.layer == "wording" and "Sarling" in b.place} == {
                (b.question, b.lower, b.upper) for e in found.estimates for b in e.bounds if b.layer == "wording" and not b.wrong
            }
        yield found


def checked(report: Report) -> Mapping[str, Checked]:
    ids = {e.text: e.id for e in report.estimates}
    return {ids[c.sentence]: c for c in check(written(report), tools()) if c.sentence in ids}


def test_the_sample_says_how_many_and_every_number_opens_its_passage(report: Report) -> None:
    first = report.estimates[0]
    assert first.text == "How many sampled in Sarling from 1 March 2023 to 18 June 2023? By the words alone: from 16,125 to 21,300."
    (changed,) = next(b for b in first.bounds if b.layer == "wording").leverage
    assert (changed.origin.partition("#")[0], changed.lower, changed.upper) == ("report-ninefords", 16125, None)
    page = written(report)
    for claim in {q.claim.id for s in report.sentences for q in s.cited if q.claim.where.startswith("Sarling/")}:
        used = [e for e in report.estimates if any(claim in r.claims for b in e.bounds for p in b.proofs for r in p.rows)]
        assert all(f'id="{e.id}-{claim}"' in page for e in used)
    assert page.count('href="#estimate-1-') >= 2
    assert {c.verdict for c in checked(report).values()} == {"matches its source"}


def with_estimate(report: Report, change: Callable[[Estimate], Estimate]) -> Report:
    return replace(report, estimates=(change(report.estimates[0]), *report.estimates[1:]))


def with_first_bound(report: Report, **fields: object) -> Report:
    def change(e: Estimate) -> Estimate:
        bound: Bound = replace(e.bounds[0], **fields)  # type: ignore[arg-type]
        return replace(e, bounds=(bound, *e.bounds[1:]))

    return with_estimate(report, change)


def with_claim(report: Report, **fields: object) -> Report:
    """The notice of Lumtang with other fields, and everything worked out again from it, as a forger would."""
    forged = []
    for s in report.sentences:
        cited = tuple(
            replace(c, claim=replace(c.claim, **fields)) if c.claim.where == "Sarling/Lumtang" else c  # type: ignore[arg-type]
            for c in s.cited
        )
        forged.append(replace(s, cited=cited))
    changed = replace(report, sentences=tuple(forged))
    return replace(changed, estimates=estimates_of(changed))


FORGED: dict[str, tuple[Callable[[Report], Report], str]] = {
    "a lower number": (lambda r: with_first_bound(r, lower=9), "number"),
    "an upper number": (lambda r: with_first_bound(r, upper=17000), "number"),
    "no upper number": (lambda r: with_first_bound(r, upper=None, proofs=r.estimates[0].bounds[0].proofs[:1]), "number"),
    "a proof that is gone": (lambda r: with_first_bound(r, proofs=()), "number"),
    "leverage": (lambda r: with_first_bound(r, leverage=()), "number"),
    "other words": (lambda r: with_estimate(r, lambda e: replace(e, text=e.text.replace("16,125", "61,125"))), "text"),
    "another picture": (lambda r: with_estimate(r, lambda e: replace(e, picture=e.picture.replace("16,125", "61,125"))), "text"),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_was_changed_is_found_out(what: str, report: Report) -> None:
    change, field = FORGED[what]
    found = checked(change(report))["estimate-1"]
    assert found.verdict == "fails" and getattr(found, field) == "fails", found


def test_a_figure_that_nobody_decided_so_is_found_out_even_where_all_was_worked_out_again(report: Report) -> None:
    amount = next(c.claim.amount for s in report.sentences for c in s.cited if c.claim.where == "Sarling/Lumtang")
    assert amount
    forged = with_claim(report, amount=replace(amount, floor=Decimal(9045), ceiling=Decimal(9045)))
    found = checked(forged)["estimate-1"]
    assert found.number == "fails" and found.text == "fails"
    assert any("9045" in w or "9,045" in w for w in found.why)
    elsewhere = with_claim(report, where="Sarling/Dorsha")
    assert checked(elsewhere)["estimate-1"].verdict == "fails"


def test_pictures_are_alone_readable_and_fetch_nothing(report: Report) -> None:
    for e in report.estimates:
        for svg in filter(None, (e.picture, e.changes)):
            assert svg.startswith("<svg") and "<title>" in svg and "<desc>" in svg
            assert "href" not in svg and "url(" not in svg and "<script" not in svg
    assert json.dumps([e.text for e in report.estimates])
