"""An index of a web archive (CDXJ): for each record that can be replayed a line with its address, moment, media type, status, digest and place.

Keys are SURT: the host turned round, then path and query, as WACZ 1.1.1 (5.2.2) wants them sorted. `window` runs in the sandbox, for it reads WARC.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from urllib.parse import urlsplit

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB
from firsthand.preserve.http import answered
from firsthand.preserve.warc import Reader, Record, record_at

REPLAYED = ("response", "resource", "revisit")
_WINDOW_RECORDS, _WINDOW_BYTES = 500, 64 * MIB
_WWW = re.compile(r"^www\d*\.")


def window(path: str, at: int, end: int) -> dict[str, object]:
    """The records from byte `at` on that can be replayed, as rows; `next` is where the following window begins, None after the last."""
    rows, begun = list[dict[str, Any]](), at
    with open(path, "rb") as file:
        reader = Reader(file, at, end)
        for _ in range(_WINDOW_RECORDS):
            try:
                record = record_at(reader, lambda fields: fields.get("warc-type", "").lower() in REPLAYED)
            except ValueError:
                return {"rows": rows, "next": None}  # what is damaged cannot be replayed; intake has told of it
            if record is None:
                return {"rows": rows, "next": None}
            if record.block is not None and (row := _row(record)):
                rows.append(row)
            if reader.at - begun > _WINDOW_BYTES:
                break
        return {"rows": rows, "next": reader.at}


def _row(record: Record) -> dict[str, Any] | None:
    fields, block = record.fields, record.block or b""
    url, kind = fields.get("warc-target-uri", "").strip("<>"), fields.get("warc-type", "").lower()
    if not url.startswith(("http://", "https://")):
        return None
    status, media, body = 200, fields.get("content-type", "").partition(";")[0].strip(), block
    if kind != "resource":
        try:
            answer = answered(block)
        except Trouble:
            return None
        status, media, body = answer.status, answer.fields.get("content-type", "").partition(";")[0].strip(), answer.body
    return {
        "url": url, "mime": "warc/revisit" if kind == "revisit" else media.lower(), "status": status, "length": record.length, "offset": record.offset,
        "digest": fields.get("warc-payload-digest", "") or "sha256:" + hashlib.sha256(body).hexdigest(), "at": re.sub(r"\D", "", fields.get("warc-date", ""))[:14],
    }  # fmt: skip


def line_of(row: dict[str, Any], filename: str, base: int) -> str:
    """A row as a line of the index; `base`: where its archive begins in the file that the row's place counts from."""
    told = {
        "url": row["url"], "digest": row["digest"], "mime": row["mime"], "offset": str(row["offset"] - base), "length": str(row["length"]),
        "status": str(row["status"]), "filename": filename,
    }  # fmt: skip
    return f"{surt(row['url'])} {row['at']} {json.dumps(told, ensure_ascii=False)}\n"


def surt(url: str) -> str:
    """The key of an address: com,example)/path?query."""
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").lower())
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("http", 80), ("https", 443)) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/") or "/"
    turned = ",".join(reversed(host.split(".")))
    return f"{turned}{port}){path}{'?' + query if query else ''}".lower().replace(" ", "%20")
