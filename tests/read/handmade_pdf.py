"""Small PDFs written by hand: lines of text at given places and sizes, in any script, by a font that maps glyphs to Unicode and draws nothing."""

from __future__ import annotations


def pdf_of(pages: list[list[tuple[float, float, float, str]]], title: str = "") -> bytes:
    """A PDF of pages; a page is runs of (x, y, size, text) in points from the lower left corner."""
    chars = sorted({c for page in pages for run in page for c in run[3]})
    code = {c: i + 1 for i, c in enumerate(chars)}
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    kids = [5 + 2 * i for i in range(len(pages))]
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add(f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{k + 3} 0 R' for k in kids)}] >>")
    add("<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>")
    widths = " ".join(f"{i} [{1000 if c > chr(0x2E80) else 500}]" for c, i in code.items())
    add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 /W [{widths}] >>"
    )
    add(
        "<< /Type /FontDescriptor /FontName /Invented /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    rows = "\n".join(f"<{i:04x}> <{c.encode('utf-16-be').hex()}>" for c, i in code.items())
    cmap = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange {len(code)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    add(f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream")
    add(f"<< /Title ({title}) >>" if title else "<< >>")
    for i, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{''.join(f'{code[c]:04x}' for c in text)}> Tj ET" for x, y, size, text in page
        )
        add(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {9 + 2 * i} 0 R >>")
        add(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
