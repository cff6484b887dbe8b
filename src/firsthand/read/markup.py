"""Tokens of an HTML page with their places in the decoded text: text, tags, nothing else. Linear for any input, no tree, no recursion.

Follows the HTML Standard, section 13.2.5, as far as text needs it; where the standard would throw text away (a tag that never closes), text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})([^>]*+)>")
_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_TOLD = re.compile(r"(?i)(?:^|[\s\"'/=<])(?:id|style|hidden|aria-hidden)")
_TOLD_BY = frozenset(("a", "meta", "link", "html", "time"))
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


class Text(NamedTuple):
    """Characters [start, end) of the decoded page, outside tags, entities not yet resolved."""

    start: int
    end: int


class Tag(NamedTuple):
    """A tag [start, end): lower-case name, whether it closes, and the rest with its attributes."""

    start: int
    end: int
    name: str
    closes: bool
    rest: str

    @property
    def tells(self) -> bool:
        """Whether any of its attributes can matter to the reader of a page: most tags have a class and nothing else."""
        if not self.rest or self.rest.isspace():
            return False
        return self.name in _TOLD_BY or len(self.rest) > MOST_ATTRIBUTES or _TOLD.search(self.rest) is not None

    def attributes(self) -> dict[str, str]:
        """Its attributes, the first of each name, entities resolved."""
        found: dict[str, str] = {}
        for count, m in enumerate(ATTRIBUTE.finditer(self.rest)):
            if count >= MOST_ATTRIBUTES:
                break
            found.setdefault(m[1].lower(), unescape(m[2] or m[3] or m[4] or ""))
        return found


class Raw(NamedTuple):
    """What stands inside an element that is not read as text (a script): its tag and characters [start, end)."""

    tag: Tag
    start: int
    end: int


def tokens(page: str) -> Iterator[Text | Tag | Raw]:
    """The tokens of a page in order; comments and declarations are left out."""
    at, misses, last = 0, 0, page.rfind(">")
    ends = {mark: page.rfind(mark) for mark in ("-->", "]]>")}
    unclosed: set[str] = set()  # elements known to close nowhere further on: looked for once
    end = len(page)
    while at < end:
        opens = _OPENS.search(page, at)
        less = opens.start() if opens is not None else end
        if less > last:
            yield Text(at, end)
            return
        if less > at:
            yield Text(at, less)
        pattern = TAG if misses < MISSES else PLAIN_TAG
        m = pattern.match(page, less)
        at, miss, found = (m.end(), 0, _tag(m)) if m is not None else _markup(page, less, ends)
        misses += miss
        if found is None:
            continue
        yield found
        if isinstance(found, Text) or found.closes or found.name not in UNREAD or found.name in unclosed or found.rest.endswith("/"):
            continue
        inside = _closing(page, found)
        if inside < 0:
            unclosed.add(found.name)
            inside = end if found.name in ("script", "style") else found.end
        yield Raw(found, found.end, inside)
        at = inside


def _tag(m: re.Match[str]) -> Tag:
    closes, name, rest = m.groups()
    return Tag(m.start(), m.end(), name.lower(), closes == "/", rest)


def _markup(page: str, less: int, ends: Mapping[str, int]) -> tuple[int, int, Text | Tag | None]:
    """Of what is no plain tag: where reading goes on after the "<" at `less`, whether its quotes never closed (0 or 1), and the tag or stray text found."""
    following = page[less + 1 : less + 2]
    if following in ("!", "?"):
        return _declaration_end(page, less, ends), 0, None
    if following == "/" and not page[less + 2 : less + 3].isalpha():
        return page.find(">", less) + 1, 0, None
    m = PLAIN_TAG.match(page, less) if following.isalpha() or following == "/" else None
    return (m.end(), 1, _tag(m)) if m is not None else (less + 1, 0, Text(less, less + 1))


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
