"""Bytes to text with a way back: which encoding, the text, and for every code point the bytes it came from.

Encodings: byte order mark, a declared label, UTF-8, UTF-16 without mark, GB18030 or Big5 by their frequent characters, windows-1252.
What cannot be decoded becomes U+FFFD, exactly as Python's errors="replace" does, each with its own bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.model.passages import Segment

# Labels of web pages that mean something else than their name (WHATWG Encoding Standard, section 4.2).
LABELS = MappingProxyType({
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "gb_2312": "gb18030", "x-gbk": "gb18030", "csgb2312": "gb18030", "chinese": "gb18030",
    "hz-gb-2312": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "l1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "windows-1252": "cp1252",
    "cp1252": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254", "windows-1254": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "utf8": "utf-8", "utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "unicode": "utf-16-le",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "ms_kanji": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949", "windows-949": "cp949", "iso-2022-jp": "iso2022_jp",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257",
    "windows-1258": "cp1258", "windows-874": "cp874", "iso-8859-2": "iso8859-2", "latin2": "iso8859-2", "iso-8859-5": "iso8859-5", "iso-8859-6": "iso8859-6",
    "iso-8859-7": "iso8859-7", "iso-8859-8": "iso8859-8", "iso-8859-15": "iso8859-15", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman",
})  # fmt: skip
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SAMPLE = 1 << 18  # bytes that sniffing looks at
LOST_SHARE = 0.25  # UTF-8 with fewer lost than this share of its non-ASCII characters is damaged UTF-8, not another encoding
FREQUENT_SHARE = 0.6  # of the double bytes of real Chinese at least this share are frequent characters or punctuation
LONGEST_LOSS = 15  # bytes one U+FFFD can stand for; Python's decoders give at most 4
_LOST = re.compile("[\udc01-\udc0f]")
_REPLACED = {0xDC00 + n: "\ufffd" for n in range(1, LONGEST_LOSS + 1)}
_DOUBLE = MappingProxyType({
    # Lead bytes of punctuation and of the frequent level: GB 2312 rows 1-3 and 16-55; Big5 A1-A3 and A4-C6.
    "gb18030": (re.compile(rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[0-9][\x81-\xfe][0-9])"), re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")),
    "big5hkscs": (re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]"), re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of some bytes, its encoding (Python's name) and segments over every code point."""

    encoding: str
    text: str
    segments: tuple[Segment, ...]


def _counted(lost: UnicodeError) -> tuple[str, int]:
    """Error handler: one surrogate for each loss, which says how many bytes were lost; decoders never give surrogates themselves."""
    if not isinstance(lost, UnicodeDecodeError):
        raise lost
    return chr(0xDC00 + min(max(lost.end - lost.start, 1), LONGEST_LOSS)), lost.end


codecs.register_error("firsthand.counted", _counted)


def decoded(raw: bytes, label: str = "") -> Decoded:
    """The text of `raw`, by its mark, else by the declared `label`, else by what it looks like. Never fails; linear."""
    encoding = encoding_of(raw, label)
    if encoding == "iso2022_jp":  # shift states: no run stands alone
        return _step_by_step(raw, encoding)
    if encoding == "utf-8" and (plain := _whole(raw)) is not None:
        return Decoded(encoding, plain, (Segment(0, len(plain), 0, len(raw)),) if plain else ())
    marked = raw.decode(encoding, "firsthand.counted")
    segments = tuple(_segments(raw, marked, encoding))
    if segments and segments[-1].high != len(raw) or not _in_step(raw, marked, segments, encoding):
        return _step_by_step(raw, encoding)
    return Decoded(encoding, marked.translate(_REPLACED) if _LOST.search(marked) else marked, segments)


def _whole(raw: bytes) -> str | None:
    """The text of UTF-8 without a fault, which is written in one way only; None where there is a fault."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def encoding_of(raw: bytes, label: str = "") -> str:
    """Python's name of the encoding of `raw`."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    declared = LABELS.get(label.strip().strip("\"'").lower(), "")
    if declared.startswith("utf-16") and not _looks_wide(raw):
        declared = ""
    if declared and (declared == "utf-8" or not _is_utf8(raw)):
        return declared if declared != "utf-8" or _is_utf8(raw) else sniffed(raw)
    return sniffed(raw)


def sniffed(raw: bytes) -> str:
    """The encoding that `raw` looks like."""
    sample = raw[:SAMPLE]
    if wide := _looks_wide(sample):
        return wide
    if _is_utf8(raw):
        return "utf-8"
    scores = {encoding: _chinese_score(sample, encoding) for encoding in _DOUBLE}
    scores |= {encoding: _wide_score(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= FREQUENT_SHARE else "cp1252"


def _is_utf8(raw: bytes) -> bool:
    """Whether this is UTF-8, perhaps with some damage."""
    if raw.isascii():
        return True
    sample = raw[:SAMPLE] if not raw[:SAMPLE].isascii() else raw
    text = sample.decode("utf-8", "replace")
    high = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= LOST_SHARE * high


def _looks_wide(raw: bytes) -> str:
    """utf-16-le or utf-16-be for text with a zero byte in nearly every second place, else ""."""
    sample = raw[: min(len(raw), 4096) & ~1]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else ""


def _chinese_score(sample: bytes, encoding: str) -> float:
    """The share of frequent characters among the double bytes, less what does not decode."""
    pairs, frequent = _DOUBLE[encoding]
    found = pairs.findall(sample)
    high = sum(b >= 0x80 for b in sample)
    if not found or not high:
        return 0.0
    lost = len(_LOST.findall(sample.decode(encoding, "firsthand.counted")))
    return (sum(frequent.fullmatch(pair) is not None for pair in found) - 4 * lost) / len(found)


def _wide_score(sample: bytes, encoding: str) -> float:
    """The share of ASCII, Tibetan, frequent Han and CJK punctuation when read as UTF-16; 0 where that cannot be."""
    if len(sample) < 4 or len(sample) % 2:
        return 0.0
    text = sample.decode(encoding, "replace")
    known = sum(c in " \n\r" or "0" <= c <= "z" or "\u0f00" <= c <= "\u0fff" or _frequent(c) for c in text)
    return known / len(text) if text.count("\ufffd") == 0 else 0.0


def _frequent(char: str) -> bool:
    """Whether this is CJK punctuation or a frequent character of GB 2312."""
    return "\u3000" <= char <= "\u9fff" and _DOUBLE["gb18030"][1].fullmatch(char.encode("gb18030", "replace")) is not None


def _segments(raw: bytes, marked: str, encoding: str) -> Iterator[Segment]:
    """Linear runs and single losses, in order."""
    at, low = 0, 0
    for loss in _LOST.finditer(marked):
        if loss.start() > at:
            high = low + len(marked[at : loss.start()].encode(encoding, "replace"))
            yield Segment(at, loss.start(), low, high)
            low = high
        high = low + ord(loss[0]) - 0xDC00
        yield Segment(loss.start(), loss.end(), low, high, linear=False)
        at, low = loss.end(), high
    if at < len(marked):
        yield Segment(at, len(marked), low, low + len(marked[at:].encode(encoding, "replace")))


def _in_step(raw: bytes, marked: str, segments: tuple[Segment, ...], encoding: str) -> bool:
    """Whether each linear run, written again, gives its very bytes: then every place in it can be found by counting."""
    return all(not s.linear or marked[s.start : s.end].encode(encoding, "replace") == raw[s.low : s.high] for s in segments)


def _step_by_step(raw: bytes, encoding: str) -> Decoded:
    """The same, byte by byte, for encodings that write one text in several ways (shift states, doubled codes)."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    texts: list[str] = []
    segments: list[Segment] = []
    at = low = 0
    for high in range(1, len(raw) + 1):
        text = _next(decoder, raw[high - 1 : high], high == len(raw))
        if text:
            _grow(segments, Segment(at, at + len(text), low, high, linear=_plain(text, raw[low:high])))
            texts.append(text)
            at, low = at + len(text), high
    if low < len(raw) and segments:
        last = segments.pop()
        segments.append(Segment(last.start, last.end, last.low, len(raw), linear=False))
    return Decoded(encoding, "".join(texts), tuple(segments))


def _next(decoder: codecs.IncrementalDecoder, byte: bytes, final: bool) -> str:
    """What one more byte gives; an escape sequence that never ends is one loss."""
    try:
        return decoder.decode(byte, final)
    except UnicodeError:
        decoder.reset()
        return "\ufffd"


def _plain(text: str, raw: bytes) -> bool:
    """Whether one byte below 0x80 stands for itself."""
    return len(text) == len(raw) == 1 and ord(text) == raw[0] < 0x80 and raw[0] not in b"\x0e\x0f\x1b"


def _grow(segments: list[Segment], new: Segment) -> None:
    """Adds a segment, joining plain ones."""
    if new.linear and segments and segments[-1].linear and segments[-1].end == new.start and segments[-1].high == new.low:
        last = segments.pop()
        new = Segment(last.start, new.end, last.low, new.high)
    segments.append(new)
