"""Names in different scripts: one party where the own part sounds alike and the kind of body agrees; never where they are of different kinds."""

from __future__ import annotations

import pytest

from firsthand.trace.sounds import DIFFERENT, OPEN, SAME, may_be_one

ONE = [
    ("Lurdan County Police", "卢尔丹县公安局"),
    ("Lurdan County Police", "ལུར་དན་རྫོང་ཉེན་རྟོག་ཁང"),
    ("Maskel Health Bureau", "མས་ཀེལ་འཕྲོད་བསྟེན་ལས་ཁུངས"),
    ("Maskel Rights Monitor", "མས་ཀེལ་ཐོབ་ཐང་ལྟ་ཞིབ་ཚོགས་པ"),
    ("马斯凯尔权利观察社", "མས་ཀེལ་ཐོབ་ཐང་ལྟ་ཞིབ་ཚོགས་པ"),
    ("Perdan Morning Post", "佩尔丹晨邮报"),
    ("Tashur Wendo", "塔舒尔·文多"),
]
TWO = [
    ("Lurdan County Police", "卢尔丹县人民法院"),
    ("Maskel Rights Monitor", "马斯凯尔救济会"),
    ("Lurdan County Police", "佐巴县公安局"),
    ("Tashur Wendo", "塔舒尔公报"),
    ("Maskel Courier", "མས་ཀེལ་སྔོན་འགྲོའི་ཚགས་པར"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_party_in_two_scripts(a: str, b: str) -> None:
    assert may_be_one(a, b) == may_be_one(b, a) == SAME


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_parties(a: str, b: str) -> None:
    assert may_be_one(a, b) == may_be_one(b, a) == DIFFERENT


def test_letters_that_tell_nothing_leave_it_open() -> None:
    assert may_be_one("Oa", "ཨོ") == OPEN
    assert may_be_one("Maskel Syndicate of Weavers", "མས་ཀེལ་ཐགས་མཁན་སྡེ") == OPEN  # the last words are in no table
