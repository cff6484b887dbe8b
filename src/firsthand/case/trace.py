"""Trace: lineage and mutations of the whole case, with the links people decided; origins of a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.case.claim import all_claims, decided, findings, said
from firsthand.case.made import key_of, made, sweep
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import facts, readings
from firsthand.case.same import same_in
from firsthand.case.state import State
from firsthand.model.claims import Claim, Said
from firsthand.model.findings import Finding, Lineage, Link, Mutation, Origins
from firsthand.model.passages import Reading
from firsthand.model.plain import value_of


@dataclass(frozen=True)
class _Traced:
    lineage: Lineage
    mutations: tuple[Mutation, ...]


@dataclass(frozen=True)
class Traced:
    """A case as read, claimed and traced, with what people decided laid over it; `found`: its findings, where somebody has them at hand."""

    state: State
    readings: tuple[Reading, ...]
    said: dict[str, Said]
    lineage: Lineage
    mutations: tuple[Mutation, ...]
    found: tuple[Finding, ...] | None = None

    @property
    def claims(self) -> dict[str, Claim]:
        """Every claim by its id."""
        return all_claims(self.said)

    @property
    def by_source(self) -> dict[str, Reading]:
        """Every reading by the id of its source."""
        return {r.source: r for r in self.readings}

    def name(self, node: str) -> str:
        """A node as commands print it: the list's id of a source, or "ext:NAME"."""
        held = self.state.sources.get(node.partition("#")[0])
        return held.name + node[len(held.id) :] if held else node


def traced(
    case: Case,
    progress: Progress = silent,
    state: State | None = None,
    read: Sequence[Reading] | None = None,
    proposals: Mapping[str, Said] | None = None,
) -> Traced:
    """Read, claim and trace: only what is out of date is made again. Readings and proposals of this state may be handed in."""
    state = state or case.state()
    read = readings(case, state, progress) if read is None else read
    proposals = said(case, read, progress) if proposals is None else proposals
    people = decided(proposals, state)
    links = decided_links(state)
    key = key_of(
        "trace",
        [facts(r) for r in read],
        list(people.values()),
        list(links),
    )
    one = made(case.folder, "trace", key, _Traced, lambda: (_trace(read, people, links, progress),))[0]
    sweep(case.folder, "trace", [key])
    return Traced(state, tuple(read), people, replace(one.lineage, same=same_in(state)), one.mutations)


def _trace(read: Sequence[Reading], people: Mapping[str, Said], links: Sequence[Link], progress: Progress) -> _Traced:
    from firsthand.trace.descent import lineage_of
    from firsthand.trace.mutations import mutations_of

    progress("tracing who had it from whom", 0, 2)
    lineage = lineage_of(read, people, links)
    progress("tracing what changed on the way", 1, 2)
    mutations = mutations_of(read, people, lineage)
    progress("tracing", 2, 2)
    return _Traced(lineage, mutations)


def decided_links(state: State) -> tuple[Link, ...]:
    """The links as people decided or added them."""
    out = {s: value_of(Link, d.value) for s, d in state.added.items() if d.of == "link"}
    for subject in state.decisions:
        standing = [d for d in state.standing(subject) if d.of == "link"]
        if standing and not state.disagreement(subject):
            link = value_of(Link, standing[-1].value)
            word = {
                "accept": "accepted",
                "amend": "accepted",
                "reject": "rejected",
                "withdraw": "rejected",
                "reverse": "reversed",
                "sibling": "accepted",
            }
            out[subject] = replace(link, state=word[standing[-1].answer])  # type: ignore[arg-type]
    return tuple(out.values())


def findings_in(case: Case, t: Traced) -> tuple[Finding, ...]:
    """The findings of a traced case."""
    return t.found if t.found is not None else findings(case, t.readings, t.said, t.lineage, t.state)


def origins_in(t: Traced, finding: Finding) -> Origins:
    """How many independent origins a finding has, in this case."""
    from firsthand.trace.origins import origins_of

    return origins_of(finding, t.claims, t.by_source, t.said, t.lineage, finding.level, mutations=t.mutations)
