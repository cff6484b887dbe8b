"""Words and characters of a text with their places, and the form under which two of them are the same.

`characters` cuts for matching: a Latin word, a number, each Han or kana character, each Tibetan syllable. `words` cuts for grammar: the same, but Han in words.
`folded` changes a whole text character by character, so that places stay true; `normal_form` folds one token as far as it goes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from firsthand.model.passages import Span
from firsthand.tongues.scripts import HAN, KANA, TIBETAN
from firsthand.tongues.zh.variants import simplified_table

# Letters and marks of scripts whose vowel signs Python's \w leaves out, besides combining accents.
_MARKED = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u0900-\u0963\u0970-\u0dff\u0e00-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u200c\u200d"
_BROKEN = f"{HAN}{KANA}{TIBETAN}"
_LETTER = f"(?:(?![{_BROKEN}])[^\\W\\d_]|[{_MARKED}])"
_NUMBER = r"\d+(?:[.,٫٬]\d+)*"
_WORD = f"{_LETTER}(?:{_LETTER}|\\d)*(?:['’ʼ]{_LETTER}+)*"
_TOKEN = re.compile(f"[{HAN}{KANA}]|[{TIBETAN}]+|{_NUMBER}|{_WORD}")
_HAN_RUN = re.compile(f"[{HAN}]+|[{KANA}]+|[{TIBETAN}]+|{_NUMBER}|{_WORD}")

_SINGLE = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "′": "'", "＇": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\u0f0c": "\u0f0b", "İ": "i", "Σ": "σ", "ς": "σ"}  # fmt: skip
_WIDE = (range(0xFF01, 0xFFEF), range(0xF900, 0xFB00), range(0x2E80, 0x2FE0))  # blocks of forms that NFKC turns into the plain character


def characters(text: str) -> tuple[Span, ...]:
    """Tokens for matching, in order and disjoint: Latin words, numbers, single Han and kana characters, Tibetan syllables. Linear."""
    return tuple(Span(*m.span()) for m in _TOKEN.finditer(text))


def words(text: str, language: str = "") -> tuple[Span, ...]:
    """Tokens for grammar, in order and disjoint: as `characters`, but runs of Han (not in Japanese) cut into words."""
    found: list[Span] = []
    for m in _HAN_RUN.finditer(text):
        start, end = m.span()
        first = text[start]
        if _is_han(first) and language != "ja":
            found.extend(_chinese(text, start, end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def forms(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The normal form of each token of a text."""
    return tuple(normal_form(text[s.start : s.end]) for s in spans)


@cache
def _fold_table() -> dict[int, str]:
    table = {ord(a): b for a, b in _SINGLE.items()}
    for block in _WIDE:
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    simple = simplified_table()
    return simple | {code: simple.get(ord(plain), plain) for code, plain in table.items()}


def folded(text: str) -> str:
    """The text in lower case with plain quotes, dashes, spaces and widths and simplified Han, one code point for each: places stay true."""
    return text.lower() if text.isascii() else text.translate(_fold_table()).lower()


def simplified(text: str) -> str:
    """The text with traditional Han characters simplified, one code point for each; nothing else changes."""
    return text if text.isascii() else text.translate(simplified_table())


def normal_form(token: str) -> str:
    """The form under which tokens are compared: NFKC, case folded, simplified, straight quotes. May change the length."""
    return unicodedata.normalize("NFKC", folded(token)).casefold()


def _is_han(char: str) -> bool:
    return bool(re.match(f"[{HAN}]", char))


def _chinese(text: str, start: int, end: int) -> list[Span]:
    """The words of the run of Han text[start:end]; the segmenter is loaded on first use."""
    import rjieba

    found, at = [], start
    for word in rjieba.cut(text[start:end]):
        found.append(Span(at, at + len(word)))
        at += len(word)
    return found
