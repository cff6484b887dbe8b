"""The sources of the case as an appendix: those that accepted findings and claims rely upon, numbered as in a report, then the others that were included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firsthand.case.leaks import leaking
from firsthand.case.open import Case, Progress, silent
from firsthand.case.publish import accepted_findings, shown_of
from firsthand.case.screen import PAGES, flow_of
from firsthand.case.stamps import CLOCK, clock_of, stamps_in
from firsthand.case.state import Held, Stamped
from firsthand.case.trace import Traced, traced
from firsthand.case.translated import translations_in
from firsthand.errors import Trouble
from firsthand.model.claims import Claim
from firsthand.model.passages import Translation
from firsthand.publish.appendix import Appendix, Item
from firsthand.publish.numbers import written

ARCHIVE, LISTED = "the clock of the web archive that holds it", "what the list of the case says"  # whose clock a time of capture is
REMARKS = {"images_missing": "Pictures are missing.", "block": "Only a block page was kept.", "removed": "Only a removed notice was kept."}


def appendix_of(case: Case, only: str = "", progress: Progress = silent) -> Appendix:
    """The appendix of the case; raises Trouble("leans-on-sealed") where it relies on what was kept sealed, Trouble("nothing-to-list") when nothing is held."""
    t = traced(case, progress)
    relied = relied_on(case, t)
    sources = [t.state.sources[s] for s in _chosen(case, t, relied) if not only or s == only]
    if sealed := sorted(h.name for h in sources if h.capture.sealed and h.id in relied):
        raise Trouble("leans-on-sealed", name=", ".join(sealed))
    shown = [h for h in sources if not h.capture.sealed]
    if not shown:
        raise Trouble("nothing-to-list")
    titles = _translated_titles(t)
    stamps = stamps_in(case.ledger.stored())
    items = tuple(_item(n, h, t, relied.get(h.id, ()), titles, stamps) for n, h in enumerate(shown, 1))
    return Appendix(
        case.settings.title or t.state.title or case.settings.id, case.clock(), CLOCK, items, flow_of(t.state, relied) if not only else None
    )


def relied_on(case: Case, t: Traced) -> dict[str, tuple[Claim, ...]]:
    """The claims that are relied upon, by source: those of accepted findings, and those that a person accepted."""
    of_findings = [c for f in accepted_findings(case, t) for c in (*f.supports, *f.contradicts)]
    ids = dict.fromkeys((*of_findings, *(c.id for c in t.claims.values() if c.state in ("accepted", "amended"))))
    out: dict[str, tuple[Claim, ...]] = {}
    for claim in (t.claims[i] for i in ids if i in t.claims):
        out[claim.source] = (*out.get(claim.source, ()), claim)
    return out


def _chosen(case: Case, t: Traced, relied: Mapping[str, Sequence[Claim]]) -> list[str]:
    """What a report shows, in its order; then what else is relied upon or included; where there is nothing of that, all that can be read."""
    report = shown_of(accepted_findings(case, t), t)
    held = [h for h in t.state.sources.values() if not h.erased]
    more = [h.id for h in held if h.id in relied or h.screened == "include"]
    return list(dict.fromkeys((*report, *more))) or [h.id for h in held if h.readable]


def _translated_titles(t: Traced) -> dict[tuple[str, str], Translation]:
    return {(x.passage.source, " ".join(x.passage.quote.split())): x for x in translations_in(t.state).values()}


def _item(
    number: int, h: Held, t: Traced, claims: Sequence[Claim], titles: Mapping[tuple[str, str], Translation], stamps: Sequence[Stamped]
) -> Item:
    k, reading = h.capture, t.by_source.get(h.id)
    title = (reading.title if reading else "") or h.details.get("title", "") or h.name
    translated = titles.get((h.id, " ".join(title.split())))
    date = reading.published.text if reading and reading.published else h.details.get("published", "")
    listed = h.details.get("captured", "") if k.captured is None else ""
    clock = LISTED if listed else "" if k.captured is None else CLOCK if k.how in ("fetch", "browser") else ARCHIVE
    return Item(
        number, h.name, title, translated.text if translated else "", (reading.publisher if reading else "") or h.details.get("publisher", ""),
        "; ".join(dict.fromkeys(c.where for c in claims if c.where)), date, tuple(dict.fromkeys(_figures(claims, t))),
        (reading.url if reading else "") or h.details.get("url", ""), h.details.get("archive_url", ""), k.part.payload, k.captured, listed, clock, k.kept, clock_of(stamps, k.log, k.index),
        reading.language if reading else h.details.get("language", ""), k.media, REMARKS.get(k.condition, "" if k.condition in PAGES else k.condition),
    )  # fmt: skip


def _figures(claims: Sequence[Claim], t: Traced) -> Iterator[str]:
    """The figures of claims in the words of their document; of one that a person put in other words, as the person put it."""
    for c in claims:
        reading = t.by_source.get(c.source)
        if c.amount_at and reading:
            yield " ".join(reading.text[c.amount_at.start : c.amount_at.end].split())
        elif c.amount and (c.amount.floor is not None or c.amount.ceiling is not None):
            yield f"{written(c.amount)} {c.amount.what}".strip()


def checked(case: Case, told: str, appendix: Appendix) -> None:
    """Raises Trouble("leak") when what is to be written holds what must not leave; what its documents say themselves is public."""
    state = case.state()
    public = "\n".join(
        (*(f"{i.title}\n{i.body}\n{i.url}\n{i.archive_url}" for i in appendix.items), *_texts_of(case, {i.name for i in appendix.items}))
    )
    if found := leaking(state, told, public):
        raise Trouble("leak", what=found[0][:40])


def _texts_of(case: Case, names: set[str]) -> list[str]:
    t = traced(case)
    return [r.text for r in t.readings if r.name in names]
