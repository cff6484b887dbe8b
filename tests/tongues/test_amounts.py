"""Amounts as commands.md defines them: numbers as written, never widened. Places, bodies and people are invented."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.amounts import Amount
from firsthand.tongues.amounts import Counted, amounts_in


def only(text: str, language: str = "en") -> Counted:
    found = amounts_in(text, language)
    assert len(found) == 1, [text[c.span.start : c.span.end] for c in found]
    return found[0]


def shape(a: Amount) -> tuple[int | None, int | None, str]:
    number = lambda x: None if x is None else int(x)  # noqa: E731
    return number(a.floor), number(a.ceiling), a.kind


ENGLISH = [
    ("Police in Veldar detained 412 people.", (412, 412, "exact"), "412 people"),
    ("At least 40 monks were held in Osrin.", (40, None, "at_least"), "At least 40 monks"),
    ("More than 6.2 million samples are on file.", (6_200_000, None, "at_least"), "More than 6.2 million samples"),
    ("Up to 490 traders lost their stalls.", (None, 490, "at_most"), "Up to 490 traders"),
    ("As many as 326 villagers were moved.", (None, 326, "at_most"), "As many as 326 villagers"),
    ("Nearly 15,000 residents gave blood.", (15_000, 15_000, "about"), "Nearly 15,000 residents"),
    ("An estimated 1 million herders live there.", (10**6, 10**6, "about"), "An estimated 1 million herders"),
    ("Between 430 and 1,291 residents were sampled.", (430, 1291, "range"), "Between 430 and 1,291 residents"),
    ("They took 13 to 16 million records.", (13 * 10**6, 16 * 10**6, "range"), "13 to 16 million records"),
    ("Officers of Veldar sampled 84% of the herders.", (84, 84, "share"), "84%"),
    ("About 10 percent of the men gave blood.", (10, 10, "about"), "About 10 percent"),
    ("Tens of thousands of herders were moved.", (10_000, None, "vague"), "Tens of thousands of herders"),
    ("Dozens of monks left.", (None, None, "vague"), "Dozens of monks"),
    ("A letter signed by 22 of Veldar’s 31 councillors followed.", (22, 22, "share"), "22 of Veldar’s 31 councillors"),
    ("500 or more herders came.", (500, None, "at_least"), "500 or more herders"),
    ("The firm paid $28,000 for it.", (28_000, 28_000, "exact"), "$28,000"),
]


@pytest.mark.parametrize(("text", "wanted", "quote"), ENGLISH)
def test_english_amounts(text: str, wanted: tuple[int | None, int | None, str], quote: str) -> None:
    c = only(text)
    assert (shape(c.amount), text[c.span.start : c.span.end]) == (wanted, quote)


CHINESE = [
    ("公安局共采集血样230余万份。", (2_300_000, None, "at_least"), ""),
    ("维尔县有至少3200名居民被采集血样。", (3200, None, "at_least"), "people"),
    ("约三百二十人被拘留。", (320, 320, "about"), "people"),
    ("3至5万户家庭被搬迁。", (30_000, 50_000, "range"), "家庭"),
    ("至多490名商贩被罚款。", (None, 490, "at_most"), "people"),
    ("不足200人到场。", (None, 200, "at_most"), "people"),
    ("百分之三十的居民拒绝。", (30, 30, "share"), "%"),
    ("抓获500人以上。", (500, None, "at_least"), "people"),
    ("345座房屋中的172座房屋被淹。", (172, 172, "share"), "房屋"),
    ("数十万人被登记。", (100_000, None, "vague"), "people"),
]


@pytest.mark.parametrize(("text", "wanted", "unit"), CHINESE)
def test_chinese_amounts(text: str, wanted: tuple[int | None, int | None, str], unit: str) -> None:
    c = only(text, "zh")
    assert shape(c.amount) == wanted
    assert not unit or c.amount.unit == unit


OTHERS = [
    ("bo", "གྲོང་མི་ཕལ་ཆེར་༩༤༠༠་ཁྲག་དཔེ་བླངས་འདུག", (9400, 9400, "about")),
    ("bo", "ཚོང་པ་ཉུང་མཐར་༧་ཉེས་ཆད་བཅད་འདུག", (7, None, "at_least")),
    ("bo", "ཁང་པ་༣༤༥ནང་ནས་༡༧༢་ཆུ་ལོག་ཕོག་འདུག", (172, 172, "share")),
    ("de", "Mindestens 2,5 Millionen Menschen wurden erfasst.", (2_500_000, None, "at_least")),
    ("fr", "Près de 12 000 habitants ont donné leur sang.", (12_000, 12_000, "about")),
    ("es", "Hasta 300 personas fueron detenidas.", (None, 300, "at_most")),
    ("pt", "Cerca de 4.200 moradores foram detidos.", (4200, 4200, "about")),
    ("it", "Oltre 150 mila persone sono state registrate.", (150_000, None, "at_least")),
    ("nl", "Tussen 40 en 60 monniken werden opgepakt.", (40, 60, "range")),
    ("pl", "Co najmniej 300 osób zatrzymano.", (300, None, "at_least")),
    ("id", "Sekitar 2 juta warga didata.", (2_000_000, 2_000_000, "about")),
    ("ar", "احتجاز نحو مليونين من السكان", (2_000_000, 2_000_000, "about")),
    ("ja", "約3万人が登録された。", (30_000, 30_000, "about")),
]


@pytest.mark.parametrize(("language", "text", "wanted"), OTHERS)
def test_amounts_of_other_languages(language: str, text: str, wanted: tuple[int | None, int | None, str]) -> None:
    assert shape(only(text, language).amount) == wanted


NOTHING = [
    ("en", "In 2018 the drive began; it ended on 5 May 2020."),
    ("en", "A 22-year-old woman, one of them, spoke at 8:16 pm."),
    ("en", "See page 45, section 3 and Article 12 of Law No. 34/2020."),
    ("en", "Call 0321-555-1234 or see https://veldar.example/a/20230612."),
    ("en", "They played Game 7, and the Index 500 fell."),
    ("en", "The second and the 3rd report are late.12"),
    ("zh", "2023年6月12日上午9时30分，第十五届会议开幕。"),
    ("zh", "他今年35岁，电话：12345678。"),
    ("bo", "ཕྱི་ལོ་༢༠༣༢ཟླ་༦ཚེས་༡༠ལ་བྱུང་།"),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_dates_ages_ordinals_and_addresses_count_nothing(language: str, text: str) -> None:
    assert [text[c.span.start : c.span.end] for c in amounts_in(text, language)] == []


STATUS = [
    ("en", "The county plans to sample 3,000 people.", "target"),
    ("en", "Osrin: target 4,200 people.", "target"),
    ("en", "It had not sampled 300 people.", "not_done"),
    ("en", "It sampled 300 people.", "achieved"),
    ("zh", "应采4200人", "target"),
    ("zh", "实采3980人", "achieved"),
    ("zh", "未采220人", "not_done"),
]


@pytest.mark.parametrize(("language", "text", "status"), STATUS)
def test_status_tells_plan_from_deed(language: str, text: str, status: str) -> None:
    assert only(text, language).amount.status == status


MEASURE = [
    ("en", "Another 2 million herders were moved.", "additional"),
    ("en", "9,490 more herders were moved.", "additional"),
    ("en", "Some 300 monks are being held.", "stock"),
    ("en", "To date 300 monks were arrested.", "cumulative"),
    ("zh", "另有200人被拘留", "additional"),
    ("zh", "累计采集200人", "cumulative"),
]


@pytest.mark.parametrize(("language", "text", "measure"), MEASURE)
def test_measure_tells_stock_from_flow(language: str, text: str, measure: str) -> None:
    assert only(text, language).amount.measure == measure


def test_a_part_keeps_its_whole() -> None:
    assert only("172 of 345 houses were flooded").amount.base == Decimal(345)


@given(st.integers(20, 10**8), st.sampled_from(["at least", "up to", "about", "more than", ""]))
@settings(max_examples=60, deadline=None)
def test_numbers_are_never_widened(value: int, bound: str) -> None:
    a = only(f"Officers say {bound} {value:,} herders were moved".replace("  ", " ")).amount
    assert {x for x in (a.floor, a.ceiling) if x is not None} == {Decimal(value)}


@given(st.text(alphabet="0123456789,.- %$abconemillionto\n至万余人༠༡ནས", max_size=200), st.sampled_from(["en", "zh", "bo", "de", "und"]))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sorted_disjoint_amounts(text: str, language: str) -> None:
    ends = 0
    for c in amounts_in(text, language):
        assert c.span.start >= 0 and c.span.end <= len(text) and c.span.start < c.span.end
        assert c.number.start >= ends
        assert c.amount.floor is None or c.amount.ceiling is None or c.amount.floor <= c.amount.ceiling
        ends = c.number.end


def test_masked_dates_are_given_from_outside() -> None:
    """Negative control of the mask: the same text without it gives an amount."""
    from firsthand.model.passages import Span

    text = "The 1212 families"
    assert amounts_in(text, "en") and not amounts_in(text, "en", (Span(4, 8),))


def test_time_grows_with_length_only() -> None:
    """A ratio in one run: ten times the digits, no more than sixty times the time."""

    def spent(n: int) -> float:
        began = time.perf_counter()
        amounts_in("1-" * n + " 9," * n + "million " * n, "en")
        return time.perf_counter() - began

    spent(10)
    assert spent(3000) < 60 * max(spent(300), 0.002)


def test_a_sum_is_no_share() -> None:
    text = "With 8,045 people of Lumtang that makes 16,215 people since May."
    found = amounts_in(text, "en")
    assert [(int(c.amount.floor or 0), c.amount.kind, c.amount.base) for c in found] == [(8045, "exact", None), (16215, "exact", None)]
