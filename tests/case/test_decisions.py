"""What a person decides: stories from the command line. Every decision carries the whole value, outlives the code that proposed it, and is never made by code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hands import COUNCIL, done, entries_before_and_after, firsthand, ids, refused

from firsthand.case.add import Given, add
from firsthand.case.audit import audit
from firsthand.case.decide import Asked, decide
from firsthand.case.open import open_case
from firsthand.case.trace import findings_in, traced


def finding(case: Path, one: str) -> dict[str, object]:
    return next(r for r in done("show", case, "findings", "--json").rows if r["id"] == one)


def about(case: Path, word: str) -> str:
    """The finding whose claims stand in most documents and whose sentence has this word."""
    rows = [r for r in done("show", case, "findings", "--json").rows if word in str(r["sentence"])]
    return str(max(rows, key=lambda r: len(r["documents"]))["id"])


def test_accepting_a_finding_keeps_it_as_it_was_whatever_the_code_proposes_later(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mara accepts the finding about 214 patients. A year on the code proposes nothing at all any more: the finding and its passages still stand."""
    one = about(case, "214")
    before = finding(case, one)
    done("decide", case, one, "accept")
    shutil.rmtree(case / "made")
    monkeypatch.setattr(
        "firsthand.claim.propose.said_by", lambda reading: __import__("firsthand.model.claims", fromlist=["Said"]).Said(reading.source)
    )
    after = finding(case, one)
    assert after["state"] == "accepted"
    assert [after[k] for k in ("sentence", "claims", "documents")] == [before[k] for k in ("sentence", "claims", "documents")]
    with open_case(case) as opened:
        t = traced(opened)
        f = next(f for f in findings_in(opened, t) if f.id == one)
        assert all(c in t.claims and t.claims[c].passages[0].quote for c in f.supports)


def test_amending_a_claim_sets_its_fields_and_only_those(case: Path) -> None:
    claim = next(r for r in done("show", case, "claims", "--source", "courier", "--json").rows if r["amount"])
    done("decide", case, claim["id"][:9], "amend", "--set", "stance=alleged", "--set", "amount.floor=215", "--set", "said_by=A; B")
    after = next(r for r in done("show", case, "claims", "--json").rows if r["id"] == claim["id"])
    assert (after["stance"], after["amount"]["floor"], after["said_by"], after["state"]) == ("alleged", 215, ["A", "B"], "amended")
    assert after["quote"] == claim["quote"]
    for wrong in ("stance=perhaps", "amount.floor=many", "passages=x", "id=x", "nonsense=x", "amount=5", "state=accepted"):
        assert refused("decide", case, claim["id"], "amend", "--set", wrong, "--json").error["error"] == "wrong-value"


@pytest.mark.parametrize("answer", ["reject", "withdraw"])
def test_a_rejected_or_withdrawn_claim_is_gone_from_what_is_counted_and_may_come_back(answer: str, case: Path) -> None:
    claim = ids(case, "claims")[0]
    done("decide", case, claim, answer)
    assert claim not in ids(case, "claims")
    assert claim not in {c for r in done("show", case, "findings", "--json").rows for c in r["claims"]}
    shutil.rmtree(case / "made")
    assert claim not in ids(case, "claims")


def test_merging_and_splitting_findings(case: Path) -> None:
    one = about(case, "214")
    other = next(f for f in ids(case, "findings") if f != one)
    claims = {f: set(finding(case, f)["claims"]) for f in (one, other)}  # type: ignore[call-overload]
    done("decide", case, one, "merge", "--with", other, "--because", "the same night")
    assert set(finding(case, one)["claims"]) == claims[one] | claims[other]  # type: ignore[call-overload]
    assert other not in ids(case, "findings")
    leaving = sorted(claims[other] - claims[one])
    made = done("decide", case, one, "split", *[w for c in leaving for w in ("--with", c)], "--json").rows[0]["saved"]
    assert made[0] == one and set(finding(case, made[1])["claims"]) == set(leaving)  # type: ignore[call-overload]
    assert set(finding(case, one)["claims"]) == claims[one] | claims[other] - set(leaving)  # type: ignore[call-overload]
    refused("decide", case, one, "merge")
    refused("decide", case, one, "split")


def link(case: Path) -> dict[str, object]:
    done("add", case, "link", "--source", "courier", "--to", "council", "--quote", "according to the Orvale Health Council")
    return next(r for r in done("show", case, "lineage", "--json").rows if r["state"] == "accepted" and r["from"] == "courier")


def test_a_link_is_turned_or_both_had_it_from_a_third(case: Path) -> None:
    one = next(
        (r for r in done("show", case, "lineage", "--json").rows if not str(r["to"]).startswith("ext:") and r["relation"] != "sibling"),
        None,
    )
    assert one, "the little case has a link between two held pages"
    done("decide", case, one["id"], "reverse")
    turned = next(r for r in done("show", case, "lineage", "--json").rows if r["id"] == one["id"])
    assert (turned["from"], turned["to"], turned["state"], turned["p"]) == (one["to"], one["from"], "reversed", 1)
    done("decide", case, one["id"], "sibling")
    assert next(r for r in done("show", case, "lineage", "--json").rows if r["id"] == one["id"])["relation"] == "sibling"
    outside = next(r for r in done("show", case, "lineage", "--json").rows if str(r["to"]).startswith("ext:"))
    assert refused("decide", case, outside["id"], "reverse", "--json").error["error"] == "wrong-use"
    assert refused("decide", case, outside["id"], "merge", "--json").error["error"] == "wrong-value"


def test_a_link_by_hand_outlives_a_run(case: Path) -> None:
    one = link(case)
    shutil.rmtree(case / "made")
    assert any(r["id"] == one["id"] and r["state"] == "accepted" for r in done("show", case, "lineage", "--json").rows)


def test_two_decisions_that_did_not_see_each_other_are_a_disagreement_until_somebody_sees_both(case: Path) -> None:
    """Mara and Jon decide on the same evening, each on a laptop of their own; their entries meet in one case."""
    one = about(case, "214")
    from firsthand.case.decide import decided, whole

    with open_case(case) as opened:
        t = traced(opened)
        f = next(f for f in findings_in(opened, t) if f.id == one)
        yes, no = (decided(opened, t.state, one, "finding", Asked(answer), whole(f, t)) for answer in ("accept", "reject"))
        opened.append([yes])
        opened.append([no])  # written without having seen the first
    assert finding(case, one)["state"] == "disagreement"
    assert firsthand("publish", case, "--to", case.parent / "r.html").status == 1
    done("decide", case, one, "accept")
    assert finding(case, one)["state"] == "accepted"


def test_two_who_say_the_same_for_different_reasons_agree(case: Path) -> None:
    one = about(case, "214")
    from firsthand.case.decide import decided, reason, whole

    with open_case(case) as opened:
        t = traced(opened)
        f = next(f for f in findings_in(opened, t) if f.id == one)
        for why in ("read the statement", "asked the council"):
            entry = decided(opened, t.state, one, "finding", Asked("accept", because=why), whole(f, t))
            opened.append([entry, *reason(opened, entry, why)])
    assert finding(case, one)["state"] == "accepted"


def test_what_a_person_adds_stands_as_accepted(case: Path) -> None:
    question = done("add", case, "question", "--text", "How many were turned away?", "--json").rows[0]["saved"][0]
    claim = done(
        "add",
        case,
        "claim",
        "--source",
        "council",
        "--quote",
        "The council counted them at the door.",
        "--said-by",
        "Orvale Health Council",
        "--json",
    ).rows[0]["saved"][0]
    made = done("add", case, "finding", "--text", "The council counted.", "--with", claim, "--question", question, "--json").rows[0][
        "saved"
    ][0]
    assert finding(case, made)["state"] == "accepted" and finding(case, made)["question"] == question
    added = next(r for r in done("show", case, "claims", "--json").rows if r["id"] == claim)
    assert (added["state"], added["said_by"], COUNCIL[added["start"] : added["end"]]) == (
        "accepted",
        ["Orvale Health Council"],
        "The council counted them at the door.",
    )
    done("decide", case, made, "withdraw")
    assert finding(case, made)["state"] == "withdrawn"


def test_screening_out_takes_a_source_from_what_is_read(case: Path) -> None:
    done("screen", case, "denial", "exclude", "--because", "another clinic")
    assert "denial" not in {r["source"] for r in done("show", case, "claims", "--json").rows}
    done("screen", case, "denial", "include")
    assert "denial" in {r["source"] for r in done("show", case, "claims", "--json").rows}


# ---- erasing ----------------------------------------------------------------------------------------------------------------------------------


def test_what_is_erased_is_gone_and_every_proof_holds(case: Path) -> None:
    one = about(case, "214")
    done("decide", case, one, "accept", "--because", "the friend inside has shown the book")
    done("publish", case, "--to", case.parent / "r.html")
    done("add", case, "note", "--source", "council", "--text", "The friend inside is called Telu Marsh.")
    said = firsthand("erase", case, "council", "--because", "asked to")
    assert said.status == 1 and "publication still shows it" in said.out  # the copy that left the house is named
    whole = done("show", case, "entries", "--json").out
    assert "friend inside" not in whole and "asked to" in whole
    for path in case.rglob("*"):
        if path.is_file() and "published" not in path.parts:
            raw = path.read_bytes()
            assert b"Orvale Health Council said in a statement" not in raw and b"Telu Marsh" not in raw
    assert all(p.held for p in audit(str(case), "strict"))
    done("run", case)
    assert "council" not in {r["source"] for r in done("show", case, "claims", "--json").rows}
    again = firsthand("publish", case, "--to", case.parent / "r2.html")
    assert again.status == 1 and not (case.parent / "r2.html").exists()
    assert refused("erase", case, "council", "--because", "x", "--json").error["error"] in ("erased", "no-such-source")


def test_a_note_or_a_decision_is_erased_by_the_beginning_of_its_id(case: Path) -> None:
    note = done("add", case, "note", "--text", "call Telu Marsh back", "--json").rows[0]["saved"][0]
    done("erase", case, note[:8], "--because", "done")
    claim = ids(case, "claims")[0]
    done("decide", case, claim, "reject", "--because", "Telu says it is false")
    assert claim not in ids(case, "claims")
    done("erase", case, claim, "--because", "asked")
    assert "Telu" not in done("show", case, "entries", "--json").out
    assert claim in ids(case, "claims")  # decided by nobody any more: proposed again
    assert all(p.held for p in audit(str(case)))


def test_sealed_pages_are_read_and_erased_for_good(case: Path) -> None:
    page = case.parent / "letter.txt"
    page.write_text("Sister Ola wrote that the clinic in Orvale turned 31 patients away on 3 May 2023.\n", encoding="utf-8")
    done("preserve", case, page, "--sealed")
    done("run", case)
    assert "letter" in {r["source"] for r in done("show", case, "claims", "--json").rows}
    assert not any(b"Sister Ola" in p.read_bytes() for p in (case / "vault").rglob("*") if p.is_file())
    done("erase", case, "letter", "--because", "asked")
    assert not any(b"Sister Ola" in p.read_bytes() for p in case.rglob("*") if p.is_file())
    assert all(p.held for p in audit(str(case), "strict"))


# ---- code accepts nothing ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("preserve", "PAGES"),
        ("read",),
        ("claim",),
        ("trace",),
        ("run",),
        ("origins",),
        ("show", "findings"),
        ("publish", "--to", "x.html", "--rehearse"),
        ("audit",),
    ],
    ids=lambda w: w[0],
)
def test_no_verb_of_the_machine_appends_a_decision(words: tuple[str, ...], case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.parent)
    extra = case.parent / "extra"
    extra.mkdir()
    (extra / "more.txt").write_text(COUNCIL.replace("214", "300"), encoding="utf-8")
    shutil.rmtree(case / "made")
    with entries_before_and_after(case) as added:
        firsthand(words[0], case, *(str(extra) if w == "PAGES" else w for w in words[1:]))
    assert {e["kind"] for e in added} <= {"object", "captured", "audited"}
    assert {r["state"] for r in done("show", case, "claims", "--json").rows} == {"proposed"}
    assert {r["state"] for r in done("show", case, "findings", "--json").rows} <= {"proposed"}


def test_the_reason_of_a_decision_never_leaves_with_the_report(case: Path) -> None:
    one = about(case, "214")
    done("decide", case, one, "accept", "--because", "Telu Marsh inside the council showed us the book")
    assert "Telu Marsh" in done("show", case, "entries", "--json").out
    done("publish", case, "--to", case.parent / "r.html")
    page = (case.parent / "r.html").read_text(encoding="utf-8")
    assert "Telu" not in page and "friend inside" not in page
    assert firsthand("check", case.parent / "r.html", "--case", case).status == 0


def test_a_note_repeated_in_a_sentence_stops_the_publication(case: Path) -> None:
    one = about(case, "214")
    done(
        "decide",
        case,
        one,
        "amend",
        "--set",
        "sentence=The clinic in Orvale turned 214 patients away in May 2023; handed to us by a friend inside.",
    )
    said = firsthand("publish", case, "--to", case.parent / "r.html", "--json")
    assert said.status == 1 and said.error["error"] in ("leak", "would-fail") and not (case.parent / "r.html").exists()


def test_the_same_from_python(case: Path) -> None:
    with open_case(case) as opened:
        one = add(opened, "question", Given(text="Is it so?"))
        assert one in opened.state().added
        t = traced(opened)
        assert decide(opened, findings_in(opened, t)[0].id, Asked("reject"))
