"""How well proposed findings gather what says the same thing: pairs of documents held against `gold/origins.csv` doc_ids.

bench/findings.py [MISSES]
"""

from __future__ import annotations

import csv
import sys
import time
from itertools import combinations
from pathlib import Path

from firsthand.claim.group import findings_of
from firsthand.claim.propose import said_by
from firsthand.trace.descent import lineage_of
from invented_slots import invented_in
from mutations import readings_of
from scoring import CORPORA, Bench, Figures, f1, share


def measure(corpus: Path, misses: int) -> Figures:
    """Pairwise F1 over the findings that best fit each labelled claim; slots of claims that no text bears."""
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
            best = max(range(len(sets)), key=lambda i: len(sets[i] & want) / len(sets[i] | want), default=-1)
            docs = sets[best] if best >= 0 else set()
            a, b = set(combinations(sorted(want), 2)), set(combinations(sorted(docs), 2))
            hit, said_pairs, gold_pairs = hit + len(a & b), said_pairs + len(b), gold_pairs + len(a)
            if misses > 0 and want != docs:
                misses -= 1
                print(
                    f"  {row['claim_id']} {row['claim'][:110]!r}\n    missing {sorted(want - docs)} · too many {sorted(docs - want)} · {found[best].sentence[:130]!r}"
                )
    invented = [line for r in readings for line in invented_in(r, said[r.source])]
    for line in invented[: 20 if misses else 0]:
        print(f"  invented: {line}")
    print(
        f"  findings {len(found)}, with two documents or more {sum(len(s) > 1 for s in sets)}, {seconds:.2f} s; precision {share(hit, said_pairs):.3f} recall {share(hit, gold_pairs):.3f}"
    )
    return {"pairs of documents F1": f1(hit, said_pairs, gold_pairs), "invented slots": float(len(invented))}


BENCH = Bench("findings", "dev", measure)

if __name__ == "__main__":
    print(measure(CORPORA / BENCH.folder, int(sys.argv[1]) if len(sys.argv) > 1 else 0))
