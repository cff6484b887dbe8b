"""A census and a table of lists beside the claims of a report: shown, and found out where they or what they give were changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.case.beside import Put
from firsthand.case.check import tools
from firsthand.case.demo import sample_case
from firsthand.case.preserve import preserve
from firsthand.case.publish import report_of
from firsthand.errors import Trouble
from firsthand.publish.check import check
from firsthand.publish.found import Checked
from firsthand.publish.render.web import page as written
from firsthand.publish.report import Report

pytestmark = pytest.mark.slow  # every check carries the methods out again
TABLE = "clinic,parish,gazette,count\n1,0,0,61\n0,1,0,48\n0,0,1,77\n1,1,0,19\n1,0,1,14\n0,1,1,11\n1,1,1,6\n"
CENSUS = "claim,place,from,to,population,unit,kind,floor\npopulation,Sarling,18000,0\n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    root = tmp_path_factory.mktemp("beside")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case") as case:
            for name, text in (
                ("valley.csv", TABLE),
                ("census.csv", CENSUS),
                ("claims.csv", CENSUS + "c1,Sarling,,,sampled,persons,exact,5\n"),
            ):
                (root / name).write_text(text, encoding="utf-8")
                preserve(case, [str(root / name)])
            with pytest.raises(Trouble, match="may not hold claims"):
                report_of(case, "web-report", beside=Put(census="claims"))
            with pytest.raises(Trouble, match="not a usable table of lists"):
                report_of(case, "web-report", beside=Put(lists="census"))
            yield report_of(case, "web-report", beside=Put("valley", "census"))


def checked(report: Report) -> list[Checked]:
    words = {e.text for e in (*report.estimates, *report.listed)}
    return [c for c in check(written(report), tools()) if c.sentence in words]


def test_lists_stand_in_the_report_with_both_pictures_and_check_carries_the_methods_out_again(report: Report) -> None:
    (one,) = report.listed
    page = written(report)
    assert one.text.startswith("Methods that passed give from") and one.text in page
    assert one.picture in page and one.overlap in page and {m.name for m in one.methods} >= {"loglinear", "graphs", "classes"}
    assert {c.verdict for c in checked(report)} == {"matches its source"}


def test_a_census_limits_a_place_and_the_page_says_with_which(report: Report) -> None:
    assert any("18,000" in r.says for e in report.estimates for b in e.bounds for p in b.proofs for r in p.rows)
    assert "Counted with the census" in written(report)


def other_method(r: Report) -> Report:
    one = r.listed[0]
    changed = tuple(replace(m, upper=(m.upper or 0) * 3) if m.name == "graphs" else m for m in one.methods)
    return replace(r, listed=(replace(one, methods=changed),))


FORGED: dict[str, Callable[[Report], Report]] = {
    "another table": lambda r: replace(r, beside=tuple(replace(b, text=b.text.replace("61", "16")) for b in r.beside)),
    "another census": lambda r: replace(r, beside=tuple(replace(b, text=b.text.replace("18000", "19000")) for b in r.beside)),
    "no census": lambda r: replace(r, beside=tuple(b for b in r.beside if b.what == "lists")),
    "another method": other_method,
    "other words": lambda r: replace(r, listed=(replace(r.listed[0], text=r.listed[0].text.replace("236", "632")),)),
    "another picture": lambda r: replace(r, listed=(replace(r.listed[0], picture=r.listed[0].picture.replace("graphs", "grafs")),)),
    "a method less": lambda r: replace(r, listed=(replace(r.listed[0], methods=r.listed[0].methods[:-1]),)),
    "a table that is none": lambda r: replace(r, beside=tuple(replace(b, text="?") for b in r.beside)),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_was_changed_beside_the_claims_is_found_out(what: str, report: Report) -> None:
    assert any(c.verdict == "fails" for c in checked(FORGED[what](report)))


def test_pictures_stand_alone(report: Report, tmp_path: Path) -> None:
    for svg in (report.listed[0].picture, report.listed[0].overlap):
        assert svg.startswith("<svg") and "href" not in svg and "url(" not in svg
