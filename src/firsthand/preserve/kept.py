"""What intake hands over: one act of preserving after another, and what could not be kept or deserves a word. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from firsthand.errors import Trouble
from firsthand.model.passages import Part

Condition = Literal["complete", "images_missing", "block", "removed"]
How = Literal["file", "warc", "wacz", "zip", "fetch", "browser"]
ASKED = ("fetch", "browser")  # how captures came that were asked of the network


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list, every word as written; `extra` holds the columns that are not ours, with their heads."""

    id: str = ""
    file: str = ""
    url: str = ""
    archive_url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    captured: str = ""
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptObject:
    """Bytes to put in the vault whole: where they lie, their SHA-256 (hex) and size. The vault hashes again what it takes."""

    path: Path
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One capture of one source.

    key: the same for captures of the same source within one intake; name: how commands print the source (the list's id, else the stem made
    unique, else the address in the WARC); media: by content; condition and why it was given; captured: UTC seconds from a WARC-Date, else None.
    facts: what the capture says of itself, by name (charset, final_url, ...); a list's words go before them.
    A capture whose condition is "block" or "removed" is kept as evidence and never read as a source.
    """

    key: str
    name: str
    object: KeptObject
    part: Part
    media: str
    condition: Condition
    how: How
    why: str = ""
    url: str = ""
    captured: int | None = None
    listed: Listed | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something given that was not kept, or not wholly: a person should look at it."""

    path: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something worth a word; nothing given was lost."""

    path: str
    trouble: Trouble


Taken = Kept | Skipped | Noticed
