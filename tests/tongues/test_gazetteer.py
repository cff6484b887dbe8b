"""Places by code: one place in three scripts, the code of the year, every reading of a name, tables of other people."""

from __future__ import annotations

import re

import pytest

from firsthand.tongues.gazetteer import COLUMNS, named, own_spots, places_called, spots_in

HEAD = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize("name", ["Ngari", "阿里", "阿里地区", "མངའ་རིས", "Ngari Prefecture"])
def test_one_place_in_three_scripts(name: str) -> None:
    assert [s.code for s in places_called(name)] == ["542500"]


def test_the_code_is_that_of_the_year_and_both_in_the_year_of_change() -> None:
    assert [[s.code for s in places_called("Shigatse", year)] for year in (2010, 2014, 2020)] == [
        ["542300"],
        ["540200", "542300"],
        ["540200"],
    ]
    assert {s.now for s in places_called("日喀则")} == {"540200"}


def test_a_name_of_two_places_is_a_list() -> None:
    assert [s.code for s in places_called("城关区")] == ["540102", "620102"]
    assert {s.level for s in places_called("Hotan")} == {"prefecture", "county"}
    assert places_called("Osrin") == ()


def test_every_row_has_a_source_a_code_once_at_a_time_and_a_latest_code_that_is_in_the_table() -> None:
    rows = own_spots()
    assert all(s.source and re.fullmatch(r"[0-9]{6}", s.code) for s in rows)
    assert len({s.code for s in rows}) == len(rows) > 150
    assert {s.now for s in rows} <= {s.code for s in rows}
    assert all(s.last == 0 for s in rows if s.code == s.now)


def test_a_table_of_ones_own_adds_readings_and_says_what_is_wrong_with_it() -> None:
    own = named(spots_in(HEAD + "999101,1990,,county,奥斯林县|奥斯林,Osrin,,county gazette 1991\n"))
    assert [s.code for s in places_called("Osrin county", 2031, own)] == ["999101"]
    assert places_called("Osrin", 1980, own) == ()
    for wrong, why in ((HEAD + "99,,,county,甲,,,x\n", "row 2"), (HEAD + "999101,,,county,甲,,,\n", "source"), ("code\n", "column")):
        with pytest.raises(ValueError, match=why):
            spots_in(wrong)
