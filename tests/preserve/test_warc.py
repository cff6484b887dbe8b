"""WARC records read strictly: places as stored, payloads freed of HTTP, digests held, damage named with its place."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preserve_made import http, packed, page, put, record, sha1, zipped
from warcio.archiveiterator import ArchiveIterator

from firsthand.errors import Trouble
from firsthand.preserve import wacz
from firsthand.preserve.captures import payload_of
from firsthand.preserve.http import answered
from firsthand.preserve.http import payload_of as http_payload
from firsthand.preserve.works import look, warc_window

BODY = page()
CHUNKED = {"Transfer-Encoding": "chunked"}


def chunked(raw: bytes, size: int = 40) -> bytes:
    pieces = [raw[i : i + size] for i in range(0, len(raw), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def window(tmp_path: Path, raw: bytes) -> dict[str, Any]:
    path = put(tmp_path, "given.warc", raw)
    return warc_window(path, 0, len(raw))


CODED = [
    ("as it is", http(BODY)),
    ("chunked", http(chunked(BODY), fields=CHUNKED)),
    ("gzip", http(gzip.compress(BODY, mtime=0), fields={"Content-Encoding": "gzip"})),
    ("gzip in chunks", http(chunked(gzip.compress(BODY, mtime=0)), fields=CHUNKED | {"content-encoding": "GZIP"})),
    ("deflate", http(zlib.compress(BODY), fields={"Content-Encoding": "deflate"})),
    ("raw deflate", http(zlib.compress(BODY, wbits=-15), fields={"Content-Encoding": "deflate"})),
    ("brotli", http(brotli.compress(BODY), fields={"Content-Encoding": "br"})),
    ("two codings", http(gzip.compress(zlib.compress(BODY), mtime=0), fields={"Content-Encoding": "deflate, gzip"})),
    ("already unchunked by the crawler", http(BODY, fields=CHUNKED)),
    ("already unfolded by the crawler", http(BODY, fields={"Content-Encoding": "gzip"})),
    ("lines end in LF", http(BODY).replace(b"\r\n", b"\n", 2).replace(b"\r\n\r\n", b"\n\n", 1)),
    ("a folded field", http(BODY, fields={"X-Note": "one\r\n two"})),
]


@pytest.mark.parametrize("block", [b for _, b in CODED], ids=[n for n, _ in CODED])
@pytest.mark.parametrize("gz", [False, True], ids=["plain", "gz"])
def test_the_payload_comes_back_from_its_place(tmp_path: Path, block: bytes, gz: bool) -> None:
    records = [record(http(b"first")), record(block), record(http(b"last"))]
    raw = packed(records) if gz else b"".join(records)
    found = window(tmp_path, raw)
    assert found["damage"] is None and not found["troubles"]
    source = found["sources"][1]
    assert source["payload"] == hashlib.sha256(BODY).hexdigest()
    assert payload_of(raw, source["offset"], source["length"], "warc") == BODY
    assert payload_of(tmp_path / "given.warc", source["offset"], source["length"], "wacz") == BODY


@pytest.mark.parametrize("gz", [False, True], ids=["plain", "gz"])
def test_places_and_payloads_are_those_that_warcio_finds(tmp_path: Path, gz: bool) -> None:
    """An independent reader, on what it reads as well."""
    blocks = [block for name, block in CODED if name in ("as it is", "chunked", "gzip", "gzip in chunks", "deflate", "a folded field")]
    records = [record(block, url=f"https://lhari.example/{n}") for n, block in enumerate(blocks)]
    raw = packed(records) if gz else b"".join(records)
    theirs, reader = [], ArchiveIterator(io.BytesIO(raw))
    for r in reader:
        payload = r.content_stream().read()
        theirs.append((reader.get_record_offset(), payload))
    ours = [(s["offset"], payload_of(raw, s["offset"], s["length"], "warc")) for s in window(tmp_path, raw)["sources"]]
    assert ours == theirs
    assert len(ours) == 6


@pytest.mark.parametrize("gz", [False, True], ids=["plain", "gz"])
def test_a_truncated_file_gives_what_stands_before_the_damage_and_its_place(tmp_path: Path, gz: bool) -> None:
    records = [record(http(page(text=f"visit {n} " * 50)), url=f"https://lhari.example/{n}") for n in range(5)]
    whole = [packed([r]) if gz else r for r in records]
    raw = b"".join(whole)[: -len(whole[-1]) // 2]
    found = window(tmp_path, raw)
    assert [s["url"][-1] for s in found["sources"]] == ["0", "1", "2", "3"]
    assert found["damage"]["at"] == sum(map(len, whole[:4]))
    assert "breaks off" in found["damage"]["why"]


DAMAGED = [
    ("no_length", record(http(BODY)).replace(b"Content-Length", b"Content-Lenght"), "how long"),
    ("length_no_number", record(http(BODY)).replace(b"Content-Length: ", b"Content-Length: -"), "how long"),
    ("no_record", b"\x00" * 50 + record(http(BODY)), "no WARC record"),
    ("text_for_a_record", b"once upon a time\r\n\r\n" + record(http(BODY)), "no WARC record"),
    ("header_without_end", b"WARC/1.1\r\nA: " + b"x" * 400_000, "does not end"),
    ("length_too_short", record(http(BODY), length=60) + record(http(BODY)), "longer than it says"),
    ("bits_flipped_in_gzip", packed([record(http(BODY))])[:120] + b"\xff\xff\xff\xff" + packed([record(http(BODY))])[124:], ""),
    ("one_gzip_for_all", gzip.compress(record(http(BODY)) + record(http(BODY)), mtime=0), "not compressed one by one"),
]


@pytest.mark.parametrize(("raw", "why"), [(r, w) for _, r, w in DAMAGED], ids=[n for n, _, _ in DAMAGED])
def test_damage_is_named(tmp_path: Path, raw: bytes, why: str) -> None:
    found = window(tmp_path, record(http(page("Before"))) + raw)
    assert len(found["sources"]) >= 1
    assert why in found["damage"]["why"]


def digests(block: bytes, body: bytes) -> dict[str, str]:
    return {"WARC-Block-Digest": sha1(block), "WARC-Payload-Digest": sha1(body)}


def test_digests_that_fit_are_accepted_in_every_spelling(tmp_path: Path) -> None:
    block = http(chunked(BODY), fields=CHUNKED)
    spelled = [
        digests(block, BODY),
        digests(block, chunked(BODY)),  # some writers digest the chunks
        {"WARC-Block-Digest": "sha256:" + hashlib.sha256(block).hexdigest()},
        {"WARC-Block-Digest": "SHA-256:" + hashlib.sha256(block).hexdigest().upper()},
        {"WARC-Payload-Digest": "blake9:unknown"},
    ]
    found = window(tmp_path, b"".join(record(block, fields=f) for f in spelled))
    assert len(found["sources"]) == len(spelled) and not found["troubles"]


@pytest.mark.parametrize("field", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_bytes_changed_after_the_capture_are_damage_and_no_source(tmp_path: Path, field: str) -> None:
    block = http(BODY)
    changed = block.replace(b"412", b"4120")
    found = window(tmp_path, record(changed, fields={field: digests(block, BODY)[field]}))
    assert not found["sources"]
    assert found["troubles"][0]["code"] == "damaged"


KINDS = [
    (record(http(BODY)), "text/html"),
    (record(http(b"412 visits", kind="text/plain")), "text/plain"),
    (record(http(b"%PDF-1.7 x", kind="application/pdf")), "application/pdf"),
    (record(http(b"%PDF-1.7 x", kind="application/octet-stream")), "application/pdf"),
    (record(http(BODY, kind=None)), "text/html"),
    (record(BODY, kind="resource", type_="text/html"), "text/html"),
    (record(http(b"412 visits", kind="text/html")), "text/html"),
    (record(http(b"body { color: red }", kind="text/css")), None),
    (record(http(b"var a = 1", kind="application/javascript")), None),
    (record(http(b'{"a": 1}', kind="application/json")), None),
    (record(http(b"\x89PNG\r\n\x1a\n", kind="image/png")), None),
    (record(http(b"\x89PNG\r\n\x1a\n", kind="text/html")), None),
    (record(http(BODY, status="404 Not Found")), None),
    (record(http(BODY, status="301 Moved")), None),
    (record(http(b"")), None),
    (record(BODY, kind="resource", type_="text/plain", url="metadata://crawler.example/log"), None),
    (record(b"GET / HTTP/1.1\r\n\r\n", kind="request", type_="application/http; msgtype=request"), None),
    (record(b"software: ours", kind="warcinfo", type_="application/warc-fields"), None),
]


@pytest.mark.parametrize(("raw", "media"), KINDS, ids=range(len(KINDS)))
def test_only_pages_texts_and_pdfs_become_sources(tmp_path: Path, raw: bytes, media: str | None) -> None:
    found = window(tmp_path, raw)
    assert [s["media"] for s in found["sources"]] == ([media] if media else [])
    assert sum(found["counted"].values()) == (0 if media else 1)


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (http(chunked(BODY)[:60], fields=CHUNKED), "damaged"),
        (http(gzip.compress(BODY, mtime=0)[:60], fields={"Content-Encoding": "gzip"}), "damaged"),
        (http(brotli.compress(BODY)[:60], fields={"Content-Encoding": "br"}), "damaged"),
        (http(BODY, fields={"Content-Encoding": "compress"}), "unsupported"),
        (http(gzip.compress(bytes(300 * 2**20), 9, mtime=0), fields={"Content-Encoding": "gzip"}), "too-large"),
        (b"no status line", "damaged"),
    ],
    ids=["chunks cut", "gzip cut", "brotli cut", "unknown coding", "bomb", "no status"],
)
def test_a_body_that_cannot_be_freed_is_a_trouble(tmp_path: Path, block: bytes, code: str) -> None:
    found = window(tmp_path, record(block) + record(http(BODY)))
    assert [t["code"] for t in found["troubles"]] == [code]
    assert len(found["sources"]) == 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_give_a_window(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(packed([record(http(BODY))]) if data.draw(st.booleans()) else record(http(chunked(BODY), fields=CHUNKED)))
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    given_bytes = bytes(raw) + data.draw(st.binary(max_size=30))
    found = window(tmp_path_factory.mktemp("any"), given_bytes)
    for source in found["sources"]:
        assert hashlib.sha256(payload_of(given_bytes, source["offset"], source["length"], "warc")).hexdigest() == source["payload"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["gzip", "deflate", "br", "identity", "gzip, br"]), st.booleans(), st.binary(max_size=80))
def test_any_body_is_freed_or_a_trouble(coding: str, in_chunks: bool, body: bytes) -> None:
    fields = {"Content-Encoding": coding} | (CHUNKED if in_chunks else {})
    try:
        assert isinstance(http_payload(answered(http(body, fields=fields)), 1000), bytes)
    except Trouble as trouble:
        assert trouble.text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_wacz_is_planned_or_a_trouble(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Right ZIPs with any JSON for a package."""
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["archive/a.warc", "sha256:00", "path"])
    values = st.recursive(
        scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["resources", "path", "hash", "bytes"]), v, max_size=4)
    )
    package = json.dumps({"resources": data.draw(values)} if data.draw(st.booleans()) else data.draw(values)).encode()
    raw = zipped(
        {
            "datapackage.json": package,
            "datapackage-digest.json": json.dumps(data.draw(values)).encode(),
            "archive/a.warc": record(http(BODY)),
        }
    )
    path = put(tmp_path_factory.mktemp("any"), "a.wacz", raw)
    try:
        assert isinstance(wacz.plan(path)["parts"], list)
    except Trouble as trouble:
        assert trouble.text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"<html>", b"From: a\nDate: b\n"]))
def test_any_file_is_looked_at_or_a_trouble(tmp_path_factory: pytest.TempPathFactory, raw: bytes, begins: bytes) -> None:
    path = put(tmp_path_factory.mktemp("any"), "a", begins + raw)
    try:
        assert look(path)["condition"] in ("complete", "images_missing", "block", "removed")
    except Trouble as trouble:
        assert trouble.text
