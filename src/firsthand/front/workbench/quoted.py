"""Passages as pages show them: in their context, two beside each other with what differs, and a whole text cut where marks begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.case.trace import Traced
from firsthand.front.workbench.words import name, name_and_holding
from firsthand.model.claims import Claim
from firsthand.model.findings import Link
from firsthand.model.names import is_outside
from firsthand.model.passages import Reading, Span
from firsthand.publish.differences import Piece, compared

AROUND = 420  # code points of context on each side where one decides
BEGINNING = 320  # code points of a document shown where no passage of it is known
LONGEST_COMPARED = 6_000  # code points of a side; beyond it words are shown without differences marked


@dataclass(frozen=True)
class Quoted:
    """A passage in its context: where it stands, the words before, the passage cut where its figure stands, the words after."""

    source: str
    name: str
    published: str
    language: str
    start: int
    before: str
    pieces: tuple[tuple[str, str], ...]  # ("", words) or ("figure", words)
    after: str
    claim: str = ""
    state: str = ""
    page: int = 0


def in_context(claim: Claim, t: Traced, around: int = AROUND) -> Quoted:
    """A claim's passage in its context, out to the paragraph where that is near."""
    p, reading = claim.passages[0], t.by_source.get(claim.source)
    at = claim.amount_at if claim.amount_at and p.start <= claim.amount_at.start and claim.amount_at.end <= p.end else None
    before, after = (_before(reading.text, p.start, around), _after(reading.text, p.end, around)) if reading else (p.before, p.after)
    cut = (
        [("", p.quote)]
        if at is None
        else [
            ("", p.quote[: at.start - p.start]),
            ("figure", p.quote[at.start - p.start : at.end - p.start]),
            ("", p.quote[at.end - p.start :]),
        ]
    )
    return Quoted(
        claim.source, name(claim.source, t), reading.published.text if reading and reading.published else "", reading.language if reading else "und", p.start, before,
        tuple(x for x in cut if x[1]), after, claim.id, claim.state, page_at(reading, p.start) if reading else 0,
    )  # fmt: skip


def page_at(reading: Reading, position: int) -> int:
    """The page of a PDF on which a code point stands; 0 where there are no pages."""
    if not 0 <= position < len(reading.text):
        return 0
    box = reading.stream.segment_at(position).box
    return box.page if box else 0


def _before(text: str, start: int, around: int) -> str:
    low = max(0, start - around)
    cut = text.rfind("\n\n", low, start)
    if cut >= 0:
        return text[cut + 2 : start]
    return ("… " if low else "") + text[low:start].lstrip()


def _after(text: str, end: int, around: int) -> str:
    high = min(len(text), end + around)
    cut = text.find("\n\n", end, high)
    if cut >= 0:
        return text[end:cut]
    return text[end:high].rstrip() + (" …" if high < len(text) else "")


@dataclass(frozen=True)
class Side:
    """One side of a comparison."""

    source: str
    name: str
    held: bool
    published: str
    language: str
    start: int
    before: str
    pieces: tuple[Piece, ...]
    after: str


def beside(link: Link, t: Traced) -> tuple[Side, Side]:
    """Both passages of a link, upstream first, with what differs marked; of a source that is not held there are no words."""
    there, here = link.to_span or Span(0, 0), link.span
    was, became = _words(link.to, there, t), _words(link.source, here, t)
    left, right = (
        compared(was, became)
        if was and became and max(len(was), len(became)) < LONGEST_COMPARED
        else ([Piece(True, was)], [Piece(True, became)])
    )
    return _side(link.to, there, left, t), _side(link.source, here, right, t)


def _words(node: str, at: Span, t: Traced) -> str:
    reading = t.by_source.get(node)
    return reading.text[at.start : at.end] if reading else ""


def _side(node: str, at: Span, pieces: Sequence[Piece], t: Traced) -> Side:
    reading = t.by_source.get(node)
    published = reading.published.text if reading and reading.published else ""
    before, after = (_before(reading.text, at.start, 160), _after(reading.text, at.end, 160)) if reading and at.end > at.start else ("", "")
    if reading and at.end <= at.start:
        after = _after(reading.text, 0, BEGINNING)  # nothing of it is known to be meant: how it begins
    return Side(
        node, name_and_holding(node, t), not is_outside(node), published, reading.language if reading else "und", at.start, before, tuple(p for p in pieces if p.words), after
    )  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """Something marked in a text: from, to, of which kind, which thing."""

    start: int
    end: int
    kind: str
    thing: str = ""


@dataclass
class Run:
    """Words of a text between two places where a mark begins or ends; `ids` of things that begin here are where links lead."""

    start: int
    words: str
    kinds: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)


def runs(text: str, low: int, high: int, marks: Iterable[Mark]) -> list[Run]:
    """The text [low, high) cut where marks begin and end, in order, nothing lost."""
    here = sorted((m for m in marks if m.start < high and m.end > low and m.end > m.start), key=lambda m: (m.start, -m.end))
    cuts = sorted({low, high, *(max(low, m.start) for m in here), *(min(high, m.end) for m in here)})
    out, begun = list[Run](), set[str]()
    open_: list[Mark] = []
    waiting = list(reversed(here))
    for a, b in zip(cuts, cuts[1:], strict=False):
        open_ = [m for m in open_ if m.end > a]
        while waiting and max(low, waiting[-1].start) <= a:
            open_.append(waiting.pop())
        run = Run(a, text[a:b], sorted({m.kind for m in open_}), [m.thing for m in open_ if m.thing])
        run.begins = [t for t in run.things if t not in begun]
        begun.update(run.begins)
        out.append(run)
    return out
