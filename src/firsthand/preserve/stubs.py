"""Whether a captured page is the page, or a block page, a removed notice, or a page without its images.

A stub says so in its title or its first words and has little else to say: an article *about* removed pages is longer and is not taken for one.
Works on the beginning of a page as text; pure.
"""

from __future__ import annotations

import re
from html import unescape

from firsthand.preserve.kept import Condition
from firsthand.preserve.stub_words import STUBS

# Sizes are code points that are not blank; a Chinese character says as much as three letters.
_STUB_MOST = 400  # what a notice says beside its one sentence; a short report of a deleted post says more
_TITLED_MOST = 1500  # a page whose title is the notice may carry the menus of its site
_SHARE = (
    0.6  # of a title, without the name of the site, that is the notice: "Page not found", not "The page on the deaths has been removed"
)
_FIRST = 250  # where a stub says what it is
_BEGINNING = 20_000  # of a page that is looked at first
_PLAIN_MOST = 300  # a plain text has no menus around its message

_DROPPED = re.compile(r"<(script|style|template|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")
_SITE_NAME = re.compile(r"\s[-–—|_·»:]\s|\||_|｜")
_WIDE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")
_IMAGE = re.compile(r"<img\b[^<>]*?\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)


def condition_of_page(html: str, beyond: int = 0) -> tuple[Condition, str]:
    """The condition of a page and the words why; `beyond` is how many bytes of it follow after `html`."""
    if len(html) > 2 * _BEGINNING and _says_enough(html[:_BEGINNING]):
        return "complete", ""
    titled, words = _title_and_words(html)
    size = sum(map(len, words)) + beyond
    if size >= _TITLED_MOST:
        return "complete", ""
    title, text = _words(titled[1] if titled else ""), _words(" ".join(words))
    heads = [title, *(part.strip() for part in _SITE_NAME.split(title))]
    first = text[:_FIRST] if size + 2 * len(_WIDE.findall(text)) < _STUB_MOST else ""
    for condition, why, phrases in STUBS:
        said = next((p for p in phrases if p in first or any(p in head and len(p) >= _SHARE * len(head) for head in heads)), None)
        if said:
            return _closed(condition), f"{why}: {said}"
    return "complete", ""


def _title_and_words(html: str) -> tuple[re.Match[str] | None, list[str]]:
    """The title, and the words after it that are no markup."""
    html = _DROPPED.sub(" ", html)
    titled = _TITLE.search(html)
    return titled, _TAG.sub(" ", html[titled.end() :] if titled else html).split()


def _says_enough(beginning: str) -> bool:
    """Whether the beginning of a page alone says more after its title than any stub does; most pages need not be looked at any further."""
    tag = beginning.rfind("<")
    titled, words = _title_and_words(beginning[:tag] if tag > beginning.rfind(">") else beginning)
    return titled is not None and sum(map(len, words)) >= _TITLED_MOST


def condition_of_text(text: str) -> tuple[Condition, str]:
    """The same for plain text."""
    words = _words(text)
    if len(words) > _PLAIN_MOST:
        return "complete", ""
    for condition, why, phrases in STUBS:
        said = next((p for p in phrases if p in words[: len(p) + 20]), None)
        if said:
            return _closed(condition), f"{why}: {said}"
    return "complete", ""


def images_of(html: str) -> tuple[str, ...]:
    """Addresses of the images that a page shows, embedded ones left out, each once."""
    found = (unescape(a or b or c).strip() for a, b, c in _IMAGE.findall(_DROPPED.sub(" ", html)))
    return tuple(dict.fromkeys(x for x in found if x and not x.lower().startswith(("data:", "about:", "blob:"))))


def condition_of_status(status: int) -> Condition | None:
    """What an HTTP status says of the page; None when it says nothing against it."""
    if status in (404, 410, 451):
        return "removed"
    return "block" if status in (401, 402, 403, 407, 429, 503) else None


def _closed(word: str) -> Condition:
    return "block" if word == "block" else "removed"


def _words(text: str) -> str:
    return " ".join(unescape(text).split()).lower().replace("’", "'")
