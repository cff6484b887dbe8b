"""Sources: what each document credits, as links to held documents or to named ones that nobody holds.

One link per document and source. Content is needed: bare mentions, photo credits, unnamed sources and the document's own publisher give none.
A source that came in through a carrier the text names is second-hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from firsthand.model.claims import Credit, Said
from firsthand.model.findings import Lineage, Link, LinkKind, Named, Relation
from firsthand.model.names import OUTSIDE, derived_id
from firsthand.model.passages import Reading, Span
from firsthand.tongues.antecedents import full_name_of
from firsthand.tongues.credit_words import CreditWords, credit_words, governments
from firsthand.trace.aliases import Aliases, acronyms_in, may_be_same
from firsthand.trace.held import COVERED_WHOLE, Shelf
from firsthand.trace.naming import Parsed, key_of, parsed

CARRIERS = frozenset({"agency", "link", "source_line"})
SILENT = frozenset({"photo", "byline", "own", "footnote"})
LEAST_CONTENT = 8  # code points; a credit of less carries nothing
_ORDER = {"copies": 0, "quotes": 1, "cites": 2}

# How often a credit by this rule was a source in the development corpora, by the first part of the rule's name.
CHANCES = {
    "publisher-tag": 0.93, "publisher-copied": 0.8, "dateline-tag": 0.95, "lone-line": 0.93, "title-tail": 0.75, "title-says": 0.75, "title-host": 0.8,
    "closing-name": 0.6, "republished-from": 0.95, "source-line": 0.9, "handle": 0.55, "appeared-in": 0.85, "members-of-crowd": 0.85,
    "subject-with-quotation": 0.7, "phrase-before-name": 0.85, "phrase+document": 0.88, "phrase-after-name": 0.8, "document-brought-out": 0.85, "document-by": 0.6,
    "speaker-verb:told": 0.95, "speaker-verb:denied": 0.9, "speaker-verb:reported": 0.85, "speaker-verb:wrote": 0.9, "speaker-verb:spoke": 0.85, "speaker-verb:found": 0.65,
    "seen-by": 0.55, "speaker-verb": 0.78, "verb-speaker": 0.85, "told-to": 0.75, "participle": 0.45, "zh-citing": 0.85, "zh-source-line": 0.9, "zh-wire": 0.95, "zh-joint-report": 0.85, "copyright": 0.7, "contributed": 0.6, "ja-tag": 0.93, "bo-source-line": 0.85, "ar-source-line": 0.85, "ja-source-line": 0.85, "zh-dateline-tag": 0.93,
    "zh-speaker-verb": 0.7, "zh-learnt-from": 0.85, "zh-told-to": 0.45, "bo-citing": 0.85, "bo-agent-verb": 0.7, "ja-citing": 0.8, "ja-speaker-verb": 0.65, "ar-verb-speaker": 0.6, "ar-citing": 0.85,
}  # fmt: skip


@dataclass(frozen=True)
class _Wanted:
    """A credit on its way to a link: its document, its name taken apart, the key of its cluster."""

    index: int
    credit: Credit
    name: Parsed
    key: str
    chance: float


def sources_of(readings: Sequence[Reading], said: Mapping[str, Said]) -> Lineage:
    """What the documents credit: sources named and not held, and links from documents to those and to held documents."""
    aliases = Aliases(acronyms_in(r.text for r in readings))
    shelf = Shelf(readings)
    wanted = _gathered(readings, said, aliases)
    keys = {index: {w.key for w in credits} for index, credits in _by_document(wanted).items()}
    wanted = [_in_full(w, aliases, keys[w.index]) for w in wanted]
    links: list[Link] = []
    for index, credits in _by_document(wanted).items():
        links += _links_of(readings[index], index, credits, aliases, shelf)
    return Lineage(_named(aliases, links, wanted), tuple(links))


def _gathered(readings: Sequence[Reading], said: Mapping[str, Said], aliases: Aliases) -> list[_Wanted]:
    found: list[_Wanted] = []
    for index, reading in enumerate(readings):
        credits = said[reading.source].credits if reading.source in said else ()
        people = {}
        for c in credits:
            if c.kind == "unnamed" and (state := _state_media(reading, c)):
                c = replace(c, name=state, kind="body")
            if c.manner in SILENT or c.kind in ("unnamed", "own") or not c.name.strip() or c.content.end - c.content.start < LEAST_CONTENT:
                continue
            name = parsed(c.name, c.kind, reading.language)
            if words_of(reading).has("assembly", name.head.lower()) and (nation := _dateline_nation(reading)):
                name = replace(name, head=f"{nation} {name.head.lower()}", speaks_for=True)
            if latin := _in_latin_letters(reading, c):
                name = replace(name, head=latin, acronym="")
            if name.kind == "person" and name.head not in people and (full := _full_name(reading, name.head)):
                people[name.head] = replace(name, head=full)
            if name.head in people:
                name = people[name.head]
            elif name.kind == "person":
                people[name.head.split()[-1]] = people[name.head.split()[0]] = name
            if name.head and not _nameless(name, reading.language):
                name = _tweeted(reading, c, name)
                found.append(_Wanted(index, c, name, aliases.place(name, c.name), _chance(c, name)))
    return found


def words_of(reading: Reading) -> CreditWords:
    """The words of a reading's language, English ones if there are none."""
    words = credit_words(reading.language) or credit_words("en")
    assert words is not None
    return words


def _dateline_nation(reading: Reading) -> str:
    """The nation of the capital in a dateline ("WASHINGTON (AP)"); "" if there is none."""
    for m in re.finditer(r"\b[A-Z]{4,}\b(?= *[(,–—-])", reading.text[:1500]):
        country = governments().get(m.group().lower())
        if country:
            return _NATION.get(country, country)
    return ""


def _nameless(name: Parsed, language: str) -> bool:
    """Whether a document is meant that the words do not name: "the report"."""
    words = credit_words(language)
    plain = name.head.lower()
    if words is None or name.kind != "document":
        return False
    return words.has("document", plain) or (plain == name.head and plain.isascii() and any(words.has("document", w) for w in plain.split()))


_LATIN = re.compile(r"[་།\s]*[（(]([A-Z][A-Za-z .’'-]{3,60})[)）]")


def _in_latin_letters(reading: Reading, c: Credit) -> str:
    """The name in Latin letters that a text in another script gives in brackets after it; "" if none."""
    m = _LATIN.match(reading.text, c.at.end) if c.at.end > c.at.start and not c.name[:1].isascii() else None
    inside = m or (re.search(r"[（(]([A-Z][A-Za-z .’'-]{3,60})[)）]\s*$", c.name) if not c.name[:1].isascii() else None)
    return inside.group(1).strip() if inside and (" " in inside.group(1).strip() or not inside.group(1).isupper()) else ""


def _full_name(reading: Reading, surname: str) -> str | None:
    words = credit_words(reading.language)
    return full_name_of(reading.text, surname, words) if words is not None and words.script == "svo" else None


def _tweeted(reading: Reading, c: Credit, name: Parsed) -> Parsed:
    """A person's tweet is a source of its own name."""
    near = reading.text[c.span.start : c.span.end + 30].lower()
    return replace(name, head=f"{name.head}, tweet", role="") if name.kind == "person" and "tweet" in near else name


def _state_media(reading: Reading, c: Credit) -> str:
    """ "state media" tied to the country the sentences before speak of; "" if it is no such credit."""
    low = c.name.lower()
    if not low.endswith(("state media", "state television", "state tv", "state news agency")):
        return ""
    before = reading.text[max(0, c.span.start - 300) : c.span.start]
    for word in reversed(before.replace("’s", "").replace("'s", "").split()):
        country = governments().get(word.strip('.,;:“”"()').lower())
        if country and word[:1].isupper():
            return f"{_NATION.get(country, country)} {low.removeprefix('the ')}"
    return ""


_NATION = {
    "United States": "US",
    "United Kingdom": "British",
    "China": "Chinese",
    "Iran": "Iranian",
    "Russia": "Russian",
    "North Korea": "North Korean",
    "Turkey": "Turkish",
    "Syria": "Syrian",
    "Vietnam": "Vietnamese",
    "Myanmar": "Myanmar",
}


def _chance(c: Credit, name: Parsed) -> float:
    rule = c.rule.split("+")[0]
    base = CHANCES.get(rule, CHANCES.get(rule.split(":")[0], 0.7))
    if "+antecedent" in c.rule or "+introduced" in c.rule:
        base -= 0.1
    if (
        c.name[:1].islower()
        and c.name.split()[0].lower() in {"a", "an"}
        and not name.acronym
        and not name.country
        and not name.speaks_for
        and name.kind != "person"
    ):
        base = min(base, 0.45)
    if name.kind == "document" and not any(w[:1].isupper() for w in name.head.split()):
        base = min(base, 0.35)
    if name.kind == "body" and not any(w[:1].isupper() or ord(w[0]) > 0x0F00 for w in name.head.split()):
        base = min(base, 0.4)
    return base


def _in_full(w: _Wanted, aliases: Aliases, here: Set[str]) -> _Wanted:
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


def _by_document(wanted: Sequence[_Wanted]) -> dict[int, list[_Wanted]]:
    found: dict[int, list[_Wanted]] = defaultdict(list)
    for w in wanted:
        found[w.index].append(w)
    return found


def _links_of(reading: Reading, index: int, credits: Sequence[_Wanted], aliases: Aliases, shelf: Shelf) -> list[Link]:
    """One link per source of a document: the firmest kind, the likeliest rule, all passages."""
    best: dict[str, Link] = {}
    carriers = {w.key for w in credits if w.credit.manner in CARRIERS}
    held_here: dict[str, str] = {}
    for w in credits:
        keys = [w.key, key_of(w.name.head), key_of(w.name.acronym), key_of(aliases.shown(w.key)), key_of(w.credit.name)]
        keys = [k for k in dict.fromkeys(keys) if k]
        if shelf.own(index, keys) and w.credit.rule != "publisher-copied":
            continue
        whole = COVERED_WHOLE if w.credit.manner in CARRIERS else 0.0
        content = reading.text[w.credit.content.start : w.credit.content.end]
        found = shelf.find(index, keys, content, whole)
        if found is not None:
            held_here[w.key] = found[0]
        to = found[0] if found else held_here.get(w.key, OUTSIDE + aliases.shown(w.key))
        link = _link(reading, w, to, _relation(w, carriers, credits))
        best[to] = link if to not in best else _joined(best[to], link)
    return _one_per_party(list(best.values()), credits, aliases)


def _relation(w: _Wanted, carriers: set[str], credits: Sequence[_Wanted]) -> Relation:
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


def _link(reading: Reading, w: _Wanted, to: str, relation: Relation) -> Link:
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
    return replace(
        first,
        p=min(0.99, max(one.p, other.p, p)),
        passages=first.passages + ((second.span, None),) + second.passages,
        why=tuple(dict.fromkeys(first.why + second.why)),
    )


def _absorbed(keep: Link, drop: Link) -> Link:
    """The link of a party with the passages of another that is the same party."""
    both = _joined(keep, drop)
    return replace(both, id=keep.id, to=keep.to)


def _one_per_party(links: list[Link], credits: Sequence[_Wanted], aliases: Aliases) -> list[Link]:
    """A person and the body spoken for are one: where both are credited, the body's link goes into the person's."""
    by_to = {link.to: link for link in links}
    shown = {w.key: OUTSIDE + aliases.shown(w.key) for w in credits}
    for w in credits:
        for keep, drop in _same_party(w, credits, aliases):
            first, second = shown.get(keep, ""), shown.get(drop, "")
            if first != second and first in by_to and second in by_to:
                by_to[first] = _absorbed(by_to[first], by_to.pop(second))
    return list(by_to.values())


def _same_party(w: _Wanted, credits: Sequence[_Wanted], aliases: Aliases) -> list[tuple[str, str]]:
    """Pairs of keys (the one to keep, the one it takes in) that this credit shows to be one party."""
    if w.name.head.endswith(", tweet"):
        return [(w.key, aliases.key(replace(w.name, head=w.name.head.removesuffix(", tweet"))))]
    if w.name.country:
        mouths = [
            o.key
            for o in credits
            if o.key != w.key
            and _NATION.get(w.name.country, w.name.country).lower() in key_of(o.credit.name)
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


_MOUTHS = frozenset(["embassy", "ministry", "delegation", "consulate", "mission"])


def _named(aliases: Aliases, links: Sequence[Link], wanted: Sequence[_Wanted]) -> tuple[Named, ...]:
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
