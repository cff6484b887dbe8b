"""The lineage picture: labels apart, time from left to right, every mark with its story, families folded, hostile names harmless."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.dates import PartialDate
from firsthand.model.findings import Lineage, Link, Mutation, Named
from firsthand.model.passages import Part, Reading, Span, Stream
from firsthand.trace import placing
from firsthand.trace.families import families_of
from firsthand.trace.picture import svg
from firsthand.trace.placing import DOT, LABEL, TAG, WIDTH, Node, days_placed, placed, wide

NAMES = (
    "Halden Wire",
    "Ostmark Courier",
    "柳江桥务局",
    "ལྕང་གླིང་གསར་འགྱུར།",
    "The Long Gazette of the Upper Willow Valley and its Tributaries",
    "Fenn",
)
SVG = "{http://www.w3.org/2000/svg}"


def reading(source: str, day: str = "", publisher: str = "", language: str = "en") -> Reading:
    """A source with nothing but what the picture shows of it."""
    stream = Stream(Part("0" * 64, 0, 1, "0" * 64), "text", 1, "utf-8", "x", ())
    return Reading(source, "p" + source, source, stream, (), language, "", publisher or source, published=PartialDate(day) if day else None)


def link(id_: str, source: str, to: str, kind: str = "cites", p: float = 1.0, relation: str = "direct", state: str = "proposed") -> Link:
    """A link of which only the ends, kind and certainty matter."""
    return Link(id_, source, to, kind, relation, True, Span(0, 1), Span(0, 1), p, state=state)  # type: ignore[arg-type]


def drawn(*args: object, **more: object) -> ET.Element:
    """The picture, parsed: it is well-formed XML."""
    return ET.fromstring(svg(*args, **more))  # type: ignore[arg-type]


def with_class(root: ET.Element, name: str) -> list[ET.Element]:
    """All elements of a class."""
    return [e for e in root.iter() if name in e.get("class", "").split()]


def box(text: ET.Element) -> tuple[float, float, float, float]:
    """About where a text stands."""
    size = LABEL if "lp-label" in text.get("class", "") else TAG
    width, x, y = wide(text.text or "", size), float(text.get("x", 0)), float(text.get("y", 0))
    left = x - width / 2 if text.get("text-anchor") == "middle" else x
    return left, y - size * 0.85, left + width, y + size * 0.2


def overlapping(root: ET.Element) -> list[tuple[str | None, str | None]]:
    """Pairs of labels and tags that lie on one another."""
    texts = [t for n in ("lp-label", "lp-tag") for t in with_class(root, n)]
    boxes = [(t.text, box(t)) for t in texts]
    return [(s, t) for (s, a), (t, b) in combinations(boxes, 2) if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]]


def world(seed: int, sources: int, named: int) -> tuple[Lineage, list[Reading], list[Mutation]]:
    """A random case: each source has something from earlier ones or from named ones."""
    r = random.Random(seed)
    held = [
        reading(
            f"s{i}",
            (date(2030, 1, 1) + timedelta(r.randrange(400))).isoformat() if r.random() < 0.9 else "",
            r.choice(NAMES),
            r.choice(("en", "zh", "bo")),
        )
        for i in range(sources)
    ]
    outside = [f"ext:{r.choice(NAMES)} {i}" for i in range(named)]
    links = []
    for i in range(1, sources):
        for to in {r.choice([f"s{r.randrange(i)}", *outside[:1], *outside[-1:]]) for _ in range(r.choice((1, 1, 2, 3)))}:
            kind = r.choice(("copies", "copies", "quotes", "cites", "translates", "paraphrases"))
            links.append(link(f"l{i}x{len(links)}", f"s{i}", to, kind, r.choice((1.0, 0.97, 0.6, 0.3))))
    changed = [
        Mutation(f"m{k}", x.source, Span(0, 1), x.to, None, "number", "more than 200 people", "2,000", "magnitude", x.id)
        for k, x in enumerate(links[:: max(1, len(links) // 6)])
    ]
    return Lineage(tuple(Named(n, "body") for n in outside), tuple(links)), held, changed


@pytest.mark.parametrize("seed", range(6))
def test_labels_never_lie_on_one_another(seed: int) -> None:
    lineage, held, changed = world(seed, 12 + 6 * seed, 5)
    assert overlapping(drawn(lineage, held, origins=["s0"], mutations=changed)) == []


def test_labels_would_overlap_if_lanes_were_shared_freely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_clear", lambda taken, wanted: True)
    assert any(overlapping(drawn(*world(seed, 30, 5)[:2])) for seed in range(3))


def test_two_hundred_sources_fit_on_one_screen_folded() -> None:
    lineage, held, changed = world(7, 200, 40)
    root = drawn(lineage, held, origins=["s0", "s1"], mutations=changed)
    assert overlapping(root) == []
    assert len(with_class(root, "lp-node")) < 160
    assert float(root.get("height", 0)) <= 1.1 * WIDTH


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.sampled_from([0.0, 60.0])), max_size=25))
def test_no_two_marks_share_a_place(raw: list[tuple[int, int, float]]) -> None:
    nodes = [
        Node(f"s{i}", NAMES[n], date(2030, 1, 1) + timedelta(d) if d else None, tags, (f"s{i - 1}",) if i else ())
        for i, (d, n, tags) in enumerate(raw)
    ]
    places = placed(nodes)
    assert set(places) == {n.key for n in nodes}
    assert all(abs(a.x - b.x) > 2 * DOT or a.lane != b.lane for a, b in combinations(places.values(), 2))


@given(st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), max_size=30))
@settings(max_examples=40, deadline=None)
def test_time_runs_from_left_to_right(days: list[date]) -> None:
    at = days_placed(days)
    assert all((a < b) == (at[a] < at[b]) for a, b in combinations(at, 2))
    assert all(placing.FIRST_X <= x <= placing.LAST_X + 0.001 for x in at.values())


def test_held_is_filled_named_is_hollow_an_origin_is_ringed() -> None:
    lineage = Lineage((Named("ext:The Almanac", "document"),), (link("l1", "sa", "ext:The Almanac"), link("l2", "sb", "sa")))
    root = drawn(lineage, [reading("sa", "2030-01-01"), reading("sb", "2030-02-01")], origins=["ext:The Almanac", "sa#own", "(bare)"])
    look = {
        g.findtext(f"{SVG}title") or g.findtext(f"{SVG}a/{SVG}title"): {c.get("class") for c in g.iter(f"{SVG}circle")}
        for g in with_class(root, "lp-node")
    }
    assert look == {
        "The Almanac · named, not held · an origin": {"lp-hollow", "lp-ring"}, "sa · held · published 2030-01-01 · an origin": {"lp-held", "lp-ring"},
        "sb · held · published 2030-02-01": {"lp-held"},
    }  # fmt: skip


def test_what_has_no_date_stands_in_the_band_at_the_left() -> None:
    root = drawn(Lineage((), ()), [reading("sa", "2030-01-01"), reading("sb")])
    xs = {g.get("data-sources"): float(next(g.iter(f"{SVG}circle")).get("cx", 0)) for g in with_class(root, "lp-node")}
    assert xs["sb"] < placing.BAND < xs["sa"]


def test_not_certain_is_dashed_with_its_probability_and_rejected_is_not_drawn() -> None:
    links = (
        link("l1", "sb", "sa", p=0.62),
        link("l2", "sc", "sa", state="rejected"),
        link("l3", "sd", "sa", p=0.3, state="accepted"),
        link("l4", "sd", "sc", p=0.01),
    )
    root = drawn(
        Lineage((), links),
        [reading("sa", "2030-01-01"), reading("sb", "2030-02-01"), reading("sc", "2030-03-01"), reading("sd", "2030-04-01")],
    )
    lines = {
        g.get("data-links"): p.get("class")
        for g in with_class(root, "lp-link")
        for p in g.iter(f"{SVG}path")
        if "lp-line" in p.get("class", "")
    }
    assert lines == {"l1": "lp-line lp-cites lp-open", "l3": "lp-line lp-cites"}
    assert "62%" in [t.text for t in with_class(root, "lp-tag")]


def test_a_translation_has_both_codes_and_a_change_its_triangle_and_words() -> None:
    lineage = Lineage((), (link("l1", "sb", "sa", "translates"),))
    changed = [Mutation("m", "sb", Span(0, 1), "sa", None, "number", "about 40", "400", "magnitude", "l1")]
    root = drawn(lineage, [reading("sa", "2030-01-01", "", "zh"), reading("sb", "2030-02-01")], mutations=changed)
    assert {t.text for t in with_class(root, "lp-tag")} == {"zh → en", "about 40 → 400"}
    assert any("lp-was" in e.get("class", "") for g in with_class(root, "lp-link") for e in g)


def test_reprints_of_one_text_are_one_stack_that_opens() -> None:
    held = [reading("sa", "2030-01-01", "Halden Wire")] + [reading(f"s{i}", f"2030-01-{i + 2:02}", f"Courier {i}") for i in range(6)]
    lineage = Lineage((), tuple(link(f"l{i}", f"s{i}", "sa", "copies") for i in range(6)))
    root = drawn(lineage, held, origins=["sa"])
    assert [t.text for t in with_class(root, "lp-label")] == ["Halden Wire", "Courier 0 and 5 more"]
    stack = next(g for g in with_class(root, "lp-node") if g.get("data-sources", "").count(" ") == 5)
    target = next(stack.iter(f"{SVG}a")).get("href", "")
    assert target.startswith("#") and any(e.get("id") == target[1:] for e in root.iter())
    assert set(with_class(root, "lp-link")[0].get("data-links", "").split()) == {f"l{i}" for i in range(6)}


def test_an_origin_and_what_changed_are_never_folded_away() -> None:
    links = tuple(link(f"l{i}", f"s{i}", "sa", "copies") for i in range(6))
    stands_for = families_of(Lineage((), links), ["sa", *(f"s{i}" for i in range(6))], ["s2"])
    assert stands_for["s2"] == "s2" and stands_for["sa"] == "sa" and len(set(stands_for.values())) == 3


def test_hostile_names_stay_text_and_the_picture_fetches_nothing() -> None:
    hostile = '"><script>alert(1)</script><image href="http://outside.example/x.png"/>\u202e'
    out = svg(Lineage((Named(f"ext:{hostile}", "body"),), (link('l"1', "sa", f"ext:{hostile}"),)), [reading("sa", "2030-01-01", hostile)])
    root = ET.fromstring(out)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "g",
        "rect",
        "line",
        "path",
        "circle",
        "text",
        "a",
    }
    assert "url(" not in out and not re.search(r"href=\"(?!#)", out) and "\u202e" not in out


def test_nothing_to_draw_is_still_a_picture_with_a_title() -> None:
    root = drawn(Lineage((), ()), [])
    assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc") and with_class(root, "lp-node") == []


def test_the_same_case_gives_the_same_picture() -> None:
    lineage, held, changed = world(3, 30, 6)
    assert svg(lineage, held, mutations=changed) == svg(lineage, held, mutations=changed)


def test_siblings_have_no_direction_and_are_drawn_from_the_earlier_to_the_later() -> None:
    held = [reading("sa", "2030-01-01"), reading("sb", "2030-05-01")]
    out = {svg(Lineage((), (link("l1", a, b, "quotes", relation="sibling"),)), held) for a, b in (("sa", "sb"), ("sb", "sa"))}
    heads = [e for o in out for e in ET.fromstring(o).iter() if e.get("class", "").startswith("lp-head")]
    lines = {e.get("d") for o in out for e in ET.fromstring(o).iter() if "lp-line" in e.get("class", "") and "C" in e.get("d", "")}
    assert heads == [] and len(lines) == 1
