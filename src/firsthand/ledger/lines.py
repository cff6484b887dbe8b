"""Entries as lines: what is written, hashed and never changed. Only closed words, numbers, digests and ids are in the clear.

A line is canonical JSON: `v`, `kind`, `at`, the plain fields of its kind, and, where something is sealed, `sealed` (the commitment, hex) and `box`
(SHA-256 of the ciphertext, hex). Errors: Trouble("not-canonical").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.errors import Trouble
from firsthand.model.entries import KINDS, Entry
from firsthand.model.plain import Plain
from firsthand.proofs.canonical import canonical, parsed

VERSION = 1
FRAME = frozenset({"v", "kind", "at", "sealed", "box"})  # no plain field may be called so
LATEST = 253402300799  # 9999-12-31T23:59:59Z: no entry is dated later

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGEST_OR_SEALED = re.compile(r"([0-9a-f]{64})?")  # empty: the digest is in the sealed payload
_WORD = re.compile(r"[a-z][a-z0-9_+-]{0,39}")
_ID = re.compile(r"[A-Za-z0-9]{1,80}(#[a-z]{1,8})?")
_MEDIA = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}(/[a-z0-9][a-z0-9.+-]{0,127})?")
_OTHER = re.compile(r"[A-Za-z0-9_.+-]{0,80}")  # a field that is not listed: no blank and no slash, so no sentence and no address

# field -> what its text, or each text of its list, must look like.
LOOKS: dict[str, re.Pattern[str]] = {
    "digest": _DIGEST, "token": _DIGEST, "object": _DIGEST, "root": _DIGEST, "payload": _DIGEST_OR_SEALED, "commitments": _DIGEST, "reader": _DIGEST,
    "case": _ID, "source": _ID, "capture": _ID, "subject": _ID, "sees": _ID, "publication": _ID, "export": _ID, "previous": _ID, "log": _ID, "erasure": _ID,
    "condition": _WORD, "how": _WORD, "code": _WORD, "of": _WORD, "answer": _WORD, "profile": _WORD, "form": _WORD, "ending": _WORD,
    "media": _MEDIA,
}  # fmt: skip
NUMBERS = frozenset(
    {"objects", "keys", "count", "format", "size", "offset", "length", "captured_at", "stamped_at", "sealed_bytes", "rows"}
)  # whole numbers, or null


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart: the entry without its sealed payload, the commitment to it and the digest of its ciphertext (both hex, "" without one)."""

    entry: Entry
    commitment: str = ""
    box: str = ""


def line_of(entry: Entry, commitment: str = "", box: str = "") -> bytes:
    """The line of an entry; the payload itself stays outside."""
    _check(entry)
    sealed: dict[str, Plain] = {"sealed": commitment, "box": box} if commitment else {}
    return canonical({"v": VERSION, "kind": entry.kind, "at": entry.at, **entry.plain, **sealed})


def entry_of(line: bytes) -> Line:
    """What a line says; refuses one that line_of() would not have written."""
    value = parsed(line)
    if not isinstance(value, dict):
        raise Trouble("not-canonical", why="an entry is a map")
    version, kind, at = value.pop("v", None), value.pop("kind", None), value.pop("at", None)
    if type(version) is not int or version != VERSION:
        raise Trouble("not-canonical", why=f"its version is {version!r}; this Firsthand knows {VERSION}")
    sealed, box = value.pop("sealed", ""), value.pop("box", "")
    if not isinstance(kind, str) or type(at) is not int or not _seal_fits(sealed, box):
        raise Trouble("not-canonical", why="kind, time or seal is missing or malformed")
    entry = Entry(kind, at, value)
    _check(entry)
    return Line(entry, str(sealed), str(box))


def _seal_fits(sealed: Plain, box: Plain) -> bool:
    texts = isinstance(sealed, str) and isinstance(box, str)
    return texts and (sealed == box == "" or all(_DIGEST.fullmatch(str(x)) for x in (sealed, box)))


def _check(entry: Entry) -> None:
    known = KINDS.get(entry.kind)
    if known is None:
        raise Trouble("not-canonical", why=f"there is no kind of entry called {entry.kind!r}")
    if type(entry.at) is not int or not 0 <= entry.at <= LATEST:
        raise Trouble("not-canonical", why="its time is not UTC seconds")
    for name, value in entry.plain.items():
        if name not in known or name in FRAME:
            raise Trouble("not-canonical", why=f"{entry.kind} has no plain field {name!r}; seal it")
        for item in value if isinstance(value, list) else [value]:
            _check_plain(name, item)


def _check_plain(name: str, value: Plain) -> None:
    if name in NUMBERS and not (value is None or isinstance(value, int)):
        raise Trouble("not-canonical", why=f"the plain field {name!r} is no number")
    if isinstance(value, str):
        if not LOOKS.get(name, _OTHER).fullmatch(value):
            raise Trouble("not-canonical", why=f"the plain field {name!r} holds text that is no closed word, digest or id; seal it")
    elif isinstance(value, list | dict):
        raise Trouble("not-canonical", why=f"the plain field {name!r} is nested; seal it")
