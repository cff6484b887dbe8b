"""A page of a PDF as a picture; runs in the sandbox, since it parses the PDF and draws what it says."""

from __future__ import annotations

import io

from firsthand.errors import Trouble

TALLEST = 4  # times the width: a page beyond it is no page


def drawn(payload: bytes, page: int, width: int) -> bytes:
    """Page `page` (from 1) as PNG, so many pixels wide; raises Trouble("damaged") where it cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(payload)
        if not 1 <= page <= len(document):
            raise Trouble("no-such-thing", name=f"page {page}", what="sources")
        one = document[page - 1]
        across, down = one.get_size()
        if across <= 0 or down > TALLEST * across:
            raise Trouble("damaged", path=f"page {page}", why="it has no usable size")
        picture = one.render(scale=width / across).to_pil()
    except pypdfium2.PdfiumError as why:
        raise Trouble("damaged", path=f"page {page}", why=str(why)) from None
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
