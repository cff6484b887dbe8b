"""What a Word report carries unseen: a bookmark (ISO/IEC 29500-1, 17.13.6) round each published sentence, and its evidence as a custom XML part (ECMA-376-1, 15.2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word

SAID = "said_"  # how the name of a bookmark begins; the id of the sentence follows
PLACE, TYPE = "/customXml/firsthand.xml", "application/xml"
FOLDER = "customXml/"  # programs that save the file anew keep the part and give it another name here
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
SPACE = "urn:firsthand:evidence"


def mark(paragraph: Any, sentence: str) -> None:
    """A bookmark round what stands in the paragraph so far."""
    body = paragraph.part.element
    number = str(len(body.findall(".//{*}bookmarkStart")) + 1)
    first = next(i for i, e in enumerate(paragraph._p) if e.tag.endswith("}r"))
    paragraph._p.insert(first, _element("bookmarkStart", id=number, name=SAID + sentence))
    paragraph._p.append(_element("bookmarkEnd", id=number))


def embed(word: Word, evidence: str) -> None:
    """The evidence (JSON in ASCII) as a part of the package that Word keeps."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    root = etree.Element(f"{{{SPACE}}}evidence", nsmap={None: SPACE})
    root.text = evidence
    raw = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    word.part.relate_to(Part(PackURI(PLACE), TYPE, raw, word.part.package), RELATION)


def _element(kind: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{kind}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
