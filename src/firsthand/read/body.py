"""Which blocks of a page are its article. An extractor only selects: its text is held against our own blocks, none of its words is used.

Where it finds nothing that fits (short or odd pages), everything outside menus, footers, forms and hidden elements is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.model.passages import Span

LARGEST = 1_000_000  # code points of markup that the extractor is given: beyond it its trees take many seconds and hundreds of megabytes
DEEPEST = 2_000  # open elements at once that it is given: its own recursion ends there
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


def body_of(text: str, blocks: tuple[Block, ...], markup: str) -> tuple[Span, ...]:
    """The spans of the article, sorted and disjoint: neighbouring blocks are joined."""
    plain = [b for b in blocks if not b.aside] or list(blocks)
    chosen = _selected(text, blocks, extracted(markup))
    kept = sum(b.end - b.start for b in chosen)
    if kept < LEAST * sum(b.end - b.start for b in plain):
        chosen = plain
    return _spans(blocks, chosen)


def extracted(markup: str) -> str:
    """The article's text as trafilatura gives it; "" when it gives none or the page is beyond what it can take."""
    if len(markup) > LARGEST or _depth(markup) > DEEPEST:
        return ""
    import logging

    from lxml.etree import LxmlError
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return extract(markup, include_comments=False, include_tables=True, deduplicate=False) or ""
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return ""


def _depth(markup: str) -> int:
    """About how deep the page nests: opening less closing tags, at most, void ones left out."""
    depth = deepest = 0
    for m in re.finditer(r"<(/?)(?!(?:br|img|meta|link|input|hr|area|base|col|embed|source|track|wbr|p|li)\b)[a-zA-Z]", markup):
        depth = max(depth - 1, 0) if m[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


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
