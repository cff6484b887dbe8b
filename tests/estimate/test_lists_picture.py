"""The pictures of lists: every method and every set of lists is in them, refusals in words, nothing outside is asked for, any names can stand in them."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from invented import VALLEY, drawn, table

from firsthand.estimate.lists import METHODS, listed
from firsthand.estimate.lists_picture import MOST_COLUMNS, methods_svg, overlap_svg, picture_svg

FAST = ("documented", "chao", "pairs", "graphs", "sensitivity")
SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: str) -> list[str]:
    return ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_methods_stand_side_by_side_with_their_numbers_and_the_statement() -> None:
    found = listed(table(VALLEY), FAST)
    words = words_of(methods_svg(found.rows, found.statement, 236))
    assert {"documented", "Chao's bound", "pairs of lists", "graphs", "dependence"} <= set(words)
    assert f"Methods that passed: {found.statement.lower:,}–{found.statement.upper:,}" in words
    graphs = next(e for e in found.rows if e.method == "graphs")
    assert f"{graphs.estimate:,.0f} ({graphs.lower:,.0f}–{graphs.upper:,.0f})" in words


def test_a_refusal_is_said_and_draws_no_bar() -> None:
    found = listed(table({1: 8, 2: 5}), METHODS)
    svg = methods_svg(found.rows, found.statement, 13)
    assert sum(w.startswith("refused:") for w in words_of(svg)) == len(METHODS) - 1
    assert 'class="el-bar"' not in svg and "no upper limit" in svg and "nan" not in svg.lower()


def test_every_set_of_lists_is_a_column_and_what_has_no_room_is_said() -> None:
    assert overlap_svg(table(VALLEY)).count('class="el-col"') == len(VALLEY)
    many = {w: 70 - w for w in range(1, 64)}
    svg = overlap_svg(table(many, 6))
    assert svg.count('class="el-col"') == MOST_COLUMNS
    assert f"33 smaller sets with {sum(sorted(many.values())[:33]):,} people are not drawn." in words_of(svg)


def test_heights_are_in_proportion_to_people() -> None:
    heights = [float(h) for h in re.findall(r'class="el-col"[^>]*height="([0-9.]+)"', overlap_svg(table({1: 100, 2: 50, 3: 25}, 2)))]
    assert heights[0] / heights[1] == 2 and heights[0] / heights[2] == 4


def test_nothing_is_fetched_no_script_and_any_name_can_stand_in_it() -> None:
    given = drawn(300, [(1.0, (0.4, 0.3, 0.35))], 1)
    given = replace(given, lists=("<b>&\"'", "寺院名册" * 20, "དཔེ་ཆ"))
    found = listed(given, FAST)
    svg = picture_svg(found.rows, found.statement, found.table)
    ElementTree.fromstring(svg)
    assert "<script" not in svg and "<b>" not in svg and set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_an_empty_table_is_drawn() -> None:
    found = listed(table({}), FAST)
    ElementTree.fromstring(picture_svg(found.rows, found.statement, found.table))
