"""The toys again, told by little texts of an invented world and read by the whole thread: credits, lineage, passages, worlds.

The river Ansel, its towns Ferrow and Quill, their papers and people do not exist. Each test says what a practitioner would count, and why.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from firsthand.claim.propose import said_by
from firsthand.model.claims import Claim
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Finding, Level, Link, Mutation, Origins
from firsthand.model.passages import Part, Reading, Segment, Span, Stream
from firsthand.tongues.sentences import sentences
from firsthand.trace.assertions import claims_asserting
from firsthand.trace.descent import lineage_of
from firsthand.trace.origins import origins_of


def page(name: str, text: str, publisher: str = "", published: str = "", language: str = "en", title: str = "") -> Reading:
    """A reading of one little text."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    stream = Stream(Part(digest, 0, len(raw), digest), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw), False),))
    date = PartialDate(published) if published else None
    return Reading(
        name, "", name, stream, (Span(0, len(text)),), language, title=title, publisher=publisher, published=date, published_by="list" if date else "",
        sentences=sentences(text, language),
    )  # fmt: skip


def origins(
    claim: str,
    *pages: Reading,
    level: Level = "so",
    decided: tuple[Link, ...] = (),
    holders: str = "",
    mutations: tuple[Mutation, ...] = (),
) -> Origins:
    """The origins of a sentence among some pages, as `origins --claims` counts them."""
    readings = {r.source: r for r in pages}
    said = {r.source: said_by(r) for r in pages}
    lineage = lineage_of(pages, said, decided)
    asserted = claims_asserting(claim, (holders or " ".join(readings)).split(), readings, said, lineage)
    finding = Finding("f", claim, tuple(c.id for c in asserted), level=level)
    return origins_of(finding, {c.id: c for c in asserted}, readings, said, lineage, level, mutations=mutations)


def interval(o: Origins) -> tuple[int, int]:
    return o.least, o.greatest


def test_a_digest_of_two_who_saw_it_has_two_origins() -> None:
    digest = page(
        "digest",
        "“Forty boats were burnt at Ferrow,” Ilin Marrow, who was present, told the Ansel Courier.\n\nForty boats were burnt at Ferrow, Oda Penfold, who saw it from the quay, told the Quill Herald.",
        "Weekly Digest",
    )
    found = origins("Forty boats were burnt at Ferrow.", digest)
    assert interval(found) == (2, 2)
    assert {x.name for x in found.origins} == {"ext:Ilin Marrow", "ext:Oda Penfold"}
    assert found.words.startswith("One document says this. We found two origins:")


def test_reprints_of_one_report_add_nothing() -> None:
    words = "The Ansel Relief Society found through its own interviews that 212 families left Ferrow in May. The society said the road was shut for nine days and that the mill stood idle. Carts went by way of Quill, it found, and fodder doubled in price."
    papers = [page(f"paper{i}", words, f"Paper{i} Gazette", f"2031-06-1{i}") for i in range(5)]
    found = origins("212 families left Ferrow in May.", page("report", words, "Ansel Relief Society", "2031-06-01"), *papers)
    assert interval(found) == (1, 1)
    assert len(found.origins[0].documents) == 6


def two_newsrooms() -> tuple[Reading, Reading]:
    return (
        page(
            "courier",
            "The bridge at Quill is closed until 3 May 2031, harbour master Teo Lanning told the Ansel Courier. Barges wait upstream.",
            "Ansel Courier",
        ),
        page(
            "herald",
            "Harbour master Teo Lanning told the Quill Herald that the bridge at Quill is closed until 3 May 2031. Rain fell all night.",
            "Quill Herald",
        ),
    )


def test_two_newsrooms_and_one_speaker_are_one_origin_of_what_is_so() -> None:
    assert interval(origins("The bridge at Quill is closed until 3 May 2031.", *two_newsrooms())) == (1, 1)


def test_two_newsrooms_and_one_speaker_are_two_origins_of_his_saying_so() -> None:
    found = origins("Teo Lanning said that the bridge at Quill is closed until 3 May 2031.", *two_newsrooms(), level="said")
    assert interval(found) == (2, 2)
    assert {x.name for x in found.origins} == {"courier", "herald"}


def test_three_bare_pages_support_nothing_for_sure() -> None:
    pages = (
        page("a", "Seventeen wells ran dry in Quill county in 2031.", "Page A"),
        page("b", "In 2031 the county of Quill saw seventeen wells run dry, and gardens withered.", "Page B"),
        page("c", "Old maps show many springs. Seventeen wells in Quill county are dry since 2031.", "Page C"),
    )
    found = origins("Seventeen wells ran dry in Quill county in 2031.", *pages)
    assert interval(found) == (0, 3)
    assert found.support == "unsupported"
    assert "none of them says how it knows" in found.words


def test_who_counts_and_quotes_has_two_origins() -> None:
    clinic = page(
        "clinic",
        "We counted 64 people wounded at Ferrow on 2 May 2031. The Ferrow Fire Brigade, which counted too, said that 64 people were wounded at Ferrow on 2 May 2031.",
        "Ansel Clinic",
    )
    found = origins("64 people were wounded at Ferrow on 2 May 2031.", clinic)
    assert interval(found) == (2, 2)
    assert "clinic#own" in {x.name for x in found.origins}


def test_three_unnamed_sources_are_none_to_three() -> None:
    pages = (
        page("a", "Some 380 sheep were seized in Quill, a person with knowledge of the matter said. Snow fell.", "Page A"),
        page("b", "A senior official said that herders in Quill lost 380 sheep, which were seized. The fair was held.", "Page B"),
        page("c", "Residents said that in Quill the seized sheep came to 380. A school opened.", "Page C"),
    )
    found = origins("380 sheep were seized in Quill.", *pages)
    assert interval(found) == (0, 3)
    assert {x.state for x in found.origins} == {"unnamed"}
    assert "sources that nobody names" in found.words


def test_a_borrowed_place_and_an_own_number_are_two_origins() -> None:
    """Both papers copy where the mill stands from one old notice; each counted the sacks itself."""
    place = "The old mill stands where the Ansel bends below Ferrow, behind the two chapels and the lime kiln that the monks of Quill once built."
    first = page(
        "first",
        f"{place}\n\nReporters of the Ansel Courier counted 90 sacks of flour in the mill on 7 May 2031.",
        "Ansel Courier",
        "2031-05-08",
    )
    second = page(
        "second",
        f"{place}\n\nOn 7 May 2031 there were 90 sacks of flour in the mill, reporters of the Quill Herald counted on the spot.",
        "Quill Herald",
        "2031-05-09",
    )
    assert interval(origins("90 sacks of flour were in the mill on 7 May 2031.", first, second)) == (2, 2)


def test_a_named_source_of_one_copy_is_that_of_all() -> None:
    """Two papers print one dispatch; one of them dropped "the Quill County Police said in a notice"."""
    rest = "The men had come on foot from Ferrow, slept in barns and left their tools at the ford. Their families wait at the gate of the old brewery, where soup is handed out at noon."
    full = page(
        "full",
        f"On 9 May 2031, 133 men were detained at Quill, the Quill County Police said in a notice. {rest}",
        "Ansel Courier",
        "2031-05-10",
    )
    cut = page("cut", f"On 9 May 2031, 133 men were detained at Quill. {rest}", "Quill Herald", "2031-05-11")
    found = origins("133 men were detained at Quill on 9 May 2031.", full, cut)
    assert found.greatest == 1 and found.least == 1
    assert found.origins[0].documents == ("cut", "full")
    assert found.words.startswith("Two documents say this. Both lead back to one origin: Quill County Police (the accused party), not held")


def test_a_name_in_chinese_and_in_english_is_one_party() -> None:
    english = page(
        "en", "Pelven Duntol, who was present, told the Ansel Courier that 58 tents were burnt at Ferrow on 4 May 2031.", "Ansel Courier"
    )
    chinese = page("zh", "佩尔文·敦托尔在场，其对安塞尔信使报说，2031年5月4日费罗有58顶帐篷被烧毁。", "某某观察", language="zh")
    found = origins("58 tents were burnt at Ferrow on 4 May 2031.", english, chinese)
    assert interval(found) == (1, 1)


def test_what_was_born_on_the_way_has_no_origin() -> None:
    """The report says that 2,000 of 9,000 households were moved; the rewrite moves all 9,000."""
    report = page(
        "report",
        "Of the 9,000 households of Quill county, 2,000 were moved in 2031, the county office said. The rest stayed in the hills above the ford.",
        "Ansel Courier",
        "2031-07-01",
    )
    rewrite = page(
        "rewrite",
        "9,000 households of Quill county were moved in 2031, the county office said. The rest stayed in the hills above the ford.",
        "Blog",
        "2031-07-09",
    )
    where = rewrite.text.index("9,000 households")
    link = Link("l1", "rewrite", "report", "copies", "direct", False, Span(0, 60), Span(0, 60), state="accepted")
    born = Mutation(
        "m1", "rewrite", Span(where, where + 16), "report", Span(0, 24), "number", "2,000 of 9,000", "9,000", "base_to_count", "l1"
    )
    found = origins(
        "9,000 households of Quill county were moved in 2031.", report, rewrite, decided=(link,), holders="rewrite", mutations=(born,)
    )
    assert interval(found) == (0, 0)
    assert found.support == "mutation"
    assert "No origin found" in found.words


def test_what_is_undecided_is_told_with_what_deciding_gives() -> None:
    """Two bare papers share one sentence; whether one text stands behind both is open until a person says so."""
    words = "Heavy carts broke through the ice of the Ansel below the second lock, and eleven oxen drowned before the rope could be cut."
    a = page("a", f"{words} The parish met on Sunday.", "Page A")
    b = page("b", f"A letter came late. {words}", "Page B")
    claim = "Eleven oxen drowned in the Ansel below the second lock."
    found = origins(claim, a, b)
    assert found.greatest in (1, 2) and found.least == 0
    apart = Link("l9", "a", "b", "copies", "sibling", False, Span(0, len(words)), Span(20, 20 + len(words)), state="rejected")
    assert interval(origins(claim, a, b, decided=(apart,))) == (0, 2)
    together = replace(apart, state="accepted")
    assert interval(origins(claim, a, b, decided=(together,))) == (0, 1)


def test_repeating_a_page_changes_nothing() -> None:
    words = "Reporters of the Ansel Courier counted 47 graves at Quill on 12 May 2031. The diggers had gone home and the gate was tied shut with wire, and nobody answered at the lodge."
    one = page("one", words, "Ansel Courier", "2031-05-13")
    echo = page("echo", words, "Echo Blog", "2031-05-20")
    claim = "47 graves were at Quill on 12 May 2031."
    assert interval(origins(claim, one)) == interval(origins(claim, one, echo)) == (1, 1)


def test_a_claim_by_hand_with_only_a_passage_is_counted() -> None:
    """One passage and its source are all that a hand-made claim needs."""
    from firsthand.model.passages import passage_at

    text = "The dam holds, said engineer Bram Oakes, who inspected it himself."
    reading = page("note", text, "Ansel Courier")
    claim = Claim("c1", "note", (passage_at(reading, 0, 13),))
    said = {"note": said_by(reading)}
    found = origins_of(Finding("f", "The dam holds.", ("c1",)), {"c1": claim}, {"note": reading}, said, lineage_of([reading], said), "so")
    assert interval(found) == (1, 1)
    assert found.origins[0].name == "ext:Bram Oakes"
