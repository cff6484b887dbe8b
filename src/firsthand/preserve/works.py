"""The works that intake runs in the sandbox: items and answers are JSON, `do` names the work. Nothing of this runs in the caller's process."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from firsthand.errors import Trouble
from firsthand.guard import archives
from firsthand.guard.limits import HEAD, MIB, PAGE_HEAD, PAYLOAD_MOST
from firsthand.guard.unfolding import Member
from firsthand.model.pictures import MEDIA as PICTURES
from firsthand.preserve import cdxj, wacz
from firsthand.preserve.http import charset_of, payload_of
from firsthand.preserve.libraries import entries_in
from firsthand.preserve.media import EML, HTML, MHTML, READABLE, TEXT, WARC, ZIP, media_of, media_of_whole, most_of, text_of_head, zip_media
from firsthand.preserve.saved import saved_as
from firsthand.preserve.stubs import condition_of_status, images_of
from firsthand.preserve.warc import (
    Reader,
    Record,
    answer_of,
    check_digests,
    condition_of,
    holds_page,
    media_of_answer,
    page_of,
    record_at,
    redirect_of,
)

_WINDOW_RECORDS = 500
_WINDOW_BYTES = 64 * MIB


def answer(item: bytes) -> bytes:
    """Do the work that the item names."""
    asked = json.loads(item)
    return json.dumps(_WORKS[asked.pop("do")](**asked), separators=(",", ":")).encode()


# ---- one file ---------------------------------------------------------------------------------------------------------------------------------


def look(path: str) -> dict[str, object]:
    """The media type and condition of a file."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        head = file.read(PAGE_HEAD)
    media = media_of(head[:HEAD])
    if media == ZIP:
        media = zip_media(frozenset(m.name for m in archives.members(Path(path))))
    if size > most_of(media) and (media in READABLE):
        raise Trouble("too-large", path=path, limit=f"{most_of(media) // MIB} MB")
    if media in (MHTML, EML) and size > len(head):
        with open(path, "rb") as file:
            condition, why = condition_of(media, file.read())
    else:
        condition, why = condition_of(media, head) if size <= len(head) else ("complete", "")
    if media == HTML and condition == "complete":
        condition, why = _images(text_of_head(head), path)
    return {"media": media, "condition": condition, "why": why, "saved": saved_as(media, head)}


def _images(html: str, path: str) -> tuple[str, str]:
    """Whether the images of a saved page were saved with it."""
    folder = os.path.dirname(path)
    missing = [
        a
        for a in images_of(html)
        if "://" in a or a.startswith("//") or not os.path.exists(os.path.join(folder, unquote(a.partition("?")[0])))
    ]
    return ("images_missing", f"{len(missing)} not saved with it") if missing else ("complete", "")


# ---- WARC -------------------------------------------------------------------------------------------------------------------------------------


def warc_window(path: str, at: int, end: int) -> dict[str, object]:
    """The records from byte `at` on, as many as a window holds; `next` is where the following window begins, None after the last."""
    found: dict[str, Any] = {"sources": [], "revisits": [], "redirects": [], "pictures": [], "troubles": [], "next": None, "damage": None}
    counted: Counter[str] = Counter()
    with open(path, "rb") as file:
        reader, start = Reader(file, at, end), at
        for _ in range(_WINDOW_RECORDS):
            start = reader.at
            try:
                record = record_at(reader, holds_page)
            except ValueError as why:
                found["damage"] = {"at": start, "why": str(why)}
                break
            if record is None:
                break
            _sort(record, found, counted)
            if reader.at - at > _WINDOW_BYTES:
                found["next"] = reader.at
                break
        else:
            found["next"] = reader.at
    return found | {"counted": dict(counted)}


def _sort(record: Record, found: dict[str, Any], counted: Counter[str]) -> None:
    """Put a record where it belongs: a source, a revisit, a trouble, or counted."""
    fields = record.fields
    place = {
        "offset": record.offset,
        "length": record.length,
        "url": fields.get("warc-target-uri", "").strip("<>"),
        "date": _seconds(fields.get("warc-date", "")),
    }
    place["stated"] = fields.get("warc-payload-digest", "")
    if fields.get("warc-type", "").lower() == "revisit":
        refers = {
            "to_url": fields.get("warc-refers-to-target-uri", "").strip("<>"),
            "to_date": _seconds(fields.get("warc-refers-to-date", "")),
        }
        found["revisits"].append(place | refers)
        return
    if record.block is None:
        counted[fields.get("warc-type", "other").lower()[:20]] += 1
        return
    try:
        page = page_of(record)
    except Trouble as trouble:
        found["troubles"].append(place | {"code": trouble.code, "values": trouble.values})
        return
    if isinstance(page, str):
        counted[page] += 1
        if page == "image":
            found["pictures"].append(place)
        if to := redirect_of(record):
            found["redirects"].append({"url": place["url"], "to": to})
    else:
        found["sources"].append(place | page)


def _seconds(date: str) -> int | None:
    """A WARC-Date as UTC seconds; None when it is none."""
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        return None
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


# ---- a page fetched ---------------------------------------------------------------------------------------------------------------------------


def fetched_page(path: str, offset: int, length: int) -> dict[str, object]:
    """What the answer at a place of a WARC file is: payload digest, media, condition and why by status and words, the charset its header names."""
    with open(path, "rb") as file:
        record = record_at(Reader(file, offset, offset + length), lambda _: True)
    if record is None:
        raise Trouble("damaged", path=path, why="the answer is not where it was put")
    answer = answer_of(record)
    check_digests(record, answer)
    payload = payload_of(answer, PAYLOAD_MOST)
    media = media_of_answer(answer, payload) or media_of_whole(payload)
    if len(payload) > most_of(media):
        raise Trouble("too-large", path=path, limit=f"{most_of(media) // MIB} MB")
    if 200 <= answer.status < 300:
        if answer.status in (204, 206) or not payload:
            raise Trouble("empty-file" if not payload else "answered", path=path, status=answer.status)
        condition, why = condition_of(media, payload)
    else:
        closed = condition_of_status(answer.status)
        if closed is None:
            raise Trouble("answered", path=path, status=answer.status)
        condition, why = closed, f"the server answered {answer.status}"
    named = charset_of(answer.fields.get("content-type", "")) if media in (HTML, TEXT) else ""
    return {"payload": hashlib.sha256(payload).hexdigest(), "media": media, "condition": condition, "why": why, "charset": named}


# ---- ZIP of pages, WACZ -----------------------------------------------------------------------------------------------------------------------


def zip_window(path: str, first: int) -> dict[str, object]:
    """The pages among the members of a ZIP from number `first` on; `next` as in warc_window."""
    found: dict[str, Any] = {"sources": [], "pictures": [], "troubles": [], "next": None}
    counted: Counter[str] = Counter()
    members = archives.members(Path(path))
    seen = 0
    for number, member in enumerate(members[first:], first):
        if seen > _WINDOW_BYTES:
            found["next"] = number
            break
        seen += member.size
        place = {"offset": member.offset, "length": member.length, "name": member.name}
        try:
            page = _member_page(Path(path), member)
        except Trouble as trouble:
            found["troubles"].append(place | {"code": trouble.code, "values": trouble.values})
            continue
        if isinstance(page, str):
            counted[page] += 1
        else:
            found["pictures" if page["media"] in PICTURES else "sources"].append(place | page)
    return found | {"counted": dict(counted)}


def _member_page(path: Path, member: Member) -> dict[str, object] | str:
    if member.name.rpartition("/")[2].startswith(".") or member.name.startswith("__MACOSX/"):
        return "hidden"
    payload = archives.read_member(path, member)
    media = media_of_whole(payload)
    if media not in READABLE | PICTURES or _is_asset(member.name):
        return "an archive inside" if media in (WARC, ZIP) else "other"
    if len(payload) > most_of(media):
        raise Trouble("too-large", path=f"{path}: {member.name}", limit=f"{most_of(media) // MIB} MB")
    condition, why = condition_of(media, payload)
    told = saved_as(media, payload[:PAGE_HEAD])
    return {"payload": hashlib.sha256(payload).hexdigest(), "media": media, "condition": condition, "why": why, "saved": told}


def _is_asset(name: str) -> bool:
    return name.lower().endswith((".css", ".js", ".json", ".map", ".svg", ".xml", ".mjs"))


_WORKS: dict[str, Callable[..., dict[str, object]]] = {
    "look": look,
    "warc": warc_window,
    "fetched": fetched_page,
    "library": entries_in,
    "zip": zip_window,
    "wacz": wacz.plan,
    "cdxj": cdxj.window,
}
