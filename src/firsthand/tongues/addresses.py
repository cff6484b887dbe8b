"""Web addresses as texts write them: found, and brought into the one form under which two ways of writing an address are the same.

Nothing is fetched. Source of the form: RFC 3986, section 6.2 (normalisation), with what differs without meaning another page left out: scheme, `www.`,
fragment, marks that follow a reader about, a page named `index`, a slash at the end. A copy in an archive counts as the address it is a copy of.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。；（）《》「」“”’‘|]+")
_STOPS = ".,;:!?"
_FOLLOWS = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|spm|igshid|yclid|ref_src)=")
_ARCHIVED = re.compile(r"^/(?:web/)?\d{8,14}[a-z_]{0,4}/(https?:/{1,2}.+)$", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")


def addresses_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where web addresses stand in a text: [start, end), without the stops and brackets of the sentence around them."""
    found = []
    for m in ADDRESS.finditer(text):
        start, end = m.span()
        while end > start:
            last = text[end - 1]
            inside = text[start:end]
            if last not in _STOPS and not (last in ")]" and not _opened(inside, last)):
                break
            end -= 1
        if end - start > 8:
            found.append((start, end))
    return tuple(found)


def _opened(inside: str, last: str) -> bool:
    """Whether a closing bracket closes one of the address itself."""
    opens = "(" if last == ")" else "["
    return inside.count(opens) >= inside.count(last)


def canonical(address: str) -> str:
    """The form of an address that others are compared with; "" for what is none."""
    text = address.strip()
    if text.startswith("www."):
        text = "http://" + text
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    if archived := _ARCHIVED.match(parts.path + (f"?{parts.query}" if parts.query else "")):
        return canonical(re.sub(r"^(https?:)/+", r"\1//", archived[1]))
    path = _INDEX.sub("/", quote(unquote(parts.path), safe="/-._~!$&'()*+,;=:@%")).rstrip("/")
    kept = sorted(q for q in parts.query.split("&") if q and not _FOLLOWS.match(q))
    shown_port = f":{port}" if port and port not in (80, 443) else ""
    return host.removeprefix("www.") + shown_port + path + ("?" + "&".join(kept) if kept else "")
