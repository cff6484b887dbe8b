"""What a report tells, in the words of its readers: questions with their sentences, passages, origins, changes, links and sources, for a page or a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model.findings import Link, Mutation, Origin, Undecided
from firsthand.model.passages import Span
from firsthand.publish.differences import Piece, compared
from firsthand.publish.render import wording
from firsthand.publish.report import Card, Cited, Rendering, Report, Sentence
from firsthand.publish.way import way_of

Context = dict[str, object]
MOST_NAMED = 4  # documents named for an origin that has no name of its own
UNANSWERED = "Nothing that was accepted answers this question."
FAINTEST = 0.05  # links less likely than this are neither drawn nor listed
NAMELESS = {"(bare)": "A document that does not say how it knows", "(unnamed)": "Somebody who is not named"}


class Shelf:
    """The sources and links of a report by their ids, and the number each source has in the list."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.cards: Mapping[str, Card] = {c.id: c for c in report.sources}
        self.numbers: Mapping[str, int] = {c.id: i for i, c in enumerate(report.sources, 1)}
        self.links: Mapping[str, Link] = {x.id: x for x in report.lineage.links}


def questions(report: Report, shelf: Shelf) -> list[Context]:
    """The questions in order, those without an answer too; what answers none of them stands last, where there is any."""
    asked = {q for q, _ in report.questions}
    rest = "Findings" if not asked else "What else was found"
    out: list[Context] = []
    for question, text in (*report.questions, ("", rest)):
        here = [s for s in report.sentences if (s.question == question if question else s.question not in asked)]
        if here or question:
            out.append(
                {
                    "id": question,
                    "text": text,
                    "sentences": [sentence(s, shelf) for s in here],
                    "unanswered": "" if here else unanswered(report, question),
                }
            )
    return out


def unanswered(report: Report, question: str) -> str:
    """What is said under a question that no finding answers."""
    looked = sum(x.question == question for x in report.looked)
    return UNANSWERED + (
        f" {wording.capital(wording.many(looked, 'search', 'searches'))} for it found nothing: see below." if looked else ""
    )


def links(report: Report) -> list[Link]:
    """The links that are shown."""
    return [x for x in report.lineage.links if x.state != "rejected" and x.p > FAINTEST]


def sentence(s: Sentence, shelf: Shelf) -> Context:
    found = s.origins.origins
    return {
        "id": s.id, "text": s.text, "words": wording.settling(s.origins.words, shelf.links, shelf.cards),
        "cited": [cited(c, shelf) for c in s.cited], "against": [cited(c, shelf) for c in s.against],
        "origins": [origin(o, shelf, len(found)) for o in found], "mutations": [mutation(m, shelf) for m in s.mutations],
        "opens": f"{wording.capital(wording.many(len(s.cited), 'passage'))}, {wording.range_of(s.origins.least, s.origins.greatest)}",
        "undecided": [_undecided(u, shelf) for u in s.origins.undecided],
    }  # fmt: skip


def _undecided(u: Undecided, shelf: Shelf) -> Context:
    answers = [
        f"{ {'is': 'if so', 'is not': 'if not'}.get(answer, answer) }, {wording.range_of(low, high)}" for answer, low, high in u.narrows_to
    ]
    return {"asks": wording.capital_markup(wording.open_question(u.link, shelf.links, shelf.cards)), "then": "; ".join(answers)}


def cited(c: Cited, shelf: Shelf) -> Context:
    card, p = shelf.cards.get(c.source), c.passage
    return {
        "source": c.source, "number": shelf.numbers.get(c.source, ""), "publisher": wording.name_of(c.source, shelf.cards),
        "published": wording.day(card.published) if card else "", "language": card.language if card else "und", "firmness": wording.FIRMNESS[c.claim.stance],
        "speakers": wording.shown(", who has it from ".join(c.claim.said_by)),
        "before": wording.before(p.before), "quote": wording.shown(p.quote), "after": wording.after(p.after),
        "way": _way(c, shelf), "renderings": [_rendering(r) for r in c.renderings],
    }  # fmt: skip


def _way(c: Cited, shelf: Shelf) -> tuple[str, ...]:
    """The way a passage came, its documents called as the page calls them."""
    if not c.way:
        return ()
    steps = way_of(
        c.source, Span(c.passage.start, c.passage.end), shelf.report.lineage.links, lambda node: wording.name_of(node, shelf.cards)
    )
    return tuple(wording.shown(s) for s in steps or c.way)


def _rendering(r: Rendering) -> Context:
    by = "a person" if r.made_by == "person" else "a machine"
    return {"language": r.language, "text": wording.shown(r.text), "by": by, "checked": wording.shown(r.checked_by) or "nobody"}


def origin(o: Origin, shelf: Shelf, of: int) -> Context:
    source = o.name.partition("#")[0]
    name = wording.name_of(o.name, shelf.cards) + (", by its own account" if "#" in o.name and source in shelf.cards else "")
    name = NAMELESS.get(o.name, name)
    told = o.access and o.access not in o.stops_because
    facts = [
        f"the {o.party} party" if o.party in ("accused", "affected") else "a third party" if o.party == "third" else "", _standing(o, shelf),
        wording.day(o.date), f"knew it by: “{wording.shown(o.access)}”" if told else "",
    ]  # fmt: skip
    why = [
        f"The trail stops here: {wording.shown(o.stops_because)}." if o.stops_because else "",
        "" if o.sure or of < 2 else "It may not be separate from the others.",
    ]
    return {
        "name": name, "source": source if source in shelf.cards else "", "number": shelf.numbers.get(source, ""),
        "facts": ", ".join(f for f in facts if f), "why": " ".join(w for w in why if w),
    }  # fmt: skip


def _standing(o: Origin, shelf: Shelf) -> str:
    """Whether an origin is held; of one without a name, in which documents it shows."""
    if o.name not in NAMELESS:
        return "held" if o.held else "not held"
    names = [wording.name_of(d, shelf.cards) for d in o.documents if d in shelf.cards]
    return f"in {', '.join(names[:MOST_NAMED])}{' and others' if len(names) > MOST_NAMED else ''}" if names else "not held"


def mutation(m: Mutation, shelf: Shelf) -> Context:
    was, became = compared(wording.shown(m.was), wording.shown(m.became))
    here, there = shelf.cards.get(m.source), shelf.cards.get(m.to)
    return {
        "here": wording.name_and_holding(m.source, shelf.cards), "there": wording.name_and_holding(m.to, shelf.cards),
        "what": wording.CHANGES.get(m.type, m.type.replace("_", " ")), "was": was or [Piece(True, "—")], "became": became or [Piece(True, "—")],
        "language": here.language if here else "und", "language_was": there.language if there else "und",
    }  # fmt: skip


def link(x: Link, shelf: Shelf) -> Context:
    return {
        "id": x.id, "source": wording.name_of(x.source, shelf.cards), "number": shelf.numbers.get(x.source, ""), "how": wording.how(x),
        "to": wording.name_and_holding(x.to, shelf.cards), "to_number": shelf.numbers.get(x.to, ""), "named": "yes" if x.named else "no", "sure": wording.sureness(x),
    }  # fmt: skip


def source(c: Card) -> Context:
    since = f"Held unchanged since {wording.moment(c.kept)} UTC, by {wording.curled(c.clock)}"
    captured = f"; captured {wording.moment(c.captured)} UTC, as the archive says" if c.captured is not None else ""
    return {
        "id": c.id, "title": wording.shown(c.title or c.name), "language": c.language, "publisher": wording.shown(c.publisher), "published": wording.day(c.published),
        "url": _address(c.url), "archive_url": _address(c.archive_url), "held_since": since + captured + ".", "digest": c.part.payload,
        "condition": " Pictures are missing." if c.condition == "images_missing" else "", "withheld": f" The bytes are withheld: {c.withheld}." if c.withheld else "",
    }  # fmt: skip


def _address(url: str) -> str:
    """An address that may stand behind a link; anything else than http(s) is not shown."""
    return wording.shown(url) if url.startswith(("http://", "https://")) else ""
