"""What a check of a draft finds, each with the sound sentence beside it: a false alarm is as wrong as a fault that was missed."""

from __future__ import annotations

import pytest
from drafts_made import NOTE, checked, codes, one, reading, work
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.model.findings import Origins
from firsthand.model.passages import Translation, passage_at
from firsthand.publish.drafts.check import check_of
from firsthand.publish.drafts.statements import draft_of
from firsthand.publish.drafts.values import CODES, FIELDS, Library

SOURCE = (
    "In May 2023 the clinic in Orvale turned 214 patients away, the council said. Between 919,282 and 1,206,962 people live in the valley. "
    "At least 90 of the patients were children. About 3,000 leaflets were printed. The council plans to hire 12 nurses and 45 guards. "
    "The officials may have sent the lists to the capital. The director denied that any patient was beaten. "
    "“Nobody was turned away because of a card,” the director wrote. The roof was mended on 12 May 2023. It cost 1.9 million crowns. "
    "Of the 214 patients 31 came back."
)


# ---- figures ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The clinic turned 214 patients away in May 2023", ""),
        ("The clinic turned 241 patients away in May 2023", "figure-differs"),
        ("The clinic turned away more than 214 patients in May 2023", "bound-changed"),
        ("The clinic turned away more than 200 patients in May 2023", ""),
        ("Between 919,282 and 1,206,962 people live in the valley", ""),
        ("Between 0.92 million and 1.21 million people live in the valley", ""),
        ("More than 1.2 million people live in the valley", "range-lost"),
        ("Up to 1,206,962 people live in the valley", ""),
        ("At least 919,282 people live in the valley", ""),
        ("At most 919,282 people live in the valley", "range-lost"),
        ("At least 90 of the patients were children", ""),
        ("Of the patients 90 were children", "bound-changed"),
        ("About 3,000 leaflets were printed", ""),
        ("The council printed 3,000 leaflets", "about-lost"),
        ("The council plans to hire 45 guards", ""),
        ("The council has hired 45 guards", "status"),
        ("The roof cost 1.9 million crowns", ""),
        ("The roof cost 1.9 million dollars", "unit"),
        ("The clinic has 7,310 beds", "figure-missing"),
    ],
)
def test_a_figure_is_held_against_its_source(sentence: str, code: str) -> None:
    assert codes(one(sentence, SOURCE)) == ([code] if code else [])


def test_the_reason_names_the_source_and_its_words() -> None:
    (fault,) = one("The clinic turned 241 patients away in May 2023", SOURCE).faults
    assert fault.source == "council" and "214 patients" in fault.why and "241" in fault.why and fault.at is not None


def test_figures_compare_across_languages() -> None:
    source = "2018年全区已采集血样86,400份，涉及120万人。"
    about = {"title": "关于采集工作的公告", "publisher": "某某县公安局", "published": "2019-03-18"}
    note = "某某县公安局，《关于采集工作的公告》，2019年3月18日。"
    assert codes(one("By 2018 the police had taken 86,400 samples", source, note, **about)) == []
    assert "figure-differs" in codes(one("By 2018 the police had taken 864,000 samples", source, note, **about))
    assert codes(one("The samples concern 1.2 million people", source, note, **about)) == []


def test_a_figure_of_another_work_is_told_with_its_place() -> None:
    other = work("The well holds 5,417 litres.", "well", "The Well of Tarn", "Water Board", "2023-01-02")
    (found,) = checked("The well holds 5,417 litres.[1]", [NOTE], [work(SOURCE), other]).statements
    assert codes(found) == ["figure-elsewhere"] and "stands in well" in found.faults[0].why


def test_where_a_cited_source_is_not_held_nothing_is_called_missing() -> None:
    notes = [f"{NOTE.rstrip('.')}; Tarn Gazette, “The beds”, 3 June 2023."]
    (found,) = checked("The clinic has 7,310 beds.[1]", notes, [work(SOURCE)]).statements
    assert codes(found) == ["not-held"] and found.verdict == "cannot tell"


# ---- how firmly, days, quotations ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The officials may have sent the lists to the capital", ""),
        ("The officials sent the lists to the capital", "hedge-lost"),
        ("The director denied that any patient was beaten", ""),
        ("Patients were beaten by the director", "denial-lost"),
        ("The roof was mended on 12 May 2023", ""),
        ("The roof was mended on 21 May 2023", "date"),
        ("The roof was mended on 12 July 2023", "date"),
        ("The statement was published on 3 June 2023", "note-date"),
        ("The statement was published on 2 June 2023", ""),
        ("“Nobody was turned away because of a card”, the director wrote", ""),
        ("“[N]obody was turned away […] of a card”, the director wrote", ""),
        ("“Nobody was turned away because of a child”, the director wrote", "quotation-altered"),
        ("“All who came were let in at once”, the director wrote", "quotation-missing"),
        ("He calls it a “card”", ""),
        ("He calls it a “pass”", "not-compared"),
    ],
)
def test_words_and_days_are_held_against_their_source(sentence: str, code: str) -> None:
    assert codes(one(sentence, SOURCE)) == ([code] if code else [])


def test_a_quotation_from_another_work_is_told() -> None:
    other = work("“The roof was the first to go,” said the clerk.", "clerk", "The Clerk’s Account", "Tarn Gazette", "2023-06-04")
    (found,) = checked("“The roof was the first to go”, it says.[1]", [NOTE], [work(SOURCE), other]).statements
    assert codes(found) == ["quotation-elsewhere"] and found.faults[0].source == "clerk"


def test_a_quotation_may_run_over_a_mark_of_a_note_and_a_broken_line() -> None:
    source = "The nurse looked for our card,[3] and when she saw that we\nhad none she sent us home."
    assert codes(one("She said: “The nurse looked for our card, and when she saw that we had none she sent us home”", source)) == []


def test_a_quotation_in_another_language_is_a_translation() -> None:
    chinese = "通告写明：到乡镇卫生院就诊时应出示户健卡。"
    about = {"title": "关于户健卡的通告全文", "publisher": "某县公安局"}
    note = "某县公安局，《关于户健卡的通告全文》，2023年6月2日。"
    found = one("It says: “the card is to be shown at the clinic”", chinese, note, **about)
    assert codes(found) == ["quotation-translated"] and found.verdict == "cannot tell"
    held = work(chinese, **about)
    passage = passage_at(held.reading, 5, len(held.reading.text))
    recorded = Translation(
        "t1", passage, "en", "When seeing a doctor at a township clinic the card is to be shown at the clinic door.", "person"
    )
    (found,) = checked(
        "It says: “the card is to be shown at the clinic”.[1]", [note], [work(chinese, translations=[recorded], **about)]
    ).statements
    assert codes(found) == []


# ---- notes ------------------------------------------------------------------------------------------------------------------------------------


def test_ibid_and_numbers_lead_back_to_what_is_cited() -> None:
    text = (
        "The clinic turned 214 patients away.[1] At least 90 were children.[2] The roof cost 1.9 million crowns.[3] Only 31 came back.[4]"
    )
    found = checked(text, [NOTE, "Ibid., p. 3.", "See n 1.", "Council of Orvale (n 1) 4."], [work(SOURCE)])
    assert [s.sources for s in found.statements] == [("council",)] * 4
    assert all(s.verdict == "matches its source" for s in found.statements)


@pytest.mark.parametrize(
    ("notes", "where", "code", "words"),
    [
        ([NOTE, "See n 40."], 1, "reference", "no such note"),
        (["Ibid.", NOTE], 0, "reference", "first note"),
        ([NOTE, "See n 2."], 1, "reference", "itself"),
        (["We return to this below.", NOTE], 0, "no-source", "names no source"),
        (["All numbers are rounded.", "Ibid."], 1, "reference", "names no source"),
        ([f"{NOTE.rstrip('.')}; Tarn Gazette, “The beds”, 3 June 2023.", "Ibid."], 1, "reference-doubtful", "names 2 sources"),
        ([NOTE, "Tarn Gazette, “The beds of Tarn”, 3 June 2023.", "Council of Orvale, above note 2."], 2, "reference", "cited in note 1"),
    ],
)
def test_references_that_lead_nowhere_are_told(notes: list[str], where: int, code: str, words: str) -> None:
    text = " ".join(f"The clinic turned 214 patients away on day {'abc'[n]}.[{n + 1}]" for n in range(len(notes)))
    found = checked(text, notes, [work(SOURCE)]).statements[where]
    assert code in codes(found) and any(words in f.why for f in found.faults)


@pytest.mark.parametrize(
    ("note", "how"),
    [
        ("https://www.orvale.example/clinic/?utm_source=letter", "address"),
        ("https://archive.stillpond.example/20230603/https://orvale.example/clinic", "address"),
        ("The Clinic in May (Council of Orvale 2023).", "title"),
        ("Council of Orvale, statement, 2 June 2023.", "publisher and day"),
        ("Counc. of Orvale, 2 June 2023, p. 4.", "publisher, shortened, and day"),
        ("Council of Orvale, p. 4.", "the only work of its publisher"),
    ],
)
def test_a_work_is_found_by_what_a_note_says_of_it(note: str, how: str) -> None:
    (found,) = checked("The clinic turned 214 patients away.[1]", [note], [work(SOURCE, url="https://orvale.example/clinic")]).statements
    assert found.sources == ("council",), how


@pytest.mark.parametrize(
    "note",
    [
        "Council of Orvale, The Roof of the Mill, 9 August 2021.",
        "Tarn Gazette, 2 June 2023.",
        "https://orvale.example/roof",
        "Clinic, May.",
    ],
)
def test_another_work_is_not_taken_for_it(note: str) -> None:
    (found,) = checked("The clinic turned 214 patients away.[1]", [note], [work(SOURCE, url="https://orvale.example/clinic")]).statements
    assert found.sources == () and found.verdict in ("cannot tell", "not evidenced")


def test_days_of_notes_and_sources_that_cannot_be() -> None:
    assert "note-date" in codes(one("The clinic turned 214 patients away", SOURCE, "Council of Orvale, The Clinic in May, 12 June 2023."))
    (found,) = checked("The clinic turned 214 patients away.[1]", [NOTE], [work(SOURCE)], written="2023-05-20").statements
    assert codes(found) == ["later"]
    through = "Tarn Almanac, “The doctors of Tarn”, March 2021, citing Vale Register, “The doctors of the vale”, June 2022."
    (found,) = checked("There are 40 doctors.[1]", [through]).statements
    assert "later" in codes(found)
    (found,) = checked("There are 40 doctors.[1]", [through.replace("2022", "2019")]).statements
    assert "later" not in codes(found)


# ---- what a draft shows alone -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("If so, 1,206,962 of 3.66 million residents, or 32.9%, are in it.", ""),
        ("If so, 1,206,962 of 3.66 million residents, or 33.0%, are in it.", ""),
        ("If so, 1,206,962 of 3.66 million residents, or 32.7%, are in it.", "share"),
        ("Three of 14 requests, or 21 per cent, were granted.", ""),
        ("Three of 14 requests, or 12 per cent, were granted.", "share"),
        ("按上限1,206,962人计算，占366万人的33.0%。", ""),
        ("按上限1,206,962人计算，占366万人的38.0%。", "share"),
        ("It grew from 40 to 60, a rise of 50%.", ""),
        ("There were 1,189 men and 1,225 women, 2,414 in total.", ""),
        ("There were 1,189 men and 1,225 women, 2,441 in total.", "total"),
        ("Of 2,414 people, 1,189 were men and 1,252 women.", ""),
        ("They took 2,414 people, 1,189 men and 1,252 women.", "total"),
        ("翁布乡采集2,414人。凯萨乡采集310人。两乡合计2,742人。", "total"),
        ("翁布乡采集2,414人。凯萨乡采集310人。两乡合计2,724人。", ""),
        ("Cards rose from 31,400 to 38,900, an increase of 7,500.", ""),
        ("Cards rose from 31,400 to 38,900, an increase of 9,500.", "total"),
        ("By 31 August the bureau had issued 31,400 cards. By 31 December it had issued 38,900. Altogether 70,300 cards were issued.", "overlap"),
        ("Orvale issued 31,400 cards. Tarn issued 38,900. Altogether 70,300 cards were issued.", ""),
        ("The survey of the valley counted 1,206,962 people in the valley. The survey of the valley counted 1,209,662 people in the valley.", "contradiction"),
        ("The survey of Orvale counted 1,206 wells. The survey of Tarn counted 3,309 pumps.", ""),
    ],
)  # fmt: skip
def test_numbers_are_held_against_each_other(text: str, code: str) -> None:
    found = {c for s in checked(text).statements for c in codes(s)} - {"no-note", "nothing", "not-compared"}
    assert found == ({code} if code else set())


@given(part=st.integers(1, 999_999), rest=st.integers(1, 5_000_000), places=st.integers(0, 2), million=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_true_share_is_never_a_fault_however_it_is_rounded(part: int, rest: int, places: int, million: bool) -> None:
    whole = part + rest
    printed = f"{whole / 1e6:.2f} million" if million and whole > 1_000_000 else f"{whole:,}"
    text = f"In all, {part:,} of {printed} residents, or {100 * part / whole:.{places}f}%, are in it."
    assert "share" not in {c for s in checked(text).statements for c in codes(s)}


@given(part=st.integers(1_000, 99_999), whole=st.integers(200_000, 999_999), off=st.sampled_from([-9, -5, 5, 9, 20]))
@settings(max_examples=80, deadline=None)
def test_a_share_that_is_far_off_is_a_fault(part: int, whole: int, off: int) -> None:
    share = 100 * part / whole + off
    if 0 < share < 100 and part % 10 and whole % 10:
        found = checked(f"In all, {part:,} of {whole:,} residents, or {share:.1f}%, are in it.")
        assert "share" in {c for s in found.statements for c in codes(s)}


def test_a_table_adds_up_or_not() -> None:
    rows = "Place\tTaken\nPahnu\t3,980\nRongti\t2,410\nDrilung\t1,655\nTotal\t{}"
    page = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r.split("\t")) + "</tr>" for r in rows.split("\n")) + "</table>"
    for total, wrong in (("8,045", False), ("8,145", True)):
        found = check_of(draft_of(reading(page.format(total), "text/html")), Library())
        assert any("total" in codes(s) for s in found.statements) == wrong


def test_a_figure_without_a_note_is_not_evidenced_unless_its_paragraph_or_another_sentence_bears_it() -> None:
    text = "The clinic turned 214 patients away. Only 31 came back.[1]\n\nIn short, 214 patients were turned away.\n\nThere are 77 more in Tarn."
    found = checked(text, [NOTE], [work(SOURCE)])
    assert [s.verdict for s in found.statements] == ["matches its source", "matches its source", "matches its source", "not evidenced"]
    alone = checked("There are 77 more in Tarn. It is a pity.")
    assert [codes(s) for s in alone.statements] == [["no-note"], ["nothing"]] and alone.summary["nothing to check"] == 1


def test_without_a_case_a_sound_note_is_no_fault() -> None:
    found = checked("The clinic turned 214 patients away.[1]", [NOTE])
    assert [(s.verdict, codes(s)) for s in found.statements] == [("cannot tell", ["not-compared"])]


# ---- origins ----------------------------------------------------------------------------------------------------------------------------------


def _origins(least: int, greatest: int) -> Origins:
    return Origins("f", "so", least, greatest, "found", (), words="Both lead back to one origin: the council, held.")


TWO = [NOTE.rstrip(".") + "; Tarn Gazette, “Turned away from the clinic”, 3 June 2023."]


def _two(sentence: str, greatest: int) -> list[str]:
    gazette = work(SOURCE, "gazette", "Turned away from the clinic", "Tarn Gazette", "2023-06-03")
    found = checked(f"{sentence}.[1]", TWO, [work(SOURCE), gazette], lambda s, d: _origins(1, greatest))
    return codes(found.statements[0])


def test_several_sources_with_one_origin_are_not_independent() -> None:
    assert _two("Two independent sources say that 214 patients were turned away", 1) == ["origin"]
    assert _two("Two independent sources say that 214 patients were turned away", 2) == []
    assert _two("The clinic turned 214 patients away", 1) == ["one-origin"]
    assert _two("The clinic turned 214 patients away", 2) == []


# ---- laws -------------------------------------------------------------------------------------------------------------------------------------


def test_every_code_belongs_to_a_field_and_gives_a_verdict() -> None:
    assert {field for field, _ in CODES.values()} <= set(FIELDS)


WORDS = st.lists(
    st.sampled_from(
        ["The clinic turned 214 patients away", "[1]", "[2]", ". ", "“Nobody was", "turned away”", "32.9%", " of 3.66 million ", "in total 9", "合计8,045人。", "占", "\n\n", "12 May 2023", "བོད་ ༡༢ ",
         "(Council, 2 June 2023)", "ibid.", "Notes\n", "\n[1] Ibid.", "\n[2] See n 2; supra note 9.", "several independent sources", "\f", "\t", "¹", "more than", "0%", "1 of 0 "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(text=WORDS)
@settings(max_examples=200, deadline=None)
def test_any_draft_is_checked_and_every_fault_has_its_place(text: str) -> None:
    try:
        made = reading(text or "x")
    except Trouble:
        return
    found = check_of(draft_of(made), Library((work(SOURCE),)))
    for s in found.statements:
        assert s.verdict in ("matches its source", "fails", "not evidenced", "cannot tell") and set(s.fields) == set(FIELDS)
        assert len(s.statement.places) == len(s.statement.text)
        for f in s.faults:
            assert f.why and "{" not in f.why and (f.at is None or 0 <= f.at.start <= f.at.end <= len(made.text))
    assert sum(found.summary.values()) == len(found.statements)
