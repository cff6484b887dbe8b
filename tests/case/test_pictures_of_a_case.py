"""Pictures of a case: one reused photograph is not three events; marked, described, shown small; what is damaged is told and the rest goes on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hands import done, firsthand, refused
from PIL import Image

from firsthand.case.open import open_case
from firsthand.case.pictures import thumbnail, thumbnails
from firsthand.errors import Trouble
from pictures_made import bomb, encoded, scene, shrunk, watermarked


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph, the same file under another name, a copy as it was passed on, another photograph, a page of text."""
    folder = tmp_path_factory.mktemp("pictures") / "pictures"
    folder.mkdir()
    photo = scene(3)
    (folder / "yard.png").write_bytes(encoded(photo, "PNG"))
    (folder / "street.png").write_bytes(encoded(photo, "PNG"))
    (folder / "passed-on.data").write_bytes(encoded(watermarked(shrunk(photo, 0.6)), "JPEG", quality=60))
    (folder / "other.webp").write_bytes(encoded(scene(4), "WEBP"))
    (folder / "words.txt").write_text("The yard of the clinic in Orvale was full on 3 May 2023.\n", encoding="utf-8")
    return folder


@pytest.fixture
def album(files: Path, tmp_path: Path) -> Path:
    case = tmp_path / "album"
    done("new", case)
    done("preserve", case, files)
    return case


def shown(case: Path) -> dict[str, dict[str, object]]:
    return {row["source"]: row for row in done("show", case, "pictures", "--json").rows}


def test_one_reused_photograph_is_one(album: Path) -> None:
    rows = shown(album)
    assert set(rows) == {"yard", "street", "passed-on", "other"}
    assert rows["yard"]["same_as"] == ["street"] and rows["street"]["same_as"] == ["yard"] and rows["passed-on"]["same_as"] == []
    assert rows["yard"]["like"] == ["passed-on"] and rows["passed-on"]["like"] == ["street", "yard"]
    assert rows["other"]["like"] == rows["other"]["same_as"] == []
    assert rows["passed-on"]["media_type"] == "image/jpeg", "by what it is, not by its name"
    assert (rows["yard"]["width"], rows["yard"]["height"]) == scene(3).size and len(str(rows["yard"]["hash"])) == 16
    said = done("show", album, "pictures").out
    assert "passed-on (" in said and "4 pictures" in said


def test_nothing_about_a_picture_is_in_the_ledger_and_it_may_be_made_again(album: Path) -> None:
    digits = str(shown(album)["yard"]["hash"])
    assert digits not in done("show", album, "entries", "--json").out
    before = done("show", album, "pictures", "--json").out
    for block in (album / "made" / "pictures").iterdir():
        block.write_bytes(b"nonsense")
    assert done("show", album, "pictures", "--json").out == before


def test_run_counts_pictures_and_reads_only_texts(album: Path) -> None:
    row = done("run", album, "--json").rows[0]
    assert (row["sources"], row["texts"], row["pictures"]) == (5, 1, 4)
    assert {r["id"]: r["read"] for r in done("show", album, "sources", "--json").rows} == {
        "yard": False, "street": False, "passed-on": False, "other": False, "words": True,
    }  # fmt: skip


def test_a_bomb_and_a_cut_file_are_told_and_the_batch_goes_on(album: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "bomb.png").write_bytes(bomb())
    (bad / "cut.png").write_bytes(encoded(scene(5), "PNG")[:9000])
    (bad / "late.gif").write_bytes(encoded(scene(6), "GIF"))
    done("preserve", album, bad)
    said = firsthand("run", album, "--json")
    assert said.status == 1 and said.rows[0]["pictures"] == 7 and said.rows[0]["unreadable"] == 2
    assert [line for line in said.err.splitlines() if '"too-large"' in line and "bomb" in line]
    assert [line for line in said.err.splitlines() if '"damaged"' in line and "cut" in line]
    rows = shown(album)
    assert rows["bomb"]["width"] is None and "million pixels" in str(rows["bomb"]["trouble"]) and rows["late"]["width"] == scene(6).width


def test_a_picture_is_marked_to_be_blurred_and_the_last_word_counts(album: Path) -> None:
    done("add", album, "protect", "--source", "yard", "--text", "people can be recognised")
    assert {name for name, row in shown(album).items() if row["blurred"]} == {"yard"}
    done("add", album, "protect", "--source", "yard", "--set", "show=shown")
    assert not any(row["blurred"] for row in shown(album).values())
    assert refused("add", album, "protect", "--source", "words", "--json").error["error"] == "bad-value"
    assert refused("add", album, "protect", "--source", "yard", "--set", "show=perhaps", "--json").error["error"] == "wrong-value"


def test_a_region_is_described_by_a_person(album: Path) -> None:
    (saved,) = done(
        "add",
        album,
        "claim",
        "--source",
        "yard",
        "--set",
        "box=10,20,110,220",
        "--text",
        "A queue at a door",
        "--said-by",
        "Mara Venn",
        "--json",
    ).rows[0]["saved"]
    (region,) = shown(album)["yard"]["regions"]  # type: ignore[misc]
    assert region == {"id": saved, "box": [10, 20, 110, 220], "text": "A queue at a door", "said_by": ["Mara Venn"]}
    done("run", album)
    done("erase", album, saved, "--because", "a mistake")
    assert shown(album)["yard"]["regions"] == []


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "10,10,5,20", "0,0,99999,10", "-1,0,5,5", "1.5,0,5,5", "0,0,0,0", "١,٢,٣,٤"])
def test_a_box_that_is_not_on_the_picture_is_refused(box: str, album: Path) -> None:
    assert (
        refused("add", album, "claim", "--source", "yard", "--text", "x", "--set", f"box={box}", "--json").error["error"] == "wrong-value"
    )
    assert refused("add", album, "claim", "--source", "yard", "--set", "box=0,0,5,5", "--json").error["error"] == "wrong-use"
    assert (
        refused("add", album, "claim", "--source", "words", "--text", "x", "--set", "box=0,0,5,5", "--json").error["error"] == "bad-value"
    )


def test_small_copies_are_made_of_the_pixels_and_kept(album: Path) -> None:
    with open_case(album) as case:
        clear, veil = thumbnail(case, "yard", False), thumbnail(case, "yard", True)
        assert Image.open(io.BytesIO(clear)).size == (480, 360) and max(Image.open(io.BytesIO(veil)).size) < 200
        kept = sorted((album / "made" / "thumbnails").iterdir())
        assert len(kept) == 2 and thumbnail(case, "yard", False) == clear
        many = thumbnails(case, ["street", "other", "yard"], False)
        assert many[0] == many[2] == clear and isinstance(many[1], bytes)
        with pytest.raises(Trouble) as why:
            thumbnail(case, "words", False)
        assert why.value.code == "bad-value"
    done("erase", album, "other", "--because", "asked to")
    assert not (album / "made" / "thumbnails").exists()


def test_a_sealed_picture_can_be_looked_at(files: Path, tmp_path: Path) -> None:
    done("new", tmp_path / "sealed")
    done("preserve", tmp_path / "sealed", files / "yard.png", files / "street.png", "--sealed")
    assert shown(tmp_path / "sealed")["yard"]["same_as"] == ["street"]


def test_a_picture_screened_out_is_not_compared(album: Path) -> None:
    done("screen", album, "street", "exclude")
    rows = shown(album)
    assert "street" not in rows and rows["yard"]["same_as"] == []


def test_a_picture_in_an_archive_is_the_same_picture(album: Path, files: Path, tmp_path: Path) -> None:
    body = (files / "yard.png").read_bytes()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2023-06-02T10:00:00Z\r\n"
        b"WARC-Target-URI: http://lumtang.example/a.png\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(head % len(answer) + answer + b"\r\n\r\n")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("third.png", body)
    done("preserve", album, tmp_path / "a.warc", tmp_path / "b.zip")
    assert shown(album)["http://lumtang.example/a.png"]["same_as"] == ["street", "third", "yard"]
    with open_case(album) as case:
        assert thumbnail(case, "third", False) == thumbnail(case, "yard", False)
    assert done("audit", album, "--strict")
