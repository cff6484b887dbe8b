"""Toys with their answers: small stories about who had a claim from whom, and how many independent origins a practitioner would count.

Each is drawn by hand as a claim graph, so that it says what the definition means and nothing about reading texts (test_origins_stories does that).
"""

from __future__ import annotations

import pytest

from firsthand.trace.graphs import Edge, Graph, Node
from firsthand.trace.worlds import count, said

OPEN = 0.5


def document(name: str, **sign: object) -> Node:
    return Node(name, **sign)  # type: ignore[arg-type]


def knows(name: str) -> Node:
    """Somebody who came to know it: named, with a sign of own access."""
    return Node(name, "identified", access=True)


def named(name: str) -> Node:
    """Somebody named, with nothing to show how they know."""
    return Node(name, "identified")


def had(source: str, to: str, **more: object) -> Edge:
    return Edge(f"{source}>{to}", source, to, **more)  # type: ignore[arg-type]


def one(a: str, b: str, p: float = 1.0) -> Edge:
    return Edge(f"{a}={b}", a, b, p, kind="one")


def graph(nodes: list[Node], edges: list[Edge], holders: str) -> Graph:
    return Graph(tuple(nodes), tuple(edges), tuple(holders.split()))


def interval(g: Graph) -> tuple[int, int]:
    found = count(g)
    return found.least, found.greatest


def test_a_digest_of_two_witnesses_has_two_origins() -> None:
    """One page quotes the ferryman and the nurse, who were both on the quay. One document, two people who saw it: 2-2."""
    g = graph([document("digest"), knows("ferryman"), knows("nurse")], [had("digest", "ferryman"), had("digest", "nurse")], "digest")
    assert interval(g) == (2, 2)


def test_ten_interviews_and_five_reprints_are_ten_origins() -> None:
    """A report rests on ten interviews of its own; five papers reprint it. Reprints add nothing: 10-10."""
    people = [f"villager {i}" for i in range(10)]
    papers = [f"paper{i}" for i in range(5)]
    g = graph(
        [document("report"), *map(knows, people), *map(document, papers)],
        [*(had("report", x) for x in people), *(had(x, "report", carries="words") for x in papers)],
        "report " + " ".join(papers),
    )
    assert interval(g) == (10, 10)


def test_two_newsrooms_that_heard_one_statement_are_one_origin_of_what_was_said_to_be_so_and_two_that_it_was_said() -> None:
    """The harbour master told two newsrooms, each in its own interview, that the bridge is closed. Is it closed: one who knows. Did he say so: two heard it."""
    g = graph(
        [document("Courier"), document("Herald"), knows("harbour master")],
        [had("Courier", "harbour master", heard=True), had("Herald", "harbour master", heard=True)],
        "Courier Herald",
    )
    assert interval(g) == (1, 1)
    assert interval(said(g)) == (2, 2)


def test_a_written_statement_is_one_origin_at_both_levels() -> None:
    """Two newsrooms print one letter of the harbour master: nobody heard him, so that he said it has one origin too."""
    g = graph(
        [document("Courier"), document("Herald"), knows("letter")], [had("Courier", "letter"), had("Herald", "letter")], "Courier Herald"
    )
    assert interval(g) == (1, 1)
    assert interval(said(g)) == (1, 1)


def test_one_source_that_nobody_holds_under_two_names_that_may_be_one_is_one_or_two() -> None:
    """One paper names "the river police", another "the water patrol"; whether they are one body nobody has settled: 1-2."""
    g = graph(
        [document("a"), document("b"), knows("river police"), knows("water patrol")],
        [had("a", "river police"), had("b", "water patrol"), one("river police", "water patrol", OPEN)],
        "a b",
    )
    assert interval(g) == (1, 2)
    (asked,) = count(g).undecided
    assert asked.link == "river police=water patrol"
    assert {(low, high) for _, low, high in asked.narrows_to} == {(1, 1), (2, 2)}


def test_three_bare_pages_support_nothing_for_sure() -> None:
    """Three pages say it and none says how it knows: 0-3."""
    assert interval(graph([document("a"), document("b"), document("c")], [], "a b c")) == (0, 3)


def test_a_report_that_counts_itself_and_quotes_another_has_two_origins() -> None:
    """The clinic counted the wounded and quotes the fire brigade, which counted too: the clinic is quoter and origin at once: 2-2."""
    g = graph(
        [document("clinic"), knows("clinic#own"), knows("brigade")], [had("clinic", "clinic#own"), had("clinic", "brigade")], "clinic"
    )
    assert interval(g) == (2, 2)


def test_what_its_origin_withdrew_has_no_origin_however_often_it_was_reprinted() -> None:
    """The survey office took its figure back; six reprints still stand: 0-0."""
    papers = [f"paper{i}" for i in range(6)]
    g = graph(
        [Node("office", "withdrawn", access=True), *map(document, papers)],
        [had(x, "office", carries="words") for x in papers],
        " ".join(papers),
    )
    assert interval(g) == (0, 0)


def test_a_chain_of_translations_is_one_origin() -> None:
    """A Chinese notice, an English translation, a Tibetan one made from the English: 1-1."""
    nodes = [named("notice"), document("english"), document("tibetan")]
    g = graph(nodes, [had("english", "notice", carries="words"), had("tibetan", "english", carries="words")], "notice english tibetan")
    assert interval(g) == (1, 1)


def test_a_chain_of_translations_with_one_undecided_link_is_one_or_two() -> None:
    """Whether the Tibetan page was made from the English one is open; if not, it does not say how it knows: 1-2."""
    nodes = [named("notice"), document("english"), document("tibetan")]
    g = graph(
        nodes, [had("english", "notice", carries="words"), had("tibetan", "english", p=OPEN, carries="words")], "notice english tibetan"
    )
    assert interval(g) == (1, 2)


def ring(*more_edges: Edge, more: tuple[Node, ...] = ()) -> Graph:
    nodes = [document("2031"), document("2032"), document("2033"), *more]
    return graph(nodes, [had("2031", "2032"), had("2032", "2033"), had("2033", "2031"), *more_edges], "2031 2032 2033")


def test_a_closed_ring_supports_nothing_for_sure_and_is_flagged() -> None:
    """Three yearly editions cite one another and nobody else: 0-1, and said to be a ring."""
    assert interval(ring()) == (0, 1)
    assert [x.state for x in count(ring()).ends] == ["ring"]


def test_a_ring_with_a_leg_outside_has_the_origin_it_stands_on() -> None:
    """One of the editions also counted itself: 1-1."""
    g = ring(had("2032", "2032#own"), more=(knows("2032#own"),))
    assert interval(g) == (1, 1)
    assert [x.nodes for x in count(g).ends] == [("2032#own",)]


def test_three_unnamed_sources_are_none_to_three() -> None:
    """Three pages, each with "a source" of its own: 0-3."""
    g = graph(
        [document(x) for x in "abc"] + [Node(f"(unnamed) in {x}", "unnamed") for x in "abc"],
        [had(x, f"(unnamed) in {x}") for x in "abc"],
        "a b c",
    )
    assert interval(g) == (0, 3)


def test_one_author_at_two_outlets_is_one_origin() -> None:
    """The same reporter was there and wrote it up for two papers: 1-1."""
    g = graph([document("a"), document("b"), knows("Ilin Marrow")], [had("a", "Ilin Marrow"), had("b", "Ilin Marrow")], "a b")
    assert interval(g) == (1, 1)


def test_a_number_born_in_copying_has_no_origin() -> None:
    """The report said "2,000 of 9,000 households"; a rewrite has "9,000 moved" and a page copies that. Nobody came to know it: 0-0."""
    g = graph(
        [document("rewrite"), document("copy"), Node("report", "mutation")],
        [had("rewrite", "report"), had("copy", "rewrite")],
        "rewrite copy",
    )
    assert interval(g) == (0, 0)
    assert [x.state for x in count(g).ends] == ["mutation"]


def test_a_borrowed_place_and_an_own_number_are_two_origins() -> None:
    """The second report copies where it happened from the first, but counted itself. What is copied does not tell the claim apart: 2-2."""
    g = graph([knows("first"), knows("second")], [], "first second")
    assert interval(g) == (2, 2)


def test_a_sure_link_whose_direction_is_open_is_one_origin() -> None:
    """Two reports share their words; who copied whom is open, that one did is not: 1-1."""
    g = graph([knows("a"), knows("b")], [had("a", "b", p_direction=OPEN, carries="words")], "a b")
    assert interval(g) == (1, 1)


def test_a_link_that_may_not_be_there_is_one_or_two() -> None:
    """Whether the two reports have anything to do with each other is open itself: 1-2."""
    g = graph([knows("a"), knows("b")], [had("a", "b", p=OPEN, p_direction=OPEN, carries="words")], "a b")
    assert interval(g) == (1, 2)


def test_not_finding_a_link_is_no_evidence_of_independence() -> None:
    """Two named bodies, no link found between them, no sign how either knows: at least one, perhaps two: 1-2."""
    g = graph([document("a"), named("X"), named("Y")], [had("a", "X"), had("a", "Y")], "a")
    assert interval(g) == (1, 2)


def test_words_cannot_be_copied_in_a_circle() -> None:
    """Three reports share their words and every direction is open. One of them was first: 1-1, not a ring."""
    edges = [had(x, y, p_direction=OPEN, carries="words") for x, y in ("ab", "bc", "ca")]
    g = graph([knows("a"), knows("b"), knows("c")], edges, "a b c")
    assert interval(g) == (1, 1)
    cited = [had(x, y, p_direction=OPEN) for x, y in ("ab", "bc", "ca")]
    assert interval(graph([knows("a"), knows("b"), knows("c")], cited, "a b c")) == (0, 1), "credits can, so the ring is possible there"


def test_the_sibling_that_names_the_source_names_it_for_the_family() -> None:
    """Two reprints of one dispatch; one keeps "said the fire brigade", the other drops it: 1-1, not 1-2."""
    g = graph([document("a"), document("b"), named("brigade")], [had("a", "brigade"), one("a", "b")], "a b")
    assert interval(g) == (1, 1)


def test_a_source_that_may_not_say_it_gives_no_support_if_it_does_not() -> None:
    """The page cites a report whose copy at hand may or may not have the figure: 0-1."""
    g = graph([document("a"), Node("report", "identified", p_holds=OPEN)], [had("a", "report")], "a")
    assert interval(g) == (0, 1)


@pytest.mark.parametrize("answer", ["is not", "is"])
def test_what_a_decision_would_give_is_what_it_gives(answer: str) -> None:
    """The interval promised for an answer is the interval once a person has given it."""
    nodes = [document("a"), document("b"), knows("X"), knows("Y")]
    edges = [had("a", "X"), had("b", "Y"), one("X", "Y", OPEN)]
    (asked,) = count(graph(nodes, edges, "a b")).undecided
    promised = {label: (low, high) for label, low, high in asked.narrows_to}
    assert interval(graph(nodes, [*edges[:2], one("X", "Y", {"is": 1.0, "is not": 0.0}[answer])], "a b")) == promised[answer]


def test_what_a_person_says_of_two_names_stands() -> None:
    """A nurse is named in one script and a nurse in another: it is open whether they are one. Said to be one: 1-1; said to be two: 2-2; said of others: open."""
    from firsthand.model.findings import Same
    from firsthand.trace.parties import settle_parties
    from firsthand.trace.sketch import Drawing

    def after(*said: Same) -> tuple[int, int]:
        drawing = Drawing()
        for page, nurse in (("a", "ext:Mara"), ("b", "ext:玛拉")):
            drawing.node(page)
            drawing.node(nurse, "identified", "saw")
            drawing.edge(page, nurse)
        drawing.one("ext:Mara", "ext:玛拉", OPEN)
        settle_parties(drawing, said)
        return interval(graph(list(drawing.nodes.values()), list(drawing.edges.values()), "a b"))

    assert after() == (1, 2) == after(Same("ext:Mara=ext:Somebody", True))
    assert after(Same("ext:Mara=ext:玛拉", True)) == (1, 1)
    assert after(Same("ext:Mara=ext:玛拉", False)) == (2, 2)
