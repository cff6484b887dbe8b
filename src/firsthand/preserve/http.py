"""HTTP messages as WARC records keep them: head and body taken apart, the body freed of its transfer and content codings, bounded.

Sources: RFC 9112 (message framing, chunks), RFC 9110 8.4 (content codings), RFC 7932 (brotli). Archives often keep a head that no longer fits the
body (a crawler decoded it): a body that does not begin as its coding demands is taken as it is; one that begins so and breaks off is damaged.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.I)
_PIECE = 64 * 1024
_GZIP, _AUTO = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Answered:
    """An HTTP answer: status, header fields by lower-case name (the last one wins), and the body as transferred."""

    status: int
    fields: dict[str, str]
    body: bytes


def answered(block: bytes) -> Answered:
    """The answer in a record's block; raises Trouble("damaged") when it does not begin as one."""
    status = _STATUS.match(block)
    if status is None:
        raise Trouble("damaged", path="record", why="its HTTP answer has no status line")
    head, body = head_and_body(block)
    return Answered(int(status[1]), fields_of(head), body)


def head_and_body(block: bytes) -> tuple[bytes, bytes]:
    """The lines before the first blank line, and what follows it."""
    blank = _BLANK.search(block)
    return (block[: blank.start()], block[blank.end() :]) if blank else (block, b"")


def fields_of(head: bytes) -> dict[str, str]:
    """Header fields by lower-case name; a folded line belongs to the field before it."""
    fields: dict[str, str] = {}
    name = ""
    for line in re.split(rb"\r?\n", head)[1:]:
        text = line.decode("utf-8", "replace") if _is_utf8(line) else line.decode("latin-1")
        if text[:1] in (" ", "\t") and name:
            fields[name] += " " + text.strip()
        elif ":" in text:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def charset_of(content_type: str) -> str:
    """The charset that a media type names, lower case; "" when it names none."""
    found = _CHARSET.search(content_type)
    return found[1].lower() if found else ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def payload_of(answer: Answered, most: int) -> bytes:
    """The body without its codings, at most `most` bytes; raises Trouble("damaged"), Trouble("too-large"), Trouble("unsupported")."""
    body = unchunked(answer.body, most) if "chunked" in answer.fields.get("transfer-encoding", "").lower() else answer.body
    codings = [c.strip().lower() for c in answer.fields.get("content-encoding", "").split(",")]
    for coding in reversed([c for c in codings if c not in ("", "identity", "utf-8", "none")]):
        decode = _CODINGS.get(coding)
        if decode is None:
            raise Trouble("unsupported", path="record", what=f"the content coding {coding[:20]!r}")
        body = decode(body, most)
    if len(body) > most:
        raise _too_large(most)
    return body


def unchunked(body: bytes, most: int) -> bytes:
    """The chunks put together; the body itself when it does not begin with a chunk."""
    pieces, at, total = list[bytes](), 0, 0
    while True:
        size = _CHUNK_SIZE.match(body, at)
        if size is None:
            if at == 0:
                return body
            raise Trouble("damaged", path="record", why=f"its transfer breaks off at byte {at}")
        length = int(size[1], 16)
        piece = body[size.end() : size.end() + length]
        if len(piece) < length:
            return _whole_or_cut(body, at)
        if not length:
            return b"".join(pieces)
        pieces.append(piece)
        total, at = total + length, size.end() + length
        if total > most:
            raise _too_large(most)
        at += 2 if body[at : at + 2] == b"\r\n" else int(body[at : at + 1] == b"\n")


def _whole_or_cut(body: bytes, at: int) -> bytes:
    if at == 0:
        return body  # a page that happens to begin with a hexadecimal word
    raise Trouble("damaged", path="record", why=f"its transfer breaks off at byte {at}")


def inflated(body: bytes, most: int, wbits: int = _GZIP) -> bytes:
    """A gzip or zlib body unfolded, member after member; the body itself when it does not begin as one."""
    pieces, total, at = list[bytes](), 0, 0
    while at < len(body):
        inflater, before = zlib.decompressobj(wbits), len(pieces)
        while not inflater.eof:
            feed = inflater.unconsumed_tail or body[at : at + _PIECE]
            at += 0 if inflater.unconsumed_tail else len(feed)
            if not feed:
                raise Trouble("damaged", path="record", why="its compressed body breaks off")
            try:
                pieces.append(inflater.decompress(feed, _PIECE))
            except zlib.error as why:
                return _as_it_is(body, pieces, before == len(pieces), str(why))
            total += len(pieces[-1])
            if total > most:
                raise _too_large(most)
        at = _past_zeros(body, at - len(inflater.unused_data))
    return b"".join(pieces)


def _past_zeros(body: bytes, at: int) -> int:
    while body[at : at + 1] == b"\0":
        at += 1
    return at


def _as_it_is(body: bytes, pieces: list[bytes], first: bool, why: str) -> bytes:
    if not pieces:
        return body
    if first:
        return b"".join(pieces)  # something that is no further member follows the last
    raise Trouble("damaged", path="record", why=f"its compressed body is broken ({why})")


def _deflated(body: bytes, most: int) -> bytes:
    """`deflate`: zlib as the standard says, or raw as some servers do."""
    unfolded = inflated(body, most, _AUTO)
    return inflated(body, most, -zlib.MAX_WBITS) if unfolded is body else unfolded


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise Trouble("unsupported", path="record", what="pages compressed by brotli") from None
    inflater, pieces, total, feed = brotli.Decompressor(), list[bytes](), 0, body
    try:
        while not inflater.is_finished():
            piece = inflater.process(feed, output_buffer_limit=_PIECE)
            feed = b""
            pieces.append(piece)
            total += len(piece)
            if total > most:
                raise _too_large(most)
            if not piece and not inflater.is_finished():
                raise Trouble("damaged", path="record", why="its compressed body breaks off")
    except brotli.error:
        return _as_it_is(body, [p for p in pieces if p], False, "brotli")
    return b"".join(pieces)


def _too_large(most: int) -> Trouble:
    return Trouble("too-large", path="record", limit=f"{most // MIB} MB")


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": inflated,
    "x-gzip": inflated,
    "deflate": _deflated,
    "br": _unbrotlied,
}
