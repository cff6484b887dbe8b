"""What a page needs to be shown as it was: the addresses of its images and styles. Parses outside input: `found` is a work of the sandbox.

Dots of one pixel that only count visitors are left out: asking for them would tell somebody else that the page was looked at, and shows nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

from firsthand.guard.limits import PAGE_HEAD, PAYLOAD_MOST
from firsthand.preserve.http import answered, payload_of
from firsthand.preserve.media import HTML, text_of_head
from firsthand.preserve.warc import condition_of, media_of_answer

IMAGE, STYLE = "image", "style"
_LOOKED_AT = 8 * PAGE_HEAD  # bytes of a page that are searched for images: a page that long shows thousands
_DROPPED = re.compile(r"<(script|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"<(img|link|base)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.I)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LATER = ("data-src", "data-original", "data-lazy-src")  # where pages keep the image that scripts would put in later


def found(item: bytes) -> bytes:
    """The work: a line of JSON {url}, then the bytes of an HTTP answer; gives JSON [[kind, address], ...] with every address once, [] for a stub."""
    head, _, block = item.partition(b"\n")
    answer = answered(block)
    payload = payload_of(answer, PAYLOAD_MOST)
    media = media_of_answer(answer, payload)
    if media != HTML or condition_of(media, payload)[0] != "complete":
        return b"[]"
    listed = dict.fromkeys(requisites_of(text_of_head(payload[:_LOOKED_AT]), json.loads(head)["url"]))
    return json.dumps(list(listed)).encode()


def requisites_of(html: str, url: str) -> Iterator[tuple[str, str]]:
    """(kind, address) of what the page at `url` shows, in the order of the page."""
    base = url
    for tag in _TAG.finditer(_DROPPED.sub(" ", html)):
        name, said = tag[1].lower(), {a[1].lower(): unescape(a[2] or a[3] or a[4] or "").strip() for a in _ATTRIBUTE.finditer(tag[2])}
        if name == "base":
            base = _joined(url, said.get("href", "")) or url
        elif name == "img" and not _counts_visitors(said):
            written = next((said[n] for n in _LATER if said.get(n)), said.get("src", ""))
            if address := _joined(base, written):
                yield IMAGE, address
        elif name == "link" and "stylesheet" in said.get("rel", "").lower().split() and (address := _joined(base, said.get("href", ""))):
            yield STYLE, address


def _counts_visitors(said: dict[str, str]) -> bool:
    return any(said.get(side, "").removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _joined(base: str, written: str) -> str:
    """The whole address, "" when it is none of the web."""
    try:
        whole = urljoin(base, written).partition("#")[0] if written else ""
    except ValueError:
        return ""
    return whole if whole.lower().startswith(("http://", "https://")) else ""
