"""Second captures belong to their source and are held against the first: what went, what came, since when; rows that a person calls otherwise stay apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand

from firsthand.case.audit import audit
from firsthand.case.captures import compared
from firsthand.case.open import open_case
from firsthand.preserve.same_address import archived, same_address

sys.path.append(str(Path(__file__).parent.parent / "preserve"))
from preserve_made import http, record

URL = "https://council.example/notice"
WAYBACK = "https://web.archive.org/web/20230610120000/https://council.example/notice"
FIRST = (
    "The clinic in Orvale turned 214 patients away in May 2023, the council said. The council counted them at the door. "
    + "It met every week and wrote down each of them by hand. "
)
LATER = FIRST.replace("214", "240").replace("The council counted them at the door. ", "") + "The doors stay open at night."


def html(text: str, title: str = "Notice") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


def single(text: str, url: str = URL, day: int = 2, title: str = "Notice") -> bytes:
    mark = f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: 2023-06-{day:02}T10:00:00Z\n-->".encode()
    return b"<!DOCTYPE html>" + mark + html(text, title)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    done("new", tmp_path / "case")
    return tmp_path / "case"


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def sources(case: Path) -> dict[str, int]:
    return {r["id"]: r["captures"] for r in done("show", case, "sources", "--json").rows}


def test_the_same_address_again_is_another_capture_and_what_changed_is_told(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "one.html", single(FIRST)))
    said = done("preserve", case, put(tmp_path, "again.html", single(LATER, day=9, title="Notice, corrected")))
    assert sources(case) == {"one": 1 + 1}
    assert "one changed between 2023-06-02 10:00 UTC and 2023-06-09 10:00 UTC" in said.out
    assert "- " in said.out and "240" in said.out and "another title" in said.out
    one, two = done("show", case, "captures", "--json").rows
    assert (one["follows"], one["read"], two["follows"], two["read"]) == (None, True, one["id"], False)
    assert two["changed"] is True and two["since"] == one["at"] == 1685700000
    assert any("214" in p["quote"] for p in two["lost"])
    assert any("240" in p["quote"] for p in two["added"]) and two["facts"]["title"] == {"was": "Notice", "became": "Notice, corrected"}
    assert done("show", case, "captures", "--source", "one").out.count("one") >= 2
    assert all(p.held for p in audit(str(case), "strict"))


def test_the_places_of_a_change_lead_to_the_words(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "one.html", single(FIRST)), put(tmp_path, "two.html", single(LATER, day=9)))
    with open_case(case) as opened:
        (held,) = opened.state().sources.values()
        (change,) = compared(opened, held)
        again = compared(opened, held)
    assert change == again[0], "kept in made/, and the same when asked again"
    assert all(p.capture == change.later and len(p.quote) == p.end - p.start for p in change.added)
    assert all(p.capture == change.earlier for p in change.lost)


def test_the_same_words_in_other_bytes_are_no_change(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "one.html", single(FIRST)))
    said = done("preserve", case, put(tmp_path, "two.html", single(FIRST, day=9)), "--json")
    assert said.rows[0]["changes"] == [] and sources(case) == {"one": 2}
    row = done("show", case, "captures", "--json").rows[1]
    assert row["changed"] is False and row["same_bytes"] is False and row["added"] == row["lost"] == []
    assert done("preserve", case, tmp_path / "two.html", "--json").rows[0]["already_held"] == 1


def test_an_archived_copy_belongs_to_its_page_and_shows_it_when_it_was_archived(case: Path, tmp_path: Path) -> None:
    put(tmp_path, "pages/a.html", html(FIRST))
    listed = put(tmp_path, "list.csv", f"id,url,archive_url,captured\na,{URL},{WAYBACK},\n".encode())
    done("preserve", case, tmp_path / "pages", "--list", listed)
    done("preserve", case, put(tmp_path, "copy.warc", record(http(html(LATER)), url=WAYBACK, date="2024-01-01T00:00:00Z")))
    assert sources(case) == {"a": 2}
    rows = done("show", case, "captures", "--json").rows
    assert rows[1]["at"] == 1686398400, "2023-06-10 12:00 UTC, the moment in the address of the copy"
    assert done("show", case, "sources", "--json").rows[0]["archive_url"] == WAYBACK


def test_a_warc_and_a_list_and_http_or_https_meet_at_the_address(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "live.warc", record(http(html(FIRST)), url="http://council.example/notice#top")))
    put(tmp_path, "pages/a.html", html(LATER))
    done("preserve", case, tmp_path / "pages", "--list", put(tmp_path, "list.csv", f"id,url\na,{URL}\n".encode()))
    assert list(sources(case).values()) == [2]


def test_rows_that_a_person_calls_otherwise_stay_apart(case: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        put(tmp_path, f"pages/{name}.html", single(FIRST if name == "a" else LATER))
    put(tmp_path, "list.csv", f"id,url\na,{URL}\nb,{URL}\n".encode())
    done("preserve", case, tmp_path / "pages", "--list", tmp_path / "list.csv")
    assert sources(case) == {"a": 1, "b": 1}
    done("preserve", case, put(tmp_path, "x.warc", record(http(html(FIRST)), url=URL)))
    assert sources(case) == {"a": 2, "b": 1}


def test_two_lists_that_count_from_one_stay_apart_and_the_same_row_comes_together(case: Path, tmp_path: Path) -> None:
    for folder, text, title in (("x", FIRST, "Notice"), ("y", LATER, "Wells"), ("z", LATER + " More of it.", "Notice")):
        put(tmp_path, f"{folder}/1.html", html(text))
        put(tmp_path, f"{folder}.csv", f"id,title\n1,{title}\n".encode())
        done("preserve", case, tmp_path / folder, "--list", tmp_path / f"{folder}.csv")
    assert sources(case) == {"1": 2, "1-2": 1}


def test_a_second_capture_that_is_a_stub_is_not_compared(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "one.html", single(FIRST)))
    said = done(
        "preserve", case, put(tmp_path, "gone.html", single("This page has been removed.", day=9, title="Page not found")), "--json"
    )
    assert said.rows[0]["changes"] == [] and sources(case) == {"one": 2}
    rows = done("show", case, "captures", "--json").rows
    assert [r["capture"] for r in rows] == ["complete", "removed"] and rows[1]["follows"] is None


def test_captures_that_cannot_be_read_are_told(case: Path, tmp_path: Path) -> None:
    listed = put(tmp_path, "list.csv", f"id,url\na,{URL}\n".encode())
    done("preserve", case, put(tmp_path, "p/a.html", html(FIRST)), "--list", listed)
    said = firsthand("preserve", case, put(tmp_path, "q/a.pdf", b"%PDF-1.4\nbroken"), "--list", listed)
    assert "could not be compared" in said.out, said
    assert done("show", case, "captures", "--json").rows[1]["trouble"]


def test_sealed_captures_are_compared_too(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "one.html", single(FIRST)), "--sealed")
    said = done("preserve", case, put(tmp_path, "two.html", single(LATER, day=9)), "--sealed")
    assert "changed between" in said.out


def test_a_file_of_no_address_is_a_source_of_its_own(case: Path, tmp_path: Path) -> None:
    done("preserve", case, put(tmp_path, "a.txt", COUNCIL.encode()), put(tmp_path, "sub/a.txt", COUNCIL.encode()))
    assert sources(case) == {"a": 1, "a-2": 1}


SAME = [
    ("http://council.example/notice", "https://council.example:443/notice#top"), ("https://Council.example", "https://council.example/"), ("https://council.example/水", "https://council.example/%E6%B0%B4"),
]  # fmt: skip
OTHER = [("https://council.example/a", "https://council.example/b"), ("https://council.example/?n=1", "https://council.example/?n=2"), ("https://council.example/#!/a", "https://council.example/#!/b"), ("https://council.example/a", "https://council.example/a/"), ("https://www.council.example/", "https://council.example/"), ("http://council.example:8080/", "http://council.example/")]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_page_written_in_two_ways(one: str, two: str) -> None:
    assert same_address(one) == same_address(two) != ""


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_two_pages(one: str, two: str) -> None:
    assert same_address(one) != same_address(two)


COPIES = {
    WAYBACK: (URL, 1686398400), "https://web.archive.org/web/2023/http:/council.example/x": ("http://council.example/x", 1672531200),
    "http://wayback.lhari.example/7/20230610120000id_/https://council.example/?a=b": ("https://council.example/?a=b", 1686398400),
    "https://web.archive.org/web/20230610120000if_/https://web.archive.org/web/2023/https://council.example/": ("https://council.example/", 1672531200),
    "https://web.archive.org/web/99999999999999/https://council.example/": ("https://council.example/", None),
}  # fmt: skip


@pytest.mark.parametrize(("copy", "found"), COPIES.items())
def test_an_archive_s_copy_is_known_by_its_form(copy: str, found: tuple[str, int | None]) -> None:
    assert archived(copy) == found


@pytest.mark.parametrize(
    "plain",
    [
        URL,
        "https://web.archive.org/",
        "https://council.example/2023/06/10/notice",
        "",
        "nonsense",
        "https://council.example/?u=https://other.example/",
    ],
)
def test_an_address_that_is_no_copy(plain: str) -> None:
    assert archived(plain) is None
