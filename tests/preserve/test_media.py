"""What bytes are, by content; and that any bytes have an answer."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preserve_made import page, record, zipped

from firsthand.preserve.media import media_of, text_of_head, zip_media

MAIL = b"From: desk@lhari.example\r\nTo: all@lhari.example\r\nDate: Thu, 4 Mar 2021 05:06:07 +0000\r\nSubject: Visits\r\nMIME-Version: 1.0\r\n\r\nHello"
MHTML = b'From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x'
CASES = [
    (b"", "inode/x-empty"),
    (b"%PDF-1.7\n", "application/pdf"),
    (b"\n\njunk before %PDF-1.4", "application/pdf"),
    (record(b"x"), "application/warc"),
    (gzip.compress(record(b"x"), mtime=0), "application/warc"),
    (gzip.compress(b"plain", mtime=0), "application/gzip"),
    (zipped({"a.txt": b"x"}), "application/zip"),
    (page(), "text/html"),
    (b"\xef\xbb\xbf" + page(), "text/html"),
    ("<html><body>中文</body></html>".encode("utf-16"), "text/html"),
    ('<meta charset="gbk"><p>三月统计四百一十二次走访'.encode("gbk"), "text/html"),
    (b"<!-- saved --><!-- twice -->\n<!DOCTYPE HTML PUBLIC>", "text/html"),
    (b"<div><p>one</p><p>two</p></div>", "text/html"),
    (b"The tag <p> begins a paragraph and <br> breaks a line, <i>so it goes</i>.", "text/plain"),
    ("县里统计四百一十二次走访。".encode(), "text/plain"),
    ("县里统计四百一十二次走访。".encode("gb18030"), "text/plain"),
    ("རྫོང་གིས་ཐེངས་ ༤༡༢ བགྲངས།".encode(), "text/plain"),
    ("རྫོང་གིས་ཐེངས་ ༤༡༢ བགྲངས།".encode("utf-16"), "text/plain"),
    (MAIL, "message/rfc822"),
    (MHTML, "multipart/related"),
    (b"Date: it was in March. Nobody counted.\n\nSubject: wells", "text/plain"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    (bytes(range(256)), "application/octet-stream"),
    (b"BMW sold 40 cars.", "text/plain"),
]


@pytest.mark.parametrize(("raw", "media"), CASES, ids=range(len(CASES)))
def test_media_by_content(raw: bytes, media: str) -> None:
    assert media_of(raw) == media


@pytest.mark.parametrize(
    ("names", "media"),
    [
        ({"datapackage.json", "archive/data.warc.gz"}, "application/wacz"),
        ({"[Content_Types].xml", "word/document.xml"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ({"a.html", "b.html"}, "application/zip"),
        ({"META-INF/container.xml", "mimetype"}, "application/epub+zip"),
    ],
)
def test_what_a_zip_is(names: set[str], media: str) -> None:
    assert zip_media(frozenset(names)) == media


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_have_a_media_type_and_a_text(raw: bytes) -> None:
    assert "/" in media_of(raw)
    assert isinstance(text_of_head(raw), str)


@pytest.mark.parametrize(
    "raw", [b"<!---->" * 9000, b"<title>" * 9000, b"<" * 64000, b"<img " * 12000, b"<script>" * 8000, b" " * 64000 + b"x"]
)
def test_hostile_repetition_is_answered_quickly(raw: bytes) -> None:
    """Patterns that backtrack would take minutes here; the test would then be stopped by hand, not by a clock."""
    from firsthand.preserve.stubs import condition_of_page, images_of

    media_of(raw)
    condition_of_page(raw.decode())
    images_of(raw.decode())


def test_a_declared_encoding_that_is_no_text_is_not_followed() -> None:
    for name in (b"zip", b"base64", b"undefined", b"idna", b"punycode", b"nonsense"):
        assert isinstance(text_of_head(b'<meta charset="' + name + b'">\xff\xfe\xfa'), str)
