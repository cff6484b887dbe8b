"""Findings as proposed: what says the same thing together, what only looks alike apart. Places, bodies and people are invented."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from firsthand.claim.group import findings_of
from firsthand.claim.likeness import rarity_of
from firsthand.claim.propose import said_by
from firsthand.model.findings import Finding, Lineage, Link
from firsthand.model.passages import Reading, Span
from plain_readings import reading

NONE = Lineage((), ())


def grouped(*readings: Reading, lineage: Lineage = NONE) -> list[tuple[set[str], Finding]]:
    said = {r.source: said_by(r) for r in readings}
    source = {c.id: s for s, x in said.items() for c in x.claims}
    return [({source[i] for i in (*f.supports, *f.contradicts)}, f) for f in findings_of(readings, said, lineage)]


def together(found: list[tuple[set[str], Finding]], *sources: str) -> bool:
    return any(set(sources) <= documents for documents, _ in found)


A = reading("a", "Police took blood from 3,200 residents of Osrin county on 4 May 2031, the Ninebridge Monitor said.")
B = reading("b", "At least 3,200 residents had blood samples taken in Osrin county in May 2031.")
HAN = reading("zh", "2031年5月4日，奥斯林县有3200名居民被采集血样。", "zh")
TIBETAN = reading("bo", "ཕྱི་ལོ་༢༠༣༡ཟླ་༥ཚེས་༤ལ་ཨོས་རིན་རྫོང་ལ་གྲོང་མི་༣༢༠༠་ཁྲག་དཔེ་བླངས་འདུག", "bo")


def test_one_figure_in_three_languages_is_one_finding() -> None:
    assert together(grouped(A, B, HAN, TIBETAN), "a", "b", "zh", "bo")


def test_a_template_twin_of_another_county_stays_apart() -> None:
    twin = reading("t", "Police took blood from 3,200 residents of Marbel county on 4 May 2031, the Ninebridge Monitor said.")
    assert not together(grouped(A, twin), "a", "t")


def test_the_same_figure_at_another_time_stays_apart() -> None:
    other = reading("o", "Police took blood from 3,200 residents of Osrin county on 9 June 2032, the Ninebridge Monitor said.")
    assert not together(grouped(A, other), "a", "o")


def test_another_counted_thing_stays_apart() -> None:
    houses = reading("h", "Police searched 3,200 houses in Osrin county on 4 May 2031.")
    assert not together(grouped(A, houses), "a", "h")


def test_a_range_and_its_top_are_one_finding() -> None:
    low = reading("r", "Between 1,600 and 3,200 residents had blood samples taken in Osrin county in May 2031.")
    assert together(grouped(A, low), "a", "r")


def test_a_number_changed_on_the_way_is_held_together_by_its_link() -> None:
    ten = reading("x", A.text.replace("3,200", "32,000"))
    whole = Span(0, len(A.text))
    link = Link("l1", "x", "a", "copies", "direct", True, Span(0, len(ten.text)), whole)
    assert together(grouped(A, ten, lineage=Lineage((), (link,))), "a", "x")
    assert not together(grouped(A, ten), "a", "x")  # negative control: without the link it is another number


def test_denials_stand_against() -> None:
    deny = reading("d", "The county bureau denied that 3,200 residents had blood samples taken in Osrin county in May 2031.")
    finding = next(f for documents, f in grouped(A, B, deny) if {"a", "d"} <= documents)
    assert finding.contradicts and "denied" not in finding.sentence


def test_more_documents_come_first_and_order_does_not_matter() -> None:
    alone = reading("z", "Officers arrested 77 monks in Tolby town in June 2031.")
    one, two = grouped(A, B, alone), grouped(alone, B, A)
    assert [len(d) for d, _ in one] == sorted((len(d) for d, _ in one), reverse=True)
    assert {f.id for _, f in one} == {f.id for _, f in two}
    assert {frozenset(d) for d, _ in one} == {frozenset(d) for d, _ in two}


def test_a_number_of_three_digits_that_two_newsrooms_heard_is_one_finding() -> None:
    one = reading("one", "Teams have visited 146 villages of the prefecture, the deputy director told reporters.")
    two = reading("two", "Its deputy director told journalists here that 146 villages had been visited so far.")
    assert together(grouped(one, two), "one", "two")
    rounded = [reading(r.source, r.text.replace("146", "150")) for r in (one, two)]
    assert not together(grouped(*rounded), "one", "two")  # negative control: anybody may come to 150


def test_words_alike_bear_a_number_whose_thing_stands_before_it() -> None:
    one = reading("one", "About 4,300 families in Osrin live more than a day's walk from a well, according to the Yearbook.")
    two = reading("two", "The Register puts the number of families in Osrin who live more than a day's walk from a well at about 4,300.")
    other = reading("other", "The Register puts the length of the road through the upper woods of Osrin at about 4,300.")
    found = grouped(one, two, other)
    assert together(found, "one", "two") and not together(found, "one", "other")


def test_where_it_was_counted_is_no_finding_beside_what_was_counted() -> None:
    one = "Police in two counties took blood from 3,200 residents."
    found = grouped(reading("one", one), reading("copy", one))
    assert [documents for documents, _ in found] == [{"one", "copy"}]
    alone = "Police in two counties took blood in May 2031."
    assert together(grouped(reading("one", alone), reading("copy", alone)), "one", "copy")  # with nothing beside it, it is said


def test_townships_of_one_form_stay_apart_and_an_open_target_denies_nothing() -> None:
    mine = reading("mine", "（二）绒姆乡目标2,600人，完成情况尚未上报。", "zh")
    twin = reading("twin", "（三）多卓乡目标2,600人，完成情况尚未上报。", "zh")
    english = reading("en", "(2) Rongmu Township: target 2,600 people, results not yet reported.")
    link = Link("l1", "en", "mine", "translates", "direct", True, Span(0, len(english.text)), Span(0, len(mine.text)), p=0.9)
    found = grouped(english, twin, mine, lineage=Lineage((), (link,)))
    assert together(found, "en", "mine") and not together(found, "mine", "twin")
    assert not any(f.contradicts for _, f in found)


def test_one_speakers_figure_is_one_finding_though_its_bound_was_turned_and_its_thing_left_out() -> None:
    over = reading("over", "Police have arrested over 14,000 people, the rapporteur for Osrin, Wekri Dalbor, said.")
    high = reading("high", "Before the council Wekri Dalbor spoke of estimates as high as 14,000.")
    other = reading("other", "Tamnu Korpel, who mends the roofs of the town, put the bricks as high as 14,000.")
    found = grouped(over, high, other)
    assert together(found, "over", "high") and not together(found, "over", "other")


def test_an_order_of_magnitude_made_looser_stays_with_its_link() -> None:
    tens = reading("tens", "Police are collecting DNA from tens of millions of men and boys, using foreign equipment.")
    some = reading("some", "Police are collecting DNA from millions of men and boys, using foreign equipment.")
    link = Link("l1", "some", "tens", "copies", "direct", True, Span(0, 20), Span(0, 20), p=0.9)
    assert together(grouped(tens, some, lineage=Lineage((), (link,))), "tens", "some")
    assert not together(grouped(tens, some), "tens", "some")  # negative control: nothing says that they are of one family


def test_an_act_without_a_number_is_one_finding_in_headline_and_text_of_documents_that_drew_on_one_source() -> None:
    one = reading("one", "Biotech firm halts sales of test kits in Osrin. The weather was fine.")
    two = reading("two", "A biotech firm has halted sales of its test kits in Osrin, lawmakers heard.")
    links = tuple(Link(f"l{x}", x, "ext:Ninebridge Wire", "cites", "direct", True, Span(0, 5), None) for x in ("one", "two"))
    assert together(grouped(one, two, lineage=Lineage((), links)), "one", "two")
    elsewhere = reading("two", "A biotech firm has halted work on its tunnel near Marbel, engineers heard.")
    assert not together(grouped(one, elsewhere, lineage=Lineage((), links)), "one", "two")


def test_two_claims_that_begin_at_one_place_and_end_at_others_both_count_their_words() -> None:
    """A claim by hand may be shorter than the proposal that begins where it does; a word of only one of them is rare, not unknown."""
    here = SimpleNamespace(source="s", passages=(SimpleNamespace(start=0),))
    known = [SimpleNamespace(claim=here, words=Counter(words)) for words in (["期", "血"], ["血"])]
    assert set(rarity_of(known)) == {"期", "血"}  # type: ignore[arg-type]


def test_known_places_are_compared_across_scripts() -> None:
    english = reading("e", "Police took blood from 3,200 residents in Ngari on 4 May 2031.")
    same = reading("s", "2031年5月4日，阿里地区有3200名居民被采集血样。", "zh")
    other = reading("o", "2031年5月4日，玉树州有3200名居民被采集血样。", "zh")
    assert together(grouped(english, same), "e", "s") and not together(grouped(english, other), "e", "o")
