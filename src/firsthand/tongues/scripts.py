"""Which script a text is written in: shares of Latin, Han, kana, Tibetan and others, counted on letters alone."""

from __future__ import annotations

import re
from types import MappingProxyType

# The inside of a character class for each script; letters and marks, no punctuation and no digits.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
TIBETAN = "\u0f00\u0f18\u0f19\u0f20-\u0f33\u0f35\u0f37\u0f39\u0f3e-\u0fbc\u0fc6"
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"

CLASSES = MappingProxyType({
    "Latn": LATIN,
    "Hani": HAN,
    "Kana": KANA,
    "Tibt": TIBETAN,
    "Hang": HANGUL,
    "Arab": "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": "\u0591-\u05f4\ufb1d-\ufb4f",
    "Deva": "\u0900-\u0963\u0970-\u097f",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Mong": "\u1820-\u18aa",
    "Mymr": "\u1000-\u103f\u1050-\u109f",
})  # fmt: skip

_RUNS = MappingProxyType({name: re.compile(f"[{inside}]+") for name, inside in CLASSES.items()})


def counts(text: str) -> dict[str, int]:
    """How many letters of each script (ISO 15924 code) the text has; scripts that do not occur are left out. Linear."""
    found = {name: sum(map(len, runs.findall(text))) for name, runs in _RUNS.items()}
    return {name: n for name, n in found.items() if n}


def shares(text: str) -> dict[str, float]:
    """The share of each script among the letters, largest first; empty when there are no letters."""
    found = counts(text)
    total = sum(found.values())
    return {name: n / total for name, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def script_of(text: str) -> str:
    """The script most letters belong to ("Latn", "Hani", "Tibt", ...), or "" when there are none."""
    return next(iter(shares(text)), "")
