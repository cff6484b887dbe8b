"""Residue: a name that stands in sources of every format is erased; every byte of the case folder and of the home is then searched for it.

Searched are UTF-8 and UTF-16, the bytes as they lie and what gzip, zlib and ZIP unfold to. Before the erasure the same search must find it.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from campaigns import cases

NAME = "Zyrthandel Quovask"
TIBETAN = "ཟིར་ཐན་ཀྭོ་ཝ་སིཀ"


@dataclass(frozen=True)
class Residue:
    """In how many formats the name stood, how many files held it before, and which still do after."""

    formats: int
    before: int
    after: list[str]


def left(seed: int) -> Residue:
    """One case, everything done with it that leaves copies, then everything erased."""
    from firsthand.case.add import Given, add
    from firsthand.case.decide import Asked, decide
    from firsthand.case.erase import erase
    from firsthand.case.find import found
    from firsthand.case.open import new_case
    from firsthand.case.pictures import pictures
    from firsthand.case.preserve import preserve
    from firsthand.case.run import run

    root = cases.scratch("residue-")
    try:
        pages = written(root / "pages")
        with patch.dict(os.environ, {"FIRSTHAND_HOME": str(root / "home")}):
            with new_case(root / "case", "residue") as case:
                preserve(case, [str(p) for p in pages], None, sealed=True)
                run(case, ("read", "claim", "trace"))
                pictures(case)
                for word in ("Zyrthandel", "Quovask"):
                    found(case, word)
                source = next(iter(case.state().sources.values()))
                add(case, "note", Given(source.id, "", f"{NAME} said so", (), "", "", (), "", (), ""))
                claim = _some_claim(case)
                if claim:
                    decide(case, claim, Asked("accept", (), (), f"{NAME} confirmed it"))
                before = holding(root)
                for held in list(case.state().sources.values()):
                    erase(case, held.id, "asked to")
                for added in list(case.state().added):
                    erase(case, added, "asked to")
            shutil.rmtree(root / "pages")
            return Residue(len(pages), len(before), [str(p.relative_to(root)) for p in holding(root)])
    finally:
        shutil.rmtree(root)


def _some_claim(case: object) -> str:
    from firsthand.case.rows import rows

    return next((str(r["id"]) for r in rows(case, "claims")), "")  # type: ignore[arg-type]


def written(folder: Path) -> list[Path]:
    """The name in a file of every format that a case takes."""
    folder.mkdir()
    page = f"<html><head><title>{NAME}</title></head><body><p>More than 214 people were turned away in May 2023, {NAME} said.</p><p>{TIBETAN}</p></body></html>".encode()
    mail = f"From: {NAME} <z@example.org>\r\nTo: a@example.org\r\nSubject: {NAME}\r\nDate: Fri, 2 Jun 2023 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{NAME} counted 214 people in May 2023.\r\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/z\r\nWARC-Date: 2023-06-02T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:9ad1a6b4-0000-4000-8000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (len(http), http)
    made = {
        "a.html": page, "b.txt": f"{NAME} counted 214 people in May 2023.\n".encode(), "c.eml": mail.encode(), "d.warc": warc, "e.warc.gz": gzip.compress(warc),
        "f.docx": _docx(), "g.zip": _zipped({"inside.html": page}), "h.pdf": _pdf(), "i.png": _picture(),
        "j.mhtml": _mhtml(page),
    }  # fmt: skip
    for name, raw in made.items():
        (folder / name).write_bytes(raw)
    (folder / "k16.txt").write_bytes(f"{NAME} counted 214 people in May 2023.\n".encode("utf-16"))
    return sorted(folder.iterdir())


def _mhtml(page: bytes) -> bytes:
    head = b'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/z\r\nSubject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    return (
        head
        + b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/z\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page
        + b"\r\n--b--\r\n"
    )


def _docx() -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(f"{NAME} counted 214 people in May 2023.")
    document.core_properties.author = NAME
    document.save(out)
    return out.getvalue()


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, raw in files.items():
            zipped.writestr(name, raw)
    return out.getvalue()


def _pdf() -> bytes:
    """A PDF of one page with one line, written by hand."""
    line = f"BT /F1 12 Tf 72 700 Td ({NAME} counted 214 people in May 2023.) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def _picture() -> bytes:
    from PIL import Image, PngImagePlugin

    out, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Author", NAME)
    Image.linear_gradient("L").save(out, "PNG", pnginfo=told)
    return out.getvalue()


def holding(root: Path) -> list[Path]:
    """The files of case and home that hold the name, in any spelling, as they lie or unfolded."""
    words = [w.encode(code) for w in (*NAME.split(), TIBETAN) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    words += [w.lower() for w in words]
    found = []
    for path in sorted([*(root / "case").rglob("*"), *(root / "home").rglob("*")]):
        if path.is_file() and any(w in raw for raw in _unfolded(path.read_bytes()) for w in words):
            found.append(path)
    return found


def _unfolded(raw: bytes) -> list[bytes]:
    out = [raw]
    for start in (i for i in range(len(raw) - 2) if raw[i : i + 2] == b"\x1f\x8b"):
        out.append(_inflated(raw[start:], 31))
    if raw[:2] in (b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
        out.append(_inflated(raw, 15))
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
            out += [zipped.read(n) for n in zipped.namelist()]
    return out


def _inflated(raw: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(raw, 64 << 20)
    except zlib.error:
        return b""
