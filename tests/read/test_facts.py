"""The day of publication and the other facts: who says them, and what happens when two disagree."""

import pytest
from reading_made import DAY, reading

from firsthand.read.facts import in_address

HEAD = '<html><head><meta property="article:published_time" content="2018-05-04T06:00:00Z"></head><body><h1>A</h1><p>4 June 2018</p><p>Police came to the town.</p>'


def test_meta_before_text_before_address_and_all_are_kept() -> None:
    made = reading(HEAD, "text/html", url="https://a.example/2018/05/05/count.html")
    assert (made.published.text, made.published_by) == ("2018-05-04", "meta")  # type: ignore[union-attr]
    days = {(d.date.text, d.by) for d in made.dates}
    assert {("2018-05-04", "meta"), ("2018-06-04", "text"), ("2018-05-05", "address")} <= days


def test_a_person_s_list_wins_over_the_page() -> None:
    made = reading(HEAD, "text/html", published="Sat Sep 01, 2018", title="Mine", publisher="Ours")
    assert (made.published.text, made.published_by, made.title, made.publisher) == ("2018-09-01", "list", "Mine", "Ours")  # type: ignore[union-attr]


def test_a_day_after_the_capture_is_no_day_of_publication() -> None:
    captured = 17_650 * DAY  # 29 April 2018
    made = reading(HEAD, "text/html", captured=captured)
    assert all(d.date.text < "2018-04-30" for d in made.dates)


@pytest.mark.parametrize("field", ["Aug 11 (year not stated)", "", "unknown"])
def test_what_is_not_sure_is_not_made_up(field: str) -> None:
    made = reading("Police came to the town again.", published=field)
    assert made.published is None and made.published_by == ""


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://a.example/2018/08/10/x", "2018-08-10"),
        ("https://a.example/news/20180810-x.html", "2018-08-10"),
        ("https://a.example/2018-08/x", "2018-08"),
        ("https://web.archive.org/web/20200101000000/https://a.example/2018/08/10/x", "2018-08-10"),
        ("https://web.archive.org/web/20200101000000/https://a.example/x", None),
        ("https://a.example/article/2159258/x", None),
        ("https://a.example/2018/x", None),
        ("not an address", None),
        ("http://[broken", None),
    ],
)
def test_the_day_in_an_address_with_its_precision(url: str, date: str | None) -> None:
    found = in_address(url)
    assert (found.text if found else None) == date


def test_a_source_named_near_the_title_stands_in_last() -> None:
    page = "<h1>全县采集血样</h1><p>2018年5月3日 来源：北谷日报 作者：某某</p><p>警方通报共采集血样一千二百份。</p>"
    assert reading(page, "text/html").publisher == "北谷日报"
    assert reading(page, "text/html", url="https://county.example/x").publisher == "county.example"
    assert reading("<p>采集工作已经结束。数据来源是县公安局。</p>", "text/html").publisher == ""


def test_the_site_stands_in_where_nobody_names_a_publisher() -> None:
    assert reading("Police.", url="https://www.paper.example/x").publisher == "paper.example"
