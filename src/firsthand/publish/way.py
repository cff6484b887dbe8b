"""The way a claim came: from the passage at hand step by step up its links, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firsthand.model.findings import Link
from firsthand.model.names import OUTSIDE, is_outside
from firsthand.model.passages import Span

DOES: dict[str, str] = {"copies": "copies", "quotes": "quotes", "cites": "cites", "paraphrases": "rewords", "translates": "translates"}
MOST_STEPS = 12


def way_of(source: str, at: Span, links: Sequence[Link], name: Callable[[str], str]) -> tuple[str, ...]:
    """The steps from a passage to where its trail stops, nearest first; empty when no link covers it."""
    steps: list[str] = []
    seen = {source}
    while len(steps) < MOST_STEPS:
        link = _next(source, at, links, seen)
        if link is None:
            break
        steps.append(_step(link, name))
        if is_outside(link.to) or link.to_span is None:
            break
        source, at = link.to, link.to_span
        seen.add(source)
    return tuple(steps) or _siblings(source, at, links, name)


def _next(source: str, at: Span, links: Sequence[Link], seen: set[str]) -> Link | None:
    fits = [
        x
        for x in links
        if x.source == source and x.to not in seen and x.relation != "sibling" and x.p >= 0.5 and x.state != "rejected" and _touches(x, at)
    ]
    return max(fits, key=lambda x: (not is_outside(x.to), x.relation == "direct", x.p * x.p_direction, x.id), default=None)


def _touches(link: Link, at: Span) -> bool:
    return any(s.start < at.end and s.end > at.start for s in (link.span, *(a for a, _ in link.passages)))


def _step(link: Link, name: Callable[[str], str]) -> str:
    to = f"{link.to[len(OUTSIDE) :]} (not held)" if is_outside(link.to) else name(link.to)
    unsure = "" if link.settled else " (not certain)"
    named = ", and says so" if link.named else ", without saying so" if link.kind in ("copies", "paraphrases", "translates") else ""
    through = " at second hand" if link.relation == "second_hand" else ""
    return f"{name(link.source)} {DOES[link.kind]} {to}{through}{named}{unsure}."


def _siblings(source: str, at: Span, links: Sequence[Link], name: Callable[[str], str]) -> tuple[str, ...]:
    others = [
        x.to if x.source == source else x.source
        for x in links
        if x.relation == "sibling" and source in (x.source, x.to) and x.p >= 0.5 and x.state != "rejected"
    ]
    if not others:
        return ()
    some = ", ".join(name(o) for o in others[:4]) + (" and others" if len(others) > 4 else "")
    return (f"{name(source)} shares this with {some}: they had it from a third that is not held.",)
