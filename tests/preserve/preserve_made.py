"""WARC, WACZ and ZIP files written for the tests, byte by byte, with every switch a test needs to spoil them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

PAGE = "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def page(title: str = "Notice", text: str = "The county office at Lhari counted 412 visits in March.") -> bytes:
    return PAGE.format(title=title, text=text).encode()


def http(
    body: bytes, *, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8", fields: Mapping[str, str] | None = None
) -> bytes:
    head = [f"HTTP/1.1 {status}"] + ([f"Content-Type: {kind}"] if kind else []) + [f"{k}: {v}" for k, v in (fields or {}).items()]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    *,
    url: str = "https://lhari.example/notice",
    kind: str = "response",
    type_: str = "application/http; msgtype=response",
    date: str = "2021-03-04T05:06:07Z",
    fields: Mapping[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
    }
    head |= {"Content-Type": type_, "Content-Length": str(len(block) if length is None else length)} | dict(fields or {})
    return b"WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode() + b"\r\n" + block + b"\r\n\r\n"


def sha1(raw: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()


def packed(records: Iterable[bytes]) -> bytes:
    """Each record in a gzip member of its own."""
    return b"".join(gzip.compress(r, 6, mtime=0) for r in records)


def zipped(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 3, 4, 5, 6, 8)), raw, method)
    return out.getvalue()


def wacz(
    warcs: Mapping[str, bytes],
    *,
    spoil: Mapping[str, str] | None = None,
    method: int = zipfile.ZIP_STORED,
    leave_out: str = "",
    pages: Mapping[str, Iterable[Mapping[str, str]]] | None = None,
) -> bytes:
    """A WACZ with these files under archive/; `spoil` replaces the hash of a resource; `pages` are the lines of files under pages/."""
    members = {f"archive/{name}": raw for name, raw in warcs.items()}
    for name, lines in (pages or {"pages": []}).items():
        head = json.dumps({"format": "json-pages-1.0", "id": name})
        members[f"pages/{name}.jsonl"] = "\n".join([head, *map(json.dumps, lines)]).encode() + b"\n"
    return packaged(members, {"profile": "data-package"}, spoil or {}, method, leave_out)


def packaged(
    members: Mapping[str, bytes],
    said: Mapping[str, object],
    spoil: Mapping[str, str] | None = None,
    method: int = zipfile.ZIP_STORED,
    leave_out: str = "",
) -> bytes:
    """A ZIP with these members and a datapackage.json that promises them."""
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": (spoil or {}).get(name, "sha256:" + hashlib.sha256(raw).hexdigest()),
            "bytes": len(raw),
        }
        for name, raw in members.items()
    ]
    package = json.dumps({**said, "wacz_version": "1.1.1", "resources": resources}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package).hexdigest()}).encode()
    whole = {**members, "datapackage.json": package, "datapackage-digest.json": digest}
    return zipped({n: r for n, r in whole.items() if n != leave_out}, method=method)


def put(folder: Path, name: str, raw: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return str(path)
