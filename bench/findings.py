"""How well proposed findings gather what says the same thing: pairs of documents held against `gold/origins.csv` doc_ids.

bench/findings.py [CORPUS] [-v]
"""

from __future__ import annotations

import csv
import sys
import time
from itertools import combinations
from pathlib import Path

from amounts import CORPORA
from firsthand.claim.group import findings_of
from firsthand.claim.propose import said_by
from firsthand.trace.descent import lineage_of
from mutations import readings_of


def main() -> int:
    """Print pairwise precision and recall over the findings that best fit each labelled claim."""
    plain = [a for a in sys.argv[1:] if not a.startswith("-")]
    corpus = Path(plain[0]) if plain else CORPORA / "dev"
    if not corpus.exists():
        print(f"skipped: no corpus at {corpus}")
        return 0
    readings = readings_of(corpus)
    said = {r.source: said_by(r) for r in readings}
    lineage = lineage_of(readings, said)
    began = time.perf_counter()
    found = findings_of(readings, said, lineage)
    seconds = time.perf_counter() - began
    source = {c.id: c.source for s in said.values() for c in s.claims}
    sets = [{source[i] for i in (*f.supports, *f.contradicts)} for f in found]
    hit = said_pairs = gold_pairs = 0
    with (corpus / "gold/origins.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            want = set(row["doc_ids"].split())
            if len(want) < 2:
                continue
            best = max(sets, key=lambda s: len(s & want) / len(s | want), default=set())
            a, b = set(combinations(sorted(want), 2)), set(combinations(sorted(best), 2))
            hit, said_pairs, gold_pairs = hit + len(a & b), said_pairs + len(b), gold_pairs + len(a)
    print(
        f"findings {len(found)}, with two documents or more {sum(len(s) > 1 for s in sets)}, {seconds:.2f} s; pairs of documents of the best-fitting finding: precision {hit / max(1, said_pairs):.3f} recall {hit / max(1, gold_pairs):.3f}"
    )
    if "-v" in sys.argv:
        for one, docs in zip(found, sets, strict=True):
            print(len(docs), sorted(docs)[:8], one.sentence[:150])
    return 0


if __name__ == "__main__":
    sys.exit(main())
