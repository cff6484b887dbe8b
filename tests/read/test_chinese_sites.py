"""Pages of Chinese police and government sites and their mobile articles, as their systems serve them: tables for layout, hidden articles, lazy pictures, share-sheets. Invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.claim.propose import said_by
from firsthand.model.passages import Part, Reading
from firsthand.read.streams import ReadTask, read_part

PAGES = Path(__file__).parent.parent / "museum/pages"


def read(name: str, encoding: str = "utf-8", media: str = "text/html") -> Reading:
    raw = (PAGES / name).read_text("utf-8").encode(encoding)
    return read_part(ReadTask(name, "c", name, Part("", 0, len(raw), ""), media, raw))


def body(reading: Reading) -> str:
    return "\n".join(reading.text[s.start : s.end] for s in reading.body)


def amounts(reading: Reading) -> dict[str, str]:
    """Value -> status of every amount that is proposed."""
    return {str(c.amount.floor): c.amount.status for c in said_by(reading).claims if c.amount}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_notice_of_a_county_police_site(encoding: str) -> None:
    made = read("police_notice.html", encoding)
    assert (made.title, made.publisher, made.published and made.published.text) == (
        "奥斯林县公安局血样采集工作进展情况通报",
        "奥斯林县公安局",
        "2031-05-06",
    )
    found = amounts(made)
    assert found["12000"] == "target" and found["8400"] == "achieved" and found["3600"] == "not_done"
    assert "北溪镇\t5000\t4100" in made.text
    for outside in ("分享到", "点击数", "备案号", "上一篇", "政务公开"):
        assert outside in made.text and outside not in body(made), outside


def test_a_mobile_article_that_its_script_would_show_is_read_and_its_share_sheet_is_not() -> None:
    made = read("mobile_article.html")
    assert made.title == "奥斯林公安：平安行动“回头看”" and made.published and made.published.text == "2031-05-08"
    assert {"320", "1500", "8400"} <= set(amounts(made))
    for outside in ("发送给朋友", "扫一扫", "复制链接", "10万+"):
        assert outside not in body(made), outside


def test_a_mobile_page_of_a_county_government() -> None:
    made = read("government_mobile.html")
    assert made.published and made.published.text == "2031-01-12" and "北溪镇2030年度工作总结" in made.title
    found = amounts(made)
    assert found["46"] == "achieved" and found["300"] == "target" and "12000" in found
    for outside in ("复制链接", "网站标识码", "返回"):
        assert outside not in body(made), outside
