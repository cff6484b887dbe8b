"""Mails and pages saved as mails, written by hand as browsers and mail programs write them; all of it about invented places."""

from __future__ import annotations

import base64
import quopri

LONG = "The county office at Lhari counted 412 visits in March 2023, its notice said. " * 12
HTML = f"<html><head><title>Visits at Lhari</title></head><body><h1>Visits at Lhari</h1><p>{LONG}</p><p>ལྷ་རི་རྫོང་། 拉里县记录了四百一十二次。</p>%s</body></html>"


def coded(body: bytes, coding: str) -> bytes:
    """A body in a transfer coding."""
    return {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(coding, lambda b: b)(body)


def part(body: bytes, media: str, coding: str = "quoted-printable", **fields: str) -> bytes:
    """A part with its fields."""
    head = {"Content-Type": media, "Content-Transfer-Encoding": coding} | {k.replace("_", "-"): v for k, v in fields.items()}
    return "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode() + b"\r\n" + coded(body, coding)


def multipart(parts: list[bytes], kind: str = "related", boundary: str = "----Bound", end: bytes = b"--") -> bytes:
    """A container: its Content-Type line and the parts."""
    lines = b"".join(b"\r\n--" + boundary.encode() + b"\r\n" + p for p in parts)
    return (
        f'Content-Type: multipart/{kind};\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n'.encode()
        + lines
        + b"\r\n--"
        + boundary.encode()
        + end
        + b"\r\n"
    )


def mhtml(
    page: str = HTML % "", *, url: str = "https://lhari.example/notice", media: str = "text/html", encoding: str = "utf-8", coding: str = "quoted-printable",
    more: list[bytes] | None = None, end: bytes = b"--", date: str = "Tue, 14 Mar 2023 09:30:00 -0000",
) -> bytes:  # fmt: skip
    """A page as Chromium saves it."""
    head = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: =?utf-8?Q?Visits=20at=20Lhari?=\r\nDate: {date}\r\nMIME-Version: 1.0\r\n"
    parts = [part(page.encode(encoding), media, coding, Content_ID="<frame-1@mhtml.blink>", Content_Location=url), *(more or [])]
    return head.encode() + multipart(parts, end=end)


def letter(body: bytes = LONG.encode(), media: str = "text/plain; charset=utf-8", coding: str = "quoted-printable") -> bytes:
    """A letter with one body."""
    head = "From: =?utf-8?B?5ouJ6YeM?= Office <office@lhari.example>\r\nTo: desk@courier.example\r\nSubject: Visits in March\r\nDate: Wed, 05 Apr 2023 23:30:00 +0800\r\nMessage-ID: <1@lhari.example>\r\nMIME-Version: 1.0\r\n"
    return head.encode() + part(body, media, coding)


def letter_of(parts: list[bytes], kind: str = "mixed") -> bytes:
    """A letter of several parts."""
    head = "From: office@lhari.example\r\nTo: desk@courier.example\r\nSubject: Visits\r\nDate: Wed, 05 Apr 2023 23:30:00 +0800\r\nMIME-Version: 1.0\r\n"
    return head.encode() + multipart(parts, kind)
