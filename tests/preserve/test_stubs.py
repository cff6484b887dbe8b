"""Block pages and removed notices are recognised; articles about them are not taken for them."""

from __future__ import annotations

import pytest
from preserve_made import page

from firsthand.preserve.stubs import condition_of_page, condition_of_status, condition_of_text, images_of

STUBS = [
    ("block", page("Just a moment...", "Enable JavaScript and cookies to continue")),
    ("block", page("Access Denied", 'You don\'t have permission to access "http://lhari.example/" on this server. Reference #18.2f')),
    ("block", page("Lhari Daily", "Please log in to view this post.")),
    ("block", page("微信公众平台", "环境异常 当前环境异常，完成验证后即可继续访问。")),
    ("block", page("提示", "请先登录后查看本页内容")),
    ("removed", page("Page not found - Lhari Daily", "Home News Sport Weather About us Contact " * 12)),
    ("removed", page("提示", "该内容已被发布者删除")),
    ("removed", page("抱歉", "您访问的页面不存在")),
    ("removed", page("ཤོག་ངོས", "ཤོག་ངོས་འདི་མི་འདུག")),
]
ARTICLES = [
    page(
        "The post on the wells has been removed, villagers say",
        "A post that counted forty dry wells has been removed, three villagers said. " * 8,
    ),
    page("网文被删", "三名村民表示，一篇统计四十口枯井的帖子已被删除。县里没有回应，记者多次致电，均无人接听。" * 6),
    page("How a block page looks", "Access denied is what readers of the county paper saw for nine days, according to its editor. " * 6),
    page("Notice", "The county office counted 412 visits in March."),
]


@pytest.mark.parametrize(("expected", "html"), STUBS, ids=range(len(STUBS)))
def test_a_stub_is_recognised(expected: str, html: bytes) -> None:
    condition, why = condition_of_page(html.decode())
    assert condition == expected
    assert why


@pytest.mark.parametrize("html", ARTICLES, ids=range(len(ARTICLES)))
def test_an_article_about_stubs_is_none(html: bytes) -> None:
    assert condition_of_page(html.decode()) == ("complete", "")


def test_a_long_page_is_no_stub_whatever_its_title() -> None:
    assert condition_of_page(page("Page not found").decode(), beyond=2000) == ("complete", "")


def test_plain_text_is_a_stub_only_when_it_begins_as_one() -> None:
    assert condition_of_text("404 Not Found\nnginx")[0] == "removed"
    assert condition_of_text("该内容已被发布者删除")[0] == "removed"
    assert condition_of_text("The clerk said on Tuesday that the notice about the forty wells has been removed.") == ("complete", "")


@pytest.mark.parametrize(
    ("status", "expected"), [(200, None), (404, "removed"), (451, "removed"), (403, "block"), (503, "block"), (301, None)]
)
def test_status_says_what_it_says(status: int, expected: str | None) -> None:
    assert condition_of_status(status) == expected


def test_images_are_those_shown_and_not_embedded() -> None:
    html = '<img src="a.png"><img alt="x" src=\'b.jpg?1\'><img src="data:image/png;base64,AA"><!-- <img src=c.png> --><img src=a.png>'
    assert images_of(html) == ("a.png", "b.jpg?1")
