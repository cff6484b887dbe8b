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
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations
from typing import Literal

from firsthand.model.claims import Said
from firsthand.model.findings import SETTLED_LOW, Level, Lineage, Link
from firsthand.model.names import OUTSIDE
from firsthand.model.passages import Reading, Span
from firsthand.tongues.quotes import quotations
from firsthand.tongues.words import characters, forms
from firsthand.trace.attributions import Names, Speaker, Voice, is_body, is_press, party_keys, voice_of
from firsthand.trace.graphs import Edge, Graph, Node, State
from firsthand.trace.naming import key_of
from firsthand.trace.sounds import SAME as SOUNDS_SAME
from firsthand.trace.sounds import may_be_one, script
from firsthand.trace.writings import Writing

SAME_WORDS, FEWEST = 0.5, 7  # share of common threes of words from which two passages are one, and the fewest such threes
SURE, LIKELY = 0.97, 0.9  # how sure that is where tracing found a link too, and where it did not
KIN = 0.5  # probability of a link from which two texts are taken for kin
SHORT_QUOTE = 40  # code points up to which words in quotation marks are no speech
COMPARED = 60  # documents among which every pair of passages is compared


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a document makes the claim: passages, and in each the words that tell it apart; p: whether it makes it at all."""

    passages: tuple[Span, ...]
    cores: tuple[Span, ...]
    p: float = 1.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The claim graph, for each node the words that show how it knew, and for each document the node whose words it has."""

    graph: Graph
    access: Mapping[str, str]
    voices: Mapping[str, Voice]


@dataclass
class _Drawing:
    """The graph while it is drawn."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)

    def node(self, name: str, state: State = "bare", sign: str = "") -> None:
        """Put a node in, or learn more of one: a better state, a sign of access."""
        rank = {"identified": 2, "unnamed": 1, "bare": 0}
        known = self.nodes.get(name, Node(name))
        better = state if rank.get(state, 3) > rank.get(known.state, 3) else known.state
        self.nodes[name] = replace(known, state=better, access=known.access or bool(sign))
        if sign:
            self.access.setdefault(name, sign)

    def edge(self, source: str, to: str, carries: Literal["words", "credit"] = "credit") -> None:
        """Say that source had it from `to`, for sure."""
        if source != to:
            self.put(Edge(f"{source}>{to}", source, to, carries=carries))

    def one(self, a: str, b: str, p: float = 1.0, name: str = "") -> None:
        """Say that two are one."""
        if a != b:
            self.put(Edge(name or f"{min(a, b)}={max(a, b)}", a, b, p, kind="one"))

    def put(self, edge: Edge) -> None:
        """Put an edge in; both ends become nodes."""
        self.nodes.setdefault(edge.source, Node(edge.source))
        self.nodes.setdefault(edge.to, Node(edge.to))
        known = self.edges.get(edge.id)
        if known is None or known.p < edge.p:
            self.edges[edge.id] = edge


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
    voices = _firmest(voices, holdings, readings, links)
    drawing = _Drawing()
    for d, holding in sorted(holdings.items()):
        drawing.node(d)
        drawing.nodes[d] = replace(drawing.nodes[d], p_holds=holding.p)
        _trail(drawing, readings[d], voices[d], level, readings)
    _own_figures(drawing, voices)
    for name in {x for v in voices.values() for x in v.hearsay} & set(drawing.nodes):
        drawing.nodes[name] = replace(drawing.nodes[name], access=False)
    _kin(drawing, holdings, readings, links, voices, level)
    _parties(drawing, readings, lineage)
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


def _firmest(
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


def _own_figures(drawing: _Drawing, voices: Mapping[str, Voice]) -> None:
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


def _kin(
    drawing: _Drawing,
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
        if covered and not decided and sameness(readings, holdings, link.source, link.to) >= SAME_WORDS:
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


def _one_voice(drawing: _Drawing, link: str, source: str, to: str, p: float, voices: Mapping[str, Voice], level: Level) -> None:
    """Make the voices of two documents one, and with them their own knowledge and their only speaker, all by one thing to decide."""
    a, b = voices[source], voices[to]
    if _conflict(a, b, level):
        return
    pairs = [(_base(source, a), _base(to, b))]
    pairs += [(f"{x}#own", f"{y}#own") for x, y in pairs if f"{x}#own" in drawing.nodes and f"{y}#own" in drawing.nodes]
    pairs += _same_speaker(a, b)
    for i, (x, y) in enumerate(pairs):
        if x != y and p > 0:
            drawing.edges[f"{link} {i}"] = Edge(link, x, y, p, kind="one")


def _conflict(a: Voice, b: Voice, level: Level) -> bool:
    """Whether two documents have the claim from different people: each says from whom, and nobody is on both sides."""
    mine, other = (_from_whom(v, level) for v in (a, b))
    if not (mine or a.own) or not (other or b.own) or mine & other:
        return False
    if a.own and b.own and not mine and not other:
        return a.own.lower() != b.own.lower()
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


def _trail(drawing: _Drawing, reading: Reading, voice: Voice, level: Level, readings: Mapping[str, Reading]) -> None:
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


def _so(drawing: _Drawing, base: str, named: Sequence[Speaker], voice: Voice, held: Mapping[str, Reading]) -> None:
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
                drawing.edge(before, party)
            _behind(drawing, s)


def _party_of(s: Speaker, held: Mapping[str, Reading]) -> str:
    """The node of a speaker: where a held document is its own and it shows how it knew, that knowledge and not what the document quotes."""
    return f"{s.name}#own" if s.access and s.name in held else s.name


def _behind(drawing: _Drawing, s: Speaker) -> None:
    before = s.name
    for behind in s.behind:
        drawing.node(behind, "identified")
        drawing.edge(before, behind)
        before = behind


def _heard(drawing: _Drawing, base: str, s: Speaker, voice: Voice) -> None:
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


def _own(drawing: _Drawing, base: str, sign: str) -> None:
    """Own knowledge, an end beside whatever else it quotes."""
    drawing.node(f"{base}#own", "identified", sign)
    drawing.edge(base, f"{base}#own")


def _nobody(drawing: _Drawing, reading: Reading, base: str, voice: Voice) -> None:
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


def _parties(drawing: _Drawing, readings: Mapping[str, Reading], lineage: Lineage) -> None:
    """Join ends that are one party: a body and what it published, names that may be one, names that sound alike in different scripts."""
    onward = {e.source for e in drawing.edges.values() if e.kind == "had"}
    ends = [name for name, node in drawing.nodes.items() if node.state == "identified" and name not in onward]
    called = {name: _names_of(name, readings) for name in ends}
    by_key: dict[str, list[str]] = {}
    for name in ends:
        for key in called[name][1]:
            by_key.setdefault(key, []).append(name)
    for same in by_key.values():
        for other in same[1:]:
            drawing.one(same[0], other)
    for named in lineage.named:
        for other, p in named.may_be:
            if named.id in drawing.nodes and other in drawing.nodes:
                drawing.one(named.id, other, p)
    _own_pages(drawing, ends, called, readings)
    _across_scripts(drawing, {name: shown for name, (shown, _) in called.items()})


def _own_pages(
    drawing: _Drawing, ends: Sequence[str], called: Mapping[str, tuple[str, frozenset[str]]], readings: Mapping[str, Reading]
) -> None:
    """A body that is cited, with nothing to show how it knew, and whose own page here has the claim from others, has it from them too."""
    pages: dict[str, list[str]] = {}
    for d in sorted(drawing.nodes):
        if d in readings and d not in ends:
            for key in party_keys(readings[d]):
                pages.setdefault(key, []).append(d)
    for name in ends:
        own = {d for key in called[name][1] for d in pages.get(key, ())}
        if name.startswith(OUTSIDE) and not drawing.nodes[name].access and len(own) == 1:
            drawing.one(name, own.pop())


def _names_of(node: str, readings: Mapping[str, Reading]) -> tuple[str, frozenset[str]]:
    """What an end is called for people, and the keys of its names."""
    bare = node.removesuffix("#own")
    if bare in readings:
        return readings[bare].publisher, party_keys(readings[bare])
    shown = bare.removeprefix(OUTSIDE)
    return shown, frozenset([key_of(shown)])


def _across_scripts(drawing: _Drawing, shown: Mapping[str, str]) -> None:
    """Names in different scripts: one where they sound alike; open where the letters do not tell and neither sounds like another."""
    pairs = [(a, b, may_be_one(shown[a], shown[b])) for a, b in combinations(sorted(shown), 2) if script(shown[a]) != script(shown[b])]
    matched = {x for a, b, p in pairs if p == SOUNDS_SAME for x in (a, b)}
    for a, b, p in pairs:
        if p == SOUNDS_SAME or (p > SETTLED_LOW and a not in matched and b not in matched):
            drawing.one(a, b, p)
