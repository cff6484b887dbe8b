"""Add by hand: a claim (on words, or on a box of a picture), finding, question, link, note, translation, search or protection. What a person adds is the person's own and needs no further acceptance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from firsthand.case.decide import whole, with_sets
from firsthand.case.named import question_named, source_named, thing_named
from firsthand.case.open import Case
from firsthand.case.trace import Traced, traced
from firsthand.errors import Trouble
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.findings import Finding, Link, Question
from firsthand.model.names import is_outside
from firsthand.model.passages import Passage, Reading, Span, Translation, passage_at
from firsthand.model.plain import Plain, plain

TITLE = "title"  # the stream of a passage that is the title of a source


@dataclass(frozen=True)
class Given:
    """What a person gives: which source, its exact words (and, where they stand more than once, at which code point: -1 for the first), a text,
    speakers, where a link leads, language, claims, question, further fields, and of a search how many documents it found."""

    source: str = ""
    quote: str = ""
    text: str = ""
    said_by: tuple[str, ...] = ()
    to: str = ""
    language: str = ""
    claims: tuple[str, ...] = ()
    question: str = ""
    sets: tuple[tuple[str, str], ...] = ()
    found: str = ""
    at: int = -1


def add(case: Case, what: str, given: Given, t: Traced | None = None) -> str:
    """Record what a person adds; returns its id. A traced case at hand may be handed in."""
    what = "region" if what == "claim" and "box" in dict(given.sets) else what
    subject, value = _ADDS[what](case, given, t)
    case.append([case.entry("added", {"subject": subject, "of": what}, {"value": value})])
    return subject


def passage_of(t: Traced, source: str, quote: str, at: int = -1) -> tuple[Reading, Passage]:
    """The passage of a source that has exactly these words, at code point `at` or first; raises Trouble when they do not stand there."""
    held = source_named(t.state, source)
    reading = t.by_source.get(held.id)
    if reading is None:
        raise Trouble("no-such-thing", name=f"a text of {held.name}", what="sources")
    if at < 0 or not reading.text.startswith(quote, at):
        at = reading.text.find(quote) if at < 0 else -1
    if at < 0 or not quote:
        raise Trouble("bad-value", what="the quote", why=f"{held.name} does not have these words, letter for letter")
    return reading, passage_at(reading, at, at + len(quote))


def hand_claim(case: Case, t: Traced, source: str, quote: str, said_by: Sequence[str] = (), statement: str = "", at: int = -1) -> Claim:
    """A claim by hand on exact words; the proposal that stands there lends its amount, stance and speaker."""
    reading, passage = passage_of(t, source, quote, at)
    return replace(claim_on(t, reading, passage, said_by, statement), id=case.new_id("claim"))


def claim_on(
    t: Traced, reading: Reading, passage: Passage, said_by: Sequence[str] = (), statement: str = "", figure: Amount | None = None
) -> Claim:
    """A claim on a passage, without an id yet; of the proposals that stand there the one with this figure lends first."""
    proposed = t.said[reading.source].claims if reading.source in t.said else ()
    near = [c for c in proposed if c.passages[0].start < passage.end and c.passages[0].end > passage.start]
    best = max(near, key=lambda c: (_counts_within(c, passage), _counts(c, figure), _shared(c.passages[0], passage)), default=None)
    claim = replace(best, passages=(passage,), state="accepted") if best else Claim("", reading.source, (passage,))
    if not _counts_within(claim, passage):
        claim = replace(claim, amount=None, amount_at=None)
    return replace(claim, said_by=tuple(said_by) or claim.said_by, statement=statement, why=("by hand",))


def _counts_within(claim: Claim, passage: Passage) -> bool:
    """Whether the words of the claim's amount stand in the passage."""
    return claim.amount_at is not None and passage.start <= claim.amount_at.start and claim.amount_at.end <= passage.end


def _counts(claim: Claim, figure: Amount | None) -> bool:
    """Whether the claim's amount is this one."""
    a = claim.amount
    return a is not None and figure is not None and (a.floor, a.ceiling) == (figure.floor, figure.ceiling)


def _shared(one: Passage, other: Passage) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _claim(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "claim", "source", "quote")
    claim = with_sets(hand_claim(case, t or traced(case), given.source, given.quote, given.said_by, given.text, given.at), given.sets)
    return claim.id, plain(claim)


def _finding(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "finding", "text", "claims")
    t = t or traced(case)
    claims = tuple(thing_named(t.claims, c, "claims").id for c in given.claims)
    question = question_named(t.state, given.question) if given.question else ""
    finding = with_sets(Finding(case.new_id("finding"), given.text, claims, (), question), given.sets)
    return finding.id, whole(finding, t)


def _question(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "question", "text")
    question = Question(case.new_id("question"), given.text)
    return question.id, plain(question)


def _link(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "link", "source", "to")
    t = t or traced(case)
    held = source_named(t.state, given.source)
    to = given.to if is_outside(given.to) else source_named(t.state, given.to).id
    reading = t.by_source.get(held.id)
    span = Span(0, len(reading.text) if reading else 0)
    if given.quote:
        _, passage = passage_of(t, given.source, given.quote, given.at)
        span = Span(passage.start, passage.end)
    link = with_sets(Link(case.new_id("link"), held.id, to, "cites", "direct", False, span, state="accepted", why=("by hand",)), given.sets)
    return link.id, plain(link)


def _note(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "note", "text")
    about = source_named(t.state if t else case.state(), given.source).id if given.source else ""
    return case.new_id("note"), {"text": given.text, "source": about}


def _translation(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "translation", "source", "quote", "text", "language")
    t = t or traced(case)
    passage = _title(t, given) or passage_of(t, given.source, given.quote, given.at)[1]
    one = Translation(case.new_id("translation"), passage, given.language, given.text, "person", dict(given.sets).get("checked_by", ""))
    return one.id, plain(one)


def _title(t: Traced, given: Given) -> Passage | None:
    """The title of a source as a passage, where the quote is just that and does not stand in the text."""
    reading = t.by_source.get(source_named(t.state, given.source).id)
    if reading is None or given.quote in reading.text or " ".join(given.quote.split()) != " ".join(reading.title.split()):
        return None
    return Passage(reading.source, reading.capture, reading.stream.part, TITLE, 0, len(reading.title), reading.title)


def _search(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    _needs(given, "search", "text")
    number: dict[str, Plain] = {}
    if given.found:
        if not (given.found.isascii() and given.found.isdigit() and len(given.found) <= 15):
            raise Trouble(
                "wrong-value", field="--found", value=given.found, allowed="how many were found, as digits; 0 where there was nothing"
            )
        number["found"] = int(given.found)
    sets = dict(given.sets)
    if sets.get("told", "no") not in ("yes", "no"):
        raise Trouble("wrong-value", field="told", value=sets["told"], allowed="yes (a report may print these words), no")
    question: dict[str, Plain] = {"question": question_named(t.state if t else case.state(), given.question)} if given.question else {}
    return case.new_id("search"), {"text": given.text, "language": given.language, **question, **sets, **number}


def _region(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    from firsthand.case.pictures import region

    _needs(given, "claim on a picture", "source", "text")
    return region(case, given, t.state if t else case.state())


def _protect(case: Case, given: Given, t: Traced | None) -> tuple[str, Plain]:
    from firsthand.case.pictures import protect

    _needs(given, "protection", "source")
    return protect(case, given, t.state if t else case.state())


_ADDS: dict[str, Callable[[Case, Given, Traced | None], tuple[str, Plain]]] = {
    "claim": _claim, "finding": _finding, "question": _question, "link": _link, "note": _note, "translation": _translation, "search": _search,
    "region": _region, "protect": _protect,
}  # fmt: skip
_FLAG = {"text": "--text", "source": "--source", "quote": "--quote", "to": "--to", "language": "--language", "claims": "--with"}


def _needs(given: Given, what: str, *names: str) -> None:
    absent = [_FLAG[n] for n in names if not getattr(given, n)]
    if absent:
        raise Trouble("wrong-use", why=f"To add a {what}, give {' and '.join(absent)}.", command="add")
