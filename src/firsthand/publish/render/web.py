"""The web report: one self-contained page. No request leaves it, it reads without scripts, prints, and carries its evidence."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from firsthand.model.findings import Link, Mutation, Origin, Undecided
from firsthand.model.passages import Span
from firsthand.model.plain import plain
from firsthand.publish.differences import Piece, compared
from firsthand.publish.render import estimates, wording
from firsthand.publish.render.lights import lights
from firsthand.publish.report import Card, Cited, Rendering, Report, Sentence
from firsthand.publish.way import way_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Context = dict[str, object]
FILE_NAME = "report.html"
MOST_NAMED = 4  # documents named for an origin that has no name of its own
NAMELESS = {"(bare)": "A document that does not say how it knows", "(unnamed)": "Somebody who is not named"}
FAINTEST = 0.05  # links less likely than this are neither drawn nor listed
FACE = '@font-face { font-family: "Firsthand Tibetan"; src: url("data:font/woff2;base64,%s") format("woff2"); font-display: block; unicode-range: U+0F00-0FFF; }\n'


def page(report: Report) -> str:
    """The page of a report."""
    shelf = _Shelf(report)
    links = [x for x in report.lineage.links if x.state != "rejected" and x.p > FAINTEST]
    context: Context = {
        "report": report, "css": _css(report), "written": wording.moment(report.at), "clock": wording.curled(report.clock),
        "introduction": [p for p in report.introduction.split("\n") if p.strip()],
        "count_of_sentences": wording.capital(wording.many(len(report.sentences), "sentence")), "count_of_sources": wording.many(len(report.sources), "source"),
        "rest": "rests" if len(report.sentences) == 1 else "rest",
        "questions": _questions(report, shelf), "estimates": estimates.contexts(report, shelf.cards, lambda c: _cited(c, shelf), _raw), "listed": [estimates.listed(x, shelf.cards, _raw) for x in report.listed], "census": [wording.name_of(b.source, shelf.cards) for b in report.beside if b.what == "census"], "picture": _raw(report.picture), "links": [_link(x, shelf) for x in links],
        "mutations": [_mutation(m, shelf) for m in report.mutations], "sources": [_source(c) for c in report.sources], "file_name": FILE_NAME,
        "evidence": _evidence(report),
    }  # fmt: skip
    environment = _environment()
    finding, counted = (environment.get_template(f"{n}.html.j2").module for n in ("finding", "estimates"))
    used = {n: getattr(m, n) for m, names in ((finding, ("finding", "change", "passage")), (counted, ("estimate", "lists"))) for n in names}
    return environment.get_template("report.html.j2").render(**context, **used)


class _Shelf:
    """The sources and links of a report by their ids, and the number each source has in the list."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.cards: Mapping[str, Card] = {c.id: c for c in report.sources}
        self.numbers: Mapping[str, int] = {c.id: i for i, c in enumerate(report.sources, 1)}
        self.links: Mapping[str, Link] = {x.id: x for x in report.lineage.links}


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("firsthand") / "data" / "report"
    texts = {n: (folder / n).read_text(encoding="utf-8") for n in ("report.html.j2", "finding.html.j2", "estimates.html.j2")}
    made = Environment(loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["tongued"] = wording.tongued
    return made


def _raw(markup: str) -> Markup:
    """Markup that we made ourselves."""
    from markupsafe import Markup

    return Markup(markup)


def _css(report: Report) -> Markup:
    """The style of the page; the Tibetan face comes along only where there is Tibetan."""
    style = "".join((files("firsthand") / "data" / "report" / name).read_text(encoding="utf-8") for name in ("tokens.css", "report.css"))
    return _raw(face_for(json.dumps(plain(report), ensure_ascii=False)) + style + lights(report))


def face_for(words: str) -> str:
    """The Tibetan face as a style, where there is Tibetan among the words; else ""."""
    if not any("\u0f00" <= c <= "\u0fff" for c in words):
        return ""
    return FACE % base64.b64encode((files("firsthand") / "data" / "fonts" / "NotoSerifTibetan-Regular.woff2").read_bytes()).decode("ascii")


def _evidence(report: Report) -> Markup:
    """The whole report as JSON that cannot end its script element."""
    text = json.dumps(plain(report), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _raw(text)


def _questions(report: Report, shelf: _Shelf) -> list[Context]:
    """The questions that have sentences, in order; what answers none of them stands last."""
    asked = {q for q, _ in report.questions}
    rest = "Findings" if not asked else "What else was found"
    out: list[Context] = []
    for question, text in (*report.questions, ("", rest)):
        here = [s for s in report.sentences if (s.question == question if question else s.question not in asked)]
        if here:
            out.append({"id": question, "text": text, "sentences": [_sentence(s, shelf) for s in here]})
    return out


def _sentence(s: Sentence, shelf: _Shelf) -> Context:
    found = s.origins.origins
    return {
        "id": s.id, "text": s.text, "words": wording.settling(s.origins.words, shelf.links, shelf.cards),
        "cited": [_cited(c, shelf) for c in s.cited], "against": [_cited(c, shelf) for c in s.against],
        "origins": [_origin(o, shelf, len(found)) for o in found], "mutations": [_mutation(m, shelf) for m in s.mutations],
        "opens": f"{wording.capital(wording.many(len(s.cited), 'passage'))}, {wording.range_of(s.origins.least, s.origins.greatest)}",
        "undecided": [_undecided(u, shelf) for u in s.origins.undecided],
    }  # fmt: skip


def _undecided(u: Undecided, shelf: _Shelf) -> Context:
    answers = [
        f"{ {'is': 'if so', 'is not': 'if not'}.get(answer, answer) }, {wording.range_of(low, high)}" for answer, low, high in u.narrows_to
    ]
    return {"asks": wording.capital_markup(wording.open_question(u.link, shelf.links, shelf.cards)), "then": "; ".join(answers)}


def _cited(c: Cited, shelf: _Shelf) -> Context:
    card, p = shelf.cards.get(c.source), c.passage
    return {
        "source": c.source, "number": shelf.numbers.get(c.source, ""), "publisher": wording.name_of(c.source, shelf.cards),
        "published": wording.day(card.published) if card else "", "language": card.language if card else "und", "firmness": wording.FIRMNESS[c.claim.stance],
        "speakers": wording.shown(", who has it from ".join(c.claim.said_by)),
        "before": wording.before(p.before), "quote": wording.shown(p.quote), "after": wording.after(p.after),
        "way": _way(c, shelf), "renderings": [_rendering(r) for r in c.renderings],
    }  # fmt: skip


def _way(c: Cited, shelf: _Shelf) -> tuple[str, ...]:
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


def _origin(o: Origin, shelf: _Shelf, of: int) -> Context:
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


def _standing(o: Origin, shelf: _Shelf) -> str:
    """Whether an origin is held; of one without a name, in which documents it shows."""
    if o.name not in NAMELESS:
        return "held" if o.held else "not held"
    names = [wording.name_of(d, shelf.cards) for d in o.documents if d in shelf.cards]
    return f"in {', '.join(names[:MOST_NAMED])}{' and others' if len(names) > MOST_NAMED else ''}" if names else "not held"


def _mutation(m: Mutation, shelf: _Shelf) -> Context:
    was, became = compared(wording.shown(m.was), wording.shown(m.became))
    here, there = shelf.cards.get(m.source), shelf.cards.get(m.to)
    return {
        "here": wording.name_and_holding(m.source, shelf.cards), "there": wording.name_and_holding(m.to, shelf.cards),
        "what": wording.CHANGES.get(m.type, m.type.replace("_", " ")), "was": was or [Piece(True, "—")], "became": became or [Piece(True, "—")],
        "language": here.language if here else "und", "language_was": there.language if there else "und",
    }  # fmt: skip


def _link(x: Link, shelf: _Shelf) -> Context:
    return {
        "id": x.id, "source": wording.name_of(x.source, shelf.cards), "number": shelf.numbers.get(x.source, ""), "how": wording.how(x),
        "to": wording.name_and_holding(x.to, shelf.cards), "to_number": shelf.numbers.get(x.to, ""), "named": "yes" if x.named else "no", "sure": wording.sureness(x),
    }  # fmt: skip


def _source(c: Card) -> Context:
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
