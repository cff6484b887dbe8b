"""What bytes are, by their content: magic numbers and structure, never the name alone.

`media_of` gives a media type, "application/octet-stream" when nothing fits. Sources of the magic numbers: the formats' own
specifications (PDF 32000 7.5.2, WARC 1.1, RFC 1952, APPNOTE 6.3.10, PNG, JFIF, GIF89a, RIFF, TIFF 6, ISO 14496-12, MS-CFB, RFC 2557).
"""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard.archives import members
from firsthand.guard.limits import HEAD, MAIL_MOST, PDF_MOST, TEXT_MOST

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
WARC, WACZ, ZIP, GZIP, ARC = "application/warc", "application/wacz", "application/zip", "application/gzip", "application/x-arc"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MHTML, EML, BINARY, EMPTY = "multipart/related", "message/rfc822", "application/octet-stream", "inode/x-empty"
READABLE = frozenset({TEXT, HTML, PDF, DOCX, MHTML, EML})  # what becomes a source when it stands in a WARC or a ZIP

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"WARC/", WARC),
    (b"filedesc://", ARC),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", GZIP),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"mif1": "image/heic", b"qt  ": "video/quicktime"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OPENS_HTML = re.compile(r"\s*+(?:<\?xml[^<>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|link|script|style|div|p|span|a|table|tr|td|h[1-6]|ul|li|br|img|article|section)\b[^<>]*>", re.I
)
_MAIL_FIELD = re.compile(
    r"^(from|to|subject|date|mime-version|received|return-path|message-id|content-type|snapshot-content-location)\s*:", re.I | re.M
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_ENOUGH_TAGS = 3  # a text that merely speaks of one tag is no page


def media_of(head: bytes) -> str:
    """The media type of something that begins with `head` (its first HEAD bytes, or all of it when shorter)."""
    if not head:
        return EMPTY
    if b"%PDF-" in head[:1024]:  # readers accept junk before it, so files with junk exist
        return PDF
    for magic, media in _MAGIC:
        if head.startswith(magic) and (media != "image/bmp" or _is_bitmap(head)):
            return _inside_gzip(head) if media == GZIP else media
    return _boxed(head) or _textual(head)


def media_of_whole(payload: bytes) -> str:
    """The media type of something held whole: of a ZIP by what it holds; one that cannot be opened stays a ZIP."""
    media = media_of(payload[:HEAD])
    if media != ZIP:
        return media
    try:
        return zip_media(frozenset(m.name for m in members(Path("member"), raw=payload)))
    except Trouble:
        return ZIP


def most_of(media: str) -> int:
    """How many bytes something of this media type may have; what is plain text fewer than what may hold pictures."""
    return TEXT_MOST if media in (TEXT, HTML) else MAIL_MOST if media in (MHTML, EML) else PDF_MOST


def encoding_by_mark(head: bytes) -> str:
    """The encoding that a byte order mark names, "" without one."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), "")


def text_of_head(head: bytes) -> str:
    """The head as text, good enough to look for words in it: by its mark, as UTF-8, as a page declares, as GB18030, else byte by byte."""
    declared = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", head[:4096])
    names = (encoding_by_mark(head), "utf-8", declared[1].decode("ascii") if declared else "", "gb18030")
    decoded = (_decoded(head, name) for name in names if name)
    return next((text for text in decoded if text is not None), head.decode("latin-1"))


def _decoded(head: bytes, encoding: str) -> str | None:
    """The head in this encoding, a character cut off at its end left out; None when it is not in this encoding."""
    try:
        return head.decode(encoding)
    except UnicodeDecodeError as why:
        return head[: why.start].decode(encoding, "replace") if why.start >= len(head) - 4 and len(head) > 16 else None
    except (UnicodeError, LookupError, ValueError):
        return None


def _is_bitmap(head: bytes) -> bool:
    return len(head) > 14 and head[6:10] == bytes(4)


def _inside_gzip(head: bytes) -> str:
    try:
        inside = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 64)
    except zlib.error:
        return GZIP
    return next((media for magic, media in ((b"WARC/", WARC), (b"filedesc://", ARC)) if inside.startswith(magic)), GZIP)


def _boxed(head: bytes) -> str:
    """Formats whose mark does not stand first: RIFF, ISO base media."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], BINARY)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return ""


def _textual(head: bytes) -> str:
    if not encoding_by_mark(head)[:5].startswith(("utf-1", "utf-3")) and _CONTROLS.search(head[:HEAD]):
        return BINARY
    text = text_of_head(head)
    if _OPENS_HTML.match(text.lstrip("\ufeff")):
        return HTML
    if (mail := _mail(text)) is not None:
        return mail
    if re.match(r"\ufeff?\s*+(?:<\?xml[^<>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<svg\b", text, re.I | re.S):
        return "image/svg+xml"
    if len(_HTML_TAG.findall(text[:8192])) >= _ENOUGH_TAGS and text.lstrip("\ufeff \t\r\n").startswith("<"):
        return HTML
    return TEXT


def _mail(text: str) -> str | None:
    """A mail or a page saved as one: a block of header fields stands first."""
    fields = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    if not re.match(r"[A-Za-z][A-Za-z-]*:", fields):
        return None
    names = {name.lower() for name in _MAIL_FIELD.findall(fields)}
    if "mime-version" in names and re.search(r"multipart/related", fields, re.I):
        return MHTML
    return (
        EML
        if len(names & {"from", "received", "return-path", "message-id", "mime-version"}) >= 2 and names & {"date", "subject", "to"}
        else None
    )


def zip_media(names: frozenset[str]) -> str:
    """What a ZIP with these members is."""
    if "datapackage.json" in names and any(n.startswith("archive/") or n.lower().endswith(".wacz") for n in names):
        return WACZ
    if "[Content_Types].xml" in names:
        return _office(names)
    if "META-INF/container.xml" in names:
        return "application/epub+zip"
    if "mimetype" in names and "content.xml" in names:
        return "application/vnd.oasis.opendocument.text"
    return ZIP


def _office(names: frozenset[str]) -> str:
    kinds = (
        ("word/", DOCX),
        ("xl/", DOCX.replace("wordprocessingml.document", "spreadsheetml.sheet")),
        ("ppt/", DOCX.replace("wordprocessingml.document", "presentationml.presentation")),
    )
    return next((media for folder, media in kinds if any(n.startswith(folder) for n in names)), BINARY)
