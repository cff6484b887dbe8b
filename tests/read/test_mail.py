"""Mails and pages saved as mails: the page or letter is read, in its own charset and coding, and every character leads back into that part."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mails_made import HTML, LONG, coded, letter, letter_of, mhtml, multipart, part
from reading_made import reading

from firsthand.errors import Trouble
from firsthand.guard.mime import body_of, decoded, mail_of
from firsthand.model.passages import Reading, passage_at

MHTML, EML = "multipart/related", "message/rfc822"


def led_back(made: Reading, raw: bytes) -> bytes:
    """The law of streams for a part of a mail: segments cover the text; a linear one decodes to itself from the part that `members` names."""
    (member,) = made.stream.members
    piece = next(p for p in mail_of(raw).pieces if f"part {p.number}" == member.name)
    body = decoded(raw, piece)
    assert (member.low, member.high) == (0, len(body))
    at = 0
    for s in made.stream.segments:
        assert s.start == at < s.end and 0 <= s.low <= s.high <= len(body)
        at = s.end
        if s.linear:
            assert body[s.low : s.high].decode(made.stream.encoding) == made.text[s.start : s.end]
        if s.low < s.high:
            assert made.stream.member_at(s.low) == (member.name, s.low)
    assert at == len(made.text)
    return body


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_saved_page_is_read_in_its_own_charset_and_coding(coding: str, encoding: str) -> None:
    made = reading(mhtml(encoding=encoding, coding=coding, media=f'text/html; charset="{encoding}"'), MHTML)
    assert "拉里县记录了四百一十二次" in made.text and "ལྷ་རི་རྫོང་།" in made.text
    assert (made.title, made.url) == ("Visits at Lhari", "https://lhari.example/notice")
    assert led_back(made, mhtml(encoding=encoding, coding=coding, media=f'text/html; charset="{encoding}"')) == (HTML % "").encode(encoding)


def test_without_a_charset_the_page_s_own_word_counts() -> None:
    page = (HTML % "").replace("<head>", '<head><meta charset="gbk">').replace("ལྷ་རི་རྫོང་།", "")
    made = reading(mhtml(page, encoding="gbk"), MHTML)
    assert "拉里县记录了四百一十二次" in made.text and made.stream.encoding == "gb18030"


def test_the_page_is_the_one_that_was_saved_and_no_frame_of_it() -> None:
    frame = part(b"<html><body><p>An advertisement.</p></body></html>", "text/html", Content_Location="https://ads.example/")
    raw = mhtml(more=[part(b"p {}", "text/css"), frame])
    assert "advertisement" not in reading(raw, MHTML).text
    first = multipart([frame, part((HTML % "").encode(), "text/html", Content_Location="https://lhari.example/notice")])
    swapped = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lhari.example/notice\r\nMIME-Version: 1.0\r\n" + first
    assert "412 visits" in reading(swapped, MHTML).text
    (member,) = reading(swapped, MHTML).stream.members
    assert member.name == "part 2"


def test_a_letter_is_read_with_its_writer_and_its_day() -> None:
    made = reading(letter(), EML)
    assert made.text == LONG and (made.title, made.author) == ("Visits in March", "拉里 Office")
    assert made.published is not None and made.published.text == "2023-04-05", "the day where it was written"
    led_back(made, letter())


def test_plain_text_goes_before_html_and_attachments_are_told() -> None:
    both = multipart([part(LONG.encode(), "text/plain; charset=utf-8"), part((HTML % "").encode(), "text/html")], "alternative", "inner")
    table = part(b"a,b\n", "text/csv", "base64", Content_Disposition='attachment; filename="visits.csv"')
    raw = letter_of([both, table, part(b"\x89PNG", "image/png", "base64")])
    made = reading(raw, EML)
    assert made.text == LONG and made.noticed == (("pictures", 1), ("attachments", 1))
    assert made.stream.members[0].name == "part 1.1"
    only = letter_of([part((HTML % "").encode(), "text/html; charset=utf-8")])
    assert "412 visits" in reading(only, EML).text


def test_a_passage_read_again_gives_the_same_quote() -> None:
    one, two = reading(mhtml(), MHTML), reading(mhtml(), MHTML)
    held = passage_at(one, 20, 60)
    assert two.text[held.start : held.end] == held.quote and one == two


WRONG = {
    "no text": (letter_of([part(b"\x89PNG", "image/png", "base64")]), "unsupported"),
    "nothing in the text": (letter(b" \r\n "), "empty-file"),
    "a coding nobody knows": (letter(coding="uuencode"), "unsupported"),
    "base64 that breaks off": (letter(b"abcd", coding="base64").rstrip() [:-1], "damaged"),
    "nested without end": (b"MIME-Version: 1.0\r\n" + b"".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n".encode() for n in range(30)), "refused"),
    "parts without end": (letter_of([b"\r\nx"] * 6000), "refused"),
    "text that breaks off": (mhtml()[:-200], "damaged"),
    "no fields": (b"\r\n\r\n", "empty-file"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_read_is_told(wrong: str) -> None:
    raw, code = WRONG[wrong]
    with pytest.raises(Trouble) as refused:
        reading(raw, EML)
    assert refused.value.code == code


@given(raw=st.binary(max_size=600))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_reading_or_our_own_refusal(raw: bytes) -> None:
    for whole in (raw, b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n" + raw):
        try:
            made = reading(whole, MHTML)
        except Trouble:
            continue
        led_back(made, whole)


@given(body=st.binary(max_size=300), coding=st.sampled_from(["quoted-printable", "base64", "binary"]))
@settings(max_examples=200, deadline=None)
def test_parts_are_found_as_others_find_them(body: bytes, coding: str) -> None:
    """Held against Python's own reader of mails."""
    if coding == "quoted-printable":
        body = body.replace(b"\r", b"").replace(b"\0", b"")
    raw = letter_of([part(b"first", "text/css"), part(body, "application/x-visits", coding)])
    found = [decoded(raw, p) for p in mail_of(raw).pieces]
    if b"----Bound" in body:
        return
    assert len(found) == 2 and found[0].strip() == b"first"
    theirs = message_from_bytes(raw).get_payload()[1].get_payload(decode=True)  # type: ignore[union-attr, index]
    if coding != "binary":
        assert found[1] == theirs
    if coding == "base64":
        assert found[1] == body and coded(body, coding).replace(b"\n", b"") in raw.replace(b"\n", b"")


def test_the_body_of_nothing_is_nothing() -> None:
    assert body_of(mail_of(letter_of([part(b"x", "text/plain", Content_Disposition="attachment")]))) is None
