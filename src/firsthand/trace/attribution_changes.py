"""Changes of who is said to have said it: a headline that raises its source above the body's, a credit that the set does not bear out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from firsthand.model.claims import Credit, Said
from firsthand.model.findings import Lineage, Mutation
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span
from firsthand.tongues.numerals import numbers_in
from firsthand.trace.facts import Told
from firsthand.trace.sounds import SAME, may_be_one, script

_LOWER = re.compile(
    r"\b(?:panel|committee|member|expert|experts|rapporteur|official|officials|adviser|advisor|researcher|study|group|branch|office|delegate|vice chair\w*|spokes\w+)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?P<name>(?:the\s)?[A-Z][\w.&’'-]*(?:\s(?:[A-Z][\w.&’'-]*|of|for|on|and|the)){0,6}?)\s(?:says?|said|finds?|found|confirms?|confirmed|reports|warns|estimates|has credible|believes)\b"
)
_TAIL = re.compile(r"\s:\s?(?P<name>[A-Z][\w.&’'-]*(?:\s[\w.&’'-]+){0,5})$")
KIN = 0.3  # probability of a link with a shared passage from which two texts are kin
NO_TEXT = frozenset(["no shared text", "figures not in it"])  # what tracing notes of a credit that the text credited does not bear out
_PAGE = ("source_line", "agency", "byline")


def headline_changes(reading: Reading, said: Said) -> Iterator[Mutation]:
    """Where the headline lets a whole body speak and the text only a part of it (a panel, a member, reports before it)."""
    line = re.match(r"[^\n]+", reading.text)
    if not line or len(line[0]) > 160:
        return
    m = _SAYS.match(line[0]) or _TAIL.search(line[0])
    if not m or not _plain(m["name"]) or _LOWER.search(m["name"]):
        return
    at = _part_of(reading, said, _plain(m["name"]), m["name"], line.end())
    if at:
        span = Span(m.start("name"), line.end())
        identity = derived_id("mutation", reading.source, span.start, span.end, "source_raised")
        yield Mutation(
            identity, reading.source, span, reading.source, at, "said_by", reading.text[at.start : at.end], line[0], "source_raised"
        )


def _part_of(reading: Reading, said: Said, name: str, written: str, after: int) -> Span | None:
    """Where the text below the headline lets a part of the named body speak: a panel, a committee, a member of it."""
    for c in said.credits:
        plain = _plain(re.sub(r"\([^)]*\)", "", c.name))
        if c.at.start > after and _LOWER.search(plain) and plain.startswith(name) and plain != name:
            return c.at
    part = re.compile(
        rf"(?:{_name_pattern(written)})\s(?:\([A-Z.]+\)\s)?(?:[\w-]+\s){{0,3}}?(?:panel|committee|expert|member)\b", re.IGNORECASE
    )
    lower = part.search(reading.text, after)
    return Span(*lower.span()) if lower else None


def _plain(name: str) -> str:
    low = re.sub(r"\bunited nations\b", "un", re.sub(r"^the\s", "", name.strip().lower().replace(".", "")))
    return " ".join(low.split())


def _name_pattern(name: str) -> str:
    plain = _plain(name)
    words = plain.split()
    if words and words[0] == "un":
        return r"U\.?N\.?|United Nations" + (
            r"(?:\s\(UN\))?" if len(words) == 1 else r"(?:\s\(UN\))?\s" + r"\s".join(re.escape(w) for w in words[1:])
        )
    return re.escape(plain).replace(r"\ ", r"\s")


def attribution_changes(texts: Mapping[str, Reading], said: Mapping[str, Said], lineage: Lineage, told: Told) -> list[Mutation]:
    """Credits of a page to a publisher some of whose texts about the place are held, none of which the page shares a passage or a fact with, while
    it does with others: not borne out by the set. A credit that came along with the text of another is left to that one."""
    kin, facts = _kin(texts, lineage), _facts(told)
    held = _Held(texts, told)
    out = []
    for source, r in sorted(texts.items()):
        for c in said.get(source, Said(source)).credits:
            named = c.span.end > c.span.start and (c.manner in _PAGE or c.rule.startswith("republished"))
            if not named or not c.name or not (kin[source] or facts[source]):
                continue
            near = held.near(source, c.name)
            if near and not held.all_of(c.name) & (kin[source] | _fellows(source, facts)) and not _named_upstream(c, kin[source], said):
                out.append(_not_borne_out(r, c, texts[min(near)]))
    return out


def _kin(texts: Mapping[str, Reading], lineage: Lineage) -> dict[str, set[str]]:
    """For each text those with which it shares a passage."""
    kin: dict[str, set[str]] = defaultdict(set)
    for k in lineage.links:
        if k.to in texts and k.to_span and k.kind != "cites" and k.p >= KIN and k.state != "rejected" and not NO_TEXT & set(k.why):
            kin[k.source].add(k.to)
            kin[k.to].add(k.source)
    return kin


def _facts(told: Told) -> dict[str, list[frozenset[str]]]:
    """For each text, of each of its facts that others tell too, all that tell it."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for tellings in told.facts:
        together = frozenset(d for t in tellings for d in t.holders)
        for d in together:
            found[d].append(together)
    return found


def _fellows(source: str, facts: Mapping[str, Sequence[frozenset[str]]]) -> set[str]:
    """The texts that tell half of the facts of a text or more: it may have them from there, in whatever words."""
    shared = Counter(d for together in facts.get(source, ()) for d in together)
    return {d for d, n in shared.items() if 2 * n >= shared[source]}


class _Held:
    """The texts held of each publisher, by its names in any script, and by the places of which they tell."""

    def __init__(self, texts: Mapping[str, Reading], told: Told) -> None:
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for r in texts.values():
            if r.publisher:
                self._by_name[_plain(r.publisher)].add(r.source)
        self._texts, self._told = texts, told
        self._places: dict[str, frozenset[str]] = {}
        self._found: dict[str, frozenset[str]] = {}

    def all_of(self, name: str) -> frozenset[str]:
        """All texts held of the publisher of that name."""
        plain = _plain(name)
        if plain not in self._found:
            same = self._by_name.get(plain, set())
            others = [n for n in self._by_name if script(n) != script(plain) and may_be_one(n, plain) >= SAME]
            self._found[plain] = frozenset(same.union(*(self._by_name[n] for n in others)))
        return self._found[plain]

    def near(self, source: str, name: str) -> frozenset[str]:
        """Those of them that tell of a place of which the source tells; none where the source is one of them itself."""
        held, mine = self.all_of(name), self._about(source)
        return frozenset() if source in held else frozenset(h for h in held if mine & self._about(h))

    def _about(self, source: str) -> frozenset[str]:
        """The places of which a text tells: those of its facts, else whatever known places it names."""
        if source not in self._places:
            text = self._texts[source].text
            named = (sounds for name, sounds in self._told.names.items() if sounds and name in text)
            self._places[source] = self._told.places.get(source) or frozenset(named)
        return self._places[source]


def _not_borne_out(reading: Reading, credit: Credit, held: Reading) -> Mutation:
    headline = held.text[:80].split("\n")[0]
    identity = derived_id("mutation", reading.source, credit.span.start, credit.span.end, "credit_not_borne_out")
    words = reading.text[credit.span.start : credit.span.end]
    return Mutation(
        identity,
        reading.source,
        credit.span,
        held.source,
        Span(0, max(1, len(headline))),
        "said_by",
        headline,
        words,
        "credit_not_borne_out",
    )


def _named_upstream(credit: Credit, kin: set[str], said: Mapping[str, Said]) -> bool:
    """Whether a text that the page shares words with carries the same credit: then it came along."""
    return any(_plain(c.name) == _plain(credit.name) for s in kin for c in said.get(s, Said(s)).credits)


def footnote_changes(texts: Mapping[str, Reading], said: Mapping[str, Said]) -> Iterator[Mutation]:
    """Sentences whose footnote leads to a held text that has none of the sentence's figures: the note does not bear it."""
    named = [(r, _plain(r.publisher)) for r in texts.values() if r.publisher]
    for source, r in sorted(texts.items()):
        for note in r.footnotes:
            words = _plain(r.text[note.note.start : note.note.end])
            held = next(
                (t for t, publisher in named if t.source != source and ((t.url and t.url in note.links) or publisher in words)), None
            )
            figures = [
                c
                for c in said.get(source, Said(source)).claims
                if c.amount and c.amount_at and note.sentence.start <= c.amount_at.start < note.sentence.end
            ]
            if not held or not figures:
                continue
            there = {n.value for n in numbers_in(held.text, held.language)}
            lacking = [c for c in figures if c.amount and not {c.amount.floor, c.amount.ceiling, c.amount.base} & (there - {None})]
            if len(lacking) == len(figures):
                span = lacking[0].amount_at
                assert span
                sentence = r.text[note.sentence.start : note.sentence.end]
                yield Mutation(
                    derived_id("mutation", source, span.start, span.end, "credit_not_borne_out"),
                    source,
                    Span(span.start, note.sentence.end),
                    held.source,
                    None,
                    "said_by",
                    "",
                    sentence[span.start - note.sentence.start :],
                    "credit_not_borne_out",
                )
