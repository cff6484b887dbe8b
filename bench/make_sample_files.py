"""Builds the two binary files of the sample case: a footnoted PDF and a WARC of three responses. Run by hand only; the results are committed.

    python bench/make_sample_files.py FONTS        FONTS: a folder with TTF files of Noto Serif Tibetan and Noto Sans SC (both SIL OFL 1.1)

Needs `typst` and `warcio` (installed for the occasion, no dependency of the project). Out: report-ninefords.pdf and sarling-crawl.warc.gz in
src/firsthand/data/sample/documents. The same fonts and versions give the same bytes: dates and record ids are fixed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import pathlib
import uuid

import typst
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = pathlib.Path(__file__).parent
SOURCES = HERE / "sample_case"
OUT = HERE.parent / "src/firsthand/data/sample/documents"
CRAWLED = "2024-03-14T09:12:00Z"
WARC = "sarling-crawl.warc.gz"
# address -> (status line, file in sample_case)
RESPONSES = {
    "https://sarlingdaily.example/2023/09/08/huiying.html": ("200 OK", "denial-daily.html"),
    "https://sarling-health.example/gzjb/202312.html": ("200 OK", "bulletin-december.html"),
    "https://dorsha-police.example/tzgg/20230620.html": ("404 Not Found", "removed-dorsha.html"),
}


def make_report(fonts: pathlib.Path) -> bytes:
    """The PDF of the report, set by typst with the fonts of the folder."""
    made: bytes = typst.compile(str(SOURCES / "report-ninefords.typ"), font_paths=[str(fonts)])
    return made


def make_crawl() -> bytes:
    """The WARC: one record a response, each its own gzip member without a time of its own."""
    out = io.BytesIO()
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    writer.write_record(writer.create_warcinfo_record(WARC, {"software": "a crawler of the sample case", "format": "WARC File Format 1.1"}))
    out.write(gzip.compress(_fixed(plain.getvalue()), mtime=0))
    for url, (status, name) in RESPONSES.items():
        plain = io.BytesIO()
        writer = WARCWriter(plain, gzip=False)
        http = StatusAndHeaders(
            status, [("Content-Type", "text/html; charset=utf-8"), ("Date", "Thu, 14 Mar 2024 09:12:00 GMT")], protocol="HTTP/1.1"
        )
        headers = {"WARC-Date": CRAWLED, "WARC-Record-ID": _record_id(url)}
        writer.write_record(
            writer.create_warc_record(
                url, "response", io.BytesIO((SOURCES / name).read_bytes()), http_headers=http, warc_headers_dict=headers
            )
        )
        out.write(gzip.compress(plain.getvalue(), mtime=0))
    return out.getvalue()


def _record_id(url: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>"


def _fixed(record: bytes) -> bytes:
    """A record with its random id and its clock's date replaced by fixed ones (same length of the rest)."""
    lines = record.split(b"\r\n")
    fixed = {b"WARC-Record-ID": _record_id("warcinfo").encode(), b"WARC-Date": CRAWLED.encode()}
    return b"\r\n".join(name + b": " + fixed[name] if (name := line.partition(b":")[0]) in fixed else line for line in lines)


def main() -> None:
    """Makes both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=pathlib.Path)
    fonts = parser.parse_args().fonts
    (OUT / "report-ninefords.pdf").write_bytes(make_report(fonts))
    (OUT / WARC).write_bytes(make_crawl())
    for name in ("report-ninefords.pdf", WARC):
        print(name, (OUT / name).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
