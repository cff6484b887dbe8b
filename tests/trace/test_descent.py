"""Descent: golden cases with what an analyst expects and why; decisions; laws. All places, papers and people are invented."""

from __future__ import annotations

import random

from valley_pages import FLOOD, MARKET, SCHOOL, page, said_by

from firsthand.model.findings import Lineage, Link
from firsthand.model.passages import Reading, Span
from firsthand.trace.descent import lineage_of

NOISE = (page("n1", MARKET, publisher="Brenn Weekly", day="2031-04-02"), page("n2", SCHOOL, publisher="Tarn Courier", day="2031-04-03"))


def traced(*readings: Reading, decided: tuple[Link, ...] = ()) -> Lineage:
    """The lineage of some pages among two that have nothing to do with them."""
    everything = (*readings, *NOISE)
    return lineage_of(everything, said_by(everything), decided)


def between(found: Lineage, one: str, two: str) -> list[Link]:
    """Links of these two that are said, either way."""
    return [x for x in found.links if {x.source, x.to} == {one, two} and x.p >= 0.5]


def only(found: Lineage, one: str, two: str) -> Link:
    """The one link of these two."""
    (link,) = between(found, one, two)
    return link


def test_a_verbatim_copy_of_a_later_day_that_names_its_source_is_a_direct_copy() -> None:
    """The Mirror prints the Bugle's report two days later and says so: the Mirror had it from the Bugle, and nobody had it from the Mirror."""
    found = traced(
        page("bugle", FLOOD, publisher="Korvath Bugle", day="2031-05-06"),
        page("mirror", FLOOD + " Source: Korvath Bugle", publisher="Coast Mirror", day="2031-05-08"),
    )
    link = only(found, "bugle", "mirror")
    assert (link.source, link.to, link.kind, link.relation, link.named) == ("mirror", "bugle", "copies", "direct", True)
    assert link.p_direction > 0.95


def test_the_passages_of_a_copy_are_given_in_code_points_of_both_texts() -> None:
    """A reprint with a new first sentence: the spans cover the copied text on both sides and nothing of what was added."""
    added = "Our readers in the hills asked what happened on Monday. "
    mine = page("mirror", added + FLOOD + " Source: Korvath Bugle", publisher="Coast Mirror")
    theirs = page("bugle", FLOOD, publisher="Korvath Bugle")
    link = only(traced(mine, theirs), "mirror", "bugle")
    assert link.to_span is not None
    assert mine.text[link.span.start : link.span.end] == FLOOD == theirs.text[link.to_span.start : link.to_span.end]


def test_siblings_of_a_wire_that_nobody_holds_are_siblings_once_a_pair() -> None:
    """Three papers print one dispatch, two name the agency: three undirected pairs and no parent among them; the agency is named and not held."""
    wire = "KORVATH (Valley Press Agency) — " + FLOOD
    found = traced(
        page("a", wire, publisher="Coast Mirror", day="2031-05-06"), page("b", wire[:430], publisher="Hill Post", day="2031-05-07"), page("c", FLOOD, publisher="Lake Times", day="2031-05-06")
    )  # fmt: skip
    pairs = [(x.source, x.to) for x in found.links if x.relation == "sibling" and x.p >= 0.5]
    assert sorted(pairs) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert any(x.source == "a" and x.to == "ext:Valley Press Agency" for x in found.links)


def test_two_newsrooms_that_quote_one_speech_did_not_copy() -> None:
    """Both heard the engineer and quote the same sentence; everything else is their own. No copying may be said, by whatever name."""
    said = "“We closed the bridge to lorries because the third pillar had moved, and we would close it again tomorrow,” said engineer Ruta Melk."
    one = page(
        "a",
        f"The bridge at Korvath was the talk of the valley office on Tuesday. {said} She had come in rubber boots. Cows were still standing in the lower fields.",
        publisher="Coast Mirror",
    )
    two = page(
        "b",
        f"Rain is forecast until Friday. {said} Shops in the old town reopened in the afternoon, one of them by candlelight. Schools stay shut.",
        publisher="Hill Post",
    )
    assert [x for x in between(traced(one, two), "a", "b") if x.kind in ("copies", "paraphrases") or x.relation != "sibling"] == []


def test_template_twins_are_no_copies() -> None:
    """One form, two counties, other figures throughout: different claims. The control: with the same figures they are one text."""
    form = "Notice of the {c} county registry. In the first quarter {a} households were visited by the registry teams. Of these {b} handed in the yellow card. In {d} cases the card was missing and a second visit was set. The registry thanks all village heads for their help in this work. Questions are answered at the counter on weekdays."
    one = page("one", form.format(c="Korvath", a="1,204", b="1,177", d="27"), publisher="Korvath Registry", day="2031-04-11")
    two = page("two", form.format(c="Brenn", a="860", b="811", d="49"), publisher="Brenn Registry", day="2031-04-12")
    assert between(traced(one, two), "one", "two") == []
    same = page("two", form.format(c="Korvath", a="1,204", b="1,177", d="27"), publisher="Brenn Registry", day="2031-04-12")
    assert between(traced(one, same), "one", "two") != []


def test_a_law_that_two_unrelated_pages_quote_links_nobody() -> None:
    """Both quote Article 9 of the River Act, in pages on other things."""
    law = "Article 9 of the River Act reads: “Whoever keeps a mill on a public river shall open the sluice within two hours when the valley office so orders in writing.”"
    one = page("a", f"The miller of Tarn lost his case. {law} He had opened it after five. Costs are shared.", publisher="Tarn Courier")
    two = page(
        "b",
        f"Fishing rights were the topic in Brenn. {law} Whether ponds count was left open. A vote follows in June.",
        publisher="Brenn Weekly",
    )
    assert between(traced(one, two), "a", "b") == []


def test_a_translation_that_names_its_source_is_linked_across_languages() -> None:
    """The Chinese page renders the Bugle's figures and days in order and names the paper in the form that the paper's own Chinese page uses."""
    story = "On 5 May 2031 the river left its bed at Korvath. By noon 318 people and 1,460 sheep had been moved. Repairs will cost 27 million crowns, the valley office said on 7 May. Another 94 houses stand in water."
    chinese = "2031年5月5日，河水在科尔瓦特决堤。到中午，已有318人和1460只羊被转移。河谷办公室5月7日说，修复将耗资2700万克朗。另有94座房屋泡在水中。（转自科尔瓦特号角报）"
    other = "科尔瓦特号角报编辑部周一休息。读者来信请寄到桥头。"
    found = traced(
        page("bugle", story, publisher="Korvath Bugle", day="2031-05-07", url="https://bugle.example/1"),
        page("bugle-zh", other, publisher="科尔瓦特号角报", language="zh", url="https://bugle.example/zh"),
        page("zh", chinese, publisher="海岸日报", day="2031-05-09", language="zh", url="https://haian.example/2"),
    )
    link = only(found, "zh", "bugle")
    assert (link.source, link.kind, link.relation) == ("zh", "translates", "direct")


def test_a_digest_of_two_reports_has_two_parents() -> None:
    """The digest takes three sentences from each paper and names both."""
    flood, market = FLOOD.split(". "), MARKET.split(". ")
    digest = (
        f"The week in the valley. {'. '.join(flood[:3])}, the Korvath Bugle reported. {'. '.join(market[:2])}, the Sheep Gazette reported."
    )
    found = traced(
        page("bugle", FLOOD, publisher="Korvath Bugle"),
        page("gazette", MARKET.replace("Brenn", "Lower Brenn"), publisher="Sheep Gazette"),
        page("digest", digest, publisher="Hill Post"),
    )
    assert {x.to for x in found.links if x.source == "digest" and x.relation == "direct" and x.p >= 0.5} >= {"bugle", "gazette"}


def test_a_reprint_of_a_reprint_has_the_nearest_parent_and_the_credit_second_hand() -> None:
    """The Post reprints the Mirror, its credit to the Bugle included: its parent is the Mirror; what it has from the Bugle, it has second-hand."""
    mirror = FLOOD + " Readers in Brenn sent us photographs of the road. This report first appeared in the Korvath Bugle."
    post = mirror + " Source: Coast Mirror"
    found = traced(
        page("bugle", FLOOD, publisher="Korvath Bugle", day="2031-05-06"), page("mirror", mirror, publisher="Coast Mirror", day="2031-05-08"), page("post", post, publisher="Hill Post", day="2031-05-10")
    )  # fmt: skip
    assert (only(found, "mirror", "bugle").source, only(found, "post", "mirror").source) == ("mirror", "post")
    assert (
        all(x.relation != "direct" for x in between(found, "post", "bugle"))
        or only(found, "post", "mirror").p >= only(found, "post", "bugle").p
    )


def test_a_site_s_furniture_links_nobody() -> None:
    """Three pages of one paper end with the same two lines; nothing else is shared."""
    foot = "\n\nThe newsroom of the Mirror sits above the fish market and is open on weekdays from nine to five.\nLetters are printed with full name and may be shortened by the editors of the Mirror."
    pages = [
        page(f"m{i}", text + foot, publisher="Coast Mirror")
        for i, text in enumerate((FLOOD, MARKET.replace("Brenn", "Oster"), SCHOOL.replace("Tarn", "Ulm")))
    ]
    found = lineage_of(pages, said_by(tuple(pages)))
    assert [x for x in found.links if not x.to.startswith("ext:")] == []


def test_tibetan_and_chinese_copies_are_found_like_english_ones() -> None:
    """The same law in three scripts: a reprint that names its source is a copy of it."""
    bo = "ཀོར་ཝཐ་ཀྱི་ཆུ་བོ་གཟའ་ཟླ་བའི་ནུབ་མོར་རྒྱས་ནས་ཟམ་པ་འོག་མ་ཁྱེར་སོང་། གྲོང་ཚོའི་མི་ ༣༡༨ སློབ་གྲྭ་གཉིས་ཀྱི་ནང་དུ་བསྡད་ཡོད། འཐག་ཁང་གི་བདག་པོས་འབྲུ་རྣམས་ཐོག་ཁར་སྤོས་པ་རེད། ལམ་ག་དུས་བསྐྱར་དུ་འབྱེད་མིན་སུས་ཀྱང་མི་ཤེས།"
    zh = "周一夜间，阿姆塞尔河在科尔瓦特上游漫出河道，冲走了下游的桥。河谷办公室的工程师九天前才禁止卡车过桥。到中午，上科尔瓦特的两所学校收容了318人。磨坊主泰奥德拉说，全家人摸黑把粮食搬上了阁楼。"
    found = traced(
        page("bo1", bo, publisher="ཆུ་མདའ་ཚགས་པར", language="bo"), page("bo2", bo + " འབྱུང་ཁུངས། ཆུ་མདའ་ཚགས་པར", publisher="རི་རྩེ་ཚགས་པར", language="bo"),
        page("zh1", zh, publisher="河谷日报", language="zh"), page("zh2", zh + "来源：河谷日报", publisher="海岸晚报", language="zh"),
    )  # fmt: skip
    assert (only(found, "bo1", "bo2").source, only(found, "zh1", "zh2").source) == ("bo2", "zh2")


def _decision(state: str, source: str = "mirror", to: str = "bugle", relation: str = "direct") -> Link:
    return Link("lx", source, to, "copies", relation, True, Span(0, 10), Span(0, 10), state=state)  # type: ignore[arg-type]


def test_a_person_s_decision_stands_over_what_code_finds() -> None:
    """Accepted is certain, rejected is kept with no probability, a reversed one runs as decided, and none of them stands beside a proposal for the same two."""
    pages = (page("bugle", FLOOD, publisher="Korvath Bugle"), page("mirror", FLOOD + " Source: Korvath Bugle", publisher="Coast Mirror"))
    for decision, p in (
        (_decision("accepted"), 1.0),
        (_decision("rejected"), 0.0),
        (_decision("reversed", "bugle", "mirror"), 1.0),
        (_decision("accepted", relation="sibling"), 1.0),
    ):
        both = [x for x in traced(*pages, decided=(decision,)).links if {x.source, x.to} == {"bugle", "mirror"}]
        assert [(x.source, x.relation, x.state, x.p) for x in both] == [(decision.source, decision.relation, decision.state, p)]


def test_the_order_in_which_sources_came_changes_nothing() -> None:
    """The lineage is of a set of sources."""
    pages = [
        page("a", FLOOD, publisher="Korvath Bugle"),
        page("b", FLOOD + " Source: Korvath Bugle", publisher="Coast Mirror"),
        page("c", FLOOD[:300], publisher="Hill Post"),
        *NOISE,
    ]
    first = lineage_of(pages, said_by(tuple(pages)))
    random.Random(3).shuffle(pages)
    assert lineage_of(pages, said_by(tuple(pages))).links == first.links


def test_a_day_of_capture_never_gives_the_direction() -> None:
    """The Mirror's page has only the day of the crawl as its date; that it is later shows nothing."""
    crawled = page("mirror", FLOOD, publisher="Coast Mirror", day="2031-09-01", captured=1945987200)
    found = traced(page("bugle", FLOOD, publisher="Korvath Bugle", day="2031-05-06"), crawled)
    assert all(x.relation == "sibling" or abs(x.p_direction - 0.5) < 0.2 for x in between(found, "bugle", "mirror"))
    assert between(found, "bugle", "mirror")


def test_nobody_holds_nothing() -> None:
    """No reading, no lineage; an empty page is no kin of anybody."""
    assert lineage_of((), {}) == Lineage((), ())
    assert between(traced(page("empty", ""), page("a", FLOOD)), "empty", "a") == []


def test_a_verbatim_copy_of_a_later_day_without_a_credit_is_likelier_a_copy_than_not_and_nothing_more() -> None:
    """The Mirror prints all of it two days later and names nobody: which way is clear from the dates; that no third stands behind both is not."""
    found = traced(
        page("bugle", FLOOD, publisher="Korvath Bugle", day="2031-05-06"), page("mirror", FLOOD, publisher="Coast Mirror", day="2031-05-08")
    )
    link = only(found, "bugle", "mirror")
    assert (link.source, link.to, link.relation) == ("mirror", "bugle", "direct")
    assert link.p_direction > 0.95 and link.p < 0.95 and not link.settled


def test_a_shortened_page_without_dates_is_linked_and_leans_on_the_longer_one() -> None:
    """Three of five sentences, no dates, no names: the two are linked; nothing settles it, and the shorter one is never said to be the longer one's source."""
    cut = ". ".join(FLOOD.split(". ")[:3]) + "."
    found = traced(page("whole", FLOOD, publisher="Korvath Bugle"), page("cut", cut, publisher="Coast Mirror"))
    (link,) = between(found, "whole", "cut")
    assert not link.settled
    assert link.relation == "sibling" or link.source == "cut"
