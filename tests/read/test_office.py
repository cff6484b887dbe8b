"""A Word file is read as Word shows it: insertions in, deletions out, notes bound to the sentence that calls them, every word with its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from handmade_docx import STRICT, call, core, document, docx_of, p, rels, run, table, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_made import quote
from reading_made import reading as reading_of

from firsthand.errors import Trouble
from firsthand.model.passages import Reading, passage_at
from firsthand.read.streams import DOCX

DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve">not a soul</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> 1,200 people</w:t></w:r></w:ins>'


def reading(raw: bytes) -> Reading:
    return reading_of(raw, DOCX)


def unfolded(raw: bytes, made: Reading) -> bytes:
    """The bytes that the segments of a Word file count."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return b"".join(archive.read(m.name) for m in made.stream.members)


def led_back(raw: bytes, made: Reading) -> None:
    """Segments cover the text; a linear one decodes to itself; bytes of a part are those of its member."""
    payload, at = unfolded(raw, made), 0
    for s in made.stream.segments:
        assert s.start == at < s.end and 0 <= s.low <= s.high <= len(payload)
        at = s.end
        if s.linear:
            assert payload[s.low : s.high].decode() == made.text[s.start : s.end]
    assert at == len(made.text)


def bound(made: Reading) -> list[tuple[str, str, str]]:
    """Mark, sentence and note of each note."""
    return [(n.mark, quote(made, n.sentence), quote(made, n.note)) for n in made.footnotes]


def test_paragraphs_tables_and_breaks_are_parted_as_they_are_seen() -> None:
    body = (
        p("One.")
        + p()
        + table(("Town", "People"), ("Pahnu", "3,980"))
        + p(run("Two"), "<w:r><w:br/></w:r>", run("lines"), "<w:r><w:tab/></w:r>", run("here."))
    )
    made = reading(docx_of(body))
    assert made.text == "One.\n\nTown\tPeople\nPahnu\t3,980\n\nTwo\nlines\there."


def test_every_word_leads_back_to_its_bytes_in_its_part() -> None:
    raw = docx_of(p(run("A &lt; B & "), run("警方 བོད་ 👩𠀀")) + p("Said so.", call(2)), footnotes={"2": "Notice & letter."})
    made = reading(raw)
    led_back(raw, made)
    at = made.text.index("Notice")
    segment = made.stream.segment_at(at)
    name, byte = made.stream.member_at(segment.low + len(made.text[segment.start : at].encode()))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert name == "word/footnotes.xml" and archive.read(name)[byte:].startswith(b"Notice")


def test_insertions_are_read_deletions_are_not_and_both_are_told() -> None:
    made = reading(docx_of(p("They took", DELETED, INSERTED, ".")))
    assert made.text == "They took 1,200 people."
    assert dict(made.noticed) == {"insertions": 1, "deletions": 1}


def test_what_was_moved_away_is_not_read_where_it_was() -> None:
    away = '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>Moved.</w:t></w:r></w:moveFrom>'
    here = '<w:moveTo w:id="4" w:author="x"><w:r><w:t>Moved.</w:t></w:r></w:moveTo>'
    assert reading(docx_of(p("First. ", away) + p("Second. ", here))).text == "First. \n\nSecond. Moved."


def test_a_deleted_paragraph_mark_joins_and_a_deleted_row_goes() -> None:
    gone = '<w:rPr><w:del w:id="5" w:author="x"/></w:rPr>'
    rows = f"<w:tbl><w:tr><w:tc>{p('kept')}</w:tc></w:tr><w:tr><w:trPr><w:del w:id='6' w:author='x'/></w:trPr><w:tc>{p('lost')}</w:tc></w:tr></w:tbl>"
    made = reading(docx_of(p("The police ", properties=gone) + p("took samples.") + rows))
    assert made.text == "The police took samples.\n\nkept"
    assert quote(made, made.sentences[0]) == "The police took samples."


def test_how_it_looked_before_a_change_of_format_is_not_how_it_looks() -> None:
    was = '<w:pPrChange w:id="7" w:author="x"><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    assert reading(docx_of(p("Plain words.", properties=was))).headings == ()


def test_hidden_words_are_not_read_and_it_is_told() -> None:
    made = reading(docx_of(p(run("Seen."), run(" Unseen.", "<w:vanish/>"), run(" Shown.", '<w:vanish w:val="0"/>'))))
    assert (made.text, dict(made.noticed)) == ("Seen. Shown.", {"hidden runs": 1})


def test_footnotes_and_endnotes_belong_to_the_sentence_that_calls_them() -> None:
    body = p("It began in 2003.", call(4), " It grew", call(5), " and ended.", call(1, "endnote")) + p("Then nothing.")
    made = reading(docx_of(body, footnotes={"4": "Notice.", "5": "Ibid."}, endnotes={"1": "Own count."}))
    assert bound(made) == [
        ("1", "It began in 2003.", "Notice."),
        ("2", "It grew and ended.", "Ibid."),
        ("i", "It grew and ended.", "Own count."),
    ]
    assert "Notice" not in "".join(quote(made, s) for s in made.body)
    assert all(n.at.start == n.at.end for n in made.footnotes)


def test_notes_are_counted_in_the_order_of_their_calls_not_of_the_file() -> None:
    made = reading(docx_of(p("A.", call(7)) + p("B.", call(3)), footnotes={"3": "For B.", "7": "For A."}))
    assert bound(made) == [("1", "A.", "For A."), ("2", "B.", "For B.")]


def test_notes_called_from_deleted_words_are_not_there() -> None:
    body = p("It began.", f'<w:del w:id="1" w:author="x">{call(1)}</w:del>', " It ended.", call(2))
    assert bound(reading(docx_of(body, footnotes={"1": "For the one.", "2": "For the other."}))) == [("1", "It ended.", "For the other.")]


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ('<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>', ["a", "b"]),
        ('<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/></w:footnotePr>', ["IV", "V"]),
        ('<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>', ["*", "†"]),
        ('<w:footnotePr><w:numFmt w:val="nonesuch"/></w:footnotePr>', ["1", "2"]),
    ],
)
def test_notes_are_counted_as_the_document_says(told: str, marks: list[str]) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = reading(
        docx_of(
            p("A.", call(1)) + p("B.", call(2)),
            footnotes={"1": "For A.", "2": "For B."},
            parts={"word/settings.xml": f"<w:settings {space}>{told}</w:settings>"},
        )
    )
    assert [n.mark for n in made.footnotes] == marks


def test_each_section_may_count_anew() -> None:
    end = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = p("A.", call(1)) + p("B.", call(2), properties=end) + p("C.", call(3)) + end
    made = reading(docx_of(body, footnotes={"1": "For A.", "2": "For B.", "3": "For C."}))
    assert [n.mark for n in made.footnotes] == ["1", "2", "1"]


def test_a_mark_of_ones_own_is_in_the_text() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    made = reading(docx_of(p("A count", own, " was made. B.", call(2)), footnotes={"1": "Own.", "2": "For B."}))
    assert [(n.mark, quote(made, n.at)) for n in made.footnotes] == [("*", "*"), ("1", "")]


def test_links_are_kept_whether_written_as_element_or_as_field() -> None:
    simple = f'<w:fldSimple w:instr=" HYPERLINK &quot;https://b.example/2&quot; ">{run("second")}</w:fldSimple>'
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    instruction = '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://c.example/3" \\o "tip" </w:instrText></w:r>'
    body = p(
        '<w:hyperlink r:id="h1"><w:r><w:t>first</w:t></w:r></w:hyperlink>',
        run(", "),
        simple,
        run(", "),
        begin,
        instruction,
        middle,
        run("third"),
        end,
        run("."),
    )
    made = reading(docx_of(body, links={"h1": "https://a.example/1?x=1&y=2"}))
    assert made.text == "first, second, third."
    assert [(quote(made, s), a) for s, a in made.links] == [
        ("first", "https://a.example/1?x=1&y=2"),
        ("second", "https://b.example/2"),
        ("third", "https://c.example/3"),
    ]


def test_the_instruction_of_a_field_is_never_text() -> None:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    made = reading(
        docx_of(
            p(
                "See n ",
                begin,
                "<w:r><w:instrText> NOTEREF _Ref1 \\h </w:instrText></w:r>",
                middle,
                run("12"),
                end,
                run(". "),
                begin,
                run("gone"),
                end,
            )
        )
    )
    assert made.text == "See n 12. "


def test_words_in_a_box_are_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    drawn = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    made = reading(docx_of(p(run("Before "), drawn, run("after."))))
    assert made.text == "Before after.\n\nIn the box."


def test_white_space_that_does_not_ask_to_be_kept_is_left_out() -> None:
    raw = docx_of("<w:p><w:r><w:t>  one\n two &amp; </w:t></w:r><w:r><w:t xml:space='preserve'> three</w:t></w:r></w:p>")
    made = reading(raw)
    assert made.text == "one  two & three"
    led_back(raw, made)


def test_headings_by_the_name_of_their_style_in_any_language_of_word() -> None:
    names = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style></w:styles>'
    made = reading(
        docx_of(p("I. Facts\t3", style="V1") + p("I. Facts", style="berschrift1") + p("They came."), parts={"word/styles.xml": names})
    )
    assert [quote(made, h) for h in made.headings] == ["I. Facts"]
    assert [quote(made, b) for b in made.body] == ["I. Facts\n\nThey came."]
    assert made.title == "I. Facts"


def test_properties_are_proposals_and_the_day_of_making_is_no_day_of_publication() -> None:
    told = core(title="Blood and cards", creator="Ines Varr", created="2024-03-02T08:00:00Z", modified="2024-03-09T08:00:00Z")
    made = reading(
        docx_of(
            p("They came."),
            parts={
                "docProps/core.xml": told,
                "_rels/.rels": rels(("a", "officeDocument", "/word/document.xml"), ("b", "core-properties", "docProps/core.xml")),
            },
        )
    )
    assert (made.title, made.author, made.published) == ("Blood and cards", "Ines Varr", None)
    assert [(d.date.text, d.by) for d in made.dates] == [("2024-03-02", "file"), ("2024-03-09", "file")]


def test_the_strict_form_and_other_names_of_parts_are_read() -> None:
    assert reading(docx_of(p("Strict."), space=STRICT)).text == "Strict."
    moved = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": rels(("a", "officeDocument", "/words/story.xml")),
            "words/story.xml": document(p("Moved.")),
        }
    )
    assert reading(moved).text == "Moved."


def test_a_file_with_macros_is_read_and_they_are_told_and_never_run() -> None:
    made = reading(docx_of(p("Words."), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}))
    assert (made.text, dict(made.noticed)) == ("Words.", {"macros": 1})


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '">]>'


def _with_part(part: bytes | str) -> bytes:
    return docx_of("", parts={"word/document.xml": part})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "unsupported"),
        (_with_part(document(p("x"), head=ENTITY)), "refused"),
        (_with_part(document(p("x"), head=LAUGHS)), "refused"),
        (_with_part(document(p("x"))[:-20]), "damaged"),
        (_with_part(document(p("x")).replace("</w:p>", "</w:q>")), "damaged"),
        (_with_part(b"\xff\xfe\x00"), "damaged"),
        (_with_part(""), "unsupported"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "unsupported"),
        (zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": rels(("a", "officeDocument", "xl/workbook.xml")), "xl/workbook.xml": "<x/>"}), "unsupported"),
        (docx_of(p("x"))[:-40], "damaged"),
        (_with_part(b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>"), "refused"),
        (b"no zip at all", "damaged"),
    ],
    ids=["locked", "old-doc", "external-entity", "entities", "cut-off-xml", "tags-crossed", "no-xml", "no-document", "a-sheet-without-rels", "a-sheet", "cut-off", "bomb", "no-zip"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_our_words(raw: bytes, code: str) -> None:
    with pytest.raises(Trouble) as refusal:
        reading(raw)
    assert refusal.value.code == code and "{" not in str(refusal.value)


def test_a_part_larger_than_the_limit_is_refused_before_it_is_unfolded() -> None:
    noise = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(70_000))
    with pytest.raises(Trouble) as refusal:
        reading(_with_part(document(p(noise * 260))))
    assert refusal.value.code == "too-large"


def test_nothing_outside_the_package_is_opened() -> None:
    climbing = rels(("a", "officeDocument", "../../../../etc/passwd"))
    with pytest.raises(Trouble) as refusal:
        reading(docx_of(p("x"), parts={"_rels/.rels": climbing}))
    assert refusal.value.code == "unsupported"


PIECES = st.lists(
    st.sampled_from(
        [p("Police said so. "), p("国 བོད། 👩"), p(run("a"), call(1)), p(call(2, "endnote")), DELETED, INSERTED, table(("x", "1")), "<w:p>", "</w:p>", "<w:r>", "</w:r>",
         "<w:tbl><w:tr>", "</w:tr></w:tbl>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
         "<w:t>&amp;</w:t>", "<w:t>x\r\ny</w:t>", "<w:hyperlink r:id='h'>", "</w:hyperlink>", "<w:sectPr/>", "<w:t>", "</w:t>", "text", "<!-- c -->", "<![CDATA[x]]>", "&#20013;", "<w:sym w:char='41'/>"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(body=PIECES)
@settings(max_examples=300, deadline=None)
def test_any_order_of_elements_gives_a_reading_or_our_own_refusal(body: str) -> None:
    raw = docx_of(body, footnotes={"1": "One."}, endnotes={"2": "Two."}, links={"h": "https://a.example/"})
    try:
        made = reading(raw)
    except Trouble:
        return
    led_back(raw, made)
    assert reading(raw) == made
    for s in made.sentences:
        held = passage_at(made, s.start, s.end)
        assert reading(raw).text[held.start : held.end] == held.quote


def test_what_python_docx_writes_is_read() -> None:
    """A file by other hands than ours."""
    import docx

    made = docx.Document()
    made.core_properties.title = "The well"
    made.add_heading("Facts", 1)
    made.add_paragraph("The well was closed & sealed.")
    out = io.BytesIO()
    made.save(out)
    read = reading(out.getvalue())
    assert (read.title, read.text, [quote(read, h) for h in read.headings]) == (
        "The well",
        "Facts\n\nThe well was closed & sealed.",
        ["Facts"],
    )
