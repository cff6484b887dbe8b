"""What a page says of itself: title, site, author, address, language, days, in meta tags, links, JSON-LD and headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from firsthand.read.body import Block
from firsthand.read.markup import Tag

MOST_JSON = 500_000  # characters of one JSON-LD block that are read
DEEPEST = 20  # levels of a JSON-LD block that are looked at
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline")
PUBLISHERS = ("og:site_name", "sitename", "application-name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "citation_author", "byl", "sailthru.author")
PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date",
    "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "citation_date", "date", "weibo:article:create_at",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
TITLE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$|_[^_]{2,20}$")


class Headers:
    """Collects while a page is read; `facts` gives what was found."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._times: list[str] = []

    def tag(self, name: str, attributes: Mapping[str, str]) -> None:
        """An opening tag."""
        if name == "meta":
            key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").strip().lower()
            value = " ".join(attributes.get("content", "").split())
            if key and value:
                self._meta.setdefault(key, value)
        elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self._linked.setdefault("url", attributes.get("href", "").strip())
        elif name == "html" and attributes.get("lang"):
            self._linked.setdefault("language", attributes["lang"])
        elif name == "time" and attributes.get("datetime"):
            self._times.append(attributes["datetime"])

    def raw(self, tag: Tag, inside: str) -> None:
        """What stands inside a script: JSON-LD is read."""
        if tag.name != "script" or "ld+json" not in tag.rest.lower() or len(inside) > MOST_JSON:
            return
        try:
            found = json.loads(inside.strip())
        except (ValueError, RecursionError):
            return
        for item in _items(found, 0):
            self._from_json(item)

    def _from_json(self, item: Mapping[str, object]) -> None:
        for key, ours in (("datePublished", "datepublished"), ("dateModified", "datemodified"), ("headline", "headline")):
            value = item.get(key)
            if isinstance(value, str) and value:
                self._meta.setdefault(ours, value)
        if "datePublished" in item or "headline" in item:
            for key in ("author", "publisher"):
                names = ", ".join(_names(item.get(key)))
                if names:
                    self._meta.setdefault(key, names)

    def facts(self, title: str, text: str, blocks: Iterable[Block]) -> dict[str, str]:
        """title publisher author url language published modified, as far as the page says them."""
        heading = next((" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "h1" and not b.aside), "")
        found = {
            "title": self._first(TITLES) or heading or TITLE_TAIL.sub("", title),
            "publisher": self._first(PUBLISHERS),
            "author": next((self._meta[k] for k in AUTHORS if k in self._meta and "://" not in self._meta[k]), ""),
            "url": self._linked.get("url", "") or self._meta.get("og:url", ""),
            "language": self._linked.get("language", "") or self._meta.get("og:locale", ""),
            "published": self._first(PUBLISHED) or (self._times[0] if self._times else ""),
            "modified": self._first(MODIFIED),
        }
        return {key: value[:500] for key, value in found.items() if value}

    def _first(self, keys: Iterable[str]) -> str:
        return next((self._meta[key] for key in keys if key in self._meta), "")


def _items(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """The maps of a JSON-LD block, its @graph and lists included."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for item in value[:100]:
            yield from _items(item, depth + 1)


def _names(value: object) -> Iterator[str]:
    """Names in a JSON-LD author or publisher."""
    if isinstance(value, str) and "://" not in value:
        yield value
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield value["name"]
    elif isinstance(value, list):
        for item in value[:10]:
            if not isinstance(item, list):
                yield from _names(item)
