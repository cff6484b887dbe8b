"""Amounts in news sentences: F1 of value, and of value with its bound, on newsquant.

bench/newsquant.py [MISSES]

Its rules are not ours; what differs is mapped here and nowhere else. Ages and "five-year" count there, and so does the one of "one of the oldest"
and "one city": numbers that our reading masks as no amounts are added from `numbers_in` where they stand so. "Millions" has a ceiling of ten times
there; "up 19 cents" is a change ("up", "down") of an exact number, which we read as exact. "A third" is its quotient there, one of three here. A range is
one row there and both its ends are compared; "fell from A to B" is one there and two amounts here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from firsthand.tongues.amounts import Counted, amounts_in
from firsthand.tongues.numerals import numbers_in
from scoring import CORPORA, HALF, Bench, Figures, f1, half, jsonl

CHANGE = {"at_least": ">", "at_most": "<", "about": "~"}  # everything else is "=", "millions" too
GOLD_CHANGE = {"up": "=", "down": "="}
_AGE_AFTER = re.compile(
    r"[- ]?(?:years?|months?|weeks?|days?)[- ]olds?\b|[- ](?:year|month|week|day|hour|minute)s?\b(?:[- ](?!ago|later))", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"\b(?:aged?|age of|ages)\s$", re.IGNORECASE)
_ONE = re.compile(r"one (?:of (?:the|its|his|her|their|our|my|these|those|several)|[a-z]+)\b", re.IGNORECASE)
_NOT_ONE = re.compile(
    r"one (?:is|was|of us|that|who|another|day|can|could|would|should|in|to|has|had|thing|way|hand|side)\b", re.IGNORECASE
)


def wanted(row: Mapping[str, Any]) -> list[tuple[set[float], str]]:
    """The labelled quantities of a sentence: the values of each (both ends of a range) and its change."""
    out = []
    for q in row["quantities"]:
        ends = [float(v) for v in re.findall(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", str(q["value"]))]
        out.append(({abs(v) for v in ends}, GOLD_CHANGE.get(q["change"], q["change"])))
    return out


def said(text: str) -> Iterator[tuple[set[float], str]]:
    """What we read in a sentence, in that corpus's way of writing it."""
    counted = amounts_in(text, "en")
    for c in counted:
        yield _values(c), CHANGE.get(c.amount.kind, "=")
        if c.amount.base is not None and c.rule != "fraction":
            yield {float(c.amount.base)}, "="
    for n in numbers_in(text, "en"):
        if n.value is None or any(c.span.start < n.end and n.start < c.span.end for c in counted):
            continue
        age = _AGE_AFTER.match(text, n.end) or _AGE_BEFORE.search(text[max(0, n.start - 8) : n.start])
        one = n.value == 1 and _ONE.match(text, n.start) and not _NOT_ONE.match(text, n.start)
        if age or one:
            yield {float(n.value)}, "="


def _values(c: Counted) -> set[float]:
    if c.rule == "fraction" and c.amount.base and (part := c.amount.floor or c.amount.ceiling):
        return {float(part / c.amount.base)}
    ends = {float(v) for v in (c.amount.floor, c.amount.ceiling) if v is not None}
    return {*ends, 10 * min(ends)} if c.amount.kind == "vague" and ends else ends


def joined(got: list[tuple[set[float], str]], ranges: list[set[float]]) -> list[tuple[set[float], str]]:
    """What we read, with two amounts made one where they are the two ends of one row there."""
    for ends in ranges:
        if not any(values == ends for values, _ in got):
            parts = [next((g for g in got if g[0] == {end}), None) for end in sorted(ends)]
            if all(parts):
                got = [g for g in got if not any(g is p for p in parts)] + [(ends, "=")]
    return got


def measure(folder: Path, misses: int) -> Figures:
    """F1 of value, and of value and change."""
    hit = both = given = gold = 0
    for row in half(jsonl(folder / "sentences.jsonl"), "text", HALF):
        want = wanted(row)
        got = joined(list(said(row["text"])), [w[0] for w in want if len(w[0]) == 2])
        given, gold = given + len(got), gold + len(want)
        extra = []
        for values, change in got:
            near = next((w for w in want if w[0] == values and w[1] == change), None) or next((w for w in want if w[0] == values), None)
            if near is None:
                extra.append((values, change))
                continue
            want.remove(near)
            hit, both = hit + 1, both + (near[1] == change)
            if near[1] != change:
                extra.append((values, f"{change} for {near[1]}"))
        if (want or extra) and misses > 0:
            misses -= 1
            print(f"  {row['text']}\n    missed {want} · not in gold {extra}")
    return {"value F1": f1(hit, given, gold), "value and change F1": f1(both, given, gold)}


BENCH = Bench("newsquant", "newsquant", measure)

if __name__ == "__main__":
    print(measure(CORPORA / BENCH.folder, int(sys.argv[1]) if len(sys.argv) > 1 else 0))
