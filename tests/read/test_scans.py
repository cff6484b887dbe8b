"""Pictures of pages read by a machine: the way back to page and box, turned pages, refusals; by an engine of ours, and by a real one where it is installed."""

from __future__ import annotations

import io
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from firsthand.claim.propose import said_by
from firsthand.errors import Trouble
from firsthand.model.passages import BY_MACHINE, Part, noticed_of
from firsthand.read import engines
from firsthand.read.engines import rows_of_tsv
from firsthand.read.scans import Mark, Row, sheet_of
from firsthand.read.streams import ReadTask, read_scan

CJK = Path(os.environ.get("FIRSTHAND_CJK_FONT", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"))
LINES = ("Police of Osrin held 48 herders.", "They were freed in May.")


def scan(*pages: Image.Image) -> bytes:
    """A PDF of pictures, 100 dots per inch."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=100.0, save_all=True, append_images=pages[1:])
    return out.getvalue()


def sheet(corner: tuple[int, int] = (20, 20), turned: int = 0) -> Image.Image:
    """A white page of 400 x 300 with one black spot of 40 x 20, by which the engine below knows which way is up."""
    image = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(image).rectangle((*corner, corner[0] + 40, corner[1] + 20), fill="black")
    return image.rotate(turned, expand=True)


def spotting(image: Image.Image) -> list[Row]:
    """An engine that reads LINES where the spot is in the upper left quarter, and rubbish of low score where it is not."""
    dark = image.convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    if dark is None:
        return []
    up = dark[0] < image.width / 3 and dark[1] < image.height / 3 and dark[2] - dark[0] > dark[3] - dark[1]
    score, size = (0.97, 10.0) if up else (0.3, 10.0)
    return [
        [
            Mark(c, score, dark[0] + size * i, dark[1] + 15.0 * n, dark[0] + size * (i + 1), dark[1] + 15.0 * n + 12)
            for i, c in enumerate(line)
        ]
        for n, line in enumerate(LINES)
    ]


def test_every_character_leads_back_to_its_box_with_its_score() -> None:
    made = sheet_of(scan(sheet(), sheet((60, 40))), spotting)
    assert made.text == "\n".join(LINES) + "\f" + "\n".join(LINES) and made.reader == "ocr"
    at = made.text.index("48")
    segment = next(s for s in made.segments if s.start <= at < s.end)
    assert segment.end - segment.start == 1 and segment.score == 0.97 and segment.box is not None
    assert segment.box.page == 1 and abs(segment.box.top - (216 - 20 * 0.72)) < 1  # points from below: 300 pixels are 216
    assert next(s for s in made.segments if s.start == made.text.index("\f") + 1).box.page == 2  # type: ignore[union-attr]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_head_or_side_is_turned_and_its_boxes_lie_where_the_file_has_them(turned: int) -> None:
    upright, fallen = sheet_of(scan(sheet()), spotting), sheet_of(scan(sheet(turned=turned)), spotting)
    assert fallen.text == upright.text
    first = fallen.segments[0].box
    assert first is not None
    x, y = (first.left + first.right) / 2 / 0.72, (first.bottom + first.top) / 2 / 0.72
    width, height = (400, 300) if turned == 180 else (300, 400)
    down = height - y
    assert {180: x > 300 and down > 200, 90: x < 100 and down > 300, 270: x > 200 and down < 100}[turned]


def test_a_page_that_nothing_can_be_made_of_is_lost_and_a_file_of_them_refused() -> None:
    blank = Image.new("RGB", (400, 300), "white")
    assert sheet_of(scan(sheet(), blank), spotting).lost_pages == (2,)
    for bad in (blank, sheet((200, 150))):
        with pytest.raises(Trouble) as refused:
            sheet_of(scan(bad), spotting, "paper.pdf")
        assert refused.value.code == "unreadable-scan"


def test_a_reading_and_its_proposals_say_that_a_machine_read_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.read.engines.engine_for", lambda language, name="": spotting)
    raw = scan(sheet())
    made = read_scan(ReadTask("s", "c", "paper", Part("", 0, len(raw), ""), "application/pdf", raw, {"language": "en"}))
    assert "hold every word and figure against the picture" in noticed_of(made)
    claims = said_by(made).claims
    assert claims and all(BY_MACHINE in c.why and c.state == "proposed" for c in claims)


def test_without_an_engine_the_refusal_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    monkeypatch.setattr(engines.shutil, "which", lambda name: None)
    for language, named in (("zh", "firsthand[ocr]"), ("en", "firsthand[ocr]"), ("bo", "Tibetan model")):
        with pytest.raises(Trouble) as refused:
            engines.engine_for(language, "paper.pdf")
        assert refused.value.code == "scan" and named in refused.value.advice


def test_words_of_tesseract_become_rows_of_characters() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    table = (
        head
        + '4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t91.5\tབོད་\n5\t1\t1\t1\t1\t2\t60\t10\t40\t20\t88\t48"\nbroken\n5\t1\t1\t1\t2\t1\t10\t40\t10\t20\t50\tx\n'
    )
    rows = rows_of_tsv(table)
    assert ["".join(m.char for m in row) for row in rows] == ['བོད་ 48"', "x"]
    assert rows[0][0] == Mark("བ", 0.915, 10.0, 10.0, 20.0, 30.0)


@pytest.mark.e2e
@pytest.mark.skipif(not (find_spec("rapidocr") and find_spec("onnxruntime")), reason="the extra ocr is not installed")
@pytest.mark.skipif(not CJK.exists(), reason="no Chinese font; name one in FIRSTHAND_CJK_FONT")
@pytest.mark.parametrize("turned", [0, 180])
def test_the_real_engine_reads_a_chinese_notice_either_way_up_without_the_network(turned: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.create_connection", never)
    monkeypatch.setattr("socket.socket.connect", never)
    monkeypatch.setattr(engines.shutil, "which", lambda name: None)
    image, font = Image.new("RGB", (1000, 500), "white"), ImageFont.truetype(str(CJK), 36)
    for n, line in enumerate(("奥斯林县公安局通报", "全县应采12000人，实采8400人。", "Police in Osrin county held 48 herders.")):
        ImageDraw.Draw(image).text((60, 60 + 90 * n), line, font=font, fill="black")
    raw = scan(image.rotate(turned))
    made = read_scan(ReadTask("s", "c", "paper", Part("", 0, len(raw), ""), "application/pdf", raw, {"language": "zh"}))
    assert "全县应采12000人，实采8400人。" in made.text and "held 48 herders" in made.text
    amounts = {str(c.amount.floor): c.amount.status for c in said_by(made).claims if c.amount}
    assert amounts.get("8400") == "achieved" and amounts.get("12000") == "target"
