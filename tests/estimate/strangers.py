"""A stranger who checks a certificate from the JSON that a command prints: fractions and nothing of Firsthand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def fault(proof: dict[str, Any]) -> str:
    """ "" if the certificate proves what it says, else what is wrong."""
    return _node(proof, proof["root"], int(proof["wrong"]), [])


def _node(proof: dict[str, Any], node: dict[str, Any], more: int, left_out: list[str]) -> str:
    cells = [Fraction(0)] * len(proof["cells"])
    ends, used = Fraction(0), set()
    down = proof["side"] == "upper" and not node.get("contradiction")
    for number, words in node["multipliers"]:
        row, y = proof["rows"][number], Fraction(words)
        if row["origin"] in left_out:
            return "leans on what is left out"
        used.add(row["origin"])
        low, high = row.get("low", ""), row.get("high", "")
        end = (high if y > 0 else low) if down else (low if y > 0 else high)
        if end == "":
            return "no number on that side"
        ends += y * Fraction(end)
        for cell, coefficient in row["on"]:
            cells[cell] += y * Fraction(coefficient)
    asks = [Fraction(0) if node.get("contradiction") else Fraction(a) for a in proof["asks"]]
    for have, want in zip(cells, asks, strict=True):
        if (have < want) if down else (have > want):
            return "a cell is not covered"
    if node.get("contradiction"):
        if ends <= 0:
            return "no contradiction"
    elif (ends >= proof["value"] + 1) if down else (ends <= proof["value"] - 1):
        return "the ends do not reach"
    if more:
        below = {origin: child for origin, child in node.get("without", [])}
        for origin in used - {""}:
            if origin not in below:
                return f"{origin} is not tried"
            wrong = _node(proof, below[origin], more - 1, [*left_out, origin])
            if wrong:
                return wrong
    return ""
