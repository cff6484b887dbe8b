"""What every reading obeys: any bytes give a reading or our own refusal; every code point leads back; reading again gives the same quote."""

import pytest
from handmade_pdf import pdf_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_made import reading

from firsthand.errors import Trouble
from firsthand.model.passages import Reading, passage_at
from firsthand.model.plain import plain, value_of
from firsthand.read.decode import decoded
from firsthand.read.streams import DOCX

SCRIPTS = st.text(alphabet=st.sampled_from("aé“ \n<>&;p/1.国國。、བོདྷཱུྃ།་👩🏽𠀀\u0301\ufeff"), max_size=120)
SNIPPETS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<a href=#fn1>1</a>", "<li id='fn1'>", "&amp;", "&#20013;", "&nbsp", "&lt", "<!--", "-->", "<script>", "</script>", "<br>", "  ", "\n", "<pre>",
         "<td>", "<a b='", '"', "国", "བོད།", "Police said so. ", "<h1>", "<nav>", "</nav>", "<title>", "<", "\0", "👩", "<div hidden>", "</div>", "1. ", "[1]", "²"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
LABELS = ["", "utf-8", "gb2312", "big5", "utf-16", "shift_jis", "iso-2022-jp", "euc-kr", "windows-1251", "no-such"]


def led_back(made: Reading, payload: bytes) -> None:
    """Segments cover the text in order; a linear one decodes to itself."""
    at = 0
    for segment in made.stream.segments:
        assert segment.start == at < segment.end
        at = segment.end
        assert 0 <= segment.low <= segment.high <= len(payload)
        if segment.linear:
            assert payload[segment.low : segment.high].decode(made.stream.encoding) == made.text[segment.start : segment.end]
    assert at == len(made.text)


def in_order(made: Reading) -> None:
    """Spans of body and sentences are sorted, disjoint and inside the text; notes and links stand inside too."""
    for spans in (made.body, made.sentences):
        assert all(0 <= s.start < s.end <= len(made.text) for s in spans)
        assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    for note in made.footnotes:
        for span in (note.sentence, note.note):
            assert 0 <= span.start < span.end <= len(made.text)
        assert 0 <= note.at.start <= note.at.end <= len(made.text)
        assert note.at.start < note.at.end or made.stream.reader == "docx"
    assert all(0 <= span.start < span.end <= len(made.text) for span, _ in made.links)


@pytest.mark.parametrize("media", ["text/plain", "text/html", "application/pdf", DOCX])
@given(raw=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_reading_or_our_own_refusal(media: str, raw: bytes) -> None:
    try:
        made = reading(raw, media)
    except Trouble:
        return
    led_back(made, raw)
    in_order(made)


@given(text=SNIPPETS, encoding=st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
@settings(max_examples=150, deadline=None)
@example("<p>国&amp;&#20013;x</p>", "gb18030")
def test_every_code_point_of_a_page_leads_back(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "replace")
    if not raw:
        return
    made = reading(raw, f"text/html; charset={encoding}")
    led_back(made, raw)
    in_order(made)
    again = reading(raw, f"text/html; charset={encoding}")
    assert again == made
    assert value_of(Reading, plain(made)) == made


@given(text=SCRIPTS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs", "cp1252"]))
@settings(max_examples=200, deadline=None)
def test_text_written_in_an_encoding_leads_back_to_its_bytes(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "ignore")
    if raw:
        led_back(reading(raw), raw)


@given(raw=st.binary(max_size=200), label=st.sampled_from(LABELS))
@settings(max_examples=300, deadline=None)
def test_decoding_covers_every_byte_once(raw: bytes, label: str) -> None:
    found = decoded(raw, label)
    assert [s.low for s in found.segments] == [0, *[s.high for s in found.segments]][: len(found.segments)]
    assert not found.segments or found.segments[-1].high == len(raw)
    if found.encoding in ("utf-8", "cp1252", "gb18030", "big5hkscs", "utf-16-le"):
        assert found.text == raw.decode(found.encoding, "replace")


@given(start=st.integers(0, 200), length=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_passage_read_again_gives_the_same_quote(start: int, length: int) -> None:
    page = "<h1>Count</h1><p>Police said that 1,200 men of the valley were asked.</p><p>警方：一千二百人。ཉེན་རྟོག་པས་བཤད་པ་རེད། &amp; no more of it was ever said.</p>"
    one, two = reading(page, "text/html"), reading(page, "text/html")
    if start + length <= len(one.text):
        held = passage_at(one, start, start + length)
        assert two.text[held.start : held.end] == held.quote
        assert passage_at(two, held.start, held.end) == held


def test_a_pdf_read_again_is_the_same_reading() -> None:
    raw = pdf_of([[(50, 700, 12, "Police took 12 samples. 警方。བོད།")]])
    assert reading(raw, "application/pdf") == reading(raw, "application/pdf")


@pytest.mark.parametrize(
    ("media", "raw", "code"),
    [
        ("image/png", b"\x89PNG", "unsupported"),
        (DOCX, b"PK", "damaged"),
        ("application/msword", b"\xd0\xcf\x11\xe0", "unsupported"),
        ("application/octet-stream", b"x", "unsupported"),
        ("", b"x", "unsupported"),
        ("text/plain", b"", "empty-file"),
        ("application/pdf", b"%PDF-1.7 broken", "damaged"),
        ("application/pdf", b"no pdf at all", "damaged"),
        ("text/html", b"x" * (50 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_our_words(media: str, raw: bytes, code: str) -> None:
    with pytest.raises(Trouble) as refusal:
        reading(raw, media)
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)
