"""Descent: who had a text from whom. Parents among the sources held, siblings by a source that is not held, credits, and what a person decided on top.

For each text the candidates are its kin. How well each explains it gives the probability that it is a parent (fits); parents are taken from the most probable down,
so that no ring arises and a grandparent that a parent explains away is none. Pairs that share a passage without descent between them may be siblings (siblings).
Credits that stand in a passage which the text copies came in second-hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from firsthand.model.claims import Said
from firsthand.model.findings import Lineage, Link, LinkKind, Relation
from firsthand.model.names import derived_id, is_outside
from firsthand.model.passages import Reading, Span
from firsthand.trace.carriers import with_shared_carriers
from firsthand.trace.copies import passages_of
from firsthand.trace.direction import direction_of
from firsthand.trace.fingerprints import Text
from firsthand.trace.fits import Explained, Fit, fits_of
from firsthand.trace.kin import Kin, kin_of, telling
from firsthand.trace.publishers import Names, names_among
from firsthand.trace.renderings import rendering_probability, renderings_of
from firsthand.trace.same_figures import left_open
from firsthand.trace.siblings import Pair, pairs_of, sibling_probability
from firsthand.trace.sources import sources_of
from firsthand.trace.translations import across

SAID = 0.2  # links less probable than this are not worth a person's time
PARENT = 0.5  # from which a text is taken as a parent when others are weighed
WHOLE, VERBATIM = 0.2, 0.95  # share of sentences unchanged, or mean likeness, from which shared text is copied and not paraphrased
TRANSLATED = 0.6  # share of a text's figures and names from which it is a translation and not a citation
WHOLE_TEXT = (
    "source-line",
    "republished",
    "told-to",
)  # rules of credits by which text should be shared: for a whole text, or a speaker's words
SHARED_SENTENCES = 3  # whole sentences from which text is surely shared
NOT_BORNE_OUT = 0.3  # of a credit to a held document that does not have what is credited
_FIGURE = re.compile(r"\d(?:[\d,，]*\d)?")
HOUSE = 0.5  # two texts of one publisher that share less than this share its own words: a form, an earlier issue
PASSAGES = 8  # further passages kept with a link


def lineage_of(readings: Sequence[Reading], said: Mapping[str, Said], decided: Sequence[Link] = ()) -> Lineage:
    """The lineage of some readings: links between them, named sources not held, and a person's decisions on top. The same in any order of the readings."""
    ordered = sorted(readings, key=lambda r: r.source)
    kin = kin_of(ordered)
    outside = sources_of(ordered, said)
    names = names_among(ordered, said, outside.links)
    explained = Explained(kin)
    fits = {d: fits_of(d, kin, explained, names) for d in range(len(ordered))}
    chosen = parents_of(fits)
    parents = {d: [f.parent for f in fs] for d, fs in chosen.items()}
    links = [_direct(f, kin, names, parents[d]) for d in sorted(chosen) for f in chosen[d]]
    links += _translated(kin, names, parents)
    links += [x for p in pairs_of(kin, explained, names, fits, parents) if (x := _sibling(p, kin))]
    links = _merged(links, outside.links, {t.source: t for t in kin.texts})
    links = list(with_shared_carriers(links))
    return Lineage(outside.named, _with_decisions([*links, *left_open(kin.texts, links)], decided))


def parents_of(fits: Mapping[int, Sequence[Fit]]) -> dict[int, list[Fit]]:
    """The parents of each text, from the most probable fit down; one that would close a ring is left out."""
    chosen: dict[int, list[Fit]] = defaultdict(list)
    above: dict[int, list[int]] = defaultdict(list)
    likely = (f for fs in fits.values() for f in fs if f.p >= PARENT)
    for fit in sorted(likely, key=lambda f: (-f.p, f.child, f.parent)):
        if not _comes_from(fit.parent, fit.child, above):
            chosen[fit.child].append(fit)
            above[fit.child].append(fit.parent)
    return dict(chosen)


def _comes_from(one: int, of: int, parents: Mapping[int, Sequence[int]]) -> bool:
    """Whether text `one` is text `of` or comes from it."""
    todo, seen = [one], set()
    while todo:
        x = todo.pop()
        if x == of:
            return True
        if x not in seen:
            seen.add(x)
            todo += parents.get(x, ())
    return False


def _direct(fit: Fit, kin: Kin, names: Names, parents: Sequence[int]) -> Link:
    """The link of a text to a parent: second-hand if the words that name it came in through another parent that names it too."""
    here, there = kin.texts[fit.child].reading, kin.texts[fit.parent].reading
    spans = _spans(kin, fit.child, fit.parent)
    kind = _kind(fit, kin)
    through = kind == "cites" and any(q != fit.parent and names.manner(kin.texts[q].source, there.source) for q in parents)
    relation: Relation = "second_hand" if through else "direct"
    p_direction, cues = direction_of(here, there, fit.manner != "", fit.named_back, fit.own, fit.own_there)
    return Link(
        derived_id("link", here.source, there.source, kind, relation), here.source, there.source, kind, relation, fit.manner != "", *spans[0],
        p=fit.p, p_direction=p_direction, cues=cues, passages=tuple(spans[1:PASSAGES]), why=("shared text", *((f"named: {fit.manner}",) if fit.manner else ())),
    )  # fmt: skip


def _kind(fit: Fit, kin: Kin) -> LinkKind:
    """What a text did with its parent's: cited it where it speaks of it or is mostly its own, else copied, or reworded nearly every sentence."""
    if fit.manner == "reported" or (fit.manner in ("cites", "told", "mentions") and fit.own >= 0.5):
        return "cites"
    matches = kin.ties[min(fit.child, fit.parent), max(fit.child, fit.parent)].shared.matches
    whole = sum(m.like >= 0.999 for m in matches) / max(1, len(matches))
    return "copies" if whole >= WHOLE or fit.exact >= VERBATIM else "paraphrases"


def _sibling(pair: Pair, kin: Kin) -> Link | None:
    p = sibling_probability(pair)
    house = kin.texts[pair.a].reading.publisher
    if p < SAID or (house and house == kin.texts[pair.b].reading.publisher and pair.overlap < HOUSE):
        return None
    spans = _spans(kin, pair.a, pair.b)
    kind: LinkKind = "quotes" if pair.quotes else "copies" if pair.exact >= 0.3 else "paraphrases"
    one, two = kin.texts[pair.a].source, kin.texts[pair.b].source
    return Link(
        derived_id("link", one, two, kind, "sibling"), one, two, kind, "sibling", False, *spans[0], p=p, passages=tuple(spans[1:PASSAGES]),
        why=("shared quotation" if pair.quotes else "shared text", "no held parent found"),
    )  # fmt: skip


def _translated(kin: Kin, names: Names, parents: dict[int, list[int]]) -> list[Link]:
    """Links across languages, the most probable first; each that is said joins the parents, and none may close a ring."""
    found: list[Link] = []
    pairs = {(x.a, x.b): x for x in across(kin.texts)}
    ways = renderings_of(tuple(pairs.values()), kin.texts, names, frozenset(parents))
    for p, way in sorted(((rendering_probability(w), w) for w in ways), key=lambda x: (-x[0], x[1].child, x[1].parent)):
        if p < PARENT or _comes_from(way.parent, way.child, parents):
            continue
        parents.setdefault(way.child, []).append(way.parent)
        shared = pairs[min(way.child, way.parent), max(way.child, way.parent)].shared
        spans = [(x, y) if way.child < way.parent else (y, x) for x, y in shared]
        here, there = kin.texts[way.child].reading, kin.texts[way.parent].reading
        kind: LinkKind = "translates" if way.share >= TRANSLATED else "cites"
        p_direction, cues = direction_of(here, there, way.manner != "", way.named_back, 1 - way.share, 1 - way.share_there)
        found.append(
            Link(
                derived_id("link", here.source, there.source, kind, "direct"), here.source, there.source, kind, "direct", way.manner != "", *spans[0],
                p=p, p_direction=p_direction, cues=cues, passages=tuple(spans[1:PASSAGES]), why=("shared figures", *((f"named: {way.manner}",) if way.manner else ())),
            )
        )  # fmt: skip
    return found


def _spans(kin: Kin, a: int, b: int) -> list[tuple[Span, Span]]:
    """The shared passages of two tied texts, heaviest first, the first text's span first."""
    found = passages_of(kin.ties[min(a, b), max(a, b)].shared, kin.corpus)
    return [(x, y) if a < b else (y, x) for x, y, _ in found]


def _merged(found: Sequence[Link], credits: Iterable[Link], texts: Mapping[str, Text]) -> list[Link]:
    """Links by shared text and links by credits as one: a pair has one link, named where a credit names it; a credit inside a copied passage is second-hand."""
    direct = {(x.source, x.to): x for x in found if x.relation != "sibling"}
    copied: dict[str, list[Span]] = defaultdict(list)
    for x in found:
        for here, there in ((x.span, x.to_span), *x.passages):
            if x.p >= PARENT and x.kind != "quotes":
                copied[x.source].append(here)
                if x.relation == "sibling" and there:
                    copied[x.to].append(there)
    kept = []
    for credit in credits:
        if credit.source == credit.to or (credit.to, credit.source) in direct:
            continue
        if (credit.source, credit.to) in direct:
            known = direct[credit.source, credit.to]
            where = (*known.passages, (credit.span, None), *credit.passages)
            direct[credit.source, credit.to] = replace(known, named=True, passages=where, why=(*known.why, *credit.why))
            continue
        credit = _checked(credit, texts)
        inside = credit.kind != "copies" and any(s.start <= credit.span.start and credit.span.end <= s.end for s in copied[credit.source])
        kept.append(replace(credit, relation="second_hand") if inside and credit.relation == "direct" else credit)
    named = {frozenset((x.source, x.to)) for x in kept if not is_outside(x.to) and x.p >= PARENT}
    siblings = [x for x in found if x.relation == "sibling" and frozenset((x.source, x.to)) not in named]
    return [*direct.values(), *siblings, *kept]


def _checked(credit: Link, texts: Mapping[str, Text]) -> Link:
    """A credit to a held document that shares no text: improbable for a whole text or for words told to an outlet, or where the figures credited are not in the document."""
    if is_outside(credit.to) or credit.p < PARENT or _share_whole(texts[credit.source], texts[credit.to]):
        return credit
    if credit.kind == "copies" or any(rule in w for w in credit.why for rule in WHOLE_TEXT):
        return replace(credit, p=NOT_BORNE_OUT, why=(*credit.why, "no shared text"))
    text = texts[credit.source]
    unit = next((u for u in text.units if u.span.start <= credit.span.start < u.span.end), None)
    wanted = _figures(text.reading.text[unit.span.start : unit.span.end]) if unit else set()
    if wanted and not wanted & _figures(texts[credit.to].reading.text):
        return replace(credit, p=NOT_BORNE_OUT, why=(*credit.why, "figures not in it"))
    return credit


def _figures(words: str) -> set[str]:
    """The figures that tell something, in digits of any script, without what parts their thousands."""
    found = (str(int(digits)) for x in _FIGURE.findall(words) if (digits := x.replace(",", "").replace("，", "")).isdecimal())
    return {x for x in found if telling(x)}


def _share_whole(one: Text, two: Text) -> bool:
    """Whether two texts that were not compared, because too many are as near, share whole sentences."""
    keys = {u.key for u in one.units if u.last - u.first > 4}
    return sum(u.key in keys for u in two.units) >= SHARED_SENTENCES


def _with_decisions(found: Sequence[Link], decided: Sequence[Link]) -> tuple[Link, ...]:
    """Links with a person's decisions in place of the proposals between the same two."""
    settled = {frozenset((x.source, x.to)) for x in decided}
    kept = [x for x in found if frozenset((x.source, x.to)) not in settled]
    kept += [replace(x, p=0.0 if x.state == "rejected" else 1.0, p_direction=1.0) for x in decided]
    return tuple(sorted(kept, key=lambda x: (x.source, x.to, x.id)))
