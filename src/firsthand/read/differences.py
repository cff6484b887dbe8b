"""How two readings of one source differ: sentences that came and that went, facts that changed. Pure; sentences that only moved are no difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.passages import Reading, Span

FACTS = ("title", "publisher", "author", "published")  # what a page says of itself and may quietly change


@dataclass(frozen=True, slots=True)
class Differences:
    """Spans of the later text that are new, spans of the earlier one that are gone, and (fact, was, became)."""

    added: tuple[Span, ...]
    lost: tuple[Span, ...]
    facts: tuple[tuple[str, str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.lost or self.facts)


def differences(earlier: Reading, later: Reading) -> Differences:
    """What differs between two readings; texts compare by the sentences of their bodies, white space and order aside."""
    before, after = _sentences(earlier), _sentences(later)
    facts = tuple((name, was, became) for name in FACTS if (was := _fact(earlier, name)) != (became := _fact(later, name)))
    return Differences(tuple(_beyond(after, before)), tuple(_beyond(before, after)), facts)


def _sentences(reading: Reading) -> list[tuple[str, Span]]:
    """The sentences of the body, each with its words as they compare."""
    within = _within(reading.sentences, reading.body)
    return [(words, s) for s in within if (words := " ".join(reading.text[s.start : s.end].split()))]


def _within(sentences: Sequence[Span], body: Sequence[Span]) -> Iterator[Span]:
    """The sentences that begin inside the body; both are sorted."""
    at = 0
    for sentence in sentences:
        while at < len(body) and body[at].end <= sentence.start:
            at += 1
        if at < len(body) and body[at].start <= sentence.start:
            yield sentence


def _beyond(these: Iterable[tuple[str, Span]], those: Iterable[tuple[str, Span]]) -> Iterator[Span]:
    """Spans of the sentences that `those` have not, or not so often; neighbours are one span."""
    left = Counter(words for words, _ in those)
    run: Span | None = None
    for words, span in these:
        if left[words] > 0:
            left[words] -= 1
            if run:
                yield run
            run = None
        else:
            run = Span(run.start, span.end) if run else span
    if run:
        yield run


def _fact(reading: Reading, name: str) -> str:
    value = getattr(reading, name)
    return value if isinstance(value, str) else (value.text if value else "")
