"""A tree of a page for the libraries that want one (the article, the days a page names): made once, in our own parser, so that none of them parses or fetches.

Given text instead of a tree, a library would take "http://..." for an address and ask for it; given this tree, it cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

BEGINNING = 50  # code points in which a page names itself HTML, if it does


def article_tree(page: str) -> Any:
    """The tree in which an article is looked for, comments left out; None where the page is no HTML. Raises no error of its own."""
    from trafilatura.utils import repair_faulty_html

    return _tree(page, repair_faulty_html, "without comments")


def dated_tree(page: str) -> Any:
    """The tree in which days are looked for; None where the page is no HTML. Raises no error of its own."""
    from htmldate.utils import repair_faulty_html

    return _tree(page, repair_faulty_html, "with comments")


def _tree(page: str, repaired: Callable[[str, str], str], what: str) -> Any:
    """The tree of a page, parsed as text, or as bytes where lxml does not take the text; as `load_html` of both libraries do it."""
    beginning = page[:BEGINNING].lower()
    page = repaired(page, beginning)
    tree = _parsed(page, what)
    if tree is None or len(tree) < 1:
        tree = _parsed(page.encode("utf-8", "surrogatepass"), what)
    return None if tree is not None and "html" not in beginning and len(tree) < 2 else tree


def _parsed(page: str | bytes, what: str) -> Any:
    from lxml.etree import LxmlError
    from lxml.html import fromstring

    try:
        return fromstring(page, parser=_parser(what))
    except (LxmlError, ValueError):
        return None


@cache
def _parser(what: str) -> Any:
    """A parser whose elements are all of one class: lxml asks Python for the class of each element otherwise, again and again."""
    from lxml.etree import ElementDefaultClassLookup
    from lxml.html import HtmlComment, HtmlElement, HTMLParser

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=what == "without comments", remove_pis=True
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment))
    return parser
