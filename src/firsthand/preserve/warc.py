"""WARC files read strictly: where each record lies as stored, what it is, and the payload of those that can be sources.

Format: ISO 28500 (WARC 1.0, 1.1), one gzip member a record when compressed. Runs in the sandbox: `records` is the work, a window of records at a
time, so that a file of any size passes through little memory. Damage ends a window with the place and the reason; what came before stands.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urljoin

from firsthand.errors import Trouble
from firsthand.guard.limits import HEAD, MIB, PAGE_HEAD, PAYLOAD_MOST
from firsthand.preserve.http import Answered, answered, charset_of, fields_of, payload_of, unchunked
from firsthand.preserve.media import DOCX, EML, HTML, MHTML, PDF, READABLE, TEXT, media_of_whole, most_of, text_of_head
from firsthand.preserve.saved import condition_of_mail
from firsthand.preserve.stubs import condition_of_page, condition_of_status, condition_of_text

_HEAD_MOST = 256 * 1024  # the longest header of a record; real ones stay below some kilobytes
_CHUNK = 64 * 1024
_VERSION = re.compile(rb"WARC/\d+\.\d+\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_DECLARED = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/plain": TEXT,
    "application/pdf": PDF,
    DOCX: DOCX,
    MHTML: MHTML,
    EML: EML,
}
_SCHEMES = ("http://", "https://", "ftp://", "file://")  # crawlers keep notes of their own under metadata:// and urn:
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/x-pdf", "application/force-download", "unknown/unknown")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its slice as stored, its header fields by lower-case name, and its block (None when nobody wants it)."""

    offset: int
    length: int
    fields: dict[str, str]
    block: bytes | None


class Reader:
    """The bytes of one record after another, through gzip or not, with the place in the file."""

    def __init__(self, file: BinaryIO, at: int, end: int) -> None:
        self.file, self.at, self.end = file, at, end  # at: the next byte of the file that was not used yet
        self.inflater: zlib._Decompress | None = None
        self.ready = bytearray()

    def begin(self) -> bool:
        """Stand at the next record; False at the end of the file."""
        self.file.seek(self.at)
        mark = self.file.read(min(2, self.end - self.at))
        self.inflater = zlib.decompressobj(16 + zlib.MAX_WBITS) if mark == b"\x1f\x8b" else None
        self.ready.clear()
        self.file.seek(self.at)
        return bool(mark)

    def more(self) -> bool:
        """Bring some more bytes of this record into `ready`; False when there are none."""
        if self.inflater is not None and self.inflater.eof:
            return False
        packed = self.inflater.unconsumed_tail if self.inflater is not None else b""
        if not packed:
            packed = self.file.read(min(_CHUNK, self.end - self.at))
            self.at += len(packed)
        if self.inflater is None:
            self.ready += packed
            return bool(packed)
        if not packed:
            raise _Broken("the compressed record breaks off")
        try:
            self.ready += self.inflater.decompress(packed, 16 * _CHUNK)
        except zlib.error as why:
            raise _Broken(f"it cannot be unpacked ({why})") from None
        self.at -= len(self.inflater.unused_data)
        return True

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        while len(self.ready) < count:
            if not self.more():
                raise _Broken("the record breaks off")
        with memoryview(self.ready) as view:
            taken = bytes(view[:count])
        del self.ready[:count]
        return taken

    def take_until_blank(self) -> bytes:
        """The header up to and with its blank line."""
        searched = 0
        while True:
            found = _BLANK.search(self.ready, max(0, searched - 4))
            if found:
                return self.take(found.end())
            searched = len(self.ready)
            if searched > _HEAD_MOST:
                raise _Broken("its header does not end")
            if not self.more():
                raise _Broken("its header breaks off")

    def skip(self, count: int) -> None:
        """Pass over `count` bytes."""
        while count:
            if not self.ready and self.inflater is None:
                if self.at + count > self.end:
                    raise _Broken("the record breaks off")
                self.at += count
                self.file.seek(self.at)
                return
            if not self.ready and not self.more():
                raise _Broken("the record breaks off")
            step = min(count, len(self.ready))
            del self.ready[:step]
            count -= step

    def finish(self) -> int:
        """Pass over what separates records; the place in the file where this one ends (blank lines belong to it)."""
        while not self.ready.strip(b"\r\n") and self.more():
            pass
        rest = self.ready.lstrip(b"\r\n")
        if len(rest) == len(self.ready) and rest and not rest.startswith(b"WARC/"):
            raise _Broken("it is longer than it says")
        if rest and self.inflater is not None:
            raise _Broken("its records are not compressed one by one; unpack it (gunzip) and preserve the .warc")
        self.at -= len(rest)
        return self.at


class _Broken(ValueError):
    """The file is damaged here; the text says how."""


def record_at(reader: Reader, wanted: Callable[[dict[str, str]], bool]) -> Record | None:
    """The next record, its block only if `wanted` by its fields; None at the end. Raises ValueError with words when it is damaged."""
    start = reader.at
    if not reader.begin():
        return None
    head = reader.take_until_blank()
    if not _VERSION.match(head):
        raise _Broken("no WARC record begins here")
    fields = fields_of(head.rstrip(b"\r\n"))
    length = fields.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", length):
        raise _Broken("a record does not say how long it is")
    block = None
    if wanted(fields) and int(length) <= PAYLOAD_MOST + MIB:
        block = reader.take(int(length))
    else:
        reader.skip(int(length))
    return Record(start, reader.finish() - start, fields, block)


# ---- what a record holds ----------------------------------------------------------------------------------------------------------------------


def holds_page(fields: dict[str, str]) -> bool:
    """Whether a record can hold a source: an HTTP answer, or a resource that calls itself text, HTML, PDF or a picture."""
    kind = fields.get("warc-type", "").lower()
    if not fields.get("warc-target-uri", "").strip("<> ").lower().startswith(_SCHEMES):
        return False
    if kind == "response":
        return "application/http" in fields.get("content-type", "").lower()
    declared = _declared(fields.get("content-type", ""))
    return kind == "resource" and (declared in (*_DECLARED, *_UNSAID) or declared.startswith("image/"))


def answer_of(record: Record) -> Answered:
    """The record's content as an HTTP answer; a resource is answered by itself."""
    block = record.block or b""
    if record.fields.get("warc-type", "").lower() == "resource":
        return Answered(200, {"content-type": record.fields.get("content-type", "")}, block)
    return answered(block)


def _declared(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def media_of_answer(answer: Answered, payload: bytes) -> str:
    """The media type by content, within what the server declared: a script sent as such is no text, however it reads. "" when no source."""
    declared, found = _declared(answer.fields.get("content-type", "")), media_of_whole(payload)
    if found in (PDF, DOCX, MHTML) and declared in (*_DECLARED, *_UNSAID):
        return found
    if declared in _UNSAID or declared == EML:
        return found if found in READABLE else ""
    if _DECLARED.get(declared) not in (HTML, TEXT) or found not in (HTML, TEXT):
        return ""
    return HTML if HTML in (found, _DECLARED[declared]) else TEXT


def page_of(record: Record) -> dict[str, object] | str:
    """What intake needs to know of a source in a record, or the word under which the record is counted. Raises Trouble."""
    answer = answer_of(record)
    if not 200 <= answer.status < 300 or answer.status in (204, 206):
        return f"status {answer.status}" + (f" ({said})" if (said := condition_of_status(answer.status)) else "")
    declared = _declared(answer.fields.get("content-type", ""))
    if declared not in (*_DECLARED, *_UNSAID):
        return declared.partition("/")[0][:20] or "other"
    check_digests(record, answer)
    payload = payload_of(answer, PAYLOAD_MOST)
    media = media_of_answer(answer, payload)
    if not media or not payload:
        return "empty" if not payload else "other"
    if len(payload) > most_of(media):
        raise Trouble("too-large", path="record", limit=f"{most_of(media) // MIB} MB")
    condition, why = condition_of(media, payload)
    charset = charset_of(answer.fields.get("content-type", "")) if media in (HTML, TEXT) else ""
    return {"payload": hashlib.sha256(payload).hexdigest(), "media": media, "condition": condition, "why": why, "charset": charset}


def redirect_of(record: Record) -> str:
    """Where the answer in a record leads; "" when it leads nowhere."""
    answer = answer_of(record)
    if not 300 <= answer.status < 400 or not answer.fields.get("location"):
        return ""
    try:
        return urljoin(record.fields.get("warc-target-uri", "").strip("<> "), answer.fields["location"])
    except ValueError:
        return ""


def condition_of(media: str, payload: bytes) -> tuple[str, str]:
    """The condition of a payload of this media type, and why."""
    if media in (MHTML, EML):
        return condition_of_mail(payload, media)
    if media == HTML:
        return condition_of_page(text_of_head(payload[:PAGE_HEAD]), max(0, len(payload) - PAGE_HEAD))
    return condition_of_text(text_of_head(payload[:HEAD])) if media == TEXT and len(payload) < HEAD else ("complete", "")


# ---- digests that the record itself gives -----------------------------------------------------------------------------------------------------

_KNOWN = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}


def check_digests(record: Record, answer: Answered) -> None:
    """Hold the block and the payload against the digests in the header; raises Trouble("damaged") naming the one that differs.

    The payload's digest was taken by some writers before, by others after the chunks were put together: either will do.
    """
    block = record.block or b""
    if _differs(record.fields.get("warc-block-digest", ""), lambda: (block,)):
        raise Trouble("damaged", path="record", why="its bytes differ from its block digest")
    segmented = record.fields.get("warc-segment-number") is not None
    if not segmented and _differs(record.fields.get("warc-payload-digest", ""), lambda: _bodies(answer)):
        raise Trouble("damaged", path="record", why="its bytes differ from its payload digest")


def _bodies(answer: Answered) -> Iterator[bytes]:
    yield answer.body
    yield unchunked(answer.body, PAYLOAD_MOST)
    yield payload_of(answer, PAYLOAD_MOST)


def _differs(stated: str, bodies: Callable[[], Iterable[bytes]]) -> bool:
    """Whether a digest is stated in a way we know and fits none of the bodies."""
    name, _, value = stated.partition(":")
    name = name.strip().lower().replace("-", "")
    wanted = _raw_digest(value.strip(), _KNOWN[name]) if name in _KNOWN else None
    return wanted is not None and all(hashlib.new(name, body, usedforsecurity=False).digest() != wanted for body in bodies())


def _raw_digest(value: str, size: int) -> bytes | None:
    """A digest of `size` bytes as written in base 16, 32 or 64; None when it is none."""
    forms: tuple[Callable[[str], bytes], ...] = (
        bytes.fromhex,
        lambda v: base64.b32decode(v.upper() + "=" * (-len(v) % 8)),
        lambda v: base64.urlsafe_b64decode(v.rstrip("=").replace("+", "-").replace("/", "_") + "=" * (-len(v.rstrip("=")) % 4)),
    )
    for form in forms:
        try:
            raw = form(value)
        except ValueError:
            continue
        if len(raw) == size:
            return raw
    return None
