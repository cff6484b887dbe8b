"""A language model as a second proposer, met through a stub on loopback that lies, floods, hangs, talks nonsense and leads elsewhere. Places and people are invented."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "preserve"))

from loopback import Says, answer, redirect, serving

from firsthand.case.asking import ALLOWED, ASKED_AT, LIMITS, asked, door_of
from firsthand.case.claim import said
from firsthand.case.open import Case, new_case, open_case
from firsthand.errors import Trouble
from firsthand.guard.limits import FetchLimits
from firsthand.model.claims import Claim
from plain_readings import reading

TEXT = "The Ninebridge Monitor wrote of Osrin. Officials may have detained about 48 herders in Osrin county, residents said. The road is closed."
QUOTE = "Officials may have detained about 48 herders in Osrin county"
GOOD = {
    "quote": QUOTE, "actor": "Officials", "act": "detained", "acted_on": "herders", "when": "", "where": "Osrin county",
    "said_by": ["residents", "The Ninebridge Monitor"], "amount": "about 48 herders", "stance": "alleged",
}  # fmt: skip
SOON = replace(LIMITS, page_seconds=1.0, exchange_seconds=1.0, read_seconds=0.5)


def listed(*claims: object) -> bytes:
    content = "Here you are:\n```json\n" + json.dumps({"claims": list(claims)}) + "\n```"
    return answer(json.dumps({"choices": [{"message": {"content": content}}]}).encode(), kind="application/json")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    with new_case(tmp_path / "case", "A case"):
        return tmp_path / "case"


def proposer(case: Path, address: str, more: str = "") -> Case:
    toml = case / "case.toml"
    toml.write_text(toml.read_text("utf-8") + f'\n[proposer]\naddress = "{address}"\nmodel = "stub"\n{more}', "utf-8")
    return open_case(case)


def proposals(case: Path, says: Says, limits: FetchLimits = SOON, text: str = TEXT) -> tuple[list[Claim], tuple[Trouble, ...]]:
    """What the model behind `says` proposed beside the rules, and the troubles there were."""
    with serving({"/v1" + ASKED_AT: says}) as server, proposer(case, f"http://localhost:{server.port}/v1") as opened:
        readings = [reading("s1", text)]
        troubles = asked(opened, readings, limits=limits)
        return [c for c in said(opened, readings)["s1"].claims if any(w.startswith("proposer:") for w in c.why)], troubles


def test_a_quotation_that_stands_in_the_text_becomes_a_proposal_that_names_its_maker(case: Path) -> None:
    quote = {
        **GOOD,
        "quote": "The road is closed.",
        "amount": "",
        "act": "",
        "where": "",
        "acted_on": "road",
        "actor": "",
        "stance": "asserted",
    }
    (claim,), troubles = proposals(case, listed(quote, GOOD))
    assert not troubles
    assert claim.passages[0].quote == "The road is closed." and claim.acted_on == "road" and claim.state == "proposed"
    assert claim.why[0].startswith("proposer: stub at 127.0.0.1:") and claim.said_by == ("residents", "The Ninebridge Monitor")


def test_where_both_propose_one_slot_the_rules_stay(case: Path) -> None:
    found, _ = proposals(case, listed(GOOD))
    assert not found  # the rules read "about 48 herders" themselves


@pytest.mark.parametrize(
    "lie",
    [
        {"quote": "Officials killed 4,000 herders"},
        {"quote": ""},
        {"quote": QUOTE * 40},
        {"quote": 7},
    ],
)
def test_a_quotation_that_is_not_in_the_text_gives_nothing(case: Path, lie: dict[str, object]) -> None:
    assert proposals(case, listed({**GOOD, **lie})) == ([], ())


def test_invented_words_and_numbers_are_dropped_from_their_slots(case: Path) -> None:
    lies = {
        **GOOD, "quote": "The road is closed.", "amount": "4,000 herders", "actor": "General Vorn", "where": "Veldar", "when": "in 2031", "act": "killed",
        "said_by": ["President Vorn", {"name": "x"}, "residents"], "acted_on": "four thousand", "value": 4000,
    }  # fmt: skip
    (claim,), _ = proposals(case, listed(lies))
    assert (claim.amount, claim.actor, claim.where, claim.when, claim.act, claim.acted_on) == (None, "", "", "", "", "")
    assert claim.said_by == ("residents",)


@pytest.mark.parametrize(("text", "said_so", "stance"), [
    ("Police denied that guards beat anyone at the well.", "asserted", "denied"),
    ("The road is closed to all.", "alleged", "alleged"),
    ("The road is closed to all.", "certain", "asserted"),
])  # fmt: skip
def test_a_stance_may_fall_and_never_rises(case: Path, text: str, said_so: str, stance: str) -> None:
    (claim,), _ = proposals(case, listed({"quote": text[:-1], "stance": said_so}), text=text)
    assert claim.stance == stance


@pytest.mark.parametrize(
    "says",
    [
        answer(b'{"choices": [{"message": {"content": "I cannot help with that."}}]}'),
        answer(b"\xff\xfe<html>no"),
        answer(b"[" * 100_000),
        answer(b'{"choices": []}'),
        answer(b"busy", "503 Service Unavailable"),
        redirect("http://192.0.2.1/elsewhere"),
        answer(b"x" * (2 * 1024 * 1024)),
        b"not http at all\r\n\r\n",
        lambda sock: time.sleep(3),
    ],
    ids=["prose", "garbage", "deep", "empty", "busy", "redirect", "huge", "no http", "hangs"],
)
def test_an_answer_of_no_use_is_told_and_the_rules_stand(case: Path, says: Says) -> None:
    found, troubles = proposals(case, says)
    assert not found and [t.code for t in troubles] == ["proposer-failed"] and "stub" not in troubles[0].text
    with open_case(case) as opened:
        assert said(opened, [reading("s1", TEXT)])["s1"].claims


def test_ten_thousand_claims_of_one_answer_are_cut(case: Path) -> None:
    claims = [{"quote": TEXT[i : i + 20]} for i in range(100)] * 60
    found, _ = proposals(case, listed(*claims))
    assert len(found) <= 60


def test_nothing_is_asked_without_a_proposer_nor_of_another_computer_without_words(case: Path) -> None:
    with open_case(case) as opened:
        assert door_of(opened) is None and asked(opened, [reading("s1", TEXT)]) == ()
    with proposer(case, "https://models.example.org/v1") as opened, pytest.raises(Trouble) as refused:
        asked(opened, [reading("s1", TEXT)])
    assert refused.value.code == "bad-proposer" and ALLOWED.format(host="models.example.org") in refused.value.text


def test_with_words_another_computer_is_asked_only_the_way_the_case_has_chosen(case: Path) -> None:
    allow = f'allow = "{ALLOWED.format(host="models.example.org")}"\n'
    with proposer(case, "https://models.example.org/v1", allow) as opened, pytest.raises(Trouble) as refused:
        door_of(opened)
    assert refused.value.code == "not-chosen"


@pytest.mark.parametrize(
    "address",
    [
        "http://user@127.0.0.1/v1",
        "ftp://127.0.0.1/v1",
        "http://127.1/v1",
        "http://127.0.0.1.nip.io/v1",
        "http://[::1/v1",
        "http://10.0.0.7/v1",
    ],
)
def test_an_address_in_disguise_is_no_loopback(case: Path, address: str) -> None:
    with proposer(case, address) as opened, pytest.raises(Trouble):
        door_of(opened)


def test_a_source_is_asked_about_once_and_only_its_words_leave(case: Path) -> None:
    with serving({"/v1" + ASKED_AT: listed(GOOD)}) as server, proposer(case, f"http://127.0.0.1:{server.port}/v1") as opened:
        for _ in range(2):
            asked(opened, [reading("s1", TEXT)])
        assert len(server.asked) == 1 and "A case" not in server.asked[0] and "s1" not in server.asked[0]
