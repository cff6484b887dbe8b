"""Counts to bounds: for each question and layer the least and the greatest number that every claim allows, and what proves it.

The bound is the interval between the smallest and the largest sum over all whole numbers that satisfy the rows; it is found by linear programming over
numbers that need not be whole, which can only widen it, and then taken to whole numbers. A bound that fractions do not prove is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from firsthand.estimate.assumptions import Assumption, assumptions_of
from firsthand.estimate.branching import Node
from firsthand.estimate.forms import Forms, Region
from firsthand.estimate.layers import forms_of
from firsthand.estimate.leverage import leverage_of
from firsthand.estimate.origins import Classes
from firsthand.estimate.proving import proof_of
from firsthand.estimate.questions import questions_of
from firsthand.estimate.rows import Counts, Layer, Row, within
from firsthand.estimate.saying import question_says, words_of
from firsthand.estimate.shares import share_lint
from firsthand.estimate.worlds import Asking, World
from firsthand.model.estimates import Bound, Proof, Quoted

MOST_WRONG = 6  # wrong origins tried where fewer leave a contradiction
MOST_OFFERED = 200  # assumptions tried one by one
Progress = Callable[[str, int, int], None]


def bounds_of(counts: Counts, wrong: int = 0, progress: Progress = lambda what, done, of: None) -> tuple[Bound, ...]:
    """Bounds for what is asked, in every layer, for up to `wrong` wrong origins; where the claims contradict each other also for the least number of
    wrong origins with which they do not."""
    classes = Classes(counts.rows)
    asked, _ = questions_of(counts)
    invited = assumptions_of(counts, classes)
    made = tuple(invited[code] for code in counts.assume if code in invited)
    worlds = _worlds(counts, classes, asked, made)
    rows = {row.claim: row for row in counts.rows}
    offers = _Offers(counts, classes, asked, tuple(a for a in invited.values() if a not in made))
    bounds: list[Bound] = []
    for n, region in enumerate(asked):
        progress("working out bounds", n, len(asked))
        for layer, world in worlds.items():
            bounds += _in_layer(region, layer, world, wrong, rows, made if layer in ("assumption", "model") else ())
        bounds += offers.for_question(region, worlds["profile"], rows)
    progress("working out bounds", len(asked), len(asked))
    return tuple(bounds)


def notes_of(counts: Counts) -> tuple[str, ...]:
    """What else is to be told, in words: shares that the counts beside them do not bear, regions not asked about, assumptions not understood."""
    invited, unasked = assumptions_of(counts, Classes(counts.rows)), questions_of(counts)[1]
    unknown = [
        f"no row invites the assumption “{c}”; known here: {', '.join(invited) or 'none'}" for c in counts.assume if c not in invited
    ]
    more = [f"{unasked} narrower regions were not asked about; a line question,PLACE,from,to,POPULATION,UNIT asks"] if unasked else []
    return (*share_lint(counts), *unknown, *more)


def _worlds(counts: Counts, classes: Classes, asked: Sequence[Region], made: Sequence[Assumption]) -> dict[Layer, World]:
    """The layers that say something of their own: wording and profile always, assumptions and a model where there are any."""
    layers: list[Layer] = ["wording", "profile"]
    if made or any(r.layer == "assumption" for r in counts.rows):
        layers.append("assumption")
    if any(r.layer == "model" for r in counts.rows):
        layers.append("model")
    out: dict[Layer, World] = {}
    for layer in layers:
        forms = forms_of(counts, layer, classes)
        for one in made if layer in ("assumption", "model") else ():
            forms = one.added_to(forms)
        out[layer] = World(forms, asked)
    return out


def _in_layer(region: Region, layer: Layer, world: World, wrong: int, rows: dict[str, Row], made: Sequence[Assumption]) -> Iterator[Bound]:
    """The bounds of one question in one layer, for none up to `wrong` wrong origins, and for the least number that leaves no contradiction."""
    asking, k = world.asking(region), 0
    assumes, assumed = ("; ".join(words) for words in ([a.code for a in made], [a.says for a in made]))
    while True:
        bound, feasible = _bound(region, layer, world, asking, k, rows)
        bound = replace(bound, assumes=assumes, assumed=assumed)
        yield replace(bound, words=words_of(bound))
        if k >= wrong and (feasible or k >= MOST_WRONG):
            return
        k += 1
        while k > wrong and k < MOST_WRONG and not asking.lower.tree(k).feasible():
            k += 1  # beyond what was asked only the least number of wrong origins is of interest


def _bound(region: Region, layer: Layer, world: World, asking: Asking, wrong: int, rows: dict[str, Row]) -> tuple[Bound, bool]:
    below, above = asking.lower.tree(wrong), asking.upper.tree(wrong)
    feasible = below.feasible()
    lower, upper = (max(below.least() or 0, 0), _turned(above.least())) if feasible else (None, None)
    found = world.conflicts(asking) if below.contradiction and wrong == 0 else None
    plain = Bound(
        question_says(region), region.place, region.begins.isoformat() if region.begins else "", region.ends.isoformat() if region.ends else "",
        region.population, region.unit, region.status, region.kind, layer, wrong, lower, upper, "",
        proofs=tuple(_proofs(below, above, lower, upper, wrong, world, asking)),
        conflicts=tuple(tuple(_quoted(c, world, rows) for key in one for c in key) for one in found.sets) if found else (),
        complete=found.complete if found else True,
        leverage=leverage_of(asking.lower, asking.upper, below, above) if wrong == 0 else (),
        left_out=tuple(_left_out(region, world.forms, rows)) if wrong == 0 else (),
        different=_different(region, world.forms), contradiction=not feasible, spent=asking.lower.spent or asking.upper.spent,
    )  # fmt: skip
    return plain, feasible


def _turned(value: int | None) -> int | None:
    return None if value is None else -value


def _proofs(below: Node, above: Node, lower: int | None, upper: int | None, wrong: int, world: World, asking: Asking) -> Iterator[Proof]:
    if lower is not None:
        below = below if lower else Node(Fraction(0), False, {})  # counts are nought or more, whatever is wrong
        yield proof_of("lower", lower, wrong, below, asking.piece, world.system.atoms, asking.cost)
    if upper is not None:
        yield proof_of("upper", upper, wrong, above, asking.piece, world.system.atoms, -asking.cost)


def _quoted(claim: str, world: World, rows: dict[str, Row]) -> Quoted:
    form = next(f for f in world.forms.forms if claim in f.claims)
    row = rows.get(claim)
    return Quoted(claim, form.origin, row.quote if row else "", form.says)


def _left_out(region: Region, forms: Forms, rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """The claims about the same people and places that give nothing in this layer."""
    for claim, why in forms.left_out:
        row = rows[claim]
        same = within(row.place, region.place) or within(region.place, row.place)
        if same and row.population.split("/")[0] == region.population.split("/")[0] and (row.unit in (region.unit, "%")):
            yield claim, why


def _different(region: Region, forms: Forms) -> int:
    """The largest single count within what is asked: so many different ones at least, even where one may stand in several counts."""
    inside = [f.low for f in forms.forms if f.low is not None and len(f.terms) == 1 and _inside(f.terms[0][1], region)]
    return int(max(inside, default=0))


def _inside(small: Region, big: Region) -> bool:
    same = (small.kind, small.unit, small.status) == (big.kind, big.unit, big.status)
    begins = big.begins is None or (small.begins is not None and small.begins >= big.begins)
    ends = big.ends is None or (small.ends is not None and small.ends <= big.ends)
    return same and within(small.place, big.place) and within(small.population, big.population) and begins and ends


class _Offers:
    """Assumptions that nobody made yet, offered one by one where the evidence gives no upper limit. They stand in one system and are switched on alone."""

    def __init__(self, counts: Counts, classes: Classes, asked: Sequence[Region], open_: Sequence[Assumption]) -> None:
        self.open = open_[:MOST_OFFERED]
        forms = forms_of(counts, "profile", classes)
        for one in self.open:
            forms = one.added_to(forms)
        self.world = World(forms, asked)

    def for_question(self, region: Region, profile: World, rows: dict[str, Row]) -> Iterator[Bound]:
        """A bound for each assumption that alone gives an upper limit, or for the fewest together that do."""
        base = profile.asking(region).upper.tree(0)
        codes = [a.code for a in self.open]
        together = "endless" if base.contradiction or base.least() is not None else self._state(region, codes)
        if together == "endless":
            return
        alone = [[c] for c in codes if self._state(region, [c]) == "best"]
        for some in alone or ([self._fewest(region, codes)] if together == "best" else []):
            made = [a for a in self.open if a.code in some]
            yield from _in_layer(region, "assumption", self.world.assuming(some), 0, rows, made)

    def _fewest(self, region: Region, codes: list[str]) -> list[str]:
        """A smallest set of assumptions that together give an upper limit."""
        for one in list(codes):
            fewer = [c for c in codes if c != one]
            if self._state(region, fewer) == "best":
                codes = fewer
        return codes

    def _state(self, region: Region, codes: Sequence[str]) -> str:
        """Whether some assumptions give an upper limit: "best" if so, else "endless" or "contradiction"."""
        asking = self.world.asking(region)
        with asking.solver.without(rows=self._others(asking, codes)):
            state = asking.solver.least(-asking.cost).state
        if state == "contradiction":  # perhaps of rows that bear on another question, to which only an assumption ties this one
            apart = self.world.assuming(codes).asking(region)
            state = apart.solver.least(-apart.cost).state
        return state

    def _others(self, asking: Asking, codes: Sequence[str]) -> list[int]:
        """The rows of the assumptions that are not made."""
        return [n for n, line in enumerate(asking.piece.lines) if line.assumes and line.assumes not in codes]
