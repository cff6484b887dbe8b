"""What the picture calls the nodes of a lineage, and when they were published."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading

HIDDEN = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
)  # what turns the direction of writing


def name_of(node: str, by_source: Mapping[str, Reading]) -> str:
    """The publisher, title or name of a source; the name of one that is not held."""
    if node not in by_source:
        return node.removeprefix(OUTSIDE).translate(HIDDEN)
    r = by_source[node]
    return (r.publisher or r.title or r.name).translate(HIDDEN)


def when(node: str, by_source: Mapping[str, Reading]) -> str:
    """The day of publication as known, for sorting; what has none comes last."""
    r = by_source.get(node)
    return r.published.text if r and r.published else "\uffff"


def day_of(node: str, by_source: Mapping[str, Reading]) -> str:
    """When it was published, in words; "" for what is not held."""
    r = by_source.get(node)
    return f"published {r.published.text}" if r and r.published else "undated" if r else ""
