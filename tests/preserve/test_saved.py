"""What people already save: SingleFile pages, pages saved from a browser, MHTML, letters; where and when they say they were saved; what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from preserve_made import http, page, put, record, zipped

from firsthand.preserve import captures
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Skipped

sys.path.append(str(Path(__file__).parent.parent / "read"))
from mails_made import HTML, letter, mhtml, part

BODY = page("Visits", "The county office at Lhari counted 412 visits in March. " * 20).decode()
SINGLEFILE = '<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://lhari.example/notice?n=1 \n saved date: Tue Mar 14 2023 10:30:00 GMT+0100 (Central European Standard Time)\n-->'  # fmt: skip
NINE_THIRTY = 1678786200  # 2023-03-14 09:30 UTC


def one(*what: str) -> Kept:
    (k,) = [x for x in intake(what) if isinstance(x, Kept)]
    return k


SAVED = {
    "singlefile.html": (SINGLEFILE + BODY, "https://lhari.example/notice?n=1", NINE_THIRTY),
    "iso.html": (SINGLEFILE.replace("Tue Mar 14 2023 10:30:00 GMT+0100 (Central European Standard Time)", "2023-03-14T09:30:00Z") + BODY, "https://lhari.example/notice?n=1", NINE_THIRTY),
    "no-zone.html": (SINGLEFILE.replace("Tue Mar 14 2023 10:30:00 GMT+0100 (Central European Standard Time)", "2023-03-14T09:30:00") + BODY, "https://lhari.example/notice?n=1", None),
    "javascript.html": (SINGLEFILE.replace("https://lhari.example/notice?n=1", "javascript:alert(1)") + BODY, "", NINE_THIRTY),
    "mark.html": ("<!DOCTYPE html>\n<!-- saved from url=(0021)https://lhari.example -->" + BODY, "https://lhari.example", None),
    "wrong-mark.html": ("<!DOCTYPE html>\n<!-- saved from url=(0099)https://lhari.example -->" + BODY, "", None),
    "late.html": (BODY + " " * 20_000 + SINGLEFILE, "", None),
    "plain.html": (BODY, "", None),
    "page.mhtml": (mhtml().decode("latin-1"), "https://lhari.example/notice", NINE_THIRTY),
    "letter.eml": (letter().decode("latin-1"), "", None),
}  # fmt: skip


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_says_where_it_was_and_when(name: str, tmp_path: Path) -> None:
    raw, url, at = SAVED[name]
    k = one(put(tmp_path, name, raw.encode("latin-1")))
    assert (k.url, k.captured, k.condition, k.how) == (url, at, "complete", "file")


def test_a_list_goes_before_what_the_page_says(tmp_path: Path) -> None:
    put(tmp_path, "a.html", (SINGLEFILE + BODY).encode())
    listed = put(tmp_path, "list.csv", b"id,url\na,https://lhari.example/other\n")
    (k,) = [x for x in intake([], listed) if isinstance(x, Kept)]
    assert (k.url, k.captured) == ("https://lhari.example/other", NINE_THIRTY)


IMAGE = part(b"\x89PNG", "image/png", "base64", Content_Location="https://lhari.example/well.png")
SHOWN = HTML % '<img src="/well.png"><img src="cid:1@lhari"><img src="data:image/png;base64,AA==">'
MAILS = {
    "all there": (mhtml(SHOWN, more=[IMAGE, part(b"x", "image/png", "base64", Content_ID="<1@lhari>")]), "complete"),
    "one missing": (mhtml(SHOWN, more=[IMAGE]), "images_missing"),
    "a block page": (mhtml("<html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>"), "block"),
    "a removed notice": (mhtml("<html><body>此内容已被发布者删除</body></html>"), "removed"),
    "breaks off among its images": (mhtml(SHOWN, more=[part(b"x", "image/png", "base64", Content_ID="<1@lhari>"), IMAGE])[:-30], "images_missing"),
    "breaks off itself": (mhtml()[:-200], "images_missing"),
    "large": (mhtml(SHOWN, more=[part(bytes(2**21), "image/png", "base64", Content_Location="https://lhari.example/well.png")]), "images_missing"),
}  # fmt: skip


@pytest.mark.parametrize("story", MAILS)
def test_the_condition_of_a_page_saved_as_a_mail(story: str, tmp_path: Path) -> None:
    raw, condition = MAILS[story]
    k = one(put(tmp_path, "a.mht", raw))
    assert (k.media, k.condition) == ("multipart/related", condition), k.why


def test_a_coding_that_breaks_off_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    raw = mhtml(coding="base64").replace(b"=\n\r\n--", b"\r\n--").replace(b"\n\r\n------Bound--", b"A\n\r\n------Bound--")
    (skipped,) = [x for x in intake([put(tmp_path, "a.mhtml", raw)]) if isinstance(x, Skipped)]
    assert skipped.trouble.code == "damaged" and "a.mhtml" in skipped.trouble.text


def test_a_saved_page_in_a_zip_or_an_archive_is_a_source_too(tmp_path: Path) -> None:
    z = one(put(tmp_path, "pages.zip", zipped({"7.mhtml": mhtml(), "x.css": b"p {}"})))
    assert (z.name, z.media, z.how, z.url, z.captured) == ("7", "multipart/related", "zip", "https://lhari.example/notice", NINE_THIRTY)
    assert captures.checked_payload(z.object.path, z.part, z.how) == mhtml()
    w = one(put(tmp_path, "a.warc", record(http(mhtml(), kind="multipart/related"))))
    assert (w.media, w.url) == ("multipart/related", "https://lhari.example/notice")
