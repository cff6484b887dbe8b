"""Addresses given to `preserve`: nothing is asked before the case has chosen; what is fetched becomes captures of sources like everything else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand, refused

from firsthand.case.audit import audit
from firsthand.case.fetch import SCRATCH
from firsthand.case.open import Case, open_case
from firsthand.case.preserve import Done, preserve
from firsthand.case.read import readings
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.outside import Outside

sys.path.append(str(Path(__file__).parent.parent / "preserve"))
from loopback import answer, near, redirect, serving

PAGE = answer(("<html><head><title>Clinic</title></head><body><h1>Clinic</h1><p>" + COUNCIL * 12 + "</p></body></html>").encode())


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    done("new", tmp_path / "case", "--through", "direct")
    with open_case(tmp_path / "case") as case:
        yield case


def keep(
    case: Case, *what: str, listed: Path | None = None, sealed: bool = False, rows: bool = False, outside: Outside | None = None
) -> Done:
    return preserve(case, what, str(listed) if listed else None, sealed=sealed, fetch_rows=rows, outside=outside or near())


def sound(case: Case) -> None:
    """What every end leaves: every promise holds, no file lies about."""
    assert all(p.held for p in audit(str(case.folder), "strict"))
    assert not (case.folder / "made" / SCRATCH).exists()
    assert not list(case.folder.rglob(f"*{disk.UNFINISHED}"))


def test_nothing_is_asked_before_the_case_has_chosen(tmp_path: Path) -> None:
    case = tmp_path / "case"
    done("new", case)
    said = refused("preserve", case, "https://council.example/", "--json").error
    assert said["error"] == "not-chosen" and 'through = "direct"' in said["advice"] and "case.toml" in said["advice"]
    (tmp_path / "a.txt").write_text(COUNCIL, encoding="utf-8")
    both = firsthand("preserve", case, tmp_path / "a.txt", "https://council.example/", "--json")
    assert both.status == 1 and both.rows[0]["sources"] == 1 and both.error["error"] == "not-chosen"
    (tmp_path / "list.csv").write_text("id,url\nb,https://council.example/\n", encoding="utf-8")
    rows = firsthand("preserve", case, "--list", tmp_path / "list.csv", "--fetch", "--json")
    assert rows.status == 1 and "not chosen" in rows.err


@pytest.mark.parametrize("through", ["proxy", "socks5://127.0.0.1:9050", "http://me:secret@h:1"])
def test_a_way_that_cannot_be_is_told_when_it_is_chosen_and_when_it_is_used(through: str, tmp_path: Path) -> None:
    assert refused("new", tmp_path / "case", "--through", through, "--json").error["error"] == "bad-through"
    done("new", tmp_path / "case")
    toml = tmp_path / "case" / "case.toml"
    toml.write_text(toml.read_text("utf-8").replace('through = ""', f'through = "{through}"'), encoding="utf-8")
    said = firsthand("preserve", tmp_path / "case", "https://council.example/", "--json")
    assert said.status == 1 and said.error["error"] == "bad-through"


def test_the_command_line_asks_nothing_of_this_computer(tmp_path: Path) -> None:
    done("new", tmp_path / "case", "--through", "direct")
    with serving({"/": PAGE}) as server:
        said = firsthand("preserve", tmp_path / "case", f"http://127.0.0.1:{server.port}/", f"http://localhost:{server.port}/", "--json")
    assert said.status == 1 and not server.asked and "not-public" in said.err


def test_a_page_is_fetched_kept_and_read(case: Case) -> None:
    with serving({"/": redirect("/notice"), "/notice": PAGE}) as server:
        kept = keep(case, f"http://council.example:{server.port}/")
    assert (kept.kept, kept.sources, kept.troubles) == (1, 1, [])
    (held,) = case.state().sources.values()
    assert held.name == f"http://council.example:{server.port}/" and held.capture.how == "fetch" and held.capture.captured
    assert held.details["final_url"].endswith("/notice")
    (reading,) = readings(case)
    assert "turned 214 patients away" in reading.text
    sound(case)


def test_a_sealed_page_is_kept_encrypted(case: Case) -> None:
    with serving({"/": PAGE}) as server:
        keep(case, f"http://council.example:{server.port}/", sealed=True)
    assert all(b"council.example" not in path.read_bytes() for path in (case.folder / "vault").rglob("*") if path.is_file())
    assert len(readings(case)) == 1
    sound(case)


def test_a_list_lends_what_it_knows_and_its_rows_are_fetched_only_when_asked(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({"/a": PAGE, "/b": PAGE}) as server:
        host = f"http://council.example:{server.port}"
        listed = tmp_path / "list.csv"
        listed.write_text(
            f"id,url,title,publisher\na,{host}/a,Clinic,Orvale Health Council\nb,{host}/b,Clinic,\nc,,Nothing,\n", encoding="utf-8"
        )
        told = keep(case, listed=listed)
        assert told.kept == 0 and not server.asked
        assert sum("--fetch" in t.text for t in told.troubles) == 2 and len(told.troubles) == 3
        one = keep(case, f"{host}/a", listed=listed)
        assert (one.kept, one.troubles, len(server.asked)) == (1, [], 1)
        rest = keep(case, listed=listed, rows=True)
        assert (rest.kept, rest.already, len(rest.troubles), len(server.asked)) == (1, 1, 1, 2), "what is held is not asked for again"
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
        again = keep(case, f"{host}/a", listed=listed)
        assert (again.kept, again.sources) == (1, 0), "but a person may ask again: another capture of the same source"
    assert [(h.name, h.details.get("publisher", ""), len(h.captures)) for h in case.state().sources.values()] == [
        ("a", "Orvale Health Council", 2),
        ("b", "", 1),
    ]
    sound(case)


def test_what_fails_costs_one_page_and_what_came_is_acknowledged_at_once(case: Case) -> None:
    with serving({"/a": PAGE, "/wrong": b"nonsense", "/b": PAGE, "/c": PAGE}) as server:
        host = f"http://council.example:{server.port}"
        kept = keep(case, f"{host}/a", f"{host}/wrong", "http://10.0.0.1/", f"{host}/b")
        assert kept.kept == 2 and [t.code for t in kept.troubles] == ["broken-answer", "not-public"]

        def ends(seconds: float) -> None:
            raise KeyboardInterrupt

        near_end = near()
        with pytest.raises(KeyboardInterrupt):
            keep(case, f"http://other.example:{server.port}/a", f"{host}/c", f"{host}/b", outside=Outside(near_end.resolve, near_end.trust, near_end.allowed, near_end.clock, near_end.ticks, ends))  # fmt: skip
    assert sum(len(h.captures) for h in case.state().sources.values()) == 4
    sound(case)


def test_what_a_kill_left_is_gone_with_the_next_call(case: Case, tmp_path: Path) -> None:
    left = case.folder / "made" / SCRATCH
    left.mkdir(parents=True)
    (left / "1.warc.gz").write_bytes(b"half")
    (tmp_path / "a.txt").write_text(COUNCIL, encoding="utf-8")
    assert keep(case, str(tmp_path / "a.txt")).kept == 1
    sound(case)


def test_a_full_disk_is_told_and_leaves_nothing(case: Case) -> None:
    def full(op: disk.Op) -> None:
        if op.step == "write" and SCRATCH in op.path:
            raise OSError(28, "No space left on device")

    with serving({"/": PAGE}) as server, disk.watched(full):
        kept = keep(case, f"http://council.example:{server.port}/")
    assert [t.code for t in kept.troubles] == ["disk-full"] and isinstance(kept.troubles[0], Trouble)
    sound(case)
