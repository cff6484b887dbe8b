"""Plain text comes as it is, whatever it is written in."""

import pytest
from reading_made import reading

from firsthand.read.decode import decoded

ENGLISH = "Café owners said: “We counted 1,200 men — no more.”\r\nEnd.\r\n"
CHINESE = "警方通报：全县共采集血样一千二百份，覆盖四个乡镇。\n目前没有人提出反对意见，工作仍在进行。\n"
TRADITIONAL = "警方通報：全縣共採集血樣一千二百份，覆蓋四個鄉鎮。\n目前沒有人提出反對意見，工作仍在進行。\n"
TIBETAN = "ཉེན་རྟོག་པས་ཁྲག་གི་དཔེ་ཚད་༡༢༠༠བསྡུས་པ་རེད། །\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"), (CHINESE, "utf-8"), (TIBETAN, "utf-8"), (ENGLISH, "cp1252"), (CHINESE, "gb18030"), (TRADITIONAL, "big5hkscs"),
        (ENGLISH, "utf-16-le"), (CHINESE, "utf-16-be"), (TIBETAN, "utf-16-le"), ("plain words only", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_without_being_told(text: str, encoding: str) -> None:
    made = reading(text.encode(encoding))
    assert (made.text, made.stream.encoding) == (text, encoding)


def test_mark_and_line_ends_are_kept_so_that_places_are_those_of_decode() -> None:
    raw = b"\xef\xbb\xbfOne.\r\nTwo.\r"
    assert reading(raw).text == raw.decode() == "\ufeffOne.\r\nTwo.\r"


def test_what_does_not_decode_is_marked_with_its_own_bytes() -> None:
    raw = "警方通报一千二百份".encode() + b"\xe5\x9b" + "在四个乡镇。".encode() + b"\xff\xfe."
    found = decoded(raw)
    lost = [(found.text[s.start : s.end], raw[s.low : s.high]) for s in found.segments if not s.linear]
    assert found.text == raw.decode("utf-8", "replace")
    assert lost == [("\ufffd", b"\xe5\x9b"), ("\ufffd", b"\xff"), ("\ufffd", b"\xfe")]


def test_the_list_wins_over_what_the_text_looks_like() -> None:
    made = reading(
        "Police came on 3 May 2011.", language="zh", title="T", publisher="P", published="2012-01", url="https://a.example/2013/05/06/x"
    )
    assert (made.language, made.title, made.publisher) == ("zh", "T", "P")
    assert (made.published.text, made.published_by) == ("2012-01", "list")  # type: ignore[union-attr]
    assert [(d.date.text, d.by) for d in made.dates] == [("2012-01", "list"), ("2011-05-03", "text"), ("2013-05-06", "address")]
