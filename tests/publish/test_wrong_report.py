"""The careless report of the sample case: each of its sentences is found out by the field that is to find it; the careful report passes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "sample"))

from test_golden import careless

from firsthand.case import publish as publishing
from firsthand.case.check import row_of, tools
from firsthand.case.demo import sample_case
from firsthand.errors import Trouble
from firsthand.publish.check import check
from firsthand.publish.render.web import page as written
from firsthand.publish.wording import pieces, plainly

FIELD = {  # what is wrong with a sentence -> the fields of which one must fail
    "number": {"number"},
    "range-to-top": {"number"},
    "bound": {"number"},
    "denial": {"stance"},
    "footnote": {"number"},
    "quote": {"span"},
}
OPEN: set[str] = set()  # slips that the check does not find out yet; only ever shortened


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    wrong = careless()
    fails = {one["sentence"]: one["key"] for one in wrong["finding"]}
    root = tmp_path_factory.mktemp("careless")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case", decisions=wrong) as case:
            report = publishing.report_of(case, "web-report")
            page = written(report)
            found = {fails[c.sentence]: row_of(c) for c in check(page, tools()) if c.sentence in fails}
            blind = {fails[c.sentence]: c for c in check(page, _without_quotations()) if c.sentence in fails}
            assert blind["quote"].span == "ok", "without looking at quotation marks the invented words slip through"
            patch.setattr(publishing, "report_of", lambda *_: report)
            with pytest.raises(Trouble, match="would fail a check"):
                publishing.publish(case, "web-report", str(root / "r.html"))
            assert not (root / "r.html").exists() and not list((root / "case" / "published").iterdir())
        yield found


def _without_quotations():  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(tools(), quotations=lambda text, language: ())


def test_every_kind_of_carelessness_is_in_the_table(rows: Mapping[str, Any]) -> None:
    assert set(rows) == set(FIELD)


@pytest.mark.parametrize("wrong", FIELD)
def test_a_careless_sentence_fails_in_its_field(wrong: str, rows: Mapping[str, Any]) -> None:
    row = rows[wrong]
    caught = row["verdict"] == "fails" and any(row[name] == "fails" for name in FIELD[wrong]) and bool(row["why"])
    assert caught != (wrong in OPEN), row


@pytest.mark.parametrize(
    ("quote", "passage", "borne"),
    [
        ("“We counted them at the door”", '"we counted them  at the door," she said', True),
        ("“We counted … at the door”", "We counted all of them, twice, at the door", True),
        ("“We counted [the patients] at the door”", "we counted them at the door", True),
        ("“We never counted them”", "we counted them", False),
        ("「两个乡镇」", "已上报的两个乡镇合计", True),
        ("“the council’s book”", "the council's book", True),
    ],
)
def test_quotations_are_held_against_the_words_of_the_passage(quote: str, passage: str, borne: bool) -> None:
    assert all(p in plainly(passage) for p in pieces(quote)) is borne
