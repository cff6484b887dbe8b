"""Where a quotation stands in a text: letter for letter; only blanks may differ, as lines are broken otherwise on a page than in a cell."""

from __future__ import annotations

import re

from firsthand.model.passages import Span

ALIKE = 75.0  # per cent of letters by which words in a text are worth showing to somebody who quoted them wrongly
_UNSPACED = r"[\u0f00-\u0fff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"  # scripts that a broken line does not give a blank
_BETWEEN = re.compile(rf"\s+|(?<={_UNSPACED})(?={_UNSPACED})")


def place_of(text: str, quote: str) -> Span | None:
    """The first place of a quotation in a text, code points; None where its words do not stand there letter for letter."""
    quote = quote.strip()
    at = text.find(quote) if quote else -1
    if at >= 0 or not quote:
        return Span(at, at + len(quote)) if quote else None
    pieces, gaps = _BETWEEN.split(quote), _BETWEEN.findall(quote)
    pattern = re.escape(pieces[0]) + "".join(
        (r"\s+" if gap else r"\s*") + re.escape(piece) for gap, piece in zip(gaps, pieces[1:], strict=True)
    )
    match = re.search(pattern, text)
    return Span(*match.span()) if match else None


def nearest(text: str, quote: str) -> str:
    """The words of a text that are most like a quotation which does not stand in it; "" where none is much like it."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    near = partial_ratio_alignment(quote, text, score_cutoff=ALIKE) if len(quote) <= len(text) else None
    return " ".join(text[near.dest_start : near.dest_end].split()) if near else ""
