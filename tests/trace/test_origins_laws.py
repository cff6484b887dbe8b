"""Laws of counting origins, held against random claim graphs."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from firsthand.trace import worlds
from firsthand.trace.bounds import outer
from firsthand.trace.graphs import Edge, Graph, Node, parts_of
from firsthand.trace.worlds import Count, count, said

CHANCES = (0.0, 0.3, 0.5, 0.9, 1.0, 1.0)
often = settings(max_examples=60, deadline=None)


@st.composite
def graphs(draw: st.DrawFn, most_open: int = 5) -> Graph:
    names = [f"n{i}" for i in range(draw(st.integers(2, 7)))]
    states = st.sampled_from(["bare", "bare", "identified", "identified", "unnamed", "mutation", "withdrawn"])
    nodes = tuple(Node(x, draw(states), draw(st.booleans()), draw(st.sampled_from((1.0, 1.0, 1.0, 0.5)))) for x in names)
    edges, open_ = [], 0
    for i in range(draw(st.integers(0, 9))):
        a, b = draw(st.permutations(names))[:2]
        edge = Edge(
            f"e{i}", a, b, draw(st.sampled_from(CHANCES)), draw(st.sampled_from((1.0, 1.0, 0.5))), draw(st.sampled_from(("had", "had", "one"))),
            draw(st.sampled_from(("words", "credit"))), draw(st.booleans()),
        )  # fmt: skip
        open_ += 0.05 < edge.p < 0.95
        edges.append(edge if open_ <= most_open else replace(edge, p=1.0))
    holders = draw(st.sets(st.sampled_from(names), min_size=1))
    return Graph(nodes, tuple(edges), tuple(sorted(holders)))


def interval(g: Graph) -> tuple[int, int]:
    found = count(g)
    return found.least, found.greatest


@often
@given(graphs())
def test_the_least_never_exceeds_the_greatest(g: Graph) -> None:
    least, greatest = interval(g)
    assert 0 <= least <= greatest


@often
@given(graphs(), st.data())
def test_a_pure_repeater_changes_nothing(g: Graph, data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(g.holders))
    assume(g.node(of).p_holds == 1.0)  # who repeats a doubtful holder makes it surely a link of the chain
    echo = Graph((*g.nodes, Node("echo")), (*g.edges, Edge("echo", "echo", of, carries="words")), (*g.holders, "echo"))
    assert interval(echo) == interval(g)


@often
@given(graphs(), st.data())
def test_deciding_only_narrows(g: Graph, data: st.DataObject) -> None:
    open_ = [e for e in g.edges if 0.05 < e.p < 0.95]
    assume(open_)
    edge = data.draw(st.sampled_from(open_))
    before, kept = interval(g), [e for e in g.edges if e != edge]
    after = [interval(replace(g, edges=(*kept, replace(edge, p=p)))) for p in (0.0, 1.0)]
    assume(not _only_impossible(g))
    assert any(before[0] <= low and high <= before[1] for low, high in after)
    for p, (low, high) in zip((0.0, 1.0), after, strict=True):
        if not _only_impossible(replace(g, edges=(*kept, replace(edge, p=p)))):
            assert before[0] <= low and high <= before[1]


def _only_impossible(g: Graph) -> bool:
    """Whether words would run in a circle in every world: contradictory input, counted with all worlds."""
    for part in parts_of(g):
        choices = list(worlds.product(*(thing.answers for thing in part.things)))
        if all(worlds._words_in_a_ring(part, x) for x in choices):
            return True
    return False


@often
@given(graphs(), st.data())
def test_a_new_undecided_link_never_raises_the_least_nor_lowers_the_greatest(g: Graph, data: st.DataObject) -> None:
    a, b = data.draw(st.permutations([x.id for x in g.nodes]))[:2]
    assume(not _only_impossible(g))
    for kind in ("had", "one"):
        more = Graph(g.nodes, (*g.edges, Edge("new", a, b, 0.5, data.draw(st.sampled_from((1.0, 0.5))), kind)), g.holders)  # type: ignore[arg-type]
        (low, high), (least, greatest) = interval(g), interval(more)
        assert least <= low and high <= greatest


@often
@given(graphs())
def test_the_least_is_one_only_where_an_end_is_identified(g: Graph) -> None:
    nobody = Graph(tuple(replace(x, state="bare") if x.state == "identified" else x for x in g.nodes), g.edges, g.holders)
    assert interval(nobody)[0] == 0


@often
@given(graphs(), st.integers(0, 1000))
def test_neither_names_nor_order_matter(g: Graph, seed: int) -> None:
    chance = random.Random(seed)
    names = [x.id for x in g.nodes]
    fresh = dict(zip(names, chance.sample([f"x{i}" for i in range(50)], len(names)), strict=True))
    nodes = [replace(x, id=fresh[x.id]) for x in g.nodes]
    edges = [replace(e, id=f"z{i}", source=fresh[e.source], to=fresh[e.to]) for i, e in enumerate(g.edges)]
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert interval(Graph(tuple(nodes), tuple(edges), tuple(fresh[x] for x in g.holders))) == interval(g)


@often
@given(graphs())
def test_the_outer_interval_encloses_the_enumerated_one(g: Graph) -> None:
    for part in parts_of(g):
        exact, bound = worlds._counted(part).tally, outer(part)
        assert bound[0] <= exact.access
        assert bound[1] or not exact.none_identified
        assert exact.most <= bound[2]


def _always_enclosed(g: Graph) -> Count:
    before, worlds.WORLDS = worlds.WORLDS, 0
    try:
        return count(g)
    finally:
        worlds.WORLDS = before


@often
@given(graphs(), st.data())
def test_deciding_only_narrows_the_outer_interval_too(g: Graph, data: st.DataObject) -> None:
    open_ = [e for e in g.edges if 0.05 < e.p < 0.95]
    assume(open_)
    edge = data.draw(st.sampled_from(open_))
    before = _always_enclosed(g)
    for p in (0.0, 1.0):
        after = _always_enclosed(replace(g, edges=tuple(replace(e, p=p) if e == edge else e for e in g.edges)))
        assert before.least <= after.least and after.greatest <= before.greatest


def test_too_many_undecided_things_are_enclosed_and_say_so() -> None:
    """Forty pages, each perhaps a copy of the one before it: too many worlds; the bounds still hold 1-40, and the count says that it is a bound."""
    nodes = (Node("p0", "identified", access=True), *(Node(f"p{i}") for i in range(1, 40)))
    edges = tuple(Edge(f"e{i}", f"p{i}", f"p{i - 1}", 0.5) for i in range(1, 40))
    found = count(Graph(nodes, edges, tuple(x.id for x in nodes)))
    assert (found.least, found.greatest, found.exact) == (1, 40, False)


@often
@given(st.integers(1, 9), st.integers(0, 5))
def test_at_the_level_said_whoever_heard_it_is_an_origin(newsrooms: int, reprints: int) -> None:
    """Newsrooms that each heard one speaker, and reprints of the first: one origin that it is so, as many that it was said as heard it."""
    rooms, copies = [f"room{i}" for i in range(newsrooms)], [f"copy{i}" for i in range(reprints)]
    edges = [Edge(f"h{x}", x, "speaker", heard=True) for x in rooms] + [Edge(f"c{x}", x, "room0", carries="words") for x in copies]
    g = Graph((Node("speaker", "identified", True), *map(Node, rooms + copies)), tuple(edges), tuple(rooms + copies))
    assert interval(g) == (1, 1)
    assert interval(said(g)) == (newsrooms, newsrooms)


def test_negative_control_of_the_repeater(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count where the trails begin instead of where they end, and a repeater is an origin: the law above would see it."""
    g = Graph((Node("a", "identified", True), Node("b"), Node("c")), (Edge("1", "b", "a"), Edge("2", "c", "a")), ("a", "b", "c"))
    assert interval(g) == (1, 1)
    monkeypatch.setattr(worlds, "last_parts", lambda starts, onward: [[x] for x in starts])
    assert interval(g) != (1, 1)


def test_negative_control_of_the_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take words that run in a circle for possible, and the least drops to none."""
    edges = tuple(Edge(f"{x}{y}", x, y, p_direction=0.5, carries="words") for x, y in ("ab", "bc", "ca"))
    g = Graph(tuple(Node(x, "identified", True) for x in "abc"), edges, ("a", "b", "c"))
    assert interval(g) == (1, 1)
    monkeypatch.setattr(worlds, "_words_in_a_ring", lambda part, chosen: False)
    assert interval(g) == (0, 1)
