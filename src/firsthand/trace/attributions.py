"""Whom a document credits for what one claim says, and what shows that it, or they, came to know it themselves.

In: a reading, the passages in which it makes the claim, its credits, the links by which its credits were led to sources. Out: its carriers (whose
text it says it prints), the speakers behind the claim's own words, and the signs of own knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from firsthand.model.claims import Credit
from firsthand.model.findings import Lineage, Link
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading, Span
from firsthand.trace.assertions import content_of
from firsthand.trace.naming import key_of, parsed
from firsthand.trace.speakers import is_body, is_press, no_name, party_keys, sign_of_access, without_reporters

CARRYING = {"source_line": 0, "link": 0, "agency": 1}  # from the outermost carrier inwards
ASIDE = frozenset(["photo", "byline", "footnote"])
LISTENING = frozenset(
    ["told-to", "zh-told-to", "seen-by", "told-us", "zh-told-us", "bo-told-us"]
)  # rules whose name is who was told or shown
DATELINES = frozenset(["dateline", "own-dateline"])
_PROPER = r"[A-Z][\w’'-]*(?: (?:of |for |and |the )?[A-Z][\w’'-]*)*"
_REPORTERS = re.compile(
    rf"\b(?:[Rr]eporters|[Cc]orrespondents|[Jj]ournalists) (?:of|for|from) ((?:the )?{_PROPER})|([\u4e00-\u9fff]{{2,10}})记者"
    rf"|(?:, |\bthat )(?:the )?({_PROPER}) (?:found|established|counted|saw|determined|observed|recorded|documented)\b"
    r"|(?:^|[，。、：\s])([\u4e00-\u9fff·]{2,14}?)(?:通过自己的|经自己的|自行)"
)
LEAD = 250  # code points of a text within which a source is that of the whole
HEARSAY = re.compile(
    r"\bestimates\b|\bcredible reports\b|\breports of\b|\brumou?rs\b|\bheard that\b|\bhearsay\b|据报|据估计|有报道|听说|传闻", re.I
)  # what a named source only passes on
NEAR = 40  # code points between what is credited and a next sentence that goes on with it
WRITTEN = re.compile(
    r"\b(?:letter|statement|report|study|release|tweet|notice|survey|article|book)\b|报告|声明|通告|信|公告|研究|སྙན་ཐོ|ཡི་གེ", re.I
)

ONLY_WRITING = re.compile(
    r"(?:the |this )?(?:report|study|survey|statement|letter|notice)|(?:该)?(?:报告|研究|声明|通告)|སྙན་ཐོ་?|ཞིབ་འཇུག་?", re.I
)

CARRIED = 0.5  # that a sentence without a credit is told by the speaker of those before it, where the document has several speakers


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody credited for the claim: node name, how it ends (identified, unnamed), words of own access, in writing or by word of mouth, who was told,
    the figures of the passage, whether the credit stands in an earlier sentence, whether it is only passed on, the passage."""

    name: str
    state: str
    access: str
    written: bool
    told: str
    behind: tuple[str, ...]
    press: bool
    span: Span
    figures: frozenset[Decimal] = frozenset()
    carried: bool = False
    passed_on: bool = False
    passage: Span = Span(0, 0)
    p: float = 1.0  # that it is told by this speaker at all


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a document's claim is: its carriers from outside in, the speakers, its own knowledge in its own words, the dateline if it was there."""

    carriers: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    own: str
    dateline: str
    looked: frozenset[str]  # media shown to have looked or been told themselves
    hearsay: frozenset[str] = frozenset()  # named sources that elsewhere in the text are said to pass such figures on


_TITLE_TAIL = re.compile(r"(?:[(（]|\s[|–—-]\s)([^()（）|–—]{3,60}?)[)）]?$")


class Names:
    """The names by which credits lead to sources, for some documents: by the links tracing found, else by the name as written."""

    def __init__(self, links: Mapping[str, Sequence[Link]], lineage: Lineage, publishers: Mapping[str, str]) -> None:
        self._publishers = publishers
        self._by_span: dict[tuple[str, Span], list[Link]] = {}
        for source, found in links.items():
            for link in found:
                if link.source == source and link.relation != "sibling" and link.state != "rejected":
                    for span, there in ((link.span, link.to_span), *link.passages):
                        if there is None:  # the place of a credit, not of a shared passage
                            self._by_span.setdefault((source, span), []).append(link)
        self._aliases = {key_of(x): n.id for n in lineage.named for x in (n.id.removeprefix(OUTSIDE), *n.aliases)}

    def titled(self, reading: Reading) -> list[str]:
        """The source that a title gives in brackets at its end, or after a dash or bar, where it is one known by that name."""
        first = reading.text.lstrip()[:300].splitlines()[:3]
        found = [m.group(1) for line in (reading.title, *first) if (m := _TITLE_TAIL.search(line.strip()))]
        known = [self._aliases.get(key_of(x)) or self._publishers.get(key_of(x)) for x in found]
        return [x for x in dict.fromkeys(known) if x and x != reading.source][:1]

    def of(self, reading: Reading, credit: Credit, name: str = "") -> str:
        """The node a credited name stands for: a source's id (its own where it credits itself), or "ext:NAME"."""
        if credit.kind == "own" and not name:
            return reading.source
        written = _after_dateline(name or credit.name)
        bare = without_reporters(written)
        keys = party_keys(reading)
        if any(k and (k == key_of(bare) or k == key_of(written)) for k in keys):
            return reading.source
        if not name and bare == credit.name:
            found = sorted(
                self._by_span.get((reading.source, credit.span), ()),
                key=lambda x: (credit.rule not in x.why, not _alike(x.to, written), -x.p, x.to),
            )
            if found and (len(found) == 1 or _alike(found[0].to, written) or credit.rule in found[0].why):
                return found[0].to
        if ONLY_WRITING.fullmatch(bare) and (before := self._before(reading.source, credit.span)):
            return before
        head = parsed(bare, credit.kind, reading.language).head or bare
        for key in (key_of(bare), key_of(head)):
            if key in self._aliases:
                return self._aliases[key]
        return OUTSIDE + head

    def _before(self, source: str, span: Span) -> str:
        """The source credited last before this place: "the report says" goes on with it."""
        found = [(at.end, x.to) for (s, at), links in self._by_span.items() if s == source and at.end <= span.start for x in links]
        return max(found, default=(0, ""))[1]


def _alike(node: str, written: str) -> bool:
    mine, other = set(key_of(node.removeprefix(OUTSIDE)).split()), set(key_of(written).split())
    return bool(mine & other)


def _after_dateline(name: str) -> str:
    """A Chinese name without the dateline that ran into it ("某社某地9月1日电 某人")."""
    return re.sub(r"^.*?\d+月\d+日电?[\s）)]*|^.*?日电\s*", "", name) or name


def voice_of(reading: Reading, passages: Sequence[Span], cores: Sequence[Span], credits: Iterable[Credit], names: Names) -> Voice:
    """Whose words the claim is in this document; `cores` are the words that tell the claim apart, one for each passage (the passage itself if unknown)."""
    credits = [c for c in credits if c.manner not in ASIDE]
    carriers = [(CARRYING[c.manner], names.of(reading, c)) for c in credits if c.manner in CARRYING]
    carriers += [(0, x) for x in names.titled(reading)]
    order = tuple(dict.fromkeys(x for _, x in sorted(carriers, key=lambda x: x[0]) if x != reading.source))
    inside = [c for c in credits if c.manner not in CARRYING]
    told = {c.span: names.of(reading, c) for c in inside if _rule(c) in LISTENING}
    looked = frozenset(told.values())
    speakers: dict[str, Speaker] = {}
    own = ""
    for passage, core in zip(passages, cores, strict=True):
        inside_too = [*inside, *_own_reporters(reading, passage, inside)]
        covering = covering_credits(
            reading, passage, core, [c for c in inside_too if _rule(c) not in LISTENING and c.rule not in DATELINES]
        )
        signed = _nearest_sign(reading, passage, covering)
        listeners = [names.of(reading, c) for c in inside if _rule(c) in LISTENING and _touch(c.span, passage)]
        for c in covering:
            speaker = _speaker(reading, c, passage, listeners, names)
            if signed is not None and c is not signed and speaker.access:
                speaker = replace(speaker, access="")
            if c.kind == "own" or speaker.name == reading.source:
                own = own or ("" if c.kind != "own" and c.manner == "told" else _own_words(reading, c, passage))
            elif speaker.name not in speakers or (speaker.access and not speakers[speaker.name].access):
                speakers[speaker.name] = speaker
    dateline = next((reading.text[c.cue.start : c.cue.end] for c in inside if c.rule in DATELINES), "")
    if not speakers and not own and not order and not dateline:
        speakers = {s.name: s for s in _carried_over(reading, passages, inside, names)}
    order = tuple(x for x in order if x not in speakers)
    if not (speakers or own or order or dateline) and is_body(reading.publisher):
        own = f"{reading.publisher} speaks of its own work"
    heard = frozenset(names.of(reading, c) for c in inside if HEARSAY.search(reading.text[c.span.start : max(c.span.end, c.content.end)]))
    return Voice(order, tuple(speakers.values()), own, dateline, looked, heard - {reading.source})


def _own_reporters(reading: Reading, passage: Span, credits: Sequence[Credit]) -> list[Credit]:
    """Reporters of a named paper who came to know it, where they stand inside what another credit covers."""
    found = []
    for m in _REPORTERS.finditer(reading.text, passage.start, passage.end):
        group = m.lastindex or 1
        at, whole = Span(*m.span(group)), Span(*m.span())
        if not any(c.kind == "own" and _touch(c.span, at) for c in credits) and sign_of_access(
            reading.text[m.start() : passage.end], reading.language
        ):
            found.append(Credit(whole, Span(m.end(), m.end()), m.group(group), at, passage, "body", "reported", "reporters-of"))
    return found


def _nearest_sign(reading: Reading, passage: Span, credits: Sequence[Credit]) -> Credit | None:
    """Of several credits of one sentence the one that its sign of own access stands next to; None with one credit or no sign."""
    text = reading.text[passage.start : passage.end]
    sign = sign_of_access(text, reading.language)
    if not sign or len(credits) < 2:
        return None
    where = passage.start + text.lower().index(sign)
    return min(credits, key=lambda c: (abs(c.at.end - where) if c.at.end <= where else 2 * (c.at.start - where), c.at.start))


def _carried_over(reading: Reading, passages: Sequence[Span], credits: Sequence[Credit], names: Names) -> list[Speaker]:
    """Who speaks in a passage that credits nobody: who was credited in the sentence before it, else the source that the lead of the document gives."""
    spoken = [c for c in credits if _carries(c, reading)]
    p = 1.0 if len({names.of(reading, c) for c in spoken} - {reading.source}) == 1 else CARRIED
    for passage in passages:
        opens = max(reading.text.rfind("\n\n", 0, passage.start), 0)
        before = [
            c
            for c in spoken
            if opens <= c.span.start and c.span.end <= passage.start and max(c.content.end, c.span.end) >= passage.start - NEAR
        ]
        if before:
            return [replace(_speaker(reading, max(before, key=lambda c: c.span.end), passage, (), names), carried=True, p=p)]
    lead = [c for c in spoken if c.span.start < LEAD]
    found = {names.of(reading, c): c for c in lead}
    found.pop(reading.source, None)
    return (
        [replace(_speaker(reading, next(iter(found.values())), passages[0], (), names), carried=True, p=p)]
        if len(found) == 1 and passages
        else []
    )


def _carries(credit: Credit, reading: Reading) -> bool:
    """Whether a credit can stand for sentences after it: a named source whose figures or findings are told, no quotation, tweet or denial."""
    if credit.quoted or credit.kind in ("own", "unnamed") or _rule(credit) in LISTENING or credit.manner in ("wrote", "denied", "told"):
        return False
    words = reading.text[credit.span.start : credit.span.end].lower()
    return "tweet" not in words and not no_name(credit.name, credit.kind, reading.language)


def _own_words(reading: Reading, credit: Credit, passage: Span) -> str:
    """The words by which a document shows that it knows by itself; "" where it only says that it was told."""
    words = reading.text[credit.span.start : credit.span.end]
    if credit.kind == "own":
        return words
    return words if sign_of_access(reading.text[passage.start : passage.end], reading.language) else ""


def _rule(credit: Credit) -> str:
    return credit.rule.split(":")[0].split("+")[0]


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def covering_credits(reading: Reading, passage: Span, core: Span, credits: Sequence[Credit]) -> list[Credit]:
    """The credits of a sentence whose content covers what tells the claim apart; where none does, those whose content was cut short by the credit itself."""
    near = [c for c in credits if _touch(c.span, passage) or _touch(c.content, core)]
    covering = [c for c in near if _covers(c.content, core, passage)]
    if not covering:
        covering = [
            c
            for c in near
            if _touch(c.cue, passage) and c.manner != "found" and c.content.end - c.content.start < (passage.end - passage.start) / 3
        ]
    named = [c for c in covering if c.kind != "unnamed" or c.name]
    return named or covering


def _covers(content: Span, core: Span, passage: Span) -> bool:
    shared = min(content.end, core.end) - max(content.start, core.start)
    if core == passage:
        return shared >= 0.25 * (core.end - core.start)
    return shared >= 0.5 * (core.end - core.start)


def _speaker(reading: Reading, credit: Credit, passage: Span, listeners: Sequence[str], names: Names) -> Speaker:
    near = _touch(passage, credit.span) or _touch(passage, credit.content)
    sentence = (
        reading.text[min(passage.start, credit.span.start) : max(passage.end, credit.span.end)]
        if near
        else reading.text[credit.span.start : credit.span.end]
    )
    node = names.of(reading, credit)
    access = "" if HEARSAY.search(sentence) else sign_of_access(sentence, reading.language)
    state = "unnamed" if credit.kind == "unnamed" or (not access and no_name(credit.name, credit.kind, reading.language)) else "identified"
    behind = tuple(names.of(reading, credit, x) for x in credit.behind)
    own_words = reading.text[credit.span.start : credit.span.end]
    written = credit.kind == "document" or (credit.manner in ("document", "study", "wrote", "citing") and bool(WRITTEN.search(own_words)))
    figures = content_of(reading.text[passage.start : passage.end], reading.language).numbers
    told = next((x for x in listeners if x != node), "")
    return Speaker(
        node,
        state,
        access,
        written,
        told,
        behind,
        is_press(without_reporters(credit.name)) or is_press(node.removeprefix(OUTSIDE)),
        credit.span,
        figures,
        passed_on=bool(HEARSAY.search(sentence)),
        passage=passage,
    )
