"""Reading a report back from its page: the sentences a reader sees, the evidence embedded in it, what it would fetch from outside."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from firsthand.errors import Trouble
from firsthand.model.plain import value_of
from firsthand.publish.report import FORMAT, Report

EVIDENCE_ID = "firsthand-evidence"
LARGEST_PAGE = 200_000_000  # characters; more than any report we write
_FETCHING = {"src", "srcset", "poster", "data", "background", "formaction", "action"}
_DRAWN = {"image", "use", "feimage", "script"}  # of SVG: what their address names is fetched
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "td", "th", "blockquote", "dd", "dt", "figcaption", "div", "section", "article", "summary"}
_SILENT = {"script", "style", "template", "noscript", "svg"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Page:
    """What a page holds: its published sentences as seen (id, words), the evidence text, blocks of text, addresses it would fetch by itself."""

    sentences: tuple[tuple[str, str], ...]
    evidence: str
    blocks: tuple[str, ...]
    outside: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sentences: list[tuple[str, list[str]]] = []
        self.evidence: list[str] = []
        self.blocks: list[list[str]] = [[]]
        self.outside: list[str] = []
        self.open: list[tuple[str, str]] = []  # tag, what it began: "", "evidence", "sentence"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.outside += [v for k, v in given.items() if k in _FETCHING and _leaves(v)]
        self.outside += [u for u in re.findall(r"url\(\s*['\"]?([^)'\"]+)", given.get("style", "")) if _leaves(u)]
        if tag == "link" and _leaves(given.get("href", "")) and given.get("rel", "") not in ("canonical", "author", "license"):
            self.outside.append(given["href"])
        if tag in _DRAWN:
            self.outside += [v for k, v in given.items() if k in ("href", "xlink:href") and _leaves(v)]
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.outside.append(given.get("content", ""))
        begins = "evidence" if tag == "script" and given.get("id") == EVIDENCE_ID else "sentence" if "data-sentence" in given else ""
        if begins == "sentence":
            self.sentences.append((given["data-sentence"], []))
        if tag in _BLOCKS or tag == "br":
            self.blocks.append([])
            if self.sentences:
                self.sentences[-1][1].append(" ")
        if tag not in _VOID:
            self.open.append((tag, begins))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.append([])
        for back in range(len(self.open) - 1, max(-1, len(self.open) - 60), -1):
            if self.open[back][0] == tag:
                del self.open[back:]
                return

    def handle_data(self, data: str) -> None:
        begun = {b for _, b in self.open[-60:]}
        if "evidence" in begun:
            self.evidence.append(data)
        elif any(t == "style" for t, _ in self.open[-3:]):
            self.outside += [u for u in re.findall(r"(?:url\(\s*['\"]?|@import\s+['\"])([^)'\"]+)", data) if _leaves(u)]
        elif not any(t in _SILENT for t, _ in self.open[-60:]):
            if "sentence" in begun and self.sentences:
                self.sentences[-1][1].append(data)
            self.blocks[-1].append(data)


def _leaves(address: str) -> bool:
    """Whether following this address by itself would leave the file."""
    address = address.strip()
    return bool(address) and not address.startswith(("#", "data:", "about:"))


def flat(words: str) -> str:
    """Words as a reader sees them: runs of white space are one blank."""
    return " ".join(words.split())


def page_of(html: str) -> Page:
    """What this page holds; raises Trouble("too-large") beyond LARGEST_PAGE characters."""
    if len(html) > LARGEST_PAGE:
        raise Trouble("too-large", path="the report", limit=f"{LARGEST_PAGE:,} characters")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = tuple(b for b in (flat("".join(x)) for x in reader.blocks) if b)
    return Page(tuple((i, flat("".join(w))) for i, w in reader.sentences), "".join(reader.evidence), blocks, tuple(reader.outside))


def report_of(page: Page) -> Report | None:
    """The evidence as a value; None when the page carries none; raises Trouble when what it carries cannot be understood."""
    if not page.evidence.strip():
        return None
    try:
        raw = json.loads(page.evidence)
    except (ValueError, RecursionError) as why:
        raise Trouble("bad-value", what="the evidence of this report", why=f"it is not JSON ({why})") from None
    format_ = raw.get("format") if isinstance(raw, dict) else None
    if format_ != FORMAT:
        raise Trouble("bad-value", what="the evidence of this report", why=f"its format is {format_!r}; this version knows {FORMAT!r}")
    return value_of(Report, raw)
