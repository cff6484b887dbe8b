"""A document as DOCX (ISO/IEC 29500, WordprocessingML) by python-docx, with real footnotes; words of each script in a face and language of their own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from firsthand.guard import cells
from firsthand.publish.document import Blanks, Block, Document, Grid, Heading, Picture, Text
from firsthand.publish.render import wording
from firsthand.publish.render.footnotes import Footnotes
from firsthand.publish.render.packed import steady
from firsthand.publish.render.word_marks import embed, mark

if TYPE_CHECKING:
    from docx.document import Document as Word

FACE, EASTERN, TIBETAN = "Times New Roman", "SimSun", "Microsoft Himalaya"  # what every Word has; other programs take what is nearest
LANGUAGES = {"zh": ("eastAsia", "zh-CN"), "ja": ("eastAsia", "ja-JP"), "bo": ("bidi", "bo-CN")}
BODY, SMALL, SAID = 11, 9, 12  # points
TIBETAN_PART = 1.35  # the Tibetan face is drawn smaller than others of the same size
STYLES = {"plain": "Normal", "small": "Small", "said": "Said", "item": "List Bullet", "step": "List Number"}


def docx_of(document: Document, at: int) -> bytes:
    """The document as DOCX, `at` (UTC seconds) its date."""
    import docx

    word = docx.Document()
    _styled(word)
    _page(word, document)
    notes = Footnotes(word, _put)
    word.add_heading(cells.shown(document.title), 0)
    for block in document.blocks:
        _BLOCKS[type(block)](word, notes, block)
    notes.finish()
    if document.evidence:
        embed(word, document.evidence)
    told = word.core_properties
    told.title, told.author, told.comments = cells.shown(document.title)[:255], "Firsthand", ""
    told.created = told.modified = datetime.fromtimestamp(at, UTC).replace(tzinfo=None)
    out = io.BytesIO()
    word.save(out)
    return steady(out.getvalue(), at)


# ---- styles and page --------------------------------------------------------------------------------------------------------------------------


def _styled(word: Word) -> None:
    """Faces and sizes; styles of our own for the apparatus and for a published sentence."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", BODY), ("Title", 20), ("Heading 1", 14), ("Heading 2", 12), ("List Bullet", BODY), ("List Number", BODY)):
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        _faced(style.element.get_or_add_rPr())
    for name, size, after in (("Small", SMALL, 4), ("Said", SAID, 4), ("footnote text", SMALL, 1)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.paragraph_format.space_after = word.styles["Normal"], Pt(size), Pt(after)
    for rule in word.styles["Title"].element.findall(".//" + qn("w:pBdr")):
        rule.getparent().remove(rule)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Said"].paragraph_format.space_before = Pt(10)
    mark = word.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _faced(properties: Any) -> None:
    """The faces of a style: one for each kind of script, none of the theme's."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind, face in (("ascii", FACE), ("hAnsi", FACE), ("eastAsia", EASTERN), ("cs", TIBETAN)):
        fonts.set(qn(f"w:{kind}"), face)


def _page(word: Word, document: Document) -> None:
    """A4 with room at the edges; the foot with the page's number."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = word.sections[0]
    high, wide = (Mm(210), Mm(297)) if document.wide else (Mm(297), Mm(210))
    section.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
    section.page_height, section.page_width = high, wide
    section.left_margin = section.right_margin = Mm(18 if document.wide else 25)
    section.top_margin = section.bottom_margin = Mm(20)
    foot = section.footer.paragraphs[0]
    foot.style = word.styles["Small"]
    _put(foot, f"{document.foot} · " if document.foot else "")
    _field(foot, "PAGE")


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


# ---- blocks -----------------------------------------------------------------------------------------------------------------------------------


def _heading(word: Word, notes: Footnotes, block: Heading) -> None:
    _put(word.add_heading("", min(block.level, 2)), block.words)


def _text(word: Word, notes: Footnotes, block: Text) -> None:
    paragraph = word.add_paragraph(style=STYLES[block.look])
    _put(paragraph, block.words)
    if block.id:
        mark(paragraph, block.id)
    for number, note in enumerate(block.notes):
        notes.mark(paragraph, note, "," if number else "")
    if block.look == "said":
        paragraph.paragraph_format.keep_with_next = True


def _grid(word: Word, notes: Footnotes, block: Grid) -> None:
    _table(word, block, 1.0)


def _table(word: Word, block: Grid, share: float) -> None:
    """A table over a share of the width of the page."""
    table = word.add_table(rows=0, cols=len(block.widths))
    table.style, table.autofit = "Table Grid", False
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    widths = [round(share * room * w / sum(block.widths)) for w in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate([*([block.heads] if block.heads else []), *block.rows]):
        _row(word, table, row, widths, "b" if block.heads and not number else "")
    if block.heads:
        _repeated(table.rows[0])
    word.add_paragraph()


def _row(word: Word, table: Any, row: Sequence[str], widths: Sequence[int], bold: str) -> None:
    made = table.add_row()
    _unbroken(made)
    for cell, text, width in zip(made.cells, row, widths, strict=True):
        cell.width = width
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.style = word.styles["Small"]
            _put(paragraph, line, bold)


def _repeated(row: Any) -> None:
    """The head of a table stands on each of its pages."""
    _flagged(row, "w:tblHeader")


def _unbroken(row: Any) -> None:
    """A row is not cut by the end of a page."""
    _flagged(row, "w:cantSplit")


def _flagged(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _blanks(word: Word, notes: Footnotes, block: Blanks) -> None:
    from docx.enum.text import WD_TAB_LEADER
    from docx.shared import Mm, Pt

    for label in block.labels:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(16)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(120), leader=WD_TAB_LEADER.LINES)
        _put(paragraph, f"{label} ")
        paragraph.add_run("\t")


def _picture(word: Word, notes: Footnotes, block: Picture) -> None:
    _table(word, Grid((), block.lines, (5, 1)), 0.6)


_BLOCKS: dict[type, Any] = {Heading: _heading, Text: _text, Grid: _grid, Blanks: _blanks, Picture: _picture}
assert set(_BLOCKS) == set(Block.__args__)


# ---- runs -------------------------------------------------------------------------------------------------------------------------------------


def _put(paragraph: Any, words: str, bold: str = "") -> None:
    """Words into a paragraph, a run for each script."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for words_, language in wording.runs_of(wording.shown(cells.shown(words))):
        run = paragraph.add_run(words_)
        run.bold = True if bold else None
        if language not in LANGUAGES:
            continue
        kind, code = LANGUAGES[language]
        properties = run._r.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia" if kind == "eastAsia" else "cs")
        _child(properties, "w:lang", **{kind: code})
        if language == "bo":
            size = paragraph.style.font.size or Pt(BODY)
            _child(properties, "w:cs")
            _child(properties, "w:szCs", val=str(round(size.pt * 2 * TIBETAN_PART)))


def _child(properties: Any, name: str, **attributes: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    properties.append(element)
