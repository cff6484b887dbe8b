"""Estimates at the command line: a spreadsheet alone, a case, both; what is wrong with a row is told with its quotation, and never a NaN."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hands import done, firsthand, ids, refused

HEAD = "claim,place,from,to,population,unit,kind,floor,ceiling,status,measure,base,origin,quote\n"
FIELDS = {"v", "question", "layer", "lower", "upper", "wrong", "certificate", "conflicts", "complete", "leverage"}
GOOD = (
    "a,Vale/North,2020-01-01,2021-01-01,evicted,persons,at_least,120,,achieved,flow,,council,more than 120\n"
    "b,Vale/South,2020-01-01,2021-01-01,evicted,persons,exact,64,64,achieved,flow,,parish,64 from the south\n"
)


def counts(path: Path, text: str, head: str = HEAD) -> Path:
    path.write_text(head + text, encoding="utf-8")
    return path


def test_a_spreadsheet_alone_gives_bounds_with_every_field(tmp_path: Path) -> None:
    said = done("estimate", "counts", "--from", counts(tmp_path / "c.csv", GOOD), "--wrong", "1", "--json")
    first = said.rows[0]
    assert set(first) >= FIELDS and first["v"] == 1
    assert (first["place"], first["layer"], first["lower"], first["upper"]) == ("Vale", "wording", 184, None)
    assert first["leverage"]["council"]["lower"] == 64 and first["leverage"]["parish"]["lower"] == 120
    assert [r["lower"] for r in said.rows if r["place"] == "Vale" and r["layer"] == "wording"] == [184, 64]
    words = done("estimate", "counts", "--from", tmp_path / "c.csv").out
    assert "At least 184; no upper limit from this evidence." in " ".join(words.split())


WRONG = {
    "c,Vale,2020,2021,evicted,persons,exact,-3,-3,achieved,flow,,o,minus three left": "negative",
    "c,Vale,2020,2021,evicted,persons,exact,3.5,3.5,achieved,flow,,o,three and a half": "whole",
    "c,Vale,2020,2021,evicted,persons,at_most,,inf,achieved,flow,,o,any number": "no number that anybody counted",
    "c,Vale,2020,2021,evicted,persons,exact,nan,nan,achieved,flow,,o,who knows": "no number that anybody counted",
    "c,Vale,2020,2021,evicted,persons,exact,1e400,,achieved,flow,,o,very many": "beyond",
    "c,Vale,2020,2021,evicted,persons,exact,many,,achieved,flow,,o,many": "no number",
    "c,Vale,2020,2021,evicted,persons,range,9,3,achieved,flow,,o,nine to three": "above its ceiling",
    "c,Vale,2021,2020,evicted,persons,exact,9,9,achieved,flow,,o,nine": "ends before it begins",
    "c,Vale,2021-13,2022,evicted,persons,exact,9,9,achieved,flow,,o,nine": "no date",
    "c,Vale,2020,2021,evicted,%,share,30,30,achieved,flow,,o,a third of them": "share without a base",
    "c,Vale,2020,2021,evicted,%,share,130,130,achieved,flow,evicted,o,all and more": "above 100%",
    "c,Vale,2020,2021,evicted,persons,roughly,9,9,achieved,flow,,o,nine": "kind",
    "c,Vale,2020,2021,evicted,persons,exact,9,9,hoped,flow,,o,nine": "status",
    "c,Vale//X,2020,2021,evicted,persons,exact,9,9,achieved,flow,,o,nine": "empty name",
    "c,Vale/North@2010,2020,2021,evicted,persons,exact,9,9,achieved,flow,,o,nine": "boundaries of different years",
    "question,Vale,2020,2021,evicted/women,%": "it asks for a share",
    "population,Vale,-5,0": "negative",
    "population,,5,0": "census needs a place",
    "unit,persons,persons,1,2": "two units",
    "unit,persons,households,5,2": "below its least",
    "apart,women": "two populations",
    "assume": "no assumption",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_row_that_cannot_be_used_is_told_with_its_quotation_and_the_others_go_on(row: str, tmp_path: Path) -> None:
    said = firsthand("estimate", "counts", "--from", counts(tmp_path / "c.csv", GOOD + row + "\n"), "--json")
    assert said.status == 1 and WRONG[row] in said.error["text"] and "row 4" in said.error["text"]
    quote = row.split(",")[13] if row.count(",") >= 13 else ""
    assert quote in said.error["text"]
    assert said.rows[0]["lower"] == 184
    assert "NaN" not in said.out and "Infinity" not in said.out


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no rows"),
        (b"name,count\nx,5\n", "no column"),
        (b"\xff\xfe\x00", "UTF-8"),
        (HEAD.encode() + b'a,"Vale,2020\n', "CSV"),
    ],
)
def test_a_file_that_is_no_list_of_counts(raw: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(raw)
    assert word in refused("estimate", "counts", "--from", tmp_path / "c.csv", "--json").error["text"]


@pytest.mark.parametrize("text", ["a = [", "claim = 5", "[profile]\nabout = 7\n", '[profile]\nnonsense = "x"\n', "a = " + "[" * 3000, ""])
def test_a_toml_that_cannot_be_used(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    refused("estimate", "counts", "--from", tmp_path / "c.toml", "--json")


def test_a_toml_says_the_same_as_a_spreadsheet_and_declares_its_profile(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        '[profile]\nrounding = "none"\nabout = 0.2\n\n[[claim]]\nclaim = "a"\nplace = "Vale"\nfrom = 2020-01-01\nto = 2021-01-01\npopulation = "evicted"\n'
        'kind = "about"\nfloor = 100\norigin = "council"\n\n[[claim]]\nclaim = "b"\nplace = "Vale"\nfrom = "2020-01-01"\nto = "2021-01-01"\n'
        'population = "evicted"\nkind = "exact"\nfloor = 100\norigin = "parish"\n\n[[population]]\nplace = "Vale"\nnumber = 900\nmargin = 10\n',
        encoding="utf-8",
    )
    rows = {r["layer"]: r for r in done("estimate", "counts", "--from", tmp_path / "c.toml", "--json").rows}
    assert (rows["profile"]["lower"], rows["profile"]["upper"]) == (100, 100)
    assert rows["profile"]["leverage"]["parish"] == {"lower": 80, "upper": 120, "contradiction": False}


def test_contradictory_claims_are_told_with_their_quotations(tmp_path: Path) -> None:
    row = "c,Vale,2020-01-01,2021-01-01,evicted,persons,at_most,,100,achieved,flow,,mill,no more than a hundred\n"
    said = firsthand("estimate", "counts", "--from", counts(tmp_path / "c.csv", GOOD + row), "--json")
    first = said.rows[0]
    assert said.status == 1 and (first["lower"], first["upper"]) == (None, None)
    assert [[(q["claim"], q["quote"]) for q in c] for c in first["conflicts"]] == [
        [("a", "more than 120"), ("c", "no more than a hundred")]
    ]
    assert first["complete"] is True
    assert [(r["wrong"], r["lower"], r["upper"]) for r in said.rows if r["place"] == "Vale" and r["layer"] == "wording"][-1] == (
        1,
        64,
        None,
    )
    assert "Cannot all be so" in firsthand("estimate", "counts", "--from", tmp_path / "c.csv").out


def test_a_share_that_the_counts_beside_it_do_not_bear_is_told(tmp_path: Path) -> None:
    rows = (
        "whole,Vale,2020-01-01,2021-01-01,asked,persons,exact,31,31,achieved,flow,,o,31 asked\n"
        "part,Vale,2020-01-01,2021-01-01,asked/yes,persons,exact,17,17,achieved,flow,,o,17 said yes\n"
        "share,Vale,2020-01-01,2021-01-01,asked/yes,%,share,71,71,achieved,flow,asked,o,71% said yes\n"
        "ten,Vale,2020-01-01,2021-01-01,seen,%,share,17,17,achieved,flow,10,o,17% of ten\n"
    )
    said = firsthand("estimate", "counts", "--from", counts(tmp_path / "c.csv", rows), "--json")
    notes = said.rows[0]["notes"]
    assert any(n.startswith("share:") and "52.4%" in n for n in notes) and any(
        n.startswith("ten:") and "no whole number" in n for n in notes
    )


@pytest.mark.parametrize("more", [(), ("--from", "nowhere.csv")])
def test_a_folder_that_is_no_case_and_a_file_that_is_not_there(more: tuple[str, ...], tmp_path: Path) -> None:
    assert refused("estimate", "counts", tmp_path, *more, "--json").error["error"] == "not-a-case"


def test_accepted_claims_become_rows_and_the_rest_is_told_with_why(case: Path) -> None:
    council = next(r for r in done("show", case, "claims", "--json").rows if r["source"] == "council" and r["amount"])
    done("decide", case, council["id"], "amend", "--set", "where=Orvale/Clinic", "--set", "when=2023-05", "--set", "act=turn away")
    other = next(r for r in done("show", case, "claims", "--json").rows if r["source"] == "gazette" and r["amount"])
    done("decide", case, other["id"], "amend", "--set", "where=", "--set", "when=2023-05", "--set", "act=seen")
    rows = done("estimate", "counts", case, "--json").rows
    wording = next(r for r in rows if r["layer"] == "wording" and r["place"] == "Orvale/Clinic")
    assert (wording["lower"], wording["upper"], wording["from"], wording["to"]) == (214, 214, "2023-05-01", "2023-06-01")
    assert list(wording["leverage"]) == ["council"]
    assert done("show", case, "estimates", "--json").rows == rows
    people = done("estimate", "counts", case).out
    assert other["id"] in people and "does not say where" in people
    (case.parent / "census.csv").write_text(HEAD + "population,Orvale,5000,0\n", encoding="utf-8")
    both = done("estimate", "counts", case, "--from", case.parent / "census.csv", "--json").rows
    assert next(r for r in both if r["layer"] == "profile")["leverage"]["council"]["upper"] == 5000


def test_an_accepted_claim_lost_from_made_is_worked_out_again(case: Path) -> None:
    council = next(r for r in done("show", case, "claims", "--json").rows if r["source"] == "council" and r["amount"])
    done("decide", case, council["id"], "amend", "--set", "where=Orvale", "--set", "when=2023-05", "--set", "act=turned away")
    before = done("estimate", "counts", case, "--json").out
    for block in (case / "made" / "estimate").glob("*.gz"):
        block.write_bytes(b"nonsense")
    assert done("estimate", "counts", case, "--json").out == before and json.loads(before.splitlines()[0])["lower"] == 214
    assert ids(case, "claims")
