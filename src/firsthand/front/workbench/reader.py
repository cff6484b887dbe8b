"""The reader: the text of a document with what it says marked in it, the kept page beside it; selected words become a claim, a translation or a note."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.add import Given, add
from firsthand.case.kept_page import PDF, picture_of
from firsthand.case.named import source_named
from firsthand.case.stamps import clock_of
from firsthand.errors import Trouble
from firsthand.front.workbench import pictures
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.gate import FRAMES
from firsthand.front.workbench.quoted import Mark, page_at, runs
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import name
from firsthand.model.passages import Reading
from firsthand.publish.render.wording import curled

PART = 24_000  # code points of a text on one page
BY_HAND = {"claim": "a claim", "translation": "a translation", "note": "a note"}
FORGIVEN = str.maketrans({"\x00": "\ufffd", **{chr(c): "\ufffd" for c in range(0xD800, 0xE000)}})  # what no browser gives back


def read(request: Request) -> Response:
    """A document."""
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        if held.picture:
            return pictures.page(request, at, held.id)
        reading = _reading(held.id, at)
        at_ = _number(request.query_params.get("at", ""))
        part = min(at_ // PART, (len(reading.text) - 1) // PART if reading and reading.text else 0)
        k = held.capture
        return sheet(
            request, "reader", name(held.id, at.t), held=held, clock=curled(clock_of(at.state.stamps, held.capture.log, held.capture.index)), reading=reading, name=name(held.id, at.t), part=part, part_count=-(-len(reading.text) // PART) if reading else 0,
            size=PART, text=_text(reading, part, at) if reading else (), said=_said(held.id, reading, at) if reading else (), trouble=_trouble(held.id, at),
            frame=_frame(request, held.id), pdf=k.media == PDF, page=max(1, page_at(reading, at_)) if reading else 1, links=_links(held.id, at),
            pages=max((s.box.page for s in reading.stream.segments[-40:] if s.box), default=1) if reading and k.media == PDF else 1, notes=_notes(held.id, at),
        )  # fmt: skip


def picture(request: Request) -> Response:
    """A page of a PDF as a picture."""
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        asked = picture_of(at.case, held, max(1, _number(request.path_params["page"])))
    return Response(request.app.state.desk.shown(asked), media_type="image/png")


@writes
def by_hand(request: Request, given: Form) -> Response:
    """A claim, translation or note on selected words."""
    what = given.get("what", "")
    if what not in BY_HAND:
        raise Trouble("wrong-value", field="what is added", value=what or "nothing", allowed=", ".join(BY_HAND))
    with request.app.state.desk.at_work() as at:
        held = source_named(at.state, request.path_params["source"])
        reading = _reading(held.id, at)
        if reading is None:
            raise Trouble("no-such-thing", name=f"a text of {held.name}", what="sources")
        start, quote = selected(reading, given)
        text = given.get("text", "")
        if what == "note" and quote:
            text = f"“{quote}”: {text}"
        speakers = tuple(s.strip() for s in given.get("said_by", "").split(";") if s.strip())
        made = add(at.case, what, Given(held.id, quote, text, speakers, language=given.get("language", ""), at=start), at.t)
        at.desk.acted(at, f"Saved: {BY_HAND[what]}.", (made,), f"/sources/{held.id}?at={max(0, start)}")
    return to(request, f"/sources/{held.id}?at={max(0, start)}#p{max(0, start)}")


def selected(reading: Reading, given: Form) -> tuple[int, str]:
    """Where the selected words begin and what they are; words typed or pasted without a place stand where they stand first. Raises Trouble("moved-words")."""
    quote, start, end = given.get("quote", ""), given.get("start", ""), given.get("end", "")
    if not (start.isdigit() and end.isdigit()):
        return -1, quote
    low, high = _number(start), _number(end)
    words = reading.text[low:high]
    if not words or (quote and words.translate(FORGIVEN).replace("\r\n", "\n") != quote.translate(FORGIVEN)):
        raise Trouble("moved-words", name=reading.name)
    return low, words


def _reading(source: str, at: At) -> Reading | None:
    return at.t.by_source.get(source) or next((r.reading for r in at.desk.basis.reads if r.source == source and r.reading), None)


def _trouble(source: str, at: At) -> Trouble | None:
    return next((r.trouble for r in at.desk.basis.reads if r.source == source), None)


def _text(reading: Reading, part: int, at: At) -> list[Any]:
    low = part * PART
    high = min(len(reading.text), low + PART)
    marks = [Mark(p.start, p.end, "claim", c.id) for c in _claims(reading.source, at) for p in c.passages]
    said = at.t.said.get(reading.source)
    marks += [Mark(x.span.start, x.span.end, "credit") for x in (said.credits if said else ())]
    marks += [
        Mark(x.span.start, x.span.end, "shared")
        for x in at.t.lineage.links
        if x.source == reading.source and x.kind in ("copies", "translates", "paraphrases")
    ]
    marks += [
        Mark(x.to_span.start, x.to_span.end, "shared")
        for x in at.t.lineage.links
        if x.to == reading.source and x.to_span and x.kind in ("copies", "translates", "paraphrases")
    ]
    return runs(reading.text, low, high, marks)


def _claims(source: str, at: At) -> list[Any]:
    said = at.t.said.get(source)
    return sorted(said.claims, key=lambda c: c.passages[0].start) if said else []


def _said(source: str, reading: Reading, at: At) -> list[dict[str, Any]]:
    return [
        {"claim": c, "start": c.passages[0].start, "quote": c.passages[0].quote, "page": page_at(reading, c.passages[0].start)}
        for c in _claims(source, at)
    ]


def _links(source: str, at: At) -> list[dict[str, Any]]:
    """The documents and names that this one is tied to."""
    out = []
    for x in at.t.lineage.links:
        if source in (x.source, x.to) and x.state != "rejected" and x.p > 0.05:
            other = x.to if x.source == source else x.source
            out.append(
                {
                    "id": x.id,
                    "name": name(other, at.t),
                    "from": x.source == source,
                    "kind": x.kind,
                    "sibling": x.relation == "sibling",
                    "held": other in at.state.sources,
                }
            )
    return out


def _notes(source: str, at: At) -> list[str]:
    return [
        str(d.value.get("text", ""))
        for d in at.state.added.values()
        if d.of == "note" and d.value.get("source") == source and not at.state.standing(d.subject)
    ]


def _frame(request: Request, source: str) -> str:
    return f"http://{FRAMES}:{request.app.state.frames}/{request.app.state.secrets.page(source)}/{source}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


ROUTES = (
    Route("/sources/{source}", read),
    Route("/sources/{source}/page/{page}.png", picture),
    Route("/sources/{source}/add", by_hand, methods=["POST"]),
)
