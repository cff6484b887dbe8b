"""Values as plain JSON and back: one way for every frozen type, so that what was written is what is read."""

from __future__ import annotations

import dataclasses
import types
import typing
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeVar

from firsthand.errors import Trouble

T = TypeVar("T")
Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """A frozen value as JSON without floats: floats and decimals become decimal strings, tuples lists, dataclasses maps without empty defaults."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, tuple | list):
        return [plain(x) for x in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(x) for f in dataclasses.fields(value) if (x := getattr(value, f.name)) != f.default}
    raise TypeError(f"no plain form for {type(value).__name__}")


def value_of(kind: type[T], raw: Plain) -> T:
    """The value of type `kind` that plain() wrote as `raw`; raises Trouble("bad-value") on anything that does not fit."""
    try:
        return typing.cast(T, _value(kind, raw))
    except (TypeError, ValueError, KeyError, InvalidOperation, RecursionError) as why:
        raise Trouble("bad-value", what=f"a stored {kind.__name__}", why=str(why) or type(why).__name__) from None


@cache
def _fields(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(kind: Any, raw: Any) -> Any:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if raw is None else _value(next(a for a in args if a is not type(None)), raw)
    if origin is typing.Literal:
        return _checked(raw in args, raw, kind)
    if origin is tuple:
        items = _checked(isinstance(raw, list), raw, kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_value(args[0], x) for x in items)
        _checked(len(items) == len(args), raw, kind)
        return tuple(_value(a, x) for a, x in zip(args, items, strict=True))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return kind(**{k: _value(_fields(kind)[k], v) for k, v in _checked(isinstance(raw, dict), raw, kind).items()})
    if kind in (Decimal, float):
        return kind(_checked(isinstance(raw, str), raw, kind))
    return _checked(isinstance(raw, kind) and not (kind is int and isinstance(raw, bool)), raw, kind)


def _checked(fits: bool, raw: Any, kind: Any) -> Any:
    if not fits:
        raise TypeError(f"{raw!r} is no {getattr(kind, '__name__', kind)}")
    return raw
