"""A kept page as it may be shown: its words, structure, tables and embedded pictures; nothing that runs, loads, moves or leads anywhere.

Runs in the sandbox. What comes out still goes into a frame without scripts, without an origin, under a policy that loads nothing: each of the three
would be enough, none is trusted alone.
"""

from __future__ import annotations

import html
import re

from firsthand.guard.limits import MIB
from firsthand.read.decode import decoded
from firsthand.read.html import label_of

MOST = 6 * MIB  # characters of a page that a browser shows without delay; the text beside it goes on
TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol",
    "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
GONE = {
    "script", "style", "template", "noscript", "iframe", "frame", "frameset", "noframes", "object", "embed", "applet", "svg", "math", "canvas", "audio", "video", "source", "track", "form",
    "select", "textarea", "title", "head", "xmp", "plaintext", "noembed", "portal", "dialog", "meta", "link", "base",
} - TAGS  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}, "li": {"value"},
    "bdo": {"dir"}, "details": {"open"}, "time": {"datetime"}, "col": {"span"}, "colgroup": {"span"},
}  # fmt: skip
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
LONGEST_PLAIN = 2_000  # characters of an attribute that is no picture


def shown(payload: bytes, media: str) -> str:
    """The inside of a body element: a page cleaned, any other text as it is."""
    if media.partition(";")[0] in ("text/html", "application/xhtml+xml"):
        return cleaned(decoded(payload, label_of(payload, media)).text[:MOST])
    return f"<pre>{html.escape(decoded(payload).text[:MOST])}</pre>"


def cleaned(page: str) -> str:
    """A page without what could do anything; links keep their words and lose their address."""
    import nh3

    return nh3.clean(
        page,
        tags=TAGS,
        clean_content_tags=GONE,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"data"},
        url_relative="deny",
        link_rel=None,
        strip_comments=True,
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    return value if len(value) <= LONGEST_PLAIN else None
