"""Footnotes of a DOCX: python-docx has no way to write them, so the part is made here (ISO/IEC 29500-1, 17.11): word/footnotes.xml, a relation to it from
the document, the two separators that Word wants, and a word of it in the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
PLACE = "/word/footnotes.xml"
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
Put = Callable[[Any, str], None]


class Footnotes:
    """The footnotes of one document while it is written: mark() for each, finish() once."""

    def __init__(self, word: Word, put: Put) -> None:
        """`put` writes words into a paragraph."""
        self.word, self.put = word, put
        self.root = _element("footnotes")
        for number, kind in SEPARATORS:
            note = _element("footnote", type=kind, id=number)
            note.append(_within("p", _within("r", _element(kind))))
            self.root.append(note)
        self.count = 0

    def mark(self, paragraph: Any, note: Sequence[str], before: str = "") -> None:
        """A footnote of some paragraphs, its mark at the end of `paragraph`, after `before` written just as high."""
        self.count += 1
        if before:
            paragraph.add_run(before, style=self.word.styles["footnote reference"])
        paragraph.add_run("", style=self.word.styles["footnote reference"])._r.append(_element("footnoteReference", id=str(self.count)))
        self.root.append(self._note(note))

    def _note(self, note: Sequence[str]) -> Any:
        from docx.text.paragraph import Paragraph

        made = _element("footnote", id=str(self.count))
        for number, words in enumerate(note):
            element = _element("p")
            made.append(element)
            paragraph = Paragraph(element, self.word._body)
            paragraph.style = self.word.styles["footnote text"]
            if not number:
                paragraph.add_run("", style=self.word.styles["footnote reference"])._r.append(_element("footnoteRef"))
                paragraph.add_run(" ")
            self.put(paragraph, words)
        return made

    def finish(self) -> None:
        """Puts the part into the package; a document without footnotes gets none."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        if not self.count:
            return
        raw = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.word.part.relate_to(Part(PackURI(PLACE), TYPE, raw, self.word.part.package), RELATION)
        told = _element("footnotePr")
        for number, _ in SEPARATORS:
            told.append(_element("footnote", id=number))
        settings = self.word.settings.element
        compat = next((e for e in settings if e.tag.endswith("}compat")), None)  # what follows it in the order of the schema
        settings.insert(list(settings).index(compat) if compat is not None else len(settings), told)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _within(name: str, inside: Any) -> Any:
    element = _element(name)
    element.append(inside)
    return element
