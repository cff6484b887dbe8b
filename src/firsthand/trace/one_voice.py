"""Which documents speak with one voice: texts of one passage, unless each says that it has the claim from somebody else.

In: the voices of the documents that make a claim, the links of text between them. Out: nodes of the claim graph made one, each by the link that decides it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from firsthand.model.findings import SETTLED_LOW, Level, Link
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading, Span
from firsthand.tongues.quotes import quotations
from firsthand.tongues.words import characters, forms
from firsthand.trace.attributions import Voice
from firsthand.trace.graphs import Edge
from firsthand.trace.naming import key_of
from firsthand.trace.sketch import Drawing, Holding
from firsthand.trace.sounds import may_be_one, script

SAME_WORDS, FEWEST = 0.5, 7  # share of common threes of words from which two passages are one, and the fewest such threes
SURE, LIKELY = 0.97, 0.9  # how sure that is where tracing found a link too, and where it did not
KIN = 0.5  # probability of a link from which two texts are taken for kin
SHORT_QUOTE = 40  # code points up to which words in quotation marks are no speech
SEEN = re.compile(r"\b(?:seen|obtained|viewed|reviewed|leaked)\b|看到|获得|取得|查阅")  # a writing came to hand: it may be the other's
COMPARED = 60  # documents among which every pair of passages is compared


def firmest(
    voices: Mapping[str, Voice], holdings: Mapping[str, Holding], readings: Mapping[str, Reading], links: Mapping[str, Sequence[Link]]
) -> dict[str, Voice]:
    """The voices without speakers taken over from earlier sentences, where kin of the same passage says more firmly whose words these are."""
    firm = {d for d, v in voices.items() if v.carriers or v.own or v.dateline or any(not s.carried for s in v.speakers)}
    found = dict(voices)
    for d, voice in voices.items():
        kin = {x for k in links[d] if k.p >= KIN and k.state != "rejected" for x in (k.source, k.to)} - {d}
        if voice.speakers and all(s.carried for s in voice.speakers) and kin & firm:
            found[d] = replace(voice, speakers=())
    return found


def join_voices(
    drawing: Drawing,
    holdings: Mapping[str, Holding],
    readings: Mapping[str, Reading],
    links: Mapping[str, Sequence[Link]],
    voices: Mapping[str, Voice],
    level: Level,
) -> None:
    """Texts of one passage are one voice, whichever was first: what one of them says of its source holds for all."""
    linked = set()
    for link in sorted({x.id: x for found in links.values() for x in found}.values(), key=lambda x: x.id):
        if link.source not in holdings or link.to not in holdings or (link.to_span is None and link.relation != "sibling"):
            continue
        linked.add(frozenset((link.source, link.to)))
        decided = link.state != "proposed"
        covered = _covered(link, holdings)
        p = 1.0 if decided else link.p if covered else _beside(link, voices)
        if covered and not decided and link.p >= KIN and sameness(readings, holdings, link.source, link.to) >= SAME_WORDS:
            p = max(p, SURE)
        if link.state != "rejected" and not (link.kind == "quotes" and link.relation == "sibling" and not decided):
            _one_voice(drawing, link.id, link.source, link.to, p, voices, level)
    for a, b in combinations(sorted(holdings), 2) if len(holdings) <= COMPARED and level == "so" else ():
        firm = all(v.speakers or v.own or v.dateline or v.carriers for v in (voices[a], voices[b]))
        if (
            frozenset((a, b)) not in linked
            and not firm
            and not (voices[a].own and voices[b].own)
            and sameness(readings, holdings, a, b) >= SAME_WORDS
        ):
            _one_voice(drawing, f"{a}={b}", a, b, LIKELY, voices, level)


def _one_voice(drawing: Drawing, link: str, source: str, to: str, p: float, voices: Mapping[str, Voice], level: Level) -> None:
    """Make the voices of two documents one, and with them their own knowledge and their only speaker, all by one thing to decide."""
    a, b = voices[source], voices[to]
    if _conflict(a, b, level):
        return
    pairs = [(_base(source, a), _base(to, b))]
    pairs += [(f"{x}#own", f"{y}#own") for x, y in pairs if f"{x}#own" in drawing.nodes and f"{y}#own" in drawing.nodes]
    pairs += _same_speaker(a, b)
    for i, (x, y) in enumerate(pairs):
        if x != y and p > 0 and x in drawing.nodes and y in drawing.nodes:  # a speaker who was overruled ends no trail
            drawing.edges[f"{link} {i}"] = Edge(link, x, y, p, kind="one")


def _conflict(a: Voice, b: Voice, level: Level) -> bool:
    """Whether two documents have the claim from different people: each says from whom, and nobody is on both sides."""
    mine, other = (_from_whom(v, level) for v in (a, b))
    if not (mine or a.own) or not (other or b.own) or mine & other:
        return False
    if a.own and b.own and not mine and not other:
        return a.own.lower() != b.own.lower() and not (SEEN.search(a.own) or SEEN.search(b.own))
    return not any(_alike(x, y) for x in mine for y in other)


def _from_whom(voice: Voice, level: Level) -> set[str]:
    """Those a document has the claim from; at the level *said* those who were told."""
    named = [s for s in voice.speakers if s.state == "identified" and not s.carried]
    if level == "said":
        return {s.told for s in named if s.told}
    return {s.name for s in named if not s.press or s.access}


def _alike(a: str, b: str) -> bool:
    """Whether two names may be one name: a word of their own in common, or the same sounds in another script."""
    x, y = a.removeprefix(OUTSIDE), b.removeprefix(OUTSIDE)
    if script(x) != script(y):
        return may_be_one(x, y) > SETTLED_LOW
    return (
        bool({w for w in key_of(x).split() if len(w) > 3} & {w for w in key_of(y).split() if len(w) > 3})
        or x[:2] == y[:2]
        and script(x) != "latin"
    )


def sameness(readings: Mapping[str, Reading], holdings: Mapping[str, Holding], a: str, b: str) -> float:
    """How far two documents make the claim in the same running words: the best share of threes of words two of their passages have in common."""
    mine, theirs = ([threes(_unquoted(readings[d], p)) for p in holdings[d].passages] for d in (a, b))
    return max((len(x & y) / min(len(x), len(y)) for x in mine for y in theirs if len(x & y) >= FEWEST), default=0.0)


def _unquoted(reading: Reading, passage: Span) -> str:
    """The words of a passage outside quotation marks: what stands inside them two may share who heard one speaker."""
    text = reading.text[passage.start : passage.end]
    for q in reversed(quotations(text, reading.language)):
        if q.end - q.start > SHORT_QUOTE:
            text = text[: q.start] + " \u2026 " + text[q.end :]
    return text


def threes(text: str) -> frozenset[tuple[str, ...]]:
    """Every three tokens of a text that follow one another."""
    tokens = forms(text, characters(text))
    return frozenset(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _base(document: str, voice: Voice) -> str:
    """The node whose words the document has: its innermost carrier, else itself."""
    return voice.carriers[-1] if voice.carriers else document


def _beside(link: Link, voices: Mapping[str, Voice]) -> float:
    """How likely a link brought the claim whose shared passages do not cover it: not where the document says whence it has it; else open."""
    mine, other = voices[link.source], voices[link.to]
    if mine.own or other.own or (mine.speakers and other.speakers):
        return 0.0
    return link.p * 0.5


def _covered(link: Link, holdings: Mapping[str, Holding]) -> bool:
    """Whether the shared passages cover what tells the claim apart, on both sides."""
    if link.kind == "translates":  # of the whole text, whatever passages show it
        return True
    pairs = ((link.span, link.to_span), *link.passages)
    return any(_over(here, holdings[link.source]) and (there is None or _over(there, holdings[link.to])) for here, there in pairs)


def _over(span: Span, holding: Holding) -> bool:
    for passage, core in zip(holding.passages, holding.cores, strict=True):
        shared = min(span.end, passage.end) - max(span.start, passage.start)
        whole = core == passage or min(span.end, core.end) > max(span.start, core.start)
        if whole and shared >= 0.3 * (passage.end - passage.start):
            return True
    return False


def _same_speaker(a: Voice, b: Voice) -> list[tuple[str, str]]:
    """Two texts of one passage name one speaker, however each writes the name."""
    mine, theirs = ([s for s in v.speakers if s.state == "identified" and not s.press] for v in (a, b))
    if len(mine) == 1 and len(theirs) == 1 and mine[0].name != theirs[0].name and not a.own and not b.own:
        return [(mine[0].name, theirs[0].name)]
    return []
