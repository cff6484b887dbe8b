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
LONGEST_FURNITURE = 160  # code points: a longer run has something to say
_FURNITURE = re.compile(
    r"\s*(?:(?:您|你)?(?:现在|当前)?(?:的|所在)?位置\s?[:：]|(?:网站)?首页\s?[|>›»]|返回(?:首页|顶部|列表)?(?=\S{0,12}$)|上一[篇条页]\s?[:：]|下一[篇条页]\s?[:：]|(?:发布|更新|发表)?(?:时间|日期)\s?[:：]\s?\d{4}|(?:信息)?来源\s?[:：]"
    r"|分享到?(?:[:：]|\s|QQ|微|朋友圈|$)|(?:发送给|转发给)朋友|收藏(?:\s|$)|点赞|在看$|阅读\s?\d|(?:微信)?扫一扫|长按|在浏览器打开|复制链接|(?:新浪)?微博\s?(?:微信|QQ)|微信\s?(?:微博|QQ)|字[号体]\s?[:：]|【?(?:打印|关闭)(?:本页|窗口)?】?$"
    r"|(?:主办|承办|版权所有|技术支持|地址)(?:单位)?\s?[:：]|网站标识码|[^。]{0,40}(?:ICP备|公网安备|公安机关备案号)|您是第|责任编辑\s?[:：]|(?:Share|Tweet|Print|Copy link)\s*$)"
)
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W_\u2e80-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a page's text: its span, the element it stands in (h1 h2 h3 li tr blockquote pre article main p), whether that is beside the article, and hidden."""

    start: int
    end: int
    kind: str
    aside: bool
    hidden: bool = False


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
    chosen = _shown(_selected(text, blocks, extracted(markup)))
    kept = sum(b.end - b.start for b in chosen)
    if kept < LEAST * sum(b.end - b.start for b in plain):
        chosen = plain
    return _spans(blocks, [b for b in chosen if not is_furniture(text[b.start : b.end])] or chosen)


def _shown(chosen: list[Block]) -> list[Block]:
    """Without what is hidden, unless that is most of it: then a script shows it."""
    shown = [b for b in chosen if not b.hidden]
    return shown if 2 * sum(b.end - b.start for b in shown) >= sum(b.end - b.start for b in chosen) else chosen


def is_furniture(words: str) -> bool:
    """Whether a short run of text is what sites put around every article: where it came from and when, share-sheets, the next article, who runs the site."""
    return len(words) <= LONGEST_FURNITURE and _FURNITURE.match(words) is not None


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
