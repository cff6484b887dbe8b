"""Changes of who is said to have said it: a headline that raises its source above the body's, a credit that the set does not bear out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from firsthand.model.claims import Credit, Said
from firsthand.model.findings import Lineage, Mutation
from firsthand.model.names import derived_id
from firsthand.model.passages import Reading, Span
from firsthand.tongues.numerals import numbers_in

_LOWER = re.compile(
    r"\b(?:panel|committee|member|expert|experts|rapporteur|official|officials|adviser|advisor|researcher|study|group|branch|office|delegate|vice chair\w*|spokes\w+)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?P<name>(?:the\s)?[A-Z][\w.&’'-]*(?:\s(?:[A-Z][\w.&’'-]*|of|for|on|and|the)){0,6}?)\s(?:says?|said|finds?|found|confirms?|confirmed|reports|warns|estimates|has credible|believes)\b"
)
_TAIL = re.compile(r"\s:\s?(?P<name>[A-Z][\w.&’'-]*(?:\s[\w.&’'-]+){0,5})$")
_PAGE = ("source_line", "agency", "byline")


def headline_changes(reading: Reading, said: Said) -> Iterator[Mutation]:
    """Where the headline lets a whole body speak and the text only a part of it (a panel, a member, reports before it)."""
    line = re.match(r"[^\n]+", reading.text)
    if not line or len(line[0]) > 160:
        return
    m = _SAYS.match(line[0]) or _TAIL.search(line[0])
    name = _plain(m["name"]) if m else ""
    if not m or not name or _LOWER.search(m["name"]):
        return
    for c in said.credits:
        written = re.sub(r"\([^)]*\)", "", c.name)
        if c.at.start > line.end() and _LOWER.search(written) and _plain(written).startswith(name) and _plain(written) != name:
            span = Span(m.start("name"), line.end())
            yield Mutation(
                derived_id("mutation", reading.source, span.start, span.end, "source_raised"),
                reading.source,
                span,
                reading.source,
                c.at,
                "said_by",
                c.name,
                line[0],
                "source_raised",
            )
            return
    rest = reading.text[line.end() :]
    lower = re.search(
        rf"(?:{_name_pattern(m['name'])})\s(?:\([A-Z.]+\)\s)?(?:[\w-]+\s){{0,3}}?(?:panel|committee|expert|member)\b", rest, re.IGNORECASE
    )
    if lower:
        span, at = Span(m.start("name"), line.end()), Span(line.end() + lower.start(), line.end() + lower.end())
        yield Mutation(
            derived_id("mutation", reading.source, span.start, span.end, "source_raised"),
            reading.source,
            span,
            reading.source,
            at,
            "said_by",
            lower[0],
            line[0],
            "source_raised",
        )


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


def attribution_changes(texts: Mapping[str, Reading], said: Mapping[str, Said], lineage: Lineage) -> list[Mutation]:
    """Credits of a page to a publisher some of whose texts are held, none of which the page shares a word with: not borne out by the set."""
    by_publisher: dict[str, list[str]] = defaultdict(list)
    for r in texts.values():
        if r.publisher:
            by_publisher[_plain(r.publisher)].append(r.source)
    kin: dict[str, set[str]] = defaultdict(set)
    for k in lineage.links:
        if k.to in texts and k.kind != "cites" and k.p >= 0.3 and k.state != "rejected":
            kin[k.source].add(k.to)
            kin[k.to].add(k.source)
    out = []
    for source, r in texts.items():
        for c in said.get(source, Said(source)).credits:
            held = by_publisher.get(_plain(c.name), [])
            if (
                c.manner not in _PAGE
                or not held
                or c.span.end <= c.span.start
                or source in held
                or not kin[source]
                or kin[source] & set(held)
            ):
                continue
            if _named_upstream(c, kin[source], said):
                continue
            to = held[0]
            other = texts[to]
            out.append(
                Mutation(derived_id("mutation", source, c.span.start, c.span.end, "credit_not_borne_out"), source, c.span, to, Span(0, min(80, len(other.text))), "said_by", other.text[:80].split("\n")[0], r.text[c.span.start : c.span.end], "credit_not_borne_out")
            )  # fmt: skip
    return out


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
