"""How right mutations are: the labelled corpus, from $FIRSTHAND_CORPORA, read, claimed and traced in memory.

bench/mutations.py [CORPUS] [-v]      prints the scorer's figures; -v also what was said
"""

from __future__ import annotations

import csv
import hashlib
import os
import sys
import time
from pathlib import Path

from amounts import CORPORA, scored
from firsthand.claim.propose import said_by
from firsthand.errors import Trouble
from firsthand.model.dates import PartialDate
from firsthand.model.passages import Part, Reading, Segment, Span, Stream
from firsthand.tongues.sentences import sentences
from firsthand.trace.descent import lineage_of
from firsthand.trace.mutations import mutations_of


def readings_of(corpus: Path) -> list[Reading]:
    """The documents of a corpus as readings, as far as plain text goes."""
    out = []
    with (corpus / "docs.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            path = corpus / "docs" / f"{row['id']}.txt"
            if path.exists():
                out.append(_reading(row, path.read_bytes()))
    return out


def _reading(row: dict[str, str], raw: bytes) -> Reading:
    text, digest, language = raw.decode("utf-8"), hashlib.sha256(raw).hexdigest(), row["language"] or "en"
    part = Part(digest, 0, len(raw), digest)
    try:
        published = PartialDate(row["published"][:10]) if row["published"] else None
    except Trouble:
        published = None
    stream = Stream(part, "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw)),))
    return Reading(
        row["id"], f"p{row['id']}", row["id"], stream, (Span(0, len(text)),), language, title=row.get("title", ""), publisher=row.get("publisher", ""), url=row.get("url", ""),
        published=published, published_by="list" if published else "", sentences=sentences(text, language),
    )  # fmt: skip


def main() -> int:
    """Print the figures; 0 also where the corpora are absent."""
    plain = [a for a in sys.argv[1:] if not a.startswith("-")]
    corpus = Path(plain[0]) if plain else CORPORA / "dev"
    if not corpus.exists():
        print(f"skipped: no corpus at {corpus}")
        return 0
    readings = readings_of(corpus)
    said = {r.source: said_by(r) for r in readings}
    lineage = lineage_of(readings, said)
    began = time.perf_counter()
    found = mutations_of(readings, said, lineage)
    lines: list[dict[str, object]] = [
        {"v": 1, "id": m.id, "from": m.source, "start": m.span.start, "end": m.span.end, "to": m.to, "to_start": m.to_span and m.to_span.start, "to_end": m.to_span and m.to_span.end,
         "field": m.field, "was": m.was, "became": m.became, "type": m.type} for m in found
    ]  # fmt: skip
    print(scored(corpus, "mutations", lines), f"{time.perf_counter() - began:.2f} s", os.linesep)
    if "-v" in sys.argv:
        for m in found:
            print(f"{m.source} <- {m.to} {m.span.start}-{m.span.end} {m.type}: {m.was!r} -> {m.became!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
