"""Numbers and dates, English and Chinese: F1 of spans, and how many of the spans found have the right value, on recognizers-specs.

bench/recognizers.py [MISSES]

Its rules are not ours; what differs is mapped here. Spans there are inclusive and are compared exactly. A number is right when it is equal to 12
digits. Of a date the value is one of those given there (a Friday is the last one or the next one, we say the last); from A to B ends there where B
begins and here where it ends; both are asked for their beginnings. Refused by design there ("1m isn't a number") is refused nowhere here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from firsthand.tongues.numerals import numbers_in
from firsthand.tongues.times.reading import times_in
from firsthand.tongues.times.values import TimeSpan
from scoring import CORPORA, HALF, Bench, Figures, f1, half, jsonl, share

Found = dict[tuple[int, int], Any]  # span -> value


_MEASURED = re.compile(r"(?<=\d)[A-Za-z]|美元|美刀")  # what a unit stands right behind is no number there but a dimension


def number_spans(row: Mapping[str, Any], language: str) -> Found:
    """Our numbers of a row."""
    text = row["Input"]
    return {
        (n.start, n.end): n.value
        for n in numbers_in(text, language)
        if n.form != "magnitude" and n.value is not None and not _MEASURED.match(text, n.end)
    }


def number_is_right(said: Decimal, wanted: Mapping[str, Any]) -> bool:
    """Whether a number is the one given, to 12 digits."""
    try:
        gold = Decimal(wanted["value"])
    except (InvalidOperation, KeyError):
        return False
    return abs(said - gold) <= abs(gold) * Decimal("1e-12") + Decimal("1e-20")


def date_spans(row: Mapping[str, Any], language: str) -> Found:
    """Our times of a row, held against its day."""
    at = datetime.fromisoformat(row.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00"))
    return {(t.start, t.end): t for t in times_in(row["Input"], language, at)}


def date_is_right(said: TimeSpan, wanted: Mapping[str, Any]) -> bool:
    """Whether a time is one of those given there; what is not resolved there (a season, what recurs) has no value to be wrong."""
    begins, ends = said.begins, said.last or said.ends
    if said.bound == "after" and said.kind == "period" and begins:
        day_before = str(datetime.fromisoformat(begins).date() - timedelta(days=1))
        if any(v.get("start") == day_before and not v.get("end") for v in wanted.get("values", ())):
            return True
    for v in wanted.get("values", ()):
        if v.get("value") == "not resolved" or (said.kind == "duration" and v.get("value") == f"{said.seconds:.0f}"):
            return True
        if "value" in v and v["value"] == begins and said.kind in ("date", "moment", "clock"):
            return True
        if ("start" in v or "end" in v) and (v.get("start", ""), v.get("end", "")) == (begins, ends):
            return True
    return False


def labelled(row: Mapping[str, Any]) -> Found:
    """The spans of a row with their resolutions; where no place is given, the text is looked for."""
    found: Found = {}
    for r in row["Results"]:
        start = r.get("Start", row["Input"].lower().find(r["Text"].lower()))
        end = r["End"] + 1 if "End" in r else start + len(r["Text"])
        found[(start, end)] = r.get("Resolution") or {}
    return found


def scored(
    rows: Iterable[Mapping[str, Any]], ours: Callable[[Mapping[str, Any]], Found], right: Callable[[Any, Any], bool], misses: int
) -> tuple[float, float]:
    """F1 of exact spans, and the share of the spans found whose value is right."""
    hit = said = gold = good = 0
    for row in rows:
        want, got = labelled(row), ours(row)
        both = want.keys() & got.keys()
        fits = {s for s in both if right(got[s], want[s])}
        hit, said, gold, good = hit + len(both), said + len(got), gold + len(want), good + len(fits)
        if misses > 0 and (len(fits) < len(want) or len(got) > len(want)):
            misses -= 1
            text, at = row["Input"], row.get("Context", {}).get("ReferenceDateTime", "")[:16]
            print(f"  {text!r} {at}")
            print("    - " + " · ".join(f"{text[a:b]!r} {_short(want[a, b])}" for a, b in sorted(want) if (a, b) not in fits))
            print("    + " + " · ".join(f"{text[a:b]!r} {got[a, b]}" for a, b in sorted(got) if (a, b) not in fits))
    return f1(hit, said, gold), share(good, hit)


def _short(resolution: Mapping[str, Any]) -> str:
    values = resolution.get("values") or [resolution]
    return " / ".join("|".join(str(x) for k, x in v.items() if k not in ("type", "sourceEntity")) for v in values[:2])


PARTS = (
    ("Chinese Number", "Chinese-NumberModel.jsonl", lambda r: number_spans(r, "zh"), number_is_right),
    ("English Number", "English-NumberModel.jsonl", lambda r: number_spans(r, "en"), number_is_right),
    ("Chinese DateTime", "Chinese-DateTimeModel.jsonl", lambda r: date_spans(r, "zh"), date_is_right),
    ("English DateTime", "English-DateTimeModel.jsonl", lambda r: date_spans(r, "en"), date_is_right),
)


def measure(folder: Path, misses: int, only: str = "") -> Figures:
    """Span F1 and share of right values, for each part that is there."""
    out: Figures = {}
    for name, file, ours, right in PARTS:
        if (folder / file).is_file() and only in name:
            spans, values = scored(half(jsonl(folder / file), "Input", HALF), ours, right, misses)
            out |= {f"{name} span F1": spans, f"{name} values right": values}
    return out


BENCH = Bench("recognizers-specs", "recognizers-specs", measure)

if __name__ == "__main__":
    print(measure(CORPORA / BENCH.folder, int(sys.argv[1]) if len(sys.argv) > 1 else 0, sys.argv[2] if len(sys.argv) > 2 else ""))
