"""What no well-meaning author writes: lying encodings, mixed scripts, invisible characters, pages deep or endless, fonts that say nothing. A reading or a clear refusal, within limits."""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from handmade_pdf import pdf_of

from firsthand.claim.propose import said_by
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import each
from firsthand.model.passages import Part, Reading, passage_at
from firsthand.read.streams import ReadTask, read_part

SENTENCE = "Police of Osrin held 48 herders on 3 May 2031, residents said."
ZH = "奥斯林县公安局通报，2031年5月3日全县实采8400人血样。村民称至少有12人被拘留，县政府否认。"
BO = "ཨོ་སི་རིན་རྫོང་གི་མི་༤༨འཛིན་བཟུང་བྱས་ཞེས་བཤད།"


def read(raw: bytes, media: str = "text/html") -> Reading:
    return read_part(ReadTask("s", "c", "page", Part("", 0, len(raw), ""), media, raw))


def page(body: str, charset: str = "") -> str:
    return f"<html><head>{f'<meta charset={charset}>' if charset else ''}<title>Notice</title></head><body><p>{body}</p></body></html>"


def quotes(reading: Reading) -> str:
    """All sentences, each as a passage that leads back."""
    return " ".join(passage_at(reading, s.start, s.end).quote for s in reading.sentences)


@pytest.mark.parametrize(
    ("text", "written", "declared", "header"),
    [
        (ZH, "utf-8", "gb2312", ""),
        (ZH, "gb18030", "utf-8", ""),
        (ZH, "gb18030", "", ""),
        (ZH, "gb18030", "iso-8859-1", "utf-8"),
        (ZH, "gb18030", "no-such-charset", ""),
        ("奧斯林縣公安局通報，全縣實採血樣，村民說至少有人被拘留，政府否認。", "big5hkscs", "", ""),
        ("奧斯林縣公安局通報，全縣實採血樣，村民說至少有人被拘留，政府否認。", "big5hkscs", "big5", ""),
        (BO, "utf-8", "iso-8859-1", ""),
        (ZH, "utf-16-le", "utf-8", ""),
        (SENTENCE, "utf-8", "utf-16", ""),
    ],
)
def test_an_encoding_that_is_not_what_the_page_says_is_found_by_what_it_looks_like(
    text: str, written: str, declared: str, header: str
) -> None:
    media = f"text/html; charset={header}" if header else "text/html"
    assert text in read(page(text, declared).encode(written), media).text


def test_a_line_in_another_encoding_loses_only_that_line_and_says_so() -> None:
    made = read(page(f"{BO}</p><p>{SENTENCE}").encode() + f"<p>{ZH[:5]}</p>".encode("gb18030"))
    assert BO in made.text and SENTENCE in made.text and "\ufffd" in made.text


def test_mixed_scripts_stay_in_order_and_each_is_read() -> None:
    arabic = "قالت الشرطة إن 48 شخصا احتجزوا."
    made = read(page(f"{SENTENCE}</p><p>{ZH}</p><p>{BO}</p><p>{arabic}", "utf-8").encode())
    places = [made.text.index(t) for t in (SENTENCE, ZH, BO, arabic)]
    assert places == sorted(places) and all(t in quotes(made) for t in (SENTENCE, BO, arabic))


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u200f", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"], ids=lambda m: f"{ord(m):x}"
)
def test_invisible_characters_are_kept_where_they_stand_and_a_quotation_has_them(mark: str) -> None:
    body = SENTENCE.replace("herders", f"her{mark}ders")
    made = read(page(body, "utf-8").encode())
    assert body in made.text and body in quotes(made)
    assert any(c.amount and str(c.amount.floor) == "48" for c in said_by(made).claims)


@pytest.mark.parametrize("media", ["text/html", "text/plain"])
def test_nuls_neither_end_a_page_nor_vanish_from_the_way_back(media: str) -> None:
    raw = (
        page(f"The road\0 is closed.\0\0</p><p>{SENTENCE}", "utf-8") if media == "text/html" else f"The road\0 is closed.\n\n{SENTENCE}"
    ).encode()
    made = read(raw, media)
    assert SENTENCE in quotes(made)


def test_a_page_that_is_nothing_but_nuls_is_a_reading_without_a_claim_or_a_refusal() -> None:
    for media in ("text/html", "text/plain", "application/pdf"):
        try:
            assert said_by(read(b"\0" * 100_000, media)).claims == ()
        except Trouble as refused:
            assert refused.code in ("damaged", "unsupported")


def test_ten_thousand_open_elements_are_read_without_a_tree() -> None:
    begun = process_time()
    made = read(("<div>" * 10_000 + f"<p>{SENTENCE}" + "</div>" * 10_000).encode())
    assert SENTENCE in made.text and process_time() - begun < Limits().cpu_seconds


@pytest.mark.slow
def test_half_a_million_elements_are_refused_in_words_within_the_time_of_a_worker() -> None:
    begun = process_time()
    with pytest.raises(Trouble) as refused:
        read(("<p>The road is closed." * 500_000).encode())
    assert refused.value.code == "too-large" and process_time() - begun < Limits().cpu_seconds


def pages(count: int) -> bytes:
    """A PDF of `count` pages that share one content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % (5 + i) for i in range(count))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length 59 >>\nstream\nBT /F1 12 Tf 50 700 Td (Police held 48 herders here.) Tj ET   \nendstream",
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>"
            for _ in range(count)
        ),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out) + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def test_a_pdf_of_many_pages_has_one_form_feed_between_each() -> None:
    assert read(pages(300), "application/pdf").text.count("\f") == 299


@pytest.mark.slow
def test_ten_thousand_pages_are_read_or_refused_in_words_by_a_bounded_worker() -> None:
    (answer,) = [a for _, a in each("test_odd_pages:read_pages", [b"10000"])]
    assert isinstance(answer, bytes) and int(answer) == 9_999 or isinstance(answer, Trouble) and answer.code in ("too-large", "worker-died")


def read_pages(count: bytes) -> bytes:
    """In a worker: the form feeds of a PDF of so many pages."""
    return b"%d" % read(pages(int(count)), "application/pdf").text.count("\f")


def test_a_font_without_a_map_gives_marks_for_what_cannot_be_known_or_a_refusal() -> None:
    raw = pdf_of([[(50, 700, 12, SENTENCE), (50, 640, 12, ZH)]])
    unmapped = raw.replace(b"/ToUnicode 6 0 R", b"/Unnamed   6 0 R")
    assert SENTENCE in read(raw, "application/pdf").text.replace("\n", " ") and unmapped != raw
    try:
        made = read(unmapped, "application/pdf")
    except Trouble as refused:
        assert refused.code == "scan"
    else:
        assert "48 herders" not in made.text and not any(c.amount for c in said_by(made).claims)
