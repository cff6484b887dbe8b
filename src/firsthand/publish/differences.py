"""What differs between two wordings: by word, in Chinese by character, in Tibetan by syllable."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_PIECES = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]|[\u0f40-\u0fbc\u0f20-\u0f33]+[\u0f0b\u0f0c]?|\d[\d,.]*\d|\w+|\s+|.", re.DOTALL
)


class Piece(NamedTuple):
    """Words and whether the other side has them too."""

    same: bool
    words: str


def compared(was: str, became: str) -> tuple[list[Piece], list[Piece]]:
    """Both wordings cut into pieces that are the same on both sides and pieces that are not."""
    left, right = _PIECES.findall(was), _PIECES.findall(became)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [Piece(tag == "equal", "".join(left[a:b])) for tag, a, b, _, _ in blocks if b > a], [
        Piece(tag == "equal", "".join(right[c:d])) for tag, _, _, c, d in blocks if d > c
    ]
