"""Writing a WACZ package (1.1.1, 1.2.0): archives, an index of all of them, the pages, what is in it with digests, and a signature. Values in, members out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from firsthand.guard.packing import Packed, packed_bytes
from firsthand.preserve.exchange import OURSELVES
from firsthand.proofs.packages import signed_data

VERSIONS = ("1.1.1", "1.2.0")


@dataclass(frozen=True, slots=True)
class PageOut:
    """A page as pages.jsonl names it: id, address, moment (UTC seconds), title."""

    id: str
    url: str
    at: int
    title: str


@dataclass(frozen=True, slots=True)
class PackageOut:
    """What goes into a package: its title, when it is written (UTC seconds), archives (members of `archive/`), lines of the index, pages, further resources."""

    title: str
    at: int
    archives: tuple[Packed, ...]
    index: tuple[str, ...]
    pages: tuple[PageOut, ...]
    more: tuple[Packed, ...] = ()


def members_of(package: PackageOut, secret: bytes, version: str = VERSIONS[0]) -> tuple[Packed, ...]:
    """The members of the package; `secret` (64 bytes) gives the key that signs it."""
    resources = [
        *package.archives, packed_bytes("indexes/index.cdx", "".join(sorted(package.index)).encode()), packed_bytes("pages/pages.jsonl", _pages(package.pages)), *package.more,
    ]  # fmt: skip
    described = _described(package, resources, version)
    signed = signed_data(described, secret, package.at, OURSELVES)
    digest = {"path": "datapackage.json", "hash": signed["hash"], "signedData": signed}
    return (*resources, packed_bytes("datapackage.json", described), packed_bytes("datapackage-digest.json", _json(digest)))


def text_of(package: PackageOut) -> str:
    """The words of ours that a package carries, for whoever looks for leaks."""
    return "\n".join((package.title, *(f"{p.title}\n{p.url}" for p in package.pages)))


def _described(package: PackageOut, resources: Sequence[Packed], version: str) -> bytes:
    listed = [
        {"name": m.name.rpartition("/")[2].lower(), "path": m.name, "hash": f"sha256:{m.sha256}", "bytes": m.size}
        for m in sorted(resources, key=lambda m: m.name)
    ]
    first = package.pages[0] if package.pages else None
    main = {"mainPageUrl": first.url, "mainPageDate": _moment(first.at)} if first else {}
    return _json({
        "profile": "data-package", "wacz_version": version, "title": package.title, "created": _moment(package.at), "modified": _moment(package.at),
        "software": OURSELVES, **main, "resources": listed,
    })  # fmt: skip


def _pages(pages: Iterable[PageOut]) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
    rows = [{"id": p.id, "url": p.url, "ts": _moment(p.at), "title": p.title or p.url} for p in pages]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (head, *rows)).encode()


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
