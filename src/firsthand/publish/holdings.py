"""What a case holds as a BagIt bag (RFC 8493) or an RO-Crate (1.3): the same files, described for archives and for research data. Values in, members out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from firsthand.guard.packing import Packed, packed_bytes

CONTEXT = "https://w3id.org/ro/crate/1.3/context"
CONFORMS = "https://w3id.org/ro/crate/1.3"
FOLDERS = {
    "objects/": "A file as it was kept, under its SHA-256.", "parts/": "The part of a kept file that may leave.", "ledger/": "The ledger: entries, checkpoint or key of a log.",
    "tokens/": "A timestamp of an authority over a checkpoint.",
}  # fmt: skip
UNSTATED = "Rights lie with whoever published each document; nothing is licensed by this package. Ask before you publish from it."
NOT_SAID = "Held unchanged since the times named, by the clocks named. It does not say that what the documents say is so."


@dataclass(frozen=True, slots=True)
class HeldCapture:
    """A capture as a package describes it: id, source, the file that holds it, title, address, publisher, day of publication, language, media type, SHA-256 of
    its payload, when it was captured (UTC seconds, None: unknown), since when it is held, by whose clock."""

    id: str
    source: str
    file: str
    title: str
    url: str
    publisher: str
    published: str
    language: str
    media: str
    payload: str
    captured: int | None
    kept: int
    clock: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """A case as it leaves: title, id, when it is written (UTC seconds), files (names relative to the package's data), what they hold, how many sources
    are withheld because they are sealed, who wrote the package (a program and its version)."""

    title: str
    case: str
    at: int
    files: tuple[Packed, ...]
    captures: tuple[HeldCapture, ...]
    withheld: int
    software: str


def bag_of(held: Holdings) -> tuple[Packed, ...]:
    """The bag as members of a ZIP, in one folder named after the case."""
    data = [*held.files, packed_bytes("captures.json", _json([_row(c) for c in held.captures]))]
    manifest = _manifest((f"data/{m.name}", m.sha256) for m in data)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(held, data),
        "manifest-sha256.txt": manifest,
    }
    tags["tagmanifest-sha256.txt"] = _manifest((name, hashlib.sha256(raw).hexdigest()) for name, raw in tags.items())
    inside = [Packed(f"data/{m.name}", m.size, m.crc, m.sha256, m.pieces) for m in data] + [packed_bytes(n, raw) for n, raw in tags.items()]
    return tuple(Packed(f"{held.case}/{m.name}", m.size, m.crc, m.sha256, m.pieces) for m in inside)


def crate_of(held: Holdings) -> tuple[Packed, ...]:
    """The crate as members of a ZIP."""
    return (*held.files, packed_bytes("ro-crate-metadata.json", _json({"@context": CONTEXT, "@graph": list(_graph(held))})))


def text_of(held: Holdings) -> str:
    """The words of ours that a package carries, for whoever looks for leaks."""
    return "\n".join((held.title, *("\n".join((c.title, c.url, c.publisher)) for c in held.captures)))


def _info(held: Holdings, data: list[Packed]) -> bytes:
    fields = {
        "Source-Organization": "not stated", "External-Description": held.title, "External-Identifier": held.case, "Bagging-Date": _day(held.at),
        "Payload-Oxum": f"{sum(m.size for m in data)}.{len(data)}", "Bag-Software-Agent": held.software,
        "Internal-Sender-Description": f"{NOT_SAID} Documents withheld because they are sealed: {held.withheld}.",
    }  # fmt: skip
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items()).encode()


def _manifest(listed: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(listed)).encode()


def _row(c: HeldCapture) -> dict[str, object]:
    told = {
        name: getattr(c, name)
        for name in ("id", "source", "file", "title", "url", "publisher", "published", "language", "media", "payload", "clock")
    }
    return {**told, "captured": _moment(c.captured) if c.captured is not None else "", "held_since": _moment(c.kept)}


def _graph(held: Holdings) -> Iterator[Mapping[str, object]]:
    """The entities of the crate: the descriptor, the whole, every file, every capture."""
    yield {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "conformsTo": {"@id": CONFORMS}, "about": {"@id": "./"}}
    yield {
        "@id": "./", "@type": "Dataset", "name": held.title, "identifier": held.case, "datePublished": _day(held.at), "license": {"@id": "#rights"},
        "description": f"The documents that a case holds, with the ledger that says since when. {NOT_SAID} Documents withheld because they are sealed: {held.withheld}. Written by {held.software}.",
        "hasPart": [{"@id": m.name} for m in held.files], "mentions": [{"@id": f"#{c.id}"} for c in held.captures],
    }  # fmt: skip
    yield {"@id": "#rights", "@type": "CreativeWork", "name": "Rights not stated", "description": UNSTATED}
    medias = {c.file: c.media for c in held.captures}
    for m in held.files:
        yield {
            "@id": m.name, "@type": "File", "name": m.name.rpartition("/")[2], "contentSize": str(m.size), "sha256": m.sha256,
            "description": next((words for start, words in FOLDERS.items() if m.name.startswith(start)), "What lies where in this package."),
            "encodingFormat": _encoding(m.name) or medias.get(m.name, "application/octet-stream"),
        }  # fmt: skip
    for c in held.captures:
        yield {k: v for k, v in _capture(c).items() if v}


def _capture(c: HeldCapture) -> dict[str, object]:
    return {
        "@id": f"#{c.id}", "@type": "CreativeWork", "name": c.title, "url": c.url, "publisher": c.publisher, "datePublished": c.published, "inLanguage": c.language,
        "encodingFormat": c.media, "identifier": f"sha256:{c.payload}", "isPartOf": {"@id": c.file}, "dateCreated": _moment(c.captured) if c.captured is not None else "",
        "sdDatePublished": _moment(c.kept), "description": f"Held unchanged since {_moment(c.kept)}, by {c.clock}.",
    }  # fmt: skip


def _encoding(name: str) -> str:
    endings = {".warc": "application/warc", ".gz": "application/warc", ".jsonl": "application/jsonl", ".json": "application/json", ".txt": "text/plain", ".tsr": "application/timestamp-reply"}  # fmt: skip
    return next((media for ending, media in endings.items() if name.endswith(ending)), "")


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
