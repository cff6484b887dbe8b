"""The coding sheet out, filled in by hand, and in again: stories of a researcher who works in a spreadsheet."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from hands import done, entries_before_and_after, firsthand, refused
from sheets_made import Rows, edited, exported, row_with, rows_of, written

COLUMNS = '\n[[columns]]\nname = "household"\nvalues = ["yes", "no", "unclear"]\n\n[[columns]]\nname = "coder\'s remark"\n'


def sheet(said: object) -> dict[str, int]:
    """What the one sheet of a call brought."""
    (found,) = said.rows[0]["sheets"]  # type: ignore[attr-defined]
    return {k: v for k, v in found.items() if v and k != "path"}


def claim(case: Path, one: str) -> dict[str, object]:
    return next(r for r in done("show", case, "claims", "--json").rows if r["id"] == one)


@pytest.fixture
def own(case: Path) -> Path:
    """The case with two columns of its own."""
    with (case / "case.toml").open("a", encoding="utf-8") as file:
        file.write(COLUMNS)
    return case


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
def test_out_and_in_again_changes_nothing(name: str, case: Path) -> None:
    path, rows = exported(case, name)
    claims = done("show", case, "claims", "--json").rows
    assert [r["claim"] for r in rows] == [c["id"] for c in sorted(claims, key=lambda c: [r["claim"] for r in rows].index(c["id"]))]
    assert {r["source"] for r in rows} == {"council", "courier", "gazette", "denial"}
    with entries_before_and_after(case) as added:
        assert sheet(done("preserve", case, path, "--json")) == {"unchanged": len(rows)}
        assert sheet(done("preserve", case, written(path, rows), "--json")) == {"unchanged": len(rows)}
    assert added == []


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
def test_a_morning_s_coding_comes_back_as_decisions_once(name: str, case: Path) -> None:
    """Mara amends one row, accepts a second, rejects a third, translates a fourth; she gives the same file twice, being tired."""
    path, rows = exported(case, name)
    one, two, three, four = rows[:4]
    one.update({"stance": "alleged", "ceiling": "", "kind": "at least", "said by": "Orvale Health Council; Mara Venn"})
    two["state"], three["state"], four["translation"] = "accepted", "rejected", "诊所"
    with entries_before_and_after(case) as added:
        said = done("preserve", case, written(path, rows), "--json")
    assert sheet(said) == {"amended": 1, "accepted": 1, "rejected": 1, "translated": 1, "unchanged": len(rows) - 4}
    assert [(e["kind"], e.get("answer")) for e in added] == [
        ("decided", "amend"),
        ("decided", "accept"),
        ("decided", "reject"),
        ("added", None),
    ]
    assert all(e["sealed"]["value"] for e in added), "each carries the whole value"
    after = claim(case, one["claim"])
    assert (after["stance"], after["amount"]["ceiling"], after["amount"]["kind"], after["said_by"], after["state"]) == (
        "alleged", None, "at_least", ["Orvale Health Council", "Mara Venn"], "amended",
    )  # fmt: skip
    assert three["claim"] not in {r["id"] for r in done("show", case, "claims", "--json").rows}
    with entries_before_and_after(case) as again:
        assert sheet(done("preserve", case, path, "--json")) == {"unchanged": len(rows)}
    assert again == []
    fresh = {r["claim"]: r for r in exported(case, "fresh.xlsx")[1]}
    assert [fresh[r["claim"]]["state"] for r in (one, two, three)] == ["amended", "accepted", "rejected"]
    assert fresh[four["claim"]]["translation"] == "诊所" and fresh[one["claim"]]["decided by"]


def test_a_rejected_row_may_be_taken_back_in_the_sheet(case: Path) -> None:
    def reject(rows: Rows) -> None:
        rows[0]["state"] = "rejected"

    def accept(rows: Rows) -> None:
        assert rows[0]["state"] == "rejected"
        rows[0]["state"] = "accepted"

    edited(case, reject)
    assert sheet(edited(case, accept))["accepted"] == 1
    assert claim(case, exported(case)[1][0]["claim"])["state"] == "accepted"


def test_columns_may_be_moved_and_left_out_and_strange_ones_are_told(case: Path) -> None:
    path, rows = exported(case)
    heads = [h for h in reversed(rows[0]) if h not in ("actor", "act", "measure")]
    rows[1]["stance"] = "planned"
    for row in rows:
        row["my own notes"] = "look again"
    said = done("preserve", case, written(path, rows, [*heads, "my own notes"]), "--json")
    assert sheet(said) == {"amended": 1, "unchanged": len(rows) - 1}
    assert "my own notes" in said.rows[0]["warnings"][0] and "case.toml" in said.rows[0]["warnings"][0]
    assert claim(case, rows[1]["claim"])["stance"] == "planned"


def test_the_case_s_own_columns_are_kept_and_only_their_words_taken(own: Path) -> None:
    path, rows = exported(own)
    assert {"household", "coder's remark"} <= rows[0].keys()
    rows[0].update({"household": "YES", "coder's remark": '=HYPERLINK("http://x.example")'})
    rows[1]["household"] = "perhaps"
    said = firsthand("preserve", own, written(path, rows), "--json")
    assert said.status == 1 and "perhaps" in said.error["text"] and "yes, no, unclear" in said.error["text"] + said.error["advice"]
    assert sheet(said) == {"columns": 1, "unchanged": len(rows) - 2, "wrong": 1}
    again = exported(own, "again.csv")[1]
    assert (again[0]["household"], again[0]["coder's remark"]) == ("yes", '\'=HYPERLINK("http://x.example")')
    assert again[0]["state"] == "proposed", "a column of the case's own decides nothing about the claim"
    with entries_before_and_after(own) as added:
        firsthand("preserve", own, own.parent / "again.csv")
    assert added == []
    assert "HYPERLINK" not in (own / "ledger.db").read_bytes().decode("latin-1"), "sealed"


def test_what_stands_in_own_columns_is_erased_with_its_claim(own: Path) -> None:
    path, rows = exported(own)
    rows[0]["coder's remark"] = "told by Telu Marsh at the well"
    done("preserve", own, written(path, rows))
    assert "Telu Marsh" in done("show", own, "entries", "--json").out
    done("erase", own, rows[0]["source"], "--because", "asked")
    assert "Telu Marsh" not in done("show", own, "entries", "--json").out


@pytest.mark.parametrize(
    "declared",
    ['[[columns]]\nname = "stance"', "[[columns]]\nvalues = []", '[[columns]]\nname="a"\n[[columns]]\nname="A"', "[columns]\na=1"],
)
def test_columns_that_cannot_be_are_told(declared: str, case: Path) -> None:
    with (case / "case.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + declared + "\n")
    assert refused("export", case, "coding-sheet", "--to", case.parent / "s.csv", "--json").error["error"] == "bad-columns"
    done("show", case, "claims")


# ---- what cannot be taken ---------------------------------------------------------------------------------------------------------------------


def test_a_changed_quotation_is_told_with_the_words_that_stand_there_and_nothing_of_its_row_is_taken(case: Path) -> None:
    def change(rows: Rows) -> None:
        row_with(rows, "turned 214")["quote"] = "The clinic in Orvale turned 412 patients away in May 2023"
        row_with(rows, "turned 214")  # the next one stays
        row_with(rows, "turned 412").update({"stance": "alleged"})

    said = edited(case, change)
    assert said.status == 1 and said.error["error"] == "changed-quotation"
    assert "turned 214 patients away" in said.error["advice"] and "row " in said.error["text"]
    assert sheet(said)["wrong"] == 1 and "amended" not in sheet(said)


def test_a_quotation_may_be_narrowed_to_other_words_of_its_source(case: Path) -> None:
    def change(rows: Rows) -> None:
        row_with(rows, "More than 214")["quote"] = "More than 214  patients\nwere turned away"

    assert sheet(edited(case, change))["amended"] == 1
    (after,) = [r for r in done("show", case, "claims", "--json").rows if r["state"] == "amended"]
    assert after["quote"] == "More than 214 patients were turned away"
    assert sheet(firsthand("preserve", case, case.parent / "sheet.xlsx", "--json")).keys() == {"unchanged"}


def test_a_claim_that_changed_in_the_case_and_in_the_sheet_is_a_conflict(case: Path) -> None:
    path, rows = exported(case)
    mine, theirs, same = rows[:3]
    done("decide", case, mine["claim"], "amend", "--set", "where=Orvale, lower town")
    done("decide", case, theirs["claim"], "amend", "--set", "where=Orvale, lower town")
    done("decide", case, same["claim"], "amend", "--set", "where=Orvale, upper town")
    mine["stance"], same["place"] = "alleged", "Orvale, upper town"
    said = firsthand("preserve", case, written(path, rows), "--json")
    assert said.error["error"] == "sheet-conflict" and mine["claim"] in said.error["text"] and "stance" in said.error["text"]
    assert sheet(said) == {"unchanged": len(rows) - 1, "wrong": 1}, "an untouched row does nothing; one that says the same now does nothing"
    assert claim(case, mine["claim"])["stance"] != "alleged" and claim(case, theirs["claim"])["where"] == "Orvale, lower town"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"stance": "perhaps"}, "asserted, reported"), ({"floor": "many"}, "digits"), ({"floor": "300"}, "ceiling"), ({"state": "maybe"}, "accepted, rejected"),
        ({"kind": "roughly"}, "at_least"), ({"source": "courier"}, "source of a claim"), ({"claim": "cnothing"}, "no claim cnothing"),
    ],
    ids=lambda x: str(x)[:20],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_told_and_the_others_go_on(cells: dict[str, str], words: str, case: Path) -> None:
    def change(rows: Rows) -> None:
        next(r for r in rows if r["source"] == "council" and r["kind"] == "exact").update(cells)
        next(r for r in rows if r["source"] == "denial")["state"] = "accepted"

    said = edited(case, change)
    assert said.status == 1 and words in said.error["text"] and "sheet.xlsx, row " in said.error["text"], said.err
    assert sheet(said)["accepted"] == 1 and sheet(said)["wrong"] == 1


def test_two_rows_of_one_claim_that_differ_are_both_left(case: Path) -> None:
    def change(rows: Rows) -> Rows:
        return [*rows, {**rows[0], "stance": "alleged"}, dict(rows[1])]

    said = edited(case, change)
    assert said.error["error"] == "sheet-row" and "2, " in said.error["text"]
    assert sheet(said)["wrong"] == 1 and "amended" not in sheet(said)


@pytest.mark.parametrize("heads", [["as exported", "stance"], ["claim", "as exported", "stance", "stance"]])
def test_a_sheet_without_ids_or_with_a_head_twice_is_told_whole_and_never_kept_as_a_page(heads: list[str], case: Path) -> None:
    path = case.parent / "broken.csv"
    path.write_text(",".join(heads) + "\na,b,c,d\n", encoding="utf-8")
    said = firsthand("preserve", case, path, "--json")
    assert said.status == 1 and said.error["error"] == "bad-sheet"
    assert len(done("show", case, "sources", "--json").rows) == 4


# ---- new rows and sheets from elsewhere -------------------------------------------------------------------------------------------------------


def test_a_new_row_becomes_a_claim_by_hand_once(case: Path) -> None:
    def change(rows: Rows) -> Rows:
        new = {
            "source": "gazette",
            "quote": "she counted 90 patients in the yard",
            "said by": "Mara Venn",
            "place": "the yard",
            "translation": "她数了九十个病人",
        }
        return [*rows, new, dict(new)]

    said = edited(case, change)
    assert (sheet(said)["added"], sheet(said)["translated"]) == (1, 1)
    (new,) = [r for r in done("show", case, "claims", "--json").rows if r["state"] == "accepted"]
    assert (new["quote"], new["said_by"], new["where"], new["amount"]["floor"]) == (
        "she counted 90 patients in the yard",
        ["Mara Venn"],
        "the yard",
        90,
    )
    with entries_before_and_after(case) as added:
        firsthand("preserve", case, case.parent / "sheet.xlsx", "--json")
    assert added == []
    done("decide", case, new["id"], "amend", "--set", "stance=alleged")
    with entries_before_and_after(case) as added:
        firsthand("preserve", case, case.parent / "sheet.xlsx", "--json")
    assert added == [], "changed since in the case: the old sheet does not make it a second time"


@pytest.mark.parametrize("without", ["source", "quote"])
def test_a_new_row_needs_a_source_and_a_quote(without: str, case: Path) -> None:
    new = {"source": "gazette", "quote": "she counted 90 patients", "stance": "asserted"} | {without: ""}
    said = edited(case, lambda rows: [*rows, new])
    assert said.status == 1 and "needs a source and a quote" in said.error["text"]


def test_a_row_that_lost_its_id_is_not_doubled(case: Path) -> None:
    def change(rows: Rows) -> None:
        rows[0]["claim"] = ""

    assert sheet(edited(case, change)).keys() == {"unchanged"}


FOREIGN = {
    "english.xlsx": ["Document ID", "Location", "Number", "Original text", "English translation", "Speaker", "Coder"],
    "中文.csv": ["文件", "地点", "数量", "原文", "译文", "发言人", "编码员"],
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_finished_sheet_from_elsewhere_becomes_claims(name: str, case: Path) -> None:
    heads = FOREIGN[name]
    cells = [
        [
            "council",
            "Orvale",
            "214",
            "The clinic in Orvale turned 214 patients away in May 2023",
            "诊所拒收",
            "Orvale Health Council",
            "MT",
        ],
        ["Orvale clinic", "Orvale", "90", "she counted 90 patients", "", "Mara Venn", "MT"],
        ["denial", "Orvale", "214", "denied that 300 patients", "", "", "MT"],
    ]
    path = written(case.parent / name, [dict(zip(heads, c, strict=True)) for c in cells])
    said = firsthand("preserve", case, path, "--json")
    assert said.status == 1 and said.error["error"] == "changed-quotation" and "row 4" in said.error["text"]
    assert sheet(said) == {"added": 2, "translated": 1, "wrong": 1}
    assert heads[-1] in said.rows[0]["warnings"][0]
    found = {r["quote"]: r for r in done("show", case, "claims", "--json").rows if r["state"] == "accepted"}
    assert {(r["source"], r["amount"]["floor"], r["where"]) for r in found.values()} == {
        ("council", 214, "Orvale"),
        ("gazette", 90, "Orvale"),
    }
    assert sheet(firsthand("preserve", case, path, "--json")) == {"unchanged": 2, "wrong": 1}


def test_a_csv_that_is_no_coding_sheet_is_kept_as_a_page(case: Path) -> None:
    (case.parent / "wells.csv").write_text("well,depth\nTarn,12\n", encoding="utf-8")
    assert done("preserve", case, case.parent / "wells.csv", "--json").rows[0]["sources"] == 1


def test_a_sheet_saved_by_a_chinese_spreadsheet_in_its_own_encoding(case: Path) -> None:
    path, rows = exported(case, "sheet.csv")
    rows[0]["translation"] = "诊所拒收二百一十四名病人"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows([list(rows[0]), *(list(r.values()) for r in rows)])
    assert sheet(done("preserve", case, path, "--json"))["translated"] == 1
    assert exported(case)[1][0]["translation"] == "诊所拒收二百一十四名病人"


def test_numbers_and_shares_that_a_spreadsheet_made_of_typed_text(case: Path) -> None:
    def change(rows: Rows) -> None:
        row = row_with(rows, "More than 214")
        row["floor"] = 215.0  # type: ignore[assignment]

    edited(case, change)
    assert next(r for r in done("show", case, "claims", "--json").rows if r["state"] == "amended")["amount"]["floor"] == 215


# ---- export -----------------------------------------------------------------------------------------------------------------------------------


def test_only_one_source_and_a_place_that_cannot_be_written(case: Path) -> None:
    assert {r["source"] for r in rows_of(_only(case))} == {"courier"}
    for to, code in (("s.pdf", "wrong-value"), ("s", "wrong-value"), ("nowhere/s.csv", "missing"), (".", "disk-error")):
        assert refused("export", case, "coding-sheet", "--to", case.parent / to, "--json").error["error"] == code
    assert (
        refused("export", case, "coding-sheet", "--to", case.parent / "s.csv", "--source", "nobody", "--json").error["error"]
        == "no-such-source"
    )


def _only(case: Path) -> Path:
    done("export", case, "coding-sheet", "--to", case.parent / "one.csv", "--source", "courier")
    return case.parent / "one.csv"


def test_the_same_case_gives_the_same_bytes(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a.xlsx", "a.csv"):
        first = exported(case, name)[0].read_bytes()
        assert exported(case, name)[0].read_bytes() == first


def test_an_empty_case_gives_an_empty_sheet(tmp_path: Path) -> None:
    done("new", tmp_path / "case")
    path, rows = exported(tmp_path / "case")
    assert rows == [] and sheet(done("preserve", tmp_path / "case", path, "--json")) == {}


def test_a_sheet_is_taken_back_whatever_the_code_proposes_by_then(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, rows = exported(case)
    rows[0]["state"] = "accepted"
    done("preserve", case, written(path, rows))
    shutil.rmtree(case / "made")
    monkeypatch.setattr(
        "firsthand.claim.propose.said_by", lambda reading: __import__("firsthand.model.claims", fromlist=["Said"]).Said(reading.source)
    )
    assert claim(case, rows[0]["claim"])["state"] == "accepted"
    assert [r["claim"] for r in exported(case)[1]] == [rows[0]["claim"]]
