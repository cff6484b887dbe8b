"""Acts and who did them: sentences of news in which police killed, arrested, used force or failed to act, on india-police.

bench/india_police.py [MISSES [LABEL]]

A sentence has a label here when one of its acts, not denied, is of that kind and its actor is the police, or is unsaid where only police do such a
thing (an arrest). Whoever is killed by the police has had force used against him, as there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from firsthand.tongues.forces import deeds_of_forces
from scoring import CORPORA, HALF, Bench, Figures, f1, half, jsonl

LABELS = ("ARREST", "KILL", "FORCE")


def said(text: str) -> set[str]:
    """The labels that a sentence gets."""
    return {deed.upper() for deed in deeds_of_forces(text)}


def measure(folder: Path, misses: int, only: str = "") -> Figures:
    """F1 of each label over sentences."""
    hit, given, gold = (dict.fromkeys(LABELS, 0) for _ in range(3))
    for row in half(jsonl(folder / "sents.jsonl"), "doc_id", HALF):
        text = row["sent_text"]
        want, got = set(row["sent_labels"]), said(text)
        for label in LABELS:
            hit[label] += label in want and label in got
            given[label] += label in got
            gold[label] += label in want
            if misses > 0 and label == (only or label) and (label in want) != (label in got):
                misses -= 1
                print(f"  {'-' if label in want else '+'} {label} {' '.join(text.split())[:400]}")
    return {f"{label} F1": f1(hit[label], given[label], gold[label]) for label in LABELS}


BENCH = Bench("india-police", "india-police", measure)

if __name__ == "__main__":
    print(measure(CORPORA / BENCH.folder, int(sys.argv[1]) if len(sys.argv) > 1 else 0, sys.argv[2] if len(sys.argv) > 2 else ""))
