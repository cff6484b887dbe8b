"""What a page that somebody saved says of its saving: where it was and when, by the clock of who saved it. Proposals, which a list goes before.

Known: SingleFile's comment, the mark that browsers leave (`saved from url=`), the fields of a page saved as one file (MHTML, RFC 2557).
Parses outside input: runs in the sandbox.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urljoin

from firsthand.guard.limits import PAGE_HEAD
from firsthand.guard.mime import Mail, Piece, body_of, decoded, mail_of, seconds
from firsthand.preserve.media import EML, HTML, MHTML, text_of_head
from firsthand.preserve.stubs import condition_of_page, condition_of_text, images_of

_LOOKED_AT = 16 * 1024  # characters at the beginning of a page where savers write; SingleFile's comment stands first
_SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\r\n]{10,80})", re.I)
_FROM_URL = re.compile(r"<!--\s*saved from url=\((\d{4})\)(\S+)\s*-->", re.I)
_JAVASCRIPT_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")  # ECMA-262 21.4.4.41
_WEB = re.compile(r"https?://[^\s<>\"]{1,8000}", re.I)


def saved_as(media: str, head: bytes) -> dict[str, object]:
    """{url, at (UTC seconds)} as far as the beginning of a saved page tells them."""
    if media == HTML:
        return _in_page(text_of_head(head)[:_LOOKED_AT])
    if media in (MHTML, EML):
        fields = mail_of(head[: 256 * 1024]).fields
        url = fields.get("snapshot-content-location", "").strip() or fields.get("content-location", "").strip()
        return _told(url, seconds(fields.get("date", "")) if url or media == MHTML else None)
    return {}


def _in_page(text: str) -> dict[str, object]:
    single = _SINGLEFILE.search(text)
    if single:
        return _told(single[1], _moment(single[2].strip()))
    mark = _FROM_URL.search(text)
    if mark and int(mark[1]) == len(mark[2]):  # the number in the mark is the length of the address
        return _told(mark[2], None)
    return {}


def _told(url: str, at: int | None) -> dict[str, object]:
    told: dict[str, object] = {"url": url} if _WEB.fullmatch(url) else {}
    return told | ({"at": at} if at is not None and at >= 0 else {})


def _moment(written: str) -> int | None:
    """A moment as JavaScript or ISO 8601 writes it, as UTC seconds; None without a zone, which would be a guess."""
    said = _JAVASCRIPT_DATE.match(written)
    try:
        when = datetime.strptime(" ".join(said.groups()), "%b %d %Y %H:%M:%S %z") if said else datetime.fromisoformat(written)
    except ValueError:
        return None
    return int(when.timestamp()) if when.tzinfo else None


# ---- pages saved as mails ---------------------------------------------------------------------------------------------------------------------


def condition_of_mail(payload: bytes, media: str) -> tuple[str, str]:
    """The condition of a page saved as a mail, by its page and the pictures that came with it; a letter is complete. Raises Trouble as mail_of and decoded do."""
    mail = mail_of(payload, "the file")
    piece = body_of(mail)
    if piece is None or media != MHTML:
        return "complete", ""
    if piece.broken:
        return "images_missing", "it breaks off within the page"  # kept as it is; reading says so
    page = decoded(payload, piece, "the file")
    text = text_of_head(page[:PAGE_HEAD])
    if piece.media == "text/plain":
        return condition_of_text(text)
    condition, why = condition_of_page(text, max(0, len(page) - PAGE_HEAD))
    if condition != "complete":
        return condition, why
    missing = _missing(text, mail, piece)
    return ("images_missing", f"{missing} not saved with it") if missing else ("complete", "")


def _missing(html: str, mail: Mail, page: Piece) -> int:
    """How many of the images that the page shows are not among the whole parts of the file."""
    whole = [p for p in mail.pieces if not p.broken]
    held = {p.address for p in whole} | {"cid:" + p.fields.get("content-id", "").strip("<> ") for p in whole}
    base = page.address or mail.fields.get("snapshot-content-location", "")
    return sum(address not in held and _joined(base, address) not in held for address in images_of(html))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
