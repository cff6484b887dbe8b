"""Screening: forty pages found, some left out, and the flow of it in numbers and as a picture that adds up."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hands import COUNCIL, done
from hypothesis import given
from hypothesis import strategies as st

from firsthand.case.open import open_case
from firsthand.case.screen import flow_of, screen
from firsthand.publish.flow import MOST_REASONS, Flow, lines
from firsthand.publish.render.flow import svg

WORDS = st.text(max_size=70)
FLOWS = st.builds(
    Flow, *[st.integers(0, 10**6)] * 6, st.lists(st.tuples(WORDS, st.integers(1, 99)), max_size=12).map(tuple), st.integers(0, 9)
)


def flow(case: Path) -> dict[str, object]:
    found: dict[str, object] = done("show", case, "screening", "--json").rows[-1]["flow"]
    return found


def test_a_morning_s_screening_adds_up(case: Path) -> None:
    """Mara takes two pages in, leaves one out because it is about another clinic, keeps a block page, and looked in two languages."""
    (case.parent / "again.txt").write_text(COUNCIL, encoding="utf-8")
    (case.parent / "gone.html").write_text(
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The page was not found.</p></body></html>",
        encoding="utf-8",
    )
    done("preserve", case, case.parent / "again.txt", case.parent / "gone.html")
    for source, answer, why in (
        ("council", "include", ""),
        ("courier", "include", ""),
        ("denial", "exclude", "another  clinic"),
        ("gazette", "exclude", "another clinic"),
    ):
        done("screen", case, source, answer, *(["--because", why] if why else []))
    done("add", case, "search", "--text", "诊所", "--language", "zh", "--found", "0")
    told = flow(case)
    stubs = int(str(told["no_page"]))
    assert told == {
        "found": 6, "duplicates": 1, "no_page": stubs, "screened": 4, "included": 2, "excluded": 2, "reasons": [{"why": "another clinic", "count": 2}],
        "not_screened": 2 - stubs, "searches": 1, "languages": {"zh": 1},
    }  # fmt: skip
    rows = {r["id"]: r for r in done("show", case, "screening", "--json").rows}
    assert (
        rows["denial"]["why"] == "another  clinic"
        and rows["again"]["same_bytes_as"] == "council"
        and rows["courier"]["same_bytes_as"] is None
    )
    shown = done("show", case, "screening").out
    assert "another clinic" in shown and "Excluded" in shown and "Not screened yet" in shown


def test_a_change_of_mind_counts_once(case: Path) -> None:
    done("screen", case, "denial", "exclude", "--because", "another clinic")
    done("screen", case, "denial", "include")
    assert (flow(case)["included"], flow(case)["excluded"], flow(case)["reasons"]) == (1, 0, [])


def test_one_source_alone_has_no_flow(case: Path) -> None:
    assert [r["id"] for r in done("show", case, "screening", "--source", "courier", "--json").rows] == ["courier"]


def test_what_was_erased_is_not_counted(case: Path) -> None:
    done("screen", case, "denial", "exclude", "--because", "told by Telu Marsh that it is false")
    done("erase", case, "denial", "--because", "asked")
    assert (flow(case)["found"], flow(case)["excluded"], flow(case)["reasons"]) == (3, 0, [])
    assert "Telu Marsh" not in done("show", case, "screening", "--json").out


def test_from_python(case: Path) -> None:
    with open_case(case) as opened:
        screen(opened, "courier", "exclude", "no figure")
        held = [h.id for h in opened.state().sources.values()]
        assert flow_of(opened.state(), held[:2]) == Flow(4, 0, 0, 3, 0, 1, (("no figure", 1),), 0, (), 2)


# ---- numbers and picture ----------------------------------------------------------------------------------------------------------------------


@given(FLOWS)
def test_the_picture_is_sound_svg_that_needs_nothing_from_outside(made: Flow) -> None:
    picture = svg(made)
    root = ElementTree.fromstring(picture.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {"svg", "title", "desc", "rect", "text", "path"}
    assert "style" not in picture.partition(">")[0] and "href" not in {k for e in root.iter() for k in e.attrib}
    width, height = (float(x) for x in root.attrib["viewBox"].split()[2:])
    for box in (e for e in root.iter() if e.tag.endswith("rect")):
        assert (
            float(box.attrib["x"]) + float(box.attrib["width"]) <= width and float(box.attrib["y"]) + float(box.attrib["height"]) <= height
        )


def test_the_picture_tells_every_number() -> None:
    picture = svg(Flow(40, 3, 2, 1, 25, 12, (("not about the prefecture", 11), ("", 1)), 5, (("zh", 5),), 18))
    for words in (
        "Found",
        ">40<",
        "with the same bytes as another",
        ">3<",
        "Not screened yet",
        "block page",
        ">37<",
        ">25<",
        ">12<",
        "not about the prefecture",
        ">11<",
        "no reason given",
        ">18<",
    ):
        assert words in picture
    assert "&lt;b&gt;" in svg(Flow(1, excluded=1, reasons=(("<b>", 1),)))


@given(FLOWS)
def test_the_lines_tell_every_excluded_document(made: Flow) -> None:
    told = lines(made)
    excluded = next(i for i, (words, _, _) in enumerate(told) if words == "Excluded")
    reasons = [n for words, n, deep in told[excluded + 1 :] if deep == 1]
    assert sum(reasons) == sum(n for _, n in made.reasons) and len(reasons) <= MOST_REASONS + 2


@pytest.mark.parametrize(("languages", "words"), [((("zh", 3), ("", 1)), "zh 3, language not noted 1"), ((), "Searches on record")])
def test_searches_are_told_by_language(languages: tuple[tuple[str, int], ...], words: str) -> None:
    assert any(words in line for line, _, _ in lines(Flow(searches=4, languages=languages)))
