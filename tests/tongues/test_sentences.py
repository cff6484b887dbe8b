"""Where a reader would stop, a sentence ends: golden cases in the three languages and their neighbours, then what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.passages import Span
from firsthand.tongues.sentences import sentences, sentences_within

CASES = {
    "abbreviations and initials": ["Dr. J. K. Marrow of the U.S. Army counted 3.5 million.", "No one asked Mr. Olm."],
    "an abbreviation that ends a sentence": ["They came from the U.S.", "The rest stayed at 5 p.m.", "They left."],
    "no as an answer and as a number": ["The mayor said no.", "Then he read out No. 14 of the list."],
    "a quotation goes on with its speaker": ["“Really?” she asked.", "“We counted!” Said Orm.", "He left."],
    "a question and a new speaker": ["“Is it so?”", "The clerk did not know."],
    "a dateline": ["ORVALE (North News) — Police said on Sept. 3 that 12 were held.", "None was charged."],
    "a note's number after the stop": ["It began in 2003.12", "In the next year it grew.[3]", "It ended."],
    "dots that go on": ["He waited ... and then left.", "Nobody came..."],
    "german": ["Am 3. Mai kam die Polizei, z.B. nach Orvale.", "Niemand wurde gefragt."],
    "spanish": ["El Sr. Olmo llegó.", "¿Quién preguntó?", "¡Nadie!"],
}


@pytest.mark.parametrize("case", CASES)
def test_sentences_with_spaces_between(case: str) -> None:
    expected = CASES[case]
    text = " ".join(expected)
    assert [text[s.start : s.end] for s in sentences(text)] == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["警方通报，共采集1.2万份。", "“太多了！”他说。", "无人回答；", "会议结束。"],
        ["「誰も聞かなかった。」", "警察は否定した。"],
        ["他问：“是谁？”", "没有人知道……", "后来呢？"],
    ],
)
def test_sentences_of_han_without_spaces(expected: list[str]) -> None:
    text = "".join(expected)
    assert [text[s.start : s.end] for s in sentences(text)] == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["ཉེན་རྟོག་པས་མི་བརྒྱ་བཟུང་བ་རེད།", "གཞན་རྣམས་ལོག་སོང་། །"],
        ["ཁོང་གིས་བཤད་ན། སུས་ཀྱང་མ་དྲིས་པ་རེད།", "དེ་རྗེས་བུད་སོང་།"],
        ["ལྟོས་དང་། ཁོང་ཚོ་འོངས་སོང་།", "མཇུག་རྫོགས་སོ༎"],
    ],
)
def test_sentences_of_tibetan_end_at_a_shad_unless_the_clause_goes_on(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[s.start : s.end] for s in sentences(text)] == expected


def test_arabic_question_marks_and_danda() -> None:
    text = "من سأل؟ لا أحد. किसने पूछा। किसी ने नहीं।"
    assert [text[s.start : s.end] for s in sentences(text)] == ["من سأل؟", "لا أحد.", "किसने पूछा।", "किसी ने नहीं।"]


def test_wrapped_lines_run_on_and_headings_and_items_stand_alone() -> None:
    text = (
        "Notice of the valley\n\nThe police of Orvale said on the third of May that in the four townships\n"
        "of the valley samples had been taken. None of the people there had been\nasked.\n- first item\n- second item\r\n\r\nEnd"
    )
    assert [" ".join(text[s.start : s.end].split()) for s in sentences(text)] == [
        "Notice of the valley",
        "The police of Orvale said on the third of May that in the four townships of the valley samples had been taken.",
        "None of the people there had been asked.",
        "- first item",
        "- second item",
        "End",
    ]


def test_blocks_are_not_crossed() -> None:
    text = "Home News The police came"
    assert sentences_within(text, (Span(0, 4), Span(5, 9), Span(10, 25))) == (Span(0, 4), Span(5, 9), Span(10, 25))


@given(st.text(alphabet="Aab1.!?…。！？；།༎ \n\r\f“”\"'()་བན12一", max_size=300))
@settings(max_examples=300, deadline=None)
def test_always_sorted_disjoint_trimmed_complete_and_within_paragraphs(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in found)
    assert not any("\n\n" in text[s.start : s.end] or "\f" in text[s.start : s.end] for s in found)
    inside = {i for s in found for i in range(s.start, s.end)}
    assert all(i in inside for i, c in enumerate(text) if not c.isspace())
