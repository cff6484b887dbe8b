"""DER (X.690), as far as timestamps need it: values are read strictly, each within the one that holds it; definite lengths only. Errors: ValueError."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

INTEGER, OCTETS, OBJECT, SEQUENCE, SET, TIME, BOOLEAN = 0x02, 0x04, 0x06, 0x30, 0x31, 0x18, 0x01
CONTEXT = 0xA0  # [0] of a constructed type; [1] is one more
LONGEST = 4  # bytes of a length


@dataclass(frozen=True, slots=True)
class Node:
    """One value: its tag, its content, and its whole encoding."""

    tag: int
    content: bytes
    whole: bytes

    @property
    def inside(self) -> tuple[Node, ...]:
        """The values that a constructed one holds."""
        return tuple(nodes(self.content))

    @property
    def number(self) -> int:
        """An INTEGER."""
        return int.from_bytes(expected(self, INTEGER).content, "big", signed=True)

    @property
    def dotted(self) -> str:
        """An OBJECT IDENTIFIER as people write it."""
        parts, value = list[int](), 0
        for byte in expected(self, OBJECT).content:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                parts.append(value)
                value = 0
        first = min(parts[0] // 40, 2)
        return ".".join(map(str, (first, parts[0] - 40 * first, *parts[1:])))


def nodes(raw: bytes) -> Iterator[Node]:
    """The values that stand one after another in these bytes."""
    at = 0
    while at < len(raw):
        node = node_at(raw, at)
        yield node
        at += len(node.whole)


def node_of(raw: bytes) -> Node:
    """The one value that these bytes are."""
    node = node_at(raw, 0)
    if len(node.whole) != len(raw):
        raise ValueError("something follows the value")
    return node


def node_at(raw: bytes, at: int) -> Node:
    """The value that begins at a byte."""
    if at + 2 > len(raw) or raw[at] & 0x1F == 0x1F:
        raise ValueError("a value breaks off, or has a long tag")
    length, begin = raw[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        if not 0 < count <= LONGEST or begin + count > len(raw):
            raise ValueError("a length is malformed")
        length, begin = int.from_bytes(raw[begin : begin + count], "big"), begin + count
    if begin + length > len(raw):
        raise ValueError("a value breaks off")
    return Node(raw[at], raw[begin : begin + length], raw[at : begin + length])


def expected(node: Node, tag: int) -> Node:
    """The value, if it is of this tag."""
    if node.tag != tag:
        raise ValueError(f"a value of tag {tag:#x} is expected and {node.tag:#x} found")
    return node


def encoded(tag: int, *parts: bytes) -> bytes:
    """A value of these parts."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes((tag, len(content))) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def whole_number(value: int) -> bytes:
    """An INTEGER that is nought or more."""
    return encoded(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))
