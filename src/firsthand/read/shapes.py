"""How a page is built, counted while it is read: what decides whether a tree of it may be made."""

from __future__ import annotations

from firsthand.read.body import Markup
from firsthand.read.markup import Raw

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
SELF_CLOSING = frozenset(["p", "li"])  # the next of them closes the last: they do not nest


class Shape:
    """Counts `elements`, depth and attributes, and remembers scripts and styles; `markup` is called once, at the end."""

    def __init__(self) -> None:
        self.elements = self._depth = self._deepest = self._attributes = 0
        self._silent: list[tuple[int, int]] = []

    def opened(self, name: str, attributes: int) -> None:
        """An opening tag with so many attributes."""
        self.elements += 1
        self._attributes = max(self._attributes, attributes)
        if name not in VOID and name not in SELF_CLOSING:
            self._depth += 1
            self._deepest = max(self._deepest, self._depth)

    def closed(self, name: str) -> None:
        """A closing tag."""
        if name not in VOID and name not in SELF_CLOSING:
            self._depth = max(self._depth - 1, 0)

    def raw(self, token: Raw) -> None:
        """A script or style: nothing of it is text, and it is often most of a page. JSON-LD stays."""
        if token.tag.name in ("script", "style") and "ld+json" not in token.tag.rest.lower():
            self._silent.append((token.start, token.end))

    def markup(self, page: str) -> Markup:
        """The page without what its scripts and styles hold, and its counts."""
        kept, at = [], 0
        for start, end in self._silent:
            kept.append(page[at:start])
            at = end
        return Markup("".join(kept) + page[at:], self.elements, self._deepest, self._attributes)
