"""Chinese and Tibetan sentences of our own, labelled before the rules were written: amounts with bound, unit and status, stance, credit.

bench/own_sentences.py [MISSES [zh|bo]]

They are in tests/tongues/sentences, about invented places, in the manner of posts, notices, organisations' texts, news, interviews and statements. Not
checked by a native reader. A label may allow several answers; an amount counts once for each of bound and number, unit, and status.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.amounts import Counted, amounts_in
from firsthand.tongues.credits import credits_in
from firsthand.tongues.nouns import kind_of
from firsthand.tongues.sentences import sentences
from firsthand.tongues.stance import stance_at
from scoring import Bench, Figures, jsonl, share

SENTENCES = Path(__file__).parent.parent / "tests/tongues/sentences"
PARTS = ("bound", "unit", "status", "stance", "credit")


def judged(row: Mapping[str, Any], language: str) -> list[tuple[str, bool, str]]:
    """What was asked of one sentence: part, whether it is right, and what was said."""
    text = row["text"]
    found = sentences(text, language)
    credits = [c for c in credits_in(text, language, found) if c.content.end > c.content.start]
    at = Span(text.index(row["at"]), text.index(row["at"]) + len(row["at"]))
    out = [judgement for label in row["amounts"] for judgement in _amount(text, label, amounts_in(text, language))]
    sentence = next((s for s in found if s.start <= at.start < s.end), Span(0, len(text)))
    stance, cue = stance_at(text, sentence, at, language)
    if stance == "asserted" and any(c.kind != "own" and c.content.start <= at.start < c.content.end for c in credits):
        stance = "reported"
    out.append(("stance", stance in row["stance"], f"{stance} {cue}"))
    right, words = _credit(row["credit"], credits, at)
    return [*out, ("credit", right, words)]


def _amount(text: str, label: Mapping[str, Any], said: tuple[Counted, ...]) -> list[tuple[str, bool, str]]:
    low = text.index(label["quote"])
    near = [c for c in said if c.number.start < low + len(label["quote"]) and low < c.number.end]
    best = next((c for c in near if _bound(label, c)), near[0] if near else None)
    if best is None:
        return [(part, False, f"nothing for {label['quote']}") for part in ("bound", "unit", "status")]
    words = f"{label['quote']}: {best.amount.floor}..{best.amount.ceiling} {best.amount.kind} [{best.amount.unit}] [{best.amount.what}] {best.amount.status}"
    a = best.amount
    unit = any(u in ("", a.unit, a.what) or kind_of(a.unit) == u or kind_of(a.what) == u for u in label["unit"])
    return [("bound", _bound(label, best), words), ("unit", unit, words), ("status", a.status in label["status"], words)]


def _bound(label: Mapping[str, Any], c: Counted) -> bool:
    number = lambda x: None if x is None else Decimal(x)  # noqa: E731
    ends = [[number(x) for x in pair] for pair in label["values"]]
    return [c.amount.floor, c.amount.ceiling] in ends and c.amount.kind in label["kind"]


def _credit(label: Mapping[str, Any] | None, credits: list[Credit], at: Span) -> tuple[bool, str]:
    words = " · ".join(f"{c.name}[{c.kind} {c.rule}]" for c in credits)
    if label is None:
        return not any(c.kind != "own" and c.content.start <= at.start < c.content.end for c in credits), f"none, but {words}"
    for c in credits:
        named = c.kind == "own" and label["source"] == ["own"] or any(_same(c.name, s) for s in label["source"])
        if named and c.kind in label["kind"]:
            return True, ""
    return False, f"{label['source']} {label['kind']}, but {words}"


def _same(one: str, other: str) -> bool:
    """Whether two names are one, particles and a few letters at the ends apart."""
    short, long = sorted((one.strip("་ "), other.strip("་ ")), key=len)
    return bool(short) and short in long and len(short) >= 0.6 * len(long)


def measure(folder: Path, misses: int, only: str = "") -> Figures:
    """For each language the share of right answers, each part and all together."""
    figures: Figures = {}
    for language in ("zh", "bo"):
        if only in ("", language):
            asked, right = Counter[str](), Counter[str]()
            for row in jsonl(folder / f"{language}.jsonl"):
                for part, good, words in judged(row, language):
                    asked[part], right[part] = asked[part] + 1, right[part] + good
                    if not good and misses > 0:
                        misses -= 1
                        print(f"  {row['id']} {part}: {words}\n      {row['text']} {row['stance'] if part == 'stance' else ''}")
            print(f"  {language}: " + " · ".join(f"{p} {right[p]} of {asked[p]}" for p in PARTS))
            figures |= {f"{language} {p}": share(right[p], asked[p]) for p in PARTS}
            figures[f"{language} all"] = share(sum(right.values()), sum(asked.values()))
    return figures


BENCH = Bench("own sentences", "", lambda _, misses: measure(SENTENCES, misses))

if __name__ == "__main__":
    print(measure(SENTENCES, int(sys.argv[1]) if len(sys.argv) > 1 else 0, sys.argv[2] if len(sys.argv) > 2 else ""))
