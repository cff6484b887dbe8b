"""Canonical JSON: a strict profile of RFC 8785, so that what is hashed is what is stored and one value has one spelling.

Allowed: maps with printable ASCII keys, lists, text, whole numbers |n| < 2^53, true, false, null. Refused: floats (decimals go as text), other keys,
lone surrogates, nesting deeper than DEPTH. Text is not normalised: what was written is what is kept. With ASCII keys the order of RFC 8785 (UTF-16
code units) is the order of the bytes.
"""

from __future__ import annotations

import json

from firsthand.errors import Trouble
from firsthand.model.plain import Plain

WHOLE = 2**53  # numbers from here on are not whole in every language (IEEE 754 doubles)
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
DEPTH = 64  # far beyond any entry; keeps a hostile line from exhausting the stack


def canonical(value: Plain) -> bytes:
    """The one spelling of `value` as UTF-8; raises Trouble("not-canonical") on anything outside the profile."""
    _check(value, DEPTH)
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError:
        raise Trouble("not-canonical", why="a text holds half a surrogate pair") from None


def parsed(line: bytes) -> Plain:
    """The value that `line` spells; raises Trouble("not-canonical") unless the line is byte for byte what canonical() writes for it."""
    try:
        value: Plain = json.loads(line.decode("utf-8"))
    except RecursionError:
        raise Trouble("not-canonical", why="it is nested too deep") from None
    except ValueError as why:
        raise Trouble("not-canonical", why=f"it is not JSON in UTF-8 ({why})") from None
    if canonical(value) != line:
        raise Trouble("not-canonical", why="it is spelled another way than the canonical one (order, blanks, a key twice, an escape)")
    return value


def _check(value: object, depth: int) -> None:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return
    if kind is int:
        if not -WHOLE < value < WHOLE:  # type: ignore[operator]
            raise Trouble("not-canonical", why="a number is 2^53 or beyond")
    elif depth == 0:
        raise Trouble("not-canonical", why=f"it is nested deeper than {DEPTH}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if type(key) is not str or not key.isascii() or not key.isprintable():
                raise Trouble("not-canonical", why=f"the key {key!r} is not plain ASCII")
            if type(inner) is not str:
                _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)
    else:
        raise Trouble("not-canonical", why=f"it holds a {kind.__name__}")
