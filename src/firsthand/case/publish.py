"""Publish: accepted findings become a report that carries its evidence; it is checked before it leaves, and what must not leave stops it."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from firsthand.case.beside import NOTHING, Put, lists_held, put_beside
from firsthand.case.check import Counter, checked, tools
from firsthand.case.claim import findings
from firsthand.case.counted import estimates_of
from firsthand.case.given import place_for
from firsthand.case.leaks import REREAD, leaking, texts_in
from firsthand.case.open import Case, Progress, silent
from firsthand.case.overlapping import listed_of
from firsthand.case.read import readings
from firsthand.case.screen import flow_of
from firsthand.case.searches import searches_of
from firsthand.case.stamps import CLOCK, clock_of, stamp, stamps_in
from firsthand.case.state import Decision, Held, Kept, Stamped
from firsthand.case.trace import Traced, traced
from firsthand.case.translated import fitting, translations_in
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.model.claims import Claim
from firsthand.model.findings import Finding, Lineage, Origins
from firsthand.model.names import is_outside
from firsthand.model.passages import Span, Translation
from firsthand.model.plain import Plain, plain
from firsthand.proofs.canonical import canonical
from firsthand.publish.counted import countable
from firsthand.publish.found import FAILS
from firsthand.publish.report import FORMAT, MOST_EMBEDDED, SCOPE, Card, Cited, Decided, Proof, Rendering, Report, Sentence
from firsthand.publish.way import way_of


@dataclass(frozen=True)
class Profile:
    """A form of report: how its files end and how they are made."""

    ending: str
    made: Callable[[Report], bytes]


def _page(report: Report) -> bytes:
    from firsthand.publish.render.web import page

    return page(report).encode("utf-8")


def _word(report: Report) -> bytes:
    from firsthand.publish.render.word import word

    return word(report)


WEB = "web-report"
PROFILES = {WEB: Profile(".html", _page), "word-report": Profile(".docx", _word)}


@dataclass(frozen=True)
class Published:
    """What left the house."""

    id: str
    path: Path
    digest: str
    size: int
    report: Report


def ready(case: Case, profile: str, progress: Progress = silent, beside: Put = NOTHING) -> tuple[Report, bytes]:
    """The report of what is accepted and its file; raises Trouble when nothing is accepted, a sentence would fail, or something must not leave."""
    stamp(case)
    report = report_of(case, profile, progress, beside)
    raw = PROFILES[profile].made(report)
    failing = [c for c in checked(raw, tools()) if c.verdict == FAILS]
    if failing:
        raise Trouble("would-fail", count=len(failing), first=failing[0].sentence, why=" ".join(failing[0].why))
    if found := leaks(case, report):
        raise Trouble("leak", what=found[0][:40])
    return report, raw


def publish(case: Case, profile: str, to: str, progress: Progress = silent, beside: Put = NOTHING) -> Published:
    """Write the report to `to` and a copy into the case; raises what ready() raises."""
    place = place_for(to)
    wrong = {p.ending for name, p in PROFILES.items() if name != profile}
    if profile in PROFILES and place.suffix.lower() in wrong:
        raise Trouble("wrong-value", field="the ending of the file", value=place.suffix, allowed=PROFILES[profile].ending)
    report, raw = ready(case, profile, progress, beside)
    publication, digest = case.new_id("publication"), hashlib.sha256(raw).hexdigest()
    disk.put_bytes(case.folder / "published" / (publication + PROFILES[profile].ending), raw)
    checkpoint = case.ledger.checkpoint()
    head: dict[str, object] = {
        "publication": publication,
        "digest": digest,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "profile": profile,
    }
    case.append([case.entry("published", head, {"path": to})])
    disk.put_bytes(place, raw)
    return Published(publication, place, digest, len(raw), report)


def rehearse(case: Case, profile: str, progress: Progress = silent, beside: Put = NOTHING) -> list[dict[str, object]]:
    """The report as an opponent would take it apart; nothing is written."""
    from firsthand.case.check import row_of

    return [row_of(c) for c in checked(PROFILES[profile].made(report_of(case, profile, progress, beside)), tools())]


def report_of(case: Case, profile: str, progress: Progress = silent, beside: Put = NOTHING) -> Report:
    """The report of what is accepted; raises Trouble when nothing is, or when a sentence leans on a sealed source."""
    if profile not in PROFILES:
        raise Trouble("unknown-profile", name=profile, known=", ".join(PROFILES))
    t = traced(case, progress)
    accepted = accepted_findings(case, t)
    if not accepted:
        raise Trouble("nothing-to-publish")
    put = put_beside(t, beside)
    leant_on = {*_cited_by(accepted, t), *(b.source for b in put)}
    sealed = [t.state.sources[s].name for s in leant_on if t.state.sources[s].capture.sealed]
    if sealed:
        raise Trouble("leans-on-sealed", name=", ".join(sorted(sealed)))
    shown = shown_of(accepted, t, leant_on | lists_held(t, put))
    lineage = _restricted(t.lineage, shown)
    draft = replace(_draft(case, t, shown, lineage), beside=put)
    report = replace(draft, sentences=tuple(_sentences(case, accepted, t, draft)))
    report = replace(report, picture=_picture(report, t), estimates=estimates_of(report), listed=listed_of(report))
    report = replace(report, decided=tuple(_decided(case, report, t)))
    looked, untold = searches_of(case, t.state, lambda d: _proof(case, d.log, d.index, _opened(d)))
    flow = flow_of(t.state, leant_on)
    return replace(report, looked=looked, untold=untold, flow=flow if flow.screened or flow.searches else None)


def _decided(case: Case, report: Report, t: Traced) -> Iterator[Decided]:
    """The claims that may be added up and that a person decided by themselves, with the decision."""
    for claim in sorted({c.claim.id for s in report.sentences for c in s.cited if countable(c.claim)}) if report.estimates else ():
        standing = t.state.standing(claim)
        last = standing[-1] if standing else t.state.added.get(claim)
        if last:
            yield Decided(claim, _proof(case, last.log, last.index, _opened(last)))


def accepted_findings(case: Case, t: Traced) -> list[Finding]:
    """The findings that a person accepted."""
    return [f for f in findings(case, t.readings, t.said, t.lineage, t.state) if f.state in ("accepted", "amended")]


def _cited_by(accepted: Iterable[Finding], t: Traced) -> set[str]:
    return {t.claims[c].source for f in accepted for c in (*f.supports, *f.contradicts) if c in t.claims}


def _claims(finding: Finding, t: Traced) -> list[Claim]:
    return [t.claims[c] for c in finding.supports if c in t.claims]


def shown_of(accepted: Iterable[Finding], t: Traced, further: Iterable[str] = ()) -> list[str]:
    """The sources that a report of these findings shows: the cited ones, further ones, and those tied to them by links; sealed ones stay at home."""
    shown = _cited_by(accepted, t) | {s for s in further if not t.state.sources[s].capture.sealed}
    reached = list(shown)
    while reached:
        here = reached.pop()
        for x in t.lineage.links:
            other = x.to if x.source == here else x.source if x.to == here else ""
            if (
                other
                and not is_outside(other)
                and other not in shown
                and x.p >= 0.05
                and other in t.by_source
                and not t.state.sources[other].capture.sealed
            ):
                shown.add(other)
                reached.append(other)
    return [s for s in t.state.sources if s in shown and s in t.by_source]


def _restricted(lineage: Lineage, shown: Sequence[str]) -> Lineage:
    here = set(shown)
    links = tuple(x for x in lineage.links if x.source in here and (x.to in here or is_outside(x.to)))
    ends = {x.to for x in links}
    shown_names = here | ends
    same = tuple(x for x in lineage.same if all(n.partition("#")[0] in shown_names for n in x.names.split("=")))
    return Lineage(tuple(n for n in lineage.named if n.id in ends), links, same)


def _draft(case: Case, t: Traced, shown: Sequence[str], lineage: Lineage) -> Report:
    here = set(shown)
    intro = next(
        (str(d.value.get("text", "")) for d in t.state.added.values() if d.of == "note" and d.value.get("source") == "introduction"), ""
    )
    questions = tuple((s, str(d.value.get("text", ""))) for s, d in t.state.added.items() if d.of == "question" and not t.state.standing(s))
    notes, stamps = tuple((log, note, key) for log, note, key in case.checkpoints()), stamps_in(case.ledger.stored())
    return Report(
        FORMAT, case.settings.id, case.settings.title or t.state.title or "Report", intro, case.clock(), CLOCK, SCOPE, case.settings.digest, notes, questions, (),
        tuple(_card(case, t.state.sources[s], t, stamps) for s in shown), lineage, tuple(m for m in t.mutations if m.source in here and (m.to in here or is_outside(m.to))),
    )  # fmt: skip


def _card(case: Case, held: Held, t: Traced, stamps: Sequence[Stamped]) -> Card:
    k, reading = held.capture, t.by_source[held.id]
    payload = payload_bytes(case, held)
    large = len(payload) > MOST_EMBEDDED
    listed = tuple((name, held.details[name]) for name in REREAD if held.details.get(name))
    return Card(
        held.id, held.name, reading.title or held.name, reading.publisher, reading.published.text if reading.published else "", reading.language, reading.url,
        held.details.get("archive_url", ""), k.part, k.read_as, k.id, k.condition, k.captured, k.kept, clock_of(stamps, k.log, k.index), listed, _proof(case, k.log, k.index),
        "" if large else base64.b64encode(gzip.compress(payload, 9, mtime=0)).decode("ascii"), "it is too large for one page" if large else "",
    )  # fmt: skip


def payload_bytes(case: Case, held: Held, capture: Kept | None = None) -> bytes:
    """The bytes that reading a source starts from, or those of another capture of it."""
    from firsthand.preserve.captures import payload_of

    k = capture or held.capture
    stored = case.ledger.vault.read(k.part.object, k.part.offset, k.part.length)
    return payload_of(stored, 0, len(stored), k.how)


def _proof(case: Case, log: str, index: int, opened: dict[str, Plain] | None = None) -> Proof:
    one = case.ledger.proofs(log, [index])[0]
    path = tuple(h.hex() for h in one.path)
    if opened is None:
        return Proof(one.line.decode("ascii"), log, index, path)
    key = case.ledger.opening(case.ledger.commitment(log, index))
    return Proof(one.line.decode("ascii"), log, index, path, canonical(opened).decode("utf-8"), key)


def _sentences(case: Case, accepted: Sequence[Finding], t: Traced, draft: Report) -> Iterator[Sentence]:
    counter = Counter()
    order = {q: i for i, (q, _) in enumerate(draft.questions)}
    translations = list(translations_in(t.state).values())
    for f in sorted(accepted, key=lambda f: order.get(f.question, len(order))):
        last = (t.state.standing(f.id) or [t.state.added[f.id]])[-1]
        cited = tuple(_cited(c, t, translations) for c in _claims(f, t))
        against = tuple(_cited(t.claims[c], t, translations) for c in f.contradicts if c in t.claims)
        sources = {c.source for c in cited}
        changed = tuple(m for m in draft.mutations if m.source in sources and _bears_on(m.span, m.source, cited))
        empty = Origins(f.id, f.level, 0, 0, "unsupported", ())
        sentence = Sentence(
            f.id, f.sentence, f.question, f.level, cited, against, empty, changed, _proof(case, last.log, last.index, _opened(last))
        )
        yield replace(sentence, origins=counter.count(draft, sentence, t.by_source) or empty)


def _opened(decision: Decision) -> dict[str, Plain]:
    """The sealed payload of a decision as it was sealed; its reason is sealed apart and stays at home."""
    return {"value": decision.value}


def _cited(claim: Claim, t: Traced, translations: Sequence[Translation]) -> Cited:
    p = claim.passages[0]
    fits = fitting(p, translations)
    return Cited(
        claim,
        tuple(Rendering(x.language, x.text, x.made_by, x.checked_by) for x in fits),
        way_of(claim.source, Span(p.start, p.end), t.lineage.links, lambda node: _called(node, t)),
    )


def _called(node: str, t: Traced) -> str:
    """A source as a reader of the report knows it: its publisher, else its title."""
    reading = t.by_source.get(node)
    return (reading.publisher or reading.title or reading.name) if reading else t.name(node)


def _bears_on(span: Span, source: str, cited: Sequence[Cited]) -> bool:
    return any(c.source == source and c.passage.start < span.end and c.passage.end > span.start for c in cited)


def _picture(report: Report, t: Traced) -> str:
    from firsthand.trace.picture import svg

    shown = {c.id for c in report.sources}
    origins = sorted({o.name for s in report.sentences for o in s.origins.origins})
    return svg(report.lineage, [r for r in t.readings if r.source in shown], origins=origins, mutations=report.mutations)


def leaks(case: Case, report: Report) -> list[str]:
    """Free text of the case that must not leave and stands in the report. What a source shown says itself is public and no leak."""
    state = case.state()
    told = "\n".join(texts_in(plain(replace(report, sources=(), picture=""))))
    on_purpose = frozenset(x.text for x in report.looked)
    cards = {c.id: replace(c, payload="", proof=Proof("", "", 0, ())) for c in report.sources}
    public = "\n".join((*texts_in(plain(list(cards.values()))), *(r.text for r in readings(case, state) if r.source in cards)))
    return leaking(state, told, public, on_purpose)
