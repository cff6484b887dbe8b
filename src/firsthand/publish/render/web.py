"""The web report: one self-contained page. No request leaves it, it reads without scripts, prints, and carries its evidence."""

from __future__ import annotations

import base64
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from firsthand.model.plain import plain
from firsthand.publish.flow import lines
from firsthand.publish.looked import told_of, untold
from firsthand.publish.render import estimates, told, wording
from firsthand.publish.render.flow import svg as flow_picture
from firsthand.publish.render.lights import lights
from firsthand.publish.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Context = dict[str, object]
FILE_NAME = "report.html"
FACE = '@font-face { font-family: "Firsthand Tibetan"; src: url("data:font/woff2;base64,%s") format("woff2"); font-display: block; unicode-range: U+0F00-0FFF; }\n'


def page(report: Report) -> str:
    """The page of a report."""
    shelf = told.Shelf(report)
    context: Context = {
        "report": report, "css": _css(report), "written": wording.moment(report.at), "clock": wording.curled(report.clock),
        "introduction": [p for p in report.introduction.split("\n") if p.strip()],
        "count_of_sentences": wording.capital(wording.many(len(report.sentences), "sentence")), "count_of_sources": wording.many(len(report.sources), "source"),
        "rest": "rests" if len(report.sentences) == 1 else "rest",
        "questions": told.questions(report, shelf), "estimates": estimates.contexts(report, shelf.cards, lambda c: told.cited(c, shelf), wording.markup), "listed": [estimates.listed(x, shelf.cards, wording.markup) for x in report.listed], "census": [wording.name_of(b.source, shelf.cards) for b in report.beside if b.what == "census"], "picture": wording.markup(report.picture), "links": [told.link(x, shelf) for x in told.links(report)],
        "mutations": [told.mutation(m, shelf) for m in report.mutations], "sources": [told.source(c) for c in report.sources], "file_name": FILE_NAME,
        "looked": [{"id": x.id, "text": told_of(x)} for x in report.looked], "untold": untold(report),
        "flow": wording.markup(flow_picture(report.flow)) if report.flow else "", "flow_lines": lines(report.flow) if report.flow else (),
        "evidence": _evidence(report),
    }  # fmt: skip
    environment = _environment()
    finding, counted = (environment.get_template(f"{n}.html.j2").module for n in ("finding", "estimates"))
    used = {n: getattr(m, n) for m, names in ((finding, ("finding", "change", "passage")), (counted, ("estimate", "lists"))) for n in names}
    return environment.get_template("report.html.j2").render(**context, **used)


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("firsthand") / "data" / "report"
    texts = {n: (folder / n).read_text(encoding="utf-8") for n in ("report.html.j2", "finding.html.j2", "estimates.html.j2")}
    made = Environment(loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["tongued"] = wording.tongued
    return made


def _css(report: Report) -> Markup:
    """The style of the page; the Tibetan face comes along only where there is Tibetan."""
    style = "".join((files("firsthand") / "data" / "report" / name).read_text(encoding="utf-8") for name in ("tokens.css", "report.css"))
    return wording.markup(face_for(json.dumps(plain(report), ensure_ascii=False)) + style + lights(report))


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
    return wording.markup(text)
