"""Intake from end to end: what a person gives, and what comes of it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from preserve_made import http, packed, page, put, record, wacz, zipped

from firsthand.errors import Trouble
from firsthand.guard.template import end_waiting
from firsthand.model.passages import Part
from firsthand.preserve import captures
from firsthand.preserve import intake as intake_module
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped, Taken


def taken(*what: str | Path, lists: str | None = None) -> list[Taken]:
    return list(intake(what, lists))


def kept(found: list[Taken]) -> list[Kept]:
    return [x for x in found if isinstance(x, Kept)]


def names(found: list[Taken]) -> list[str]:
    return [k.name for k in kept(found)]


def codes(found: list[Taken]) -> list[str]:
    return [x.trouble.code for x in found if isinstance(x, Skipped)]


def noticed(found: list[Taken]) -> list[str]:
    return [x.trouble.code for x in found if isinstance(x, Noticed)]


def payload(k: Kept) -> bytes:
    return captures.checked_payload(k.object.path, k.part, k.how)


# ---- files and folders --------------------------------------------------------------------------------------------------------------------------


def test_a_folder_is_walked_in_order_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    put(tmp_path, "b/2.txt", b"412 visits")
    put(tmp_path, "b/1.html", page())
    put(tmp_path, "a.txt", "四百一十二次".encode())
    put(tmp_path, ".hidden", b"x")
    put(tmp_path, "b/1_files/style.css", b"x {}")
    os.symlink("/etc/hostname", tmp_path / "link.txt")
    found = taken(tmp_path)
    assert names(found) == ["a", "1", "2"]
    assert {(x.trouble.values["what"], x.trouble.values["count"]) for x in found if isinstance(x, Noticed)} == {
        ("hidden", 1),
        ("symbolic links", 1),
        ("folders with the images and scripts of a saved page", 1),
    }


def test_a_whole_file_is_one_part(tmp_path: Path) -> None:
    (k,) = kept(taken(put(tmp_path, "a.txt", b"412 visits")))
    assert k.part == Part(k.object.digest, 0, 10, k.object.digest)
    assert (k.media, k.condition, k.how, k.captured) == ("text/plain", "complete", "file", None)
    assert payload(k) == b"412 visits"


def test_a_file_given_twice_is_taken_once_and_equal_stems_get_numbers(tmp_path: Path) -> None:
    one, two = put(tmp_path, "x/index.html", page("One")), put(tmp_path, "y/index.html", page("Two"))
    found = taken(one, tmp_path, two)
    assert names(found) == ["index", "index-2"]


def test_the_same_bytes_under_two_names_are_two_sources_and_one_object(tmp_path: Path) -> None:
    put(tmp_path, "a.html", page())
    put(tmp_path, "b.html", page())
    one, two = kept(taken(tmp_path))
    assert one.key != two.key
    assert one.object.digest == two.object.digest


def test_a_changed_file_of_the_same_name_is_not_taken_for_the_same_source(tmp_path: Path) -> None:
    (one,) = kept(taken(put(tmp_path, "a.html", page("One"))))
    (again,) = kept(taken(put(tmp_path, "a.html", page("One"))))
    (two,) = kept(taken(put(tmp_path, "a.html", page("Two"))))
    assert one.key == again.key != two.key


def test_images_that_were_not_saved_are_noticed_in_the_condition(tmp_path: Path) -> None:
    put(tmp_path, "a_files/well.png", b"\x89PNG\r\n\x1a\n")
    put(tmp_path, "a.html", page(text='<img src="a_files/well.png">'))
    put(tmp_path, "b.html", page(text='<img src="https://lhari.example/well.png">'))
    assert [(k.name, k.condition) for k in kept(taken(tmp_path))] == [("a", "complete"), ("b", "images_missing")]


def test_a_stub_is_kept_as_evidence_and_said(tmp_path: Path) -> None:
    found = taken(put(tmp_path, "a.html", page("Just a moment...", "Enable JavaScript and cookies to continue")))
    assert [k.condition for k in kept(found)] == ["block"]
    assert noticed(found) == ["stub"]


def test_what_cannot_be_taken_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "empty.html", b"")
    put(tmp_path, "good.txt", b"412 visits")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large.txt").open("wb") as file:
        file.write(b"visits\n" * 20_000)
        file.truncate(200 * 2**20)
    found = taken(tmp_path, tmp_path / "missing.html", "https://lhari.example/")
    assert names(found) == ["good"]
    assert sorted(codes(found)) == ["empty-file", "missing", "no-fetch", "too-large", "unreadable"]


def test_a_reader_that_crashes_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "aborts.txt", "z.txt"):
        put(tmp_path, name, b"412 visits")
    put(
        tmp_path / "works",
        "crashing_work.py",
        b"import os\nfrom firsthand.preserve import works\n\ndef answer(item):\n    b'aborts.txt' in item and os.abort()\n    return works.answer(item)\n",
    )
    monkeypatch.syspath_prepend(str(tmp_path / "works"))
    monkeypatch.setattr(intake_module, "WORK", "crashing_work:answer")
    found = taken(*(tmp_path / n for n in ("a.txt", "aborts.txt", "z.txt")))
    assert names(found) == ["a", "z"]
    assert codes(found) == ["not-looked-at"]
    assert "aborts.txt" in next(x.trouble.text for x in found if isinstance(x, Skipped))


def test_nothing_given_is_said() -> None:
    with pytest.raises(Trouble) as raised:
        taken()
    assert raised.value.code == "nothing-given"


# ---- lists ------------------------------------------------------------------------------------------------------------------------------------


def test_rows_find_their_files_by_file_else_by_id(tmp_path: Path) -> None:
    put(tmp_path, "docs/one.html", page())
    put(tmp_path, "docs/sub/two.txt", b"412 visits")
    put(tmp_path, "docs/three.txt", b"40 wells")
    put(tmp_path, "docs/unlisted.txt", b"other")
    listed = put(
        tmp_path,
        "list.csv",
        b'id,file,published\nA,one.html,"Sat Sep 01, 2018"\nB,docs/sub/two.txt,\nthree,,2018\nlost,,\ngone,gone.txt,\n',
    )
    found = taken(tmp_path / "docs", lists=listed)
    assert {k.name: k.object.path.name for k in kept(found)} == {
        "A": "one.html",
        "B": "two.txt",
        "three": "three.txt",
        "unlisted": "unlisted.txt",
    }
    assert {k.name: k.listed and k.listed.published for k in kept(found)} == {
        "A": "Sat Sep 01, 2018",
        "B": "",
        "three": "2018",
        "unlisted": None,
    }
    assert [x.trouble.values["row"] for x in found if isinstance(x, Skipped)] == [5, 6]


def test_a_row_that_could_mean_two_files_is_not_guessed(tmp_path: Path) -> None:
    put(tmp_path, "docs/a/x.txt", b"1")
    put(tmp_path, "docs/b/x.txt", b"2")
    found = taken(tmp_path / "docs", lists=put(tmp_path, "list.csv", b"id\nx\n"))
    assert codes(found) == ["bad-row"]
    assert all(k.listed is None for k in kept(found))


def test_a_list_alone_names_files_beside_itself_and_never_outside(tmp_path: Path) -> None:
    put(tmp_path, "secret.txt", b"not meant")
    put(tmp_path, "sheet/a.html", page())
    put(tmp_path, "sheet/sub/b.txt", b"412 visits")
    put(tmp_path, "sheet/unlisted.txt", b"other")
    rows = f"id,file\na,\nB,sub/b.txt\nc,../secret.txt\nd,{tmp_path}/secret.txt\n"
    found = taken(lists=put(tmp_path, "sheet/list.csv", rows.encode()))
    assert names(found) == ["a", "B"]
    assert codes(found) == ["bad-row", "bad-row"]


def test_a_list_in_the_folder_given_is_no_source(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"412 visits")
    found = taken(tmp_path, lists=put(tmp_path, "list.csv", b"id,title,mood\na,Visits,calm\n"))
    assert names(found) == ["a"]
    assert noticed(found) == ["other-columns"]


def test_a_bad_list_beside_good_files_costs_only_itself_and_alone_is_an_error(tmp_path: Path) -> None:
    bad = put(tmp_path, "list.csv", b"name,adress\na,b\n")
    good = put(tmp_path, "a.txt", b"412 visits")
    found = taken(good, lists=bad)
    assert (names(found), codes(found)) == (["a"], ["bad-list"])
    with pytest.raises(Trouble, match="head line"):
        taken(lists=bad)


# ---- WARC -------------------------------------------------------------------------------------------------------------------------------------

URL = "https://lhari.example/notice"


def test_an_address_captured_twice_is_one_source_with_two_captures(tmp_path: Path) -> None:
    raw = record(http(page("One")), date="2021-03-04T05:06:07Z") + record(http(page("Two")), date="2021-04-04T05:06:07Z")
    one, two = kept(taken(put(tmp_path, "a.warc", raw)))
    assert one.key == two.key and one.name == two.name == URL
    assert (one.captured, two.captured) == (1614834367, 1617512767)
    assert (payload(one), payload(two)) == (page("One"), page("Two"))
    assert one.object == two.object


def test_a_revisit_is_a_capture_with_the_payload_of_the_first(tmp_path: Path) -> None:
    fields = {"WARC-Payload-Digest": "sha256:0000", "WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": "2021-03-04T05:06:07Z"}
    revisit = record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit", date="2021-05-04T05:06:07Z", fields=fields)
    elsewhere = record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit", url="https://other.example/")
    found = taken(put(tmp_path, "a.warc.gz", packed([record(http(page())), revisit, elsewhere])))
    one, two = kept(found)
    assert one.part == two.part
    assert two.captured == 1620104767
    assert "1 revisit of something elsewhere" in next(x.trouble.text for x in found if isinstance(x, Noticed))


def test_a_list_speaks_of_pages_in_a_warc_by_their_address(tmp_path: Path) -> None:
    warc = put(tmp_path, "a.warc", record(http(page())) + record(http(page("Other")), url="https://lhari.example/other"))
    found = taken(warc, lists=put(tmp_path, "list.csv", f"id,file,url\nn1,a.warc,{URL}\nn2,,https://lhari.example/absent\n".encode()))
    assert names(found) == ["n1", "https://lhari.example/other"]
    assert codes(found) == ["bad-row"]


def test_a_truncated_warc_gives_what_stands_before_and_names_the_place(tmp_path: Path) -> None:
    first = record(http(page()))
    found = taken(put(tmp_path, "a.warc", first + first[:200]))
    assert names(found) == [URL]
    (trouble,) = [x.trouble for x in found if isinstance(x, Skipped)]
    assert trouble.code == "damaged"
    assert f"at byte {len(first)}" in trouble.text


def test_many_windows_are_one_file(tmp_path: Path) -> None:
    raw = b"".join(record(http(page(str(n))), url=f"https://lhari.example/{n}") for n in range(1203))
    found = kept(taken(put(tmp_path, "a.warc", raw)))
    assert [k.url.rpartition("/")[2] for k in found] == [str(n) for n in range(1203)]
    assert payload(found[1100]) == page("1100")


# ---- WACZ and ZIP -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["data.warc", "data.warc.gz"])
def test_pages_of_a_wacz_are_found_in_place(tmp_path: Path, name: str) -> None:
    records = [record(http(page())), record(http(page("Two")), url="https://lhari.example/2")]
    warc = packed(records) if name.endswith("gz") else b"".join(records)
    found = taken(put(tmp_path, "a.wacz", wacz({name: warc})))
    assert [payload(k) for k in kept(found)] == [page(), page("Two")]
    assert {k.how for k in kept(found)} == {"wacz"}
    assert not codes(found)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (wacz({"a.warc": record(http(page()))}, spoil={"archive/a.warc": "sha256:" + "0" * 64}), "differ from its hash"),
        (wacz({"a.warc": record(http(page()))}, spoil={"archive/a.warc": "later"}), "hash is missing"),
        (wacz({"a.warc": record(http(page())) * 20}, method=zipfile.ZIP_DEFLATED), "packed a second time"),
        (wacz({"a.warc": record(http(page()))}, leave_out="pages/pages.jsonl"), "named in datapackage.json and not there"),
        (zipped({"datapackage.json": b"[]", "archive/a.warc": record(http(page()))}), "names no resources"),
        (zipped({"datapackage.json": b"{", "archive/a.warc": record(http(page()))}), "not JSON"),
        (wacz({"a.warc": record(http(page()))})[:-10], "directory at its end"),
    ],
    ids=range(7),
)
def test_a_damaged_wacz_is_named(tmp_path: Path, raw: bytes, words: str) -> None:
    found = taken(put(tmp_path, "a.wacz", raw))
    assert any(words in x.trouble.text for x in found if isinstance(x, Skipped))


def test_a_zip_of_pages_gives_its_pages_and_counts_the_rest(tmp_path: Path) -> None:
    raw = zipped({"one.html": page(), "sub/县.txt": b"412 visits", "style.css": b"x {}", "pic.png": b"\x89PNG\r\n\x1a\n", ".hidden": b"x"})
    found = taken(put(tmp_path, "a.zip", raw), lists=put(tmp_path, "list.csv", b"id,file,title\nn1,one.html,Notice\n"))
    assert {k.name: payload(k) for k in kept(found)} == {"n1": page(), "县": b"412 visits"}
    assert kept(found)[0].listed is not None
    assert "1 hidden, 1 image, 1 other" in next(x.trouble.text for x in found if isinstance(x, Noticed))


def test_the_bytes_of_a_part_alone_are_enough(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", zipped({"one.html": page()}))
    put(tmp_path, "b.wacz", wacz({"b.warc": record(http(page("Two")))}))
    put(tmp_path, "c.html", page("Three"))
    for k, expected in zip(kept(taken(tmp_path)), (page(), page("Two"), page("Three")), strict=True):
        raw = k.object.path.read_bytes()[k.part.offset : k.part.offset + k.part.length]
        assert captures.payload_of(raw, 0, len(raw), k.how) == expected


def test_a_payload_that_changed_is_not_given_back(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"412 visits")
    (k,) = kept(taken(path))
    put(tmp_path, "a.txt", b"413 visits")
    with pytest.raises(Trouble, match="not what was kept"):
        payload(k)


def test_a_caller_that_stops_early_leaves_nothing_running(tmp_path: Path) -> None:
    for n in range(50):
        put(tmp_path, f"{n:02}.txt", b"412 visits %d" % n)
    running = intake([tmp_path])
    assert isinstance(next(running), Kept)
    running.close()  # type: ignore[attr-defined]
    end_waiting()  # templates that wait for the next crew hold no item
    children = [p for p in Path("/proc").glob("[0-9]*/stat") if _parent(p) == os.getpid()]
    assert not [p for p in children if b"firsthand.guard.worker" in (p.parent / "cmdline").read_bytes()]


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
