"""Sets the drafts of bench/drafts as Word, PDF and HTML. Run by hand only; the results are committed (decision 0082).

    python bench/make_drafts.py FONTS        FONTS: a folder with Noto Serif CJK SC and Noto Serif Tibetan (both SIL OFL 1.1)

Needs `typst` (installed for the occasion, no dependency of the project). Out: NAME.docx, NAME.pdf, NAME.html beside each folder's texts, in `made`.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from html import escape

import typst

from draft_texts import HERE, Draft, Piece, drafts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = (("Title", "Title", 36), ("Heading1", "heading 1", 28), ("FootnoteText", "footnote text", 18))


def main() -> None:
    """Sets every draft of both folders."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("fonts")
    fonts = asked.parse_args().fonts
    for folder in (HERE, HERE / "kept_back"):
        made = folder / "made"
        made.mkdir(exist_ok=True)
        for draft in drafts(folder):
            (made / f"{draft.name}.docx").write_bytes(word(draft))
            (made / f"{draft.name}.html").write_text(page(draft), encoding="utf-8")
            (made / f"{draft.name}.pdf").write_bytes(typst.compile(typeset(draft).encode(), font_paths=[fonts], timestamp=0))


# ---- Word -------------------------------------------------------------------------------------------------------------------------------------


class _Word:
    """Gathers the notes and links of a Word file while its paragraphs are written."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.links: list[str] = []

    def runs(self, pieces: list[Piece]) -> str:
        """The runs of a paragraph."""
        out = ""
        for piece in pieces:
            run = _run(piece.words)
            if piece.address:
                self.links.append(piece.address)
                run = f'<w:hyperlink r:id="rL{len(self.links)}">{run}</w:hyperlink>'
            out += run
            if piece.note:
                self.notes.append(piece.note)
                out += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        return out


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>' if words else ""


def _paragraph(runs: str, style: str = "") -> str:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}{runs}</w:p>"


def word(draft: Draft) -> bytes:
    """The draft as a Word file."""
    made = _Word()
    body = _paragraph(_run(draft.head["title"]), "Title") + _paragraph(_run(draft.head["author"])) + _paragraph(_run(draft.head["date"]))
    rows = ""
    for kind, cells in draft.blocks:
        if kind == "row":
            rows += "<w:tr>" + "".join(f"<w:tc>{_paragraph(made.runs(c))}</w:tc>" for c in cells) + "</w:tr>"
            continue
        body += (f"<w:tbl>{rows}</w:tbl>" if rows else "") + _paragraph(made.runs(cells[0]), "Heading1" if kind == "h" else "")
        rows = ""
    body += f"<w:tbl>{rows}</w:tbl>" if rows else ""
    return _zipped(draft, made, f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>')


def _zipped(draft: Draft, made: _Word, document: str) -> bytes:
    notes = f'<w:footnote w:type="separator" w:id="-1">{_paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
    for number, note in enumerate(made.notes, 1):
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        notes += f'<w:footnote w:id="{number}">{_paragraph(mark + _run(" " + note), "FootnoteText")}</w:footnote>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{name}"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        for i, name, size in STYLES
    )
    links = "".join(
        f'<Relationship Id="rL{n}" Type="{R}/hyperlink" Target="{escape(a)}" TargetMode="External"/>' for n, a in enumerate(made.links, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{TYPES}.footnotes+xml"/><Override PartName="/word/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{R}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="r2" Type="{R}/styles" Target="styles.xml"/>{links}</Relationships>',
        "word/document.xml": document,
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)),
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml,
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


# ---- a page -----------------------------------------------------------------------------------------------------------------------------------


def page(draft: Draft) -> str:
    """The draft as a page with notes at its end."""
    notes: list[str] = []
    out = [f"<h1>{escape(draft.head['title'])}</h1>", f"<p>{escape(draft.head['author'])}</p>", f"<p>{escape(draft.head['date'])}</p>"]
    rows: list[str] = []
    for kind, cells in draft.blocks:
        if kind == "row":
            rows.append("<tr>" + "".join(f"<td>{_html(c, notes)}</td>" for c in cells) + "</tr>")
            continue
        if rows:
            out.append("<table>" + "".join(rows) + "</table>")
            rows = []
        out.append(f"<h2>{_html(cells[0], notes)}</h2>" if kind == "h" else f"<p>{_html(cells[0], notes)}</p>")
    if rows:
        out.append("<table>" + "".join(rows) + "</table>")
    if notes:
        out.append(
            "<hr><ol>" + "".join(f'<li id="fn{n}">{escape(note)} <a href="#r{n}">↩</a></li>' for n, note in enumerate(notes, 1)) + "</ol>"
        )
    return f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(draft.head["title"])}</title></head>\n<body><article>\n' + "\n".join(out) + "\n</article></body></html>\n"  # fmt: skip


def _html(pieces: list[Piece], notes: list[str]) -> str:
    out = ""
    for piece in pieces:
        words = escape(piece.words, quote=False)
        out += f'<a href="{escape(piece.address)}">{words}</a>' if piece.address else words
        if piece.note:
            notes.append(piece.note)
            out += f'<sup><a id="r{len(notes)}" href="#fn{len(notes)}">{len(notes)}</a></sup>'
    return out


# ---- PDF --------------------------------------------------------------------------------------------------------------------------------------


def typeset(draft: Draft) -> str:
    """The draft for typst: A4, notes at the foot of the page."""
    head = f"#text(20pt)[{_typst(draft.head['title'])}]\n\n{_typst(draft.head['author'])}\n\n{_typst(draft.head['date'])}\n"
    out = [
        '#set page(paper: "a4", margin: 2.6cm, numbering: "1")\n#set text(font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Serif Tibetan"), size: 11pt, lang: "en")\n'
        '#set par(justify: true)\n#show heading: set text(13pt)\n#show link: underline\n' + head
    ]  # fmt: skip
    rows: list[list[list[Piece]]] = []
    for kind, cells in draft.blocks:
        if kind == "row":
            rows.append(cells)
            continue
        out += [_table(rows)] if rows else []
        rows = []
        out.append(("= " if kind == "h" else "") + _set(cells[0]))
    out += [_table(rows)] if rows else []
    return "\n\n".join(out) + "\n"


def _table(rows: list[list[list[Piece]]]) -> str:
    cells = ", ".join(f"[{_set(c)}]" for row in rows for c in row)
    return f"#table(columns: {len(rows[0])}, stroke: 0.4pt, {cells})"


def _set(pieces: list[Piece]) -> str:
    out = ""
    for piece in pieces:
        words = _typst(piece.words)
        out += f'#link("{piece.address}")[{words}]' if piece.address else words
        if piece.note:
            out += f"#footnote[{_typst(piece.note)}]"
    return out


def _typst(words: str) -> str:
    """Words with what typst would take as its own escaped."""
    return "".join("\\" + c if c in "\\#$*_`<>@~[]=-+/" else c for c in words)


if __name__ == "__main__":
    main()
