"""A claim as a row and back: what was not changed stays letter for letter, what was changed is as the cell says, nonsense is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.claim.coded import Around, amended, answer_in, cells_of, differing, figure_of, mark_of, number_of, plainly
from firsthand.claim.heads import EDITABLE, MARK, heads_of
from firsthand.claim.quoted import nearest, place_of
from firsthand.errors import Trouble
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim, Stance
from firsthand.model.passages import Part, Passage, Span

QUOTE = "More than 214 patients were turned away."
PASSAGE = Passage("s1", "p1", Part("d", 0, 9, "d"), "text/1", 5, 5 + len(QUOTE), QUOTE)
CLAIM = Claim(
    "c1",
    "s1",
    (PASSAGE,),
    ("the council",),
    "staff",
    "refuse",
    "patients",
    "May 2023",
    "Orvale",
    Amount(Decimal(214), None, "at_least", "people", "patients"),
    Span(5, 18),
)
NUMBERS = st.decimals(0, 10**15, places=2, allow_nan=False, allow_infinity=False) | st.integers(0, 10**18).map(Decimal)


def row(claim: Claim, **around: str) -> dict[str, str]:
    return cells_of(claim, Around("council", **around))  # type: ignore[arg-type]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    bounds = draw(
        st.sampled_from(
            [
                (low, high, "range"),
                (low, None, "at_least"),
                (None, high, "at_most"),
                (low, low, "exact"),
                (low, low, "about"),
                (None, None, "vague"),
            ]
        )
    )
    amount = draw(st.none() | st.just(Amount(*bounds, draw(st.text(max_size=5)), draw(st.text(max_size=5)))))  # type: ignore[arg-type]
    text, stance = st.text(max_size=12), draw(st.sampled_from(Stance.__args__))  # type: ignore[attr-defined]
    return replace(
        CLAIM,
        actor=draw(text),
        act=draw(text),
        acted_on=draw(text),
        when=draw(text),
        where=draw(text),
        statement=draw(text),
        said_by=tuple(draw(st.lists(text, max_size=2))),
        amount=amount,
        stance=stance,
    )


@settings(deadline=None)
@given(claims())
def test_an_untouched_row_has_its_mark_and_asks_for_nothing(claim: Claim) -> None:
    cells = row(claim)
    assert mark_of(cells) == cells[MARK]
    assert differing(cells, cells) == () and answer_in(cells, cells["state"]) == ""
    assert amended(claim, {}) == claim


@settings(deadline=None)
@given(claims(), claims())
def test_the_cells_of_another_claim_make_a_claim_that_reads_the_same(mine: Claim, other: Claim) -> None:
    now, asked = row(mine), row(other)
    changed = differing(asked, now)
    new = amended(mine, {c: asked[c] for c in changed})
    told = row(new)
    assert differing(asked, told) in ((), ("kind",), ("status",), ("measure",), ("status", "measure"), ("kind", "status", "measure")), (
        "an emptied closed word keeps what it was"
    )
    assert amended(new, {c: asked[c] for c in differing(asked, told)}) == new, "asking twice is asking once"
    untouched = set(EDITABLE) - set(changed)
    assert all(told[c] == now[c] for c in untouched if c not in ("floor", "ceiling", "kind", "unit", "what", "status", "measure"))


@settings(deadline=None)
@given(claims(), st.sampled_from(EDITABLE))
def test_a_mark_tells_a_changed_cell(claim: Claim, column: str) -> None:
    cells = row(claim)
    assert mark_of({**cells, column: cells[column] + "x"}) != cells[MARK]
    assert mark_of({**cells, "decided by": "somebody", "published": "2031"}) == cells[MARK]


@pytest.mark.parametrize(
    ("one", "other"), [("214", "214.0"), ("1206962", "1,206,962"), ("214", "２１４"), ("214", "༢༡༤"), ("8045", "8 045"), ("32.9", "32.90")]
)
def test_a_number_is_the_same_however_a_program_writes_it(one: str, other: str) -> None:
    assert plainly("floor", one) == plainly("floor", other) and number_of(one) == number_of(other)


@pytest.mark.parametrize("text", ["many", "1e999999", "--2", "2..3", "0x10", "∞", "", "1/2", "9" * 40])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Trouble) as caught:
        number_of(text)
    assert caught.value.code == "wrong-value"


@pytest.mark.parametrize(
    "cells",
    [
        {"stance": "perhaps"},
        {"kind": "roughly"},
        {"status": "soon"},
        {"floor": "x"},
        {"floor": "9", "ceiling": "3"},
        {"floor": "1", "ceiling": "2", "kind": "exact"},
    ],
)
def test_nonsense_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(Trouble) as caught:
        amended(CLAIM, cells)
    assert caught.value.code == "wrong-value"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"floor": "3", "ceiling": "3"}, "exact"),
        ({"floor": "3", "ceiling": "4"}, "range"),
        ({"ceiling": "4", "floor": ""}, "at_most"),
        ({"floor": "3"}, "at_least"),
    ],
)
def test_a_figure_without_a_word_for_its_kind_gets_the_one_that_its_bounds_say(cells: dict[str, str], kind: str) -> None:
    found = amended(replace(CLAIM, amount=None), cells).amount
    assert found is not None and found.kind == kind


def test_emptied_figures_leave_none() -> None:
    assert amended(CLAIM, dict.fromkeys(("floor", "ceiling", "kind", "unit", "what"), "")).amount is None


@pytest.mark.parametrize(
    ("cell", "now", "answer"),
    [("accepted", "proposed", "accept"), ("Accepted ", "amended", ""), ("rejected", "accepted", "reject"), ("withdrawn", "accepted", "withdraw"), ("proposed", "accepted", ""),
     ("", "rejected", ""), ("接受", "proposed", "accept"), ("拒绝", "proposed", "reject"), ("rejected", "rejected", ""), ("accepted", "disagreement", "accept")],
)  # fmt: skip
def test_what_the_state_asks_for(cell: str, now: str, answer: str) -> None:
    assert answer_in({"state": cell}, now) == answer


@pytest.mark.parametrize(
    ("text", "floor", "ceiling", "kind"),
    [
        ("214", 214, 214, "exact"),
        ("more than 214", 214, None, "at_least"),
        ("1,206,962", 1206962, 1206962, "exact"),
        ("84%", 84, 84, "share"),
        ("about 40", 40, 40, "about"),
        ("3-5 vans", 3, 5, "range"),
    ],
)
def test_figures_of_other_people_s_sheets(text: str, floor: int, ceiling: int | None, kind: str) -> None:
    found = figure_of(text, "en")
    assert found and (found.floor, found.ceiling, found.kind) == (floor, ceiling, kind)


def test_a_figure_that_is_none_is_not_made_up() -> None:
    assert figure_of("unknown", "en") is None and figure_of("12 men and 3 women", "en") is None


# ---- heads ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first", [["well", "depth"], ["id", "url", "title"], [], ["source", "note"], ["claim_id", "claim", "doc_ids", "level"]]
)
def test_other_tables_are_no_coding_sheets(first: list[str]) -> None:
    assert heads_of(first) is None


def test_heads_are_found_however_they_are_written() -> None:
    found = heads_of([" Document_ID:", "ORIGINAL  TEXT", "地点", "Coder", "Household"], ["household"])
    assert found and not found.ours and found.unknown == ("Coder",)
    assert found.at == {"source": (0,), "quote": (1,), "place": (2,), "household": (4,)}


# ---- quotations -------------------------------------------------------------------------------------------------------------------------------

TEXT = "In Lumtang County blood has been taken\nfrom 8,045 people.\n已上报的三个\n乡镇合计已采血8,045人。 ཁྲག་གི་\nདཔེ་ཚད་བླངས་འདུག"


@pytest.mark.parametrize(
    "quote", ["taken from 8,045", " In Lumtang\nCounty ", "三个乡镇合计", "已采血8,045人", "ཁྲག་གི་དཔེ་ཚད་", "taken\nfrom"]
)
def test_words_are_found_across_broken_lines(quote: str) -> None:
    at = place_of(TEXT, quote)
    assert at and "".join(TEXT[at.start : at.end].split()) == "".join(quote.split())


@pytest.mark.parametrize(
    "quote", ["taken from 8,054", "In Lum tang", "County  blood had", "", "  ", "三个乡镇 合计 已采血8,054人", "IN LUMTANG"]
)
def test_other_words_are_not(quote: str) -> None:
    assert place_of(TEXT, quote) is None


def test_the_words_that_are_most_like_a_changed_quotation() -> None:
    assert nearest(TEXT, "blood had been taken from 8,054 people") == "blood has been taken from 8,045 people"
    assert nearest(TEXT, "an entirely different sentence about wells") == "" and nearest("short", "a longer quotation than the text") == ""


@settings(deadline=None)
@given(st.text(alphabet="ab \n三ཀ(.", max_size=30), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    at = place_of(text, piece)
    assert (at is None) == (not piece.strip())
    if at:
        assert text[at.start : at.end] == piece.strip()
