"""DER is read strictly: what was written comes back, anything else is a ValueError and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.proofs.der import CONTEXT, INTEGER, OCTETS, SEQUENCE, Node, encoded, expected, node_of, nodes, whole_number

RAW = st.binary(max_size=400)


@settings(max_examples=60)
@given(st.lists(RAW, max_size=5), st.integers(0, 2**70))
def test_what_was_written_comes_back(parts: list[bytes], number: int) -> None:
    whole = encoded(SEQUENCE, *(encoded(OCTETS, p) for p in parts), whole_number(number))
    *read, last = node_of(whole).inside
    assert [expected(n, OCTETS).content for n in read] == parts and last.number == number
    assert b"".join(n.whole for n in (*read, last)) == node_of(whole).content


@settings(max_examples=200)
@given(RAW)
def test_nonsense_is_a_value_error(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        for node in nodes(raw):
            walked(node)


def walked(node: Node) -> None:
    """Everything that can be asked of a value; what does not fit is a ValueError or an IndexError of an empty name."""
    for ask in (lambda: node.inside, lambda: node.number, lambda: node.dotted):
        with contextlib.suppress(ValueError, IndexError):
            ask()


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x30", b"\x30\x80\x00\x00", b"\x30\x85\x01\x01\x01\x01\x01", b"\x30\x02\x01", b"\x1f\x01\x00", b"\x30\x00\x00", b"\x30\x81"],
)
def test_lengths_and_tags_that_are_not_plain_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        node_of(raw)


def test_names_and_tags_are_as_the_standard_has_them() -> None:
    """X.690, 8.19: 2.999.3 is 88 37 03; RFC 3161 names TSTInfo 1.2.840.113549.1.9.16.1.4."""
    assert node_of(b"\x06\x03\x88\x37\x03").dotted == "2.999.3"
    assert node_of(bytes.fromhex("060b2a864886f70d0109100104")).dotted == "1.2.840.113549.1.9.16.1.4"
    with pytest.raises(ValueError):
        expected(node_of(encoded(INTEGER, b"\1")), CONTEXT)
