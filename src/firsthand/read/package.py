"""The package of an office file: a ZIP of parts that name each other by relationships (ECMA-376 part 2). Nothing is unpacked to disk, nothing is run.

Every part is XML read by expat, which gives the byte at which each thing stands; a document type declaration, and with it every entity of one's own,
is refused as the standard forbids it (ECMA-376-2, 6.2.5).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote
from xml.parsers import expat

from firsthand.errors import Trouble
from firsthand.guard.archives import members, read_member
from firsthand.guard.limits import MIB, TEXT_MOST, ArchiveLimits
from firsthand.guard.unfolding import Member

LIMITS = ArchiveLimits(members=10_000, total_bytes=2048 * MIB)  # a report with a thousand pictures has two thousand members
PART_MOST = TEXT_MOST  # bytes of one part of XML: a thousand pages of Word have ten million
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB 2.2: the file of old Word, and the box of a locked new one
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4: the stream that holds a locked package
_KIND = re.compile(r"/([^/]+)$")

Started = Callable[[str, Mapping[str, str], int], None]  # name, attributes, byte of "<"
Ended = Callable[[str, int], None]
Said = Callable[[str, int], None]  # text, its first byte

SPACES: Mapping[str, str] = MappingProxyType({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w", "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r", "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m", "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc", "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms", "http://schemas.openxmlformats.org/package/2006/relationships": "p",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Related:
    """A relationship: its id, the last word of its type (footnotes, hyperlink, ...), whom it leads to, whether that is outside the package."""

    id: str
    kind: str
    target: str
    outside: bool


class Package:
    """An office file held in memory; `name` is how people call it. Raises Trouble: password, unsupported, damaged, refused, too-large."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        if raw.startswith(OLE):
            raise (
                Trouble("password", path=name)
                if _LOCKED in raw
                else Trouble("unsupported", path=name, what="Word files of the old kind (.doc)")
            )
        self._raw = raw
        self._path = Path(name or "the file")
        self.members: dict[str, Member] = {m.name: m for m in members(self._path, LIMITS, raw)}

    def part(self, name: str) -> bytes:
        """The bytes of a part; b"" where the package has none of this name."""
        member = self.members.get(name)
        if member is None:
            return b""
        if member.size > PART_MOST:
            raise Trouble("too-large", path=f"{self.name}: {name}", limit=f"{PART_MOST // MIB} MB")
        return read_member(self._path, member, self._raw)

    def related(self, part: str = "") -> tuple[Related, ...]:
        """Whom a part ("": the package) names; targets inside are names of parts."""
        folder, base = posixpath.split(part)
        found: list[Related] = []

        def started(name: str, given: Mapping[str, str], _: int) -> None:
            if name == "p:Relationship":
                outside, target = given.get("TargetMode", "") == "External", given.get("Target", "")
                kind = _KIND.search(given.get("Type", ""))
                found.append(Related(given.get("Id", ""), kind[1] if kind else "", target if outside else _inside(folder, target), outside))

        self.walk(self.part(posixpath.join(folder, "_rels", base + ".rels")), started)
        return tuple(found)

    def walk(self, xml: bytes, started: Started, ended: Ended | None = None, said: Said | None = None) -> None:
        """Calls back for every element and run of text of a part, in order, with the byte where it stands."""
        if not xml:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = self._refused
        parser.EntityDeclHandler = self._refused
        parser.StartElementHandler = lambda name, given: started(
            _short(name), {_short(k): v for k, v in given.items()}, parser.CurrentByteIndex
        )
        if ended is not None:
            parser.EndElementHandler = lambda name: ended(_short(name), parser.CurrentByteIndex)
        if said is not None:
            parser.CharacterDataHandler = lambda text: said(text, parser.CurrentByteIndex)
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError) as why:
            raise Trouble("damaged", path=self.name, why=f"its XML breaks off or is broken ({why})") from None

    def _refused(self, *_: object) -> None:
        raise Trouble("refused", path=self.name, why="it declares a document type or entities of its own, which no office file may")


def _inside(folder: str, target: str) -> str:
    """The name of the part that a target means: relative to the folder of the part that names it, or from the top."""
    path = unquote(target)
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """An element's or attribute's name with our word for its name space: "w:p"; bare where it has none, with "?" where it is another's."""
    space, _, local = name.rpartition(" ")
    return f"{SPACES.get(space, '?')}:{local}" if space else local
