"""A bundle: a report with all that a stranger needs to check it, as files whose digests the ledger has published. Format: docs/format.md, "Bundles".

Values in, bytes out: `files_of` gives the files, `manifest_of` what binds them, `zipped` the one ZIP that they make. The verifiers in it are data/verifier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from firsthand.errors import Trouble
from firsthand.guard import packing
from firsthand.model.passages import Stream
from firsthand.model.plain import Plain
from firsthand.proofs.canonical import canonical
from firsthand.publish.report import Cited, Report

FORMAT = "firsthand bundle 1"
MANIFEST, SEAL = "manifest.json", "seal.json"
LARGEST = 1 << 30  # bytes of a whole bundle: what the verifiers hold in memory
VERIFIERS = ("verify.py", "verify.html")
README = """This folder (or ZIP) is a bundle of Firsthand: a report, and what is needed to check it without Firsthand and without a network.

report.html    the report; open it in any browser
verify.html    open it in a browser and give it the ZIP
verify.py      python3 -S -I verify.py BUNDLE      (Python 3.8 or later and the openssl command, nothing else)

Better still, use a verify.py that you have from somewhere else than from whom you have the bundle, or write your own: the format is written down
in docs/format.md of Firsthand. What holds then is that these bytes have not changed since they were kept; it does not say that what they say is so.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a bundle shows it: its line, log and place, the hashes (hex) up to the checkpoint, and what of its sealed payload is shown: "" (nothing is
    sealed), given (then payload and key, hex), withheld, or destroyed (then an `erased` entry of the bundle names it)."""

    line: str
    log: str
    index: int
    path: tuple[str, ...]
    opening: Literal["", "given", "withheld", "destroyed"] = ""
    payload: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """A log: its id, the signed note of its checkpoint, its key, and the timestamps (RFC 3161, DER) that the checkpoint has."""

    log: str
    note: str
    vkey: str
    tokens: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a bundle holds besides the page: logs, entries, the bytes of each source and the text that was read of it, by the source's id."""

    logs: tuple[Logged, ...]
    entries: tuple[Shown, ...]
    payloads: Mapping[str, bytes]
    texts: Mapping[str, Stream]


def files_of(report: Report, page: str, evidence: Evidence) -> dict[str, bytes]:
    """The files of a bundle by name, all but manifest and seal; raises Trouble("too-large")."""
    out = {"report.html": page.encode("utf-8"), "README.txt": README.encode("utf-8")}
    out |= {name: (files("firsthand") / "data" / "verifier" / name).read_bytes() for name in VERIFIERS}
    out |= {_payload(raw): raw for raw in evidence.payloads.values()}
    out |= {f"texts/{source}.json": canonical(_text(stream)) for source, stream in evidence.texts.items()}
    out |= {_token(raw): raw for log in evidence.logs for raw in log.tokens}
    out["evidence.json"] = canonical(_evidence(report, evidence))
    if sum(map(len, out.values())) > LARGEST:
        raise Trouble("too-large", path="The bundle", limit=f"{LARGEST >> 20} MB")
    return out


def manifest_of(made: Mapping[str, bytes]) -> bytes:
    """The manifest over these files: the bytes whose digest the ledger publishes."""
    listed: dict[str, Plain] = {n: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)} for n, raw in made.items()}
    return canonical({"format": FORMAT, "files": listed})


def seal_of(shown: Shown, logged: Logged) -> bytes:
    """The seal: the entry that published the manifest, and the way to the checkpoint that signs it."""
    return canonical({"line": shown.line, "index": shown.index, "path": list(shown.path), "note": logged.note, "vkey": logged.vkey})


def zipped(made: Mapping[str, bytes]) -> bytes:
    """The one ZIP that these files make (guard.packing)."""
    return b"".join(packing.zipped(packing.packed_bytes(name, raw) for name, raw in made.items()))


def _payload(raw: bytes) -> str:
    return f"payloads/{hashlib.sha256(raw).hexdigest()}"


def _token(raw: bytes) -> str:
    return f"tokens/{hashlib.sha256(raw).hexdigest()}.tsr"


def _text(stream: Stream) -> dict[str, Plain]:
    """A text with its way back. Places on the pages of a PDF are not in it: they need a reader."""
    segments: list[Plain] = [[s.start, s.end, s.low, s.high, s.linear] for s in stream.segments]
    members: list[Plain] = [{"name": m.name, "low": m.low, "high": m.high} for m in stream.members]
    return {
        "reader": stream.reader, "version": stream.version, "encoding": stream.encoding, "text": stream.text, "segments": segments, "members": members,
    }  # fmt: skip


def _evidence(report: Report, evidence: Evidence) -> dict[str, Plain]:
    at = {(e.log, e.index): n for n, e in enumerate(evidence.entries)}
    logs: list[Plain] = [{"log": x.log, "note": x.note, "vkey": x.vkey, "tokens": [_token(t) for t in x.tokens]} for x in evidence.logs]
    sources: list[Plain] = [
        {
            "id": c.id, "name": c.name, "entry": at[c.proof.log, c.proof.index], "payload": _payload(evidence.payloads[c.id]) if c.id in evidence.payloads else "",
            "text": f"texts/{c.id}.json" if c.id in evidence.texts else "",
        }
        for c in report.sources
    ]  # fmt: skip
    sentences: list[Plain] = [{"id": s.id, "text": s.text, "entry": at[s.decision.log, s.decision.index]} for s in report.sentences]
    passages: list[Plain] = [_passage(s.id, c) for s in report.sentences for c in (*s.cited, *s.against)]
    return {
        "case": report.case, "at": report.at, "logs": logs, "entries": _entries(evidence.entries), "sources": sources, "sentences": sentences, "passages": passages,
    }  # fmt: skip


def _entries(shown: Sequence[Shown]) -> list[Plain]:
    out: list[Plain] = []
    for e in shown:
        one: dict[str, Plain] = {"line": e.line, "log": e.log, "index": e.index, "path": list(e.path)}
        if e.opening:
            one["opening"] = {"state": e.opening} | ({"payload": e.payload, "key": e.key} if e.opening == "given" else {})
        out.append(one)
    return out


def _passage(sentence: str, cited: Cited) -> Plain:
    p = cited.passage
    return {"sentence": sentence, "source": p.source, "start": p.start, "end": p.end, "quote": p.quote}
