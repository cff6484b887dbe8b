"""Words between quotation marks held against passages: the same words, whatever the marks, the blanks and the case of the first letter."""

from __future__ import annotations

import re
import unicodedata

_MARKS = str.maketrans({**dict.fromkeys("‘’‚‛′＇", "'"), **dict.fromkeys("“”„‟«»「」『』＂", '"'), "\u00ad": None, "‐": "-", "‑": "-"})
_LEFT_OUT = re.compile(r"\s*(?:\[[^\]]*\]|\(?(?:…|\.\.\.)\)?|……)\s*")  # [the police], (...), …: what the writer put in or left out


def plainly(words: str) -> str:
    """Words without what printing changes: composed, one blank, one kind of quotation mark and hyphen, small letters."""
    return " ".join(unicodedata.normalize("NFKC", words).translate(_MARKS).split()).casefold()


def pieces(quote: str) -> list[str]:
    """What must stand letter for letter: the quotation without its marks, cut where the writer left something out or put it in."""
    bare = quote.strip().strip("“”„«»「」『』\"'‘’＂").strip()
    return [p for part in _LEFT_OUT.split(bare) if (p := plainly(part).strip(" .,;:!?。，；：！？།་"))]
