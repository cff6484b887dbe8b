"""Claims as proposed from a reading: passage, amount, act, stance, speaker. Places, bodies and people are invented."""

from __future__ import annotations

from firsthand.claim.propose import said_by
from firsthand.model.names import derived_id
from plain_readings import reading

TEXT = """VELDAR — Police in Osrin county have taken blood from at least 3,200 residents since May 2031, the Ninebridge Monitor said in a report.

The county bureau denied that 40 monks were detained. Another 300 herders are to be moved next year.
"""


def test_each_amount_becomes_a_claim_with_its_own_words() -> None:
    said = said_by(reading("one", TEXT))
    amounts = {c.amount.what: c for c in said.claims if c.amount and c.amount_at}
    assert set(amounts) == {"residents", "monks", "herders"}
    for c in amounts.values():
        p = c.passages[0]
        assert TEXT[p.start : p.end] == p.quote
        assert c.amount_at and p.start <= c.amount_at.start < c.amount_at.end <= p.end
        assert c.why


def test_act_stance_and_speaker_are_proposed() -> None:
    claims = {c.amount.what: c for c in said_by(reading("one", TEXT)).claims if c.amount}
    assert claims["residents"].act == "sample"
    assert "Ninebridge Monitor" in " ".join(claims["residents"].said_by)
    assert claims["monks"].stance == "denied" and claims["monks"].act == "detain"
    assert claims["herders"].stance == "planned" and claims["herders"].amount and claims["herders"].amount.status == "target"


def test_an_act_without_a_number_is_a_claim_too() -> None:
    claims = said_by(reading("two", "Guards of Osrin beat two brothers. The firm refused to answer.")).claims
    assert {c.act for c in claims} >= {"beat", "refuse"}


def test_ids_come_from_source_passage_and_slot() -> None:
    for c in said_by(reading("one", TEXT)).claims:
        p = c.passages[0]
        assert c.id == derived_id("claim", "one", p.start, p.end, c.slot)
    first, second = said_by(reading("one", TEXT)), said_by(reading("one", TEXT))
    assert first == second
    ids = [c.id for c in first.claims]
    assert len(ids) == len(set(ids))


def test_what_stands_outside_the_body_is_not_claimed() -> None:
    menu = "At least 900 readers subscribe.\n\n"
    inside = reading("three", menu + TEXT, body=(len(menu), len(menu + TEXT)))
    assert "readers" not in {c.amount.what for c in said_by(inside).claims if c.amount}
    assert "readers" in {c.amount.what for c in said_by(reading("three", menu + TEXT)).claims if c.amount}  # negative control


def test_chinese_and_tibetan_are_proposed_alike() -> None:
    han = said_by(reading("zh", "奥斯林县公安局通报，全县已采集3200名居民的血样。", "zh")).claims[0]
    assert han.act == "sample" and han.amount and han.amount.floor == 3200
    bo = said_by(reading("bo", "གྲོང་མི་ཕལ་ཆེར་༩༤༠༠་ཁྲག་དཔེ་བླངས་འདུག", "bo")).claims[0]
    assert bo.act == "sample" and bo.amount and bo.amount.kind == "about"
