"""The check: takes a report apart offline, sentence by sentence, from the page alone.

Nothing here trusts the evidence: bytes are held against their digests, entries against the checkpoint, passages against a fresh reading, numbers and
firmness against the passages, origins against a fresh count. Reading and counting are done by functions that the case hands in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from firsthand.errors import Trouble
from firsthand.model.amounts import Amount
from firsthand.publish.accepted import accepted_passages, accepted_words
from firsthand.publish.counted import decided_so, decision_of, how_many_checked
from firsthand.publish.found import FAILS, FIELDS, OK, OPEN, Checked, Found, Tools
from firsthand.publish.looked import looked_checked
from firsthand.publish.numbers import borne, firmer
from firsthand.publish.page import Page, flat, page_of, report_of
from firsthand.publish.payloads import unpacked
from firsthand.publish.report import Card, Cited, Proof, Report, Sentence
from firsthand.publish.shown import Shown, shown_of
from firsthand.publish.wording import pieces, plainly


def check(html: str, tools: Tools, language: str = "en", sentences: Callable[[str], Sequence[str]] | None = None) -> tuple[Checked, ...]:
    """Every sentence of a report, checked. A page without evidence gives its sentences as "not evidenced"."""
    page = page_of(html)
    return check_page(page, partial(shown_of, html, page), tools, language, sentences)


def check_page(
    page: Page,
    shown: Callable[[Report], Shown],
    tools: Tools,
    language: str = "en",
    sentences: Callable[[str], Sequence[str]] | None = None,
) -> tuple[Checked, ...]:
    """The same of a page or a Word file that was taken apart; `shown` holds what it shows against what Firsthand writes of its evidence."""
    report = report_of(page)
    if report is None:
        split = sentences or (lambda block: [block])
        return tuple(
            Checked(s, why=("This report carries no evidence; nothing shows the passage that bears it.",))
            for b in page.blocks
            for s in split(b)
            if len(s) > 20
        )
    signed = bool(report.checkpoints) and all(tools.checkpoint_signed(note, key) for _, note, key in report.checkpoints)
    at_hand = _AtHand(
        page,
        report,
        {c.id: c for c in report.sources},
        _bytes_of(report, tools, signed),
        signed,
        tools.in_case(report),
        shown(report),
    )
    known = tuple(_sentence(s, at_hand, tools, language) for s in report.sentences)
    look, whole = partial(_counted, at=at_hand, tools=tools), partial(_page_as_a_whole, at_hand)
    known += how_many_checked(page, report, tools, at_hand.state, look, whole)
    known += looked_checked(page, report, lambda proof: signed and _opened(proof, report, tools), whole)
    return known + _strays(page, report) + tuple(_stray(words) for words in at_hand.shown.added) + _missing(report, at_hand.shown)


@dataclass(frozen=True)
class _AtHand:
    """What the sentences of one report have in common."""

    page: Page
    report: Report
    cards: dict[str, Card]
    state: dict[str, Found]
    signed: bool
    not_of_case: Sequence[str]
    shown: Shown


def _stray(words: str) -> Checked:
    """Words that the page shows and the evidence does not hold."""
    return Checked(words, text=FAILS, verdict=FAILS, why=("The page shows these words; its evidence does not hold them.",))


def _missing(report: Report, shown: Shown) -> tuple[Checked, ...]:
    """Words of the evidence that the page lacks and that are no sentence's own: of a note, a source, a clock, a digest."""
    parts, why = [part for s in report.sentences for part in _parts(s)], ("The page does not show these words of its evidence.",)
    return tuple(Checked(w, text=FAILS, verdict=FAILS, why=why) for w in shown.lost if not any(w in p or p in w for p in parts))


def _strays(page: Page, report: Report) -> tuple[Checked, ...]:
    """Sentences that the page shows as evidenced and the evidence does not know."""
    known = (
        {s.id for s in report.sentences} | {e.id for e in report.estimates} | {e.id for e in report.listed} | {x.id for x in report.looked}
    )
    return tuple(
        Checked(t, text=FAILS, verdict=FAILS, why=("The evidence does not know this sentence.",))
        for i, t in page.sentences
        if i not in known
    )


def _bytes_of(report: Report, tools: Tools, signed: bool) -> dict[str, Found]:
    """For each source whether its bytes are what the ledger took; those that are, are read again into tools.readings."""
    state, again = dict[str, Found](), list[tuple[Card, bytes]]()
    for card in report.sources:
        state[card.id], payload = _card(card, report, tools, signed)
        if payload is not None:
            again.append((card, payload))
    for (card, _), reading in zip(again, tools.read(again), strict=True):
        if isinstance(reading, Trouble):
            state[card.id].say("span", OPEN, f"{card.name} could not be read again: {reading.text}")
        else:
            tools.readings[card.id] = reading
    return state


def _card(card: Card, report: Report, tools: Tools, signed: bool) -> tuple[Found, bytes | None]:
    """Whether the bytes of a source are what the ledger took, and the bytes when they are there and the right ones."""
    found = Found()
    if not signed:
        found.say("bytes", FAILS, "The checkpoint does not bear the signature of its key.")
    elif not _stands(card.proof, report, tools):
        found.say("bytes", FAILS, f"The ledger's entry for {card.name} does not lead to the checkpoint.")
    elif (
        f'"{card.part.payload}"' not in card.proof.line
        or f'"{card.part.object}"' not in card.proof.line
        or f'"{card.id}"' not in card.proof.line
    ):
        found.say("bytes", FAILS, f"The ledger's entry for {card.name} speaks of other bytes.")
    payload = unpacked(card.payload) if card.payload and not card.withheld else tools.kept(card)
    if payload is None and not card.payload:
        found.say("bytes", OPEN, f"The bytes of {card.name} are withheld: {card.withheld or 'no reason given'}.")
        return found, None
    if payload is None or hashlib.sha256(payload).hexdigest() != card.part.payload:
        found.say("bytes", FAILS, f"The bytes of {card.name} are not those that were kept.")
        return found, None
    found.say("bytes", OK)
    return found, payload


def _stands(proof: Proof, report: Report, tools: Tools) -> bool:
    """Whether an entry leads to the checkpoint of its log."""
    notes = [(note, key) for log, note, key in report.checkpoints if log == proof.log]
    try:
        return any(tools.entry_in(proof.line, proof.index, proof.path, note, key) for note, key in notes)
    except Trouble:
        return False


def _opened(proof: Proof, report: Report, tools: Tools) -> bool:
    """Whether an entry leads to the checkpoint and opens to the payload that is given."""
    return _stands(proof, report, tools) and bool(proof.payload) and tools.opens(proof.line, proof.payload, proof.key)


def _sentence(s: Sentence, at: _AtHand, tools: Tools, language: str) -> Checked:
    found = Found()
    _text(s, at.page, at.report, tools, found, at.signed)
    _shown(s, at.shown, found)
    for cited in (*s.cited, *s.against):
        _passage(cited, at.cards, at.state, tools, found)
    _page_as_a_whole(at, found)
    _numbers(s, tools, found, language)
    _quoted(s, at.cards, tools, found, language)
    _firmness(s, tools, found, language)
    _origins(s, at.report, tools, found)
    outside = at.page.outside
    found.say("clearance", FAILS if outside else OK, f"The page would fetch {outside[0][:80]}." if outside else "")
    fields = {**dict.fromkeys(FIELDS, "-"), **found.words}
    if not s.cited:
        return Checked(s.text, **fields, verdict="not evidenced", why=("No passage bears it.", *found.why))
    worst = FAILS if FAILS in found.words.values() else OPEN if OPEN in found.words.values() else "matches its source"
    return Checked(s.text, **fields, verdict=worst, why=tuple(found.why))


def _counted(cited: Cited, s: Sentence, found: Found, at: _AtHand, tools: Tools) -> None:
    """Whether a claim that is added up was decided so, stands where it says, and its words bear its number."""
    decision, in_finding = decision_of(cited.claim, s, at.report)
    if not (at.signed and _opened(decision, at.report, tools)) or not decided_so(cited, decision, in_finding):
        found.say("text", FAILS, f"Nothing in the ledger shows that a person accepted “{_short(cited.passage.quote)}” with these figures.")
    _passage(cited, at.cards, at.state, tools, found)
    amount, shown = cited.claim.amount, _amounts_of(cited, tools)
    if amount and (reason := borne(amount, shown)):
        found.say("number", FAILS, reason[:1].upper() + reason[1:] + ".")


def _shown(s: Sentence, shown: Shown, found: Found) -> None:
    """Whether the page shows the evidence of a sentence as its evidence holds it."""
    mine = [words for words in shown.lost if any(words in part or part in words for part in _parts(s))]
    for words in mine:
        found.say("text", FAILS, f"The page does not show “{_short(words)}” as its evidence holds it.")


def _page_as_a_whole(at: _AtHand, found: Found) -> None:
    """What touches every sentence: a case that is not the one at hand, a page that is not what its evidence gives."""
    for why in at.not_of_case:
        found.say("bytes", FAILS, why)
    if at.shown.otherwise:
        found.say("clearance", OPEN, "The page is not letter for letter what Firsthand writes: styles or links may show it otherwise.")


def _parts(s: Sentence) -> list[str]:
    """What a page shows of a sentence, as flat words long enough to tell."""
    cited = [part for c in (*s.cited, *s.against) for part in (c.passage.quote, *c.way, *(r.text for r in c.renderings))]
    return [
        w
        for part in (s.text, s.origins.words, *cited, *(m.was for m in s.mutations), *(m.became for m in s.mutations))
        if len(w := flat(part)) > 8
    ]


def _quoted(s: Sentence, cards: dict[str, Card], tools: Tools, found: Found, language: str) -> None:
    """Whether what a sentence puts between quotation marks stands in its passages, in their translations, or in a title of theirs."""
    cited = (*s.cited, *s.against)
    titles = [f"{card.title}\n{card.publisher}" for c in cited if (card := cards.get(c.source))]
    borne_by = plainly("\n".join((*(c.passage.quote for c in cited), *(r.text for c in cited for r in c.renderings), *titles)))
    for quote in tools.quotations(s.text, language):
        if any(piece not in borne_by for piece in pieces(quote)):
            found.say("span", FAILS, f"None of its passages has the words “{_short(quote)}”.")


def _text(s: Sentence, page: Page, report: Report, tools: Tools, found: Found, signed: bool) -> None:
    seen = [words for i, words in page.sentences if i == s.id]
    if not seen:
        found.say("text", FAILS, "The page does not show this sentence.")
    elif any(words != flat(s.text) for words in seen):
        found.say("text", FAILS, "The page shows other words than the evidence holds.")
    elif not signed or not _stands(s.decision, report, tools):
        found.say("text", FAILS, "Nothing in the ledger shows that a person accepted it.")
    elif not s.decision.payload or not tools.opens(s.decision.line, s.decision.payload, s.decision.key):
        found.say("text", FAILS, "The decision does not open to what it was sealed as.")
    elif not accepted_words(s):
        found.say("text", FAILS, "The words that were accepted are others.")
    elif not accepted_passages(s):
        found.say("text", FAILS, "The passages that were accepted with it are others.")
    else:
        found.say("text", OK)


def _passage(cited: Cited, cards: dict[str, Card], state: dict[str, Found], tools: Tools, found: Found) -> None:
    card = cards.get(cited.source)
    if card is None:
        found.say("bytes", FAILS, "It leans on a source that the report does not hold.")
        return
    for name in ("bytes", "span"):
        if name in state[card.id].words:
            found.say(name, state[card.id].words[name])
    found.why += [w for w in state[card.id].why if w not in found.why]
    reading, p = tools.readings.get(card.id), cited.passage
    if reading is None:
        found.say("span", OPEN)
    elif reading.text[p.start : p.end] != p.quote or not p.quote:
        found.say("span", FAILS, f"{card.name} does not say “{_short(p.quote)}” there.")
    else:
        found.say("span", OK)


def _short(quote: str) -> str:
    return quote if len(quote) < 60 else quote[:57] + "..."


def _numbers(s: Sentence, tools: Tools, found: Found, language: str) -> None:
    said = tools.amounts(s.text, language)
    if not said:
        return
    shown = [a for c in s.cited for a in _amounts_of(c, tools)]
    reasons = [r for a in said if (r := borne(a, shown))]
    found.say("number", FAILS if reasons else OK)
    for reason in reasons:
        found.say("number", FAILS, reason[:1].upper() + reason[1:] + ".")


def _amounts_of(cited: Cited, tools: Tools) -> list[Amount]:
    """The amounts that the quoted words give, read afresh; a translation does not add a number of its own."""
    reading = tools.readings.get(cited.source)
    return list(tools.amounts(cited.passage.quote, reading.language if reading else "en"))


def _firmness(s: Sentence, tools: Tools, found: Found, language: str) -> None:
    if not s.cited:
        return
    mine = tools.stance(s.text, language)
    theirs = [tools.stance(c.passage.quote, r.language if (r := tools.readings.get(c.source)) else "en") for c in s.cited]
    if all(firmer(mine, t) for t in theirs):
        found.say("stance", FAILS, f"The sentence says it as {mine}; its passages say it as {' and '.join(sorted(set(theirs)))}.")
    else:
        found.say("stance", OK)


def _origins(s: Sentence, report: Report, tools: Tools, found: Found) -> None:
    fresh = tools.count(report, s, tools.readings)
    if fresh is None:
        found.say("origins", OPEN, "The origins could not be counted again from what the report holds.")
    elif (fresh.least, fresh.greatest) != (s.origins.least, s.origins.greatest) or fresh.words != s.origins.words:
        found.say(
            "origins", FAILS, f"Counted again, the origins are {fresh.least}–{fresh.greatest}, not {s.origins.least}–{s.origins.greatest}."
        )
    else:
        found.say("origins", OK)
