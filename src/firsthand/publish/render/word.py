"""The Word report: what the web report tells, with a footnote under each published sentence for every passage that bears it; evidence goes along unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator

from firsthand.model.plain import plain
from firsthand.publish.document import Block, Document, Grid, Heading, Picture, Text
from firsthand.publish.flow import lines
from firsthand.publish.looked import language_of, told_of, untold
from firsthand.publish.render import estimates, told, wording
from firsthand.publish.render.docx import docx_of
from firsthand.publish.render.flow import svg
from firsthand.publish.report import Card, Cited, Report, Sentence

FILE_NAME = "report.docx"
CHECKED = (
    "This file carries its own evidence, unseen: the bytes of the sources, the entries of the ledger that took them, and the decisions that accepted each sentence. "
    "With Firsthand installed, and without any network, this command holds each sentence against the decision, each passage against the bytes, each number against the "
    f"passage, and counts the origins again: firsthand check {FILE_NAME}"
)
HELD = "“Held unchanged since” means that the bytes have not changed since then; it does not say that what they say is so."


class Shelf(told.Shelf):
    """The sources of the report, and those whose keeping a note has told already."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.kept_told = set[str]()


def word(report: Report) -> bytes:
    """The report as DOCX; the same report gives the same bytes."""
    return docx_of(document_of(report), report.at)


def document_of(report: Report) -> Document:
    """The report as a document of headings, paragraphs with footnotes, and tables."""
    shelf = Shelf(report)
    blocks = (
        *_opening(report), *_questions(report, shelf), *_how_many(report, shelf), *_links(report, shelf), *_changes(report, shelf), *_looked(report),
        *_sources(report), *_checking(report),
    )  # fmt: skip
    evidence = json.dumps(plain(report), ensure_ascii=True, separators=(",", ":"))
    return Document(report.title, blocks, report.title, evidence=evidence)


def _opening(report: Report) -> Iterator[Block]:
    sentences, sources = wording.many(len(report.sentences), "sentence"), wording.many(len(report.sources), "source")
    rest = "rests" if len(report.sentences) == 1 else "rest"
    written = f"Written {wording.moment(report.at)} UTC, by {wording.curled(report.clock)}."
    yield Text(
        f"{written} {wording.capital(sentences)} {rest} on {sources}; a note under each sentence gives the words that bear it.", "small"
    )
    for part in report.introduction.split("\n"):
        if part.strip():
            yield Text(part)


def _questions(report: Report, shelf: Shelf) -> Iterator[Block]:
    known = {s.id: s for s in report.sentences}
    for question in told.questions(report, shelf):
        yield Heading(str(question["text"]))
        if question["unanswered"]:
            yield Text(str(question["unanswered"]))
        for shown in question["sentences"]:  # type: ignore[attr-defined]
            yield from _sentence(known[shown["id"]], shown, shelf)


def _sentence(s: Sentence, shown: told.Context, shelf: Shelf) -> Iterator[Block]:
    yield Text(s.text, "said", tuple(_note(c, shelf) for c in s.cited), s.id)
    yield Text(wording.unmarked(shown["words"]))
    for o in shown["origins"]:  # type: ignore[attr-defined]
        yield Text(f"{o['name']}: {o['facts']}. {o['why']}".strip(), "item")
    for u in shown["undecided"]:  # type: ignore[attr-defined]
        yield Text(f"{wording.unmarked(u['asks'])}: {u['then']}.", "small")
    if s.against:
        yield Text(
            f"{wording.capital(wording.many(len(s.against), 'passage speaks', 'passages speak'))} against it.",
            "plain",
            tuple(_note(c, shelf) for c in s.against),
        )


def _note(c: Cited, shelf: Shelf) -> tuple[str, ...]:
    """A footnote: who says it and how firmly, the words, their translations, the way they came, and, the first time, where and since when they are kept."""
    shown, card = told.cited(c, shelf), shelf.cards.get(c.source)
    day = f", {shown['published']}" if shown["published"] else ""
    speakers = f", according to {shown['speakers']}" if shown["speakers"] else ""
    first = f"{shown['publisher']}{day} (source {shown['number']}), {shown['firmness']}{speakers}: “{shown['quote']}”"
    renderings = [_rendering(r) for r in shown["renderings"]]  # type: ignore[attr-defined]
    steps = "; ".join(step.rstrip(".") for step in shown["way"])  # type: ignore[attr-defined]
    way = [f"The way it came: {steps}"] if steps else []
    new = card is not None and c.source not in shelf.kept_told
    shelf.kept_told.add(c.source)
    return (first, *renderings, *way, *([_kept(card)] if card and new else []))


def _rendering(r: told.Context) -> str:
    return f"In {language_of(str(r['language']))}, by {r['by']}, checked by {r['checked']}: “{r['text']}”"


def _kept(card: Card) -> str:
    """Where a source stood, where an archive holds it, its digest, since when by whose clock."""
    shown = told.source(card)
    at = ". Archived: ".join(str(a) for a in (shown["url"], shown["archive_url"]) if a)
    return f"{at + '. ' if at else ''}{shown['held_since']}{shown['condition']}{shown['withheld']} SHA-256 {card.part.payload}"


def _how_many(report: Report, shelf: Shelf) -> Iterator[Block]:
    if report.estimates or report.listed:
        yield Heading("How many")
        yield Text(
            "Each number is the smallest or the largest that all claims under it allow; none is an average. What is wanted is never counted as done.",
            "small",
        )
    known = {c.claim.id: c for s in report.sentences for c in s.cited}
    for e, given in zip(
        report.estimates, estimates.contexts(report, shelf.cards, lambda c: told.cited(c, shelf), wording.markup), strict=True
    ):
        used = [known[str(c["id"])] for c in given["used"]]  # type: ignore[attr-defined]
        yield Text(e.text, "said", tuple(_note(c, shelf) for c in used), e.id)
        rows = [(_layer(x), str(x["range"])) for x in given["lines"]]  # type: ignore[attr-defined]
        yield Grid(("Layer", "Bounds"), tuple(rows), (3, 2))
        for x in given["sources"]:  # type: ignore[attr-defined]
            yield Text(f"Without {x['names']}: {x['range']}", "small")
    for x in report.listed:
        shown = estimates.listed(x, shelf.cards, wording.markup)
        yield Text(x.text, "said", (), x.id)
        yield Text(
            f"From the table {shown['name']}, kept as it was. {' '.join(f'Of one lineage, and taken as one list: {names}.' for names in x.merged)}".strip()
        )
        methods = [(str(m["name"]), str(m["said"]), str(m["assumes"])) for m in shown["methods"]]  # type: ignore[attr-defined]
        yield Grid(("Method", "Gives", "Assumes"), tuple(methods), (2, 2, 4))


def _layer(x: told.Context) -> str:
    assumed = f" that {x['assumed']}" if x["assumed"] else ""
    return f"{x['layer']}{assumed}{', ' + str(x['wrong']) if x['wrong'] else ''}"


def _links(report: Report, shelf: Shelf) -> Iterator[Block]:
    shown = [told.link(x, shelf) for x in told.links(report)]
    yield Heading("Who had it from whom")
    if not shown:
        yield Text("No link was found.")
        return
    rows = tuple(
        (_numbered(x, "source", "number"), str(x["how"]), _numbered(x, "to", "to_number"), str(x["named"]), str(x["sure"])) for x in shown
    )
    yield Grid(("Document", "does what", "to which source", "says so", "sure"), rows, (5, 3, 5, 2, 3))


def _numbered(x: told.Context, name: str, number: str) -> str:
    return f"{x[name]}{f' ({x[number]})' if x[number] else ''}"


def _changes(report: Report, shelf: Shelf) -> Iterator[Block]:
    yield Heading("What changed on the way")
    if not report.mutations:
        yield Text("Nothing was seen to change between these documents.")
        return
    rows = [
        (f"{m['here']}, against {m['there']}", str(m["what"]), _words(m["was"]), _words(m["became"]))
        for m in (told.mutation(m, shelf) for m in report.mutations)
    ]
    yield Grid(("Between", "What changed", "was", "became"), tuple(rows), (4, 3, 4, 4))


def _words(pieces: object) -> str:
    return "".join(p.words for p in pieces)  # type: ignore[attr-defined]


def _looked(report: Report) -> Iterator[Block]:
    if report.looked or report.untold or report.flow:
        yield Heading("What was looked for, and how the documents were chosen")
    for x in report.looked:
        yield Text(told_of(x), "plain", (), x.id)
    if rest := untold(report):
        yield Text(rest)
    if report.flow:
        yield Picture(svg(report.flow), tuple((f"{'   ' * deep}{words}", f"{number:,}") for words, number, deep in lines(report.flow)))


def _sources(report: Report) -> Iterator[Block]:
    yield Heading("Sources")
    yield Text(f"All counts are {report.scope}.", "small")
    for number, card in enumerate(report.sources, 1):
        shown = told.source(card)
        body = f"{shown['publisher']}, " if shown["publisher"] else ""
        yield Text(f"{number}. {shown['title']}. {body}{shown['published'] or 'undated'}. {_kept(card)}", "small")


def _checking(report: Report) -> Iterator[Block]:
    yield Heading("How to check this report")
    yield Text(CHECKED)
    yield Text(HELD)
    for _, note, key in report.checkpoints:
        yield Text("The signed checkpoint: " + " · ".join(note.split("\n")).strip(" ·") + f" · {key}", "small")
    yield Text(f"Made with Firsthand. Case {report.case}. Settings of the case: SHA-256 {report.settings}", "small")
