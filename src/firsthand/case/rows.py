"""What `show` and `origins` print, as rows of plain fields; the names are those of the contract (docs/manual.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from firsthand.case.named import source_named
from firsthand.case.open import Case
from firsthand.case.state import State
from firsthand.case.trace import Traced, findings_in, origins_in, traced
from firsthand.model.amounts import Amount
from firsthand.model.entries import Erased, Locked
from firsthand.model.findings import Origin, Origins

Row = dict[str, object]


def rows(case: Case, thing: str, source: str = "") -> Iterator[Row]:
    """The rows of one thing, of one source only where its name is given."""
    state = case.state()
    only = source_named(state, source).id if source else ""
    if thing in _STATE:
        yield from _STATE[thing](case, state, only)
    else:
        yield from _TRACED[thing](case, traced(case, state=state), only)


LOCKED = "The key of what is known of it is not on this computer; nothing was erased."


def _sources(case: Case, state: State, only: str) -> Iterator[Row]:
    from firsthand.case.read import reads

    read = {r.source: r for r in reads(case, state)}
    for h in state.sources.values():
        if only and h.id != only:
            continue
        one = read.get(h.id)
        reading = one.reading if one else None
        yield {
            "id": h.name, "source": h.id, "digest": h.capture.part.payload, "object": h.capture.part.object,
            "url": h.details.get("url", "") or (reading.url if reading else ""), "archive_url": h.details.get("archive_url", ""),
            "title": reading.title if reading else h.details.get("title", ""), "publisher": reading.publisher if reading else h.details.get("publisher", ""),
            "published": reading.published.text if reading and reading.published else None, "published_by": reading.published_by if reading else "",
            "published_as_listed": h.details.get("published", ""), "captured": h.capture.captured, "captures": len(h.captures),
            "language": reading.language if reading else h.details.get("language", ""), "media_type": h.capture.media, "capture": h.capture.condition,
            "screened": h.screened or None, "read": bool(reading), "trouble": one.trouble.text if one and one.trouble else LOCKED if h.locked else "", "erased": h.erased,
            "noticed": dict(reading.noticed) if reading else {},
        }  # fmt: skip


def _captures(case: Case, state: State, only: str) -> Iterator[Row]:
    from firsthand.case.captures import capture_rows

    yield from capture_rows(case, state, only)


def _screening(case: Case, state: State, only: str) -> Iterator[Row]:
    """A row a source, and a last one with the flow of all of them."""
    from firsthand.case.screen import duplicates, flow_of

    same = duplicates(state)
    for h in state.sources.values():
        if not only or h.id == only:
            twin = state.sources[same[h.id]].name if h.id in same else None
            yield {
                "id": h.name,
                "source": h.id,
                "screened": h.screened or None,
                "why": h.why,
                "capture": h.capture.condition,
                "same_bytes_as": twin,
            }
    if state.sources and not only:
        flow = flow_of(state)
        told = {
            "found": flow.found, "duplicates": flow.duplicates, "no_page": flow.no_page, "screened": flow.screened, "included": flow.included,
            "excluded": flow.excluded, "reasons": [{"why": why, "count": n} for why, n in flow.reasons], "not_screened": flow.waiting,
            "searches": flow.searches, "languages": dict(flow.languages),
        }  # fmt: skip
        yield {"id": "", "source": "", "screened": None, "flow": told}


def _entries(case: Case, state: State, only: str) -> Iterator[Row]:
    for one in case.ledger.stored():
        if not only or only in one.entry.plain.values():
            opened = "erased" if isinstance(one.opened, Erased) else "its key is not here" if isinstance(one.opened, Locked) else one.opened
            yield {"index": one.index, "log": one.log, "kind": one.entry.kind, "at": one.entry.at, **one.entry.plain, "sealed": opened}


def _pictures(case: Case, state: State, only: str) -> Iterator[Row]:
    from firsthand.case.pictures import rows as picture_rows

    yield from picture_rows(case, state, only)


def _searches(case: Case, state: State, only: str) -> Iterator[Row]:
    for d in state.added.values():
        if d.of == "search":
            yield {"id": d.subject, "at": d.at, **d.value}


def _questions(case: Case, state: State, only: str) -> Iterator[Row]:
    """The terms of reference; which accepted findings answer each."""
    for subject, d in state.added.items():
        if d.of == "question" and not state.standing(subject):
            answers = [f for f in (*state.decisions, *state.added) if _answers(state, f, subject)]
            yield {"id": subject, "text": str(d.value.get("text", "")), "findings": list(dict.fromkeys(answers))}


def _answers(state: State, finding: str, question: str) -> bool:
    last = next(reversed(state.standing(finding)), state.added.get(finding))
    gone = last is None or last.of != "finding" or last.answer in ("reject", "withdraw", "reopen")
    return not gone and last is not None and last.value.get("question") == question


def _due(case: Case, state: State, only: str) -> Iterator[Row]:
    from firsthand.case.retention import due_in

    for one in due_in(case, state):
        if not only or one.id == only:
            yield {"id": one.name, "source": one.id, "kept": one.kept, "due": one.due}


def _passages(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for c in t.claims.values():
        if not only or c.source == only:
            for p in c.passages:
                yield {"claim": c.id, "source": t.name(c.source), "capture": p.capture, "stream": p.stream, "start": p.start, "end": p.end, "quote": p.quote, "before": p.before, "after": p.after}  # fmt: skip


def _claims(case: Case, t: Traced, only: str) -> Iterator[Row]:
    from firsthand.case.places import codes_of, own_places

    own, texts = own_places(case), t.by_source
    for c in t.claims.values():
        if not only or c.source == only:
            p = c.passages[0]
            yield {
                "id": c.id, "source": t.name(c.source), "start": p.start, "end": p.end, "quote": p.quote, "actor": c.actor, "act": c.act, "acted_on": c.acted_on,
                "when": c.when, "where": c.where, "places": codes_of(c, texts.get(c.source), own), "amount": amount_row(c.amount) if c.amount else None, "stance": c.stance, "said_by": list(c.said_by),
                "state": c.state, "why": list(c.why), "statement": c.statement,
            }  # fmt: skip


def _amounts(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for c in t.claims.values():
        if c.amount and c.amount_at and (not only or c.source == only):
            text = t.by_source[c.source].text
            at = c.amount_at
            yield {
                "source": t.name(c.source), "start": at.start, "end": at.end, "quote": text[at.start : at.end], **amount_row(c.amount),
                "where": c.where, "when": c.when, "stance": c.stance, "said_by": list(c.said_by), "claim": c.id,
            }  # fmt: skip


def amount_row(a: Amount) -> Row:
    """An amount as fields: floor and ceiling as numbers (null where open)."""
    return {
        "floor": number(a.floor),
        "ceiling": number(a.ceiling),
        "kind": a.kind,
        "unit": a.unit,
        "what": a.what,
        "status": a.status,
        "measure": a.measure,
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as the JSON number that is written so."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _findings(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for f in findings_in(case, t):
        sources = [c.source for x in f.supports if (c := t.claims.get(x))]
        if only and only not in sources:
            continue
        o = origins_in(t, f)
        yield {
            "id": f.id, "question": f.question, "sentence": f.sentence, "claims": list(f.supports), "against": list(f.contradicts), "least": o.least,
            "greatest": o.greatest, "state": f.state, "documents": list(dict.fromkeys(t.name(s) for s in sources)), "words": o.words, "why": list(f.why),
        }  # fmt: skip


def _lineage(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for x in t.lineage.links:
        if not only or only in (x.source, x.to):
            yield {
                "id": x.id, "from": t.name(x.source), "to": t.name(x.to), "kind": x.kind, "relation": x.relation, "named": x.named, "start": x.span.start,
                "end": x.span.end, "to_start": x.to_span.start if x.to_span else None, "to_end": x.to_span.end if x.to_span else None, "p": round(x.p, 4),
                "p_direction": round(x.p_direction, 4), "cues": {k: round(v, 2) for k, v in x.cues}, "state": x.state, "why": list(x.why),
            }  # fmt: skip


def _origins(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for f in findings_in(case, t):
        if not only or any(c.source == only for x in f.supports if (c := t.claims.get(x))):
            yield {**origins_row(t, origins_in(t, f)), "sentence": f.sentence}


def origins_row(t: Traced, o: Origins, claim_id: str = "") -> Row:
    """Origins as fields, with sources called by the names of their list; `origins` are the parties, `nameless` the trails that end without one."""
    return {
        "claim_id": claim_id or o.finding, "level": o.level, "least": o.least, "greatest": o.greatest, "support": o.support,
        "origins": [_end(t, x) for x in o.origins if x.state == "identified"], "nameless": [_end(t, x) for x in o.origins if x.state != "identified"],
        "routes": o.routes, "through": [t.name(x) for x in o.through],
        "undecided": [{"link": u.link, "narrows_to": [{"answer": a, "least": low, "greatest": high} for a, low, high in u.narrows_to]} for u in o.undecided],
        "exact": o.exact, "denials": [t.name(x) for x in o.denials], "words": o.words,
    }  # fmt: skip


def _end(t: Traced, x: Origin) -> Row:
    from firsthand.trace.telling import spelled_out

    return {
        "name": spelled_out(t.name(x.name), t.lineage.named), "documents": [t.name(d) for d in x.documents], "party": x.party, "access": x.access,
        "held": x.held, "date": x.date, "stops_because": x.stops_because, "state": x.state, "sure": x.sure,
    }  # fmt: skip


def _mutations(case: Case, t: Traced, only: str) -> Iterator[Row]:
    for m in t.mutations:
        if not only or only in (m.source, m.to):
            yield {
                "id": m.id, "from": t.name(m.source), "start": m.span.start, "end": m.span.end, "to": t.name(m.to), "to_start": m.to_span.start if m.to_span else None,
                "to_end": m.to_span.end if m.to_span else None, "field": m.field, "was": m.was, "became": m.became, "type": m.type, "link": m.link,
            }  # fmt: skip


def _estimates(case: Case, t: Traced, only: str) -> Iterator[Row]:
    """Bounds from the accepted claims; of one source only those questions on which a claim of it bears."""
    from firsthand.case.estimate import line_of, of_case

    mine = {c.id for c in t.claims.values() if c.source == only}
    found = of_case(case)
    for b in found.bounds:
        if not only or any(set(row.claims) & mine for p in b.proofs for row in p.rows):
            yield line_of(b, found.notes)


_STATE: dict[str, Callable[[Case, State, str], Iterator[Row]]] = {
    "sources": _sources,
    "captures": _captures,
    "screening": _screening,
    "entries": _entries,
    "searches": _searches,
    "questions": _questions,
    "due": _due,
    "pictures": _pictures,
}
_TRACED: dict[str, Callable[[Case, Traced, str], Iterator[Row]]] = {
    "passages": _passages, "claims": _claims, "amounts": _amounts, "findings": _findings, "lineage": _lineage, "origins": _origins, "mutations": _mutations,
    "estimates": _estimates,
}  # fmt: skip
