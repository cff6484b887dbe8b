"""Tokens for full text: what a text is cut into, and the form under which two tokens are the same.

A token is a Latin (Cyrillic, Arabic, ...) word, a number, one Han, kana or Hangul character, one Tibetan syllable, or one cluster of a script that
puts no blanks between words. Punctuation, a blank line or a page break is a STOP, a token of its own, so that no phrase runs over it. Blanks, single
line breaks (a wrapped line), tshegs, hyphens, apostrophes and characters that are not seen count for nothing. Cutting looks ahead, never back: cut
from the beginning of any token, a text gives the same tokens from there on.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from firsthand.model.passages import Span
from firsthand.tongues.scripts import HAN, HANGUL, KANA, LATIN, TIBETAN
from firsthand.tongues.words import simplified

STOP = "\N{BROKEN BAR}"  # the form of every stop
STEP = 64  # every so many tokens the index keeps where one begins
DISTINCT_FORMS = 1 << 17  # forms remembered: the Han characters, and the words of a large case

# Soft hyphens, joiners, marks of direction, variation selectors: not seen, and put between characters by those who would not be found.
_HIDDEN = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_SILENT = f"{_HIDDEN}\u0f0b\u0f0c'\u2018\u2019\u02bc\uff07\\-\u2010\u2011"
_SINGLE = f"{HAN}{KANA}\uac00-\ud7a3"
_BASES = "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e\u1780-\u17b3\u17d7\u17dc"
_ON_BASES = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u17b4-\u17d3\u17dd"
_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793"  # marks of notes: they end a word
_MARKS = "\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u0900-\u0963\u0970-\u0dff\u1ab0-\u1aff\u20d0-\u20f0"
_APART = f"{_SINGLE}{HANGUL}{TIBETAN}{_BASES}{_ON_BASES}{_RAISED}"
_LETTER = f"(?:(?![{_APART}])[^\\W\\d_]|[{_MARKS}])"
_WORD = f"{_LETTER}(?:[{_HIDDEN}]*+{_LETTER})*+"
_NUMBER = r"\d{1,3}(?:[,٬]\d{3})++(?!\d)|\d++"
_SYLLABLE = f"(?:(?!\\d)[{TIBETAN}])++"
_ENDS = f"[^\\w\\s{_SILENT}{_MARKS}{TIBETAN}{_ON_BASES}]|[_{_RAISED}]|\\n[^\\S\\n]*+\\n|[\\f\\v\u2029]"
_STOPS = f"(?:(?:{_ENDS})[\\s{_HIDDEN}]*+)++"
_TOKEN = re.compile(f"[{_SINGLE}]|{_NUMBER}|{_WORD}|{_SYLLABLE}|[{_BASES}][{_ON_BASES}]*+|[\u1100-\u11ff\u3131-\u318e]|{_STOPS}")
_STOP = re.compile(_STOPS)

_UNSEEN = re.compile(f"[{_HIDDEN}\u0640\u064b-\u065f\u0670\u0f35\u0f37]")  # with the vowel marks and the stretching of Arabic
_ACCENTED = re.compile(f"[{LATIN}\u0370-\u03ff\u1f00-\u1fff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "þ": "th"})
_ENDING = re.compile("(?<=.)འ(?:ིས|ི|ོ|ང|མ)$")  # endings that Tibetan writes onto an open syllable: of, by, "is", "too", "or"


def tokens(text: str, start: int = 0) -> Iterator[Span]:
    """The places of the tokens from `start` on, which is 0 or the beginning of a token. Linear."""
    for found in _TOKEN.finditer(text, start):
        yield Span(*found.span())


def forms(text: str) -> list[str]:
    """The forms of all tokens, as many as tokens() gives."""
    return [form_of(token) for token in _TOKEN.findall(text)]


def starts(text: str) -> bytes:
    """Where every STEP-th token begins, four bytes each (little-endian): the way from the number of a token back to its place."""
    found = [m.start() for m in islice(_TOKEN.finditer(text), 0, None, STEP)]
    return struct.pack(f"<{len(found)}I", *found)


def place_of(text: str, steps: bytes, first: int, count: int) -> Span:
    """The place of `count` tokens of a text from number `first` on; `steps` is what starts() gave for this text."""
    at = struct.unpack_from("<I", steps, first // STEP * 4)[0]
    found = list(islice(_TOKEN.finditer(text, at), first % STEP, first % STEP + count))
    return Span(found[0].start(), found[-1].end())


@lru_cache(DISTINCT_FORMS)
def form_of(token: str) -> str:
    """What a token is compared by: lower case without accents, simplified Han, plain digits, a Tibetan syllable without ending; STOP for a stop."""
    if _STOP.match(token):
        return STOP
    if token[0].isdecimal():
        return "".join(str(unicodedata.digit(c)) for c in token if c.isdecimal())
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", simplified(token))).casefold()
    if _ACCENTED.search(plain):
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain))).translate(_PLAIN)
    return _ENDING.sub("", plain).replace(" ", "") or STOP
