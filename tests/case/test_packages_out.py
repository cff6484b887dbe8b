"""A case leaves as packages that others can use: what is in them is what was kept, what must stay at home stays, and coming back it is the same."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hands import COUNCIL, GAZETTE, done, firsthand, refused

sys.path.append(str(Path(__file__).parent.parent / "preserve"))
from preserve_made import packaged, zipped

SECRET = "Nobody but Ada Fenn may know of this letter."


def record(url: str, page: str) -> bytes:
    """A record of a web archive, not packed."""
    body = page.encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{hashlib.md5(body, usedforsecurity=False).hexdigest()}>\r\n"
    head += f"WARC-Date: 2023-06-05T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A text and a page as files, a web archive of two pages, and a sealed letter; a note that is for its people only."""
    place = tmp_path / "case"
    for name, text in (("council.txt", COUNCIL), ("gazette.html", GAZETTE), ("letter.txt", SECRET * 3)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    pages = (GAZETTE.replace("Orvale", "Dunmarrow"), GAZETTE.replace("Orvale", "Quillhaven"))
    (tmp_path / "crawl.warc").write_bytes(
        b"".join(record(f"https://{n}.example/clinic?b=2&a=1", p) for n, p in zip("ab", pages, strict=True))
    )
    (tmp_path / "list.csv").write_text(
        "id,title,note\ncouncil,Statement of the council,handed to us by a friend inside\n", encoding="utf-8"
    )
    done("new", place, "--title", "Orvale")
    done("preserve", place, tmp_path / "council.txt", tmp_path / "gazette.html", tmp_path / "crawl.warc", "--list", tmp_path / "list.csv")
    done("preserve", place, tmp_path / "letter.txt", "--sealed")
    return place


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {n: packed.read(n) for n in packed.namelist()}


def sources(case: Path) -> dict[str, dict[str, Any]]:
    return {r["digest"]: r for r in done("show", case, "sources", "--json").rows}


def test_a_package_comes_back_as_the_same_pages_signed(case: Path, tmp_path: Path) -> None:
    assert done("export", case, "wacz", "--to", tmp_path / "out.wacz", "--json").rows[0]["rows"] == 4
    again = tmp_path / "again"
    done("new", again)
    assert done("preserve", again, tmp_path / "out.wacz", "--json").rows[0]["sources"] == 4
    letter = hashlib.sha256((SECRET * 3).encode()).hexdigest()
    assert set(sources(again)) == {d for d in sources(case) if d and d != letter}
    from firsthand.case.open import open_case

    with open_case(again) as opened:
        said = {k.details["package_signature"] for h in opened.state().sources.values() for k in h.captures}
    assert len(said) == 1 and said.pop().startswith("signed by nobody named, key SHA-256 ")


def test_what_is_sealed_excluded_or_noted_stays_at_home(case: Path, tmp_path: Path) -> None:
    """Of a web archive of which one page was excluded only the other page leaves."""
    out = next(r for r in done("show", case, "sources", "--json").rows if r["url"].startswith("https://a."))
    done("screen", case, out["id"], "exclude", "--because", "not of this case")
    for form, ending in (("wacz", "wacz"), ("bagit", "zip"), ("ro-crate", "zip")):
        path = tmp_path / f"out.{ending}"
        done("export", case, form, "--to", path)
        whole = path.read_bytes() + b"".join(gunzipped(raw) for raw in members_of(path).values())
        assert SECRET.encode() not in whole and b"a friend inside" not in whole and b"letter" not in whole, form
        assert b"Dunmarrow" not in whole and b"Quillhaven" in whole, form


def gunzipped(raw: bytes) -> bytes:
    import gzip

    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def test_the_index_leads_to_every_record_and_the_proofs_to_the_checkpoint(case: Path, tmp_path: Path) -> None:
    done("export", case, "wacz", "--to", tmp_path / "out.wacz", "--wacz-version", "1.2.0")
    held = members_of(tmp_path / "out.wacz")
    package = json.loads(held["datapackage.json"])
    assert package["wacz_version"] == "1.2.0" and {r["path"] for r in package["resources"]} == set(held) - {
        "datapackage.json",
        "datapackage-digest.json",
    }
    lines = held["indexes/index.cdx"].decode().splitlines()
    assert (
        len(lines) == 4 and lines == sorted(lines) and any(line.startswith("example,a)/clinic?a=1&b=2 20230605100000 {") for line in lines)
    )
    for line in lines:
        row = json.loads(line.split(" ", 2)[2])
        raw = held[f"archive/{row['filename']}"][int(row["offset"]) :][: int(row["length"])]
        assert gunzipped(raw).startswith(b"WARC/1.") and row["url"].encode() in gunzipped(raw)
    proofs = json.loads(held["firsthand/proofs.json"])
    assert len(proofs["entries"]) == 4 and proofs["logs"][0]["note"].startswith("firsthand/")
    urls = [json.loads(line).get("url") for line in held["pages/pages.jsonl"].splitlines()[1:]]
    assert {json.loads(line.split(" ", 2)[2])["url"] for line in lines} == set(urls)


def test_two_exports_are_signed_by_one_key_and_another_case_by_another(case: Path, tmp_path: Path) -> None:
    def key(path: Path) -> str:
        done("export", case if "other" not in path.name else tmp_path / "two", "wacz", "--to", path)
        return str(json.loads(members_of(path)["datapackage-digest.json"])["signedData"]["publicKey"])

    done("new", tmp_path / "two")
    done("preserve", tmp_path / "two", tmp_path / "council.txt")
    assert key(tmp_path / "a.wacz") == key(tmp_path / "b.wacz") != key(tmp_path / "other.wacz")


@pytest.mark.parametrize("spoil", ["signature", "publicKey", "hash"])
def test_a_signature_that_does_not_hold_is_told_and_the_pages_are_kept_as_unsigned(spoil: str, case: Path, tmp_path: Path) -> None:
    done("export", case, "wacz", "--to", tmp_path / "out.wacz")
    held = members_of(tmp_path / "out.wacz")
    digest = json.loads(held["datapackage-digest.json"])
    value = digest["signedData"][spoil]
    digest["signedData"][spoil] = (
        base64.b64encode(bytes(96)).decode() if spoil != "hash" else value[:-1] + ("0" if value[-1] != "0" else "1")
    )
    (tmp_path / "spoiled.wacz").write_bytes(
        zipped({**held, "datapackage-digest.json": json.dumps(digest).encode()}, method=zipfile.ZIP_STORED)
    )
    done("new", tmp_path / "again")
    said = firsthand("preserve", tmp_path / "again", tmp_path / "spoiled.wacz", "--json")
    assert said.status == 1 and "bad-signature" in said.err and said.rows[0]["sources"] == 4


def test_a_package_that_lacks_what_the_format_demands_is_told_and_taken(case: Path, tmp_path: Path) -> None:
    warc = record("https://c.example/", GAZETTE)
    (tmp_path / "bare.wacz").write_bytes(packaged({"archive/a.warc": warc}, {"profile": "data-package"}))
    done("new", tmp_path / "again")
    rows = done("preserve", tmp_path / "again", tmp_path / "bare.wacz", "--json").rows
    assert (
        rows[0]["sources"] == 1
        and any("pages/pages.jsonl" in w for w in rows[0]["warnings"])
        and any("no index" in w for w in rows[0]["warnings"])
    )


def test_wrong_words_are_refused(case: Path, tmp_path: Path) -> None:
    assert refused("export", case, "wacz", "--to", tmp_path / "o.wacz", "--wacz-version", "9", "--json").error["error"] == "wrong-value"
    assert (
        refused("export", case, "custody", "--to", tmp_path / "o.txt", "--wacz-version", "1.1.1", "--json").error["error"] == "wrong-value"
    )
    assert refused("export", case, "wacz", "--to", tmp_path / "o.zip", "--json").error["error"] == "wrong-value"
    done("new", tmp_path / "empty")
    assert refused("export", tmp_path / "empty", "wacz", "--to", tmp_path / "o.wacz", "--json").error["error"] == "nothing-to-list"
    assert io.BytesIO()
