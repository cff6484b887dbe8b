"""A Word report taken apart for the check: what it shows, the evidence that it carries, what it would fetch; read in a bounded worker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from firsthand.errors import Trouble
from firsthand.guard.sandbox import each
from firsthand.publish.page import Page, flat
from firsthand.publish.render.word_marks import FOLDER, SAID, SPACE
from firsthand.publish.report import Report
from firsthand.publish.shown import Shown, held_against

if TYPE_CHECKING:
    from firsthand.read.package import Package

WORK = "firsthand.case.word_page:read_one"
UNSEEN = (FOLDER, "docProps/", "[Content_Types].xml")  # parts that no reader sees, compared by what they mean or not at all
BLANKS = ("w:tab", "w:br", "w:cr", "w:noBreakHyphen")


class WordPage:
    """A Word file in hand: its page, and the digests of the parts that make what a reader sees."""

    def __init__(self, told: Mapping[str, object]) -> None:
        self.parts: dict[str, str] = told["parts"]  # type: ignore[assignment]
        sentences: list[tuple[str, str]] = told["sentences"]  # type: ignore[assignment]
        self.page = Page(tuple((i, w) for i, w in sentences), str(told["evidence"]), tuple(told["blocks"]), tuple(told["outside"]))  # type: ignore[arg-type]

    def shown(self, report: Report) -> Shown:
        """How it differs from the file that its own evidence gives."""
        from firsthand.publish.render.word import word

        right = word_page(word(report))
        return held_against(right.page, self.page, same=right.parts == self.parts)


def word_page(raw: bytes) -> WordPage:
    """A Word file taken apart; raises Trouble where it is no Word file, damaged, or beyond the limits."""
    answer = next(a for _, a in each(WORK, [raw], workers=1))
    if isinstance(answer, Trouble):
        raise answer
    return WordPage(json.loads(answer))


def carries_evidence(path: str) -> bool:
    """Whether a file is a Word report of ours: a package with a part for evidence."""
    from pathlib import Path

    from firsthand.guard.archives import members, read_member

    try:
        with Path(path).open("rb") as file:
            if file.read(4) != b"PK\3\4":
                return False
        held = [m for m in members(Path(path)) if m.name.startswith(FOLDER)]
        return any(SPACE.encode() in read_member(Path(path), m) for m in held)
    except (OSError, Trouble):
        return False


def warm() -> None:
    """Imports what the work needs, once for all workers."""
    import firsthand.read.package

    assert firsthand.read.package


def read_one(raw: bytes) -> bytes:
    """Runs in a bounded worker: sentences, blocks, evidence, addresses outside and digests of the parts of a Word file, as JSON."""
    from firsthand.read.package import Package

    package = Package(raw, "the report")
    seen = _Seen(package)
    for name in sorted(n for n in package.members if n.startswith("word/") and n.endswith(".xml")):
        seen.read(name)
    for name in (n for n in package.members if n.endswith(".rels")):
        folder, _, base = name.rpartition("_rels/")
        seen.outside += [r.target for r in package.related(folder + base.removesuffix(".rels")) if r.outside and r.kind != "hyperlink"]
    evidence: list[str] = []
    for name in (n for n in package.members if n.startswith(FOLDER) and SPACE.encode() in package.part(n)):
        package.walk(package.part(name), lambda *_: None, None, lambda text, at: evidence.append(text))
    parts = {n: hashlib.sha256(package.part(n)).hexdigest() for n in package.members if not n.startswith(UNSEEN)}
    told = {"sentences": seen.sentences, "blocks": seen.blocks, "evidence": "".join(evidence), "outside": seen.outside, "parts": parts}
    return json.dumps(told).encode()


class _Seen:
    """What a reader sees of the parts of a Word file: paragraphs as blocks, and what stands between the bookmarks of published sentences."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.blocks: list[str] = []
        self.sentences: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self.open: list[list[str]] = []  # paragraphs, the innermost last
        self.marks: dict[str, tuple[str, list[str]]] = {}  # number of a bookmark: id of the sentence, its words
        self.in_text = 0

    def read(self, name: str) -> None:
        """Take in one part."""
        self.package.walk(self.package.part(name), self._started, self._ended, self._said)

    def _started(self, name: str, given: Mapping[str, str], _: int) -> None:
        if name == "w:p":
            self.open.append([])
        elif name == "w:t":
            self.in_text += 1
        elif name in BLANKS:
            self._add(" ")
        elif name == "w:bookmarkStart" and given.get("w:name", "").startswith(SAID):
            self.marks[given.get("w:id", "")] = (given["w:name"].removeprefix(SAID), [])
        elif name == "w:bookmarkEnd" and (mark := self.marks.pop(given.get("w:id", ""), None)):
            self.sentences.append((mark[0], flat("".join(mark[1]))))

    def _ended(self, name: str, _: int) -> None:
        if name == "w:t":
            self.in_text -= 1
        elif name == "w:p" and self.open and (words := flat("".join(self.open.pop()))):
            self.blocks.append(words)

    def _said(self, text: str, _: int) -> None:
        if self.in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self.open:
            self.open[-1].append(text)
        for _, words in self.marks.values():
            words.append(text)
