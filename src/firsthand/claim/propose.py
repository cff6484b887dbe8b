"""What a source says, as proposed: one claim for each amount and for each act of the lexicon, with its passage, its stance and whom the text credits.

In: a Reading. Out: a Said. Every claim names the rules that proposed it; nothing here is accepted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.claim.setting import dates, nearest, places
from firsthand.model.claims import Claim, Credit, Said
from firsthand.model.names import derived_id
from firsthand.model.passages import BY_MACHINE, Passage, Reading, Span, passage_at
from firsthand.tongues.acts import Act, acts_in
from firsthand.tongues.amounts import Counted, amounts_in
from firsthand.tongues.credits import credits_in
from firsthand.tongues.roles import roles
from firsthand.tongues.sentences import sentences
from firsthand.tongues.stance import clause_at, stance_at

MARGIN = 400  # code points around the body that are read with it: farther away nothing changes what a number or an act in it means
LONGEST_PASSAGE = 1500  # code points: a "sentence" longer than this is a table or a page without stops; it is cut into pieces
SPEECH = frozenset(("deny", "urge", "order", "refuse"))  # acts of saying: what they are about comes first


def said_by(reading: Reading) -> Said:
    """The claims and credits of a reading."""
    text, found = reading.text, reading.sentences or sentences(reading.text, reading.language)
    credits = credits_in(text, reading.language, found, title=reading.title, publisher=reading.publisher, url=reading.url)
    claims = _Proposer(reading, found, credits).claims()
    return Said(reading.source, tuple(claims), credits)


class _Proposer:
    """The claims of one reading."""

    def __init__(self, reading: Reading, found: Sequence[Span], credits: Sequence[Credit]) -> None:
        self.reading, self.text, self.language = reading, reading.text, reading.language
        self.sentences = [piece for s in found for piece in _pieces(s)]
        self.starts = [s.start for s in self.sentences]
        self.body_starts = [s.start for s in reading.body]
        self.credits = sorted((c for c in credits if c.content.end > c.content.start), key=lambda c: c.content.start)
        self.content_starts = [c.content.start for c in self.credits]
        self.settled = Span(-1, -1)
        self.days: tuple[Span, ...] = ()
        self.spots: tuple[Span, ...] = ()
        self.longest = max((c.content.end - c.content.start for c in self.credits), default=0)

    def claims(self) -> Iterator[Claim]:
        """The claims in the order of the text: amounts, and acts whose clause has no amount."""
        by_sentence: dict[int, tuple[list[Counted], list[Act]]] = {}
        for stretch in self._stretches():
            text = self.text[stretch.start : stretch.end]
            for counted in amounts_in(text, self.language):
                moved = _moved(counted, stretch.start)
                by_sentence.setdefault(self._sentence_of(moved.span.start), ([], []))[0].append(moved)
            for act in acts_in(text, self.language):
                at = _on(act.span, stretch.start)
                by_sentence.setdefault(self._sentence_of(at.start), ([], []))[1].append(replace(act, span=at))
        for i in sorted(by_sentence):
            if i >= 0 and self._in_body(self.sentences[i]):
                yield from self._of_sentence(self.sentences[i], *by_sentence[i])

    def _stretches(self) -> Iterator[Span]:
        """The parts of the text to read: the sentences of the body with what stands around them, in order and disjoint."""
        start = end = 0
        for sentence in self.sentences:
            if not self._in_body(sentence):
                continue
            if sentence.start - MARGIN > end:
                if end > start:
                    yield Span(start, end)
                start = sentence.start - MARGIN  # above nought, for `end` is not below it
            end = min(len(self.text), sentence.end + MARGIN)
        if end > start:
            yield Span(start, end)

    def _sentence_of(self, at: int) -> int:
        i = bisect_right(self.starts, at) - 1
        return i if i >= 0 and self.sentences[i].end > at else -1

    def _in_body(self, sentence: Span) -> bool:
        if not self.reading.body:
            return True
        i = bisect_right(self.body_starts, sentence.end - 1) - 1
        return i >= 0 and self.reading.body[i].end > sentence.start

    def _of_sentence(self, sentence: Span, amounts: list[Counted], acts: list[Act]) -> Iterator[Claim]:
        used: set[int] = set()
        for counted in amounts:
            clause = clause_at(self.text, sentence, counted.span, self.language)
            act = min(
                (a for a in acts if _inside(a.span, clause)), key=lambda a: (a.code in SPEECH, _gap(a.span, counted.span)), default=None
            )
            if act:
                used.add(act.span.start)
            yield self._claim(sentence, clause, counted.span, act, counted)
        covered = [clause_at(self.text, sentence, c.span, self.language) for c in amounts]
        for act in acts:
            if act.span.start not in used and not any(_inside(act.span, c) for c in covered):
                clause = clause_at(self.text, sentence, act.span, self.language)
                covered.append(clause)
                yield self._claim(sentence, clause, act.span, act, None)

    def _claim(self, sentence: Span, clause: Span, at: Span, act: Act | None, counted: Counted | None) -> Claim:
        passage = self._passage(sentence, at)
        stance, cue = stance_at(self.text, sentence, at, self.language)
        chain = self._chain(at)
        if chain and stance == "asserted":
            stance, cue = "reported", "credit"
        actor, acted_on = roles(self.text, clause, act, self.language) if act else ("", "")
        slot = f"{'amount' if counted else 'act'}:{at.start - passage.start}"
        why = [f"amount: {counted.rule}"] if counted else []
        why += [f"act: {act.code}"] if act else []
        why += [f"stance: {cue}"] if cue else []
        why += [BY_MACHINE] if self.reading.stream.reader == "ocr" else []
        return Claim(
            derived_id("claim", self.reading.source, passage.start, passage.end, slot), self.reading.source, (passage,), chain, actor, act.code if act else "",
            acted_on or (counted.amount.what if counted else ""), *self._setting(sentence, at),
            counted.amount if counted else None, counted.span if counted else None, stance, slot, "proposed", tuple(why),
        )  # fmt: skip

    def _setting(self, sentence: Span, at: Span) -> tuple[str, str]:
        """When and where, as the sentence says it nearest to `at`; the sentence is read once."""
        if self.settled != sentence:
            self.settled, self.days, self.spots = sentence, dates(self.text, sentence, self.language), places(self.text, sentence)
        return nearest(self.text, self.days, at), nearest(self.text, self.spots, at)

    def _passage(self, sentence: Span, at: Span) -> Passage:
        return passage_at(self.reading, sentence.start, max(sentence.end, at.end))

    def _chain(self, at: Span) -> tuple[str, ...]:
        """Who says it, nearest speaker first: the credits whose content covers it, the widest first, each with those behind it."""
        first = bisect_right(self.content_starts, at.start - self.longest)
        last = bisect_right(self.content_starts, at.start)
        over = [c for c in self.credits[max(0, first - 1) : last] if c.content.start <= at.start < c.content.end]
        names: list[str] = []
        for c in sorted(over, key=lambda c: c.content.start - c.content.end):
            names += [n for n in (c.name, *c.behind) if n and n not in names]
        return tuple(names)


def _pieces(sentence: Span) -> Iterator[Span]:
    """A sentence as it is, or in pieces of LONGEST_PASSAGE."""
    for start in range(sentence.start, sentence.end, LONGEST_PASSAGE):
        yield Span(start, min(sentence.end, start + LONGEST_PASSAGE))


def _on(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved(counted: Counted, by: int) -> Counted:
    """The amount of a stretch at its place in the whole text."""
    return replace(counted, span=_on(counted.span, by), number=_on(counted.number, by)) if by else counted


def _inside(inner: Span, outer: Span) -> bool:
    return inner.start >= outer.start and inner.end <= outer.end


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
