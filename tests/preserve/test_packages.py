"""Packages as ArchiveWeb.page and Browsertrix write them: the pages that somebody looked at become sources, what came with them does not; packages in packages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preserve_made import http, packaged, page, put, record, wacz

from firsthand.guard.archives import members, read_member
from firsthand.guard.windows import opened
from firsthand.preserve import captures
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped, Taken

NOTICE, FRAME, OTHER = "https://lhari.example/notice", "https://ads.example/frame", "https://lhari.example/other"
WARC = record(http(page()), url=NOTICE) + record(http(page("Advertisement")), url=FRAME) + record(http(page("Other")), url=OTHER)


def kept(found: list[Taken]) -> dict[str, Kept]:
    return {k.url: k for k in found if isinstance(k, Kept)}


def take(folder: Path, raw: bytes, name: str = "a.wacz") -> list[Taken]:
    return list(intake([put(folder, name, raw)]))


def codes(found: list[Taken]) -> list[str]:
    return [x.trouble.code for x in found if isinstance(x, Skipped)]


def test_what_somebody_looked_at_is_a_source_and_what_came_with_it_is_not(tmp_path: Path) -> None:
    raw = wacz({"a.warc": WARC}, pages={"pages": [{"url": NOTICE, "title": "Visits at Lhari"}], "extraPages": [{"url": OTHER + "#top"}]})
    found = take(tmp_path, raw)
    assert set(kept(found)) == {NOTICE, OTHER}
    assert dict(kept(found)[NOTICE].facts)["title"] == "Visits at Lhari"
    assert any("1 what came with a page" in x.trouble.text for x in found if isinstance(x, Noticed))


def test_a_page_that_was_answered_elsewhere_is_followed(tmp_path: Path) -> None:
    moved = record(http(b"", status="301 Moved Permanently", fields={"Location": "/notice"}), url="http://lhari.example/n")
    again = record(http(b"", status="302 Found", fields={"Location": NOTICE}), url="http://lhari.example/notice")
    found = take(tmp_path, wacz({"a.warc": moved + again + WARC}, pages={"pages": [{"url": "http://lhari.example/n", "title": "Visits"}]}))
    assert {k.url: dict(k.facts).get("title") for k in kept(found).values()} == {NOTICE: "Visits"}


@pytest.mark.parametrize("pages", [{"pages": []}, {"pages": [{"url": "urn:page:1"}]}, {"pages": [{"title": "no address"}]}, {"other": []}])
def test_a_package_that_names_none_of_its_pages_gives_all(pages: dict[str, list[dict[str, str]]], tmp_path: Path) -> None:
    assert len(kept(take(tmp_path, wacz({"a.warc": WARC}, pages=pages)))) == 3


def test_a_line_of_pages_that_is_broken_spoils_no_other(tmp_path: Path) -> None:
    lines = b'{"format":"json-pages-1.0"}\n{"url": \n[1]\n"x"\n' + b"[" * 5000 + b'\n{"url": "%s"}' % NOTICE.encode()
    raw = packaged({"archive/a.warc": WARC, "pages/pages.jsonl": lines}, {"profile": "data-package"})
    assert set(kept(take(tmp_path, raw))) == {NOTICE}


MULTI = {"profile": "multi-wacz-package"}


def test_packages_in_a_package_are_read_where_they_stand(tmp_path: Path) -> None:
    one = wacz({"a.warc": WARC}, pages={"pages": [{"url": NOTICE}]})
    two = wacz({"b.warc": record(http(page("Two")), url="https://lhari.example/2")})
    found = take(tmp_path, packaged({"one.wacz": one, "two.wacz": two}, MULTI))
    assert set(kept(found)) == {NOTICE, "https://lhari.example/2"} and not codes(found)
    for k in kept(found).values():
        raw = k.object.path.read_bytes()[k.part.offset : k.part.offset + k.part.length]
        assert captures.payload_of(raw, 0, len(raw), k.how) == captures.checked_payload(k.object.path, k.part, k.how)


BROKEN = {
    "packed a second time": (packaged({"one.wacz": wacz({"a.warc": WARC * 30})}, MULTI, method=zipfile.ZIP_DEFLATED), "refused"),
    "cut off inside": (packaged({"one.wacz": wacz({"a.warc": WARC})[:-40]}, MULTI), "damaged"),
    "not what was promised": (packaged({"one.wacz": wacz({"a.warc": WARC})}, MULTI, {"one.wacz": "sha256:" + "0" * 64}), "damaged"),
    "a package inside a package inside": (packaged({"one.wacz": packaged({"deep.wacz": wacz({"a.warc": WARC})}, MULTI)}, MULTI), "no-pages"),
}  # fmt: skip


@pytest.mark.parametrize("story", BROKEN)
def test_a_package_in_a_package_that_is_broken_is_named(story: str, tmp_path: Path) -> None:
    raw, code = BROKEN[story]
    good = wacz({"g.warc": record(http(page("Good")), url="https://lhari.example/good")})
    found = take(tmp_path, raw, "a.wacz")
    assert code in codes(found), found
    assert not kept(found)
    both = packaged({"bad.wacz": wacz({"a.warc": WARC})[:-40], "good.wacz": good}, MULTI)
    assert set(kept(take(tmp_path, both, "both.wacz"))) == {"https://lhari.example/good"}


def test_a_package_that_is_promised_and_not_there_is_named(tmp_path: Path) -> None:
    one, two = wacz({"a.warc": WARC}), wacz({"b.warc": record(http(page("Two")), url="https://lhari.example/2")})
    found = take(tmp_path, packaged({"one.wacz": one, "two.wacz": two}, MULTI, leave_out="one.wacz"))
    assert codes(found) == ["damaged"] and set(kept(found)) == {"https://lhari.example/2"}


@given(before=st.binary(max_size=50), inside=st.binary(min_size=1, max_size=200), after=st.binary(max_size=50), reads=st.lists(st.tuples(st.integers(0, 250), st.integers(0, 90)), max_size=8))  # fmt: skip
@settings(deadline=None)
def test_a_window_is_a_file_of_its_own(before: bytes, inside: bytes, after: bytes, reads: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory) -> None:  # fmt: skip
    path = tmp_path_factory.mktemp("w") / "f"
    path.write_bytes(before + inside + after)
    with opened(path, (len(before), len(before) + len(inside))) as window, io.BytesIO(inside) as plain:
        assert window.seek(0, 2) == plain.seek(0, 2)
        for at, count in reads:
            window.seek(at)
            plain.seek(at)
            assert window.read(count) == plain.read(count)


def test_a_zip_in_a_file_is_opened_by_its_window(tmp_path: Path) -> None:
    inner = wacz({"a.warc": WARC})
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100 + inner + b"y" * 100)
    window = (100, 100 + len(inner))
    found = {m.name: m for m in members(path, raw=window)}
    assert read_member(path, found["archive/a.warc"], window) == WARC
