"""Sources: what each document credits, as links to held documents or to named ones that nobody holds.

One link per document and source. Content is needed: bare mentions, photo credits, unnamed sources and the document's own publisher give none.
A source that came in through a carrier the text names is second-hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from firsthand.model.claims import Credit, Said
from firsthand.model.findings import Lineage, Link, LinkKind, Named, Relation
from firsthand.model.names import OUTSIDE, derived_id
from firsthand.model.passages import Reading, Span
from firsthand.trace.aliases import Aliases, acronyms_in, may_be_same, scripts_in
from firsthand.trace.credited import NATION, Credited, credited_in
from firsthand.trace.held import COVERED_WHOLE, Shelf
from firsthand.trace.naming import key_of
from firsthand.trace.pointers import footnote_links, noted_in, rendered_link

CARRIERS = frozenset({"agency", "link", "source_line"})
_ORDER = {"copies": 0, "quotes": 1, "cites": 2}
_MOUTHS = frozenset(["embassy", "ministry", "delegation", "consulate", "mission"])


def sources_of(readings: Sequence[Reading], said: Mapping[str, Said]) -> Lineage:
    """What the documents credit: sources named and not held, and links from documents to those and to held documents."""
    aliases = Aliases(acronyms_in(r.text for r in readings), scripts_in(r.text for r in readings))
    shelf = Shelf(readings)
    wanted = credited_in(readings, said, aliases)
    keys = {index: {w.key for w in credits} for index, credits in _by_document(wanted).items()}
    wanted = [_in_full(w, aliases, keys[w.index]) for w in wanted]
    links: list[Link] = []
    credits = _by_document(wanted)
    for index, reading in enumerate(readings):
        noted = tuple(footnote_links(reading, index, shelf))
        found = _links_of(reading, index, credits[index], aliases, shelf, noted) if index in credits else []
        links += _with_pointers(found, noted, rendered_link(reading, index, shelf))
    return Lineage(_named(aliases, links, wanted), tuple(links))


def _with_pointers(credited: Sequence[Link], noted: Iterable[Link], rendered: Link | None) -> list[Link]:
    """Links of credits with those of footnotes; where the page is a translation all else came in through what it translates."""
    found = {link.to: link for link in credited}
    for link in noted:
        found[link.to] = _joined(found[link.to], link) if link.to in found else link
    if rendered is None:
        return list(found.values())
    found.pop(rendered.to, None)
    return [rendered, *(replace(link, relation="second_hand") for link in found.values())]


def _in_full(w: Credited, aliases: Aliases, here: Set[str]) -> Credited:
    """An office without its holder becomes the holder the corpus names."""
    if (
        w.name.kind != "person"
        and not w.name.acronym
        and "rapporteur" in w.credit.name.lower()
        and (holder := aliases.holder_of(w.name, w.credit.name))
    ):
        return replace(w, key=holder)
    if w.name.kind == "body" and (longer := aliases.ending_in(w.key, here)) is not None:
        return replace(w, key=longer)
    return w


def _by_document(wanted: Sequence[Credited]) -> dict[int, list[Credited]]:
    found: dict[int, list[Credited]] = defaultdict(list)
    for w in wanted:
        found[w.index].append(w)
    return found


def _links_of(
    reading: Reading, index: int, credits: Sequence[Credited], aliases: Aliases, shelf: Shelf, noted: Sequence[Link]
) -> list[Link]:
    """One link per source of a document: the firmest kind, the likeliest rule, all passages."""
    best: dict[str, Link] = {}
    carriers = {
        w.key
        for w in credits
        if w.credit.manner in CARRIERS and (w.credit.rule == "publisher-copied" or not shelf.own(index, _keys(w, aliases)))
    }
    held_here: dict[str, str] = {}
    for w in credits:
        keys = _keys(w, aliases)
        if shelf.own(index, keys) and w.credit.rule != "publisher-copied":
            continue
        whole = COVERED_WHOLE if w.credit.manner in CARRIERS else 0.0
        content = reading.text[w.credit.content.start : w.credit.content.end]
        found = shelf.find(index, keys, content, whole)
        if found is not None:
            held_here[w.key] = found[0]
        elsewhere = held_here.get(w.key) or noted_in(reading, w.credit.span, keys, noted)
        to = found[0] if found else elsewhere or OUTSIDE + aliases.shown(w.key)
        link = _link(reading, w, to, _relation(w, carriers, credits))
        best[to] = link if to not in best else _joined(best[to], link)
    return _one_per_party(list(best.values()), credits, aliases)


def _keys(w: Credited, aliases: Aliases) -> list[str]:
    """The names under which a credited source may be held."""
    keys = [w.key, key_of(w.name.head), key_of(w.name.acronym), key_of(aliases.shown(w.key)), key_of(w.credit.name)]
    keys += [other for k in keys for other in aliases.in_other_scripts(k)]
    return [k for k in dict.fromkeys(keys) if k]


def _relation(w: Credited, carriers: set[str], credits: Sequence[Credited]) -> Relation:
    """Second-hand where the document names a carrier, or another in the same sentence carries this one."""
    if carriers and w.key not in carriers:
        return "second_hand"
    for other in credits:
        if other.key != w.key and any(b and b in w.credit.name for b in other.credit.behind):
            return "second_hand"
        if other is not w and other.key != w.key and other.credit.manner == "reported" and _wraps(other.credit, w.credit):
            return "second_hand"
    return "direct"


def _wraps(outer: Credit, inner: Credit) -> bool:
    return outer.content.start <= inner.span.start and inner.span.end <= outer.content.end


def _link(reading: Reading, w: Credited, to: str, relation: Relation) -> Link:
    c = w.credit
    kind: LinkKind = "copies" if c.manner in CARRIERS else "quotes" if c.quoted else "cites"
    span = c.span if c.span.end > c.span.start else Span(0, min(len(reading.text), 80))
    return Link(
        derived_id("link", reading.source, to, "credit"),
        reading.source,
        to,
        kind,
        relation,
        True,
        span,
        None,
        w.chance,
        0.97,
        (),
        "proposed",
        (),
        (c.rule,),
    )


def _joined(one: Link, other: Link) -> Link:
    """Two credits of one source in one document as one link: several make it surer."""
    first, second = sorted((one, other), key=lambda x: (_ORDER[x.kind], -x.p, x.span.start))
    p = 1 - (1 - one.p) * (1 - 0.4 * other.p)
    noted = tuple(p for p in second.passages if p not in first.passages)
    return replace(
        first,
        p=min(0.99, max(one.p, other.p, p)),
        passages=first.passages + ((second.span, None),) + noted,
        why=tuple(dict.fromkeys(first.why + second.why)),
    )


def _absorbed(keep: Link, drop: Link) -> Link:
    """The link of a party with the passages of another that is the same party."""
    both = _joined(keep, drop)
    return replace(both, id=keep.id, to=keep.to)


def _one_per_party(links: list[Link], credits: Sequence[Credited], aliases: Aliases) -> list[Link]:
    """A person and the body spoken for are one: where both are credited, the body's link goes into the person's."""
    by_to = {link.to: link for link in links}
    shown = {w.key: OUTSIDE + aliases.shown(w.key) for w in credits}
    for w in credits:
        for keep, drop in _same_party(w, credits, aliases):
            first, second = shown.get(keep, ""), shown.get(drop, "")
            if first != second and first in by_to and second in by_to:
                by_to[first] = _absorbed(by_to[first], by_to.pop(second))
    return list(by_to.values())


def _same_party(w: Credited, credits: Sequence[Credited], aliases: Aliases) -> list[tuple[str, str]]:
    """Pairs of keys (the one to keep, the one it takes in) that this credit shows to be one party."""
    if w.name.head.endswith(", tweet"):
        return [(w.key, aliases.key(replace(w.name, head=w.name.head.removesuffix(", tweet"))))]
    if w.name.country:
        mouths = [
            o.key
            for o in credits
            if o.key != w.key
            and NATION.get(w.name.country, w.name.country).lower() in key_of(o.credit.name)
            and _MOUTHS & set(key_of(o.credit.name).split())
        ]
        return [(key, w.key) for key in mouths[:1]]
    if w.name.kind != "person":
        return []
    speaks, belongs = aliases.bodies_of(w.key)
    here = [o for o in credits if o.name.kind != "person"]
    found = [(o.key, w.key) for o in here if o.key in speaks]
    within = [
        o for o in here if any(set(key.split()) <= set(body.split()) for body in belongs | speaks for key in (o.key, key_of(o.name.head)))
    ]
    return found + [(w.key, o.key) for o in within if o.key not in speaks]


def _named(aliases: Aliases, links: Sequence[Link], wanted: Sequence[Credited]) -> tuple[Named, ...]:
    """The outside sources that links lead to."""
    used = {link.to for link in links if link.to.startswith(OUTSIDE)}
    same = may_be_same(aliases)
    found: dict[str, Named] = {}
    for key in dict.fromkeys(w.key for w in wanted):
        name = OUTSIDE + aliases.shown(key)
        if name in used:
            may = tuple((OUTSIDE + aliases.shown(k), p) for k, p in same.get(key, ()))
            aliases_here = found[name].aliases if name in found else ()
            kind = aliases.kind(key)
            found[name] = Named(name, kind, tuple(dict.fromkeys(aliases_here + aliases.written(key))), may)  # type: ignore[arg-type]
    return tuple(found.values())
