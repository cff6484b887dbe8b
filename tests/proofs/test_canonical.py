"""One value, one spelling: what is hashed is what is stored."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.proofs.canonical import DEPTH, WHOLE, canonical, parsed

KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6)
WHOLES = st.integers(-WHOLE + 1, WHOLE - 1)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLES | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def test_the_strings_of_rfc_8785_are_spelled_as_it_spells_them():
    given_text = '{"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}'
    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert expected.encode() == canonical(json.loads(given_text))


def test_text_is_not_normalised_so_two_spellings_of_one_letter_stay_two():
    assert canonical("\u00e9") != canonical("e\u0301")


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_writing_and_reading_gives_the_same_value_and_the_same_bytes(value):
    line = canonical(value)
    assert value == parsed(line)
    assert line == canonical(parsed(line))
    assert value == json.loads(line)


@settings(deadline=None, max_examples=60)
@given(VALUES, st.integers(0, 400), st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_is_another_value(value, place, bit):
    line = bytearray(canonical(value))
    line[place % len(line)] ^= 1 << bit
    try:
        other = parsed(bytes(line))
    except Trouble as trouble:
        assert trouble.code == "not-canonical"
    else:
        assert canonical(other) == bytes(line) and bytes(line) != canonical(value)


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), "\ud800", {"é": 1}, {1: 2}, {"a\n": 1}, (1,), b"x", {"a": {"b": 0.5}}, [set()]],
    ids=repr,
)
def test_what_has_no_one_spelling_in_every_language_is_refused(value):
    with pytest.raises(Trouble, match="not a canonical entry"):
        canonical(value)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1, "b":2}', b'{"b":2,"a":1}', b'{"a":1,"a":1}', b'{"a":1,"a":2}', b"1.0", b"1e3", b"-0", b"01", b"9007199254740992", b"NaN",
        b'"\\u0041"', b'"\\/"', b'"\\u000A"', b'"\\ud800"', b'"\xff"', b"\xef\xbb\xbf1", b"1\n", b" 1", b"", b"{", b"[1,]", b"9" * 5000,
    ],
)  # fmt: skip
def test_another_spelling_of_the_same_thing_is_refused_on_reading(line):
    with pytest.raises(Trouble) as caught:
        parsed(line)
    assert caught.value.code == "not-canonical"


def test_a_line_nested_without_end_is_refused_and_does_not_exhaust_the_stack():
    for depth in (DEPTH + 1, 200_000):
        with pytest.raises(Trouble):
            parsed(b"[" * depth + b"]" * depth)
    assert parsed(b"[" * DEPTH + b"]" * DEPTH)
