"""Writes Word files by hand, smallest parts first, so that a test can put any element where it wants it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OTHERS = (
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    """A run of text; white space at its ends is kept."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def call(ident: str | int, kind: str = "footnote") -> str:
    """The call of a note, as Word writes it."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{ident}"/></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain text becomes one."""
    inside = "".join(r if r.startswith("<") else run(r) for r in runs)
    told = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p>{f'<w:pPr>{told}</w:pPr>' if told else ''}{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that begins with "<" is taken as it is."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def notes(kind: str, told: Mapping[str, str], space: str = W) -> str:
    """A part of notes: the two separators that Word always writes, then each note as XML of its inside."""
    inside = (
        f'<w:{kind} w:type="separator" w:id="-1">{p("-")}</w:{kind}><w:{kind} w:type="continuationSeparator" w:id="0">{p("-")}</w:{kind}>'
    )
    for ident, xml in told.items():
        body = xml if xml.startswith("<w:p") else p(f"<w:r><w:{kind}Ref/></w:r>", f" {xml}")
        inside += f'<w:{kind} w:id="{ident}">{body}</w:{kind}>'
    return f'<w:{kind}s xmlns:w="{space}" xmlns:r="{R}"{OTHERS}>{inside}</w:{kind}s>'


def rels(*told: tuple[str, str, str]) -> str:
    """Relationships: id, last word of the type, target; an address leads outside."""
    each = "".join(
        f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{escape(target)}"{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for i, kind, target in told
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def document(body: str, space: str = W, head: str = "") -> str:
    """The part with the words; `head` stands before the root."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{head}<w:document xmlns:w="{space}" xmlns:r="{R}"{OTHERS}><w:body>{body}</w:body></w:document>'


def core(**told: str) -> str:
    """The properties of the file: title, creator; created, modified as YYYY-MM-DDThh:mm:ssZ."""
    spaces = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    each = "".join(
        f"<{'dcterms' if k in ('created', 'modified') else 'dc'}:{k}>{escape(v)}</{'dcterms' if k in ('created', 'modified') else 'dc'}:{k}>"
        for k, v in told.items()
    )
    return f"<cp:coreProperties {spaces}>{each}</cp:coreProperties>"


def docx_of(
    body: str,
    footnotes: Mapping[str, str] | None = None,
    endnotes: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    space: str = W,
) -> bytes:
    """A Word file. links: addresses by relationship id; parts: further parts, or others in place of those written here."""
    related = [(i, "hyperlink", address) for i, address in (links or {}).items()]
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": rels(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body, space),
    }
    for kind, told in (("footnote", footnotes), ("endnote", endnotes)):
        if told is not None:
            related.append((kind, f"{kind}s", f"{kind}s.xml"))
            written[f"word/{kind}s.xml"] = notes(kind, told, space)
    for name in ("styles", "settings"):
        if parts and f"word/{name}.xml" in parts:
            related.append((name, name, f"{name}.xml"))
    written["word/_rels/document.xml.rels"] = rels(*related)
    return zipped({**written, **(parts or {})})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 9, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
