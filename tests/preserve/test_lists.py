"""Lists: every word as written; a bad row is named and the rest goes on; a bad list is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.preserve.lists import list_of

HERE = Path("list.csv")


def test_words_are_kept_as_written() -> None:
    raw = (
        "id,file,url,title,published,language,chain\r\n"
        'a1, a.html ,https://lhari.example/1," Visits, counted ","Sat Sep 01, 2018",en,wells\r\n'
        "b2,b.html,,水井,2018-08 (in address),zh,\r\n"
        "c3,c.html,,,Aug 11 (year not stated),bo,\r\n"
    )
    for encoded in (raw.encode("utf-8"), raw.encode("utf-8-sig"), raw.replace("\r\n", "\n").encode()):
        found = list_of(encoded, HERE)
        assert [r.listed.published for r in found.rows] == ["Sat Sep 01, 2018", "2018-08 (in address)", "Aug 11 (year not stated)"]
        assert (found.rows[0].listed.title, found.rows[0].listed.file) == (" Visits, counted ", "a.html")
        assert found.rows[0].listed.extra == (("chain", "wells"),)
        assert found.others == ("chain",)
        assert not found.troubles


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_write_between_cells_is_known(mark: str) -> None:
    found = list_of(mark.join(["ID", "Title"]).encode() + b"\n" + mark.join(["a", "T"]).encode(), HERE)
    assert (found.rows[0].listed.id, found.rows[0].listed.title) == ("a", "T")


ROWS = [
    ("id,title\na,T\na,U\nb,V", 3, "is the id of row 2", ["a", "b"]),
    ("id,title\n,T\nb,V", 2, "neither id nor file", ["b"]),
    ("id,title\na,One, two\nb,V", 2, "more cells", ["b"]),
    ("id,title\n\n\na\x07,T\nb,V", 4, "control characters", ["b"]),
]


@pytest.mark.parametrize(("text", "row", "why", "ids"), ROWS, ids=range(len(ROWS)))
def test_a_bad_row_is_named_and_the_rest_goes_on(text: str, row: int, why: str, ids: list[str]) -> None:
    found = list_of(text.encode(), HERE)
    (trouble,) = found.troubles
    assert (trouble.code, trouble.values["row"]) == ("bad-row", row)
    assert why in trouble.text
    assert [r.listed.id for r in found.rows] == ids


LISTS = [
    (b"", "empty-file", "empty"),
    (b" \n\n", "empty-file", "empty"),
    (b"name,adress\na,b", "bad-list", "neither a column id nor a column file, but name, adress"),
    (b"id,id\na,b", "bad-list", "two columns are called id"),
    ("id,title\na,水井".encode("gbk"), "bad-list", "it is not UTF-8"),
    ("id,title\na,b".encode("utf-16"), "bad-list", "it is not UTF-8"),
    (b'id,title\na,"open\n', "bad-list", "not a CSV"),
    (b"id,title\na," + b"x" * 1_100_000, "bad-list", "not a CSV"),
]


@pytest.mark.parametrize(("raw", "code", "why"), LISTS, ids=range(len(LISTS)))
def test_a_bad_list_is_refused_in_one_line(raw: bytes, code: str, why: str) -> None:
    with pytest.raises(Trouble) as raised:
        list_of(raw, HERE)
    assert raised.value.code == code
    assert why in raised.value.text
    assert "\n" not in raised.value.text


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.binary(max_size=60).map(lambda b: b"id,file,title\n" + b),
        st.text(max_size=40).map(lambda t: ("id,file\n" + t).encode("utf-8", "ignore")),
    )
)
def test_any_bytes_are_a_list_or_a_trouble(raw: bytes) -> None:
    try:
        found = list_of(raw, HERE)
    except Trouble as trouble:
        assert trouble.text
    else:
        assert all(r.listed.id or r.listed.file for r in found.rows)
