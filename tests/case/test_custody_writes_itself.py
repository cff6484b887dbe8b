"""Custody that writes itself: whoever opens a sealed file, exports, packs or checks a case leaves an entry, without asking for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hands import done, firsthand

from firsthand.case.open import open_case
from firsthand.errors import Trouble


def kinds(case: Path) -> list[str]:
    return [json.loads(x)["kind"] for x in firsthand("show", case, "entries", "--json").out.splitlines()]


@pytest.fixture
def sealed(case: Path) -> Path:
    """The little case with one page more, kept sealed and not opened yet."""
    page = case.parent / "hidden.txt"
    page.write_text("More than 40 people were sent home in June 2023, Ode Varn said.")
    done("preserve", case, page, "--sealed")
    return case


def test_the_first_look_at_a_sealed_file_is_an_entry_and_an_open_file_is_none(sealed: Path) -> None:
    before = kinds(sealed).count("looked")
    with open_case(sealed) as case:
        held = {h.name: h.capture.part.object for h in case.state().sources.values()}
        count = case.ledger.count
        case.ledger.vault.read(held["council"])
        assert case.ledger.count == count
        for _ in range(3):
            case.ledger.vault.read(held["hidden"], 0, 4)
        assert case.ledger.count == count + 1, "once while it is open, whoever asks"
    assert kinds(sealed).count("looked") == before + 1
    with open_case(sealed) as case:
        case.ledger.vault.read(held["hidden"])
    assert kinds(sealed).count("looked") == before + 2


def test_where_the_entry_cannot_be_written_there_is_no_look(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Trouble("disk-full", path="ledger.db")

    with open_case(sealed) as case:
        digest = next(h.capture.part.object for h in case.state().sources.values() if h.name == "hidden")
        monkeypatch.setattr("firsthand.ledger.tables.write", full)
        with pytest.raises(Trouble) as caught:
            case.ledger.vault.read(digest)
        assert caught.value.code == "disk-full"


def test_exports_checks_and_packages_are_on_record_and_stand_in_the_custody_statement(sealed: Path) -> None:
    done("export", sealed, "csl-json", "--to", sealed.parent / "list.json")
    first = done("audit", sealed)
    assert "No earlier check is on record" in first.out
    assert "Checked before this: 20" in done("audit", sealed).out
    done("sync", sealed, sealed.parent / "stick")
    assert {"exported", "audited", "transferred"} <= set(kinds(sealed))
    done("export", sealed, "custody", "--to", sealed.parent / "c.txt")
    said = (sealed.parent / "c.txt").read_text("utf-8")
    for words in (
        "Berkeley Protocol",
        "2 earlier checks of everything",
        "1 transfer",
        "1 export",
        "Renderability",
        "kept encrypted",
        "checks of every promise",
    ):
        assert words in " ".join(said.split()), words


def test_a_broken_promise_is_never_put_on_record_as_a_check(sealed: Path) -> None:
    victim = next(p for p in (sealed / "vault").rglob("*") if p.is_file())
    victim.write_bytes(victim.read_bytes() + b"x")
    assert firsthand("audit", sealed).status == 1
    assert "audited" not in kinds(sealed)
