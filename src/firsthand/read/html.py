"""A page as text with a way back: visible text in reading order, white space collapsed, paragraphs parted, every code point from its bytes.

The stream is the whole page; which of it is the article is decided by `body`. Notes, links, quotations and what the page says of itself are kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from firsthand.errors import Trouble
from firsthand.model.passages import Span
from firsthand.read.body import Block, body_of
from firsthand.read.decode import Decoded, decoded
from firsthand.read.headers import Headers
from firsthand.read.markup import Raw, Tag, Text, tokens
from firsthand.read.places import Places
from firsthand.read.shapes import Shape
from firsthand.read.sheets import Call, Sheet

_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE
)
_PIECE = re.compile(
    r"[ \t\r\n\f]+|&(?:#[xX][0-9a-fA-F]{1,8};?|#[0-9]{1,9};?|[A-Za-z][A-Za-z0-9]{1,31};?)|[^ \t\r\n\f&]++(?: [^ \t\r\n\f&]++)*+|&"
)
_CALL_TARGET = re.compile(r"(?i)(?:^|[-_:.])(?:fn|ftn|_ftn|footnote|endnote|edn|_edn|note|cite_note|sdfootnote|ref|r)[-_:.]?[-\w.:]*$")
_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[ivxlc]{1,5}|[a-z]|[*†‡§¶])\s*[\])]?$")
_NOTE_HEAD = re.compile(r"\s*+(?:[\[(]?\s*+(?:\d{1,3}|[*†‡↑^])(?:\s*+[\])][.:]?|[.:])?\s++|[↑^↩]\s*+)?")
_NOTHING: dict[str, str] = {}  # the attributes of a tag that has none; never written to
LONGEST_ACCOUNT = 60  # code points of the name of an account
MAX_ELEMENTS = 400_000  # of one page: the longest specifications have 300,000; beyond it reading comes near the time a worker has
HEAD_BYTES = 4096  # a page must name its charset within the first 1024; many are late
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"]
)  # fmt: skip
ASIDE = frozenset(["nav", "footer", "aside", "form", "button", "dialog", "menu"])  # never the article, unless nothing else is there
LINE_BLOCKS = frozenset(["li", "tr", "dt", "dd", "option", "caption"])  # parted by one line break, not by a blank line
CELLS = frozenset(("td", "th"))
KINDS = dict.fromkeys(["h1", "h2", "h3", "li", "tr", "blockquote", "pre", "article", "main"]).keys()  # of blocks, the first that is open


def sheet_of(raw: bytes, media: str = "text/html", name: str = "") -> Sheet:
    """The sheet of a page; encoding by mark, header (`charset` in the media type), meta, or by what it looks like. Raises Trouble: too-large."""
    page = decoded(raw, label_of(raw, media))
    reader = _Page(page)
    for token in tokens(page.text):
        reader.take(token)
        if reader.shape.elements > MAX_ELEMENTS:
            raise Trouble("too-large", path=name, limit=f"{MAX_ELEMENTS:,} elements")
    return reader.sheet()


def label_of(raw: bytes, media: str) -> str:
    """The charset that the header or the page declares, or ""."""
    header = _HEADER_CHARSET.search(media)
    if header:
        return header[1]
    meta = _META_CHARSET.search(raw[:HEAD_BYTES])
    label = (meta[1] or meta[2]).decode("ascii", "replace").lower() if meta else ""
    return "utf-8" if label.startswith("utf-16") else label  # what could be read as ASCII is not UTF-16 (HTML Standard, 13.2.3.2)


class _Page:
    """One pass over the tokens of a page; `sheet` is called once, at the end."""

    def __init__(self, page: Decoded) -> None:
        self.page = page
        self.places = Places(page)
        self.headers = Headers()
        self.blocks: list[Block] = []
        self.links: list[tuple[Span, str]] = []
        self.targets: dict[str, int] = {}  # id of an element -> where its text begins
        self.open: dict[str, int] = {}  # how many of each element are open, none with 0
        self.block_at = 0
        self.breaks = 0  # line breaks owed before the next text
        self.space: tuple[int, int] | None = None  # white space seen and not yet written
        self.tab = False
        self.anchor: tuple[int, str, bool] | None = None
        self.raised: list[tuple[int, int, str]] = []  # anchors that may call a note
        self.hidden = 0
        self.hiding = ""
        self.titled: list[str] = []
        self.shape = Shape()

    def take(self, token: Text | Tag | Raw) -> None:
        """One token."""
        if isinstance(token, Text):
            self._text(token.start, token.end)
        elif isinstance(token, Raw):
            self.headers.raw(token.tag, self.page.text[token.start : token.end])
            self.shape.raw(token)
        elif token.closes:
            self._close(token)
        else:
            self._open(token)

    def _open(self, tag: Tag) -> None:
        name = tag.name
        attributes = tag.attributes() if tag.tells else _NOTHING
        self.headers.tag(name, attributes)
        self.shape.opened(name, len(attributes))
        if name in BLOCKS:
            self._part(name)
        self.open[name] = self.open.get(name, 0) + 1
        for key in ("id", "name") if attributes else ():
            if attributes.get(key) and (key == "id" or name == "a"):
                self.targets.setdefault(attributes[key], self.places.length)
        if name == "a":
            self._end_anchor()
            self.anchor = (self.places.length, attributes.get("href", "").strip(), bool(self.open.get("sup")))
        elif name == "br":
            self.breaks = max(self.breaks, 1)
        elif name in CELLS:
            self.tab = True
        if attributes and not self.hidden and _is_hidden(attributes) and name not in ("br", "img", "input", "meta", "link", "hr"):
            self._end_block()
            self.hidden, self.hiding = 1, name
        elif self.hidden and name == self.hiding:
            self.hidden += 1

    def _close(self, tag: Tag) -> None:
        name = tag.name
        self.shape.closed(name)
        if name == "a":
            self._end_anchor()
        if name in BLOCKS:
            self._part(name)
        if name in self.open:
            self.open[name] -= 1
            if not self.open[name]:
                del self.open[name]
        if self.hidden and name == self.hiding:
            self._end_block()
            self.hidden -= 1

    def _part(self, name: str) -> None:
        """A block begins or ends: the text before is a run of its own."""
        if self.places.length > self.block_at:
            self._end_block()
        if self.breaks < 2:
            self.breaks = max(self.breaks, 1 if name in LINE_BLOCKS else 2)
        self.tab, self.space = False, None

    def _end_block(self) -> None:
        """Closes the run of text since the last block, with where it stood."""
        if self.places.length > self.block_at:
            aside = bool(self.hidden) or not ASIDE.isdisjoint(self.open)
            kind = "p" if KINDS.isdisjoint(self.open) else next(name for name in KINDS if name in self.open)
            self.blocks.append(Block(self.block_at, self.places.length, kind, aside, bool(self.hidden)))
        self.block_at = self.places.length

    def _end_anchor(self) -> None:
        """Closes an anchor: a link, and perhaps the call of a note."""
        if self.anchor is None:
            return
        start, href, raised = self.anchor
        self.anchor = None
        end = self.places.length
        for _owed in range(3):  # breaks, a tab or a space that were owed before the anchor's first word
            start += start < end and self.places.at(start).isspace()
        if start < end and href:
            self.links.append((Span(start, end), href))
            if href.startswith("#") and (raised or _CALL_TARGET.search(href[1:])) and end - start <= 8:
                self.raised.append((start, end, href[1:]))

    def _text(self, start: int, end: int) -> None:
        """Text of the page: in the title, or onto the stream."""
        if self.open.get("title"):
            self.titled.append(unescape(self.page.text[start:end]))
            return
        pre = bool(self.open.get("pre"))
        if not pre and self.page.text[start:end].strip(" \t\r\n\f") == "":
            self.space = self.space or (start, end)
            return
        for m in _PIECE.finditer(self.page.text, start, end):
            piece = m[0]
            if piece[0] in " \t\r\n\f":
                if pre:
                    self._before()
                    self.places.copy(m.start(), m.end())
                elif self.space is None:
                    self.space = m.span()
            else:
                self._before()
                if piece[0] == "&":
                    self.places.stand_for(unescape(piece), m.start(), m.end())
                else:
                    self.places.copy(m.start(), m.end())

    def _before(self) -> None:
        """What is owed before the next characters: line breaks, a tab between cells, or one space."""
        if not self.places.length:
            pass
        elif self.breaks:
            self.places.put("\n" * self.breaks)
            if self.block_at + self.breaks == self.places.length:
                self.block_at = self.places.length
        elif self.tab:
            self.places.put("\t")
        elif self.space is not None:
            self.places.stand_for(" ", *self.space)
        self.breaks, self.tab, self.space = 0, False, None

    def sheet(self) -> Sheet:
        """Everything read, as a value."""
        self._end_anchor()
        self._end_block()
        text, segments = self.places.finished()
        blocks = tuple(self.blocks)
        facts = self.headers.facts(" ".join("".join(self.titled).split()), text, blocks)
        if account := self._account(text):
            facts["publisher"] = account
        markup = self.shape.markup(self.page.text)
        body = body_of(text, blocks, markup)
        spans = tuple(Span(b.start, b.end) for b in blocks)
        headings = tuple(Span(b.start, b.end) for b in blocks if b.kind in ("h1", "h2", "h3"))
        return Sheet(
            "html",
            self.page.encoding,
            text,
            segments,
            spans,
            body,
            tuple(self.links),
            self._calls(text),
            facts,
            markup.text if markup.is_ordinary else "",
            headings=headings,
        )

    def _account(self, text: str) -> str:
        """Whose account a mobile article is of, where its platform puts the name (and its own into og:site_name)."""
        at = self.targets.get("js_name")
        return text[at : at + LONGEST_ACCOUNT].split(None, 1)[0] if at is not None and text[at : at + LONGEST_ACCOUNT].strip() else ""

    def _calls(self, text: str) -> tuple[Call, ...]:
        """Marks that call a note which the page has: the note runs to the end of its block."""
        found = []
        starts = sorted((b.start, b.end) for b in self.blocks)
        called = sorted({self.targets[target] for _, _, target in self.raised if target in self.targets})
        ends = dict(zip(called, [*called[1:], len(text)], strict=False))  # a note ends where the next that is called begins
        notes = {place: _note_at(text, starts, place, end) for place, end in ends.items()}
        for start, end, target in self.raised:
            mark = _MARK.match(text[start:end].strip())
            place = self.targets.get(target)
            if mark is None or place is None or place <= start:
                continue
            note = notes[place]
            if note is not None:
                found.append(Call(mark[1], Span(start, end), note))
        return tuple(found)


def _note_at(text: str, blocks: list[tuple[int, int]], place: int, stop: int) -> Span | None:
    """The note whose element begins at `place`: its block, up to `stop`, without the mark at its head."""
    index = bisect_right(blocks, (place, len(text) + 1)) - 1
    if index < 0 or blocks[index][1] <= place:
        index += 1
    if index >= len(blocks):
        return None
    start = max(place, blocks[index][0])
    end = min(stop, blocks[index][1]) if stop > start else blocks[index][1]
    head = _NOTE_HEAD.match(text, start, end)
    start = head.end() if head else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "↩↑\ufe0e"):
        end -= 1
    return Span(start, end) if start < end else None


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    style = attributes.get("style", "").replace(" ", "").lower()
    if "visibility:hidden" in style and "display:none" not in style and "content" in attributes.get("id", "") + attributes.get("class", ""):
        return False  # an article that its script shows once it has come
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style or attributes.get("aria-hidden") == "true"
