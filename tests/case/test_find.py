"""Finding in a case: the index follows what is held, only what changed is done again, what is erased leaves it, and a look can be put on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand, refused

from firsthand.case.find import FILES, found, look, recorded
from firsthand.case.open import open_case
from firsthand.index import tables


def sources(case: Path, *words: str) -> set[str]:
    return {row["source"] for row in done("find", case, *words, "--json").rows}


def test_what_is_held_is_found_with_its_exact_place(case: Path) -> None:
    (hit,) = done("find", case, "door", "--json").rows
    assert hit["source"] == "council" and hit["where"] == "text" and COUNCIL[hit["start"] : hit["end"]] == hit["quote"] == "door"
    assert hit["v"] == 1 and hit["before"].endswith("at the ") and hit["language"] == "en"
    assert sources(case, "clinic", "214") == {"council", "courier", "gazette", "denial"}
    assert sources(case, '"Orvale Gazette"') == {"gazette"}, "a publisher is searched too"
    assert sources(case, "door", "--in", "zh") == set()


def test_people_are_told_what_was_found_and_how_to_put_it_on_record(case: Path) -> None:
    said = done("find", case, "door")
    assert "at the [door]" in said.out and "1 document of 4" in said.out and "--found 1" in said.out
    nothing = done("find", case, "window")
    assert "Nothing was found in 4 documents (en 4)" in nothing.out and "--text window" in nothing.out and "--found 0" in nothing.out


def test_a_look_that_found_nothing_can_be_put_on_record(case: Path) -> None:
    done("add", case, "search", "--text", "采集", "--language", "zh", "--set", "where=this case", "--found", "0")
    (row,) = done("show", case, "searches", "--json").rows
    assert (row["text"], row["language"], row["where"], row["found"]) == ("采集", "zh", "this case", 0)
    for number in ("none", "-1", "1.5", "٣"):
        assert refused("add", case, "search", "--text", "x", f"--found={number}", "--json").error["error"] == "wrong-value"
    with open_case(case) as opened:
        name = recorded(opened, "door", "", look(opened, "door"))
    rows = {row["id"]: row for row in done("show", case, "searches", "--json").rows}
    assert rows[name]["found"] == 1 and rows[name]["among"] == "4" and rows[name]["where"] == "this case"


def touched(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose entry in the index the next question makes again."""
    seen: list[str] = []
    put = tables.put

    def watched(index, source, one):  # type: ignore[no-untyped-def]
        seen.append(source)
        put(index, source, one)

    with monkeypatch.context() as patch:
        patch.setattr(tables, "put", watched)
        done("find", case, "anything")
    return seen


def test_only_what_changed_is_indexed_again(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert touched(case, monkeypatch) == []
    more = case.parent / "more"
    more.mkdir()
    (more / "extra.txt").write_text("A levy was raised in Orvale on 3 June 2023.\n", encoding="utf-8")
    done("preserve", case, more)
    ids = {row["id"]: row["source"] for row in done("show", case, "sources", "--json").rows}
    assert touched(case, monkeypatch) == [ids["extra"]]
    assert sources(case, "levy") == {"extra"}
    done("screen", case, "extra", "exclude")
    assert touched(case, monkeypatch) == [ids["extra"]] and sources(case, "levy") == set()
    done("screen", case, "extra", "include")
    assert sources(case, "levy") == {"extra"}


def test_what_was_erased_leaves_the_index_for_good(case: Path) -> None:
    assert sources(case, "nurse") == {"gazette"}
    done("erase", case, "gazette", "--because", "asked to")
    left = b"".join((case / name).read_bytes() for name in FILES if (case / name).exists()).lower()
    assert b"nurse" not in left and b"venn" not in left and b"council" in left
    assert sources(case, "nurse") == set()


def test_the_index_may_be_deleted_or_damaged_at_any_moment(case: Path) -> None:
    before = done("find", case, "clinic", "--json").out
    (case / FILES[0]).unlink()
    assert done("find", case, "clinic", "--json").out == before
    (case / FILES[0]).write_bytes(b"no database" * 999)
    assert done("find", case, "clinic", "--json").out == before
    raw = bytearray((case / FILES[0]).read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    (case / FILES[0]).write_bytes(raw)
    assert done("find", case, "clinic", "--json").out == before
    (case / FILES[0]).write_bytes(b"no database" * 999)
    done("erase", case, "courier", "--because", "asked to")
    assert sources(case, "clinic") == {"council", "gazette", "denial"}


def test_where_nothing_can_be_written_the_index_is_made_for_the_question(case: Path) -> None:
    before = done("find", case, "clinic", "--json").out
    (case / FILES[0]).unlink()
    (case / FILES[0]).mkdir()  # SQLite cannot open it, as on a disc
    assert done("find", case, "clinic", "--json").out == before


def test_a_page_that_cannot_be_read_is_found_by_its_title(case: Path) -> None:
    more = case.parent / "more"
    more.mkdir()
    (more / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    (case.parent / "more.csv").write_text("id,title\nscan,Minutes of the wells board\n", encoding="utf-8")
    firsthand("preserve", case, more, "--list", case.parent / "more.csv")
    (hit,) = done("find", case, "wells board", "--json").rows[:1]
    assert hit["source"] == "scan" and hit["where"] == "title" and hit["start"] is None


def test_in_python(case: Path) -> None:
    with open_case(case) as opened:
        assert {hit.name for hit in found(opened, "clinic")} == {"council", "courier", "gazette", "denial"}
        assert found(opened, "clinic", "bo") == ()


def test_keys_that_are_not_here_empty_no_index_and_are_not_called_erased(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone copies the case to another computer and leaves the home behind; then brings it."""
    everything = done("find", case, "clinic", "--json").rows
    assert {r["source"] for r in everything} == {"council", "courier", "gazette", "denial"}
    titled = done("show", case, "sources", "--json").rows
    with monkeypatch.context() as away:
        away.setenv("FIRSTHAND_HOME", str(tmp_path / "elsewhere"))
        assert done("find", case, "clinic", "--json").rows == everything, "what the index held stays in it"
        said = done("find", case, "clinic").out
        assert "not on this computer" in said and "Nothing was erased" in said
        rows = done("show", case, "sources", "--json").rows
        assert len(rows) == len(titled) and not any(r["erased"] for r in rows)
        assert all("not on this computer" in r["trouble"] for r in rows)
    assert done("find", case, "clinic", "--json").rows == everything and done("show", case, "sources", "--json").rows == titled
    assert "not on this computer" not in done("find", case, "clinic").out


def test_what_was_erased_is_gone_with_keys_or_without(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative of the test above: an erasure is told by the ledger, and no absent key brings it back."""
    done("find", case, "clinic")
    done("erase", case, "denial", "--because", "asked")
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "elsewhere"))
    assert sources(case, "clinic") == {"council", "courier", "gazette"}
    assert [r["erased"] for r in done("show", case, "sources", "--json").rows].count(True) == 1
