"""A PDF comes out right in three scripts, every word in its box, with heads, page numbers and notes apart from the body."""

import pytest
from handmade_pdf import pdf_of
from reading_made import quote, reading

from firsthand.errors import Trouble

ENGLISH = ("In March the police of Orvale took 1,200 samples from men and boys in the", "four townships of the valley.")
CHINESE, TIBETAN = "警方通报：全县共采集血样一千二百份。", "ཉེན་རྟོག་པས་ཁྲག་གི་དཔེ་ཚད་༡༢༠༠བསྡུས་པ་རེད།"


def page(number: int, title: str) -> list[tuple[float, float, float, str]]:
    """A page of a yearbook: running head, title, text with a raised mark, a note at its foot, the page's number."""
    return [
        (50, 770, 9, "Northern Valley Yearbook"), (50, 700, 18, title), (50, 650, 11, ENGLISH[0]), (50, 635, 11, ENGLISH[1]), (209.5, 639, 6.5, str(number)),
        (213, 635, 11, " Nobody had been asked."), (50, 600, 11, CHINESE), (50, 570, 11, TIBETAN),
        (50, 103, 5, str(number)), (53, 100, 8, " Orvale Police, Notice of 2 May 2018, https://orvale.example/n."), (290, 40, 9, str(10 + number)),
    ]  # fmt: skip


RAW = pdf_of([page(1, "The count of the year"), page(2, "What the count left out"), page(3, "Who was asked")], "Microsoft Word - x.doc")


def test_three_scripts_come_out_as_written() -> None:
    made = reading(RAW, "application/pdf")
    assert "\n".join(ENGLISH) in made.text and CHINESE in made.text and TIBETAN in made.text
    assert made.text.count("\f") == 2
    assert made.title == "The count of the year"


def test_every_word_has_the_box_it_is_printed_in() -> None:
    made = reading(RAW, "application/pdf")
    at = made.text.index("townships")
    box = made.stream.segment_at(at).box
    assert box is not None and box.page == 1
    assert 630 < box.bottom < 636 < box.top < 647
    assert box.left + 0.1 >= 50 + 5 * 5.5 and box.right <= 50 + 15 * 5.5 + 0.1
    second = made.stream.segment_at(made.text.index("townships", at + 1)).box
    assert second is not None and second.page == 2


def test_heads_page_numbers_and_notes_stand_outside_the_body() -> None:
    made = reading(RAW, "application/pdf")
    body = "\n".join(quote(made, s) for s in made.body)
    assert body.count("townships") == 3 and "Who was asked" in body
    assert not any(words in body for words in ("Yearbook", "Notice of", "11\n", "\n12", "13"))


def test_a_note_at_the_foot_is_bound_to_the_sentence_with_its_raised_mark() -> None:
    made = reading(RAW, "application/pdf")
    assert [n.mark for n in made.footnotes] == ["1", "2", "3"]
    note = made.footnotes[1]
    assert quote(made, note.sentence) == "\n".join(ENGLISH) + "2"
    assert quote(made, note.note) == "Orvale Police, Notice of 2 May 2018, https://orvale.example/n."
    assert note.links == ("https://orvale.example/n",)


def test_negative_control_a_mark_that_is_not_raised_calls_nothing() -> None:
    flat = [run if run[3] != "1" or run[2] != 6.5 else (run[0], 635, 11, "1") for run in page(1, "T")]
    assert reading(pdf_of([flat]), "application/pdf").footnotes == ()


def test_hyphens_at_line_ends_are_kept_and_columns_of_numbers_survive() -> None:
    made = reading(pdf_of([[(50, 700, 11, "The collec-"), (50, 686, 11, "tion of 1,200 went on.")]]), "application/pdf")
    assert made.text == "The collec-\ntion of 1,200 went on."


def test_a_paragraph_begins_where_the_lines_stand_apart() -> None:
    runs = [(50, 700, 11, "One line of it"), (50, 686, 11, "and another."), (50, 650, 11, "A new paragraph"), (50, 636, 11, "begins.")]
    assert reading(pdf_of([runs]), "application/pdf").text == "One line of it\nand another.\n\nA new paragraph\nbegins."


def test_a_sentence_runs_over_a_page_end_where_nothing_is_printed_between() -> None:
    upper = [(50, 700, 11, "The count began in the upper valley."), (50, 686, 11, "The police of Orvale said that they")]
    lower = [(50, 700, 11, "had asked nobody. The rest is known.")]
    made = reading(pdf_of([upper, lower]), "application/pdf")
    found = [quote(made, s) for s in made.sentences]
    assert "The police of Orvale said that they\fhad asked nobody." in found and found[-1] == "The rest is known."


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("The police of Orvale said so at last.", "had asked nobody. The rest is known."),
        ("The police of Orvale said that they", "Nobody had been asked. The rest is known."),
        ("Count", "had asked nobody. The rest is known."),
    ],
)
def test_an_ended_sentence_a_new_one_or_a_short_line_does_not_run_over(last: str, first: str) -> None:
    upper = [(50, 700, 11, "The count began in the upper valley."), (50, 686, 11, last)]
    made = reading(pdf_of([upper, [(50, 700, 11, first)]]), "application/pdf")
    assert not any("\f" in quote(made, s) for s in made.sentences)


def test_pages_that_do_not_load_are_told_and_all_of_them_are_damage() -> None:
    runs = [(50.0, 700.0, 11.0, "Police came to the town.")]
    raw = pdf_of([runs, runs])
    second = raw.replace(b"/Kids [8 0 R 10 0 R]", b"/Kids [8 0 R 99 0 R]")
    assert second != raw
    made = reading(second, "application/pdf")
    assert made.lost_pages == (2,) and made.text.startswith("Police came")
    assert reading(raw, "application/pdf").lost_pages == ()
    with pytest.raises(Trouble) as refusal:
        reading(raw.replace(b"/Kids [8 0 R 10 0 R]", b"/Kids [98 0 R 99 0 R]"), "application/pdf")
    assert refusal.value.code == "damaged"


def test_pictures_of_pages_are_refused_and_named_so() -> None:
    with pytest.raises(Trouble, match="pages without text") as refusal:
        reading(pdf_of([[]]), "application/pdf")
    assert refusal.value.code == "scan" and "firsthand[ocr]" in refusal.value.advice


def test_a_locked_pdf_is_called_locked() -> None:
    with pytest.raises(Trouble) as refusal:
        reading(LOCKED, "application/pdf")
    assert refusal.value.code == "password"


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_truncated_pdf_is_read_or_called_damaged(cut: float) -> None:
    try:
        made = reading(RAW[: int(len(RAW) * cut)], "application/pdf")
    except Trouble as refusal:
        assert refusal.code in ("damaged", "unsupported")
    else:
        assert made.text


def _locked() -> bytes:
    """A PDF whose security handler asks for a password that nobody gave (all keys zero)."""
    raw = pdf_of([[(50, 700, 12, "Secret")]])
    handler = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"00" * 32, b"00" * 32)
    return raw.replace(b"/Info 7 0 R", b"/Info 7 0 R " + handler)


LOCKED = _locked()
