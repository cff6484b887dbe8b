"""`firsthand estimate lists`: the fields of the contract, seeds, what a person declares, lineage from a case, and wrong words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import done, firsthand, refused

TABLE = "clinic,parish,gazette,count\n1,0,0,61\n0,1,0,48\n0,0,1,77\n1,1,0,19\n1,0,1,14\n0,1,1,11\n1,1,1,6\n"
FIELDS = {"v", "method", "estimate", "lower", "upper", "level", "assumes", "diagnostics", "refused", "seed", "warning_only"}
FAST = ("--method", "documented", "--method", "graphs", "--method", "sensitivity")


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.slow
def test_rows_and_the_statement_as_the_last_line(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", TABLE)
    *rows, last = done("estimate", "lists", "--from", path, *FAST, "--json").rows
    assert [r["method"] for r in rows] == ["documented", "graphs", "sensitivity"] and all(set(r) == FIELDS for r in rows)
    assert all(r["assumes"].endswith(".") for r in rows)
    limits = [r for r in rows if r["method"] != "documented" and not r["refused"]]
    assert last["from"] <= min(r["lower"] for r in limits) and last["to"] >= max(r["upper"] for r in limits)
    assert "95" not in last["statement"]
    words = done("estimate", "lists", "--from", path, *FAST).out
    assert last["statement"].split(" (")[0] in " ".join(words.split())


@pytest.mark.slow
def test_the_same_seed_gives_the_same_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", TABLE)
    one, again, other = (done("estimate", "lists", "--from", path, "--method", "loglinear", "--seed", s, "--json").out for s in (3, 3, 4))
    assert one == again != other


def test_lists_declared_one_are_merged_and_both_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", TABLE)
    rows = done("estimate", "lists", "--from", path, *FAST, "--same", "clinic,parish", "--dependence", "0.4,2.5", "--json").rows
    assert rows[-1]["lists"] == ["clinic+parish", "gazette"] and rows[-1]["merged"] == ["clinic+parish"]
    assert rows[1]["diagnostics"]["before_merging"]["estimate"] > 0 and rows[2]["diagnostics"]["declared"] == [0.4, 2.5]


def test_without_any_method_that_passes_a_person_is_needed(tmp_path: Path) -> None:
    said = firsthand("estimate", "lists", "--from", written(tmp_path / "t.csv", "A,B,count\n1,0,5\n0,1,3\n"), *FAST, "--json")
    assert said.status == 1 and said.rows[-1]["to"] is None and said.rows[-1]["from"] == 8 and "NaN" not in said.out


@pytest.mark.slow
def test_lists_that_are_sources_of_a_case_are_merged_by_its_lineage(tmp_path: Path) -> None:
    """Two newspapers print one register word for word; a third counted by itself."""
    register = "Names read out in Orvale on 3 May 2023: forty-one people were held in the mill, the parish register says. They were counted at the gate by Sister Ines, bread was handed out twice and nobody was asked to sign.\n"
    pages = tmp_path / "pages"
    pages.mkdir()
    written(pages / "parish.txt", register)
    written(pages / "courier.txt", register)
    written(pages / "clinic.txt", "The clinic in Orvale treated 38 people who had been held in the mill.\n")
    written(
        tmp_path / "l.csv",
        "id,title,publisher,published\nparish,Register,Parish,2023-05-04\ncourier,Names,Courier,2023-05-06\nclinic,Ward book,Clinic,2023-05-05\n",
    )
    done("new", tmp_path / "case")
    done("preserve", tmp_path / "case", pages, "--list", tmp_path / "l.csv")
    path = written(tmp_path / "t.csv", TABLE.replace("gazette", "courier"))
    rows = done("estimate", "lists", tmp_path / "case", "--from", path, *FAST, "--json").rows
    assert rows[-1]["lists"] == ["clinic", "parish+courier"]
    none = refused("estimate", "lists", tmp_path / "case", "--json")
    assert none.error["error"] == "no-table"
    done("preserve", tmp_path / "case", path)
    held = firsthand("estimate", "lists", tmp_path / "case", *FAST, "--json")
    assert held.rows[-1]["table"] == "t" and held.rows[-1]["lists"] == ["clinic", "parish+courier"]


@pytest.mark.parametrize(
    "words",
    [
        (), ("nowhere",), ("--from", "nowhere.csv"), ("--from", "TABLE", "--method", "guess"), ("--from", "TABLE", "--seed", "-1"), ("--from", "TABLE", "--seed", "x"),
        ("--from", "TABLE", "--same", "clinic"), ("--from", "TABLE", "--same", "clinic,nowhere"), ("--from", "TABLE", "--distinct", "clinic,parish,gazette"),
        ("--from", "TABLE", "--dependence", "much"), ("--from", "TABLE", "--dependence", "2,1"), ("--from", "."), ("TABLE",),
    ],
)  # fmt: skip
def test_wrong_words(words: tuple[str, ...], tmp_path: Path) -> None:
    path = str(written(tmp_path / "t.csv", TABLE))
    refused("estimate", "lists", *(path if w == "TABLE" else w for w in words), "--json")


def test_a_table_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("A,Bé,count\n1,0,3\n".encode("latin-1"))
    assert "UTF-8" in refused("estimate", "lists", "--from", tmp_path / "t.csv", "--json").error["text"]


def test_the_picture_is_written_where_a_person_says_and_nowhere_else(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", TABLE)
    done("estimate", "lists", "--from", path, *FAST, "--picture", tmp_path / "lists.svg")
    assert (tmp_path / "lists.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert (
        refused("estimate", "lists", "--from", path, *FAST, "--picture", tmp_path / "nowhere" / "x.svg", "--json").error["error"]
        == "missing"
    )
    assert refused("estimate", "lists", "--from", path, *FAST, "--picture", tmp_path, "--json").error["error"] == "disk-error"
