"""Which blocks of a page are its article. An extractor only selects: its text is held against our own blocks, none of its words is used.

Where it finds nothing that fits (short or odd pages), everything outside menus, footers, forms and hidden elements is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.model.passages import Span
from firsthand.read.markup import MOST_ATTRIBUTES

LARGEST = 1_000_000  # code points of markup, scripts and styles apart, of which a tree is built: beyond it that takes many seconds and hundreds of megabytes
DEEPEST = 2_000  # open elements at once: the extractor's own recursion ends there
MOST_ELEMENTS = 20_000  # of a page of which a tree is built: the extractor then takes about two seconds
MOST_COMPARED = (
    3_000  # elements up to which the extractor compares its find with others': that is quadratic, one second here and ten for 10,000 items
)
SHINGLE = 4  # words that must stand together
ALIKE = 0.6  # share of a block's shingles that the extractor must have kept
LEAST = 0.15  # share of the text outside menus that the extractor must keep to be believed
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W_\u2e80-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text: its span, the element it stands in (h1 h2 h3 li tr blockquote pre article main p), whether that is beside the article."""

    start: int
    end: int
    kind: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Markup:
    """A page for libraries that build a tree of it: its text, and what decides whether they may.

    elements counts opening tags, depth the most open at once, attributes the most of one tag (counted up to `markup.MOST_ATTRIBUTES`).
    """

    text: str
    elements: int
    depth: int
    attributes: int

    @property
    def is_ordinary(self) -> bool:
        """Whether a tree of it takes little time and memory: those of trees are quadratic in depth and in attributes."""
        return self.elements <= MOST_ELEMENTS and self.depth <= DEEPEST and self.attributes < MOST_ATTRIBUTES


def body_of(text: str, blocks: tuple[Block, ...], markup: Markup) -> tuple[Span, ...]:
    """The spans of the article, sorted and disjoint: neighbouring blocks are joined."""
    plain = [b for b in blocks if not b.aside] or list(blocks)
    chosen = _selected(text, blocks, extracted(markup))
    kept = sum(b.end - b.start for b in chosen)
    if kept < LEAST * sum(b.end - b.start for b in plain):
        chosen = plain
    return _spans(blocks, chosen)


def extracted(markup: Markup) -> str:
    """The article's text as trafilatura gives it; "" when it gives none or the page is beyond what it can take."""
    if len(markup.text) > LARGEST or not markup.is_ordinary:
        return ""
    import logging

    from lxml.etree import LxmlError
    from trafilatura import extract

    from firsthand.read.trees import article_tree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = article_tree(markup.text)
        if tree is None:
            return ""
        alone = markup.elements > MOST_COMPARED
        return extract(tree, include_comments=False, include_tables=True, deduplicate=False, fast=alone) or ""
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return ""


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def _selected(text: str, blocks: tuple[Block, ...], article: str) -> list[Block]:
    """The blocks whose words stand in the extracted article, and the main heading."""
    if not article:
        return []
    known = _shingles(_WORD.findall(article))
    lines = {"".join(_WORD.findall(line)) for line in re.split(r"[\n|]", article)}
    chosen = []
    for block in blocks:
        words = _WORD.findall(text, block.start, block.end)
        if len(words) < SHINGLE:
            fits = bool(words) and "".join(words) in lines and not block.aside
        else:
            own = _shingles(words)
            fits = len(own & known) >= ALIKE * len(own)
        if fits or (block.kind == "h1" and not block.aside and words):
            chosen.append(block)
    return chosen


def _spans(blocks: tuple[Block, ...], chosen: list[Block]) -> tuple[Span, ...]:
    """Spans of the chosen blocks; neighbours become one."""
    wanted = {b.start for b in chosen}
    spans: list[Span] = []
    joined = False
    for block in blocks:
        if block.start not in wanted:
            joined = False
        elif joined:
            spans[-1] = Span(spans[-1].start, block.end)
        else:
            spans.append(Span(block.start, block.end))
            joined = True
    return tuple(spans)
