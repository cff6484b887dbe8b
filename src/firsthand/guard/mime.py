"""The MIME gate: a mail, or a page saved as one (MHTML), taken into its pieces, each piece freed of its transfer coding. Bounded and strict.

Sources: RFC 5322 (fields), RFC 2045 (codings), RFC 2046 5.1 (boundaries), RFC 2047 (words in fields), RFC 2557 (MHTML). Runs in the sandbox.
Refused: parts nested too deep, too many parts. Damaged: a coding that does not decode. A file that breaks off says so, and what came before stands.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

from firsthand.errors import Trouble

DEEPEST = 8  # levels of parts inside parts: a forwarded mail with attachments has four
MOST_PARTS = 5_000  # a page with its images has some hundred
HEAD_MOST = 256 * 1024  # bytes of one block of fields
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n|\A[ \t]*\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_PARAMETER = re.compile(r";\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;]+))")
_BASE64_JUNK = re.compile(rb"[^A-Za-z0-9+/=]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part that is no container: its number (as IMAP counts: "1", "2.1"), its fields by lower-case name, which bytes of the file it is as stored,
    and whether the file breaks off within it."""

    number: str
    fields: dict[str, str]
    low: int
    high: int
    broken: bool = False

    @property
    def media(self) -> str:
        """Its media type; text/plain where it says none (RFC 2045 5.2)."""
        return self.fields.get("content-type", "text/plain").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that it names, or ""."""
        return parameter(self.fields.get("content-type", ""), "charset").lower()

    @property
    def address(self) -> str:
        """Where it was on the web, as far as it says."""
        return self.fields.get("content-location", "").strip()

    @property
    def attached(self) -> bool:
        """Whether it calls itself an attachment."""
        return self.fields.get("content-disposition", "").strip().lower().startswith("attachment")


@dataclass(frozen=True, slots=True)
class Mail:
    """The fields at the head and the pieces in order."""

    fields: dict[str, str]
    pieces: tuple[Piece, ...]


def mail_of(raw: bytes, name: str = "") -> Mail:
    """What these bytes are as a mail. Raises Trouble("refused"), Trouble("damaged"); `name` is for these."""
    fields, _ = _head(raw, 0, len(raw))
    pieces = []
    for piece in _pieces(raw, 0, len(raw), "", False, name, 0):
        pieces.append(piece)
        if len(pieces) > MOST_PARTS:
            raise Trouble("refused", path=name, why=f"it has more than {MOST_PARTS:,} parts")
    return Mail(fields, tuple(pieces))


def body_of(mail: Mail) -> Piece | None:
    """The piece that is the page or the letter: of a page saved as a mail the one it starts with, of a letter plain text before HTML; None without any."""
    start = parameter(mail.fields.get("content-type", ""), "start")
    shown = [p for p in mail.pieces if p.media in ("text/html", "application/xhtml+xml", "text/plain") and not p.attached]
    if mail.fields.get("content-type", "").strip().lower().startswith("multipart/related"):
        named = [p for p in shown if start and p.fields.get("content-id", "").strip() == start]
        there = [p for p in shown if p.address and p.address == mail.fields.get("snapshot-content-location", "").strip()]
        return next(iter([*named, *there, *[p for p in shown if p.media != "text/plain"], *shown]), None)
    return next((p for p in shown if p.media == "text/plain"), next(iter(shown), None))


def decoded(raw: bytes, piece: Piece, name: str = "") -> bytes:
    """The bytes of a piece without its transfer coding. Raises Trouble("damaged"), Trouble("unsupported")."""
    stored = raw[piece.low : piece.high]
    coding = piece.fields.get("content-transfer-encoding", "").strip().lower()
    if coding == "quoted-printable":
        return quopri.decodestring(stored)
    if coding == "base64":
        try:
            return binascii.a2b_base64(_BASE64_JUNK.sub(b"", stored))
        except binascii.Error:
            raise Trouble("damaged", path=name, why=f"the coding of its part {piece.number} breaks off") from None
    if coding in ("", "7bit", "8bit", "binary"):
        return stored
    raise Trouble("unsupported", path=name, what=f"parts coded as {coding[:20]!r}")


def words(field: str) -> str:
    """A field as a person reads it: coded words decoded, on one line."""
    try:
        pieces = [p.decode(c or "ascii", "replace") if isinstance(p, bytes) else p for p, c in decode_header(field)]
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(field.split())
    return " ".join("".join(pieces).split())


def seconds(field: str) -> int | None:
    """A Date field as UTC seconds; None when it is none."""
    try:
        when = parsedate_to_datetime(field.strip())
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def day(field: str) -> str:
    """The day that a Date field names, in its own zone; "" when it names none."""
    try:
        return parsedate_to_datetime(field.strip()).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def parameter(field: str, name: str) -> str:
    """A parameter of a field, "" when it is not there."""
    return next((re.sub(r"\\(.)", r"\1", a) or b for n, a, b in _PARAMETER.findall(field) if n.lower() == name), "")


# ---- containers -------------------------------------------------------------------------------------------------------------------------------


def _head(raw: bytes, low: int, high: int) -> tuple[dict[str, str], int]:
    """The fields that begin at `low`, by lower-case name (the first of each), and where the body begins."""
    blank = _BLANK.search(raw, low, min(high, low + HEAD_MOST))
    end, body = (blank.start(), blank.end()) if blank else (min(high, low + HEAD_MOST), min(high, low + HEAD_MOST))
    fields: dict[str, str] = {}
    block = raw[low:end]
    text = _FOLD.sub(" ", block.decode("utf-8") if _is_utf8(block) else block.decode("latin-1"))
    for line in text.splitlines():
        field, colon, value = line.partition(":")
        if colon and field.strip() and " " not in field.strip():
            fields.setdefault(field.strip().lower(), value.strip())
    return fields, body


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pieces(raw: bytes, low: int, high: int, number: str, broken: bool, name: str, depth: int) -> Iterator[Piece]:
    """The pieces of an entity that lies at [low, high)."""
    if depth > DEEPEST:
        raise Trouble("refused", path=name, why=f"its parts are nested deeper than {DEEPEST}")
    fields, body = _head(raw, low, high)
    media = fields.get("content-type", "").partition(";")[0].strip().lower()
    boundary = parameter(fields.get("content-type", ""), "boundary") if media.startswith("multipart/") else ""
    if not boundary:
        yield Piece(number or "1", fields, body, high, broken)
        return
    for index, (start, end, cut) in enumerate(_between(raw, body, high, boundary), 1):
        yield from _pieces(raw, start, end, f"{number}.{index}" if number else str(index), cut or broken, name, depth + 1)


def _between(raw: bytes, low: int, high: int, boundary: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether the file breaks off) of each part between boundaries in [low, high)."""
    line = re.compile(rb"(?:^|(?<=\n))--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start = None
    for mark in line.finditer(raw, low, high):
        if start is not None:
            yield start, max(start, _before_line_end(raw, mark.start())), False
        if mark[1]:
            return
        start = mark.end()
    if start is not None and start < high:
        yield start, high, True


def _before_line_end(raw: bytes, at: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    at -= raw[at - 1 : at] == b"\n"
    return at - (raw[at - 1 : at] == b"\r")
