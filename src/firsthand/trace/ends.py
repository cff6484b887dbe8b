"""From texts to the claim graph: where each document has one claim from, and how that trail ends.

In: the passages in which documents make the claim, their readings, credits and links. Out: a `Graph` to count, and the words that show how each end
knew. What is done, in order:

- Whose words: the carriers a document names (an agency, a source line) stand between it and everything else it says.
- Behind them the speakers credited for the claim's own words; nobody credited: own knowledge in its own words, a dateline at the place, a body
  that publishes what it did itself; else bare. A medium that is only cited passes on: it ends the trail without saying how it knew.
- Level *said*: whoever heard the speaker is an origin; a written statement is one origin however many print it.
- Links of text count where their passages cover the claim. Where the text upstream says something else, the claim was born on the way.
- One party, one origin: a paper and the document it published, two documents of one body, two names tracing found to be one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from firsthand.model.claims import Said
from firsthand.model.findings import Level, Lineage, Link
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading
from firsthand.trace.attributions import Names, Speaker, Voice, voice_of
from firsthand.trace.graphs import Graph
from firsthand.trace.one_voice import firmest, join_voices
from firsthand.trace.parties import join_parties, settle_parties
from firsthand.trace.sketch import Drawing, Holding
from firsthand.trace.speakers import is_body, is_press
from firsthand.trace.writings import Writing


@dataclass(frozen=True, slots=True)
class Drawn:
    """The claim graph, for each node the words that show how it knew, and for each document the node whose words it has."""

    graph: Graph
    access: Mapping[str, str]
    voices: Mapping[str, Voice]


def draw(
    holdings: Mapping[str, Holding],
    readings: Mapping[str, Reading],
    said: Mapping[str, Said],
    links: Mapping[str, Sequence[Link]],
    lineage: Lineage,
    level: Level,
    publishers: Mapping[str, str],
    writing: Writing | None = None,
) -> Drawn:
    """The claim graph of the documents in `holdings`; `links` are those that touch them, by document; `publishers` leads from names to held documents;
    `writing` is what the claim itself is about, where that is a writing."""
    names = Names(links, lineage, publishers)
    voices = {
        d: voice_of(readings[d], h.passages, h.cores, said[d].credits if d in said else (), names) for d, h in sorted(holdings.items())
    }
    voices = {d: _of_writing(readings[d], holdings[d], v, writing) for d, v in voices.items()} if writing else voices
    voices = firmest(voices, holdings, readings, links)
    drawing = Drawing()
    for d, holding in sorted(holdings.items()):
        drawing.node(d)
        drawing.nodes[d] = replace(drawing.nodes[d], p_holds=holding.p)
        _trail(drawing, readings[d], voices[d], level, readings)
    _own_figures(drawing, voices)
    for name in {x for v in voices.values() for x in v.hearsay} & set(drawing.nodes):
        drawing.nodes[name] = replace(drawing.nodes[name], access=False)
    join_voices(drawing, holdings, readings, links, voices, level)
    join_parties(drawing, readings, lineage)
    settle_parties(drawing, lineage.same)
    return Drawn(Graph(tuple(drawing.nodes.values()), tuple(drawing.edges.values()), tuple(sorted(holdings))), drawing.access, voices)


def _of_writing(reading: Reading, holding: Holding, voice: Voice, writing: Writing) -> Voice:
    """Where the claim is that somebody put something in writing, the writing is the source of every document that tells of it."""
    told = any(writing.what in reading.text[p.start : p.end].lower() for p in holding.passages)
    if not told or any(s.state == "identified" and not s.press for s in voice.speakers):
        return voice
    places = dict.fromkeys([s.passage for s in voice.speakers] or [holding.passages[0]])
    name = f"{OUTSIDE}{writing.who} ({writing.what})"
    authors = tuple(Speaker(name, "identified", "in writing", True, "", (), False, place, passage=place) for place in places)
    return replace(voice, speakers=(*voice.speakers, *authors))


def _own_figures(drawing: Drawing, voices: Mapping[str, Voice]) -> None:
    """A named source with a count of its own, which no other has and which is not round, has a sign of its own access."""
    by_name: dict[str, set[Decimal]] = {}
    for voice in voices.values():
        for s in voice.speakers:
            if s.state == "identified" and not s.press:
                by_name.setdefault(s.name, set()).update(s.figures)
    for name, figures in by_name.items():
        others = {x for other, xs in by_name.items() if other != name for x in xs}
        precise = {x for x in figures if x >= 100 and x % 100}
        if others and precise and not precise & others and name in drawing.nodes:
            drawing.node(name, "identified", "a count of its own")


def _trail(drawing: Drawing, reading: Reading, voice: Voice, level: Level, readings: Mapping[str, Reading]) -> None:
    """From one document through its carriers to its speakers, or to its own knowledge."""
    base = reading.source
    for carrier in voice.carriers:
        drawing.edge(base, carrier, "words")
        base = carrier
    named = [s for s in voice.speakers if s.state == "identified"]
    if level == "said":
        for s in named:
            _heard(drawing, base, s, voice)
    else:
        _so(drawing, base, named, voice, readings)
    if voice.own:
        _own(drawing, base, voice.own)
    elif voice.speakers and not named:
        drawing.node(base, "unnamed")
    elif not named:
        _nobody(drawing, reading, base, voice)


def _so(drawing: Drawing, base: str, named: Sequence[Speaker], voice: Voice, held: Mapping[str, Reading]) -> None:
    """Who said it, and whom they had it from; a medium cited beside others in one sentence only carries them."""
    for passage in dict.fromkeys(s.passage for s in named):
        here = [s for s in named if s.passage == passage]
        media = [s for s in here if s.press and not s.access]
        others = [s for s in here if s not in media]
        for s in media:
            drawing.edge(base, s.name)
            if not others and not s.behind:
                looked = s.name in voice.looked
                drawing.node(s.name, "identified" if looked else "unnamed", "had it itself" if looked else "")
            _behind(drawing, s)
        for s in others:
            party = _party_of(s, held)
            drawing.node(party, "identified", s.access or ("told it" if s.told else ""))
            for before in [m.name for m in media] or [base]:
                drawing.edge(before, party, p=s.p)
            _behind(drawing, s)


def _party_of(s: Speaker, held: Mapping[str, Reading]) -> str:
    """The node of a speaker: where a held document is its own and it shows how it knew, that knowledge and not what the document quotes."""
    return f"{s.name}#own" if s.access and s.name in held else s.name


def _behind(drawing: Drawing, s: Speaker) -> None:
    before = s.name
    for behind in s.behind:
        drawing.node(behind, "identified")
        drawing.edge(before, behind)
        before = behind


def _heard(drawing: Drawing, base: str, s: Speaker, voice: Voice) -> None:
    """Who heard it said: the medium that was told, else the one whose words these are; a written statement is an origin itself."""
    if s.passed_on and not s.told:
        drawing.node(base, "unnamed")
    elif s.told and s.told != s.name:
        drawing.node(s.told, "identified", "was told it")
        drawing.edge(base, s.told, "words")
    elif s.written:
        drawing.node(s.name, "identified", "in writing")
        drawing.edge(base, s.name)
    else:
        drawing.node(base, "identified", voice.dateline)


def _own(drawing: Drawing, base: str, sign: str) -> None:
    """Own knowledge, an end beside whatever else it quotes."""
    drawing.node(f"{base}#own", "identified", sign)
    drawing.edge(base, f"{base}#own")


def _nobody(drawing: Drawing, reading: Reading, base: str, voice: Voice) -> None:
    """A text that credits nobody: was it there, did its carrier look, does a body speak for itself?"""
    name = reading.publisher if base == reading.source else base.removeprefix(OUTSIDE)
    if voice.dateline:
        drawing.node(base, "identified", voice.dateline)
    elif base in voice.looked:
        drawing.node(base, "identified", "had it itself")
    elif is_body(name):
        drawing.node(base, "identified", "speaks of its own work")
    elif base != reading.source:
        drawing.node(base, "unnamed" if is_press(name) else "identified")
