"""What a text adds that nothing shows it had from anybody: a ratio of figures, a reason where its kin say that none was given, a wider place.

In: the texts, and who has what from whom. Out: mutations. Kin are texts tied by a link, or that have something from one source. English words only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from firsthand.model.findings import Lineage, Mutation
from firsthand.model.passages import Reading, Span
from firsthand.tongues.sentences import sentences
from firsthand.trace.amount_changes import Change

LIKELY, CROWD = 0.4, 24  # links followed; texts that have something from one source, up to which they are kin
_RATIO = re.compile(
    r"\b(?:double|twice|triple|three times|four times|five times|ten times|\w+fold)\b(?=\s(?:the|that|as|what|its|their)\b)", re.IGNORECASE
)
_UNSAID = re.compile(
    r"a number of (?:factors|reasons)|various (?:factors|reasons)|without (?:giving|stating|offering) (?:a |any )?reasons?|(?:did|does|do|would) not (?:explain|say why|give (?:a|any) reason|elaborate)|declined to (?:say why|explain)",
    re.IGNORECASE,
)  # fmt: skip
_REASON = re.compile(
    r"\b(?:out of concern|over concerns|because|due to|owing to|in order to|so as to|to (?:focus|put weight|concentrate|avoid|prevent|protect|comply|appease))\b[^,.;]{3,80}", re.IGNORECASE
)  # fmt: skip
_WORLD = re.compile(r"\b(?:across|around|throughout|all over) the (?:globe|world)\b|\bworldwide\b|\bglobally\b", re.IGNORECASE)
_NATION = re.compile(
    r"\b(?:the )?whole country\b|\b(?:across|around|throughout) the (?:country|nation)\b|\bnationwide\b|\bin every part of [A-Z]\w+",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}(?:\s[A-Z][\w’'-]+)*")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
Making = Callable[[str, str, Change], Mutation]


def additions(texts: Mapping[str, Reading], lineage: Lineage, make: Making) -> Iterator[Mutation]:
    """What English texts add to what their kin have."""
    kin = _kin(texts, lineage)
    for source in sorted(kin):
        near = [texts[s] for s in sorted(kin[source]) if texts[s].language == "en"]
        if texts[source].language == "en" and near:
            for to, change in (*_ratios(texts[source], near), *_reasons(texts[source], near), *_wider(texts[source], near)):
                yield make(source, to, change)


def _kin(texts: Mapping[str, Reading], lineage: Lineage) -> Mapping[str, set[str]]:
    kin: dict[str, set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    for k in lineage.links:
        if k.p < LIKELY or k.state == "rejected" or k.source not in texts:
            continue
        if k.to in texts:
            kin[k.source].add(k.to)
            kin[k.to].add(k.source)
        else:
            shared[k.to].add(k.source)
    for together in shared.values():
        if len(together) <= CROWD:
            for s in together:
                kin[s] |= together - {s}
    return kin


def _sentence(reading: Reading, at: int) -> Span:
    spans = reading.sentences or sentences(reading.text, reading.language)
    return next((s for s in spans if s.start <= at < s.end), Span(at, at + 1))


def _words(reading: Reading, span: Span) -> str:
    return reading.text[span.start : span.end]


def _ratios(reading: Reading, near: Sequence[Reading]) -> Iterator[tuple[str, Change]]:
    """A ratio beside a figure that kin have too, none of them with any ratio."""
    for m in _RATIO.finditer(reading.text):
        figures = set(_FIGURE.findall(_words(reading, _sentence(reading, m.start()))))
        sharing = [r for r in near if any(len(f) > 1 and f in r.text for f in figures)]
        first = next((r for r in near if figures), None)
        if first and not any(re.search(rf"\b{m[0]}\b", r.text, re.IGNORECASE) for r in near):
            there = (sharing or [first])[0]
            yield there.source, Change("ratio", "number_derived", "number", Span(*m.span()), Span(0, 1), "", m[0])


def _reasons(reading: Reading, near: Sequence[Reading]) -> Iterator[tuple[str, Change]]:
    """A reason in a sentence about somebody whose reason kin, or the text itself, say was not given."""
    for other in (reading, *near):
        for unsaid in _UNSAID.finditer(other.text):
            about = set(_NAME.findall(_words(other, _sentence(other, unsaid.start()))))
            for m in _REASON.finditer(reading.text):
                here = set(_NAME.findall(_words(reading, _sentence(reading, m.start()))))
                if len(about & here) >= 2 or any(" " in x for x in about & here):
                    yield other.source, Change("detail", "detail_added", "why", Span(*m.span()), Span(*unsaid.span()), unsaid[0], m[0])


def _wider(reading: Reading, near: Sequence[Reading]) -> Iterator[tuple[str, Change]]:
    """The whole world where kin, none of which says so, have one country."""
    m = _WORLD.search(reading.text)
    national = [(r, n) for r in near if (n := _NATION.search(r.text))]
    if m and national and not any(_WORLD.search(r.text) for r in near):
        there, was = national[0]
        yield there.source, Change("place", "scope_widened", "where", Span(*m.span()), Span(*was.span()), was[0], m[0])
