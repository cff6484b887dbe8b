"""A mail, or a page saved as one (MHTML), as text: its page or letter read as HTML or plain text, in the charset that it names.

The way back leads into that piece without its transfer coding: `Stream.members` names it by its number among the parts ("part 2.1").
Subject, sender, day and address in the fields are proposals; attachments and pictures are counted, not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from email.utils import parseaddr

from firsthand.errors import Trouble
from firsthand.guard.mime import Mail, Piece, body_of, day, decoded, mail_of, words
from firsthand.model.passages import Member
from firsthand.read.sheets import Sheet

READER = "mail"


def sheet_of(raw: bytes, name: str = "") -> Sheet:
    """The sheet of a mail or an MHTML page. Raises Trouble: damaged, refused, unsupported, empty-file, too-large."""
    mail = mail_of(raw, name)
    piece = body_of(mail)
    if piece is None:
        raise Trouble("unsupported", path=name, what="mails without any text")
    if piece.broken:
        raise Trouble("damaged", path=name, why="it breaks off within its text")
    body = decoded(raw, piece, name)
    if not body.strip():
        raise Trouble("empty-file", path=name)
    sheet = _read(body, piece, name)
    facts = {**{k: v for k, v in _facts(mail, piece).items() if v}, **sheet.facts}
    facts["url"] = _facts(mail, piece)["url"] or sheet.facts.get("url", "")
    noticed = tuple((kind, n) for kind, n in _beside(mail, piece).items() if n)
    return replace(sheet, reader=READER, members=(Member(f"part {piece.number}", 0, len(body)),), facts=facts, noticed=noticed)


def _read(body: bytes, piece: Piece, name: str) -> Sheet:
    media = f"{piece.media}; charset={piece.charset}" if piece.charset else piece.media
    if piece.media == "text/plain":
        from firsthand.read.text import sheet_of as text_sheet

        return text_sheet(body, media)
    from firsthand.read.html import sheet_of as html_sheet

    return html_sheet(body, media, name)


def _facts(mail: Mail, piece: Piece) -> Mapping[str, str]:
    """What the fields say: of a saved page where it was; of a letter who wrote it and when."""
    saved = mail.fields.get("snapshot-content-location", "").strip() or ("" if piece.address.startswith("cid:") else piece.address)
    if saved:
        return {"title": words(mail.fields.get("subject", "")), "url": saved}
    by, at = parseaddr(words(mail.fields.get("from", "")))
    return {"title": words(mail.fields.get("subject", "")), "author": by or at, "published": day(mail.fields.get("date", "")), "url": ""}


def _beside(mail: Mail, piece: Piece) -> Mapping[str, int]:
    """What lies beside the text that is read."""
    others = [p for p in mail.pieces if p is not piece]
    return {"pictures": sum(p.media.startswith("image/") for p in others), "attachments": sum(p.attached for p in others)}
