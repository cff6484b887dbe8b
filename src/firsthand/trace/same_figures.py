"""Left open: one rare figure in much the same words, later and with no credit, may have been taken over or come to know anew. Only a person can say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from firsthand.model.findings import Link
from firsthand.model.names import derived_id
from firsthand.model.passages import Span
from firsthand.trace.direction import direction_of, surely_earlier
from firsthand.trace.fingerprints import Text, Unit
from firsthand.trace.one_voice import threes

OPEN = 0.4  # below one half: nothing is said; above what is settled: nothing is ruled out
LEAST = 1000  # the smallest figure that chance does not repeat
MOST = 6  # texts with a figure beyond which it is common knowledge in the case
ALIKE, FEWEST = 0.4, 6  # share of the shorter sentence's threes of tokens that both have, and how many


def left_open(texts: Sequence[Text], known: Iterable[Link]) -> list[Link]:
    """Undecided links between texts that no other link ties and that give one figure in much the same words."""
    tied = {frozenset((x.source, x.to)) for x in known}
    found: dict[frozenset[str], Link] = {}
    for places in _by_figure(texts).values():
        for (a, one), (b, two) in combinations(places, 2):
            pair = frozenset((texts[a].source, texts[b].source))
            if a != b and pair not in tied and pair not in found and _alike(texts[a], one, texts[b], two):
                found[pair] = _link(texts[a], one, texts[b], two)
    return [found[p] for p in sorted(found, key=sorted)]


def _by_figure(texts: Sequence[Text]) -> dict[str, list[tuple[int, Unit]]]:
    """For each rare figure the sentences that give it."""
    places: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for unit in text.units:
            for figure in set(_figures(text.tokens_of(unit))):
                places[figure].append((number, unit))
    return {f: p for f, p in places.items() if 2 <= len({n for n, _ in p}) <= MOST and len(p) <= 2 * MOST}


def _figures(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        digits = token.replace(",", "")
        year = len(digits) == 4 and digits[:2] in ("19", "20") and "," not in token
        if digits.isascii() and digits.isdigit() and not year and int(digits) >= LEAST and int(digits) % 100:
            yield digits


def _alike(a: Text, one: Unit, b: Text, two: Unit) -> bool:
    x, y = (threes(t.reading.text[u.span.start : u.span.end]) for t, u in ((a, one), (b, two)))
    common = len(x & y)
    return common >= FEWEST and common >= ALIKE * min(len(x), len(y))


def _link(a: Text, one: Unit, b: Text, two: Unit) -> Link:
    if surely_earlier(a.reading, b.reading):
        a, one, b, two = b, two, a, one
    p_direction, cues = direction_of(a.reading, b.reading, False, False, 0.5, 0.5)
    here, there = Span(one.span.start, one.span.end), Span(two.span.start, two.span.end)
    return Link(
        derived_id("link", a.source, b.source, "copies", "open"), a.source, b.source, "copies", "direct", False, here, there, OPEN, p_direction, cues,
        why=("same figure in the same words",),
    )  # fmt: skip
