"""How often the limits of each method held the truth in simulation: measured by bench/lists.py, kept in data/estimate/measured.toml, printed with every result."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _all() -> dict[str, dict[str, object]]:
    raw = (files("firsthand") / "data" / "estimate" / "measured.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


def measured(method: str) -> dict[str, object]:
    """{"coverage": ...} of a method: by scenario the share of printed limits that held the truth, how many tables, the share refused; {} where none was measured."""
    found = {name: one[method] for name, one in _all().items() if method in one}
    return {"coverage": found} if found else {}
