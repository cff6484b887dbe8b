"""Pictures in archives: sources where they are pages of their own, counted where they came with a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from preserve_made import http, packed, page, record, sha1, wacz, zipped

from firsthand.model.pictures import MEDIA
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped
from pictures_made import encoded, scene

PHOTO, OTHER = encoded(scene(1).resize((80, 60)), "JPEG"), encoded(scene(2).resize((80, 60)), "PNG")
AT, ELSEWHERE = "https://lhari.example/photo.jpg", "https://lhari.example/other.png"


def photo(url: str = AT, raw: bytes = PHOTO, kind: str = "image/jpeg") -> bytes:
    return record(http(raw, kind=kind), url=url)


def taken(path: Path, *lists: Path) -> tuple[list[Kept], list[str], list[str]]:
    """What was kept; the words about what is no source; the words about what was skipped."""
    found = list(intake([path], list(lists)))
    kept = [x for x in found if isinstance(x, Kept)]
    return kept, [str(x.trouble) for x in found if isinstance(x, Noticed)], [str(x.trouble) for x in found if isinstance(x, Skipped)]


def written(folder: Path, name: str, raw: bytes) -> Path:
    (folder / name).write_bytes(raw)
    return folder / name


@pytest.mark.parametrize("pack", [b"".join, packed])
def test_a_web_archive_of_pictures_alone_gives_pictures(pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    raw = pack(
        [photo(), photo(ELSEWHERE, OTHER, "image/png"), record(http(b"x=1", kind="text/javascript"), url="https://lhari.example/a.js")]
    )
    kept, noticed, skipped = taken(written(tmp_path, "a.warc", raw))
    assert [(k.media, k.url, k.condition) for k in kept] == [("image/jpeg", AT, "complete"), ("image/png", ELSEWHERE, "complete")]
    assert {k.media for k in kept} <= MEDIA and not skipped
    assert all("image" not in words for words in noticed)


def test_pictures_that_came_with_a_page_are_counted(tmp_path: Path) -> None:
    raw = b"".join([photo(), record(http(page()), url="https://lhari.example/"), photo(ELSEWHERE, OTHER, "image/png")])
    kept, noticed, _ = taken(written(tmp_path, "a.warc", raw))
    assert [k.media for k in kept] == ["text/html"] and "2 image" in " ".join(noticed)


def test_a_picture_that_a_list_names_is_a_source_beside_the_page(tmp_path: Path) -> None:
    raw = b"".join([photo(), record(http(page()), url="https://lhari.example/"), photo(ELSEWHERE, OTHER, "image/png")])
    listed = written(tmp_path, "list.csv", f"id,url,title\nyard,{AT},The yard\n".encode())
    kept, noticed, skipped = taken(written(tmp_path, "a.warc", raw), listed)
    assert {(k.name, k.media) for k in kept} == {("yard", "image/jpeg"), ("https://lhari.example/", "text/html")}
    assert "1 image" in " ".join(noticed) and not skipped


def test_a_picture_that_a_package_names_as_a_page_is_one(tmp_path: Path) -> None:
    warc = b"".join([photo(), record(http(page()), url="https://lhari.example/"), photo(ELSEWHERE, OTHER, "image/png")])
    for looked_at in ([AT, "https://lhari.example/"], [AT]):
        pages = {"pages": [{"url": url, "title": f"T {url}"} for url in looked_at]}
        kept, _, _ = taken(written(tmp_path, f"{len(looked_at)}.wacz", wacz({"data.warc": warc}, pages=pages)))
        assert {k.url for k in kept} == set(looked_at)
        assert dict(next(k for k in kept if k.url == AT).facts)["title"] == f"T {AT}"


def test_what_only_calls_itself_a_picture_is_none_and_a_changed_one_is_told(tmp_path: Path) -> None:
    svg = record(http(b"<svg xmlns='http://www.w3.org/2000/svg'/>", kind="image/svg+xml"), url=ELSEWHERE)
    changed = record(http(PHOTO, kind="image/jpeg"), url=AT, fields={"WARC-Payload-Digest": sha1(b"other bytes")})
    kept, noticed, skipped = taken(written(tmp_path, "a.warc", svg + changed))
    assert kept == [] and "image" in " ".join(noticed)
    assert any("digest" in words and AT in words for words in skipped)


def test_pictures_in_a_zip(tmp_path: Path) -> None:
    album = {"yard.jpg": PHOTO, "more/other.png": OTHER, "words.txt": b"The yard was full on 3 May 2023, the council said.\n"}
    kept, _, _ = taken(written(tmp_path, "album.zip", zipped(album)))
    assert {(k.name, k.media) for k in kept} == {("yard", "image/jpeg"), ("other", "image/png"), ("words", "text/plain")}
    saved = {"notice.html": page(), "notice_files/a.jpg": PHOTO, "notice_files/b.png": OTHER}
    kept, noticed, _ = taken(written(tmp_path, "saved.zip", zipped(saved)))
    assert [k.media for k in kept] == ["text/html"] and "2 image" in " ".join(noticed)
    listed = written(tmp_path, "list.csv", b"id,file\nyard,notice_files/a.jpg\n")
    kept, noticed, _ = taken(tmp_path / "saved.zip", listed)
    assert {(k.name, k.media) for k in kept} == {("notice", "text/html"), ("yard", "image/jpeg")} and "1 image" in " ".join(noticed)
