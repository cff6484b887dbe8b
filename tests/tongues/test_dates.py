"""Dates are what is written and no more; spans cover the words that write them, so that no amount is read from a date."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.dates import PartialDate
from firsthand.tongues.dates import date_of, dates_in, resolved


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("Sat Sep 01, 2018", "2018-09-01"),
        ("Aug 11 (year not stated)", None),
        ("2018-08 (in address)", "2018-08"),
        ("June 17, 2020, 23:46 IST", "2020-06-17"),
        ("2018", "2018"),
        ("20180810", "2018-08-10"),
        ("2018-08-10T12:33:00Z", "2018-08-10"),
        ("10.08.2018", "2018-08-10"),
        ("03/04/2018", "2018"),
        ("25/04/2018", "2018-04-25"),
        ("17. Juni 2020", "2020-06-17"),
        ("le 3 août 2019", "2019-08-03"),
        ("1 de março de 2020", "2020-03-01"),
        ("3 września 2018", "2018-09-03"),
        ("12 Agustus 2019", "2019-08-12"),
        ("2019年5月7日", "2019-05-07"),
        ("令和2年5月", "2020-05"),
        ("二〇一八年八月十日", "2018-08-10"),
        ("སྤྱི་ལོ་༢༠༡༨ལོའི་ཟླ་༨པའི་ཚེས་༡༠", "2018-08-10"),
        ("31 February 2018", "2018-02"),  # no such day: the month is all that can be meant
        ("31 November", None),
        ("", None),
        ("unknown", None),
    ],
)
def test_the_date_of_a_free_field(field: str, date: str | None) -> None:
    found = date_of(field)
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2016年3月至6月，去年共采集", {"2016年3月至6月": "2016-03/2016-06", "去年": "year-1"}),
        ("Between 11 June and 3 July 2017 they came", {"11 June and 3 July 2017": "2017-06-11/2017-07-03"}),
        ("from March to June 2016", {"March to June 2016": "2016-03/2016-06"}),
        ("10-12 August 2018, then 2016–2018", {"10-12 August 2018": "2018-08-10/2018-08-12", "2016–2018": "2016/2018"}),
        ("In 2013, 300,000 men; more than 2000 people; 2015 villages", {"2013": "2013"}),
        ("By August 10, police had 10,000 samples", {"August 10": "--08-10"}),
        ("They may march on Monday", {"Monday": "weekday-0"}),
        ("in the 1990s and two years ago", {"1990s": "", "two years ago": "year-2"}),
        ("ན་ནིང་མི་༢༠༠༠བཟུང་།", {"ན་ནིང": "year-1"}),
        ("3月15日，抓获315人", {"3月15日": "--03-15"}),
        ("抓获3个月以上的12人", {}),
        ("12.5 million, 1:30, 2018.5 tonnes, $2000, 2,018", {}),
    ],
)
def test_spans_of_dates_and_nothing_else(text: str, spans: dict[str, str]) -> None:
    def shown(d) -> str:  # type: ignore[no-untyped-def]
        if d.period:
            return f"{d.period.begins.text}/{d.period.ends.text}"
        return d.date.text if d.date else d.hint

    assert {text[d.start : d.end]: shown(d) for d in dates_in(text)} == spans


@pytest.mark.parametrize(
    ("words", "published", "date"),
    [
        ("去年", "2018-03-01", "2017"),
        ("last month", "2018-01", "2017-12"),
        ("yesterday", "2018-03-01", "2018-02-28"),
        ("yesterday", "2018-03", None),
        ("on Monday", "2018-08-10", "2018-08-06"),
        ("Aug 11", "2018-08-10", "2017-08-11"),
        ("Aug 9", "2018-08-10", "2018-08-09"),
        ("Aug 9", "2018", None),
        ("3 May 2011", "2018", "2011-05-03"),
    ],
)
def test_relative_dates_need_a_day_of_publication(words: str, published: str, date: str | None) -> None:
    (span,) = dates_in(words)
    found = resolved(span, PartialDate(published))
    assert (found.text if found else None) == date


@given(st.text(alphabet="0123456789-/., 年月日至MayJune ofto་ལོཟླཚེས", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    found = dates_in(text)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
