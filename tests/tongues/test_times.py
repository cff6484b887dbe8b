"""Times as people write them in reports and posts, read as intervals; never a day that is not written."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.tongues.times.calendar import portion, unit_at, week_of_month
from firsthand.tongues.times.reading import times_in
from firsthand.tongues.times.values import TimeSpan

PUBLISHED = datetime.fromisoformat("2021-03-04T09:30")  # a Thursday
ENGLISH = [
    ("The men were held from 10 to 12 August 2018 in Lhari.", "from 10 to 12 August 2018", "period", "2018-08-10", "2018-08-13"),
    ("Between January 2016 and June 2017 the bureau bought kits.", "Between January 2016 and June 2017", "period", "2016-01-01", "2017-07-01"),
    ("Officers came at 3 am on 5 March 2020.", "3 am on 5 March 2020", "moment", "2020-03-05 03:00:00", "2020-03-05 03:00:00"),
    ("She was taken away two weeks ago.", "two weeks ago", "date", "2021-02-18", "2021-02-19"),
    ("He was last seen on Tuesday.", "Tuesday", "date", "2021-03-02", "2021-03-03"),
    ("The camp opened in late 2017.", "late 2017", "period", "2017-07-01", "2018-01-01"),
    ("Arrests went on until the end of the year.", "", "", "", ""),
    ("Since August 2018 nobody has returned.", "Since August 2018", "period", "2018-08-01", ""),
    ("It must be done by the end of 2021.", "by the end of 2021", "period", "", "2022-01-01"),
    ("In the first half of 2020 the county sampled 1,200 people.", "the first half of 2020", "period", "2020-01-01", "2020-07-01"),
    ("The 1990s were quiet.", "1990s", "period", "1990-01-01", "2000-01-01"),
    ("Last month the school closed.", "Last month", "period", "2021-02-01", "2021-03-01"),
    ("They searched the house yesterday evening.", "yesterday evening", "moment period", "2021-03-03 16:00:00", "2021-03-03 20:00:00"),
]  # fmt: skip
CHINESE = [
    ("2018年8月10日至12日，拉日县开展采集。", "2018年8月10日至12日", "period", "2018-08-10", "2018-08-13"),
    ("力争在10月底前完成。", "10月底前", "period", "", "2020-11-01"),
    ("今年上半年共采集三千份。", "今年上半年", "period", "2021-01-01", "2021-07-01"),
    ("截至2020年底，已建库。", "截至2020年底", "period", "", "2021-01-01"),
    ("自2019年以来，他下落不明。", "自2019年以来", "period", "2019-01-01", ""),
    ("昨晚八点，民警进村。", "昨晚八点", "moment", "2021-03-03 20:00:00", "2021-03-03 20:00:00"),
    ("五年前他被带走。", "五年前", "date", "2016-03-04", "2016-03-05"),
    ("上周三学校停课。", "上周三", "date", "2021-02-24", "2021-02-25"),
    ("去年第三季度抓获十人。", "去年第三季度", "period", "2020-07-01", "2020-10-01"),
    ("二〇一六年三月，诺布镇。", "二〇一六年三月", "period", "2016-03-01", "2016-04-01"),
]


def first(text: str, language: str) -> tuple[str, str, str, str]:
    found = next((t for t in times_in(text, language, PUBLISHED) if t.kind not in ("duration", "recurring")), None)
    return (text[found.start : found.end], found.kind, found.begins, found.ends) if found else ("", "", "", "")


@pytest.mark.parametrize(("text", "words", "kind", "begins", "ends"), ENGLISH)
def test_english_times_are_intervals(text: str, words: str, kind: str, begins: str, ends: str) -> None:
    if words:
        assert first(text, "en") == (words, kind, begins, ends)
    else:
        assert first(text, "en")[2] == ""  # "until the end of the year" is open at its beginning


@pytest.mark.parametrize(("text", "words", "kind", "begins", "ends"), CHINESE)
def test_chinese_times_are_intervals(text: str, words: str, kind: str, begins: str, ends: str) -> None:
    assert first(text, "zh") == (words, kind, begins, ends)


@pytest.mark.parametrize(("text", "language"), [("He came last Friday.", "en"), ("他昨天来了。", "zh"), ("They left on 3 May.", "en")])
def test_without_a_day_of_publication_what_is_relative_stays_open(text: str, language: str) -> None:
    (found,) = times_in(text, language)
    assert found.relative
    assert (found.begins, found.ends) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "deliver 2000 pieces",
        "This may be wrong.",
        "about 1900 people",
        "Tel: +86 138-2010-2015",
        "2月30日",
        "31 June 2020",
        "四川省",
        "一切如常",
    ],
)
def test_what_is_no_time_is_read_as_none(text: str) -> None:
    language = "zh" if any(c > "\u2e80" for c in text) else "en"
    assert not [t for t in times_in(text, language, PUBLISHED) if t.kind == "date"]


def test_how_long_and_how_often() -> None:
    found = times_in("He was held for three weeks and beaten every day.", "en", PUBLISHED)
    assert [(t.kind, t.seconds) for t in found] == [("duration", 3 * 7 * 86400), ("recurring", 0)]
    found = times_in("他被关押了半个月，每天挨打两小时。", "zh", PUBLISHED)
    assert [(t.kind, t.seconds) for t in found] == [("duration", 15 * 86400), ("recurring", 0), ("duration", 7200)]


@given(
    st.text(alphabet=st.sampled_from("年月日号上下周一二十0129 -/:.,至到前后半每May4thMonday last in from to ago"), max_size=60),
    st.sampled_from(["en", "zh", "bo", "de"]),
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_in_order_and_inside(text: str, language: str) -> None:
    at = 0
    for t in times_in(text, language, PUBLISHED):
        assert at <= t.start < t.end <= len(text)
        at = t.end
        assert isinstance(t, TimeSpan)


@given(
    st.datetimes(min_value=datetime.fromisoformat("1950-01-01"), max_value=datetime.fromisoformat("2100-01-01")),
    st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"]),
)
@settings(max_examples=200, deadline=None)
def test_a_unit_holds_its_moment_and_touches_the_next(at: datetime, unit: str) -> None:
    begin, end = unit_at(at, unit)
    assert begin <= at < end
    assert unit_at(at, unit, 1)[0] == end
    for which in ("early", "late", "mid", "begin", "end"):
        low, high = portion((begin, end), which, at)
        assert begin <= low < high <= end


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    july = unit_at(datetime.fromisoformat("2016-07-04"), "month")
    assert [str(x.date()) for x in week_of_month(july, -1)] == ["2016-07-25", "2016-08-01"]
