"""Tokens of an HTML page with their places in the decoded text: text, tags, nothing else. Linear for any input, no tree, no recursion.

Follows the HTML Standard, section 13.2.5, as far as text needs it; where the standard would throw text away (a tag that never closes), text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})([^>]*+)>")
_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]+)))?")
MISSES = 8  # tags whose quotes never close, after which tags end at the first ">": keeps the time linear
MOST_ATTRIBUTES = 100  # of one tag; more is an attack, and what matters stands among the first
UNREAD = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "svg",
        "math",
        "object",
        "noembed",
        "noframes",
        "select",
        "textarea",
        "canvas",
        "audio",
        "video",
        "datalist",
    ]
)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters [start, end) of the decoded page, outside tags, entities not yet resolved."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag [start, end): lower-case name, whether it closes, and the rest with its attributes."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str

    def attributes(self) -> dict[str, str]:
        """Its attributes, the first of each name, entities resolved."""
        found: dict[str, str] = {}
        for count, m in enumerate(ATTRIBUTE.finditer(self.rest)):
            if count >= MOST_ATTRIBUTES:
                break
            found.setdefault(m[1].lower(), unescape(m[2] or m[3] or m[4] or ""))
        return found


@dataclass(frozen=True, slots=True)
class Raw:
    """What stands inside an element that is not read as text (a script): its tag and characters [start, end)."""

    tag: Tag
    start: int
    end: int


def tokens(page: str) -> Iterator[Text | Tag | Raw]:
    """The tokens of a page in order; comments and declarations are left out."""
    at, misses, last = 0, 0, page.rfind(">")
    ends = {mark: page.rfind(mark) for mark in ("-->", "]]>")}
    unclosed: set[str] = set()  # elements known to close nowhere further on: looked for once
    while at < len(page):
        opens = _OPENS.search(page, at)
        less = opens.start() if opens is not None else len(page)
        if less > last:
            yield Text(at, len(page))
            return
        if less > at:
            yield Text(at, less)
        at, miss, found = _markup(page, less, TAG if misses < MISSES else PLAIN_TAG, ends)
        misses += miss
        if found is None:
            continue
        yield found
        if isinstance(found, Tag) and not found.closes and found.name in UNREAD - unclosed and not found.rest.endswith("/"):
            inside = _closing(page, found)
            if inside < 0:
                unclosed.add(found.name)
                inside = len(page) if found.name in ("script", "style") else found.end
            yield Raw(found, found.end, inside)
            at = inside


def _markup(page: str, less: int, pattern: re.Pattern[str], ends: Mapping[str, int]) -> tuple[int, int, Text | Tag | None]:
    """Where reading goes on after the "<" at `less`, whether its quotes never closed (0 or 1), and the tag or stray text found."""
    following = page[less + 1 : less + 2]
    if following in ("!", "?"):
        return _declaration_end(page, less, ends), 0, None
    if following == "/" and not page[less + 2 : less + 3].isalpha():
        return page.find(">", less) + 1, 0, None
    m = pattern.match(page, less)
    miss = 0
    if m is None and (following.isalpha() or following == "/"):
        m, miss = PLAIN_TAG.match(page, less), 1
    if m is None:
        return less + 1, 0, Text(less, less + 1)
    return m.end(), miss, Tag(less, m.end(), m[2].lower(), m[1] == "/", m[3])


def _declaration_end(page: str, less: int, ends: Mapping[str, int]) -> int:
    """The end of a comment, doctype or processing instruction; `ends` says where the last mark of each kind stands, so that none is sought in vain."""
    if page.startswith("<!--", less):
        if page.startswith(("<!-->", "<!--->"), less):
            return page.find(">", less) + 1
        if ends["-->"] >= less + 4:
            return page.find("-->", less + 4) + 3
    elif page.startswith("<![CDATA[", less) and ends["]]>"] >= less:
        return page.find("]]>", less) + 3
    return page.find(">", less) + 1


def _closing(page: str, tag: Tag) -> int:
    """Where an unread element's closing tag begins, or -1: then a script or style goes to the end, and of others no text is lost."""
    m = re.compile(f"</{re.escape(tag.name)}[\\s/>]", re.IGNORECASE).search(page, tag.end)
    return m.start() if m is not None else -1
