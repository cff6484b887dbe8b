"""The web report: one self-contained page. No request leaves it, it reads without scripts, prints, and carries its evidence."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from firsthand.model.claims import Stance
from firsthand.model.findings import SETTLED_HIGH, Link, Mutation, Origin
from firsthand.model.names import OUTSIDE, is_outside
from firsthand.model.plain import plain
from firsthand.publish.differences import Piece, compared
from firsthand.publish.report import Card, Cited, Report, Sentence

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Context = dict[str, object]
FILE_NAME = "report.html"
FIRMNESS: dict[Stance, str] = {
    "asserted": "said outright", "reported": "reported", "alleged": "alleged", "denied": "denied", "negated": "said not to be so", "estimated": "estimated",
    "planned": "planned", "conditional": "said with a may or an if",
}  # fmt: skip
HOW: dict[str, str] = {"copies": "copies", "quotes": "quotes", "cites": "cites", "paraphrases": "rewords", "translates": "translates"}
CHANGES: dict[str, str] = {  # type of a mutation -> how a page says it
    "range_to_top": "a range became its top", "range_dropped": "a range became one number", "bound_turned": "the bound was turned round", "bound_lost": "the bound was lost",
    "bound_added": "a bound was added", "about_dropped": "“about” dropped out", "hedge_dropped": "a “may” or “reportedly” dropped out", "hedge_added": "a hedge was added",
    "denial_dropped": "the denial dropped out", "negation_lost": "a “not” was lost", "number_changed": "the number changed", "number_derived": "a number was worked out from others",
    "magnitude": "the size of the number changed", "unit_changed": "the unit changed", "denominator_changed": "the base of the share changed",
    "base_to_count": "the base was told as the count", "additional_lost": "“another” was lost", "target_to_achieved": "a target was told as done",
    "stock_to_flow": "a stock was told as a flow", "date_shifted": "the date moved", "period_changed": "the period changed", "scope_widened": "it was made to cover more",
    "scope_narrowed": "it was made to cover less", "act_changed": "the act changed", "act_escalated": "the act became graver", "role_changed": "a role changed",
    "name_changed": "a name changed", "detail_added": "a detail was added", "fused": "two things were fused", "source_raised": "the source became a higher one",
    "source_multiplied": "one source became several", "attribution_lost": "the attribution was lost", "attribution_moved": "the attribution moved",
    "credit_not_borne_out": "the credit does not bear it out", "derivation_impossible": "it cannot come from there", "edition_carried_over": "an earlier edition was carried over",
}  # fmt: skip
BIDI = {ord(c): f"⟨U+{ord(c):04X}⟩" for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"}


def page(report: Report) -> str:
    """The page of a report."""
    names = {c.id: c for c in report.sources}
    context: Context = {
        "report": report, "css": _css(report), "written": moment(report.at), "introduction": [p for p in report.introduction.split("\n") if p.strip()],
        "count_of_sentences": _many(len(report.sentences), "sentence"), "count_of_sources": _many(len(report.sources), "source"),
        "questions": _questions(report, names), "picture": _raw(report.picture), "links": [_link(x, names) for x in report.lineage.links if x.state != "rejected"],
        "mutations": [_mutation(m, names) for m in report.mutations], "sources": [_source(c) for c in report.sources], "file_name": FILE_NAME,
        "evidence": _evidence(report),
    }  # fmt: skip
    environment = _environment()
    macros = environment.get_template("finding.html.j2").module
    return environment.get_template("report.html.j2").render(**context, finding=macros.finding, change=macros.change)  # type: ignore[attr-defined]


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("firsthand") / "data" / "report"
    texts = {n: (folder / n).read_text(encoding="utf-8") for n in ("report.html.j2", "finding.html.j2")}
    return Environment(loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _raw(markup: str) -> Markup:
    """Markup that we made ourselves."""
    from markupsafe import Markup

    return Markup(markup)


def _css(report: Report) -> Markup:
    """The style of the page; the Tibetan face comes along only where there is Tibetan."""
    style = (files("firsthand") / "data" / "report" / "report.css").read_text(encoding="utf-8")
    if any("\u0f00" <= c <= "\u0fff" for c in json.dumps(plain(report), ensure_ascii=False)):
        font = base64.b64encode((files("firsthand") / "data" / "fonts" / "NotoSerifTibetan-Regular.woff2").read_bytes()).decode("ascii")
        style = f'@font-face {{ font-family: "Firsthand Tibetan"; src: url("data:font/woff2;base64,{font}") format("woff2"); unicode-range: U+0F00-0FFF; }}\n{style}'
    return _raw(style)


def _evidence(report: Report) -> Markup:
    """The whole report as JSON that cannot end its script element."""
    text = json.dumps(plain(report), ensure_ascii=False, separators=(",", ":"))
    return _raw(
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _questions(report: Report, names: Mapping[str, Card]) -> list[Context]:
    out: list[Context] = []
    for question, text in (*report.questions, ("", "Findings")):
        known = question in {q for q, _ in report.questions}
        here = [s for s in report.sentences if (s.question == question if known else s.question not in {q for q, _ in report.questions})]
        if here:
            out.append({"text": text, "sentences": [_sentence(s, names) for s in here]})
    return out


def _sentence(s: Sentence, names: Mapping[str, Card]) -> Context:
    return {
        "id": s.id, "text": s.text, "words": s.origins.words, "cited": [_cited(c, names) for c in s.cited], "against": [_cited(c, names) for c in s.against],
        "origins": [_origin(o, names) for o in s.origins.origins], "mutations": [_mutation(m, names) for m in s.mutations],
        "opens": f"{_many(len(s.cited), 'passage')}, {_many(len(s.origins.origins), 'possible origin') if s.origins.origins else 'no origin'}",
        "undecided": _undecided(s),
    }  # fmt: skip


def _undecided(s: Sentence) -> str:
    open_ones = len(s.origins.undecided)
    return (
        f"{_many(open_ones, 'thing')} {'is' if open_ones == 1 else 'are'} left open; settling {'it' if open_ones == 1 else 'them'} would narrow the count."
        if open_ones
        else ""
    )


def _cited(c: Cited, names: Mapping[str, Card]) -> Context:
    card, p = names.get(c.source), c.passage
    return {
        "source": c.source, "publisher": (card.publisher or card.title) if card else c.source, "published": card.published if card else "",
        "language": card.language if card else "und", "firmness": FIRMNESS[c.claim.stance], "speakers": ", who has it from ".join(c.claim.said_by),
        "before": shown(p.before), "quote": shown(p.quote), "after": shown(p.after), "way": list(c.way),
        "renderings": [
            {"language": r.language, "text": r.text, "by": "a person" if r.made_by == "person" else "a machine", "checked": f", checked by {r.checked_by}" if r.checked_by else ", checked by nobody"}
            for r in c.renderings
        ],
    }  # fmt: skip


def _origin(o: Origin, names: Mapping[str, Card]) -> Context:
    card = names.get(o.name.partition("#")[0])
    name = f"{card.publisher or card.title}{', by its own account' if '#' in o.name else ''}" if card else o.name.removeprefix(OUTSIDE)
    name = {"(bare)": "A document that does not say how it knows", "(unnamed)": "Somebody who is not named"}.get(name, name)
    facts = [
        "held" if o.held else "not held", o.date, f"the {o.party} party" if o.party in ("accused", "affected") else "", f"knew by: {o.access}" if o.access else "",
        f"the trail stops here because {o.stops_because}" if o.stops_because else "", "" if o.sure else "may not be separate",
    ]  # fmt: skip
    return {"name": name, "facts": " · " + " · ".join(f for f in facts if f)}


def _mutation(m: Mutation, names: Mapping[str, Card]) -> Context:
    was, became = compared(shown(m.was), shown(m.became))
    card = names.get(m.source)
    here, there = _name(m.source, names), _name(m.to, names)
    said = f"{here}, against {there}: {CHANGES.get(m.type, m.type.replace('_', ' '))}."
    return {
        "id": m.id,
        "said": said,
        "was": was or [Piece(True, "—")],
        "became": became or [Piece(True, "—")],
        "language": card.language if card else "und",
    }


def _name(node: str, names: Mapping[str, Card]) -> str:
    if is_outside(node):
        return f"{node.removeprefix(OUTSIDE)} (not held)"
    card = names.get(node)
    return (card.publisher or card.title) if card else node


def _link(x: Link, names: Mapping[str, Card]) -> Context:
    how = "both from a third" if x.relation == "sibling" else HOW[x.kind] + (" at second hand" if x.relation == "second_hand" else "")
    sure = x.p if x.relation == "sibling" else x.p * x.p_direction
    return {
        "source": _name(x.source, names),
        "how": how,
        "to": _name(x.to, names),
        "named": "yes" if x.named else "no",
        "sure": "yes" if sure >= SETTLED_HIGH else f"{sure:.0%}",
    }


def _source(c: Card) -> Context:
    since = f"Held unchanged since {moment(c.kept)} UTC, by {c.clock}"
    captured = f"; captured {moment(c.captured)} UTC as the archive says" if c.captured is not None else ""
    return {
        "id": c.id, "title": shown(c.title), "language": c.language, "publisher": shown(c.publisher), "published": c.published, "url": _address(c.url),
        "archive_url": _address(c.archive_url), "held_since": since + captured + ".", "digest": c.part.payload,
        "condition": " Pictures are missing." if c.condition == "images_missing" else "", "withheld": f" The bytes are withheld: {c.withheld}." if c.withheld else "",
    }  # fmt: skip


def _address(url: str) -> str:
    """An address that may stand behind a link; anything else than http(s) is not shown."""
    return url if url.startswith(("http://", "https://")) else ""


def shown(words: str) -> str:
    """Words from outside with what turns the direction of writing made visible."""
    return words.translate(BIDI)


def moment(seconds: int) -> str:
    """UTC seconds as '14 March 2026, 09:12'."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y, %H:%M}"


def _many(number: int, one: str, many: str = "") -> str:
    words: Sequence[str] = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return f"{words[number] if number < len(words) else f'{number:,}'} {one if number == 1 else many or one + 's'}"
