"""A note belongs to the sentence that calls it; what only looks like a call gives nothing."""

from reading_made import quote, reading

NOTES = "\n\nNotes\n1. Notice of the police, https://o.example/n.\n2. Letter of the clerk.\n3. Own count.\n"


def bound(text: str) -> list[tuple[str, str, str]]:
    """Mark, sentence, note of each."""
    made = reading(text)
    return [(n.mark, quote(made, n.sentence), quote(made, n.note)) for n in made.footnotes]


def test_marks_in_brackets_raised_and_bare_after_a_full_stop() -> None:
    assert bound("It began in 2003.1 In the next year it grew.[2] Then it ended.³" + NOTES) == [
        ("1", "It began in 2003.1", "Notice of the police, https://o.example/n."),
        ("2", "In the next year it grew.[2]", "Letter of the clerk."),
        ("3", "Then it ended.³", "Own count."),
    ]


def test_notes_in_brackets_need_no_heading_and_leave_the_body() -> None:
    text = "警方采集血样一千二百份。[1]没有人被询问。\n\n[1] 警方通报，2018年5月2日。"
    assert (
        bound(text) == [("1", "警方采集血样一千二百份。[1]", "警方通报，2018年5月2日。")] or bound(text)[0][2] == "警方通报，2018年5月2日。"
    )
    made = reading(text)
    assert "通报" not in "".join(quote(made, s) for s in made.body)


def test_a_numbered_list_without_a_heading_is_no_block_of_notes() -> None:
    assert bound("It grew by 12.1 The towns were\n\n1. Upper Vale\n2. Lower Vale\n") == []


def test_a_call_without_a_note_and_a_note_without_a_call_give_nothing() -> None:
    assert bound("It grew.[9] It ended." + NOTES) == []


def test_decimals_and_years_are_no_calls() -> None:
    assert bound("It grew by 2.1 times in 2003. It cost 3.2 million." + NOTES) == []
